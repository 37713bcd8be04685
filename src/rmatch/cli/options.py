"""The options that commands share, and what they become for the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rmatch.errors import UsageError

if TYPE_CHECKING:
    from rmatch.policy import Policy
    from rmatch.roster import Roster
    from rmatch.roster.decisions import Decisions as Decided

INPUT = "Input"
PROGRAMME = "Programme"
OUTPUT = "Output"

RosterFile = Annotated[
    str | None,
    typer.Argument(
        metavar="[ROSTER]",
        help="CSV, TSV, XLSX or Parquet file, one row a person; - reads CSV from standard input.",
        show_default=False,
    ),
]
Juniors = Annotated[
    str | None,
    typer.Option(
        help="File of the juniors, instead of ROSTER (with --seniors).",
        metavar="FILE",
        rich_help_panel=INPUT,
    ),
]
Seniors = Annotated[
    str | None,
    typer.Option(
        help="File of the seniors, instead of ROSTER (with --juniors).",
        metavar="FILE",
        rich_help_panel=INPUT,
    ),
]
Skills = Annotated[
    str | None,
    typer.Option(
        help="Long table of skills: id, skill, level[, provenance].",
        metavar="FILE",
        rich_help_panel=INPUT,
    ),
]
Wants = Annotated[
    str | None,
    typer.Option(
        help="Long table of wants: id, skill[, target][, weight].",
        metavar="FILE",
        rich_help_panel=INPUT,
    ),
]
Org = Annotated[
    str | None,
    typer.Option(
        help="id and manager_id of the whole company, for the chain of managers.",
        metavar="FILE",
        rich_help_panel=INPUT,
    ),
]
Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        help='"Their heading=column"; repeat. Also "@F=column" and "I can teach*=skill:*".',
        metavar="TEXT",
        rich_help_panel=INPUT,
    ),
]
Sheet = Annotated[
    str | None,
    typer.Option(help="Sheet of an XLSX file.", metavar="NAME", rich_help_panel=INPUT),
]
Decisions = Annotated[
    list[Path] | None,
    typer.Option(
        "--decisions",
        help="Decisions about pairings: decisions.csv from the report page, or pairings.xlsx with "
        "its decision column filled in; repeat.",
        metavar="FILE",
        rich_help_panel=INPUT,
    ),
]
Raw = Annotated[
    bool,
    typer.Option(
        "--raw",
        help="No apostrophe before cells that start like a formula, in or out.",
        rich_help_panel=OUTPUT,
    ),
]
PolicyFile = Annotated[
    Path | None,
    typer.Option(
        "--policy",
        help="The programme's choices (TOML).",
        metavar="FILE",
        rich_help_panel=PROGRAMME,
    ),
]
Solver = Annotated[
    str | None,
    typer.Option(help="auto, hungarian, flow or ilp.", metavar="NAME", rich_help_panel=PROGRAMME),
]
Objective = Annotated[
    str | None,
    typer.Option(
        help="most-matched, best-total or fairest.", metavar="NAME", rich_help_panel=PROGRAMME
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(
        help="A whole number; another one settles ties another way.", rich_help_panel=PROGRAMME
    ),
]
Gap = Annotated[
    float | None,
    typer.Option(
        help="Part of the total score that a result may lack, such as 0.01.",
        rich_help_panel=PROGRAMME,
    ),
]
TimeLimit = Annotated[
    float | None,
    typer.Option(
        help="Seconds after which solving stops with the best valid pairings; the solver hungarian "
        "always finishes.",
        rich_help_panel=PROGRAMME,
    ),
]
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet", "-q", help="Say nothing but what must not be missed.", rich_help_panel=OUTPUT
    ),
]
Json = Annotated[
    bool, typer.Option("--json", help="Print the result as JSON.", rich_help_panel=OUTPUT)
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Treat every warning as an error.", rich_help_panel=OUTPUT)
]
ShowSensitive = Annotated[
    bool,
    typer.Option("--show-sensitive", help="Write sensitive topics out.", rich_help_panel=OUTPUT),
]


def load_policy(path: Path | None, **overrides: Any) -> Policy:
    """The policy file, or the default policy, with what the command line sets over it."""
    from rmatch.errors import PolicyError
    from rmatch.policy import Policy

    if path is None:
        policy = Policy()
    else:
        from rmatch.policy.file import read_policy

        policy = read_policy(path)
    try:
        return policy.replaced(**overrides)
    except PolicyError as error:
        # The file was in order: what is wrong is an option's value.
        said = [
            f"--{p.key}: {p.what} (found: {p.value}). Fix: {p.fix}" for p in error.problems if p.key
        ]
        raise UsageError("\n".join(said) or str(error)) from error


def load_roster(
    source: str | None, policy: Policy, *, strict: bool = False, **files: Any
) -> Roster:
    """Read the roster as the command line names it."""
    from dataclasses import replace

    from rmatch.errors import RosterError
    from rmatch.roster import read_roster

    maps = tuple(files.pop("maps") or ())
    roster = read_roster(source, policy=policy, maps=maps, **files)
    if strict and roster.warnings:
        errors = (replace(warning, severity="error") for warning in roster.warnings)
        raise RosterError(errors, roster.headings)
    return roster


def quoted(path: Path) -> str:
    """A path as a shell takes it, for commands that are shown."""
    text = str(path)
    return f'"{text}"' if any(character in text for character in " '()&;") else text


def parted_maps(
    maps: list[str] | None, decisions: list[Path] | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """``--map`` for the roster, and for files of decisions."""
    if not decisions:
        return tuple(maps or ()), ()
    from rmatch.roster.pairs import maps_for_pairs

    return maps_for_pairs(maps or ())


def load_decisions(
    files: list[Path] | None, people: Roster, *, maps: tuple[str, ...], raw: bool
) -> Decided | None:
    """The decisions that the command line names; ``None`` without any file."""
    if not files:
        return None
    from rmatch.roster.decisions import read_decisions

    return read_decisions(files, people, maps=maps, raw=raw)


def positive(name: str, value: float | None) -> None:
    """Refuse a number that must be above zero and is not."""
    if value is not None and not value > 0:
        raise UsageError(f"{name} must be above 0, not {value:g}")
