"""Headings -> columns: which of a file's columns is which of ours, before a cell is read.

For each of our columns: the exact name first, then maps (the command line's, then the
policy's), then the alias table in its order. Headings about protected traits are
quarantined before any of that, but for our own names and columns that are one skill.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rmatch.policy import Policy
from rmatch.roster.column_plan import ColumnPlan, Kind, errors_first
from rmatch.roster.heading_claims import COLUMN_OF, Claims
from rmatch.roster.heading_maps import follow
from rmatch.roster.heading_parts import name_parts, role_candidates, take_teaching
from rmatch.roster.mapping import heading_key, read_maps
from rmatch.roster.questions import alias_key, exact_question, names_answerer, no_company_id
from rmatch.roster.vocabulary.aliases import ALIASES, COLUMNS, REQUIRED

__all__ = ["has_id", "plan_columns"]

# Cells of a data row also say this: alone they do not make a row of headings.
_ALSO_CELLS: Final = frozenset(
    map(alias_key, ("Employee", "Number", "Nummer", "Login", "Identifier", "Registro"))
) | frozenset(map(alias_key, (*ALIASES["pairs"]["junior_id"], *ALIASES["pairs"]["senior_id"])))
_NEAR: Final = 0.84


def plan_columns(
    headings: Sequence[str],
    *,
    file: str,
    maps: Sequence[str] = (),
    policy: Policy | None = None,
    kind: Kind = "roster",
    skills_elsewhere: bool = False,
) -> ColumnPlan:
    """Decide which of our columns each heading fills.

    Parameters
    ----------
    headings
        As written in the file.
    file
        The file's name, for messages.
    maps
        ``"Their heading=column"``, as ``--map`` takes them; the policy's ``[columns]`` come
        after them.
    policy
        The programme's choices.
    kind
        What the file is.
    skills_elsewhere
        True where a long table gives the skills, so that ``Can teach`` means offers.

    Returns
    -------
    ColumnPlan
        With every problem found; nothing is raised here.
    """
    claims = Claims(tuple(h.strip() for h in headings), file, policy or Policy(), kind)
    return _plan(claims, maps, skills_elsewhere)


def has_id(
    headings: Sequence[str],
    *,
    maps: Sequence[str] = (),
    policy: Policy | None = None,
    kind: Kind = "roster",
) -> bool:
    """Whether a row of cells is a row of headings: it names every person's id.

    A word that cells hold as well (``No``, ``Employee``) needs a second heading beside it.
    """
    claims = Claims(tuple(h.strip() for h in headings), "", policy or Policy(), kind)
    plan = _plan(claims, maps, skills_elsewhere=False)
    found = [plan.headings[plan.fields[c]] for c in REQUIRED[kind] if c in plan.fields]
    if len(found) < len(REQUIRED[kind]) or not all(found):
        return False
    if any(claims.how[column] in ("--map", "[columns]") for column in REQUIRED[kind]):
        return sum(bool(heading) for heading in plan.headings) > 1
    recognised = len({*plan.fields.values(), *plan.name_parts}) + len(plan.skill_columns)
    keys = [alias_key(heading) for heading in found]
    certain = all(len(key) > 3 and key not in _ALSO_CELLS for key in keys)
    return certain or recognised > len(found) or (kind in ("pairs", "decisions") and recognised > 1)


def _plan(claims: Claims, maps: Sequence[str], skills_elsewhere: bool) -> ColumnPlan:
    read, foreign, problems = read_maps(maps, claims.policy, kind=claims.kind)
    claims.problems += problems
    for m in read:
        follow(claims, m)
    _take_named_skills(claims)
    _take_exact(claims)
    for column in COLUMNS[claims.kind]:
        _take_alias(claims, column)
    roles = role_candidates(claims)
    parts = name_parts(claims)
    if claims.kind == "roster":
        take_teaching(claims, skills_elsewhere)
        if claims.form and "id" not in claims.fields and "email" in claims.fields:
            claims.fill("id", claims.fields["email"], "form")
    _require(claims)
    idle = [*foreign, *(m.given for m in read if m.given not in claims.mapped)]
    return _finished(claims, idle, roles, parts)


def _take_named_skills(claims: Claims) -> None:
    for index, (kind, name) in claims.named.items():
        if index not in claims.claimed:
            claims.no_duplicate(index, f"{kind}:{name}")
            claims.add_skill(index, name, f"{kind}:", tick=False)
            claims.claimed[index] = f"{kind}:"


def _take_exact(claims: Claims) -> None:
    for column, indices in claims.exact.items():
        if column in claims.fields:
            continue
        asked = _asked_instead(claims, column)
        if asked is not None:
            claims.fill(column, asked, "question")
            continue
        free = [i for i in indices if claims.free(i, column)]
        if free:
            claims.no_duplicate(free[0], column)
            claims.fill(column, free[0], "exact")


def _asked_instead(claims: Claims, column: str) -> int | None:
    """A form tool's own ``Name`` and ``Email`` may be blank: the question goes first."""
    if column in ("name", "email") and claims.form and names_answerer(claims.headings):
        for i, heading in enumerate(claims.headings):
            if exact_question(heading) == column and claims.free(i, column):
                return i
    return None


