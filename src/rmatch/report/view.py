"""The report's parts as the template shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rmatch.explain.wording import called, points
from rmatch.policy import RULES
from rmatch.report.words import (
    DECISIONS,
    LEVEL_TITLES,
    REQUIREMENT_TITLES,
    RULE_TITLES,
    counted,
    plain_rules,
    without,
)

if TYPE_CHECKING:
    from rmatch.output.tables import Pairing
    from rmatch.prices import Prices
    from rmatch.roster import Person
    from rmatch.solved import Solved

__all__ = [
    "Face",
    "Glance",
    "HeldLine",
    "Line",
    "Proof",
    "RequirementLine",
    "RuleLine",
    "department",
    "face",
    "glance",
    "held_lines",
    "lead",
    "legend",
    "proof",
    "requirement_lines",
    "rows",
    "rule_lines",
    "weak_pairings",
]

BEST = "No other pairing of these people under these rules is better."
NOT_PROVEN = (
    "The pairings keep every rule. Whether a better result exists is not proven: the search was "
    "stopped before that was settled."
)


@dataclass(frozen=True, slots=True)
class Glance:
    """The cohort in a few figures."""

    pairings: int
    juniors: int
    paired_juniors: int
    seniors: int
    paired_seniors: int
    weak: int


@dataclass(frozen=True, slots=True)
class Face:
    """A person as a row shows them; ``id`` is empty where the name is the id."""

    name: str
    id: str
    department: str


@dataclass(frozen=True, slots=True)
class Line:
    """One pairing as the list shows it."""

    junior: Face
    senior: Face
    topics: tuple[str, ...]
    score: str
    width: str
    share: str
    weak: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """A requirement, whether it holds and whether it leaves room, and its price in words."""

    name: str
    holds: bool
    binds: bool
    price: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in words, how many pairs it forbids, and its price where that was asked for.

    ``name`` is the policy's, without underlines; empty for the confidential ones.
    """

    title: str
    name: str
    pairs: int
    price: str


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A pairing that an earlier decision held, what it passes by, and its cost in words."""

    senior: str
    junior: str
    decision: str
    overrides: str
    price: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What was looked for, how much of it was reached, and how much there could be at most."""

    proven: bool
    says: str
    levels: tuple[tuple[str, str, str], ...]
    solver: str
    other: str
    blocking: str


def glance(summary: Mapping[str, Any]) -> Glance:
    """The figures at the top."""
    counts = summary["counts"]
    return Glance(
        pairings=counts["pairings"],
        juniors=counts["juniors"],
        paired_juniors=counts["juniors"] - counts["unmatched_juniors"],
        seniors=counts["seniors"],
        paired_seniors=counts["seniors"] - counts["unmatched_seniors"],
        weak=len(summary["weak"]),
    )


def department(person: Person) -> str:
    """A path as it is read: ``Sales / EMEA``."""
    return " / ".join(person.department)


def legend(solved: Solved) -> tuple[tuple[str, str], ...]:
    """Departments of people in pairings to choose from: compared form, and as it is shown.

    A path comes after what it belongs to, which stands for all of it.
    """
    cohort = solved.cohort
    found: dict[tuple[str, ...], str] = {}
    for row, column in solved.pairs:
        for person in (cohort.juniors[row], cohort.seniors[column]):
            for depth in range(1, len(person.department_key) + 1):
                key, text = person.department_key[:depth], " / ".join(person.department[:depth])
                found[key] = min(found.get(key, text), text)
    return tuple(("/".join(key), found[key]) for key in sorted(found))


def weak_pairings(summary: Mapping[str, Any]) -> Mapping[tuple[str, str], str]:
    """(junior id, senior id) of the weak pairings to why they are."""
    return {(one["junior_id"], one["senior_id"]): one["why"] for one in summary["weak"]}


def lead(pairings: Sequence[Pairing]) -> str:
    """What the pairings are: one that was made against the rules may teach nothing wanted."""
    number, wanted = len(pairings), sum(bool(pairing.topics) for pairing in pairings)
    said = counted(number, "pairing")
    what = "a senior together with a junior who can teach what the senior wants to learn"
    if not wanted:
        return f"{said}, made without a topic that is wanted." if number else f"{said}."
    if wanted == number:
        return f"{said}: each brings {what}."
    brings = f"{wanted} of them bring{'s' if wanted == 1 else ''}"
    rest = number - wanted
    return f"{said}: {brings} {what}; {rest} {'was' if rest == 1 else 'were'} made without that."


