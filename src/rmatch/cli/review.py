"""``rmatch review``: a result in the browser, and what comes after looking at it."""

from __future__ import annotations

import os
import threading
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from rmatch.errors import UsageError

from . import options as o

__all__ = ["review_command"]

FOLDER = Path("pairings")
PAGE = "report.html"
# Seconds after which a browser that has not come back is taken to be showing the page.
PATIENCE = 5.0
# They would take over the terminal, and show neither the drawings nor the buttons.
TEXT_BROWSERS = frozenset({"www-browser", "links", "links2", "elinks", "lynx", "w3m"})


def review_command(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Folder of the result.")] = Path(
        "pairings"
    ),
    quiet: o.Quiet = False,
) -> None:
    """Open the report of a result in the browser, and say what to do next."""
    from rmatch.approval import approved
    from rmatch.explain.wording import listed

    from .terminal import say

    page = folder / PAGE
    if not page.is_file():
        raise UsageError(
            f"there is no {PAGE} in '{folder}'. Fix: name the folder of a result, or make the "
            f"report with rmatch pair ROSTER --format html,csv --out {o.quoted(folder)}"
        )
    if not _opened(page.resolve().as_uri()):
        raise UsageError(
            f"no browser could be opened from here. Fix: open '{page.resolve()}' yourself (the "
            "page is one file: it can be copied or mailed to a computer that has a browser), or "
            "set BROWSER to the command of yours"
        )
    if quiet:
        return
    say(f"Opened {page} in the browser.")
    if approval := approved(folder):
        say(f"This draft was approved by {listed([str(one) for one in approval.signatures])}.")
        return
    say("Next:")
    say("  1. Decide there: accept, lock, veto, ask for somebody else. Then export decisions.csv.")
    out = "" if folder == FOLDER else f" --out {o.quoted(folder)}"
    say(f"  2. Pair again as before and add: --decisions decisions.csv{out}")
    say(f'  3. Once all is as it should be: rmatch approve {o.quoted(folder)} --by "Your name"')


def _opened(uri: str) -> bool:
    """Whether a browser shows the page; never waits for it to be closed."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    if os.path.basename(getattr(browser, "name", "")) in TEXT_BROWSERS:  # noqa: PTH119
        return False
    answers: list[bool] = []

    def show() -> None:
        try:
            answers.append(browser.open(uri))
        except (OSError, webbrowser.Error):
            answers.append(False)

    # Some browsers return only when they are closed.
    showing = threading.Thread(target=show, daemon=True)
    showing.start()
    showing.join(PATIENCE)
    return answers[0] if answers else True
