"""The assignment problem by scipy's shortest augmenting paths, exact in float64.

A legal pair weighs what it adds to the sum of :mod:`rmatch.assign.problem`, any other
pair 0, which means *unmatched*: such pairs are dropped by the mask of legal pairs. With
capacities on one side, that side's people are repeated. Only the first copy of a person
carries the bonus for being paired at all; one bonus for all copies would rather give a
second pairing to one person than a first to another.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.problem import Integers, PairingProblem
from rmatch.errors import SolverRefusedError

__all__ = ["copies", "exact_in_float", "pair_up"]

BLOCK_CELLS = 1 << 18


def copies(problem: PairingProblem) -> tuple[Integers, Integers]:
    """Usable places of each row and column: capacity, but at most the legal partners."""
    legal_rows = np.zeros(problem.shape[0], dtype=np.int64)
    legal_columns = np.zeros(problem.shape[1], dtype=np.int64)
    open_columns = problem.column_capacity > 0
    step = max(1, BLOCK_CELLS // max(1, problem.shape[1]))
    for start in range(0, problem.shape[0], step):
        legal = problem.score[start : start + step] >= 0
        legal &= open_columns
        legal &= problem.row_capacity[start : start + step, None] > 0
        legal_rows[start : start + step] = np.count_nonzero(legal, axis=1)
        legal_columns += np.count_nonzero(legal, axis=0)
    return (
        np.minimum(problem.row_capacity, legal_rows),
        np.minimum(problem.column_capacity, legal_columns),
    )


def _refuse(row_copies: Integers, column_copies: Integers) -> None:
    """Raise if people on both sides may have several pairings."""
    if (row_copies > 1).any() and (column_copies > 1).any():
        raise SolverRefusedError(
            "hungarian", "capacities above 1 on both sides", "use solver 'auto', 'flow' or 'ilp'"
        )


def exact_in_float(problem: PairingProblem, size: int) -> bool:
    """Whether no sum along a path of ``size`` pairs can leave float64's whole numbers."""
    heaviest = problem.reach + 2 * problem.bonus + problem.malus + 1
    return 8 * heaviest * (size + 1) < 1 << 53


def pair_up(problem: PairingProblem) -> tuple[Integers, Integers]:
    """An optimal matching; capacities above 1 on one side at most.

    Returns
    -------
    rows, columns
        The pairs, in no particular order.

    Raises
    ------
    SolverRefusedError
        Capacities above 1 on both sides, or scores that float64 cannot carry exactly.
    """
    row_copies, column_copies = copies(problem)
    _refuse(row_copies, column_copies)
    if (column_copies > 1).any():
        columns, rows = _solve(problem.transposed(), column_copies, row_copies)
        return rows, columns
    return _solve(problem, row_copies, column_copies)


def _solve(
    problem: PairingProblem, row_copies: Integers, column_copies: Integers
) -> tuple[Integers, Integers]:
    """Columns have one place at most; rows are repeated."""
    from scipy.optimize import linear_sum_assignment

    rows = np.repeat(np.arange(problem.shape[0]), row_copies)
    columns = np.flatnonzero(column_copies)
    if not exact_in_float(problem, len(rows) + len(columns)):
        raise SolverRefusedError(
            "hungarian",
            "scores this large (they are not exact in floating point)",
            "use solver 'auto' or 'flow', or divide the scores by a common factor",
        )
    if len(rows) == 0 or len(columns) == 0:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    first = np.ones(len(rows), dtype=bool)
    first[1:] = rows[1:] != rows[:-1]
    gain = np.where(first, 2 * problem.bonus, problem.bonus) - problem.malus
    cost = _cost(problem, rows, columns, gain)
    # scipy copies a matrix that is taller than wide, so it gets the wide one.
    one, two = linear_sum_assignment(cost)
    if len(rows) > len(columns):
        one, two = two, one
    found_rows, found_columns = rows[one], columns[two]
    scores = problem.score[found_rows, found_columns]
    legal = (scores >= 0) & (scores + gain[one] >= 0)
    return found_rows[legal], found_columns[legal]


def _cost(
    problem: PairingProblem, rows: Integers, columns: Integers, gain: Integers
) -> NDArray[np.float64]:
    """Negated weights, made once; the longer side lies across.

    ``gain`` is what a pairing of each row adds beside its score. Where that can be less
    than nothing, not to be paired is better.
    """
    score: NDArray[Any] = problem.score
    down, across, tall = rows, columns, len(rows) > len(columns)
    if tall:
        score, down, across = score.T, columns, rows
    charged = bool((gain < 0).any())
    cost = np.empty((len(down), len(across)))
    everything = len(across) == score.shape[1] and bool((np.diff(across) == 1).all())
    step = max(1, BLOCK_CELLS // len(across))
    for start in range(0, len(down), step):
        chosen = down[start : start + step]
        scores = score[chosen] if everything else score[np.ix_(chosen, across)]
        added = gain if tall else gain[start : start + step, None]
        block = cost[start : start + step]
        np.add(scores, added, out=block, casting="unsafe")
        np.negative(block, out=block)
        if charged:
            np.minimum(block, 0.0, out=block)
        block[scores < 0] = 0.0
    return cost
