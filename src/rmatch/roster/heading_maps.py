"""What maps say of headings: ``--map`` and the policy's ``[columns]``, followed."""

from __future__ import annotations

from rmatch.errors import Problem
from rmatch.roster.heading_claims import Claims
from rmatch.roster.mapping import HeadingMap, caught, listed, locate
from rmatch.roster.protected import feeds_score, heading_words, is_about_skills, is_unscored

__all__ = ["follow"]


def follow(claims: Claims, m: HeadingMap) -> None:
    """Let the heading that a map names be what it says, or note why not."""
    found = locate(m, claims.headings, file=claims.file, hidden=claims.hidden)
    if isinstance(found, Problem):
        # Files beside the roster need not have every heading of the roster.
        if claims.kind == "roster":
            claims.problems.append(found)
        return
    if m.takes_many:
        _follow_pattern(claims, m, found)
    elif _permitted(claims, m, found[0]):
        _follow_one(claims, m, found[0])


def _permitted(claims: Claims, m: HeadingMap, index: int) -> bool:
    heading = claims.headings[index]
    if index in claims.hidden:
        claims.mapped.append(m.given)
        claims.problem(
            "map-protected",
            f"{m}: a heading about a protected trait cannot be mapped to a column",
            "take the map out; such a column is kept for the audit alone",
            heading=heading,
        )
        return False
    feeds = m.column != "id" if claims.kind in ("skills", "wants") else feeds_score(m.column)
    if feeds and is_unscored(heading):
        claims.mapped.append(m.given)
        claims.problem(
            "map-unscored",
            f"{m}: tenure, dates of hire, job titles, e-mail, pay, performance and photos "
            "cannot be mapped to a column that the score reads",
            "map a column that says what people know or want, or take the map out",
            heading=heading,
        )
        return False
    return True


def _follow_one(claims: Claims, m: HeadingMap, index: int) -> None:
    if m.is_skill:
        claims.claim(m, index)
        claims.add_skill(index, m.name, m.column, tick=False)
        return
    exact = claims.exact.get(m.column, [])
    if m.column == "role" and exact and index not in exact:
        # The column headed so may turn out to hold job titles.
        claims.mapped_roles.append(index)
        claims.claim(m, index)
    elif exact and index not in exact:
        claims.problem(
            "map-overruled",
            f"{m} is not followed: there is a column headed '{claims.headings[exact[0]]}', "
            "and the exact name goes first",
            f"rename or delete '{claims.headings[exact[0]]}', or take the map out",
            heading=claims.headings[index],
            severity="warning",
        )
        claims.mapped.append(m.given)
    elif claims.fields.get(m.column, index) != index:
        _twice(claims, m, index)
    else:
        claims.claim(m, index)
        claims.fill(m.column, index, m.origin)


def _twice(claims: Claims, m: HeadingMap, index: int) -> None:
    claims.mapped.append(m.given)
    # What the command line says goes before the policy.
    if claims.how[m.column] == m.origin:
        both = listed(claims.headings, (claims.fields[m.column], index))
        claims.problem(
            "map-column-twice",
            f"two headings are mapped to '{m.column}': {both}",
            "keep one of the two maps",
            value=m.given,
        )


def _follow_pattern(claims: Claims, m: HeadingMap, found: list[int]) -> None:
    trusted = is_about_skills(m.fixed)
    taken, refused = 0, None
    for index in found:
        name = m.name.replace("*", caught(m, claims.headings[index]))
        if (
            index in claims.claimed
            or index in claims.named
            or not caught(m, claims.headings[index])
        ):
            continue
        if any(index in indices for indices in claims.exact.values()):
            continue
        if not trusted and (index in claims.hidden or is_unscored(claims.headings[index])):
            refused = index if refused is None else refused
            continue
        if not heading_words(m.fixed) and claims.is_known(index):
            continue
        claims.hidden.pop(index, None)
        claims.claim(m, index)
        claims.add_skill(index, name, m.column, tick=True)
        taken += 1
    if taken:
        return
    if refused is not None:
        _permitted(claims, m, refused)
    elif m.given not in claims.mapped:
        what = f"{m}: no heading is left that fits the pattern '{m.their}'"
        fix = "take the map out, or let the pattern begin as the headings of the skills do"
        claims.problem("map-no-heading", what, fix, value=m.given)
