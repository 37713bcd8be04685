"""``rmatch audit``: how pairings, wherever they were made, fall for groups of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rmatch.errors import RosterError, UsageError

from . import options as o
from .showing import Showing

if TYPE_CHECKING:
    from rmatch.audit.figures import AuditReport

__all__ = ["audit_command", "show_audit"]


def audit_command(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="[ROSTER] PAIRINGS",
            help="The roster as for `rmatch pair` (left out with --juniors and --seniors), and "
            "the pairings: CSV, TSV, XLSX or Parquet with junior_id and senior_id.",
        ),
    ],
    policy: o.PolicyFile = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Folder for the audit; the folder of PAIRINGS if not given.",
            metavar="DIR",
            show_default=False,
            rich_help_panel=o.OUTPUT,
        ),
    ] = None,
    juniors: o.Juniors = None,
    seniors: o.Seniors = None,
    skills: o.Skills = None,
    wants: o.Wants = None,
    org: o.Org = None,
    maps: o.Map = None,
    sheet: o.Sheet = None,
    seed: Annotated[
        int | None,
        typer.Option(
            help="Seed of the shuffles and random matchings; the policy's if not given.",
            show_default=False,
            rich_help_panel=o.PROGRAMME,
        ),
    ] = None,
    raw: o.Raw = False,
    strict: o.Strict = False,
    as_json: o.Json = False,
    quiet: o.Quiet = False,
) -> None:
    """Report how pairings, also ones made elsewhere, fall among groups of people."""
    from rmatch.audit import audit
    from rmatch.audit.tables import audit_contents
    from rmatch.cohort import Cohort
    from rmatch.output.files import write_files
    from rmatch.progress import AUDITING, READING
    from rmatch.roster.attributes import read_attributes
    from rmatch.roster.pairs import maps_for_pairs, read_pairs

    from . import terminal

    roster, pairings = _given(files, has_roster=juniors is None and seniors is None)
    if pairings == "-" in (roster, juniors, seniors, skills, wants, org):
        raise UsageError("standard input can be read once. Fix: give - for one file only")
    for_roster, for_pairs = maps_for_pairs(maps or ())
    chosen = o.load_policy(policy, seed=seed)
    with Showing(quiet=quiet) as progress:
        progress(READING)
        people = o.load_roster(
            roster,
            chosen,
            strict=strict,
            juniors=juniors,
            seniors=seniors,
            skills=skills,
            wants=wants,
            org=org,
            maps=for_roster,
            sheet=sheet,
            raw=raw,
        )
        paired = read_pairs(pairings, people, maps=for_pairs, raw=raw)
        if strict and paired.warnings:
            raise RosterError(replace(warning, severity="error") for warning in paired.warnings)
        cohort = Cohort.of(people, chosen, progress=progress)
        progress(AUDITING)
        report = audit(cohort, paired.pairs, read_attributes(people))
    folder = out or (Path() if pairings == "-" else Path(pairings).parent)
    contents = audit_contents(report, raw=raw)
    write_files(folder, contents)
    if as_json:
        typer.echo(contents["audit.json"], nl=False)
    elif not quiet:
        show_audit(report, [folder / name for name in contents], folder)
    if not quiet:
        terminal.show_problems(paired.warnings)
        terminal.show_notices(people)


def show_audit(report: AuditReport, written: Sequence[Path] = (), out: Path | None = None) -> None:
    """Print an audit in short; the files, if any were written, in ``out``."""
    from rmatch.audit.text import report_lines

    from . import terminal

    for number, line in enumerate(report_lines(report, written, out)):
        terminal.say(line, bold=number == 0)


def _given(files: list[str], *, has_roster: bool) -> tuple[str | None, str]:
    """The roster, where it is one file, and the pairings."""
    if len(files) != 1 + has_roster:
        raise UsageError(
            "give a roster and the pairings, in this order. "
            "Fix: rmatch audit roster.csv pairings/pairings.csv"
            if has_roster
            else "with --juniors and --seniors, give the pairings alone. "
            "Fix: rmatch audit pairings.csv --juniors J --seniors S"
        )
    return (files[0] if has_roster else None), files[-1]
