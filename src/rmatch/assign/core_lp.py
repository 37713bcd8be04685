"""The linear programme over few candidate pairs: charges for the rows, and a first answer.

Variables are the candidate pairs and, for everybody who may have several pairings, one
that is 1 only if there is a pairing. HiGHS (through scipy) works in floating point, so
nothing is decided here: charges become whole numbers, pairs are checked as such.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.lagrange import EXCESS, Stage
from rmatch.assign.problem import Integers
from rmatch.errors import SolverError

__all__ = ["CoreSolution", "People", "solve_core"]

INFEASIBLE = 2
# A value this near to a whole number is one.
WHOLE = 1e-6


@dataclass(frozen=True, eq=False)
class People:
    """How many people some pairs reach, as a linear expression.

    Attributes
    ----------
    direct
        Per pair: how many of its two people have one place only.
    several
        For everybody with more places: the numbers of their pairs.
    """

    direct: Integers
    several: tuple[Integers, ...]

    @classmethod
    def of(cls, stage: Stage, rows: Integers, columns: Integers) -> People:
        """Of the given pairs."""
        problem = stage.problem
        direct = np.zeros(len(rows), dtype=np.int64)
        several: list[Integers] = []
        for owners, capacity in ((rows, problem.row_capacity), (columns, problem.column_capacity)):
            one = capacity[owners] == 1
            direct += one
            mine = np.flatnonzero(~one)
            order = mine[np.argsort(owners[mine], kind="stable")]
            starts = np.flatnonzero(np.diff(owners[order], prepend=-1))
            several += np.split(order, starts[1:]) if len(order) else []
        return cls(direct, tuple(several))


@dataclass(frozen=True, eq=False)
class CoreSolution:
    """What the linear programme over the candidates says.

    Attributes
    ----------
    value
        Its optimum in the stage's level.
    charges
        The charge per pairing's worth of each row, of the people and of the pairings.
    amounts
        How much of each candidate is taken, 0 to 1.
    chosen
        Which candidates are at 1, if all variables are whole; else ``None``.
    """

    value: float
    charges: NDArray[np.float64]
    amounts: NDArray[np.float64]
    chosen: NDArray[np.bool_] | None


def solve_core(stage: Stage, rows: Integers, columns: Integers) -> CoreSolution | None:
    """Solve it; ``None`` if no fractional matching of the candidates keeps the rows.

    Parameters
    ----------
    stage
        What is maximised and what must hold.
    rows, columns
        The candidate pairs.

    Raises
    ------
    SolverError
        HiGHS could not solve it.
    """
    from scipy.optimize import linprog

    count = len(rows)
    people = People.of(stage, rows, columns)
    counted = stage.people is not None or stage.level == "people"
    several = people.several if counted else ()
    requirement_rows = len(stage.rows) + 2
    slacks = requirement_rows if stage.level == EXCESS else 0
    variables = count + len(several) + slacks
    matrix = _Matrix(variables)
    limits = _requirements(stage, rows, columns, people, matrix, slacks)
    limits += _capacities(stage, rows, columns, matrix)
    for number, mine in enumerate(several):
        matrix.add(np.append(mine, count + number), np.append(-np.ones(len(mine)), 1.0))
        limits.append(0.0)
    highest = np.ones(variables)
    highest[variables - slacks :] = np.inf
    solution = linprog(
        -_objective(stage, rows, columns, people, variables, slacks),
        A_ub=matrix.built(),
        b_ub=np.array(limits),
        bounds=np.column_stack([np.zeros(variables), highest]),
        method="highs",
    )
    if solution.status == INFEASIBLE:
        return None
    if solution.status != 0:
        raise SolverError(f"the linear programme was not solved ({solution.message})")
    values = solution.x[:count]
    whole = bool((np.abs(values - np.round(values)) < WHOLE).all())
    charges = np.maximum(-solution.ineqlin.marginals[:requirement_rows], 0.0)
    chosen = values > 1 / 2 if whole else None
    return CoreSolution(-float(solution.fun), charges, values, chosen)


class _Matrix:
    """A sparse matrix written row by row."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.rows: list[tuple[Integers, NDArray[np.float64]]] = []

    def add(self, where: Integers, values: NDArray[np.float64]) -> None:
        self.rows.append((where, values))

    def built(self) -> Any:
        from scipy.sparse import csr_matrix

        lengths = [len(where) for where, _ in self.rows]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        where = np.concatenate([where for where, _ in self.rows])
        values = np.concatenate([values for _, values in self.rows])
        return csr_matrix((values, where, starts), shape=(len(self.rows), self.columns))


def _requirements(
    stage: Stage,
    rows: Integers,
    columns: Integers,
    people: People,
    matrix: _Matrix,
    slacks: int,
) -> list[float]:
    """The rows in pairings, then the settled people and pairings; empty where there are none."""
    count = len(rows)
    limits: list[float] = []

    def add(where: Integers, values: NDArray[np.float64], limit: float) -> None:
        if slacks:
            where = np.append(where, matrix.columns - slacks + len(limits))
            values = np.append(values, -1.0)
        matrix.add(where, values)
        limits.append(limit)

    for row in stage.rows:
        found = row.coefficients(rows, columns)
        some = np.flatnonzero(found)
        add(some, found[some] / row.unit, row.limit / row.unit)
    nothing = np.zeros(0, dtype=np.int64)
    if stage.people is None:
        add(nothing, np.zeros(0), 0.0)
    else:
        some = np.flatnonzero(people.direct)
        extra = np.arange(len(people.several)) + count
        values = np.concatenate([-people.direct[some], -np.ones(len(extra))])
        add(np.concatenate([some, extra]), values, -float(stage.people))
    if stage.pairings is None:
        add(nothing, np.zeros(0), 0.0)
    else:
        add(np.arange(count), np.ones(count), float(stage.pairings))
    return limits


def _capacities(stage: Stage, rows: Integers, columns: Integers, matrix: _Matrix) -> list[float]:
    limits: list[float] = []
    for owners, capacity in (
        (rows, stage.problem.row_capacity),
        (columns, stage.problem.column_capacity),
    ):
        order = np.argsort(owners, kind="stable")
        starts = np.flatnonzero(np.diff(owners[order], prepend=-1))
        for mine in np.split(order, starts[1:]) if len(order) else []:
            places = int(capacity[owners[mine[0]]])
            if places < len(mine):
                matrix.add(mine, np.ones(len(mine)))
                limits.append(float(places))
    return limits


def _objective(
    stage: Stage,
    rows: Integers,
    columns: Integers,
    people: People,
    variables: int,
    slacks: int,
) -> NDArray[np.float64]:
    worth = np.zeros(variables)
    count = len(rows)
    if stage.level == "points":
        worth[:count] = stage.problem.score[rows, columns]
    elif stage.level == "pairings":
        worth[:count] = -1.0
    elif stage.level == "people":
        worth[:count] = people.direct
        worth[count : variables - slacks] = 1.0
    else:
        worth[variables - slacks :] = -1.0
    return worth
