"""Whole numbers out of weights: largest remainder, and half to even, in exact fractions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

__all__ = ["FULL", "apportion", "half_even", "scaled"]

FULL = 10_000
"""Hundredths of a point of a perfect pair."""


def half_even(numerator: int, denominator: int) -> int:
    """``numerator / denominator``, both at least 0, rounded to whole, half to even."""
    whole, rest = divmod(numerator, denominator)
    if 2 * rest > denominator or (2 * rest == denominator and whole % 2):
        return whole + 1
    return whole


def apportion(shares: Sequence[Fraction], total: int) -> tuple[int, ...]:
    """Split ``total`` in proportion to ``shares`` by largest remainder.

    Floors first, then one each to the largest fractions; ties go to the earlier share.

    Parameters
    ----------
    shares
        At least one share, all at least 0, not all 0.
    total
        The whole number to split.

    Returns
    -------
    tuple of int
        Adds up to ``total``.

    Examples
    --------
    >>> apportion([Fraction(60), Fraction(15), Fraction(15)], 100)
    (67, 17, 16)
    """
    common = lcm(*(share.denominator for share in shares))
    parts = [share.numerator * (common // share.denominator) for share in shares]
    whole = sum(parts)
    split = [divmod(total * part, whole) for part in parts]
    given = [floor for floor, _ in split]
    by_rest = sorted(range(len(parts)), key=lambda place: -split[place][1])
    for place in by_rest[: total - sum(given)]:
        given[place] += 1
    return tuple(given)


def scaled(weights: Mapping[str, Fraction], total: int = FULL) -> dict[str, int]:
    """The weights of the active components, scaled to hundredths of a point.

    Parameters
    ----------
    weights
        Component -> weight above 0, in table order (ties are settled by it).
    total
        What the scaled weights add up to.
    """
    return dict(zip(weights, apportion(list(weights.values()), total), strict=True))
