"""What it would change to force each of many pairs, or to let each of many held pairs go.

Forcing the pair (i, j) changes the sum of an optimal matching by the pair's own weight and
the longest residual path from column j back to row i (:mod:`rmatch.assign.forced`). Giving
the pair up changes it by minus that weight and the longest path from row i to column j.
The paths of all pairs are found together (:mod:`rmatch.assign.residual`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.core import Assignment
from rmatch.assign.forced import FOREIGN, UNPROVEN, Change, force_pair
from rmatch.assign.prices import NotOptimalError
from rmatch.assign.problem import Integers, PairingProblem
from rmatch.assign.residual import NO_PATH, Residual, shortest
from rmatch.errors import SolverError, UsageError

__all__ = ["PairChanges", "force_pairs", "release_pairs"]

# Arcs looked at, once for each node from which paths are searched: a few seconds. A count,
# so that a slow machine gives the same answer.
BUDGET = 600_000_000
# Whole numbers up to here are exact as floats, and so is the sum of two.
EXACT_IN_FLOAT = 1 << 52

Told = Callable[[int, int], None]


def _tell_nobody(_done: int, _of: int) -> None:
    pass


@dataclass(frozen=True, eq=False)
class PairChanges:
    """What something done to each of some pairs would change, each by itself.

    Attributes
    ----------
    changes
        The change of each of the problem's levels; ``None`` where it cannot be done: the pair
        is forbidden, one of the two has no place at all, or what is held leaves them none.
    exact
        Per pair: whether the change is exact. Otherwise it is the most favourable one that
        is not ruled out, in the order of the levels.
    """

    changes: tuple[Change | None, ...]
    exact: NDArray[np.bool_]


def force_pairs(
    problem: PairingProblem,
    found: Assignment,
    rows: Integers,
    columns: Integers,
    *,
    scores: Integers | None = None,
    held: NDArray[np.bool_] | None = None,
    budget: int = BUDGET,
    told: Told = _tell_nobody,
) -> PairChanges:
    """What it would change if two had to be paired, for many such pairs, each by itself.

    Parameters
    ----------
    problem, found
        The problem and its optimal matching; with ``held`` the best one that makes those.
    rows, columns
        The pairs, as positions.
    scores
        Their scores, which may be those of forbidden pairs; those of the problem if not given.
    held
        Per row and column: pairs of the matching that may not be given up for another.
    budget
        How many arcs may be looked at before the prices alone must tell.
    told
        Called with how many are known, and how many there are.

    Raises
    ------
    UsageError
        The matching is not optimal.
    SolverError
        It is not a matching of this problem.
    """
    if found.status != "optimal":
        raise UsageError(UNPROVEN)
    if scores is None:
        scores = problem.score[rows, columns].astype(np.int64)
    asked = scores >= 0
    asked &= (problem.row_capacity[rows] > 0) & (problem.column_capacity[columns] > 0)
    paired = np.isin(
        rows * problem.shape[1] + columns, found.rows * problem.shape[1] + found.columns
    )
    changes: list[Change | None] = [None] * len(rows)
    exact = np.ones(len(rows), dtype=np.bool_)
    for k in np.flatnonzero(asked & paired).tolist():
        changes[k] = tuple(0 for _ in problem.levels)
    left = np.flatnonzero(asked & ~paired)
    if not len(left):
        return PairChanges(tuple(changes), exact)
    residual = _residual(problem, found, held)
    left = left[~residual.shut[columns[left]]]
    rows, columns, scores = rows[left], columns[left], scores[left]
    asked_for = zip(left.tolist(), rows.tolist(), columns.tolist(), scores.tolist(), strict=True)
    if not _in_floats(residual):
        for k, row, column, score in asked_for:
            changes[k] = force_pair(problem, found, row, column, score=score, held=held)
        return PairChanges(tuple(changes), exact)
    height = problem.shape[0]
    lengths, exact[left] = shortest(residual, columns + height, rows, budget, told)
    back = residual.column_labels[columns] - residual.row_labels[rows] - lengths
    for (k, _, _, score), gain, length in zip(asked_for, back.tolist(), lengths, strict=True):
        # The pair's own points stay out of the split, as one by one.
        *above, rest = problem.split(gain - problem.malus)
        changes[k] = None if length == NO_PATH else (*above, rest + score)
    return PairChanges(tuple(changes), exact)


def release_pairs(
    problem: PairingProblem,
    found: Assignment,
    rows: Integers,
    columns: Integers,
    *,
    held: NDArray[np.bool_],
    budget: int = BUDGET,
    told: Told = _tell_nobody,
) -> PairChanges:
    """What it would change to give up one of the held pairs, for some of them, each by itself.

    Positive changes are what holding the pair costs; others say that it is in an optimum anyway.

    Parameters
    ----------
    problem, found
        The problem, with every pair that is legal, and the best matching that makes all pairs
        of ``held``.
    rows, columns
        The pairs, as positions; all of them held.
    held, budget, told
        As for :func:`force_pairs`.

    Raises
    ------
    UsageError
        The matching is not optimal.
    SolverError
        It is not a matching of this problem, or does not make what is held.
    """
    if found.status != "optimal":
        raise UsageError(UNPROVEN)
    if not len(rows):
        return PairChanges((), np.ones(0, dtype=np.bool_))
    residual = _residual(problem, found, held)
    lengths = np.zeros(len(rows), dtype=np.int64)
    exact = np.zeros(len(rows), dtype=np.bool_)
    if _in_floats(residual):
        lengths, exact = shortest(residual, rows, columns + problem.shape[0], budget, told)
    there = residual.row_labels[rows] - residual.column_labels[columns] - lengths
    gains = there - problem.weight(rows, columns)
    return PairChanges(tuple(problem.split(gain) for gain in gains.tolist()), exact)


def _residual(
    problem: PairingProblem, found: Assignment, held: NDArray[np.bool_] | None
) -> Residual:
    if held is not None and held[found.rows, found.columns].sum() < held.sum():
        raise SolverError(FOREIGN)
    try:
        return Residual(problem, found, held)
    except NotOptimalError as error:
        raise SolverError(FOREIGN) from error


def _in_floats(residual: Residual) -> bool:
    """Whether lengths of paths are exact as floats."""
    return residual.longest * (sum(residual.pairs.shape) + 1) < EXACT_IN_FLOAT
