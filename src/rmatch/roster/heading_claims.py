"""Which column of a file is claimed for what, while its headings are being read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Final, Literal

from rmatch.errors import Problem
from rmatch.policy import Policy
from rmatch.roster.column_letters import column_letter
from rmatch.roster.column_plan import Kind, SkillColumn
from rmatch.roster.mapping import HeadingMap, heading_key, listed
from rmatch.roster.protected import protected_attribute
from rmatch.roster.questions import (
    alias_key,
    asked_column,
    exact_question,
    is_form,
    named_skill,
    no_company_id,
)
from rmatch.roster.vocabulary.aliases import ALIASES, COLUMNS, FIRST_NAMES, INFIXES, LAST_NAMES

__all__ = ["COLUMN_OF", "Claims", "known_as"]

# Our columns by heading key, for each kind of file.
COLUMN_OF: Final = MappingProxyType(
    {kind: {heading_key(column): column for column in columns} for kind, columns in COLUMNS.items()}
)

_ALIAS_KEYS: Final = MappingProxyType(
    {
        kind: {column: tuple(map(alias_key, aliases)) for column, aliases in table.items()}
        for kind, table in ALIASES.items()
    }
)
_NAME_KEYS: Final = tuple(
    frozenset(map(alias_key, aliases)) for aliases in (FIRST_NAMES, LAST_NAMES, INFIXES)
)


def known_as(heading: str) -> str | None:
    """The column of a roster that a heading means by its name or an alias, if any."""
    column = COLUMN_OF["roster"].get(heading_key(heading))
    if column is not None:
        return column
    key = alias_key(heading)
    if any(key in keys for keys in _NAME_KEYS):
        return "name"
    found = (column for column, keys in _ALIAS_KEYS["roster"].items() if key in keys)
    return next(found, None) or asked_column(heading)


class Claims:
    """What each of our columns is filled by so far; lives for one call.

    Attributes
    ----------
    headings, keys, alias_keys
        Of the file, as written and in the forms that compare.
    exact
        Our column -> the columns headed by its very name.
    named
        Column -> kind and name of the one skill that it stands for by its heading.
    hidden
        Quarantined columns -> their headings.
    fields, how
        Our column -> the column that fills it, and what said so.
    claimed
        Column -> what it fills; a column fills one thing, but for an id that is a name too.
    skills
        Columns that are one skill.
    problems
        What was found wrong.
    """

    def __init__(self, headings: tuple[str, ...], file: str, policy: Policy, kind: Kind) -> None:
        self.headings, self.file, self.policy, self.kind = headings, file, policy, kind
        self.keys = [heading_key(heading) for heading in headings]
        self.alias_keys = [alias_key(heading) for heading in headings]
        self.by_alias: dict[str, list[int]] = {}
        for i, key in enumerate(self.alias_keys):
            self.by_alias.setdefault(key, []).append(i)
        self.form = kind == "roster" and is_form(headings)
        self.asked = [asked_column(h) if h and kind == "roster" else None for h in headings]
        self.fields: dict[str, int] = {}
        self.how: dict[str, str] = {}
        self.skills: dict[tuple[int, str], SkillColumn] = {}
        self.claimed: dict[int, str] = {}
        self.mapped: list[str] = []
        self.mapped_roles: list[int] = []
        self.problems: list[Problem] = []
        self.exact = self._exact_names()
        self.named = {
            i: named
            for i, heading in enumerate(headings)
            if kind == "roster" and (named := named_skill(heading))
        }
        self.hidden = self._quarantine()

    def _exact_names(self) -> dict[str, list[int]]:
        exact: dict[str, list[int]] = {}
        for i, key in enumerate(self.keys):
            column = COLUMN_OF[self.kind].get(key)
            if column is not None and not (column == "id" and self.form):
                exact.setdefault(column, []).append(i)
        return exact

    def _quarantine(self) -> dict[int, str]:
        ours = {i for indices in self.exact.values() for i in indices}
        for name in (*self.policy.audit.attributes, self.policy.stereotypes.attribute or ""):
            column = COLUMN_OF[self.kind].get(heading_key(name))
            if column in self.exact and self.kind == "roster":
                self.problem(
                    "audit-attribute-in-use",
                    f"'{name}' is to be audited and is also the column '{column}', "
                    "which the matching uses",
                    f"copy the column under another heading and name that one for the audit, "
                    f"or take '{name}' out of the policy",
                    heading=self.headings[self.exact[column][0]],
                )
        return {
            i: heading
            for i, heading in enumerate(self.headings)
            if i not in ours
            and i not in self.named
            # Agreement is no trait, whatever its question goes on to mention.
            and self.asked[i] != "participate"
            and protected_attribute(heading, self.policy)
        }

    def is_known(self, index: int) -> bool:
        """Whether the alias table knows the heading."""
        key = self.alias_keys[index]
        return any(key in keys for keys in (*_ALIAS_KEYS[self.kind].values(), *_NAME_KEYS))

    def candidates(self, column: str) -> Iterator[int]:
        """Free columns that an alias or a question gives to ``column``, best first."""
        free = [i for i in range(len(self.headings)) if self.free(i, column)]
        if self.kind == "roster":
            yield from (i for i in free if exact_question(self.headings[i]) == column)
        asked = [i for i in free if self.asked[i] == column]
        # A form tool's own `Language` or `Email Address` comes after what people were asked.
        if self.form:
            yield from asked
        for key in _ALIAS_KEYS[self.kind].get(column, ()):
            yield from (i for i in self.by_alias.get(key, ()) if i in free)
        yield from asked

    def free(self, index: int, column: str) -> bool:
        """Whether this column may still fill ``column``."""
        if not self.headings[index] or index in self.hidden or index in self.named:
            return False
        if column == "id" and self.form and no_company_id(self.headings[index]):
            return False
        # An e-mail address or a name may serve as the id as well.
        claim = self.claimed.get(index)
        return claim is None or (claim == "id" and column in ("name", "email"))

    def fill(self, column: str, index: int, how: str) -> None:
        """Let a column fill one of ours; ``how`` it was found."""
        self.fields[column] = index
        self.how[column] = how
        if how != "form":
            self.claimed.setdefault(index, column)

    def claim(self, m: HeadingMap, index: int) -> None:
        """Let a column be what a map says."""
        self.claimed.setdefault(index, m.column)
        if m.given not in self.mapped:
            self.mapped.append(m.given)

    def add_skill(self, index: int, name: str, column: str, *, tick: bool) -> None:
        """Let a column stand for one skill."""
        kind: Literal["skill", "want"] = "skill" if column == "skill:" else "want"
        self.skills.setdefault((index, kind), SkillColumn(index, name, kind, tick))

    def no_duplicate(self, index: int, column: str) -> None:
        """Note that another column has the heading of the one that is taken, the first of them."""
        same = [
            i
            for i, key in enumerate(self.keys)
            if key == self.keys[index] and (i == index or i not in self.claimed)
        ]
        if len(same) > 1 and index == same[0]:
            example = HeadingMap(f"@{column_letter(index)}", column, "", "--map", "")
            self.problem(
                "duplicate-heading",
                f"'{column}' has the same heading more than once: {listed(self.headings, same)}",
                f"rename or delete all but one, or say which one counts, for example {example}",
                heading=self.headings[index],
            )

    def first_of(self, aliases: Sequence[str], column: str) -> int | None:
        """The first free column headed by one of the aliases, which go in order."""
        for key in map(alias_key, aliases):
            for i in self.by_alias.get(key, ()):
                if self.free(i, column):
                    return i
        return None

    def problem(
        self,
        code: str,
        what: str,
        fix: str,
        *,
        heading: str | None = None,
        value: str | None = None,
        severity: str = "error",
    ) -> None:
        """Note what is wrong, in this file."""
        self.problems.append(
            Problem(
                code, what, fix, file=self.file, heading=heading, value=value, severity=severity
            )
        )
