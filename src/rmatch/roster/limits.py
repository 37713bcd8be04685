"""What the policy's limits need of a roster: their columns, and whether they mean anybody."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence

from rmatch.errors import Problem
from rmatch.policy import Limit, Policy
from rmatch.roster.conditions import (
    Condition,
    Extras,
    limit_name,
    our_column,
    shown_topic,
    values_of,
)
from rmatch.roster.evidence import gaps, teach
from rmatch.roster.mapping import heading_key, listed
from rmatch.roster.names import fold
from rmatch.roster.people import Person
from rmatch.roster.sensitive import SENSITIVE_TOPIC
from rmatch.roster.skills import SkillGrammar
from rmatch.roster.source import Part

__all__ = ["limit_columns", "limit_warnings", "read_extras"]

# Columns that everybody has a value in, given or by default.
ALWAYS_KNOWN = frozenset(
    {"id", "name", "role", "offers", "available", "capacity", "min_load", "participate"}
)
# Values in these would tell whose wish it is.
WISHES = frozenset({"prefers", "avoids", "successor_of"})


def read_extras(parts: Sequence[Part], policy: Policy) -> tuple[Extras, list[Problem]]:
    """The cells of headings that only the limits name.

    Parameters
    ----------
    parts
        The people's tables.
    policy
        The programme's choices.

    Returns
    -------
    extras, problems
        Column as the policy names it -> id -> text, blank cells left out; errors for
        headings that no table has, that are there twice or kept for the audit, that are
        already one of our columns, and for cells of two files that disagree.
    """
    extras: dict[str, Mapping[str, str]] = {}
    problems: list[Problem] = []
    for column, limit in _named(policy).items():
        if our_column(column) is not None:
            continue
        wrong = _wrong_heading(parts, column, limit)
        if wrong is not None:
            problems.append(wrong)
            continue
        extras[column], found = _cells(parts, column)
        problems += found
    return extras, problems


def limit_columns(policy: Policy) -> dict[str, str]:
    """Columns of ours that the limits cannot do without, and the limit that names each first."""
    ours = ((our_column(named), limit) for named, limit in _named(policy).items())
    found: dict[str, str] = {}
    for column, limit in ours:
        if column is not None and column not in ALWAYS_KNOWN:
            found.setdefault(column, limit)
    return found


def limit_warnings(
    people: Sequence[Person], sensitive: frozenset[str], policy: Policy, extras: Extras
) -> Iterator[Problem]:
    """Values that no participant has, and topics that no pairing can have."""
    takers = [person for person in people if person.participates]
    sides = {
        "junior": [person for person in takers if person.is_junior],
        "senior": [person for person in takers if person.is_senior],
    }
    for number, limit in enumerate(policy.limits):
        label = f"[[limits]] '{limit_name(policy.limits, number, policy)}'"
        for side, conditions in (("junior", limit.junior), ("senior", limit.senior)):
            for column, value in conditions.items():
                for text in values_of(value):
                    condition = Condition.of(column, text, policy)
                    if not any(condition.fits(person, extras) for person in sides[side]):
                        shown = _shown_value(column, text, sensitive, policy)
                        yield Problem(
                            "limit-fits-nobody",
                            f"no participating {side} has {shown}, of which {label} speaks",
                            "check the spelling in the policy and in the roster",
                        )
    yield from _idle_topics(sides, sensitive, policy)


def _named(policy: Policy) -> dict[str, str]:
    """Each column that a limit names, as written, and how the first such limit is called."""
    named: dict[str, str] = {}
    for number, limit in enumerate(policy.limits):
        for column in _columns_of(limit):
            named.setdefault(column, limit_name(policy.limits, number, policy))
    return named


def _columns_of(limit: Limit) -> tuple[str, ...]:
    return (*limit.junior, *limit.senior, *limit.same, *limit.different)


def _places(part: Part, column: str) -> list[int]:
    key = heading_key(column)
    return [i for i, heading in enumerate(part.plan.headings) if heading_key(heading) == key]


def _wrong_heading(parts: Sequence[Part], column: str, limit: str) -> Problem | None:
    def wrong(code: str, what: str, fix: str, part: Part) -> Problem:
        what = f"[[limits]] '{limit}' names the column '{column}', {what}"
        return Problem(code, what, fix, file=part.file, value=column)

    for part in parts:
        places = _places(part, column)
        if any(place in part.plan.audit for place in places):
            what = "which is kept out of everything but the audit"
            return wrong("limit-protected", what, "take it out of the limit", part)
        if len(places) > 1:
            what = f"which is there more than once: {listed(part.plan.headings, places)}"
            return wrong("limit-ambiguous", what, "rename or delete all but one", part)
        ours = [name for name, place in part.plan.fields.items() if place in places]
        if ours:
            what = f"which is read as the column '{ours[0]}'"
            return wrong("limit-our-column", what, f"write '{ours[0]}' in the limit", part)
    if not any(_places(part, column) for part in parts):
        what = "which the roster does not have"
        return wrong("limit-no-column", what, _nearest(parts, column), parts[0])
    return None


def _nearest(parts: Sequence[Part], column: str) -> str:
    headings: dict[str, str] = {}
    for part in parts:
        for place, heading in enumerate(part.plan.headings):
            if heading and place not in part.plan.audit:
                headings.setdefault(heading_key(heading), heading)
        for name in part.plan.fields:
            headings.setdefault(heading_key(name), name)
    near = difflib.get_close_matches(heading_key(column), headings, n=1, cutoff=0.6)
    if near:
        return f"write '{headings[near[0]]}' if that is meant, or add the column"
    return "write a heading of the roster, or add the column"


def _cells(parts: Sequence[Part], column: str) -> tuple[dict[str, str], list[Problem]]:
    """The column's cells by id, of every table that has it."""
    cells: dict[str, str] = {}
    problems: list[Problem] = []
    for part in parts:
        for place in _places(part, column):
            ids, texts = part.table.columns[part.plan.fields["id"]], part.table.columns[place]
            for line, person, text in zip(part.table.lines, ids, texts, strict=True):
                ident, said = person.strip(), text.strip()
                if said and fold(cells.setdefault(ident, said)) != fold(said):
                    problems.append(_disagreement(part, line, place, ident, cells[ident], said))
    return cells, problems


