"""XLSX: the first sheet with a heading row that has an id, or the sheet asked for."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from rmatch.roster.column_letters import column_letter
from rmatch.roster.files.sheet_xml import SheetMarks, marks, reach, sheet_bytes, sheet_parts
from rmatch.roster.files.source import damaged
from rmatch.roster.files.table import (
    Choose,
    FileFacts,
    HasId,
    Rows,
    Table,
    failure,
    trimmed,
)
from rmatch.roster.files.values import cell_text

_HEADING_ROWS = 20
_MOST_CELLS = 20_000_000
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    ValueError,
    KeyError,
    StopIteration,
    OSError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    OverflowError,
)


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    cells: list[list[Any]]
    marks: SheetMarks

    def heading_row(self, has_id: HasId | None) -> int | None:
        """Index of the heading row: of the first 20, the first that has an id."""
        for index, row in enumerate(self.cells[:_HEADING_ROWS]):
            headings = _headings(row)
            if any(headings) and (has_id is None or has_id(headings)):
                return index
        return None

    def first_filled(self) -> int | None:
        return next((i for i, row in enumerate(self.cells) if any(_headings(row))), None)


def _width(headings: Sequence[str]) -> int:
    """How many cells of a row hold something."""
    return sum(map(bool, headings))


def _headings(row: Sequence[object]) -> tuple[str, ...]:
    return tuple(trimmed(cell_text(cell)) for cell in row)


def read_workbook(
    name: str,
    data: bytes,
    choose: Choose,
    has_id: HasId | None,
    wanted: str | None,
    glance: Choose | None = None,
    rowless: bool = False,
) -> Table:
    """The table in the workbook ``data``.

    A sheet asked for without an id heading is read from its first row that is not blank, so
    that the caller can say which headings are there.
    """
    book = _Book(name, data)
    sheet, top = (
        book.asked_for(wanted, has_id) if wanted is not None else book.first(has_id, choose)
    )
    rows = Rows.of(name, _without_blank_end(_headings(sheet.cells[top])), choose, glance)
    hidden, strays = 0, []
    for number, row in enumerate(sheet.cells[top + 1 :], top + 2):
        cells = [cell_text(cell) for cell in row]
        errors = sheet.marks.errors.get(number, {})
        if not any(cells) and not errors:
            continue
        _note_errors(rows, number, errors)
        stray = next((c for c in range(rows.width, len(cells)) if cells[c]), None)
        if stray is not None:
            strays.append((number, stray))
        rows.add(number, cells)
        hidden += number in sheet.marks.hidden
    _warn_of_strays(rows, strays)
    _warn_of_numbers(rows, sheet.cells, has_id)
    _warn_of_hidden(rows, sheet, hidden)
    rows.check_text()
    sha256 = hashlib.sha256(data).hexdigest()
    return rows.table(
        FileFacts(name, "xlsx", None, None, sheet.name, hidden, sha256, len(rows.lines)), rowless
    )


class _Book:
    """A workbook whose sheets are loaded one at a time."""

    def __init__(self, name: str, data: bytes) -> None:
        from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

        self.name, self.data = name, data
        with _damage_named(name):
            self.book = CalamineWorkbook.from_filelike(io.BytesIO(data))
            sheets = self.book.sheets_metadata
            self.parts = sheet_parts(data)
        tables = [sheet for sheet in sheets if sheet.typ == SheetTypeEnum.WorkSheet]
        # A hidden sheet is looked at last: it seldom is what the sender meant.
        tables.sort(key=lambda sheet: sheet.visible != SheetVisibleEnum.Visible)
        self.names = [sheet.name for sheet in tables]

    def load(self, sheet: str) -> _Sheet:
        with _damage_named(self.name, f"sheet '{sheet}': "):
            xml = sheet_bytes(self.data, self.parts[sheet])
            if reach(xml) > _MOST_CELLS:
                raise failure(
                    self.name,
                    "too-large",
                    f"sheet '{sheet}' reaches over more than {_MOST_CELLS:,} cells",
                    "delete stray cells far right or far below the table, or save it as CSV UTF-8",
                )
            found = marks(xml)
            cells = self.book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        return _Sheet(sheet, cells, found)

    def asked_for(self, wanted: str, has_id: HasId | None) -> tuple[_Sheet, int]:
        """The sheet named ``wanted`` (case and outer space aside), and its heading row."""
        key = wanted.strip().casefold()
        alike = [name for name in self.names if name.strip().casefold() == key]
        match = wanted if wanted in self.names else next(iter(alike), None)
        if match is None:
            what = f"there is no sheet '{wanted}'"
            raise failure(self.name, "no-such-sheet", what, f"use one of: {self._listed()}")
        sheet = self.load(match)
        top = sheet.heading_row(has_id)
        if top is None:
            top = sheet.first_filled()
        if top is None:
            fix = f"give a table with a heading row, or another of the sheets: {self._listed()}"
            raise failure(self.name, "empty-file", f"sheet '{match}' is empty", fix)
        return sheet, top

    def first(self, has_id: HasId | None, choose: Choose) -> tuple[_Sheet, int]:
        """The first sheet with a heading row that has an id, and that row.

        If there is none, ``choose`` still learns what seem to be the headings: the widest row
        of those looked at in the first sheet that holds anything.
        """
        filled = []
        for name in self.names:
            sheet = self.load(name)
            top = sheet.heading_row(has_id)
            if top is not None:
                return sheet, top
            first = sheet.first_filled()
            if first is not None:
                widest = max(map(_headings, sheet.cells[:_HEADING_ROWS]), key=_width)
                filled.append((name, first, sheet.cells[first], widest))
        if not filled:
            fix = "give a table with a heading row and one row for each person"
            raise failure(self.name, "empty-file", "no sheet of the workbook holds a cell", fix)
        name, line, row, widest = filled[0]
        choose(widest)
        found = ", ".join(f"'{heading}'" for heading in _headings(row)[:12] if heading)
        raise failure(
            self.name,
            "no-id",
            f"no sheet has a heading row with an id among its first {_HEADING_ROWS} rows; "
            f"sheet '{name}' begins with {found}",
            'head the column of unique ids "id", or name it with --map "Their heading=id"; '
            "another sheet is chosen with --sheet",
            line=line + 1,
        )

    def _listed(self) -> str:
        return ", ".join(f"'{name}'" for name in self.names) or "none"


@contextmanager
def _damage_named(name: str, where: str = "") -> Iterator[None]:
    """Turn what the readers raise over a damaged workbook into a RosterError."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError:
        fix = "remove the password and save it, or save the sheet as CSV UTF-8"
        what = "the workbook is protected by a password"
        raise failure(name, "password", what, fix) from None
    except (CalamineError, *_DAMAGE) as error:
        reason = str(error).strip().rstrip(".") or type(error).__name__
        raise damaged(name, where + reason) from None
    except BaseException as error:
        # Rust code that gives up raises this, which is no Exception and cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(name, f"{where}it makes no sense to the workbook reader") from None


