"""``rmatch pair``: read, pair, prove, write, say how it went."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rmatch.errors import InfeasibleError, RosterError, UsageError

from . import options as o
from .after import (
    ended_pairings,
    late_warnings,
    tell,
    tell_of_approval,
    tell_of_calendars,
    tell_of_ended,
    tell_of_forgotten,
    tell_of_past_start,
)
from .audit import show_audit
from .showing import Showing

if TYPE_CHECKING:
    from rmatch.matching import Matching

CLOCK_STOPPED = 5
TYPED_IN = (
    "somebody has changed '{out}/pairings.xlsx' since it was written, and this run would write "
    "over it. Fix: save it under another name and give it with --decisions, or name another "
    "folder with --out, or delete it"
)
REWRITTEN = (
    "somebody has changed '{page}' since it was written, and this run would write over it. "
    "Fix: rename it if you want to keep it, or delete it, or name another folder with --out"
)
# Warnings that may well say why nothing keeps the requirements: a misspelt department, say.
LIKELY_REASONS = frozenset({"limit-fits-nobody", "topic-of-no-pairing"})


def pair_command(
    roster: o.RosterFile = None,
    policy: o.PolicyFile = None,
    out: Annotated[
        Path, typer.Option(help="Folder for the result.", metavar="DIR", rich_help_panel=o.OUTPUT)
    ] = Path("pairings"),
    juniors: o.Juniors = None,
    seniors: o.Seniors = None,
    skills: o.Skills = None,
    wants: o.Wants = None,
    org: o.Org = None,
    maps: o.Map = None,
    sheet: o.Sheet = None,
    decisions: o.Decisions = None,
    objective: o.Objective = None,
    solver: o.Solver = None,
    seed: o.Seed = None,
    gap: o.Gap = None,
    time_limit: o.TimeLimit = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            help="Some of csv, json, html, xlsx, brief, separated by commas.",
            metavar="LIST",
            rich_help_panel=o.OUTPUT,
        ),
    ] = "csv,html,xlsx",
    prices: Annotated[
        bool,
        typer.Option(
            "--prices",
            help="Also say what each requirement and each rule costs.",
            rich_help_panel=o.OUTPUT,
        ),
    ] = False,
    audit: Annotated[
        bool,
        typer.Option(
            "--audit",
            help="Also report how pairings fall among groups of people: audit.csv, .json, .html.",
            rich_help_panel=o.OUTPUT,
        ),
    ] = False,
    raw: o.Raw = False,
    show_sensitive: o.ShowSensitive = False,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Write nothing; say what would be written.", rich_help_panel=o.OUTPUT
        ),
    ] = False,
    strict: o.Strict = False,
    as_json: o.Json = False,
    quiet: o.Quiet = False,
) -> int:
    """Pair the people of a roster, optimally and with proof."""
    started = time.perf_counter()
    from rmatch.approval import APPROVAL_FILE, signed
    from rmatch.brief.folder import edited
    from rmatch.earlier import forgotten_decisions, typed_in
    from rmatch.matching import pair
    from rmatch.output.encode import json_bytes
    from rmatch.output.files import not_written_over
    from rmatch.progress import AUDITING, READING
    from rmatch.writing import file_names

    from . import terminal
    from .decisions import earlier_result, show_decisions

    o.positive("--time-limit", time_limit)
    formats = _formats(format_)
    names = file_names(formats, audit=audit)
    if not dry_run:
        not_written_over(out, names, decisions or ())
    chosen = o.load_policy(policy, objective=objective, solver=solver, seed=seed, gap=gap)
    for_roster, for_decisions = o.parted_maps(maps, decisions)
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
        decided = o.load_decisions(decisions, people, maps=for_decisions, raw=raw)
        given = {f.sha256: f.name for f in decided.facts} if decided is not None else {}
        if not dry_run and typed_in(out, given):
            raise UsageError(TYPED_IN.format(out=out))
        if not dry_run and (pages := edited(out)):
            raise UsageError(REWRITTEN.format(page=out / pages[0]))
        forgotten = forgotten_decisions(out, given)
        before = earlier_result(decided, out) if decided or forgotten else None
        try:
            matching = pair(
                people,
                policy=chosen,
                decisions=decided,
                time_limit=time_limit,
                prices=prices,
                progress=progress,
            )
        except InfeasibleError:
            progress.wipe()
            if not quiet:
                terminal.show_problems(w for w in people.warnings if w.code in LIKELY_REASONS)
            raise
        if strict and (late := late_warnings(matching)):
            raise RosterError(replace(warning, severity="error") for warning in late)
        if audit:
            progress(AUDITING)
        report = matching.audit() if audit else None
        ended = ended_pairings(matching, out) if "brief" in formats else ()
        signatures = None
        if not dry_run:
            if os.path.lexists(out / APPROVAL_FILE):
                signatures = (
                    [str(one) for one in found.signatures] if (found := signed(out)) else []
                )
            written = matching.write(
                out,
                formats=formats,
                raw=raw,
                show_sensitive=show_sensitive,
                audit=report,
                options=_recorded(matching, policy, out, time_limit),
                started=started,
                progress=progress,
            )
            stands = out / APPROVAL_FILE in written
    if as_json:
        typer.echo(json_bytes(matching.summary), nl=False)
    elif not quiet:
        if before is not None:
            show_decisions(matching, before)
        terminal.show_result(matching, names, out, dry_run=dry_run)
        if report is not None:
            show_audit(report)
    if not quiet:
        tell(matching)
        if "brief" in formats:
            tell_of_past_start(matching)
    # Even where nothing is to be said: people may meet who must not, or wait for who never comes.
    if signatures is not None and not (quiet and stands):
        tell_of_approval(signatures, out, stands=stands)
    tell_of_forgotten(forgotten, out)
    tell_of_ended(ended, quiet=quiet)
    if not dry_run and "brief" not in formats:
        tell_of_calendars(out)
    return CLOCK_STOPPED if matching.solved.assignment.stopped == "clock" else 0


def _formats(listed: str) -> tuple[str, ...]:
    """The formats that ``--format`` names."""
    from rmatch.writing import FORMATS

    formats = tuple(part.strip() for part in listed.split(",") if part.strip())
    if not formats or set(formats) - set(FORMATS):
        raise UsageError(
            f"--format takes some of {', '.join(FORMATS)}, separated by commas, not '{listed}'. "
            f"Fix: for all of them, --format {','.join(FORMATS)}"
        )
    return formats


def _recorded(
    matching: Matching, policy: Path | None, out: Path, time_limit: float | None
) -> dict[str, object]:
    chosen = matching.policy
    return {
        "policy": None if policy is None else str(policy),
        "out": str(out),
        "objective": chosen.objective,
        "fill": chosen.fill,
        "solver": chosen.solver,
        "seed": chosen.seed,
        "gap": chosen.gap,
        "time_limit": time_limit,
    }
