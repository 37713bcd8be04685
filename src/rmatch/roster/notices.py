"""Warnings as people and files are shown them: one line a kind, naming people by id.

A roster can hold the same oddity hundreds of times; the terminal and ``summary.json``
say it once with its number. ``run.json`` and ``rmatch check`` keep every line number,
the latter with all warnings of a kind in one column on one line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rmatch.errors import Problem, shortened
from rmatch.roster.sensitive import SENSITIVE_TOPIC

__all__ = ["IN_FULL", "Notice", "errors_told", "notices", "together"]

# Said once for all people concerned; other codes keep their own words.
SENTENCES = {
    "reporting-line-in-part": (
        "reporting_line is checked only in part for {people}: the chain of managers ends at an id "
        "that is not on the roster (--org FILE, with id and manager_id of the whole company, "
        "closes the gap)"
    ),
    "not-in-org": (
        "reporting_line cannot be checked for {people}: the organisation file does not name them, "
        "nor the roster a manager"
    ),
    "unknown-preferred": "ids in 'prefers' that are not on the roster: {people}",
    "not-understood-consent": ("neither yes nor no to taking part, so left out: {people}"),
    "level-unordered": (
        "a level in words has no order, so the level rule is off ([levels] order lists the words, "
        "lowest first): {people}"
    ),
    "level-prefixes": (
        "levels are numbers behind different words, so the level rule is off for everybody who "
        "has one (`rmatch check` counts them); written otherwise than most: {people}"
    ),
    "words-after-colon": (
        "a skill with words after a colon counts as a skill of its own (`rmatch check` says how a "
        "level is written): {people}"
    ),
    "unknown-zone": "a time zone that is not known counts as blank: {people}",
    "unknown-language": "a language that is not known is compared as written: {people}",
    "found-loosely": (
        "ids found only without leading zeros, without capitals, by name or by e-mail: {people}"
    ),
    "unrated-skill": ("skills without a level ([skills] unrated says what they count): {people}"),
    "level-in-name": (
        "a level is only read after a colon, as in python:4, so here it is part of the name: "
        "{people}"
    ),
    "levels-upside-down": (
        "most mentors are above most mentees in level ([levels] direction in the policy says "
        "which way levels count, [roles] words what the words for the roles mean)"
    ),
    "want-met": "wants that the person's own level already meets are left aside: {people}",
    "load-not-asked": (
        "min_load is not asked where a person has no legal partner in that role: {people}"
    ),
    "no-effect": ("decisions about people who did not agree to take part have no effect: {people}"),
    "unread-people": (
        "a column that is not used looks like a list of people (`rmatch check` says which, and "
        "how to have it read)"
    ),
    "offer-not-listed": (
        "offered skills that are not among the person's skills cannot be taught: {people}"
    ),
}
# What a terminal shows with its place and cure at once: whoever goes on may pair people who must
# not meet, or nobody at all.
IN_FULL = frozenset({"no-skills", "no-wants", "unread-people"})
# Confidential entries that are honoured, although they are written in another way.
HONOURED = frozenset({"found-loosely", "override-forbidding", "repeated-decision"})
# Already told by another notice about the same people: reporting-line-in-part.
TOLD_ELSEWHERE = frozenset({"unknown-manager"})
# None of these tells one confidential rule from another.
CONFIDENTIAL = {
    "not-to-be-paired": (
        "{entries} about people not to be paired {has} no effect as written; `rmatch check` shows "
        "where"
    ),
    "not-to-be-paired-kept": (
        "{entries} about people not to be paired {is_} written in another way than expected, and "
        "kept all the same; `rmatch check` shows where"
    ),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One kind of warning: its code, a sentence, and the ids of the people concerned."""

    code: str
    message: str
    ids: tuple[str, ...] = ()


def notices(warnings: Iterable[Problem]) -> tuple[Notice, ...]:
    """One notice a kind, sorted by code; confidential ones united and without ids."""
    shared: dict[str, set[str]] = {}
    single: list[Notice] = []
    private: Counter[str] = Counter()
    for warning in warnings:
        if warning.confidential:
            kept = warning.code in HONOURED
            private["not-to-be-paired-kept" if kept else "not-to-be-paired"] += 1
        elif warning.code in TOLD_ELSEWHERE:
            continue
        elif warning.code in SENTENCES:
            shared.setdefault(warning.code, set()).update(warning.ids)
        else:
            single.append(Notice(warning.code, warning.what, tuple(sorted(warning.ids))))
    for code, ids in shared.items():
        text = SENTENCES[code].format(
            people=f"{len(ids)} {'person' if len(ids) == 1 else 'people'}"
        )
        single.append(Notice(code, text, tuple(sorted(ids))))
    for code, number in private.items():
        one = number == 1
        text = CONFIDENTIAL[code].format(
            entries="1 entry" if one else f"{number} entries",
            has="has" if one else "have",
            is_="is" if one else "are",
        )
        single.append(Notice(code, text))
    return tuple(sorted(set(single), key=lambda n: (n.code, n.message, n.ids)))


