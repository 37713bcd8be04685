"""Who answers about whom: two people of the roster who can be a pairing, or why not."""

from __future__ import annotations

from collections.abc import Mapping

from rmatch.errors import Problem, shortened
from rmatch.roster.people import Person
from rmatch.roster.records import Cell
from rmatch.roster.references import LOOSE, Directory, Found
from rmatch.roster.roster import Roster
from rmatch.roster.whom import directory_of
from rmatch.spreadsheet_safe import unguard

__all__ = ["People"]

# What the forms ask for themselves is no guess, and no warning.
_ASKED_FOR = frozenset({"exact", "name", "email"})


class People:
    """The people whom answers may name; without a roster, anybody.

    Parameters
    ----------
    roster
        The people, or ``None``.
    raw
        Whether apostrophes before ids are part of them.
    """

    def __init__(self, roster: Roster | None, *, raw: bool = False) -> None:
        self.raw = raw
        self.directory = None if roster is None else directory_of(roster)
        people = () if roster is None else roster.people
        self.people: Mapping[str, Person] = {person.id: person for person in people}

    def knows(self, text: str) -> bool:
        """Whether ``text`` means somebody; without a roster always."""
        return self.directory is None or self._found(self.directory, text).id is not None

    def pairing(
        self, answerer: Cell, partner: Cell
    ) -> tuple[tuple[str, str] | None, list[Problem]]:
        """Ids of the two, ``None`` if they cannot be told, and what is wrong or odd."""
        problems: list[Problem] = []
        ids = [
            self._find(answerer, "no-answerer", "does not say who answers", problems),
            self._find(partner, "no-partner", "does not say of which pairing it is", problems),
        ]
        me, you = ids
        if me is None or you is None:
            return None, problems
        if wrong := self._no_pairing(me, you, partner):
            return None, [*problems, wrong]
        return (me, you), problems

    def _find(self, cell: Cell, code: str, lacks: str, problems: list[Problem]) -> str | None:
        if not cell.text:
            fix = "write the id, full name or e-mail address in the cell, or delete the row"
            problems.append(cell.problem(code, f"this row {lacks}", fix))
            return None
        if self.directory is None:
            return cell.text
        found = self._found(self.directory, cell.text)
        if found.id is None:
            problems.append(_unknown(cell, found, self.directory.meant(cell.text)))
        elif found.how not in _ASKED_FOR:
            problems.append(
                cell.problem(
                    "found-loosely",
                    f"'{cell.text}' is taken for '{found.id}', found {LOOSE[found.how]}",
                    "write the id as in the roster's id column",
                    value=cell.text,
                    ids=(found.id,),
                    severity="warning",
                )
            )
        return found.id

    def _found(self, directory: Directory, text: str) -> Found:
        found = directory.find(text)
        if found.id is None and not self.raw and unguard(text) in directory:
            # A CSV file that a spreadsheet program has made a workbook of.
            return Found(unguard(text), "exact")
        return found

    def _no_pairing(self, me: str, you: str, cell: Cell) -> Problem | None:
        if me == you:
            return cell.problem(
                "same-person",
                f"'{me}' answers about a pairing with themselves",
                "write who the other one is",
                value=cell.text,
                ids=(me,),
            )
        if not self.people:
            return None
        one, other = self.people[me], self.people[you]
        if (one.is_junior and other.is_senior) or (one.is_senior and other.is_junior):
            return None
        return cell.problem(
            "no-pairing",
            f"'{me}' and '{you}' are both {one.role}s on this roster, so they are no pairing",
            "write who the other one is, or mend the role on the roster",
            value=cell.text,
            ids=(me, you),
        )


def _unknown(cell: Cell, found: Found, meant: tuple[str, str] | None) -> Problem:
    this = f"'{shortened(cell.text)}'"
    fix = "write the id as in the roster's id column"
    if found.how == "ambiguous":
        what = f"{this} fits more than one person"
        return cell.problem("ambiguous-person", what, fix, value=cell.text)
    what = f"{this} is not on the roster"
    if meant is not None:
        what += f" (perhaps '{meant[0]}', {meant[1]})"
    return cell.problem("unknown-person", what, f"{fix}, or delete the row", value=cell.text)
