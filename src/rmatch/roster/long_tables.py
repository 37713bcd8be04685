"""Skills and wants as long tables: one row a person and skill, and the organisation file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from rmatch.errors import Problem
from rmatch.roster.cells import CellError
from rmatch.roster.names import says_nothing
from rmatch.roster.records import Cell
from rmatch.roster.references import Directory
from rmatch.roster.skill_items import SkillItem, WantItem, parse_provenance, parse_weight
from rmatch.roster.skills import SkillGrammar
from rmatch.roster.source import Part

__all__ = ["LongItems", "read_long_tables", "read_org"]

NEEDED = {
    "skills": (("id", "the person's id"), ("skill", "the skill's name")),
    "wants": (("id", "the person's id"), ("skill", "the skill's name")),
    "org": (("id", "the person's id"), ("manager_id", "the line manager's id")),
}


@dataclass(frozen=True, slots=True)
class LongItems:
    """What long tables say, by person."""

    skills: dict[str, list[SkillItem]] = field(default_factory=dict)
    wants: dict[str, list[WantItem]] = field(default_factory=dict)


def missing_columns(part: Part) -> list[Problem]:
    """An error for each column that a table of this kind must have and has not."""
    return [
        Problem(
            "no-column",
            f"there is no column '{column}' ({meaning})",
            f"head one of the columns '{column}'; found: {', '.join(part.table.headings)}",
            file=part.file,
        )
        for column, meaning in NEEDED.get(part.kind, ())
        if column not in part.plan.fields
    ]


def read_long_tables(
    parts: Sequence[Part], directory: Directory, grammar: SkillGrammar, problems: list[Problem]
) -> LongItems:
    """Skills and wants of every long table; what is wrong goes to ``problems``."""
    items = LongItems()
    for part in parts:
        strangers: list[Cell] = []
        for cells in _rows(part):
            person = _person(cells["id"], directory, strangers, problems)
            if person is None or not cells["skill"].text:
                continue
            try:
                if part.kind == "skills":
                    items.skills.setdefault(person, []).append(_skill(cells, grammar))
                else:
                    items.wants.setdefault(person, []).append(_want(cells, grammar))
            except CellError as error:
                # Only the cells beside the name have a grammar; the code tells which it was.
                level = "level" if part.kind == "skills" else "target"
                at = error.code if error.code in ("provenance", "weight") else level
                problems += cells.get(at, cells["skill"]).problems(error, person)
        if strangers:
            problems.append(_strangers(strangers))
    return items


def read_org(
    parts: Sequence[Part], named: Sequence[tuple[str, str, str]], problems: list[Problem]
) -> tuple[dict[str, str], Directory]:
    """The organisation files' chain of managers.

    An id that is no roster id as written, but is one without its leading zeros and the
    like, is that person: otherwise a spreadsheet's zeros would cut the chain. Not if the
    files list the roster's id as well: then the two are two people.

    Parameters
    ----------
    parts
        The organisation files.
    named
        Id, full name and e-mail address of everybody on the roster.
    problems
        Takes a warning for each id that is not as written.

    Returns
    -------
    managers, company
        Id to manager id, blank where nobody is above; everybody whom a manager's id may mean.
    """
    rows = [cells for part in parts for cells in _rows(part) if cells["id"].text]
    roster, listed = Directory(named), {cells["id"].text for cells in rows}
    meant: dict[str, str] = {}
    for cell in (cells["id"] for cells in rows):
        found = roster.find(cell.text).id
        meant[cell.text] = cell.text if found is None or found in listed else found
        if meant[cell.text] != cell.text:
            problems.append(_taken_for(cell, meant[cell.text]))
    # Forms ask for the manager's name: people beside the roster are found by theirs too.
    beside = [
        (meant[cells["id"].text], cells["name"].text, "")
        for cells in rows
        if "name" in cells and meant[cells["id"].text] not in roster
    ]
    everybody = [*named, *beside]
    company = Directory(everybody, meant.values())
    managers: dict[str, str] = {}
    for cells in rows:
        cell = cells["manager_id"]
        found = company.find(cell.text).id
        if found is None and says_nothing(cell.text):
            found = ""
        elif found is not None and found != cell.text and meant.get(cell.text) != found:
            problems.append(_taken_for(cell, found))
        managers[meant[cells["id"].text]] = cell.text if found is None else found
    # The top is often named as somebody's manager alone.
    return managers, Directory(everybody, {*meant.values(), *filter(None, managers.values())})


def _rows(part: Part) -> Iterator[dict[str, Cell]]:
    table = part.table
    columns = part.plan.fields.items()
    for row, line in enumerate(table.lines):
        yield {
            name: Cell(table.columns[index][row].strip(), part.file, line, table.headings[index])
            for name, index in columns
        }


def _person(
    cell: Cell, directory: Directory, strangers: list[Cell], problems: list[Problem]
) -> str | None:
    if not cell.text:
        problems.append(
            cell.problem(
                "no-id", "this row has no id", "write whose skill it is, or delete the row"
            )
        )
        return None
    found = directory.find(cell.text)
    if found.id is None:
        strangers.append(cell)
    elif found.how != "exact":
        problems.append(_taken_for(cell, found.id))
    return found.id


def _taken_for(cell: Cell, person_id: str) -> Problem:
    this = "this e-mail address" if "@" in cell.text else f"'{cell.text}'"
    return cell.problem(
        "found-loosely",
        # What is told here goes into run.json, where e-mail addresses have no place.
        f"{this} is no id on the roster; taken for '{person_id}'",
        "write the id as in the roster's id column",
        value=cell.text,
        ids=(person_id,),
        severity="warning",
    )


def _skill(cells: dict[str, Cell], grammar: SkillGrammar) -> SkillItem:
    level = cells.get("level")
    provenance = cells.get("provenance")
    return SkillItem(
        cells["skill"].text,
        grammar.level(level.text) if level else None,
        parse_provenance(provenance.text) if provenance else "self",
    )


def _want(cells: dict[str, Cell], grammar: SkillGrammar) -> WantItem:
    target = cells.get("target")
    weight = cells.get("weight")
    return WantItem(
        cells["skill"].text,
        grammar.level(target.text) if target else None,
        parse_weight(weight.text) if weight else Fraction(1),
    )


def _strangers(cells: Sequence[Cell]) -> Problem:
    number = len({cell.text for cell in cells})
    return cells[0].problem(
        "not-on-roster",
        f"{number} id{' is' if number == 1 else 's are'} not on the roster, so "
        f"{len(cells)} row{' was' if len(cells) == 1 else 's were'} not used",
        "check the ids if these people should take part",
        value=cells[0].text,
        severity="warning",
    )