def _without_blank_end(headings: tuple[str, ...]) -> tuple[str, ...]:
    end = max(i + 1 for i, heading in enumerate(headings) if heading)
    return headings[:end]


def _note_errors(rows: Rows, number: int, errors: dict[int, str]) -> None:
    for index, value in errors.items():
        if index in rows.columns:
            rows.problem(
                "spreadsheet-error",
                "the cell's formula failed",
                "mend the formula, or type the value",
                line=number,
                index=index,
                value=value,
            )


def _warn_of_strays(rows: Rows, strays: list[tuple[int, int]]) -> None:
    if strays:
        line, index = strays[0]
        rows.problem(
            "no-heading",
            f"{len(strays)} of the {len(rows.lines)} rows hold cells right of the last heading; "
            f"they were not read (the first is in column {column_letter(index)})",
            "give the column a heading, or delete the cells",
            line=line,
            severity="warning",
        )


def _warn_of_numbers(rows: Rows, cells: list[list[Any]], has_id: HasId | None) -> None:
    for index in rows.chosen:
        numeric = [line for line in rows.lines if _is_number(cells[line - 1], index)]
        if numeric and has_id is not None and _is_id(rows, index, has_id):
            what = f"{len(numeric)} of {len(rows.lines)} ids are numbers in the workbook, not text"
            if len(rows.lines) == 1:
                what = "the id is a number in the workbook, not text"
            rows.problem(
                "numeric-id",
                f"{what}: leading zeros and digits after the 15th are lost",
                "format the column as text and enter the ids again, if they have such digits",
                line=numeric[0],
                index=index,
                value=cell_text(cells[numeric[0] - 1][index]),
                severity="warning",
            )


def _is_id(rows: Rows, index: int, has_id: HasId) -> bool:
    """Whether the chosen headings hold an id, and without this one no longer do."""
    # Headings are blanked, not left out: a map may name a column by its letter.
    chosen = [h if i in rows.columns else "" for i, h in enumerate(rows.headings)]
    without = [*chosen[:index], "", *chosen[index + 1 :]]
    return has_id(chosen) and not has_id(without)


def _is_number(row: list[Any], index: int) -> bool:
    return index < len(row) and isinstance(row[index], (int, float))


def _warn_of_hidden(rows: Rows, sheet: _Sheet, hidden: int) -> None:
    if not hidden:
        return
    first = next(line for line in rows.lines if line in sheet.marks.hidden)
    one = hidden == 1
    how = "hidden by a filter" if sheet.marks.filtered else "hidden"
    rows.problem(
        "filtered-rows" if sheet.marks.filtered else "hidden-rows",
        f"{hidden} of the {len(rows.lines)} rows {'is' if one else 'are'} {how} in sheet "
        f"'{sheet.name}' and {'was' if one else 'were'} read as well, this one first",
        "delete rows of people who do not take part, or copy the visible ones to a new sheet",
        line=first,
        severity="warning",
    )
