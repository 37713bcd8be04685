"""Meetings by the clock: the plan against one made minute by minute, and what a policy may ask."""

import random
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rmatch.brief.meetings import NO_DAY, NO_SHARED_TIME, UNKNOWN_HOURS, planned, programme_weeks
from rmatch.policy import Programme
from rmatch.roster.available import DEFAULT_AVAILABLE, parse_available, united
from rmatch.roster.people import Person, Zone

from .clockwork import Clockwork, in_hours, local_dates

OFFICE = DEFAULT_AVAILABLE


def person(name, zone="Europe/Berlin", available=OFFICE):
    if isinstance(available, str):
        available = parse_available(available)
    zone = Zone(offset=zone) if isinstance(zone, int) else Zone(name=zone) if zone else None
    return Person(id=name, name=name, role="both", zone=zone, available=available)


def programme(start="2026-01-05", **more):
    return Programme.model_validate({"start": start and date.fromisoformat(start), **more})


def check(pairs, programme, slots):
    """What must hold of every plan, whatever the order of the search."""
    meetings = {}
    for pair, own in zip(pairs, slots, strict=True):
        assert len(own) == programme.meetings
        for slot in own:
            assert (slot.start is None) or (slot.day is None)
            assert bool(slot.why_no_time) == (slot.start is None)
            if slot.day:
                assert programme.start <= slot.day
                assert slot.day not in programme.holidays
                assert not programme.end or slot.day <= programme.end
                assert slot.week == (slot.day - programme.start).days // 7 + 1
            if not slot.start:
                continue
            assert slot.start.tzinfo is UTC
            assert slot.start.minute % 15 == 0
            moments = [slot.start + timedelta(minutes=k) for k in range(programme.minutes)]
            for one in pair:
                assert all(in_hours(one, moment) for moment in moments)
                days = local_dates(one, slot.start, programme.minutes)
                assert not days & set(programme.holidays)
                assert min(days) >= programme.start
                assert not programme.end or max(days) <= programme.end
                meetings.setdefault(one.id, []).append(slot.start)
    for starts in meetings.values():
        starts.sort()
        length = timedelta(minutes=programme.minutes)
        assert all(b - a >= length for a, b in pairwise(starts))


ZONES = [
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Sao_Paulo",
    "America/Santiago",
    "America/Havana",
    "Africa/Cairo",
    "Australia/Lord_Howe",
    "Australia/Adelaide",
    "Pacific/Auckland",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Asia/Kolkata",
    "UTC",
]
# A few days before clock changes in one zone or another.
STARTS = ["2025-10-24", "2025-10-31", "2026-03-06", "2026-03-27", "2026-04-02", "2026-04-23"]
STARTS += ["2026-09-04", "2026-09-25", "2026-10-02", "2026-10-23", "2026-10-30", "2026-02-16"]
# Local dates of changes, by day and at midnight.
CHANGES = [
    ("Europe/Berlin", "2026-03-29"),
    ("Europe/Berlin", "2026-10-25"),
    ("America/New_York", "2026-03-08"),
    ("America/New_York", "2026-11-01"),
    ("America/Havana", "2025-03-09"),
    ("America/Havana", "2025-11-02"),
    ("America/Santiago", "2026-04-05"),
    ("America/Santiago", "2026-09-06"),
    ("Africa/Cairo", "2026-04-24"),
    ("Africa/Cairo", "2026-10-30"),
    ("Australia/Lord_Howe", "2026-04-05"),
    ("Australia/Lord_Howe", "2026-10-04"),
    ("America/Sao_Paulo", "2018-11-04"),
]


@st.composite
def weeks(draw):
    """Available time of a week: offices, nights, whole days, and scraps."""
    kind = draw(st.sampled_from(["office", "nights", "always", "scraps", "scraps"]))
    if kind == "office":
        return OFFICE
    if kind == "nights":
        return parse_available("daily 22:00-04:00")
    if kind == "always":
        return ((0, 10080),)
    spans = draw(st.lists(st.tuples(st.integers(0, 671), st.integers(1, 120)), max_size=6))
    return united((15 * a + draw(st.sampled_from([0, 0, 5])), 15 * (a + n)) for a, n in spans)


@st.composite
def cohorts(draw):
    people = [
        person(
            f"P{k}",
            draw(st.sampled_from([*ZONES, *ZONES, None, 337, -570])),
            draw(weeks()),
        )
        for k in range(draw(st.integers(2, 4)))
    ]
    every = [(a, b) for a in people for b in people if a is not b]
    pairs = draw(st.lists(st.sampled_from(every), min_size=1, max_size=4, unique_by=_ids))
    start = date.fromisoformat(draw(st.sampled_from(STARTS)))
    return pairs, draw(programmes(start, 16, [15, 50, 60, 90, 5 * 60, 7 * 60]))


