"""What decisions cost: the optimum as if they had not been made, minus the one with them.

All of them together are one more optimum. One alone is another, but mostly none has to be
solved for: if all together cost nothing, none does; and the prices behind a proof often show
at once that a held pairing belongs to an optimum anyway, or that a vetoed pair to none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rmatch.assign import Assignment, force_pair
from rmatch.assign.bound import matching_sum, upper_bound
from rmatch.assign.errors import RowsInfeasible
from rmatch.assign.problem import PairingProblem
from rmatch.decided import held_mask
from rmatch.errors import TimeLimitError
from rmatch.roster.decisions import Decision
from rmatch.solved import Loss, Solved, best, loss

__all__ = ["DecisionCost", "DecisionCosts", "decision_costs"]

# Decisions for which it is solved again, and how many pairs are looked at in doing so.
MOST_AGAIN = 40
CELLS_AGAIN = 40_000_000
ROWS_CELLS_AGAIN = 200_000

NOTHING = Loss(0, 0)


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
        requirements cannot be kept.
    each
        Every decision about people who take part, in the order of the decisions.
    """

    together: Loss | None
    each: tuple[DecisionCost, ...]


def decision_costs(solved: Solved, *, time_limit: float | None = None) -> DecisionCosts:
    """What all decisions cost together, and each alone.

    Parameters
    ----------
    solved
        The cohort and its pairings.
    time_limit
        Seconds for each time that it is solved again.

    Notes
    -----
    Costs are exact. Where more than a few decisions would have to be solved for, in a large
    cohort or with requirements, the later ones have none.
    """
    cohort = solved.cohort
    here = [
        decision
        for decision in cohort.decisions.decisions
        if decision.junior_id in cohort.junior_index and decision.senior_id in cohort.senior_index
    ]
    without = _without(solved, here, time_limit)
    together = None if without is None else loss(without, solved.assignment)
    # Only where each alone leaves no more room than all together, and no less than none.
    nested = not cohort.requirements and not any(one.overrides for one in cohort.held)
    same = without is not None and without.value == solved.assignment.value
    if same and nested and cohort.policy.objective != "fairest":
        return DecisionCosts(together, tuple(DecisionCost(one, NOTHING) for one in here))
    found: dict[Decision, Loss | None] = dict.fromkeys(here)
    if solved.assignment.status == "optimal":
        found |= dict.fromkeys(_free_of_charge(solved, here), NOTHING)
        found |= dict(_by_prices(solved, [one for one in here if found[one] is None]))
        left = [one for one in here if found[one] is None]
        for one in left[: _most_again(solved)]:
            found[one] = _cost(solved, [one], time_limit)
    return DecisionCosts(together, tuple(DecisionCost(one, lost) for one, lost in found.items()))


