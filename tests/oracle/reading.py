"""Reads a simple canonical CSV roster into plain people; written from the specification alone.

It shares nothing with the package under test and understands only the canonical headings and
the plain grammars of a cell. Where the specification leaves a choice, a comment that starts
with "Reading:" gives both sides and the one taken.
"""

from __future__ import annotations

import csv
import importlib.resources
import io
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

WEEK = 7 * 24 * 60
EVERY_MINUTE = (1 << WEEK) - 1
PROVENANCES = ("self", "attested", "sample", "assessed")
LEVEL_WORDS = {"none": 0, "basic": 2, "beginner": 2, "intermediate": 3, "advanced": 4, "expert": 5}
ROLE_WORDS = {
    "junior": "junior",
    "mentor": "junior",
    "senior": "senior",
    "mentee": "senior",
    "learner": "senior",
    "executive": "senior",
    "leader": "senior",
    "sponsor": "senior",
    "both": "both",
}
YES = ("yes", "y", "true", "1", "x")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WINDOWS_ZONES = {
    "w. europe standard time": "Europe/Berlin",
    "gmt standard time": "Europe/London",
    "eastern standard time": "America/New_York",
    "pacific standard time": "America/Los_Angeles",
    "india standard time": "Asia/Kolkata",
    "nepal standard time": "Asia/Kathmandu",
    "tokyo standard time": "Asia/Tokyo",
}
LANGUAGES = {
    "en": ("en", "english"),
    "de": ("de", "german", "deutsch"),
    "fr": ("fr", "french", "français"),
    "es": ("es", "spanish", "español"),
    "hi": ("hi", "hindi", "हिन्दी"),
    "ja": ("ja", "japanese", "日本語"),
}


@dataclass(frozen=True)
class Skill:
    """One listed skill: its level (None: unrated) and its provenance."""

    level: int | None
    provenance: str


@dataclass(frozen=True)
class Want:
    """One want: its target (None: not given), its weight and how the person spells it."""

    target: int | None
    weight: Fraction
    spellings: tuple[str, ...]


@dataclass(frozen=True)
class OraclePerson:
    """A row of the roster, with every name in its compared form."""

    id: str
    name: str
    role: str
    level: int | None
    department: tuple[str, ...]
    manager: str
    skills: Mapping[str, Skill]
    wants: Mapping[str, Want]
    offers: frozenset[str] | None
    goals: frozenset[str]
    languages: frozenset[str]
    has_zone: bool
    minutes: int  # the available minutes of a week in UTC, one bit each
    capacity: int
    min_load: int
    prefers: tuple[str, ...]
    avoids: frozenset[str]
    successor_of: frozenset[str]
    participates: bool
    cells: Mapping[str, str]  # every cell of the row by `heading_key`


def heading_key(heading: str) -> str:
    """Headings compare without case, spaces, `_` and `-`."""
    return re.sub(r"[\s_-]", "", heading.casefold())