def _take_alias(claims: Claims, column: str) -> None:
    if column in claims.fields:
        return
    for index in claims.candidates(column):
        claims.no_duplicate(index, column)
        claims.fill(column, index, "alias")
        return


def _require(claims: Claims) -> None:
    for column in REQUIRED[claims.kind]:
        if column in claims.fields:
            continue
        if column == "id":
            _no_id(claims)
        else:
            claims.problem(
                "missing-column",
                f"there is no column '{column}'",
                f"head a column '{column}', or use --map \"Their heading={column}\"",
            )


def _no_id(claims: Claims) -> None:
    fix = (
        "head a column 'id' (or 'Employee ID', 'Personalnummer', 'Matricule', ...), or say "
        'which one it is with --map "Their heading=id"'
    )
    email = claims.fields.get("email")
    if email is not None:
        fix += f'; e-mail addresses do as well: --map "{claims.headings[email]}=id"'
    if claims.form and any(no_company_id(heading) for heading in claims.headings):
        fix += ". In a form's export 'ID' and '#' only number the responses"
    claims.problem("no-id-column", "there is no id column", fix)


def _finished(
    claims: Claims, idle_maps: Sequence[str], roles: tuple[int, ...], parts: tuple[int, ...]
) -> ColumnPlan:
    order = {column: place for place, column in enumerate(COLUMNS[claims.kind])}
    fields = dict(sorted(claims.fields.items(), key=lambda item: order[item[0]]))
    sources = {column: claims.headings[index] for column, index in fields.items()}
    if parts:
        sources["name"] = " + ".join(claims.headings[index] for index in parts)
    extras = _extras(claims)
    filled = {*fields.values(), *parts, *extras, *(index for index, _ in claims.skills)}
    plan = ColumnPlan(
        fields=fields,
        sources=sources,
        name_parts=parts,
        skill_columns=tuple(sorted(claims.skills.values(), key=lambda column: column.index)),
        audit=dict(claims.hidden) if claims.kind == "roster" else {},
        extras=extras,
        role_candidates=tuple(i for i in roles if i == fields["role"] or i not in filled),
        maps_used=tuple(claims.mapped),
        maps_unused=tuple(idle_maps),
        headings=claims.headings,
    )
    idle = (i for i in range(len(claims.headings)) if i not in filled and i not in claims.hidden)
    unused = tuple(claims.headings[i] for i in idle if claims.headings[i])
    _warn_of_slips(claims, unused)
    return replace(plan, unused=unused, problems=errors_first(claims.problems))


def _extras(claims: Claims) -> frozenset[int]:
    """Headings that the policy's limits name, whatever else they fill."""
    if claims.kind != "roster":
        return frozenset()
    named = {
        heading_key(column)
        for limit in claims.policy.limits
        for column in (*limit.junior, *limit.senior, *limit.same, *limit.different)
    }
    return frozenset(
        i
        for i, key in enumerate(claims.keys)
        if key in named and key not in COLUMN_OF["roster"] and i not in claims.hidden
    )


def _warn_of_slips(claims: Claims, unused: Sequence[str]) -> None:
    """A heading that is not read but nearly one of ours, as ``departmnet``."""
    missing = {heading_key(c): c for c in COLUMNS[claims.kind] if c not in claims.fields}
    for heading in unused:
        if heading_key(heading) in missing:
            continue  # a response number
        near = difflib.get_close_matches(heading_key(heading), missing, n=1, cutoff=_NEAR)
        if near:
            column = missing[near[0]]
            claims.problem(
                "near-heading",
                f"this column is not read; its heading is nearly '{column}'",
                f"rename it to '{column}' if that is meant",
                heading=heading,
                severity="warning",
            )
