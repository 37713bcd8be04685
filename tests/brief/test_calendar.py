"""Calendars, read by a parser and opened in a client: meetings, moves and cancellations."""

import copy
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from rmatch.brief.calendar import Calendars, calendar_files
from rmatch.brief.meetings import planned
from rmatch.brief.model import Brief, Meeting, Party
from rmatch.errors import UsageError
from rmatch.output.encode import json_bytes
from rmatch.policy import Programme
from rmatch.roster.available import DEFAULT_AVAILABLE
from rmatch.roster.people import Person, Zone

from .client import Client
from .clockwork import in_hours

START = date(2026, 1, 5)
CONTACT = "Ada Example, mentoring@example.com"


def party(who, called, name=None, email="at"):
    email = f"{who.lower()}@example.com" if email == "at" else email
    return Party(who, name or f"Person {who}", email, "Sales", called, None, (), (), ())


def meetings(count=2, start=START, **more):
    nine = datetime(start.year, start.month, start.day, 9, tzinfo=UTC)
    return tuple(
        Meeting(k, 4 * k - 3, "SQL", "mentor", False, "", nine + timedelta(days=28 * (k - 1)))
        for k in range(1, count + 1)
    )


def brief(*ids, **more):
    one, other = ids or ("J1", "S1")
    found = Brief(
        stem=f"{one}-{other}",
        mentor=party(one, "mentor"),
        learner=party(other, "learner"),
        why=(),
        meetings=meetings(),
        minutes=50,
        weeks=26,
        start=START,
        topics=(),
        expectations=(),
        open=(),
        rules=(),
        contact=CONTACT,
    )
    return replace(found, **more)


def export(briefs, sent=None):
    """Files and record, the record as it comes back from its file."""
    made = calendar_files(briefs, sent or {})
    assert list(made.files) == sorted(made.files)
    return made.files, json.loads(json_bytes(made.record))


def changes(briefs, sent=None):
    """Stems of what is new, has changed, and ended, and the record."""
    made = calendar_files(briefs, sent or {})
    told = [made.changes.get(key, []) for key in ("new", "changed", "ended")]
    return told, json.loads(json_bytes(made.record))


def cancelled(stem, *numbers):
    return [f"{stem}-cancelled-{number}.ics" for number in numbers]


def events(data):
    return Calendar.from_ical(data).walk("VEVENT")


def sequences(data):
    return [int(event["SEQUENCE"]) for event in events(data)]


def uids(data):
    return [str(event["UID"]) for event in events(data)]


def test_an_event_says_when_who_and_what():
    one = replace(meetings()[0], purpose="Get to know each other.")
    other = replace(
        meetings()[1], start=None, day=date(2026, 2, 3), why_no_time="Your hours are unknown"
    )
    files, _ = export([brief(meetings=(one, other))])
    assert list(files) == ["J1-S1.ics"]
    calendar = Calendar.from_ical(files["J1-S1.ics"])
    assert str(calendar["VERSION"]) == "2.0"
    assert str(calendar["METHOD"]) == "PUBLISH"
    assert str(calendar["PRODID"]) == "-//rmatch//Reverse mentoring//EN"
    first, second = calendar.walk("VEVENT")
    assert first.decoded("DTSTART") == datetime(2026, 1, 5, 9, tzinfo=UTC)
    assert first.decoded("DTEND") == datetime(2026, 1, 5, 9, 50, tzinfo=UTC)
    assert first.decoded("DTSTAMP") == datetime(2026, 1, 5, tzinfo=UTC)
    assert str(first["SUMMARY"]) == "Reverse mentoring: Person J1 and Person S1 (meeting 1 of 2)"
    assert str(first["DESCRIPTION"]).splitlines() == [
        "Suggested topic: SQL. Person J1 teaches it.",
        "Get to know each other.",
        "Questions, or no more meetings? Write to Ada Example, mentoring@example.com.",
    ]
    assert [str(first[key]) for key in ("STATUS", "CLASS", "TRANSP")] == [
        *("CONFIRMED", "PRIVATE", "OPAQUE")
    ]
    assert second.decoded("DTSTART") == date(2026, 2, 3)
    assert "DTEND" not in second
    assert str(second["TRANSP"]) == "TRANSPARENT"
    assert str(second["SUMMARY"]).endswith("(meeting 2 of 2, time to be agreed)")
    assert "Your hours are unknown." in str(second["DESCRIPTION"]).splitlines()


