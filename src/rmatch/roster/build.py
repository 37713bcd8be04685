"""Records to people: every cell parsed, every reference found, every problem kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from rmatch.errors import Problem
from rmatch.policy import Policy
from rmatch.roster.available import DEFAULT_AVAILABLE, parse_available
from rmatch.roster.cells import (
    CellError,
    parse_count,
    parse_department,
    parse_goals,
    parse_ids,
)
from rmatch.roster.consent import parse_participate, parse_tick
from rmatch.roster.languages import parse_languages
from rmatch.roster.levels import level_ranks
from rmatch.roster.long_tables import LongItems, read_long_tables, read_org
from rmatch.roster.names import fold, says_nothing, unique
from rmatch.roster.people import Person, Want
from rmatch.roster.records import Cell, Record
from rmatch.roster.references import LOOSE, Directory
from rmatch.roster.roles import parse_role, role_from_level
from rmatch.roster.sensitive import sensitive_under
from rmatch.roster.skill_items import SkillItem, WantItem, want_target
from rmatch.roster.skills import SkillGrammar
from rmatch.roster.source import Part
from rmatch.roster.times import parse_zone

__all__ = ["Built", "build_people"]

T = TypeVar("T")

# Columns whose problems would tell one confidential rule from another.
CONFIDENTIAL_COLUMNS = frozenset({"avoids", "successor_of"})


@dataclass(slots=True)
class Built:
    """What reading gives: people in row order, who reports to whom, sensitive skills, problems.

    ``org`` is what the organisation file says, id to manager id or blank.
    """

    people: list[Person]
    managers: dict[str, str]
    org: dict[str, str]
    sensitive: frozenset[str]
    problems: list[Problem]
    level_words: tuple[str, ...]


def build_people(
    records: Sequence[Record],
    long_parts: Sequence[Part],
    org_parts: Sequence[Part],
    policy: Policy,
    *,
    role_heading: str = "",
) -> Built:
    """Parse every record under the policy.

    Parameters
    ----------
    records
        One a person.
    long_parts
        The long tables of skills and wants.
    org_parts
        The organisation file, if there is one.
    policy
        The programme's choices.
    role_heading
        Where no column is read as the role: how to say which one is it.
    """
    return _Builder(records, long_parts, org_parts, policy, role_heading).run()


@dataclass(slots=True)
class _Draft:
    """A person before references and wants can be settled."""

    record: Record
    name: str
    role: str | None
    participates: bool
    level: int | None
    skills: list[SkillItem]
    wants: list[WantItem]
    offers: list[str] | None


@dataclass(slots=True)
class _Builder:
    records: Sequence[Record]
    long_parts: Sequence[Part]
    org_parts: Sequence[Part]
    policy: Policy
    role_heading: str = ""
    problems: list[Problem] = field(default_factory=list)
    read: dict[tuple[str, str], Any] = field(default_factory=dict)
    grammar: SkillGrammar = field(init=False)
    directory: Directory = field(init=False)
    company: Directory = field(init=False)
    org: dict[str, str] = field(init=False)
    long_items: LongItems = field(init=False)

    def __post_init__(self) -> None:
        self.grammar = SkillGrammar.of(self.policy.skills)
        named = [(r.id, r.text("name"), r.text("email")) for r in self.records]
        self.directory = Directory(named)
        self.org, self.company = read_org(self.org_parts, named, self.problems)
        self.long_items = read_long_tables(
            self.long_parts, self.directory, self.grammar, self.problems
        )

    def run(self) -> Built:
        levels = self._levels()
        drafts = [self._draft(record, levels[k]) for k, record in enumerate(self.records)]
        rated = any(item.level is not None for draft in drafts for item in draft.skills)
        target = self.policy.skills.default_target if rated else self.policy.skills.unrated
        sensitive = self._sensitive(drafts)
        people = [self._person(draft, target, sensitive) for draft in drafts]
        words = self._level_words(levels)
        return Built(people, self._managers(people), self.org, sensitive, self.problems, words)

    # -- columns that only the whole roster settles

    def _levels(self) -> list[int | None]:
        read = level_ranks([record.text("level") for record in self.records], self.policy.levels)
        for index, error in read.problems:
            record = self.records[index]
            self._note(error, record, record.cells["level"])
            if error.severity == "warning":
                self.problems[-1] = replace(self.problems[-1], ids=self._unranked(error, record))
        return read.ranks

    def _unranked(self, error: CellError, record: Record) -> tuple[str, ...]:
        """Whom a warning about one level concerns: most are given once a word."""
        if error.code == "level-prefixes":
            return (record.id,)
        word = fold(record.text("level"))
        return tuple(r.id for r in self.records if fold(r.text("level")) == word)

    def _level_words(self, ranks: Sequence[int | None]) -> tuple[str, ...]:
        """The levels that only an order in the policy can rank; none where numbers do."""
        if not self.policy.levels.order and any(rank is not None for rank in ranks):
            return ()
        return tuple(word for word in unique(r.text("level") for r in self.records) if word)

    def _sensitive(self, drafts: Sequence[_Draft]) -> frozenset[str]:
        names: set[str] = set()
        for draft in drafts:
            names.update(item.name for item in draft.skills)
            names.update(item.name for item in draft.wants)
            names.update(draft.offers or ())
        is_sensitive = sensitive_under(self.policy)
        return frozenset(self.grammar.key(name) for name in names if is_sensitive(name))

    # -- one person

    def _draft(self, record: Record, level: int | None) -> _Draft:
        participates = not record.asked
        if "participate" in record.cells:
            participates = bool(self._cell(record, "participate", parse_participate))
        skills = list(self._cell(record, "skills", self.grammar.parse_skills) or ())
        wants = list(self._cell(record, "wants", self.grammar.parse_wants) or ())
        self._skill_columns(record, skills, wants)
        skills += self.long_items.skills.get(record.id, ())
        wants += self.long_items.wants.get(record.id, ())
        offers = self._cell(record, "offers", self.grammar.parse_offers)
        return _Draft(
            record,
            record.text("name") or record.id,
            self._role(record, level, participates),
            participates,
            level,
            skills,
            wants,
            offers,
        )

    def _skill_columns(
        self, record: Record, skills: list[SkillItem], wants: list[WantItem]
    ) -> None:
        for column, cell in record.skills:
            try:
                if column.tick and not parse_tick(cell.text, column.name):
                    continue
                if column.kind == "skill":
                    skills.append(
                        SkillItem(column.name)
                        if column.tick
                        else self.grammar.skill_cell(column.name, cell.text)
                    )
                else:
                    wants.append(
                        WantItem(column.name)
                        if column.tick
                        else self.grammar.want_cell(column.name, cell.text)
                    )
            except CellError as error:
                self._note(error, record, cell)

    def _role(self, record: Record, level: int | None, participates: bool) -> str | None:
        if record.role is not None:
            return record.role
        roles, levels = self.policy.roles, self.policy.levels
        if "role" in record.cells:
            return self._cell(record, "role", lambda text: parse_role(text, roles))
        by_level = role_from_level(level, roles, levels)
        if by_level is None and participates:
            self._no_role(record, level)
        return by_level

    def _no_role(self, record: Record, level: int | None) -> None:
        roles = self.policy.roles
        by_level = roles.junior_max is not None or roles.senior_min is not None
        if by_level and level is not None:
            what = "this person has no role, and by [roles] the level is neither side's"
        elif by_level:
            what = "this person has neither a role nor a level from which [roles] could tell it"
        else:
            what = "this person has no role"
        self.problems.append(
            Problem(
                "no-role",
                what,
                (f"{self.role_heading}; or " if self.role_heading else "")
                + "write junior, senior or both in a column 'role', or set junior_max and "
                "senior_min in the policy's [roles] so that the level tells it",
                file=record.place.file,
                line=record.place.line,
                heading=record.cells["level"].heading if "level" in record.cells else None,
                value=record.text("level") or None,
                ids=(record.id,),
            )
        )

    def _person(self, draft: _Draft, target: int, sensitive: frozenset[str]) -> Person:
        record = draft.record
        skills = self._merged(record, "skills", lambda: self.grammar.merge_skills(draft.skills), {})
        given = self._merged(record, "wants", lambda: self.grammar.merge_wants(draft.wants), {})
        wants = {
            key: Want(
                key,
                item.name,
                want_target(item, skills[key].level if key in skills else 0, target),
                item.weight,
                item.target is not None,
            )
            for key, item in given.items()
        }
        if draft.offers is None:
            offers = frozenset(skills.keys() - sensitive)
        else:
            offers = frozenset(map(self.grammar.key, draft.offers))
        parts, keys = self._cell(record, "department", parse_department) or ((), ())
        capacity: int | None = self._cell(record, "capacity", parse_count)
        min_load: int | None = self._cell(record, "min_load", parse_count)
        return Person(
            id=record.id,
            name=draft.name,
            role=draft.role or "",
            email=record.text("email") or None,
            level=draft.level,
            department=parts,
            department_key=keys,
            manager_id=self._manager(record),
            skills=skills,
            without=frozenset(
                self.grammar.key(item.name) for item in draft.skills if item.level == 0
            ),
            wants=wants,
            offers=offers,
            goals=self._goals(record),
            languages=self._cell(record, "languages", parse_languages) or frozenset(),
            zone=self._cell(record, "timezone", parse_zone),
            available=self._cell(record, "available", parse_available) or DEFAULT_AVAILABLE,
            capacity=1 if capacity is None else capacity,
            min_load=min_load or 0,
            prefers=self._people(record, "prefers"),
            avoids=frozenset(self._people(record, "avoids")),
            successor_of=frozenset(self._people(record, "successor_of")),
            participates=draft.participates,
        )

    def _goals(self, record: Record) -> dict[str, str]:
        text = record.text("goals")
        return {} if says_nothing(text) else parse_goals(text, self.grammar.known)

    # -- references

    def _people(self, record: Record, column: str) -> tuple[str, ...]:
        """Ids as found; unknown ones stay as written, for they hold their rank."""
        cell = record.cells.get(column)
        if cell is None:
            return ()
        # A name may hold the very comma that ends an item: the whole cell goes first.
        whole = self.directory.find(cell.text)
        items = (cell.text,) if whole.id is not None else parse_ids(cell.text)
        if len(items) == 1 and whole.id is None and says_nothing(items[0]):
            return ()
        return unique(self._find(self.directory, record, column, item) for item in items)

    def _manager(self, record: Record) -> str | None:
        cell = record.cells.get("manager_id")
        if cell is None:
            return None
        if says_nothing(cell.text) and self.company.find(cell.text).id is None:
            return None
        return self._find(self.company, record, "manager_id", cell.text)

    def _find(self, directory: Directory, record: Record, column: str, item: str) -> str:
        found = directory.find(item)
        if found.id is None:
            self._unknown(record, column, item, found.how == "ambiguous", directory)
            return item
        if found.how != "exact":
            quoted = f"'{item}'"
            self._warn(
                "found-loosely",
                record,
                column,
                # What is told here goes into run.json, where e-mail addresses have no place.
                f"{'this' if found.how == 'email' else quoted} is taken for '{found.id}', "
                f"found {LOOSE[found.how]}",
                "check that this is the person meant; the id as in the id column leaves no doubt"
                if found.how in ("name", "email")
                else "write the id as in the id column (format the column as text in the "
                "spreadsheet)",
                item,
            )
        return found.id

    def _unknown(
        self, record: Record, column: str, item: str, ambiguous: bool, directory: Directory
    ) -> None:
        codes = {"manager_id": "unknown-manager", "prefers": "unknown-preferred"}
        what = (
            f"'{item}' fits more than one person" if ambiguous else f"'{item}' is not on the roster"
        )
        if not ambiguous and (perhaps := directory.meant(item)) is not None:
            what += f" (perhaps '{perhaps[0]}', {perhaps[1]})"
        fix = "write the id as in the id column"
        if column == "manager_id":
            what += (
                ", so what the organisation file says counts"
                if self.org.get(record.id)
                else ", so the chain of managers ends there"
            )
            fix += ", or give the whole company's id and manager_id with --org"
        self._warn(codes.get(column, f"unknown-{column}"), record, column, what, fix, item)

    def _managers(self, people: Sequence[Person]) -> dict[str, str]:
        """Who reports to whom; the roster's own word goes before the organisation file's."""
        managers = {person_id: manager for person_id, manager in self.org.items() if manager}
        for person in people:
            # A manager whom nobody knows tells less than the organisation file.
            if person.manager_id and (
                person.id not in managers or person.manager_id in self.company
            ):
                managers[person.id] = person.manager_id
        return managers

    # -- problems

    def _cell(self, record: Record, column: str, parse: Callable[[str], T]) -> T | None:
        """The parsed cell; where it is wrong (which is noted) what could be read, or None."""
        cell = record.cells.get(column)
        if cell is None:
            return None
        # Grammars are pure and values are never changed: equal cells are read once.
        key = (column, cell.text)
        if key in self.read:
            again: T = self.read[key]
            return again
        try:
            value = self.read[key] = parse(cell.text)
        except CellError as error:
            self._note(error, record, cell)
            partial: T | None = error.partial
            return partial
        return value

    def _merged(
        self, record: Record, column: str, merge: Callable[[], dict[str, T]], default: dict[str, T]
    ) -> dict[str, T]:
        try:
            return merge()
        except CellError as error:
            self._note(error, record, record.cells.get(column, record.place))
            return default

    def _note(self, error: CellError, record: Record, cell: Cell) -> None:
        self.problems += cell.problems(error, record.id)

    def _warn(
        self, code: str, record: Record, column: str, what: str, fix: str, value: str
    ) -> None:
        self.problems.append(
            record.cells[column].problem(
                code,
                what,
                fix,
                value=value,
                ids=(record.id,),
                severity="warning",
                confidential=column in CONFIDENTIAL_COLUMNS,
            )
        )
