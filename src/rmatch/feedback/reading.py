"""Exports of the mid-term and the closing form, read and checked: files in, answers out."""

from __future__ import annotations

import io
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rmatch.errors import FeedbackError, Problem, RosterError, UsageError
from rmatch.feedback.headings import FeedbackPlan, is_heading_row, plan_feedback, read_maps
from rmatch.feedback.records import MOMENTS, Feedback, Moment
from rmatch.feedback.rows import RowReader, Said
from rmatch.policy import Policy
from rmatch.roster.files import Table, read_table
from rmatch.roster.files.source import from_standard_input
from rmatch.roster.files.table import shown
from rmatch.roster.mapping import HeadingMap
from rmatch.roster.pair_rows import stop_at_errors
from rmatch.roster.roster import Roster

__all__ = ["read_feedback"]


def read_feedback(
    sources: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    roster: Roster | None = None,
    *,
    policy: Policy | None = None,
    moment: Moment | None = None,
    maps: Sequence[str] = (),
    raw: bool = False,
    stdin: bytes | None = None,
) -> Feedback:
    """Read what came back from the mid-term and the closing form of ``rmatch init --form``.

    Parameters
    ----------
    sources
        One export of a form tool (CSV, TSV, XLSX or Parquet), or several; ``"-"`` reads CSV
        from standard input. Their order makes no difference.
    roster
        The people: answerers and partners are then found by id, e-mail address or full name.
        Without it they stay as written.
    policy
        Its ``[skills]`` say how topics and levels are read; by default the roster's policy.
    moment
        ``"mid-term"`` or ``"closing"``, where the questions themselves do not tell.
    maps
        ``"Their heading=field"`` for edited questions; fields are ``answerer``, ``partner`` and
        those of :class:`rmatch.feedback.Answer` and :class:`rmatch.feedback.Confided`.
    raw
        Keep apostrophes before cells that start like a formula.
    stdin
        Read instead of the process's standard input.

    Returns
    -------
    Feedback
        The answers, what was said in confidence apart from them, and warnings.

    Raises
    ------
    FeedbackError
        With every problem of every file: no such file, no question that says who answers or
        about whom, a cell that is no choice, number or level, somebody who is not on the
        roster, two people who can be no pairing, two different answers to the same.
    UsageError
        If ``moment`` is another word.
    """
    if moment is not None and moment not in MOMENTS:
        raise UsageError(f"there is no moment '{moment}'. Fix: write {' or '.join(MOMENTS)}")
    chosen = policy or (roster.policy if roster is not None else Policy())
    read, map_problems = read_maps(maps)
    files, problems = _opened(_paths(sources), chosen, read, moment, raw, stdin)
    problems += [*map_problems, *_idle(read, files)]
    said: list[Said] = []
    for file in files:
        told = file.plan.moment
        if file.sound and told is not None:
            reader = RowReader(file.table, file.plan, told, roster, chosen, raw=raw)
            said += reader.said()
            problems += reader.problems
    once, found = _once(said)
    warnings = stop_at_errors([*problems, *found], FeedbackError)
    return Feedback(
        tuple(one.answer for one in once),
        tuple(one.confided for one in once if one.confided is not None),
        frozenset(asked for file in files for asked in file.asked()),
        warnings,
        tuple(sorted((file.table.facts for file in files), key=lambda facts: facts.name)),
    )


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    table: Table
    plan: FeedbackPlan

    @property
    def sound(self) -> bool:
        return all(problem.severity != "error" for problem in self.plan.problems)

    def asked(self) -> Iterator[tuple[Moment, str]]:
        moment = self.plan.moment
        if moment is not None:
            fields = {*self.plan.fields, *(["levels"] if self.plan.topics else [])}
            yield from ((moment, field) for field in fields - {"answerer", "partner"})


