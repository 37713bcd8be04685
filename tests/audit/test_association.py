"""Components beside attributes, for people of either side."""

import numpy as np
import pytest

from rmatch.audit.association import FLAG, NO_SPREAD, legal_means, subjects_of
from rmatch.cohort import BLOCK_ROWS

from .people import cohort_of, found, junior, report_on, senior


def six_and_six(**cells):
    """Group a teaches at level 5, group b at 2; ages grow from a to b."""
    rows = [junior(f"A{n}", "python:5", gender="a", age=20 + n, **cells) for n in range(6)]
    rows += [junior(f"B{n}", "python:2", gender="b", age=30 + n, **cells) for n in range(6)]
    return rows + [senior(f"S{n:02}", gender="c", age=50) for n in range(12)]


PAIRS = [*((f"A{n}", f"S{n:02}") for n in range(6)), *((f"B{n}", f"S{n + 6:02}") for n in range(6))]


def test_a_component_that_parts_two_groups():
    report = report_on(cohort_of(six_and_six()), PAIRS)
    about = {"attribute": "gender", "side": "junior", "subject": "skill_gap"}
    (one,) = found(report, measure="correlation ratio of ranks, in the pairings", **about)
    assert (one.value, one.people, one.flag) == (1.0, 10, FLAG)
    (chance,) = found(report, measure="permutation p, in the pairings", **about)
    # Two of the 924 ways to choose six of twelve part them as well.
    assert 0.001 <= chance.value <= 0.02


def test_numbers_have_a_rank_correlation():
    report = report_on(cohort_of(six_and_six()), PAIRS)
    about = {"attribute": "age", "side": "junior", "subject": "score"}
    for where in ("in the pairings", "over all legal partners"):
        (one,) = found(report, measure=f"rank correlation, {where}", **about)
        # Two values of six each beside the ranks 1 to 12.
        expected = np.corrcoef(np.arange(12), np.repeat([1, 0], 6))[0, 1]
        assert one.value == pytest.approx(expected, abs=1e-4)
        assert one.flag == FLAG


def test_the_same_for_everybody_is_said():
    cohort = cohort_of([*six_and_six(timezone="UTC"), senior("S99", timezone="UTC", gender="c")])
    report = report_on(cohort, PAIRS)
    hours = found(report, attribute="gender", side="junior", subject="shared_hours")
    assert [(f.value, f.people, f.hidden) for f in hours] == [(None, 10, NO_SPREAD)] * 2
    assert report.figures.index(hours[0]) < report.figures.index(
        found(report, attribute="gender", side="junior", subject="skill_gap")[0]
    )


def test_shared_hours_comes_first():
    cohort = cohort_of([*six_and_six(timezone="UTC"), senior("S99", timezone="UTC")])
    assert subjects_of(cohort) == ("shared_hours", "skill_gap", "score")


def test_means_over_legal_partners_do_not_depend_on_the_block(monkeypatch):
    cohort = cohort_of(six_and_six())
    whole = legal_means(cohort)
    assert BLOCK_ROWS > 12
    monkeypatch.setattr("rmatch.audit.association.BLOCK_ROWS", 5)
    for side, (values, known) in legal_means(cohort).items():
        np.testing.assert_array_equal(values, whole[side][0])
        np.testing.assert_array_equal(known, whole[side][1])
    assert whole["junior"][0][0, 0] in (2000, 4000, 5000, 10000)


def test_groups_too_small_among_the_paired_are_left_aside():
    report = report_on(cohort_of(six_and_six()), PAIRS[:8])
    assert not found(report, attribute="gender", measure="permutation p, in the pairings")
    over = found(report, attribute="gender", measure="permutation p, over all legal partners")
    assert over
