"""The residual graph of an optimal matching, and shortest paths in it for many pairs at once.

With the prices of the optimum as potentials no arc gains anything: each has a length of 0 or
more, and the longest path is the shortest one under these lengths [1]_.

One pair at a time that means a pass over all arcs for each. Here all paths that begin in
one node (or end in one) are found together, over the arcs of length up to a limit: a path no
longer than the limit has no longer arc, so what is found within the limit is exact, over
however few arcs. The limit rises until every path is found, for those alone that are not.
Nodes that reach each other by arcs of length 0 are one node, so that ties make the graph
smaller instead of larger.

.. [1] R. K. Ahuja, T. L. Magnanti, J. B. Orlin, Network Flows (1993), sections 2.4, 9.7.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.core import Assignment
from rmatch.assign.prices import optimal_prices
from rmatch.assign.problem import BOTTOM, Integers, PairingProblem

__all__ = ["NO_PATH", "Residual", "shortest"]

Arcs = tuple[Integers, Integers, Integers]

# Matrices up to here are searched (4000 x 4000); above, the prices alone tell the least.
SEARCHED_CELLS = 16_000_000
# Arcs of the first graph for each person, and how many times more the next has.
FIRST_ARCS, MORE_ARCS = 3, 4
BLOCK_CELLS = 1 << 18
SAMPLED_CELLS = 1 << 20
SEARCHES_AT_ONCE = 256
NO_PATH = -1


class Residual:
    """The residual graph of an optimal matching, every arc with its length of 0 or more.

    Nodes are the rows, the columns, and one for source and sink together. Pairs that are held
    have no arc back, so that the matching need only be optimal among those that hold them.

    Attributes
    ----------
    row_labels, column_labels
        The potentials. An arc's length is the label where it begins, less what it gains, less
        the label where it ends.
    shut
        Per column: whether all its places are held, so that no path leaves it.
    pairs
        Per row and column: the length of the arc that adds the pair, -1 where there is none.
    longest
        No arc is longer.

    Raises
    ------
    NotOptimalError
        The matching is not optimal.
    """

    def __init__(
        self, problem: PairingProblem, found: Assignment, held: NDArray[np.bool_] | None
    ) -> None:
        self.problem = problem
        prices, negative = optimal_prices(problem, found.rows, found.columns, held=held)
        # A row without any way to the sink may be entered for as much as a pairing gains.
        self.row_labels = np.where(prices <= BOTTOM // 2, -problem.bonus, prices)
        self.open_rows, self.open_columns = problem.row_capacity > 0, problem.column_capacity > 0
        self.column_labels = np.where(self.open_columns, -negative, 0)
        self.shut = self.column_labels <= BOTTOM // 2
        self._lower_shut(found)
        self.pairs = self._new_pairs(found)
        self.others = self._other_arcs(found, held)
        self.longest = max(int(self.pairs.max(initial=0)), int(self.others[2].max(initial=0)))

    def _lower_shut(self, found: Assignment) -> None:
        """Labels for columns that no path leaves, such that no arc to them gains anything."""
        shut = np.flatnonzero(self.shut)
        used = np.bincount(found.columns, minlength=self.problem.shape[1])[shut]
        highest = np.where(used == 1, self.problem.bonus, 0)
        for column, label in zip(shut.tolist(), highest.tolist(), strict=True):
            legal = self.open_rows & (self.problem.score[:, column] >= 0)
            legal[found.rows[found.columns == column]] = False
            rows = np.flatnonzero(legal)
            reached = self.row_labels[rows] - self.problem.weight(rows, np.full_like(rows, column))
            self.column_labels[column] = reached.min(initial=label)

    def arcs(self, limit: int) -> Arcs:
        """Tails, heads and lengths of all arcs no longer than ``limit``."""
        tails, heads, lengths = self.others
        short = lengths <= limit
        rows, columns = np.nonzero((self.pairs >= 0) & (self.pairs <= limit))
        return (
            np.concatenate([tails[short], rows]),
            np.concatenate([heads[short], columns + len(self.row_labels)]),
            np.concatenate([lengths[short], self.pairs[rows, columns]]),
        )

    def limit_for(self, count: int) -> int:
        """A length that about so many arcs do not exceed."""
        some = self.pairs.ravel()[:: max(1, self.pairs.size // SAMPLED_CELLS)]
        place = count * len(some) // self.pairs.size
        some = some[some >= 0]
        return int(np.partition(some, place)[place]) if place < len(some) else self.longest

    def _new_pairs(self, found: Assignment) -> NDArray[Any]:
        problem = self.problem
        row_labels, column_labels = self.row_labels, self.column_labels
        largest = int(np.abs(row_labels).max(initial=0)) + int(np.abs(column_labels).max(initial=0))
        small = 2 * (largest + problem.bonus + problem.malus + problem.reach) < 1 << 31
        lengths = np.empty(problem.shape, dtype=np.int32 if small else np.int64)
        step = max(1, BLOCK_CELLS // max(1, problem.shape[1]))
        for start in range(0, problem.shape[0], step):
            block = slice(start, start + step)
            lengths[block] = (row_labels[block, None] + problem.malus) - (
                problem.score[block] + column_labels
            )
        lengths[problem.score < 0] = -1
        lengths[~self.open_rows] = -1
        lengths[:, ~self.open_columns] = -1
        lengths[found.rows, found.columns] = -1
        return lengths

    def _other_arcs(self, found: Assignment, held: NDArray[np.bool_] | None) -> Arcs:
        """Giving a pair up, and using or giving up a place of a row or a column."""
        problem = self.problem
        height, width = problem.shape
        end = np.int64(height + width)
        row_used = np.bincount(found.rows, minlength=height)
        column_used = np.bincount(found.columns, minlength=width)
        first_row = np.where(row_used == 0, problem.bonus, 0) + self.row_labels
        only_row = np.where(row_used == 1, problem.bonus, 0) + self.row_labels
        first_column = self.column_labels - np.where(column_used == 0, problem.bonus, 0)
        only_column = self.column_labels - np.where(column_used == 1, problem.bonus, 0)
        enter = np.flatnonzero(self.open_rows & (row_used < problem.row_capacity))
        leave = np.flatnonzero(row_used)
        use = np.flatnonzero(self.open_columns & (column_used < problem.column_capacity))
        give = np.flatnonzero(column_used)
        rows, columns = found.rows, found.columns
        if held is not None:
            given_up = ~held[rows, columns]
            rows, columns = rows[given_up], columns[given_up]
        undone = self.column_labels[columns] + problem.weight(rows, columns) - self.row_labels[rows]
        parts = (
            (columns + height, rows, undone),
            (np.full_like(enter, end), enter, -first_row[enter]),
            (leave, np.full_like(leave, end), only_row[leave]),
            (use + height, np.full_like(use, end), first_column[use]),
            (np.full_like(give, end), give + height, -only_column[give]),
        )
        tails, heads, lengths = (np.concatenate(kind) for kind in zip(*parts, strict=True))
        return tails, heads, lengths


def shortest(
    residual: Residual,
    sources: Integers,
    targets: Integers,
    budget: int,
    told: Callable[[int, int], None],
) -> tuple[Integers, NDArray[np.bool_]]:
    """Length of the shortest path from each source to its target, and whether it is exact.

    What is not exact is the least that it may be; ``NO_PATH`` where there is none.

    Parameters
    ----------
    residual
        The graph.
    sources, targets
        Its nodes: rows, and after them the columns.
    budget
        How many arcs may be looked at.
    told
        Called with how many paths are known, and how many there are.
    """
    nodes = sum(residual.pairs.shape) + 1
    lengths = np.zeros(len(sources), dtype=np.int64)
    exact = np.zeros(len(sources), dtype=np.bool_)
    if residual.pairs.size > SEARCHED_CELLS:
        return lengths, exact
    merged = _merged(*residual.arcs(0), nodes)
    sources, targets = merged[sources], merged[targets]
    count, limit = FIRST_ARCS * nodes, -1
    while not exact.all():
        told(int(exact.sum()), len(exact))
        limit = max(residual.limit_for(count), limit + 1)
        graph = _graph(*residual.arcs(limit), merged)
        left = np.flatnonzero(~exact)
        # A path may be longer than every arc: over all of them there is no limit.
        furthest = np.inf if limit >= residual.longest else float(limit)
        most = budget // max(graph.nnz, 1)
        found, searched, searches = _search(graph, sources[left], targets[left], furthest, most)
        near = np.isfinite(found)
        lengths[left[near]] = found[near].astype(np.int64)
        lengths[left[searched & ~near]] = limit + 1
        exact[left[near]] = True
        if np.isinf(furthest):
            lengths[left[searched & ~near]] = NO_PATH
            exact[left[searched]] = True
        if not searched.all():
            break
        budget -= searches * graph.nnz
        count *= MORE_ARCS
    return lengths, exact


def _search(
    graph: Any, sources: Integers, targets: Integers, furthest: float, most: int
) -> tuple[NDArray[np.float64], NDArray[np.bool_], int]:
    """Lengths of shortest paths, from at most so many nodes (or to, if those are fewer).

    Returns
    -------
    lengths, searched, searches
        Infinite where there is none within ``furthest``; for which it was searched; and
        from how many nodes.
    """
    from scipy.sparse.csgraph import dijkstra

    if len(np.unique(targets)) < len(np.unique(sources)):
        graph, sources, targets = graph.T.tocsr(), targets, sources
    begin, place = np.unique(sources, return_inverse=True)
    begin = begin[:most]
    lengths = np.full(len(sources), np.inf)
    for start in range(0, len(begin), SEARCHES_AT_ONCE):
        some = begin[start : start + SEARCHES_AT_ONCE]
        table = dijkstra(graph, indices=some, limit=furthest)
        mine = np.flatnonzero((place >= start) & (place < start + len(some)))
        lengths[mine] = table[place[mine] - start, targets[mine]]
    return lengths, place < len(begin), len(begin)


def _merged(tails: Integers, heads: Integers, lengths: Integers, nodes: int) -> Integers:
    """One number for all nodes that arcs of length 0 lead from and to."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    arcs = csr_array((lengths + 1, _narrow(tails, heads)), shape=(nodes, nodes))
    _, numbers = connected_components(arcs, directed=True, connection="strong")
    found: Integers = numbers.astype(np.int64)
    return found


def _graph(tails: Integers, heads: Integers, lengths: Integers, merged: Integers) -> Any:
    """The graph of the merged nodes, a sparse array; of several arcs between two, the shortest."""
    from scipy.sparse import csr_array

    nodes = int(merged.max()) + 1
    between = merged[tails] * nodes + merged[heads]
    order = np.lexsort((lengths, between))
    between, lengths = between[order], lengths[order]
    first = np.ones(len(between), dtype=np.bool_)
    first[1:] = between[1:] != between[:-1]
    ends = _narrow(*np.divmod(between[first], nodes))
    return csr_array((lengths[first].astype(np.float64), ends), shape=(nodes, nodes))


def _narrow(tails: Integers, heads: Integers) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Numbers of nodes in 32 bits, which is all that older versions of csgraph take."""
    return tails.astype(np.int32), heads.astype(np.int32)
