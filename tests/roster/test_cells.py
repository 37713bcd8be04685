from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmatch.roster.cells import (
    CellError,
    parse_count,
    parse_department,
    parse_goals,
    parse_ids,
    raise_all,
)


def test_cell_error_says_what_and_fix_and_survives_pickling() -> None:
    error = CellError("it is wrong", "mend it", "odd", "x", "warning", partial=frozenset("a"))
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error) == "it is wrong. Fix: mend it."
    assert (again.what, again.fix, again.code) == ("it is wrong", "mend it", "odd")
    assert (again.value, again.severity, again.partial) == ("x", "warning", frozenset("a"))


def test_raise_all_keeps_every_error() -> None:
    raise_all([])
    errors = [CellError(str(number), "fix") for number in range(3)]
    with pytest.raises(CellError) as caught:
        raise_all(errors)
    assert [error.what for error in caught.value.each()] == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", None),
        (" 3 ", 3),
        ("0", 0),
        ("2.0", 2),
        ("+1", 1),
        ("４", 4),
        ("one", 1),
        ("2 people", 2),
    ],
)
def test_parse_count(text: str, count: int | None) -> None:
    assert parse_count(text) == count


@pytest.mark.parametrize("text", ["-1", "1.5", "many", "1-3", "1e3", "1,000", "nan", "∞"])
def test_parse_count_refuses(text: str) -> None:
    with pytest.raises(CellError, match="not a whole number of pairings"):
        parse_count(text)


def test_parse_department() -> None:
    assert parse_department(" Sales / EMEA//North ") == (
        ("Sales", "EMEA", "North"),
        ("sales", "emea", "north"),
    )
    assert parse_department("R&D") == (("R&D",), ("r&d",))
    assert parse_department("None") == (("None",), ("none",))
    assert parse_department(" / ") == parse_department("") == ((), ())


@given(st.text())
def test_department_parts_have_one_key_each(text: str) -> None:
    parts, keys = parse_department(text)
    assert len(parts) == len(keys)
    assert all(keys)


def test_parse_ids_keeps_order_and_spelling() -> None:
    assert parse_ids("S2; 007, s2|S2\nA  b") == ("S2", "007", "s2", "A  b")
    assert parse_ids("") == ()


def test_parse_goals() -> None:
    assert parse_goals("Growth; network,GROWTH ;") == {"growth": "Growth", "network": "network"}
