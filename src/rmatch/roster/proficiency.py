"""How well somebody knows a skill: 1 to 5 as a number, a word, or both.

0 stands for "not at all", which is the same as not listing the skill.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from rmatch.roster.cells import CellError
from rmatch.roster.names import fold, strip_accents

__all__ = ["WORDS", "LevelScale"]

WORDS: Final[Mapping[str, int]] = MappingProxyType(
    {"none": 0, "basic": 2, "beginner": 2, "intermediate": 3, "advanced": 4, "expert": 5}
)
# The same in the other languages whose headings are known; without accents.
_TRANSLATED: Final = (
    "keine kenntnisse|aucune|aucun|ninguno|ninguna|nessuno|nessuna|nenhum|nenhuma|geen",
    "",
    "anfanger|anfangerin|grundkenntnisse|einsteiger|debutant|debutante|basico|basica|principiante"
    "|principianti|base|iniciante|beginners|basis",
    "mittel|intermediaire|intermedio|intermedia|intermediario|intermediaria|gemiddeld",
    "fortgeschritten|fortgeschrittene|fortgeschrittener|avance|avancee|avanzado|avanzada|avanzato"
    "|avanzata|avancado|avancada|gevorderd",
    "experte|expertin|experte/in|experte/expertin|experto|experta|esperto|esperta|experta",
)
_BUILT_IN: Final[Mapping[str, int]] = MappingProxyType(
    {word: level for level, words in enumerate(_TRANSLATED) for word in words.split("|") if word}
    | dict(WORDS)
)
_NUMBER = re.compile(r"[+\-−]?(?:\d+\.?\d*|\.\d+)")
_LABELLED = re.compile(rf"(?P<number>{_NUMBER.pattern})\s*(?P<sign>[-–—:=.)]|\s)\s*(?P<word>\D.*)")
_WORD_FIRST = re.compile(
    rf"(?P<word>.*?\S)\s*(?:[(\[]\s*(?P<inside>{_NUMBER.pattern})\s*[)\]]"
    rf"|[-–—=]\s*(?P<after>{_NUMBER.pattern}))"
)
_PREFIXED = re.compile(r"(?:level|lvl)\.?\s*(?=\d)")
_NUMERIC = re.compile(r"(?=.*\d)[\d\s.,/+\-–—−~<>≤≥%*^]+")


@dataclass(frozen=True, slots=True)
class LevelScale:
    """What level words, and numbers, mean.

    ``words`` maps a word's compared form to its level; ``own`` is True where it comes from
    ``[skills] scale``, which replaces the built-in words, and for numbers that it lists
    the numbers too.
    """

    words: Mapping[str, int]
    own: bool = False

    @classmethod
    def of(cls, scale: Mapping[str, int]) -> LevelScale:
        """The policy's scale if it states one, else the built-in words."""
        if not scale:
            return cls(_BUILT_IN)
        return cls({fold(word): level for word, level in scale.items()}, own=True)

    def read(self, text: str) -> int | None:
        """The level that ``text`` says, 0 to 5, or ``None`` if it says none.

        Raises
        ------
        CellError
            If it is a number but no level, or its number and its word disagree.
        """
        key = fold(text) if self.own else strip_accents(fold(text))
        if key in self.words:
            return self.words[key]
        bare = _PREFIXED.sub("", key, count=1) if _PREFIXED.match(key) else key
        if _NUMBER.fullmatch(bare):
            return self._number(bare)
        found = _LABELLED.fullmatch(bare)
        # "4 - Very good" is a level whatever its label; "3 years" is none.
        if found and (found["word"] in self.words or not found["sign"].isspace()):
            return self._both(found["number"], found["word"])
        found = _WORD_FIRST.fullmatch(bare)
        if found and found["word"] in self.words:
            return self._both(found["inside"] or found["after"], found["word"])
        if _NUMERIC.fullmatch(key):
            raise CellError(
                f"'{text.strip()}' is not one level",
                "write one whole number from 1 to 5 (0 or nothing for a skill not known)",
                "level",
            )
        return None

    def _number(self, text: str) -> int:
        value = Decimal(text.replace("−", "-"))
        whole = int(value) if value == value.to_integral_value() else None
        if self.own and (numbers := [word for word in self.words if word.isdecimal()]):
            if whole is not None and str(whole) in self.words:
                return self.words[str(whole)]
            raise CellError(
                f"level {text} is not on the scale of [skills] scale",
                f"use one of {', '.join(sorted(numbers))}, or add it to [skills] scale",
                "level-range",
            )
        if whole is None or not 0 <= whole <= 5:
            why = "not a whole number" if whole is None else "outside 0 to 5"
            raise CellError(
                f"level {text} is {why}",
                "write a whole number from 1 to 5 (0 or nothing for a skill not known), say in "
                "[skills] scale what other levels mean, or, where the number belongs to the "
                "name, list the whole name in [skills] known",
                "level-range",
            )
        return whole

    def _both(self, number: str, word: str) -> int:
        said = self.words.get(word)
        if said is not None and self.own:
            return said
        level = self._number(number)
        if said not in (None, level):
            raise CellError(
                f"the number says {level}, but '{word}' means {said}",
                f"say what '{word}' means in [skills] scale, or write the number alone",
                "level-disagrees",
            )
        return level
