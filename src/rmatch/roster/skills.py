"""Cells about skills: what people know, want to learn and are willing to teach.

``python: 4@assessed`` in ``skills``, ``ai:4*2`` in ``wants``. Only a final ``:level``,
``*weight`` and ``@provenance`` count; everything before is the name, so that
``Python: pandas``, ``C#``, ``R/Shiny`` and ``Scrum@Scale`` stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeVar

from rmatch.policy import PROVENANCES, Skills
from rmatch.roster.cells import CellError, raise_all
from rmatch.roster.consent import is_no, is_yes
from rmatch.roster.names import Aliases, fold, says_all, says_nothing, split_list
from rmatch.roster.people import Skill
from rmatch.roster.proficiency import WORDS, LevelScale
from rmatch.roster.skill_items import (
    PROVENANCE_FIX,
    SkillItem,
    WantItem,
    given_once,
    parse_weight,
)

__all__ = ["SkillGrammar"]

_COLON = re.compile(r"(.*)[:：]([^:：]*)", re.DOTALL)
_STAR = re.compile(r"(.*)[*＊]([^*＊]*)", re.DOTALL)
_AT = re.compile(r"(.*)[@＠]([^@＠]*)", re.DOTALL)
_NUMERIC = re.compile(r"(?=.*\d)[\d\s.,/+\-−%e]+")
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\d+(?:\.\d*)?")


_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class _Item:
    """An item taken apart; ``None`` where a tail is not there or says nothing."""

    name: str
    level: int | None = None
    weight: Fraction | None = None
    provenance: str | None = None
    tails: str = ""  # the signs of the tails found, last first


@dataclass(frozen=True, slots=True)
class SkillGrammar:
    """Reads every cell about skills under one policy's ``[skills]``.

    Parameters
    ----------
    scale
        What level words mean.
    aliases
        Which names mean the same skill.
    known
        Names that hold a separator or a tail and are recognised first.
    unrated
        The level that a skill without one counts.
    """

    scale: LevelScale
    aliases: Aliases
    known: frozenset[str]
    unrated: int
    # A roster repeats few items many times: what was taken apart once is kept.
    _apart: dict[str, _Item] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, skills: Skills) -> SkillGrammar:
        """From the policy's ``[skills]``."""
        return cls(
            LevelScale.of(skills.scale),
            Aliases.of(skills.aliases),
            frozenset(map(fold, skills.known)),
            skills.unrated,
        )

    def key(self, name: str) -> str:
        """The compared form of a skill's name, aliases applied."""
        return self.aliases.key(name)

    def parse_skills(self, text: str) -> list[SkillItem]:
        """The items of a ``skills`` cell, in the order written, repeats kept.

        Raises
        ------
        CellError
            With every item at fault: a level out of 0 to 5, an unknown provenance, a
            weight, a missing name.
        """
        return [] if self._says_nothing(text) else self._each(text, self._skill)

    def parse_wants(self, text: str) -> list[WantItem]:
        """The items of a ``wants`` cell, in the order written, repeats kept.

        Raises
        ------
        CellError
            With every item at fault: a target out of 0 to 5, a weight not above 0, a
            provenance, a missing name.
        """
        return [] if self._says_nothing(text) else self._each(text, self._want)

    def parse_offers(self, text: str) -> list[str] | None:
        """The skills named in an ``offers`` cell; ``None`` if it is blank or says all of them.

        A word for nothing, such as ``none``, is an empty list: nothing is offered.

        Raises
        ------
        CellError
            If an item carries a level, a weight or a provenance.
        """
        if self._says_nothing(text):
            return []
        if says_all(text) and fold(text) not in self.known:
            return None
        return self._each(text, self._offer) or None

    def level(self, text: str) -> int | None:
        """A cell that holds a level alone (a long table's ``level`` or ``target``).

        Returns
        -------
        int or None
            0 to 5; ``None`` if blank.

        Raises
        ------
        CellError
            If the text says no level from 0 to 5.
        """
        if not fold(text):
            return None
        level = self.scale.read(text)
        if level is None:
            known = self.scale.words if self.scale.own else WORDS
            words = ", ".join(sorted(known, key=known.__getitem__))
            raise CellError(
                "this is no level",
                f"write a number from 0 to 5 or one of: {words}; [skills] scale adds other words",
                "level",
            )
        return level

    def skill_cell(self, name: str, text: str) -> SkillItem:
        """A cell of a column that stands for one skill (``skill:python``).

        Blank, a dash or a no is level 0 (not listed), a yes or an x is unrated, else the
        cell holds a level and perhaps a provenance.

        Raises
        ------
        CellError
            If it holds anything else.
        """
        if self._not_listed(text):
            return SkillItem(name, 0)
        rest, provenance = self._split_provenance(text)
        if self._ticked(rest):
            return SkillItem(name, None, provenance or "self")
        return SkillItem(name, self.level(rest), provenance or "self")

    def want_cell(self, name: str, text: str) -> WantItem:
        """A cell of a column that stands for one want (``want:python``), as ``4*2``.

        Blank, a dash or a no is target 0 (not listed), a yes or an x has no stated target.

        Raises
        ------
        CellError
            If it holds anything else.
        """
        if self._not_listed(text):
            return WantItem(name, 0)
        rest, weight = _split_weight(text)
        if self._ticked(rest):
            return WantItem(name, None, weight or Fraction(1))
        return WantItem(name, self.level(rest), weight or Fraction(1))

    def merge_skills(self, items: Iterable[SkillItem]) -> dict[str, Skill]:
        """One person's skills from all the places that give them, by compared name.

        Returns
        -------
        dict
            In the order given, under the first spelling; level 0 is left out, a skill
            without level has the policy's ``unrated``.

        Raises
        ------
        CellError
            With every skill that is given twice with different values.
        """
        merged = given_once(items, self.key)
        return {
            key: Skill(
                key, item.name, item.level or self.unrated, item.level is not None, item.provenance
            )
            for key, item in merged.items()
            if item.level != 0
        }

    def merge_wants(self, items: Iterable[WantItem]) -> dict[str, WantItem]:
        """One person's wants from all the places that give them, by compared name.

        Level 0 is left out; :func:`~rmatch.roster.skill_items.want_target` gives the level
        that a want aims at.

        Raises
        ------
        CellError
            With every want that is given twice with different values.
        """
        merged = given_once(items, self.key)
        return {key: item for key, item in merged.items() if item.target != 0}

    def _not_listed(self, text: str) -> bool:
        """A no or a blank, unless the policy's own scale gives the word a level."""
        return is_no(text) and not (self.scale.own and fold(text) in self.scale.words)

    def _ticked(self, text: str) -> bool:
        key = fold(text)
        return is_yes(text) and key not in self.scale.words and not _NUMBER.fullmatch(key)

    def _says_nothing(self, text: str) -> bool:
        return says_nothing(text) and fold(text) not in self.known

    def _each(self, text: str, read: Callable[[str], _Read]) -> list[_Read]:
        values, errors = [], []
        before = ""
        for item in split_list(text, self.known, self._stem):
            try:
                if _DIGITS.fullmatch(item) and self._ends_in_number(before):
                    raise _decimal_comma(before, item)
                values.append(read(item))
            except CellError as error:
                errors.append(
                    CellError(
                        error.what, error.fix, error.code, error.value or item, error.severity
                    )
                )
            before = item
        raise_all(errors)
        return values

    def _skill(self, item: str) -> SkillItem:
        parts = self._taken_apart(item)
        if parts.weight is not None:
            raise CellError(
                "a skill has no weight",
                "write weights in wants; here name:level@provenance",
                "skill-weight",
            )
        return SkillItem(parts.name, parts.level, parts.provenance or "self")

    def _want(self, item: str) -> WantItem:
        parts = self._taken_apart(item)
        if parts.provenance is not None:
            raise CellError(
                "a want has no provenance",
                "write provenances in skills; here name:target*weight",
                "want-provenance",
            )
        return WantItem(parts.name, parts.level, parts.weight or Fraction(1))

    def _offer(self, item: str) -> str:
        parts = self._taken_apart(item)
        if (parts.level, parts.weight, parts.provenance) != (None, None, None):
            raise CellError(
                "an offer is a skill's name alone",
                "write levels in skills and weights in wants",
                "offer-value",
            )
        return parts.name

    def _taken_apart(self, item: str) -> _Item:
        if item not in self._apart:
            self._apart[item] = self._take_apart(item)
        return self._apart[item]

    def _take_apart(self, item: str) -> _Item:
        parts = _Item(item.strip())
        while fold(parts.name) not in self.known:
            shorter = self._without_tail(parts)
            if shorter is None:
                break
            parts = replace(shorter, name=shorter.name.strip())
        if not fold(parts.name):
            raise CellError(
                "there is a level, weight or provenance, but no name before it",
                "write the skill's name first, as in python:4",
                "skill-name",
            )
        return replace(parts, name=parts.name.strip())

    def _without_tail(self, parts: _Item) -> _Item | None:
        """``parts`` without its last tail, or ``None`` if it ends in no tail."""
        name, tails = parts.name, parts.tails
        if "@" not in tails:
            rest, provenance = self._split_provenance(name)
            if provenance is not None:
                return replace(parts, name=rest, provenance=provenance, tails=tails + "@")
        if "*" not in tails:
            rest, weight = _split_weight(name)
            if weight is not None:
                return replace(parts, name=rest, weight=weight, tails=tails + "*")
        if ":" not in tails and (found := _COLON.fullmatch(name)):
            level = self.scale.read(found[2])
            if level is not None or not fold(found[2]):
                return replace(parts, name=found[1], level=level, tails=tails + ":")
        return None

    def _split_provenance(self, text: str) -> tuple[str, str | None]:
        found = _AT.fullmatch(text)
        if found is None:
            return text, None
        word = fold(found[2])
        if word in PROVENANCES:
            return found[1], word
        if re.search(r"[:*]", word):
            return text, None  # another tail comes last
        # "Scrum@Scale" is a name, "python:4@boss" and "python@assesed" are slips.
        if self._ends_in_level(found[1]) or _like_provenance(word):
            raise CellError(f"'{word}' is no provenance", PROVENANCE_FIX, "provenance")
        return text, None

    def _ends_in_level(self, text: str) -> bool:
        found = _COLON.fullmatch(text)
        try:
            return found is not None and self.scale.read(found[2]) is not None
        except CellError:
            return True

    def _ends_in_number(self, item: str) -> bool:
        found = _STAR.fullmatch(item) or _COLON.fullmatch(item)
        return found is not None and _DIGITS.fullmatch(found[2].strip()) is not None

    def _stem(self, item: str) -> str:
        """The name in an item, for finding known names; an unreadable item is its own."""
        try:
            return self._taken_apart(item).name
        except CellError:
            return re.split(r"[:：*＊@＠]", item)[0]


def _split_weight(text: str) -> tuple[str, Fraction | None]:
    found = _STAR.fullmatch(text)
    if found is None or not _NUMERIC.fullmatch(fold(found[2])):
        return text, None
    return found[1], parse_weight(found[2])


def _like_provenance(word: str) -> bool:
    from difflib import get_close_matches

    return bool(get_close_matches(word, PROVENANCES, n=1, cutoff=0.75))


def _decimal_comma(before: str, item: str) -> CellError:
    return CellError(
        f"'{before},{item}' reads as two items, because a comma ends an item",
        "write decimals with a point, as in ai:4*2.5",
        "decimal-comma",
    )
