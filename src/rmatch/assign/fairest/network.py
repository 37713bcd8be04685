"""The fairest matching as a flow: one place of each column carries its best score.

Every pairing is a unit that goes *outside - row - column - outside*. A column with
places has a *crown*, whose unit carries the column's best score, and, with two places
or more, *ordinary* places for the others. So the columns' best scores are the scores on
the arcs into crowns, and every level of the objective is a linear cost of the flow: a
flow whose crown is not the column's best is never better than the same pairs with the
right crown. Where the row and the column can both have several pairings, a node of the
pair's own keeps the two from being paired twice.

The levels are lexicographic, so each is minimised over the *face* of the levels before:
with any prices ``pi``, an arc ``a -> b`` has the reduced cost ``c + pi_a - pi_b``, and a
flow is optimal if no arc with a positive one is used and every arc with a negative one
is full; the other optimal flows are exactly those that agree with it on all arcs whose
reduced cost is not 0 [1]_. :meth:`Face.settle` checks the former in whole numbers,
whatever found flow and prices, and takes these arcs out of what may still change.

.. [1] R. K. Ahuja, T. L. Magnanti, J. B. Orlin, Network Flows (1993), section 9.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.problem import Integers, PairingProblem
from rmatch.errors import SolverError

__all__ = ["Face", "Network"]


@dataclass(frozen=True, eq=False)
class Network:
    """The arcs, in the order of ``build``'s groups.

    Attributes
    ----------
    tails, heads, capacity
        One entry an arc; nodes are numbered from 0 to ``nodes - 1``.
    person
        bool: the arc of a person's first unit.
    takes
        bool: a unit here is one pairing.
    points
        The pairing's score where ``takes``, else 0.
    crown_out
        bool: the arc from a crown; it is used if the column has a pairing.
    crown_value
        The score on arcs into crowns, -1 on all others.
    pair_rows, pair_columns
        The pairs that may be chosen, by row, then column.
    crown_arcs
        The number of each pair's arc into the crown.
    ordinary_arcs
        The number of each pair's arc into the ordinary places, -1 where there are none.
    inner_arcs
        The number of the arc into the pair's own node, -1 where it has none.
    first_arcs, later_arcs, crown_outs, ordinary_outs
        The number of the arc of each row's first and later units, of each column's
        crown and of its ordinary places; -1 where there is none.
    """

    nodes: int
    tails: Integers
    heads: Integers
    capacity: Integers
    person: NDArray[np.bool_]
    takes: NDArray[np.bool_]
    points: Integers
    crown_out: NDArray[np.bool_]
    crown_value: Integers
    pair_rows: Integers
    pair_columns: Integers
    crown_arcs: Integers
    ordinary_arcs: Integers
    inner_arcs: Integers
    first_arcs: Integers
    later_arcs: Integers
    crown_outs: Integers
    ordinary_outs: Integers

    @classmethod
    def build(cls, problem: PairingProblem, places: tuple[Integers, Integers]) -> Network:
        """The network of a problem; ``places``: usable places of each row and column."""
        height, width = problem.shape
        row_places, column_places = places
        rows, columns = (one.astype(np.int64) for one in np.nonzero(problem.usable()))
        several = column_places[columns] >= 2
        inner = several & (row_places[rows] >= 2)
        outside = height + 2 * width
        nodes = outside + 1 + int(inner.sum())
        start = rows.copy()
        start[inner] = np.arange(outside + 1, nodes)
        score = problem.score[rows, columns].astype(np.int64)
        groups = _Groups()
        first = groups.add(outside, np.flatnonzero(row_places >= 1), 1)
        many = np.flatnonzero(row_places >= 2)
        later = groups.add(outside, many, row_places[many] - 1)
        crowned = np.flatnonzero(column_places >= 1)
        crown_out = groups.add(height + crowned, outside, 1)
        multiple = np.flatnonzero(column_places >= 2)
        ordinary_out = groups.add(height + width + multiple, outside, column_places[multiple] - 1)
        inside = groups.add(rows[inner], start[inner], 1)
        crown = groups.add(start, height + columns, 1)
        ordinary = groups.add(start[several], height + width + columns[several], 1)
        tails, heads, capacity = groups.arrays()
        size = len(tails)
        takes = np.zeros(size, dtype=bool)
        points = np.zeros(size, dtype=np.int64)
        for arcs, chosen in ((crown, ~inner), (ordinary, ~inner[several]), (inside, None)):
            takes[arcs if chosen is None else arcs[chosen]] = True
        points[inside] = score[inner]
        points[crown[~inner]] = score[~inner]
        points[ordinary[~inner[several]]] = score[several & ~inner]
        return cls(
            nodes=nodes,
            tails=tails,
            heads=heads,
            capacity=capacity,
            person=_mask(size, first, crown_out),
            takes=takes,
            points=points,
            crown_out=_mask(size, crown_out),
            crown_value=_spread(size, crown, score),
            pair_rows=rows,
            pair_columns=columns,
            crown_arcs=crown,
            ordinary_arcs=_spread(len(rows), np.flatnonzero(several), ordinary),
            inner_arcs=_spread(len(rows), np.flatnonzero(inner), inside),
            first_arcs=_spread(height, np.flatnonzero(row_places >= 1), first),
            later_arcs=_spread(height, many, later),
            crown_outs=_spread(width, crowned, crown_out),
            ordinary_outs=_spread(width, multiple, ordinary_out),
        )

    def flow_of(self, rows: Integers, columns: Integers) -> Integers:
        """The flow of a matching; each column's best pairing goes through its crown."""
        width = len(self.crown_outs)
        keys = self.pair_rows * width + self.pair_columns
        pairs = np.searchsorted(keys, rows * width + columns)
        flow = np.zeros(len(self.tails), dtype=np.int64)
        order = np.lexsort((rows, -self.crown_value[self.crown_arcs[pairs]], columns))
        ordered = pairs[order]
        best = np.diff(columns[order], prepend=-1) != 0
        flow[self.crown_arcs[ordered[best]]] = 1
        flow[self.ordinary_arcs[ordered[~best]]] = 1
        inner = self.inner_arcs[pairs]
        flow[inner[inner >= 0]] = 1
        for owners, ones, others in (
            (rows, self.first_arcs, self.later_arcs),
            (columns, self.crown_outs, self.ordinary_outs),
        ):
            used = np.bincount(owners, minlength=len(ones))
            flow[ones[used > 0]] = 1
            flow[others[used > 1]] = used[used > 1] - 1
        return flow

    def matching(self, flow: Integers) -> tuple[Integers, Integers]:
        """The pairs of a flow, by row, then column."""
        used = flow[self.crown_arcs] > 0
        ordinary = self.ordinary_arcs >= 0
        used[ordinary] |= flow[self.ordinary_arcs[ordinary]] > 0
        return self.pair_rows[used], self.pair_columns[used]


