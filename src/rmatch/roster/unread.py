"""Columns that nothing reads and that look like lists of people.

A wish not to be paired is easily lost: its column need only have a heading that nobody knows.
So the first cells of such columns are looked at while the file is read, and forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from rmatch.errors import Problem
from rmatch.roster.cells import parse_ids
from rmatch.roster.heading_claims import known_as
from rmatch.roster.names import says_nothing
from rmatch.roster.protected import is_unscored
from rmatch.roster.references import Directory

if TYPE_CHECKING:
    from rmatch.roster.column_plan import ColumnPlan
    from rmatch.roster.source import Part

__all__ = ["lists_of_people", "unread"]

# Columns of ours that hold several people: a second one beside them is not the same told twice.
LISTS: Final = ("avoids", "prefers", "successor_of")
FEWEST_ROWS: Final = 2
# Numbers below 1000 are also counts, floors and years of service.
SHORT_NUMBER: Final = 3


def unread(plan: ColumnPlan) -> frozenset[int]:
    """The columns to glance at: none about a protected trait, pay, performance and the like."""
    return frozenset(
        index
        for index, heading in enumerate(plan.headings)
        if heading
        and index not in plan.used
        and not is_unscored(heading)
        and known_as(heading) in (None, *LISTS)
    )


def lists_of_people(parts: Sequence[Part]) -> Iterator[Problem]:
    """A warning for each unread column whose cells are mostly people of the roster."""
    people = [part for part in parts if part.kind == "roster" and "id" in part.plan.fields]
    if not any(part.table.glances for part in people):
        return
    named = [one for part in people for one in _named(part)]
    directory = Directory((person_id, name, "") for person_id, name in named)
    filled = {column: heading for part in people for column, heading in part.plan.sources.items()}
    for part in people:
        ids = part.table.columns[part.plan.fields["id"]]
        for index, cells in sorted(part.table.glances.items()):
            if _is_list([(ids[row], text) for row, text in cells], directory):
                yield _problem(part, part.table.headings[index], filled)


def _named(part: Part) -> Iterator[tuple[str, str]]:
    """Id and full name of everybody in a table."""
    columns, fields = part.table.columns, part.plan.fields
    parts = [fields["name"]] if "name" in fields else list(part.plan.name_parts)
    for row, person_id in enumerate(columns[fields["id"]]):
        yield person_id, " ".join(filter(None, (columns[index][row] for index in parts)))


def _is_list(cells: Sequence[tuple[str, str]], directory: Directory) -> bool:
    """Whether several rows name others on the roster, and no more name anything else."""
    rows, found, named = set(), 0, 0
    for place, (own, text) in enumerate(cells):
        whole = directory.find(text).id is not None
        for item in (text,) if whole else parse_ids(text):
            if says_nothing(item):
                continue
            named += 1
            if _is_other(item, own, directory):
                found += 1
                rows.add(place)
    return len(rows) >= FEWEST_ROWS and 2 * found >= named


def _is_other(item: str, own: str, directory: Directory) -> bool:
    if item.isdigit() and len(item) <= SHORT_NUMBER:
        return False
    person_id = directory.find(item).id
    return person_id is not None and person_id != own


def _problem(part: Part, heading: str, filled: Mapping[str, str]) -> Problem:
    column = known_as(heading)
    if column is not None and column in filled:
        fix = (
            f"only one column is read as '{column}', and that is '{filled[column]}': put what "
            "both say into that one"
        )
    else:
        fix = (
            f'say what it is, for example --map "{heading}={column or "avoids"}" (avoids, '
            "prefers, successor_of or manager_id); if it has no bearing on the pairing, leave "
            "the column out"
        )
    return Problem(
        "unread-people",
        "this column is not used, though it looks like a list of people on the roster",
        fix,
        file=part.file,
        heading=heading,
        severity="warning",
    )
