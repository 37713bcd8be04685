import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmatch.brief.names import stems

TEXT = st.text(min_size=1, max_size=60)


def test_plain_ids_are_the_name():
    assert stems([("J012", "S003"), ("1", "A" * 40)]) == ("J012-S003", f"1-{'A' * 40}")


@pytest.mark.parametrize(
    "pair",
    [
        ("j012", "S003"),
        ("J012", "../../etc/passwd"),
        ("..", "."),
        ("CON", "a b"),
        ("ann@example.com", "Bø"),
        ("A" * 41, "B"),
        ("a\\b", "c:d"),
        ("-", "--"),
        ("\u202e", "\ud800"),
    ],
)
def test_others_get_a_plain_name_with_a_fingerprint(pair):
    (name,) = stems([pair])
    assert re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z._]*-[0-9A-Za-z][0-9A-Za-z._]*-[0-9a-f]{8}", name)
    assert len(name) <= 90


def test_a_name_does_not_depend_on_who_else_is_paired():
    pairs = [("a", "b"), ("A", "B"), ("A", "b"), ("ann@x.org", "bo@x.org")]
    assert stems(pairs) == tuple(stems([pair])[0] for pair in pairs)


def test_where_the_ids_part_matters():
    one, other = stems([("ab", "c"), ("a", "bc")])
    assert one.rpartition("-")[2] != other.rpartition("-")[2]


@given(st.lists(st.tuples(TEXT, TEXT), unique=True, max_size=12))
def test_no_two_share_a_name_even_where_case_does_not_count(pairs):
    names = [name.casefold() for name in stems(pairs)]
    assert all(one != other for one, other in combinations(names, 2))


def test_equal_fingerprints_are_written_out(monkeypatch):
    monkeypatch.setattr("rmatch.brief.names.DIGITS", 0)
    names = stems([("é", "x"), ("è", "x"), ("J1", "S1")])
    assert len(set(names)) == 3
    assert all(re.fullmatch(r"x-x-[0-9a-f]{64}", name) for name in names[:2])
    assert names[2] == "J1-S1"