@pytest.mark.parametrize(
    ("contact", "name", "address"),
    [
        (CONTACT, "Ada Example", "mentoring@example.com"),
        ("", None, None),
        ("room 5", None, None),
        ("a@example.com", None, "a@example.com"),
        ("Write to <a@example.com>, please.", "Write to", "a@example.com"),
        ("Questions: a.b+c@mail.example.com.", "Questions", "a.b+c@mail.example.com"),
        ("o'hara@example.com", None, "o'hara@example.com"),
        ("ä%b?c@example.com", None, "ä%b?c@example.com"),
    ],
)
def test_the_programmes_contact_organizes_where_it_has_an_address(contact, name, address):
    (event,) = events(export([brief(contact=contact, meetings=meetings(1))])[0]["J1-S1.ics"])
    assert (unquote(str(event.get("ORGANIZER", ""))) or None) == (address and f"mailto:{address}")
    if address:
        assert event["ORGANIZER"].params.get("CN") == name


def test_nobodys_address_but_the_organizers_is_in_a_calendar_or_the_record():
    files, record = export([brief()])
    ended, after = export([], record)
    for data in (*files.values(), *ended.values()):
        assert b"ATTENDEE" not in data
    everything = b"".join([*files.values(), *ended.values()]).decode() + json.dumps([record, after])
    assert "mentoring@example.com" in everything
    for address in ("j1@example.com", "s1@example.com"):
        assert address not in everything


def test_a_second_export_has_the_same_bytes():
    briefs = [brief(), brief("J2", "S2"), brief("S1", "J1")]
    files, record = export(briefs)
    assert export(briefs) == (files, record)
    assert export(briefs[::-1], record) == (files, record)
    assert len({uid for data in files.values() for uid in uids(data)}) == 6


def test_a_moved_start_moves_the_same_events():
    files, record = export([brief()])
    client = Client()
    client.open(files["J1-S1.ics"])
    for start in (date(2026, 1, 12), date(2025, 12, 1)):
        moved, record = export([brief(start=start, meetings=meetings(start=start))], record)
        assert uids(moved["J1-S1.ics"]) == uids(files["J1-S1.ics"])
        client.open(moved["J1-S1.ics"])
        assert [moment.date() for moment in client.times] == [start, start + timedelta(days=28)]
    assert sequences(moved["J1-S1.ics"]) == [2, 2]
    # In another folder, without the record, these are other meetings.
    assert not set(uids(export([brief(start=start)])[0]["J1-S1.ics"])) & set(
        uids(files["J1-S1.ics"])
    )


def test_only_what_changed_counts_up():
    _, record = export([brief()])
    first, second = meetings()
    later = replace(second, start=second.start + timedelta(minutes=15))
    files, record = export([brief(meetings=(first, later))], record)
    assert sequences(files["J1-S1.ics"]) == [0, 1]
    files, record = export([brief(meetings=(first, later), minutes=45)], record)
    assert sequences(files["J1-S1.ics"]) == [1, 2]
    topic = replace(first, topic="Python")
    files, record = export([brief(meetings=(topic, later), minutes=45)], record)
    assert sequences(files["J1-S1.ics"]) == [2, 2]
    files, record = export([brief(meetings=(topic, later), minutes=45, why=("New.",))], record)
    assert sequences(files["J1-S1.ics"]) == [2, 2]
    renamed = party("J1", "mentor", "Person J. One")
    files, record = export([brief(meetings=(topic, later), minutes=45, mentor=renamed)], record)
    assert sequences(files["J1-S1.ics"]) == [3, 3]


