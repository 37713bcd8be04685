"""``rmatch init``: something small that runs as it is, or the questions of the forms."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def init_command(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="Where to; made if it does not exist.")
    ] = Path(),
    form: Annotated[
        bool,
        typer.Option(
            "--form",
            help="Print the questions of the sign-up, mid-term and closing forms, to paste into a "
            "form tool; its export is read unaided.",
        ),
    ] = False,
) -> None:
    """Write a small roster and a commented policy that run as they are."""
    from rmatch.starter import form_text, write_starter

    if form:
        typer.echo(form_text(), nl=False)
        return
    roster, policy = write_starter(folder)
    typer.echo(f"Wrote {roster} and {policy}. To pair these invented people:", err=True)
    typer.echo(f"rmatch pair {roster} --policy {policy}")
