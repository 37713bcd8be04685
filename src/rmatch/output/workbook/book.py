"""The workbook as bytes: equal results give equal bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rmatch.output.tables import PAIRING_COLUMNS, UNMATCHED_COLUMNS, unmatched_cells
from rmatch.output.workbook.letters import letters_sheet
from rmatch.output.workbook.overview import overview_sheet
from rmatch.output.workbook.review import review_sheet
from rmatch.output.workbook.sheet import Cell, Column, table
from rmatch.output.workbook.styles import SCORE_SCALE, Styles
from rmatch.policy import COMPONENTS

if TYPE_CHECKING:
    from xlsxwriter import Workbook

    from rmatch.explain.unmatched import Unmatched
    from rmatch.output.tables import Pairing
    from rmatch.solved import Solved

__all__ = ["workbook_bytes"]

NUMBERS = frozenset({"score", "best_share", *COMPONENTS})
WIDE = {"reason": 74, "topics": 34, "nearest": 74}
# Excel wants a time of making; any run's would make equal results differ.
MADE = datetime(2000, 1, 1)


def workbook_bytes(
    solved: Solved,
    *,
    summary: Mapping[str, Any],
    pairings: Sequence[Pairing],
    unmatched: Sequence[Unmatched],
    show_sensitive: bool = False,
) -> bytes:
    """``pairings.xlsx``.

    Parameters
    ----------
    solved
        The cohort and its pairings.
    summary
        The content of ``summary.json``.
    pairings
        Sorted by senior id, then junior id; with sensitive topics written out where they are
        to be shown.
    unmatched
        Everyone without a pairing.
    show_sensitive
        Write sensitive topics out on the sheet for letters as well.

    Returns
    -------
    bytes
        An XLSX file whose first sheet is a table to decide in, which
        :func:`rmatch.read_decisions` takes back.
    """
    from xlsxwriter import Workbook

    data = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(data, options) as book:
        book.set_properties({"title": "Pairings", "created": MADE})
        styles = Styles.of(book)
        review_sheet(book.add_worksheet("Review"), styles, solved, pairings)
        letters = book.add_worksheet("Mail merge")
        letters_sheet(letters, styles, solved, pairings, show_sensitive=show_sensitive)
        _pairings_sheet(book, styles, pairings)
        _unmatched_sheet(book, styles, unmatched)
        overview_sheet(book.add_worksheet("Summary"), styles, solved, summary)
    return data.getvalue()


def _pairings_sheet(book: Workbook, styles: Styles, pairings: Sequence[Pairing]) -> None:
    """The columns of ``pairings.csv``, numbers as numbers."""
    sheet = book.add_worksheet("Pairings")
    rows = [
        [_number(cell) if name in NUMBERS else cell for name, cell in _named(row.cells())]
        for row in pairings
    ]
    table(sheet, styles, [_column(name) for name in PAIRING_COLUMNS], rows)
    score = PAIRING_COLUMNS.index("score")
    sheet.conditional_format(1, score, max(len(rows), 1), score, SCORE_SCALE)


def _unmatched_sheet(book: Workbook, styles: Styles, unmatched: Sequence[Unmatched]) -> None:
    rows = [unmatched_cells(row) for row in unmatched]
    table(book.add_worksheet("Unmatched"), styles, [_column(n) for n in UNMATCHED_COLUMNS], rows)


def _column(name: str) -> Column:
    if name in NUMBERS:
        return Column(name, "number")
    return Column(name, "id" if name.endswith("id") else "text", WIDE.get(name, 30))


def _named(cells: Sequence[str]) -> zip[tuple[str, str]]:
    return zip(PAIRING_COLUMNS, cells, strict=True)


def _number(cell: str) -> Cell:
    return float(cell) if cell else None
