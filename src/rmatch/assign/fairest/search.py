"""Minimising one level on the face of the levels before: paths, cycles and prices.

A level that counts arcs is minimised by the out-of-kilter method: each arc that costs
looks for a path that would do without it, by breadth-first search; where there is none,
the nodes reached become one cheaper, and what is reached again is looked at, until the
prices justify the arc. Most levels of a fair matching concern one column, so one search
decides them. What comes back is checked by :meth:`Face.settle` alone.
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.fairest.network import Face
from rmatch.assign.problem import Integers
from rmatch.errors import MissingPartError, SolverError, SolverRefusedError

__all__ = ["ClockError", "cheapest", "fewest", "path_prices", "shrink"]


class ClockError(Exception):
    """The deadline passed; the face's flow is valid and optimal in the levels settled."""


class _Residual:
    """The ways in which a face's flow can change, sorted by the node they leave."""

    def __init__(self, face: Face) -> None:
        self.face = face
        arcs, network = face.open, face.network
        ends = np.concatenate([network.tails[arcs], network.heads[arcs]])
        order = np.argsort(ends, kind="stable")
        half = len(arcs)
        self.source = ends[order]
        self.target = np.concatenate([network.heads[arcs], network.tails[arcs]])[order]
        self.place = order % max(half, 1)
        self.forward = order < half
        self.arc = arcs[self.place] if half else arcs

    def graph(self, reduced: Integers) -> tuple[Any, Integers]:
        """The ways of no positive reduced cost, as a sparse graph, and their numbers."""
        from scipy.sparse import csr_array

        face = self.face
        arcs = face.open
        flow = face.flow[arcs]
        more = (flow < face.network.capacity[arcs]) & (reduced <= 0)
        less = (flow > 0) & (reduced >= 0)
        ways = np.flatnonzero(np.where(self.forward, more[self.place], less[self.place]))
        nodes = face.network.nodes
        starts = np.searchsorted(self.source[ways], np.arange(nodes + 1))
        ones = np.ones(len(ways))
        return csr_array((ones, self.target[ways], starts), shape=(nodes, nodes)), ways

    def push(self, graph: Any, ways: Integers, before: NDArray[Any], start: int, end: int) -> None:
        """Move one unit along the path that ``before`` describes."""
        node = end
        while node != start:
            previous = int(before[node])
            first, last = graph.indptr[previous : previous + 2]
            step = ways[first + int(np.argmax(graph.indices[first:last] == node))]
            self.face.flow[self.arc[step]] += 1 if self.forward[step] else -1
            node = previous


def fewest(face: Face, cost: Integers, deadline: float | None) -> Integers:
    """Change the flow until ``cost`` is least on the face; the prices that prove it.

    Parameters
    ----------
    face
        The face; its flow is changed.
    cost
        For each open arc -1, 0 or 1; 0 for arcs of a capacity above 1.
    deadline
        Reading of ``time.monotonic()``.

    Raises
    ------
    ClockError
        The deadline passed.
    """
    from scipy.sparse.csgraph import breadth_first_order

    network, arcs = face.network, face.open
    tails, heads = network.tails[arcs], network.heads[arcs]
    prices = np.zeros(network.nodes, dtype=np.int64)
    residual = _Residual(face)
    flow = face.flow
    wrong = np.flatnonzero(np.where(cost > 0, flow[arcs] > 0, (cost < 0) & (flow[arcs] == 0)))
    for place in wrong.tolist():
        arc, ends = arcs[place], (int(tails[place]), int(heads[place]))
        start, end = ends if cost[place] > 0 else ends[::-1]
        while True:
            reduced = cost + prices[tails] - prices[heads]
            if int(reduced[place]) * int(cost[place]) <= 0 or flow[arc] != (cost[place] > 0):
                break
            if deadline is not None and time.monotonic() > deadline:
                raise ClockError
            graph, ways = residual.graph(reduced)
            reached, before = breadth_first_order(graph, start)
            if before[end] >= 0:
                residual.push(graph, ways, before, start, end)
                flow[arc] -= cost[place]
                break
            prices[reached] -= 1
    return prices


