"""Headings of an export -> questions of the two forms, and which of the two it is of.

A question is known by its field's name, by its text, by the beginning that edited wordings
share, or, where a tool cut it short, by being the beginning of one question only.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

from rmatch.errors import Problem
from rmatch.feedback.questions import FIELDS, FORMS, LEVELS_GRID, REQUIRED
from rmatch.feedback.records import MOMENTS, Moment
from rmatch.policy import Policy
from rmatch.roster.headings import plan_columns
from rmatch.roster.mapping import HeadingMap, bare_name, heading_key, listed, locate
from rmatch.roster.names import fold
from rmatch.roster.questions import alias_key, begun, grid_row, named_skill, question_text
from rmatch.roster.vocabulary.form_tools import FORM_MARKS, NO_IDS, TOOL_COLUMNS

__all__ = ["FeedbackPlan", "is_heading_row", "plan_feedback", "read_maps"]

# Both forms ask these alike, so that they tell nothing of which it is.
_COMMON: Final = frozenset({"answerer", "partner", "remark"})
_FEWEST_WORDS: Final = 3
_NOW: Final = re.compile(r"(?:level\s+)?now\s*[:：]\s*(?P<name>.+)", re.IGNORECASE | re.DOTALL)
_Asked = tuple[str, Moment | None]


def _texts() -> list[tuple[str, _Asked]]:
    return [
        (fold(question.text).rstrip("?"), (question.column, _moment(question.column, moment)))
        for moment, form in FORMS.items()
        for question in form
    ]


def _begins() -> list[tuple[str, _Asked]]:
    return _texts() + [
        (begin, (question.column, _moment(question.column, moment)))
        for moment, form in FORMS.items()
        for question in form
        for begin in question.begins
    ]


def _moment(field: str, moment: str) -> Moment | None:
    return None if field in _COMMON else cast(Moment, moment)


_TEXTS: Final = tuple(_texts())
_BEGINS: Final = tuple(_begins())
_GRID: Final = tuple((begin, "levels") for begin in LEVELS_GRID.begins)
_LISTS: Final = tuple((begin, field) for begin, (field, _) in _BEGINS)
_NAMES: Final = {heading_key(field): field for field in FIELDS} | {
    heading_key(f"{field}_id"): field for field in REQUIRED
}
_TOOLS: Final = frozenset(map(alias_key, (*FORM_MARKS, *NO_IDS, *TOOL_COLUMNS)))


@dataclass(frozen=True, slots=True)
class FeedbackPlan:
    """What each column of an export is.

    Attributes
    ----------
    fields
        Field -> the file's column, counted from 0; of several, the first.
    answerers
        Columns that say who answers: the question first, then what the form tool adds.
    topics
        Columns that are one topic of the grid: index and name.
    moment
        Which of the two forms it is; ``None`` where that cannot be told.
    maps_used
        Those that found their heading here.
    problems
        Errors and warnings about the headings.
    """

    headings: tuple[str, ...]
    fields: dict[str, int]
    answerers: tuple[int, ...]
    topics: tuple[tuple[int, str], ...]
    moment: Moment | None
    maps_used: frozenset[str]
    problems: tuple[Problem, ...]

    @property
    def used(self) -> set[int]:
        """The columns that are read."""
        return {*self.fields.values(), *self.answerers, *(index for index, _ in self.topics)}


def read_maps(maps: Sequence[str]) -> tuple[tuple[HeadingMap, ...], tuple[Problem, ...]]:
    """``"Their heading=field"`` taken apart; problems for those that say no field."""
    read: list[HeadingMap] = []
    problems: list[Problem] = []
    names = ", ".join(FIELDS)
    for text in maps:
        their, _, ours = text.rpartition("=")
        field = _NAMES.get(heading_key(ours))
        if their.strip() and field is not None:
            read.append(HeadingMap(their.strip(), field, "", "--map", text))
            continue
        near = difflib.get_close_matches(heading_key(ours), _NAMES, n=1, cutoff=0.6)
        meant = f"did you mean '{_NAMES[near[0]]}'? The fields are" if near else "write one of"
        what = f"the map '{text}' does not say which heading is which field"
        problems.append(
            Problem("map-unknown-field", what, f"{meant} {names} after the =", value=text)
        )
    return tuple(read), tuple(problems)


def is_heading_row(headings: Sequence[str], maps: Sequence[HeadingMap] = ()) -> bool:
    """Whether a row of cells holds questions: at least two of them."""
    mapped = {heading_key(m.their) for m in maps}
    known = (_asked(h) or _topic(h) or heading_key(h) in mapped for h in headings if h.strip())
    return sum(map(bool, known)) > 1


def plan_feedback(
    headings: Sequence[str],
    *,
    file: str,
    maps: Sequence[HeadingMap] = (),
    moment: Moment | None = None,
    policy: Policy,
) -> FeedbackPlan:
    """Decide which question each heading is.

    Parameters
    ----------
    headings
        As written in the file.
    file
        The file's name, for messages.
    maps
        As :func:`read_maps` gives them: they go before what the headings say.
    moment
        Which form it is, where the caller knows.
    policy
        Its ``[columns]`` may name the column with people's ids.
    """
    planner = _Planner(tuple(headings), file)
    for m in maps:
        planner.follow(m)
    planner.recognise()
    planner.find_answerers(policy)
    return planner.finished(moment)


def _asked(heading: str) -> _Asked | None:
    """Field and, where the wording tells it, moment of the question that a heading is."""
    if field := _NAMES.get(heading_key(heading)):
        return field, None
    text = question_text(heading)
    if text.endswith("]"):
        return None
    if found := begun(text, _BEGINS):
        return found
    text = text.rstrip(".… ")
    if len(text.split()) < _FEWEST_WORDS:
        return None
    fitting = {asked for whole, asked in _TEXTS if whole.startswith(text)}
    fields = {field for field, _ in fitting}
    if len(fields) != 1:
        return None
    return fitting.pop() if len(fitting) == 1 else (fields.pop(), None)


def _topic(heading: str) -> str | None:
    """The topic of which a heading asks the level, as a row of the grid."""
    if now := _NOW.fullmatch(heading.strip()):
        return bare_name(now["name"]) or None
    row = grid_row(heading, _GRID, _LISTS)
    if row is not None:
        return row[1] if row[0] == "levels" else None
    # The grid of the sign-up form, used again.
    named = named_skill(heading)
    return named[1] if named is not None and named[0] == "skill" else None


class _Planner:
    """Collects what the headings of one file are."""

    def __init__(self, headings: tuple[str, ...], file: str) -> None:
        self.headings, self.file = headings, file
        self.places: dict[str, list[int]] = {}
        self.topics: list[tuple[int, str]] = []
        self.moments: set[Moment] = set()
        self.taken: set[int] = set()
        self.maps_used: set[str] = set()
        self.problems: list[Problem] = []
        self.answerers: tuple[int, ...] = ()

    def follow(self, m: HeadingMap) -> None:
        places = locate(m, self.headings, file=self.file, hidden={})
        if isinstance(places, Problem):
            # Of several files, each may have only some of the headings.
            if places.code == "map-ambiguous":
                self.maps_used.add(m.given)
                self.problems.append(places)
            return
        self.maps_used.add(m.given)
        self.places.setdefault(m.column, []).extend(places)
        self.taken.update(places)

    def recognise(self) -> None:
        mapped = set(self.places)
        for index, heading in enumerate(self.headings):
            if index in self.taken or not heading.strip():
                continue
            if topic := _topic(heading):
                self.topics.append((index, topic))
                self.taken.add(index)
            elif asked := _asked(heading):
                self.taken.add(index)
                if asked[0] not in mapped:
                    self.places.setdefault(asked[0], []).append(index)
                    self.moments.update({asked[1]} if asked[1] else ())

    def find_answerers(self, policy: Policy) -> None:
        """The question, else id, e-mail address or name as a roster or a form tool has them."""
        left = [h if i not in self.taken else "" for i, h in enumerate(self.headings)]
        fields = plan_columns(left, file=self.file, policy=policy).fields
        found = [fields[column] for column in ("id", "email", "name") if column in fields]
        asked = self.places.get("answerer", [])
        self.answerers = tuple(dict.fromkeys([*asked[:1], *found]))

    def finished(self, moment: Moment | None) -> FeedbackPlan:
        told = self.moments if moment is None else {moment}
        if self.taken:
            self._check_moment(told)
            self._check_fields()
            self._name_unread()
        else:
            self._problem(
                "no-question",
                "no heading is a question of the mid-term or the closing form",
                "export the answers with the whole questions as headings, not with their codes, or "
                'name each with a map: "Their heading=meetings"',
            )
        return FeedbackPlan(
            headings=self.headings,
            fields={field: places[0] for field, places in self.places.items()},
            answerers=self.answerers,
            topics=tuple(self.topics),
            moment=next(iter(told)) if len(told) == 1 else None,
            maps_used=frozenset(self.maps_used),
            problems=tuple(self.problems),
        )

    def _problem(self, code: str, what: str, fix: str, severity: str = "error") -> None:
        self.problems.append(Problem(code, what, fix, file=self.file, severity=severity))

    def _check_moment(self, told: set[Moment]) -> None:
        if len(told) == 1:
            return
        moments = " or ".join(f'moment="{moment}"' for moment in MOMENTS)
        what = "no question tells whether these are answers of the mid-term or the closing form"
        if told:
            what = "questions of the mid-term form and of the closing form stand in this file"
        self._problem("unknown-moment", what, f"say which it is, with {moments}")

    def _check_fields(self) -> None:
        for field, places in self.places.items():
            if len(places) > 1:
                self._problem(
                    "duplicate-question",
                    f"the question '{field}' is there more than once: "
                    f"{listed(self.headings, places)}",
                    "delete all but one of these columns",
                )
        if not self.answerers:
            self._problem(
                "no-answerer",
                "no question tells who answers",
                f"let the form ask '{_text('answerer')}' or collect e-mail addresses; if a heading "
                'does tell, name it with a map: "Their heading=answerer"',
            )
        if "partner" not in self.places:
            self._problem(
                "no-partner",
                "no question tells of which pairing the answers are",
                f"let the form ask '{_text('partner')}'; if a heading does tell, name it with a "
                'map: "Their heading=partner"',
            )

    def _name_unread(self) -> None:
        read = self.taken | set(self.answerers)
        left = [
            f"'{heading}'"
            for index, heading in enumerate(self.headings)
            if heading and index not in read and alias_key(heading) not in _TOOLS
        ]
        if left:
            several = len(left) > 1
            self._problem(
                "unread-question",
                f"{', '.join(left)} {'are' if several else 'is'} not among the questions of the "
                f"two forms, and {'are' if several else 'is'} not read",
                'if one of them is edited, name it with a map: "Their heading=meetings"',
                "warning",
            )


def _text(field: str) -> str:
    return next(q.text for form in FORMS.values() for q in form if q.column == field)
