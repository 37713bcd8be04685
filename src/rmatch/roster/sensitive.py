"""Which skills name lived experience of a protected trait: the sensitive topics.

Whole expressions only, in any plural or case. Some name nothing else wherever they stand
(``menopause``), also with a letter wrong; others are also ordinary words and count only alone or
in an expression about people (``race``, ``race at work``, but not ``race conditions``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from rmatch.policy import Policy, Stereotypes
from rmatch.roster.names import Aliases, fold, strip_accents
from rmatch.roster.vocabulary.experience import ALONE, ALWAYS, FRAME, NEVER_NEAR

__all__ = ["SENSITIVE_TOPIC", "Sensitive", "is_sensitive", "sensitive_under"]

# Stands for the name of such a topic wherever it is not to be written out.
SENSITIVE_TOPIC: Final = "a sensitive topic"

# Words shorter than these change their meaning with their endings.
_ENDING: Final = re.compile(r"(?<=\w{6})(?<!s)(?:en|er|es|em|e|s)$")
# Words shorter than this are too near to others to be known with a letter wrong.
LONG: Final = 9
_SPACING: Final = re.compile(r"[\s\-–—_/&+.,:;'’()\[\]]+")
_LGBT: Final = re.compile(r"\b(?:2s)?(?:lgbt|glbt)(?:[a-z]|2s)*\b|\blgbq?\b")


def _plain(name: str) -> str:
    return _SPACING.sub(" ", strip_accents(fold(name))).strip()


def _stem(text: str) -> str:
    """Each long word without the ending that a plural or a case gives it."""
    return " ".join(_ENDING.sub("", word) for word in text.split())


# Built when first asked for, and the same ever after.
@cache
def _always() -> frozenset[str]:
    return frozenset(_stem(_plain(part)) for part in ALWAYS.split("|"))


@cache
def _alone() -> frozenset[str]:
    return frozenset(_stem(_plain(part)) for part in ALONE.split("|"))


@cache
def _frame() -> re.Pattern[str]:
    # The longest first: "living with" before "living".
    parts = sorted((_plain(part) for part in FRAME.split("|")), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, parts))})\b")


@cache
def _long_words() -> dict[str, tuple[str, ...]]:
    """The single words that are long enough to be known with a letter wrong, by first letter."""
    terms = {term for part in ALWAYS.split("|") if len(term := _plain(part)) >= LONG}
    found: dict[str, list[str]] = {}
    for term in sorted((terms | set(map(_stem, terms))) - NEVER_NEAR):
        if len(term) >= LONG - 1 and " " not in term:
            found.setdefault(term[0], []).append(term)
    return {letter: tuple(terms) for letter, terms in found.items()}


def _misspelt(word: str) -> bool:
    """Whether a word is a long one of these but for a letter, or for two that changed places."""
    return len(word) >= LONG - 1 and any(
        _one_slip(word, term) for term in _long_words().get(word[0], ())
    )


def _one_slip(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    one, other = _without_alike_start(one, other)
    one, other = _without_alike_start(one[::-1], other[::-1])
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])


def _without_alike_start(one: str, other: str) -> tuple[str, str]:
    alike = 0
    while alike < min(len(one), len(other)) and one[alike] == other[alike]:
        alike += 1
    return one[alike:], other[alike:]


def _expressions(plain: str) -> Iterator[str]:
    """Every run of at most five whole words."""
    words = plain.split()
    for start in range(len(words)):
        for end in range(start + 1, min(start + 5, len(words)) + 1):
            yield " ".join(words[start:end])


@dataclass(frozen=True, slots=True)
class Sensitive:
    """Tells sensitive topics under one policy's ``[stereotypes]``.

    ``added`` and ``released`` are the policy's ``sensitive`` and ``not_sensitive`` in
    compared form; both mean whole names, and a name in both stays sensitive.
    """

    added: frozenset[str] = field(default_factory=frozenset)
    released: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, stereotypes: Stereotypes) -> Sensitive:
        """From the policy's ``[stereotypes]``."""
        return cls(
            frozenset(map(fold, stereotypes.sensitive)),
            frozenset(map(fold, stereotypes.not_sensitive)),
        )

    def __call__(self, name: str) -> bool:
        """Whether a skill's name, as written or in compared form, is a sensitive topic."""
        key = fold(name)
        if key in self.added:
            return True
        return key not in self.released and _names_experience(key)


def is_sensitive(name: str, stereotypes: Stereotypes) -> bool:
    """Whether a skill's name is a sensitive topic under the policy's ``[stereotypes]``."""
    return Sensitive.of(stereotypes)(name)


def sensitive_under(policy: Policy) -> Callable[[str], bool]:
    """Tells whether a name is a sensitive topic under a policy, by any of its aliases."""
    key = Aliases.of(policy.skills.aliases).key
    is_topic = Sensitive.of(policy.stereotypes)
    added = is_topic.added | set(map(key, is_topic.added))
    released = (is_topic.released | set(map(key, is_topic.released))) - added

    def sensitive(name: str) -> bool:
        forms = {fold(name), key(name)}
        return not forms & released and (bool(forms & added) or any(map(is_topic, forms)))

    return sensitive


@cache
def _names_experience(key: str) -> bool:
    plain = _plain(key)
    if _LGBT.search(plain):
        return True
    stems = _stem(plain)
    if not _always().isdisjoint(_expressions(stems)) or any(
        map(_misspelt, {*plain.split(), *stems.split()})
    ):
        return True
    bare = _stem(" ".join(_frame().sub(" ", plain).split()))
    return bare in _alone() or stems in _alone()
