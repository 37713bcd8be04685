"""What an earlier run left in a folder: its pairings, the decisions it took, what people typed."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rmatch.spreadsheet_safe import unguard

__all__ = ["Forgotten", "earlier_pairs", "forgotten_decisions", "record_of", "typed_in"]

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


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A file of decisions that an earlier run in a folder took and this one was not given.

    Attributes
    ----------
    name, sha256
        The file as it was named then, and its hash.
    replaced
        Whether this run was given a file of that name with other content. Whoever changed it
        meant that, so only a file that is missing altogether is remembered further.
    """

    name: str
    sha256: str
    replaced: bool


def forgotten_decisions(folder: Path, given: Mapping[str, str]) -> tuple[Forgotten, ...]:
    """The files that earlier runs in a folder took and this one was not given.

    Those that the latest of them was not given either are among them: until they are given
    again, each result in the folder lacks what they say.

    Parameters
    ----------
    folder
        Where the earlier runs wrote.
    given
        Hash of each file of this run, and its name.
    """
    record = record_of(folder / RUN_FILE)
    names = set(given.values())
    found: dict[str, Forgotten] = {}
    for taken in (record.get("decisions"), record.get("decisions_left_out")):
        for one in taken if isinstance(taken, list) else ():
            if isinstance(one, dict) and isinstance(one.get("name"), str):
                name, sha256 = one["name"], str(one.get("sha256"))
                if sha256 not in given:
                    found.setdefault(sha256, Forgotten(name, sha256, name in names))
    return tuple(found.values())


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
