"""Just at a reporting line, and just past it, by hand."""

from fractions import Fraction

import numpy as np
import pytest

from rmatch.audit import association
from rmatch.audit.chance import DRAWS
from rmatch.audit.rates import ABOVE_FUNNEL, BELOW_RATIO

from .people import cohort_of, found, junior, report_on, senior

SQL = {"stereotypes": {"topics": ["SQL"]}}


def paired(teachers, wanted):
    """Each junior of ``teachers`` with the next senior who wants the topic beside it."""
    places = {"sql": iter(range(10)), "python": iter(range(10))}
    return [(j, f"{w}{next(places[w])}") for j, w in zip(teachers, wanted, strict=True)]


@pytest.mark.parametrize(("listed", "flag"), [(4, ""), (5, ABOVE_FUNNEL)])
def test_funnelling_has_one_pairing_to_spare(listed, flag):
    """Half of the offers are SQL: of five pairings 1.25 * 5 / 2 + 1 = 4.125 may be."""
    rows = [junior(f"A{n}", "sql:4; python:4", gender="a") for n in range(5)]
    rows += [junior(f"B{n}", "sql:4; python:4", gender="b") for n in range(5)]
    rows += [senior(f"{w}{n}", f"{w}:4") for w in ("sql", "python") for n in range(10)]
    topics = ["sql"] * listed + ["python"] * (5 - listed)
    pairs = paired(
        [*(f"A{n}" for n in range(5)), *(f"B{n}" for n in range(5))],
        [*topics, "sql", "sql", "python", "python", "python"],
    )
    report = report_on(cohort_of(rows, **SQL), pairs)
    about = {"subject": "listed topics", "side": "junior", "group": "a"}
    (offers,) = found(report, measure="share of the offers", **about)
    (share,) = found(report, measure="share of the pairings", **about)
    assert (offers.value, share.value, share.flag) == (0.5, listed / 5, flag)


@pytest.mark.parametrize(("others", "flag"), [(2, ""), (3, BELOW_RATIO)])
def test_parity_has_one_pairing_of_the_smaller_group_to_spare(others, flag):
    """0 of 5 beside ``others`` of 10: 0 - 0.8 * others / 10 + 1 / 5."""
    rows = [junior(f"A{n}", "sql:4", gender="a") for n in range(5)]
    rows += [junior(f"B{n}", "sql:4", gender="b") for n in range(10)]
    rows += [senior(f"sql{n}", "sql:4") for n in range(10)]
    pairs = [(f"B{n}", f"sql{n}") for n in range(others)]
    report = report_on(cohort_of(rows, **SQL), pairs)
    margins = {f.group: (f.value, f.flag) for f in found(report, measure="parity margin")}
    least = Fraction(1, 5) - Fraction(8, 10) * Fraction(others, 10)
    assert margins["a"] == (float(least), flag)
    assert margins["b"] == (float(Fraction(others, 10) + Fraction(1, 5)), "")


@pytest.mark.parametrize(("value", "flagged"), [(0.3, False), (0.3001, True), (-0.3001, True)])
def test_an_association_is_flagged_above_three_tenths_either_way(monkeypatch, value, flagged):
    rows = [junior(f"A{n}", f"python:{2 + n % 4}", age=20 + n) for n in range(12)]
    rows += [senior(f"S{n:02}") for n in range(12)]

    def correlation(numbers, values):
        return np.full(values.shape[1], value)

    monkeypatch.setattr(association, "rank_correlation", correlation)
    report = report_on(cohort_of(rows), [(f"A{n}", f"S{n:02}") for n in range(12)])
    shown = found(report, attribute="age", subject="score", side="junior")
    flags = {f.flag for f in shown if f.measure.startswith("rank correlation")}
    assert flags == ({"above 0.3"} if flagged else {""})
    assert not any(f.flag for f in shown if f.measure.startswith("permutation"))


def test_chance_is_told_from_999_shuffles():
    assert DRAWS == 999


@pytest.mark.parametrize(("pairings", "shown"), [(4, False), (5, True)])
def test_older_and_younger_need_so_many_pairings_however_many_are_equal(pairings, shown):
    rows = [junior(f"A{n}", age=20 + n) for n in range(9)]
    rows += [senior(f"S{n}", age=50) for n in range(9)]
    report = report_on(cohort_of(rows), [(f"A{n}", f"S{n}") for n in range(pairings)])
    (older, *_) = found(report, section="age", subject="equally qualified juniors")
    assert (older.value is not None) is shown
    assert older.hidden == ("" if shown else "fewer than 5 people")
