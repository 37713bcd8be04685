"""Text as a cell of a workbook can hold it, and how wide it is."""

from __future__ import annotations

import re

from rmatch.printable import printable

__all__ = ["LONGEST", "holdable", "line", "width"]

# Excel's limit, counted in UTF-16 units, as Excel counts.
LONGEST = 32_767
# Letters as wide as two others: East Asian scripts, and pictures.
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
    "\U0001f300-\U0001faff\U00020000-\U0003fffd]"
)
# Half characters cannot be written at all, and XML has no place for these two.
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")


def holdable(text: str) -> str:
    """``text`` as a cell can hold it: ids, which must come back as they were written.

    Control characters stay; the file has escapes for them. Longer text than a cell holds ends
    in an ellipsis, and what cannot be written at all is a replacement character.

    Examples
    --------
    >>> holdable("00123"), len(holdable("x" * 40_000))
    ('00123', 32767)
    """
    if not text.isprintable():
        text = _UNWRITABLE.sub("\ufffd", text)
    return text if 2 * len(text) <= LONGEST else _cut(text)


def _cut(text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    # A character of two units that would be cut in half is left out.
    return units[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"


def line(text: str) -> str:
    """``text`` on one line, without what would turn the direction of the cells beside it."""
    return holdable(text if text.isprintable() else printable(text))


def width(text: str) -> int:
    """Columns that ``text`` takes; a wide letter takes two.

    Examples
    --------
    >>> width("Ada"), width("李雷")
    (3, 4)
    """
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))
