"""Headings that the score must never see: protected traits, and what stands in for merit.

Traits are matched by word within the heading, so that ``page`` or ``manager`` is no trait, and
quarantined for the audit. Tenure, pay and the like are simply refused as columns of the score.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from rmatch.policy import Policy
from rmatch.roster.names import fold, strip_accents
from rmatch.roster.vocabulary.traits import TRAITS
from rmatch.roster.vocabulary.unscored import (
    FILLERS,
    SCORE_COLUMNS,
    TEACHING_WORDS,
    UNSCORED,
    UNSCORED_WORDS,
)

__all__ = ["feeds_score", "heading_words", "is_about_skills", "is_unscored", "protected_attribute"]

_CAMEL = re.compile(r"(?<=[a-zß-öø-ÿ0-9])(?=[A-ZÀ-ÖØ-Þ])|(?<=[A-Z])(?=[A-Z][a-zß-öø-ÿ])")
_DIGITS = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Expressions:
    """Expressions ready to be looked up in a heading's words: whole ones and beginnings."""

    whole: Mapping[tuple[str, ...], str]
    beginnings: Mapping[str, str]
    longest: int

    @classmethod
    def of(cls, named: Iterable[tuple[str, Iterable[str]]]) -> _Expressions:
        """Those of ``(name, expressions)`` pairs; the first name of an expression counts."""
        whole: dict[tuple[str, ...], str] = {}
        beginnings: dict[str, str] = {}
        for name, expressions in named:
            for expression in expressions:
                if expression.endswith("*"):
                    beginnings.setdefault(expression[:-1], name)
                elif words := heading_words(expression):
                    whole.setdefault(words, name)
        longest = max(map(len, whole), default=0)
        return cls(MappingProxyType(whole), MappingProxyType(beginnings), longest)

    def find(self, words: Sequence[str]) -> tuple[str, range] | None:
        """The first expression in ``words``, longer ones first: its name and its place."""
        for start, word in enumerate(words):
            for length in range(min(self.longest, len(words) - start), 0, -1):
                name = self.whole.get(tuple(words[start : start + length]))
                if name is not None:
                    return name, range(start, start + length)
            for beginning, name in self.beginnings.items():
                if word.startswith(beginning):
                    return name, range(start, start + 1)
        return None


def heading_words(heading: str) -> tuple[str, ...]:
    """The words of a heading, without case and accents: ``dateOfBirth`` has three."""
    parted = _CAMEL.sub(" ", heading)
    return tuple(_WORD.findall(strip_accents(fold(_DIGITS.sub(" ", parted)))))


_TRAITS: Final = _Expressions.of(TRAITS.items())
_UNSCORED_WORDS: Final = _Expressions.of([("unscored", UNSCORED_WORDS)])
_UNSCORED: Final = _Expressions.of([("unscored", UNSCORED)])
_TEACHING: Final = _Expressions.of([("teaching", TEACHING_WORDS)])


def protected_attribute(heading: str, policy: Policy | None = None) -> str | None:
    """The protected trait that a heading is about, or ``None``.

    Parameters
    ----------
    heading
        As written.
    policy
        Its ``[audit] attributes`` and ``[stereotypes] attribute`` count as traits too.

    Returns
    -------
    str or None
        The trait's name: one of SPEC's list, else as the policy writes it.
    """
    words = heading_words(heading)
    if not words:
        return None
    if policy is not None:
        own = [*policy.audit.attributes]
        if policy.stereotypes.attribute:
            own.append(policy.stereotypes.attribute)
        found = _Expressions.of((name, (name,)) for name in own).find(words) if own else None
        if found is not None:
            return found[0]
    found = _TRAITS.find(words) or _TRAITS.find(_unparted(heading))
    return found[0] if found else None


def _unparted(heading: str) -> tuple[str, ...]:
    """Words that only spaces and signs part: for ``eMail``, ``LGBTQ``, ``D.O.B.``."""
    text = strip_accents(fold(heading)).replace(".", "")
    return tuple(_WORD.findall(text.replace("_", " ")))


def is_unscored(heading: str) -> bool:
    """Whether a heading is about tenure, job title, e-mail, pay, performance or a photo.

    ``Email marketing`` or ``Performance tuning`` are subjects of their own and are not.
    """
    for words in (heading_words(heading), _unparted(heading)):
        if _UNSCORED_WORDS.find(words):
            return True
        found = _UNSCORED.find(words)
        if found is not None:
            rest = [word for place, word in enumerate(words) if place not in found[1]]
            if all(_fills(word) for word in rest):
                return True
    return False


def _fills(word: str) -> bool:
    return word in FILLERS or word.isdigit() or _UNSCORED.find((word,)) is not None


def feeds_score(column: str) -> bool:
    """Whether one of the six components reads the column (``skill:...`` included)."""
    return column.partition(":")[0] in SCORE_COLUMNS


def is_about_skills(fixed: str) -> bool:
    """Whether the fixed part of a pattern says that the rest names a skill.

    One word is too little: ``Learning *`` would also catch a disability.
    """
    words = heading_words(fixed)
    return len(words) > 1 and _TEACHING.find(words) is not None
