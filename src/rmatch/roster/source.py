"""What a roster is read from: files, standard input or frames, and how they are opened.

A :class:`Source` remembers what it was given, so that the same roster can be read
again under another policy (other aliases, other headings, other roles).
"""

from __future__ import annotations

import io
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from rmatch.errors import Problem, RosterError, UsageError
from rmatch.policy import Policy
from rmatch.roster.column_plan import ColumnPlan, Kind, headings_read, joint_problems, without
from rmatch.roster.files import FileFacts, Table, read_table, table_from_frame
from rmatch.roster.files.source import from_standard_input
from rmatch.roster.files.table import shown
from rmatch.roster.headings import has_id, plan_columns
from rmatch.roster.nearest import missing_topics
from rmatch.roster.roles import holds_role_words
from rmatch.roster.unread import lists_of_people, unread

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Part", "Source"]


@dataclass(frozen=True, slots=True)
class Part:
    """One table with its columns recognised; ``role`` where the file itself sets it."""

    table: Table
    plan: ColumnPlan
    kind: Kind
    role: str | None = None

    @property
    def facts(self) -> FileFacts:
        return self.table.facts

    @property
    def file(self) -> str:
        """The file's name as messages show it."""
        return shown(self.facts.name)

    def forgetful(self) -> Part:
        """The same table without what was only glanced at."""
        return replace(self, table=replace(self.table, glances={}))

    def without_job_titles(self, policy: Policy) -> Part:
        """The same table with no role: a column headed "role" without a role word in it."""
        if self.kind != "roster":
            return self
        part = self
        while "role" in part.plan.fields:
            cells = part.table.columns[part.plan.fields["role"]]
            told_by_file = part.role is not None
            # Without a candidate a map has said that this is the role: wrong words are errors.
            sure = not part.plan.role_candidates or not any(cells)
            if not told_by_file and (sure or holds_role_words(cells, policy.roles)):
                break
            part = replace(part, plan=without(part.plan, "role"))
        return part


