"""The folder of briefs beside a result: which files it holds, as a draft and once approved.

``<stem>.json`` is the brief as data, made by a run and signed by an approval; the pages and
calendars are made from it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
    "Final",
    "approved_files",
    "briefs_in",
    "counts",
    "data_files",
    "draft_pages",
    "earlier_meetings",
    "edited",
    "hashes",
    "is_data",
    "journal",
    "possible_files",
]

BRIEFS = "briefs"
# What people's calendars were sent: later changes and cancellations build on it.
CALENDAR_FILE = "calendar.json"
DATA = ".json"
PAGES = (".md", ".html")
CALENDAR = ".ics"
# There while a run replaces files: if it is killed, the next one knows the old ones and the new.
JOURNAL = ".briefs.json"
# A policy has at most 10000 meetings; a fingerprint, which ends other names, has more digits.
_CANCELLED = re.compile(r"-cancelled-\d{1,5}\.ics\Z")


def data_files(briefs: Iterable[Brief]) -> dict[str, bytes]:
    """What an approval signs: the name in the result's folder, and bytes, of each brief."""
    from rmatch.brief.record import record

    return {_name(brief.stem, DATA): record(brief) for brief in briefs}


def is_data(name: str) -> bool:
    """Whether a name in a result's folder is that of a brief's data."""
    return _is_ours(name) and name.endswith(DATA)


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
    """The briefs among the files of a result, whose hashes the caller has checked.

    Raises
    ------
    UsageError
        If one of them is none, or would be written under another name.
    """
    return tuple(_brief_in(folder, name) for name in names if is_data(name))


def _brief_in(folder: Path, name: str) -> Brief:
    from rmatch.brief.record import brief_of

    try:
        brief = brief_of((folder / name).read_bytes())
    except ValueError:
        brief = None
    # Somebody may have changed its hash in run.json too, and no name may lead out of the folder.
    if brief is None or _name(brief.stem, DATA) != name:
        raise UsageError(
            f"'{folder / name}' is not a brief as rmatch writes it. Fix: run rmatch pair again"
        )
    return brief


def draft_pages(briefs: Iterable[Brief]) -> dict[str, bytes]:
    """The pages that say DRAFT; no calendar."""
    return _pages(briefs, draft=True)


@dataclass(frozen=True, slots=True)
class Final:
    """What an approval makes of briefs.

    Attributes
    ----------
    pages
        Name in the result's folder to bytes, of pages and calendars.
    sent
        The same of the record of calendars; to be written last, so that an approval that is
        broken off begins again where it began.
    calendars
        Stems of the calendars that are ``new``, ``changed`` and ``ended``, if there ever were any.
    """

    pages: Mapping[str, bytes] = field(default_factory=dict)
    sent: Mapping[str, bytes] = field(default_factory=dict)
    calendars: Mapping[str, list[str]] = field(default_factory=dict)


def approved_files(folder: Path, briefs: Sequence[Brief]) -> Final:
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

    made = calendar_files(briefs, _sent(folder / CALENDAR_FILE))
    pages = _pages(briefs, draft=False)
    pages |= {f"{BRIEFS}/{name}": data for name, data in made.files.items()}
    sent = {CALENDAR_FILE: json_bytes(made.record)} if made.record else {}
    return Final(pages, sent, made.changes)


def possible_files(folder: Path) -> set[str]:
    """Every file of briefs that earlier runs and approvals in a folder may have left."""
    outputs = record_of(folder / "run.json").get("outputs")
    data = [name for name in outputs if is_data(name)] if isinstance(outputs, dict) else []
    stems = {name.removeprefix(f"{BRIEFS}/").removesuffix(DATA) for name in data}
    names = {_name(stem, ending) for stem in stems for ending in (DATA, *PAGES, CALENDAR)}
    listed = record_of(folder / JOURNAL).get("data")
    names |= {name for name in listed if _is_ours(name)} if isinstance(listed, list) else set()
    return names | _calendars(folder, stems | _stems_sent(folder)) | set(_made(folder))


