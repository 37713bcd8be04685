"""What ``rmatch init`` makes: a small roster and a policy that run as they are; the forms."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from rmatch.errors import UsageError
from rmatch.output.files import write_files
from rmatch.policy.text import default_policy_text

if TYPE_CHECKING:
    from rmatch.roster.vocabulary.form_questions import Question

__all__ = ["form_text", "starter_roster", "write_starter"]


def starter_roster() -> str:
    """The small roster as CSV: twelve invented people."""
    return files("rmatch").joinpath("starter_roster.csv").read_text(encoding="utf-8")


def write_starter(folder: str | os.PathLike[str] = ".") -> tuple[Path, Path]:
    """Write ``roster.csv`` and ``policy.toml`` into ``folder``; make it if it is missing.

    Returns
    -------
    tuple of Path
        The roster's and the policy's path.

    Raises
    ------
    UsageError
        If one of the two files is there already, or the folder cannot be written to;
        then nothing is written.
    """
    home = Path(folder)
    roster, policy = home / "roster.csv", home / "policy.toml"
    there = [str(path) for path in (roster, policy) if os.path.lexists(path)]
    if there:
        verb = "is" if len(there) == 1 else "are"
        raise UsageError(
            f"{' and '.join(there)} {verb} there already, and rmatch init overwrites nothing. "
            "Fix: name another folder, or move what is there."
        )
    texts = {roster.name: starter_roster(), policy.name: default_policy_text()}
    write_files(home, {name: text.encode() for name, text in texts.items()})
    return roster, policy


def form_text() -> str:
    """The sign-up, mid-term and closing questions as Markdown, to paste into a form tool."""
    from rmatch.feedback.questions import CLOSING, LEVELS_GRID, MID_TERM
    from rmatch.roster.vocabulary.form_questions import GRIDS, QUESTIONS

    parts = [_FORM_HEAD, *_items(QUESTIONS), _FORM_GRIDS, *_items(GRIDS)]
    parts += [_MID_TERM_HEAD, *_items(MID_TERM), _LEVELS_HEAD, *_items([LEVELS_GRID])]
    parts += [_CLOSING_HEAD, *_items(CLOSING), _LEVELS_HEAD, *_items([LEVELS_GRID])]
    return "\n\n".join(parts) + "\n"


def _items(questions: Sequence[Question]) -> Iterator[str]:
    """Each question with its number, the kind of its answer and its help text."""
    kinds = {
        "short": "Short answer.",
        "paragraph": "Long answer.",
        "number": "A whole number, 0 or more.",
        "choice": "Choice, one answer:",
        "grid": "Grid. Rows: one a skill. Columns:",
    }
    for number, question in enumerate(questions, start=1):
        lines = [f"{number}. **{question.text}**{' (required)' if question.required else ''}", ""]
        lines.append(f"    {kinds[question.kind]} {' | '.join(question.choices)}".rstrip())
        if question.hint:
            lines.append(f"    Help text: {question.hint}")
        yield "\n".join(lines)


_FORM_HEAD = """\
# Reverse mentoring: sign up

Paste each question, word for word, into your form tool as its own question; leave out what
you do not need. Export the answers as CSV or XLSX and run `rmatch check` on the file: rmatch
knows these questions and needs no map. A roster needs the first three, a role or a level, and
skills or wants. Nothing more is needed, so please ask nothing more about people.

Two more forms follow below: one for mid-term, one for the close."""

_FORM_GRIDS = """\
## Instead of the two long answers about skills: grids

If everybody should rate the same list of skills, use these in place of the questions on
skills that people have and would like to learn."""

_MID_TERM_HEAD = """\
# Reverse mentoring: mid-term

A form of its own, for both people of every pairing, after about half of the meetings. Keep
questions and choices word for word: `rmatch.read_feedback` knows them. It asks about the
meetings, never about the other person, whom nobody appraises. Let nobody but the programme's
contact see the answers; others see figures about many people at most."""

_LEVELS_HEAD = """\
## Instead of the long answer about topics: a grid

If the programme has few topics, use this in place of the question on topics and levels."""

_CLOSING_HEAD = """\
# Reverse mentoring: closing

A form of its own, for both people of every pairing, after the last meeting. What holds for
the mid-term form holds here too."""
