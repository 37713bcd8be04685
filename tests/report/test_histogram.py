"""The distribution of scores: every pairing in one bar, and the same in words."""

import pytest

from rmatch.report.histogram import AXIS, histogram


def figures(**more):
    return {"min": 4.99, "median": 50.0, "max": 100.0, **more}


def test_bins_have_a_lower_end_and_the_highest_score_is_in_the_last():
    found = histogram([499, 500, 999, 9_500, 10_000], figures())
    counts = {bar.start: bar.pairings for bar in found.bins if bar.pairings}
    assert counts == {0: 1, 5: 2, 95: 2}
    assert len(found.bins) == 20
    assert max(bar.height for bar in found.bins) == found.bins[1].height
    assert found.bins[0].height == pytest.approx(found.bins[1].height / 2)


def test_the_chart_in_words():
    assert histogram([1_000, 9_999], figures(min=10.0, median=55.0)).described == (
        "Pairings by score. 2 pairings from 10.00 to 100.00 points; half of them have at least "
        "55.00. 10 to 15: 1, 95 to 100: 1."
    )


def test_the_line_at_the_median_ends_above_the_numbers_beside_it():
    in_a_bar = histogram([4_200, 5_200, 5_300, 6_200], figures(median=52.5))
    assert in_a_bar.within == in_a_bar.bins[10].height
    assert 0 < in_a_bar.line_ends < AXIS - in_a_bar.within
    # The middle of 30 and 33 is in no bar, but the bar at its right would have its number there.
    between = histogram([2_800, 3_700], figures(median=34.9))
    assert (between.within, between.line_ends) == (0, in_a_bar.line_ends)
    alone = histogram([1_000, 9_000], figures(median=50.0))
    assert (alone.within, alone.line_ends) == (0, AXIS)


def test_without_pairings_there_is_none():
    assert histogram([], dict.fromkeys(("min", "median", "max"))) is None
