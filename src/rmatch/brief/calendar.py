"""The calendar files of approved pairings, building on what was sent before.

A file has one METHOD, so what no longer takes place is in a file of its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from rmatch.brief.events import calendar_bytes, description, invited
from rmatch.brief.model import Brief
from rmatch.brief.sent import Invited, Pair, Sent, Told, read, uid, written

__all__ = ["calendar_files"]

_Event = tuple[Invited, Told]
_Live = tuple[Invited, Told, str]  # with its description


def calendar_files(
    briefs: Sequence[Brief], sent: Mapping[str, Any]
) -> tuple[dict[str, bytes], dict[str, Any]]:
    """Calendars of what takes place, and cancellations of what was sent and no longer does.

    Parameters
    ----------
    briefs
        Of all approved pairings; one without ``start`` has no events.
    sent
        The record that an earlier call gave; empty for the first.

    Returns
    -------
    files
        Name to bytes: ``<stem>.ics`` and ``<stem>-cancelled.ics``, where they hold any event.
    record
        What calendars have been told with these files; empty if there never were any.

    Raises
    ------
    UsageError
        If ``sent`` is no record that this version of rmatch can go on from.
    """
    known = read(sent)
    files = _Files()
    record: dict[Pair, Sent] = {}
    for brief in sorted(briefs, key=_pair):
        earlier = known.pop(_pair(brief), None)
        live = _live(brief, earlier)
        ended = _ended(earlier, live)
        files.add(brief.stem, live, ended)
        if brief.start and not earlier and live:
            record[_pair(brief)] = Sent(brief.stem, brief.start, _told_of(live))
        elif earlier:
            record[_pair(brief)] = Sent(brief.stem, earlier.first_start, _told_of(live) | ended)
    for pair, earlier in sorted(known.items()):
        ended = _ended(earlier, {})
        files.add(earlier.stem, {}, ended)
        record[pair] = replace(earlier, events=ended)
    return dict(sorted(files.made.items())), written(record)


def _pair(brief: Brief) -> Pair:
    return brief.mentor.id, brief.learner.id


def _live(brief: Brief, earlier: Sent | None) -> dict[int, _Live]:
    """The events that take place, by number: with a time or a day, in a programme with a start."""
    if brief.start is None:
        return {}
    before = earlier.events if earlier else {}
    first = earlier.first_start if earlier else brief.start
    whom = invited(brief)
    live = {}
    for meeting in brief.meetings:
        if meeting.start or meeting.day:
            text = description(brief, meeting)
            told = Told(
                number=meeting.number,
                of=len(brief.meetings),
                uid=uid(first, _pair(brief), meeting.number),
                sequence=0,
                stamp=brief.start,
                start=meeting.start,
                day=None if meeting.start else meeting.day,
                minutes=brief.minutes,
                content="",
            )
            told = replace(told, content=_fingerprint(whom, told, text))
            if meeting.number in before:
                told = _after(before[meeting.number][1], told)
            live[meeting.number] = whom, told, text
    return live


def _fingerprint(whom: Invited, told: Told, text: str) -> str:
    """Of all that people see: another one makes another SEQUENCE."""
    people = [[guest.name, guest.email] for guest in (whom.mentor, whom.learner)]
    organizer = [whom.organizer.name, whom.organizer.email] if whom.organizer else None
    when = [told.start.isoformat(), told.minutes] if told.start else [str(told.day)]
    seen = json.dumps([people, organizer, when, told.number, told.of, text])
    return hashlib.sha256(seen.encode()).hexdigest()


def _after(old: Told, new: Told) -> Told:
    """An event that was sent before: the same, or of the next SEQUENCE where anything changed."""
    same = old.content == new.content and not old.cancelled
    return replace(new, sequence=old.sequence + (not same))


def _ended(earlier: Sent | None, live: Mapping[int, _Live]) -> dict[int, _Event]:
    """The events that were sent and do not take place: cancelled now, or already before."""
    return {
        number: (whom, told if told.cancelled else _cancelled(told))
        for number, (whom, told) in (earlier.events.items() if earlier else ())
        if number not in live
    }


def _cancelled(told: Told) -> Told:
    return replace(told, cancelled=True, sequence=told.sequence + 1)


def _told_of(live: Mapping[int, _Live]) -> dict[int, _Event]:
    return {number: (whom, told) for number, (whom, told, _) in live.items()}


class _Files:
    """Name to bytes of the files made so far."""

    def __init__(self) -> None:
        self.made: dict[str, bytes] = {}
        self._taken: set[str] = set()

    def add(self, stem: str, live: Mapping[int, _Live], ended: Mapping[int, _Event]) -> None:
        """Up to two files of a pairing."""
        if live:
            by_mail = all(whom.by_mail for whom, _, _ in live.values())
            self._write(stem, "", "REQUEST" if by_mail else "PUBLISH", live.values())
        if ended:
            events = [(whom, told, "") for _, (whom, told) in sorted(ended.items())]
            self._write(stem, "-cancelled", "CANCEL", events)

    def _write(self, stem: str, kind: str, method: str, events: Iterable[_Live]) -> None:
        # A pairing that is gone may have left a stem that another has now.
        name, more = f"{stem}{kind}.ics", 1
        while name.casefold() in self._taken:
            more += 1
            name = f"{stem}-{more}{kind}.ics"
        self._taken.add(name.casefold())
        self.made[name] = calendar_bytes(method, events)
