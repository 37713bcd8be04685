"""The sentences of explanations: one place, plain, and never about a trait or a generation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from rmatch.explain.costs import Cost
from rmatch.explain.wording import listed, points
from rmatch.policy import NOT_TO_BE_PAIRED

if TYPE_CHECKING:
    from rmatch.explain.smallest import SmallestChange
    from rmatch.policy import Policy

__all__ = [
    "HOW",
    "RULES",
    "UNKNOWN",
    "ahead",
    "capital",
    "changed",
    "costs",
    "decisions_cost",
    "gained",
    "held_by",
    "kept",
    "placing",
    "rule",
    "told",
]

# {junior} and {senior} are their names; the numbers are the programme's own.
RULES: Final = {
    "self": "nobody can mentor themselves",
    "no_topic": "{junior} can teach nothing that {senior} still wants to learn",
    "reporting_line": "one of the two reports to the other, directly or further up",
    "same_manager": "both report to the same manager",
    "level_gap": "{senior} has to be {levels} above {junior}",
    "language": "they have no language in common",
    "hours": "they share fewer than {minutes} working minutes a week",
    "department": "both work in the same department",
    "min_score": "the score is below {least}, the least that the programme accepts",
    "cooldown": "they were paired not long ago",
    NOT_TO_BE_PAIRED: "the two are not to be paired",
}
# What a difference in each part of the score is about.
PARTS: Final = {
    "skill_gap": "what the senior wants",
    "reciprocity": "what the junior wants",
    "cross_department": "their departments",
    "shared_goals": "goals that both name",
    "shared_hours": "working hours",
    "preference": "wishes",
}
DECIDED: Final = {"accept": "accepted", "lock": "locked"}
# How a cost is known.
HOW: Final = {
    "prices": "exact, from the proof's prices",
    "again": "exact, by solving again",
    "least": "no less; it may be more",
}
# Why a cost is not known, or why there is none.
UNKNOWN: Final = {
    "no-place": "one of the two has no place for a pairing",
    "no-room": "what is required leaves no room for it",
    "long": "it takes too long to work out",
    "unproven": "the matching is not proven to be the best",
    "fairest": "where the fairest pairings are asked for, no number says what is lost",
    "never": "nothing may force it",
}
# What one change of a person, or of the programme, would be.
CHANGES: Final = {
    "capacity": "{name} had {new} place{s} instead of {current}",
    "offers": "{name} offered {topic}",
    "skills": "{name} had {topic} at level {new} instead of {current}",
    "wants": "{name} aimed at level {new} in {topic} instead of {current}",
    "rules.min_level_gap": "the programme asked for {new} level{s} between the two instead of "
    "{current} ({setting})",
    "rules.max_level_gap": "the programme allowed {new} level{s} between the two instead of "
    "{current} ({setting})",
    "rules.min_shared_minutes": "the programme asked for {new} shared working minutes a week "
    "instead of {current} ({setting})",
    "rules.min_score": "the programme accepted a score of {new} ({setting})",
    "rules.same_manager": "the programme let two people who report to the same manager be paired "
    "({setting})",
    "rules.language": "the programme let two people without a common language be paired "
    "({setting})",
    "rules.department": "the programme let two people of the same department be paired ({setting})",
    "rules.cooldown": "the programme let two people be paired again ({setting})",
    "rules.level_gap": "the programme did not look at the levels of the two ({setting})",
}


def changed(change: SmallestChange, whom: str) -> str:
    """``If Bo had 2 places instead of 1, Ann would have a pairing``."""
    text = CHANGES[change.setting].format(
        name=change.person_name,
        topic=change.topic,
        current=change.current,
        new=change.new,
        s="" if change.new == 1 else "s",
        setting=change.setting,
    )
    return f"If {text}, {whom} would have {change.gives}"


def rule(name: str, junior: str, senior: str, policy: Policy) -> str:
    """What a rule says against two people, with its name; confidential ones as one, without."""
    section = policy.rules
    least, most = section.min_level_gap, section.max_level_gap
    levels = f"at least {least} level{'' if least == 1 else 's'}"
    if most is not False:
        levels += f" and at most {most}"
    text = RULES[name].format(
        junior=junior,
        senior=senior,
        levels=levels,
        minutes=section.min_shared_minutes,
        least=section.min_score,
    )
    return text if name == NOT_TO_BE_PAIRED else f"{text} ({name})"


def costs(cost: Cost, how: str) -> str:
    """``would cost 12.40 points in all (exact, from the proof's prices)``."""
    verb, what = _lost(cost)
    return f"would {verb} {what} ({HOW[how]})"


def told(cost: Cost | None, how: str, why: str) -> str:
    """``costs 12.40 points in all``; without a cost, why there is none or none is known."""
    if cost is None:
        return why if how == "held" else f"not known what it would cost: {why}"
    verb, what = _lost(cost)
    return f"{verb}s {what}"


def placing(cost: Cost) -> str:
    """``placing this person would cost 12.40 points``, as ``unmatched.csv`` has it."""
    if cost.people > 0:
        return f"placing this person would leave {_bound(cost)}{cost.people} out"
    if cost.pairings > 0:
        return f"placing this person would cost {_bound(cost)}{_more_pairings(cost)}"
    return f"placing this person would cost {_bound(cost)}{points(cost.points)} points"


def _lost(cost: Cost) -> tuple[str, str]:
    """What the whole would lose: a verb, and what."""
    if cost.people > 0:
        people = f"{cost.people} more {'person' if cost.people == 1 else 'people'}"
        return "leave", f"{_bound(cost)}{people} without a pairing"
    if cost.pairings > 0:
        return "take", f"{_bound(cost)}{_more_pairings(cost)} for as many people"
    if cost.points > 0:
        return "cost", f"{_bound(cost)}{points(cost.points)} points in all"
    if cost.at_least:
        return "cost", "nothing, unless what is required makes it more"
    return "cost", "nothing: both ways are equally good"


def _bound(cost: Cost) -> str:
    return "at least " if cost.at_least else ""


def _more_pairings(cost: Cost) -> str:
    return f"{cost.pairings} more pairing{'' if cost.pairings == 1 else 's'}"


def gained(people: int, points: float) -> str:
    """What there would be without what costs this: ``1 more person with a pairing and 3.00 points
    more in all``.

    ``points`` are whole ones. Below 0 there would be less: people come before points.
    """
    number, total = abs(people), f"{abs(points):.2f} points"
    who = "person" if number == 1 else "people"
    parts = [f"{number} {'more' if people > 0 else 'fewer'} {who} with a pairing"] if people else []
    if points:
        parts.append(f"{total} {'more' if points > 0 else 'less'} in all")
    against = people * points < 0
    return (" but " if against else " and ").join(parts) or "just as many people and points"


def decisions_cost(people: int, points: float, *, one: bool) -> str:
    """What decisions cost, or what they gain: an override can add people or points.

    ``people`` and ``points`` (whole ones) are what there would be more of without them; ``one``:
    it is a single decision.
    """
    it, s, them = ("it", "s", "it") if one else ("they", "", "them")
    if (people, points) >= (0, 0):
        return f"What {it} cost{s}: without {them} there would be {gained(people, points)}."
    who = f"{-people} {'person' if people == -1 else 'people'} with a pairing" if people else ""
    total = f"{abs(points):.2f} points in all" if points else ""
    what = (" for " if points > 0 else " and ").join(filter(None, (who, total)))
    return f"What {it} cost{s}: nothing; {it} gain{s} {what}."


def kept(person: str, partners: Sequence[str]) -> str:
    """``Ann is held with Bo by a decision``."""
    by = "a decision" if len(partners) == 1 else "decisions"
    return f"{person} is held with {listed(partners)} by {by}"


def capital(text: str) -> str:
    """``text`` with a capital letter first."""
    return text[:1].upper() + text[1:]


def held_by(decision: str, against: Sequence[str]) -> str:
    """That a decision holds a pairing, and what it passes by."""
    text = f"It was {DECIDED[decision]}, so it is in every matching"
    return f"{text}, although {listed(against)}." if against else f"{text}."


def ahead(one: str, other: str, differences: Mapping[str, int]) -> str:
    """``Ann is ahead of Bo by 12.40 points: 15.00 more for what the senior wants, ...``.

    ``differences``: component to the hundredths by which the first pair has more.
    """
    total = sum(differences.values())
    sign = -1 if total < 0 else 1
    deciding = sorted(
        ((sign * more, name) for name, more in differences.items() if more),
        key=lambda part: (-abs(part[0]), tuple(PARTS).index(part[1])),
    )
    if not total:
        alike = f"{one} and {other} score the same"
        return f"{alike}: {one} has {_parts(deciding)}" if deciding else alike
    first, second = (one, other) if total > 0 else (other, one)
    return f"{first} is ahead of {second} by {points(abs(total))} points: {_parts(deciding)}"


def _parts(deciding: Sequence[tuple[int, str]]) -> str:
    return listed(
        [
            f"{points(abs(more))} {'more' if more > 0 else 'less'} for {PARTS[name]}"
            for more, name in deciding
        ]
    )