def fold(text: str) -> str:
    """The compared form of a name: NFKC, case folding, space folding."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def split_list(cell: str) -> list[str]:
    """The items of a list cell, trimmed, empty ones left out."""
    return [item.strip() for item in re.split(r"[;|,\n\r]", cell) if item.strip()]


def skill_key(name: str, policy: Mapping[str, Any]) -> str:
    """The compared form of a skill name, through the policy's aliases.

    Reading: `aliases` maps an alias to the name it stands for (not a name to its aliases).
    """
    aliases = policy.get("skills", {}).get("aliases", {})
    table = {fold(alias): fold(meant) for alias, meant in aliases.items()}
    key = fold(name)
    return table.get(key, key)


def level_value(text: str) -> int | None:
    """A proficiency 0 to 5 as number, word or `4 - Advanced`; None if it is none of them."""
    plain = fold(text)
    match = re.fullmatch(r"([0-5])(?: - \w+)?", plain)
    if match:
        return int(match.group(1))
    return LEVEL_WORDS.get(plain)


def off_the_end(text: str, mark: str) -> tuple[str, str] | None:
    """The text before and after the last `mark`, trimmed; None without one."""
    head, found, tail = text.rpartition(mark)
    return (head.strip(), tail.strip()) if found else None


def read_skills(cell: str, policy: Mapping[str, Any]) -> dict[str, Skill]:
    """`python:4; social media:3@assessed`."""
    skills: dict[str, Skill] = {}
    for item in split_list(cell):
        name, level, provenance = item, None, "self"
        parts = off_the_end(name, "@")
        if parts and fold(parts[1]) in PROVENANCES:
            name, provenance = parts[0], fold(parts[1])
        parts = off_the_end(name, ":")
        if parts and level_value(parts[1]) is not None:
            name, level = parts[0], level_value(parts[1])
        if level != 0:  # 0 means not listed
            skills[skill_key(name, policy)] = Skill(level, provenance)
    return skills


def read_wants(cell: str, policy: Mapping[str, Any]) -> dict[str, Want]:
    """`ai:4*2; sql`."""
    wants: dict[str, Want] = {}
    for item in split_list(cell):
        name, target, weight = item, None, Fraction(1)
        parts = off_the_end(name, "*")
        if parts and re.fullmatch(r"\d+(\.\d+)?", parts[1]):
            name, weight = parts[0], Fraction(parts[1])
        parts = off_the_end(name, ":")
        if parts and level_value(parts[1]) is not None:
            name, target = parts[0], level_value(parts[1])
        key = skill_key(name, policy)
        before = wants[key].spellings if key in wants else ()
        wants[key] = Want(target, weight, (*before, name))
    return wants


def zone_minutes(text: str, start: date | None) -> int | None:
    """The offset from UTC in minutes by which a zone's local times are read; None if blank."""
    plain = fold(text)
    if not plain:
        return None
    match = re.fullmatch(r"(?:utc|gmt)?([+-])(\d{1,2})(?::(\d\d))?", plain)
    if match:
        size = int(match.group(2)) * 60 + int(match.group(3) or 0)
        return -size if match.group(1) == "-" else size
    if plain in ("utc", "gmt"):
        return 0
    zone = packaged_zone(WINDOWS_ZONES.get(plain, text.strip()))
    if start is None:
        days = [date(2025, 1, 1), date(2025, 7, 1)]
    else:
        days = [start - timedelta(days=start.weekday())]
    return min(offset_at_noon(zone, day) for day in days)


def packaged_zone(name: str) -> ZoneInfo:
    """The rules of a zone from the tzdata package, whatever the machine has."""
    source = importlib.resources.files("tzdata").joinpath("zoneinfo", *name.split("/"))
    with source.open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def offset_at_noon(zone: ZoneInfo, day: date) -> int:
    """A zone's offset in minutes at noon UTC of a day."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC).astimezone(zone)
    offset = noon.utcoffset()
    if offset is None:
        raise ValueError(f"zone {zone} has no offset")
    return int(offset.total_seconds()) // 60


def read_hours(cell: str, offset: int) -> int:
    """The minutes of the week in UTC at which a person is available, one bit each."""
    mask = 0
    for item in split_list(cell) or ["Mon-Fri 09:00-17:00"]:
        days, _, times = fold(item).partition(" ")
        first, _, last = days.partition("-")
        begin, end = clock_range(times)
        for day in range(DAYS.index(first), DAYS.index(last or first) + 1):
            place = (day * 1440 + begin - offset) % WEEK
            mask |= ((1 << (end - begin)) - 1) << place
    return (mask & EVERY_MINUTE) | (mask >> WEEK)


def clock_range(text: str) -> tuple[int, int]:
    """Start and end in minutes of the day; an end before the start is on the next day."""
    text = {"morning": "09:00-12:00", "afternoon": "13:00-17:00"}.get(text, text)
    begin, end = (
        int(hour) * 60 + int(minute) for hour, minute in re.findall(r"(\d{1,2}):(\d\d)", text)
    )
    return begin, end if end > begin else end + 1440


def read_languages(cell: str) -> frozenset[str]:
    """Language codes; a language that is not in the oracle's small table raises KeyError."""
    codes = {fold(name): code for code, names in LANGUAGES.items() for name in names}
    return frozenset(codes[fold(item)] for item in split_list(cell))


