"""A slow, plain scorer written from the specification alone, with fractions and dicts.

`Oracle(csv_text, policy)` gives for every pair of participants the six components in
hundredths of a point, the score, the topics and the rules that forbid it. The policy is a plain
dict with the keys of a policy file. Nothing here is shared with the package under test. Where
the specification leaves a choice, a comment that starts with "Reading:" says so.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .decisions import Decided
from .reading import PROVENANCES, OraclePerson, Want, fold, read_people

WEIGHTS = {
    "skill_gap": 60,
    "reciprocity": 15,
    "cross_department": 15,
    "shared_goals": 5,
    "shared_hours": 5,
    "preference": 10,
}
RULES = (
    "self",
    "no_topic",
    "reporting_line",
    "same_manager",
    "successor",
    "level_gap",
    "avoids",
    "language",
    "hours",
    "department",
    "decision",
    "min_score",
)
OFF = ("same_manager", "department")
CONFIDENTIAL = ("avoids", "successor", "decision")
LIVED_EXPERIENCE = ("menopause", "faith at work", "lgbt")  # those the specification names


@dataclass(frozen=True)
class Topic:
    """A want of which the junior covers a step."""

    key: str
    spellings: tuple[str, ...]
    hundredths: int


@dataclass(frozen=True)
class Pair:
    """Everything about one junior and one senior; scores in hundredths of a point."""

    parts: Mapping[str, int]
    score: int
    topics: tuple[Topic, ...]
    forbidden: frozenset[str]
    coverage: Fraction
    heaviest: bool  # a want of the largest weight among those with a gap is a topic
    overridden: frozenset[str] = frozenset()  # what would forbid a pair that is held


def exact(number: Any) -> Fraction:
    """A number of the policy as the decimal that its reader sees.

    Reading: 0.1 is one tenth, not the binary fraction nearest to it.
    """
    return Fraction(str(number))


def largest_remainder(shares: Sequence[Fraction], total: int) -> list[int]:
    """Whole numbers that add up to total: floors, then one each by fraction, earlier first."""
    floors = [share.numerator // share.denominator for share in shares]
    order = sorted(range(len(shares)), key=lambda k: (floors[k] - shares[k], k))
    for k in order[: total - sum(floors)]:
        floors[k] += 1
    return floors


class Oracle:
    """All pairs of a canonical roster under a policy."""

    def __init__(
        self,
        text: str,
        policy: Mapping[str, Any] | None = None,
        decisions: Mapping[tuple[str, str], Decided] | None = None,
    ) -> None:
        self.policy: Mapping[str, Any] = policy or {}
        self.decisions: Mapping[tuple[str, str], Decided] = decisions or {}
        self.held = {key: one for key, one in self.decisions.items() if one.holds}
        self.people = read_people(text, self.policy)
        self.person = {one.id: one for one in self.people}
        taking_part = [one for one in self.people if one.participates]
        self.left_out = [one for one in self.people if not one.participates]
        self.juniors = [one for one in taking_part if one.role in ("junior", "both")]
        self.seniors = [one for one in taking_part if one.role in ("senior", "both")]
        if not self.juniors or not self.seniors:
            raise ValueError("no junior or no senior takes part")
        # Reading: "no skill of the roster carries a level" looks at every row, also of those who
        # do not take part, and at skills only (not at the targets of wants).
        self.rated = any(
            skill.level is not None for one in self.people for skill in one.skills.values()
        )
        self.inactive = {name: why for name in WEIGHTS if (why := self._why_inactive(name))}
        self.weights = self._scaled()
        self.pairs = {
            (junior.id, senior.id): self._pair(junior, senior)
            for junior in self.juniors
            for senior in self.seniors
        }

    # -- skills -----------------------------------------------------------------------------

    def own(self, person: OraclePerson, key: str) -> int:
        """A person's level in a skill; unrated ones count `unrated`; 0 if not listed."""
        skill = person.skills.get(key)
        if skill is None:
            return 0
        return self._skills("unrated", 3) if skill.level is None else skill.level

    def teach(self, person: OraclePerson, key: str) -> int:
        """The level at which a person may teach a skill, else 0."""
        skill = person.skills.get(key)
        if skill is None:
            return 0
        # Reading: a blank cell in a column of offers is "absent", so all but sensitive skills.
        offered = not self.sensitive(key) if person.offers is None else key in person.offers
        evidence = self.policy.get("evidence", {})
        accepted = skill.provenance in evidence.get("accept", PROVENANCES)
        level = self.own(person, key)
        return level if offered and accepted and level >= evidence.get("min_level", 2) else 0

    def sensitive(self, key: str) -> bool:
        """Whether a skill names lived experience (the oracle knows the named examples only)."""
        stereotypes = self.policy.get("stereotypes", {})
        listed = {fold(name) for name in stereotypes.get("sensitive", ())} | {*LIVED_EXPERIENCE}
        return key in listed - {fold(name) for name in stereotypes.get("not_sensitive", ())}

    def gap(self, person: OraclePerson, key: str) -> int:
        """How many levels a person wants to gain in a skill."""
        own, target = self.own(person, key), person.wants[key].target
        if target is None:
            default = self._skills("default_target", 4)
            if not self.rated:
                default = self._skills("unrated", 3)
            target = min(5, max(default, own + 1))
        return max(target - own, 0)

    def open_wants(self, person: OraclePerson) -> dict[str, tuple[Want, int]]:
        """The wants with a gap, by compared name in code-point order."""
        gaps = {key: self.gap(person, key) for key in sorted(person.wants)}
        return {key: (person.wants[key], gap) for key, gap in gaps.items() if gap}

    def covered(self, teacher: OraclePerson, learner: OraclePerson) -> dict[str, int]:
        """For each want with a gap, how many of its steps the teacher covers."""
        return {
            key: min(max(self.teach(teacher, key) - self.own(learner, key), 0), gap)
            for key, (_, gap) in self.open_wants(learner).items()
        }

    @functools.cache  # noqa: B019 - an oracle lives for one test
    def _steps(self, learner: str, total: int) -> dict[str, list[int]]:
        """Hundredths of every step of every want: floors, then the largest fractions."""
        wants = self.open_wants(self.person[learner])
        whole = sum(want.weight * gap for want, gap in wants.values())
        steps = [(key, step) for key, (_, gap) in wants.items() for step in range(gap)]
        shares = [total * wants[key][0].weight / whole for key, _ in steps]
        earned: dict[str, list[int]] = {key: [] for key in wants}
        for (key, _), hundredths in zip(steps, largest_remainder(shares, total), strict=True):
            earned[key].append(hundredths)
        return earned

    def _earned(self, teacher: OraclePerson, learner: OraclePerson, total: int) -> dict[str, int]:
        steps = self._steps(learner.id, total) if self.open_wants(learner) else {}
        return {key: sum(steps[key][:n]) for key, n in self.covered(teacher, learner).items() if n}

    def _skills(self, key: str, default: int) -> int:
        return int(self.policy.get("skills", {}).get(key, default))

    # -- components ---------------------------------------------------------------------------

    def _weight(self, name: str) -> Fraction:
        return exact(self.policy.get("weights", {}).get(name, WEIGHTS[name]))

    def _scaled(self) -> dict[str, int]:
        """The active weights scaled to 10 000 by largest remainder."""
        active = {name: self._weight(name) for name in WEIGHTS if name not in self.inactive}
        if not active:
            raise ValueError("no component is active")
        whole = sum(active.values())
        shares = [10_000 * weight / whole for weight in active.values()]
        return dict(zip(active, largest_remainder(shares, 10_000), strict=True))

    def _why_inactive(self, name: str) -> str:
        """Why a component is inactive; empty if it is active."""
        if self._weight(name) == 0:
            return "weight 0"
        everyone = [*self.juniors, *self.seniors]
        # Reading: "a junior and a senior" may be the two roles of one person with role both.
        gives: dict[str, Callable[[], bool]] = {
            "skill_gap": lambda: True,
            "reciprocity": lambda: any(self.open_wants(one) for one in self.juniors),
            "cross_department": lambda: (
                self._prefer() != "any" and any(one.department for one in everyone)
            ),
            "shared_goals": lambda: any(a.goals & b.goals for a, b in self._all()),
            "shared_hours": lambda: any(a.has_zone and b.has_zone for a, b in self._all()),
            "preference": lambda: any(
                b.id in a.prefers or a.id in b.prefers for a, b in self._all()
            ),
        }
        return "" if gives[name]() else "the participants give it nothing"

    def _all(self) -> Iterable[tuple[OraclePerson, OraclePerson]]:
        return ((junior, senior) for junior in self.juniors for senior in self.seniors)

    def _prefer(self) -> str:
        return str(self.policy.get("cross_department", {}).get("prefer", "different"))

    def _department(self, junior: OraclePerson, senior: OraclePerson) -> Fraction:
        if not junior.department or not senior.department:
            return Fraction(0)
        shared = 0
        for a, b in zip(junior.department, senior.department, strict=False):
            if a != b:
                break
            shared += 1
        same = Fraction(shared, max(len(junior.department), len(senior.department)))
        return same if self._prefer() == "same" else 1 - same

    def _wish(self, junior: OraclePerson, senior: OraclePerson) -> Fraction:
        sides = [
            Fraction(1, one.prefers.index(other.id) + 1) if other.id in one.prefers else Fraction(0)
            for one, other in ((junior, senior), (senior, junior))
            if one.prefers
        ]
        return sum(sides, Fraction(0)) / len(sides) if sides else Fraction(0)

    def _fraction(self, name: str, junior: OraclePerson, senior: OraclePerson) -> Fraction:
        if name == "cross_department":
            return self._department(junior, senior)
        if name == "shared_goals":
            union = junior.goals | senior.goals
            return Fraction(len(junior.goals & senior.goals), len(union)) if union else Fraction(0)
        if name == "shared_hours":
            return min(Fraction(self.shared_minutes(junior, senior), 120), Fraction(1))
        return self._wish(junior, senior)

    def shared_minutes(self, junior: OraclePerson, senior: OraclePerson) -> int:
        """Minutes a week at which both are available; 0 if a time zone is missing."""
        if not junior.has_zone or not senior.has_zone:
            return 0
        return (junior.minutes & senior.minutes).bit_count()

    def _part(self, name: str, junior: OraclePerson, senior: OraclePerson) -> int:
        weight = self.weights[name]
        if name == "skill_gap":
            return sum(self._earned(junior, senior, weight).values())
        if name == "reciprocity":
            return sum(self._earned(senior, junior, weight).values())
        return round(self._fraction(name, junior, senior) * weight)  # half to even

    # -- pairs ----------------------------------------------------------------------------------

    def _pair(self, junior: OraclePerson, senior: OraclePerson) -> Pair:
        parts = {name: self._part(name, junior, senior) for name in self.weights}
        score = sum(parts.values())
        topics = self._topics(junior, senior)
        wants = self.open_wants(senior)
        steps = self.covered(junior, senior)
        whole = sum(want.weight * gap for want, gap in wants.values())
        taught = sum((want.weight * steps[key] for key, (want, _) in wants.items()), Fraction(0))
        # Reading: the heaviest want is the one of the largest weight, not of weight times gap;
        # of several equally heavy ones any will do.
        most = max((want.weight for want, _ in wants.values()), default=Fraction(0))
        heaviest = any(steps[key] for key, (want, _) in wants.items() if want.weight == most)
        forbidden = frozenset(self._forbidding(junior, senior, score, topics))
        coverage = taught / whole if whole else Fraction(0)
        if (junior.id, senior.id) in self.held:
            return Pair(parts, score, topics, frozenset(), coverage, heaviest, forbidden)
        return Pair(parts, score, topics, forbidden, coverage, heaviest)

    def _topics(self, junior: OraclePerson, senior: OraclePerson) -> tuple[Topic, ...]:
        earned = self._earned(junior, senior, self.weights.get("skill_gap", 10_000))
        order = sorted(earned, key=lambda key: (-earned[key], key))
        return tuple(Topic(key, senior.wants[key].spellings, earned[key]) for key in order)

    def above(self, person: OraclePerson) -> set[str]:
        """The ids of everybody above a person; in a cycle everybody in it is above everybody."""
        seen: set[str] = set()
        boss = person.manager
        while boss and boss not in seen:
            seen.add(boss)
            boss = self.person[boss].manager if boss in self.person else ""
        return seen

    def rule_on(self, name: str) -> bool:
        """Whether the policy has a rule on."""
        return bool(self.policy.get("rules", {}).get(name, name not in OFF))

    def _forbidding(
        self, junior: OraclePerson, senior: OraclePerson, score: int, topics: Sequence[Topic]
    ) -> list[str]:
        rules = self.policy.get("rules", {})
        holds = {
            "self": junior.id == senior.id,
            "no_topic": not topics,
            "reporting_line": senior.id in self.above(junior) or junior.id in self.above(senior),
            # Reading: an id that is in no file still is the same manager for two people.
            "same_manager": junior.manager != "" and junior.manager == senior.manager,
            "successor": senior.id in junior.successor_of or junior.id in senior.successor_of,
            "level_gap": self._levels_clash(junior, senior),
            "avoids": senior.id in junior.avoids or junior.id in senior.avoids,
            "language": bool(junior.languages and senior.languages)
            and not junior.languages & senior.languages,
            "hours": junior.has_zone
            and senior.has_zone
            and self.shared_minutes(junior, senior) < rules.get("min_shared_minutes", 60),
            "department": junior.department != () and junior.department == senior.department,
            "decision": self._ruled_out((junior.id, senior.id)),
        }
        forbidding = [name for name in RULES if name in holds and self.rule_on(name)]
        forbidding = [name for name in forbidding if holds[name]]
        # Reading: min_score judges only pairs that no other rule forbids, since a forbidden pair
        # has no score. The recorded vectors have it so: their ruled-out pairs of 0 points are
        # not under min_score. The other side, "a pair under every rule that forbids it", would
        # list them; which pairs are legal is the same either way.
        if not forbidding and score < exact(rules.get("min_score", 0.01)) * 100:
            forbidding.append("min_score")
        return forbidding

    def _levels_clash(self, junior: OraclePerson, senior: OraclePerson) -> bool:
        if junior.level is None or senior.level is None:
            return False
        below = senior.level - junior.level
        if self.policy.get("levels", {}).get("direction") == "down":
            below = -below
        rules = self.policy.get("rules", {})
        most = rules.get("max_level_gap")
        return below < rules.get("min_level_gap", 1) or (most is not None and below > most)

    def _ruled_out(self, key: tuple[str, str]) -> bool:
        return key in self.decisions and not self.decisions[key].holds

    def room(self, role: int, one: OraclePerson) -> int:
        """How many pairings a junior (0) or senior (1) may have: more only where more are held."""
        return max(one.capacity, sum(key[role] == one.id for key in self.held))

    def held_places(self) -> list[tuple[int, int]]:
        """The held pairs as places in `tables`."""
        juniors = [one.id for one in self.juniors]
        seniors = [one.id for one in self.seniors]
        return [(juniors.index(a), seniors.index(b)) for a, b in self.held]

    def tables(
        self,
    ) -> tuple[list[list[int]], list[list[bool]], list[int], list[int]]:
        """Scores, legality and capacities in the order of juniors and seniors."""
        rows = [[self.pairs[one.id, other.id] for other in self.seniors] for one in self.juniors]
        return (
            [[pair.score for pair in row] for row in rows],
            [[not pair.forbidden for pair in row] for row in rows],
            [self.room(0, one) for one in self.juniors],
            [self.room(1, one) for one in self.seniors],
        )

    def counts(self) -> dict[str, int]:
        """For each rule the pairs that it forbids; the confidential ones as one.

        Reading: a pair that is held by override is still under every rule that forbids it.
        """
        table: dict[str, int] = {}
        for pair in self.pairs.values():
            for name in shown_rules(pair.forbidden | pair.overridden):
                table[name] = table.get(name, 0) + 1
        return table


def shown_rules(forbidden: Iterable[str]) -> list[str]:
    """Rule names as files show them: the confidential ones together, once."""
    names = {"not to be paired" if name in CONFIDENTIAL else name for name in forbidden}
    return sorted(names)
