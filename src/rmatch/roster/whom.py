"""Whom people mean when they name somebody of a roster, as on the command line."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rmatch.errors import UsageError, shortened
from rmatch.roster.names import fold
from rmatch.roster.references import LOOSE, Directory

if TYPE_CHECKING:
    from rmatch.roster.people import Person
    from rmatch.roster.roster import Roster

__all__ = ["Meant", "directory_of", "whom"]

NEAR = 0.75


@dataclass(frozen=True, slots=True)
class Meant:
    """Somebody who was named: the id, and where it was not given as it is, how it was taken."""

    id: str
    how: str = ""


def directory_of(roster: Roster) -> Directory:
    """Everybody on the roster by id, full name and e-mail address."""
    return Directory((p.id, "" if p.name == p.id else p.name, p.email or "") for p in roster.people)


def whom(roster: Roster, said: str) -> Meant:
    """The person whom a word means: an id, an id bent by a tool, a full name, an e-mail address.

    Raises
    ------
    UsageError
        If it means nobody, or more than one person; with who may be meant.
    """
    text = said.strip()
    found = directory_of(roster).find(text)
    if found.id is None:
        raise UsageError(_unknown(roster, text, ambiguous=found.how == "ambiguous"))
    if found.how == "exact":
        return Meant(found.id)
    name = next(person.name for person in roster.people if person.id == found.id)
    who = f"'{found.id}'" if name == found.id or found.how == "name" else f"'{found.id}' ({name})"
    return Meant(found.id, f"'{shortened(text)}' is taken for {who}, found {LOOSE[found.how]}")


def _unknown(roster: Roster, text: str, *, ambiguous: bool) -> str:
    this = f"'{shortened(text)}'"
    if ambiguous:
        alike = [p.id for p in roster.people if fold(p.name) == fold(text)]
        which = f": {', '.join(sorted(alike))}" if len(alike) > 1 else ""
        return f"{this} fits more than one person{which}. Fix: give the id"
    near = _near(roster, text)
    meant = f"did you mean {_told(near)}? Otherwise give" if near is not None else "give"
    return (
        f"nobody on the roster has the id, the full name or the e-mail address {this}. "
        f"Fix: {meant} the id as in the roster's id column"
    )


def _near(roster: Roster, text: str) -> Person | None:
    """The one person whose name holds all the words, else whose id or name is nearly this."""
    meant = directory_of(roster).meant(text)
    by_id = {person.id: person for person in roster.people}
    if meant is not None:
        return by_id[meant[0]]
    forms: dict[str, Person] = {}
    for person in roster.people:
        forms.setdefault(fold(person.id), person)
        forms.setdefault(fold(person.name), person)
    close = difflib.get_close_matches(fold(text), forms, n=1, cutoff=NEAR)
    return forms[close[0]] if close else None


def _told(person: Person) -> str:
    return f"'{person.id}'" + ("" if person.name == person.id else f" ({person.name})")