def read_people(text: str, policy: Mapping[str, Any]) -> list[OraclePerson]:
    """Everybody in a canonical CSV roster, in file order."""
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    find = reference_finder(rows)
    return [read_person(row, policy, find) for row in rows]


def reference_finder(rows: list[dict[str, str]]) -> Mapping[str, Mapping[str, list[str]]]:
    """For each way of looking up a reference: the compared text to the ids that it fits."""
    ways: dict[str, dict[str, list[str]]] = {"exact": {}, "zeros": {}, "case": {}, "name": {}}
    for row in rows:
        key = row["id"].strip()
        ways["exact"].setdefault(key, []).append(key)
        ways["zeros"].setdefault(key.lstrip("0"), []).append(key)
        ways["case"].setdefault(key.casefold(), []).append(key)
        ways["name"].setdefault(fold(row.get("name") or ""), []).append(key)
    return ways


def resolve(written: str, ways: Mapping[str, Mapping[str, list[str]]]) -> str:
    """The id meant by a reference, or the text itself if nobody fits."""
    forms = {
        "exact": written,
        "zeros": written.lstrip("0"),
        "case": written.casefold(),
        "name": fold(written),
    }
    for way, form in forms.items():
        fits = ways[way].get(form, [])
        if form and len(fits) == 1:
            return fits[0]
    return written


def read_person(
    row: Mapping[str, str], policy: Mapping[str, Any], ways: Mapping[str, Mapping[str, list[str]]]
) -> OraclePerson:
    """One row."""

    def cell(column: str) -> str:
        return (row.get(column) or "").strip()

    key = cell("id")
    start = policy.get("programme", {}).get("start")
    if isinstance(start, str):
        start = date.fromisoformat(start)
    offset = zone_minutes(cell("timezone"), start)
    offers = frozenset(skill_key(item, policy) for item in split_list(cell("offers")))
    prefers = dict.fromkeys(resolve(item, ways) for item in split_list(cell("prefers")))
    return OraclePerson(
        id=key,
        name=cell("name") or key,
        role=ROLE_WORDS[fold(cell("role"))],
        level=int(cell("level")) if cell("level") else None,
        department=tuple(fold(part) for part in cell("department").split("/") if part.strip()),
        manager=resolve(cell("manager_id"), ways),
        skills=read_skills(cell("skills"), policy),
        wants=read_wants(cell("wants"), policy),
        offers=offers or None,
        goals=frozenset(fold(item) for item in split_list(cell("goals"))),
        languages=read_languages(cell("languages")),
        has_zone=offset is not None,
        minutes=read_hours(cell("available"), offset or 0),
        capacity=int(cell("capacity") or 1),
        min_load=int(cell("min_load") or 0),
        # Reading: an unknown id keeps its place in the ranking ("position as written") and its
        # writer has "named anyone"; the other side would drop unknown ids before ranking.
        prefers=tuple(prefers),
        # Reading: references by case or name are listed for manager, prefers, decisions and
        # history; avoids and successor_of are resolved alike here (the safer side).
        avoids=frozenset(resolve(item, ways) for item in split_list(cell("avoids"))),
        successor_of=frozenset(resolve(item, ways) for item in split_list(cell("successor_of"))),
        participates="participate" not in row or fold(cell("participate")) in YES,
        cells={heading_key(heading): (text or "").strip() for heading, text in row.items()},
    )
