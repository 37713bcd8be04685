"""What the report calls things: plain, short, and the same everywhere on the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from rmatch.explain.titles import COMPONENT_TITLES, LEVEL_TITLES, RULE_TITLES, meaning

__all__ = [
    "COMPONENT_TITLES",
    "DECISION_TITLES",
    "LEVEL_TITLES",
    "RULE_TITLES",
    "capital",
    "counted",
    "meaning",
    "price",
]

DECISION_TITLES: Final = {
    "": "Undecided",
    "accept": "Accepted",
    "lock": "Locked",
    "veto": "Vetoed",
    "declined": "Declined",
    "change": "Other partner asked for",
}


def capital(text: str) -> str:
    """``text`` with a capital letter first."""
    return text[:1].upper() + text[1:]


def counted(number: int, one: str, many: str = "") -> str:
    """``1 pairing``, ``2 pairings``; thousands apart."""
    return f"{number:,} {one if number == 1 else many or one + 's'}".replace(",", "\u202f")


def price(lost: Mapping[str, Any] | None) -> str:
    """What is lost, in words; ``{people, points}`` as in ``summary.json``."""
    if lost is None:
        return "not worked out"
    people, points = lost["people"], lost["points"]
    if not people and not points:
        return "nothing"
    parts = [counted(people, "person less", "people less")] if people > 0 else []
    parts += [counted(-people, "person more", "people more")] if people < 0 else []
    parts += [f"{points:.2f} points"] if points > 0 else []
    parts += [f"{-points:.2f} points more"] if points < 0 else []
    return ", ".join(parts)
