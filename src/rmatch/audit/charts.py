"""Figures as bars with a reporting line: rates of groups, strengths of association."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rmatch.audit.figures import Figure
from rmatch.audit.words import NOT_SHOWN, capital, is_chance, kind_and_place, value

__all__ = ["Bar", "Chart", "charts"]

FOUR_FIFTHS = 0.8
STRONG_ASSOCIATION = 0.3
RATE = "rate"
RATIO = "ratio to the highest rate"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: ``width`` in percent of the chart, None where the figure is not shown."""

    label: str
    text: str
    width: float | None
    past: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, and a reporting line in percent of the chart's width, None where there is none."""

    title: str
    bars: tuple[Bar, ...]
    line: float | None
    line_label: str

    @property
    def described(self) -> str:
        """The whole chart in words, for whoever does not see it."""
        said = "; ".join(
            f"{bar.label}: {bar.text}{', past the line' if bar.past else ''}" for bar in self.bars
        )
        line = "" if self.line is None else f" Dashed line: {self.line_label}."
        return f"{self.title}. {said}.{line}"


def charts(figures: Sequence[Figure]) -> tuple[Chart, ...]:
    """What of a section, for one attribute and side, is drawn."""
    if any(figure.section == "association" for figure in figures):
        return _associations(figures)
    subjects = dict.fromkeys(f.subject for f in figures if f.group and f.measure == RATE)
    found = (_rates([f for f in figures if f.subject == subject]) for subject in subjects)
    return tuple(chart for chart in found if chart is not None)


def _rates(figures: Sequence[Figure]) -> Chart | None:
    """The groups' rates; the line is at four fifths of the highest that is compared."""
    bars = [f for f in figures if f.measure == RATE]
    compared = {f.group: f for f in figures if f.measure == RATIO and f.value is not None}
    shown = [f.value for f in bars if f.value is not None]
    # A lone bar is always the longest and says nothing.
    if len(shown) < 2 or not any(shown):
        return None
    longest = max(shown)
    highest = max((f.value or 0 for f in bars if f.group in compared), default=0)
    subject = bars[0].subject
    return Chart(
        title=f"{capital(RATE)}: {subject or 'over all topics'}",
        bars=tuple(_bar(f, f.group, compared.get(f.group, f), longest) for f in bars),
        line=100 * FOUR_FIFTHS * highest / longest if highest else None,
        line_label="four fifths of the highest rate",
    )


def _associations(figures: Sequence[Figure]) -> tuple[Chart, ...]:
    """A chart for each place where association was measured, with 0.3 as its line."""
    places: dict[str, list[Figure]] = {}
    for figure in figures:
        if not is_chance(figure.measure):
            places.setdefault(kind_and_place(figure.measure)[1], []).append(figure)
    return tuple(
        Chart(
            title=capital(" or ".join(dict.fromkeys(kind_and_place(f.measure)[0] for f in bars)))
            + place
            + (", without its sign" if any((f.value or 0) < 0 for f in bars) else ""),
            bars=tuple(_bar(f, f.subject, f, 1.0) for f in bars),
            line=100 * STRONG_ASSOCIATION,
            line_label=f"{STRONG_ASSOCIATION}; the whole width is 1",
        )
        for place, bars in places.items()
        if any(f.value is not None for f in bars)
    )


def _bar(figure: Figure, label: str, judged: Figure, longest: float) -> Bar:
    """The bar of one figure; ``judged`` is the figure that a reporting line is about."""
    if figure.value is None:
        return Bar(label, NOT_SHOWN, None, False)
    return Bar(label, value(figure), 100 * abs(figure.value) / longest, bool(judged.flag))
