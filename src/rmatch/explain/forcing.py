"""What it would cost to pair somebody who has no pairing, or two given people.

Without requirements beyond pairs the proof's own prices tell it, for everybody at once. With
them the cohort is solved again with that pairing asked for too; which is done only where
that is quick. Under ``fairest`` a cost in people, pairings and points would not say what
is lost, so none is given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rmatch.assign import (
    Assignment,
    PairingProblem,
    build_problem,
    force_pair,
    solve,
    unmatched_costs,
)
from rmatch.assign.alternatives import force_pairs
from rmatch.assign.errors import RowsInfeasible
from rmatch.assign.rows import LinearRow, PairSet
from rmatch.decided import held_mask
from rmatch.explain.costs import Cost

if TYPE_CHECKING:
    from rmatch.solved import Solved

__all__ = ["Forcing", "Told"]

# Pairs up to which, and people for whom, solving again is quick.
QUICK_PAIRS = 10_000
QUICK_PEOPLE = 20

Change = tuple[int, ...]
Pair = tuple[int, int]


class Told(NamedTuple):
    """What is known of the cost of forcing one pairing, and how.

    Attributes
    ----------
    cost
        ``None`` where it is not known, or where there can be no such pairing.
    how
        ``"prices"`` (exact, from the proof's prices), ``"again"`` (exact, by solving again) or
        ``"least"`` (no more than a bound); without a cost the reason: ``"no-place"``,
        ``"held"`` (a decision holds all places of one of the two), ``"no-room"`` (what is
        required leaves none), ``"required"`` (too long to work out with what is required),
        ``"unproven"`` or ``"fairest"``.
    """

    cost: Cost | None
    how: str


class Forcing:
    """The costs of one result; worked out when first asked for."""

    def __init__(self, solved: Solved) -> None:
        self.solved = solved
        self._people: dict[str, Mapping[int, Cost | None]] = {}
        self._again_for_people = False

    def person(self, side: str, index: int) -> Cost | None:
        """Of any pairing for one person who has none; ``None`` where it is not known."""
        return self._of(side).get(index)

    def shut_out(self, side: str, index: int) -> bool:
        """Whether it is known that the requirements leave a person without a pairing no place."""
        found = self._of(side)
        return self._again_for_people and index in found and found[index] is None

    def told_of_person(self, side: str, index: int) -> Told:
        """:meth:`person`, with how it is known; of somebody who has a place and a legal pair."""
        cost = self.person(side, index)
        if cost is not None:
            exact = "again" if self._again_for_people else "prices"
            return Told(cost, "least" if cost.at_least else exact)
        if self.shut_out(side, index):
            return Told(None, "no-room")
        if self.solved.cohort.policy.objective == "fairest":
            return Told(None, "fairest")
        return Told(None, "unproven" if self.solved.assignment.status != "optimal" else "required")

    def pair(self, row: int, column: int) -> Told:
        """Of one pairing, whatever rule forbids it."""
        solved, problem, cohort = self.solved, self.solved.problem, self.solved.cohort
        if not (problem.row_capacity[row] and problem.column_capacity[column]):
            return Told(None, "no-place")
        if self._taken(row, column):
            return Told(None, "held")
        if cohort.policy.objective == "fairest":
            return Told(None, "fairest")
        if solved.assignment.status != "optimal":
            return Told(None, "unproven")
        if self._quick:
            cost = self._pair_again(row, column)
            return Told(cost, "no-room" if cost is None else "again")
        legal = problem.score[row, column] >= 0
        if legal:
            cost = self.by_prices([(row, column)])[row, column]
        else:
            cost = self._forbidden_pair(row, column)
        if cost is None:
            return Told(None, "required" if self._base else "unproven")
        return Told(cost, "least" if cost.at_least else "prices")

    def _taken(self, row: int, column: int) -> bool:
        """Whether decisions hold all places of one of the two, for others."""
        problem, held = self.solved.problem, [one.pair for one in self.solved.cohort.held]
        if (row, column) in held:
            return False
        juniors, seniors = [one for one, _ in held], [one for _, one in held]
        return bool(
            juniors.count(row) >= problem.row_capacity[row]
            or seniors.count(column) >= problem.column_capacity[column]
        )

    def _pair_again(self, row: int, column: int) -> Cost | None:
        """By solving again; a forbidden pair is asked about as if the rules let it."""
        solved, problem = self.solved, self.solved.problem
        asked = problem.score.copy()
        asked[row, column] = solved.cohort.score[row, column]
        height, width = problem.shape
        only = np.zeros((height, width), dtype=np.bool_)
        only[row, column] = True
        wanted = PairSet(np.ones(height, dtype=np.bool_), np.ones(width, dtype=np.bool_), only)
        policy = solved.cohort.policy
        again = build_problem(
            asked,
            problem.row_capacity,
            problem.column_capacity,
            objective=policy.objective,
            fill=policy.fill,
        )
        return self._again(again, wanted)

    def _forbidden_pair(self, row: int, column: int) -> Cost | None:
        """From the prices, of a pair that a rule forbids, as if the rules let it."""
        base, problem, cohort = self._base, self.solved.problem, self.solved.cohort
        if base is None:
            return None
        change = force_pair(problem, base, row, column, score=int(cohort.score[row, column]))
        at_least = bool(cohort.requirements) or not cohort.holds_by_itself
        return None if change is None else self._beside(base, change, at_least=at_least)

    def _beside(self, base: Assignment, change: Change, *, at_least: bool) -> Cost | None:
        """What the matching loses, from what an optimum without requirements does."""
        kept = self.solved.assignment.value
        levels = zip(change, base.value, kept, strict=True)
        whole = [forced + free - held for forced, free, held in levels]
        cost = Cost.of(self.solved.problem.levels, whole, at_least=at_least)
        # A bound that allows for no loss at all tells nothing.
        known = not at_least or (cost.people, cost.pairings, cost.points) > (0, 0, 0)
        return cost if known else None

    def by_prices(self, pairs: Sequence[Pair]) -> Mapping[Pair, Cost | None]:
        """Of many pairs, each by itself, from the prices of an optimum without requirements.

        They tell it exactly where nothing is required. With requirements they tell what it
        costs at least: what the forced optimum without them lacks of the matching. ``None``
        where they tell nothing, or where the problem forbids the pair.
        """
        costs: dict[Pair, Cost | None] = dict.fromkeys(pairs)
        base = self._base
        if base is None:
            return costs
        problem, cohort = self.solved.problem, self.solved.cohort
        rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        held = held_mask(cohort.held, problem.shape)
        # What an optimum does not hold by itself is one thing more that is required.
        holds = bool(held[base.rows, base.columns].sum() == len(cohort.held))
        forced = force_pairs(problem, base, rows, columns, held=held if holds else None)
        for pair, change, exact in zip(pairs, forced.changes, forced.exact.tolist(), strict=True):
            if change is not None:
                at_least = bool(cohort.requirements) or not (holds and exact)
                costs[pair] = self._beside(base, change, at_least=at_least)
        return costs

    @cached_property
    def _base(self) -> Assignment | None:
        """An optimum of the problem without requirements, with its prices; None if unproven."""
        solved = self.solved
        if solved.assignment.status != "optimal" or solved.cohort.policy.objective == "fairest":
            return None
        base = solved.free if solved.cohort.holds_by_itself else solve(solved.problem)
        return base if base.status == "optimal" else None

    def _of(self, side: str) -> Mapping[int, Cost | None]:
        if not self._people:
            self._people = self._unmatched()
        return self._people[side]

    @property
    def _quick(self) -> bool:
        """Whether prices do not tell all, and solving again is quick."""
        solved = self.solved
        return (
            (bool(solved.cohort.requirements) or not solved.cohort.holds_by_itself)
            and solved.assignment.status == "optimal"
            and solved.cohort.policy.objective != "fairest"
            and solved.problem.score.size <= QUICK_PAIRS
        )

    def _cost(self, change: Change | None) -> Cost | None:
        """From the prices, which know nothing of requirements."""
        if change is None:
            return None
        at_least = bool(self.solved.cohort.requirements)
        return Cost.of(self.solved.problem.levels, change, at_least=at_least)

    def _unmatched(self) -> dict[str, Mapping[int, Cost | None]]:
        solved, problem = self.solved, self.solved.problem
        usable = problem.usable()
        juniors = np.flatnonzero((solved.junior_load == 0) & usable.any(axis=1)).tolist()
        seniors = np.flatnonzero((solved.senior_load == 0) & usable.any(axis=0)).tolist()
        if self._quick and len(juniors) + len(seniors) <= QUICK_PEOPLE:
            self._again_for_people = True
            height, width = problem.shape
            every_row, every_column = np.ones(height, dtype=bool), np.ones(width, dtype=bool)
            rows, columns = np.arange(height), np.arange(width)
            return {
                "junior": {
                    i: self._again(problem, PairSet(rows == i, every_column)) for i in juniors
                },
                "senior": {
                    j: self._again(problem, PairSet(every_row, columns == j)) for j in seniors
                },
            }
        if not solved.priced_freely:
            return {"junior": {}, "senior": {}}
        found = unmatched_costs(problem, solved.assignment)
        return {
            "junior": {i: self._cost(change) for i, change in found.rows.items()},
            "senior": {j: self._cost(change) for j, change in found.columns.items()},
        }

    def _again(self, problem: PairingProblem, wanted: PairSet) -> Cost | None:
        """What is lost if a pair of the set has to be chosen too; ``None``: it cannot be."""
        from rmatch.assign.constrained import solve_constrained

        solved = self.solved
        cohort = solved.cohort
        rows = (*cohort.requirements.rows, *cohort.held_rows, LinearRow(((-1, wanted),), -1))
        try:
            forced = solve_constrained(problem, rows)
        except RowsInfeasible:
            return None
        values = zip(solved.assignment.value, forced.value, strict=True)
        return Cost.of(problem.levels, [new - old for old, new in values])
