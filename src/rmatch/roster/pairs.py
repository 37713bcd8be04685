"""Files of pairings: who mentors whom, in whatever tool the file was made.

A file needs two columns, ``junior_id`` and ``senior_id``, also under the other names that
tools give them; whatever else it holds is not read. People are found as references are:
as written, else without leading zeros, without case, by full name or e-mail address.
"""

from __future__ import annotations

import io
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from rmatch.errors import Problem, RosterError
from rmatch.policy import Policy
from rmatch.roster.build import LOOSE
from rmatch.roster.column_plan import ColumnPlan, errors_first
from rmatch.roster.files import FileFacts, read_table
from rmatch.roster.files.table import shown
from rmatch.roster.headings import has_id, plan_columns
from rmatch.roster.mapping import heading_key
from rmatch.roster.people import Person
from rmatch.roster.records import Cell
from rmatch.roster.references import Directory
from rmatch.roster.roster import Roster
from rmatch.roster.vocabulary.aliases import COLUMNS

__all__ = ["PairsFile", "maps_for_pairs", "read_pairs"]

SIDES = (("junior_id", "junior"), ("senior_id", "senior"))
OTHER = {"junior": "senior", "senior": "junior"}


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
    """``maps`` parted: those for the roster and its files, those for a file of pairings."""
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
    name, policy = shown(os.fspath(source)), roster.policy

    def choose(headings: tuple[str, ...]) -> Collection[int]:
        plan = _plan(headings, name, maps, policy)
        return {plan.fields[column] for column, _ in SIDES if column in plan.fields}

    try:
        table = read_table(
            source,
            choose=choose,
            has_id=partial(has_id, maps=maps, policy=policy, kind="pairs"),
            raw=raw,
            stdin=None if stdin is None else io.BytesIO(stdin),
        )
    except RosterError as error:
        raise RosterError(map(_about_pairings, error.problems)) from error
    plan = _plan(table.headings, name, maps, policy)
    problems = [*_problems_of(plan, name, maps), *table.problems]
    _stop_at(problems)
    cells = [
        {
            side: Cell(table.columns[index][row], name, line, table.headings[index])
            for column, side in SIDES
            for index in [plan.fields[column]]
        }
        for row, line in enumerate(table.lines)
    ]
    pairs, found = _People(roster).pairs(cells)
    problems += found
    _stop_at(problems)
    return PairsFile(
        tuple(sorted(pairs, key=lambda pair: (pair[1], pair[0]))), tuple(problems), table.facts
    )


def _plan(headings: tuple[str, ...], name: str, maps: Sequence[str], policy: Policy) -> ColumnPlan:
    return plan_columns(headings, file=name, maps=maps, policy=policy, kind="pairs")


def _problems_of(plan: ColumnPlan, name: str, maps: Sequence[str]) -> list[Problem]:
    """What stands in the way in the headings; a column of decisions is not this reader's."""
    wanted = {column for column, _ in SIDES}
    beside = {heading for column, heading in plan.sources.items() if column not in wanted}
    problems = [problem for problem in plan.problems if problem.heading not in beside]
    headings = ", ".join(f"'{heading}'" for heading in plan.headings if heading)
    problems += [
        Problem(
            "map-no-heading",
            f'--map "{text}": there is no such heading, or more than one fits',
            f"copy the heading from the file of pairings, which has {headings}",
            file=name,
            value=text,
        )
        for text in maps
        if text in plan.maps_unused
    ]
    return problems


def _about_pairings(problem: Problem) -> Problem:
    """A file without rows, in the words of this kind of file."""
    if problem.code not in ("no-rows", "empty-file"):
        return problem
    return Problem(
        problem.code,
        "there is no pairing in the file",
        "give a table with the columns junior_id and senior_id and one row for each pairing",
        file=problem.file,
        line=problem.line,
    )


def _stop_at(problems: Sequence[Problem]) -> None:
    if any(problem.severity == "error" for problem in problems):
        ordered = sorted(problems, key=lambda p: p.line or 0)
        raise RosterError(errors_first(ordered))


