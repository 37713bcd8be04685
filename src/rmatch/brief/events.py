"""Events in the language of calendars (RFC 5545, 5546): what each says, and files of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final
from urllib.parse import quote

from icalendar import Calendar, Event, vCalAddress, vDDDTypes, vInt, vText

from rmatch.brief.model import Brief, Meeting
from rmatch.brief.sent import Guest, Invited, Told
from rmatch.printable import printable

__all__ = ["calendar_bytes", "description", "invited"]

PRODUCT: Final = "-//rmatch//Reverse mentoring//EN"
_ADDRESS: Final = re.compile(r'[^\s@<>()\[\],;:"\\]+@[^\s@<>()\[\],;:"\\]*[^\s@<>()\[\],;:"\\.]')
# What may stand in a mailto address as it is (RFC 6068).
_PLAIN: Final = "@!$&'*+-/=_.~"


def _clean(text: str) -> str:
    """Text of a roster or a policy on one line, without what no calendar can carry."""
    return printable(text.encode("utf-8", "replace").decode("utf-8"))


def invited(brief: Brief) -> Invited:
    """Whom a pairing's events name, and by which addresses, where everybody's is known."""
    contact = _clean(brief.contact)
    found = _ADDRESS.search(contact)
    emails = [_address(party.email) for party in (brief.mentor, brief.learner)]
    if found is None or None in emails:
        emails = [None, None]
    mentor, learner = (_clean(party.name) for party in (brief.mentor, brief.learner))
    organizer = None
    if found:
        organizer = Guest(contact[: found.start()].strip(" ,;:<>()[]\"'"), found.group())
    return Invited(Guest(mentor, emails[0]), Guest(learner, emails[1]), organizer)


def _address(email: str | None) -> str | None:
    found = _ADDRESS.fullmatch(email.strip()) if email else None
    return _clean(found.group()) if found else None


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


def calendar_bytes(method: str, events: Iterable[tuple[Invited, Told, str]]) -> bytes:
    """A calendar file.

    Parameters
    ----------
    method
        RFC 5546: REQUEST, PUBLISH or CANCEL; a file has one.
    events
        Whom each names, the event, and its description.
    """
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", method)
    people: dict[Invited, dict[str, Any]] = {}
    for whom, told, says in events:
        if whom not in people:
            people[whom] = _people(whom)
        calendar.add_component(_event(whom, told, says, people[whom]))
    # As Calendar.to_ical does it; but what every event repeats is folded once, which takes longest.
    lines = [line for line in calendar.content_lines() if line]
    folded = {line: line.to_ical() for line in set(lines)}
    return b"".join(folded[line] + b"\r\n" for line in lines)


class _Text(vText):
    """Text as icalendar escapes it, but for a backslash before an N, which stays one."""

    def to_ical(self) -> bytes:
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return escaped.replace("\n", "\\n").encode()


def _event(whom: Invited, told: Told, says: str, people: Mapping[str, Any]) -> Event:
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
    for name, value in people.items():
        event[name] = value
    return event


def _summary(whom: Invited, told: Told) -> str:
    which = f"meeting {told.number} of {told.of}" + ("" if told.start else ", time to be agreed")
    text = f"Reverse mentoring: {whom.mentor.name} and {whom.learner.name} ({which})"
    return f"Cancelled: {text}" if told.cancelled else text


def _people(whom: Invited) -> dict[str, Any]:
    """ORGANIZER, and where everybody has an address both ATTENDEEs."""
    found: dict[str, Any] = {}
    if whom.organizer:
        found["ORGANIZER"] = _caller(whom.organizer)
    if whom.by_mail:
        attendees = [_caller(guest) for guest in (whom.mentor, whom.learner)]
        for attendee in attendees:
            attendee.params["ROLE"] = "REQ-PARTICIPANT"
            attendee.params["PARTSTAT"] = "NEEDS-ACTION"
            attendee.params["RSVP"] = "FALSE"
        found["ATTENDEE"] = attendees
    return found


def _caller(guest: Guest) -> vCalAddress:
    found = vCalAddress(f"mailto:{quote(guest.email or '', safe=_PLAIN)}")
    if guest.name:
        found.params["CN"] = guest.name
    return found
