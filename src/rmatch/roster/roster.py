"""The roster: everybody that was read, who takes part, and what was noticed on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from rmatch.errors import HeadingsRead, Problem, RosterError
from rmatch.policy import Policy
from rmatch.roster.attributes import group_warnings
from rmatch.roster.build import Built, build_people
from rmatch.roster.checks import missing_side, near_skills, warnings
from rmatch.roster.column_plan import ONLY_LIMITS, headings_read
from rmatch.roster.conditions import Extras
from rmatch.roster.files import FileFacts
from rmatch.roster.limits import read_extras
from rmatch.roster.long_tables import missing_columns
from rmatch.roster.names import fold
from rmatch.roster.nearest import suggestion, which_is
from rmatch.roster.people import Person
from rmatch.roster.records import gather
from rmatch.roster.sensitive import is_sensitive
from rmatch.roster.skills import SkillGrammar
from rmatch.roster.source import Part, Source

if TYPE_CHECKING:
    import os

    import pandas as pd

__all__ = ["Roster", "read_roster"]

# What of a policy changes how a roster is read.
READING = ("skills", "levels", "roles", "columns", "audit", "stereotypes", "evidence", "limits")


class Recognised(NamedTuple):
    """A heading as written, the column that it was read as, and the kind of its file."""

    kind: str
    heading: str
    column: str


@dataclass(frozen=True, eq=False)
class Roster:
    """The people of a programme.

    Attributes
    ----------
    people
        Everybody, in row order.
    managers
        id to manager id, of the roster and the organisation file.
    sensitive
        Compared names of the skills that are sensitive topics.
    warnings
        What is odd but does not stop a run.
    columns
        The canonical columns that the roster has.
    recognised, unused
        What was used of each file's headings; headings of what was not.
    audit_headings
        Columns about protected traits: kept apart, their cells were not read.
    level_words
        The words of the level column that only an order in the policy can rank.
    near_skills
        Pairs of skill names that nearly equal each other.
    facts
        What each file was, and how it was read.
    extras
        Column as the policy's limits name it -> id -> cell, for headings that nothing else
        reads; blank cells left out. Scores and rules are never given them.
    policy, source
        The policy under which it was read, and from what.
    """

    people: tuple[Person, ...]
    managers: Mapping[str, str]
    sensitive: frozenset[str]
    warnings: tuple[Problem, ...]
    columns: frozenset[str]
    recognised: tuple[Recognised, ...]
    unused: tuple[str, ...]
    audit_headings: tuple[str, ...]
    level_words: tuple[str, ...]
    near_skills: tuple[tuple[str, str], ...]
    facts: tuple[FileFacts, ...]
    extras: Extras
    policy: Policy
    source: Source

    @cached_property
    def juniors(self) -> tuple[Person, ...]:
        """Those who take part as juniors."""
        return tuple(p for p in self.people if p.participates and p.is_junior)

    @cached_property
    def seniors(self) -> tuple[Person, ...]:
        """Those who take part as seniors."""
        return tuple(p for p in self.people if p.participates and p.is_senior)

    @cached_property
    def left_out(self) -> tuple[Person, ...]:
        """Those who did not agree to take part."""
        return tuple(p for p in self.people if not p.participates)

    @cached_property
    def namesakes(self) -> frozenset[str]:
        """Ids of people whose name somebody else on the roster has too."""
        by_name: dict[str, list[str]] = {}
        for person in self.people:
            by_name.setdefault(fold(person.name), []).append(person.id)
        return frozenset(i for ids in by_name.values() if len(ids) > 1 for i in ids)

    @property
    def headings(self) -> HeadingsRead:
        """What was made of the headings of all files."""
        found = [(one.heading, one.column) for one in self.recognised]
        found += [(column, ONLY_LIMITS) for column in self.extras]
        return HeadingsRead(tuple(found), self.unused)

    @property
    def file(self) -> str | None:
        """The first file's name, for messages."""
        return self.facts[0].name if self.facts else None

    def hides(self, name: str) -> bool:
        """Whether a name, of a skill or of anything else, is that of a sensitive topic."""
        key = SkillGrammar.of(self.policy.skills).key(name)
        return key in self.sensitive or is_sensitive(key, self.policy.stereotypes)

    def under(self, policy: Policy) -> Roster:
        """The roster as read under ``policy``; itself where that changes nothing.

        Raises
        ------
        RosterError
            If it cannot be read under that policy, or if a file has changed since.
        """
        if all(getattr(policy, key) == getattr(self.policy, key) for key in READING):
            return self
        again = _read(self.source, policy)
        changed = [
            Problem(
                "file-changed",
                "the file has changed since it was read",
                "read the roster again",
                file=old.name,
            )
            for old, new in zip(self.facts, again.facts, strict=True)
            if old.format != "frame" and old.sha256 != new.sha256
        ]
        if changed:
            raise RosterError(changed)
        return again

    @classmethod
    def from_frame(
        cls,
        frame: pd.DataFrame,
        *,
        policy: Policy | None = None,
        skills: pd.DataFrame | None = None,
        wants: pd.DataFrame | None = None,
        org: pd.DataFrame | None = None,
        maps: Sequence[str] = (),
    ) -> Roster:
        """A roster from a frame with one row a person; the frame is not changed.

        Parameters
        ----------
        frame
            In the columns of a roster file, or in others that ``maps`` or the alias table
            know. Missing values are blank cells; lists are lists.
        policy
            The programme's choices that bear on reading; the default ones if not given.
        skills, wants, org
            Long tables and organisation, as in :func:`read_roster`.
        maps
            ``"Their heading=column"``, as the option ``--map``.

        Raises
        ------
        RosterError
            With every problem found.
        """
        source = Source(frame, skills=skills, wants=wants, org=org, maps=tuple(maps))
        return _read(source.checked(), policy or Policy())


