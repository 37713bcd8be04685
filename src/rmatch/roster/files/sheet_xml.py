"""What the workbook reader does not tell, from the sheet's own XML.

Hidden rows, cells that hold a spreadsheet error, and how far the filled cells reach:
the reader makes room for the whole rectangle, so one stray cell in the last row and
column of a sheet would take more memory than there is.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from rmatch.roster.column_letters import column_index

_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,9})"')
_WIDE = re.compile(rb'\br="([A-Z]{3})\d')
_MIDDLE = re.compile(rb'\br="([A-Z]{2})\d')
_FILLED = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,9})"[^>/]*>')


class UnsafeXml(ValueError):  # noqa: N818 - turned into a problem by the caller
    """XML that a spreadsheet program does not write: it declares entities."""


@dataclass(slots=True)
class SheetMarks:
    """Sheet rows that are hidden, and by row the column indices of errors with their text.

    ``filtered``: whether a filter is at work, which is then what hides rows.
    """

    hidden: set[int] = field(default_factory=set)
    filtered: bool = False
    errors: dict[int, dict[int, str]] = field(default_factory=dict)


def sheet_parts(data: bytes) -> dict[str, str]:
    """Name of each sheet -> the workbook's part that holds it.

    Raises
    ------
    ValueError, KeyError, OSError, zipfile.BadZipFile, expat.ExpatError
        If the workbook is damaged.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name.lower(): name for name in archive.namelist()}
        book = archive.read(parts["xl/workbook.xml"])
        links = archive.read(parts["xl/_rels/workbook.xml.rels"])
    targets = {at["Id"]: at["Target"] for at in _attributes(links, "Relationship")}
    found = {}
    for sheet in _attributes(book, "sheet"):
        key = next(value for name, value in sheet.items() if name.rpartition(":")[2] == "id")
        target = targets[key]
        path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        found[sheet["name"]] = parts[posixpath.normpath(path).lower()]
    return found


def sheet_bytes(data: bytes, part: str) -> bytes:
    """The XML of one part of the workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(part)


def reach(xml: bytes) -> int:
    """Cells of the rectangle that holds every filled cell; an upper bound while small."""
    last = max(map(int, _ROW.findall(xml)), default=0)
    columns = 18_278 if _WIDE.search(xml) else 702 if _MIDDLE.search(xml) else 26
    if last * columns <= 10_000_000:
        return last * columns
    rows = columns = 0
    for match in _FILLED.finditer(xml):
        rows = max(rows, int(match.group(2)))
        columns = max(columns, column_index(match.group(1).decode("ascii")) + 1)
    return rows * columns


def marks(xml: bytes) -> SheetMarks:
    """Hidden rows and error cells of a sheet."""
    reader = _MarksReader()
    utf16 = xml.startswith((b"\xff\xfe", b"\xfe\xff"))
    if utf16 or b"hidden" in xml or re.search(rb"""\bt=["']e["']""", xml):
        _parse(xml, reader.start, reader.end, reader.text)
    return reader.marks


class _MarksReader:
    """Follows the parser through ``row``, ``c`` and ``v``."""

    def __init__(self) -> None:
        self.marks = SheetMarks()
        self.row, self.column = 0, -1
        self.is_error = False
        self.in_value = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = -1
            if attributes.get("hidden") in ("1", "true"):
                self.marks.hidden.add(self.row)
        elif tag == "filterColumn":
            self.marks.filtered = True
        elif tag == "c":
            letters = attributes.get("r", "").rstrip("0123456789")
            self.column = column_index(letters) if letters.isalpha() else self.column + 1
            self.is_error = attributes.get("t") == "e"
        elif tag == "v" and self.is_error:
            self.in_value = True
            self.marks.errors.setdefault(self.row, {})[self.column] = ""

    def end(self, name: str) -> None:
        if self.in_value and name.rpartition(":")[2] == "v":
            self.in_value = False

    def text(self, data: str) -> None:
        if self.in_value:
            self.marks.errors[self.row][self.column] += data


def _attributes(xml: bytes, tag: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == tag:
            found.append(attributes)

    _parse(xml, start)
    return found


def _parse(
    xml: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    def refuse(*_: Any) -> None:
        raise UnsafeXml("the workbook's XML declares a document type")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.Parse(xml, True)
