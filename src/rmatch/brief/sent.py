"""What people's calendars were sent before: the record from which changes and cancellations follow.

It holds no more than a cancellation has to say of people who are no longer paired, or no longer
there: their names, whom the event said to write to, and when the meeting was to be. What else an
event said is kept as a fingerprint. It also keeps what the latest result changed, so that the same
result, approved again, gives the same files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, TypeVar
from uuid import UUID, uuid5

from rmatch.errors import UsageError

__all__ = [
    "CHANGES",
    "Known",
    "Named",
    "Organizer",
    "Pair",
    "Sent",
    "Told",
    "meetings",
    "read",
    "uid",
    "written",
]

SCHEMA_VERSION: Final = 1
# Of all events of rmatch; another one would make every meeting come twice.
_NAMESPACE: Final = UUID("5b0c9f0e-6f0c-5a7e-9d3a-3f1a2f6b7c11")
CHANGES: Final = ("new", "changed", "ended")
_MOST: Final = 2**31 - 1
_STEM: Final = re.compile(r"(?!\.)[^\x00-\x1f\x7f/\\:]{1,250}")
_FINGERPRINT: Final = re.compile("[0-9a-f]{64}")

Pair = tuple[str, str]
"""Ids of mentor and learner."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Organizer:
    """Whom events say to write to."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Named:
    """Whom an event names; the organizer is ``None`` where the programme has no address."""

    mentor: str
    learner: str
    organizer: Organizer | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """An event as calendars know it.

    Attributes
    ----------
    number, of
        Which meeting, and of how many.
    uid, sequence
        RFC 5545: what makes it this event, and how often it has changed.
    stamp
        Day of its DTSTAMP, which is midnight in UTC.
    start, day, minutes
        When: ``start``, aware, in UTC, for so many minutes; or a whole ``day``.
    content
        Fingerprint of all that it said.
    cancelled
        Whether it has been cancelled since.
    """

    number: int
    of: int
    uid: str
    sequence: int
    stamp: date
    start: datetime | None
    day: date | None
    minutes: int
    content: str
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """A pairing as calendars know it.

    Attributes
    ----------
    stem
        Name of its files without an ending.
    first_start
        Start of the programme when this pairing's calendar was first made.
    events
        By number: whom the event named when it was last sent, and the event.
    change
        What the latest result that was approved made of its calendar, of :data:`CHANGES`;
        ``None`` where it is as it was.
    """

    stem: str
    first_start: date
    events: Mapping[int, tuple[Named, Told]]
    change: str | None = None

    @property
    def live(self) -> bool:
        """Whether calendars show any meeting of it."""
        return any(not told.cancelled for _, told in self.events.values())


@dataclass(frozen=True, slots=True)
class Known:
    """All that calendars were told.

    Attributes
    ----------
    result
        Fingerprint of the briefs that were approved last; empty before the first.
    pairs
        Every pairing that ever had a calendar.
    """

    result: str
    pairs: Mapping[Pair, Sent]


def uid(first_start: date, pair: Pair, number: int) -> str:
    """What makes a meeting the same event, however often it moves (RFC 5545).

    Parameters
    ----------
    first_start
        Start of the programme when this pairing's calendar was first made.
    pair, number
        Which meeting of whom.
    """
    return str(uuid5(_NAMESPACE, json.dumps([first_start.isoformat(), *pair, number])))


def read(record: Mapping[str, Any]) -> Known:
    """The content of ``calendar.json``; nothing for an empty record.

    Raises
    ------
    UsageError
        If it is no such record, is damaged, or is of another version.
    """
    if not record:
        return Known("", {})
    version = record.get("schema_version")
    if type(version) is int and version != SCHEMA_VERSION:
        raise UsageError(
            f"calendar.json, the record of the calendars that people were sent, is of version "
            f"{version}, and this rmatch reads version {SCHEMA_VERSION}. Fix: approve with the "
            "rmatch that wrote it, or a later one"
        )
    try:
        _same(version, SCHEMA_VERSION)
        result = _matching(_FINGERPRINT, record["result"])
        pairs = dict(_pairing(entry) for entry in _list(record["pairings"]))
        _same(len(pairs), len(record["pairings"]))
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError) as error:
        raise UsageError(
            "calendar.json, the record of the calendars that people were sent, is damaged, so "
            "that changes and cancellations cannot follow from it. Fix: put back a copy of it; "
            "or move it away, if the meetings that people already have need no change from here"
        ) from error
    return Known(result, pairs)


def meetings(record: Mapping[str, Any]) -> dict[Pair, dict[int, datetime | date]]:
    """When the meetings begin that people's calendars have, or their days, by number from 1.

    Raises
    ------
    UsageError
        As :func:`read`.
    """
    return {
        pair: {
            number: when
            for number, (_, told) in sent.events.items()
            if not told.cancelled and (when := told.start or told.day)
        }
        for pair, sent in read(record).pairs.items()
    }


def written(known: Known) -> dict[str, Any]:
    """The content of ``calendar.json``; empty where nothing was ever sent."""
    if not known.pairs:
        return {}
    listed = [_pairing_entry(pair, sent) for pair, sent in sorted(known.pairs.items())]
    return {"pairings": listed, "result": known.result, "schema_version": SCHEMA_VERSION}


def _pairing_entry(pair: Pair, sent: Sent) -> dict[str, Any]:
    calendars: dict[Named, list[dict[str, Any]]] = {}
    for _, (named, told) in sorted(sent.events.items()):
        calendars.setdefault(named, []).append(_told_entry(told))
    return {
        "calendars": [
            {
                "events": events,
                "learner": named.learner,
                "mentor": named.mentor,
                "organizer": _organizer_entry(named.organizer),
            }
            for named, events in calendars.items()
        ],
        "change": sent.change,
        "first_start": sent.first_start.isoformat(),
        "learner_id": pair[1],
        "mentor_id": pair[0],
        "stem": sent.stem,
    }


def _organizer_entry(organizer: Organizer | None) -> dict[str, str] | None:
    return {"email": organizer.email, "name": organizer.name} if organizer else None


def _told_entry(told: Told) -> dict[str, Any]:
    return {
        "cancelled": told.cancelled,
        "content": told.content,
        "day": told.day.isoformat() if told.day else None,
        "minutes": told.minutes,
        "number": told.number,
        "of": told.of,
        "sequence": told.sequence,
        "stamp": told.stamp.isoformat(),
        "start": told.start.isoformat() if told.start else None,
    }


def _pairing(entry: Mapping[str, Any]) -> tuple[Pair, Sent]:
    pair = _is(str, entry["mentor_id"]), _is(str, entry["learner_id"])
    first = date.fromisoformat(entry["first_start"])
    events: dict[int, tuple[Named, Told]] = {}
    for calendar in _list(entry["calendars"]):
        organizer = _organizer(calendar["organizer"])
        named = Named(_is(str, calendar["mentor"]), _is(str, calendar["learner"]), organizer)
        for event in _list(calendar["events"]):
            number = _number(event["number"], 1)
            _same(number in events, False)
            events[number] = named, _told(event, uid(first, pair, number))
    change = entry["change"]
    if change is not None:
        _same(change in CHANGES, True)
    # A name is that of a file in the folder of briefs, whatever somebody wrote into the record.
    stem = _matching(_STEM, entry["stem"])
    return pair, Sent(stem, first, events, change)


def _organizer(entry: Mapping[str, Any] | None) -> Organizer | None:
    if entry is None:
        return None
    return Organizer(_is(str, entry["name"]), _is(str, entry["email"]))


def _told(entry: Mapping[str, Any], uid: str) -> Told:
    start, day = entry["start"], entry["day"]
    _same((start is None) + (day is None), 1)
    minutes = _number(entry["minutes"], 1)
    return Told(
        number=_number(entry["number"], 1),
        of=_number(entry["of"], 1),
        uid=uid,
        sequence=_number(entry["sequence"], 0),
        stamp=date.fromisoformat(entry["stamp"]),
        start=None if start is None else _moment(start, minutes),
        day=None if day is None else date.fromisoformat(day),
        minutes=minutes,
        content=_matching(_FINGERPRINT, entry["content"]),
        cancelled=_is(bool, entry["cancelled"]),
    )


def _moment(text: str, minutes: int) -> datetime:
    """When a meeting begins whose end can be written as well."""
    found = datetime.fromisoformat(text)
    _same(found.utcoffset(), timedelta())
    return (found + timedelta(minutes=minutes)).astimezone(UTC) - timedelta(minutes=minutes)


def _number(value: Any, least: int) -> int:
    number = _is(int, value)
    _same(least <= number < _MOST, True)
    return number


def _matching(pattern: re.Pattern[str], value: Any) -> str:
    text = _is(str, value)
    _same(pattern.fullmatch(text) is not None, True)
    return text


def _list(value: Any) -> list[Any]:
    return _is(list, value)


def _is(kind: type[_T], value: Any) -> _T:
    """``value``, which is of exactly this type: True is no number here."""
    if type(value) is not kind:
        raise TypeError(kind.__name__)
    return value


def _same(found: object, wanted: object) -> None:
    if found != wanted or type(found) is not type(wanted):
        raise ValueError(found)