def read_roster(
    source: str | os.PathLike[str] | None = None,
    *,
    policy: Policy | None = None,
    juniors: str | os.PathLike[str] | None = None,
    seniors: str | os.PathLike[str] | None = None,
    skills: str | os.PathLike[str] | None = None,
    wants: str | os.PathLike[str] | None = None,
    org: str | os.PathLike[str] | None = None,
    maps: Sequence[str] = (),
    sheet: str | None = None,
    raw: bool = False,
) -> Roster:
    """Read a roster from CSV, TSV, XLSX or Parquet files, or from standard input.

    Parameters
    ----------
    source
        The roster, one row a person; ``"-"`` reads CSV from standard input.
    policy
        The programme's choices that bear on reading (levels, roles, aliases, headings ...).
    juniors, seniors
        Instead of ``source``: a file a role.
    skills, wants
        Long tables beside the roster: ``id, skill, level[, provenance]`` and
        ``id, skill[, target][, weight]``.
    org
        ``id, manager_id`` of the whole company, for the chain of managers.
    maps
        ``"Their heading=column"``, as the option ``--map``.
    sheet
        Of an XLSX roster; the first with a heading row that has an id if not given.
    raw
        Keep apostrophes before cells that start like a formula.

    Returns
    -------
    Roster

    Raises
    ------
    RosterError
        With every problem found, each with file, line, heading, value and the fix.
    UsageError
        If what was given does not go together.

    Examples
    --------
    >>> roster = read_roster("examples/roster.csv")
    >>> len(roster.juniors), len(roster.seniors)
    (14, 10)
    """
    what = Source(source, juniors, seniors, skills, wants, org, tuple(maps), sheet, raw)
    return _read(what.checked(), policy or Policy())


def _read(source: Source, policy: Policy) -> Roster:
    parts, about_headings = source.parts(policy)
    try:
        return _made(parts, about_headings, source, policy)
    except RosterError as error:
        raise RosterError(error.problems, headings_read([part.plan for part in parts])) from error


def _made(
    parts: Sequence[Part], about_headings: Sequence[Problem], source: Source, policy: Policy
) -> Roster:
    """The roster that opened files hold."""
    people_parts = [part for part in parts if part.kind == "roster"]
    problems = [*about_headings, *(p for part in parts for p in part.table.problems)]
    missing = [problem for part in parts for problem in missing_columns(part)]
    if missing:
        raise RosterError([*missing, *problems])
    records, found = gather(people_parts)
    problems += found
    extras, found = read_extras(people_parts, policy)
    problems += found
    org_parts = [part for part in parts if part.kind == "org"]
    long_parts = [part for part in parts if part.kind in ("skills", "wants")]
    columns, unused = _columns(parts), [h for part in people_parts for h in part.plan.unused]
    lacks_role = "role" not in columns and bool(unused)
    role_heading = which_is("role", unused, policy) if lacks_role else ""
    built = build_people(records, long_parts, org_parts, policy, role_heading=role_heading)
    problems += built.problems
    if not any(p.severity == "error" for p in problems):
        problems += missing_side(built.people, file=people_parts[0].file)
    if any(p.severity == "error" for p in problems):
        raise RosterError(_errors_first(problems))
    near = near_skills(built.people, built.sensitive)
    odd = _odd(built, near, people_parts, policy, extras)
    said = {problem.code for problem in problems}
    # Without a column for it, nobody could have said.
    problems += (p for p in odd if p.code != "nobody-wants" or "no-wants" not in said)
    roster = Roster(
        people=tuple(built.people),
        managers=built.managers,
        sensitive=built.sensitive,
        warnings=tuple(problems),
        columns=columns,
        recognised=tuple(
            Recognised(part.kind, *found) for part in parts for found in part.plan.recognised()
        ),
        unused=tuple(heading for part in parts for heading in part.plan.unused),
        audit_headings=tuple(h for part in parts for h in part.plan.audit.values()),
        level_words=built.level_words,
        near_skills=near,
        facts=tuple(part.facts for part in parts),
        extras=extras,
        policy=policy,
        source=source,
    )
    return replace(roster, warnings=(*roster.warnings, *group_warnings(roster)))


def _odd(
    built: Built,
    near: Sequence[tuple[str, str]],
    people_parts: Sequence[Part],
    policy: Policy,
    extras: Extras,
) -> list[Problem]:
    """The warnings that only the whole roster gives."""
    asked = any("participate" in part.plan.fields for part in people_parts)
    unused = [heading for part in people_parts for heading in part.plan.unused]
    return warnings(
        built.people,
        built.managers,
        frozenset(p.id for p in built.people) | frozenset(built.org),
        built.sensitive,
        policy,
        near,
        extras=extras,
        org=built.org,
        consent_asked=asked,
        consent_heading="" if asked else suggestion(unused, "participate", policy),
        file=people_parts[0].file,
    )


def _columns(parts: Sequence[Part]) -> frozenset[str]:
    columns: set[str] = set()
    for part in parts:
        if part.kind == "roster":
            columns.update(part.plan.fields)
            columns.update(
                {"skill": "skills", "want": "wants"}[c.kind] for c in part.plan.skill_columns
            )
            if part.plan.name_parts:
                columns.add("name")
            if part.role is not None:
                columns.add("role")
        elif part.kind in ("skills", "wants"):
            columns.add(part.kind)
        elif part.kind == "org":
            columns.add("manager_id")
    return frozenset(columns)


def _errors_first(problems: Sequence[Problem]) -> list[Problem]:
    return sorted(
        problems,
        key=lambda p: (p.severity != "error", p.file or "", p.line or 0),
    )
