"""CSV and TSV: bytes to a :class:`Table`, with everything that is wrong in them."""

from __future__ import annotations

import hashlib
import re

from rmatch.errors import Problem
from rmatch.roster.files.encoding import Decoded, decode
from rmatch.roster.files.records import (
    MOST_BROKEN_QUOTES,
    BrokenQuote,
    Lines,
    find_delimiter,
    records,
    separator_line,
    skip_titles,
)
from rmatch.roster.files.source import SAVE_AS, empty
from rmatch.roster.files.table import (
    Choose,
    FileFacts,
    HasId,
    Rows,
    Table,
    failure,
    raise_if_errors,
    shown,
)
from rmatch.spreadsheet_safe import unguard

_SHOWN_NAMES = {",": "','", ";": "';'", "\t": "tab", "|": "'|'"}
_LINE_BREAK = re.compile(r"\r\n?")
_JSON = re.compile(r"\s*(\{|\[\s*[\[{])")


def read_delimited(
    name: str,
    data: bytes,
    choose: Choose,
    has_id: HasId | None,
    raw: bool,
    glance: Choose | None = None,
    *,
    titled: bool = False,
    rowless: bool = False,
) -> Table:
    """The table in ``data``, delimited text in any encoding and with any delimiter.

    ``titled``: titles may stand above the heading line; ``rowless``: nothing need stand below.
    """
    decoded = decode(name, data)
    _refuse_other_text(name, decoded.text)
    reader = _Reader(name, decoded, raw, glance)
    return reader.table(choose, has_id, hashlib.sha256(data).hexdigest(), titled, rowless)


def _refuse_other_text(name: str, text: str) -> None:
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        what = "this is a web page or XML, not a table (some programs name such files .xls)"
        raise failure(name, "unsupported-file", what, SAVE_AS)
    if _JSON.match(text):
        raise failure(name, "unsupported-file", "this is JSON, not a table", "export it as CSV")


class _Reader:
    """Reads one text; collects problems on the way."""

    def __init__(self, name: str, decoded: Decoded, raw: bool, glance: Choose | None) -> None:
        self.name, self.decoded, self.raw, self.glance = name, decoded, raw, glance
        self.lines = Lines(decoded.text)
        self.problems = [*self._undecodable(), *self._nuls()]
        self.broken: list[BrokenQuote] = []

    def table(
        self, choose: Choose, has_id: HasId | None, sha256: str, titled: bool, rowless: bool
    ) -> Table:
        separator = separator_line(self.lines)
        if separator is not None:
            self.lines.next = 1
        if titled and has_id is not None:
            skip_titles(self.lines, has_id, separator)
        delimiter = separator or find_delimiter(self.lines, has_id)
        rows = self._rows(delimiter, choose)
        rows.problems += self.problems
        form = "tsv" if delimiter == "\t" else "csv"
        encoding = self.decoded.encoding
        count = len(rows.lines)
        facts = FileFacts(self.name, form, encoding, delimiter, None, 0, sha256, count)
        return rows.table(facts, rowless)

    def _rows(self, delimiter: str, choose: Choose) -> Rows:
        rows: Rows | None = None
        for line, cells in records(self.lines, delimiter, self.broken.append):
            if not any(map(str.strip, cells)):
                continue
            if rows is None:
                if self.broken:
                    break
                rows = Rows.of(self.name, map(self._plain, cells), choose, self.glance)
            else:
                self._add(rows, line, cells, delimiter)
        self.problems += self._broken_quotes(rows, delimiter)
        if rows is None:
            raise_if_errors(self.problems)
            raise empty(self.name)
        return rows

    def _add(self, rows: Rows, line: int, cells: list[str], delimiter: str) -> None:
        while len(cells) > rows.width and not cells[-1].strip():
            cells.pop()
        for index in rows.chosen:
            if index < len(cells):
                cells[index] = self._plain(cells[index])
        if not rows.needed <= len(cells) <= rows.width:
            self._ragged(rows, line, cells, delimiter)
        rows.add(line, cells)

    def _plain(self, cell: str) -> str:
        if not self.raw:
            cell = unguard(cell)
        if "\r" in cell:
            cell = _LINE_BREAK.sub("\n", cell)
        return cell.strip()

    def _ragged(self, rows: Rows, line: int, cells: list[str], delimiter: str) -> None:
        division = _SHOWN_NAMES.get(delimiter, f"'{delimiter}'")
        if len(cells) > rows.width:
            fix = f"put quotes around a cell that contains {division}, or remove the extra cells"
        else:
            fix = f"add the missing cells: empty ones are divided by {division} as well"
        what = f"this row has {_counted(len(cells))}, the heading line has {rows.width}"
        # The first cell finds the row; any other may belong under a column not to be shown.
        rows.problem("ragged-row", what, fix, line=line, index=0, value=cells[0])

    def _undecodable(self) -> list[Problem]:
        by_line: dict[int, bytes] = {}
        for position, found in self.decoded.bad:
            by_line.setdefault(self.lines.line_at(position), found)
        encoding = self.decoded.encoding.replace("utf", "UTF").replace("windows", "Windows")
        return [
            Problem(
                "undecodable",
                f"the line has bytes that are no character in {encoding}, the encoding "
                "that fits the rest of the file best",
                "save the file as UTF-8 (in a spreadsheet program: CSV UTF-8)",
                shown(self.name),
                line,
                value=" ".join(f"0x{byte:02X}" for byte in found),
            )
            for line, found in by_line.items()
        ]

    def _nuls(self) -> list[Problem]:
        if "\0" not in self.decoded.text:
            return []
        return [
            Problem(
                "nul",
                "the line contains a NUL character",
                "delete it, or export the file again",
                shown(self.name),
                line,
            )
            for line, text in enumerate(self.lines.lines, 1)
            if "\0" in text
        ]

    def _broken_quotes(self, rows: Rows | None, delimiter: str) -> list[Problem]:
        found = [self._broken_quote(broken, rows, delimiter) for broken in self.broken]
        if len(found) >= MOST_BROKEN_QUOTES:
            what = f"there are {MOST_BROKEN_QUOTES} broken quotes; reading stopped at this one"
            last = found[-1]
            fix = "mend the quotes above, then look again"
            found.append(Problem("too-many-broken-quotes", what, fix, last.file, last.line))
        return found

    def _broken_quote(self, broken: BrokenQuote, rows: Rows | None, delimiter: str) -> Problem:
        text, opened = self.lines.text, self.lines.line_at(broken.position)
        heading = value = None
        if rows is not None and broken.index < rows.width:
            heading = rows.headings[broken.index] or None
        if rows is None or broken.index in rows.columns:
            # Cut where the cell may have been meant to end: what follows may be a column
            # that must not be shown.
            value = re.split(rf"[\r\n{re.escape(delimiter)}]", text[broken.position :], maxsplit=1)[
                0
            ]
        code, fix = "unclosed-quote", 'close it with " at the end of the cell, or delete it'
        if broken.closed is None:
            what = "a quote opens this cell and is never closed"
        elif self.lines.line_at(broken.closed) > opened:
            what = (
                "a quote opens this cell and is not closed before line "
                f"{self.lines.line_at(broken.closed)}, where text follows the next quote"
            )
        else:
            code, what = "text-after-quote", "text follows the quote that closes this cell"
            fix = 'put the whole cell in quotes, and write a quote inside it twice ("")'
        return Problem(code, what, fix, shown(self.name), opened, heading, value)


def _counted(cells: int) -> str:
    return "1 cell" if cells == 1 else f"{cells} cells"
