"""Columns that only others settle: the role, a name in parts, what people can teach."""

from __future__ import annotations

from rmatch.roster.heading_claims import Claims
from rmatch.roster.questions import alias_key
from rmatch.roster.vocabulary.aliases import (
    COLUMNS,
    FIRST_NAMES,
    INFIXES,
    LAST_NAMES,
    LONE_LAST_NAMES,
    TEACHING,
)

__all__ = ["name_parts", "role_candidates", "take_teaching"]


def role_candidates(claims: Claims) -> tuple[int, ...]:
    """Columns that may hold the role, best first, where no map decides."""
    if claims.how.get("role") not in ("exact", "alias"):
        return ()
    others = (*claims.mapped_roles, *claims.candidates("role"))
    return tuple(dict.fromkeys((claims.fields["role"], *others)))


def name_parts(claims: Claims) -> tuple[int, ...]:
    """First name, prefix and last name, where no column holds the whole name."""
    if "name" not in COLUMNS[claims.kind] or claims.how.get("name") in ("--map", "[columns]"):
        return ()
    first, last = claims.first_of(FIRST_NAMES, "name"), claims.first_of(LAST_NAMES, "name")
    if "name" in claims.fields:
        whole = claims.fields["name"]
        first, last = _halves(claims, whole, first, last)
        if first is None or last is None:
            return ()
        del claims.fields["name"]
    parts = [i for i in (first, claims.first_of(INFIXES, "name"), last) if i is not None]
    if first is None and last is None:
        return ()
    for index in parts:
        claims.no_duplicate(index, "name")
        claims.claimed[index] = "name"
    return tuple(parts)


def _halves(
    claims: Claims, whole: int, first: int | None, last: int | None
) -> tuple[int | None, int | None]:
    """First and last name where the heading taken for the name means one half only."""
    key = claims.alias_keys[whole]
    for given, family in LONE_LAST_NAMES:
        beside = first is not None and claims.alias_keys[first] == alias_key(given)
        if beside and last is None and key == alias_key(family):
            return first, whole
    if claims.how["name"] == "alias" and key in map(alias_key, FIRST_NAMES):
        return whole, last
    return None, None


def take_teaching(claims: Claims, skills_elsewhere: bool) -> None:
    """``Can teach`` is the skills where nothing else says them, else the offers."""
    index = claims.first_of(TEACHING, "offers")
    if index is None:
        asked = (i for i, column in enumerate(claims.asked) if column == "teaching")
        index = next((i for i in asked if claims.free(i, "offers")), None)
    has_skills = skills_elsewhere or "skills" in claims.fields
    has_skills |= any(column.kind == "skill" for column in claims.skills.values())
    if not has_skills and claims.how.get("offers") == "alias":
        moved = claims.fields.pop("offers")
        claims.fill("skills", moved, "alias")
    elif not has_skills and index is not None:
        claims.no_duplicate(index, "skills")
        claims.fill("skills", index, "alias")
    elif index is not None and "offers" not in claims.fields:
        claims.no_duplicate(index, "offers")
        claims.fill("offers", index, "alias")
