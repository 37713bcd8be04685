"""``summary.json``: the whole result in numbers, the same bytes for equal input."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rmatch.cohort import shown_rules
from rmatch.roster.notices import notices
from rmatch.solved import other_objective

if TYPE_CHECKING:
    from rmatch.cohort import Cohort
    from rmatch.decision_costs import DecisionCosts
    from rmatch.prices import Prices
    from rmatch.solved import Loss, Solved

__all__ = ["blocking_pairs", "summarise"]

SCHEMA_VERSION = 1
WEAK_COVERAGE = Fraction(1, 4)
BLOCK_ROWS = 512


def summarise(
    solved: Solved, prices: Prices | None = None, costs: DecisionCosts | None = None
) -> dict[str, Any]:
    """The content of ``summary.json``; prices, and costs of decisions, where there are any."""
    cohort, assignment = solved.cohort, solved.assignment
    scores = np.array([cohort.score[pair] for pair in solved.pairs], dtype=np.int64)
    return {
        "schema_version": SCHEMA_VERSION,
        "status": assignment.status,
        "solver": assignment.solver,
        "objective": _objective(solved),
        "counts": {
            "juniors": len(cohort.juniors),
            "seniors": len(cohort.seniors),
            "pairings": len(solved.pairs),
            "unmatched_juniors": int(np.count_nonzero(solved.junior_load == 0)),
            "unmatched_seniors": int(np.count_nonzero(solved.senior_load == 0)),
            "left_out": len(cohort.roster.left_out),
        },
        "score": _score_figures(scores),
        "weak": _weak_pairings(solved),
        "other_objective": _other(solved),
        "blocking_pairs": blocking_pairs(solved),
        "components": _components(solved),
        "inactive": dict(sorted(cohort.scorer.inactive.items())),
        "rules": dict(sorted(cohort.rule_pairs.items())),
        "requirements": [
            {
                "name": one.name,
                "holds": one.holds,
                "binds": one.binds,
                "price": _price(prices.requirements[one.name]) if prices else None,
            }
            for one in solved.standings
        ],
        "requirements_cost": _price(solved.cost),
        **({"rule_prices": {k: _price(v) for k, v in prices.rules.items()}} if prices else {}),
        **({"decisions": _decisions(solved, costs)} if costs and cohort.held else {}),
        "warnings": [
            {"code": notice.code, "message": notice.message, "ids": list(notice.ids)}
            for notice in notices(cohort.warnings_for_files)
        ],
    }


def _objective(solved: Solved) -> dict[str, Any]:
    """One entry a level; of ``fairest`` also the seniors' best scores, unmatched ones as -1.

    ``price_bound`` is what prices alone prove of the last level: above ``bound`` where an
    integer programme had to close the rest.
    """
    found = solved.assignment
    levels = list(found.levels)
    value = _levels(found.levels, found.value)
    bound = _levels(found.levels, found.level_bound)
    if found.best_scores is not None:
        scores = [_points(score) if score >= 0 else -1 for score in found.best_scores.tolist()]
        levels.insert(-1, "best_scores")
        value.insert(-1, scores)
        # The lowest so many are proven; the list ends where the clock stopped the proof.
        bound.insert(-1, scores[: found.best_settled])
    return {
        "name": solved.cohort.policy.objective,
        "levels": levels,
        "value": value,
        "bound": bound,
        "gap": found.gap,
        "price_bound": _points(found.price_bound),
    }


def _price(lost: Loss | None) -> dict[str, float | int] | None:
    return None if lost is None else {"people": lost.people, "points": _points(lost.points)}


def _decisions(solved: Solved, costs: DecisionCosts) -> dict[str, Any]:
    """What decisions hold, by what they pass, and what that costs.

    Vetoes and refusals are confidential: everything here is given what is not to be paired,
    and is the same whoever forbade that.
    """
    held = {one.decision: one for one in solved.cohort.held}
    return {
        "held": [
            {
                "junior_id": cost.decision.junior_id,
                "senior_id": cost.decision.senior_id,
                "decision": cost.decision.decision,
                "overrides": list(shown_rules(held[cost.decision].overrides)),
                "cost": _price(cost.lost),
            }
            for cost in costs.each
            if cost.decision in held
        ],
        "cost": _price(costs.held_together),
    }


def _weak_pairings(solved: Solved) -> list[dict[str, Any]]:
    """Pairings that cover under a quarter of the senior's gap, or not the heaviest want."""
    cohort = solved.cohort
    weak = []
    for row, column in solved.pairs:
        covered = cohort.scorer.coverage(row, column)
        why = []
        if covered < WEAK_COVERAGE:
            why.append("covers under a quarter of the senior's gap")
        if not cohort.scorer.heaviest_covered(row, column):
            why.append("does not cover the heaviest want")
        if why:
            weak.append(
                {
                    "junior_id": cohort.juniors[row].id,
                    "senior_id": cohort.seniors[column].id,
                    "covered_percent": float(round(100 * covered, 1)),
                    "why": " and ".join(why),
                }
            )
    return weak


