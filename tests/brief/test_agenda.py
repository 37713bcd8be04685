from collections import Counter
from datetime import UTC, date, datetime
from itertools import product

import pytest

from rmatch.brief.agenda import agenda, purpose, rotation
from rmatch.brief.meetings import Slot
from rmatch.brief.words import CLOSING, HALF_TIME, ONLY_MEETING, OPENING
from rmatch.score import Topic


def topics(letters):
    return [Topic(letter, letter, 100, 4, 1, 3) for letter in letters]


def order(taught, returned, meetings=6):
    found = rotation(topics(taught), topics(returned), meetings)
    for one in found:
        assert one.teacher == ("mentor" if one.topic.key in taught else "learner")
    return "".join(one.topic.key for one in found)


@pytest.mark.parametrize(
    ("taught", "returned", "expected"),
    [
        ("A", "", "AAAAAA"),
        ("AB", "", "ABABAB"),
        ("A", "x", "AxAxAx"),
        ("AB", "x", "AxBAxB"),
        ("AB", "xy", "AxByAx"),
        ("A", "xyz", "AxAyAz"),
        ("ABC", "x", "ABCxAB"),
        ("ABC", "xyz", "AxByCz"),
        ("", "xy", "xyxyxy"),
        ("", "", ""),
    ],
)
def test_topics_take_turns(taught, returned, expected):
    assert order(taught, returned) == expected


@pytest.mark.parametrize("meetings", [*range(1, 9), 12])
def test_all_that_fits_gets_its_turn_and_the_mentor_begins(meetings):
    for taught, returned in product(range(9), repeat=2):
        if taught + returned:
            check_turns("ABCDEFGHI"[:taught], "qrstuvwxy"[:returned], meetings)


def check_turns(own, others, meetings):
    found = order(own, others, meetings)
    assert len(found) == meetings
    turns = Counter(found)
    if len(own + others) <= meetings:
        assert set(found) == set(own + others)
    for side in (own, others):
        counts = [turns[letter] for letter in side]
        assert not counts or max(counts) - min(counts) <= 1
        # The weightiest come first, so that they are not the ones left out.
        assert counts == sorted(counts, reverse=True)
    if own:
        assert found[0] == own[0]
        back = sum(turns[letter] for letter in others)
        assert back <= max(meetings // 2, len(others))
        if others and meetings > 1:
            assert back > 0


@pytest.mark.parametrize(
    ("meetings", "expected"),
    [
        (1, [ONLY_MEETING]),
        (2, [OPENING, CLOSING]),
        (3, [OPENING, HALF_TIME, CLOSING]),
        (4, [OPENING, HALF_TIME, "", CLOSING]),
        (6, [OPENING, "", HALF_TIME, "", "", CLOSING]),
        (7, [OPENING, "", "", HALF_TIME, "", "", CLOSING]),
    ],
)
def test_the_first_the_middle_and_the_last_have_a_purpose(meetings, expected):
    assert [purpose(number, meetings) for number in range(1, meetings + 1)] == expected


def test_meetings_take_their_time_from_the_slots():
    start = datetime(2026, 1, 12, 8, tzinfo=UTC)
    slots = [Slot(1, start=start), Slot(5, day=date(2026, 2, 9), why_no_time="why")]
    agreed = rotation(topics("A"), topics("x"), 2)
    one, two = agenda(agreed, slots, {"x"})
    assert (one.number, one.week, one.topic, one.start, one.day) == (1, 1, "A", start, None)
    assert (two.number, two.week, two.start, two.day) == (2, 5, None, date(2026, 2, 9))
    assert two.why_no_time == "why"
    assert [(m.taught_by, m.discreet) for m in (one, two)] == [("mentor", True), ("learner", True)]


def test_without_a_topic_there_are_meetings_all_the_same():
    (one,) = agenda((), [Slot(1)], ())
    assert (one.topic, one.discreet, one.purpose) == ("", False, ONLY_MEETING)
