"""What ``rmatch init`` makes: a small roster and a policy that run as they are; a form."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from rmatch.errors import UsageError
from rmatch.output.files import write_files
from rmatch.policy.text import default_policy_text

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
    """The sign-up questions as Markdown, to paste into a form tool one by one."""
    from rmatch.roster.vocabulary.form_questions import GRIDS, QUESTIONS, Question

    def item(number: int, question: Question) -> str:
        lines = [f"{number}. **{question.text}**{' (required)' if question.required else ''}", ""]
        kinds = {
            "short": "Short answer.",
            "paragraph": "Long answer.",
            "choice": "Choice, one answer:",
        }
        if question.kind == "grid":
            lines.append(f"    Grid. Rows: one a skill. Columns: {' | '.join(question.choices)}")
        else:
            lines.append(f"    {kinds[question.kind]} {' | '.join(question.choices)}".rstrip())
        if question.hint:
            lines.append(f"    Help text: {question.hint}")
        return "\n".join(lines)

    parts = [_FORM_HEAD]
    parts += [item(number, question) for number, question in enumerate(QUESTIONS, start=1)]
    parts.append(_FORM_GRIDS)
    parts += [item(number, question) for number, question in enumerate(GRIDS, start=1)]
    return "\n\n".join(parts) + "\n"


_FORM_HEAD = """\
# Reverse mentoring: sign up

Paste each question, word for word, into your form tool as its own question; leave out what
you do not need. Export the answers as CSV or XLSX and run `rmatch check` on the file: rmatch
knows these questions and needs no map. A roster needs the first three, a role or a level, and
skills or wants. Nothing more is needed, so please ask nothing more about people."""

_FORM_GRIDS = """\
## Instead of the two long answers about skills: grids

If everybody should rate the same list of skills, use these in place of the questions on
skills that people have and would like to learn."""
