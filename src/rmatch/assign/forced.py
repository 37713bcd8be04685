"""What it would cost to pair somebody who has no pairing, or two given people.

Forcing one more unit of flow through an arc changes an optimal flow by one residual
cycle through that arc, and the best such cycle is the longest path from the arc's head
back to its tail [1]_. So every cost is a difference of labels, without solving again;
:meth:`rmatch.assign.problem.PairingProblem.split` reads the levels back from it.

.. [1] R. K. Ahuja, T. L. Magnanti, J. B. Orlin, Network Flows (1993), section 9.7.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.core import Assignment
from rmatch.assign.prices import NotOptimalError, PathsToRow, optimal_prices
from rmatch.assign.problem import BOTTOM, Integers, PairingProblem
from rmatch.errors import SolverError, UsageError

__all__ = ["UnmatchedCosts", "force_pair", "unmatched_costs"]

Change = tuple[int, ...]

UNPROVEN = "costs are known for an optimal matching only. Fix: allow more time"
FOREIGN = "the matching is not an optimal one of this problem"


@dataclass(frozen=True)
class UnmatchedCosts:
    """For everybody with a place but no pairing: the change if they must get one.

    Attributes
    ----------
    rows, columns
        Index to the change of each of the problem's levels (people, pairings, points:
        never better in the order of the levels); ``None`` where no legal pair exists.
    """

    rows: dict[int, Change | None]
    columns: dict[int, Change | None]


def unmatched_costs(
    problem: PairingProblem, found: Assignment, *, held: NDArray[np.bool_] | None = None
) -> UnmatchedCosts:
    """What a pairing for each person without one would change.

    Parameters
    ----------
    problem
        The problem.
    found
        Its optimal matching.
    held
        Per row and column: pairs of the matching that may not be given up.

    Raises
    ------
    UsageError
        The matching is not optimal, so that no price is exact.
    SolverError
        The matching is another problem's.
    """
    return UnmatchedCosts(
        _row_costs(problem, found, found.rows, found.columns, held),
        _row_costs(
            problem.transposed(),
            found,
            found.columns,
            found.rows,
            None if held is None else held.T,
        ),
    )


def _row_costs(
    problem: PairingProblem,
    found: Assignment,
    rows: Integers,
    columns: Integers,
    held: NDArray[np.bool_] | None,
) -> dict[int, Change | None]:
    without = problem.row_capacity > 0
    without[rows] = False
    if not without.any():
        return {}
    if found.status != "optimal":
        raise UsageError(UNPROVEN)
    try:
        prices, _ = optimal_prices(problem, rows, columns, held=held)
    except NotOptimalError as error:
        raise SolverError(FOREIGN) from error
    return {
        int(row): None
        if prices[row] <= BOTTOM // 2
        else problem.split(problem.bonus + int(prices[row]))
        for row in np.flatnonzero(without)
    }


def force_pair(
    problem: PairingProblem,
    found: Assignment,
    row: int,
    column: int,
    *,
    score: int | None = None,
    held: NDArray[np.bool_] | None = None,
) -> Change | None:
    """What it would change if these two had to be paired.

    Parameters
    ----------
    problem, found
        The problem and its optimal matching.
    row, column
        The two.
    score
        The pair's score, needed if the matrix forbids the pair.
    held
        Per row and column: pairs of the matching that may not be given up.

    Returns
    -------
    tuple or None
        The change of each of the problem's levels; ``None`` if one has no place at all, or
        none that is not held.

    Raises
    ------
    UsageError
        The matching is not optimal, or a forbidden pair comes without a score.
    """
    if found.status != "optimal":
        raise UsageError(UNPROVEN)
    points = int(problem.score[row, column]) if score is None else score
    if points < 0:
        raise UsageError("a forbidden pair needs a score to be forced")
    if problem.row_capacity[row] == 0 or problem.column_capacity[column] == 0:
        return None
    if bool(((found.rows == row) & (found.columns == column)).any()):
        return tuple(0 for _ in problem.levels)
    try:
        back = PathsToRow(problem, found.rows, found.columns, row, held).length_from(column)
    except NotOptimalError as error:
        raise SolverError(FOREIGN) from error
    if back is None:
        return None
    # The pair's own points stay out of the split: a forbidden pair may score more than any
    # legal one, and so more than the multipliers keep apart.
    *above, rest = problem.split(back - problem.malus)
    return (*above, rest + points)
