"""What a cell says: the error that every cell grammar raises, and the plain cells.

The larger grammars have rooms of their own: :mod:`~rmatch.roster.skills`,
:mod:`~rmatch.roster.levels`, :mod:`~rmatch.roster.roles`, :mod:`~rmatch.roster.consent`,
:mod:`~rmatch.roster.times`, :mod:`~rmatch.roster.available`,
:mod:`~rmatch.roster.languages`. All are pure functions from text to a value.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

from rmatch.roster.names import fold, spaced, split_list, unique

__all__ = [
    "CellError",
    "parse_count",
    "parse_department",
    "parse_goals",
    "parse_ids",
    "raise_all",
]

MOST_PARTS = 100
_WHOLE = re.compile(r"\+?(\d{1,9})(?:\.0*)?(?:\s+(?:people|persons?|pairings?|mentees?|mentors?))?")
# Only up to three: who writes more writes figures.
_IN_WORDS = {
    word: str(number)
    for number, words in enumerate(
        (
            "one ein eine einen einer un une uno una um uma een one",
            "two zwei deux dos due dois duas twee",
            "three drei trois tres tre três drie",
        ),
        start=1,
    )
    for word in words.split()
}


class CellError(ValueError):
    """A cell, or one item of it, that cannot be read.

    Attributes
    ----------
    what, fix
        What is wrong, and how to mend it, as :class:`rmatch.errors.Problem` words them.
    code
        The short stable name of the problem.
    value
        The item of the cell that is at fault; ``None`` for the whole cell.
    severity
        ``"error"``, or ``"warning"`` where the run can go on without the value.
    also
        Further errors of the same cell; :meth:`each` gives them all.
    partial
        What could be read all the same, where a run can go on with it; else ``None``.
    """

    def __init__(
        self,
        what: str,
        fix: str,
        code: str = "cell",
        value: str | None = None,
        severity: str = "error",
        also: Sequence[CellError] = (),
        partial: Any = None,
    ) -> None:
        super().__init__(what, fix, code, value, severity, tuple(also), partial)
        self.what, self.fix, self.code = what, fix, code
        self.value, self.severity, self.also = value, severity, tuple(also)
        self.partial = partial

    def each(self) -> tuple[CellError, ...]:
        """Every error of the cell, this one first."""
        return (self, *(error for other in self.also for error in other.each()))

    def __str__(self) -> str:
        return f"{self.what}. Fix: {self.fix}."


def raise_all(errors: Sequence[CellError]) -> None:
    """Raise the first of ``errors`` with the others in it; do nothing if there are none."""
    if errors:
        first, *rest = errors
        raise CellError(
            first.what, first.fix, first.code, first.value, first.severity, (*first.also, *rest)
        )


def parse_count(text: str) -> int | None:
    """``capacity`` and ``min_load``: a whole number of pairings, 0 or more.

    Returns
    -------
    int or None
        ``None`` if the cell is blank.

    Raises
    ------
    CellError
        If the text is anything else.
    """
    trimmed = fold(text)
    if not trimmed:
        return None
    found = _WHOLE.fullmatch(_IN_WORDS.get(trimmed, trimmed))
    if found is None:
        raise CellError(
            "this is more pairings than anyone can have"
            if trimmed.isdecimal()
            else "this is not a whole number of pairings",
            "write a whole number such as 2 (0 for none), or leave the cell blank",
            "count",
        )
    return int(found[1])


def parse_department(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A department's path: its parts as written and in compared form.

    Parameters
    ----------
    text
        The cell; ``/`` makes a path, empty parts are dropped.

    Returns
    -------
    parts, keys
        Both empty if the department is unknown.

    Raises
    ------
    CellError
        If the path is too long to be one.
    """
    if text.count("/") > MOST_PARTS:
        raise CellError(
            f"this path has more than {MOST_PARTS} parts",
            "write the department's path, such as Sales/EMEA",
            "department",
        )
    parts = tuple(shown for part in text.split("/") if fold(part) and (shown := spaced(part)))
    return parts, tuple(fold(part) for part in parts)


def parse_ids(text: str) -> tuple[str, ...]:
    """A list of ids in the order written, repeats dropped; ids are trimmed, nothing else."""
    return unique(split_list(text))


def parse_goals(text: str, known: Collection[str] = ()) -> dict[str, str]:
    """Tags: compared form to spelling, in the order written, the first spelling kept."""
    goals: dict[str, str] = {}
    for name in split_list(text, known):
        if key := fold(name):
            goals.setdefault(key, spaced(name))
    return goals
