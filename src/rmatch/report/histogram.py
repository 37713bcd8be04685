"""How the scores are spread: bars of one width, and the same in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rmatch.report.words import counted

__all__ = ["Bin", "Histogram", "histogram"]

# A bar is this many points wide; the last one includes 100.00.
WIDTH: Final = 5
HIGHEST: Final = 100
FULL: Final = 10_000  # hundredths
# In the drawing's own units, from the top down: room above the tallest bar for its number and
# a piece of the median's line, and where the bars stand.
HEADROOM: Final = 36
AXIS: Final = 148
# A bar's number needs so much above it.
NUMBER: Final = 22


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairings with a score from ``start`` to below ``start + WIDTH``; ``height`` to draw."""

    start: int
    pairings: int
    height: float

    @property
    def named(self) -> str:
        """``65 to 70``."""
        return f"{self.start} to {self.start + WIDTH}"


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars over the whole range of scores.

    Attributes
    ----------
    bins
        From 0 to 100 points.
    median
        In points, which are percent of the chart's width too.
    line_ends
        How far down the median's line comes: to the axis, or to above the numbers beside it.
    within
        Height of the bar that the median is in, through which the line goes on; else 0.
    described
        The whole chart in words, for whoever does not see it.
    """

    bins: tuple[Bin, ...]
    median: float
    line_ends: float
    within: float
    described: str


def histogram(scores: Sequence[int], figures: Mapping[str, float | None]) -> Histogram | None:
    """The distribution of scores in whole hundredths; ``None`` without any."""
    median = figures["median"]
    if not scores or median is None:
        return None
    counts = [0] * (HIGHEST // WIDTH)
    for score in scores:
        counts[min(score * HIGHEST // FULL // WIDTH, len(counts) - 1)] += 1
    most = max(counts)
    bins = tuple(Bin(k * WIDTH, n, (AXIS - HEADROOM) * n / most) for k, n in enumerate(counts))
    said = ", ".join(f"{bar.named}: {bar.pairings}" for bar in bins if bar.pairings)
    described = (
        f"Pairings by score. {counted(len(scores), 'pairing')} from {figures['min']:.2f} to "
        f"{figures['max']:.2f} points; half of them have at least {median:.2f}. {said}."
    )
    return Histogram(bins, median, *_line(bins, median), described)


def _line(bins: Sequence[Bin], median: float) -> tuple[float, float]:
    """Where the median's line ends above the numbers beside it, and its height within a bar."""
    # A number is as wide as its bar or a little wider.
    beside = [bar.height for bar in bins if bar.pairings and _off(bar, median) < WIDTH]
    own = min(bins, key=lambda bar: _off(bar, median))
    return AXIS - max(beside) - NUMBER if beside else AXIS, own.height


def _off(bar: Bin, median: float) -> float:
    return abs(bar.start + WIDTH / 2 - median)
