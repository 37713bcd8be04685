"""Tables to records: one a person, whichever files the person is in.

A record still holds text. Two files by role may both name a person, who is then one
record with role ``both``; cells that disagree are an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from rmatch.errors import Problem
from rmatch.roster.cells import CellError
from rmatch.roster.column_plan import SkillColumn
from rmatch.roster.consent import reads_as_ticks
from rmatch.roster.names import fold, spaced
from rmatch.roster.source import Part

__all__ = ["Cell", "Record", "gather"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text and where it stands."""

    text: str
    file: str
    line: int
    heading: str

    def problem(
        self,
        code: str,
        what: str,
        fix: str,
        *,
        value: str | None = None,
        ids: tuple[str, ...] = (),
        severity: str = "error",
        confidential: bool = False,
    ) -> Problem:
        """A problem that stands in this cell."""
        return Problem(
            code,
            what,
            fix,
            file=self.file,
            line=self.line,
            heading=self.heading,
            value=value,
            ids=ids,
            severity=severity,
            confidential=confidential,
        )

    def problems(self, error: CellError, person_id: str) -> list[Problem]:
        """All that the cell's grammar found wrong in it."""
        return [
            self.problem(
                one.code,
                one.what,
                one.fix,
                value=self.text if one.value is None else one.value,
                ids=(person_id,),
                severity=one.severity,
            )
            for one in error.each()
        ]


@dataclass(slots=True)
class Record:
    """Everything that the people's files say about one person, as text.

    ``role`` is set where the file itself sets it; ``cells`` has the canonical columns that
    are not blank; ``skills`` the columns that stand for one skill each; ``asked`` says that
    a file of the person's has the column ``participate``.
    """

    id: str
    place: Cell
    role: str | None = None
    cells: dict[str, Cell] = field(default_factory=dict)
    skills: list[tuple[SkillColumn, Cell]] = field(default_factory=list)
    asked: bool = False

    def text(self, column: str) -> str:
        """The cell's text, empty if blank or absent."""
        cell = self.cells.get(column)
        return cell.text if cell else ""


def gather(parts: Sequence[Part]) -> tuple[list[Record], list[Problem]]:
    """The records of all people's tables, in file and row order.

    Returns
    -------
    records, problems
        Rows without an id, ids given twice, and cells of two files that disagree. Such rows
        are records too, so that all that is wrong in them is told at once.
    """
    problems: list[Problem] = []
    people: dict[str, Record] = {}
    spare: list[Record] = []
    for part in parts:
        for record in _rows(part, problems):
            known = people.get(record.id)
            if not record.id:
                spare.append(record)
            elif known is None:
                people[record.id] = record
            elif part.role is None or known.place.file == record.place.file:
                problems.append(_twice(known, record))
                spare.append(record)
            else:
                _unite(known, record, problems)
    return [*people.values(), *spare], problems


def _rows(part: Part, problems: list[Problem]) -> Iterable[Record]:
    table, plan, file = part.table, part.plan, part.file
    id_index = plan.fields["id"]
    columns = {name: index for name, index in plan.fields.items() if name != "id"}
    # Whether 1 is a tick or a level shows only in the whole column.
    skill_columns = [
        replace(c, tick=c.tick and reads_as_ticks(table.columns[c.index], c.name))
        for c in plan.skill_columns
    ]
    for row, line in enumerate(table.lines):

        def cell(index: int, row: int = row, line: int = line) -> Cell:
            text = table.columns[index][row].strip()
            return Cell(text, file, line, table.headings[index])

        place = cell(id_index)
        if not place.text:
            problems.append(
                place.problem(
                    "no-id", "this row has no id", "give the person an id, or delete the row"
                )
            )
        record = Record(place.text, place, part.role, asked="participate" in columns)
        for name, index in columns.items():
            if (found := cell(index)).text:
                record.cells[name] = found
        if "name" not in record.cells and plan.name_parts:
            name_cells = [cell(index) for index in plan.name_parts]
            full = spaced(" ".join(c.text for c in name_cells))
            if full:
                record.cells["name"] = Cell(full, file, line, name_cells[0].heading)
        for column in skill_columns:
            if (found := cell(column.index)).text:
                record.skills.append((column, found))
        yield record


def _twice(first: Record, second: Record) -> Problem:
    where = f"line {first.place.line}"
    if first.place.file != second.place.file:
        where = f"{first.place.file}, {where}"
    fix = "give each person one row and one id of their own"
    if fold(second.id) == "anonymous":
        fix = "let the form ask for the employee ID, or collect e-mail addresses; then export again"
    return second.place.problem(
        "duplicate-id",
        f"the id is given twice (first in {where})",
        fix,
        value=second.id,
        ids=(second.id,),
    )


def _unite(known: Record, other: Record, problems: list[Problem]) -> None:
    """Make ``known`` one person in both roles."""
    known.role = "both"
    known.asked = known.asked or other.asked
    for name, cell in other.cells.items():
        mine = known.cells.setdefault(name, cell)
        if name != "role" and fold(mine.text) != fold(cell.text):
            problems.append(
                cell.problem(
                    "files-disagree",
                    f"this differs from {mine.file}, line {mine.line} ('{mine.text}')",
                    "make the two files agree, or leave one of the cells blank",
                    value=cell.text,
                    ids=(known.id,),
                )
            )
    # A skill told in both files is compared where levels are read.
    known.skills.extend(other.skills)