def journal(folder: Path, pages: Mapping[str, bytes]) -> dict[str, bytes]:
    """What a run is about to replace, and by what: the name of a file, and its bytes.

    Parameters
    ----------
    folder
        Of the result, as an earlier run and approval have left it.
    pages
        Pages and calendars that will be written.

    Returns
    -------
    dict
        Empty where there is nothing to replace. To be written before, and removed after.
    """
    data = sorted(name for name in possible_files(folder) if is_data(name))
    known = _made(folder)
    if not (data or known):
        return {}
    for name, now in hashes(pages).items():
        known.setdefault(name, set()).add(now)
    found = {"data": data, "pages": {name: sorted(known[name]) for name in sorted(known)}}
    return {JOURNAL: json_bytes(found)}


def _calendars(folder: Path, stems: set[str]) -> set[str]:
    """The calendars and cancellations in a folder that are of one of these pairings."""
    try:
        names = [path.name for path in (folder / BRIEFS).iterdir()]
    except (OSError, ValueError):  # a name with a NUL in it is a ValueError
        return set()
    found = set()
    for name in names:
        stem = _CANCELLED.sub("", name) if _CANCELLED.search(name) else name.removesuffix(CALENDAR)
        # A pairing that has ended gives its name up to another, and has a number behind it.
        if stem != name and (stem in stems or re.sub(r"-\d+$", "", stem) in stems):
            found.add(f"{BRIEFS}/{name}")
    return found


def _stems_sent(folder: Path) -> set[str]:
    """Of the pairings that ever had a calendar, if their record can be read."""
    pairings = record_of(folder / CALENDAR_FILE).get("pairings")
    listed = pairings if isinstance(pairings, list) else []
    stems = [entry.get("stem") for entry in listed if isinstance(entry, dict)]
    return {stem for stem in stems if isinstance(stem, str)}


def edited(folder: Path) -> list[str]:
    """Pages and calendars that somebody has changed since they were written."""
    found = []
    for name, known in _made(folder).items():
        try:
            now = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError:
            continue
        if now not in known:
            found.append(name)
    return sorted(found)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many files of each kind an approval made: briefs, calendars, cancellations."""

    briefs: int
    calendars: int
    cancelled: int

    def named(self) -> list[str]:
        """What to tell people about the folder; nothing where nothing is in it."""
        kinds = (
            (self.briefs, "brief"),
            (self.calendars, "calendar"),
            (self.cancelled, "cancellation"),
        )
        told = [_counted(number, word) for number, word in kinds if number]
        return [f"{BRIEFS}/ ({', '.join(told)})"] if told else []


def counts(names: Iterable[str]) -> Counts:
    """How many of each kind are among the names of pages and calendars."""
    ends = [name.removeprefix(f"{BRIEFS}/") for name in names]
    cancelled = sum(_CANCELLED.search(name) is not None for name in ends)
    calendars = sum(name.endswith(CALENDAR) for name in ends) - cancelled
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


def _made(folder: Path) -> dict[str, set[str]]:
    """Name to hash of the pages and calendars that the latest run or approval made.

    Of a page of both, two: where an approval was broken off, some are as the run left them.
    """
    made: dict[str, set[str]] = {}
    for record in ("run.json", "approval.json", JOURNAL):
        pages: Any = record_of(folder / record).get("pages")
        for name, known in pages.items() if isinstance(pages, dict) else ():
            if _is_ours(name):
                made.setdefault(name, set()).update([known] if isinstance(known, str) else known)
    return made


def _is_ours(name: Any) -> bool:
    """Whether this is the name of a file of briefs, whatever somebody wrote into a record."""
    if not isinstance(name, str):
        return False
    inner, _, file = name.rpartition("/")
    return inner == BRIEFS and Path(file).name == file not in ("", "..") and "\0" not in file


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
