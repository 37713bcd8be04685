"""What the report calls things: plain, short, and the same everywhere on the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from rmatch.explain.costs import Cost
from rmatch.explain.titles import COMPONENT_TITLES, LEVEL_TITLES, RULE_TITLES, meaning
from rmatch.explain.wording import points
from rmatch.policy import RULES

__all__ = [
    "COMPONENT_TITLES",
    "DECISIONS",
    "LEVEL_TITLES",
    "REQUIREMENT_TITLES",
    "RULE_TITLES",
    "capital",
    "cost",
    "counted",
    "meaning",
    "plain_rules",
    "price",
]

# A decision: what a pairing is then, what is chosen to make it so, and what that means.
DECISIONS: Final = {
    "": ("Undecided", "Undecided", "Nothing is decided: the next run may pair them otherwise."),
    "accept": ("Accepted", "Accept", "It stays in the next run, as long as both take part."),
    "lock": ("Locked", "Lock", "It has to stay: the next run stops and says why if it cannot."),
    "veto": (
        "Vetoed",
        "Veto",
        "These two are not to be paired. The next run looks for somebody else for both, and may "
        "find nobody.",
    ),
    "declined": (
        "Declined",
        "Declined",
        "One of the two said no. It is kept confidential: no other file says so, nor who.",
    ),
    "change": (
        "Other partner",
        "Other partner",
        "The next run looks for somebody else for both, and may find nobody; or ask for one of the "
        "next best above.",
    ),
}
# Requirements that rmatch itself names; no limit of a policy may have these names.
REQUIREMENT_TITLES: Final = {
    "load": "No group has far more than its share of the pairings",
    "min_load": "Everybody's fewest pairings",
    "no_funnelling": "No group is steered towards the listed topics",
    "sensitive_topics": "At most one pairing a junior about sensitive topics",
}
RULE_NAMES: Final = re.compile(rf"\b(?:{'|'.join(name for name in RULES if '_' in name)})\b")


def capital(text: str) -> str:
    """``text`` with a capital letter first."""
    return text[:1].upper() + text[1:]


def counted(number: int, one: str, many: str = "") -> str:
    """``1 pairing``, ``2 pairings``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def price(lost: Mapping[str, Any] | None) -> str:
    """What is lost, in words; ``{people, points}`` as in ``summary.json``."""
    if lost is None:
        return "not worked out"
    people, points = lost["people"], lost["points"]
    if not people and not points:
        return "nothing"
    parts = []
    if people:
        which = "fewer" if people > 0 else "more"
        parts.append(counted(abs(people), f"{which} person paired", f"{which} people paired"))
    if points:
        parts.append(f"{abs(points):.2f} points{'' if points > 0 else ' more'}")
    return ", ".join(parts)


def cost(lost: Cost | None) -> str:
    """What the whole would lose if a pairing had to be in it, in words."""
    if lost is None:
        return "what it would cost the others is not known"
    if lost.people > 0:
        people = counted(lost.people, "more person", "more people")
        return f"leaves {lost.bound}{people} without a pairing"
    if lost.pairings > 0:
        return f"needs {lost.bound}{counted(lost.pairings, 'more pairing', 'more pairings')}"
    if lost.points > 0:
        return f"costs the whole {lost.bound}{points(lost.points)} points"
    if lost.at_least:
        return "costs nothing, unless what is required makes it more"
    return "costs nothing: both ways are equally good"


def plain_rules(text: str) -> str:
    """A sentence that names rules as the policy does, with their names as words."""
    return RULE_NAMES.sub(lambda found: found[0].replace("_", " "), text)
