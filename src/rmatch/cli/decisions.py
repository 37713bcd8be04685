"""What a rerun with ``--decisions`` shows: what they cost, and what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .terminal import say, table

if TYPE_CHECKING:
    from rmatch.changes import Changes
    from rmatch.decision_costs import DecisionCost, DecisionCosts
    from rmatch.matching import Matching
    from rmatch.roster.decisions import Decisions
    from rmatch.solved import Loss

__all__ = ["Before", "earlier_result", "show_decisions"]

Pair = tuple[str, str]

COSTS_SHOWN = 12
MOVES_SHOWN = 12
DONE = {"accept": "accepted", "lock": "locked"}
FORBIDDEN = "not to be paired"
PAIRINGS_FILE = "pairings.csv"
DECIDED_ON = "the pairings that were decided on"


@dataclass(frozen=True, slots=True)
class Before:
    """What a rerun is compared with: its pairs, ``None`` without any, and what it is called."""

    pairs: frozenset[Pair] | None
    name: str


def earlier_result(decisions: Decisions | None, out: Path) -> Before:
    """The result in a folder, or else the one that a file of decisions lists as a whole.

    Read before anything is written there.
    """
    from rmatch.earlier import earlier_pairs

    found = earlier_pairs(out / PAIRINGS_FILE)
    if found is not None:
        return Before(found, f"the earlier result in {out}/")
    if decisions is None or not decisions.result:
        return Before(None, f"{out}/")
    return Before(_as_it_was(decisions), DECIDED_ON)


def _as_it_was(decisions: Decisions) -> frozenset[Pair]:
    """The listed result, but for seniors of whom it cannot be told.

    A locked pairing may be one that somebody asks for anew, in a row added by hand.
    """
    number = Counter(senior for _, senior in decisions.result)
    asked = {one.senior_id for one in decisions.decisions if one.decision == "lock"}
    doubtful = {senior for senior in asked if number[senior] > 1}
    return frozenset(pair for pair in decisions.result if pair[1] not in doubtful)


def show_decisions(matching: Matching, before: Before) -> None:
    """What decisions cost, what they override, and what the rerun changed.

    What vetoes cost is told here alone: no file may tell that there are any.
    """
    if matching.decision_costs is not None:
        _decided(matching, matching.decision_costs)
    _compared(matching, before)
    say()


def _decided(matching: Matching, costs: DecisionCosts) -> None:
    kinds = Counter(_kind(cost) for cost in costs.each)
    counts = ", ".join(f"{number} {kind}" for kind, number in kinds.items())
    say(f"Decisions: {counts or 'none about anybody who takes part'}.")
    if costs.each:
        _costs(costs, proven=matching.summary["status"] == "optimal")
    _overrides(matching)


def _compared(matching: Matching, before: Before) -> None:
    from rmatch.changes import compared

    if before.pairs is None:
        say(f"There is no earlier result in {before.name} to compare with.")
        return
    now = {(row.junior_id, row.senior_id) for row in matching.pairing_rows}
    if before.name == DECIDED_ON:  # of anybody else nothing is known
        seniors = {senior for _, senior in before.pairs}
        now = {pair for pair in now if pair[1] in seniors}
    _changes(compared(before.pairs, now), before.name)


def _kind(cost: DecisionCost) -> str:
    return DONE.get(cost.decision.decision, FORBIDDEN)


def _costs(costs: DecisionCosts, *, proven: bool) -> None:
    """What all of them cost, and each that costs anything, the dearest first."""
    from rmatch.explain.sentences import decisions_cost

    one, together = len(costs.each) == 1, costs.together
    if not proven:
        say("What they cost is not known: the result is not proven to be the best.")
        return
    if together is None:
        them = "it" if one else "them"
        say(
            f"What {'it costs' if one else 'they cost together'} is not known: without {them} no "
            "result that keeps what is required was found."
        )
    else:
        say(decisions_cost(together.people, together.points / 100, one=one))
    dear = [(c, c.lost) for c in costs.each if c.lost and (c.lost.people or c.lost.points)]
    if dear and not one:
        say("What each of them costs by itself, the dearest first (the others cost nothing):")
        dear.sort(key=lambda item: (-item[1].people, -item[1].points))
        table(
            ("people", "points", "without"),
            (
                (f"{lost.people:+}", f"{lost.points / 100:+.2f}", _named(cost))
                for cost, lost in dear[:COSTS_SHOWN]
            ),
            right=(0, 1),
            whole=(2,),
        )
        if len(dear) > COSTS_SHOWN:
            say(f"  … and {len(dear) - COSTS_SHOWN} more")
        if any((lost.people, lost.points) < (0, 0) for _, lost in dear):
            say("Below 0: what such an override gains.")
        if not _adds_up(costs, [lost for _, lost in dear]):
            say("These need not add up: a gap that one decision leaves, another can fill.")
    if not one and (unknown := sum(cost.lost is None for cost in costs.each)):
        say(
            f"What {unknown} of them cost by themselves is not known: it takes too long to work "
            "out, or without them no result keeps what is required."
        )


def _named(cost: DecisionCost) -> str:
    return f"{cost.decision.junior_id} with {cost.decision.senior_id}: {_kind(cost)}"


def _adds_up(costs: DecisionCosts, each: Sequence[Loss]) -> bool:
    """Whether what each costs is together what all cost."""
    whole = costs.together
    sums = sum(lost.people for lost in each), sum(lost.points for lost in each)
    return whole is None or sums == (whole.people, whole.points)


def _overrides(matching: Matching) -> None:
    from rmatch.cohort import shown_rules

    for one in matching.solved.cohort.held:
        if one.overrides:
            names = ", ".join(shown_rules(one.overrides))
            say(f"Override: {one.decision.junior_id} with {one.decision.senior_id} ({names}).")


def _changes(changes: Changes, name: str) -> None:
    counts = ", ".join(
        f"{number} {kind}"
        for kind, number in (
            ("kept", len(changes.kept)),
            *((kind, len(changes.of(kind))) for kind in ("changed", "new", "gone")),
        )
    )
    say(f"Compared with {name}: {counts}.")
    for move in changes.moves[:MOVES_SHOWN]:
        now, before = " and ".join(move.now), " and ".join(move.before)
        told = {
            "changed": f"{move.senior_id} now with {now}, before with {before}",
            "new": f"{move.senior_id} with {now}",
            "gone": f"{move.senior_id} without {before}",
        }[move.kind]
        say(f"  {move.kind}: {told}")
    if len(changes.moves) > MOVES_SHOWN:
        say(f"  … and {len(changes.moves) - MOVES_SHOWN} more")
