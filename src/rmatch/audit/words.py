"""Figures of the audit as people read them: one place for the page and the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rmatch.audit.figures import Figure

__all__ = [
    "NOTHING_TO_COMPARE",
    "NOT_SHOWN",
    "NO_VERDICT",
    "SECTION_TITLES",
    "SIDES",
    "about",
    "capital",
    "hidden_reasons",
    "is_chance",
    "kind_and_place",
    "not_shown",
    "reason",
    "value",
]

SECTION_TITLES = {
    "groups": "Who takes part",
    "qualified": "Who could teach",
    "pairings": "Who is paired, and how well",
    "requirements": "Parity, funnelling and load",
    "age": "Older and younger",
    "association": "What the score goes with",
    "evidence": "Stated levels and self-ratings",
}
NOT_SHOWN = "not shown"
SIDES = {"junior": "Juniors", "senior": "Seniors", "": ""}
NO_VERDICT = (
    "A figure past a reporting line is a reason to look, not a verdict; a figure within it is no "
    "clearance."
)
NOTHING_TO_COMPARE = (
    "Nothing is compared by group. Put columns about protected traits on the roster (they are "
    "kept apart and reach no score), or name such headings in [audit] attributes."
)


def value(figure: Figure) -> str:
    """The figure's value as people read it; its reason where it is not shown.

    Shares and rates as percent; ratios, correlations and chances with three decimals, so
    that few seem to stand on a line that they pass; scores and the like with two.
    """
    number = figure.value
    if number is None:
        return not_shown(figure)
    if isinstance(number, int):
        return str(number)
    if is_chance(figure.measure) or _is_fraction(figure.measure):
        return _unsigned(number, 3)
    if is_share(figure.measure):
        return f"{_unsigned(100 * number, 1)} %"
    return _unsigned(number, 2)


def not_shown(figure: Figure) -> str:
    """``not shown: fewer than 5 people``: never a number, so never taken for 0."""
    return f"{NOT_SHOWN}: {reason(figure)}"


def reason(figure: Figure) -> str:
    """Why a figure is not shown."""
    return figure.hidden or "there is nothing to compute it from"


def kind_and_place(measure: str) -> tuple[str, str]:
    """``("rank correlation", ", in the pairings")``: what was measured, and where."""
    kind, comma, place = measure.partition(",")
    return kind, comma + place


def capital(text: str) -> str:
    """``text`` with a capital letter first."""
    return text[:1].upper() + text[1:]


def is_share(measure: str) -> bool:
    """Whether a measure is a part of a whole, read as percent."""
    words = _words(measure)
    return "ratio" not in words and not {"share", "rate"}.isdisjoint(words)


def is_chance(measure: str) -> bool:
    """Whether a measure is a p-value."""
    return "p" in _words(measure)


def _is_fraction(measure: str) -> bool:
    return not {"ratio", "correlation", "v", "margin"}.isdisjoint(_words(measure))


def _words(measure: str) -> frozenset[str]:
    return frozenset(word.strip(":,()") for word in measure.lower().split())


def about(figure: Figure) -> str:
    """What a figure is about, in one line: ``gender, juniors, woman, Python``."""
    said = (figure.attribute, SIDES[figure.side].lower(), figure.group, figure.subject)
    return ", ".join(part for part in said if part)


def hidden_reasons(figures: Iterable[Figure]) -> list[tuple[str, int]]:
    """Why figures are not shown, with their numbers, the most frequent first."""
    reasons = Counter(reason(f) for f in figures if f.value is None)
    return sorted(reasons.items(), key=lambda item: (-item[1], item[0]))


def _unsigned(number: float, decimals: int) -> str:
    """A number with so many decimals, without the sign of a zero."""
    text = f"{number:.{decimals}f}"
    return text.removeprefix("-") if float(text) == 0 else text
