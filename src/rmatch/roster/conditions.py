"""Whom a condition of the policy's limits means: ``department = "Sales"``.

A column of ours is compared as the roster reads it: levels by rank, a department with its
sub-paths, a list by what it contains. Any other heading is compared as a name.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from rmatch.policy import Limit, Policy
from rmatch.roster.cells import CellError, parse_count, parse_department
from rmatch.roster.consent import parse_participate
from rmatch.roster.languages import language_codes
from rmatch.roster.levels import level_threshold
from rmatch.roster.mapping import heading_key
from rmatch.roster.names import fold, spaced
from rmatch.roster.people import Person
from rmatch.roster.roles import parse_role
from rmatch.roster.sensitive import SENSITIVE_TOPIC, is_sensitive
from rmatch.roster.skills import SkillGrammar
from rmatch.roster.vocabulary.aliases import ROSTER_COLUMNS

__all__ = ["Condition", "Extras", "keys_of", "limit_name", "our_column", "shown_topic", "values_of"]

Extras = Mapping[str, Mapping[str, str]]
"""Column as the policy names it -> id -> text of the cell."""

Keys = frozenset[Hashable]


class _Column(NamedTuple):
    """How a column compares: what a value of the policy means, and what a person has."""

    wanted: Callable[[str, Policy], Hashable]
    had: Callable[[Person], Iterable[Hashable]]


@dataclass(frozen=True, slots=True)
class Condition:
    """``column = value or [values]``; values join by *or*."""

    column: str
    wanted: Keys

    @classmethod
    def of(cls, column: str, value: Any, policy: Policy) -> Condition:
        """Read a condition under a policy.

        Raises
        ------
        CellError
            If a value is none that the column could have.
        """
        return cls(column, frozenset(_read(column, text, policy) for text in values_of(value)))

    def fits(self, person: Person, extras: Extras) -> bool:
        """Whether a person meets it; what is unknown meets nothing."""
        return not self.wanted.isdisjoint(keys_of(self.column, person, extras))


def our_column(named: str) -> str | None:
    """The column of ours that a limit names, compared as headings are; ``None``: another's."""
    return _by_key().get(heading_key(named))


def values_of(value: Any) -> tuple[str, ...]:
    """The values of a condition, as text."""
    values: Sequence[Any] = value if isinstance(value, list | tuple) else [value]
    return tuple(str(one).strip() for one in values)


def keys_of(column: str, person: Person, extras: Extras) -> Keys:
    """What a person has in a column, in compared form; empty if unknown.

    Two people are the same in a column if these are equal and not empty.
    """
    ours = our_column(column)
    if ours is not None:
        return frozenset(_columns()[ours].had(person))
    text = fold(extras.get(column, {}).get(person.id, ""))
    return frozenset({text} if text else ())


def limit_name(limits: Sequence[Limit], number: int, policy: Policy) -> str:
    """The name that outputs show for a limit, counted from 0.

    A name that speaks of a sensitive topic gives way to the number.
    """
    name = spaced(limits[number].name)
    if not name or is_sensitive(name, policy.stereotypes):
        return f"limit {number + 1}"
    return name


def shown_topic(name: str, key: str, sensitive: frozenset[str], policy: Policy) -> str:
    """A topic that the policy names, as outputs show it.

    Parameters
    ----------
    name, key
        As written, and in compared form.
    sensitive
        Compared names of the roster's sensitive skills.
    policy
        Its ``[stereotypes]`` count as well.
    """
    hidden = key in sensitive or any(is_sensitive(n, policy.stereotypes) for n in (name, key))
    return SENSITIVE_TOPIC if hidden else spaced(name)


def _read(column: str, text: str, policy: Policy) -> Hashable:
    if not fold(text):
        raise CellError("a blank value fits nobody", "name a value", "limit-value")
    ours = our_column(column)
    return fold(text) if ours is None else _columns()[ours].wanted(text, policy)


def _level(text: str, policy: Policy) -> int:
    try:
        return level_threshold(text, policy.levels)
    except CellError:
        if policy.levels.order:
            what, fix = "is no word of [levels] order", "write one of its words"
        else:
            what, fix = "is a word without an order", "list the words in [levels] order"
        raise CellError(what, fix, "limit-value", text) from None


def _zone(text: str) -> Hashable:
    from rmatch.roster.times import parse_zone

    return parse_zone(text)


def _hours(text: str) -> Hashable:
    from rmatch.roster.available import parse_available

    return parse_available(text)


def _known(value: Hashable) -> tuple[Hashable, ...]:
    return () if value is None else (value,)


def _role(text: str, policy: Policy) -> Hashable:
    return parse_role(text, policy.roles)


def _skill(text: str, policy: Policy) -> str:
    return SkillGrammar.of(policy.skills).key(text)


def _language(text: str) -> str:
    codes = language_codes(text)
    if len(codes) > 1:
        what = "names more than one language"
        raise CellError(what, 'write a list, such as ["English", "German"]', "limit-value", text)
    return min(codes, default=fold(text))


def _paths(person: Person) -> Iterable[Hashable]:
    path = person.department_key
    return (path[:parts] for parts in range(1, len(path) + 1))


def _department(text: str) -> Hashable:
    path = parse_department(text)[1]
    if not path:
        raise CellError("is no department", "name one, such as Sales/EMEA", "limit-value", text)
    return path


# Built when first asked for, and the same ever after.
@cache
def _by_key() -> Mapping[str, str]:
    return MappingProxyType({heading_key(column): column for column in ROSTER_COLUMNS})


@cache
def _columns() -> Mapping[str, _Column]:
    read: dict[str, tuple[Callable[[str], Hashable], Callable[[Person], Iterable[Hashable]]]] = {
        "id": (str, lambda p: (p.id,)),
        "name": (fold, lambda p: (fold(p.name),)),
        "email": (fold, lambda p: (fold(p.email),) if p.email else ()),
        "department": (_department, _paths),
        "manager_id": (str, lambda p: _known(p.manager_id)),
        "goals": (fold, lambda p: p.goals),
        "languages": (_language, lambda p: p.languages),
        "timezone": (_zone, lambda p: _known(p.zone)),
        "available": (_hours, lambda p: (p.available,)),
        "capacity": (parse_count, lambda p: (p.capacity,)),
        "min_load": (parse_count, lambda p: (p.min_load,)),
        "prefers": (str, lambda p: p.prefers),
        "avoids": (str, lambda p: p.avoids),
        "successor_of": (str, lambda p: p.successor_of),
        "participate": (parse_participate, lambda p: (p.participates,)),
    }
    columns = {name: _Column(_any_policy(parse), had) for name, (parse, had) in read.items()}
    columns["role"] = _Column(_role, lambda p: (p.role,))
    columns["level"] = _Column(_level, lambda p: _known(p.level))
    columns["skills"] = _Column(_skill, lambda p: p.skills)
    columns["wants"] = _Column(_skill, lambda p: p.wants)
    columns["offers"] = _Column(_skill, lambda p: p.offers)
    return MappingProxyType(columns)


def _any_policy(parse: Callable[[str], Hashable]) -> Callable[[str, Policy], Hashable]:
    return lambda text, _: parse(text)
