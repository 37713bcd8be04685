"""The sheet to write to people from: one row a recipient, and nothing that is not theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rmatch.explain.wording import topic_names
from rmatch.output.workbook.review import department
from rmatch.output.workbook.sheet import Cell, Column, table

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from rmatch.output.tables import Pairing
    from rmatch.output.workbook.styles import Styles
    from rmatch.solved import Solved

__all__ = ["letters_sheet"]

# Fields of a letter: one word each, as word processors want them, headings in the first row.
COLUMNS = (
    Column("email", widest=34),
    Column("name", widest=26),
    Column("role"),
    Column("department", widest=24),
    Column("partner_name", widest=26),
    Column("partner_email", widest=34),
    Column("partner_role"),
    Column("partner_department", widest=24),
    Column("topics", widest=34),
    Column("topics_in_return", widest=34),
)
ROLE_WORDS = {"junior": "mentor", "senior": "learner"}


def letters_sheet(
    sheet: Worksheet,
    styles: Styles,
    solved: Solved,
    pairings: Sequence[Pairing],
    *,
    show_sensitive: bool = False,
) -> None:
    """Write the sheet: first those who mentor, then those who learn, a row for each pairing.

    ``topics`` is what the mentor teaches in that pairing, ``topics_in_return`` what comes back.
    """
    cohort = solved.cohort
    words = {**ROLE_WORDS, **cohort.policy.programme.words}
    mentors: list[list[Cell]] = []
    learners: list[list[Cell]] = []
    for pairing in pairings:
        row, column = cohort.junior_index[pairing.junior_id], cohort.senior_index[pairing.senior_id]
        back = cohort.scorer.topics_back(row, column) if pairing.parts.get("reciprocity") else ()
        in_return = topic_names(cohort, back, show_sensitive=show_sensitive)
        topics = ["; ".join(pairing.topics), "; ".join(in_return)]
        junior, senior = cohort.juniors[row], cohort.seniors[column]
        for mine, who, partner, to, of in (
            (mentors, junior, senior, "junior", "senior"),
            (learners, senior, junior, "senior", "junior"),
        ):
            me: list[Cell] = [who.email, who.name, words[to], department(who)]
            them: list[Cell] = [partner.name, partner.email, words[of], department(partner)]
            mine.append([*me, *them, *topics])
    table(sheet, styles, COLUMNS, [*mentors, *learners])
