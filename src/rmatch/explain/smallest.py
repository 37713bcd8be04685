"""The smallest change that would give somebody a pairing, or at least a legal partner.

A change is one number or one word: one more place, one skill offered or at a higher level, one
setting of one rule. Each is tried by making it and pairing again, so what is said of it holds.
Never proposed: a confidential rule, ``self``, ``reporting_line``, consent, a sensitive topic.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from rmatch.assign.errors import RowsInfeasible
from rmatch.cohort import Cohort
from rmatch.errors import InputError
from rmatch.explain.sentences import changed
from rmatch.explain.wording import called
from rmatch.hours import SharedMinutes
from rmatch.roster.people import HIGHEST_LEVEL, Person
from rmatch.solved import best

if TYPE_CHECKING:
    from rmatch.explain.unmatched import Side, Sides
    from rmatch.solved import Solved

__all__ = ["SmallestChange", "smallest_change"]

# Changes tried at most, and pairs looked at in all trials together.
MOST_TRIED = 12
TRIED_CELLS = 12_000_000
# Pairs up to which it is quick to pair again with requirements, or as fairly as can be.
LONG_CELLS = 10_000
# Partners whose places, and pairs whose topics or rules, are looked at.
PARTNERS = 3

PAIRING, PARTNER = "a pairing", "a legal partner"


@dataclass(frozen=True, slots=True)
class SmallestChange:
    """One change of the roster or the policy, tried by pairing again with it.

    Attributes
    ----------
    setting
        ``capacity``, ``skills``, ``offers`` or ``wants`` of a person, or a key of the policy
        such as ``rules.min_level_gap``.
    person_id, person_name
        Whose; empty for a key of the policy.
    topic
        The skill as on the roster; empty where none is meant.
    current, new
        What it is, and what it would be; for ``offers`` whether the topic is listed.
    gives
        ``"a pairing"`` or, where that is all, ``"a legal partner"``.
    """

    setting: str
    current: Any
    new: Any
    person_id: str = ""
    person_name: str = ""
    topic: str = ""
    gives: str = PARTNER

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "setting": self.setting,
            "person_id": self.person_id or None,
            "topic": self.topic or None,
            "current": _plain(self.current),
            "new": _plain(self.new),
            "gives": self.gives,
        }

    def words(self, whom: str) -> str:
        """``if Bo had 2 places instead of 1, Ann would have a pairing``."""
        return changed(self, whom)


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def smallest_change(sides: Sides, side: Side, index: int) -> SmallestChange | None:
    """The first change that gives the person a pairing, else a legal partner; ``None``: none did.

    Changes of one person come before settings of the programme.
    """
    solved = sides.solved
    most = min(MOST_TRIED, TRIED_CELLS // max(solved.problem.score.size, 1))
    helps: SmallestChange | None = None
    person, legal = sides.line(side, index)
    for change in islice(_candidates(sides, side, index), most):
        gives = _tried(solved, change, side, person.id)
        if gives == PAIRING:
            return _found(solved, change, PAIRING)
        if gives == PARTNER and helps is None and not legal.any():
            helps = _found(solved, change, PARTNER)
    return helps


def _found(solved: Solved, change: SmallestChange, gives: str) -> SmallestChange:
    """The change with what it gives, and whose it is in no doubt."""
    roster = solved.cohort.roster
    whose = [called(roster, person) for person in roster.people if person.id == change.person_id]
    return replace(change, gives=gives, person_name="".join(whose))


def _candidates(sides: Sides, side: Side, index: int) -> Iterator[SmallestChange]:
    person, legal = sides.line(side, index)
    if legal.any():
        if person.capacity == 0:
            yield _place_more(person)
            return
        for other in _by_score(sides, side, index, legal):
            yield _place_more(_others(sides, side)[other])
        return
    forbidden = sides.forbidden(side, index)
    without = np.zeros_like(legal)
    no_topic = forbidden.pop("no_topic", without)
    # With a topic the score is another: whether it is too low shows when it is tried.
    others = np.logical_or.reduce([*forbidden.values(), without])
    yield from _topics(sides, side, index, no_topic & ~others)
    removable = sides.removable(side, index, {"no_topic": no_topic, **forbidden}) & ~no_topic
    for other in _by_score(sides, side, index, removable):
        pair = (index, other) if side == "junior" else (other, index)
        (rule,) = (name for name, pairs in forbidden.items() if pairs[other])
        yield _setting(sides.cohort, rule, *pair)


def _others(sides: Sides, side: Side) -> tuple[Person, ...]:
    return sides.cohort.seniors if side == "junior" else sides.cohort.juniors


def _by_score(
    sides: Sides, side: Side, index: int, among: np.ndarray, most: int = PARTNERS
) -> list[int]:
    """Some partners' positions, the highest scores first, ties by id."""
    cohort, others = sides.cohort, _others(sides, side)
    score = cohort.score[index, :] if side == "junior" else cohort.score[:, index]
    ranked = sorted(np.flatnonzero(among).tolist(), key=lambda k: (-int(score[k]), others[k].id))
    return ranked[:most]


