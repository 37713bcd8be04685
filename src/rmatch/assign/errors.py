"""Errors of the numeric core's arguments: usage errors that are ``ValueError`` too."""

from __future__ import annotations

from rmatch.errors import UsageError

__all__ = ["CapacityError", "RowsInfeasible", "ScoreError"]


class ScoreError(UsageError, ValueError):
    """The score matrix cannot be used."""


class CapacityError(UsageError, ValueError):
    """The capacities cannot be used."""


class RowsInfeasible(Exception):  # noqa: N818 - an answer rather than a failure
    """No matching keeps the rows.

    Attributes
    ----------
    proven
        Whether that was proven, or only not found otherwise.
    """

    def __init__(self, proven: bool) -> None:
        super().__init__(proven)
        self.proven = proven
