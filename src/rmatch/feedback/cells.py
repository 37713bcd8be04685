"""What a cell of an export says: a choice, a number of meetings, levels by topic."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Final

from rmatch.feedback.questions import CHOICES, CONFIDENTIAL
from rmatch.feedback.records import TopicLevel
from rmatch.roster.cells import CellError
from rmatch.roster.names import fold, strip_accents
from rmatch.roster.skill_items import SkillItem, given_once
from rmatch.roster.skills import SkillGrammar

__all__ = ["parse_choice", "parse_meetings", "topic_levels"]

_MEETINGS: Final = re.compile(r"(\d{1,3})(?:[.,]0*)?(?:\s*(?:x|times?|meetings?|mal))?")
_NO_MEETINGS: Final = frozenset({"none", "never", "zero", "not yet", "not at all", "no", "nie"})
# A scale as tools write it: 4, 4 - Very, Very (4).
_NUMBER_FIRST: Final = re.compile(r"(?P<number>\d)(?:\s*[-–—:=.)]\s*(?P<words>.+))?")
_NUMBER_LAST: Final = re.compile(r"(?P<words>.+?)\s*(?:\((?P<number>\d)\)|[-–—=]\s*(?P<after>\d))")
_EDGE: Final = " .,;:!?\"'"


def parse_choice(field: str, text: str) -> int | str | None:
    """What the choice in a cell is read as; ``None`` if it is blank.

    Parameters
    ----------
    field
        A field of :data:`rmatch.feedback.questions.CHOICES`.
    text
        The cell: a choice as the form offers it, without regard to case; where the choices
        are a scale also its number, alone or beside the words.

    Raises
    ------
    CellError
        If it is none of the choices. What was said in confidence is not shown again.

    Examples
    --------
    >>> parse_choice("useful_for_me", "very"), parse_choice("useful_for_me", "4 - Very")
    (4, 4)
    >>> parse_choice("going_on", "With another partner")
    'another partner'
    """
    choices = CHOICES[field]
    said = _key(text)
    if not said:
        return None
    by_key = {_key(choice): value for choice, value in choices.items()}
    scale = all(isinstance(value, int) for value in choices.values())
    value = by_key.get(said, _on_scale(said, by_key) if scale else None)
    if value is not None:
        return value
    private = field in CONFIDENTIAL
    offered = ", ".join(f"'{choice}'" for choice in choices)
    near = [] if private else difflib.get_close_matches(said, by_key, n=1, cutoff=0.6)
    meant = next((choice for choice in choices if near and _key(choice) == near[0]), None)
    raise CellError(
        "this is none of the choices",
        (f"did you mean '{meant}'? The choices are " if meant else "write one of ")
        + offered
        + (", or the number from 1 to 5" if scale else "")
        + ", or leave the cell blank",
        "unknown-choice",
    )


def _key(text: str) -> str:
    return strip_accents(fold(text)).replace("’", "'").strip(_EDGE)


def _on_scale(said: str, by_key: Mapping[str, int | str]) -> int | None:
    """A number of the scale, with the words for that very number beside it or none."""
    found = _NUMBER_FIRST.fullmatch(said) or _NUMBER_LAST.fullmatch(said)
    if found is None:
        return None
    parts = found.groupdict()
    number = int(parts["number"] or parts["after"])
    words = parts["words"]
    if number not in by_key.values() or (words and by_key.get(_key(words)) != number):
        return None
    return number


def parse_meetings(text: str) -> int | None:
    """How many times two people have met; ``None`` if the cell is blank.

    Raises
    ------
    CellError
        If it is no whole number below 1000.
    """
    said = _key(text)
    if not said:
        return None
    if said in _NO_MEETINGS:
        return 0
    found = _MEETINGS.fullmatch(said)
    if found is None:
        raise CellError(
            "this is no whole number of meetings",
            "write a number such as 3, 0 if the two have not met, or leave the cell blank",
            "meetings",
        )
    return int(found[1])


def topic_levels(items: Iterable[SkillItem], grammar: SkillGrammar) -> tuple[TopicLevel, ...]:
    """The topics of one person's answers, by name.

    Raises
    ------
    CellError
        With every topic that is given twice with different levels.
    """
    levels = given_once((SkillItem(item.name, item.level) for item in items), grammar.key)
    return tuple(TopicLevel(key, item.name, item.level) for key, item in sorted(levels.items()))
