"""When a meeting is, in words, on the clocks of both people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache

from rmatch.brief.model import Brief, Meeting
from rmatch.brief.words import NO_DAY, NO_TIME
from rmatch.roster.people import Zone
from rmatch.roster.times import zone_rules

__all__ = ["When", "day_words", "place", "when"]

# In English, whatever the machine's language.
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_OFFSET = re.compile(r"UTC([+-])(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class When:
    """When a meeting is.

    Attributes
    ----------
    day
        ``Mon 12 Jan 2026``, on the mentor's calendar; ``Week 3`` without a day.
    clocks
        ``15:00 to 15:50 in Berlin``, then the same moment where the other is.
    note
        What is missing, where there could be a time.
    """

    day: str
    clocks: tuple[str, ...]
    note: str

    def __str__(self) -> str:
        return ", ".join((self.day, *self.clocks))


def when(brief: Brief, meeting: Meeting) -> When:
    """When a meeting of a brief is."""
    if meeting.start is None:
        day = f"Week {meeting.week}" if meeting.day is None else day_words(meeting.day)
        missing = NO_TIME if meeting.day else NO_DAY
        return When(day, (), missing if meeting.why_no_time else "")
    zones = [zone for zone in (brief.mentor.zone, brief.learner.zone) if zone] or ["UTC"]
    first = meeting.start.astimezone(_rules(zones[0])).date()
    spans: dict[str, list[str]] = {}
    for zone in dict.fromkeys(zones):
        span = _span(meeting.start.astimezone(_rules(zone)), brief.minutes, first)
        spans.setdefault(span, []).append(place(zone))
    return When(day_words(first), tuple(_clocks(spans)), "")


def day_words(day: date) -> str:
    """``Mon 12 Jan 2026``."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def _clocks(spans: dict[str, list[str]]) -> Iterator[str]:
    for span, places in spans.items():
        yield f"{span} in {' and '.join(places)}"


def _span(start: datetime, minutes: int, first: date) -> str:
    """``15:00 to 15:50``; with the day where it is another than the one named already."""
    # In UTC, so that a change of the clock in between counts.
    end = (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)
    begins = f"{start:%H:%M}" if start.date() == first else f"{_short(start)} {start:%H:%M}"
    ends = f"{end:%H:%M}" if end.date() == start.date() else f"{_short(end)} {end:%H:%M}"
    return f"{begins} to {ends}"


def _short(day: date) -> str:
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def place(zone: str) -> str:
    """``New York``; where a zone names no place, its own name."""
    region, _, city = zone.rpartition("/")
    return zone if region in ("", "Etc") else city.replace("_", " ")


# Zones never change while the program runs.
@cache
def _rules(zone: str) -> tzinfo:
    if found := _OFFSET.fullmatch(zone):
        minutes = int(found[2]) * 60 + int(found[3])
        return zone_rules(Zone(offset=-minutes if found[1] == "-" else minutes))
    return UTC if zone == "UTC" else zone_rules(Zone(zone))
