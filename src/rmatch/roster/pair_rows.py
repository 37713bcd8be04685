"""Rows that name a junior and a senior: how files of pairings and of decisions are opened.

The columns are found under whatever names a tool gives them; who is meant is for
:mod:`rmatch.roster.pair_people`, and what else a row says for the reader of that kind of file.
"""

from __future__ import annotations

import io
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from rmatch.errors import InputError, Problem, RosterError
from rmatch.policy import Policy
from rmatch.roster.column_plan import ColumnPlan, Kind, errors_first
from rmatch.roster.files import FileFacts, Table, read_table
from rmatch.roster.files.table import shown
from rmatch.roster.headings import has_id, plan_columns
from rmatch.roster.records import Cell

__all__ = [
    "OF_REVIEW",
    "SIDES",
    "PairRows",
    "idle_maps",
    "open_rows",
    "stop_at_errors",
]

SIDES = {"junior": "junior_id", "senior": "senior_id"}
# Headings by which the sheet to decide in, of a workbook that rmatch wrote, is known.
OF_REVIEW = frozenset({"Decision", "Override", "Decision note", "Junior id", "Senior id"})


@dataclass(frozen=True, slots=True)
class PairRows:
    """A file's rows, each our column -> cell; none where ``problems`` holds an error."""

    name: str
    rows: tuple[Mapping[str, Cell], ...]
    problems: tuple[Problem, ...]
    facts: FileFacts
    plan: ColumnPlan


def open_rows(
    source: str | os.PathLike[str],
    kind: Kind,
    columns: Collection[str],
    *,
    policy: Policy,
    maps: Sequence[str] = (),
    raw: bool = False,
    stdin: bytes | None = None,
) -> PairRows:
    """The rows of a file of pairings or decisions.

    Parameters
    ----------
    source
        A CSV, TSV, XLSX or Parquet file; ``"-"`` reads CSV from standard input.
    kind
        ``"pairs"`` or ``"decisions"``.
    columns
        Those that are wanted; no other is loaded past its heading.
    policy, maps
        What the policy's ``[columns]`` and ``--map`` say about headings.
    raw
        Keep apostrophes before cells that start like a formula.
    stdin
        What standard input holds, where it is read already.

    Raises
    ------
    RosterError
        If nothing of the file can be read. What is wrong in the headings or in cells is
        among the result's problems.
    """
    name = shown(os.fspath(source))

    def plan_of(headings: tuple[str, ...]) -> ColumnPlan:
        return plan_columns(headings, file=name, maps=maps, policy=policy, kind=kind)

    def choose(headings: tuple[str, ...]) -> Collection[int]:
        fields = plan_of(headings).fields
        return {fields[column] for column in columns if column in fields}

    def read(headed: Kind) -> Table:
        return read_table(
            source,
            choose=choose,
            has_id=partial(has_id, maps=maps, policy=policy, kind=headed),
            raw=raw,
            stdin=None if stdin is None else io.BytesIO(stdin),
            # The sheet to decide in, saved as CSV: a title and notes stand above its headings.
            titled=kind == "decisions",
            # What a page exports once everything is set back to undecided.
            rowless=kind == "decisions",
        )

    try:
        try:
            table = read(kind)
        except RosterError as error:
            if kind == "pairs" or not any(p.code == "no-id" for p in error.problems):
                raise
            # No sheet has all columns: of one with the two people, the missing one is told.
            table = read("pairs")
    except RosterError as error:
        raise RosterError(_retold(problem, kind) for problem in error.problems) from error
    plan = plan_of(table.headings)
    problems = [*_of_headings(plan, columns), *(_retold(p, kind) for p in table.problems)]
    if set(table.headings) >= OF_REVIEW:
        # Whoever reviews pairings filters them; how many are hidden stays in the facts.
        problems = [p for p in problems if p.code != "filtered-rows"]
    found = {column: plan.fields[column] for column in columns if column in plan.fields}
    sides = {table.headings[found[side]] for side in SIDES.values() if side in found}
    problems = [p for p in problems if p.code != "numeric-id" or p.heading in sides]
    rows: list[Mapping[str, Cell]] = []
    if not _has_errors(problems):
        rows = [
            {
                column: Cell(table.columns[index][row], name, line, table.headings[index])
                for column, index in found.items()
            }
            for row, line in enumerate(table.lines)
        ]
    return PairRows(name, tuple(rows), tuple(problems), table.facts, plan)


def _of_headings(plan: ColumnPlan, columns: Collection[str]) -> list[Problem]:
    """What stands in the way in the headings; columns that are not wanted may be as they are."""
    beside = {heading for column, heading in plan.sources.items() if column not in columns}
    return [problem for problem in plan.problems if problem.heading not in beside]


def idle_maps(files: Sequence[PairRows], maps: Sequence[str]) -> list[Problem]:
    """Maps that found their heading in none of the files, which are of one kind."""
    used = {text for file in files for text in file.plan.maps_used}
    seen = dict.fromkeys(heading for file in files for heading in file.plan.headings if heading)
    return [
        Problem(
            "map-no-heading",
            f'--map "{text}": there is no such heading, or more than one fits',
            "copy the heading from the file of pairings, which has "
            + ", ".join(f"'{heading}'" for heading in seen),
            file=files[0].name if len(files) == 1 else None,
            value=text,
        )
        for text in maps
        if text not in used and any(text in file.plan.maps_unused for file in files)
    ]


_ONE_ROW = {
    "pairs": (
        "there is no pairing in the file",
        "give a table with the columns junior_id and senior_id and one row for each pairing",
    ),
    "decisions": (
        "there is no row in the file",
        "give a table with the columns junior_id, senior_id and decision and one row for each "
        "pairing, or leave the file out",
    ),
}


def _retold(problem: Problem, kind: Kind) -> Problem:
    """What the readers of tables say of people, in the words of this kind of file."""
    columns = "junior_id and senior_id" if kind == "pairs" else "junior_id, senior_id and decision"
    if kind == "decisions" and problem.code == "no-rows":
        what = "nothing is decided in this file of decisions, so it changes nothing"
        return replace(problem, code="no-decision", what=what, fix="leave it out, if that is meant")
    if problem.code in ("no-rows", "empty-file"):
        what, fix = _ONE_ROW[kind]
        return replace(problem, what=what, fix=fix)
    if problem.code == "no-id":
        what = "no sheet has a heading row that names both people of a pairing"
        fix = f'head the columns {columns}, or name them with --map "Their heading=junior_id"'
        return replace(problem, what=what, fix=fix)
    if problem.code in ("hidden-rows", "filtered-rows"):
        fix = "show all rows in the spreadsheet program and delete those that are not meant"
        return replace(problem, fix=fix)
    return problem


def _has_errors(problems: Sequence[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def stop_at_errors(
    problems: Sequence[Problem], error: type[InputError] = RosterError
) -> tuple[Problem, ...]:
    """The problems in the order of files and lines, if all are warnings; else raise them all."""
    ordered = errors_first(sorted(problems, key=lambda p: (p.file or "", p.line or 0)))
    if _has_errors(ordered):
        raise error(ordered)
    return ordered
