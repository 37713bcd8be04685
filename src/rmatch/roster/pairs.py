"""Files of pairings: who mentors whom, in whatever tool the file was made.

A file needs two columns, ``junior_id`` and ``senior_id``, also under the other names that
tools give them; whatever else it holds is not read.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from rmatch.errors import Problem
from rmatch.roster.files import FileFacts
from rmatch.roster.mapping import heading_key
from rmatch.roster.pair_people import PairPeople, PairRow, one_person
from rmatch.roster.pair_rows import SIDES, idle_maps, open_rows, stop_at_errors
from rmatch.roster.roster import Roster
from rmatch.roster.vocabulary.aliases import COLUMNS

__all__ = ["PairsFile", "maps_for_pairs", "read_pairs"]

UNKNOWN = (
    "write the id as in the roster's id column, or give the roster from which the pairings were "
    "made"
)


@dataclass(frozen=True, slots=True)
class PairsFile:
    """The pairings of a file.

    Attributes
    ----------
    pairs
        (junior id, senior id) as on the roster, sorted by senior id, then junior id.
    warnings
        People who were not found as written, and what is odd about the file.
    facts
        What the file was, and how it was read.
    """

    pairs: tuple[tuple[str, str], ...]
    warnings: tuple[Problem, ...]
    facts: FileFacts


def maps_for_pairs(maps: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """``maps`` parted: those for the roster and its files, those for pairings and decisions."""
    ours = frozenset(heading_key(column) for column in COLUMNS["pairs"])
    about_pairs = tuple(m for m in maps if heading_key(m.rpartition("=")[2]) in ours)
    return tuple(m for m in maps if m not in about_pairs), about_pairs


def read_pairs(
    source: str | os.PathLike[str],
    roster: Roster,
    *,
    maps: Sequence[str] = (),
    raw: bool = False,
    stdin: bytes | None = None,
) -> PairsFile:
    """Read a file of pairings of the people of a roster.

    Parameters
    ----------
    source
        A CSV, TSV, XLSX or Parquet file; ``"-"`` reads CSV from standard input.
    roster
        The people; both of a pairing must take part, each in that role.
    maps
        ``"Their heading=junior_id"``, as the option ``--map``.
    raw
        Keep apostrophes before cells that start like a formula.
    stdin
        Read instead of the process's standard input.

    Raises
    ------
    RosterError
        With every problem found: no such file or column, somebody whom the roster does not
        know, who does not take part or not in that role, a pairing given twice, or of one
        person with themselves.
    """
    file = open_rows(
        source,
        "pairs",
        tuple(SIDES.values()),
        policy=roster.policy,
        maps=maps,
        raw=raw,
        stdin=stdin,
    )
    problems = [*file.problems, *idle_maps([file], maps)]
    stop_at_errors(problems)
    people = PairPeople(roster, unknown=UNKNOWN, raw=raw)
    pairs, found = _pairs(people, [people.find(cells) for cells in file.rows])
    warnings = stop_at_errors([*problems, *found])
    return PairsFile(
        tuple(sorted(pairs, key=lambda pair: (pair[1], pair[0]))), warnings, file.facts
    )


def _pairs(
    people: PairPeople, rows: Sequence[PairRow]
) -> tuple[list[tuple[str, str]], list[Problem]]:
    """The pairs of all rows, and every problem of every row."""
    whole = people.of_whole_file(rows)
    if whole is not None:
        return [], [whole]
    problems: list[Problem] = []
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        problems += row.problems
        wrong = [problem for side in SIDES for problem in _unfit(people, row, side)]
        if not wrong and (same := one_person(row)) is not None:
            wrong = [same]
        problems += wrong
        if wrong or row.pair is None:
            continue
        line = first.setdefault(row.pair, row.cell("junior").line)
        if line != row.cell("junior").line:
            problems.append(_repeated(row, row.pair, line))
    return list(first), problems


def _unfit(people: PairPeople, row: PairRow, side: str) -> list[Problem]:
    """Somebody who does not take part, or not in that role; the unknown are noted already."""
    person_id = row.ids[side]
    if person_id is None:
        return []
    if not people.takes_part(person_id):
        return [
            row.cell(side).problem(
                "not-taking-part",
                f"'{person_id}' did not agree to take part",
                "take the pairing out, or write on the roster that this person takes part",
                value=row.cell(side).text,
                ids=(person_id,),
            )
        ]
    misfit = people.misfit(row, side)
    return [] if misfit is None else [misfit]


def _repeated(row: PairRow, pair: tuple[str, str], line: int) -> Problem:
    return row.cell("junior").problem(
        "repeated-pairing",
        f"the pairing of '{pair[0]}' with '{pair[1]}' stands on line {line} already",
        "delete one of the two rows",
        value=row.cell("junior").text,
        ids=pair,
    )
