"""What it would cost to pair somebody who has no pairing, or two given people.

Without requirements beyond pairs the proof's own prices tell it, for everybody at once. With
them the cohort is solved again with that pairing asked for too; which is done only where
that is quick. Under ``fairest`` a cost in people, pairings and points would not say what
is lost, so none is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from rmatch.assign import PairingProblem, force_pair, unmatched_costs
from rmatch.assign.errors import RowsInfeasible
from rmatch.assign.rows import LinearRow, PairSet
from rmatch.explain.costs import Cost

if TYPE_CHECKING:
    from rmatch.solved import Solved

__all__ = ["Forcing"]

# Pairs up to which, and people for whom, solving again is quick.
QUICK_PAIRS = 10_000
QUICK_PEOPLE = 20

Change = tuple[int, ...]


class Forcing:
    """The costs of one result; worked out when first asked for."""

    def __init__(self, solved: Solved) -> None:
        self.solved = solved
        self._unmatched: dict[str, Mapping[int, Change | None]] | None = None

    def person(self, side: str, index: int) -> Cost | None:
        """Of any pairing for one person who has none; ``None`` where it is not known."""
        if self._unmatched is None:
            self._unmatched = self._unmatched_costs()
        return self._cost(self._unmatched[side].get(index))

    def pair(self, row: int, column: int) -> Cost | None:
        """Of one pairing, whatever rule forbids it; ``None`` where it is not known."""
        solved = self.solved
        if solved.exactly_priced:
            score = int(solved.cohort.score[row, column])
            return self._cost(
                force_pair(solved.problem, solved.assignment, row, column, score=score)
            )
        if not self._quick:
            return None
        problem = solved.problem
        if not (problem.row_capacity[row] and problem.column_capacity[column]):
            return None
        # A forbidden pair is asked about as if the rules let it.
        asked = problem.score.copy()
        asked[row, column] = solved.cohort.score[row, column]
        height, width = problem.shape
        only = np.zeros((height, width), dtype=np.bool_)
        only[row, column] = True
        wanted = PairSet(np.ones(height, dtype=np.bool_), np.ones(width, dtype=np.bool_), only)
        return self._cost(self._again(replace(problem, score=asked), wanted))

    @property
    def _quick(self) -> bool:
        solved = self.solved
        return (
            solved.assignment.status == "optimal"
            and solved.cohort.policy.objective != "fairest"
            and solved.problem.score.size <= QUICK_PAIRS
        )

    def _cost(self, change: Change | None) -> Cost | None:
        return None if change is None else Cost.of(self.solved.problem.levels, change)

    def _unmatched_costs(self) -> dict[str, Mapping[int, Change | None]]:
        solved = self.solved
        if solved.exactly_priced:
            found = unmatched_costs(solved.problem, solved.assignment)
            return {"junior": found.rows, "senior": found.columns}
        juniors = np.flatnonzero((solved.junior_load == 0) & (solved.problem.row_capacity > 0))
        seniors = np.flatnonzero((solved.senior_load == 0) & (solved.problem.column_capacity > 0))
        usable = solved.problem.usable()
        juniors, seniors = (
            juniors[usable[juniors].any(axis=1)],
            seniors[usable[:, seniors].any(axis=0)],
        )
        if not self._quick or len(juniors) + len(seniors) > QUICK_PEOPLE:
            return {"junior": {}, "senior": {}}
        height, width = solved.problem.shape
        every_row, every_column = np.ones(height, dtype=np.bool_), np.ones(width, dtype=np.bool_)
        return {
            "junior": {
                i: self._again(solved.problem, PairSet(np.arange(height) == i, every_column))
                for i in juniors.tolist()
            },
            "senior": {
                j: self._again(solved.problem, PairSet(every_row, np.arange(width) == j))
                for j in seniors.tolist()
            },
        }

    def _again(self, problem: PairingProblem, wanted: PairSet) -> Change | None:
        """The change in each level if a pair of the set has to be chosen too."""
        from rmatch.assign.constrained import solve_constrained

        solved = self.solved
        rows = (*solved.cohort.requirements.rows, LinearRow(((-1, wanted),), -1))
        try:
            forced = solve_constrained(problem, rows)
        except RowsInfeasible:
            return None
        return tuple(
            new - old for old, new in zip(solved.assignment.value, forced.value, strict=True)
        )
