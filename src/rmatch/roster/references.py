"""Ids that people write about other people, found even where a tool has bent them.

Spreadsheets eat leading zeros, forms change case, people write names. An id is tried
exactly, then without leading zeros, without case, as a unique full name and as an e-mail
address; how it was found is reported, never hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from rmatch.roster.names import fold, strip_accents

__all__ = ["LOOSE", "Directory", "Found"]

# How somebody was found who is not named by an id as it is written.
LOOSE = {
    "zeros": "without its leading zeros",
    "case": "without regard to capital letters or leading zeros",
    "name": "as a full name",
    "email": "as an e-mail address",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a reference led to: ``id`` (None if nobody) and ``how``.

    ``how`` is one of exact, zeros, case, name, email, ambiguous, unknown.
    """

    id: str | None
    how: str


class Directory:
    """Every id that a reference may mean.

    Parameters
    ----------
    people
        Id, full name and e-mail address (either may be empty) of everybody on the roster.
    others
        Further ids, such as those of the organisation file.
    """

    def __init__(self, people: Iterable[tuple[str, str, str]], others: Iterable[str] = ()) -> None:
        named = list(people)
        self._ids = {person_id for person_id, _, _ in named} | set(others)
        self._names = [(person_id, name) for person_id, name, _ in named if name]
        self._emails = [(person_id, email) for person_id, _, email in named if email]

    @cached_property
    def _loose(self) -> tuple[tuple[str, Callable[[str], str], dict[str, str | None]], ...]:
        """How, by which form, and who: a reference is only found where exactly one id fits.

        Made when an id is not found as written, which in most rosters never happens.
        """
        ids = [(person_id, person_id) for person_id in sorted(self._ids)]
        forms = (
            ("zeros", without_zeros, ids),
            ("case", fold, ids),
            ("case", _bare, ids),
            ("name", fold, self._names),
            ("name", _plain, self._names),
            ("name", _turned, self._names),
            ("email", fold, self._emails),
        )
        return tuple(
            (how, form, _unique((form(said), person_id) for person_id, said in pairs))
            for how, form, pairs in forms
        )

    def __contains__(self, person_id: str) -> bool:
        return person_id in self._ids

    def find(self, reference: str) -> Found:
        """The id that ``reference`` means."""
        if reference in self._ids:
            return Found(reference, "exact")
        ambiguous = False
        for how, form, index in self._loose:
            key = form(reference)
            if key in index:
                found = index[key]
                if found is not None:
                    return Found(found, how)
                ambiguous = True
        return Found(None, "ambiguous" if ambiguous else "unknown")

    def meant(self, reference: str) -> tuple[str, str] | None:
        """Id and name of the one person whose name holds all words of ``reference``: a guess.

        For messages alone; nobody is ever found this way.
        """
        words = set(_plain(reference).replace(",", " ").split())
        fitting = [
            (person_id, name)
            for person_id, name in self._names
            if words and words <= set(_plain(name).replace(",", " ").split())
        ]
        return fitting[0] if len(fitting) == 1 else None


def without_zeros(text: str) -> str:
    """The id without leading zeros; one zero stays where nothing else would."""
    return text.lstrip("0") or text[:1]


def _plain(name: str) -> str:
    return strip_accents(fold(name))


def _turned(name: str) -> str:
    """``Stone, Dee`` as ``dee stone``: HR systems write the same name both ways round."""
    last, comma, first = _plain(name).partition(",")
    return f"{first.strip()} {last.strip()}" if comma else last


def _bare(text: str) -> str:
    return without_zeros(fold(text))


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str | None]:
    """Key to id, None where two ids share a key."""
    index: dict[str, str | None] = {}
    for key, person_id in pairs:
        index[key] = person_id if index.get(key, person_id) == person_id else None
    return index
