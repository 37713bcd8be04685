"""The numeric core: a score matrix in, a proven matching out."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmatch.assign import flow, hungarian, ilp
from rmatch.assign.bound import faults, matching_sum, upper_bound
from rmatch.assign.descent import rough_prices
from rmatch.assign.prices import NotOptimalError, optimal_prices
from rmatch.assign.problem import BOTTOM, Integers, PairingProblem, build_problem, one_of
from rmatch.errors import SolverError, UsageError
from rmatch.progress import PROVING, Progress, silent

__all__ = ["SOLVERS", "Assignment", "assign", "solve"]

SOLVERS = ("auto", "hungarian", "flow", "ilp")
# Up to here (6000 x 6000) the Hungarian method's matrix is quick and fits: 300 MB.
HUNGARIAN_CELLS = 36_000_000
# Rounds of descent for the bound of a matching that is not optimal.
BOUND_ROUNDS = 12


@dataclass(frozen=True, eq=False)
class Assignment:
    """A matching with its proof.

    Attributes
    ----------
    rows, columns
        The pairs, sorted by row, then column.
    total
        Sum of their scores.
    bound
        No matching that is equal in the levels before has a larger total.
    row_prices, column_prices
        Prices (dual values) behind the bound, for the objective with its multipliers
        (``rmatch.assign.bound``); under ``"best-total"`` plain dual values, 0 or more.
    status
        ``"optimal"`` (the bound equals the value) or ``"feasible"``.
    stopped
        What stopped a feasible run: ``"gap"`` or ``"clock"``; else empty.
    solver
        ``"hungarian"``, ``"flow"`` or ``"ilp"``.
    levels, value, level_bound
        The objective's levels in order, what the matching reaches in each, and the best
        that a matching equal in the levels before could reach.
    gap
        Distance of the last level from its bound, relative to its value; 0 if optimal.
    bonus, malus
        The multipliers that the prices refer to.
    price_bound
        What prices alone prove for the last level. It lies above ``bound`` where an integer
        programme had to close the rest (``rmatch.assign.constrained``).
    best_scores, best_settled
        Under ``"fairest"`` each column's best score in ascending order, -1 without a pairing,
        and how many of them, from the lowest, are proven; else ``None`` and 0.
    """

    rows: Integers
    columns: Integers
    total: int
    bound: int
    row_prices: Integers
    column_prices: Integers
    status: str
    stopped: str
    solver: str
    levels: tuple[str, ...]
    value: tuple[int, ...]
    level_bound: tuple[int, ...]
    gap: float
    bonus: int
    malus: int
    price_bound: int
    best_scores: Integers | None = None
    best_settled: int = 0

    @property
    def prices(self) -> tuple[Integers, Integers]:
        """Row prices and column prices."""
        return self.row_prices, self.column_prices


def assign(
    score: NDArray[Any],
    row_capacity: Any = 1,
    column_capacity: Any = 1,
    *,
    objective: str = "best-total",
    fill: str = "needed",
    solver: str = "auto",
    gap: float = 0.0,
    time_limit: float | None = None,
) -> Assignment:
    """Pair rows with columns so that nothing better exists, and prove it.

    Parameters
    ----------
    score
        Whole numbers, shape (rows, columns); a negative score forbids the pair. Not
        changed.
    row_capacity, column_capacity
        Most pairings of every row (column), or one number for each; 0 or more. No two
        are ever paired twice.
    objective
        ``"best-total"``: the highest sum of scores. ``"most-matched"``: first the most
        rows and columns with a pairing, then the fewest pairings, then the sum.
    fill
        ``"full"`` leaves out *the fewest pairings*.
    solver
        ``"hungarian"`` (capacities above 1 on one side at most), ``"flow"``, ``"ilp"``,
        or ``"auto"``, which chooses by size and capacities.
    gap
        Relative gap at which ``"ilp"`` may stop in the last level; the others are exact.
    time_limit
        Seconds after which ``"ilp"`` and ``"flow"`` return the best they have.

    Returns
    -------
    Assignment
        Pairs, total, bound and prices.

    Raises
    ------
    ScoreError, CapacityError
        Input that cannot be used; both are ``UsageError`` and ``ValueError``.
    UsageError
        An unknown option.
    SolverRefusedError
        The solver asked for cannot honour the capacities or the size of the scores.
    TimeLimitError
        Time ran out before there was any matching.
    MissingPartError
        The solver's package is not installed.
    SolverError
        The solver's answer failed the independent check.

    Notes
    -----
    For any prices ``u``, ``v`` of at least 0, no matching exceeds ``sum c_i u_i +
    sum c_j v_j + sum of max(0, s_ij - u_i - v_j) over legal pairs`` (weak duality); the
    prices returned reach the total. With levels, see ``rmatch.assign.bound``.

    Examples
    --------
    >>> import numpy as np
    >>> score = np.array([[7, 5, -1], [6, -1, -1]])
    >>> found = assign(score)
    >>> found.rows.tolist(), found.columns.tolist(), found.total
    ([0, 1], [1, 0], 11)
    >>> found.bound, found.status
    (11, 'optimal')
    >>> [prices.tolist() for prices in found.prices]
    [[1, 0], [6, 4, 0]]
    >>> twice = assign(score, row_capacity=2, column_capacity=2)
    >>> list(zip(twice.rows.tolist(), twice.columns.tolist()))
    [(0, 0), (0, 1), (1, 0)]
    """
    problem = build_problem(score, row_capacity, column_capacity, objective=objective, fill=fill)
    return solve(problem, solver=solver, gap=gap, time_limit=time_limit)


def solve(
    problem: PairingProblem,
    *,
    solver: str = "auto",
    gap: float = 0.0,
    time_limit: float | None = None,
    progress: Progress = silent,
) -> Assignment:
    """:func:`assign` for a problem already built; ``progress`` hears when the proof begins."""
    one_of("solver", solver, SOLVERS)
    if not 0 <= gap < 1:
        raise UsageError(f"gap must be at least 0 and below 1, not {gap}")
    if time_limit is not None and not time_limit > 0:
        raise UsageError(f"time_limit must be above 0 seconds, not {time_limit}")
    used = _choose(problem) if solver == "auto" else solver
    rows, columns, stopped = _run(problem, used, gap, time_limit)
    order = np.lexsort((columns, rows))
    progress(PROVING)
    return _proven(problem, rows[order], columns[order], used, stopped)


def _choose(problem: PairingProblem) -> str:
    """The quickest solver that honours the capacities; by size, never by timing."""
    row_copies, column_copies = hungarian.copies(problem)
    if (row_copies > 1).any() and (column_copies > 1).any():
        return "flow"
    places = int(row_copies.sum()), int(column_copies.sum())
    if places[0] * places[1] > HUNGARIAN_CELLS:
        return "flow"
    return "hungarian" if hungarian.exact_in_float(problem, sum(places)) else "flow"


def _run(
    problem: PairingProblem, solver: str, gap: float, time_limit: float | None
) -> tuple[Integers, Integers, str]:
    if solver == "hungarian":
        return *hungarian.pair_up(problem), ""
    if solver == "flow":
        deadline = None if time_limit is None else time.monotonic() + time_limit
        return flow.pair_up(problem, deadline)
    return ilp.pair_up(problem, gap=gap, time_limit=time_limit)


def _proven(
    problem: PairingProblem, rows: Integers, columns: Integers, solver: str, stopped: str
) -> Assignment:
    """Check the matching, find prices, and compare it with their bound."""
    wrong = faults(problem.score, problem.row_capacity, problem.column_capacity, rows, columns)
    if wrong:
        raise SolverError(f"solver '{solver}' gave an invalid matching: {', '.join(wrong)}")
    try:
        prices = _finite(problem, *optimal_prices(problem, rows, columns))
    except NotOptimalError as error:
        if not stopped:
            raise SolverError(f"solver '{solver}' gave a matching that is not optimal") from error
        prices = rough_prices(problem, BOUND_ROUNDS)
    bonus, malus = problem.bonus, problem.malus
    reached = matching_sum(problem.score, rows, columns, bonus=bonus, malus=malus)
    best = _bound(problem, *prices)
    if best < reached or (best > reached and not stopped):
        raise SolverError(
            f"solver '{solver}' reached {reached}, but the independent bound is {best}"
        )
    value = problem.values(rows, columns)
    limits = value if best == reached else _level_bounds(problem, rows, columns, best)
    total = int(problem.score[rows, columns].sum(dtype=np.int64))
    return Assignment(
        rows=rows,
        columns=columns,
        total=total,
        bound=limits[-1],
        row_prices=prices[0],
        column_prices=prices[1],
        status="optimal" if best == reached else "feasible",
        stopped="" if best == reached else stopped,
        solver=solver,
        levels=problem.levels,
        value=value,
        level_bound=limits,
        gap=(limits[-1] - total) / max(total, 1),
        bonus=bonus,
        malus=malus,
        price_bound=limits[-1],
    )


def _bound(problem: PairingProblem, row_prices: Integers, column_prices: Integers) -> int:
    return upper_bound(
        problem.score,
        problem.row_capacity,
        problem.column_capacity,
        row_prices,
        column_prices,
        bonus=problem.bonus,
        malus=problem.malus,
    )


def _finite(
    problem: PairingProblem, row_prices: Integers, column_prices: Integers
) -> tuple[Integers, Integers]:
    """Prices without infinities: never below what leaves a person out for nothing."""
    row_prices = np.maximum(row_prices, -problem.bonus)
    column_prices = np.where(column_prices >= -BOTTOM // 2, -problem.bonus, column_prices)
    # Nobody can afford a person who has no place.
    prohibitive = problem.reach + 2 * problem.bonus
    row_prices[problem.row_capacity == 0] = prohibitive
    column_prices[problem.column_capacity == 0] = prohibitive
    return row_prices, column_prices


def _level_bounds(
    problem: PairingProblem, rows: Integers, columns: Integers, best: int
) -> tuple[int, ...]:
    """The best that a matching equal in the levels before could reach in each level.

    ``best`` bounds ``A people - B pairings + points``, which with people and pairings
    given bounds the points. The levels before are bounded likewise with scores of 0.
    """
    value = dict(zip(problem.levels, problem.values(rows, columns), strict=True))
    people = value.get("people", 0)
    limits = dict(value)
    limits["points"] = min(
        best - problem.bonus * people + problem.malus * len(rows),
        _points_bound(problem, len(rows)),
    )
    if "people" in value:
        limits["people"] = _level_bound(problem, rows, columns, bonus=1, malus=0)
    if problem.malus:
        sum_bound = _level_bound(problem, rows, columns, bonus=3, malus=1)
        limits["pairings"] = min(3 * people - sum_bound, value["pairings"])
    return tuple(limits[level] for level in problem.levels)


def _points_bound(problem: PairingProblem, pairings: int) -> int:
    """An upper bound on the points, of ``pairings`` pairings where these are a level.

    Charging each pairing ``k`` bounds ``points - k pairings``.
    """
    largest = problem.reach // max(min(problem.shape), 1)
    charges = (0, largest // 2, largest) if "pairings" in problem.levels else (0,)
    bounds = []
    for charge in charges:
        plain = replace(problem, bonus=0, malus=charge)
        prices = rough_prices(plain, BOUND_ROUNDS)
        bounds.append(_bound(plain, *prices) + charge * pairings)
    return min(bounds)


def _level_bound(
    problem: PairingProblem, rows: Integers, columns: Integers, *, bonus: int, malus: int
) -> int:
    """An upper bound on ``bonus * people - malus * pairings``."""
    worthless = np.where(problem.score >= 0, np.int8(0), np.int8(-1))
    plain = replace(problem, score=worthless, bonus=bonus, malus=malus, reach=0)
    try:
        prices = _finite(plain, *optimal_prices(plain, rows, columns))
    except NotOptimalError:
        prices = rough_prices(plain, BOUND_ROUNDS)
    return _bound(plain, *prices)
