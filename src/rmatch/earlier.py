"""What an earlier run left in a folder: its pairings, the decisions it took, what people typed."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from rmatch.spreadsheet_safe import unguard

__all__ = ["earlier_pairs", "forgotten_decisions", "record_of", "typed_in"]

Pair = tuple[str, str]

RUN_FILE = "run.json"
WORKBOOK = "pairings.xlsx"


def earlier_pairs(path: Path) -> frozenset[Pair] | None:
    """The pairings of a ``pairings.csv`` that rmatch wrote; ``None`` if it is no such file."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    rows = csv.DictReader(io.StringIO(text, newline=""))
    try:
        return frozenset((unguard(row["junior_id"]), unguard(row["senior_id"])) for row in rows)
    except (csv.Error, KeyError, AttributeError, TypeError):
        return None


def record_of(path: Path) -> dict[str, Any]:
    """A record as JSON; empty where there is none that can be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def forgotten_decisions(folder: Path, given: Collection[str]) -> tuple[str, ...]:
    """The files of decisions that the earlier run in a folder took and this one was not given.

    Parameters
    ----------
    folder
        Where the earlier run wrote.
    given
        Hashes of the files of this run.
    """
    taken = record_of(folder / RUN_FILE).get("decisions")
    if not isinstance(taken, list):
        return ()
    return tuple(
        str(one["name"])
        for one in taken
        if isinstance(one, dict) and "name" in one and one.get("sha256") not in given
    )


def typed_in(folder: Path, given: Collection[str]) -> bool:
    """Whether somebody changed the workbook in a folder since it was written, for nobody to read.

    Parameters
    ----------
    folder
        Where the earlier run wrote.
    given
        Hashes of the files of decisions of this run: a copy of the workbook may be among them.
    """
    written = record_of(folder / RUN_FILE).get("outputs")
    if not isinstance(written, dict) or WORKBOOK not in written:
        return False
    try:
        now = hashlib.sha256((folder / WORKBOOK).read_bytes()).hexdigest()
    except OSError:
        return False
    return now != written[WORKBOOK] and now not in given
