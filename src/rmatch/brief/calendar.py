"""The calendar files of approved pairings, building on what was sent before.

What takes place is published in one file a pairing. What no longer does is cancelled in one file
a meeting: a message that cancels may name one event only (RFC 5546, 3.2.5), and programs read no
further than the first.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rmatch.brief.events import calendar_bytes, description, named
from rmatch.brief.model import Brief
from rmatch.brief.record import record as brief_record
from rmatch.brief.sent import CHANGES, Known, Named, Pair, Sent, Told, read, uid, written

__all__ = ["Calendars", "calendar_files"]

_Event = tuple[Named, Told]
_Live = tuple[Named, Told, str]  # with its description


@dataclass(frozen=True, slots=True)
class Calendars:
    """What an approval makes for people's calendars.

    Attributes
    ----------
    files
        Name to bytes: ``<stem>.ics`` of what takes place, and for each meeting that no longer
        does ``<stem>-cancelled-<number>.ics``.
    record
        What calendars have been told with these files; empty if there never were any.
    changes
        ``new``, ``changed`` and ``ended``: stems of the calendars that are not as an earlier
        result left them. Empty if there never were any.
    """

    files: dict[str, bytes]
    record: dict[str, Any]
    changes: dict[str, list[str]]


def calendar_files(briefs: Sequence[Brief], sent: Mapping[str, Any]) -> Calendars:
    """Calendars of what takes place, and cancellations of what was sent and no longer does.

    The same briefs once more make the same files.

    Parameters
    ----------
    briefs
        Of all approved pairings; one without ``start`` has no events.
    sent
        The record that an earlier call gave; empty for the first.

    Returns
    -------
    Calendars

    Raises
    ------
    UsageError
        If ``sent`` is no record that this version of rmatch can go on from.
    """
    known = read(sent)
    result = _result(briefs)
    again = known.result == result
    before = dict(known.pairs)
    pairs: dict[Pair, Sent] = {}
    files = _Files()
    for brief in sorted(briefs, key=_pair):
        earlier = before.pop(_pair(brief), None)
        live = _live(brief, earlier)
        first = earlier.first_start if earlier else brief.start
        if first and (live or earlier):
            now = Sent(brief.stem, first, _told_of(live) | _ended(earlier, live))
            pairs[_pair(brief)] = _compared(now, earlier, again=again)
            files.add(pairs[_pair(brief)], live)
    for pair, earlier in sorted(before.items()):
        now = replace(earlier, events=_ended(earlier, {}))
        pairs[pair] = _compared(now, earlier, again=again)
        files.add(pairs[pair], {})
    record = written(Known(result, pairs))
    return Calendars(dict(sorted(files.made.items())), record, files.changes if record else {})


def _pair(brief: Brief) -> Pair:
    return brief.mentor.id, brief.learner.id


def _result(briefs: Iterable[Brief]) -> str:
    """Fingerprint of the briefs: an approval of the same ones is no other result."""
    found = hashlib.sha256()
    for brief in sorted(briefs, key=_pair):
        found.update(brief_record(brief))
    return found.hexdigest()


def _live(brief: Brief, earlier: Sent | None) -> dict[int, _Live]:
    """The events that take place, by number: with a time or a day, in a programme with a start."""
    if brief.start is None:
        return {}
    before = earlier.events if earlier else {}
    first = earlier.first_start if earlier else brief.start
    whom = named(brief)
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


def _fingerprint(whom: Named, told: Told, text: str) -> str:
    """Of all that people see: another one makes another SEQUENCE."""
    organizer = [whom.organizer.name, whom.organizer.email] if whom.organizer else None
    when = [told.start.isoformat(), told.minutes] if told.start else [str(told.day)]
    seen = json.dumps([whom.mentor, whom.learner, organizer, when, told.number, told.of, text])
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


def _compared(now: Sent, earlier: Sent | None, *, again: bool) -> Sent:
    """A pairing with what this result changes of it; ``again``: or changed when first approved."""
    old = {number: told for number, (_, told) in earlier.events.items()} if earlier else {}
    if all(
        number in old and told.sequence == old[number].sequence
        for number, (_, told) in now.events.items()
    ):
        return replace(now, change=earlier.change if earlier and again else None)
    if earlier is None or not earlier.live:
        return replace(now, change="new")
    return replace(now, change="changed" if now.live else "ended")


class _Files:
    """Name to bytes of the files made so far, and the stems of those that are to be sent."""

    def __init__(self) -> None:
        self.made: dict[str, bytes] = {}
        self.changes: dict[str, list[str]] = {change: [] for change in CHANGES}
        self._taken: set[str] = set()

    def add(self, sent: Sent, live: Mapping[int, _Live]) -> None:
        """Those of a pairing; of pairings that take place first."""
        # Those of earlier results too: nobody knows whether they were sent before the next came.
        ended = [
            (number, whom, told) for number, (whom, told) in sent.events.items() if told.cancelled
        ]
        if not live and not ended:
            return
        stem = self._free(sent.stem)
        if live:
            self.made[f"{stem}.ics"] = calendar_bytes("PUBLISH", live.values())
        for number, whom, told in ended:
            name = f"{stem}-cancelled-{number}.ics"
            self.made[name] = calendar_bytes("CANCEL", [(whom, told, "")])
        if sent.change:
            self.changes[sent.change].append(stem)

    def _free(self, stem: str) -> str:
        """A pairing that is gone may have left a stem that another has now."""
        found, more = stem, 1
        while found.casefold() in self._taken:
            more += 1
            found = f"{stem}-{more}"
        self._taken.add(found.casefold())
        return found
