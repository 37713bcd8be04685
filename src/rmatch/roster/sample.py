"""Sample rosters: invented people of a company that never was, the same for the same seed."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import TextIO, TypeVar

from rmatch.errors import UsageError
from rmatch.roster.vocabulary.sample_words import (
    AVAILABLE,
    DEPARTMENTS,
    GOALS,
    JUNIOR_TOPICS,
    SENIOR_TOPICS,
    SITES,
    Culture,
    Site,
)

__all__ = ["SAMPLE_HEADINGS", "sample_roster", "write_sample"]

MOST_PEOPLE = 1_000_000
SAMPLE_HEADINGS = (
    "id",
    "name",
    "email",
    "role",
    "level",
    "department",
    "manager_id",
    "skills",
    "wants",
    "offers",
    "goals",
    "languages",
    "timezone",
    "available",
    "capacity",
    "prefers",
    "avoids",
    "successor_of",
    "participate",
    "age_band",
    "gender",
)

_REPORTS = 6  # people that a manager leads directly
_LOWEST_SENIOR, _DEPARTMENT_HEAD, _TOP = 6, 9, 10
_HIGHEST_JUNIOR = 5
_AGES = ("under 30", "30 to 39", "40 to 49", "50 to 59", "60 and over")
_GENDERS = ("woman", "man", "non-binary", "")

T = TypeVar("T")


class _Dice:
    """Choices made from :meth:`random.Random.random` alone.

    It is the one method whose sequence Python promises never to change.
    """

    def __init__(self, seed: int) -> None:
        self.random = Random(seed).random

    def chance(self, share: float) -> bool:
        return self.random() < share

    def below(self, count: int) -> int:
        return int(self.random() * count)

    def one(self, items: Sequence[T]) -> T:
        return items[int(self.random() * len(items))]

    def weighted(self, items: Sequence[T], weights: Sequence[float]) -> T:
        at = self.random() * sum(weights)
        for item, weight in zip(items, weights, strict=True):
            at -= weight
            if at < 0:
                return item
        return items[-1]

    def several(self, items: Sequence[T], count: int) -> list[T]:
        """``count`` different items (fewer only if there are fewer), in drawn order."""
        drawn: dict[int, None] = {}
        while len(drawn) < min(count, len(items)):
            drawn.setdefault(int(self.random() * len(items)))
        return [items[place] for place in drawn]


def sample_roster(juniors: int, seniors: int, seed: int = 0) -> list[dict[str, str]]:
    """Invent a roster.

    Every senior but the top reports to a senior of the same department, every junior to
    a senior; seniors want to learn what juniors are often, not always, strong in. Age
    band and gender are drawn apart from everything but the given name.

    Parameters
    ----------
    juniors, seniors
        How many people of each role.
    seed
        The same seed gives the same roster, on every machine and Python version.

    Returns
    -------
    list of dict
        One row a person, cells as text, keys as ``SAMPLE_HEADINGS``; seniors first.

    Raises
    ------
    UsageError
        If a number of people is negative, both are 0, or they are millions.
    """
    if juniors < 0 or seniors < 0 or not 0 < juniors + seniors <= MOST_PEOPLE:
        raise UsageError(
            f"a sample of {juniors} juniors and {seniors} seniors cannot be made. "
            f"Fix: give numbers of people of 0 or more, together from 1 to {MOST_PEOPLE}."
        )
    dice = _Dice(seed)
    width = max(5, len(str(max(juniors, seniors))))
    ids = {
        "junior": [f"J{number:0{width}}" for number in range(1, juniors + 1)],
        "senior": [f"S{number:0{width}}" for number in range(1, seniors + 1)],
    }
    places = _seniors(ids["senior"])
    staff: dict[str, list[str]] = {}
    for person, department, _, _ in places:
        staff.setdefault(department, []).append(person)
    rows = [_row(dice, "senior", *place, ids) for place in places]
    for person in ids["junior"]:
        department = dice.one(DEPARTMENTS)
        leaders = staff.get(department) or ids["senior"]
        manager = dice.one(leaders) if leaders else ""
        level = 1 + dice.below(_HIGHEST_JUNIOR)
        rows.append(_row(dice, "junior", person, department, manager, level, ids))
    return rows


def write_sample(rows: Iterable[Mapping[str, str]], out: TextIO) -> None:
    """Write sample rows as CSV with a heading line."""
    writer = csv.DictWriter(out, SAMPLE_HEADINGS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _seniors(ids: Sequence[str]) -> list[tuple[str, str, str, int]]:
    """Id, department, manager, level of every senior: a tree in each department."""
    placed = []
    count = len(DEPARTMENTS)
    for number, person in enumerate(ids):
        department = DEPARTMENTS[number % count]
        place = number // count  # within the department: 0 leads it
        if number == 0:
            manager, depth = "", -1
        elif place == 0:
            manager, depth = ids[0], 0
        else:
            manager = ids[(place - 1) // _REPORTS * count + number % count]
            depth = _depth(place)
        level = _TOP if depth < 0 else max(_DEPARTMENT_HEAD - depth, _LOWEST_SENIOR)
        placed.append((person, department, manager, level))
    return placed


def _depth(place: int) -> int:
    depth = 0
    while place:
        place = (place - 1) // _REPORTS
        depth += 1
    return depth


def _row(
    dice: _Dice,
    role: str,
    person: str,
    department: str,
    manager: str,
    level: int,
    ids: Mapping[str, Sequence[str]],
) -> dict[str, str]:
    junior = role == "junior"
    site = dice.weighted(SITES, [site.share for site in SITES])
    gender = dice.weighted(_GENDERS, (47, 47, 3, 3))
    own, other = (JUNIOR_TOPICS, SENIOR_TOPICS) if junior else (SENIOR_TOPICS, JUNIOR_TOPICS)
    wanted = dice.several(other, dice.below(4) if junior else 2 + dice.below(3))
    skills = _skills(dice, own, other, wanted)
    across = ids["senior" if junior else "junior"]
    return {
        "id": person,
        "name": _name(dice, dice.one(site.cultures), gender),
        "email": f"{person.lower()}@example.com",
        "role": role,
        "level": str(level),
        "department": department,
        "manager_id": manager,
        "skills": "; ".join(name + _grade(dice, grade) for name, grade in skills.items()),
        "wants": _wants(dice, wanted, skills),
        "offers": "; ".join(list(skills)[: 2 + dice.below(3)]) if dice.chance(0.2) else "",
        "goals": "; ".join(dice.several(GOALS, dice.below(4))),
        "languages": _languages(dice, site),
        "timezone": "" if dice.chance(0.04) else dice.one(site.zones),
        "available": "" if dice.chance(0.6) else dice.one(AVAILABLE),
        "capacity": "2" if junior and dice.chance(0.1) else "1",
        "prefers": "; ".join(dice.several(across, 1 + dice.below(3))) if dice.chance(0.04) else "",
        "avoids": dice.one(across) if across and dice.chance(0.02) else "",
        "successor_of": manager if dice.chance(0.02) else "",
        "participate": "no" if dice.chance(0.01) else "yes",
        "age_band": dice.weighted(_AGES, (24, 29, 24, 18, 5)),
        "gender": gender,
    }


def _name(dice: _Dice, culture: Culture, gender: str) -> str:
    which = _GENDERS.index(gender) if gender in _GENDERS[:2] else dice.below(2)
    parts = [dice.one(culture.given[which]), dice.one(culture.family)]
    return culture.joined.join(reversed(parts) if culture.family_first else parts)


def _skills(
    dice: _Dice, own: Sequence[str], other: Sequence[str], wanted: Sequence[str]
) -> dict[str, int]:
    """Skills and levels: strong in some of one's own topics, a beginner in some wanted ones.

    One in five is good at something that the other side is known for.
    """
    levels = {
        name: dice.weighted((2, 3, 4, 5), (15, 35, 34, 16))
        for name in dice.several(own, 3 + dice.below(4))
    }
    if dice.chance(0.2):
        levels[dice.one(other)] = dice.weighted((3, 4, 5), (50, 35, 15))
    return levels | {name: dice.weighted((1, 2), (70, 30)) for name in wanted if dice.chance(0.5)}


def _grade(dice: _Dice, level: int) -> str:
    """``:4@attested``: a few skills come without level, most without provenance."""
    if dice.chance(0.002):
        return ""
    provenance = dice.weighted(("", "@attested", "@sample", "@assessed"), (80, 10, 4, 6))
    return f":{level}{provenance}"


def _wants(dice: _Dice, wanted: Sequence[str], skills: Mapping[str, int]) -> str:
    wants = []
    for name in wanted:
        above = skills.get(name, 0) + 1
        target = min(max(dice.weighted((3, 4, 5), (35, 45, 20)), above), 5)
        weight = "*2" if dice.chance(0.15) else ""
        wants.append(name if dice.chance(0.15) else f"{name}:{target}{weight}")
    return "; ".join(wants)


def _languages(dice: _Dice, site: Site) -> str:
    languages = [] if dice.chance(0.02) else ["English"]
    if site.language not in languages and dice.chance(0.9):
        languages.append(site.language)
    return "; ".join(languages)
