"""The record of who has reviewed a draft: ``approval.json`` beside its files.

Several people may approve one draft; a record is added to, never written over. With the first
approval the briefs of the draft lose their mark, and calendars are made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rmatch.brief.folder import (
    Final,
    approved_files,
    briefs_in,
    edited,
    hashes,
    is_data,
    possible_files,
)
from rmatch.earlier import record_of
from rmatch.errors import Problem, ResultChangedError, UsageError
from rmatch.output.encode import json_bytes
from rmatch.output.files import write_files
from rmatch.roster.names import spaced

if TYPE_CHECKING:
    import os

__all__ = ["APPROVAL_FILE", "Approval", "Signature", "approve", "approved", "signed"]

APPROVAL_FILE = "approval.json"
RUN_FILE = "run.json"
SCHEMA_VERSION = 1
# Filled in by people: what they entered there is to come back, not to be lost.
WORKBOOK = "pairings.xlsx"


@dataclass(frozen=True, slots=True)
class Signature:
    """One person's approval.

    Attributes
    ----------
    by
        The name that was given.
    time
        UTC, ISO 8601, to the second.
    """

    by: str
    time: str

    def __str__(self) -> str:
        return f"{self.by} on {self.time[:10]}"


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved a draft, when, and which files it was.

    Attributes
    ----------
    signatures
        Everybody who approved it, the first of them first.
    files
        Name to SHA-256 of every file of the draft but ``run.json``; of briefs, their data.
    pages
        Name to SHA-256 of the pages and calendars that were made from the briefs' data.
    calendars
        ``new``, ``changed`` and ``ended``: names without an ending of the calendars that are to be
        sent, as they are not what an earlier approval in the folder made. Empty without calendars.
    """

    signatures: tuple[Signature, ...]
    files: Mapping[str, str]
    pages: Mapping[str, str] = field(default_factory=dict)
    calendars: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The content of ``approval.json``."""
        return {
            "schema_version": SCHEMA_VERSION,
            "approvals": [{"by": one.by, "time": one.time} for one in self.signatures],
            "files": dict(self.files),
            **({"pages": dict(self.pages)} if self.pages else {}),
            **({"calendars": dict(self.calendars)} if self.calendars else {}),
        }


def approve(folder: str | os.PathLike[str], by: str) -> Approval:
    """Record in ``approval.json`` that a person has reviewed the draft in a folder.

    Whoever approved the same draft before stays in the record. Briefs in the folder are made
    anew without their mark, with calendars if the programme has a start.

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
        If the name is blank, there is no draft in the folder, it cannot be written to, or it
        holds an ``approval.json`` that is not of this draft.
    ResultChangedError
        If a file is no longer the one that was written; with every such file. Then nothing
        is written.
    """
    folder, name = Path(folder), spaced(by)
    if not name:
        raise UsageError('the name is blank. Fix: say who approves, such as --by "Ada Pereira"')
    files = _recorded(folder)
    if not files:
        raise UsageError(
            f"'{folder}' holds no result that can be approved. "
            "Fix: name the folder that rmatch pair wrote to (--out), or run rmatch pair first"
        )
    if problems := [*_changed(folder, files), *_edited(folder)]:
        raise ResultChangedError(problems)
    earlier = _earlier(folder, files)
    # Of no pairing at all, calendars that people have are to end.
    asked = "brief" in (record_of(folder / RUN_FILE).get("formats") or ())
    made = approved_files(folder, briefs_in(folder, files)) if asked else Final()
    now = Signature(name, datetime.now(UTC).isoformat(timespec="seconds"))
    found = Approval((*earlier, now), files, hashes(made.pages), made.calendars)
    # The record first: pages without their mark are never there without an approval.
    contents = {APPROVAL_FILE: json_bytes(found.as_dict()), **made.pages, **made.sent}
    write_files(folder, contents, obsolete=sorted(possible_files(folder) - {*files, *contents}))
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
    found, files = signed(folder), _recorded(folder)
    if found is None or not files or found.files != files or _changed(folder, files):
        return None
    return found


def signed(folder: str | os.PathLike[str]) -> Approval | None:
    """What ``approval.json`` in a folder says, whatever has become of the draft since.

    Parameters
    ----------
    folder
        Where the draft was written.

    Returns
    -------
    Approval or None
        ``None`` where there is no such record, or it makes no sense.
    """
    record = record_of(Path(folder) / APPROVAL_FILE)
    files, listed = record.get("files"), record.get("approvals")
    if record.get("schema_version") != SCHEMA_VERSION or not isinstance(files, dict):
        return None
    if not (isinstance(listed, list) and listed and all(isinstance(one, dict) for one in listed)):
        return None
    said = [(one.get("by"), one.get("time")) for one in listed]
    if not all(isinstance(word, str) and word for one in said for word in one):
        return None
    pages, calendars = record.get("pages"), record.get("calendars")
    signatures = tuple(Signature(str(by), str(time)) for by, time in said)
    return Approval(
        signatures,
        files,
        pages if isinstance(pages, dict) else {},
        calendars if isinstance(calendars, dict) else {},
    )


def _earlier(folder: Path, files: Mapping[str, str]) -> tuple[Signature, ...]:
    """Who approved this very draft before."""
    if not (folder / APPROVAL_FILE).exists():
        return ()
    found = signed(folder)
    if found is None or found.files != files:
        raise UsageError(
            f"'{folder / APPROVAL_FILE}' is there already and is no approval of this draft. "
            "Fix: move it to another folder, so that it is not lost, and approve again"
        )
    return found.signatures


def _recorded(folder: Path) -> dict[str, str]:
    """Name to hash of the files that ``run.json`` lists; empty where there is no such record."""
    outputs = record_of(folder / RUN_FILE).get("outputs")
    if not isinstance(outputs, dict):
        return {}
    # A name is that of a file in this folder, whatever somebody wrote into the record.
    sound = all(
        isinstance(h, str) and (Path(name).name == name or is_data(name))
        for name, h in outputs.items()
    )
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


def _edited(folder: Path) -> list[Problem]:
    """Every page of a brief into which somebody wrote: it would be written over."""
    return [
        Problem(
            "page-changed",
            "this page was changed after rmatch had written it, and would be written over",
            "rename it, approve, and then make the change in the approved page",
            file=str(folder / name),
        )
        for name in edited(folder)
    ]
