"""What decisions cost: the optimum as if they had not been made, minus the one with them.

All of them together are one more optimum; so are those that hold a pairing. Of one alone the
residual graph of the result tells how much it could gain without that one, and for many at
once (:mod:`rmatch.assign.alternatives`). It knows nothing of requirements, of places that only
an override gives, or of fairness: with those it is solved again.

What holds a pairing is priced by itself, given what is not to be paired, whoever forbade that:
nothing about it tells a veto from a rule, and so files may state it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rmatch.assign import Assignment, build_problem
from rmatch.assign.alternatives import force_pairs, release_pairs
from rmatch.assign.errors import RowsInfeasible
from rmatch.cohort import Cohort
from rmatch.decided import held_mask
from rmatch.errors import TimeLimitError
from rmatch.progress import DECISIONS, Progress, silent
from rmatch.roster.decisions import Decision
from rmatch.solved import Loss, Solved, best, loss

__all__ = ["DecisionCost", "DecisionCosts", "decision_costs"]

# Decisions of a kind for which it is solved again, and how many pairs are looked at in doing so:
# many where the Hungarian method is enough.
MOST_AGAIN = 40
CELLS_AGAIN = 40_000_000
ROWS_CELLS_AGAIN = 200_000

NOTHING = Loss(0, 0)

# In each level, and whether it is exact.
Changed = tuple[tuple[int, ...] | None, bool]


@dataclass(frozen=True, slots=True)
class DecisionCost:
    """What one decision costs, all others left as they are; ``None`` where nobody knows."""

    decision: Decision
    lost: Loss | None


@dataclass(frozen=True, slots=True)
class DecisionCosts:
    """What decisions cost.

    Attributes
    ----------
    together
        All of them; ``None`` if the result is not proven optimal, or if without them the
        requirements cannot be kept. Never for a file: it tells that pairs were vetoed.
    held_together
        Those that hold a pairing, given what is not to be paired; likewise.
    each
        Every decision about people who take part, in the order of the decisions.
    """

    together: Loss | None
    held_together: Loss | None
    each: tuple[DecisionCost, ...]


def decision_costs(
    solved: Solved, *, time_limit: float | None = None, progress: Progress = silent
) -> DecisionCosts:
    """What all decisions cost together, those that hold a pairing, and each alone.

    Parameters
    ----------
    solved
        The cohort and its pairings.
    time_limit
        Seconds for each time that it is solved again.
    progress
        Told of how many decisions are known.

    Notes
    -----
    Costs are exact. Where more than a few decisions would have to be solved for, in a large
    cohort, the later ones have none.
    """
    return _Pricing(solved, time_limit, progress).costs()


class _Pricing:
    def __init__(self, solved: Solved, time_limit: float | None, progress: Progress) -> None:
        self.solved, self.cohort = solved, solved.cohort
        self.time_limit, self.progress = time_limit, progress
        self.here = [
            one
            for one in self.cohort.decisions.decisions
            if one.junior_id in self.cohort.junior_index
            and one.senior_id in self.cohort.senior_index
        ]
        self.mask = held_mask(self.cohort.held, self.cohort.legal.shape)
        # A pairing that only an override lets be made is gone without it.
        self.overriding = {one.decision for one in self.cohort.held if one.overrides}
        self.known = 0
        self.proven = solved.assignment.status == "optimal"
        self.fairest = self.cohort.policy.objective == "fairest"

    def costs(self) -> DecisionCosts:
        self.progress(DECISIONS)
        held = [one.decision for one in self.cohort.held]
        forbidden = [one for one in self.here if not one.holds]
        found: dict[Decision, Loss | None] = dict.fromkeys(self.here)
        held_together, costs = self._of_kind(held, held)
        found |= costs
        together = held_together
        if forbidden:
            together, costs = self._of_kind(forbidden, self.here)
            found |= costs
        return DecisionCosts(
            together, held_together, tuple(DecisionCost(*item) for item in found.items())
        )

    def _of_kind(
        self, some: Sequence[Decision], dropped: Sequence[Decision]
    ) -> tuple[Loss | None, dict[Decision, Loss | None]]:
        """What all that are dropped cost, and each of some of them."""
        if not self.proven or not dropped:
            return (NOTHING if self.proven else None), dict.fromkeys(some)
        cohort = self.cohort.without_decisions(dropped)
        # Pairs that a veto forbids no longer may bring requirements about them.
        plain = not self.cohort.requirements and not cohort.requirements
        without = self._best(cohort)
        together = None if without is None else loss(without, self.solved.assignment)
        if plain and self._nothing_gained(without):
            self.known += len(some)
            return together, dict.fromkeys(some, NOTHING)
        return together, self._each(some, plain=plain)

    def _nothing_gained(self, without: Assignment | None) -> bool:
        """Whether none alone can cost anything, as all together do not.

        Only where each alone leaves no more room than all together, and no less than none.
        """
        nested = not self.overriding
        same = without is not None and without.value == self.solved.assignment.value
        return nested and same and not self.fairest

    def _each(self, some: Sequence[Decision], *, plain: bool) -> dict[Decision, Loss | None]:
        found = dict.fromkeys(some) | dict(self._by_paths(some, plain=plain))
        self.known += sum(lost is not None for lost in found.values())
        left = [one for one, lost in found.items() if lost is None]
        for one in left[: self._most_again(plain=plain)]:
            self.progress(DECISIONS, self.known, len(self.here))
            without = self._best(self.cohort.without_decisions([one]))
            if without is not None:
                found[one] = loss(without, self.solved.assignment)
            self.known += 1
        return found

    def _most_again(self, *, plain: bool) -> int:
        """For how many decisions it is quick to solve again."""
        cohort = self.cohort
        # Held pairings of people with more places need the integer programme.
        unit = bool((cohort.junior_capacity <= 1).all() and (cohort.senior_capacity <= 1).all())
        cells = CELLS_AGAIN if plain and unit and not self.fairest else ROWS_CELLS_AGAIN
        return min(MOST_AGAIN, cells // max(cohort.score.size, 1))

    def _best(self, cohort: Cohort) -> Assignment | None:
        """The optimum of the cohort without some decisions, if there is one that is proven."""
        try:
            without, _ = best(
                cohort, cohort.policy.objective, solver="auto", time_limit=self.time_limit
            )
        except (RowsInfeasible, TimeLimitError):
            return None
        return without if without.status == "optimal" else None

    # -- without solving again -----------------------------------------------------------------

    def _by_paths(
        self, some: Sequence[Decision], *, plain: bool
    ) -> Iterator[tuple[Decision, Loss]]:
        """What the residual graph tells; with requirements only what costs nothing without them.

        That costs nothing with them either, as the result keeps them and could stay.
        """
        free = {one for one in some if not one.holds and self._forbidden_anyway(one)}
        yield from ((one, NOTHING) for one in some if one in free)
        if self.solved.assignment is not self.solved.free or self.fairest:
            return
        asked = [one for one in some if one not in free and self._all_else_stays(one)]
        held = [one for one in asked if one.holds]
        forbidden = [one for one in asked if not one.holds]
        changes = (*self._released(held), *self._forced(forbidden))
        for one, (change, exact) in zip((*held, *forbidden), changes, strict=True):
            forced = one in self.overriding
            lost = self._loss(change, exact=exact, forced=forced)
            if lost is not None and (plain or (lost == NOTHING and not forced)):
                yield one, lost

    def _forbidden_anyway(self, decision: Decision) -> bool:
        """Whether a veto is of a pair that may not be made without it: by a rule, or a hold."""
        cohort, (row, column) = self.cohort, self._place(decision)
        if not cohort.legal_undecided(row, column):
            return True
        places = cohort.junior_capacity[row], cohort.senior_capacity[column]
        full = self.mask[row].sum() >= places[0] or self.mask[:, column].sum() >= places[1]
        # Even a partner who is taken makes a least load be asked.
        return bool(full) and self._all_else_stays(decision)

    def _all_else_stays(self, decision: Decision) -> bool:
        """Whether places stay without a hold, and without a veto who is asked for a least load."""
        cohort, solved, (row, column) = self.cohort, self.solved, self._place(decision)
        two = cohort.juniors[row], cohort.seniors[column]
        if decision.holds:
            places = cohort.junior_capacity[row], cohort.senior_capacity[column]
            return places == tuple(person.capacity for person in two)
        loads = solved.junior_load[row], solved.senior_load[column]
        return all(load or not person.min_load for load, person in zip(loads, two, strict=True))

    def _released(self, some: Sequence[Decision]) -> Iterator[Changed]:
        """The change without each hold alone, when all legal partners of the two are open."""
        if not some:
            return iter(())
        cohort = self.cohort
        problem = build_problem(
            cohort.legal_score,
            cohort.junior_capacity,
            cohort.senior_capacity,
            objective=cohort.policy.objective,
            fill=cohort.policy.fill,
        )
        rows, columns = self._places(some)
        found = self.solved.assignment
        changed = release_pairs(problem, found, rows, columns, held=self.mask, told=self._tell)
        return zip(changed.changes, changed.exact.tolist(), strict=True)

    def _forced(self, some: Sequence[Decision]) -> Iterator[Changed]:
        """The change if each vetoed pair had to be made."""
        rows, columns = self._places(some)
        changed = force_pairs(
            self.solved.problem,
            self.solved.assignment,
            rows,
            columns,
            scores=self.cohort.score[rows, columns].astype(np.int64),
            held=self.mask,
            told=self._tell,
        )
        return zip(changed.changes, changed.exact.tolist(), strict=True)

    def _tell(self, done: int, _of: int) -> None:
        self.progress(DECISIONS, self.known + done, len(self.here))

    def _places(self, some: Sequence[Decision]) -> NDArray[np.int64]:
        return np.array([self._place(one) for one in some], dtype=np.int64).reshape(-1, 2).T

    def _loss(self, change: tuple[int, ...] | None, *, exact: bool, forced: bool) -> Loss | None:
        """What the whole would gain by a change that is made if it gains, or if it has to be.

        ``None`` where it is not known; under best-total optima of equal points may have more
        people or fewer.
        """
        levels = self.solved.problem.levels
        signs = [-1 if level == "pairings" else 1 for level in levels]
        gain = None if change is None else [s * c for s, c in zip(signs, change, strict=True)]
        if not forced and (gain is None or gain <= [0] * len(gain)):
            return NOTHING
        if change is None or not exact or "people" not in levels:
            return None
        gained = dict(zip(levels, change, strict=True))
        return Loss(gained["people"], gained["points"])

    def _place(self, decision: Decision) -> tuple[int, int]:
        cohort = self.cohort
        return cohort.junior_index[decision.junior_id], cohort.senior_index[decision.senior_id]
