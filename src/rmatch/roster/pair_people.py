"""Who the people of a row are: a junior and a senior of the roster, or why not.

They are found as references are: as written, else without leading zeros, without case, by
full name or e-mail address.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rmatch.errors import Problem, shortened
from rmatch.roster.pair_rows import SIDES
from rmatch.roster.people import Person
from rmatch.roster.records import Cell
from rmatch.roster.references import LOOSE, Found
from rmatch.roster.roster import Roster
from rmatch.roster.whom import directory_of
from rmatch.spreadsheet_safe import unguard

__all__ = ["PairPeople", "PairRow", "one_person"]

OTHER = {"junior": "senior", "senior": "junior"}


@dataclass(frozen=True, slots=True)
class PairRow:
    """A row whose people were looked for.

    Attributes
    ----------
    cells
        Our column -> cell.
    ids
        ``"junior"`` and ``"senior"`` -> the id on the roster, ``None`` if nobody was found.
    problems
        People who were not found, and warnings about those not found as written.
    """

    cells: Mapping[str, Cell]
    ids: Mapping[str, str | None]
    problems: tuple[Problem, ...]

    def cell(self, side: str) -> Cell:
        """The cell that names the junior or the senior."""
        return self.cells[SIDES[side]]

    @property
    def pair(self) -> tuple[str, str] | None:
        """Junior id and senior id, if both were found."""
        junior, senior = self.ids["junior"], self.ids["senior"]
        return None if junior is None or senior is None else (junior, senior)


class PairPeople:
    """The roster as files of pairings and decisions refer to it.

    Parameters
    ----------
    roster
        The people.
    unknown
        How to mend a row that names somebody who is not on the roster.
    raw
        Whether apostrophes before ids are part of them.
    """

    def __init__(self, roster: Roster, *, unknown: str, raw: bool = False) -> None:
        self.people: Mapping[str, Person] = {person.id: person for person in roster.people}
        self.unknown, self.raw = unknown, raw
        self.directory = directory_of(roster)

    def find(self, cells: Mapping[str, Cell]) -> PairRow:
        """Who the two people of a row are."""
        ids: dict[str, str | None] = {}
        problems: list[Problem] = []
        for side, column in SIDES.items():
            ids[side], problem = self._find(cells[column], side)
            problems += [problem] if problem else []
        return PairRow(cells, ids, tuple(problems))

    def _find(self, cell: Cell, side: str) -> tuple[str | None, Problem | None]:
        if not cell.text:
            fix = "write the id of both people, or delete the row"
            return None, cell.problem(f"no-{side}", f"this row names no {side}", fix)
        found = self.directory.find(cell.text)
        if found.id is None and not self.raw and unguard(cell.text) in self.directory:
            # A CSV file of ours that a spreadsheet program has made a workbook of.
            found = Found(unguard(cell.text), "exact")
        if found.id is None:
            return None, self._unknown(cell, ambiguous=found.how == "ambiguous")
        if found.how == "exact":
            return found.id, None
        this = "this e-mail address" if found.how == "email" else f"'{cell.text}'"
        return found.id, cell.problem(
            "found-loosely",
            f"{this} is taken for '{found.id}', found {LOOSE[found.how]}",
            "write the id as in the roster's id column",
            value=cell.text,
            ids=(found.id,),
            severity="warning",
        )

    def _unknown(self, cell: Cell, *, ambiguous: bool) -> Problem:
        this = f"'{shortened(cell.text)}'"
        if ambiguous:
            code, what = "ambiguous-person", f"{this} fits more than one person"
            fix = "write the id as in the roster's id column"
        else:
            code, what = "unknown-person", f"{this} is not on the roster"
            if (perhaps := self.directory.meant(cell.text)) is not None:
                what += f" (perhaps '{perhaps[0]}', {perhaps[1]})"
            fix = self.unknown
        return cell.problem(code, what, fix, value=cell.text)

    def of_whole_file(self, rows: Sequence[PairRow]) -> Problem | None:
        """What is wrong with every row of a file alike: said once."""
        if not any(row.ids[side] for row in rows for side in SIDES):
            return _strangers(rows[0])
        found = [row for row in rows if row.pair]
        if found and all(self._is_swapped(row) for row in found):
            return _swapped(found[0])
        return None

    def _is_swapped(self, row: PairRow) -> bool:
        """Whether both people of a row fit the other's column alone."""
        return all(
            person_id is not None
            and self._fits(person_id, OTHER[side])
            and not self._fits(person_id, side)
            for side, person_id in row.ids.items()
        )

    def _fits(self, person_id: str, side: str) -> bool:
        person = self.people[person_id]
        return person.is_junior if side == "junior" else person.is_senior

    def takes_part(self, person_id: str) -> bool:
        """Whether this person agreed to take part."""
        return self.people[person_id].participates

    def misfit(self, row: PairRow, side: str) -> Problem | None:
        """Somebody who is on the roster in the other role only."""
        person_id = row.ids[side]
        if person_id is None or self._fits(person_id, side):
            return None
        person = self.people[person_id]
        stands = "takes part" if person.participates else "is on the roster"
        return row.cell(side).problem(
            "other-role",
            f"'{person_id}' {stands} as {person.role}, not as {side}",
            "write who mentors in the column of the juniors and who is mentored in that of the "
            "seniors, or mend the role on the roster",
            value=row.cell(side).text,
            ids=(person_id,),
        )


def one_person(row: PairRow) -> Problem | None:
    """A row that pairs somebody with themselves."""
    if row.pair is None or row.pair[0] != row.pair[1]:
        return None
    return row.cell("senior").problem(
        "same-person",
        f"'{row.pair[0]}' is paired with themselves",
        "write two different people, or delete the row",
        value=row.cell("senior").text,
        ids=(row.pair[0],),
    )


def _strangers(row: PairRow) -> Problem:
    junior, senior = row.cell("junior"), row.cell("senior")
    return Problem(
        "another-roster",
        "nobody in this file is on the roster",
        "give the roster from which the pairings were made, or write the ids as in its id column",
        file=junior.file,
        value=junior.text or senior.text,
    )


def _swapped(row: PairRow) -> Problem:
    junior, senior = row.cell("junior"), row.cell("senior")
    return Problem(
        "swapped-columns",
        f"every '{junior.heading}' is a senior and every '{senior.heading}' a junior: the two "
        "columns are the wrong way round",
        f'say which is which with --map "{senior.heading}=junior_id" and '
        f'--map "{junior.heading}=senior_id"',
        file=junior.file,
    )