def _paths(
    sources: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
) -> tuple[str, ...]:
    """The files, each once, in an order of their own."""
    several = [sources] if isinstance(sources, str | os.PathLike) else sources
    return tuple(sorted({os.fspath(source) for source in several}))


def _opened(
    paths: Sequence[str],
    policy: Policy,
    maps: Sequence[HeadingMap],
    moment: Moment | None,
    raw: bool,
    stdin: bytes | None,
) -> tuple[list[_File], list[Problem]]:
    """The files that can be opened, and what is wrong with them or with the others."""
    files: list[_File] = []
    problems: list[Problem] = []
    if "-" in paths and stdin is None:
        stdin = from_standard_input()
    for path in paths:
        try:
            file = _open(path, policy, maps, moment, raw, stdin)
        except RosterError as error:
            problems += map(_retold, error.problems)
        else:
            files.append(file)
            problems += map(_retold, file.table.problems)
            problems += file.plan.problems
    return files, problems


def _open(
    path: str,
    policy: Policy,
    maps: Sequence[HeadingMap],
    moment: Moment | None,
    raw: bool,
    stdin: bytes | None,
) -> _File:
    name = shown(path)

    def plan_of(headings: Sequence[str]) -> FeedbackPlan:
        return plan_feedback(headings, file=name, maps=maps, moment=moment, policy=policy)

    def choose(headings: tuple[str, ...]) -> Collection[int]:
        return plan_of(headings).used

    table = read_table(
        path,
        choose=choose,
        has_id=lambda headings: is_heading_row(headings, maps),
        raw=raw,
        stdin=None if stdin is None else io.BytesIO(stdin),
        titled=True,
        rowless=True,
    )
    return _File(name, table, plan_of(table.headings))


def _retold(problem: Problem) -> Problem:
    """What the readers of tables say of people, in the words of a form's export."""
    if problem.code == "no-id":
        what = "no sheet has a heading row with the questions of the mid-term or the closing form"
        fix = "export the answers with the whole questions as headings, not with their codes"
        return replace(problem, what=what, fix=fix)
    if problem.code == "no-rows":
        what = "nobody has answered: there is a heading but no row under it"
        return replace(problem, what=what, fix="leave the file out, if that is meant")
    if problem.code == "empty-file":
        return replace(problem, fix="export the answers again, with the questions as headings")
    return problem


def _idle(maps: Sequence[HeadingMap], files: Sequence[_File]) -> Iterator[Problem]:
    """Maps that found their heading in none of the files."""
    used = {given for file in files for given in file.plan.maps_used}
    for m in maps:
        if files and m.given not in used:
            yield Problem(
                "map-no-heading",
                f"the map '{m.given}': there is no such heading",
                "copy the heading from the file",
                file=files[0].name if len(files) == 1 else None,
                value=m.given,
            )


def _once(said: Iterable[Said]) -> tuple[list[Said], list[Problem]]:
    """Each person's answers about one pairing at one moment once, in their order."""
    first: dict[tuple[str, str, int], Said] = {}
    problems: list[Problem] = []
    for one in sorted(said, key=lambda s: (s.answer.file, s.answer.line or 0)):
        known = first.setdefault(one.key, one)
        if known is one:
            continue
        place = f"line {known.answer.line}"
        if known.answer.file != one.answer.file:
            place = f"{known.answer.file}, {place}"
        who = f"'{one.answer.answerer_id}' has answered twice about '{one.answer.partner_id}'"
        if one.says() == known.says():
            problems.append(
                one.cell.problem(
                    "repeated-answer",
                    f"{who}, and alike",
                    f"delete one of the two; the other is in {place}",
                    ids=(one.answer.answerer_id,),
                    severity="warning",
                )
            )
        else:
            problems.append(
                one.cell.problem(
                    "answered-twice",
                    f"{who}, and not alike (first in {place})",
                    "delete the row that does not count, which is usually the earlier one",
                    ids=(one.answer.answerer_id,),
                )
            )
    return [first[key] for key in sorted(first)], problems
