"""The commands: parse, call the library, print. ``python -m rmatch`` is the same."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from typing import Annotated

import typer

from rmatch.errors import InputError, RmatchError, UsageError
from rmatch.printable import printable

from . import approve, audit, check, explain, init, pair, review, sample
from .colour import style

__all__ = ["app", "main"]

app = typer.Typer(
    name="rmatch",
    help="Pairs junior and senior employees for reverse mentoring: optimal, proven, explained.",
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)
app.command("pair")(pair.pair_command)
app.command("check")(check.check_command)
app.command("review")(review.review_command)
app.command("approve")(approve.approve_command)
app.command("explain")(explain.explain_command)
app.command("audit")(audit.audit_command)
app.command("init")(init.init_command)
app.command("sample")(sample.sample_command)

UNEXPECTED = 1
INTERRUPTED = 130
HOW_INTERRUPTED = "interrupted; no file was left half written"


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"rmatch {version('rmatch')}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", is_eager=True, callback=_show_version),
    ] = False,
) -> None:
    """Pairs junior and senior employees for reverse mentoring: optimal, proven, explained."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code says how it went (README lists the codes)."""
    _speak_unicode()
    if any("\0" in argument for argument in arguments or ()):
        # No shell can pass one, but a program that calls this can.
        return _failed("an argument holds a NUL character. Fix: leave it out", UsageError.exit_code)
    try:
        result = app(arguments, prog_name="rmatch", standalone_mode=False)
    except (typer.Abort, KeyboardInterrupt):
        return _failed(HOW_INTERRUPTED, INTERRUPTED)
    except InputError as error:
        from .terminal import show_problems

        with contextlib.suppress(OSError):  # as in _failed
            show_problems(error.problems)
        return error.exit_code
    except RmatchError as error:
        return _failed(str(error), error.exit_code)
    except (BrokenPipeError, SystemExit):
        # The reader of a pipe (head, less) went away: not our failure, and nothing to say.
        # (Typer makes a SystemExit of it, and leaves with that for nothing else.)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        # Files are opened and written where an OSError gets its own words.
        return _failed(
            f"the output cannot be written ({error.strerror or error}). "
            "Fix: send standard output elsewhere, or make room",
            UsageError.exit_code,
        )
    except Exception as error:  # noqa: BLE001 - the last line of defence
        # A usage error knows how to show itself. Its class has another home in each
        # version of Typer (which carries its own copy of Click), so it is known by that.
        if isinstance(code := getattr(error, "exit_code", None), int) and hasattr(error, "show"):
            error.show()
            return code
        return _failed(_unexpected(error), UNEXPECTED)
    if result == INTERRUPTED:  # newer versions of Typer turn Ctrl-C into this
        return _failed(HOW_INTERRUPTED, INTERRUPTED)
    return result if isinstance(result, int) else 0


def _failed(message: str, code: int) -> int:
    lines = message.splitlines() or [""]
    mark = style("error:", fg="red", bold=True)
    for line in lines:
        # Where standard error takes nothing, the code still says what happened.
        with contextlib.suppress(OSError):
            typer.echo(f"{mark} {printable(line)}", err=True)
    return code


def _unexpected(error: Exception) -> str:
    """Where it happened, without the message: that may hold what the roster says about people."""
    frames = traceback.extract_tb(error.__traceback__)
    where = [f for f in frames if f"{os.sep}rmatch{os.sep}" in f.filename] or frames
    last = where[-1]
    place = f"{os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119
    return (
        f"something unexpected happened ({type(error).__name__} at {place}); nothing was "
        "written. This is a defect in rmatch: please report it with this line."
    )


def _speak_unicode() -> None:
    """Names in any script reach a terminal or pipe that was set up for another encoding."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
