"""What every kind of file becomes: headings, the chosen columns as text, line numbers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rmatch.errors import Problem, RosterError

Choose = Callable[[tuple[str, ...]], Collection[int]]
# How many cells of a column that nothing reads are looked at, before it is let go.
GLANCES = 60
HasId = Callable[[Sequence[str]], bool]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What was read, and how.

    Parameters
    ----------
    name
        The file's name as the user gave it; ``"-"`` is standard input.
    format
        ``"csv"``, ``"tsv"``, ``"xlsx"``, ``"parquet"`` or ``"frame"``.
    encoding, delimiter
        As detected, for text; else ``None``.
    sheet
        The sheet that was read; ``None`` unless XLSX.
    hidden_rows
        How many of the rows that were read a spreadsheet program hides.
    sha256
        Of the file's bytes; of a frame, of the chosen columns' text.
    rows
        Rows read, without the heading and without blank ones.
    """

    name: str
    format: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    hidden_rows: int
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Table:
    r"""The chosen columns of a file as trimmed text.

    Parameters
    ----------
    facts
        What was read, and how.
    headings
        All headings of the file as written, trimmed.
    columns
        Index of a chosen column -> its cells; line breaks inside a cell are ``"\n"``.
    lines
        For each row the line (or sheet row) it starts on, from 1; for Parquet files and
        frames the row's number.
    problems
        Warnings.
    glances
        Index of a column that was only glanced at -> the row (counted from 0) and the text of
        its first cells that are not blank.
    """

    facts: FileFacts
    headings: tuple[str, ...]
    columns: dict[int, list[str]]
    lines: list[int]
    problems: tuple[Problem, ...] = ()
    glances: Mapping[int, Sequence[tuple[int, str]]] = field(default_factory=dict)


def shown(name: str) -> str:
    """How messages name the file ``name``."""
    return "standard input" if name == "-" else name


def trimmed(heading: str) -> str:
    """A heading without the space, and the invisible marks, around it."""
    return heading.strip().strip("\ufeff\u200b").strip()


def failure(name: str, code: str, what: str, fix: str, line: int | None = None) -> RosterError:
    """The error for a file of which nothing can be read."""
    return RosterError([Problem(code, what, fix, file=shown(name), line=line)])


def raise_if_errors(problems: Iterable[Problem]) -> None:
    """Raise all ``problems``, errors first and in line order, if one is an error."""
    found = sorted(problems, key=lambda p: (p.severity != "error", p.line or 0))
    if found and found[0].severity == "error":
        raise RosterError(found)


@dataclass(slots=True)
class Rows:
    """Collects the chosen cells of the rows that are not blank.

    ``needed`` and ``width`` are the fewest and the most cells of a row that is not
    ragged: columns without a heading at the right end may be missing.
    """

    name: str
    headings: tuple[str, ...]
    chosen: tuple[int, ...]
    columns: dict[int, list[str]] = field(init=False)
    lines: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    glances: dict[int, list[tuple[int, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.columns = {index: [] for index in self.chosen}

    @classmethod
    def of(
        cls, name: str, headings: Iterable[str], choose: Choose, glance: Choose | None = None
    ) -> Rows:
        """No rows yet, under ``headings``, of which ``choose`` picks and ``glance`` looks at."""
        written = tuple(trimmed(heading) for heading in headings)
        rows = cls(name, written, tuple(sorted(set(choose(written)))))
        rows.glances = {index: [] for index in (glance(written) if glance is not None else ())}
        return rows

    @property
    def width(self) -> int:
        return len(self.headings)

    @property
    def needed(self) -> int:
        return max((i + 1 for i, heading in enumerate(self.headings) if heading), default=0)

    def add(self, line: int, cells: Sequence[str]) -> None:
        """Keep the chosen ones of ``cells``, which are trimmed; short rows are filled up."""
        for index, seen in self.glances.items():
            if len(seen) < GLANCES and index < len(cells) and (text := cells[index].strip()):
                seen.append((len(self.lines), text))
        self.lines.append(line)
        for index, column in self.columns.items():
            column.append(cells[index] if index < len(cells) else "")

    def problem(
        self,
        code: str,
        what: str,
        fix: str,
        *,
        line: int | None = None,
        index: int | None = None,
        value: str | None = None,
        severity: str = "error",
    ) -> None:
        """Note a problem; the value of a column that is not chosen is never shown."""
        heading = None
        if index is not None:
            heading = (self.headings[index] if index < self.width else "") or None
            value = value if index in self.columns else None
        self.problems.append(
            Problem(code, what, fix, shown(self.name), line, heading, value, severity=severity)
        )

    def check_text(self) -> None:
        """Note cells with a NUL, or with half a character (a lone surrogate)."""
        for index, column in self.columns.items():
            for line, cell in zip(self.lines, column, strict=True):
                if "\0" in cell:
                    self.problem(
                        "nul",
                        "the cell contains a NUL character",
                        "delete it",
                        line=line,
                        index=index,
                        value=cell,
                    )
                elif not cell.isascii() and any("\ud800" <= char <= "\udfff" for char in cell):
                    self.problem(
                        "undecodable",
                        "the cell contains half a character (a lone surrogate)",
                        "delete it",
                        line=line,
                        index=index,
                        value=cell.encode("ascii", "backslashreplace").decode("ascii"),
                    )

    def table(self, facts: FileFacts, rowless: bool = False) -> Table:
        """The table, or all errors found in it; ``rowless``: it may be a heading alone."""
        if not self.lines and not any(p.severity == "error" for p in self.problems):
            self.problem(
                "no-rows",
                "there is a heading but no row under it",
                "add one row for each person",
                severity="warning" if rowless else "error",
            )
        raise_if_errors(self.problems)
        problems = tuple(self.problems)
        return Table(facts, self.headings, self.columns, self.lines, problems, self.glances)
