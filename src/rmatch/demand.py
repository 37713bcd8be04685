"""Demand against supply: what the seniors want to learn, and who can teach it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rmatch.roster.evidence import gaps, teach

if TYPE_CHECKING:
    from rmatch.policy import Policy
    from rmatch.roster import Roster

__all__ = ["TopicDemand", "demand"]


@dataclass(frozen=True, slots=True)
class TopicDemand:
    """One topic: juniors who can teach it and the places they have, places wanted, the lack.

    ``places`` is the sum of those juniors' capacities, ``wanted`` the number of seniors
    with a gap in the topic, ``short_by`` how many of them find no place even if all those
    juniors taught nothing else.
    """

    key: str
    name: str
    teachers: int
    places: int
    wanted: int

    @property
    def short_by(self) -> int:
        return max(self.wanted - self.places, 0)


def demand(roster: Roster, policy: Policy) -> tuple[TopicDemand, ...]:
    """Every topic that a participating senior wants with a gap; the shortest supply first."""
    wanted: dict[str, int] = {}
    names: dict[str, str] = {}
    for senior in sorted(roster.seniors, key=lambda p: p.id):
        for want, _, _ in gaps(senior):
            wanted[want.key] = wanted.get(want.key, 0) + 1
            names.setdefault(want.key, want.name)
    teachers = dict.fromkeys(wanted, 0)
    places = dict.fromkeys(wanted, 0)
    for junior in roster.juniors:
        for key in teach(junior, policy.evidence).keys() & wanted.keys():
            teachers[key] += 1
            places[key] += junior.capacity
    topics = [
        TopicDemand(key, names[key], teachers[key], places[key], wanted[key]) for key in wanted
    ]
    return tuple(sorted(topics, key=lambda t: (-t.short_by, -t.wanted, t.key)))
