"""Text from the code as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

__all__ = ["code", "prose", "sentence", "table"]

SPECIAL = re.compile(r"([\\*<|])")
INDENTED = re.compile(r"(?:^    .*\n?)+", re.MULTILINE)


def prose(text: str) -> str:
    """A text on one line, its own backticks kept and nothing else in it taken for a sign."""
    parts = " ".join(text.split()).split("`")
    return "`".join(
        SPECIAL.sub(r"\\\1", part) if k % 2 == 0 else part for k, part in enumerate(parts)
    )


def sentence(text: str) -> str:
    """The same, with a full stop."""
    said = prose(text)
    return said if not said or said.endswith((".", ":")) else f"{said}."


def code(text: str) -> str:
    """Text as code, also in a cell of a table."""
    return f"`{text}`".replace("|", r"\|")


def paragraphs(text: str, language: str = "toml") -> str:
    """A docstring: its paragraphs, and what is indented in them as code."""
    blocks = text.split("\n\n")
    return "\n\n".join(
        f"```{language}\n{re.sub('^    ', '', block, flags=re.MULTILINE).rstrip()}\n```"
        if INDENTED.fullmatch(block)
        else prose(block)
        for block in blocks
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