def _disagreement(part: Part, line: int, place: int, ident: str, first: str, said: str) -> Problem:
    return Problem(
        "files-disagree",
        f"this differs from the other file ('{first}')",
        "make the two files agree, or leave one of the cells blank",
        file=part.file,
        line=line,
        heading=part.plan.headings[place],
        value=said,
        ids=(ident,),
    )


def _shown_value(column: str, text: str, sensitive: frozenset[str], policy: Policy) -> str:
    ours = our_column(column)
    if ours in WISHES:
        return f"such {ours}"
    if ours in ("skills", "wants", "offers"):
        text = shown_topic(text, SkillGrammar.of(policy.skills).key(text), sensitive, policy)
        if text == SENSITIVE_TOPIC:
            return f"{ours} on {text}"
    return f"{column} '{text}'"


def _idle_topics(
    sides: Mapping[str, Sequence[Person]], sensitive: frozenset[str], policy: Policy
) -> Iterator[Problem]:
    taught = {key for person in sides["junior"] for key in teach(person, policy.evidence)}
    wanted = {want.key for person in sides["senior"] for want, _, _ in gaps(person)}
    grammar = SkillGrammar.of(policy.skills)
    asked = {"[stereotypes] topics": policy.stereotypes.topics}
    for number, limit in enumerate(policy.limits):
        asked[f"[[limits]] '{limit_name(policy.limits, number, policy)}'"] = limit.topic
    for label, topics in asked.items():
        for name in topics:
            key = grammar.key(name)
            if key not in taught & wanted:
                shown = shown_topic(name, key, sensitive, policy)
                yield Problem(
                    "topic-of-no-pairing",
                    f"{label} names {_quoted(shown)}, which no participating junior can teach to "
                    "a senior who wants it",
                    "check the spelling in the policy and in the roster",
                )


def _quoted(shown: str) -> str:
    return shown if shown == SENSITIVE_TOPIC else f"'{shown}'"
