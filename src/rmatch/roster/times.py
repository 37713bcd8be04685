"""Time zones: their names as people write them, and their offset from UTC.

Zone rules come from the ``tzdata`` package, never from the machine, so that everyone
computes the same hours.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import TYPE_CHECKING

from rmatch.roster.cells import CellError
from rmatch.roster.names import fold, strip_accents
from rmatch.roster.people import Zone

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

__all__ = ["parse_zone", "zone_offset", "zone_rules"]

_OFFSET = re.compile(
    r"(?:(?:utc|gmt|z)\s*)?(?P<sign>[+\-−–±])\s*(?P<hours>\d{1,2})(?:[:.]?(?P<minutes>\d{2}))?"
)
_BESIDE = re.compile(r"\s*[(\[]\s*(?:utc|gmt)[^()\[\]]*[)\]]\s*")
# "(UTC+05:30) Chennai, Kolkata", "GMT+01:00 Central European Time (Amsterdam)": HR systems and
# office programs name an offset first and then cities of the zone.
_OFFSET_FIRST = re.compile(
    r"[(\[]?\s*(?P<offset>(?:utc|gmt)(?:\s*[+\-−–±]\s*\d{1,2}(?:[:.]?\d{2})?)?)\s*[)\]]?(?P<rest>\W.*)"
)
# What people write for a zone, where it can mean one only (no IST, CST or BST).
_SAID = {
    "mez": "CET",
    "mesz": "CET",
    "cest": "CET",
    "central european time": "CET",
    "mitteleuropaische zeit": "CET",
    "heure d'europe centrale": "CET",
    "eest": "EET",
    "eastern european time": "EET",
    "uk": "Europe/London",
    "uk time": "Europe/London",
    "et": "America/New_York",
    "edt": "America/New_York",
    "eastern time": "America/New_York",
    "ct": "America/Chicago",
    "cdt": "America/Chicago",
    "mt": "America/Denver",
    "mdt": "America/Denver",
    "mountain time": "America/Denver",
    "pt": "America/Los_Angeles",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "pacific time": "America/Los_Angeles",
    "jst": "Asia/Tokyo",
    "sgt": "Asia/Singapore",
}
_FARTHEST = 14 * 60
_WINTER, _SUMMER = date(2025, 1, 1), date(2025, 7, 1)


def parse_zone(text: str) -> Zone | None:
    """The cell of the ``timezone`` column.

    Parameters
    ----------
    text
        An IANA name in any case or its city alone, a Windows name, or an offset such as
        ``UTC+05:30``, ``GMT-3`` or ``+02:00``; an offset in brackets beside a name is ignored.
        ``(UTC+05:30) Chennai, Kolkata`` is the zone of a city that has this offset in winter
        or summer, without such a city the offset.

    Returns
    -------
    Zone or None
        ``None`` if the cell is blank.

    Raises
    ------
    CellError
        If the zone is not known, with severity ``"warning"``.
    """
    key = fold(text)
    if not key:
        return None
    if key in _names():
        return Zone(name=_names()[key])
    # Before the cities, whose table takes long to make.
    if found := _OFFSET.fullmatch(key):
        return Zone(offset=_minutes(found))
    if (name := _iana(key)) is not None:
        return Zone(name=name)
    rest = _BESIDE.sub("", key)
    if rest and rest != key and (name := _iana(rest)) is not None:
        return Zone(name=name)
    if found := _OFFSET_FIRST.fullmatch(key):
        offset = _offset_said(found["offset"])
        return _city_at(offset, found["rest"]) or Zone(offset=offset)
    raise _unknown("this time zone is not known")


def _offset_said(text: str) -> int:
    found = _OFFSET.fullmatch(text)
    return _minutes(found) if found else 0


def _city_at(offset: int, text: str) -> Zone | None:
    """The zone of the first city in ``text`` that keeps this offset for a part of the year."""
    for part in re.split(r"[,;/()\[\]]", text):
        name = _meant(_plain(part))
        if name and offset in {_offset_on(name, _WINTER), _offset_on(name, _SUMMER)}:
            return Zone(name=name)
    return None


def _plain(text: str) -> str:
    return strip_accents(fold(text)).replace("’", "'").strip()


def _minutes(found: re.Match[str]) -> int:
    minutes = int(found["minutes"] or 0)
    offset = 60 * int(found["hours"]) + minutes
    if minutes > 59 or offset > _FARTHEST:
        raise _unknown("this is no offset between -14:00 and +14:00")
    return -offset if found["sign"] in "-−–" else offset


def _unknown(what: str) -> CellError:
    return CellError(
        f"{what}, so it counts as blank",
        "write a name such as Europe/Berlin, a Windows name, or an offset such as UTC+05:30",
        "unknown-zone",
        severity="warning",
    )


def _iana(key: str) -> str | None:
    names = _names()
    found = names.get(key) or names.get(key.replace(" ", "_"))
    if found is None and "time" in key:
        found = _windows_names().get(key)
    if found is None:
        found = _meant(_plain(key))
    return found


def _meant(plain: str) -> str | None:
    return _SAID.get(plain) or _cities().get(plain.removesuffix(" time"))


# The tables below never change while the program runs; they are read when needed.
@cache
def _names() -> dict[str, str]:
    """Compared form to IANA name, of every zone in tzdata."""
    from importlib.resources import files

    listed = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return {fold(name): name for name in listed}


@cache
def _cities() -> dict[str, str]:
    """City to IANA name, where all zones of that name keep the same hours."""
    zones: dict[str, list[str]] = {}
    for name in sorted(_names().values()):
        region, _, city = name.rpartition("/")
        if region and region not in ("Etc", "US", "Canada", "Brazil", "Mexico", "Chile"):
            zones.setdefault(_plain(city.replace("_", " ")), []).append(name)
    return {
        city: names[0]
        for city, names in zones.items()
        if len(names) == 1 or len({_hours(name) for name in names}) == 1
    }


def _hours(name: str) -> tuple[int, int]:
    return _offset_on(name, _WINTER), _offset_on(name, _SUMMER)


@cache
def _windows_names() -> dict[str, str]:
    from rmatch.roster.windows_zones import WINDOWS_ZONES

    names = _names()
    pairs = (entry.split("=") for entry in re.split(r"[|\n]", WINDOWS_ZONES.strip()))
    return {fold(windows): zone for windows, zone in pairs if fold(zone) in names}


@cache
def _rules(name: str) -> ZoneInfo:
    """The rules of one zone, read from tzdata itself rather than from the system's files."""
    from importlib.resources import files
    from zoneinfo import ZoneInfo

    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def zone_rules(zone: Zone) -> tzinfo:
    """What a zone's clocks show at any moment, with every clock change.

    Parameters
    ----------
    zone
        As :func:`parse_zone` gives it.
    """
    if zone.name is None:
        return timezone(timedelta(minutes=zone.offset or 0))
    return _rules(zone.name)


def zone_offset(zone: Zone, start: date | None = None) -> int:
    """A zone's offset from UTC, for the whole programme.

    Parameters
    ----------
    zone
        As :func:`parse_zone` gives it.
    start
        ``[programme] start``. With it, the offset at noon UTC on that week's Monday;
        without it, the smaller of the offsets on 1 January and 1 July 2025.

    Returns
    -------
    int
        Minutes east of UTC.
    """
    if zone.name is None:
        return zone.offset or 0
    if start is not None:
        return _offset_on(zone.name, start - timedelta(days=start.weekday()))
    return min(_offset_on(zone.name, _WINTER), _offset_on(zone.name, _SUMMER))


@cache
def _offset_on(name: str, day: date) -> int:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    offset = noon.astimezone(_rules(name)).utcoffset() or timedelta()
    return offset // timedelta(minutes=1)
