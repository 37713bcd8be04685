"""Demand against supply: what the seniors want to learn, and who can teach it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rmatch.roster.evidence import gaps, teach
from rmatch.roster.sensitive import SENSITIVE_TOPIC

if TYPE_CHECKING:
    from rmatch.policy import Policy
    from rmatch.roster import Person, Roster

__all__ = ["TopicDemand", "demand"]


@dataclass(frozen=True, slots=True)
class TopicDemand:
    """One topic, or all sensitive ones: who can teach it, their places, places wanted, the lack.

    Attributes
    ----------
    topics
        The topic in compared form; several where they are sensitive topics.
    name
        As it is shown.
    teachers, places
        The juniors who can teach it (one of them, if there are several), and the sum of
        those juniors' capacities.
    wanted
        Places wanted: seniors with a gap in the topic, each topic counted by itself.
    short_by
        How many of those find no place even if the juniors who can teach that topic taught
        nothing else.
    """

    topics: tuple[str, ...]
    name: str
    teachers: int
    places: int
    wanted: int
    short_by: int


def demand(
    roster: Roster, policy: Policy, *, show_sensitive: bool = False
) -> tuple[TopicDemand, ...]:
    """Every topic that a participating senior wants with a gap; the shortest supply first.

    Unless they are to be shown, sensitive topics are one row, the last: neither its place
    nor its figures tell one of several from another.
    """
    wanted: dict[str, int] = {}
    names: dict[str, str] = {}
    for senior in sorted(roster.seniors, key=lambda p: p.id):
        for want, _, _ in gaps(senior):
            wanted[want.key] = wanted.get(want.key, 0) + 1
            names.setdefault(want.key, want.name)
    taught = [(j, teach(j, policy.evidence).keys() & wanted.keys()) for j in roster.juniors]
    hidden = () if show_sensitive else tuple(sorted(wanted.keys() & roster.sensitive))
    singles = [_row((key,), names[key], wanted, taught) for key in wanted.keys() - set(hidden)]
    singles.sort(key=lambda t: (-t.short_by, -t.wanted, t.topics))
    if not hidden:
        return tuple(singles)
    name = SENSITIVE_TOPIC if len(hidden) == 1 else f"{len(hidden)} sensitive topics"
    return (*singles, _row(hidden, name, wanted, taught))


def _row(
    topics: tuple[str, ...],
    name: str,
    wanted: dict[str, int],
    taught: Collection[tuple[Person, Collection[str]]],
) -> TopicDemand:
    able = [junior for junior, keys in taught if not set(topics).isdisjoint(keys)]
    short_by = 0
    for topic in topics:
        places = sum(junior.capacity for junior, keys in taught if topic in keys)
        short_by += max(wanted[topic] - places, 0)
    places = sum(junior.capacity for junior in able)
    return TopicDemand(
        topics, name, len(able), places, sum(wanted[topic] for topic in topics), short_by
    )
