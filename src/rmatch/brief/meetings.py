"""When the meetings of all pairings may take place.

The programme is cut into as many windows as a pairing has meetings. A meeting lies in its window,
as early as both people's hours allow, and clear of what either has with others.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Final

from rmatch.brief.clocks import DAY, Clock, Hours, Span, shared
from rmatch.policy import Programme
from rmatch.roster.available import Interval
from rmatch.roster.people import Person, Zone

__all__ = ["Slot", "planned", "programme_weeks"]

GRID: Final = 15
# A window may be centuries long, in a policy with a slip in its end; nobody waits for longer.
_LONGEST_SEARCH: Final = 2 * 366
_LAST_DAY: Final = date.max.toordinal()
_WEEK: Final = 7
# What a calendar can write.
_FIRST_MOMENT: Final = DAY
_LAST_MOMENT: Final = DAY * (_LAST_DAY + 1) - 1

UNKNOWN_HOURS: Final = (
    "The time zone of one of you, or of both, is not known, so please agree on a time"
)
NO_SHARED_TIME: Final = (
    "Your hours leave no {minutes} minutes that you both have free in these weeks, "
    "so please agree on a time"
)
NO_DAY: Final = (
    "No working day without a holiday is left for this meeting, so please agree on a day and a time"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """When a meeting may take place.

    Attributes
    ----------
    week
        Week of the programme, from 1.
    start
        Aware, in UTC; ``None`` without a time.
    day
        Of a reminder without a time; ``None`` with one, and where the programme has no start.
    why_no_time
        Why there is no time, as a sentence without a full stop; empty where there is one, and
        where the programme has no start.
    """

    week: int
    start: datetime | None = None
    day: date | None = None
    why_no_time: str = ""


def planned(
    pairs: Sequence[tuple[Person, Person]], programme: Programme
) -> tuple[tuple[Slot, ...], ...]:
    """A slot for every meeting of every pairing; the order of the pairings does not matter.

    A meeting is on a quarter of an hour, within the available hours of both by the clocks of
    that very date, on no holiday by either's calendar, overlaps no other meeting of either, and
    is as early in its window as that allows: on a day on which neither has another meeting, or,
    if there is none, on any. Where there is no such time there is a reminder on a day.

    Parameters
    ----------
    pairs
        Mentor and learner of each pairing. People are told apart by their ids.
    programme
        Its start, end or weeks, holidays, number and length of meetings.

    Returns
    -------
    tuple of tuples of Slot
        As many as ``programme.meetings`` for each of ``pairs``, in that order.
    """
    windows = _windows(programme)
    if programme.start is None:
        weeks = tuple(Slot(_week(first)) for first, _ in windows)
        return tuple(weeks for _ in pairs)
    plan = _Plan(pairs, programme)
    order = sorted(range(len(pairs)), key=lambda k: (pairs[k][1].id, pairs[k][0].id))
    slots: list[list[Slot]] = [[] for _ in pairs]
    for window in windows:
        for k in order:
            mentor, learner = pairs[k]
            slots[k].append(plan.slot(mentor.id, learner.id, window))
    return tuple(map(tuple, slots))


def programme_weeks(programme: Programme) -> int:
    """Weeks over which the meetings are spread, the last one perhaps not whole."""
    return max(-(-_days(programme) // _WEEK), 1)


def _days(programme: Programme) -> int:
    """Days of the programme; with an end before its start none."""
    if programme.start is None:
        return _WEEK * programme.weeks
    left = _LAST_DAY - programme.start.toordinal() + 1
    if programme.end is None:
        return min(_WEEK * programme.weeks, left)
    return max((programme.end - programme.start).days + 1, 0)


def _windows(programme: Programme) -> list[tuple[int, int]]:
    """First and last day of each meeting's window, counted from the start of the programme.

    They share days only where there are more meetings than days.
    """
    days, meetings = _days(programme), programme.meetings
    firsts = [k * days // meetings for k in range(meetings)]
    ends = [(k + 1) * days // meetings for k in range(meetings)]
    return [
        (first, min(max(end - 1, first), days - 1)) for first, end in zip(firsts, ends, strict=True)
    ]


def _week(day: int) -> int:
    return day // _WEEK + 1


@dataclass(slots=True)
class _Diary:
    """What is known of a person, and what the person has been given so far."""

    hours: Hours | None
    weekdays: frozenset[int]
    days: set[int] = field(default_factory=set)
    starts: list[int] = field(default_factory=list)

    def busy_until(self, start: int, minutes: int) -> int:
        """When the meeting ends that would overlap one from ``start`` on; 0 if none would."""
        place = bisect_right(self.starts, start - minutes)
        if place < len(self.starts) and self.starts[place] < start + minutes:
            return self.starts[place] + minutes
        return 0


class _Plan:
    """The meetings given so far, and the search for the next."""

    def __init__(self, pairs: Sequence[tuple[Person, Person]], programme: Programme) -> None:
        self._start = programme.start.toordinal() if programme.start else 0
        self._minutes = programme.minutes
        self._holidays = frozenset(day.toordinal() for day in programme.holidays)
        self._clocks: dict[Zone, Clock] = {}
        self._hours: dict[tuple[Zone, tuple[Interval, ...]], Hours] = {}
        self._possible: dict[tuple[Hours, Hours, int], bool] = {}
        self._diaries = {
            person.id: _Diary(self._hours_of(person), _weekdays(person.available))
            for pair in pairs
            for person in pair
        }

    def slot(self, mentor_id: str, learner_id: str, window: tuple[int, int]) -> Slot:
        """Find a slot in a window, and note it for both."""
        two = self._diaries[mentor_id], self._diaries[learner_id]
        first = self._start + window[0]
        last = min(self._start + window[1], first + _LONGEST_SEARCH)
        why = UNKNOWN_HOURS
        if two[0].hours and two[1].hours:
            search = _Search(two[0].hours, two[1].hours, first, last, self._holidays)
            moment = self._moment(search, two)
            if moment is not None:
                day = _note(search, two, moment, self._minutes)
                return Slot(_week(day - self._start), _utc(moment))
            why = NO_SHARED_TIME.format(minutes=self._minutes)
        reminder = self._day(two, first, last)
        if reminder is None:
            return Slot(_week(window[0]), why_no_time=NO_DAY)
        for one in two:
            one.days.add(reminder)
        return Slot(_week(reminder - self._start), None, date.fromordinal(reminder), why)

    def _hours_of(self, person: Person) -> Hours | None:
        if person.zone is None:
            return None
        key = person.zone, person.available
        if key not in self._hours:
            clock = self._clocks.setdefault(person.zone, Clock(person.zone))
            self._hours[key] = Hours(clock, person.available)
        return self._hours[key]

    def _moment(self, search: _Search, two: _Two) -> int | None:
        """The earliest for a meeting, on a day without another if there is any."""
        key = search.mentor, search.learner, search.first
        if not self._possible.get(key, True):
            return None
        found = _earliest(search.spans(two[0].days, two[1].days), two, self._minutes)
        if found is None and key not in self._possible:
            self._possible[key] = _earliest(search.spans(), (), self._minutes) is not None
        if found is None and self._possible[key]:
            found = _earliest(search.spans(), two, self._minutes)
        return found

    def _day(self, two: _Two, first: int, last: int) -> int | None:
        """A day for a reminder: a working day of both, without another, as far as there is one."""
        days = [day for day in range(first, last + 1) if day not in self._holidays]
        both, either = two[0].weekdays & two[1].weekdays, two[0].weekdays | two[1].weekdays
        for weekdays in (both, either):
            working = [day for day in days if (day - 1) % _WEEK in weekdays]
            free = (day for day in working if not any(day in one.days for one in two))
            if working:
                return next(free, working[0])
        return None


_Two = tuple[_Diary, _Diary]


@dataclass(frozen=True, slots=True)
class _Search:
    """Time that two people share in a window, on no holiday."""

    mentor: Hours
    learner: Hours
    first: int
    last: int
    holidays: frozenset[int]

    def spans(
        self, mentor_busy: Container[int] = (), learner_busy: Container[int] = ()
    ) -> Iterator[Span]:
        """Spans of UTC in order, further days of either left out."""
        return shared(
            self.mentor.spans(self.first, self.last, self.holidays, mentor_busy),
            self.learner.spans(self.first, self.last, self.holidays, learner_busy),
        )


def _earliest(spans: Iterable[Span], people: Sequence[_Diary], minutes: int) -> int | None:
    """The first quarter of an hour from which on a meeting is in a span and overlaps no other."""
    for span in spans:
        start, end = _on_grid(max(span[0], _FIRST_MOMENT)), min(span[1], _LAST_MOMENT)
        while start + minutes <= end:
            clash = max((one.busy_until(start, minutes) for one in people), default=0)
            if not clash:
                return start
            start = _on_grid(clash)
    return None


def _on_grid(moment: int) -> int:
    return -(-moment // GRID) * GRID


def _note(search: _Search, two: _Two, moment: int, minutes: int) -> int:
    """Note a meeting for both; the earlier of the local dates on which it begins."""
    begins = []
    for one, hours in zip(two, (search.mentor, search.learner), strict=True):
        days = range(hours.clock.day(moment), hours.clock.day(moment + minutes - 1) + 1)
        one.days.update(days)
        insort(one.starts, moment)
        begins.append(days[0])
    return min(begins)


def _weekdays(available: Iterable[Interval]) -> frozenset[int]:
    """Days of the week, from Monday 0, on which there is any available time."""
    return frozenset(
        day for start, end in available for day in range(start // DAY, (end - 1) // DAY + 1)
    )


def _utc(moment: int) -> datetime:
    day = date.fromordinal(moment // DAY)
    return datetime(day.year, day.month, day.day, moment % DAY // 60, moment % 60, tzinfo=UTC)