def blocking_pairs(solved: Solved) -> int:
    """Legal pairs outside the matching whose two sides would each rather have each other.

    A side would if it has a free place, or a pairing with a lower score than this pair's
    (Gale and Shapley 1962).
    """
    cohort = solved.cohort
    junior_bar = _bar(cohort, solved.pairs, 0, solved.junior_load < cohort.junior_capacity)
    senior_bar = _bar(cohort, solved.pairs, 1, solved.senior_load < cohort.senior_capacity)
    blocking = 0
    for start in range(0, len(cohort.juniors), BLOCK_ROWS):
        block = slice(start, start + BLOCK_ROWS)
        score = cohort.legal_score[block]  # -1 where forbidden: above no bar
        wants = (score > junior_bar[block, None]) & (score > senior_bar[None, :])
        blocking += int(np.count_nonzero(wants))
    # A pairing's own score can be above the bar of both its sides: it blocks nothing.
    for row, column in solved.pairs:
        own = cohort.score[row, column]
        blocking -= int(own > junior_bar[row] and own > senior_bar[column])
    return blocking


def _bar(
    cohort: Cohort, pairs: Sequence[tuple[int, int]], side: int, free: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """What a score must exceed for this side: its lowest pairing; nothing if a place is free."""
    bar = np.full(len(free), np.iinfo(np.int32).max, dtype=np.int64)
    for pair in pairs:
        bar[pair[side]] = min(bar[pair[side]], cohort.score[pair])
    bar[free] = -1
    return bar


def _levels(levels: Sequence[str], values: Sequence[int]) -> list[Any]:
    return [_points(v) if name == "points" else v for name, v in zip(levels, values, strict=True)]


def _points(hundredths: float) -> float:
    return round(float(hundredths) / 100, 2)


def _score_figures(scores: NDArray[np.int64]) -> dict[str, float | None]:
    if not len(scores):
        empty = dict.fromkeys(("mean", "min", "p10", "median", "max"))
        return {"total": 0.0, **empty}
    p10, median = np.percentile(scores, [10, 50])  # linear interpolation
    return {
        "total": _points(scores.sum()),
        "mean": _points(scores.mean()),
        "min": _points(scores.min()),
        "p10": _points(p10),
        "median": _points(median),
        "max": _points(scores.max()),
    }


def _other(solved: Solved) -> dict[str, Any] | None:
    other = solved.other
    if other is None:
        return None
    cohort = solved.cohort
    people = len(set(other.rows.tolist())) + len(set(other.columns.tolist()))
    total = int(cohort.score[other.rows, other.columns].sum(dtype=np.int64))
    return {
        "name": other_objective(cohort.policy),
        "people": people,
        "pairings": len(other.rows),
        "points": _points(total),
    }


def _components(solved: Solved) -> dict[str, dict[str, float | None]]:
    cohort = solved.cohort
    return {
        name: {
            "weight": _points(weight),
            "mean": _points(solved.pair_parts[name].mean()) if solved.pairs else None,
        }
        for name, weight in cohort.scorer.weights.items()
    }
