"""The plain integer programme over all legal pairs, level by level.

One 0/1 variable for each legal pair, one row for each capacity. A person who may have
several pairings also has a variable that is 1 only if there is one. Each level of the
objective is solved in turn and then held by a row. Slow and simple: the comparison for
the other solvers, and the model that requirements will be rows of.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from rmatch.assign.problem import Integers, PairingProblem
from rmatch.assign.pulp_highs import LinearModel, solve
from rmatch.errors import SolverError, TimeLimitError

__all__ = ["pair_up"]


@dataclass(frozen=True, eq=False)
class _Pairs:
    """The legal pairs; their places are the numbers of the model's first variables."""

    rows: Integers
    columns: Integers


def pair_up(
    problem: PairingProblem, *, gap: float = 0.0, time_limit: float | None = None
) -> tuple[Integers, Integers, str]:
    """A matching by HiGHS.

    Parameters
    ----------
    problem
        The problem.
    gap
        Relative gap at which the last level may stop.
    time_limit
        Seconds for all levels together, building included.

    Returns
    -------
    rows, columns
        The pairs.
    stopped
        ``"clock"`` if time ran out, ``"gap"`` if a gap was allowed, else empty.

    Raises
    ------
    TimeLimitError
        Time ran out before there was any matching.
    SolverError
        HiGHS gave no solution, though the empty matching always is one.
    """
    deadline = None if time_limit is None else time.monotonic() + time_limit
    pairs = _legal_pairs(problem)
    if len(pairs.rows) == 0:
        return pairs.rows, pairs.columns, ""
    model, people = _model(problem, pairs)
    objectives = _objectives(problem, pairs, people)
    best: np.ndarray | None = None
    # With one place each the people fix the pairings, and proving that again is slow.
    levels = [one for one in problem.levels if not (one == "pairings" and problem.unit)]
    for level in levels:
        if deadline is not None and time.monotonic() >= deadline:
            break
        last = level == problem.levels[-1]
        outcome = solve(model, objectives[level], gap=gap if last else 0.0, deadline=deadline)
        if outcome.chosen is not None:
            best = outcome.chosen
        elif not outcome.cut_off:
            raise SolverError(f"HiGHS gave no solution (its status: {outcome.status})")
        if outcome.cut_off:
            break
        reached = int(objectives[level][best].sum())
        some = np.flatnonzero(objectives[level])
        model.add(some, objectives[level][some], low=reached)
    else:
        return _chosen(pairs, best, "gap" if gap else "")
    if best is None:
        raise TimeLimitError(time_limit or 0.0, "use --solver auto")
    return _chosen(pairs, best, "clock")


def _chosen(pairs: _Pairs, best: np.ndarray | None, stopped: str) -> tuple[Integers, Integers, str]:
    if best is None:
        raise SolverError("HiGHS gave no solution")
    chosen = best[: len(pairs.rows)]
    return pairs.rows[chosen], pairs.columns[chosen], stopped


def _legal_pairs(problem: PairingProblem) -> _Pairs:
    rows, columns = np.nonzero(problem.usable())
    return _Pairs(rows.astype(np.int64), columns.astype(np.int64))


def _model(problem: PairingProblem, pairs: _Pairs) -> tuple[LinearModel, Integers]:
    """The capacity rows, and the objective that counts people."""
    model = LinearModel(len(pairs.rows))
    people = np.zeros(len(pairs.rows), dtype=np.int64)
    counted = []
    sides = ((pairs.rows, problem.row_capacity), (pairs.columns, problem.column_capacity))
    for owners, capacity in sides:
        order = np.argsort(owners, kind="stable")
        starts = np.flatnonzero(np.diff(owners[order], prepend=-1))
        for mine in np.split(order, starts[1:]):
            places = int(capacity[owners[mine[0]]])
            if places < len(mine):
                model.add(mine, np.ones_like(mine), high=places)
            if min(places, len(mine)) == 1:
                people[mine] += 1
            else:
                counted.append(mine)
    for mine in counted if "people" in problem.levels else []:
        variables = np.append(mine, model.variables)
        model.add(variables, np.append(np.ones_like(mine), -1), low=0)
        model.variables += 1
    extra = np.ones(model.variables - len(people), dtype=np.int64)
    return model, np.concatenate([people, extra])


def _objectives(problem: PairingProblem, pairs: _Pairs, people: Integers) -> dict[str, Integers]:
    """What each level maximises."""
    pairings = np.zeros(len(people), dtype=np.int64)
    points = pairings.copy()
    pairings[: len(pairs.rows)] = -1
    points[: len(pairs.rows)] = problem.score[pairs.rows, pairs.columns]
    return {"people": people, "pairings": pairings, "points": points}
