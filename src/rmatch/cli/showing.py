"""What long work is doing and how far it is, on a terminal, wiped away at its end."""

from __future__ import annotations

import os
import sys
import threading
from types import TracebackType

__all__ = ["Showing"]

# Seconds: work that ends before shows nothing; and how often the line is drawn.
PATIENCE = 0.5
EVERY = 0.1
# Terminals that can draw nothing twice in one place.
PLAIN = ("", "dumb", "unknown")


class Showing:
    """A progress (:mod:`rmatch.progress`) that draws one line on standard error.

    Does nothing where that is no terminal, or a plain one, or where the user wants quiet.
    Only its own thread draws, so that the line moves while a solver works; leaving the
    ``with`` wipes the line, whatever the reason.

    Examples
    --------
    >>> with Showing(quiet=True) as progress:
    ...     progress("Reading the roster")
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self._now = ("", 0, 0)
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        self._wanted = not quiet and _can_draw()

    def __call__(self, step: str, done: int = 0, of: int = 0, /) -> None:
        self._now = (step, done, of)

    def __enter__(self) -> Showing:
        if self._wanted:
            self._thread = threading.Thread(target=self._watch, name="progress")
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.wipe()

    def wipe(self) -> None:
        """Take the line away for good, before anything else is printed."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()

    def _watch(self) -> None:
        if self._over.wait(PATIENCE):
            return
        try:
            self._draw()
        except Exception:  # noqa: BLE001 - a terminal that went away must not stop the work
            return

    def _draw(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        line = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[far]}"),
            TimeElapsedColumn(),
            console=Console(stderr=True, force_terminal=True),
            transient=True,
            auto_refresh=False,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        task = line.add_task(self._now[0], total=None, far="")
        with line:
            while True:
                step, done, of = self._now
                line.update(
                    task,
                    description=step,
                    total=of or None,
                    completed=done,
                    far=_far(done, of),
                    refresh=True,
                )
                if self._over.wait(EVERY):
                    return


def _far(done: int, of: int) -> str:
    if of:
        return f"{done} of {of}"
    return f"round {done}" if done else ""


def _can_draw() -> bool:
    if os.environ.get("TERM", "" if os.name != "nt" else "windows").lower() in PLAIN:
        return False
    try:
        return sys.stderr.isatty()
    except (AttributeError, ValueError):  # there is no standard error, or it is closed
        return False
