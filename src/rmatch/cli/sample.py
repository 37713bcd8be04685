"""``rmatch sample``: a roster of invented people, for trying things out."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Annotated

import typer


def sample_command(
    juniors: Annotated[int, typer.Option(help="How many juniors.", min=0)] = 100,
    seniors: Annotated[int, typer.Option(help="How many seniors.", min=0)] = 100,
    seed: Annotated[int, typer.Option(help="Another number, other people.")] = 0,
    out: Annotated[
        Path | None, typer.Option(help="File to write instead of standard output.", metavar="FILE")
    ] = None,
) -> None:
    """Print a roster of invented people as CSV: the same people for the same seed."""
    from rmatch.output.files import write_file
    from rmatch.roster.sample import sample_roster, write_sample

    buffer = io.StringIO(newline="")
    write_sample(sample_roster(juniors, seniors, seed), buffer)
    if out is None:
        typer.echo(buffer.getvalue(), nl=False)
    else:
        write_file(out, buffer.getvalue().encode())
