"""The words of a brief: one place, plain, and the same for everybody.

They hold no number that was worked out about people, nothing that anybody asked for in
confidence, and nothing about a trait or a time of life.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from rmatch.explain.wording import listed

if TYPE_CHECKING:
    from rmatch.brief.facts import Facts

__all__ = [
    "CALLED",
    "CLOSING",
    "DRAFT",
    "GENERAL_QUESTIONS",
    "HALF_TIME",
    "HEADINGS",
    "NO_DAY",
    "NO_TIME",
    "ONLY_MEETING",
    "OPENING",
    "expectations",
    "gains_of_learner",
    "gains_of_mentor",
    "ground_rules",
    "some",
    "still_open",
    "why",
]

# What the programme may call the two instead: ``[programme] words``.
CALLED: Final = {"junior": "mentor", "senior": "learner"}
DRAFT: Final = "Nobody has approved this pairing yet, so it may still change."
HEADINGS: Final = {
    "why": "Why the two of you",
    "meetings": "Your meetings",
    "topics": "To start a topic with",
    "every": "the same for each",
    "expectations": "Three expectations to settle first",
    "open": "Not agreed yet",
    "rules": "Ground rules",
}
# Why there is none is told once, among what is not agreed yet.
NO_TIME: Final = "no time yet"
NO_DAY: Final = "no day yet"
# Fit any topic: asked where the policy has no questions for it.
GENERAL_QUESTIONS: Final = (
    "Where do you meet it in your work today, and where does it get difficult?",
    "What would you like to do by yourself when these meetings are over?",
    "What do people who use it every day see that others miss?",
)
OPENING: Final = "Get to know each other and settle the three expectations."
HALF_TIME: Final = (
    "Look back at half-time: what helps, what to change? Then answer the programme's questions."
)
CLOSING: Final = "Look back together, then answer the programme's closing questions."
ONLY_MEETING: Final = (
    "Settle the three expectations first; at the end look back, then answer the programme's "
    "closing questions."
)
# Of a long list, so many are named.
MOST_NAMED: Final = 4


def some(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """``a, b and c``; of a long list the first few and how many more."""
    rest = len(names) - most
    return listed([*names[:most], *([f"{rest} more"] if rest > 0 else [])])


def why(facts: Facts) -> tuple[str, ...]:
    """Why these two: what is learned and taught, and what else is true of both."""
    mentor, learner = facts.mentor, facts.learner
    told = []
    if facts.taught:
        told.append(f"{learner} wants to learn {some(facts.taught)}, which {mentor} can teach.")
    if facts.returned:
        told.append(
            f"{mentor} wants to learn {some(facts.returned)}, which {learner} can teach in return."
        )
    if not facts.topics:
        told.append("The people who run the programme chose this pairing; the topic is yours.")
    told += _departments(facts)
    if facts.goals:
        told.append(f"Both of you hope for {some(facts.goals)}.")
    if facts.languages:
        told.append(f"Both of you speak {some(facts.languages)}.")
    return tuple(told)


def _departments(facts: Facts) -> list[str]:
    one, other = facts.departments
    if not (one and other):
        return []
    if facts.same_department:
        return [f"Both of you work in {other}."]
    return [f"You see the company from different places: {one} and {other}."]


def gains_of_learner(facts: Facts) -> tuple[str, ...]:
    """What the one who is mentored has of it."""
    it = "them" if len(facts.taught) > 1 else "it"
    learns = [f"Learns {some(facts.taught)} from a colleague who can teach {it}."]
    return (
        *(learns if facts.taught else []),
        "Sees the company through other eyes.",
        *_contact(facts, facts.departments[0]),
    )


def gains_of_mentor(facts: Facts) -> tuple[str, ...]:
    """What the one who mentors has of it; honest where no topic comes back."""
    if facts.returned:
        first = f"Learns {some(facts.returned)} in return."
    else:
        first = "May name a topic to learn in return: the first meeting is the place for it."
    return (
        first,
        "Sees the company from another position, and practises teaching.",
        *_contact(facts, facts.departments[1]),
    )


def _contact(facts: Facts, department: str) -> list[str]:
    if facts.same_department or not all(facts.departments):
        return []
    return [f"Has somebody to ask in {department}."]


def expectations(mentor: str, learner: str) -> tuple[str, ...]:
    """What the two should settle before anything else; the programme's words for them."""
    return (
        f"What the {learner} wants to be able to do after the last meeting, "
        f"and what the {mentor} wants to take away.",
        "How you meet: where, how you move a meeting, and what each prepares for the next.",
        "How you give each other criticism, and what you would never pass on.",
    )


def ground_rules(learner: str, contact: str) -> tuple[str, ...]:
    """The rules that every pairing has."""
    whom = contact or "the people who run the programme"
    return (
        "What you say to each other is confidential.",
        "There is no appraisal, and no report to either's manager.",
        f"The {learner} asks for criticism and welcomes it.",
        "No question is foolish.",
        "Neither job is at stake.",
        f"Either of you may stop at any time, without a reason, by writing to {whom}.",
    )


def still_open(facts: Facts) -> tuple[str, ...]:
    """What nobody has agreed yet, as far as the data tells."""
    told = [*_times(facts), "The place: a room, or which kind of call."]
    if len(facts.languages) > 1:
        told.append(f"The language: {some(facts.languages)}, or another.")
    elif not facts.languages:
        told.append("The language you speak.")
    if facts.without_meeting:
        told.append(f"When to take up {some(facts.without_meeting)}, which got no meeting.")
    if not facts.returned:
        told.append(f"What {facts.learner} could teach {facts.mentor} in return.")
    for name, names in facts.beyond:
        told.append(f"What else {name} wants to learn: {some(names)}.")
    told += [f"How to reach {name}: no e-mail address is known." for name in facts.unreachable]
    if not facts.contact:
        told.append("Whom to write to: the programme has named no contact.")
    return tuple(told)


def _times(facts: Facts) -> list[str]:
    if not facts.dated:
        return ["Days and times: the weeks are suggestions."]
    told = [
        f"{_meetings(numbers, facts.meetings)}: {reason[:1].lower()}{reason[1:]}."
        for reason, numbers in facts.timeless
    ]
    if sum(len(numbers) for _, numbers in facts.timeless) < facts.meetings:
        told.insert(0, "Days and times: these are suggestions, so move what does not suit you.")
    return told


def _meetings(numbers: Sequence[int], of: int) -> str:
    if len(numbers) == of > 1:
        return "All meetings"
    return f"Meeting{'' if len(numbers) == 1 else 's'} {listed([str(n) for n in numbers])}"
