"""How the workbook looks: one set of formats for all of its sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

__all__ = ["SCORE_SCALE", "Styles"]

INK, SOFT, RULE = "#1F2937", "#4B5563", "#D5DBE1"
HEADING, ENTRY_HEADING, ENTRY, ENTRY_RULE = "#1F4E5F", "#8A5A00", "#FFF7E0", "#EBDDB5"
# Held apart by lightness as well as by hue.
HELD, TURNED_DOWN = "#CFE8DC", "#F4D3CC"
# Numbers of built-in formats, which programs show as the reader's country does.
AS_TEXT, POINTS, WHOLE = 49, 4, 3

SCORE_SCALE = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#7CC0B4"}


@dataclass(frozen=True)
class Styles:
    """The formats of one workbook.

    ``word`` is a text among numbers; ``headings``, ``cells`` and ``below`` (cells under a
    table) are by the kind of column.
    """

    title: Format
    note: Format
    section: Format
    points: Format
    word: Format
    whole: Format
    held: Format
    turned_down: Format
    headings: Mapping[str, Format]
    cells: Mapping[str, Format]
    below: Mapping[str, Format | None]

    @classmethod
    def of(cls, book: Workbook) -> Styles:
        """Make them in ``book``."""

        def made(**look: Any) -> Format:
            return book.add_format({"font_color": INK, "valign": "vcenter", **look})

        lined = {"bottom": 1, "bottom_color": RULE}
        words = {"num_format": AS_TEXT, "text_wrap": True, "indent": 1}
        small = {"font_color": SOFT, "font_size": 10}
        digits = {"align": "right", "indent": 1, **lined}
        head = {"bold": True, "font_color": "#FFFFFF", "num_format": AS_TEXT, "text_wrap": True}
        heading = made(bg_color=HEADING, indent=1, **head)
        text = made(**words, **lined)
        points = made(num_format=POINTS, **digits)
        below = made(**words)
        return cls(
            title=made(bold=True, font_size=16, num_format=AS_TEXT, indent=1),
            note=made(font_color=SOFT, num_format=AS_TEXT, indent=1),
            section=made(bold=True, font_size=12, font_color=HEADING, num_format=AS_TEXT, indent=1),
            points=points,
            word=made(num_format=AS_TEXT, **digits),
            whole=made(num_format=WHOLE, **digits),
            held=book.add_format({"bg_color": HELD, "font_color": "#14532D"}),
            turned_down=book.add_format({"bg_color": TURNED_DOWN, "font_color": "#7F1D1D"}),
            headings={
                "text": heading,
                "id": heading,
                "number": made(bg_color=HEADING, align="right", indent=2, **head),
                "entry": made(bg_color=ENTRY_HEADING, indent=1, **head),
            },
            cells={
                "text": text,
                "id": made(**words, **lined, **small),
                "number": points,
                "entry": made(bg_color=ENTRY, right=1, right_color=ENTRY_RULE, **words, **lined),
            },
            below={"text": below, "id": made(**words, **small), "number": None, "entry": below},
        )
