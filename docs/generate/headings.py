"""``reference/headings.md``, from the table of headings that the reader knows."""

from __future__ import annotations

from docs.generate.markdown import prose, table
from rmatch.roster.vocabulary.aliases import ALIASES, COLUMNS

__all__ = ["headings_page"]

HEAD = """\
# Headings that are known

<!-- Made from the reader's own table by `python -m docs.generate`; a test compares. -->

Headings compare without case, accents, spaces, `_`, `-` and other punctuation: `Employee ID` is
also `employeeId` and `EMPLOYEE_ID`. The column's own name comes first, then what `--map` and the
policy's [`[columns]`](policy.md#columns) say, then these, in this order. The questions of
`rmatch init --form` are known as well, first and last names are put together, and a skill or a want
may be a column of its own (`skill:python`, `Rate your skill [Python]`).

`rmatch check` shows what each heading was read as, and which were not used."""

# Other kinds of file, as people call them, and what of them the roster has already.
KINDS = {
    "skills": "Long table of skills",
    "wants": "Long table of wants",
    "decisions": "Pairings and decisions",
}
SEEN = {"id"}


def headings_page() -> str:
    """The page: one section a column of the roster, one table for each other kind of file."""
    parts = [HEAD]
    for column in COLUMNS["roster"]:
        parts += [f"## `{column}`", _known("roster", column)]
    for kind, title in KINDS.items():
        rows = [(f"`{c}`", _known(kind, c)) for c in COLUMNS[kind] if c not in SEEN]
        parts += [f"## {title}", table(("column", "also headed"), rows)]
    return "\n\n".join(parts) + "\n"


def _known(kind: str, column: str) -> str:
    return prose(" · ".join(ALIASES[kind][column]))