def test_a_pairing_that_ends_is_cancelled_in_a_calendar():
    files, record = export([brief(), brief("J2", "S2")])
    client = Client()
    for data in files.values():
        client.open(data)
    assert len(client.times) == 4
    ended, record = export([brief("J2", "S2")], record)
    assert list(ended) == [*cancelled("J1-S1", 1, 2), "J2-S2.ics"]
    assert ended["J2-S2.ics"] == files["J2-S2.ics"]
    for before, name in zip(events(files["J1-S1.ics"]), cancelled("J1-S1", 1, 2), strict=True):
        calendar = Calendar.from_ical(ended[name])
        assert str(calendar["METHOD"]) == "CANCEL"
        (after,) = calendar.walk("VEVENT")
        assert (int(after["SEQUENCE"]), str(after["STATUS"])) == (1, "CANCELLED")
        assert str(after["SUMMARY"]) == f"Cancelled: {before['SUMMARY']}"
        for key in ("UID", "DTSTART", "DTEND", "DTSTAMP", "ORGANIZER", "CLASS"):
            assert after[key] == before[key]
    for data in ended.values():
        client.open(data)
    assert set(client.events) == set(uids(files["J2-S2.ics"]))
    assert export([brief("J2", "S2")], record) == (ended, record)
    ended, record = export([], record)
    assert list(ended) == [*cancelled("J1-S1", 1, 2), *cancelled("J2-S2", 1, 2)]
    for data in ended.values():
        client.open(data)
    assert client.events == {}
    assert export([], record) == (ended, record)


def test_cancellations_stay_for_whoever_was_not_sent_them():
    two = [brief("J2", "S2"), brief("J3", "S3")]
    _, record = export([brief(), *two])
    ended, record = export(two, record)
    assert list(ended) == [*cancelled("J1-S1", 1, 2), "J2-S2.ics", "J3-S3.ics"]
    assert export(two[::-1], record) == (ended, record)
    # Another result, of which no calendar shows anything.
    other = [replace(one, why=("Both like boats.",)) for one in two]
    files, record = export(other, record)
    assert files == ended
    files, record = export(two[:1], record)
    assert list(files) == [*cancelled("J1-S1", 1, 2), "J2-S2.ics", *cancelled("J3-S3", 1, 2)]
    # A pairing that comes back takes its own away.
    files, record = export([brief(), *two], record)
    assert list(files) == ["J1-S1.ics", "J2-S2.ics", "J3-S3.ics"]


def test_what_is_new_has_changed_or_ended_is_told():
    one, two, three = brief(), brief("J2", "S2"), brief("J3", "S3")
    told, record = changes([one, two])
    assert told == [["J1-S1", "J2-S2"], [], []]
    assert changes([two, one], record) == (told, record)
    later = replace(two, minutes=45)
    told, record = changes([one, later, three], record)
    assert told == [["J3-S3"], ["J2-S2"], []]
    told, record = changes([one, later], record)
    assert told == [[], [], ["J3-S3"]]
    assert changes([one, later], record) == (told, record)
    # Fewer meetings are a change of it; a start that goes ends all.
    told, record = changes([one, replace(later, meetings=meetings(1))], record)
    assert told == [[], ["J2-S2"], []]
    told, record = changes([one, replace(later, meetings=meetings(1), why=("New.",))], record)
    assert told == [[], [], []]
    plain = tuple(replace(meeting, start=None) for meeting in meetings())
    told, record = changes([replace(one, start=None, meetings=plain)], record)
    assert told == [[], [], ["J1-S1", "J2-S2"]]
    # Who comes back has no meeting in the calendar: all of it is to be sent.
    told, record = changes([one], record)
    assert told == [["J1-S1"], [], []]
    assert calendar_files([replace(one, start=None, meetings=plain)], {}).changes == {}


