"""Events in the language of calendars (RFC 5545, 5546): what each says, and files of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final
from urllib.parse import quote

from icalendar import Calendar, Event, vCalAddress, vDDDTypes, vInt, vText

from rmatch.brief.model import Brief, Meeting
from rmatch.brief.sent import Named, Organizer, Told
from rmatch.printable import printable

__all__ = ["calendar_bytes", "description", "named"]

PRODUCT: Final = "-//rmatch//Reverse mentoring//EN"
# Octets: a line is folded from 76 on (RFC 5545, 3.1).
SHORT: Final = 75
_ADDRESS: Final = re.compile(r'[^\s@<>()\[\],;:"\\]+@[^\s@<>()\[\],;:"\\]*[^\s@<>()\[\],;:"\\.]')
# What may stand in a mailto address as it is (RFC 6068).
_PLAIN: Final = "@!$&'*+-/=_.~"


def _clean(text: str) -> str:
    """Text of a roster or a policy on one line, without what no calendar can carry."""
    return printable(text.encode("utf-8", "replace").decode("utf-8"))


def named(brief: Brief) -> Named:
    """Whom a pairing's events name, and whom they say to write to."""
    contact = _clean(brief.contact)
    found = _ADDRESS.search(contact)
    organizer = None
    if found:
        name = contact[: found.start()].strip(" ,;:<>()[]\"'")
        organizer = Organizer(name, found.group())
    return Named(_clean(brief.mentor.name), _clean(brief.learner.name), organizer)


def description(brief: Brief, meeting: Meeting) -> str:
    """What an event says about a meeting: nothing that only the two may know."""
    lines = []
    if meeting.topic and not meeting.discreet:
        party = brief.mentor if meeting.taught_by == "mentor" else brief.learner
        lines.append(f"Suggested topic: {meeting.topic}. {party.name} teaches it.")
    lines.append(meeting.purpose)
    if meeting.why_no_time:
        lines.append(f"{meeting.why_no_time}.")
    if brief.contact:
        lines.append(f"Questions, or no more meetings? Write to {brief.contact}.")
    return "\n".join(_clean(line) for line in lines if line)


def calendar_bytes(method: str, events: Iterable[tuple[Named, Told, str]]) -> bytes:
    """A calendar file.

    Parameters
    ----------
    method
        RFC 5546: PUBLISH, or CANCEL, of which a file may hold one event only.
    events
        Whom each names, the event, and its description.
    """
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", method)
    organizers: dict[Named, vCalAddress | None] = {}
    for whom, told, says in events:
        if whom not in organizers:
            organizers[whom] = _organizer(whom)
        calendar.add_component(_event(whom, told, says, organizers[whom]))
    # As Calendar.to_ical does it; but what every event repeats is folded once, which takes longest.
    lines = [line for line in calendar.content_lines() if line]
    folded = {line: _folded(line) for line in set(lines)}
    return b"".join(folded[line] + b"\r\n" for line in lines)


def _folded(line: Any) -> bytes:
    """A line as icalendar folds it; most are short, and it looks at every letter."""
    plain: bytes = line.encode()
    return plain if len(plain) < SHORT else bytes(line.to_ical())


class _Text(vText):
    """Text as icalendar escapes it, but for a backslash before an N, which stays one."""

    def to_ical(self) -> bytes:
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return escaped.replace("\n", "\\n").encode()


def _event(whom: Named, told: Told, says: str, organizer: vCalAddress | None) -> Event:
    # Set rather than added: the values are of the types that adding would look for.
    event = Event()
    event["UID"] = _Text(told.uid)
    event["DTSTAMP"] = vDDDTypes(datetime.combine(told.stamp, time(), UTC))
    event["SEQUENCE"] = vInt(told.sequence)
    if told.start:
        event["DTSTART"] = vDDDTypes(told.start)
        event["DTEND"] = vDDDTypes(told.start + timedelta(minutes=told.minutes))
    elif told.day:
        event["DTSTART"] = vDDDTypes(told.day)
    event["SUMMARY"] = _Text(_summary(whom, told))
    if says:
        event["DESCRIPTION"] = _Text(says)
    event["STATUS"] = _Text("CANCELLED" if told.cancelled else "CONFIRMED")
    event["TRANSP"] = _Text("OPAQUE" if told.start else "TRANSPARENT")
    event["CLASS"] = _Text("PRIVATE")
    if organizer is not None:
        event["ORGANIZER"] = organizer
    return event


def _summary(whom: Named, told: Told) -> str:
    which = f"meeting {told.number} of {told.of}" + ("" if told.start else ", time to be agreed")
    text = f"Reverse mentoring: {whom.mentor} and {whom.learner} ({which})"
    return f"Cancelled: {text}" if told.cancelled else text


def _organizer(whom: Named) -> vCalAddress | None:
    """Who sends the calendar, and is written to by who wants no more of it."""
    if whom.organizer is None:
        return None
    found = vCalAddress(f"mailto:{quote(whom.organizer.email, safe=_PLAIN)}")
    if whom.organizer.name:
        found.params["CN"] = whom.organizer.name
    return found
