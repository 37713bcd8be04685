"""One level of ``fairest`` under linear rows, as a programme over the pairs left.

Variables are the pairs, one more for each pair of a column with several places (it says
that the pair is the column's best), and one for each row with several places (it says
that the row has a pairing).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from rmatch.assign import hungarian
from rmatch.assign.fairest.programme import Programme, Proof
from rmatch.assign.fairest.result import rough
from rmatch.assign.problem import Integers, PairingProblem
from rmatch.assign.rows import LinearRow

__all__ = ["Level", "Pairs", "Settled"]

# How many bent scores there are in a level's second aim.
ROUGH = 1000


@dataclass
class Settled:
    """What all matchings have that are as good as the one at hand.

    Attributes
    ----------
    people, pairings
        The first two levels: at least so many people, at most so many pairings.
    crowned
        The number of columns with a pairing, once it is settled.
    counts
        Best scores to the number of columns that have them.
    reached
        The highest best score that is settled.
    """

    people: int
    pairings: int
    crowned: int = 0
    counts: dict[int, int] = field(default_factory=dict)
    reached: int = -1


@dataclass(frozen=True, eq=False)
class Pairs:
    """The pairs that a matching as good as the one at hand may have.

    Attributes
    ----------
    rows, columns, scores
        One entry a pair.
    single, several
        bool: the row has one place only; the column has more than one.
    best
        bool: the pair may be its column's best.
    """

    rows: Integers
    columns: Integers
    scores: Integers
    single: NDArray[np.bool_]
    several: NDArray[np.bool_]
    best: NDArray[np.bool_]

    @classmethod
    def of(cls, problem: PairingProblem) -> Pairs:
        row_places, column_places = hungarian.copies(problem)
        rows, columns = (one.astype(np.int64) for one in np.nonzero(problem.usable()))
        return cls(
            rows,
            columns,
            problem.score[rows, columns].astype(np.int64),
            row_places[rows] == 1,
            column_places[columns] > 1,
            np.ones(len(rows), dtype=bool),
        )

    def without_best(self, excluded: NDArray[np.bool_]) -> Pairs:
        """The same if these are no column's best; in a column of one place they go."""
        best = self.best & ~excluded
        return replace(self, best=best).where(best | self.several)

    def where(self, kept: NDArray[np.bool_]) -> Pairs:
        """Some of the pairs."""
        return Pairs(
            self.rows[kept],
            self.columns[kept],
            self.scores[kept],
            self.single[kept],
            self.several[kept],
            self.best[kept],
        )


class Level:
    """The programme of the matchings that keep all settled levels.

    Attributes
    ----------
    pairs
        Their places are the numbers of the programme's first variables.
    crowns
        For each pair the variable that says that it is its column's best, -1 if it may
        not be; the pair's own where the column has one place.
    """

    def __init__(
        self,
        problem: PairingProblem,
        limits: Sequence[LinearRow],
        pairs: Pairs,
        settled: Settled,
    ) -> None:
        self.pairs = pairs
        size = len(pairs.rows)
        self.programme = Programme(size)
        self.crowns = np.where(pairs.several, -1, np.arange(size))
        shared = np.flatnonzero(pairs.several & pairs.best)
        self.crowns[shared] = self.programme.variable(len(shared))
        # A pair that is not chosen is no column's best.
        each = np.arange(len(shared))
        self.programme.rows(
            np.concatenate([each, each]),
            np.concatenate([shared, self.crowns[shared]]),
            np.repeat([-1, 1], len(shared)),
            np.zeros(len(shared), dtype=np.int64),
        )
        self._at_most(pairs.rows, np.arange(size), problem.row_capacity)
        self._at_most(pairs.columns, np.arange(size), problem.column_capacity)
        one = np.ones(problem.shape[1], dtype=np.int64)
        self._at_most(pairs.columns[shared], self.crowns[shared], one)
        self._people(settled)
        for score, count in settled.counts.items():
            self.programme.row(self.crowns[self._at(score)], 1, count)
        for limit in limits:
            found = limit.coefficients(pairs.rows, pairs.columns)
            some = np.flatnonzero(found)
            # The matching at hand keeps every row, so one without pairs holds.
            self.programme.row(some, found[some], limit.limit)

    def _at_most(self, owners: Integers, numbers: Integers, most: Integers) -> None:
        people, places = np.unique(owners, return_inverse=True)
        self.programme.rows(places, numbers, 1, most[people])

    def _people(self, settled: Settled) -> None:
        """As many people and as few pairings as the first matching has."""
        pairs, programme = self.pairs, self.programme
        many = np.flatnonzero(~pairs.single)
        owners, places = np.unique(pairs.rows[many], return_inverse=True)
        paired = programme.variable(len(owners))
        programme.rows(
            np.concatenate([places, np.arange(len(owners))]),
            np.concatenate([many, paired]),
            np.repeat([-1, 1], [len(many), len(owners)]),
            np.zeros(len(owners), dtype=np.int64),
        )
        crowns = self.crowns[self.crowns >= 0]
        people, counted = np.unique(
            np.concatenate([crowns, np.flatnonzero(pairs.single), paired]), return_counts=True
        )
        programme.row(people, -counted, -settled.people)
        programme.row(crowns, -1, -settled.crowned)
        programme.row(np.arange(len(pairs.rows)), 1, settled.pairings)

    def _at(self, score: int) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = (self.crowns >= 0) & (self.pairs.scores == score)
        return found

    def chosen(self, values: Integers) -> tuple[Integers, Integers]:
        """The pairs of an answer."""
        pairs = np.flatnonzero(values[: len(self.pairs.rows)])
        return self.pairs.rows[pairs], self.pairs.columns[pairs]

    def values_of(self, rows: Integers, columns: Integers) -> Integers:
        """A matching as values of the variables of pairs and of best scores."""
        mine = self.pairs
        width = int(mine.columns.max(initial=-1)) + 1
        pairs = np.searchsorted(mine.rows * width + mine.columns, rows * width + columns)
        found = np.zeros(self.programme.variables, dtype=np.int64)
        found[pairs] = 1
        order = pairs[np.lexsort((-mine.scores[pairs], ~mine.best[pairs], columns))]
        best = order[np.diff(mine.columns[order], prepend=-1) != 0]
        found[self.crowns[best]] = 1
        return found

    def without_needless(self, proof: Proof, cost: int) -> Pairs:
        """The pairs without those that no matching with that cost has."""
        needless = proof.needless(cost)
        crown = self.pairs.several & (self.crowns >= 0)
        no_best = np.zeros(len(crown), dtype=bool)
        no_best[crown] = needless[self.crowns[crown]]
        kept = ~needless[: len(crown)]
        return replace(self.pairs, best=self.pairs.best & ~no_best).where(kept)

    # -- what a level keeps low

    def paired_columns(self) -> Integers:
        """The columns with a pairing, negated."""
        return self._cost(self.crowns[self.crowns >= 0], -1)

    def columns_at(self, score: int) -> Integers:
        """The columns whose best score is this."""
        return self._cost(self.crowns[self._at(score)], 1)

    def lifted(self) -> Integers:
        """How far the best scores are from the highest, bent and rough."""
        chosen = self.crowns >= 0
        return self._cost(self.crowns[chosen], ROUGH - rough(self.pairs.scores[chosen], ROUGH))

    def points(self) -> Integers:
        """The total, negated."""
        return self._cost(np.arange(len(self.pairs.rows)), -self.pairs.scores)

    def _cost(self, variables: Integers, factors: Integers | int) -> Integers:
        found = np.zeros(self.programme.variables, dtype=np.int64)
        found[variables] = factors
        return found
