"""What only several keys of a policy together make wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from rmatch.errors import Problem

if TYPE_CHECKING:
    from rmatch.policy.models import Limit, Policy

__all__ = ["UNCHECKED", "cross_problems"]

# Handed to pydantic as context: fields are checked, what lies between them is not.
UNCHECKED = "unchecked"

Check = Callable[["Policy"], Iterator[Problem]]


def cross_problems(policy: Policy, skip: Collection[str] = ()) -> list[Problem]:
    """The problems between keys, but for checks that read a table in ``skip``."""
    return [
        problem
        for tables, check in _CHECKS
        if not set(tables) & set(skip)
        for problem in check(policy)
    ]


def _wrong(key: str, what: str, fix: str, value: str | None = None) -> Problem:
    return Problem("policy-conflict", what, fix, value=value, key=key)


def _fold(text: str) -> str:
    from rmatch.roster.names import fold

    return fold(text)


def _columns_of(*kinds: str) -> tuple[str, ...]:
    """The columns of these kinds of files (roster, skills, wants), in their order."""
    from rmatch.roster.vocabulary.aliases import COLUMNS

    return tuple(dict.fromkeys(column for kind in kinds for column in COLUMNS[kind]))


def _nearest(name: str, names: Iterable[str]) -> str:
    import difflib

    near = difflib.get_close_matches(name.lower().replace(" ", "_"), list(names), 1, 0.6)
    return f"write '{near[0]}'" if near else f"write one of {', '.join(names)}"


def _weights(policy: Policy) -> Iterator[Problem]:
    on = {name: weight for name, weight in policy.weights if weight > 0}
    if not on:
        yield _wrong("weights", "all weights are 0, so every pair would score the same", _GIVE)
    elif policy.cross_department.prefer == "any" and set(on) == {"cross_department"}:
        yield _wrong(
            "cross_department.prefer",
            '"any" turns off the only component with a weight',
            _GIVE,
        )


_GIVE = "give at least one component a weight above 0, such as skill_gap = 60"


def _rules(policy: Policy) -> Iterator[Problem]:
    low, high = policy.rules.min_level_gap, policy.rules.max_level_gap
    if high is not False and high < low:
        yield _wrong(
            "rules.max_level_gap",
            f"is below min_level_gap ({low}), so that no pair could be made",
            f"write {low} or more, or false",
            str(high),
        )


def _evidence(policy: Policy) -> Iterator[Problem]:
    if not policy.evidence.accept:
        yield _wrong(
            "evidence.accept",
            "nothing is accepted, so that nobody could teach anything",
            'name at least one, such as ["self"]',
        )


def _skills(policy: Policy) -> Iterator[Problem]:
    skills = policy.skills
    yield from _told_twice("skills.scale", skills.scale)
    yield from _told_twice("skills.aliases", {k: _fold(v) for k, v in skills.aliases.items()})
    steps = {_fold(alias): _fold(name) for alias, name in skills.aliases.items()}
    for alias, name in skills.aliases.items():
        key = f"skills.aliases.{alias}"
        if not _fold(alias) or not _fold(name):
            yield _wrong(key, "a blank name can be no skill", "name the skill, or remove the line")
            continue
        seen, at = {_fold(alias)}, _fold(name)
        while at in steps and at not in seen and steps[at] != at:
            seen.add(at)
            at = steps[at]
        if at in seen and steps[_fold(alias)] != _fold(alias):
            yield _wrong(
                key,
                "the aliases lead round in a circle",
                "let each of them lead to one name that is no alias itself",
                name,
            )


def _told_twice(table: str, words: Mapping[str, Any]) -> Iterator[Problem]:
    """Words that compare equal and mean different things."""
    seen: dict[str, tuple[str, Any]] = {}
    for word, meaning in words.items():
        first = seen.setdefault(_fold(word), (word, meaning))
        if first[1] != meaning:
            yield _wrong(
                f"{table}.{word}",
                f"is the same word as '{first[0]}' above, with another meaning",
                "keep one of the two lines",
                str(meaning),
            )


def _levels(policy: Policy) -> Iterator[Problem]:
    seen: set[str] = set()
    for word in policy.levels.order:
        if _fold(word) in seen or not _fold(word):
            what = "is there twice" if _fold(word) else "is blank"
            yield _wrong(
                "levels.order", f"a word of the order {what}", "write each word once", word
            )
        seen.add(_fold(word))


def _roles(policy: Policy) -> Iterator[Problem]:
    from rmatch.roster.cells import CellError
    from rmatch.roster.levels import level_threshold

    roles, levels = policy.roles, policy.levels
    yield from _told_twice("roles.words", roles.words)
    ranks: list[int] = []
    for key in ("junior_max", "senior_min"):
        level = getattr(roles, key)
        if level is None:
            continue
        try:
            ranks.append(level_threshold(level, levels))
        except CellError:
            what = "is no word of [levels] order" if levels.order else "is a word without an order"
            fix = "write one of its words" if levels.order else "list the words in [levels] order"
            yield _wrong(f"roles.{key}", what, fix, str(level))
    if len(ranks) == 2 and ranks[0] >= ranks[1]:
        down = levels.direction == "down" and not levels.order
        yield _wrong(
            "roles.junior_max",
            f"must be below senior_min ({roles.senior_min}), or the same person is both",
            'raise junior_max or lower senior_min: with direction "down" 1 is the top'
            if down
            else "lower junior_max or raise senior_min",
            str(roles.junior_max),
        )


def _programme(policy: Policy) -> Iterator[Problem]:
    start, end = policy.programme.start, policy.programme.end
    if start and end and end < start:
        yield _wrong(
            "programme.end", f"is before start ({start})", "write a later date", end.isoformat()
        )
    for role, word in policy.programme.words.items():
        key = f"programme.words.{role}"
        if role not in _PARTS:
            what = "there is no such key in [programme.words]"
            yield Problem("unknown-key", what, _nearest_part(role), value=word, key=key)
        elif not _fold(word):
            yield _wrong(key, "is blank", "write a word, or remove the line")


_PARTS = ("junior", "senior")


def _nearest_part(role: str) -> str:
    """Also from the words that a role column has: mentor, mentee."""
    from rmatch.policy import Roles
    from rmatch.roster.cells import CellError
    from rmatch.roster.roles import parse_role

    try:
        part = parse_role(role, Roles())
    except CellError:
        return _nearest(role, _PARTS)
    return f"write '{part}'" if part in _PARTS else _nearest(role, _PARTS)


def _topic_notes(policy: Policy) -> Iterator[Problem]:
    """Questions and resources: each topic once, however it is spelt, and no blank text."""
    from rmatch.roster.names import Aliases

    aliases = Aliases.of(policy.skills.aliases)
    for table in ("questions", "resources"):
        seen: dict[str, str] = {}
        for topic, texts in getattr(policy.programme, table).items():
            at = f"programme.{table}.{topic}"
            key = aliases.key(topic)
            if not key:
                yield _wrong(at, "a blank name can be no topic", "name the skill")
            elif key in seen:
                yield _wrong(
                    at, f"is the same topic as '{seen[key]}' above", "make one line of the two"
                )
            seen.setdefault(key, topic)
            for number, text in enumerate(texts, start=1):
                if not _fold(text):
                    yield _wrong(f"{at}[{number}]", "is blank", "write a text, or take it out")


def _columns(policy: Policy) -> Iterator[Problem]:
    from rmatch.roster.mapping import heading_key

    known = _columns_of("roster", "skills", "wants", "org", "pairs")
    keys = {heading_key(column) for column in known}
    for heading, column in policy.columns.headings.items():
        if heading_key(column) not in keys and not re.match(r"(skill|want)\s*:", column, re.I):
            yield _wrong(
                f"columns.{heading}",
                "rmatch has no such column",
                _nearest(column, (*known, "skill:NAME", "want:NAME")),
                column,
            )
    yield from _no_columns("columns.require", policy.columns.require)


def _no_columns(key: str, columns: Iterable[str]) -> Iterator[Problem]:
    known = _columns_of("roster")
    for column in columns:
        if column not in known:
            yield _wrong(key, "rmatch has no such column", _nearest(column, known), column)


def _bands(policy: Policy) -> Iterator[Problem]:
    for name, edges in policy.audit.bands.items():
        if not edges or any(a >= b for a, b in pairwise(edges)):
            yield _wrong(
                f"audit.bands.{name}",
                "must be numbers that grow",
                "write them from the lowest to the highest, such as [30, 45]",
                str(list(edges)),
            )


def _stereotypes(policy: Policy) -> Iterator[Problem]:
    chosen = policy.stereotypes
    released = {_fold(topic) for topic in chosen.not_sensitive}
    for topic in chosen.sensitive:
        if _fold(topic) in released:
            yield _wrong(
                "stereotypes.not_sensitive",
                "names a topic that sensitive names too",
                "keep it in one of the two lists",
                topic,
            )
    if chosen.mode == "enforce":
        for key in ("topics", "attribute"):
            if not getattr(chosen, key):
                yield _wrong(
                    "stereotypes.mode",
                    f"\"enforce\" needs '{key}', which is not set",
                    f'set {_ENFORCE[key]}, or write mode = "audit"',
                    "enforce",
                )


_ENFORCE = {
    "topics": "it to the skills that stereotypes push people into",
    "attribute": "it to the audit column whose groups are compared",
}


def _limits(policy: Policy) -> Iterator[Problem]:
    yield from _limit_names(policy)
    for number, limit in enumerate(policy.limits, start=1):
        at = f"limits[{number}]"
        yield from _limit_numbers(at, limit)
        for side in ("junior", "senior"):
            for column, value in getattr(limit, side).items():
                yield from _limit_column(f"{at}.{side}.{column}", column, policy)
                yield from _condition(f"{at}.{side}.{column}", column, value, policy)
        for key in ("same", "different"):
            for column in getattr(limit, key):
                yield from _limit_column(f"{at}.{key}", column, policy)
        if any(not _fold(topic) for topic in limit.topic):
            yield _wrong(f"{at}.topic", "a blank name can be no topic", "name the skill")


def _limit_names(policy: Policy) -> Iterator[Problem]:
    """Reports know a requirement by its name, so each has its own."""
    if not policy.limits:
        return
    from rmatch.roster.conditions import limit_name

    seen: dict[str, int] = {}
    for number in range(len(policy.limits)):
        name = _fold(limit_name(policy.limits, number, policy))
        at, shown = f"limits[{number + 1}].name", policy.limits[number].name
        if name in _OWN_NAMES or name.startswith("parity:"):
            yield _wrong(at, "is the name of one of rmatch's own requirements", _RENAME, shown)
        elif name in seen:
            what = f"is the name of limit {seen[name]} too"
            yield _wrong(at, what, _RENAME, shown)
        seen.setdefault(name, number + 1)


_OWN_NAMES = ("min_load", "no_funnelling", "load", "sensitive_topics")
_RENAME = "give the limit a name of its own"


def _limit_column(at: str, column: str, policy: Policy) -> Iterator[Problem]:
    """Any column of the roster but those that are kept for the audit."""
    from rmatch.roster.protected import protected_attribute

    if not _fold(column):
        yield _wrong(at, "a blank name can be no column", "name a column of the roster")
    elif protected_attribute(column, policy):
        yield _wrong(
            at,
            "names a column that is kept out of everything but the audit",
            "take it out; [stereotypes] attribute is the only key that may name such a column",
            column,
        )


def _limit_numbers(at: str, limit: Limit) -> Iterator[Problem]:
    low, high = limit.min, limit.max
    if low is None and high is None:
        yield _wrong(at, "limits nothing", "give it a min, a max or both")
    if low is not None and high is not None and low > high:
        yield _wrong(
            f"{at}.min", f"is above max ({high:g})", "write min no larger than max", f"{low:g}"
        )
    for key, figure in (("min", low), ("max", high)):
        if figure is None:
            continue
        if limit.share and figure > 1:
            yield _wrong(
                f"{at}.{key}",
                "a share is a number from 0 to 1",
                f"write {figure / 100:g} for {figure:g} %, or share = false",
                f"{figure:g}",
            )
        elif not limit.share and figure != int(figure):
            yield _wrong(
                f"{at}.{key}",
                "a number of pairings must be whole",
                "write a whole number, or share = true for a share of all pairings",
                f"{figure:g}",
            )


def _condition(at: str, column: str, value: Any, policy: Policy) -> Iterator[Problem]:
    from rmatch.roster.cells import CellError
    from rmatch.roster.conditions import Condition, values_of

    values = value if isinstance(value, list | tuple) else [value]
    if not values or any(isinstance(v, bool) or not isinstance(v, str | int) for v in values):
        yield _wrong(
            at,
            "must be a value or a list of values",
            'write text or whole numbers, such as "Sales" or ["Sales", "Finance"]',
            str(value),
        )
        return
    for text in values_of(values):
        try:
            Condition.of(column, text, policy)
        except CellError as error:
            yield _wrong(at, error.what, error.fix, text)


_CHECKS: tuple[tuple[tuple[str, ...], Check], ...] = (
    (("weights", "cross_department"), _weights),
    (("rules",), _rules),
    (("skills",), _skills),
    (("evidence",), _evidence),
    (("levels",), _levels),
    (("roles", "levels"), _roles),
    (("programme",), _programme),
    (("programme", "skills"), _topic_notes),
    (("columns",), _columns),
    (("audit",), _bands),
    (("stereotypes",), _stereotypes),
    (("limits",), _limits),
)
