"""What the report calls things: plain, short, and the same everywhere on the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from rmatch.explain.sentences import decisions_cost, gained
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
    "noted",
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
# Warnings about the roster for those who read the page and have neither the roster nor the
# policy: code to a sentence; other codes keep their message.
NOTES: Final = {
    "found-loosely": "some ids were not written as on the roster, but fitted one person alone: "
    "{people}",
    "level-in-name": "a level that did not follow a colon was read as part of a skill's name: "
    "{people}",
    "level-prefixes": "levels are numbers behind different words, so nobody's were compared; "
    "written otherwise than most: {people}",
    "level-unordered": "levels in words without an order were not compared: {people}",
    "levels-upside-down": "most of those who teach are above most of those who learn in level",
    "load-not-asked": "no fewest number of pairings is asked of people for whom there is no "
    "possible partner: {people}",
    "map-overruled": "one column was read by its own exact heading, and not the one that had been "
    "named for it",
    "near-heading": "a column was not read whose heading is nearly one that would have been",
    "no-effect": "decisions about people who have not agreed to take part have no effect: {people}",
    "no-groups": "balance between groups was asked for, but there were no two groups to balance",
    "not-in-org": "who they report to, directly or further up, is not known: {people}",
    "not-to-be-paired": "some of what was said about people not to be paired had no effect as it "
    "was written",
    "not-to-be-paired-kept": "some of what was said about people not to be paired was written in "
    "another way than expected, and kept all the same",
    "reporting-line-in-part": "who they report to is known in part only, as somebody further up is "
    "not on the roster: {people}",
    "unknown-preferred": "wishes for somebody who is not on the roster were left aside: {people}",
    "unrated-skill": "skills without a level count as the programme has set: {people}",
    "words-after-colon": "a skill with words after a colon counts as a skill of its own: {people}",
    "unread-people": "a column that looks like a list of people was not used",
}
RULE_NAMES: Final = re.compile(rf"\b(?:{'|'.join(name for name in RULES if '_' in name)})\b")


def capital(text: str) -> str:
    """``text`` with a capital letter first."""
    return text[:1].upper() + text[1:]


def counted(number: int, one: str, many: str = "") -> str:
    """``1 pairing``, ``2 pairings``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def noted(warning: Mapping[str, Any]) -> str:
    """A warning of ``summary.json`` as the page tells it."""
    if warning["code"] not in NOTES:
        return str(warning["message"])
    return NOTES[warning["code"]].format(people=counted(len(warning["ids"]), "person", "people"))


def without(lost: Mapping[str, Any] | None) -> str:
    """What there would be without what costs this: ``{people, points}`` as in ``summary.json``."""
    return "not worked out" if lost is None else gained(lost["people"], lost["points"])


def of_decisions(lost: Mapping[str, Any] | None) -> str:
    """What pairings that decisions hold cost together, or gain."""
    if lost is None:
        return "What they cost was not worked out."
    return decisions_cost(lost["people"], lost["points"], one=False)


def plain_rules(text: str) -> str:
    """A sentence that names rules as the policy does, with their names as words."""
    return RULE_NAMES.sub(lambda found: found[0].replace("_", " "), text)
