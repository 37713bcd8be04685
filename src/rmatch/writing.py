"""Which files a result is written as, and what each of them holds."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rmatch.approval import APPROVAL_FILE, Approval, signed
from rmatch.brief.folder import (
    BRIEFS,
    Final,
    approved_files,
    data_files,
    draft_pages,
    earlier_meetings,
    hashes,
    is_data,
    journal,
    possible_files,
)
from rmatch.earlier import forgotten_decisions
from rmatch.errors import UsageError
from rmatch.output.encode import csv_bytes, json_bytes
from rmatch.output.files import not_written_over, write_files
from rmatch.output.run_record import run_record
from rmatch.output.tables import (
    PAIRING_COLUMNS,
    UNMATCHED_COLUMNS,
    Pairing,
    unmatched_cells,
)
from rmatch.policy import COMPONENTS
from rmatch.progress import WRITING, Progress, silent

if TYPE_CHECKING:
    from rmatch.audit.figures import AuditReport
    from rmatch.brief.meetings import Earlier
    from rmatch.explain.unmatched import Unmatched
    from rmatch.prices import Prices
    from rmatch.solved import Solved

__all__ = ["DEFAULT_FORMATS", "FORMATS", "Result", "contents_of", "file_names", "write_result"]

# Each format, and the files that are written for it.
FILES_OF = {
    "csv": ("pairings.csv", "unmatched.csv"),
    "json": ("pairings.json", "unmatched.json"),
    "html": ("report.html",),
    "xlsx": ("pairings.xlsx",),
    "brief": ("briefs/",),
}
FORMATS = tuple(FILES_OF)
DEFAULT_FORMATS = ("csv", "html", "xlsx")
ALWAYS = ("summary.json", "run.json")
AUDIT_FILES = ("audit.csv", "audit.json", "audit.html")
NUMBER_COLUMNS = frozenset({"score", "best_share", *COMPONENTS})


@dataclass(frozen=True, eq=False)
class Result:
    """What the files show; ``pairings`` as sensitive topics are to be shown."""

    solved: Solved
    summary: Mapping[str, Any]
    pairings: Sequence[Pairing]
    unmatched: Sequence[Unmatched]
    prices: Prices | None = None
    show_sensitive: bool = False


def check_formats(formats: Collection[str]) -> None:
    """Refuse a format that is not known.

    Raises
    ------
    UsageError
    """
    if unknown := sorted(set(formats) - set(FORMATS)):
        raise UsageError(f"unknown format '{unknown[0]}'. Fix: choose from {', '.join(FORMATS)}")


def file_names(formats: Collection[str], *, audit: bool = False) -> tuple[str, ...]:
    """The files that these formats make, in the order in which they are named to people."""
    made = [name for form in FORMATS if form in formats for name in FILES_OF[form]]
    return (*made, ALWAYS[0], *(AUDIT_FILES if audit else ()), *ALWAYS[1:])


def contents_of(
    result: Result,
    formats: Collection[str],
    *,
    raw: bool = False,
    audit: AuditReport | None = None,
    earlier: Earlier | None = None,
    progress: Progress = silent,
) -> dict[str, bytes]:
    """Name and bytes of every file but ``run.json``; equal results give equal bytes.

    Parameters
    ----------
    result
        What to show.
    formats
        Of :data:`FORMATS`.
    raw
        Write text that starts like a formula without an apostrophe before it.
    audit
        A report to be written beside.
    earlier
        The meetings that people's calendars have: they stay where they can.
    progress
        Told before each format.
    """
    makers: dict[str, Callable[[], dict[str, bytes]]] = {
        "csv": lambda: _csv(result, raw=raw),
        "json": lambda: _json(result),
        "html": lambda: {"report.html": _page(result, progress)},
        "xlsx": lambda: {"pairings.xlsx": _workbook(result)},
        "brief": lambda: _briefs(result, earlier),
    }
    asked = [form for form in FORMATS if form in formats]
    contents: dict[str, bytes] = {}
    for number, form in enumerate(asked):
        progress(WRITING, number, len(asked))
        contents |= makers[form]()
    contents["summary.json"] = json_bytes(result.summary)
    if audit is not None:
        from rmatch.audit.tables import audit_contents

        contents |= audit_contents(audit, raw=raw)
    return contents


def write_result(
    folder: Path,
    result: Result,
    formats: Collection[str],
    *,
    raw: bool = False,
    audit: AuditReport | None = None,
    options: Mapping[str, Any] | None = None,
    started: float | None = None,
    progress: Progress = silent,
) -> tuple[Path, ...]:
    """Write the files, all or none; those of an earlier result that would contradict are removed.

    Returns
    -------
    tuple of Path
        The files written.

    Raises
    ------
    UsageError
        If a format is unknown, the folder cannot be made or written to, or its record of
        calendars is damaged.
    """
    check_formats(formats)
    decided = {facts.sha256: facts.name for facts in result.solved.cohort.decisions.facts}
    not_written_over(folder, file_names(formats, audit=audit is not None), list(decided.values()))
    forgotten = forgotten_decisions(folder, decided)
    earlier = earlier_meetings(folder) if "brief" in formats else None
    contents = contents_of(
        result, formats, raw=raw, audit=audit, earlier=earlier, progress=progress
    )
    standing = _standing(folder, contents)
    made = _made(folder, contents, formats, final=standing is not None)
    cohort = result.solved.cohort
    roster = cohort.roster
    contents["run.json"] = json_bytes(
        run_record(
            roster,
            contents,
            formats=formats,
            pages=hashes(made.pages) if standing is None else {},
            options=options or {},
            seconds=None if started is None else time.perf_counter() - started,
            facts=cohort.decisions.facts,
            warnings=cohort.warnings[len(roster.warnings) :],
            left_out=[(one.name, one.sha256) for one in forgotten if not one.replaced],
        )
    )
    if standing is not None:
        kept = replace(standing, pages=hashes(made.pages), calendars=made.calendars)
        contents[APPROVAL_FILE] = json_bytes(kept.as_dict())
    contents |= {**made.pages, **made.sent}
    possible = {name for names in FILES_OF.values() for name in names if name != f"{BRIEFS}/"}
    # An approval was of another draft.
    possible |= {*AUDIT_FILES, APPROVAL_FILE, *possible_files(folder)}
    replacing = journal(folder, made.pages)
    write_files(folder, replacing)
    # The journal goes last, also where nothing could be written.
    try:
        write_files(folder, contents, obsolete=sorted(possible - set(contents)))
    finally:
        write_files(folder, {}, obsolete=list(replacing))
    return tuple(folder / name for name in contents)


def _standing(folder: Path, contents: Mapping[str, bytes]) -> Approval | None:
    """The approval in a folder, if it was of these very files."""
    found = signed(folder)
    return found if found is not None and found.files == hashes(contents) else None


def _made(
    folder: Path, contents: Mapping[str, bytes], formats: Collection[str], *, final: bool
) -> Final:
    """The pages of the briefs among the contents, and where they are approved the calendars."""
    if "brief" not in formats:
        return Final()
    from rmatch.brief.record import brief_of

    briefs = [brief_of(one) for name, one in contents.items() if is_data(name)]
    return approved_files(folder, briefs) if final else Final(draft_pages(briefs))


def _tables(result: Result) -> tuple[tuple[str, tuple[str, ...], list[list[str]]], ...]:
    return (
        ("pairings", PAIRING_COLUMNS, [row.cells() for row in result.pairings]),
        ("unmatched", UNMATCHED_COLUMNS, [unmatched_cells(row) for row in result.unmatched]),
    )


def _csv(result: Result, *, raw: bool) -> dict[str, bytes]:
    return {
        f"{name}.csv": csv_bytes(columns, rows, numbers=NUMBER_COLUMNS, raw=raw)
        for name, columns, rows in _tables(result)
    }


def _json(result: Result) -> dict[str, bytes]:
    return {
        f"{name}.json": json_bytes([_json_record(columns, row) for row in rows])
        for name, columns, rows in _tables(result)
    }


def _page(result: Result, progress: Progress) -> bytes:
    from rmatch.report import report_page

    return report_page(
        result.solved,
        summary=result.summary,
        pairings=result.pairings,
        unmatched=result.unmatched,
        prices=result.prices,
        show_sensitive=result.show_sensitive,
        progress=progress,
    )


def _workbook(result: Result) -> bytes:
    from rmatch.output.workbook import workbook_bytes

    return workbook_bytes(
        result.solved,
        summary=result.summary,
        pairings=result.pairings,
        unmatched=result.unmatched,
        show_sensitive=result.show_sensitive,
    )


def _briefs(result: Result, earlier: Earlier | None) -> dict[str, bytes]:
    from rmatch.brief.content import briefs_of

    return data_files(briefs_of(result.solved, earlier))


def _json_record(columns: tuple[str, ...], row: list[str]) -> dict[str, Any]:
    """A row for JSON: numbers as numbers, inactive components as null."""
    return {
        column: (float(cell) if cell else None) if column in NUMBER_COLUMNS else cell
        for column, cell in zip(columns, row, strict=True)
    }
