"""Numbers in audit columns: ages, years and dates, the bands they fall into, and who is older."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date

from rmatch.roster.names import fold

__all__ = ["age_order", "band_of", "number"]

_NUMBER = re.compile(r"[+\-−]?\d+(?:[.,]\d+)?")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_WRITTEN = re.compile(r"(\d{1,2})([./-])(\d{1,2})[./-](\d{4})")
# Longer ones are numbers of something else, and of no band.
_TOO_LARGE = 1e9
# "under 30" ends where "30 to 39" starts.
_BELOW = re.compile(
    r"(?:under|below|up to|less than|younger than|unter|bis|moins de|menos de|meno di|onder|<=?|≤)"
    r"\s*(\d{1,3})\b"
)
_AGE_BAND = re.compile(r"\D*(\d{1,3})\s*(?:\+|(?:-|–|—|to|bis|a|à)\s*\d{1,3}\b|\D*$)")


def number(text: str) -> float | None:
    """The number that a cell is, in years where it is a date; None if it is neither.

    Examples
    --------
    >>> number("34"), number("34,5"), number("1987-07-02"), number("unknown")
    (34.0, 34.5, 1987.4973, None)
    """
    text = text.strip()
    if _NUMBER.fullmatch(text):
        value = float(text.replace(",", ".").replace("−", "-"))
        return value if abs(value) < _TOO_LARGE else None
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
        return _years(year, month, day)
    if found := _WRITTEN.fullmatch(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if found[2] == "." or first > 12:
            return _years(year, second, first)
        # 5/6/1987: which of the two is the month is not known, unless it cannot be.
        return _years(year, first, second) if second > 12 or first == second else float(year)
    return None


def _years(year: int, month: int, day: int) -> float | None:
    """A date as years; None where it is none."""
    try:
        which = date(year, month, day)
        first = date(year, 1, 1)
    except ValueError:
        return None
    return year + round((which - first).days / 366, 4) if which > first else float(year)


def band_of(value: float, edges: Sequence[float]) -> str:
    """The band of ``value`` in words; a band starts at its edge.

    Parameters
    ----------
    value
        The number.
    edges
        Ascending, at least one.

    Examples
    --------
    >>> [band_of(age, (30, 45)) for age in (29.5, 30, 44, 45)]
    ['below 30', '30 to 44', '30 to 44', '45 and over']
    """
    place = bisect_right(edges, value)
    if place == 0:
        return f"below {_plain(edges[0])}"
    low = edges[place - 1]
    if place == len(edges):
        return f"{_plain(low)} and over"
    high = edges[place]
    if float(low).is_integer() and float(high).is_integer():
        return _plain(low) if high - low == 1 else f"{_plain(low)} to {_plain(high - 1)}"
    return f"{_plain(low)} to below {_plain(high)}"


def _plain(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else f"{value:g}"


def age_order(
    trait: str, texts: Mapping[str, str], numbers: Mapping[str, float]
) -> tuple[dict[str, float], int]:
    """Everybody's number, and whether a larger one means older (1), younger (-1) or neither (0).

    Parameters
    ----------
    trait
        What the heading is about: only ``age`` and ``birth`` tell who is older.
    texts
        Id to the cell's text.
    numbers
        Id to the cell's number, where it is one.
    """
    if trait == "birth":
        # A place of birth, or a day without a year, tells no age.
        plausible = bool(numbers) and all(1900 <= n < 2100 for n in numbers.values())
        return dict(numbers), -1 if plausible else 0
    if trait != "age":
        return dict(numbers), 0
    order = dict(numbers)
    for person, text in texts.items():
        if person not in order and (start := _start_of_band(fold(text))) is not None:
            order[person] = start
    return order, 1 if len(set(order.values())) > 1 else 0


def _start_of_band(text: str) -> float | None:
    """Where a band of ages starts: 30 of ``30-39``, just below 30 of ``under 30``."""
    if found := _BELOW.match(text):
        return float(found[1]) - 0.5
    if found := _AGE_BAND.fullmatch(text):
        return float(found[1])
    return None
