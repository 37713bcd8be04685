"""Measures of association beside scipy's, and shuffles from a seed."""

import numpy as np
import pytest
from scipy import stats

from rmatch.audit.chance import (
    DRAWS,
    by_groups,
    by_numbers,
    generator,
    rank_correlation,
    ratio_of_ranks,
    share_at_least,
    two_sided,
)


@pytest.fixture
def data():
    random = np.random.default_rng(4)
    values = random.integers(0, 6, (40, 3)).astype(float)
    return random.integers(0, 9, 40).astype(float), random.integers(0, 3, 40), values


def test_rank_correlation_is_spearmans(data):
    numbers, _, values = data
    expected = [stats.spearmanr(numbers, column).statistic for column in values.T]
    np.testing.assert_allclose(rank_correlation(numbers, values), expected)


def test_ratio_of_ranks_is_kruskal_and_wallis(data):
    _, codes, values = data
    h = [stats.kruskal(*(column[codes == g] for g in range(3))).statistic for column in values.T]
    np.testing.assert_allclose(ratio_of_ranks(codes, values), np.sqrt(np.array(h) / 39))


def test_ratio_of_ranks_of_two_values_is_cramers_v(data):
    _, codes, values = data
    above = values[:, 0] > 2
    table = np.array([[np.sum((codes == g) & (above == a)) for g in range(3)] for a in (0, 1)])
    expected = stats.contingency.association(table, method="cramer")
    assert ratio_of_ranks(codes, above[:, None].astype(float))[0] == pytest.approx(expected)


def test_by_hand():
    # Ranks 1, 2, 3, 4 in two groups of two: means 1.5 and 3.5, so 4 of 5 between them.
    codes, values = np.array([0, 0, 1, 1]), np.array([[10.0], [20.0], [30.0], [40.0]])
    assert ratio_of_ranks(codes, values)[0] == pytest.approx(np.sqrt(0.8))
    assert rank_correlation(np.array([4.0, 3.0, 2.0, 1.0]), values)[0] == pytest.approx(-1)


def test_the_same_for_everybody_is_no_number(data):
    numbers, codes, values = data
    values = np.ones_like(values)
    assert np.isnan(rank_correlation(numbers, values)).all()
    assert np.isnan(ratio_of_ranks(codes, values)).all()


def test_shuffles_come_from_the_seed_alone(data):
    numbers, codes, values = data
    for draw, what in ((by_numbers, numbers), (by_groups, codes)):
        first = draw(what, values, generator(0, "q", "gender"))
        assert first.shape == (DRAWS, 3)
        np.testing.assert_array_equal(first, draw(what, values, generator(0, "q", "gender")))
        assert not np.array_equal(first, draw(what, values, generator(1, "q", "gender")))
        assert not np.array_equal(first, draw(what, values, generator(0, "q", "age")))


def test_shuffles_agree_with_an_exact_permutation_test():
    # Of the 20 ways to choose three of six, two part 1, 2, 3 from 4, 5, 6.
    codes, values = np.array([0, 0, 0, 1, 1, 1]), np.arange(1.0, 7.0)[:, None]
    observed = ratio_of_ranks(codes, values)[0]
    drawn = by_groups(codes, values, generator(0, "exact"))[:, 0]
    assert share_at_least(observed, drawn) == pytest.approx(0.1, abs=0.03)


def test_p_counts_the_observed_one_too():
    drawn = np.zeros(999)
    assert share_at_least(1.0, drawn) == 0.001
    assert share_at_least(0.0, drawn) == 1.0
    assert two_sided(1.0, drawn) == 0.002
    assert two_sided(0.0, drawn) == 1.0
