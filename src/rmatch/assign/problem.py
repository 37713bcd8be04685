"""The pairing problem in whole numbers, and why its multipliers keep the levels apart.

Written as a flow, every pairing is one unit that goes source - row - column - sink.
The first unit through a row (or a column) earns the *bonus* ``A``: one more person
with a pairing. Every pairing costs the *malus* ``B`` and earns its score::

    maximise  sum (s_ij - B) x_ij + A (rows with a pairing) + A (columns with a pairing)

Two matchings differ by simple cycles of the residual network, and such a cycle passes
the source and the sink at most once. So it changes the people by at most 2, the
pairings by at most 1, and, meeting each row and column at most once, the points by at
most ``reach = min(rows, columns) * largest score``. A matching is optimal for any
ordered weights exactly if no residual cycle is positive [1]_; hence ``B = 2 reach + 1``
and ``A = 3 B`` order all cycles as *people, then fewest pairings, then points* does,
and the change in each level can be read back from the change in the sum
(:meth:`PairingProblem.split`). No multiplier grows with the square of the size, which
keeps every sum far inside int64; :func:`build_problem` proves it for the input at hand.

.. [1] R. K. Ahuja, T. L. Magnanti, J. B. Orlin, Network Flows (1993), theorem 9.1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.capacity import checked_capacity, checked_score
from rmatch.assign.errors import ScoreError
from rmatch.errors import UsageError

__all__ = ["BOTTOM", "Integers", "PairingProblem", "build_problem", "one_of"]

Integers = NDArray[np.int64]

OBJECTIVES = ("most-matched", "best-total")
FILLS = ("needed", "full")

# Label of a node that no path reaches; adding any weight to it stays negative.
BOTTOM = -(1 << 62)
# Largest sum that may occur anywhere: half of BOTTOM, so that labels never meet it.
LARGEST_SUM = 1 << 60


@dataclass(frozen=True, eq=False)
class PairingProblem:
    """Who may be paired, with how many, and what counts.

    Attributes
    ----------
    score
        Whole numbers, shape (rows, columns); negative means forbidden.
    row_capacity, column_capacity
        Most pairings of each, int64, at most the size of the other side.
    levels
        The objective's levels in order, of ``"people"``, ``"pairings"``, ``"points"``.
    bonus, malus
        ``A`` and ``B`` of the module's text.
    reach
        The most by which one residual cycle can change the points.
    """

    score: NDArray[Any]
    row_capacity: Integers
    column_capacity: Integers
    levels: tuple[str, ...]
    bonus: int
    malus: int
    reach: int

    @property
    def shape(self) -> tuple[int, int]:
        rows, columns = self.score.shape
        return rows, columns

    @property
    def unit(self) -> bool:
        """Whether nobody can have more than one pairing."""
        return bool((self.row_capacity <= 1).all() and (self.column_capacity <= 1).all())

    def transposed(self) -> PairingProblem:
        """The same problem with rows and columns swapped; the scores are a view."""
        return replace(
            self,
            score=self.score.T,
            row_capacity=self.column_capacity,
            column_capacity=self.row_capacity,
        )

    def weight(self, rows: Integers, columns: Integers) -> Integers:
        """``s_ij - B`` of the given pairs."""
        found: Integers = self.score[rows, columns].astype(np.int64) - self.malus
        return found

    def values(self, rows: Integers, columns: Integers) -> tuple[int, ...]:
        """What a matching reaches in each level."""
        reached = {
            "people": len(np.unique(rows)) + len(np.unique(columns)),
            "pairings": len(rows),
            "points": int(self.score[rows, columns].sum(dtype=np.int64)),
        }
        return tuple(reached[level] for level in self.levels)

    def usable(self) -> NDArray[np.bool_]:
        """Which pairs may be chosen: legal, and both have a place."""
        found: NDArray[np.bool_] = self.score >= 0
        found &= (self.row_capacity > 0)[:, None]
        found &= self.column_capacity > 0
        return found

    def split(self, change: int) -> tuple[int, ...]:
        """What a change of the sum along one cycle means in each level.

        Returns
        -------
        tuple
            The change in each of ``levels``; fewer pairings count as a negative number.
        """
        if not self.bonus:
            return (change,)
        step = self.malus or self.bonus
        units = (change + self.reach) // step
        points = change - units * step
        if not self.malus:
            people = units
            pairings = people // 2
        else:
            people = (units + 1) // 3
            pairings = 3 * people - units
        changed = {"people": people, "pairings": pairings, "points": points}
        return tuple(changed[level] for level in self.levels)


def build_problem(
    score: NDArray[Any],
    row_capacity: Any = 1,
    column_capacity: Any = 1,
    *,
    objective: str = "best-total",
    fill: str = "needed",
) -> PairingProblem:
    """Check the input and choose the multipliers.

    Parameters are those of :func:`rmatch.assign.core.assign`.

    Raises
    ------
    UsageError
        Unknown ``objective`` or ``fill``.
    ScoreError, CapacityError
        Arrays that are not what they must be, or scores so large that sums could
        leave 64 bits.
    """
    one_of("objective", objective, OBJECTIVES)
    one_of("fill", fill, FILLS)
    matrix = checked_score(score)
    rows, columns = matrix.shape
    row_places = checked_capacity(row_capacity, rows, columns, "row_capacity")
    column_places = checked_capacity(column_capacity, columns, rows, "column_capacity")
    largest = max(int(matrix.max()), 0) if matrix.size else 0
    reach = min(rows, columns) * largest
    unit = bool((row_places <= 1).all() and (column_places <= 1).all())
    bonus = malus = 0
    levels: tuple[str, ...] = ("points",)
    if objective == "most-matched":
        levels = ("people", "points") if fill == "full" else ("people", "pairings", "points")
        # With one place each the number of pairings follows from the people.
        malus = 2 * reach + 1 if fill == "needed" and not unit else 0
        bonus = 3 * malus if malus else 2 * reach + 1
    # A path or a bound adds at most this: each node's bonus, each unit's weight.
    units = int(row_places.sum()) + int(column_places.sum()) + rows + columns
    if (2 * bonus + malus + largest + 1) * (units + 1) * 2 > LARGEST_SUM:
        raise ScoreError(
            f"scores up to {largest} are too large for {rows} rows and {columns} columns: sums "
            "could leave 64 bits. Fix: divide the scores by a common factor"
        )
    return PairingProblem(matrix, row_places, column_places, levels, bonus, malus, reach)


def one_of(name: str, value: str, known: tuple[str, ...]) -> None:
    """Refuse an option's value that is none of the known ones."""
    if value not in known:
        listed = ", ".join(repr(one) for one in known)
        raise UsageError(f"{name} must be one of {listed}, not {value!r}")
