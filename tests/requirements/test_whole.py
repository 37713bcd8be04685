"""Whole-number rows: the same answer as the fraction for every count, with small numbers."""

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rmatch.assign.rows import PairSet
from rmatch.requirements.whole import exact, row, share_at_least, share_at_most, within

FRACTIONS = st.fractions(min_value=0, max_value=3, max_denominator=10**12)
EVERYTHING = PairSet(np.ones(3, dtype=np.bool_), np.ones(2, dtype=np.bool_))
FIRST = PairSet(np.array([True, False, False]), np.ones(2, dtype=np.bool_))


@given(FRACTIONS, st.integers(1, 40))
def test_the_nearest_fractions_on_either_side(value, largest):
    whole = range(1, largest + 1)
    assert within(value, largest) == (
        max(Fraction(value.numerator * d // value.denominator, d) for d in whole),
        min(Fraction(-(-value.numerator * d // value.denominator), d) for d in whole),
    )


@given(FRACTIONS, st.integers(0, 12), st.integers(0, 12), st.integers(0, 2))
def test_a_share_is_decided_as_the_fraction_says(share, count, base, plus):
    most = share_at_most(FIRST, EVERYTHING, share, 12, plus)
    least = share_at_least(FIRST, EVERYTHING, share, 12)

    def keeps(found):
        weight = dict.fromkeys((FIRST, EVERYTHING), 0) | {s: c for c, s in found.terms}
        return weight[FIRST] * count + weight[EVERYTHING] * base <= found.limit

    assert keeps(most) == (count <= share * base + plus)
    assert keeps(least) == (count >= share * base)
    assert max(abs(coefficient) for coefficient, _ in most.terms) <= 36


def test_a_row_is_in_lowest_terms_and_without_idle_ones():
    found = row([(6, FIRST), (0, FIRST), (-4, EVERYTHING)], 9, 6)
    assert (found.terms, found.limit, found.unit) == (((3, FIRST), (-2, EVERYTHING)), 4, 3)
    nothing = row([(0, FIRST)], 5, 1)
    assert (nothing.terms, nothing.limit, nothing.unit) == ((), 5, 1)


def test_numbers_of_the_policy_are_what_is_written():
    assert exact(0.1) == Fraction(1, 10)
    assert exact(1e-07) == Fraction(1, 10**7)
    share = share_at_most(FIRST, EVERYTHING, Fraction(3, 7), 100)
    assert (share.terms, share.limit, share.unit) == (((7, FIRST), (-3, EVERYTHING)), 0, 7)
