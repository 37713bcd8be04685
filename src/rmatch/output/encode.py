"""Tables and summaries as bytes: CSV that a spreadsheet shows as text, JSON that is sorted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from rmatch.printable import UNPRINTABLE
from rmatch.spreadsheet_safe import guard

__all__ = ["csv_bytes", "json_bytes"]


def csv_bytes(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    numbers: frozenset[str] = frozenset(),
    raw: bool = False,
) -> bytes:
    """UTF-8 CSV with plain line feeds.

    Parameters
    ----------
    columns, rows
        The heading, and one text a column for each row.
    numbers
        Columns whose cells are rmatch's own numbers; all others are text, guarded so
        that no spreadsheet runs them as a formula.
    raw
        Leave text as it is.
    """
    as_text = [not raw and column not in numbers for column in columns]
    lines = [",".join(map(_quoted, columns))]
    for row in rows:
        cells = (guard(c) if text else c for c, text in zip(row, as_text, strict=True))
        lines.append(",".join(map(_quoted, cells)))
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _quoted(cell: str) -> str:
    """A cell as RFC 4180 has it; Python's writer leaves a lone return bare before 3.13."""
    if any(character in cell for character in ',"\r\n'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def json_bytes(content: Any) -> bytes:
    """UTF-8 JSON, keys sorted, indented, with a last line end.

    What could steer a terminal, and half characters (in names of files), are escaped.
    """
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False)
    lines = (UNPRINTABLE.sub(_escaped, line) for line in text.split("\n"))
    return ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace")


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
