"""The grammar of maps: ``--map "Their heading=column"`` and the policy's ``[columns]``.

The left side is a whole heading, its unambiguous beginning, a spreadsheet letter (``@F``) or a
pattern with ``*``; the right side one of our columns, ``skill:NAME`` or ``want:NAME``, where a
``*`` stands for what the pattern's last ``*`` caught.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rmatch.errors import Problem
from rmatch.policy import Policy
from rmatch.roster.column_letters import column_index, column_letter
from rmatch.roster.names import fold
from rmatch.roster.vocabulary.aliases import COLUMNS

__all__ = [
    "HeadingMap",
    "bare_name",
    "caught",
    "heading_key",
    "listed",
    "locate",
    "read_maps",
]

_LETTER = re.compile(r"@([A-Za-z]{1,3})")
_SKILL_TARGET = re.compile(r"(skill|want)\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
_SHOWN: Final = 4


@dataclass(frozen=True, slots=True)
class HeadingMap:
    """One map, read: ``their`` heading as given, our ``column`` in its exact spelling.

    For ``skill:NAME`` the column is ``skill:`` and ``name`` the rest; ``origin`` says who
    gave it.
    """

    their: str
    column: str
    name: str
    origin: Literal["--map", "[columns]"]
    given: str

    @property
    def is_pattern(self) -> bool:
        return "*" in self.their

    @property
    def is_skill(self) -> bool:
        return self.column in ("skill:", "want:")

    @property
    def takes_many(self) -> bool:
        """Whether every heading that fits becomes a column of its own skill."""
        return self.is_skill and "*" in self.name

    @property
    def fixed(self) -> str:
        """The part of a pattern before its last ``*``."""
        return self.their.rpartition("*")[0]

    def __str__(self) -> str:
        target = self.column + self.name
        if self.origin == "--map":
            return f'--map "{self.their}={target}"'
        return f'[columns] "{self.their}" = "{target}"'


def heading_key(text: str) -> str:
    """A heading as headings compare: without case, spaces, ``_`` and ``-``."""
    return re.sub(r"[\s_\-‐‑‒–]+", "", fold(text))


def listed(headings: Sequence[str], indices: Collection[int]) -> str:
    """``'Dept' (column 3, C) and 'Dept' (column 6, F)``, cut after a few."""
    places = sorted(indices)
    texts = [f"'{headings[i]}' (column {i + 1}, {column_letter(i)})" for i in places[:_SHOWN]]
    if len(places) > _SHOWN:
        return ", ".join(texts) + f" and {len(places) - _SHOWN} more"
    return " and ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)


# --- reading -----------------------------------------------------------------


def read_maps(
    maps: Sequence[str], policy: Policy, *, kind: str
) -> tuple[list[HeadingMap], list[str], list[Problem]]:
    """The maps that concern a file of this kind, the command line's first.

    Returns
    -------
    tuple
        The maps; those, as given, to a column that only another kind of file has
        (``skill`` of a long table); and what is wrong with the rest.
    """
    read: list[HeadingMap] = []
    foreign: list[str] = []
    problems: list[Problem] = []
    ours: set[str] = set()
    for text, given in _given(maps, policy):
        result = _read(*given, text) if isinstance(given, tuple) else given
        if isinstance(result, Problem):
            # Said once, for the roster, and not for every file beside it.
            if kind == "roster":
                problems.append(result)
            continue
        if result.origin == "--map":
            ours.add(result.column)
        elif result.column in ours and not result.is_skill:
            continue  # the command line goes before the policy
        if result.column in COLUMNS[kind] or (result.is_skill and kind == "roster"):
            read.append(result)
        else:
            foreign.append(text)
    return read, foreign, problems


def _given(
    maps: Sequence[str], policy: Policy
) -> Iterator[tuple[str, tuple[str, str, Literal["--map", "[columns]"]] | Problem]]:
    for text in maps:
        their, sign, ours = text.rpartition("=")
        if sign and their.strip() and ours.strip():
            yield text, (their.strip(), ours.strip(), "--map")
        else:
            yield (
                text,
                Problem(
                    "map-grammar",
                    f'--map "{text}" does not say which heading is which column',
                    'write --map "Their heading=column", for example --map "Crew=department"',
                ),
            )
    for their, ours in policy.columns.headings.items():
        if their.strip() and ours.strip():
            yield f"{their}={ours}", (their.strip(), ours.strip(), "[columns]")
        else:
            yield (
                their,
                Problem(
                    "map-grammar",
                    f"[columns] '{their}' does not say which heading is which column",
                    'write "Their heading" = "column", for example "Crew" = "department"',
                ),
            )


def _read(
    their: str, ours: str, origin: Literal["--map", "[columns]"], given: str
) -> HeadingMap | Problem:
    skill = _SKILL_TARGET.fullmatch(ours)
    if skill:
        return _skill_map(their, skill[1].lower() + ":", skill[2].strip(), origin, given)
    names = {heading_key(column): column for columns in COLUMNS.values() for column in columns}
    column = names.get(heading_key(ours))
    if column is not None:
        return HeadingMap(their, column, "", origin, given)
    near = difflib.get_close_matches(heading_key(ours), names, n=1, cutoff=0.6)
    shown = ", ".join([*COLUMNS["roster"], "skill:NAME", "want:NAME"])
    return Problem(
        "map-unknown-column",
        f"{HeadingMap(their, ours, '', origin, given)}: there is no column '{ours}'",
        f"did you mean '{names[near[0]]}'? The columns are {shown}"
        if near
        else f"use one of {shown}",
        value=given,
    )


def _skill_map(
    their: str, column: str, name: str, origin: Literal["--map", "[columns]"], given: str
) -> HeadingMap | Problem:
    read = HeadingMap(their, column, name, origin, given)
    if not name:
        fix = f"name the skill, for example {column}python, or {column}* for a pattern"
        return Problem("map-grammar", f"{read}: no skill is named", fix, value=given)
    if name.count("*") > 1 or ("*" in name and not read.is_pattern):
        return Problem(
            "map-grammar",
            f"{read}: the * of '{column}{name}' has no * in the heading to stand for",
            f'write a pattern such as "I can teach*={column}*", with one * on the right',
            value=given,
        )
    return read


# --- finding the heading -----------------------------------------------------


def locate(
    m: HeadingMap, headings: Sequence[str], *, file: str, hidden: Mapping[int, str]
) -> list[int] | Problem:
    """The columns that a map means: one, or for a pattern to ``skill:*`` any number.

    Parameters
    ----------
    m
        The map.
    headings
        The file's, as written.
    file
        For the problem's text.
    hidden
        Quarantined columns: no beginning or pattern becomes ambiguous through one, so a
        file with them and a file without them are read alike.
    """
    key = heading_key(m.their)
    keys = [heading_key(heading) for heading in headings]
    found = [i for i, candidate in enumerate(keys) if candidate == key]
    if len(found) > 1:
        found = [i for i in found if headings[i].strip() == m.their] or found
    if not found and (letter := _LETTER.fullmatch(m.their)):
        index = column_index(letter[1].upper())
        if index >= len(headings):
            return _no_column(m, headings, file)
        found = [index]
    if not found and key:
        pattern = _pattern(m.their) if m.is_pattern else None
        found = [
            i
            for i, heading in enumerate(headings)
            if keys[i]
            and (pattern.fullmatch(fold(heading)) if pattern else keys[i].startswith(key))
        ]
        if not m.takes_many:
            found = [i for i in found if i not in hidden] or found
    if not found:
        return _no_heading(m, headings, file, hidden)
    if len(found) > 1 and not m.takes_many:
        return _ambiguous(m, headings, found, file)
    return found


def caught(m: HeadingMap, heading: str) -> str:
    """What the last ``*`` of a pattern stands for in a heading, bare of brackets and colons."""
    match = _pattern(m.their).fullmatch(fold(heading))
    if match is None:
        return ""
    # The folded text only says where; the skill keeps the spelling of the file.
    spelt = " ".join(heading.split())
    if len(fold(heading)) == len(spelt):
        text = spelt[match.start(match.lastindex or 0) : match.end(match.lastindex or 0)]
    else:
        text = match[match.lastindex or 0]
    return bare_name(text)


def bare_name(text: str) -> str:
    """A skill's name without the brackets, colons and dashes that set it off."""
    text = " ".join(text.split())
    before = None
    while text != before:
        before = text
        text = text.rstrip(" :?").lstrip(":–—•?-. " if not re.match(r"\.\w", text) else " ")
        for opening, closing in ("[]", "()", "“”", '""'):
            inside = text[1:-1]
            if text[:1] == opening and text[-1:] == closing and closing not in inside:
                text = inside
    return text