@dataclass(frozen=True, slots=True)
class _Opened:
    """One file, as far as it could be opened: its plan where its headings could be read."""

    kind: Kind
    file: str
    role: str | None
    part: Part | None = None
    plan: ColumnPlan | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """What to read: one roster, or a file a role, and the files beside it."""

    roster: Any = None
    juniors: Any = None
    seniors: Any = None
    skills: Any = None
    wants: Any = None
    org: Any = None
    maps: tuple[str, ...] = ()
    sheet: str | None = None
    raw: bool = False
    stdin: bytes | None = field(default=None, repr=False)

    def checked(self) -> Source:
        """Refuse what cannot go together, and keep standard input for a second reading."""
        if self.roster is None and self.juniors is None and self.seniors is None:
            raise UsageError("no roster was given. Fix: name a file, or - for standard input")
        if self.roster is not None and (self.juniors is not None or self.seniors is not None):
            raise UsageError(
                "a roster and files by role were both given. "
                "Fix: give either ROSTER, or --juniors and --seniors"
            )
        if (self.juniors is None) != (self.seniors is None):
            raise UsageError("--juniors and --seniors go together. Fix: give both files")
        piped = [what for what in self._everything() if isinstance(what, str) and what == "-"]
        if len(piped) > 1:
            raise UsageError("standard input can be read once. Fix: give - for one file only")
        if piped and self.stdin is None:
            return replace(self, stdin=from_standard_input())
        return self

    def parts(self, policy: Policy) -> tuple[tuple[Part, ...], tuple[Problem, ...]]:
        """Open everything under ``policy``: the tables, and warnings about their headings.

        Raises
        ------
        RosterError
            With the problems of all files, and what was made of their headings.
        """
        files = self._files(policy)
        parts = [one.part for one in files if one.part is not None]
        problems = [problem for one in files for problem in one.problems]
        if not problems:
            problems.extend(joint_problems([part.plan for part in parts]))
            problems.extend(lists_of_people(parts))
        known = [(one.plan, one.kind, one.file, one.role) for one in files if one.plan is not None]
        if len(known) == len(files):
            problems.extend(missing_topics(known, policy))
        if any(problem.severity == "error" for problem in problems):
            raise RosterError(problems, headings_read([plan for plan, *_ in known]))
        return tuple(part.forgetful() for part in parts), tuple(problems)

    def _files(self, policy: Policy) -> list[_Opened]:
        """Every file that was given, opened under ``policy`` or with what is wrong with it."""
        wanted: tuple[tuple[Kind, Any, str | None], ...] = (
            ("roster", self.roster, None),
            ("roster", self.juniors, "junior"),
            ("roster", self.seniors, "senior"),
            ("skills", self.skills, None),
            ("wants", self.wants, None),
            ("org", self.org, None),
        )
        files = []
        for kind, what, role in wanted:
            if what is None:
                continue
            plans: list[ColumnPlan] = []
            opened = _Opened(kind, _name(what), role)
            try:
                part = self._open(kind, what, role, policy, plans=plans)
                part = part.without_job_titles(policy)
                files.append(replace(opened, part=part, plan=part.plan))
            except RosterError as error:
                plan = plans[-1] if plans else None
                files.append(replace(opened, plan=plan, problems=error.problems))
        return files

    def quarantined(self, policy: Policy) -> tuple[Part, ...]:
        """The people's tables with the ids and the columns about protected traits alone.

        Raises
        ------
        RosterError
            With the problems of all files, without what such a column's cells say.
        """
        by_role = ((self.roster, None), (self.juniors, "junior"), (self.seniors, "senior"))
        parts: list[Part] = []
        problems: list[Problem] = []
        for what, role in by_role:
            if what is None:
                continue
            try:
                parts.append(self._open("roster", what, role, policy, quarantined=True))
            except RosterError as error:
                problems += (replace(problem, value=None) for problem in error.problems)
        if problems:
            raise RosterError(problems)
        return tuple(parts)

    def _everything(self) -> Sequence[Any]:
        return (self.roster, self.juniors, self.seniors, self.skills, self.wants, self.org)

    def _open(
        self,
        kind: Kind,
        what: Any,
        role: str | None,
        policy: Policy,
        *,
        quarantined: bool = False,
        plans: list[ColumnPlan] | None = None,
    ) -> Part:
        """Read one file; ``plans`` takes that of its headings, also where the rest fails."""
        name = _name(what)

        def plan(headings: tuple[str, ...]) -> ColumnPlan:
            return plan_columns(
                headings,
                file=name,
                maps=self.maps,
                policy=policy,
                kind=kind,
                skills_elsewhere=self.skills is not None,
            )

        def choose(headings: tuple[str, ...]) -> Collection[int]:
            # Columns about protected traits are not even loaded, but for the audit alone.
            columns = plan(headings)
            if plans is not None:
                plans.append(columns)
            if quarantined:
                return {columns.fields["id"], *columns.audit} if "id" in columns.fields else ()
            return columns.used - columns.audit.keys()

        def glance(headings: tuple[str, ...]) -> Collection[int]:
            return () if quarantined or kind != "roster" else unread(plan(headings))

        if not isinstance(what, str | os.PathLike):
            table = table_from_frame(what, choose)
        else:
            table = read_table(
                what,
                choose=choose,
                has_id=partial(has_id, maps=self.maps, policy=policy, kind=kind),
                sheet=self.sheet if kind == "roster" else None,
                raw=self.raw,
                stdin=io.BytesIO(self.stdin) if self.stdin is not None else None,
                glance=glance,
            )
        return Part(table, plan(table.headings), kind, role)


def _name(what: str | os.PathLike[str] | pd.DataFrame) -> str:
    return shown(os.fspath(what)) if isinstance(what, str | os.PathLike) else "data frame"
