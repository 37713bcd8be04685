"""Rows in whole numbers, small enough that no sum leaves 64 bits."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd

from rmatch.assign.rows import LinearRow, PairSet

__all__ = [
    "STEP",
    "at_least",
    "at_most",
    "exact",
    "row",
    "share_at_least",
    "share_at_most",
    "within",
]

# Shares and ratios are proposed in whole ten-thousandths.
STEP = Fraction(1, 10_000)


def exact(value: object) -> Fraction:
    """A number of the policy as it is written there: 0.1 is a tenth."""
    return Fraction(str(value))


def row(terms: Sequence[tuple[int, PairSet]], limit: int, unit: int) -> LinearRow:
    """The row in lowest terms; terms without weight are dropped."""
    kept = [(coefficient, pairs) for coefficient, pairs in terms if coefficient]
    common = gcd(*(coefficient for coefficient, _ in kept)) or 1
    return LinearRow(
        tuple((coefficient // common, pairs) for coefficient, pairs in kept),
        limit // common,
        max(unit // common, 1),
    )


def at_most(count: PairSet, most: int) -> LinearRow:
    """At most so many pairings."""
    return row([(1, count)], most, 1)


def at_least(count: PairSet, least: int) -> LinearRow:
    """At least so many pairings."""
    return row([(-1, count)], -least, 1)


def share_at_most(
    count: PairSet, base: PairSet, share: Fraction, pairs: int, plus: int = 0
) -> LinearRow:
    """``count <= share * base + plus``; ``pairs`` is the number of all pairs."""
    share = within(share, pairs)[0]
    whole = share.denominator
    return row([(whole, count), (-share.numerator, base)], whole * plus, whole)


def share_at_least(count: PairSet, base: PairSet, share: Fraction, pairs: int) -> LinearRow:
    """``count >= share * base``; ``pairs`` is the number of all pairs."""
    share = within(share, pairs)[1]
    whole = share.denominator
    return row([(-whole, count), (share.numerator, base)], 0, whole)


def within(value: Fraction, largest: int) -> tuple[Fraction, Fraction]:
    """The nearest fractions at or below and at or above, of denominators up to ``largest``.

    A share ``count / base`` has a denominator of at most the number of all pairs, so it is
    at most ``value`` exactly if it is at most the lower of the two: however many decimals a
    policy writes, the row keeps small whole numbers and its meaning.

    Examples
    --------
    >>> within(Fraction("0.333"), 100)
    (Fraction(33, 100), Fraction(1, 3))
    """
    largest = max(largest, 1)
    if value.denominator <= largest:
        return value, value
    # Convergents of the continued fraction, as in Fraction.limit_denominator.
    before, last = (0, 1), (1, 0)
    numerator, denominator = value.numerator, value.denominator
    while True:
        whole, rest = divmod(numerator, denominator)
        following = (before[0] + whole * last[0], before[1] + whole * last[1])
        if following[1] > largest:
            break
        before, last = last, following
        numerator, denominator = denominator, rest
    steps = (largest - before[1]) // last[1]
    between = Fraction(before[0] + steps * last[0], before[1] + steps * last[1])
    low, high = sorted((between, Fraction(*last)))
    return low, high