def _pattern(their: str) -> re.Pattern[str]:
    parts = [
        r"[\s_\-]*".join(re.escape(word) for word in re.split(r"[\s_\-]+", fold(part)) if word)
        for part in their.split("*")
    ]
    return re.compile(r"[\s_\-]*(.*?)[\s_\-]*".join(parts), re.DOTALL)


def _no_column(m: HeadingMap, headings: Sequence[str], file: str) -> Problem:
    last = column_letter(len(headings) - 1) if headings else "none"
    return Problem(
        "map-no-heading",
        f"{m}: the file has no column {m.their[1:].upper()}; its last is {last}",
        "give the letter that the spreadsheet shows above the column, or the heading",
        file=file,
        value=m.given,
    )


def _no_heading(
    m: HeadingMap, headings: Sequence[str], file: str, hidden: Mapping[int, str]
) -> Problem:
    names = {heading_key(h): h for i, h in enumerate(headings) if i not in hidden and h.strip()}
    near = difflib.get_close_matches(heading_key(m.their), names, n=1, cutoff=0.6)
    if m.is_pattern:
        what, fix = f"{m}: no heading fits the pattern '{m.their}'", "compare it with the headings"
    else:
        what = f"{m}: there is no heading '{m.their}', nor one that begins so"
        fix = "copy the heading from the file, or give its spreadsheet letter, for example @F"
    if near:
        fix = f"did you mean '{names[near[0]]}'? Otherwise {fix}"
    return Problem("map-no-heading", what, fix, file=file, value=m.given)


def _ambiguous(m: HeadingMap, headings: Sequence[str], found: list[int], file: str) -> Problem:
    example = HeadingMap(f"@{column_letter(found[0])}", m.column, m.name, m.origin, m.given)
    return Problem(
        "map-ambiguous",
        f"{m}: '{m.their}' fits {len(found)} headings: {listed(headings, found)}",
        f"write more of the heading, or its spreadsheet letter, for example {example}",
        file=file,
        value=m.given,
    )
