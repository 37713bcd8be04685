"""Older and younger: counted by hand, and random matchings that stay legal."""

from collections import Counter

import numpy as np
import pytest

from rmatch.audit.ages import NO_AGES, NO_EQUALS, random_matchings
from rmatch.audit.chance import DRAWS

from .people import cohort_of, found, junior, report_on, senior

CHOSEN = "share in which the older is chosen over the younger"
TEACHES = "share in which the younger teaches the older"
RANDOM = "share in random legal matchings"


def people(ages, *, senior_age=50, **column):
    rows = [junior(f"J{n:02}", age=age) for n, age in enumerate(ages)]
    rows += [senior(f"S{n:02}", age=senior_age) for n in range(len(ages))]
    return cohort_of(rows)


def value(report, measure):
    (figure,) = found(report, measure=measure, section="age")
    return figure.value


def test_the_youngest_chosen_among_equals():
    # Each of the five has nine equals, of whom 0, 1, 2, 3 and 4 are younger: 10 of 45.
    cohort = people(range(21, 31))
    report = report_on(cohort, [(f"J{n:02}", f"S{n:02}") for n in range(5)])
    (share,) = found(report, measure=CHOSEN)
    assert (share.value, share.people) == (pytest.approx(10 / 45, abs=1e-4), 10)
    (chance,) = found(report, subject=share.subject, measure="permutation p")
    assert 0 < chance.value < 0.2


def test_equals_are_legal_of_the_same_level_and_not_chosen_too():
    rows = [junior(f"J{n}", age=20 + n) for n in range(5)]
    rows += [junior("X1", "python:5", age=60), junior("X2", age=61, avoids="S0;S1;S2;S3;S4")]
    rows += [junior("X3", age=""), senior("S0", age=50, capacity=2)]
    rows += [senior(f"S{n}", age=50) for n in range(1, 5)]
    # J0 to J4: of four equals 0, 1, 2, 3 and 4 younger, but J0 and J1 share a senior.
    pairs = [("J0", "S0"), ("J1", "S0"), ("J2", "S2"), ("J3", "S3"), ("J4", "S4")]
    report = report_on(cohort_of(rows), pairs)
    expected = (0 / 3 + 0 / 3 + 2 / 4 + 3 / 4 + 4 / 4) / 5
    assert value(report, CHOSEN) == pytest.approx(expected, abs=1e-4)


def test_years_of_birth_run_the_other_way():
    rows = [junior(f"J{n}", **{"Year of birth": 2000 - n}) for n in range(10)]
    rows += [senior(f"S{n}", **{"Year of birth": 1970}) for n in range(10)]
    report = report_on(cohort_of(rows), [(f"J{n}", f"S{n}") for n in range(5)])
    assert value(report, CHOSEN) == pytest.approx(10 / 45, abs=1e-4)
    assert value(report, TEACHES) == 1.0


def test_younger_teaches_older_beside_random_matchings():
    # Ages 21 to 30 on both sides: with oneself nobody is younger, at random 45 of 100 pairs are.
    rows = [junior(f"J{n}", age=21 + n) for n in range(10)]
    rows += [senior(f"S{n}", age=21 + n) for n in range(10)]
    cohort = cohort_of(rows)
    report = report_on(cohort, [(f"J{n}", f"S{n}") for n in range(10)])
    assert value(report, TEACHES) == 0
    assert value(report, RANDOM) == pytest.approx(0.45, abs=0.02)
    (chance,) = found(report, subject="who teaches whom", measure="permutation p")
    # Any matching but this one has somebody younger who teaches.
    assert chance.value == 0.002


def test_what_cannot_be_told_is_said():
    report = report_on(people([30] * 6), [(f"J{n:02}", f"S{n:02}") for n in range(6)])
    # One age of all juniors: nothing to choose between.
    (chosen,) = found(report, subject="equally qualified juniors")
    assert (chosen.value, chosen.hidden) == (None, NO_EQUALS)
    assert value(report, TEACHES) == 1.0
    ages = ["", "", "", 31, 32, 33]
    report = report_on(people(ages), [(f"J{n:02}", f"S{n:02}") for n in range(3)])
    (teaches,) = found(report, subject="who teaches whom")
    assert (teaches.value, teaches.hidden) == (None, NO_AGES)


def test_few_people_are_hidden():
    report = report_on(people([21, 22, 23, 24]), [(f"J{n:02}", f"S{n:02}") for n in range(4)])
    ages = found(report, section="age")
    assert {(f.value, f.people, f.hidden) for f in ages} == {(None, None, "fewer than 5 people")}
    assert len(ages) == 2


def drawn(pairs, legal, seed=0):
    rows, columns = (np.array(side, dtype=np.intp) for side in zip(*pairs, strict=True))
    random = np.random.default_rng(seed)
    matchings = random_matchings(rows, columns, legal, random)
    return [frozenset(zip(rows.tolist(), c.tolist(), strict=True)) for c in matchings]


@pytest.mark.parametrize(
    ("pairs", "states"),
    [
        ([(0, 0), (1, 1), (2, 2)], 6),
        ([(0, 0), (0, 1), (1, 2), (1, 3)], 6),
        # Three by three with two each: the six patterns that leave one out a row and column.
        ([(0, 0), (0, 1), (1, 1), (1, 2), (2, 2), (2, 0)], 6),
    ],
)
def test_random_matchings_are_all_equally_likely(pairs, states):
    size = 1 + max(max(pair) for pair in pairs)
    matchings = drawn(pairs, np.ones((size, size), dtype=bool))
    counts = Counter(matchings)
    assert len(matchings) == DRAWS
    assert len(counts) == states
    assert all(len(matching) == len(pairs) for matching in counts)
    # Five standard deviations, and a little more: all walks start from one middle matching.
    assert max(abs(n - DRAWS / states) for n in counts.values()) < 100


def test_random_matchings_are_legal_and_keep_everybodys_number():
    random = np.random.default_rng(3)
    legal = random.random((12, 9)) < 0.6
    pairs = [(i, j) for i in range(12) for j in range(9) if legal[i, j] and random.random() < 0.3]
    for matching in drawn(pairs, legal):
        assert len(matching) == len(pairs)
        assert all(legal[pair] for pair in matching)
        for side in (0, 1):
            assert Counter(p[side] for p in matching) == Counter(p[side] for p in pairs)
