"""The rows of one export: who answers about whom, and what they say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final, TypeVar

from rmatch.errors import Problem
from rmatch.feedback.cells import parse_choice, parse_meetings, topic_levels
from rmatch.feedback.headings import FeedbackPlan
from rmatch.feedback.people import People
from rmatch.feedback.questions import CHOICES, CONFIDENTIAL
from rmatch.feedback.records import MOMENTS, Answer, Confided, Moment, TopicLevel
from rmatch.policy import Policy
from rmatch.roster.cells import CellError
from rmatch.roster.files import Table
from rmatch.roster.names import fold
from rmatch.roster.records import Cell
from rmatch.roster.roster import Roster
from rmatch.roster.skill_items import SkillItem
from rmatch.roster.skills import SkillGrammar

__all__ = ["RowReader", "Said"]

# Fields whose answer is the value of one cell.
_PLAIN: Final = frozenset({"meetings", "remark", *CHOICES})
# What tools write in place of an address where nobody had to sign in.
_NOBODY: Final = frozenset(
    ("anonymous", "anonym", "anonyme", "anónimo", "anônimo", "anonimo", "anoniem")
)
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Said:
    """What one row says, and the cell that says who."""

    answer: Answer
    confided: Confided | None
    cell: Cell

    @property
    def key(self) -> tuple[str, str, int]:
        """Answerer, partner, and place of the moment in time."""
        answer = self.answer
        return answer.answerer_id, answer.partner_id, MOMENTS.index(answer.moment)

    def says(self) -> tuple[object, ...]:
        """All that is said, wherever it stands."""
        confided = self.confided
        private = None if confided is None else (confided.going_on, confided.remark)
        return replace(self.answer, file="", line=None), private


class RowReader:
    """Reads the rows of one file, whose headings are sound; collects problems."""

    def __init__(
        self,
        table: Table,
        plan: FeedbackPlan,
        moment: Moment,
        roster: Roster | None,
        policy: Policy,
        *,
        raw: bool = False,
    ) -> None:
        self.table, self.plan, self.moment = table, plan, moment
        self.people = People(roster, raw=raw)
        self.grammar = SkillGrammar.of(policy.skills)
        self.problems: list[Problem] = []

    def said(self) -> list[Said]:
        """What every row says, of those that say something that can be understood."""
        rows = range(len(self.table.lines))
        if len(rows) > 1 and (stranger := self._nobody_known()) is not None:
            self.problems.append(stranger)
            return []
        return [said for row in rows if (said := self._row(row)) is not None]

    def _cell(self, row: int, index: int) -> Cell:
        table = self.table
        text = table.columns[index][row].strip()
        return Cell(text, self._file, table.lines[row], table.headings[index])

    @property
    def _file(self) -> str:
        name = self.table.facts.name
        return "standard input" if name == "-" else name

    def _answerer(self, row: int) -> Cell:
        """The first cell that says who answers, of those that may; some tools write a word."""
        cells = [self._cell(row, index) for index in self.plan.answerers]
        told = (cell for cell in cells if cell.text and fold(cell.text) not in _NOBODY)
        return next(told, replace(cells[0], text=""))

    def _nobody_known(self) -> Problem | None:
        rows = range(len(self.table.lines))
        answerers = [self._answerer(row) for row in rows]
        if any(self.people.knows(cell.text) for cell in answerers):
            return None
        return answerers[0].problem(
            "another-roster",
            "nobody who answers in this file is on the roster",
            "give the roster from which the pairings were made, or let the form ask for ids, full "
            "names or e-mail addresses as they stand there",
            value=answerers[0].text,
        )

    def _row(self, row: int) -> Said | None:
        answerer, partner = self._answerer(row), self._cell(row, self.plan.fields["partner"])
        if self._is_empty(row):
            self.problems.append(
                answerer.problem(
                    "no-answer",
                    "this row holds no answer, so it is left aside",
                    "delete it, or ask again",
                    severity="warning",
                )
            )
            return None
        ids, problems = self.people.pairing(answerer, partner)
        self.problems += problems
        before = len(self.problems)
        values = {field: self._value(row, field) for field in self.plan.fields if field in _PLAIN}
        levels = self._levels(row)
        if ids is None or len(self.problems) > before:
            return None
        return self._made(row, ids, values, levels, answerer)

    def _is_empty(self, row: int) -> bool:
        asked = {*self.plan.fields.values(), *(index for index, _ in self.plan.topics)}
        asked -= {self.plan.fields["partner"], *self.plan.answerers}
        return not any(fold(self._cell(row, index).text) for index in asked)

    def _made(
        self,
        row: int,
        ids: tuple[str, str],
        values: dict[str, Any],
        levels: tuple[TopicLevel, ...],
        cell: Cell,
    ) -> Said:
        who: dict[str, Any] = {"answerer_id": ids[0], "partner_id": ids[1], "moment": self.moment}
        who |= {"file": self._file, "line": self.table.lines[row]}
        private = {field: value for field, value in values.items() if field in CONFIDENTIAL}
        others = {field: value for field, value in values.items() if field not in CONFIDENTIAL}
        confided = Confided(**who, **private) if any(private.values()) else None
        return Said(Answer(**who, levels=levels, **others), confided, cell)

    def _value(self, row: int, field: str) -> Any:
        """The answer to a question with one cell."""
        cell = self._cell(row, self.plan.fields[field])
        if field == "meetings":
            return self._read(cell, parse_meetings)
        if field in CHOICES:
            private = field in CONFIDENTIAL
            return self._read(cell, partial(parse_choice, field), private=private)
        return cell.text

    def _levels(self, row: int) -> tuple[TopicLevel, ...]:
        """The topics of the long answer and of the grid, whose blank rows say nothing."""
        items: list[SkillItem] = []
        place = self._answerer(row)
        if "levels" in self.plan.fields:
            place = self._cell(row, self.plan.fields["levels"])
            items += self._read(place, self.grammar.parse_skills) or []
        for index, name in self.plan.topics:
            cell = self._cell(row, index)
            if fold(cell.text):
                item = self._read(cell, partial(self.grammar.skill_cell, name))
                items += [item] if item is not None else []
        return self._read(place, lambda _: topic_levels(items, self.grammar)) or ()

    def _read(
        self, cell: Cell, parse: Callable[[str], _Value], *, private: bool = False
    ) -> _Value | None:
        try:
            return parse(cell.text)
        except CellError as error:
            self.problems += (
                cell.problem(
                    one.code,
                    one.what,
                    one.fix,
                    value=None if private else one.value or cell.text,
                    confidential=private,
                )
                for one in error.each()
            )
            return None
