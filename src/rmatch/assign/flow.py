"""Min-cost flow on few candidate pairs, then exact pricing over all pairs.

Capacities above 1 on both sides need a flow: repeating people on both sides would pair
the same two twice. Every pair is an arc of capacity 1. The network holds only pairs
that look good under rough prices; the exact prices of its optimum are then held against
*all* legal pairs, and those with a positive reduced gain join the candidates until there
is none, which proves the optimum over all pairs (delayed column generation).

The solver is OR-tools' cost-scaling push-relabel. It multiplies costs by the number of
nodes, so sizes are checked before; and it may crash where supplies do not fit, so a free
arc from source to sink takes what is not used.
"""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.descent import rough_prices
from rmatch.assign.prices import Candidates, NotOptimalError, optimal_prices
from rmatch.assign.pricing import best_reduced
from rmatch.assign.problem import BOTTOM, Integers, PairingProblem
from rmatch.errors import MissingPartError, SolverError, SolverRefusedError

__all__ = ["pair_up"]

# Rounds of rough prices; candidates of each row and column to begin with; violators of
# each that join in a round.
ROUGH_ROUNDS = 2
FIRST_CANDIDATES = 16
NEXT_CANDIDATES = 10
# Rounds of violators alone.
PATIENCE = 3
# Below this many cells every legal pair is a candidate: nothing is saved by fewer.
SMALL_CELLS = 20_000


def _fits(problem: PairingProblem) -> bool:
    """Whether scaled costs and node potentials stay inside 64 bits."""
    nodes = sum(problem.shape) + 3
    heaviest = problem.reach + problem.bonus + problem.malus + 1
    # Potentials stay within a few path lengths of the scaled costs.
    return heaviest * nodes * nodes * 8 < 1 << 62


def pair_up(
    problem: PairingProblem, deadline: float | None = None
) -> tuple[Integers, Integers, str]:
    """An optimal matching for any capacities.

    Parameters
    ----------
    problem
        The problem.
    deadline
        Reading of ``time.monotonic()`` after which no further round is begun; the
        matching so far is valid, but best among the candidates only.

    Returns
    -------
    rows, columns
        The pairs, in no particular order.
    stopped
        ``"clock"`` if the deadline passed, else empty.

    Raises
    ------
    SolverRefusedError
        Scores so large that the solver's 64-bit numbers could overflow.
    MissingPartError
        OR-tools is not installed.
    SolverError
        The solver failed.
    """
    if not _fits(problem):
        raise SolverRefusedError(
            "flow",
            "scores this large (scaled costs could leave 64 bits)",
            "divide the scores by a common factor",
        )
    candidates = _first_candidates(problem)
    if len(candidates) == 0:
        return candidates, candidates, ""
    rounds, wider = 0, NEXT_CANDIDATES
    while True:
        rows, columns = np.divmod(candidates, max(problem.shape[1], 1))
        flow = _solve(problem, rows, columns)
        try:
            prices = _middle_prices(problem, rows, columns, flow)
        except NotOptimalError as error:
            raise SolverError("the flow solver's matching is not optimal") from error
        violators = best_reduced(problem, *prices, NEXT_CANDIDATES, positive=True)
        fresh = np.setdiff1d(violators, candidates, assume_unique=True)
        if len(fresh) == 0:
            return rows[flow], columns[flow], ""
        if deadline is not None and time.monotonic() > deadline:
            return rows[flow], columns[flow], "clock"
        rounds += 1
        if rounds > PATIENCE:
            # Violators trickle in: take what is nearly one too, ever more of it.
            wider *= 2
            fresh = np.union1d(fresh, best_reduced(problem, *prices, wider, positive=False))
        candidates = np.union1d(candidates, fresh)


def _first_candidates(problem: PairingProblem) -> Integers:
    if problem.score.size <= SMALL_CELLS:
        return np.flatnonzero(problem.usable())
    row_prices, column_prices = rough_prices(problem, ROUGH_ROUNDS)
    return best_reduced(
        problem, 2 * row_prices, 2 * column_prices, FIRST_CANDIDATES, positive=False
    )


def _solve(problem: PairingProblem, rows: Integers, columns: Integers) -> NDArray[np.bool_]:
    """Which of the candidate pairs an optimal flow over them uses."""
    try:
        from ortools.graph.python.min_cost_flow import SimpleMinCostFlow
    except ImportError as error:
        raise MissingPartError(
            "ortools", "pairing with capacities on both sides", "pip install ortools"
        ) from error
    height, width = problem.shape
    source, sink = 0, height + width + 1
    row_nodes, column_nodes = np.arange(height) + 1, np.arange(width) + height + 1
    supply = min(int(problem.row_capacity.sum()), int(problem.column_capacity.sum()))
    pairs = (rows + 1, columns + height + 1, np.ones_like(rows), -problem.weight(rows, columns))
    first = np.full(height, -problem.bonus), np.full(width, -problem.bonus)
    later = np.zeros(height, dtype=np.int64), np.zeros(width, dtype=np.int64)
    one = np.minimum(problem.row_capacity, 1), np.minimum(problem.column_capacity, 1)
    more = problem.row_capacity - one[0], problem.column_capacity - one[1]
    sources, sinks = np.full(height, source), np.full(width, sink)
    arcs = (
        pairs,
        (sources, row_nodes, one[0], first[0]),
        (sources, row_nodes, more[0], later[0]),
        (column_nodes, sinks, one[1], first[1]),
        (column_nodes, sinks, more[1], later[1]),
        (np.array([source]), np.array([sink]), np.array([supply]), np.array([0])),
    )
    tails, heads, capacities, costs = (np.concatenate(part) for part in zip(*arcs, strict=True))
    solver = SimpleMinCostFlow()
    numbers = solver.add_arcs_with_capacity_and_unit_cost(
        tails.astype(np.int32), heads.astype(np.int32), capacities, costs
    )
    solver.set_node_supply(source, supply)
    solver.set_node_supply(sink, -supply)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise SolverError(f"the flow solver stopped with status {status.name}")
    used: NDArray[np.bool_] = solver.flows(numbers[: len(rows)]) > 0
    return used


def _middle_prices(
    problem: PairingProblem, rows: Integers, columns: Integers, used: NDArray[np.bool_]
) -> tuple[Integers, Integers]:
    """Prices over the candidates, the mean of the lowest and the highest, *doubled*.

    Extreme prices make many more pairs look good than those in the middle, above all
    where scores tie. Unreached people get their highest price.
    """
    paired = rows[used], columns[used]
    low = optimal_prices(problem, *paired, Candidates(rows, columns, used))
    order = np.lexsort((rows, columns))
    swapped = Candidates(columns[order], rows[order], used[order])
    high = optimal_prices(problem.transposed(), paired[1], paired[0], swapped)
    row_prices = np.where(low[0] <= BOTTOM // 2, -problem.bonus, low[0]) + high[1]
    column_prices = np.where(high[0] <= BOTTOM // 2, -problem.bonus, high[0]) + low[1]
    return row_prices, column_prices
