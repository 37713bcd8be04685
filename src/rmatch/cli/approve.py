"""``rmatch approve``: the record that a person has reviewed a draft."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import options as o

__all__ = ["approve_command"]


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
    from rmatch.brief.folder import counts
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
        say(f"Written to {folder}/: {', '.join((APPROVAL_FILE, *made.named()))}")
        if made.briefs and not made.calendars:
            say("No calendar: the policy names no [programme] start.")
        say("A run into this folder that comes out differently withdraws the approval.")