def rows(
    solved: Solved, summary: Mapping[str, Any], pairings: Sequence[Pairing]
) -> tuple[Line, ...]:
    """The list of pairings, in the order of ``solved.pairs``."""
    cohort, weak = solved.cohort, weak_pairings(summary)
    return tuple(
        Line(
            junior=face(cohort.juniors[row]),
            senior=face(cohort.seniors[column]),
            topics=tuple(dict.fromkeys(pairing.topics)),
            score=points(pairing.score),
            width=f"{pairing.score / 100:g}",
            share=f"{pairing.best_share / 100:.0f}",
            weak=weak.get((pairing.junior_id, pairing.senior_id), ""),
            state="lock" if pairing.locked else "accept" if pairing.kept else "",
            reason=pairing.reason,
        )
        for (row, column), pairing in zip(solved.pairs, pairings, strict=True)
    )


def face(person: Person) -> Face:
    """A person as lists on the page show them."""
    return Face(person.name, "" if person.name == person.id else person.id, department(person))


def requirement_lines(summary: Mapping[str, Any]) -> tuple[RequirementLine, ...]:
    """The requirements, by name."""
    return tuple(
        RequirementLine(
            REQUIREMENT_TITLES.get(one["name"], one["name"]),
            one["holds"],
            one["binds"],
            without(one["price"]),
        )
        for one in summary["requirements"]
    )


def held_lines(solved: Solved, summary: Mapping[str, Any]) -> tuple[HeldLine, ...]:
    """What earlier decisions held, in the order of ``summary.json``."""
    cohort = solved.cohort
    return tuple(
        HeldLine(
            senior=called(cohort.roster, cohort.seniors[cohort.senior_index[one["senior_id"]]]),
            junior=called(cohort.roster, cohort.juniors[cohort.junior_index[one["junior_id"]]]),
            decision=DECISIONS[one["decision"]][0],
            overrides=", ".join(map(plain_rules, one["overrides"])),
            price=without(one["cost"]),
        )
        for one in summary.get("decisions", {}).get("held", ())
    )


def rule_lines(summary: Mapping[str, Any], prices: Prices | None) -> tuple[RuleLine, ...]:
    """The rules, those that forbid most first."""
    priced = summary.get("rule_prices", {}) if prices else {}
    return tuple(
        RuleLine(
            RULE_TITLES.get(name, name),
            plain_rules(name) if name in RULES else "",
            pairs,
            # Without the rule the requirements could not be kept.
            ("none: it cannot be left out" if priced[name] is None else without(priced[name]))
            if name in priced
            else "",
        )
        for name, pairs in sorted(summary["rules"].items(), key=lambda item: (-item[1], item[0]))
    )


def proof(summary: Mapping[str, Any]) -> Proof:
    """What is known about how good the result is."""
    objective = summary["objective"]
    proven = summary["status"] == "optimal"
    return Proof(
        proven=proven,
        says=_how_proven(objective) if proven else NOT_PROVEN,
        levels=tuple(
            (LEVEL_TITLES[name], _shown(name, value), _shown(name, bound))
            for name, value, bound in zip(
                objective["levels"], objective["value"], objective["bound"], strict=True
            )
        ),
        solver=summary["solver"],
        other=_compared(summary),
        blocking=_blocking(summary["blocking_pairs"], proven=proven),
    )


def _how_proven(objective: Mapping[str, Any]) -> str:
    """What the proof rests on."""
    if objective["name"] == "fairest":
        return f"{BEST} That is proven level by level, in the order below."
    if objective["price_bound"] > objective["bound"][-1]:
        return (
            f"{BEST} That is proven: prices alone show that no result can have more than "
            f"{objective['price_bound']:.2f} points, and an integer programme closes the rest."
        )
    return (
        f"{BEST} That is proven: a second calculation, which shares nothing with the one that "
        "found the pairings, works out how good any result can be at most, and this one reaches it."
    )


def _shown(level: str, value: Any) -> str:
    if level == "best_scores":
        scores = [f"{score:.2f}" if score >= 0 else "none" for score in value]
        few = ", ".join(scores[:3])
        return f"{few} …" if len(scores) > 3 else few or "–"
    return f"{value:.2f}" if level == "points" else str(value)


def _compared(summary: Mapping[str, Any]) -> str:
    """What the other of most-matched and best-total would give, in a sentence."""
    other = summary["other_objective"]
    if other is None:
        return ""
    aim = (
        "the highest total of points"
        if other["name"] == "best-total"
        else "the most people with a pairing"
    )
    return (
        f"If the aim were {aim} instead: {counted(other['people'], 'person', 'people')} with a "
        f"pairing, {counted(other['pairings'], 'pairing')}, {other['points']:.2f} points."
    )


def _blocking(pairs: int, *, proven: bool) -> str:
    """Why two people stay apart who would score higher together."""
    if not pairs:
        return (
            "No two people who are not paired with each other would both have a higher score "
            "together than they have now."
        )
    why = (
        "taken as a whole, no plan with such a pair in it is better"
        if proven
        else "pairing two people differently also changes what is left for the others"
    )
    return (
        f"In {counted(pairs, 'other pair')} that could be made, both people have a free place or a "
        "lower score now than they would have together. That is usual and no fault: the plan is "
        f"made for the whole group, and {why}."
    )
