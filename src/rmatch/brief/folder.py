"""The folder of briefs beside a result: which files it holds, as a draft and once approved.

``<stem>.json`` is the brief as data, made by a run and signed by an approval; the pages and
calendars are made from it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rmatch.earlier import record_of
from rmatch.errors import UsageError
from rmatch.output.encode import json_bytes

if TYPE_CHECKING:
    from rmatch.brief.meetings import Earlier
    from rmatch.brief.model import Brief

__all__ = [
    "BRIEFS",
    "CALENDAR_FILE",
    "Counts",
    "approved_files",
    "briefs_in",
    "counts",
    "data_files",
    "draft_pages",
    "earlier_meetings",
    "edited",
    "hashes",
    "is_data",
    "possible_files",
]

BRIEFS = "briefs"
# What people's calendars were sent: later changes and cancellations build on it.
CALENDAR_FILE = "calendar.json"
DATA = ".json"
PAGES = (".md", ".html")
CALENDARS = (".ics", "-cancelled.ics")


def data_files(briefs: Iterable[Brief]) -> dict[str, bytes]:
    """What an approval signs: the name in the result's folder, and bytes, of each brief."""
    from rmatch.brief.record import record

    return {_name(brief.stem, DATA): record(brief) for brief in briefs}


def is_data(name: str) -> bool:
    """Whether a name in a result's folder is that of a brief's data."""
    inner, _, file = name.rpartition("/")
    return inner == BRIEFS and file.endswith(DATA) and Path(file).name == file


def earlier_meetings(folder: Path) -> Earlier:
    """When those meetings are that people's calendars have from earlier results in a folder.

    Raises
    ------
    UsageError
        If the record of it is damaged.
    """
    from rmatch.brief.sent import meetings

    return meetings(_sent(folder / CALENDAR_FILE))


def briefs_in(folder: Path, names: Iterable[str]) -> tuple[Brief, ...]:
    """The briefs among the files of a result, whose hashes the caller has checked."""
    data = [(folder / name).read_bytes() for name in names if is_data(name)]
    if not data:
        return ()
    from rmatch.brief.record import brief_of

    return tuple(map(brief_of, data))


def draft_pages(briefs: Iterable[Brief]) -> dict[str, bytes]:
    """The pages that say DRAFT; no calendar."""
    return _pages(briefs, draft=True)


def approved_files(folder: Path, briefs: Sequence[Brief]) -> dict[str, bytes]:
    """The pages of approved briefs, their calendars, and the record of what was sent.

    Parameters
    ----------
    folder
        Of the result, with the record of earlier calendars if there were any.
    briefs
        Those that were approved.

    Raises
    ------
    UsageError
        If the record is damaged.
    """
    from rmatch.brief.calendar import calendar_files

    calendars, sent = calendar_files(briefs, _sent(folder / CALENDAR_FILE))
    files = _pages(briefs, draft=False)
    files |= {f"{BRIEFS}/{name}": data for name, data in calendars.items()}
    if sent:
        files[CALENDAR_FILE] = json_bytes(sent)
    return files


def possible_files(folder: Path) -> set[str]:
    """Every file of briefs that earlier runs and approvals in a folder may have left."""
    names = set()
    outputs = record_of(folder / "run.json").get("outputs")
    for name in outputs if isinstance(outputs, dict) else ():
        if is_data(name):
            stem = name.removeprefix(f"{BRIEFS}/").removesuffix(DATA)
            names |= {_name(stem, ending) for ending in (DATA, *PAGES, *CALENDARS)}
    return names | set(_made(folder))


def edited(folder: Path) -> list[str]:
    """Pages and calendars that somebody has changed since they were written."""
    found = []
    for name, known in _made(folder).items():
        try:
            now = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError:
            continue
        if now != known:
            found.append(name)
    return sorted(found)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many files of each kind an approval made: briefs, calendars, cancellations."""

    briefs: int
    calendars: int
    cancelled: int

    def named(self) -> list[str]:
        """What to tell people about the folder; nothing where there is no brief."""
        if not self.briefs:
            return []
        told = f"{BRIEFS}/ ({_counted(self.briefs, 'brief')}"
        told += f", {_counted(self.calendars, 'calendar')}" if self.calendars else ""
        told += f", {_counted(self.cancelled, 'cancellation')}" if self.cancelled else ""
        return [f"{told})", *([CALENDAR_FILE] if self.calendars or self.cancelled else [])]


def counts(names: Iterable[str]) -> Counts:
    """How many of each kind are among the names of pages and calendars."""
    ends = [name.removeprefix(f"{BRIEFS}/") for name in names]
    cancelled = sum(name.endswith(CALENDARS[1]) for name in ends)
    calendars = sum(name.endswith(CALENDARS[0]) for name in ends) - cancelled
    return Counts(sum(name.endswith(".md") for name in ends), calendars, cancelled)


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    """Name to SHA-256."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}


def _sent(path: Path) -> dict[str, Any]:
    """The record of earlier calendars; a damaged one is no reason to start afresh in silence."""
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        found = getattr(error, "strerror", None) or "it is damaged"
    if isinstance(found, dict):
        return found
    raise UsageError(
        f"'{path}', the record of the calendars that people were sent, cannot be read "
        f"({found if isinstance(found, str) else 'it is damaged'}). Fix: put back a copy of it; "
        "or move it away, if the meetings that people already have need no change from here"
    )


def _made(folder: Path) -> dict[str, str]:
    """Name to hash of the pages and calendars that the latest run or approval made."""
    made: dict[str, str] = {}
    for record in ("run.json", "approval.json"):
        pages: Any = record_of(folder / record).get("pages")
        for name, known in pages.items() if isinstance(pages, dict) else ():
            inner, _, file = name.rpartition("/")
            # A name is that of a file in this folder, whatever somebody wrote into the record.
            if inner == BRIEFS and Path(file).name == file and isinstance(known, str):
                made[name] = known
    return made


def _pages(briefs: Iterable[Brief], *, draft: bool) -> dict[str, bytes]:
    from rmatch.brief.markdown import markdown
    from rmatch.brief.page import page

    files: dict[str, bytes] = {}
    for brief in briefs:
        files[_name(brief.stem, ".md")] = markdown(brief, draft=draft)
        files[_name(brief.stem, ".html")] = page(brief, draft=draft)
    return files


def _name(stem: str, ending: str) -> str:
    return f"{BRIEFS}/{stem}{ending}"
