"""The words of a file of decisions: what was decided, and whether a rule is overridden."""

from __future__ import annotations

import difflib
import re
from types import MappingProxyType
from typing import Final

from rmatch.roster.cells import CellError
from rmatch.roster.consent import is_no, is_yes
from rmatch.roster.names import fold, strip_accents

__all__ = [
    "DECISIONS",
    "EDGE",
    "FORBIDDING",
    "FORMS",
    "HOLDING",
    "parse_decision",
    "parse_override",
]

DECISIONS: Final = ("accept", "lock", "veto", "change", "declined")
HOLDING: Final = frozenset(("accept", "lock"))
FORBIDDING: Final = frozenset(("veto", "change", "declined"))

# Every form that is understood, without case; DECISIONS themselves are added below.
_SYNONYMS: Final = {
    "accept": "accepted|accepts|approve|approved",
    "lock": "locked|locks",
    "veto": "vetoed|vetoes",
    "change": "changed|change partner|another partner|different partner|new partner"
    "|ask for another partner|ask for a different partner|ask for a new partner"
    "|asked for another partner|asked for a different partner",
    "declined": "decline|declines",
}
FORMS: Final = MappingProxyType(
    {form: word for word in DECISIONS for form in (word, *_SYNONYMS[word].split("|"))}
)
_CHOICE: Final = (
    "write accept, lock, veto, change or declined, or leave the cell blank where nothing is decided"
)
EDGE: Final = " .,;:!?\"'()[]"
_LONGEST: Final = 20


def parse_decision(text: str) -> str:
    """One of :data:`DECISIONS`, or ``""`` for a blank cell.

    Parameters
    ----------
    text
        The cell.

    Raises
    ------
    CellError
        For any other word, with the nearest one. Only a single word is shown again: what is
        longer may tell a reason, which nobody else is to read.

    Examples
    --------
    >>> parse_decision("Locked"), parse_decision("Different partner"), parse_decision(" ")
    ('lock', 'change', '')
    """
    key = re.sub(r"[\s_‐‑–—-]+", " ", strip_accents(fold(text))).strip(EDGE)
    if not fold(text):
        return ""
    if key in FORMS:
        return FORMS[key]
    begun = re.match(r"\w+", key)
    if begun and begun[0] in FORMS and begun[0] != key:
        raise CellError(
            f"more than the one word '{FORMS[begun[0]]}' stands here",
            f"write only '{FORMS[begun[0]]}'; a reason has a column of its own, 'reason'",
            "unknown-decision",
        )
    near = difflib.get_close_matches(key, FORMS, n=1, cutoff=0.6)
    fix = f"did you mean '{FORMS[near[0]]}'? Otherwise {_CHOICE}" if near else _CHOICE
    raise CellError("this is not a decision", fix, "unknown-decision", _showable(text))


def parse_override(text: str) -> bool:
    """Whether the cell says that rules and capacities are overridden: yes, or blank or no.

    Raises
    ------
    CellError
        For anything else.
    """
    if is_yes(text):
        return True
    if is_no(text):
        return False
    raise CellError(
        "this says neither that a rule is overridden nor that it is not",
        "write yes, or leave the cell blank for a no",
        "unknown-override",
        _showable(text),
    )


def _showable(text: str) -> str | None:
    return text if text.isalnum() and len(text) <= _LONGEST else None
