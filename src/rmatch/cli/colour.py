"""Colour on a terminal, and none where the user or the terminal says so (no-color.org)."""

from __future__ import annotations

import os
from typing import Any

import typer

__all__ = ["style"]


def style(text: str, **look: Any) -> str:
    """``text`` in colour or bold, as :func:`typer.style` does; plain under ``NO_COLOR``."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return typer.style(text, **look)
