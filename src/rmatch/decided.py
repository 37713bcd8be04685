"""What decisions make of a cohort: pairings that are held, and pairs that are forbidden.

A held pairing (``accept``, ``lock``) is made in every matching of the cohort; a decision that
says ``override`` lets it pass rules and capacities, but for those that nothing overrides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rmatch.errors import DecisionsError, Problem
from rmatch.policy import CONFIDENTIAL_RULES, NOT_TO_BE_PAIRED
from rmatch.roster import Person
from rmatch.roster.decisions import Decision, Decisions

__all__ = ["Held", "forbidden_pairs", "held_mask", "held_pairs"]

Pair = tuple[int, int]
Index = Mapping[str, int]

# What no decision overrides: a person with themselves, a person's own wish, another decision.
NEVER_OVERRIDDEN = frozenset({"self", "avoids", "decision"})
TAKE_OUT = "take the decision out"
DONE = {"accept": "accepted", "lock": "locked"}


@dataclass(frozen=True, slots=True)
class Held:
    """A pairing that a decision holds.

    Attributes
    ----------
    row, column
        Positions of the junior and the senior.
    decision
        What holds it.
    overrides
        The rules that it passes by, as the policy names them, and ``capacity`` where one of the
        two has more held pairings than places.
    """

    row: int
    column: int
    decision: Decision
    overrides: tuple[str, ...] = ()

    @property
    def pair(self) -> Pair:
        """The two positions."""
        return self.row, self.column


def forbidden_pairs(decisions: Decisions, juniors: Index, seniors: Index) -> frozenset[Pair]:
    """The positions of every pair that a decision forbids, among those who take part."""
    return frozenset(_positions(decisions.forbidden, juniors, seniors))


def held_pairs(
    decisions: Decisions,
    juniors: Sequence[Person],
    seniors: Sequence[Person],
    *,
    why: Callable[[int, int], tuple[str, ...]],
    sensitive: Callable[[int, int], bool],
) -> tuple[Held, ...]:
    """The pairings that decisions hold, in the order of the decisions.

    Parameters
    ----------
    decisions
        What was decided. Accepted pairings of people who no longer take part hold nothing.
    juniors, seniors
        The participants, in the order in which they are solved.
    why
        The rules that forbid a pair of positions.
    sensitive
        Whether a pair would talk about a sensitive topic.

    Raises
    ------
    DecisionsError
        With every decision that cannot be kept: somebody locked does not take part, a rule
        or a capacity stands against it and may not or was not to be overridden.
    """
    junior_at = {person.id: row for row, person in enumerate(juniors)}
    senior_at = {person.id: column for column, person in enumerate(seniors)}
    problems: list[Problem] = []
    held = []
    for decision in decisions.held:
        row, column = junior_at.get(decision.junior_id), senior_at.get(decision.senior_id)
        if row is None or column is None:
            if decision.decision == "lock":
                problems.append(_absent(decision, "junior" if row is None else "senior"))
            continue
        rules = why(row, column)
        if rules and not (decision.override and NEVER_OVERRIDDEN.isdisjoint(rules)):
            problems.append(_against_rules(decision, rules))
        held.append(Held(row, column, decision, rules))
    problems += _above_capacity(held, juniors, "junior")
    problems += _above_capacity(held, seniors, "senior")
    problems += _too_sensitive(held, sensitive)
    if problems:
        raise DecisionsError(problems)
    loads = [Counter(one.pair[side] for one in held) for side in (0, 1)]
    return tuple(
        replace(one, overrides=(*one.overrides, "capacity"))
        if one.decision.override
        and any(
            loads[side][place] > people[place].capacity
            for side, (place, people) in enumerate(zip(one.pair, (juniors, seniors), strict=True))
        )
        else one
        for one in held
    )


def held_mask(held: Sequence[Held], shape: tuple[int, int]) -> NDArray[np.bool_]:
    """Which pairs are held: bool (juniors, seniors)."""
    mask = np.zeros(shape, dtype=np.bool_)
    for one in held:
        mask[one.pair] = True
    return mask


def _positions(decisions: Sequence[Decision], juniors: Index, seniors: Index) -> Iterator[Pair]:
    for decision in decisions:
        row, column = juniors.get(decision.junior_id), seniors.get(decision.senior_id)
        if row is not None and column is not None:
            yield row, column


def _problem(decision: Decision, code: str, what: str, fix: str) -> Problem:
    return Problem(
        code,
        f"'{decision.junior_id}' with '{decision.senior_id}' is {DONE[decision.decision]}, {what}",
        fix,
        file=decision.file or None,
        line=decision.line,
        ids=decision.pair,
    )


def _absent(decision: Decision, side: str) -> Problem:
    person = decision.junior_id if side == "junior" else decision.senior_id
    return _problem(
        decision,
        "locked-without-consent",
        f"but '{person}' does not take part as {side}",
        TAKE_OUT,
    )


def _against_rules(decision: Decision, rules: Sequence[str]) -> Problem:
    """Confidential rules are not told apart, and no advice is given to pass them by."""
    shown = [f"the rule {name}" for name in rules if name not in CONFIDENTIAL_RULES]
    if len(shown) == len(rules) and NEVER_OVERRIDDEN.isdisjoint(rules):
        fix = f"{TAKE_OUT}, or write yes in its override column"
    else:
        fix = f"{TAKE_OUT}: nothing overrides this" if decision.override else TAKE_OUT
    if len(shown) == len(rules):
        what = f"but {' and '.join(shown)} {'forbids' if len(shown) == 1 else 'forbid'} it"
    else:
        what = f"but the two are {NOT_TO_BE_PAIRED}"
    return _problem(decision, "held-against-rule", what, fix)


def _above_capacity(held: Sequence[Held], people: Sequence[Person], side: str) -> Iterator[Problem]:
    """Everybody who would have more held pairings than places, unless decisions say override."""
    of_person: dict[int, list[Held]] = {}
    for one in held:
        of_person.setdefault(one.row if side == "junior" else one.column, []).append(one)
    for place, own in of_person.items():
        person = people[place]
        plain = [one.decision for one in own if not one.decision.override]
        if len(plain) <= person.capacity:
            continue
        last = plain[-1]
        others = f"{len(own)} pairings are held" if len(own) > 1 else "the pairing is held"
        yield _problem(
            last,
            "held-above-capacity",
            f"but {others} for '{person.id}', whose capacity as {side} is {person.capacity}",
            f"{TAKE_OUT}, raise the capacity on the roster, or write yes in its override column",
        )


def _too_sensitive(
    held: Sequence[Held], sensitive: Callable[[int, int], bool]
) -> Iterator[Problem]:
    """A junior speaks about sensitive topics in one pairing at most; nothing overrides that."""
    seen: Counter[int] = Counter()
    for one in held:
        if not sensitive(one.row, one.column):
            continue
        seen[one.row] += 1
        if seen[one.row] == 2:
            yield _problem(
                one.decision,
                "held-sensitive",
                f"but a second pairing of '{one.decision.junior_id}' on a sensitive topic is held",
                f"{TAKE_OUT}: nothing overrides this",
            )
