"""What two columns show beside each other gives nobody away."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmatch.audit.groups import Groups
from rmatch.audit.overlap import ALL_UNIONS, tells_few

from .people import cohort_of, found, junior, report_on, senior, values

NOT_SHOWN = (
    "not shown, for beside the groups of another column figures on fewer than 5 people would "
    "follow by subtraction."
)


def groups(codes, minimum=5):
    codes = np.array(codes, dtype=np.intp)
    sizes = tuple(np.bincount(codes).tolist())
    labels = tuple(f"g{n}" for n in range(len(sizes)))
    return Groups("", "junior", labels, len(labels), codes, sizes, minimum)


def cohort(pronouns):
    """20 women and 12 men, with pronouns, and as many seniors."""
    rows = [
        junior(f"J{n:02}", gender="woman" if n < 20 else "man", pronouns=pronouns[n])
        for n in range(32)
    ]
    return cohort_of([*rows, *(senior(f"S{n:02}") for n in range(32))])


PAIRS = [(f"J{n:02}", f"S{n:02}") for n in range(5, 30)]


def test_the_one_who_is_in_a_group_of_one_column_alone_cannot_be_worked_out():
    report = report_on(cohort(["she"] * 19 + ["they"] + ["he"] * 12), PAIRS)
    assert values(report, attribute="gender", measure="people") == {"woman": 20, "man": 12}
    assert not found(report, attribute="pronouns")
    assert f"pronouns, juniors: {NOT_SHOWN}" in report.notes
    assert "they" not in str(report.figures)


@pytest.mark.parametrize(
    "pronouns", [["she"] * 20 + ["he"] * 12, (["she"] * 7 + ["he"] * 8) * 2 + ["she", "he"]]
)
def test_columns_that_agree_or_cross_are_both_shown(pronouns):
    report = report_on(cohort(pronouns), PAIRS)
    assert len(found(report, attribute="pronouns", side="junior", measure="people")) == 2
    assert not any(note.endswith(NOT_SHOWN) for note in report.notes)


@given(st.lists(st.sampled_from([0, 0, 1, 2, 5, 9]), min_size=12, max_size=12))
def test_every_union_of_the_groups_of_two_columns_is_looked_at(cells):
    place = np.repeat(np.arange(12), cells)
    if not len(place):
        return
    one, other = (groups(np.unique(c, return_inverse=True)[1]) for c in (place // 4, place % 4))
    if min(*one.sizes, *other.sizes, 5) < 5:
        return  # such groups are pooled before
    few = False
    for first, second in (one, other), (other, one):
        for some, more in itertools.product(unions(first), unions(second)):
            if not (some & ~more).any():
                few |= 0 < int((more & ~some).sum()) < 5
    assert tells_few(one, other) == tells_few(other, one) == few


def unions(column):
    for chosen in itertools.product((False, True), repeat=len(column.labels)):
        yield np.array(chosen)[column.codes]


def test_of_many_groups_unions_of_two_and_of_all_but_two_are_looked_at():
    number = ALL_UNIONS + 2
    many = groups(np.repeat(np.arange(number), 6))
    for place in (0, 12, 48):  # two groups, and one person of the next
        beside = np.zeros(6 * number, dtype=np.intp)
        beside[place : place + 13] = 1
        assert tells_few(many, groups(beside))
        assert tells_few(groups(beside), many)
        beside[place : place + 18] = 1
        assert not tells_few(many, groups(beside))