def _most_again(solved: Solved) -> int:
    """For how many decisions it is quick to solve again.

    Where prices alone prove the result, they mostly prove those without a decision as well.
    """
    cells = CELLS_AGAIN if _proven_by_prices(solved) else ROWS_CELLS_AGAIN
    return min(MOST_AGAIN, cells // max(solved.problem.score.size, 1))


def _proven_by_prices(solved: Solved) -> bool:
    """Whether prices prove the result without what is required, or held, beyond pairs."""
    problem, found = solved.problem, solved.assignment
    if found is not solved.free or solved.cohort.policy.objective == "fairest":
        return False
    bonus, malus = problem.bonus, problem.malus
    places = problem.row_capacity, problem.column_capacity
    limit = upper_bound(problem.score, *places, *found.prices, bonus=bonus, malus=malus)
    pairs = found.rows, found.columns
    return limit == matching_sum(problem.score, *pairs, bonus=bonus, malus=malus)


def _cost(solved: Solved, dropped: Sequence[Decision], time_limit: float | None) -> Loss | None:
    """Of some decisions, by solving without them."""
    without = _without(solved, dropped, time_limit)
    return None if without is None else loss(without, solved.assignment)


def _without(
    solved: Solved, dropped: Sequence[Decision], time_limit: float | None
) -> Assignment | None:
    """The optimum without some decisions, if there is one that is proven."""
    if solved.assignment.status != "optimal":
        return None
    cohort = solved.cohort.without_decisions(dropped)
    try:
        without, _ = best(cohort, cohort.policy.objective, solver="auto", time_limit=time_limit)
    except (RowsInfeasible, TimeLimitError):
        return None
    return without if without.status == "optimal" else None


def _free_of_charge(solved: Solved, decisions: Sequence[Decision]) -> Iterator[Decision]:
    """Vetoes of pairs that may not be made anyway: another rule forbids them, or a hold."""
    cohort = solved.cohort
    for decision in decisions:
        if not decision.holds:
            row, column = _place(solved, decision)
            without = cohort.without_decisions([decision])
            if without.open_score[row, column] < 0:
                yield decision


def _by_prices(
    solved: Solved, decisions: Sequence[Decision]
) -> Iterator[tuple[Decision, Loss | None]]:
    """What the proof's own prices tell; they know nothing of requirements.

    What costs nothing without these costs nothing with them, as the optimum keeps them.
    """
    if not _proven_by_prices(solved):
        return
    yield from ((one, NOTHING) for one in _fitting(solved))
    exact = solved.priced_freely and not solved.cohort.requirements
    for one in decisions:
        if not one.holds:
            lost = _of_veto(solved, one)
            if lost == NOTHING or exact:
                yield one, lost


def _of_veto(solved: Solved, decision: Decision) -> Loss | None:
    """What making the vetoed pair would gain the whole; None where people are no level of it."""
    row, column = _place(solved, decision)
    score = int(solved.cohort.score[row, column])
    change = force_pair(solved.problem, solved.assignment, row, column, score=score)
    if change is None or change <= (0,) * len(change):
        return NOTHING
    gained = dict(zip(solved.problem.levels, change, strict=True))
    return Loss(gained["people"], gained["points"]) if "people" in gained else None


def _fitting(solved: Solved) -> Iterator[Decision]:
    """Held pairings that some optimum without that decision makes as well.

    Without it, people all of whose places were held may be paired with others. The prices of
    everybody else still prove the matching optimal if these two can be given the least price at
    which nobody outbids their pairings, and all their pairings still pay it: complementary
    slackness.
    """
    cohort, problem = solved.cohort, solved.problem
    prices = solved.assignment.prices
    mask = held_mask(cohort.held, cohort.legal.shape)
    full = [
        mask.sum(axis=1) >= problem.row_capacity,
        mask.sum(axis=0) >= problem.column_capacity,
    ]
    least = [
        np.where(full[0], _least(problem, cohort.legal_score, mask, prices[1], full[1]), prices[0]),
        np.where(
            full[1],
            _least(problem.transposed(), cohort.legal_score.T, mask.T, prices[0], full[0]),
            prices[1],
        ),
    ]
    stated = (cohort.juniors, cohort.seniors)
    for one in cohort.held:
        row, column = one.pair
        raised = (
            problem.row_capacity[row] > stated[0][row].capacity
            or problem.column_capacity[column] > stated[1][column].capacity
        )
        if one.decision.override or raised:  # without it there are fewer places
            continue
        beside = [held.pair for held in cohort.held if held is not one]
        pays = [(*one.pair, least[0][row] + least[1][column])]
        pays += [(i, j, least[0][row] + prices[1][j]) for i, j in beside if i == row]
        pays += [(i, j, prices[0][i] + least[1][column]) for i, j in beside if j == column]
        rows, columns, asked = (np.array(part) for part in zip(*pays, strict=True))
        if (problem.weight(rows, columns) >= asked).all():
            yield one.decision


def _least(
    problem: PairingProblem,
    scores: NDArray[np.int32],
    held: NDArray[np.bool_],
    prices: NDArray[np.int64],
    closed: NDArray[np.bool_],
) -> NDArray[np.int64]:
    """The least price of each row at which no column that is open outbids its held pairings."""
    offers = scores.astype(np.int64) - problem.malus - prices
    offers[(scores < 0) | held | closed] = -problem.bonus
    floor = np.where(problem.row_capacity > 1, 0, -problem.bonus)
    least: NDArray[np.int64] = np.maximum(offers.max(axis=1, initial=-problem.bonus), floor)
    return least


def _place(solved: Solved, decision: Decision) -> tuple[int, int]:
    cohort = solved.cohort
    return cohort.junior_index[decision.junior_id], cohort.senior_index[decision.senior_id]