def test_a_pairing_that_comes_back_is_there_again():
    files, record = export([brief()])
    ended, record = export([], record)
    back, record = export([brief()], record)
    assert list(back) == ["J1-S1.ics"]
    assert sequences(back["J1-S1.ics"]) == [2, 2]
    client = Client()
    for data in (files["J1-S1.ics"], *ended.values(), back["J1-S1.ics"]):
        client.open(data)
    assert len(client.events) == 2
    for data in ended.values():  # old messages, opened late
        client.open(data)
    assert len(client.events) == 2
    assert export([brief()], record) == (back, record)


def test_fewer_meetings_and_lost_days_are_cancelled_and_more_are_added():
    _, record = export([brief(meetings=meetings(3))])
    files, record = export([brief(meetings=meetings(2))], record)
    assert sequences(files["J1-S1.ics"]) == [1, 1]  # they now say "of 2"
    assert list(files) == [*cancelled("J1-S1", 3), "J1-S1.ics"]
    assert sequences(files["J1-S1-cancelled-3.ics"]) == [1]
    assert "meeting 3 of 3" in str(events(files["J1-S1-cancelled-3.ics"])[0]["SUMMARY"])
    lost = replace(meetings()[1], start=None, why_no_time="No day")
    files, record = export([brief(meetings=(meetings()[0], lost))], record)
    assert sequences(files["J1-S1.ics"]) == [1]
    assert list(files) == [*cancelled("J1-S1", 2, 3), "J1-S1.ics"]
    assert sequences(files["J1-S1-cancelled-2.ics"]) == [2]
    assert sequences(files["J1-S1-cancelled-3.ics"]) == [1]
    files, record = export([brief(meetings=meetings(4))], record)
    assert list(files) == ["J1-S1.ics"]
    assert sequences(files["J1-S1.ics"]) == [2, 3, 2, 0]


def test_a_programme_without_start_has_no_calendar_and_cancels_what_it_had():
    plain = tuple(replace(one, start=None) for one in meetings())
    idle = brief(start=None, meetings=plain)
    assert calendar_files([idle], {}) == Calendars({}, {}, {})
    assert calendar_files([], {}) == Calendars({}, {}, {})
    files, record = export([brief()])
    ended, record = export([idle], record)
    assert list(ended) == cancelled("J1-S1", 1, 2)
    assert export([idle], record) == (ended, record)
    again, _ = export([brief(start=date(2026, 3, 2))], record)
    assert uids(again["J1-S1.ics"]) == uids(files["J1-S1.ics"])
    assert sequences(again["J1-S1.ics"]) == [2, 2]


def test_cancellations_name_those_whom_the_meeting_named():
    _, record = export([brief()])
    moved = party("S1", "learner", "Person New", "new@example.com")
    now = brief(learner=moved, contact="", meetings=meetings(1))
    files, record = export([now], record)
    (event,) = events(files["J1-S1-cancelled-2.ics"])
    assert "Person S1" in str(event["SUMMARY"])
    assert str(event["ORGANIZER"]) == "mailto:mentoring@example.com"
    files, record = export([], record)
    assert list(files) == cancelled("J1-S1", 1, 2)
    (event,) = events(files["J1-S1-cancelled-1.ics"])
    assert "Person New" in str(event["SUMMARY"])
    assert "ORGANIZER" not in event
    assert export([], record) == (files, record)


def test_a_sensitive_topic_is_in_no_calendar_and_no_record():
    one, other = meetings()
    secret = replace(one, topic="Menopause at work", discreet=True, taught_by="learner")
    files, record = export([brief(meetings=(secret, other))])
    ended, after = export([], record)
    everything = b"".join([*files.values(), *ended.values()]).decode() + json.dumps([record, after])
    assert "enopause" not in everything
    assert "teaches" not in str(events(files["J1-S1.ics"])[0].get("DESCRIPTION"))


