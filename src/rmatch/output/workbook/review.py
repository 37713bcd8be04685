"""The first sheet: who with whom and why, and columns to decide in.

From the left: who it is, which stays in view and tells people of one name apart by their ids;
what is decided; what it is decided on; and what paper does not need.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rmatch.output.workbook.sheet import TITLE_HEIGHT, Cell, Column, set_height, table
from rmatch.output.workbook.styles import SCORE_SCALE, Styles
from rmatch.roster.decisions import DECISIONS, FORBIDDING, HOLDING

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from rmatch.output.tables import Pairing
    from rmatch.roster import Person
    from rmatch.roster.decisions import Decision
    from rmatch.solved import Solved

__all__ = ["department", "review_sheet"]

TITLE = "Pairings to decide on"
NOTES = (
    "Choose a decision wherever you have one, save this workbook under another name, and give "
    "it to the next run: rmatch pair ... --decisions decided.xlsx",
    "Give that run your earlier files of decisions as well, each with its own --decisions: "
    "pairings turned down earlier are not in this list, and come again without their file.",
    "For a pairing that is not listed, add a row below the last one with both ids and the "
    "decision lock.",
)
TOP = len(NOTES) + 1
LAST_ROW = 1_048_575
COLUMNS = (
    Column("Senior (learner)", widest=22),
    Column("Senior id", "id", widest=13),
    Column("Junior (mentor)", widest=22),
    Column("Junior id", "id", widest=13),
    Column("Decision", "entry"),
    Column("Override", "entry"),
    Column("Score", "number"),
    Column("Topics", widest=26),
    Column("Why these two", widest=60),
    Column("Senior's department", widest=20),
    Column("Junior's department", widest=20),
    Column("Decision note", "entry", least=24),
    Column("Decided by", "entry", least=16),
    Column("Senior's e-mail", widest=34),
    Column("Junior's e-mail", widest=34),
)
WHO = 4  # columns that say who it is
PLACE = {column.heading: place for place, column in enumerate(COLUMNS)}
MEANING = {
    "accept": "good as it is; the next run keeps it",
    "lock": "has to be, whatever else changes",
    "veto": "must not be",
    "change": "look for another partner",
    "declined": "one of the two said no; told to nobody",
}


def review_sheet(
    sheet: Worksheet, styles: Styles, solved: Solved, pairings: Sequence[Pairing]
) -> None:
    """Write the sheet; a copy of it that somebody filled in is a file of decisions."""
    cohort = solved.cohort
    held = {one.decision.pair: _decided(one.decision) for one in cohort.held}
    rows: list[list[Cell]] = []
    for row in pairings:
        junior = cohort.juniors[cohort.junior_index[row.junior_id]]
        senior = cohort.seniors[cohort.senior_index[row.senior_id]]
        rows.append(
            [
                *(senior.name, senior.id, junior.name, junior.id),
                *held.get((row.junior_id, row.senior_id), ("", "")),
                *(row.score / 100, "; ".join(row.topics), row.reason),
                *(department(senior), department(junior)),
                *("", ""),
                *(senior.email, junior.email),
            ]
        )
    table(sheet, styles, COLUMNS, rows, top=TOP, frozen=WHO)
    sheet.write_string(0, 0, TITLE, styles.title)
    sheet.set_row(0, TITLE_HEIGHT)
    for number, note in enumerate(NOTES, 1):
        sheet.write_string(number, 0, note, styles.note)
        set_height(sheet, number, 1)
    last = TOP + max(len(rows), 1)
    sheet.conditional_format(TOP + 1, PLACE["Score"], last, PLACE["Score"], SCORE_SCALE)
    _entries(sheet, styles)
    # Paper that goes from hand to hand has no notes and no addresses.
    sheet.print_area(0, 0, last, PLACE["Junior's department"])


def _decided(decision: Decision) -> tuple[str, str]:
    """What an earlier decision is shown as, so that this sheet does not forget it."""
    return decision.decision, "yes" if decision.override else ""


def department(person: Person) -> str:
    """The path as the roster has it."""
    return "/".join(person.department)


def _entries(sheet: Worksheet, styles: Styles) -> None:
    """Lists to choose from, also in rows that somebody adds, and colours for what is chosen."""
    decision, override = PLACE["Decision"], PLACE["Override"]
    sheet.data_validation(
        *(TOP + 1, decision, LAST_ROW, decision),
        {
            "validate": "list",
            "source": list(DECISIONS),
            "input_title": "Decision",
            "input_message": "\n".join(f"{name}: {MEANING[name]}" for name in DECISIONS),
            "error_title": "Not a decision",
            "error_message": f"Choose {', '.join(DECISIONS)}, or leave the cell empty.",
        },
    )
    sheet.data_validation(
        *(TOP + 1, override, LAST_ROW, override),
        {
            "validate": "list",
            "source": ["yes"],
            "input_title": "Override",
            "input_message": "yes: make this pairing although a rule or a capacity stands "
            "against it. Some rules nothing overrides.",
            "error_title": "Not an answer",
            "error_message": "Choose yes, or leave the cell empty.",
        },
    )
    looks = dict.fromkeys(HOLDING, styles.held) | dict.fromkeys(FORBIDDING, styles.turned_down)
    for name in DECISIONS:
        sheet.conditional_format(
            *(TOP + 1, decision, LAST_ROW, decision),
            {"type": "cell", "criteria": "==", "value": f'"{name}"', "format": looks[name]},
        )
