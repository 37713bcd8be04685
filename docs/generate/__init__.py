"""The pages of docs/reference that are made from the code: ``python -m docs.generate``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from docs.generate.commands import commands_page
from docs.generate.headings import headings_page
from docs.generate.policy import policy_page

__all__ = ["PAGES", "write_pages"]

HOME = Path(__file__).parents[1] / "reference"
PAGES: dict[Path, Callable[[], str]] = {
    HOME / "policy.md": policy_page,
    HOME / "commands.md": commands_page,
    HOME / "headings.md": headings_page,
}


def write_pages() -> None:
    """Write every page anew."""
    for path, page in PAGES.items():
        path.write_text(page(), encoding="utf-8")
