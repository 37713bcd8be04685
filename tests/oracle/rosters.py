"""Seeded random rosters: nasty, but valid and canonical. Invented people only."""

from __future__ import annotations

import csv
import dataclasses
import datetime
import io
import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .reading import LANGUAGES

COLUMNS = (
    "id",
    "name",
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
    "gender",
    "Year of birth",
)
OPTIONAL = tuple(
    column
    for column in COLUMNS
    if column not in ("id", "role", "skills", "wants", "participate", "gender")
)
SKILLS = (
    "python",
    "social media",
    "generative ai",
    "sql",
    "C#",
    "R/Shiny",
    "Python: pandas",
    "finance basics",
    "データ分析",
    "résumé writing",
    "Straßenkunde",
    "-free tools",
    "=Excel",
    "podcasting",
    "podcast editing",
    "js",
)
SENSITIVE = ("menopause", "faith at work")
GOALS = ("network", "visibility", "growth", "craft", "Inclusión")
DEPARTMENTS = ("Sales", "Sales/EMEA", "Sales/EMEA/North", "SALES / emea", "IT/Security", "HR", "NA")
ZONES = (
    "Europe/Berlin",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "America/New_York",
    "Australia/Adelaide",
    "Africa/Casablanca",
    "Pacific/Auckland",
    "W. Europe Standard Time",
    "India Standard Time",
    "Eastern Standard Time",
    "UTC+05:30",
    "UTC-03:30",
    "UTC",
)
HOURS = (
    "Mon-Fri 09:00-17:00",
    "Mon 09:00-12:00; Wed afternoon",
    "Tue morning; Tue 10:00-12:30; Thu 8:00-9:15",
    "Sun 22:00-02:00",
    "Sat-Sun 10:00-18:00; Fri 21:30-00:30",
    "Mon 00:00-24:00",
    "Wed 13:00-14:00",
    "Thu 13:00-13:45",
)
NAMES = (
    "Señora Ibáñez",
    "李雷",
    "Ann-Sophie, Dr.",
    "'t Hooft",
    "=Sum",
    "@Home",
    "O'Neil",
    "Łukasz",
)


@dataclass(frozen=True)
class Knobs:
    """The size of a roster and what it holds."""

    juniors: int = 5
    seniors: int = 5
    both: int = 1
    left_out: int = 1
    max_capacity: int = 3
    skills: int = 9  # how many different ones
    ties: bool = False  # few skills, equal levels and no other columns: equal scores
    unrated: bool = False  # no skill carries a level
    friction: float = 1.0  # how often people state what rules look at
    zones: bool = True
    spellings: bool = True  # case, width, compatibility forms, spaces
    cycles: bool = True
    sensitive: bool = False
    participate: bool = True  # whether the column exists
    absent: bool = False  # whether optional columns are missing
    references: bool = True  # unknown ids, repeats, ids by case and without leading zeros


def to_csv(rows: list[dict[str, str]], seed: int = 0) -> str:
    """CSV text; the order of columns depends on the seed."""
    columns = list(rows[0])
    random.Random(seed).shuffle(columns)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def random_knobs(seed: int) -> Knobs:
    """Knobs that differ from seed to seed."""
    dice = random.Random(f"knobs {seed}")
    return Knobs(
        juniors=dice.randint(1, 6),
        seniors=dice.randint(1, 6),
        both=dice.choice((0, 0, 1, 2)),
        left_out=dice.choice((0, 1, 2)),
        max_capacity=dice.choice((1, 1, 2, 3)),
        skills=dice.choice((3, 5, 8, len(SKILLS))),
        friction=dice.choice((0.2, 0.5, 1.0)),
        ties=dice.random() < 0.2,
        unrated=dice.random() < 0.15,
        zones=dice.random() < 0.7,
        spellings=dice.random() < 0.7,
        cycles=dice.random() < 0.5,
        participate=dice.random() < 0.7,
        references=dice.random() < 0.7,
    )


def draw(seed: int, knobs: Knobs | None = None, **changes: Any) -> list[dict[str, str]]:
    """The rows of a random roster, one dict a person, every column present."""
    knobs = dataclasses.replace(knobs or random_knobs(seed), **changes)
    dice = random.Random(f"roster {seed}")
    roles = ["junior"] * knobs.juniors + ["senior"] * knobs.seniors + ["both"] * knobs.both
    stays = len(roles)
    if knobs.participate:
        roles += dice.choices(("junior", "senior", "both"), k=knobs.left_out)
    ids = [person_id(dice, k) for k in range(len(roles))]
    pool = list(dice.sample(SKILLS, min(knobs.skills, len(SKILLS))))
    if knobs.sensitive:
        pool += SENSITIVE
    rows = []
    for k, role in enumerate(roles):
        row = person(dice, knobs, role, pool)
        row |= relations(dice, knobs, ids, roles, k)
        row |= {"id": ids[k], "gender": f"qq-gender-{k}", "Year of birth": f"qq-birth-{k}"}
        if knobs.participate:
            row["participate"] = dice.choice(
                ("yes", "Y", "TRUE", "1", "x") if k < stays else ("no", "", "No")
            )
        rows.append({column: row[column] for column in COLUMNS if column in row})
    dice.shuffle(rows)
    gone = {c for c in OPTIONAL if dice.random() < 0.4} if knobs.absent else set()
    return [{column: cell for column, cell in row.items() if column not in gone} for row in rows]


