"""What it would cost to pair somebody who has no pairing, or two given people.

Without requirements beyond pairs the proof's own prices tell it, for everybody at once; what
decisions hold stays. With requirements the cohort is solved again with that pairing asked for
too; which is done only where that is quick. Under ``fairest`` a cost in people, pairings and
points would not say what is lost, so none is given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rmatch.assign import (
    Assignment,
    PairingProblem,
    build_problem,
    force_pair,
    unmatched_costs,
)
from rmatch.assign.alternatives import force_pairs
from rmatch.assign.errors import RowsInfeasible
from rmatch.assign.rows import LinearRow, PairSet
from rmatch.decided import held_mask
from rmatch.explain.costs import Cost
from rmatch.explain.sentences import UNKNOWN, kept
from rmatch.explain.wording import called
from rmatch.progress import ALTERNATIVES, Progress, silent

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
        ``"least"`` (no more than a bound); without a cost the reason: ``"never"`` (nothing
        may force it), ``"no-place"``, ``"held"`` (decisions hold all places of one of the two),
        ``"no-room"`` (what is required leaves none), ``"long"`` (it takes long to work out),
        ``"unproven"`` or ``"fairest"``.
    why
        That reason in words; empty where there is a cost.
    """

    cost: Cost | None
    how: str
    why: str = ""

    @classmethod
    def unknown(cls, how: str) -> Told:
        """No cost, for one of the reasons that have words."""
        return cls(None, how, UNKNOWN[how])


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
        return Told.unknown("no-room" if self.shut_out(side, index) else self._why)

    def pair(self, row: int, column: int) -> Told:
        """Of one pairing, whatever rule forbids it."""
        problem, cohort = self.solved.problem, self.solved.cohort
        if not (problem.row_capacity[row] and problem.column_capacity[column]):
            return Told.unknown("no-place")
        if closed := self._closed((row, column)):
            return closed
        if self._base is None:
            return Told.unknown(self._why)
        if self._quick:
            cost = self._pair_again(row, column)
            return Told.unknown("no-room") if cost is None else Told(cost, "again")
        if cohort.legal[row, column]:
            return self.by_prices([(row, column)])[row, column]
        return self._by_price(self._forbidden_pair(row, column))

    @property
    def _why(self) -> str:
        """Why prices tell nothing."""
        if self.solved.cohort.policy.objective == "fairest":
            return "fairest"
        return "unproven" if self._base is None else "long"

    def _by_price(self, cost: Cost | None) -> Told:
        if cost is None:
            return Told.unknown(self._why)
        return Told(cost, "least" if cost.at_least else "prices")

    def _kept(self, row: int, column: int) -> str:
        """Whom decisions hold in all their places, of two who are not paired, in words."""
        problem, cohort = self.solved.problem, self.solved.cohort
        two = (
            ("junior", row, cohort.juniors[row], problem.row_capacity[row]),
            ("senior", column, cohort.seniors[column], problem.column_capacity[column]),
        )
        told = [
            kept(called(cohort.roster, person), partners)
            for side, index, person, places in two
            if len(partners := self._partners.get((side, index), [])) >= places > 0
        ]
        return ", and ".join(told)

    @cached_property
    def _partners(self) -> Mapping[tuple[str, int], list[str]]:
        """The names of those with whom decisions hold somebody, by role and position."""
        cohort = self.solved.cohort
        found: dict[tuple[str, int], list[str]] = {}
        for one in cohort.held:
            junior, senior = cohort.juniors[one.row], cohort.seniors[one.column]
            found.setdefault(("junior", one.row), []).append(called(cohort.roster, senior))
            found.setdefault(("senior", one.column), []).append(called(cohort.roster, junior))
        return found

    @cached_property
    def _held(self) -> NDArray[np.bool_]:
        return held_mask(self.solved.cohort.held, self.solved.problem.shape)

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
        base, cohort = self._base, self.solved.cohort
        if base is None:
            return None
        score = int(cohort.score[row, column])
        change = force_pair(self.solved.problem, base, row, column, score=score, held=self._held)
        at_least = bool(cohort.requirements)
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

    def by_prices(
        self, pairs: Sequence[Pair], *, progress: Progress = silent
    ) -> Mapping[Pair, Told]:
        """Of many legal pairs, each by itself, from the prices of an optimum without requirements.

        They tell it exactly where nothing is required. With requirements, or where it takes too
        long, they tell what it costs at least: what the forced optimum without them lacks of the
        matching. ``progress`` is told how many are known.
        """
        base = self._base
        if base is None:
            return {pair: self._closed(pair) or Told.unknown(self._why) for pair in pairs}
        rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        forced = force_pairs(
            self.solved.problem,
            base,
            rows,
            columns,
            held=self._held,
            told=lambda done, of: progress(ALTERNATIVES, done, of),
        )
        costs: dict[Pair, Told] = {}
        for pair, change, exact in zip(pairs, forced.changes, forced.exact.tolist(), strict=True):
            if change is None:
                costs[pair] = self._closed(pair) or Told.unknown("no-place")
                continue
            at_least = bool(self.solved.cohort.requirements) or not exact
            costs[pair] = self._by_price(self._beside(base, change, at_least=at_least))
        return costs

    def _closed(self, pair: Pair) -> Told | None:
        words = self._kept(*pair)
        return Told(None, "held", words) if words else None

    @cached_property
    def _base(self) -> Assignment | None:
        """The optimum without requirements that makes what is held; None if unproven."""
        solved = self.solved
        if solved.assignment.status != "optimal" or solved.cohort.policy.objective == "fairest":
            return None
        return solved.free if solved.free.status == "optimal" else None

    def _of(self, side: str) -> Mapping[int, Cost | None]:
        if not self._people:
            self._people = self._unmatched()
        return self._people[side]

    @property
    def _quick(self) -> bool:
        """Whether prices do not tell all, and solving again is quick."""
        solved = self.solved
        return (
            bool(solved.cohort.requirements)
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
        found = unmatched_costs(problem, solved.assignment, held=self._held)
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
