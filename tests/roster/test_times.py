from __future__ import annotations

import re
import sys
import zoneinfo
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmatch.roster.cells import CellError
from rmatch.roster.people import Zone
from rmatch.roster.times import parse_zone, zone_offset, zone_rules
from rmatch.roster.windows_zones import WINDOWS_ZONES


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("", None),
        ("Europe/Berlin", Zone("Europe/Berlin")),
        (" europe/BERLIN ", Zone("Europe/Berlin")),
        ("America/New York", Zone("America/New_York")),
        ("america/argentina/buenos_aires", Zone("America/Argentina/Buenos_Aires")),
        ("W. Europe Standard Time", Zone("Europe/Berlin")),
        ("pacific standard time", Zone("America/Los_Angeles")),
        ("UTC", Zone("UTC")),
        ("Etc/GMT+3", Zone("Etc/GMT+3")),
        ("UTC+05:30", Zone(offset=330)),
        ("utc +5:30", Zone(offset=330)),
        ("GMT-3", Zone(offset=-180)),
        ("UTC−03:30", Zone(offset=-210)),
        ("+02:00", Zone(offset=120)),
        ("+0530", Zone(offset=330)),
        ("UTC±00:00", Zone(offset=0)),
        ("UTC+14", Zone(offset=840)),
        ("(UTC+01:00) Europe/Paris", Zone("Europe/Paris")),
        ("Europe/Paris (UTC+1)", Zone("Europe/Paris")),
        ("(UTC+01:00)", Zone(offset=60)),
        ("Berlin", Zone("Europe/Berlin")),
        ("são paulo", Zone("America/Sao_Paulo")),
        ("London time", Zone("Europe/London")),
        ("MEZ", Zone("CET")),
        ("GMT+01:00 Central European Time (Amsterdam)", Zone("CET")),
        ("(GMT+01:00) Amsterdam, Berlin, Bern", Zone("Europe/Amsterdam")),
        ("(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi", Zone("Asia/Kolkata")),
        ("(UTC-08:00) Pacific Time (US & Canada)", Zone("America/Los_Angeles")),
        ("(UTC) Coordinated Universal Time", Zone(offset=0)),
        ("(UTC+04:00) Berlin", Zone("Europe/Berlin")),
        ("(UTC+04:00) Here, Berlin", Zone(offset=240)),
    ],
)
def test_parse_zone(text: str, zone: Zone | None) -> None:
    assert parse_zone(text) == zone


@pytest.mark.parametrize("text", ["Mars/Olympus", "IST", "CST", "Atlantis", "2"])
def test_unknown_zone(text: str) -> None:
    with pytest.raises(CellError, match="this time zone is not known") as caught:
        parse_zone(text)
    assert caught.value.severity == "warning"
    assert "Europe/Berlin" in caught.value.fix


@pytest.mark.parametrize("text", ["UTC+15", "UTC+5:75", "-14:30"])
def test_impossible_offset(text: str) -> None:
    with pytest.raises(CellError, match="no offset between -14:00 and"):
        parse_zone(text)


@pytest.mark.parametrize(
    ("name", "start", "minutes"),
    [
        ("Europe/Berlin", None, 60),
        ("America/New_York", None, -300),
        ("Australia/Sydney", None, 600),
        ("Asia/Kolkata", None, 330),
        ("Africa/Casablanca", None, 60),
        ("Europe/Dublin", None, 0),
        ("Europe/Berlin", date(2025, 7, 1), 120),
        # Clocks change on Sunday 26 October 2025; that week's Monday is the 20th.
        ("Europe/Berlin", date(2025, 10, 26), 120),
        ("Europe/Berlin", date(2025, 10, 27), 60),
    ],
)
def test_zone_offset(name: str, start: date | None, minutes: int) -> None:
    assert zone_offset(Zone(name), start) == minutes


@given(st.integers(-840, 840), st.none() | st.dates())
def test_a_fixed_offset_is_read_as_written(minutes: int, start: date | None) -> None:
    sign = "-" if minutes < 0 else "+"
    zone = parse_zone(f"UTC{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}")
    assert zone is not None
    assert zone_offset(zone, start) == minutes


def test_rules_come_from_tzdata_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine's own zone files are never looked at, nor the search path touched."""

    def refuse(*_: object) -> None:
        pytest.fail("the system's zone files were asked for")

    from rmatch.roster import times

    before = zoneinfo.TZPATH
    monkeypatch.setattr(zoneinfo._common, "load_tzdata", refuse)  # type: ignore[attr-defined]
    times._rules.cache_clear()
    times._offset_on.cache_clear()
    assert zone_offset(Zone("Europe/Lisbon")) == 0
    assert before == zoneinfo.TZPATH


def test_every_zone_of_tzdata_is_read() -> None:
    from rmatch.roster.times import _names

    for key, name in _names().items():
        assert parse_zone(key) == Zone(name)
        assert -840 <= zone_offset(Zone(name)) <= 840


def test_rules_show_what_clocks_show() -> None:
    before, after = (datetime(2026, 3, day, 12, tzinfo=UTC) for day in (28, 29))
    assert before.astimezone(zone_rules(Zone("Europe/Berlin"))).hour == 13
    assert after.astimezone(zone_rules(Zone("Europe/Berlin"))).hour == 14
    assert after.astimezone(zone_rules(Zone(offset=-570))).strftime("%H:%M") == "02:30"


def test_windows_names_are_not_loaded_for_iana_names() -> None:
    if "babel" not in sys.modules:
        parse_zone("Europe/Berlin")
        assert "babel" not in sys.modules


def test_windows_zones_are_those_of_babel() -> None:
    from babel.core import get_global

    listed = dict(entry.split("=") for entry in re.split(r"[|\n]", WINDOWS_ZONES.strip()))
    known = dict(get_global("windows_zone_mapping"))
    assert len(listed) > 130
    # Other versions of Babel may name a few zones by another of their cities.
    assert sum(known.get(name) != zone for name, zone in listed.items()) <= 5
