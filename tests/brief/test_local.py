from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from rmatch.brief.local import When, when
from rmatch.brief.model import Meeting

from .people import brief


def told(mentor_zone, learner_zone, *moment, minutes=50):
    one = brief()
    one = replace(
        one,
        mentor=replace(one.mentor, zone=mentor_zone),
        learner=replace(one.learner, zone=learner_zone),
        minutes=minutes,
    )
    start = datetime(*moment, tzinfo=UTC)
    return str(when(one, Meeting(1, 1, "Python", "mentor", False, "", start=start)))


@pytest.mark.parametrize(
    ("zones", "moment", "expected"),
    [
        (
            ("Europe/Berlin", "America/New_York"),
            (2026, 1, 12, 14),
            "Mon 12 Jan 2026, 15:00 to 15:50 in Berlin, 09:00 to 09:50 in New York",
        ),
        (  # New York has summer time, Berlin not yet
            ("America/New_York", "Europe/Berlin"),
            (2026, 3, 20, 14),
            "Fri 20 Mar 2026, 10:00 to 10:50 in New York, 15:00 to 15:50 in Berlin",
        ),
        (
            ("Europe/Berlin", "Europe/Berlin"),
            (2026, 7, 1, 7, 30),
            "Wed 1 Jul 2026, 09:30 to 10:20 in Berlin",
        ),
        (
            ("Europe/Paris", "Europe/Berlin"),
            (2026, 1, 12, 14),
            "Mon 12 Jan 2026, 15:00 to 15:50 in Paris and Berlin",
        ),
        (
            ("UTC+05:30", "America/Argentina/Buenos_Aires"),
            (2026, 1, 12, 14),
            "Mon 12 Jan 2026, 19:30 to 20:20 in UTC+05:30, 11:00 to 11:50 in Buenos Aires",
        ),
        (
            ("UTC-03:30", "UTC"),
            (2026, 1, 12, 14),
            "Mon 12 Jan 2026, 10:30 to 11:20 in UTC-03:30, 14:00 to 14:50 in UTC",
        ),
        (  # the other's calendar shows another day
            ("America/New_York", "Australia/Sydney"),
            (2026, 1, 12, 22),
            "Mon 12 Jan 2026, 17:00 to 17:50 in New York, Tue 13 Jan 09:00 to 09:50 in Sydney",
        ),
        (
            ("UTC", "UTC"),
            (2026, 1, 31, 23, 30),
            "Sat 31 Jan 2026, 23:30 to Sun 1 Feb 00:20 in UTC",
        ),
        ((None, None), (2026, 1, 12, 14), "Mon 12 Jan 2026, 14:00 to 14:50 in UTC"),
        (("Etc/GMT-5", None), (2026, 1, 12, 14), "Mon 12 Jan 2026, 19:00 to 19:50 in Etc/GMT-5"),
    ],
)
def test_both_clocks_are_shown(zones, moment, expected):
    assert told(*zones, *moment) == expected


def test_a_clock_change_within_a_meeting_counts():
    expected = "Sun 29 Mar 2026, 01:30 to 03:20 in Berlin"
    assert told("Europe/Berlin", "Europe/Berlin", 2026, 3, 29, 0, 30) == expected


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [
        (Meeting(2, 5, "", "mentor", False, ""), When("Week 5", (), "")),
        (
            Meeting(2, 5, "", "mentor", False, "", day=date(2026, 2, 9), why_no_time="why"),
            When("Mon 9 Feb 2026", (), "no time yet"),
        ),
        (
            Meeting(2, 5, "", "mentor", False, "", why_no_time="why"),
            When("Week 5", (), "no day yet"),
        ),
    ],
)
def test_without_a_time_there_is_a_day_or_a_week(meeting, expected):
    assert when(brief(), meeting) == expected
