"""People for the tests of the score and the rules: built by hand, or read from the vectors."""

from __future__ import annotations

import csv
import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmatch.roster.people import Person, Skill, Want, Zone
from rmatch.rules import Rules

VECTORS = Path(__file__).parent.parent / "vectors"
DEFAULT_TARGET = 4
UNRATED = 3


def person(ident: str, role: str = "junior", **fields: Any) -> Person:
    """A person; skills as {key: level}, wants as {key: target or (target, weight)}."""
    skills = {key: Skill(key, key, level) for key, level in fields.pop("skills", {}).items()}
    wants = {}
    for key, want in fields.pop("wants", {}).items():
        target, weight = want if isinstance(want, tuple) else (want, 1)
        wants[key] = Want(key, key, target, Fraction(weight))
    fields.setdefault("offers", frozenset(skills))
    fields["goals"] = {goal: goal for goal in fields.pop("goals", ())}
    if "department" in fields:
        fields["department_key"] = fields["department"] = tuple(fields["department"].split("/"))
    return Person(ident, ident, role, skills=skills, wants=wants, **fields)


def vector_people() -> list[Person]:
    """The roster of the vectors, by a parser just good enough for it."""
    with (VECTORS / "roster.csv").open(encoding="utf-8", newline="") as file:
        return [_vector_person(row) for row in csv.DictReader(file)]


def vector_pairs() -> list[dict[str, str]]:
    """The pairs of the vectors, as written."""
    with (VECTORS / "pairs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _vector_person(row: dict[str, str]) -> Person:
    skills = {}
    for item in _items(row["skills"]):
        item, _, provenance = item.partition("@")
        name, _, level = (part.strip() for part in item.partition(":"))
        key = name.casefold()
        skills[key] = Skill(
            key, name, int(level or UNRATED), bool(level), provenance.strip() or "self"
        )
    wants = {}
    for item in _items(row["wants"]):
        item, _, weight = item.partition("*")
        name, _, target = (part.strip() for part in item.partition(":"))
        key = name.casefold()
        own = skills[key].level if key in skills else 0
        aim = int(target) if target else min(max(DEFAULT_TARGET, own + 1), 5)
        wants[key] = Want(key, name, aim, Fraction(weight or "1"), bool(target))
    department = tuple(row["department"].split("/")) if row["department"] else ()
    offers = [item.casefold() for item in _items(row.get("offers", ""))]
    return Person(
        id=row["id"],
        name=row["name"],
        role=row["role"],
        level=int(row["level"]),
        department=department,
        department_key=tuple(part.casefold() for part in department),
        manager_id=row["manager_id"] or None,
        skills=skills,
        wants=wants,
        offers=frozenset(offers or skills),
        goals={goal: goal for goal in _items(row["goals"])},
        languages=frozenset(_items(row["languages"])),
        capacity=int(row["capacity"]),
        prefers=tuple(_items(row["prefers"])),
        avoids=frozenset(_items(row["avoids"])),
        successor_of=frozenset(_items(row["successor_of"])),
    )


def _items(cell: str) -> list[str]:
    return [item.strip() for item in cell.split(";") if item.strip()]


def random_people(seed: int, juniors: int, seniors: int, both: int = 2) -> tuple[list[Person], ...]:
    """Juniors and seniors with everything that the score and the rules look at."""
    dice = random.Random(seed)
    roles = ["junior"] * juniors + ["senior"] * seniors + ["both"] * both
    ids = [f"P{number:03}" for number in range(len(roles))]
    people = [
        _random_person(dice, ident, role, ids) for ident, role in zip(ids, roles, strict=True)
    ]
    dice.shuffle(people)
    return [p for p in people if p.is_junior], [p for p in people if p.is_senior]


def random_managers(seed: int, people: list[Person]) -> dict[str, str]:
    """Managers at random: short chains, cycles, self-managers and outsiders among them."""
    dice = random.Random(seed)
    ids = [one.id for one in people]
    bosses = [*ids[: max(3, len(ids) // 4)], "X1", "X2", "X3"]
    managed = [*ids, "X1", "X2"]
    return {ident: dice.choice(bosses) for ident in managed if dice.random() < 0.6}


def _random_person(dice: random.Random, ident: str, role: str, ids: list[str]) -> Person:
    topics = [f"skill {letter}" for letter in "abcdefg"]

    def some(pool: list[str], most: int) -> list[str]:
        return dice.sample(pool, dice.randint(0, most))

    intervals = []
    for day in some(list("0123456"), 4):
        start = int(day) * 1440 + dice.randrange(0, 1200, 15)
        intervals.append((start, start + dice.choice((30, 60, 90, 240))))
    skills = {key: dice.randint(1, 5) for key in some(topics, 4)}
    department = dice.choice(["", "A", "A/b", "A/b/c", "A/d", "B", "B/b"])
    fields: dict[str, Any] = {"department": department} if department else {}
    return person(
        ident,
        role,
        level=dice.choice([None, 1, 2, 3, 4, 5]),
        skills=skills,
        wants={
            key: (dice.randint(1, 5), dice.choice(["1", "2", "1/3"])) for key in some(topics, 4)
        },
        offers=frozenset(key for key in skills if dice.random() < 0.8),
        goals=some(["g1", "g2", "g3", "g4"], 3),
        languages=frozenset(some(["de", "en", "fr"], 2)),
        zone=dice.choice([None, Zone(offset=0), Zone(offset=330), Zone(offset=-480)]),
        available=tuple(sorted(intervals)),
        prefers=tuple(some([*ids, "nobody"], 4)),
        avoids=frozenset(some(ids, 1)),
        successor_of=frozenset(some(ids, 1)),
        **fields,
    )


def legal_pairs(rules: Rules, score: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which of all pairs no rule forbids."""
    found = rules.forbidden(slice(None), slice(None), score)
    return ~np.logical_or.reduce(list(found.values()))


def counted(rules: Rules, score: NDArray[np.int32]) -> dict[str, int]:
    """How many of all pairs each rule forbids."""
    found = rules.forbidden(slice(None), slice(None), score)
    return {name: int(np.count_nonzero(pairs)) for name, pairs in found.items()}
