"""Who solves the problems: rmatch stage by stage, and what one would use instead.

Each solver is given the ready matrix and returns the pairs; people first, then the total,
is put into the weights for those that know one number only.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .problems import Matrix

__all__ = ["SOLVERS", "Answer", "Solver"]

Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True)
class Answer:
    """The pairs, and whether the solver itself proved that they are the best."""

    pairs: Pairs
    proven: bool = False


@dataclass(frozen=True)
class Solver:
    """``largest``: the greatest number of people a side worth waiting for."""

    name: str
    solve: Callable[[Matrix], Answer]
    largest: int = sys.maxsize
    capacities: bool = False


def _rmatch(matrix: Matrix) -> Answer:
    from rmatch import assign

    found = assign(matrix.score, matrix.rows, matrix.columns, objective="most-matched")
    proven = found.status == "optimal" and tuple(found.level_bound) == tuple(found.value)
    return Answer((np.asarray(found.rows), np.asarray(found.columns)), proven)


def _weights(matrix: Matrix) -> NDArray[np.int64]:
    """People first: a pair is worth more than all points together; 0 is unpaired."""
    more = int(matrix.score.max(initial=0)) * (min(matrix.score.shape) + 1) + 1
    return np.where(matrix.score >= 0, matrix.score.astype(np.int64) + more, 0)


def _kept(matrix: Matrix, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Answer:
    legal = matrix.score[rows, columns] >= 0
    return Answer((rows[legal], columns[legal]))


def _scipy(matrix: Matrix) -> Answer:
    from scipy.optimize import linear_sum_assignment

    return _kept(matrix, *linear_sum_assignment(_weights(matrix), maximize=True))


def _munkres(matrix: Matrix) -> Answer:
    from munkres import Munkres, make_cost_matrix

    table = [[int(cell) for cell in row] for row in _weights(matrix)]
    costs = make_cost_matrix(table, lambda weight: 10**15 - weight)
    found = np.array(Munkres().compute(costs), dtype=np.int64).reshape(-1, 2)
    inside = (found[:, 0] < matrix.score.shape[0]) & (found[:, 1] < matrix.score.shape[1])
    return _kept(matrix, found[inside, 0], found[inside, 1])


def _pulp(matrix: Matrix) -> Answer:
    import pulp

    n, m = matrix.score.shape
    weights = _weights(matrix).tolist()
    problem = pulp.LpProblem("pairs", pulp.LpMaximize)
    legal = [(i, j) for i in range(n) for j in range(m) if matrix.score[i, j] >= 0]
    chosen = {(i, j): problem.add_variable(f"x_{i}_{j}", 0, 1, "Binary") for i, j in legal}
    problem += pulp.lpSum(weights[i][j] * x for (i, j), x in chosen.items())
    for i in range(n):
        problem += pulp.lpSum(x for (row, _), x in chosen.items() if row == i) <= 1
    for j in range(m):
        problem += pulp.lpSum(x for (_, column), x in chosen.items() if column == j) <= 1
    problem.solve(pulp.HiGHS(msg=False))
    pairs = [pair for pair, x in chosen.items() if (pulp.value(x) or 0) > 0.5]
    found = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return Answer((found[:, 0], found[:, 1]))


SOLVERS: Mapping[str, Solver] = {
    solver.name: solver
    for solver in (
        Solver("rmatch", _rmatch, capacities=True),
        Solver("scipy", _scipy),
        Solver("munkres", _munkres, largest=200),
        Solver("pulp", _pulp, largest=120),
    )
}