def _place_more(person: Person) -> SmallestChange:
    places = person.capacity
    return SmallestChange("capacity", places, places + 1, person.id, person.name)


def _topics(sides: Sides, side: Side, index: int, among: np.ndarray) -> Iterator[SmallestChange]:
    """What could be offered first, then what is the fewest levels short, a few of each kind."""
    cohort, others = sides.cohort, _others(sides, side)
    found: dict[str, list[SmallestChange]] = {"offers": [], "skills": [], "wants": []}
    for other in _by_score(sides, side, index, among, most=len(others)):
        pair = (index, other) if side == "junior" else (other, index)
        for change in _topic_changes(cohort, cohort.juniors[pair[0]], cohort.seniors[pair[1]]):
            found[change.setting].append(change)
    for changes in found.values():
        smallest = sorted(dict.fromkeys(changes), key=lambda one: one.new - one.current)
        yield from smallest[:PARTNERS]


def _topic_changes(cohort: Cohort, junior: Person, senior: Person) -> Iterator[SmallestChange]:
    """Changes of one skill or want that would give the two a topic."""
    evidence = cohort.policy.evidence
    for key in sorted(senior.wants.keys() & junior.skills.keys() - cohort.roster.sensitive):
        want, skill, own = senior.wants[key], junior.skills[key], senior.own(key)
        if skill.provenance not in evidence.accept:
            continue
        offered, open_ = key in junior.offers, want.target > own
        level = skill.level
        least = max(own + 1, evidence.min_level)
        if not offered and open_ and level >= least:
            yield SmallestChange("offers", False, True, junior.id, junior.name, skill.name)
        if offered and open_ and level < least and skill.rated:
            yield SmallestChange("skills", level, least, junior.id, junior.name, skill.name)
        if offered and not open_ and level >= least and want.stated and own < HIGHEST_LEVEL:
            yield SmallestChange("wants", want.target, own + 1, senior.id, senior.name, want.name)


def _setting(cohort: Cohort, rule: str, row: int, column: int) -> SmallestChange:
    """The least change of a rule's own setting that lets one pair pass; else the rule off."""
    rules = cohort.policy.rules
    junior, senior = cohort.juniors[row], cohort.seniors[column]
    if rule == "level_gap" and junior.level is not None and senior.level is not None:
        gap = senior.level - junior.level
        if 0 <= gap < rules.min_level_gap:
            return SmallestChange("rules.min_level_gap", rules.min_level_gap, gap)
        if rules.max_level_gap is not False and gap > rules.max_level_gap:
            return SmallestChange("rules.max_level_gap", rules.max_level_gap, gap)
    if rule == "hours":
        shared = SharedMinutes([junior], [senior], cohort.policy.programme.start)
        minutes = int(shared.values(slice(0, 1), slice(0, 1))[0, 0])
        return SmallestChange("rules.min_shared_minutes", rules.min_shared_minutes, minutes)
    if rule == "min_score":
        score = Decimal(int(cohort.score[row, column])) / 100
        return SmallestChange("rules.min_score", rules.min_score, score)
    return SmallestChange(f"rules.{rule}", True, False)


def _tried(solved: Solved, change: SmallestChange, side: Side, person_id: str) -> str:
    """What a change gives the person: pairs again with it."""
    cohort = solved.cohort
    try:
        again = _made(cohort, change)
    except InputError:
        # It does not go together with something else: a decision, say.
        return ""
    index = (again.junior_index if side == "junior" else again.senior_index)[person_id]
    legal = again.legal[index, :] if side == "junior" else again.legal[:, index]
    if not legal.any():
        return ""
    long = bool(again.requirements) or again.policy.objective == "fairest"
    if long and again.score.size > LONG_CELLS:
        return PARTNER
    try:
        found, _ = best(again, again.policy.objective)
    except RowsInfeasible:
        return PARTNER
    return PAIRING if index in (found.rows if side == "junior" else found.columns) else PARTNER


def _made(cohort: Cohort, change: SmallestChange) -> Cohort:
    """The cohort with the change."""
    roster, policy = cohort.roster, cohort.policy
    section, _, key = change.setting.partition(".")
    if section == "rules":
        rules = policy.rules.model_copy(update={key: change.new})
        policy = policy.model_copy(update={"rules": rules})
    else:
        people = tuple(_with(p, change) if p.id == change.person_id else p for p in roster.people)
        roster = replace(roster, people=people)
    return Cohort.of(roster, policy, cohort.decisions)


def _with(person: Person, change: SmallestChange) -> Person:
    """A person with the change."""
    if change.setting == "capacity":
        return replace(person, capacity=change.new)
    if change.setting == "wants":
        (key,) = (k for k, want in person.wants.items() if want.name == change.topic)
        want = replace(person.wants[key], target=change.new)
        return replace(person, wants={**person.wants, key: want})
    (key,) = (k for k, skill in person.skills.items() if skill.name == change.topic)
    if change.setting == "offers":
        return replace(person, offers=person.offers | {key})
    skill = replace(person.skills[key], level=change.new)
    return replace(person, skills={**person.skills, key: skill})