class _People:
    """The roster as a file of pairings refers to it."""

    def __init__(self, roster: Roster) -> None:
        self.people: Mapping[str, Person] = {person.id: person for person in roster.people}
        self.directory = Directory(
            (p.id, "" if p.name == p.id else p.name, p.email or "") for p in roster.people
        )
        self.problems: list[Problem] = []

    def pairs(
        self, rows: Sequence[Mapping[str, Cell]]
    ) -> tuple[list[tuple[str, str]], list[Problem]]:
        """The pairs of all rows, and every problem of every row."""
        found = [{side: self._find(cell, side) for side, cell in row.items()} for row in rows]
        junior, senior = rows[0]["junior"], rows[0]["senior"]
        if not any(person_id for row in found for person_id in row.values()):
            strangers = Problem(
                "another-roster",
                "nobody in this file is on the roster",
                "give the roster from which the pairings were made, or write the ids as in its "
                "id column",
                file=junior.file,
                value=junior.text or senior.text,
            )
            return [], [strangers]
        if self._swapped(found):
            swapped = Problem(
                "swapped-columns",
                f"every '{junior.heading}' is a senior and every '{senior.heading}' a junior: "
                "the two columns are the wrong way round",
                f'say which is which with --map "{senior.heading}=junior_id" and '
                f'--map "{junior.heading}=senior_id"',
                file=junior.file,
            )
            return [], [swapped]
        first: dict[tuple[str, str], int] = {}
        for row, people in zip(rows, found, strict=True):
            fitting = [self._check(row[side], people[side], side) for side in ("junior", "senior")]
            junior_id, senior_id = people["junior"], people["senior"]
            if junior_id is None or senior_id is None or not all(fitting):
                continue
            if self._is_one_person(row["senior"], junior_id, senior_id):
                continue
            line = first.setdefault((junior_id, senior_id), row["junior"].line)
            if line != row["junior"].line:
                self._repeated(row["junior"], junior_id, senior_id, line)
        return list(first), self.problems

    def _swapped(self, found: Sequence[Mapping[str, str | None]]) -> bool:
        """Whether no row is right as it stands and every one is the other way round."""

        def fits(person_id: str | None, side: str) -> bool:
            return person_id is not None and _takes_part_as(self.people[person_id], side)

        return all(
            fits(row[side], OTHER[side]) and not fits(row[side], side)
            for row in found
            for side in OTHER
        )

    def _find(self, cell: Cell, side: str) -> str | None:
        if not cell.text:
            self.problems.append(
                cell.problem(
                    f"no-{side}",
                    f"this row names no {side}",
                    "write the id of both people, or delete the row",
                )
            )
            return None
        found = self.directory.find(cell.text)
        if found.id is None:
            self._unknown(cell, ambiguous=found.how == "ambiguous")
        elif found.how != "exact":
            this = "this e-mail address" if found.how == "email" else f"'{cell.text}'"
            self.problems.append(
                cell.problem(
                    "found-loosely",
                    f"{this} is taken for '{found.id}', found {LOOSE[found.how]}",
                    "write the id as in the roster's id column",
                    value=cell.text,
                    ids=(found.id,),
                    severity="warning",
                )
            )
        return found.id

    def _unknown(self, cell: Cell, *, ambiguous: bool) -> None:
        if ambiguous:
            code, what = "ambiguous-person", f"'{cell.text}' fits more than one person"
        else:
            code, what = "unknown-person", f"'{cell.text}' is not on the roster"
            if (perhaps := self.directory.meant(cell.text)) is not None:
                what += f" (perhaps '{perhaps[0]}', {perhaps[1]})"
        self.problems.append(
            cell.problem(
                code,
                what,
                "write the id as in the roster's id column, or give the roster from which the "
                "pairings were made",
                value=cell.text,
            )
        )

    def _check(self, cell: Cell, person_id: str | None, side: str) -> bool:
        """Note somebody who does not take part in that role; the unknown are noted already."""
        if person_id is None:
            return False
        person = self.people[person_id]
        if _takes_part_as(person, side):
            return True
        if not person.participates:
            code, what = "not-taking-part", f"'{person_id}' did not agree to take part"
            fix = "take the pairing out, or write on the roster that this person takes part"
        else:
            code = "other-role"
            what = f"'{person_id}' takes part as {person.role}, not as {side}"
            fix = (
                "write who mentors in the column of the juniors and who is mentored in that of "
                "the seniors, or mend the role on the roster"
            )
        self.problems.append(cell.problem(code, what, fix, value=cell.text, ids=(person_id,)))
        return False

    def _is_one_person(self, cell: Cell, junior_id: str, senior_id: str) -> bool:
        if junior_id != senior_id:
            return False
        self.problems.append(
            cell.problem(
                "same-person",
                f"'{junior_id}' is paired with themselves",
                "write two different people, or delete the row",
                value=cell.text,
                ids=(junior_id,),
            )
        )
        return True

    def _repeated(self, cell: Cell, junior_id: str, senior_id: str, line: int) -> None:
        self.problems.append(
            cell.problem(
                "repeated-pairing",
                f"the pairing of '{junior_id}' with '{senior_id}' stands on line {line} already",
                "delete one of the two rows",
                value=cell.text,
                ids=(junior_id, senior_id),
            )
        )


def _takes_part_as(person: Person, side: str) -> bool:
    return person.participates and (person.is_junior if side == "junior" else person.is_senior)
