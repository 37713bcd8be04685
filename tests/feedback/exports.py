"""Invented answers, as the export of one form tool or another would hold them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rmatch.feedback.questions import FORMS, LEVELS_GRID

ROSTER = """\
id,name,email,role,skills,wants
J01,Aisha Rahman,a.rahman@example.com,junior,social media:4,budgeting:3
0007,Chloé Vasseur,c.vasseur@example.com,junior,python:3,
S01,Henrik Sørensen,h.sorensen@example.com,senior,budgeting:4,social media:4
S02,Beatriz Muñoz,,senior,,python:4
'=X1,Noa Levi,,junior,python:3,
B01,Miriam Stone,m.stone@example.com,both,python:5,social media:3
"""

Rows = Sequence[Sequence[str]]
Answers = Mapping[str, str]


def rows_of(moment: str, *answers: Answers) -> list[list[str]]:
    """The questions of a form as headings, and a row of cells for each of the answers."""
    form = FORMS[moment]
    return [
        [question.text for question in form],
        *([each.get(question.column, "") for question in form] for each in answers),
    ]


def beside(rows: Rows, *columns: Sequence[str], before: bool = True) -> list[list[str]]:
    """``rows`` with further columns, each a heading and its cells."""
    more = [list(cells) for cells in zip(*columns, strict=True)]
    return [
        [*extra, *row] if before else [*row, *extra] for extra, row in zip(more, rows, strict=True)
    ]


def as_csv(rows: Rows, delimiter: str = ",", end: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue()


def as_workbook(path: Path, rows: Rows, title: str = "") -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Form1")
        for number, row in enumerate([[title], [], *rows] if title else rows):
            for column, cell in enumerate(row):
                (sheet.write_number if cell.isdecimal() and number else sheet.write_string)(
                    number, column, float(cell) if cell.isdecimal() and number else cell
                )


# How tools write the row of a grid.
GRID_ROWS: Mapping[str, Callable[[str], str]] = {
    "brackets": lambda topic: f"{LEVELS_GRID.text} [{topic}]",
    "code and brackets": lambda topic: f"G01Q06[SQ001]. {LEVELS_GRID.text} [{topic}]",
    "colon": lambda topic: f"{LEVELS_GRID.text}: {topic}",
    "row alone": lambda topic: f"now: {topic}",
    "sign-up form": lambda topic: f"Rate your skill [{topic}]",
    "list": lambda topic: f"Which topics did you work on, and what is your level now? [{topic}]",
}
