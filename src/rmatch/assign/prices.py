"""Prices (dual values) of an optimal matching, by longest paths in the residual graph.

The price ``p_i`` of a row is what one more unit arriving at row i would gain; ``g_j`` is
the same for a column, and its price is ``q_j = -g_j``. With ``w = s - B``::

    p_i = max(-loss_i,  max over unpaired legal j of  w_ij + g_j)
    g_j = max(gain_j,   max over paired i of         -w_ij + p_i)

``loss_i`` is what giving up a pairing of row i costs: the bonus for its only one, else
0; ``gain_j`` is the bonus for an unused column, 0 for one with a spare place, and minus
infinity for a full one. These are the lengths of longest paths to the sink; they exist
exactly if no residual cycle is positive, that is, if the matching is optimal [1]_. They
are found from below by label correcting, all changed columns of a round at once. A pair
that is held is never given up: its ``-w_ij + p_i`` is left out, and the matching need only
be optimal among those that hold it.

.. [1] R. K. Ahuja, T. L. Magnanti, J. B. Orlin, Network Flows (1993), sections 5.4, 9.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.problem import BOTTOM, Integers, PairingProblem

__all__ = ["Candidates", "NotOptimalError", "PathsToRow", "optimal_prices"]

Held = NDArray[np.bool_] | None

BLOCK_CELLS = 1 << 17
ROUNDS_BETWEEN_CHECKS = 16


class NotOptimalError(Exception):
    """The matching can be improved: a residual cycle is positive."""


@dataclass(frozen=True, eq=False)
class _Usage:
    """A matching as the residual graph sees it.

    Attributes
    ----------
    rows, columns, weights
        The pairs and their ``w``.
    loss
        Per row: what giving up a pairing costs; only meaningful for rows with one.
    gain
        Per column: what using a place gains; ``BOTTOM`` where none is spare.
    row_used, column_used
        Pairings of each.
    fixed
        Which of the pairs are held.
    """

    rows: Integers
    columns: Integers
    weights: Integers
    loss: Integers
    gain: Integers
    row_used: Integers
    column_used: Integers
    fixed: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Candidates:
    """Some legal pairs, sorted by row, and which of them are paired."""

    rows: Integers
    columns: Integers
    paired: NDArray[np.bool_]


def _usage(problem: PairingProblem, rows: Integers, columns: Integers, held: Held = None) -> _Usage:
    """Count what a matching uses."""
    row_used = np.bincount(rows, minlength=problem.shape[0]).astype(np.int64)
    column_used = np.bincount(columns, minlength=problem.shape[1]).astype(np.int64)
    gain = np.where(column_used == 0, problem.bonus, 0).astype(np.int64)
    gain[column_used >= problem.column_capacity] = BOTTOM
    loss = np.where(row_used == 1, problem.bonus, 0).astype(np.int64)
    weights = problem.weight(rows, columns)
    fixed = np.zeros(len(rows), dtype=np.bool_) if held is None else held[rows, columns]
    return _Usage(rows, columns, weights, loss, gain, row_used, column_used, fixed)


def optimal_prices(
    problem: PairingProblem,
    rows: Integers,
    columns: Integers,
    candidates: Candidates | None = None,
    *,
    held: Held = None,
) -> tuple[Integers, Integers]:
    """Row and column prices that prove the matching optimal.

    A row without a pairing has the price that makes ``-(bonus + price)`` what giving it
    one would cost; ``BOTTOM`` if no path gives it one. A column without any capacity, or
    all of whose places are held, has the price ``-BOTTOM``.

    Parameters
    ----------
    problem, rows, columns
        The problem and an optimal matching.
    candidates
        Look at these pairs alone.
    held
        Per row and column: pairs of the matching that may not be given up.

    Raises
    ------
    NotOptimalError
        The matching is not optimal.
    """
    used = _usage(problem, rows, columns, held)
    row_labels = np.full(problem.shape[0], BOTTOM, dtype=np.int64)
    paired = used.row_used > 0
    row_labels[paired] = -used.loss[paired]
    column_labels = used.gain.copy()
    if candidates is None:
        search = _Search(problem, used, row_labels, column_labels)
    else:
        search = _CandidateSearch(problem, used, row_labels, column_labels, candidates)
    search.run()
    return row_labels, -column_labels


class _Search:
    """Label correcting over one matching: labels rise until they are longest paths to the sink.

    ``row_labels`` and ``column_labels`` are lengths of known paths, ``BOTTOM`` where none
    is; they are changed in place.
    """

    def __init__(
        self,
        problem: PairingProblem,
        used: _Usage,
        row_labels: Integers,
        column_labels: Integers,
    ) -> None:
        self.problem, self.used = problem, used
        self.row_labels, self.column_labels = row_labels, column_labels
        self.row_parent = np.full(problem.shape[0], -1, dtype=np.int64)
        self.column_parent = np.full(problem.shape[1], -1, dtype=np.int64)
        # The pairs of each row lie together, and so do those of each column.
        self.by_row = np.argsort(used.rows, kind="stable")
        self.row_starts = np.searchsorted(used.rows[self.by_row], np.arange(problem.shape[0] + 1))
        self.place = np.full(problem.shape[1], -1, dtype=np.int64)
        self.open_rows = problem.row_capacity > 0
        # What a row's label may not exceed: beyond it, the row should have been paired.
        self.ceiling = np.full(problem.shape[0], -BOTTOM, dtype=np.int64)
        self.ceiling[used.row_used < problem.row_capacity] = 0
        self.ceiling[(used.row_used == 0) & self.open_rows] = -problem.bonus
        self.roof = np.where(used.column_used == 1, problem.bonus, 0)
        self.roof[used.column_used == 0] = -BOTTOM

    def run(self) -> None:
        self.follow_pairs(np.arange(len(self.used.rows)))
        self.settle(np.flatnonzero(self.column_labels > BOTTOM))

    def settle(self, changed: Integers) -> None:
        """Follow the changed columns until no label rises."""
        rounds = 0
        while len(changed):
            risen = self.raise_rows(changed)
            self.check_ends()
            changed = self.raise_columns(risen)
            rounds += 1
            if rounds > sum(self.problem.shape) + 1:
                raise NotOptimalError
            if rounds % ROUNDS_BETWEEN_CHECKS == 0:
                self.check_cycles()

    def check_ends(self) -> None:
        if (self.row_labels > self.ceiling).any() or (self.column_labels > self.roof).any():
            raise NotOptimalError

    def check_cycles(self) -> None:
        """Follow the parents of all rows; a cycle of parents is a positive cycle."""
        grand = np.where(self.row_parent >= 0, self.column_parent[self.row_parent], -1)
        for _ in range(len(grand).bit_length() + 1):
            grand = np.where(grand >= 0, grand[grand], -1)
        if (grand >= 0).any():
            raise NotOptimalError

    def raise_rows(self, changed: Integers) -> Integers:
        """Relax all arcs from rows to the changed columns; the rows that rose."""
        problem, used = self.problem, self.used
        labels = self.column_labels[changed] - problem.malus
        everything = len(changed) == problem.shape[1]
        self.place[changed] = np.arange(len(changed))
        risen = []
        step = max(1, BLOCK_CELLS // len(changed))
        for start in range(0, problem.shape[0], step):
            stop = min(start + step, problem.shape[0])
            scores: NDArray[Any] = problem.score[start:stop]
            if not everything:
                scores = scores.take(changed, axis=1)
            reached = scores + labels
            np.putmask(reached, scores < 0, BOTTOM)
            pairs = self.by_row[self.row_starts[start] : self.row_starts[stop]]
            place = self.place[used.columns[pairs]]
            reached[used.rows[pairs[place >= 0]] - start, place[place >= 0]] = BOTTOM
            best = reached.argmax(axis=1)
            length = reached[np.arange(stop - start), best]
            higher = np.flatnonzero(length > self.row_labels[start:stop])
            self.row_labels[higher + start] = length[higher]
            self.row_parent[higher + start] = changed[best[higher]]
            risen.append(higher + start)
        self.place[changed] = -1
        return np.concatenate(risen)

    def raise_columns(self, risen: Integers) -> Integers:
        counts = self.row_starts[risen + 1] - self.row_starts[risen]
        first = np.repeat(self.row_starts[risen] - np.cumsum(counts) + counts, counts)
        pairs = self.by_row[first + np.arange(len(first))]
        return self.follow_pairs(pairs)

    def follow_pairs(self, pairs: Integers) -> Integers:
        """Relax the arcs from columns back to the rows they are paired with."""
        used = self.used
        pairs = pairs[~used.fixed[pairs]]
        length = self.row_labels[used.rows[pairs]] - used.weights[pairs]
        columns = used.columns[pairs]
        better = length > self.column_labels[columns]
        pairs, length, columns = pairs[better], length[better], columns[better]
        # The longest of several for one column comes last and stays.
        order = np.lexsort((length, columns))
        self.column_labels[columns[order]] = length[order]
        self.column_parent[columns[order]] = used.rows[pairs[order]]
        return np.unique(columns)


class _CandidateSearch(_Search):
    """The same over few pairs: all their arcs in every round."""

    def __init__(
        self,
        problem: PairingProblem,
        used: _Usage,
        row_labels: Integers,
        column_labels: Integers,
        candidates: Candidates,
    ) -> None:
        super().__init__(problem, used, row_labels, column_labels)
        free = ~candidates.paired
        self.arc_columns = candidates.columns[free]
        self.arc_weights = problem.weight(candidates.rows[free], self.arc_columns)
        self.arc_rows, self.arc_starts = np.unique(candidates.rows[free], return_index=True)

    def raise_rows(self, changed: Integers) -> Integers:  # noqa: ARG002
        if len(self.arc_rows) == 0:
            return np.zeros(0, dtype=np.int64)
        length = np.maximum.reduceat(
            self.arc_weights + self.column_labels[self.arc_columns], self.arc_starts
        )
        higher = length > self.row_labels[self.arc_rows]
        risen = self.arc_rows[higher]
        self.row_labels[risen] = length[higher]
        return risen


class PathsToRow(_Search):
    """Longest residual paths that end in one row instead of the sink.

    Source and sink are one node here: what leaves the sink enters the source. Its label
    is raised by rows that could take a unit more and columns that could give one back.
    """

    def __init__(
        self,
        problem: PairingProblem,
        rows: Integers,
        columns: Integers,
        target: int,
        held: Held = None,
    ) -> None:
        used = _usage(problem, rows, columns, held)
        row_labels = np.full(problem.shape[0], BOTTOM, dtype=np.int64)
        row_labels[target] = 0
        column_labels = np.full(problem.shape[1], BOTTOM, dtype=np.int64)
        super().__init__(problem, used, row_labels, column_labels)
        self.target = target

    def check_ends(self) -> None:
        """Nothing to compare with: the labels are not prices."""

    def length_from(self, column: int) -> int | None:
        """Length of the longest path from ``column``; ``None`` if there is none."""
        self.run()
        end = BOTTOM
        while (higher := self._end_label()) > end:
            end = higher
            self.settle(self._leave_end(end))
        label = int(self.column_labels[column])
        return None if label <= BOTTOM // 2 else label

    def _end_label(self) -> int:
        """The best way from source and sink."""
        problem, used = self.problem, self.used
        spare = used.row_used < problem.row_capacity
        entry = self.row_labels + np.where(used.row_used == 0, problem.bonus, 0)
        given = used.column_used > 0
        back = self.column_labels - np.where(used.column_used == 1, problem.bonus, 0)
        lengths = np.concatenate([entry[spare], back[given]])
        return int(lengths.max()) if len(lengths) else BOTTOM

    def _leave_end(self, end: int) -> Integers:
        """Pass the label of source and sink on; the columns that rose."""
        used = self.used
        if end <= BOTTOM // 2:
            return np.zeros(0, dtype=np.int64)
        paired = np.flatnonzero(used.row_used > 0)
        length = end - used.loss[paired]
        risen = paired[length > self.row_labels[paired]]
        self.row_labels[risen] = end - used.loss[risen]
        self.row_parent[risen] = -1
        by_pairs = self.raise_columns(risen)
        reached = np.where(used.gain > BOTTOM, used.gain + end, BOTTOM)
        higher = np.flatnonzero(reached > self.column_labels)
        self.column_labels[higher] = reached[higher]
        self.column_parent[higher] = -1
        return np.union1d(by_pairs, higher)
