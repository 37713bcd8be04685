"""Typed cells (of a workbook, a Parquet file or a frame) as the text a person would write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from numbers import Integral, Real

# Above this a float no longer tells neighbouring whole numbers apart for certain, and
# spreadsheet programs, which keep 15 digits, have already changed what was typed.
_EXACT_BELOW = 1e15


def cell_text(value: object) -> str:
    """``value`` as trimmed text.

    Whole numbers have no decimals, dates are ISO, nothing (``None``, NaN, NaT) is empty,
    lists are joined by ``"; "`` and mappings become ``key:value`` items, so that skills
    may be given as either.

    Examples
    --------
    >>> cell_text(4.0), cell_text(["python:4", "sql"]), cell_text({"python": 4})
    ('4', 'python:4; sql', 'python:4')
    """
    if isinstance(value, str):
        return value.strip()
    if hasattr(value, "tolist"):
        # numpy's scalars and arrays, in the columns of a frame.
        value = value.tolist()
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return _joined(_item_text(key, item) for key, item in value.items())
    if isinstance(value, (list, tuple)):
        # Parquet's maps arrive as lists of pairs.
        return _joined(_item_text(*v) if _is_pair(v) else cell_text(v) for v in value)
    if isinstance(value, (set, frozenset)):
        return _joined(sorted(map(cell_text, value)))
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape").strip()
    return "" if _is_missing(value) else _scalar_text(value)


def _scalar_text(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (dt.date, dt.time, dt.timedelta)):
        return _time_text(value)
    if isinstance(value, Integral):
        return str(int(value))
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, Real):
        return _number_text(float(value))
    return str(value).strip()


def _joined(items: Iterable[str]) -> str:
    return "; ".join(item for item in items if item)


def _item_text(key: object, item: object) -> str:
    text = cell_text(item)
    return f"{cell_text(key)}:{text}" if text else cell_text(key)


def _is_pair(item: object) -> bool:
    return isinstance(item, tuple) and len(item) == 2


def _is_missing(value: object) -> bool:
    if isinstance(value, Decimal):
        return value.is_nan()
    # NaN and NaT differ from themselves; pandas' NA has no truth value at all.
    try:
        return bool(value != value)
    except (TypeError, ValueError):
        return type(value).__name__ == "NAType"


def _time_text(value: dt.date | dt.time | dt.timedelta) -> str:
    if isinstance(value, dt.timedelta):
        seconds = round(value.total_seconds())
        sign = "-" if seconds < 0 else ""
        minutes, rest = divmod(abs(seconds), 60)
        return f"{sign}{minutes // 60:02}:{minutes % 60:02}:{rest:02}"
    if isinstance(value, dt.datetime) and value.tzinfo is None and value.time() == dt.time():
        value = value.date()
    return value.isoformat()


def _number_text(number: float) -> str:
    if number.is_integer() and abs(number) < _EXACT_BELOW:
        return str(int(number))
    return format(number, ".15g")
