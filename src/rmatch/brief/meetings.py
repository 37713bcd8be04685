"""When the meetings of all pairings may take place.

The programme is cut into as many windows as a pairing has meetings. A meeting lies in its window,
as early as both people's hours allow, and clear of what either has with others.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
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
# Moments are minutes since the day before the first of all.
_EPOCH: Final = date(1970, 1, 1).toordinal() * DAY
_LAST_MOMENT: Final = DAY * (_LAST_DAY + 1) - 1

Earlier = Mapping[tuple[str, str], Mapping[int, datetime | date]]

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
    pairs: Sequence[tuple[Person, Person]], programme: Programme, earlier: Earlier | None = None
) -> tuple[tuple[Slot, ...], ...]:
    """A slot for every meeting of every pairing; the order of the pairings does not matter.

    A meeting is on a quarter of an hour, within the available hours of both by the clocks of
    that very date, on no holiday by either's calendar, overlaps no other meeting of either, and
    is as early in its window as that allows: on a day on which neither has another meeting, or,
    if there is none, on any. Where there is no such time there is a reminder on a day. A time or
    a day that people's calendars have already stays, if it is still possible in its window: that
    a pairing ends moves nobody else's meetings.

    Parameters
    ----------
    pairs
        Mentor and learner of each pairing. People are told apart by their ids.
    programme
        Its start, end or weeks, holidays, number and length of meetings.
    earlier
        Ids of mentor and learner to the meetings that their calendars have, by number from 1:
        when each begins, or its day.

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
    slots: list[list[Slot | None]] = [[None] * len(windows) for _ in pairs]
    known = earlier or {}
    # Times before days: there is a day only where the times of others leave none.
    for kind in (plan.kept_time, plan.kept_day):
        for k in order:
            two = pairs[k][0].id, pairs[k][1].id
            for number, when in sorted(known.get(two, {}).items()):
                if number <= len(windows) and slots[k][number - 1] is None:
                    slots[k][number - 1] = kind(*two, windows[number - 1], when)
    for number, window in enumerate(windows):
        for k in order:
            if slots[k][number] is None:
                slots[k][number] = plan.slot(pairs[k][0].id, pairs[k][1].id, window)
    return tuple(tuple(slot for slot in own if slot) for own in slots)


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

    def kept_time(
        self, mentor_id: str, learner_id: str, window: tuple[int, int], when: datetime | date
    ) -> Slot | None:
        """The time that calendars have, if it is still possible; noted for both."""
        two, search = self._search(mentor_id, learner_id, window)
        if search is None or not isinstance(when, datetime):
            return None
        moment = int(when.timestamp()) // 60 + _EPOCH
        fits = _fits(search, two, moment, self._minutes)
        return self._met(search, two, moment) if fits else None

    def kept_day(
        self, mentor_id: str, learner_id: str, window: tuple[int, int], when: datetime | date
    ) -> Slot | None:
        """The day that calendars have, if it still may be, and there is still no time."""
        two, search = self._search(mentor_id, learner_id, window)
        (first, last), day = self._days(window), when.toordinal()
        if isinstance(when, datetime) or not first <= day <= last:
            return None
        if self._day(two, day, day) is None:
            return None
        if search is None:
            return self._reminder(two, day, UNKNOWN_HOURS)
        why = NO_SHARED_TIME.format(minutes=self._minutes)
        return None if self._moment(search, two) is not None else self._reminder(two, day, why)

    def slot(self, mentor_id: str, learner_id: str, window: tuple[int, int]) -> Slot:
        """Find a slot in a window, and note it for both."""
        two, search = self._search(mentor_id, learner_id, window)
        why = UNKNOWN_HOURS
        if search is not None:
            moment = self._moment(search, two)
            if moment is not None:
                return self._met(search, two, moment)
            why = NO_SHARED_TIME.format(minutes=self._minutes)
        reminder = self._day(two, *self._days(window))
        if reminder is None:
            return Slot(_week(window[0]), why_no_time=NO_DAY)
        return self._reminder(two, reminder, why)

    def _days(self, window: tuple[int, int]) -> tuple[int, int]:
        first = self._start + window[0]
        return first, min(self._start + window[1], first + _LONGEST_SEARCH)

    def _search(
        self, mentor_id: str, learner_id: str, window: tuple[int, int]
    ) -> tuple[_Two, _Search | None]:
        """The two diaries, and the time that both share; ``None`` if hours are not known."""
        two = self._diaries[mentor_id], self._diaries[learner_id]
        if not (two[0].hours and two[1].hours):
            return two, None
        return two, _Search(two[0].hours, two[1].hours, *self._days(window), self._holidays)

    def _met(self, search: _Search, two: _Two, moment: int) -> Slot:
        day = _note(search, two, moment, self._minutes)
        return Slot(_week(day - self._start), _utc(moment))

    def _reminder(self, two: _Two, day: int, why: str) -> Slot:
        for one in two:
            one.days.add(day)
        return Slot(_week(day - self._start), None, date.fromordinal(day), why)

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


def _fits(search: _Search, people: _Two, start: int, minutes: int) -> bool:
    """Whether a meeting from ``start`` on is in a span and overlaps no other."""
    end = start + minutes
    return not any(one.busy_until(start, minutes) for one in people) and any(
        span[0] <= start and end <= span[1] for span in search.spans()
    )


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