def person_id(dice: random.Random, k: int) -> str:
    """An id that stays unique without case and leading zeros."""
    return dice.choice(("{:05}", "J{}", "s-{}", "Ünal{}", "x{:03}", "-{}", "P{}.a")).format(k + 1)


def person(dice: random.Random, knobs: Knobs, role: str, pool: list[str]) -> dict[str, str]:
    """What a row says of the person alone."""

    def sometimes(chance: float, give: Callable[[], str]) -> str:
        return give() if dice.random() < chance and not knobs.ties else ""

    zoned = 0.75 * knobs.friction if knobs.zones else 0.0
    levels = {"junior": (1, 4), "senior": (4, 8), "both": (3, 6)}[role]
    words = {
        "junior": ("junior", "Junior", "mentor"),
        "senior": ("senior", "SENIOR", "mentee", "executive"),
        "both": ("both",),
    }
    skills = some(dice, pool, 5 if role != "senior" else 3)
    return {
        "name": sometimes(0.85, lambda: f"{dice.choice(NAMES)} {dice.randint(1, 999)}"),
        "role": dice.choice(words[role]),
        "level": sometimes(0.8 * knobs.friction, lambda: str(dice.randint(*levels))),
        "department": sometimes(0.8, lambda: dice.choice(DEPARTMENTS)),
        "skills": joined(dice, [skill_item(dice, knobs, name) for name in skills]),
        "wants": wants(dice, knobs, pool, 5 if role != "junior" else 2),
        "offers": offers(dice, knobs, skills, pool),
        "goals": sometimes(0.7, lambda: joined(dice, spelled(dice, knobs, some(dice, GOALS, 3)))),
        "languages": sometimes(0.7 * knobs.friction, lambda: joined(dice, spoken(dice))),
        "timezone": sometimes(zoned, lambda: dice.choice(ZONES)),
        "available": sometimes(0.6, lambda: dice.choice(HOURS)),
        "capacity": dice.choice(("", *map(str, range(1, knobs.max_capacity + 1)))),
    }


def relations(
    dice: random.Random, knobs: Knobs, ids: list[str], roles: list[str], k: int
) -> dict[str, str]:
    """What a row says of other people."""
    others = [key for key in ids if key != ids[k]]

    def named(most: int, chance: float) -> list[str]:
        if knobs.ties or not others or dice.random() > chance:
            return []
        return dice.sample(others, dice.randint(1, min(most, len(others))))

    prefers = named(4, 0.5)
    if knobs.references and prefers:
        prefers = [reference(dice, key) for key in prefers]
        prefers.insert(dice.randrange(len(prefers) + 1), dice.choice((prefers[0], "nobody-77")))
    return {
        "manager_id": "" if knobs.ties else manager(dice, knobs, ids, roles, k),
        "prefers": joined(dice, prefers),
        "avoids": joined(dice, named(2, 0.2 * knobs.friction)),
        "successor_of": joined(dice, named(1, 0.15 * knobs.friction)),
    }


def manager(dice: random.Random, knobs: Knobs, ids: list[str], roles: list[str], k: int) -> str:
    """A manager: somebody earlier, an outsider, or anybody where cycles are wanted.

    Persons with role both stay out of cycles: whether somebody in a cycle is above himself
    is left open by the specification.
    """
    if dice.random() > 0.65 * knobs.friction:
        return dice.choice(("", "", "chair-0"))
    singles = [key for key, role in zip(ids, roles, strict=True) if role != "both"]
    if knobs.cycles and roles[k] != "both" and dice.random() < 0.5:
        choices = [key for key in singles if key != ids[k]]
    else:
        choices = [key for key in ids[:k] if roles[k] == "both" or key in singles]
    if not choices:
        return ""
    chosen = dice.choice(choices)
    return reference(dice, chosen) if knobs.references else chosen


def reference(dice: random.Random, key: str) -> str:
    """An id as people write it elsewhere: exactly, in another case, without leading zeros."""
    return dice.choice((key, key, key.lower(), key.upper(), key.lstrip("0")))


def some(dice: random.Random, pool: tuple[str, ...] | list[str], most: int) -> list[str]:
    """Up to so many of a pool, perhaps none."""
    return dice.sample(pool, dice.randint(0 if most < 5 else 1, min(most, len(pool))))


def joined(dice: random.Random, items: list[str]) -> str:
    """A list cell with one of the separators and an empty item now and then."""
    separator = dice.choice(("; ", ";", "|", ", ", "\n", " ;; "))
    return separator.join(items)


def spelled(dice: random.Random, knobs: Knobs, names: list[str]) -> list[str]:
    """Names in other spellings of the same compared form."""
    if not knobs.spellings:
        return names
    return [dice.choice(SPELLINGS)(name) for name in names]


