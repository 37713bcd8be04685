"""Meetings planned anew, minute by minute, from the words of the contract and zoneinfo alone."""

from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@cache
def rules(name):
    """A zone's rules from the tzdata package: the machine's own may be of another year."""
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def rules_of(zone):
    if zone.name is not None:
        return rules(zone.name)
    return datetime.strptime(_sign(zone.offset), "%z").tzinfo


def _sign(offset):
    return f"{'-' if offset < 0 else '+'}{abs(offset) // 60:02}:{abs(offset) % 60:02}"


def in_hours(person, moment):
    """Whether the person's clock shows a time within the person's hours."""
    local = moment.astimezone(rules_of(person.zone))
    minute = (local.weekday() * 24 + local.hour) * 60 + local.minute
    return any(start <= minute < end for start, end in person.available)


def local_dates(person, start, minutes):
    zone = rules_of(person.zone)
    return {(start + k * MINUTE).astimezone(zone).date() for k in range(minutes)}


def dates(first, last):
    return [first + k * DAY for k in range((last - first).days + 1)]


def free_minutes(person, days):
    """Moments in the person's hours on such local dates, however their ends may be read.

    A local time at a clock change can mean two moments: a run of hours begins at the later one of
    its beginning and ends at the earlier one of its end.
    """
    zone = rules_of(person.zone)
    runs = []
    for day in sorted(days):
        midnight = datetime(day.year, day.month, day.day)
        for start, end in person.available:
            monday = midnight - day.weekday() * DAY
            begins = max(monday + start * MINUTE, midnight)
            ends = min(monday + end * MINUTE, midnight + DAY)
            if begins < ends and runs and runs[-1][1] == begins:
                runs[-1][1] = ends
            elif begins < ends:
                runs.append([begins, ends])
    found = set()
    for begins, ends in runs:
        first = max(begins.replace(tzinfo=zone, fold=f).astimezone(UTC) for f in (0, 1))
        last = min(ends.replace(tzinfo=zone, fold=f).astimezone(UTC) for f in (0, 1))
        while first < last:
            found.add(first)
            first += MINUTE
    return found


class Clockwork:
    """The plan of a programme with a start, one meeting at a time."""

    def __init__(self, pairs, programme):
        self.pairs, self.programme = pairs, programme
        self.taken = {}  # person's id: moments
        self.busy = {}  # person's id: local dates
        for person in (person for pair in pairs for person in pair):
            self.taken[person.id], self.busy[person.id] = set(), set()

    def plan(self):
        """(start, day) of every meeting, by pair and number."""
        found = {}
        start = self.programme.start
        last = self.programme.end or start + (7 * self.programme.weeks - 1) * DAY
        days, meetings = (last - start).days + 1, self.programme.meetings
        assert days >= meetings
        order = sorted(self.pairs, key=lambda pair: (pair[1].id, pair[0].id))
        for number in range(meetings):
            window = dates(
                start + number * days // meetings * DAY,
                start + ((number + 1) * days // meetings - 1) * DAY,
            )
            window = [day for day in window if day not in self.programme.holidays]
            for pair in order:
                ids = pair[0].id, pair[1].id
                found[ids, number + 1] = self.meeting(pair, window)
        return found

    def meeting(self, pair, window):
        if pair[0].zone and pair[1].zone:
            for avoid in (True, False):
                start = self.earliest(pair, window, avoid)
                if start is not None:
                    for person in pair:
                        length = self.programme.minutes
                        self.taken[person.id] |= {start + k * MINUTE for k in range(length)}
                        self.busy[person.id] |= local_dates(person, start, length)
                    return start, None
        day = self.reminder(pair, window)
        if day:
            for person in pair:
                self.busy[person.id].add(day)
        return None, day

    def earliest(self, pair, window, avoid):
        minutes = None
        for person in pair:
            days = [d for d in window if not (avoid and d in self.busy[person.id])]
            own = free_minutes(person, days) - self.taken[person.id]
            minutes = own if minutes is None else minutes & own
        for start in sorted(minutes):
            if start.minute % 15 == 0 and all(
                start + k * MINUTE in minutes for k in range(self.programme.minutes)
            ):
                return start
        return None

    def reminder(self, pair, window):
        def has_time(person, day):
            return any(
                s < (day.weekday() + 1) * 1440 and e > day.weekday() * 1440
                for s, e in person.available
            )

        def free(day):
            return not any(day in self.busy[person.id] for person in pair)

        for enough in (all, any):
            working = [day for day in window if enough(has_time(one, day) for one in pair)]
            if working:
                return next(filter(free, working), working[0])
        return None
