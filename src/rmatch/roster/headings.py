"""Headings -> columns: which of a file's columns is which of ours, before a cell is read.

For each of our columns: the exact name first, then maps (the command line's, then the
policy's), then the alias table in its order. Headings about protected traits are
quarantined before any of that, but for our own names and columns that are one skill.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final, Literal

from rmatch.errors import Problem
from rmatch.policy import Policy
from rmatch.roster.column_letters import column_letter
from rmatch.roster.column_plan import ColumnPlan, Kind, SkillColumn, errors_first
from rmatch.roster.mapping import (
    HeadingMap,
    caught,
    heading_key,
    listed,
    locate,
    read_maps,
)
from rmatch.roster.protected import (
    feeds_score,
    heading_words,
    is_about_skills,
    is_unscored,
    protected_attribute,
)
from rmatch.roster.questions import (
    alias_key,
    asked_column,
    exact_question,
    is_form,
    named_skill,
    names_answerer,
    no_company_id,
)
from rmatch.roster.vocabulary.aliases import (
    ALIASES,
    COLUMNS,
    FIRST_NAMES,
    INFIXES,
    LAST_NAMES,
    LONE_LAST_NAMES,
    REQUIRED,
    TEACHING,
)

__all__ = ["has_id", "plan_columns"]

_KEYS: Final = MappingProxyType(
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
    planner = _Planner(tuple(h.strip() for h in headings), file, policy or Policy(), kind)
    return planner.plan(maps, skills_elsewhere)


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
    planner = _Planner(tuple(h.strip() for h in headings), "", policy or Policy(), kind)
    plan = planner.plan(maps, False)
    found = [plan.headings[plan.fields[c]] for c in REQUIRED[kind] if c in plan.fields]
    if len(found) < len(REQUIRED[kind]) or not all(found):
        return False
    if any(planner.how[column] in ("--map", "[columns]") for column in REQUIRED[kind]):
        return sum(bool(heading) for heading in plan.headings) > 1
    recognised = len({*plan.fields.values(), *plan.name_parts}) + len(plan.skill_columns)
    keys = [alias_key(heading) for heading in found]
    certain = all(len(key) > 3 and key not in _ALSO_CELLS for key in keys)
    return certain or recognised > len(found) or (kind in ("pairs", "decisions") and recognised > 1)


class _Planner:
    """The plan while it is being made; lives for one call."""

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

    def plan(self, maps: Sequence[str], skills_elsewhere: bool) -> ColumnPlan:
        read, foreign, problems = read_maps(maps, self.policy, kind=self.kind)
        self.problems += problems
        for m in read:
            self._follow(m)
        self._take_named_skills()
        self._take_exact()
        for column in COLUMNS[self.kind]:
            self._take_alias(column)
        roles = self._role_candidates()
        parts = self._name_parts()
        if self.kind == "roster":
            self._take_teaching(skills_elsewhere)
            if self.form and "id" not in self.fields and "email" in self.fields:
                self._fill("id", self.fields["email"], "form")
        self._require()
        idle = [*foreign, *(m.given for m in read if m.given not in self.mapped)]
        return self._finished(idle, roles, parts)

    # --- what may not be touched, and what is ours by name ---

    def _exact_names(self) -> dict[str, list[int]]:
        exact: dict[str, list[int]] = {}
        for i, key in enumerate(self.keys):
            column = _KEYS[self.kind].get(key)
            if column is not None and not (column == "id" and self.form):
                exact.setdefault(column, []).append(i)
        return exact

    def _quarantine(self) -> dict[int, str]:
        ours = {i for indices in self.exact.values() for i in indices}
        for name in (*self.policy.audit.attributes, self.policy.stereotypes.attribute or ""):
            column = _KEYS[self.kind].get(heading_key(name))
            if column in self.exact and self.kind == "roster":
                self._problem(
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

    # --- maps ---

    def _follow(self, m: HeadingMap) -> None:
        found = locate(m, self.headings, file=self.file, hidden=self.hidden)
        if isinstance(found, Problem):
            # Files beside the roster need not have every heading of the roster.
            if self.kind == "roster":
                self.problems.append(found)
            return
        if m.takes_many:
            self._follow_pattern(m, found)
        elif self._permitted(m, found[0]):
            self._follow_one(m, found[0])

    def _permitted(self, m: HeadingMap, index: int) -> bool:
        heading = self.headings[index]
        if index in self.hidden:
            self._problem(
                "map-protected",
                f"{m}: a heading about a protected trait cannot be mapped to a column",
                "take the map out; such a column is kept for the audit alone",
                heading=heading,
            )
            return False
        feeds = m.column != "id" if self.kind in ("skills", "wants") else feeds_score(m.column)
        if feeds and is_unscored(heading):
            self._problem(
                "map-unscored",
                f"{m}: tenure, dates of hire, job titles, e-mail, pay, performance and photos "
                "cannot be mapped to a column that the score reads",
                "map a column that says what people know or want, or take the map out",
                heading=heading,
            )
            return False
        return True

    def _follow_one(self, m: HeadingMap, index: int) -> None:
        if m.is_skill:
            self._claim(m, index)
            self._add_skill(index, m.name, m.column, tick=False)
            return
        exact = self.exact.get(m.column, [])
        if m.column == "role" and exact and index not in exact:
            # The column headed so may turn out to hold job titles.
            self.mapped_roles.append(index)
            self._claim(m, index)
        elif exact and index not in exact:
            self._problem(
                "map-overruled",
                f"{m} is not followed: there is a column headed '{self.headings[exact[0]]}', "
                "and the exact name goes first",
                f"rename or delete '{self.headings[exact[0]]}', or take the map out",
                heading=self.headings[index],
                severity="warning",
            )
            self.mapped.append(m.given)
        elif self.fields.get(m.column, index) != index:
            self._twice(m, index)
        else:
            self._claim(m, index)
            self._fill(m.column, index, m.origin)

    def _twice(self, m: HeadingMap, index: int) -> None:
        self.mapped.append(m.given)
        # What the command line says goes before the policy.
        if self.how[m.column] == m.origin:
            both = listed(self.headings, (self.fields[m.column], index))
            self._problem(
                "map-column-twice",
                f"two headings are mapped to '{m.column}': {both}",
                "keep one of the two maps",
                value=m.given,
            )

    def _follow_pattern(self, m: HeadingMap, found: list[int]) -> None:
        trusted = is_about_skills(m.fixed)
        taken, refused = 0, None
        for index in found:
            name = m.name.replace("*", caught(m, self.headings[index]))
            if index in self.claimed or index in self.named or not caught(m, self.headings[index]):
                continue
            if any(index in indices for indices in self.exact.values()):
                continue
            if not trusted and (index in self.hidden or is_unscored(self.headings[index])):
                refused = index if refused is None else refused
                continue
            if not heading_words(m.fixed) and self._is_known(index):
                continue
            self.hidden.pop(index, None)
            self._claim(m, index)
            self._add_skill(index, name, m.column, tick=True)
            taken += 1
        if taken:
            return
        if refused is not None:
            self._permitted(m, refused)
        elif m.given not in self.mapped:
            what = f"{m}: no heading is left that fits the pattern '{m.their}'"
            fix = "take the map out, or let the pattern begin as the headings of the skills do"
            self._problem("map-no-heading", what, fix, value=m.given)

    def _is_known(self, index: int) -> bool:
        key = self.alias_keys[index]
        return any(key in keys for keys in (*_ALIAS_KEYS[self.kind].values(), *_NAME_KEYS))

    # --- taking columns ---

    def _take_named_skills(self) -> None:
        for index, (kind, name) in self.named.items():
            if index not in self.claimed:
                self._no_duplicate(index, f"{kind}:{name}")
                self._add_skill(index, name, f"{kind}:", tick=False)
                self.claimed[index] = f"{kind}:"

    def _take_exact(self) -> None:
        for column, indices in self.exact.items():
            if column in self.fields:
                continue
            asked = self._asked_instead(column)
            if asked is not None:
                self._fill(column, asked, "question")
                continue
            free = [i for i in indices if self._free(i, column)]
            if free:
                self._no_duplicate(free[0], column)
                self._fill(column, free[0], "exact")

    def _asked_instead(self, column: str) -> int | None:
        """A form tool's own ``Name`` and ``Email`` may be blank: the question goes first."""
        if column in ("name", "email") and self.form and names_answerer(self.headings):
            for i, heading in enumerate(self.headings):
                if exact_question(heading) == column and self._free(i, column):
                    return i
        return None

    def _take_alias(self, column: str) -> None:
        if column in self.fields:
            return
        for index in self._candidates(column):
            self._no_duplicate(index, column)
            self._fill(column, index, "alias")
            return

    def _candidates(self, column: str) -> Iterator[int]:
        """Free columns that an alias or a question gives to ``column``, best first."""
        free = [i for i in range(len(self.headings)) if self._free(i, column)]
        if self.kind == "roster":
            yield from (i for i in free if exact_question(self.headings[i]) == column)
        asked = [i for i in free if self.asked[i] == column]
        # A form tool's own `Language` or `Email Address` comes after what people were asked.
        if self.form:
            yield from asked
        for key in _ALIAS_KEYS[self.kind].get(column, ()):
            yield from (i for i in self.by_alias.get(key, ()) if i in free)
        yield from asked

    def _free(self, index: int, column: str) -> bool:
        if not self.headings[index] or index in self.hidden or index in self.named:
            return False
        if column == "id" and self.form and no_company_id(self.headings[index]):
            return False
        # An e-mail address or a name may serve as the id as well.
        claim = self.claimed.get(index)
        return claim is None or (claim == "id" and column in ("name", "email"))

    def _fill(self, column: str, index: int, how: str) -> None:
        self.fields[column] = index
        self.how[column] = how
        if how != "form":
            self.claimed.setdefault(index, column)

    def _claim(self, m: HeadingMap, index: int) -> None:
        self.claimed.setdefault(index, m.column)
        if m.given not in self.mapped:
            self.mapped.append(m.given)

    def _add_skill(self, index: int, name: str, column: str, *, tick: bool) -> None:
        kind: Literal["skill", "want"] = "skill" if column == "skill:" else "want"
        self.skills.setdefault((index, kind), SkillColumn(index, name, kind, tick))

    def _no_duplicate(self, index: int, column: str) -> None:
        same = [
            i
            for i, key in enumerate(self.keys)
            if key == self.keys[index] and (i == index or i not in self.claimed)
        ]
        if len(same) > 1 and index == same[0]:
            example = HeadingMap(f"@{column_letter(index)}", column, "", "--map", "")
            self._problem(
                "duplicate-heading",
                f"'{column}' has the same heading more than once: {listed(self.headings, same)}",
                f"rename or delete all but one, or say which one counts, for example {example}",
                heading=self.headings[index],
            )

    # --- role, name, teaching ---

    def _role_candidates(self) -> tuple[int, ...]:
        if self.how.get("role") not in ("exact", "alias"):
            return ()
        others = (*self.mapped_roles, *self._candidates("role"))
        return tuple(dict.fromkeys((self.fields["role"], *others)))

    def _name_parts(self) -> tuple[int, ...]:
        if "name" not in COLUMNS[self.kind] or self.how.get("name") in ("--map", "[columns]"):
            return ()
        first, last = self._first_of(FIRST_NAMES, "name"), self._first_of(LAST_NAMES, "name")
        if "name" in self.fields:
            whole = self.fields["name"]
            first, last = self._halves(whole, first, last)
            if first is None or last is None:
                return ()
            del self.fields["name"]
        parts = [i for i in (first, self._first_of(INFIXES, "name"), last) if i is not None]
        if first is None and last is None:
            return ()
        for index in parts:
            self._no_duplicate(index, "name")
            self.claimed[index] = "name"
        return tuple(parts)

    def _halves(
        self, whole: int, first: int | None, last: int | None
    ) -> tuple[int | None, int | None]:
        """First and last name where the heading taken for the name means one half only."""
        key = self.alias_keys[whole]
        for given, family in LONE_LAST_NAMES:
            beside = first is not None and self.alias_keys[first] == alias_key(given)
            if beside and last is None and key == alias_key(family):
                return first, whole
        if self.how["name"] == "alias" and key in map(alias_key, FIRST_NAMES):
            return whole, last
        return None, None

    def _first_of(self, aliases: Sequence[str], column: str) -> int | None:
        for key in map(alias_key, aliases):
            for i in self.by_alias.get(key, ()):
                if self._free(i, column):
                    return i
        return None

    def _take_teaching(self, skills_elsewhere: bool) -> None:
        """``Can teach`` is the skills where nothing else says them, else the offers."""
        index = self._first_of(TEACHING, "offers")
        if index is None:
            asked = (i for i, column in enumerate(self.asked) if column == "teaching")
            index = next((i for i in asked if self._free(i, "offers")), None)
        has_skills = skills_elsewhere or "skills" in self.fields
        has_skills |= any(column.kind == "skill" for column in self.skills.values())
        if not has_skills and self.how.get("offers") == "alias":
            moved = self.fields.pop("offers")
            self._fill("skills", moved, "alias")
        elif not has_skills and index is not None:
            self._no_duplicate(index, "skills")
            self._fill("skills", index, "alias")
        elif index is not None and "offers" not in self.fields:
            self._no_duplicate(index, "offers")
            self._fill("offers", index, "alias")

    # --- the end ---

    def _require(self) -> None:
        for column in REQUIRED[self.kind]:
            if column in self.fields:
                continue
            if column == "id":
                self._no_id()
            else:
                self._problem(
                    "missing-column",
                    f"there is no column '{column}'",
                    f"head a column '{column}', or use --map \"Their heading={column}\"",
                )

    def _no_id(self) -> None:
        fix = (
            "head a column 'id' (or 'Employee ID', 'Personalnummer', 'Matricule', ...), or say "
            'which one it is with --map "Their heading=id"'
        )
        email = self.fields.get("email")
        if email is not None:
            fix += f'; e-mail addresses do as well: --map "{self.headings[email]}=id"'
        if self.form and any(no_company_id(heading) for heading in self.headings):
            fix += ". In a form's export 'ID' and '#' only number the responses"
        self._problem("no-id-column", "there is no id column", fix)

    def _finished(
        self, idle_maps: Sequence[str], roles: tuple[int, ...], parts: tuple[int, ...]
    ) -> ColumnPlan:
        order = {column: place for place, column in enumerate(COLUMNS[self.kind])}
        fields = dict(sorted(self.fields.items(), key=lambda item: order[item[0]]))
        sources = {column: self.headings[index] for column, index in fields.items()}
        if parts:
            sources["name"] = " + ".join(self.headings[index] for index in parts)
        extras = self._extras()
        filled = {*fields.values(), *parts, *extras, *(index for index, _ in self.skills)}
        plan = ColumnPlan(
            fields=fields,
            sources=sources,
            name_parts=parts,
            skill_columns=tuple(sorted(self.skills.values(), key=lambda column: column.index)),
            audit=dict(self.hidden) if self.kind == "roster" else {},
            extras=extras,
            role_candidates=tuple(i for i in roles if i == fields["role"] or i not in filled),
            maps_used=tuple(self.mapped),
            maps_unused=tuple(idle_maps),
            headings=self.headings,
        )
        idle = (i for i in range(len(self.headings)) if i not in filled and i not in self.hidden)
        unused = tuple(self.headings[i] for i in idle if self.headings[i])
        self._warn_of_slips(unused)
        return replace(plan, unused=unused, problems=errors_first(self.problems))

    def _extras(self) -> frozenset[int]:
        """Headings that the policy's limits name, whatever else they fill."""
        if self.kind != "roster":
            return frozenset()
        named = {
            heading_key(column)
            for limit in self.policy.limits
            for column in (*limit.junior, *limit.senior, *limit.same, *limit.different)
        }
        return frozenset(
            i
            for i, key in enumerate(self.keys)
            if key in named and key not in _KEYS["roster"] and i not in self.hidden
        )

    def _warn_of_slips(self, unused: Sequence[str]) -> None:
        """A heading that is not read but nearly one of ours, as ``departmnet``."""
        missing = {heading_key(c): c for c in COLUMNS[self.kind] if c not in self.fields}
        for heading in unused:
            if heading_key(heading) in missing:
                continue  # a response number
            near = difflib.get_close_matches(heading_key(heading), missing, n=1, cutoff=_NEAR)
            if near:
                column = missing[near[0]]
                self._problem(
                    "near-heading",
                    f"this column is not read; its heading is nearly '{column}'",
                    f"rename it to '{column}' if that is meant",
                    heading=heading,
                    severity="warning",
                )

    def _problem(
        self,
        code: str,
        what: str,
        fix: str,
        *,
        heading: str | None = None,
        value: str | None = None,
        severity: str = "error",
    ) -> None:
        self.problems.append(
            Problem(
                code, what, fix, file=self.file, heading=heading, value=value, severity=severity
            )
        )
