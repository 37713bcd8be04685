"""Weeks in UTC, and the shared minutes of all pairs against counting single minutes."""

from __future__ import annotations

import itertools
import random
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmatch.hours import NO_ZONE, SharedMinutes, utc_week
from rmatch.roster.people import Zone
from tests.score.people import person

WEEK = 10_080

intervals = st.lists(
    st.tuples(st.integers(0, WEEK - 1), st.integers(1, WEEK)).map(
        lambda pair: (pair[0], min(pair[0] + pair[1], WEEK))
    ),
    max_size=5,
)


@pytest.mark.parametrize(
    ("available", "offset", "week"),
    [
        (((540, 1020),), 0, ((540, 1020),)),
        (((540, 1020),), 60, ((480, 960),)),
        (((0, 60),), 30, ((0, 30), (10_050, 10_080))),
        (((10_000, 10_080),), -60, ((0, 60), (10_060, 10_080))),
        (((0, 60), (60, 90)), 0, ((0, 90),)),
        (((0, 100), (50, 90)), 0, ((0, 100),)),
        (((0, 10_080),), 345, ((0, 10_080),)),
        ((), 60, ()),
    ],
)
def test_a_week_is_shifted_wrapped_and_united(available, offset, week):
    assert utc_week(available, offset) == week


@given(intervals, st.integers(-840, 840))
def test_a_week_has_the_minutes_of_its_intervals(available, offset):
    minutes = {(minute - offset) % WEEK for start, end in available for minute in range(start, end)}
    week = utc_week(available, offset)
    assert {minute for start, end in week for minute in range(start, end)} == minutes
    assert all(0 <= start < end <= WEEK for start, end in week)
    assert all(left[1] < right[0] for left, right in itertools.pairwise(week))


def test_shared_minutes_are_those_counted_one_by_one():
    dice = random.Random(4)

    def someone(number, role):
        starts = [dice.randrange(WEEK) for _ in range(dice.randint(0, 5))]
        available = tuple(sorted((s, min(s + dice.randrange(1, 2000), WEEK)) for s in starts))
        zone = Zone(offset=dice.randrange(-720, 840)) if dice.random() < 0.8 else None
        return person(str(number), role, zone=zone, available=available)

    juniors = [someone(n, "junior") for n in range(12)]
    seniors = [someone(n, "senior") for n in range(9)]
    shared = SharedMinutes(juniors, seniors, None)
    table = shared.values(slice(None), slice(None))
    for row, junior in enumerate(juniors):
        for column, senior in enumerate(seniors):
            found = table[shared.row_groups[row], shared.column_groups[column]]
            assert found == counted(junior, senior)


def counted(junior, senior):
    if junior.zone is None or senior.zone is None:
        return NO_ZONE
    left, right = (
        {
            (minute - one.zone.offset) % WEEK
            for start, end in one.available
            for minute in range(start, end)
        }
        for one in (junior, senior)
    )
    return len(left & right)


def test_equal_weeks_in_utc_are_one_group():
    juniors = [
        person("A", zone=Zone(offset=0), available=((600, 660),)),
        person("B", zone=Zone(offset=60), available=((660, 720),)),
        person("C", zone=Zone(offset=60), available=((600, 660),)),
    ]
    shared = SharedMinutes(juniors, [person("S", "senior")], None)
    np.testing.assert_array_equal(shared.row_groups, [0, 0, 1])


@pytest.mark.parametrize(
    ("start", "minutes"), [(None, 0), (date(2026, 1, 7), 0), (date(2026, 7, 8), 60)]
)
def test_the_programmes_start_settles_summer_time(start, minutes):
    junior = person("J", zone=Zone(name="Europe/Berlin"), available=((600, 660),))
    senior = person("S", "senior", zone=Zone(offset=0), available=((480, 540),))
    shared = SharedMinutes([junior], [senior], start)
    assert shared.values(slice(None), slice(None)).item() == minutes
