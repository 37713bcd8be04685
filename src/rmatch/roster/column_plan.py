"""What each column of a file is, once its headings are read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from rmatch.errors import HeadingsRead, Problem

__all__ = [
    "ONLY_LIMITS",
    "ColumnPlan",
    "Kind",
    "SkillColumn",
    "errors_first",
    "headings_read",
    "joint_problems",
    "without",
]

Kind = Literal["roster", "skills", "wants", "org", "pairs", "decisions"]
# What a column is read as that only the policy's limits name.
ONLY_LIMITS = "[[limits]] alone"


@dataclass(frozen=True, slots=True)
class SkillColumn:
    """A column that is one skill: its cells are levels, or ticks.

    ``name`` is the skill as written; ``kind`` says whether people have it or want it;
    ``tick`` that a pattern made it, so that a cell may be a mere yes.
    """

    index: int
    name: str
    kind: Literal["skill", "want"]
    tick: bool = False


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """What each column of a file is.

    Parameters
    ----------
    fields
        Our column -> the file's column, counted from 0. ``role`` is tentative where
        ``role_candidates`` is not empty: see :func:`without`.
    sources
        Our column -> the heading that fills it.
    name_parts
        First name (and prefix) and last name, to be joined by a space where ``name`` is
        not in ``fields``.
    skill_columns
        Columns that are one skill, in the file's order.
    audit
        Quarantined columns (of a roster only): index -> heading. For the audit alone.
    extras
        Columns that only the policy's limits name, never a quarantined one.
    unused
        Headings that fill nothing, in the file's order; never a quarantined one.
    role_candidates
        Columns that may hold the role, best first, where no map decides.
    maps_used, maps_unused
        Maps as given that did and did not find their place in this file.
    problems
        Errors first, then warnings.
    headings
        All headings of the file, trimmed.
    """

    fields: Mapping[str, int] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    name_parts: tuple[int, ...] = ()
    skill_columns: tuple[SkillColumn, ...] = ()
    audit: Mapping[int, str] = field(default_factory=dict)
    extras: frozenset[int] = frozenset()
    unused: tuple[str, ...] = ()
    role_candidates: tuple[int, ...] = ()
    maps_used: tuple[str, ...] = ()
    maps_unused: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    headings: tuple[str, ...] = ()

    @property
    def used(self) -> frozenset[int]:
        """The columns to load: everything but the unused ones."""
        skills = (column.index for column in self.skill_columns)
        return frozenset(
            (
                *self.fields.values(),
                *self.name_parts,
                *skills,
                *self.audit,
                *self.extras,
                *self.role_candidates,
            )
        )

    def recognised(self) -> tuple[tuple[str, str], ...]:
        """Each heading that fills something and what it fills, in the file's order.

        A column that is one skill is ``skill:NAME``.
        """
        found = [(index, column) for column, index in self.fields.items()]
        if "name" not in self.fields:
            found += [(index, "name") for index in self.name_parts]
        found += [(c.index, f"{c.kind}:{c.name}") for c in self.skill_columns]
        return tuple((self.headings[index], column) for index, column in sorted(found))


def headings_read(plans: Sequence[ColumnPlan]) -> HeadingsRead:
    """What was made of the headings of several files together."""
    found = [one for plan in plans for one in plan.recognised()]
    found += [
        (plan.headings[index], ONLY_LIMITS) for plan in plans for index in sorted(plan.extras)
    ]
    return HeadingsRead(tuple(found), tuple(h for plan in plans for h in plan.unused))


def without(plan: ColumnPlan, column: str) -> ColumnPlan:
    """``plan`` with ``column`` given up: a ``role`` that is a job title, for one.

    The next of ``role_candidates`` takes the place of a ``role``.
    """
    if column not in plan.fields:
        return plan
    fields, sources = dict(plan.fields), dict(plan.sources)
    index = fields.pop(column)
    sources.pop(column, None)
    candidates = plan.role_candidates
    if column == "role":
        candidates = tuple(i for i in candidates if i != index)
        if candidates:
            fields["role"], sources["role"] = candidates[0], plan.headings[candidates[0]]
    changed = replace(plan, fields=fields, sources=sources, role_candidates=candidates)
    idle = {*plan.unused, plan.headings[index]} - set(sources.values())
    return replace(changed, unused=tuple(heading for heading in plan.headings if heading in idle))


def joint_problems(plans: Sequence[ColumnPlan]) -> tuple[Problem, ...]:
    """The problems of all files together: a map need find its heading in one of them only."""
    used = {text for plan in plans for text in plan.maps_used}
    kept = [
        problem
        for plan in plans
        for problem in plan.problems
        if not (problem.code == "map-no-heading" and problem.value in used)
    ]
    said = used | {problem.value for problem in kept if problem.value}
    for text in dict.fromkeys(text for plan in plans for text in plan.maps_unused):
        if text not in said:
            what = f'the map "{text}" is for a column that none of the files given has'
            kept.append(
                Problem("map-no-heading", what, "take it out, or give that file", value=text)
            )
    return errors_first(kept)


def errors_first(problems: Collection[Problem]) -> tuple[Problem, ...]:
    """The problems without repeats, warnings after the errors, else in their order."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.severity != "error"))
