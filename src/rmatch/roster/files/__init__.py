"""Files to tables of text: CSV, TSV, XLSX, Parquet, standard input, and pandas frames.

Reading knows nothing of what a column means: the caller chooses columns by their
headings, and says under which headings there is an id.
"""

from __future__ import annotations

import dataclasses
import os
from typing import BinaryIO

from rmatch.errors import Problem
from rmatch.roster.files.delimited import read_delimited
from rmatch.roster.files.frames import read_parquet, table_from_frame
from rmatch.roster.files.source import kind_of, read_bytes
from rmatch.roster.files.table import Choose, FileFacts, HasId, Table, shown
from rmatch.roster.files.workbook import read_workbook

__all__ = ["FileFacts", "Table", "read_table", "table_from_frame"]


def read_table(
    source: str | os.PathLike[str],
    *,
    choose: Choose,
    has_id: HasId | None = None,
    sheet: str | None = None,
    raw: bool = False,
    stdin: BinaryIO | None = None,
    glance: Choose | None = None,
    titled: bool = False,
    rowless: bool = False,
) -> Table:
    """Read a file as text, whatever its kind, encoding and delimiter.

    Parameters
    ----------
    source
        A path, or ``"-"`` for standard input.
    choose
        Gets all headings, returns the indices of the columns to keep; the cells of the
        others are not kept and appear in no problem.
    has_id
        Whether a row of headings holds an id: finds the heading row of a workbook, settles
        a doubtful delimiter, and says which columns' numbers are warned about.
    sheet
        The sheet of a workbook; by default the first with an id heading among its first
        20 rows.
    raw
        Keep the apostrophe that rmatch's writer puts before text that a spreadsheet program
        could run.
    stdin
        Read instead of the process's standard input.
    glance
        Gets all headings, returns the indices of columns of text and workbooks whose first
        cells are shown to the caller and not kept with the others; no problem names them.
    titled
        Text may have titles above its heading line, as a workbook may: the first of 20 lines
        that has an id is the heading line.
    rowless
        A heading without a row under it is a warning, not an error.

    Returns
    -------
    Table
        The chosen columns, with warnings.

    Raises
    ------
    RosterError
        With every problem found: a file that is missing, empty, of another kind or damaged;
        undecodable bytes, NUL, unclosed quotes, ragged rows; without ``rowless``, no row
        under the heading.
    """
    name, data = read_bytes(source, stdin)
    kind = kind_of(name, data)
    if kind == "xlsx":
        return read_workbook(name, data, choose, has_id, sheet, glance, rowless)
    if kind == "parquet":
        table = read_parquet(name, data, choose, rowless)
    else:
        table = read_delimited(
            name, data, choose, has_id, raw, glance, titled=titled, rowless=rowless
        )
    return table if sheet is None else _sheet_left_aside(table, sheet)


def _sheet_left_aside(table: Table, sheet: str) -> Table:
    warning = Problem(
        "sheet-ignored",
        f"sheet '{sheet}' was asked for, but this file has no sheets",
        "leave --sheet out, or give the workbook itself",
        shown(table.facts.name),
        severity="warning",
    )
    return dataclasses.replace(table, problems=(*table.problems, warning))
