"""``run.json``: when, with what and from what a result was made.

The only file that differs between equal runs. It holds no person's data beyond the ids
that a warning names.
"""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from rmatch.roster.sensitive import SENSITIVE_TOPIC

if TYPE_CHECKING:
    from rmatch.errors import Problem
    from rmatch.roster import Roster
    from rmatch.roster.files.table import FileFacts

__all__ = ["run_record"]

ALWAYS = ("rmatch", "numpy", "tzdata")
# Named where they were loaded, that is, where they took part in the run.
WHERE_USED = (
    "scipy",
    "pandas",
    "pyarrow",
    "pulp",
    "highspy",
    "ortools",
    "babel",
    "jinja2",
    "xlsxwriter",
)


def run_record(
    roster: Roster,
    contents: Mapping[str, bytes],
    *,
    formats: Collection[str],
    options: Mapping[str, Any],
    seconds: float | None = None,
    facts: Sequence[FileFacts] = (),
    warnings: Sequence[Problem] = (),
    left_out: Sequence[tuple[str, str]] = (),
    pages: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The content of ``run.json``.

    Parameters
    ----------
    roster
        The roster as read: its files, encodings, hashes and warnings.
    contents
        The files written beside this one, for their hashes.
    formats
        In which the result was asked for.
    options
        What the run was asked for (paths, solver, seed and the like).
    seconds
        Wall-clock time of the run so far.
    facts, warnings
        Files of decisions, and what was odd beside what is in the roster.
    left_out
        Name and hash of files of decisions that earlier results in the folder honoured and this
        one does not know.
    pages
        Name and hash of pages made from the contents, if any.
    """
    return {
        "schema_version": 1,
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": None if seconds is None else round(seconds, 3),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "versions": _versions(),
        "formats": sorted(formats),
        "options": dict(options),
        "inputs": [
            {
                "name": file.name,
                "format": file.format,
                "encoding": file.encoding,
                "delimiter": file.delimiter,
                "sheet": file.sheet,
                "rows": file.rows,
                "hidden_rows": file.hidden_rows,
                "sha256": file.sha256,
            }
            for file in (*roster.facts, *facts)
        ],
        "decisions": [{"name": file.name, "sha256": file.sha256} for file in facts],
        "decisions_left_out": [{"name": name, "sha256": sha256} for name, sha256 in left_out],
        "outputs": {
            name: hashlib.sha256(data).hexdigest() for name, data in sorted(contents.items())
        },
        **({"pages": dict(pages)} if pages else {}),
        "warnings": list(_warnings(roster, (*roster.warnings, *warnings))),
    }


def _warnings(roster: Roster, warnings: Iterable[Problem]) -> Iterable[dict[str, Any]]:
    # A column can stand for one skill, and its heading name a sensitive topic.
    named = {found.heading: found.column.partition(":")[2] for found in roster.recognised}
    secret = {heading for heading, skill in named.items() if skill and roster.hides(skill)}
    secret |= {heading for heading in roster.unused if roster.hides(heading)}
    for warning in warnings:
        if not warning.confidential:
            yield {
                "code": warning.code,
                "file": warning.file,
                "line": warning.line,
                "heading": SENSITIVE_TOPIC if warning.heading in secret else warning.heading,
                "what": warning.what,
                "ids": list(warning.ids),
            }


def _versions() -> dict[str, str | None]:
    used = (*ALWAYS, *(name for name in WHERE_USED if name in sys.modules))
    return {name: _version(name) for name in used}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