def shrink(face: Face) -> None:
    """Settle the arcs on no cycle of possible changes: they can change no more.

    The strong components of the residual graph come in topological order, and their
    numbers are the prices that prove it.
    """
    from scipy.sparse.csgraph import connected_components

    nothing = np.zeros(len(face.open), dtype=np.int64)
    graph, _ = _Residual(face).graph(nothing)
    _, component = connected_components(graph, connection="strong")
    numbers = component.astype(np.int64)
    sources = np.repeat(np.arange(face.network.nodes), np.diff(graph.indptr))
    fall = numbers[sources] - numbers[graph.indices]
    if (fall <= 0).all():
        numbers = -numbers
    elif not (fall >= 0).all():
        return  # scipy promises no order; without one the face merely stays larger
    face.settle(nothing, numbers)


def path_prices(face: Face, cost: Integers) -> Integers:
    """Prices that prove the flow optimal for ``cost``: shortest paths in the residual graph.

    Raises
    ------
    SolverError
        There are none: the flow is not optimal.
    """
    network, arcs = face.network, face.open
    flow = face.flow[arcs]
    more, less = flow < network.capacity[arcs], flow > 0
    tails, heads = network.tails[arcs], network.heads[arcs]
    sources = np.concatenate([tails[more], heads[less]])
    targets = np.concatenate([heads[more], tails[less]])
    lengths = np.concatenate([cost[more], -cost[less]])
    order = np.argsort(targets, kind="stable")
    sources, lengths = sources[order], lengths[order]
    nodes, starts = np.unique(targets[order], return_index=True)
    prices = np.zeros(network.nodes, dtype=np.int64)
    if len(nodes) == 0:
        return prices
    for _ in range(network.nodes + 1):
        shortest = np.minimum.reduceat(prices[sources] + lengths, starts)
        shorter = shortest < prices[nodes]
        if not shorter.any():
            return prices
        prices[nodes[shorter]] = shortest[shorter]
    raise SolverError("the fairest matching's flow is not optimal in one of its levels")


def cheapest(face: Face, cost: Integers) -> Integers:
    """:func:`fewest` for any whole costs, by OR-tools' min-cost flow.

    Raises
    ------
    MissingPartError
        OR-tools is not installed.
    SolverRefusedError
        Its scaled costs could leave 64 bits.
    SolverError
        It failed.
    """
    try:
        from ortools.graph.python.min_cost_flow import SimpleMinCostFlow
    except ImportError as error:
        raise MissingPartError(
            "ortools", "objective 'fairest' with several pairings a senior", "pip install ortools"
        ) from error
    network, arcs = face.network, face.open
    nodes, ends = np.unique(
        np.concatenate([network.tails[arcs], network.heads[arcs]]), return_inverse=True
    )
    tails, heads = ends[: len(arcs)], ends[len(arcs) :]
    if int(np.abs(cost).max(initial=0)) * (len(nodes) + 1) ** 2 * 8 >= 1 << 62:
        raise SolverRefusedError(
            "flow",
            "scores this large (scaled costs could leave 64 bits)",
            "divide the scores by a common factor",
        )
    solver = SimpleMinCostFlow()
    numbers = solver.add_arcs_with_capacity_and_unit_cost(
        tails.astype(np.int32), heads.astype(np.int32), network.capacity[arcs], cost
    )
    flow = face.flow[arcs]
    supply = np.bincount(tails, flow, len(nodes)) - np.bincount(heads, flow, len(nodes))
    solver.set_nodes_supplies(np.arange(len(nodes), dtype=np.int32), supply.astype(np.int64))
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise SolverError(f"the flow solver stopped with status {status.name}")
    face.flow[arcs] = solver.flows(numbers)
    return path_prices(face, cost)