class _Groups:
    """Arcs under construction, numbered as they come."""

    def __init__(self) -> None:
        self.parts: list[tuple[Integers, Integers, Integers]] = []
        self.size = 0

    def add(
        self, tails: Integers | int, heads: Integers | int, capacity: Integers | int
    ) -> Integers:
        part = [
            np.array(one, dtype=np.int64) for one in np.broadcast_arrays(tails, heads, capacity)
        ]
        self.parts.append((part[0], part[1], part[2]))
        numbers = np.arange(self.size, self.size + len(part[0]))
        self.size += len(part[0])
        return numbers

    def arrays(self) -> Sequence[Integers]:
        return [np.concatenate(one) for one in zip(*self.parts, strict=True)]


def _mask(size: int, *members: Integers) -> NDArray[np.bool_]:
    found = np.zeros(size, dtype=bool)
    for one in members:
        found[one] = True
    return found


def _spread(size: int, places: Integers, values: Integers) -> Integers:
    found = np.full(size, -1, dtype=np.int64)
    found[places] = values
    return found


class Face:
    """A flow, and the arcs on which optimal flows of all levels so far may differ.

    Attributes
    ----------
    flow
        One entry an arc; changed only on ``open`` arcs.
    open
        Numbers of the arcs that are not settled, ascending.
    """

    def __init__(self, network: Network, flow: Integers) -> None:
        self.network, self.flow = network, flow
        self.open = np.arange(len(flow))
        self._settled = flow.copy()

    def settle(self, cost: Integers, prices: Integers) -> None:
        """Check that the flow minimises ``cost`` on the face, and keep what also does.

        Parameters
        ----------
        cost
            Cost of a unit on each of the arcs ``open``.
        prices
            A whole number for each node.

        Raises
        ------
        SolverError
            The prices do not prove it.
        """
        arcs, network = self.open, self.network
        reduced = cost + prices[network.tails[arcs]] - prices[network.heads[arcs]]
        flow = self.flow[arcs]
        unsound = (reduced > 0) & (flow > 0)
        unsound |= (reduced < 0) & (flow < network.capacity[arcs])
        if unsound.any():
            raise SolverError("the prices of a level do not prove it; nothing was written")
        self._settled[arcs] = flow
        self.open = arcs[reduced == 0]

    def check(self) -> None:
        """Check that the flow is one, and that nothing settled has changed since.

        Raises
        ------
        SolverError
            It is not, or something has.
        """
        network, flow = self.network, self.flow
        balance = np.bincount(network.tails, flow, network.nodes)
        balance -= np.bincount(network.heads, flow, network.nodes)
        held = np.ones(len(flow), dtype=bool)
        held[self.open] = False
        if (
            balance.any()
            or (flow < 0).any()
            or (flow > network.capacity).any()
            or (flow != self._settled)[held].any()
        ):
            raise SolverError("the flow behind the fairest matching is not sound")
