"""What each requirement and each rule costs: the optimum without it, minus the one with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rmatch.assign.errors import RowsInfeasible
from rmatch.progress import PRICES, Progress, silent
from rmatch.solved import Loss, Solved, best, loss

__all__ = ["Prices", "prices"]


@dataclass(frozen=True, slots=True)
class Prices:
    """Name to price, of every requirement and of every rule (the confidential ones as one).

    ``None`` where there is no price: without that rule the requirements cannot be kept,
    because more people would have to meet a minimum load.
    """

    requirements: Mapping[str, Loss]
    rules: Mapping[str, Loss | None]


def prices(
    solved: Solved, *, time_limit: float | None = None, progress: Progress = silent
) -> Prices:
    """Drop each requirement alone, then each rule alone, and solve again.

    Parameters
    ----------
    solved
        The cohort and its pairings.
    time_limit
        Seconds for each of them; a price is that of the best found by then.
    progress
        Told of each of them.

    Raises
    ------
    TimeLimitError
        If that passed before there was any matching.
    """
    cohort, objective = solved.cohort, solved.cohort.policy.objective
    parts = len(solved.standings) + len(cohort.rule_pairs)
    requirements = {}
    for number, standing in enumerate(solved.standings):
        progress(PRICES, number, parts)
        left = cohort.requirements.without(standing.name)
        without, _ = best(cohort, objective, requirements=left, time_limit=time_limit)
        requirements[standing.name] = loss(without, solved.assignment)
    rules: dict[str, Loss | None] = {}
    for number, (name, pairs) in enumerate(sorted(cohort.rule_pairs.items()), len(requirements)):
        progress(PRICES, number, parts)
        if not pairs:
            rules[name] = Loss(0, 0)
            continue
        try:
            without, _ = best(cohort.without_rule(name), objective, time_limit=time_limit)
        except RowsInfeasible:
            rules[name] = None
        else:
            rules[name] = loss(without, solved.assignment)
    return Prices(requirements, rules)
