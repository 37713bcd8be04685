"""A table on a sheet: headings that stay in view, filters, widths by content, pages to print."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rmatch.output.workbook.cells import holdable, line, width

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from rmatch.output.workbook.styles import Styles

__all__ = [
    "TITLE_HEIGHT",
    "Cell",
    "Column",
    "lines_of",
    "page",
    "set_height",
    "table",
    "write",
]

Cell = str | int | float | None
"""A whole number is written without decimals, a float with two; ``None`` is an empty cell."""

Kind = Literal["text", "id", "number", "entry"]

A4 = 9
# In points; Excel allows 409.
TITLE_HEIGHT, HEADING_HEIGHT, LINE_HEIGHT, BESIDE_LINES, HIGHEST = 30, 34, 15, 6, 405
SLACK = 1.1
# Smaller numbers fit into the narrowest column.
WIDE_NUMBER = 1000
NARROWEST = 8
# The arrow of the filter lies over the heading.
FILTER_ARROW = 4
PADDING = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    heading
        As written.
    kind
        ``"text"``, ``"id"`` (text that must come back as it is), ``"number"``, or ``"entry"``,
        a column of texts for people to fill in.
    widest
        Characters above which its texts are wrapped.
    least
        Characters that it is wide at least.
    """

    heading: str
    kind: Kind = "text"
    widest: int = 30
    least: int = NARROWEST


def table(
    sheet: Worksheet,
    styles: Styles,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    top: int = 0,
    frozen: int = 0,
) -> None:
    """Write a table whose headings stand in row ``top`` (counted from 0).

    Parameters
    ----------
    sheet, styles
        Where to, and the formats.
    columns
        What the columns are.
    rows
        One cell a column.
    top
        The row of the headings.
    frozen
        Columns at the left that stay in view.
    """
    last = top + max(len(rows), 1)
    widths = [_width(column, (row[place] for row in rows)) for place, column in enumerate(columns)]
    for place, column in enumerate(columns):
        # Cells that somebody adds below are text as well.
        sheet.set_column(place, place, widths[place], styles.below[column.kind])
        sheet.write_string(top, place, column.heading, styles.headings[column.kind])
    for number, row in enumerate(rows, top + 1):
        lines = 1
        for place, (column, cell) in enumerate(zip(columns, row, strict=True)):
            write(sheet, number, place, cell, styles, column.kind)
            if isinstance(cell, str) and 2 * len(cell) > widths[place] - PADDING:
                lines = max(lines, lines_of(cell, widths[place]))
        set_height(sheet, number, lines)
    sheet.set_row(top, HEADING_HEIGHT)
    sheet.autofilter(top, 0, last, len(columns) - 1)
    sheet.freeze_panes(top + 1, frozen)
    # An id of digits is meant to be text.
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
    sheet.repeat_rows(top)
    page(sheet)


def write(
    sheet: Worksheet, row: int, place: int, cell: Cell, styles: Styles, kind: Kind = "text"
) -> None:
    """Write one cell: text as text, numbers as numbers."""
    if cell is None or cell == "":
        sheet.write_blank(row, place, None, styles.cells[kind])
    elif isinstance(cell, str):
        text = holdable(cell) if kind == "id" else line(cell)
        sheet.write_string(
            row, place, text, styles.word if kind == "number" else styles.cells[kind]
        )
    else:
        look = styles.whole if isinstance(cell, int) else styles.points
        sheet.write_number(row, place, cell, look)


def lines_of(text: str, columns: int) -> int:
    """Lines that ``text`` takes in a cell so wide, with some room for words that do not break."""
    size = width(text)
    return 1 if size <= columns - PADDING else math.ceil(size * SLACK / (columns - PADDING))


def set_height(sheet: Worksheet, row: int, lines: int) -> None:
    """Make room for wrapped text: not every program does that by itself."""
    sheet.set_row(row, min(lines * LINE_HEIGHT + BESIDE_LINES, HIGHEST))


def page(sheet: Worksheet, *, upright: bool = False) -> None:
    """Print no wider than a page, with its number."""
    if not upright:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&RPage &P of &N")
    sheet.hide_gridlines(2)


def _width(column: Column, cells: Iterable[Cell]) -> int:
    """As wide as the heading's longest word and the content, as far as that may be."""
    shown = max(map(len, column.heading.split()), default=0) + FILTER_ARROW
    shown = max(shown, column.least)
    for cell in cells:
        if shown >= column.widest:
            break
        if isinstance(cell, str):
            # No letter is wider than two columns: most texts are not measured.
            if 2 * len(cell) + PADDING > shown:
                shown = max(shown, min(width(cell) + PADDING, column.widest))
        elif cell is not None and abs(cell) >= WIDE_NUMBER:
            shown = max(shown, len(f"{cell:,.2f}") + PADDING)
    return shown
