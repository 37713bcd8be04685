"""``rmatch approve``: the record that a person has reviewed a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from . import options as o

__all__ = ["approve_command"]

STEMS_SHOWN = 5


def approve_command(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Folder of the result.")] = Path(
        "pairings"
    ),
    by: Annotated[
        str, typer.Option("--by", help="Who has reviewed it.", metavar="NAME", show_default=False)
    ] = ...,  # type: ignore[assignment]
    as_json: o.Json = False,
    quiet: o.Quiet = False,
) -> None:
    """Record that a person has reviewed a draft and approves it."""
    from rmatch.approval import APPROVAL_FILE, approve
    from rmatch.brief.folder import CALENDAR_FILE, counts
    from rmatch.explain.wording import listed
    from rmatch.output.encode import json_bytes

    from .terminal import say

    found = approve(folder, by)
    if as_json:
        typer.echo(json_bytes(found.as_dict()), nl=False)
    elif not quiet:
        *before, now = found.signatures
        made = counts(found.pages)
        of = f", {made.briefs} of them briefs" if made.briefs else ""
        say(f"{now.by} approves the draft in {folder}/ ({len(found.files)} files{of}).")
        if before:
            say(f"Approved before by {listed([str(one) for one in before])}; the record keeps all.")
        sent = [CALENDAR_FILE] if found.calendars else []
        say(f"Written to {folder}/: {', '.join((APPROVAL_FILE, *made.named(), *sent))}")
        if found.calendars:
            say(_to_send(found.calendars, made.calendars))
        if made.briefs and not made.calendars:
            say("No calendar: the policy names no [programme] start.")
        say("A run into this folder that comes out differently withdraws the approval.")


def _to_send(calendars: Mapping[str, Sequence[str]], number: int) -> str:
    """Which calendars, of so many, are not what people were sent before."""
    others = number - len(calendars["new"]) - len(calendars["changed"])
    every = not others and not calendars["changed"] and not calendars["ended"]
    told = [
        f"{len(stems)} {change}" + ("" if every else f" ({_few(stems)})")
        for change, stems in calendars.items()
        if stems
    ]
    text = f"To send: {', '.join(told) or 'nothing'}"
    if not others:
        return f"{text}."
    if others == 1:
        return f"{text}; the {'other calendar' if told else 'calendar'} is as it was."
    return f"{text}; the {'other ' if told else ''}{others} calendars are as they were."


def _few(stems: Sequence[str]) -> str:
    """The first of them; approval.json has all."""
    more = len(stems) - STEMS_SHOWN
    shown = ", ".join(stems[:STEMS_SHOWN])
    return f"{shown} and {more} more" if more > 0 else shown
