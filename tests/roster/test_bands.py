"""Numbers of audit columns, their bands, and who is older."""

import pytest

from rmatch.roster.bands import age_order, band_of, number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("34", 34.0),
        (" 34,5 ", 34.5),
        ("−3", -3.0),
        ("1987-01-01", 1987.0),
        ("1987-05-14T00:00:00", 1987.3634),
        ("14.05.1987", 1987.3634),
        ("14/5/1987", 1987.3634),
        ("5/14/1987", 1987.3634),
        ("5/6/1987", 1987.0),
        ("1987-13-40", None),
        ("31.02.1987", None),
        ("9" * 400, None),
        ("unknown", None),
        ("", None),
    ],
)
def test_numbers_and_dates(text, expected):
    assert number(text) == expected


@pytest.mark.parametrize(
    ("value", "edges", "label"),
    [
        (29.99, (30, 45), "below 30"),
        (30, (30, 45), "30 to 44"),
        (44.5, (30, 45), "30 to 44"),
        (45, (30, 45), "45 and over"),
        (30, (30, 31), "30"),
        (3, (2.5, 4), "2.5 to below 4"),
        (-5, (-10, 0), "-10 to -1"),
    ],
)
def test_bands_start_at_their_edge(value, edges, label):
    assert band_of(value, edges) == label


def test_bands_of_ages_order_people():
    texts = {"a": "under 30", "b": "30-39", "c": "60+", "d": "prefer not to say", "e": "< 30"}
    order, seniority = age_order("age", texts, {})
    assert order == {"a": 29.5, "b": 30.0, "c": 60.0, "e": 29.5}
    assert seniority == 1


def test_later_births_are_younger_and_places_tell_nothing():
    assert age_order("birth", {}, {"a": 1980.0})[1] == -1
    assert age_order("birth", {"a": "Lyon"}, {})[1] == 0
    assert age_order("birth", {"a": "12"}, {"a": 12.0})[1] == 0
    assert age_order("gender", {"a": "3"}, {"a": 3.0})[1] == 0