# What a line about many cells shows of them; each one is in `rmatch check --json`.
_EXAMPLES = 4
# One name in quotes, or several in a row: in what else sentences are alike.
_ONE = rf"(?:'[^']*'|{SENSITIVE_TOPIC})"
_NAMED = re.compile(rf"{_ONE}(?:(?:, | and ){_ONE})*(?: and \d+ more)?")


def together(warnings: Iterable[Problem]) -> list[str]:
    """Warnings as lines of text, one for all of a kind in one column, in the order met.

    Every line number is kept, as ranges; values and people are shown by example.
    """
    alike: dict[tuple[object, ...], list[Problem]] = {}
    for warning in warnings:
        kind = (warning.code, warning.file, warning.heading, warning.key, warning.fix)
        alike.setdefault(kind, []).append(warning)
    return [_line(of_kind) for of_kind in alike.values()]


def errors_told(errors: Iterable[Problem]) -> list[str]:
    """Errors as lines of text: each its own, but one for many that say the very same."""
    alike: dict[tuple[object, ...], list[Problem]] = {}
    for error in errors:
        kind = (error.code, error.file, error.heading, error.key, error.what, error.fix)
        alike.setdefault(kind, []).append(error)
    told: list[str] = []
    for same in alike.values():
        told += [_line(same)] if len(same) > _EXAMPLES else map(str, same)
    return told


def _line(alike: Sequence[Problem]) -> str:
    first = alike[0]
    parts = [first.file] if first.file else []
    lines = sorted({w.line for w in alike if w.line is not None})
    if lines:
        parts.append(f"line{'' if len(lines) == 1 else 's'} {_ranges(lines)}")
    if first.heading is not None:
        parts.append(f"column '{first.heading}'")
    if first.key is not None:
        parts.append(f"key '{first.key}'")
    text = _said([w.what for w in alike])
    values = list(dict.fromkeys(shortened(w.value) for w in alike if w.value is not None))
    # Where a sentence names the value itself, there is nothing to add.
    if values and len({w.what for w in alike}) == 1 and f"'{values[0]}'" not in first.what:
        text += f" (found: {', '.join(map(repr, values[:_EXAMPLES]))}{_more(values)})"
    ids = sorted({i for w in alike for i in w.ids})
    if ids and not lines and not first.confidential:
        text += f" ({', '.join(ids[:_EXAMPLES])}{_more(ids)})"
    where = f"{', '.join(parts)}: " if parts else ""
    return f"{where}{text}." + (f" Fix: {first.fix}." if first.fix else "")


def _said(sentences: Sequence[str]) -> str:
    """Each sentence once; of those that differ only in what they name, the first in full.

    ``'E90' is not on the roster; likewise 'E91', 'E92' and 3 more``.
    """
    alike: dict[tuple[str, ...], list[str]] = {}
    for sentence in dict.fromkeys(sentences):
        alike.setdefault(tuple(_NAMED.split(sentence)), []).append(sentence)
    told: list[str] = []
    for frame, group in alike.items():
        rest = _EXAMPLES - len(told)
        if rest <= 0:
            continue
        told.append(group[0])
        others = _differing(frame, group)[1:]
        if others:
            more = len(others) - (_EXAMPLES - 1)
            last = f"{more} more" if more > 0 else others.pop()
            shown = ", ".join(others[: _EXAMPLES - 1])
            told[-1] += f"; likewise {shown} and {last}" if shown else f"; likewise {last}"
    more = len(alike) - len(told)
    return "; ".join(told) + (f"; and {more} more" if more > 0 else "")


def _differing(frame: Sequence[str], group: Sequence[str]) -> list[str]:
    """Of each sentence the part from the first to the last name in which the sentences differ."""
    names = [_NAMED.findall(sentence) for sentence in group]
    places = [k for k in range(len(frame) - 1) if len({one[k] for one in names}) > 1]
    if not places:
        return [""]
    start, end = places[0], places[-1]
    return [
        one[start] + "".join(frame[k] + one[k] for k in range(start + 1, end + 1)) for one in names
    ]


def _more(items: Sequence[object]) -> str:
    return f" and {len(items) - _EXAMPLES} more" if len(items) > _EXAMPLES else ""


def _ranges(lines: Sequence[int]) -> str:
    """``2-5, 9``; the lines are sorted."""
    runs: list[list[int]] = []
    for line in lines:
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    return ", ".join(f"{a}" if a == b else f"{a}-{b}" for a, b in runs)
