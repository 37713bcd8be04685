"""Figures arranged for reading: sections, and in them tables and charts for each attribute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rmatch.audit.charts import Chart, charts
from rmatch.audit.figures import SECTIONS, AuditReport, Figure
from rmatch.audit.words import (
    SECTION_TITLES,
    SIDES,
    capital,
    is_chance,
    kind_and_place,
    not_shown,
    reason,
)

__all__ = ["Part", "Row", "Section", "Sheet", "sections"]

EVERYBODY = "Everybody"
# What the subjects of a section are, where it is not topics.
SUBJECTS = {"association": "Component", "evidence": "Provenance"}
# Columns of a table that is no wider than half a page.
SMALL = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: what it is about, and its figures (None: there is none)."""

    label: str
    cells: tuple[Figure | None, ...]

    @property
    def hidden(self) -> str:
        """Why nothing in the row is shown, where one reason says it for all; else empty."""
        reasons = {not_shown(cell) if cell.value is None else "" for cell in self.cells if cell}
        return reasons.pop() if len(reasons) == 1 and len(self.cells) > 1 else ""

    @property
    def people(self) -> str:
        """On how many people the row rests, as far as that is shown; a range if they differ."""
        numbers = [cell.people for cell in self.cells if cell and cell.people is not None]
        if not numbers:
            return "not shown"
        least, most = min(numbers), max(numbers)
        return str(least) if least == most else f"{least} to {most}"


@dataclass(frozen=True)
class Sheet:
    """A table.

    Attributes
    ----------
    title
        What all its figures are, where the headings do not say it; may be empty.
    stub, columns
        Heading of the first column, and of those with figures.
    rows
        A group, a subject or a measure each.
    is_matrix
        Whether the columns are groups, so that each cell has people of its own.
    """

    title: str
    stub: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    is_matrix: bool = False

    @cached_property
    def counts_people(self) -> bool:
        """Whether the numbers of people say more than the figures themselves."""
        cells = [cell for row in self.rows for cell in row.cells if cell]
        return any(cell.people not in (None, cell.value) for cell in cells)

    @cached_property
    def marks(self) -> Mapping[str, str]:
        """Reason to the mark that stands for it in single cells: none if there is but one."""
        reasons = [
            reason(cell)
            for row in self.rows
            if not row.hidden
            for cell in row.cells
            if cell and cell.value is None
        ]
        several = dict.fromkeys(reasons)
        return {
            why: f"({chr(ord('a') + place)})" if len(several) > 1 else ""
            for place, why in enumerate(several)
        }

    @property
    def width(self) -> int:
        """Columns in all."""
        return 1 + len(self.columns) + (self.counts_people and not self.is_matrix)


@dataclass(frozen=True, slots=True)
class Part:
    """What a section says of one attribute on one side."""

    attribute: str
    side: str
    charts: tuple[Chart, ...]
    sheets: tuple[Sheet, ...]

    @property
    def heading(self) -> str:
        said = (self.attribute or EVERYBODY, SIDES[self.side].lower())
        return ": ".join(part for part in said if part)

    @property
    def small(self) -> bool:
        """Whether two such parts fit beside each other."""
        return not self.charts and all(sheet.width <= SMALL for sheet in self.sheets)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report."""

    name: str
    title: str
    says: str
    parts: tuple[Part, ...]


def sections(report: AuditReport) -> tuple[Section, ...]:
    """The sections that have figures, in the order of a report."""
    found = []
    for name in SECTIONS:
        parts: dict[tuple[str, str], list[Figure]] = {}
        for figure in report.figures:
            if figure.section == name:
                parts.setdefault((figure.attribute, figure.side), []).append(figure)
        if parts:
            found.append(
                Section(
                    name,
                    SECTION_TITLES[name],
                    report.sections.get(name, ""),
                    tuple(
                        Part(attribute, side, charts(figures), tuple(_sheets(figures)))
                        for (attribute, side), figures in parts.items()
                    ),
                )
            )
    return tuple(found)


def _sheets(figures: Sequence[Figure]) -> list[Sheet]:
    """Subjects that are measured alike share their sheets."""
    subjects: dict[str, list[Figure]] = {}
    for figure in figures:
        subjects.setdefault(figure.subject, []).append(figure)
    alike: dict[tuple[bool, frozenset[str]], list[Figure]] = {}
    for subject, own in subjects.items():
        measures = frozenset() if own[0].section == "association" else {f.measure for f in own}
        alike.setdefault((bool(subject), frozenset(measures)), []).extend(own)
    return [sheet for own in alike.values() for sheet in _alike(own)]


def _alike(figures: Sequence[Figure]) -> list[Sheet]:
    subjects = list(dict.fromkeys(f.subject for f in figures))
    if len(subjects) > 1 and any(f.group for f in figures):
        return _matrices(figures)
    if len(subjects) > 1 or figures[0].section == "association":
        return [_by_subject(figures)]
    title = capital(subjects[0])
    if any(f.group for f in figures):
        return [_table(title, "Group", [(f.group, f.measure, f) for f in figures])]
    rows = tuple(Row(capital(f.measure), (f,)) for f in figures)
    return [Sheet(title, "Measure", ("Figure",), rows)]


def _matrices(figures: Sequence[Figure]) -> list[Sheet]:
    """One for each measure: subjects down, groups across."""
    measures = dict.fromkeys(f.measure for f in figures)
    stub = SUBJECTS.get(figures[0].section, "Topic")
    return [
        _table(
            capital(measure),
            stub,
            [(f.subject, f.group, f) for f in figures if f.measure == measure],
            is_matrix=True,
        )
        for measure in measures
    ]


def _by_subject(figures: Sequence[Figure]) -> Sheet:
    """Subjects down, measures across; strengths of association share a column a place."""
    stub = SUBJECTS.get(figures[0].section, "Topic")
    if figures[0].section != "association":
        return _table("", stub, [(f.subject, capital(f.measure), f) for f in figures])
    kinds: dict[tuple[bool, str], dict[str, None]] = {}
    for figure in figures:
        kind, place = kind_and_place(figure.measure)
        kinds.setdefault((is_chance(kind), place), {})[kind] = None
    headings = {key: capital(" or ".join(names)) + key[1] for key, names in kinds.items()}

    def heading(figure: Figure) -> str:
        kind, place = kind_and_place(figure.measure)
        return headings[is_chance(kind), place]

    return _table("", stub, [(f.subject, heading(f), f) for f in figures])


def _table(
    title: str, stub: str, cells: Sequence[tuple[str, str, Figure]], *, is_matrix: bool = False
) -> Sheet:
    """A sheet of (row, column, figure), both in the order met."""
    at = {(row, column): figure for row, column, figure in cells}
    columns = tuple(dict.fromkeys(column for _, column, _ in cells))
    rows = tuple(
        Row(label, tuple(at.get((label, column)) for column in columns))
        for label in dict.fromkeys(row for row, _, _ in cells)
    )
    shown = columns if is_matrix else tuple(map(capital, columns))
    return Sheet(title, stub, shown, rows, is_matrix)