def wide(name: str) -> str:
    """Full-width letters."""
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalpha() else c for c in name)


SPELLINGS: tuple[Callable[[str], str], ...] = (
    str,
    str,
    str.upper,
    str.title,
    wide,
    lambda name: name.replace(" ", "  "),
    lambda name: name.replace(" ", "\u00a0"),
    lambda name: name.replace("fi", "\ufb01"),
    lambda name: unicodedata.normalize("NFD", name),
    lambda name: f"{name} ",
)


def skill_item(dice: random.Random, knobs: Knobs, name: str) -> str:
    """`python:4@self` in its variants."""
    item = spelled(dice, knobs, [name])[0]
    if knobs.ties:
        return item if knobs.unrated else f"{item}:3"
    if not knobs.unrated and dice.random() < 0.85:
        level = dice.choice((*"12345234545", "expert", "Advanced", "beginner", "4 - Advanced"))
        item += dice.choice((":", ": ", " : ")) + level
    if dice.random() < 0.35:
        item += dice.choice(("@", " @ ")) + dice.choice(("self", "attested", "Sample", "assessed"))
    return item


def wants(dice: random.Random, knobs: Knobs, pool: list[str], most: int) -> str:
    """The wants: targets, weights, some already met, one given twice alike."""
    items = []
    for name in some(dice, pool, most):
        item = spelled(dice, knobs, [name])[0]
        if not knobs.ties:
            if dice.random() < 0.7:
                item += dice.choice((":", " : ")) + dice.choice((*"1234545345", "expert"))
            if dice.random() < 0.35:
                item += "*" + dice.choice(("2", "0.5", "1.75", "3", "0.1", "1.0"))
        items.append(item)
    if items and dice.random() < 0.1:
        items.append(items[0].upper())
    return joined(dice, items)


def offers(dice: random.Random, knobs: Knobs, skills: list[str], pool: list[str]) -> str:
    """Blank, or a part of the skills and now and then one that the person does not have."""
    if knobs.ties or dice.random() < 0.6:
        return ""
    chosen = some(dice, skills, 3) if skills else []
    if dice.random() < 0.3:
        chosen.append(dice.choice(pool))
    return joined(dice, spelled(dice, knobs, list(dict.fromkeys(chosen))))


def spoken(dice: random.Random) -> list[str]:
    """One to three languages, by code, English or own name."""
    codes = dice.sample(sorted(LANGUAGES), dice.randint(1, 3))
    return [dice.choice((str, str.upper))(dice.choice(LANGUAGES[code])) for code in codes]


def draw_policy(seed: int) -> dict[str, Any]:
    """A random policy as a plain dict, often the defaults.

    Rules and components are only ever turned on where `draw` gives the column.
    """
    dice = random.Random(f"policy {seed}")
    policy: dict[str, Any] = {}
    objective = dice.choice(("most-matched", "most-matched", "best-total"))
    if objective != "most-matched":
        policy["objective"] = objective
    if dice.random() < 0.3:
        policy["fill"] = "full"
    if dice.random() < 0.5:
        policy["weights"] = {
            name: dice.choice((0, 0.5, 1.75, 1, 3, 7, 33.3))
            for name in ("reciprocity", "cross_department", "shared_goals", "preference")
            if dice.random() < 0.5
        } | {"skill_gap": dice.choice((60, 0.1, 1, 1, 0))}
        policy["weights"].setdefault("preference", 10)
    if dice.random() < 0.4:
        policy["cross_department"] = {"prefer": dice.choice(("same", "any", "different"))}
    rules: dict[str, Any] = {}
    if dice.random() < 0.6:
        for name in ("same_manager", "department", "language", "hours", "level_gap", "successor"):
            if dice.random() < 0.3:
                rules[name] = dice.random() < 0.6
        for name, values in {
            "min_level_gap": (0, 1, 2),
            "max_level_gap": (3, 5),
            "min_shared_minutes": (0, 30, 120, 1500),
            "min_score": (0.01, 5, 12.34, 0),
        }.items():
            if dice.random() < 0.3:
                rules[name] = dice.choice(values)
    if rules:
        policy["rules"] = rules
    skills: dict[str, Any] = {}
    if dice.random() < 0.3:
        skills["unrated"] = dice.randint(1, 5)
    if dice.random() < 0.3:
        skills["default_target"] = dice.randint(1, 5)
    if dice.random() < 0.5:
        skills["aliases"] = {"JS": "Java Script", "py": "python"}
    if skills:
        policy["skills"] = skills
    if dice.random() < 0.4:
        policy["evidence"] = {
            "accept": dice.sample(("self", "attested", "sample", "assessed"), dice.randint(1, 4)),
            "min_level": dice.randint(1, 4),
        }
    if dice.random() < 0.15:
        policy["levels"] = {"direction": "down"}
    if dice.random() < 0.3:
        start = dice.choice((datetime.date(2026, 3, 29), datetime.date(2026, 7, 15)))
        policy["programme"] = {"start": start}
    return policy
