"""Parquet files and pandas frames: typed columns to text."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rmatch.errors import Problem, RosterError
from rmatch.roster.files.source import damaged, empty
from rmatch.roster.files.table import Choose, FileFacts, Rows, Table
from rmatch.roster.files.values import cell_text

if TYPE_CHECKING:
    import pandas as pd

FRAME = "data frame"


def read_parquet(name: str, data: bytes, choose: Choose, rowless: bool = False) -> Table:
    """The table in the Parquet file ``data``; columns that are not chosen are not decoded."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(pa.BufferReader(data))
        headings = list(file.schema_arrow.names)
        if not headings:
            raise empty(name)
        rows = Rows.of(name, headings, choose)
        texts = _parquet_columns(file, headings, rows.chosen)
        count = file.metadata.num_rows
    except (pa.ArrowException, OSError, ValueError, TypeError, KeyError, OverflowError) as error:
        raise damaged(name, f"{str(error).splitlines()[0] if str(error) else error!r}") from None
    sha256 = hashlib.sha256(data).hexdigest()
    return _table(rows, texts, count, name, "parquet", sha256, rowless)


def _parquet_columns(file: Any, headings: list[str], chosen: Sequence[int]) -> list[list[str]]:
    if not chosen:
        return []
    # Arrow chooses columns by name, so of two with one name it cannot take the second.
    distinct = len(set(headings)) == len(headings)
    read = file.read(columns=[headings[i] for i in chosen] if distinct else None)
    columns = [read.column(headings[i]) if distinct else read.column(i) for i in chosen]
    return [[cell_text(value) for value in _python_values(column)] for column in columns]


def _python_values(column: Any) -> list[object]:
    import pyarrow as pa

    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        # Python's times end at microseconds.
        column = column.cast(pa.timestamp("us", tz=column.type.tz), safe=False)
    values: list[object] = column.to_pylist()
    return values


def table_from_frame(df: pd.DataFrame, choose: Choose) -> Table:
    """The table in a pandas frame, which is not changed.

    Parameters
    ----------
    df
        One row a person; a named index counts as columns before the others.
    choose
        Gets the headings, returns the indices of the columns to keep.

    Returns
    -------
    Table
        Cells as text (:func:`~rmatch.roster.files.values.cell_text`); ``lines`` are row
        numbers from 1.

    Raises
    ------
    TypeError
        ``df`` is no pandas frame.
    RosterError
        No columns, no rows, or text that cannot be written down.
    """
    if not (hasattr(df, "columns") and hasattr(df, "iloc")):
        raise TypeError(f"a pandas DataFrame is needed, not {type(df).__name__}")
    named = [i for i, name in enumerate(df.index.names) if name is not None]
    headings = [str(df.index.names[i]) for i in named]
    headings += [_heading(label) for label in df.columns]
    if not headings:
        raise empty(FRAME)
    rows = Rows.of(FRAME, headings, choose)
    texts = []
    for index in rows.chosen:
        values: Any
        if index < len(named):
            values = df.index.get_level_values(named[index])
        else:
            values = df.iloc[:, index - len(named)]
        texts.append(_texts(values.tolist(), rows.headings[index]))
    digest = hashlib.sha256()
    for index, column in zip(rows.chosen, texts, strict=True):
        for text in (rows.headings[index], *column):
            digest.update(text.encode("utf-8", "surrogatepass") + b"\0")
    return _table(rows, texts, len(df), FRAME, "frame", digest.hexdigest())


def _texts(values: Sequence[object], heading: str) -> list[str]:
    texts = []
    for number, value in enumerate(values, start=1):
        try:
            texts.append(cell_text(value))
        except (RecursionError, ValueError) as error:
            # A list that holds itself; a number of more digits than Python writes down.
            what = f"this {type(value).__name__} cannot be written as text"
            fix = "put text or a usual number into the cell"
            problem = Problem("unwritable-cell", what, fix, FRAME, number, heading)
            raise RosterError([problem]) from error
    return texts


def _heading(label: object) -> str:
    if isinstance(label, tuple):
        return " ".join(str(part) for part in label if str(part))
    return str(label)


def _table(
    rows: Rows,
    texts: list[list[str]],
    count: int,
    name: str,
    form: str,
    sha256: str,
    rowless: bool = False,
) -> Table:
    blank = [""] * rows.width
    for number in range(count):
        cells = blank.copy()
        for index, column in zip(rows.chosen, texts, strict=True):
            cells[index] = column[number]
        if any(cells) or not texts:
            rows.add(number + 1, cells)
    rows.check_text()
    facts = FileFacts(name, form, None, None, None, 0, sha256, len(rows.lines))
    return rows.table(facts, rowless)