@st.composite
def nights_of_change(draw):
    """Two people whose hours begin and end about a change, seen from both sides of it."""
    zone, day = draw(st.sampled_from(CHANGES))
    change = date.fromisoformat(day)
    about = (change.weekday() * 1440 - 180, change.weekday() * 1440 + 300)
    people = []
    for k, where in enumerate((zone, draw(st.sampled_from([zone, zone, "UTC", "Asia/Kathmandu"])))):
        marks = st.integers(about[0] // 15, about[1] // 15).map(lambda q: 15 * q)
        spans = draw(st.lists(st.tuples(marks, marks).map(sorted), min_size=1, max_size=3))
        always = where != zone or draw(st.booleans())
        available = ((0, 10080),) if k and always else united(spans)
        people.append(person(f"P{k}", where, available))
    start = change - timedelta(days=draw(st.integers(0, 2)))
    return [tuple(people)], draw(programmes(start, 4, [15, 15, 30, 60, 150]))


def _ids(pair):
    return pair[0].id, pair[1].id


@st.composite
def programmes(draw, start, most, lengths):
    days = draw(st.integers(2, most))
    offsets = draw(st.lists(st.integers(-2, days + 1), max_size=most // 3))
    return Programme(
        start=start,
        end=start + timedelta(days=days - 1),
        holidays=tuple(start + timedelta(days=k) for k in offsets),
        meetings=draw(st.integers(1, 2)),
        minutes=draw(st.sampled_from(lengths)),
    )


@given(cohorts() | nights_of_change(), st.randoms(use_true_random=False))
@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_plan_is_the_one_made_minute_by_minute(cohort, shuffle):
    pairs, policy = cohort
    slots = planned(pairs, policy)
    check(pairs, policy, slots)
    expected = Clockwork(pairs, policy).plan()
    for pair, own in zip(pairs, slots, strict=True):
        ids = pair[0].id, pair[1].id
        for number, slot in enumerate(own, start=1):
            assert (slot.start, slot.day) == expected[ids, number]
    again = list(zip(pairs, slots, strict=True))
    shuffle.shuffle(again)
    assert planned([pair for pair, _ in again], policy) == tuple(own for _, own in again)


def told(pairs, slots):
    """What calendars have."""
    return {
        _ids(pair): {
            number: slot.start or slot.day
            for number, slot in enumerate(own, start=1)
            if slot.start or slot.day
        }
        for pair, own in zip(pairs, slots, strict=True)
    }


@given(cohorts() | nights_of_change(), st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_meetings_that_calendars_have_stay_where_they_can(cohort, data):
    pairs, policy = cohort
    slots = planned(pairs, policy)
    assert planned(pairs, policy, told(pairs, slots)) == slots
    # Some pairings end, and those that go on keep their times.
    going_on = [k for k in range(len(pairs)) if data.draw(st.booleans())]
    fewer = [pairs[k] for k in going_on]
    after = planned(fewer, policy, told(pairs, slots))
    check(fewer, policy, after)
    for k, own in zip(going_on, after, strict=True):
        for before, now in zip(slots[k], own, strict=True):
            if before.start:
                assert now == before
    # Some begin: they find their place around the others.
    early = planned(fewer, policy)
    all_again = planned(pairs, policy, told(fewer, early))
    check(pairs, policy, all_again)
    for own, k in zip(early, going_on, strict=True):
        for before, now in zip(own, all_again[k], strict=True):
            if before.start:
                assert now == before
    # Another programme is planned as it must be, whatever calendars have.
    other = data.draw(programmes(policy.start + timedelta(days=3), 16, [15, 60, 5 * 60]))
    check(pairs, other, planned(pairs, other, told(pairs, slots)))


def test_new_york_and_berlin_meet_in_both_offices_in_every_week_of_the_changes():
    # Five hours apart instead of six from 8 to 28 March and from 25 to 31 October.
    pair = person("J", "America/New_York"), person("S", "Europe/Berlin")
    for start, end in [("2026-02-23", "2026-04-12"), ("2026-10-12", "2026-11-15")]:
        weeks = (date.fromisoformat(end) - date.fromisoformat(start)).days // 7 + 1
        policy = programme(start, end=date.fromisoformat(end), meetings=weeks)
        (slots,) = planned([pair], policy)
        check([pair], policy, (slots,))
        assert [slot.week for slot in slots] == list(range(1, weeks + 1))
        hours = [
            [slot.start.astimezone(ZoneInfo(one.zone.name)).hour for one in pair] for slot in slots
        ]
        # As early as New York's morning allows: 9:00 there, 15:00 or 14:00 in Berlin.
        apart = {berlin - new_york for new_york, berlin in hours}
        assert {new_york for new_york, _ in hours} == {9}
        assert apart == {5, 6}


def test_an_hour_that_only_fits_until_the_change_is_not_used_after_it():
    # 14:00 to 15:00 in Berlin is 9:00 in New York only while the two are five hours apart.
    pair = person("J", "America/New_York"), person("S", "Europe/Berlin", "weekdays 14:00-15:00")
    policy = programme("2026-03-02", end=date(2026, 4, 5), meetings=5)
    (slots,) = planned([pair], policy)
    check([pair], policy, (slots,))
    assert [slot.start is not None for slot in slots] == [False, True, True, True, False]
    assert slots[0].why_no_time == NO_SHARED_TIME.format(minutes=50)
    assert slots[0].day == date(2026, 3, 2)


def test_meetings_are_as_early_as_can_be_in_six_equal_parts_of_half_a_year():
    pair = person("J"), person("S")
    (slots,) = planned([pair], programme(holidays=(date(2026, 1, 5), date(2026, 2, 5))))
    starts = [slot.start.astimezone(ZoneInfo("Europe/Berlin")) for slot in slots]
    assert {start.time().isoformat() for start in starts} == {"09:00:00"}
    # 182 days: windows begin on days 0, 30, 60, 91, 121 and 151, here moved on by holidays.
    assert [start.date().isoformat() for start in starts] == [
        *("2026-01-06", "2026-02-04", "2026-03-06", "2026-04-06", "2026-05-06", "2026-06-05")
    ]
    assert [slot.week for slot in slots] == [1, 5, 9, 14, 18, 22]


def test_a_person_with_several_pairings_has_them_on_days_of_their_own():
    busy = person("M")
    pairs = [(busy, person(f"S{k}")) for k in range(3)] + [(person("Z"), busy)]
    policy = programme(end=date(2026, 1, 11), meetings=1)
    slots = planned(pairs, policy)
    check(pairs, policy, slots)
    # By learner's id: the pairing in which M learns comes first.
    assert [slot.start.day for (slot,) in slots] == [6, 7, 8, 5]


def test_where_no_day_is_left_meetings_share_one_without_touching():
    busy = person("M")
    pairs = [(busy, person(f"S{k:02}")) for k in range(12)]
    policy = programme(end=date(2026, 1, 5), meetings=1, minutes=45)
    slots = planned(pairs, policy)
    check(pairs, policy, slots)
    assert [slot.start is not None for (slot,) in slots] == [True] * 10 + [False] * 2
    assert slots[11][0].why_no_time == NO_SHARED_TIME.format(minutes=45)
    assert slots[11][0].day == date(2026, 1, 5)


def test_unknown_hours_make_a_reminder_on_a_working_day_of_both():
    pair = person("J", None, "Tue, Thu 9-12"), person("S", "Asia/Tokyo", "Wed-Fri 9-17")
    policy = programme(meetings=26, holidays=(date(2026, 1, 8),))
    (slots,) = planned([pair], policy)
    check([pair], policy, (slots,))
    assert {slot.why_no_time for slot in slots} == {UNKNOWN_HOURS}
    # Thursdays; in the first week it is a holiday, and either's day has to do.
    assert [slot.day.isoformat() for slot in slots[:3]] == [
        *("2026-01-06", "2026-01-15", "2026-01-22")
    ]


def test_reminders_of_a_person_are_on_different_days_where_there_are_enough():
    pairs = [(person("J", None), person(f"S{k}")) for k in range(7)]
    slots = planned(pairs, programme(end=date(2026, 1, 11), meetings=1))
    assert [slot.day.day for (slot,) in slots] == [5, 6, 7, 8, 9, 5, 5]


def test_a_window_of_holidays_has_neither_time_nor_day():
    pairs = [(person("J"), person("S")), (person("K", None), person("T"))]
    week = tuple(date(2026, 1, day) for day in range(5, 12))
    for own in planned(pairs, programme(end=date(2026, 1, 18), meetings=2, holidays=week)):
        assert (own[0].start, own[0].day, own[0].why_no_time) == (None, None, NO_DAY)
        assert own[0].week == 1
        assert own[1].start or own[1].day


def test_holidays_are_those_of_both_calendars():
    # Monday morning in Auckland is Sunday in New York.
    pair = (
        person("J", "America/New_York", "daily 12:00-18:00"),
        person("S", "Pacific/Auckland", "daily 7:00-9:00"),
    )
    policy = programme("2026-06-07", end=date(2026, 6, 9), meetings=1, holidays=(date(2026, 6, 7),))
    (slots,) = planned([pair], policy)
    check([pair], policy, (slots,))
    assert slots[0].start == datetime(2026, 6, 8, 19, 0, tzinfo=UTC)


def test_hours_over_midnight_and_over_the_week_are_one():
    pair = person("J", "UTC", "Sun 23:30-01:00"), person("S", "UTC", ((0, 10080),))
    policy = programme("2026-01-03", end=date(2026, 1, 9), meetings=1, minutes=90)
    assert planned([pair], policy)[0][0].start == datetime(2026, 1, 4, 23, 30, tzinfo=UTC)
    monday = programme("2026-01-03", end=date(2026, 1, 9), meetings=1, holidays=(date(2026, 1, 5),))
    assert planned([pair], monday)[0][0].start is None


def test_without_a_start_there_are_only_weeks():
    pair = person("J"), person("S", None)
    (slots,) = planned([pair], programme(None))
    assert [slot.week for slot in slots] == [1, 5, 9, 14, 18, 22]
    assert {(slot.start, slot.day, slot.why_no_time) for slot in slots} == {(None, None, "")}
    assert [slot.week for slot in planned([pair], programme(None, weeks=6))[0]] == [*range(1, 7)]


def test_order_never_matters():
    people = [
        person(f"P{k}", zone)
        for k, zone in enumerate([*ZONES, None, 330, "Europe/Berlin", "Europe/Berlin"])
    ]
    pairs = [(a, b) for a in people for b in people if (int(a.id[1:]) * int(b.id[1:])) % 5 == 1]
    policy = programme(meetings=4)
    expected = dict(zip(map(_ids, pairs), planned(pairs, policy), strict=True))
    for seed in range(5):
        random.Random(seed).shuffle(pairs)
        assert dict(zip(map(_ids, pairs), planned(pairs, policy), strict=True)) == expected


def test_weeks_of_a_programme():
    assert programme_weeks(programme()) == 26
    assert programme_weeks(programme(None, weeks=7)) == 7
    assert programme_weeks(programme(end=date(2026, 1, 5))) == 1
    assert programme_weeks(programme(end=date(2026, 1, 12))) == 2
    assert programme_weeks(programme("9999-12-31")) == 1


HOSTILE = {
    "a day": ("2026-01-05", {"end": date(2026, 1, 5), "meetings": 40}),
    "a holiday": ("2026-01-05", {"end": date(2026, 1, 5), "holidays": (date(2026, 1, 5),)}),
    "end before start": ("2026-01-05", {"end": date(2026, 1, 4)}),
    "many meetings": ("2026-01-05", {"meetings": 10_000}),
    "long meetings": ("2026-01-05", {"minutes": 10_000}),
    "last of all days": ("9999-12-31", {}),
    "first of all days": ("0001-01-01", {"weeks": 2}),
    "for ever": ("0001-01-01", {"end": date(9999, 12, 31)}),
    "before time zones": ("1850-01-01", {}),
}


@pytest.mark.parametrize(("start", "more"), HOSTILE.values(), ids=HOSTILE)
def test_no_policy_is_too_much(start, more):
    always = ((0, 10080),)
    pairs = [
        (person("J1", "America/New_York"), person("S1", "America/New_York")),
        (person("J2", "Pacific/Auckland", always), person("S2", "Pacific/Honolulu", always)),
        (person("J3", "Europe/Amsterdam"), person("S3", None)),
        (person("J4", "America/New_York"), person("S4", "Asia/Tokyo")),
        (person("J5", "Asia/Kathmandu", ()), person("S5", -840, ())),
        (person("J1", "America/New_York"), person("S2", "Pacific/Honolulu", always)),
    ]
    policy = programme(start, **more)
    slots = planned(pairs, policy)
    check(pairs, policy, slots)


def test_a_meeting_of_a_week_needs_people_who_never_rest():
    always = ((0, 10080),)
    pairs = [(person("J", available=always), person("S", available=always))]
    policy = programme(minutes=10_000, meetings=2)
    slots = planned(pairs, policy)
    check(pairs, policy, slots)
    assert slots[0][0].start == datetime(2026, 1, 4, 23, 0, tzinfo=UTC)
    assert planned([(person("J"), person("S"))], policy)[0][0].why_no_time


def test_more_meetings_than_days_follow_one_another():
    pair = person("J"), person("S")
    (slots,) = planned([pair], programme(end=date(2026, 1, 6), meetings=20))
    starts = [slot.start for slot in slots if slot.start]
    assert starts == sorted(starts)
    assert len(starts) == 16
    assert {slot.day for slot in slots if slot.day} == {date(2026, 1, 5), date(2026, 1, 6)}


def test_the_reasons_are_plain():
    for reason in (UNKNOWN_HOURS, NO_SHARED_TIME, NO_DAY):
        words = "score rank level wish alternative junior senior young old"
        assert not [word for word in words.split() if word in reason.lower()]
