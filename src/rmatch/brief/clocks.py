"""When somebody has time, by the clocks of the day itself: every clock change counts.

Moments are whole minutes of UTC since the day before 0001-01-01, so that day number ``d``
(:meth:`datetime.date.toordinal`) begins at ``1440 * d``; spans are half-open.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final, NamedTuple

from rmatch.roster.available import WEEK, Interval, united
from rmatch.roster.people import Zone
from rmatch.roster.times import zone_rules

__all__ = ["DAY", "Clock", "Hours", "Span", "shared"]

DAY: Final = 24 * 60
_LAST: Final = date.max.toordinal()
_MINUTE: Final = 60
_MIDNIGHT: Final = time()

Span = tuple[int, int]


class Clock:
    """What the clocks of a zone show.

    A local time that a clock change leaves out, or that comes twice, stands for the earliest or
    the latest of the moments that can be meant, so that hours can be read in the narrowest way.
    """

    def __init__(self, zone: Zone) -> None:
        self._rules: tzinfo = zone_rules(zone)
        self._steady: dict[int, int | None] = {}

    def moments(self, day: int, minute: int) -> Span:
        """The earliest and the latest moment that a local time can mean.

        Parameters
        ----------
        day
            The local date, as its ordinal.
        minute
            Minute of that day, 0 to 1440.
        """
        offset = self._steady.get(day, self)
        if offset is self:
            offset = self._steady[day] = self._offset(day)
        if isinstance(offset, int):
            moment = DAY * day + minute - offset
            return moment, moment
        later, minute = divmod(minute, DAY)
        first, second = self._seconds(day + later, minute)
        local = _MINUTE * (DAY * (day + later) + minute)
        return (local - max(first, second)) // _MINUTE, -((min(first, second) - local) // _MINUTE)

    def day(self, moment: int) -> int:
        """The local date of a moment, as its ordinal."""
        day, minute = divmod(moment, DAY)
        known = self._steady.get(day)
        if known is not None and 0 <= minute + known < DAY:
            return day
        utc = datetime.combine(date.fromordinal(day), _MIDNIGHT, self._rules)
        return self._rules.fromutc(utc + timedelta(minutes=minute)).toordinal()

    def _offset(self, day: int) -> int | None:
        """Whole minutes east of UTC throughout a local date; ``None`` if there are none."""
        found = {*self._seconds(day, 0), *self._seconds(day + 1, 0)}
        seconds = found.pop()
        return None if found or seconds % _MINUTE else seconds // _MINUTE

    def _seconds(self, day: int, minute: int) -> Span:
        """Seconds east of UTC at a local time, before and after a clock change that touches it."""
        local = datetime.combine(date.fromordinal(min(day, _LAST)), _MIDNIGHT)
        local += timedelta(minutes=minute)
        found = (self._rules.utcoffset(local.replace(fold=fold)) for fold in (0, 1))
        first, second = (round((offset or timedelta()).total_seconds()) for offset in found)
        return first, second


class _Piece(NamedTuple):
    """Available time within a day of the week, and whether it runs on over either midnight."""

    start: int
    end: int
    from_before: bool
    to_next: bool


class Hours:
    """Somebody's available time, date by date.

    Parameters
    ----------
    clock
        Of the person's zone.
    available
        Half-open intervals in minutes of local time since Monday 00:00.
    """

    def __init__(self, clock: Clock, available: tuple[Interval, ...]) -> None:
        self.clock = clock
        week = united(available)
        self._week = tuple(_pieces(week, weekday) for weekday in range(7))
        self._days: dict[int, tuple[Span, ...]] = {}

    def spans(
        self, first: int, last: int, holidays: Container[int], busy: Container[int]
    ) -> Iterator[Span]:
        """Available time on local dates, in order; unbroken over midnight where it is.

        Parameters
        ----------
        first, last
            Local dates, as ordinals, both included.
        holidays, busy
            Local dates that do not count.
        """
        held: Span | None = None
        onward = False
        for day in range(first, last + 1):
            pieces = self._week[(day - 1) % 7]
            if not pieces or day in holidays or day in busy:
                onward = False
                continue
            for piece, span in zip(pieces, self._days.get(day) or self._on(day), strict=True):
                if held is not None and onward and piece.from_before:
                    held = held[0], span[1]
                else:
                    if held is not None and held[0] < held[1]:
                        yield held
                    held = span
                onward = piece.to_next
        if held is not None and held[0] < held[1]:
            yield held

    def _on(self, day: int) -> tuple[Span, ...]:
        moments = self.clock.moments
        found = self._days[day] = tuple(
            (moments(day, piece.start)[1], moments(day, piece.end)[0])
            for piece in self._week[(day - 1) % 7]
        )
        return found


def _pieces(available: tuple[Interval, ...], weekday: int) -> tuple[_Piece, ...]:
    midnight, next_midnight = DAY * weekday, DAY * (weekday + 1)
    ends = {end % WEEK for _, end in available}
    starts = {start for start, _ in available}
    pieces = []
    for start, end in available:
        if start < next_midnight and end > midnight:
            from_before = start < midnight or (start == midnight and midnight in ends)
            to_next = end > next_midnight or (
                end == next_midnight and next_midnight % WEEK in starts
            )
            pieces.append(
                _Piece(
                    max(start, midnight) - midnight,
                    min(end, next_midnight) - midnight,
                    from_before,
                    to_next,
                )
            )
    return tuple(pieces)


def shared(ones: Iterator[Span], others: Iterator[Span]) -> Iterator[Span]:
    """What two ordered rows of spans have in common, in order."""
    one, other = next(ones, None), next(others, None)
    while one is not None and other is not None:
        start, end = max(one[0], other[0]), min(one[1], other[1])
        if start < end:
            yield start, end
        if one[1] <= other[1]:
            one = next(ones, None)
        else:
            other = next(others, None)
