from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmatch.roster.available import DEFAULT_AVAILABLE, WEEK, parse_available, united
from rmatch.roster.cells import CellError

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def hours(*spans: str) -> tuple[tuple[int, int], ...]:
    """``hours("0 9-12")``: Monday 9 to 12, in minutes of the week."""
    result = []
    for span in spans:
        day, _, times = span.partition(" ")
        start, _, end = times.partition("-")
        result.append(
            (int(day) * 1440 + int(float(start) * 60), int(day) * 1440 + int(float(end) * 60))
        )
    return tuple(result)


MORNINGS = hours(*(f"{day} 9-12" for day in range(5)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", DEFAULT_AVAILABLE),
        (" \n", DEFAULT_AVAILABLE),
        ("Mon-Fri 9-17", DEFAULT_AVAILABLE),
        ("weekdays", DEFAULT_AVAILABLE),
        ("9am-5pm", DEFAULT_AVAILABLE),
        ("9-5pm", DEFAULT_AVAILABLE),
        ("weekdays 9 to 5", DEFAULT_AVAILABLE),
        ("Any time!", DEFAULT_AVAILABLE),
        ("n/a", DEFAULT_AVAILABLE),
        ("Mo.-Fr. 09.00-17.00 Uhr", DEFAULT_AVAILABLE),
        ("von Montag bis Freitag 9-17", DEFAULT_AVAILABLE),
        ("lun-ven 9h-17h", DEFAULT_AVAILABLE),
        ("dal lunedì al venerdì dalle 9 alle 17", DEFAULT_AVAILABLE),
        ("Monday to Friday, from 9:00 to 17:00", DEFAULT_AVAILABLE),
        ("mornings", MORNINGS),
        ("Mon-Fri mornings", MORNINGS),
        ("mornings Mon-Fri", MORNINGS),
        ("ma-vr ochtend", MORNINGS),
        ("Mon 09:00-12:00; Wed afternoon", hours("0 9-12", "2 13-17")),
        ("Mon, Wed 9-12", hours("0 9-12", "2 9-12")),
        ("Mon/Wed & Fri 9–12", hours("0 9-12", "2 9-12", "4 9-12")),
        ("Mon 9-12, 14-16", hours("0 9-12", "0 14-16")),
        ("Mon 9-12, Tue 14-16", hours("0 9-12", "1 14-16")),
        ("Mon 9:00-10:00 Tue 9:00-10:00", hours("0 9-10", "1 9-10")),
        ("9-12 Mon, 13-15 Tue", hours("0 9-12", "1 13-15")),
        ("Mon: 9:00 - 12:00\nTue 9:30-10", hours("0 9-12", "1 9.5-10")),
        ("Fri 8-10|Mon 8-10", hours("0 8-10", "4 8-10")),
        ("Mon; Wed 9-12", hours("0 9-17", "2 9-12")),
        ("Mon-Wed", hours("0 9-17", "1 9-17", "2 9-17")),
        ("Fri-Mon 10-11", hours("0 10-11", "4 10-11", "5 10-11", "6 10-11")),
        ("weekend 10-11", hours("5 10-11", "6 10-11")),
        ("daily 10-11", hours(*(f"{day} 10-11" for day in range(7)))),
        ("Mon 0900-1700", hours("0 9-17")),
        ("Mon 9:00 AM - noon", hours("0 9-12")),
        ("Mon 9 a.m. to 12 p.m.", hours("0 9-12")),
        ("Mon 1-3pm", hours("0 13-15")),
        ("Mon 11-1pm", hours("0 11-13")),
        ("Mon 9am-5", hours("0 9-17")),
        ("Mon 12am-1am", hours("0 0-1")),
        ("Mon 00:00-24:00", hours("0 0-24")),
        ("Mon 10pm-midnight", hours("0 22-24")),
        ("Mon 22:00-02:00", hours("0 22-26")),
        ("Sun 22:00-02:00", hours("0 0-2", "6 22-24")),
        ("daily 0:00-24:00", ((0, WEEK),)),
        ("Mon 9-11; Mon 10-12; Mon 12-13", hours("0 9-13")),
        ("Montagvormittag, Di Nachmittag", hours("0 9-12", "1 13-17")),
        ("lundi matin et mardi après-midi", hours("0 9-12", "1 13-17")),
        ("martes de 9 a 13; miércoles mañana", hours("1 9-13", "2 9-12")),
        ("segunda-feira 9h30 às 12h", hours("0 9.5-12")),
        ("maandag en donderdag 's ochtends".replace("'s", "s"), hours("0 9-12", "3 9-12")),
        ("Mon all day", hours("0 9-17")),
    ],
)
def test_parse_available(text: str, expected: tuple[tuple[int, int], ...]) -> None:
    assert parse_available(text) == expected


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("sometimes", "'sometimes' is not understood"),
        ("Mon evening", "'evening' is not understood"),
        ("月曜", "is not understood"),
        ("Mon !", "'!' is not understood"),
        ("Mon 25:00-26:00", "'25:00' is no time of day"),
        ("Mon 9:75-10", "'9:75' is no time of day"),
        ("Mon 13pm-14", "'13pm' is no time of day"),
        ("Mon 9", "a time has no end"),
        ("Mon 6-5", "not clear which of these hours"),
        ("Mon 10-9", "not clear which of these hours"),
        ("Mon 9-9", "the hours end where they begin"),
        ("Mon 24:00-02:00", "hours begin at 24:00"),
        ("Mon 9-12; 14-16", "some hours have no day"),
        ("weekdays-Sat 9-12", "one day at each end"),
        ("- 9", "nothing before it"),
        ("Mon -", "nothing after it"),
        (", ;", "names no day and no hour"),
    ],
)
def test_what_is_not_understood_is_refused(text: str, what: str) -> None:
    with pytest.raises(CellError, match=what) as caught:
        parse_available(text)
    assert "Mon 09:00-12:00; Wed afternoon" in caught.value.fix


SPANS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 1439), st.integers(1, 1440)).filter(
        lambda span: span[1] < span[2]
    ),
    min_size=1,
)


@given(SPANS)
def test_hours_written_are_read_again(spans: list[tuple[int, int, int]]) -> None:
    text = "; ".join(
        f"{DAYS[day]} {start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"
        for day, start, end in spans
    )
    expected = united((day * 1440 + start, day * 1440 + end) for day, start, end in spans)
    assert parse_available(text) == expected


@given(st.lists(st.tuples(st.integers(-WEEK, 2 * WEEK), st.integers(0, WEEK))))
def test_united_keeps_every_minute_once(spans: list[tuple[int, int]]) -> None:
    result = united((start, start + length) for start, length in spans)
    minutes = {
        minute % WEEK for start, length in spans for minute in (start, start + length - 1) if length
    }
    assert all(any(start <= minute < end for start, end in result) for minute in minutes)
    assert all(0 <= start < end <= WEEK for start, end in result)
    assert all(one[1] < other[0] for one, other in pairwise(result))
    assert united(result) == result


@given(st.text(st.sampled_from("Mon Tue 9:01-,;apmtoé\n/")))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        result = parse_available(text)
    except CellError:
        return
    assert result == united(result)
