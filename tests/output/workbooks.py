"""Workbooks of invented people, and what a reader that is not ours finds in them."""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

import pandas as pd
from python_calamine import CalamineWorkbook

import rmatch
from rmatch.output.tables import pairing_rows
from rmatch.output.workbook import workbook_bytes
from rmatch.output.workbook.review import COLUMNS

SHEETS = ["Review", "Mail merge", "Pairings", "Unmatched", "Summary"]
HEADING_ROW = 5  # of the first sheet, counted from 1

# What a spreadsheet program would take for something else than a text.
HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://x.example","x")',
    "{=SUM(1)}",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "http://x.example",
    "mailto:x@x.example",
    "internal:Review!A1",
    "00123",
    "1e5",
    "1/2",
    "3-4",
    "TRUE",
    "#N/A",
    "'t Hooft",
    "<b>&amp;</b>",
    "]]>",
    "_x0041_",
    "&A &D",
    "مها الأحمد",
    "李雷 🦊",
)


def roster_of(*people: Mapping[str, object]) -> rmatch.Roster:
    columns = list(dict.fromkeys(key for person in people for key in person))
    return rmatch.Roster.from_frame(pd.DataFrame(people, columns=columns).fillna(""))


def junior(person: str, skills: str = "python:4", **cells: object) -> dict[str, object]:
    return {"id": person, "role": "junior", "skills": skills, "wants": "", **cells}


def senior(person: str, wants: str = "python:4", **cells: object) -> dict[str, object]:
    return {"id": person, "role": "senior", "skills": "", "wants": wants, **cells}


def workbook_of(matching: rmatch.Matching, *, show_sensitive: bool = False) -> bytes:
    return workbook_bytes(
        matching.solved,
        summary=matching.summary,
        pairings=pairing_rows(matching.solved, show_sensitive=show_sensitive),
        unmatched=matching.unmatched_rows,
        show_sensitive=show_sensitive,
    )


def cells_of(data: bytes, sheet: str) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def place(heading: str, row: int = 0) -> str:
    """Where a cell of the sheet to decide in is, as spreadsheets say it: ``E6``."""
    column = next(k for k, one in enumerate(COLUMNS) if one.heading == heading)
    return f"{chr(ord('A') + column)}{HEADING_ROW + 1 + row}"


def records(data: bytes, sheet: str) -> list[dict[str, Any]]:
    """The rows of a table by its headings."""
    cells = cells_of(data, sheet)
    top = HEADING_ROW - 1 if sheet == "Review" else 0
    return [dict(zip(cells[top], row, strict=True)) for row in cells[top + 1 :]]


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: book.read(name).decode("utf-8") for name in book.namelist()}


def sheet_xml(data: bytes, sheet: str) -> str:
    return parts(data)[f"xl/worksheets/sheet{SHEETS.index(sheet) + 1}.xml"]


def widths_of(data: bytes, sheet: str) -> list[float]:
    """Of the columns, from the left."""
    found = re.findall(r'<col min="(\d+)" max="(\d+)" width="([\d.]+)"', sheet_xml(data, sheet))
    return [float(w) for low, high, w in found for _ in range(int(low), int(high) + 1)]


def filled_in(data: bytes, cells: Mapping[str, str]) -> bytes:
    """The workbook with texts typed into empty cells of its first sheet."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = content.decode("utf-8")
                for place, typed in cells.items():
                    inline = f'r="{place}" \\1 t="inlineStr"><is><t>{escape(typed)}</t></is></c>'
                    text, found = re.subn(rf'r="{place}" (s="\d+")/>', inline, text)
                    assert found == 1, place
                content = text.encode("utf-8")
            new.writestr(name, content)
    return changed.getvalue()
