"""The words of reasons: one place, plain, and never about a protected trait or a generation."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from rmatch.roster.sensitive import SENSITIVE_TOPIC

if TYPE_CHECKING:
    from rmatch.cohort import Cohort
    from rmatch.roster import Person, Roster
    from rmatch.score import Topic

__all__ = ["called", "hidden_last", "listed", "named", "points", "reason", "topic_names"]

TOPICS_IN_REASON = 3


def points(hundredths: int) -> str:
    """Whole hundredths as points with two decimals: ``5147`` is ``51.47``."""
    sign = "-" if hundredths < 0 else ""
    whole, rest = divmod(abs(int(hundredths)), 100)
    return f"{sign}{whole}.{rest:02d}"


def listed(items: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def named(person: Person) -> str:
    """``J012 (Ann Bell)``; the id alone where there is no other name."""
    return person.id if person.name == person.id else f"{person.id} ({person.name})"


def called(roster: Roster, person: Person) -> str:
    """``Ann Bell``; with the id where somebody else on the roster has that name."""
    return f"{person.name} ({person.id})" if person.id in roster.namesakes else person.name


def topic_names(
    cohort: Cohort, topics: Sequence[Topic], *, show_sensitive: bool = False
) -> list[str]:
    """Names in the learner's spelling; sensitive ones only where asked for."""
    hidden = frozenset() if show_sensitive else cohort.roster.sensitive
    return [SENSITIVE_TOPIC if topic.key in hidden else topic.name for topic in topics]


def hidden_last(topics: Sequence[Topic], hidden: Collection[str]) -> list[Topic]:
    """In their order, those that are not named at the end: their place would tell of them."""
    return sorted(topics, key=lambda topic: topic.key in hidden)


def reason(
    cohort: Cohort,
    row: int,
    column: int,
    earned: Mapping[str, int],
    *,
    show_sensitive: bool = False,
) -> str:
    """Why these two: what is taught, what comes back, and what else speaks for the pairing.

    ``earned`` is the pairing's active components in hundredths.
    """
    junior, senior = cohort.juniors[row], cohort.seniors[column]
    hidden = frozenset() if show_sensitive else cohort.roster.sensitive
    topics = cohort.scorer.topics(row, column)

    def described(topic: Topic) -> str:
        if topic.key in hidden:
            return SENSITIVE_TOPIC
        # Whoever lists no level counts as 0, and has not said so.
        own = f"is at {topic.own}, " if topic.own else ""
        levels = f"level {topic.teach}; {senior.name} {own}aims at {topic.target}"
        return f"{topic.name} ({levels})"

    sentences = []
    if topics:
        sentences.append(f"{junior.name} can teach {_first_few(list(map(described, topics)))}")
    returned = hidden_last(cohort.scorer.topics_back(row, column), hidden)
    back = topic_names(cohort, returned, show_sensitive=show_sensitive)
    if back and earned.get("reciprocity"):
        sentences.append(f"{senior.name} can teach {_first_few(back)} in return")
    sentences += _other_grounds(cohort, row, column, earned, show_sensitive=show_sensitive)
    return "; ".join(sentences) + "." if sentences else ""


def _first_few(names: Sequence[str]) -> str:
    rest = len(names) - TOPICS_IN_REASON
    return listed([*names[:TOPICS_IN_REASON], *([f"{rest} more"] if rest > 0 else [])])


def _other_grounds(
    cohort: Cohort, row: int, column: int, earned: Mapping[str, int], *, show_sensitive: bool
) -> list[str]:
    junior, senior = cohort.juniors[row], cohort.seniors[column]
    grounds = []
    if earned.get("cross_department"):
        whole = junior.department_key == senior.department_key
        if cohort.policy.cross_department.prefer == "same":
            grounds.append(
                "they work in the same department" if whole else "their departments are close"
            )
        else:
            grounds.append("they work in different departments")
    if earned.get("shared_goals"):
        shared = sorted(set(junior.goals) & set(senior.goals))
        named = [senior.goals[k] for k in shared if show_sensitive or not cohort.roster.hides(k)]
        if named:
            grounds.append(f"both hope for {listed(list(dict.fromkeys(named)))}")
        # What is not named is not called sensitive either: so much would tell of both people.
        if len(named) < len(shared):
            grounds.append(f"they have {'another' if named else 'a'} goal in common")
    if earned.get("shared_hours"):
        grounds.append("their working hours overlap")
    if earned.get("preference"):
        grounds.append(_wished(junior.id in senior.prefers, senior.id in junior.prefers))
    return grounds


def _wished(by_senior: bool, by_junior: bool) -> str:
    # Who named whom is a wish told in confidence: the reason says only that there was one.
    return "each named the other" if by_senior and by_junior else "one of them named the other"
