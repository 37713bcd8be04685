"""The record that a person has reviewed a draft: ``approval.json`` beside its files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rmatch.earlier import record_of
from rmatch.errors import Problem, ResultChangedError, UsageError
from rmatch.output.encode import json_bytes
from rmatch.output.files import write_file

if TYPE_CHECKING:
    import os

__all__ = ["APPROVAL_FILE", "Approval", "approve", "approved"]

APPROVAL_FILE = "approval.json"
RUN_FILE = "run.json"
SCHEMA_VERSION = 1
# Filled in by people: what they entered there is to come back, not to be lost.
WORKBOOK = "pairings.xlsx"


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved a draft, when, and which files it was.

    Attributes
    ----------
    by
        The name that was given.
    time
        UTC, ISO 8601, to the second.
    files
        Name to SHA-256 of every file of the draft but ``run.json``.
    """

    by: str
    time: str
    files: Mapping[str, str]

    def as_dict(self) -> dict[str, Any]:
        """The content of ``approval.json``."""
        return {
            "schema_version": SCHEMA_VERSION,
            "by": self.by,
            "time": self.time,
            "files": dict(self.files),
        }


def approve(folder: str | os.PathLike[str], by: str) -> Approval:
    """Record in ``approval.json`` that a person has reviewed the draft in a folder.

    Parameters
    ----------
    folder
        Where ``rmatch pair`` or :meth:`rmatch.Matching.write` has written.
    by
        The person's name.

    Returns
    -------
    Approval

    Raises
    ------
    UsageError
        If the name is blank, there is no draft in the folder, or it cannot be written to.
    ResultChangedError
        If a file is no longer the one that was written; with every such file.
    """
    folder, name = Path(folder), " ".join(by.split())
    if not name:
        raise UsageError('the name is blank. Fix: say who approves, such as --by "Ada Pereira"')
    files = _recorded(folder)
    if not files:
        raise UsageError(
            f"'{folder}' holds no result that can be approved. "
            "Fix: name the folder that rmatch pair wrote to (--out), or run rmatch pair first"
        )
    if problems := _changed(folder, files):
        raise ResultChangedError(problems)
    found = Approval(name, datetime.now(UTC).isoformat(timespec="seconds"), files)
    write_file(folder / APPROVAL_FILE, json_bytes(found.as_dict()))
    return found


def approved(folder: str | os.PathLike[str]) -> Approval | None:
    """The approval of the draft in a folder.

    Parameters
    ----------
    folder
        Where the draft was written.

    Returns
    -------
    Approval or None
        ``None`` where there is none, or the files are no longer those that were approved.
    """
    folder = Path(folder)
    record = record_of(folder / APPROVAL_FILE)
    files = _recorded(folder)
    by, time = record.get("by"), record.get("time")
    whole = record.get("schema_version") == SCHEMA_VERSION and record.get("files") == files
    if not (whole and files and isinstance(by, str) and isinstance(time, str) and by):
        return None
    return None if _changed(folder, files) else Approval(by, time, files)


def _recorded(folder: Path) -> dict[str, str]:
    """Name to hash of the files that ``run.json`` lists; empty where there is no such record."""
    outputs = record_of(folder / RUN_FILE).get("outputs")
    if not isinstance(outputs, dict):
        return {}
    # A name is that of a file in this folder, whatever somebody wrote into the record.
    sound = all(isinstance(h, str) and Path(name).name == name for name, h in outputs.items())
    return dict(sorted(outputs.items())) if sound else {}


def _changed(folder: Path, files: Mapping[str, str]) -> list[Problem]:
    """Every file that is missing, or is not the one that was written."""
    problems = []
    for name, known in files.items():
        try:
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError:
            what, code = "this file of the result is missing", "result-file-missing"
        else:
            if found == known:
                continue
            what, code = "this file was changed after rmatch had written it", "result-changed"
        cure = "run rmatch pair again, review the new draft and approve that"
        if name == WORKBOOK and code == "result-changed":
            cure = (
                f"if decisions were entered in it, run rmatch pair with --decisions "
                f"{folder / name}; if not, run rmatch pair again. Then review the new draft and "
                "approve that"
            )
        problems.append(Problem(code, what, cure, file=str(folder / name)))
    return problems
