"""What it would cost to force each of many pairs, by shortest paths over few arcs at a time.

Forcing the pair (i, j) changes the sum of an optimal matching by the pair's own weight and
the longest residual path from column j back to row i (:mod:`rmatch.assign.forced`). With
the prices of the optimum as potentials no arc gains anything: each has a length of 0 or
more, and the longest path is the shortest one under these lengths [1]_.

One pair at a time that means a pass over all arcs for each. Here all paths that begin in
one column (or end in one row) are found together, over the arcs of length up to a limit:
a path no longer than the limit has no longer arc, so what is found within the limit is
exact, over however few arcs. The limit rises until every pair is found, for those alone
that are not. Nodes that reach each other by arcs of length 0 are one node, so that ties
make the graph smaller instead of larger.

.. [1] R. K. Ahuja, T. L. Magnanti, J. B. Orlin, Network Flows (1993), sections 2.4, 9.7.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.core import Assignment
from rmatch.assign.forced import FOREIGN, UNPROVEN, Change, force_pair
from rmatch.assign.prices import NotOptimalError, optimal_prices
from rmatch.assign.problem import BOTTOM, Integers, PairingProblem
from rmatch.errors import SolverError, UsageError

_Arcs = tuple[Integers, Integers, Integers]

__all__ = ["ForcedPairs", "force_pairs"]

# Arcs looked at, once for each node from which paths are searched: a few seconds. A count,
# so that a slow machine gives the same answer.
BUDGET = 600_000_000
# Matrices up to here are searched (4000 x 4000); above, the prices alone tell the least.
SEARCHED_CELLS = 16_000_000
# Arcs of the first graph for each person, and how many times more the next has.
FIRST_ARCS, MORE_ARCS = 3, 4
BLOCK_CELLS = 1 << 18
SAMPLED_CELLS = 1 << 20
SEARCHES_AT_ONCE = 256
# Whole numbers up to here are exact as floats, and so is the sum of two.
EXACT_IN_FLOAT = 1 << 52
NO_PATH = -1


@dataclass(frozen=True, eq=False)
class ForcedPairs:
    """What forcing each of some pairs would change.

    Attributes
    ----------
    changes
        The change of each of the problem's levels; ``None`` if the pair is forbidden, if one
        of the two has no place at all, or if what is held leaves them none.
    exact
        Per pair: whether the change is exact. Otherwise it is the most favourable one that
        is not ruled out, in the order of the levels.
    """

    changes: tuple[Change | None, ...]
    exact: NDArray[np.bool_]


def force_pairs(
    problem: PairingProblem,
    found: Assignment,
    rows: Integers,
    columns: Integers,
    *,
    held: NDArray[np.bool_] | None = None,
    budget: int = BUDGET,
) -> ForcedPairs:
    """What it would change if two had to be paired, for many such pairs, each by itself.

    Parameters
    ----------
    problem, found
        The problem and its optimal matching.
    rows, columns
        The pairs, as positions.
    held
        Per row and column: pairs of the matching that may not be given up for another.
    budget
        How many arcs may be looked at before the prices alone must tell.

    Raises
    ------
    UsageError
        The matching is not optimal.
    SolverError
        It is not a matching of this problem.
    """
    if found.status != "optimal":
        raise UsageError(UNPROVEN)
    asked = problem.score[rows, columns] >= 0
    asked &= (problem.row_capacity[rows] > 0) & (problem.column_capacity[columns] > 0)
    paired = np.isin(
        rows * problem.shape[1] + columns, found.rows * problem.shape[1] + found.columns
    )
    changes: list[Change | None] = [None] * len(rows)
    exact = np.ones(len(rows), dtype=np.bool_)
    for k in np.flatnonzero(asked & paired).tolist():
        changes[k] = tuple(0 for _ in problem.levels)
    left = np.flatnonzero(asked & ~paired)
    if not len(left):
        return ForcedPairs(tuple(changes), exact)
    try:
        residual = _Residual(problem, found, held)
    except NotOptimalError as error:
        raise SolverError(FOREIGN) from error
    some = rows[left], columns[left]
    if residual.longest * (sum(problem.shape) + 1) < EXACT_IN_FLOAT:
        lengths, exact[left] = _shortest(residual, *some, budget)
        told = residual.changes(*some, lengths)
    else:
        told = [force_pair(problem, found, *pair) for pair in np.stack(some, axis=1).tolist()]
        exact[left] = held is None
    for k, change in zip(left.tolist(), told, strict=True):
        changes[k] = change
    return ForcedPairs(tuple(changes), exact)


class _Residual:
    """The residual graph of an optimal matching, every arc with its length of 0 or more.

    Nodes are the rows, the columns, and one for source and sink together. A row from which
    no path reaches the sink is entered by none that goes on, and is left out.

    Attributes
    ----------
    pairs
        Per row and column: the length of the arc that adds the pair, -1 where there is none.
    longest
        No arc is longer.
    """

    def __init__(
        self, problem: PairingProblem, found: Assignment, held: NDArray[np.bool_] | None
    ) -> None:
        self.problem = problem
        prices, negative = optimal_prices(problem, found.rows, found.columns)
        self.row_labels, self.column_labels = prices, -negative
        self.open_rows = (prices > BOTTOM // 2) & (problem.row_capacity > 0)
        self.open_columns = (self.column_labels > BOTTOM // 2) & (problem.column_capacity > 0)
        self.pairs = self._new_pairs(found)
        self.others = self._other_arcs(found, held)
        self.longest = max(int(self.pairs.max(initial=0)), int(self.others[2].max(initial=0)))

    def changes(self, rows: Integers, columns: Integers, lengths: Integers) -> list[Change | None]:
        """The levels, from lengths of shortest paths back, as :func:`force_pair` reads them."""
        back = self.column_labels[columns] - self.row_labels[rows] - lengths
        points = self.problem.score[rows, columns].tolist()
        found: list[Change | None] = []
        for gain, score, length in zip(back.tolist(), points, lengths.tolist(), strict=True):
            *above, rest = self.problem.split(gain - self.problem.malus)
            found.append(None if length == NO_PATH else (*above, rest + score))
        return found

    def arcs(self, limit: int) -> _Arcs:
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
        row_labels = np.where(self.open_rows, self.row_labels, 0)
        column_labels = np.where(self.open_columns, self.column_labels, 0)
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

    def _other_arcs(self, found: Assignment, held: NDArray[np.bool_] | None) -> _Arcs:
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


def _shortest(
    residual: _Residual, rows: Integers, columns: Integers, budget: int
) -> tuple[Integers, NDArray[np.bool_]]:
    """Length of the shortest path from each column to its row, and whether it is exact.

    What is not exact is the least that it may be; ``NO_PATH`` where there is none.
    """
    nodes = sum(residual.pairs.shape) + 1
    lengths = np.zeros(len(rows), dtype=np.int64)
    exact = np.zeros(len(rows), dtype=np.bool_)
    if residual.pairs.size > SEARCHED_CELLS:
        return lengths, exact
    merged = _merged(*residual.arcs(0), nodes)
    sources, targets = merged[columns + len(residual.row_labels)], merged[rows]
    count, limit = FIRST_ARCS * nodes, -1
    while not exact.all():
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
