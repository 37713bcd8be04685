"""What the report calls things: plain, short, and the same everywhere on the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from rmatch.explain.sentences import gained
from rmatch.explain.titles import COMPONENT_TITLES, LEVEL_TITLES, RULE_TITLES, meaning
from rmatch.policy import RULES

__all__ = [
    "COMPONENT_TITLES",
    "DECISIONS",
    "LEVEL_TITLES",
    "REQUIREMENT_TITLES",
    "RULE_TITLES",
    "capital",
    "counted",
    "meaning",
    "plain_rules",
    "without",
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


def without(lost: Mapping[str, Any] | None) -> str:
    """What there would be without what costs this: ``{people, points}`` as in ``summary.json``."""
    return "not worked out" if lost is None else gained(lost["people"], lost["points"])


def plain_rules(text: str) -> str:
    """A sentence that names rules as the policy does, with their names as words."""
    return RULE_NAMES.sub(lambda found: found[0].replace("_", " "), text)
