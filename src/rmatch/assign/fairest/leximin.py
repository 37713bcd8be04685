"""Objective ``fairest``: the columns' best scores, the lowest first, as high as possible.

Levels in order: most people with a pairing; the fewest pairings (unless ``fill`` is
``"full"``); the best scores of all columns in ascending order, -1 for a column without a
pairing, compared like words in a dictionary (*leximin*); the total.

Without linear rows the matching is a flow (:mod:`rmatch.assign.fairest.network`), for
any capacities. It starts from an ordinary assignment whose scores are bent so that low
ones weigh much, which has the most people and the fewest pairings and is nearly fair.
Then comes one level for each best score *that the flow has*, the lowest first: how many
columns must have it? Never *which* columns: that stays open on the level's face. Scores
that the flow does not have are settled by that alone. Every level is proven by whole
prices. With linear rows, see :mod:`rmatch.assign.fairest.rows`.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmatch.assign import core, hungarian
from rmatch.assign.fairest.network import Face, Network
from rmatch.assign.fairest.result import FairestResult, bent, measured
from rmatch.assign.fairest.search import ClockError, cheapest, fewest, path_prices, shrink
from rmatch.assign.problem import Integers, PairingProblem, build_problem
from rmatch.assign.rows import LinearRow, broken
from rmatch.errors import UsageError
from rmatch.progress import FAIREST, Progress, silent

__all__ = ["FairestResult", "by_prices", "solve_fairest"]


def solve_fairest(
    score: NDArray[Any],
    row_capacity: Any = 1,
    column_capacity: Any = 1,
    *,
    fill: str = "needed",
    rows: Sequence[LinearRow] = (),
    time_limit: float | None = None,
    progress: Progress = silent,
) -> FairestResult:
    """Pair rows with columns as fairly to the columns as possible.

    Parameters
    ----------
    score
        Whole numbers, shape (rows, columns); a negative score forbids the pair. Not
        changed.
    row_capacity, column_capacity
        Most pairings of every row (column), or one number for each; 0 or more.
    fill
        ``"needed"``: the fewest pairings that give the most people one; ``"full"``: any
        number.
    rows
        Linear rows that the matching must keep.
    time_limit
        Seconds after which the best matching so far is returned. Without rows it
        always has the most people and the fewest pairings; finding these is not timed.
    progress
        Told how many of the columns are settled.

    Returns
    -------
    FairestResult

    Raises
    ------
    ScoreError, CapacityError, UsageError
        Input that cannot be used.
    RowsInfeasible
        No matching keeps the rows.
    TimeLimitError
        Time ran out before there was any matching that keeps the rows.
    MissingPartError
        A solver's package is not installed.
    SolverError
        An answer failed the check.

    Examples
    --------
    >>> import numpy as np
    >>> score = np.array([[90, 50], [40, 10]])
    >>> found = solve_fairest(score)
    >>> list(zip(found.rows.tolist(), found.columns.tolist())), found.best.tolist()
    ([(0, 1), (1, 0)], [40, 50])
    """
    if time_limit is not None and not time_limit > 0:
        raise UsageError(f"time_limit must be above 0 seconds, not {time_limit}")
    started = time.monotonic()
    deadline = None if time_limit is None else started + time_limit
    problem = build_problem(
        score, row_capacity, column_capacity, objective="most-matched", fill=fill
    )
    found = by_prices(problem, deadline, progress)
    if broken(rows, found.rows, found.columns):
        from rmatch.assign.fairest.rows import by_rows

        found = by_rows(problem, rows, time_limit, started=started, progress=progress)
    return found


def by_prices(
    problem: PairingProblem, deadline: float | None, progress: Progress = silent
) -> FairestResult:
    """The fairest matching without linear rows, every level proven by prices."""
    pairs = core.solve(bent(problem))
    rows, columns = pairs.rows, pairs.columns
    if len(rows) == 0:
        return measured(problem, rows, columns, method="prices", settled=None)
    network = Network.build(problem, hungarian.copies(problem))
    face = Face(network, network.flow_of(rows, columns))
    settled: int | None = 0
    try:
        for settled in _levels(problem, face, deadline):
            progress(FAIREST, settled, problem.shape[1])
        settled = None
    except ClockError:
        pass
    face.check()
    found = network.matching(face.flow)
    return measured(problem, *found, method="prices", settled=settled)


def _levels(problem: PairingProblem, face: Face, deadline: float | None) -> Any:
    """Settle level after level; after each, how many columns have a proven best score."""
    network = face.network
    cost = _people_and_pairings(problem, network)
    face.settle(cost, path_prices(face, cost))
    shrink(face)
    unpaired = -network.crown_out[face.open].astype(np.int64)
    face.settle(unpaired, fewest(face, unpaired, deadline))
    shrink(face)
    settled = problem.shape[1] - int(face.flow[network.crown_out].sum())
    yield settled
    crowns = network.crown_value >= 0
    reached = -1
    while True:
        values = network.crown_value[face.open]
        used = (values > reached) & (face.flow[face.open] > 0)
        if not used.any():
            break
        worst = int(values[used].min())
        # No column has a best score between the last level and this one, nor will one.
        between = ((values > reached) & (values < worst)).astype(np.int64)
        face.settle(between, np.zeros(network.nodes, dtype=np.int64))
        at_worst = (network.crown_value[face.open] == worst).astype(np.int64)
        face.settle(at_worst, fewest(face, at_worst, deadline))
        shrink(face)
        reached = worst
        below = crowns & (network.crown_value <= reached) & (face.flow > 0)
        yield settled + int(below.sum())
    cost = -network.points[face.open]
    ordinary = np.isin(face.open, network.ordinary_arcs, assume_unique=False)
    # Without ordinary places the best scores are all there is: no solver is needed.
    face.settle(cost, cheapest(face, cost) if ordinary.any() else path_prices(face, cost))


def _people_and_pairings(problem: PairingProblem, network: Network) -> Integers:
    """A person more outweighs what one cycle can change in pairings (see ``problem``)."""
    if "pairings" not in problem.levels:
        return -network.person.astype(np.int64)
    return network.takes.astype(np.int64) - 3 * network.person