# Earlier parsers mistake some backslashes and percent signs, and write no quotation mark in a CN.
READS_EVERYTHING = int(icalendar.__version__.split(".")[0]) >= 7
HOSTILE = [
    "O'Neill, Ann; née Smith",
    'Robert "Bob" Müller',
    "x\r\nATTENDEE:mailto:evil@example.com",
    "a\nEND:VEVENT\nBEGIN:VEVENT",
    "tab\there",
    "C:\\New\\next\\N",
    "^n ^' ^^",
    "山田 👩🏽‍💻 " * 12,
    "ends with a backslash\\",
    "semi;colon:and=equals,%2C%0D",
    "line\u2028separator\x85next",
    "\u202eright to left",
    "\ud800 alone",
    ":",
    " spaces  inside ",
    "A" * 500,
]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_come_back_as_they_were(name):
    shown = "".join(
        " " if ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u2028\u2029\u202e" else c
        for c in name.replace("\ud800", "?")
    )
    one = replace(meetings()[0], topic=name, purpose=name)
    files, record = export(
        [
            brief(
                mentor=party("J1", "mentor", name),
                contact=f"{name}, a@example.com",
                meetings=(one,),
            )
        ]
    )
    ended, _ = export([], record)
    for data in (files["J1-S1.ics"], ended["J1-S1-cancelled-1.ics"]):
        assert data.endswith(b"END:VCALENDAR\r\n")
        for line in data.removesuffix(b"\r\n").split(b"\r\n"):
            assert len(line) <= 75
            assert not set(line.decode()) & set("\r\n\x00\x85\u2028")
        (event,) = events(data)
        assert event.errors == []
        if READS_EVERYTHING or not set(name) & set('"\\%'):
            assert f": {shown} and Person S1 (meeting 1 of 1" in str(event["SUMMARY"])
            if "DESCRIPTION" in event:
                assert str(event["DESCRIPTION"]).splitlines()[1] == shown


def test_two_pairings_never_share_a_file():
    _, record = export([brief(stem="x"), brief("J2", "S2", stem="X")])
    made = calendar_files([brief("J3", "S3", stem="x")], record)
    assert list(made.files) == sorted(
        [*cancelled("x-2", 1, 2), *cancelled("X-3", 1, 2), "x.ics"],
    )
    assert made.changes == {"new": ["x"], "changed": [], "ended": ["x-2", "X-3"]}
    assert calendar_files([brief("J3", "S3", stem="x")], made.record) == made


def test_new_york_and_berlin_are_within_both_offices_by_the_calendar():
    people = [
        Person(id=k, name=k, role="both", zone=Zone(name=zone), available=DEFAULT_AVAILABLE)
        for k, zone in (("J1", "America/New_York"), ("S1", "Europe/Berlin"))
    ]
    for start, end in [("2026-02-23", "2026-04-12"), ("2026-10-12", "2026-11-15")]:
        first, last = map(date.fromisoformat, (start, end))
        policy = Programme(start=first, end=last, meetings=12)
        (slots,) = planned([tuple(people)], policy)
        own = tuple(
            Meeting(k, slot.week, "SQL", "mentor", False, "", slot.start)
            for k, slot in enumerate(slots, start=1)
        )
        files, _ = export([brief(start=first, meetings=own)])
        found = events(files["J1-S1.ics"])
        assert len(found) == 12
        apart = set()
        for event in found:
            moment, ends = event.decoded("DTSTART"), event.decoded("DTEND")
            while moment < ends:
                assert all(in_hours(one, moment) for one in people)
                moment += timedelta(minutes=1)
            local = [moment.astimezone(ZoneInfo(one.zone.name)) for one in people]
            apart.add((local[1].utcoffset() - local[0].utcoffset()) // timedelta(hours=1))
        assert apart == {5, 6}


@st.composite
def exports(draw):
    """What a folder sees: a programme that is moved, cut, stopped and taken up again."""
    found = []
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.sampled_from([None, START, START, date(2026, 3, 2), date(2025, 9, 1)]))
        contact = draw(st.sampled_from([CONTACT, CONTACT, ""]))
        briefs = []
        for pair in draw(st.sets(st.sampled_from([("J1", "S1"), ("J2", "S1"), ("S1", "J1")]))):
            own = meetings(draw(st.integers(1, 3)), start or START)
            days = [draw(st.sampled_from(["time", "time", "day", "none"])) for _ in own]
            own = tuple(
                replace(
                    one,
                    start=one.start if start and kind == "time" else None,
                    day=START if start and kind == "day" else None,
                )
                for one, kind in zip(own, days, strict=True)
            )
            briefs.append(brief(*pair, start=start, contact=contact, meetings=own))
        found.append(briefs)
    return found


