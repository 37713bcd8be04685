"""Delimited text to records, each with the line on which it starts.

Python's csv module does the work; where it stumbles (a quote that is never closed, text
after a closing quote, spaces around quotes, a very long cell) the record is read once
more by :func:`read_record`, which says where the quote opened or reads it after all.
"""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import accumulate

from rmatch.roster.files.table import HasId, trimmed

# After so many broken quotes the file is no table; each may cost a look to the file's end.
MOST_BROKEN_QUOTES = 50
_SAMPLED_RECORDS = 30
# Among so many lines the headings may stand, where titles stand above them.
HEADING_LINES = 20
_CANDIDATES = ",;\t|"
_SEPARATOR_LINE = re.compile(r'"?sep=([^\w\s"]|\t)"?[,;\t|]*\s*', re.IGNORECASE)


class BrokenQuote(ValueError):  # noqa: N818 - caught here and turned into a problem
    """A quoted cell that does not end where a cell may end.

    Attributes
    ----------
    position, index
        Where in the text the quote opens, and in which cell of the record.
    closed
        Where the next closing quote stands, with text after it; ``None`` if the cell runs
        on to the end of the file.
    """

    def __init__(self, position: int, index: int, closed: int | None) -> None:
        super().__init__(position, index, closed)
        self.position, self.index, self.closed = position, index, closed


class Lines:
    """The physical lines of a text: ended by LF, CR LF or CR and by nothing else."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = list(io.StringIO(text, newline=""))
        self.starts = [0, *accumulate(map(len, self.lines))]
        self.next = 0

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        if self.next >= len(self.lines):
            raise StopIteration
        self.next += 1
        return self.lines[self.next - 1]

    def line_at(self, position: int) -> int:
        """The line, from 1, on which the character at ``position`` stands."""
        return min(bisect_right(self.starts, position), max(1, len(self.lines)))

    def skip_to(self, position: int) -> None:
        """Go on with the line that starts at ``position``."""
        self.next = bisect_right(self.starts, position) - 1


def read_record(text: str, position: int, delimiter: str) -> tuple[list[str], int]:
    """The cells of the record at ``position``, and where the next record starts.

    Spaces around a quoted cell are let pass; a quote inside an unquoted cell is text.

    Raises
    ------
    BrokenQuote
        If a quoted cell does not end where a cell may end.
    """
    plain = re.compile(rf"[^\r\n{re.escape(delimiter)}]*")
    spaces = re.compile(" *")
    cells: list[str] = []
    while True:
        position = _end_of(spaces, text, position)
        if text[position : position + 1] == '"':
            close = _closing_quote(text, position)
            if close is None:
                raise BrokenQuote(position, len(cells), None)
            after = _end_of(spaces, text, close + 1)
            if text[after : after + 1] not in ("", "\r", "\n", delimiter):
                raise BrokenQuote(position, len(cells), close)
            cells.append(text[position + 1 : close].replace('""', '"'))
        else:
            after = _end_of(plain, text, position)
            cells.append(text[position:after])
        if text[after : after + 1] != delimiter:
            return cells, after + (2 if text.startswith("\r\n", after) else 1)
        position = after + 1


def _end_of(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def _closing_quote(text: str, opened: int) -> int | None:
    position = text.find('"', opened + 1)
    while position >= 0 and text.startswith('""', position):
        position = text.find('"', position + 2)
    return position if position >= 0 else None


def records(
    lines: Lines, delimiter: str, on_broken: Callable[[BrokenQuote], None]
) -> Iterator[tuple[int, list[str]]]:
    """The records from ``lines.next`` on, each after the line, from 1, on which it starts.

    A record with a broken quote is handed to ``on_broken``; reading goes on with the line
    below the quote, so that whatever else is wrong is found as well.
    """
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
    broken = 0
    while lines.next < len(lines.lines) and broken < MOST_BROKEN_QUOTES:
        first = lines.next
        try:
            cells = next(reader)
        except csv.Error:
            reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
            try:
                cells, end = read_record(lines.text, lines.starts[first], delimiter)
            except BrokenQuote as problem:
                broken += 1
                on_broken(problem)
                lines.next = lines.line_at(problem.position)
                continue
            lines.skip_to(end)
        yield first + 1, cells


def separator_line(lines: Lines) -> str | None:
    """The delimiter that a first line such as ``sep=;`` names; ``None`` without one."""
    match = _SEPARATOR_LINE.fullmatch(lines.lines[0]) if lines.lines else None
    return match.group(1) if match else None


def skip_titles(lines: Lines, has_id: HasId, delimiter: str | None) -> None:
    """Go on with the heading line, where one of the first lines is one.

    A sheet that was saved as text has what stands above its table there as well; without a
    line that has an id, nothing is skipped.
    """
    first = lines.next
    for line in range(first, min(first + HEADING_LINES, len(lines.lines))):
        lines.next = line
        for candidate in (delimiter,) if delimiter else _CANDIDATES:
            headings, _ = _under(lines, candidate)
            if has_id(tuple(map(trimmed, headings))):
                return
    lines.next = first


def find_delimiter(lines: Lines, has_id: HasId | None) -> str:
    """The delimiter of the text from ``lines.next`` on, by its heading line.

    Among the characters that divide the heading line outside quotes, first the one under
    which a heading is an id, then one that divides at least half of the next records
    alike, then the one that divides the heading line most often. Cells are no guide by
    themselves: a comma file whose skills are divided by semicolons has more semicolons.
    """
    best, found = (False, False, 1), ","
    for candidate in _CANDIDATES:
        headings, alike = _under(lines, candidate)
        if len(headings) < 2:
            continue
        knows_id = has_id is not None and has_id(tuple(map(trimmed, headings)))
        rank = (knows_id, alike, len(headings))
        if rank > best:
            best, found = rank, candidate
    return found if best[2] > 1 else _most_frequent(lines)


def _under(lines: Lines, delimiter: str) -> tuple[list[str], bool]:
    """The heading line's cells under ``delimiter``, and whether the next records agree."""
    text, position = lines.text, lines.starts[lines.next]
    headings: list[str] = []
    agree = seen = 0
    # Broken in the heading line: not this delimiter. Further down: the sample ends here.
    with suppress(BrokenQuote):
        while position < len(text) and seen < _SAMPLED_RECORDS:
            cells, position = read_record(text, position, delimiter)
            if not any(cell.strip() for cell in cells):
                continue
            if not headings:
                headings = cells
                continue
            seen += 1
            agree += len(cells) == len(headings)
    return headings, agree * 2 >= seen


def _most_frequent(lines: Lines) -> str:
    """For a heading line with a broken quote: so that the quote is what is reported."""
    line = next((line for line in lines.lines[lines.next :] if line.strip()), "")
    return max(_CANDIDATES, key=line.count)
