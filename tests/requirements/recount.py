"""Requirements counted again on a finished matching, plainly and in SPEC's words.

Nothing here is shared with :mod:`rmatch.requirements`; names of columns are those of the
people that these tests draw.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from rmatch import Policy
from rmatch.requirements import Requirements
from rmatch.roster.people import Person
from rmatch.score import Scorer
from tests.score.people import random_people

Chosen = list[tuple[int, int]]
SITES = ("Berlin", "BERLIN ", "Oslo", "")


class World:
    """People, their extras and groups, and the policy."""

    def __init__(self, seed: int, policy: dict[str, Any], juniors: int = 12, seniors: int = 4):
        self.dice = random.Random(seed)
        drawn = random_people(seed, juniors, seniors)
        self.juniors, self.seniors = ([_compared(p) for p in people] for people in drawn)
        people = {p.id for p in (*self.juniors, *self.seniors)}
        self.sites = {one: self.dice.choice(SITES) for one in sorted(people)}
        self.groups = [self.dice.choice("aab-") for _ in self.juniors]
        self.policy = Policy(**policy)
        self.scorer = Scorer(self.juniors, self.seniors, self.policy)

    def requirements(self, **changes: Any) -> Requirements:
        codes = np.array(["-ab".index(group) - 1 for group in self.groups])
        given: dict[str, Any] = {
            "legal": np.ones(self.scorer.shape, dtype=np.bool_),
            "primary": self.scorer.primary_topics(),
            "sensitive_pairs": self.scorer.sensitive_pairs({"skill a", "skill b"}),
            "groups": codes,
            "extras": {"site": {one: site for one, site in self.sites.items() if site}},
        }
        return Requirements.of(self.juniors, self.seniors, self.policy, **(given | changes))

    def matching(self) -> Chosen:
        everything = [(i, j) for i in range(len(self.juniors)) for j in range(len(self.seniors))]
        return self.dice.sample(everything, self.dice.randint(0, len(everything) // 2))

    def pairs_on(self, topic: str) -> Chosen:
        """All pairs with this primary topic; of the first group more than of the others."""
        return [
            (i, j)
            for i in range(len(self.juniors))
            for j in range(len(self.seniors))
            if self.topic((i, j)) == topic and (self.groups[i] == "a" or j == 0)
        ]

    def topic(self, pair: tuple[int, int]) -> str | None:
        topics = self.scorer.topics(*pair)
        return topics[0].key if topics else None

    def side(self, pair: tuple[int, int], side: str) -> Person:
        return self.juniors[pair[0]] if side == "junior" else self.seniors[pair[1]]


def _compared(person: Person) -> Person:
    """The department in compared form, as a roster that was read has it."""
    return replace(person, department_key=tuple(p.casefold() for p in person.department))


def arrays(chosen: Chosen) -> tuple[Any, Any]:
    pairs = np.array(chosen, dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def kept(requirements: Requirements, chosen: Chosen) -> dict[str, bool]:
    """Whether a matching keeps each requirement, by its rows."""
    rows = requirements.rows
    return {
        one.name: all(rows[k].activity(*arrays(chosen)) <= rows[k].limit for k in one.rows)
        for one in requirements.named
    }


def value(world: World, person: Person, column: str) -> Any:
    """What a person has in a column, ``None`` if unknown; lists as sets."""
    if column == "site":
        return world.sites[person.id].strip().lower() or None
    if column == "department":
        return "/".join(person.department).lower() or None
    if column == "level":
        return person.level
    found = {"languages": person.languages, "skills": person.skills, "goals": person.goals}[column]
    return frozenset(found) or None


def fits(world: World, person: Person, conditions: Mapping[str, Any]) -> bool:
    return all(
        any(_has(value(world, person, column), one, column) for one in _listed(wanted))
        for column, wanted in conditions.items()
    )


def _listed(wanted: Any) -> Iterable[Any]:
    return wanted if isinstance(wanted, list | tuple) else [wanted]


def _has(had: Any, wanted: Any, column: str) -> bool:
    if had is None:
        return False
    if column == "level":
        return had == int(str(wanted).removeprefix("L"))
    wanted = wanted.lower()
    if column == "department":
        return had == wanted or had.startswith(wanted + "/")
    return wanted in had if isinstance(had, frozenset) else had == wanted


def counted(world: World, limit: Mapping[str, Any], pair: tuple[int, int]) -> bool:
    """Whether a limit counts a pairing."""
    junior, senior = world.side(pair, "junior"), world.side(pair, "senior")

    def both(column: str) -> tuple[Any, Any]:
        return value(world, junior, column), value(world, senior, column)

    known = all(None not in both(c) for key in ("same", "different") for c in limit.get(key, ()))
    return (
        known
        and fits(world, junior, limit.get("junior", {}))
        and fits(world, senior, limit.get("senior", {}))
        and all(both(c)[0] == both(c)[1] for c in limit.get("same", ()))
        and all(both(c)[0] != both(c)[1] for c in limit.get("different", ()))
        and ("topic" not in limit or world.topic(pair) in [t.lower() for t in limit["topic"]])
    )


def limit_holds(world: World, limit: Mapping[str, Any], chosen: Chosen) -> bool:
    count = Fraction(sum(counted(world, limit, pair) for pair in chosen))
    if limit.get("share"):
        if not chosen:
            return True
        count /= len(chosen)
    low, high = Fraction(str(limit.get("min", 0))), Fraction(str(limit.get("max", 10**9)))
    return low <= count <= high


def parity_holds(world: World, topic: str, chosen: Chosen) -> bool:
    ratio = Fraction(str(world.policy.stereotypes.ratio))
    able, count = {}, {}
    for group in "ab":
        members = {i for i, g in enumerate(world.groups) if g == group}
        able[group] = sum(topic in teachable(world.juniors[i]) for i in members)
        count[group] = sum(i in members and world.topic((i, j)) == topic for i, j in chosen)
    if min(able.values()) < 5:
        return True
    rate = {group: Fraction(count[group], able[group]) for group in "ab"}
    slack = Fraction(1, min(able.values()))
    return all(rate[g] >= ratio * rate[h] - slack for g, h in ("ab", "ba"))


def teachable(person: Person) -> set[str]:
    """Skills with teach above 0: offered, at the default level 2 or more."""
    return {key for key, skill in person.skills.items() if key in person.offers and skill.level > 1}


def funnel_holds(world: World, chosen: Chosen) -> bool:
    listed = {topic.lower() for topic in world.policy.stereotypes.topics}
    wanted = {key for p in world.seniors for key, want in p.wants.items() if p.gap(want) > 0}
    for group in "ab":
        members = {i for i, g in enumerate(world.groups) if g == group}
        offers = [key for i in members for key in teachable(world.juniors[i]) & wanted]
        if not offers:
            continue
        share = Fraction(sum(key in listed for key in offers), len(offers))
        theirs = [pair for pair in chosen if pair[0] in members]
        most = Fraction(str(world.policy.stereotypes.funnel)) * share * len(theirs) + 1
        if sum(world.topic(pair) in listed for pair in theirs) > most:
            return False
    return True


def load_holds(world: World, chosen: Chosen) -> bool:
    tolerance = Fraction(str(world.policy.stereotypes.load_tolerance))
    for group in "ab":
        members = {i for i, g in enumerate(world.groups) if g == group}
        share = Fraction(len(members), len(world.juniors))
        theirs = sum(pair[0] in members for pair in chosen)
        if theirs > (1 + tolerance) * share * len(chosen) + 1:
            return False
    return True