@given(exports())
@settings(max_examples=150, deadline=None)
def test_a_calendar_always_shows_what_takes_place(rounds):
    client, sparing, record = Client(), Client(), {}
    for briefs in rounds:
        told, _ = changes(briefs, record)
        stems = {stem for listed in told for stem in listed}
        files, record = export(briefs, record)
        assert export(briefs, record) == (files, record)
        assert changes(briefs, record) == (told, record)
        for name, data in files.items():
            client.open(data)
            if re.sub(r"(-cancelled-\d+)?\.ics$", "", name) in stems:
                sparing.open(data)
        when = [one.start or one.day for b in briefs for one in b.meetings if one.start or one.day]
        assert sorted(map(str, client.times)) == sorted(map(str, when))
        # Nobody needs more than what is new, has changed or ended.
        assert client.times == sparing.times
    for data in export([], record)[0].values():
        client.open(data)
    assert client.events == {}


def paths(value, path=()):
    yield path
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from paths(value[key], (*path, key))


def _changed(record, path, change):
    found = copy.deepcopy(record)
    if not path:
        return change(found)
    inner = found
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = change(inner[path[-1]])
    return found


JUNK = [
    None,
    True,
    0,
    -1,
    2**31,
    1.5,
    "",
    "x",
    "../x",
    "\x00",
    [],
    ["x"],
    {},
    {"x": 1},
    "9999-12-31",
]
JUNK += ["9999-12-31T23:59:00+00:00", "2026-01-05T09:00:00", "2026-01-05T09:00:00+01:00"]


@pytest.fixture(scope="module")
def record():
    one, other = meetings()
    briefs = [brief(), brief("J2", "S2", meetings=(one, replace(other, start=None, day=START)))]
    return export([briefs[1]], export(briefs)[1])[1]


def test_a_damaged_record_is_refused_or_goes_on(record):
    tried = refused = went_on = 0
    for path in paths(record):
        for junk in JUNK:
            damaged = _changed(record, path, lambda _, junk=junk: junk)
            if not damaged or not isinstance(damaged, dict):
                continue
            tried += 1
            try:
                made = calendar_files([brief()], damaged)
            except UsageError as error:
                refused += str(error).startswith("calendar.json") and "Fix: " in str(error)
                continue
            went_on += 1
            assert all("/" not in name and not name.startswith(".") for name in made.files)
            again = calendar_files([brief()], made.record)
            assert again == made
    assert refused + went_on == tried


@pytest.mark.parametrize("moment", ["2026-01-05T09:00:00", "2026-01-05T09:00:00+01:00"])
def test_a_time_of_the_record_is_in_utc(record, moment):
    path = ("pairings", 0, "calendars", 0, "events", 0, "start")
    with pytest.raises(UsageError, match="is damaged"):
        calendar_files([brief()], _changed(record, path, lambda _: moment))


def test_a_damaged_record_says_what_to_do(record):
    with pytest.raises(UsageError) as caught:
        calendar_files([brief()], {**record, "pairings": [{}]})
    assert str(caught.value) == (
        "calendar.json, the record of the calendars that people were sent, is damaged, so that "
        "changes and cancellations cannot follow from it. Fix: put back a copy of it; or move it "
        "away, if the meetings that people already have need no change from here"
    )


def test_a_record_of_another_version_says_what_to_do(record):
    with pytest.raises(UsageError) as caught:
        calendar_files([brief()], {**record, "schema_version": 2})
    assert str(caught.value) == (
        "calendar.json, the record of the calendars that people were sent, is of version 2, and "
        "this rmatch reads version 1. Fix: approve with the rmatch that wrote it, or a later one"
    )
