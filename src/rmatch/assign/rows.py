"""Linear rows over pairings: what a programme asks for beyond pairs, in whole numbers.

A row is ``sum over its terms of coefficient * (pairings in the term's set) <= limit``.
"At least" is written with the signs turned round, and a share ``p / q`` of all pairings
as ``q * count - p * all <= 0``, so that every row is decided without rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.problem import Integers

__all__ = ["LinearRow", "PairSet", "activities", "broken"]


@dataclass(frozen=True, eq=False)
class PairSet:
    """A set of pairs: some rows with some columns, cut down to ``pairs`` if given.

    Attributes
    ----------
    rows, columns
        Shapes (rows,) and (columns,), bool: which may be in a pair of the set.
    pairs
        Shape (rows, columns), bool, or ``None``: any. Shared between sets, never copied.
    """

    rows: NDArray[np.bool_]
    columns: NDArray[np.bool_]
    pairs: NDArray[np.bool_] | None = None

    @property
    def key(self) -> tuple[bytes, bytes, int]:
        """Equal for sets that are the same in all three."""
        return self.rows.tobytes(), self.columns.tobytes(), id(self.pairs)

    @property
    def everything(self) -> bool:
        """Whether every pair is in it."""
        return self.pairs is None and bool(self.rows.all()) and bool(self.columns.all())

    def holds(self, rows: Integers, columns: Integers) -> NDArray[np.bool_]:
        """Which of the given pairs are in the set."""
        found: NDArray[np.bool_] = self.rows[rows] & self.columns[columns]
        if self.pairs is not None:
            found &= self.pairs[rows, columns]
        return found

    def block(self, rows: slice) -> NDArray[np.bool_]:
        """The set as a mask over all columns of some rows."""
        found: NDArray[np.bool_] = self.rows[rows, None] & self.columns
        if self.pairs is not None:
            found &= self.pairs[rows]
        return found


@dataclass(frozen=True, eq=False)
class LinearRow:
    """One row.

    Attributes
    ----------
    terms
        Coefficients, not 0, and the sets of pairs that they count.
    limit
        What the sum may be at most.
    unit
        By how much one pairing moves the sum: what *one pairing more* means to this row.
    """

    terms: tuple[tuple[int, PairSet], ...]
    limit: int
    unit: int = 1

    def coefficients(self, rows: Integers, columns: Integers) -> Integers:
        """The row's coefficient of each of the given pairs."""
        found = np.zeros(len(rows), dtype=np.int64)
        for coefficient, pairs in self.terms:
            found += coefficient * pairs.holds(rows, columns)
        return found

    def activity(self, rows: Integers, columns: Integers) -> int:
        """The sum over a matching."""
        return int(self.coefficients(rows, columns).sum())


def activities(limits: Sequence[LinearRow], rows: Integers, columns: Integers) -> Integers:
    """The sums of all rows over a matching."""
    return np.array([row.activity(rows, columns) for row in limits], dtype=np.int64)


def broken(limits: Sequence[LinearRow], rows: Integers, columns: Integers) -> list[int]:
    """The numbers of the rows that a matching breaks."""
    return [k for k, row in enumerate(limits) if row.activity(rows, columns) > row.limit]
