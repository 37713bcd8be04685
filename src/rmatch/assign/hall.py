"""People whose fewest pairings cannot be had: Hall's condition with capacities.

Rows with least numbers ``l_i`` can all have them exactly if for every set S of rows
``sum of l_i <= sum over columns j of min(capacity_j, usable pairs of j with S)``: what S
needs is no more than what its joint partners can take. A maximum flow decides it, and the
rows that can be reached from one left short are a set that breaks it [1]_. If each side
alone can be served, both can at once [2]_, so the sides are looked at one by one.

A smallest such set is hard to find; the sets found here cannot be made smaller by taking
people out (large ones are left as the flow gives them).

.. [1] P. Hall, On representatives of subsets, J. London Math. Soc. 10 (1935).
.. [2] N. S. Mendelsohn, A. L. Dulmage, Canad. J. Math. 10 (1958), for capacities by
   A. J. Hoffman's circulation theorem.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.problem import Integers, PairingProblem

__all__ = ["Shortage", "shortages"]

# Sets of several people that are named, for each side.
MOST_SETS = 5
# Of the people left short, from so many a set is sought; the smallest is kept.
MOST_STARTS = 40
# Larger sets are not cut down: nobody reads them, and each person costs a flow.
MOST_CUT_DOWN = 80


@dataclass(frozen=True)
class Shortage:
    """People of one side who cannot all have their fewest pairings.

    Attributes
    ----------
    side
        ``"row"`` or ``"column"``.
    people
        Their positions, ascending.
    needed, possible
        How many pairings they need at least, and can have at most, together.
    """

    side: Literal["row", "column"]
    people: tuple[int, ...]
    needed: int
    possible: int


def shortages(
    problem: PairingProblem, row_least: Integers, column_least: Integers
) -> tuple[Shortage, ...]:
    """Who cannot have as few pairings as they must.

    Parameters
    ----------
    problem
        Who may be paired, with how many.
    row_least, column_least
        The fewest pairings of each row and column, 0 or more. Those without a partner are
        left aside: nobody can help them, and they stop nothing.

    Returns
    -------
    tuple
        First everyone who alone has too few partners or places, then sets of several; empty
        exactly if everyone else's fewest pairings can be had at once.
    """
    usable = problem.usable()
    return (
        *_of_side("row", usable, row_least, problem.row_capacity, problem.column_capacity),
        *_of_side("column", usable.T, column_least, problem.column_capacity, problem.row_capacity),
    )


def _of_side(
    side: Literal["row", "column"],
    usable: NDArray[np.bool_],
    least: Integers,
    own: Integers,
    capacity: Integers,
) -> list[Shortage]:
    partners = np.count_nonzero(usable, axis=1)
    possible = np.minimum(partners, own)
    left = np.where(partners > 0, least, 0)
    alone = np.flatnonzero(left > possible)
    found = [Shortage(side, (i,), int(left[i]), int(possible[i])) for i in alone.tolist()]
    left[alone] = 0
    for _ in range(MOST_SETS):
        people = _short_together(usable, left, capacity)
        if not len(people):
            break
        joint = np.minimum(np.count_nonzero(usable[people], axis=0), capacity)
        needed = int(left[people].sum())
        found.append(Shortage(side, tuple(people.tolist()), needed, int(joint.sum())))
        left[people] = 0
    return found


def _short_together(usable: NDArray[np.bool_], least: Integers, capacity: Integers) -> Integers:
    """A set of rows that need more than their joint partners can take; empty if there is none."""
    asking = np.flatnonzero(least)
    if not len(asking):
        return asking
    sets = _reached_from_short(usable[asking], least[asking], capacity)
    if not sets:
        return asking[:0]
    people = asking[min(sets, key=len)]
    if len(people) > MOST_CUT_DOWN:
        return people
    for person in people.tolist():
        fewer = people[people != person]
        if len(fewer) and _reached_from_short(usable[fewer], least[fewer], capacity):
            people = fewer
    return people


def _reached_from_short(
    usable: NDArray[np.bool_], least: Integers, capacity: Integers
) -> list[Integers]:
    """For some rows that a maximum flow leaves short, the rows reached in its residual graph."""
    flow = _maximum_flow(usable, least, capacity)
    short = np.flatnonzero(flow.sum(axis=1) < least)
    return [_reached(start, usable, flow) for start in short[:MOST_STARTS].tolist()]


def _maximum_flow(
    usable: NDArray[np.bool_], least: Integers, capacity: Integers
) -> NDArray[np.bool_]:
    """Which pairs carry a unit, where each row sends at most its least number."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_flow

    height, width = usable.shape
    rows, columns = np.nonzero(usable)
    source, sink = 0, 1 + height + width
    tails = np.concatenate([np.zeros(height, int), 1 + rows, 1 + height + np.arange(width)])
    heads = np.concatenate([1 + np.arange(height), 1 + height + columns, np.full(width, sink)])
    # Older versions of scipy take 32-bit indices alone.
    tails, heads = tails.astype(np.int32), heads.astype(np.int32)
    most = np.concatenate([least, np.ones(len(rows), int), capacity]).astype(np.int32)
    graph = csr_array((most, (tails, heads)), shape=(sink + 1, sink + 1), dtype=np.int32)
    # The flow counts backwards arcs as negative numbers.
    flow = maximum_flow(graph, source, sink).flow[1 : 1 + height, 1 + height : sink]
    carried: NDArray[np.bool_] = flow.toarray() > 0
    return carried


def _reached(start: int, usable: NDArray[np.bool_], flow: NDArray[np.bool_]) -> Integers:
    """Rows whose units could be moved to make room for ``start``'s: none of them has any."""
    height, width = usable.shape
    seen_rows, seen_columns = np.zeros(height, np.bool_), np.zeros(width, np.bool_)
    seen_rows[start] = True
    waiting = deque([start])
    while waiting:
        row = waiting.popleft()
        new_columns = np.flatnonzero(usable[row] & ~flow[row] & ~seen_columns)
        seen_columns[new_columns] = True
        new_rows = np.flatnonzero(flow[:, new_columns].any(axis=1) & ~seen_rows)
        seen_rows[new_rows] = True
        waiting.extend(new_rows.tolist())
    return np.flatnonzero(seen_rows)
