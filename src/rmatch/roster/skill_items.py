"""One skill or want as a cell gives it, and what a person's cells give together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import NamedTuple, TypeVar

from rmatch.errors import shortened
from rmatch.policy import PROVENANCES
from rmatch.roster.cells import CellError, raise_all
from rmatch.roster.names import fold
from rmatch.roster.people import HIGHEST_LEVEL

__all__ = [
    "SkillItem",
    "WantItem",
    "given_once",
    "parse_provenance",
    "parse_weight",
    "want_target",
]

PROVENANCE_FIX = f"write one of {', '.join(PROVENANCES)} after the @, or leave it out"
# Nobody means more; and Python itself gives up at a few thousand.
MOST_DIGITS = 30
_DECIMAL = re.compile(r"\+?(?:\d+\.?\d*|\.\d+)")


class SkillItem(NamedTuple):
    """One skill as given: ``level`` 1 to 5, 0 for "not listed", ``None`` for unrated."""

    name: str
    level: int | None = None
    provenance: str = "self"


class WantItem(NamedTuple):
    """One want as given: ``target`` 1 to 5, 0 for "not listed", ``None`` for not stated."""

    name: str
    target: int | None = None
    weight: Fraction = Fraction(1)


Given = TypeVar("Given", SkillItem, WantItem)


def given_once(items: Iterable[Given], key: Callable[[str], str]) -> dict[str, Given]:
    """The items by compared name, in the order given, under the first spelling.

    Parameters
    ----------
    items
        One person's skills, or wants, from all the places that give them.
    key
        Gives the compared form of a name.

    Raises
    ------
    CellError
        With every name that is given twice with different values.
    """
    merged: dict[str, Given] = {}
    errors: dict[str, CellError] = {}
    for item in items:
        name = key(item.name)
        first = merged.setdefault(name, item)
        if _value(first) != _value(item) and name not in errors:
            errors[name] = _twice(first, item)
    raise_all(list(errors.values()))
    return merged


def _twice(first: Given, second: Given) -> CellError:
    kind = "skill" if isinstance(first, SkillItem) else "want"
    names = " and ".join(f"'{name}'" for name in dict.fromkeys((first.name, second.name)))
    return CellError(
        f"the {kind} {names} is given twice with different values, "
        f"{_shown(first)} and {_shown(second)}",
        "keep one of them",
        f"{kind}-twice",
        second.name,
    )


def _value(item: SkillItem | WantItem) -> tuple[object, ...]:
    """What makes two items say the same; nothing but 0 counts where a skill is not listed."""
    return item[1:] if item[1] != 0 else (0,)


def _shown(item: SkillItem | WantItem) -> str:
    if item[1] == 0:
        return "0"
    if isinstance(item, SkillItem):
        level = "no level" if item.level is None else str(item.level)
        return level if item.provenance == "self" else f"{level}@{item.provenance}"
    target = "no target" if item.target is None else str(item.target)
    return target if item.weight == 1 else f"{target}*{float(item.weight):g}"


def parse_provenance(text: str) -> str:
    """A long table's ``provenance`` cell; blank is ``self``.

    Raises
    ------
    CellError
        If it is none of self, attested, sample, assessed.
    """
    word = fold(text).removeprefix("@")
    if word and word not in PROVENANCES:
        raise CellError(f"'{word}' is no provenance", PROVENANCE_FIX, "provenance")
    return word or "self"


def parse_weight(text: str) -> Fraction:
    """A long table's ``weight`` cell: a decimal above 0, exact; blank is 1.

    Raises
    ------
    CellError
        If it is anything else.
    """
    key = fold(text).removeprefix("*").strip()
    if not key:
        return Fraction(1)
    if len(key) > MOST_DIGITS or not _DECIMAL.fullmatch(key) or Fraction(key) <= 0:
        raise CellError(
            f"the weight '{shortened(key)}' is not a decimal above 0"
            + (f" of {MOST_DIGITS} digits at most" if len(key) > MOST_DIGITS else ""),
            "write a number such as 2 or 1.5, with a point, or leave it out",
            "weight",
        )
    return Fraction(key)


def want_target(item: WantItem, own: int, default: int) -> int:
    """The level that a want aims at, 1 to 5.

    Parameters
    ----------
    item
        The want as given; its own target counts where it states one.
    own
        The person's own level, 0 if not listed.
    default
        ``[skills] default_target`` (``unrated`` if no skill of the roster carries a level).
    """
    return item.target if item.target is not None else min(HIGHEST_LEVEL, max(default, own + 1))
