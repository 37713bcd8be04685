"""The ``level`` column: numbers, numbers behind one prefix, or words in a stated order.

A rank grows with seniority, whichever way the company counts. Whether a prefix may be
dropped shows only in the whole column, so the column is read at once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rmatch.policy import Levels
from rmatch.roster.cells import CellError
from rmatch.roster.names import fold

__all__ = ["LevelColumn", "level_ranks", "level_threshold"]

_NUMBERED = re.compile(r"(?P<prefix>\D*)(?P<number>\d{1,9})(?P<decimals>\.\d*)?")
# "1 - Executive", "P3: Senior": a number and what it is called; "1 year" is not.
_LABELLED = re.compile(r"(?P<level>\D{0,12}?\d{1,9})\s*(?:[-–—:=]\s*|[(\[])\D{2,}")
_JOINERS = re.compile(r"[\s\-–—_.:#/]+$")


PREFIXES_SHOWN = 4


class LevelColumn(NamedTuple):
    """A level column, read.

    ``ranks`` has one rank a cell, ``None`` where the cell is blank or unreadable;
    ``problems`` has (index of the cell, what is wrong with it), by index.
    """

    ranks: list[int | None]
    problems: list[tuple[int, CellError]]


class _Numbered(NamedTuple):
    prefix: str
    number: int
    whole: bool


def level_ranks(cells: Sequence[str], levels: Levels) -> LevelColumn:
    """Read a whole ``level`` column.

    Parameters
    ----------
    cells
        The column's cells, blank ones included.
    levels
        The policy's ``[levels]``: ``order`` (lowest first) for words, ``direction``
        ``"down"`` where number 1 is the top.

    Returns
    -------
    LevelColumn
        Numbers are their own rank (negated where 1 is the top); a word's rank is its place
        in the order, from 1. A word that has no order is a warning, once a word; a level
        that is missing from the stated order, or is no whole number, is an error.
    """
    keys = [fold(cell) for cell in cells]
    if levels.order:
        return _ordered(keys, levels)
    return _numbers(cells, levels)


def _ordered(keys: Sequence[str], levels: Levels) -> LevelColumn:
    places = _places(levels)
    problems = [
        (
            index,
            CellError(
                "this level is not in [levels] order",
                "correct it, add it to [levels] order (lowest first), or leave the cell blank",
                "level-unordered",
            ),
        )
        for index, key in enumerate(keys)
        if key and key not in places
    ]
    return LevelColumn([places.get(key) for key in keys], problems)


def _places(levels: Levels) -> dict[str, int]:
    """Each word of ``[levels] order`` in compared form, and its place from 1."""
    return {fold(word): place for place, word in enumerate(levels.order, start=1)}


def _numbers(cells: Sequence[str], levels: Levels) -> LevelColumn:
    keys = [fold(cell) for cell in cells]
    read = {key: _numbered(key) for key in dict.fromkeys(keys) if key}
    counts = Counter(found.prefix for key in keys if (found := read.get(key)) and found.prefix)
    mixed = _mixed(counts, cells, read) if len(counts) > 1 else None
    # Those who write it otherwise than most are the ones to mend.
    usual = min(counts, key=lambda prefix: (-counts[prefix], prefix), default="")
    ranks: dict[str, int | None] = dict.fromkeys(keys)
    faults: dict[str, CellError] = {}
    for key, found in read.items():
        if found is None:
            faults[key] = _no_order("a level in words cannot be ordered")
        elif mixed is not None:
            if found.prefix not in ("", usual):
                faults[key] = mixed
        elif not found.whole:
            faults[key] = _not_whole()
        else:
            ranks[key] = _directed(found.number, levels)
    return LevelColumn([ranks[key] for key in keys], _placed(keys, faults))


def _placed(keys: Sequence[str], faults: dict[str, CellError]) -> list[tuple[int, CellError]]:
    """Each error, and each odd prefix, at every cell; another warning once a word."""
    seen: set[str] = set()
    placed = []
    for index, key in enumerate(keys):
        fault = faults.get(key)
        if fault is None:
            continue
        if fault.severity == "error" or fault.code == "level-prefixes" or key not in seen:
            seen.add(key)
            placed.append((index, fault))
    return placed


def _numbered(key: str) -> _Numbered | None:
    labelled = _LABELLED.fullmatch(key)
    found = _NUMBERED.fullmatch(labelled["level"].strip() if labelled else key)
    if found is None:
        return None
    prefix, sign = found["prefix"], 1
    if prefix in ("-", "−", "+"):
        prefix, sign = "", 1 if prefix == "+" else -1
    whole = not (found["decimals"] or "").strip(".0")
    return _Numbered(_JOINERS.sub("", prefix), sign * int(found["number"]), whole)


def level_threshold(value: int | str, levels: Levels) -> int:
    """The rank of a level that the policy names (``[roles] junior_max``, ``senior_min``).

    Raises
    ------
    CellError
        If it is neither a place in ``[levels] order`` nor a whole number.
    """
    key = fold(str(value))
    if levels.order:
        places = _places(levels)
        if key in places:
            return places[key]
    elif (found := _numbered(key)) is not None and found.whole:
        return _directed(found.number, levels)
    raise CellError(
        f"'{value}' in [roles] is no level",
        "use a level of [levels] order, or without that a whole number",
        "roles-level",
    )


def _directed(number: int, levels: Levels) -> int:
    return -number if levels.direction == "down" else number


def _no_order(what: str, code: str = "level-unordered") -> CellError:
    return CellError(
        f"{what}, so the level rule is off for these people",
        "list the levels in [levels] order, lowest first",
        code,
        severity="warning",
    )


def _mixed(
    counts: Counter[str], cells: Sequence[str], read: Mapping[str, _Numbered | None]
) -> CellError:
    """What the prefixes are, the most frequent first, as the first cell writes each."""
    written: dict[str, str] = {}
    for cell in cells:
        found = read.get(fold(cell))
        if found and found.prefix:
            written.setdefault(found.prefix, _before_number(cell))
    ordered = sorted(counts, key=lambda prefix: (-counts[prefix], prefix))
    told = ", ".join(f"{counts[p]} with '{written[p]}'" for p in ordered[:PREFIXES_SHOWN])
    more = len(ordered) - PREFIXES_SHOWN
    told += f" and {more} more word{'' if more == 1 else 's'}" if more > 0 else ""
    return CellError(
        f"levels are numbers behind different words, {told}, and cannot be compared, so the level "
        "rule is off for all of them",
        f"write these with '{written[ordered[0]]}' too, if that is meant, or list all levels in "
        "[levels] order, lowest first",
        "level-prefixes",
        severity="warning",
    )


def _before_number(cell: str) -> str:
    return _JOINERS.sub("", re.split(r"\d", cell.strip(), maxsplit=1)[0])


def _not_whole() -> CellError:
    return CellError(
        "this level is not a whole number", "write a whole number such as 5", "level-number"
    )
