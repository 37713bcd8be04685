"""Largest remainder and half to even, in whole numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmatch.score.weights import apportion, half_even, scaled

shares = st.lists(
    st.fractions(min_value=0, max_value=1000, max_denominator=50), min_size=1, max_size=9
).filter(any)


@pytest.mark.parametrize(
    ("numerator", "denominator", "whole"),
    [(0, 1, 0), (1, 2, 0), (3, 2, 2), (5, 2, 2), (7, 2, 4), (1, 3, 0), (2, 3, 1), (9, 3, 3)],
)
def test_halves_go_to_the_even_neighbour(numerator, denominator, whole):
    assert half_even(numerator, denominator) == whole


@given(st.fractions(min_value=0, max_value=10_000))
def test_half_even_is_what_fractions_round_to(value):
    assert half_even(value.numerator, value.denominator) == round(value)


def test_the_larger_remainder_wins_and_ties_go_to_the_earlier():
    assert apportion([Fraction(60), Fraction(15), Fraction(15)], 100) == (67, 17, 16)
    assert apportion([Fraction(1), Fraction(1), Fraction(1)], 100) == (34, 33, 33)
    assert apportion([Fraction(1, 3), Fraction(1, 2)], 5) == (2, 3)


@given(shares, st.integers(min_value=0, max_value=10_000))
def test_nobody_is_a_whole_unit_away_from_the_exact_share(parts, total):
    given_out = apportion(parts, total)
    assert sum(given_out) == total
    for part, got in zip(parts, given_out, strict=True):
        assert abs(got - total * part / sum(parts)) < 1


def test_all_six_default_weights():
    names = ("skill_gap", "reciprocity", "cross_department", "goals", "hours", "preference")
    weights = dict(zip(names, map(Fraction, (60, 15, 15, 5, 5, 10)), strict=True))
    assert list(scaled(weights).values()) == [5455, 1364, 1364, 454, 454, 909]
