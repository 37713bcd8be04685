"""Form exports: which file is one, and which question or grid row a heading was.

A question is known by its exact text, by the beginning that edited wordings share, or, where
a tool cut the heading short, by being the beginning of one question only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from rmatch.roster.mapping import bare_name
from rmatch.roster.names import fold, strip_accents
from rmatch.roster.vocabulary.form_questions import GRIDS, QUESTIONS, TEACHING_BEGINS
from rmatch.roster.vocabulary.form_tools import AUTOMATIC_MARKS, FORM_MARKS, NO_IDS

__all__ = [
    "alias_key",
    "asked_column",
    "begun",
    "exact_question",
    "grid_row",
    "is_form",
    "named_skill",
    "names_answerer",
    "no_company_id",
    "question_text",
]

# Also the codes of tools that number groups too, and a grid's rows: G01Q02[SQ001].
_NUMBERING = re.compile(r"(?:(?:g\d+)?q(?:uestion)?\s*)?\d+(?:\[\w+\])?\s*[.):]\s+", re.IGNORECASE)
_ROW = re.compile(r"(?P<question>.*?)\s*\[(?P<row>.+)\]\s*", re.DOTALL)
_NAMED = re.compile(r"(?P<kind>skill|want)\s*[:：]\s*(?P<name>.+)", re.IGNORECASE | re.DOTALL)
_JOINED_ROW = re.compile(r"\s*[.:–—|>]\s*(?P<row>\S.*)|\s+-\s+(?P<dashed>\S.*)", re.DOTALL)
_FEWEST_WORDS: Final = 3

_Of = TypeVar("_Of")


def alias_key(text: str) -> str:
    """A heading as the alias tables compare: also without accents and punctuation but ``#``."""
    return "".join(c for c in strip_accents(fold(text)) if c.isalnum() or c == "#")


_EXACT: Final = {alias_key(question.text): question.column for question in QUESTIONS}
_FOLDED: Final = {fold(question.text): question.column for question in QUESTIONS}
_BEGINS: Final = tuple(
    (begin, question.column) for question in QUESTIONS for begin in question.begins
) + tuple((begin, "teaching") for begin in TEACHING_BEGINS)
_GRID_BEGINS: Final = tuple((begin, grid.column) for grid in GRIDS for begin in grid.begins)
_GRID_OF: Final = {"skills": "skill", "wants": "want"}
# Longest first among all questions, so that the row of another question's grid is none of ours.
_SKILL_BEGINS: Final = tuple((begin, _GRID_OF.get(column, "")) for begin, column in _BEGINS)
_MARKS: Final = frozenset(map(alias_key, FORM_MARKS))
_AUTOMATIC: Final = frozenset(map(alias_key, AUTOMATIC_MARKS))
_NO_IDS: Final = frozenset(map(alias_key, NO_IDS))


def is_form(headings: Iterable[str]) -> bool:
    """Whether the headings are a form export's: one is a form tool's own."""
    return any(alias_key(heading) in _MARKS for heading in headings)


def names_answerer(headings: Iterable[str]) -> bool:
    """Whether the form tool adds ``Name`` and ``Email`` itself, which may be blank."""
    return any(alias_key(heading) in _AUTOMATIC for heading in headings)


def no_company_id(heading: str) -> bool:
    """Whether a heading of a form export is a response number or the signed-in account."""
    return alias_key(heading) in _NO_IDS


def exact_question(heading: str) -> str | None:
    """The column of the question whose whole text the heading is."""
    return _EXACT.get(alias_key(heading))


def asked_column(heading: str) -> str | None:
    """The column of the question that the heading begins as; ``"teaching"`` is undecided."""
    text = question_text(heading)
    if text.endswith("]"):
        return None
    column = begun(text, _BEGINS)
    if column is not None:
        return column
    if len(text.split()) < _FEWEST_WORDS:
        return None
    columns = [column for whole, column in _FOLDED.items() if whole.startswith(text)]
    return columns[0] if len(columns) == 1 else None


def named_skill(heading: str) -> tuple[str, str] | None:
    """``("skill" or "want", name)`` of a column that is one skill, else ``None``.

    ``skill:python``, ``want:python``, and the rows of a form's grid: ``Rate your skill
    [Python]``, ``Rate your skill: Python``.
    """
    named = _NAMED.fullmatch(heading.strip())
    if named:
        name = bare_name(named["name"])
        return (named["kind"].lower(), name) if name else None
    return grid_row(heading, _GRID_BEGINS, _SKILL_BEGINS)


def grid_row(
    heading: str, grids: Sequence[tuple[str, str]], lists: Sequence[tuple[str, str]] = ()
) -> tuple[str, str] | None:
    """Which grid a heading is a row of, and the row's name.

    Parameters
    ----------
    heading
        As written.
    grids
        Beginnings of the grids' questions, and what each grid is.
    lists
        Those of questions that are grids only where the row stands in brackets behind them.
    """
    heading = _unnumbered(heading.strip())
    row = _ROW.fullmatch(heading)
    if row:
        text = question_text(row["question"])
        kind = begun(text, grids) or begun(text, lists)
        name = bare_name(row["row"])
        return (kind, name) if kind and name else None
    return _joined_row(heading, grids)


def _unnumbered(text: str) -> str:
    number = _NUMBERING.match(text)
    return text[number.end() :] if number else text


def _joined_row(heading: str, grids: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """A grid's row behind a dot, colon or dash; only behind a whole question."""
    spelt = " ".join(heading.split())
    text = fold(spelt)
    if len(text) != len(spelt):
        return None
    for begin, kind in grids:
        if " " in begin and text.startswith(begin):
            row = _JOINED_ROW.fullmatch(spelt, len(begin))
            name = bare_name(row["row"] or row["dashed"]) if row else ""
            # A long tail is the question's own: "Rate your skill: 1 is ..., 5 is ...".
            if name and not name.endswith((".", "!")) and len(name.split()) <= 5:
                return kind, name
    return None


def question_text(heading: str) -> str:
    """A heading as beginnings of questions compare: folded, without its number in the form."""
    text = fold(heading).replace("’", "'").replace("‑", "-").replace("‐", "-")
    return _unnumbered(text).removesuffix("*").strip()


def begun(text: str, begins: Iterable[tuple[str, _Of]]) -> _Of | None:
    """What the longest beginning is of, of those that end where a word of ``text`` ends."""
    best, column = "", None
    for begin, of in begins:
        ends = text[len(begin) : len(begin) + 1]
        # A beginning of one word would fit too much: it must be the whole.
        whole = not ends if " " not in begin else not ends.isalnum()
        if len(begin) > len(best) and text.startswith(begin) and whole:
            best, column = begin, of
    return column
