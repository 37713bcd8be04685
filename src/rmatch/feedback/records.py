"""What came back from the two forms, as value objects."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from rmatch.errors import Problem
from rmatch.roster.files import FileFacts

__all__ = [
    "MOMENTS",
    "Agreed",
    "Answer",
    "Confided",
    "Feedback",
    "GoingOn",
    "Moment",
    "Recommend",
    "TopicLevel",
]

Moment = Literal["mid-term", "closing"]
Agreed = Literal["yes", "in part", "no"]
Recommend = Literal["yes", "perhaps", "no"]
GoingOn = Literal["go on", "help", "another partner", "stop"]
MOMENTS: Final[tuple[Moment, ...]] = ("mid-term", "closing")


@dataclass(frozen=True, slots=True)
class TopicLevel:
    """A topic that somebody worked on, and their own level in it now.

    Attributes
    ----------
    key, name
        Compared form (aliases applied), and as written.
    level
        0 to 5 as on the roster, 0 for none at all; ``None`` where no level was given.
    """

    key: str
    name: str
    level: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What one of the two said about their pairing, but for what is confidential.

    Attributes
    ----------
    answerer_id, partner_id
        Ids on the roster; without a roster, as written.
    moment
        ``"mid-term"`` or ``"closing"``.
    meetings
        How many times the two have met.
    useful_for_me, useful_for_partner
        1 (not at all) to 5 (extremely).
    levels
        Topics worked on, by name; sensitive topics among them are as sensitive here as on the
        roster.
    expectations
        Whether the two have agreed what they expect; asked at mid-term.
    recommend
        Whether they would recommend the programme; asked at its close.
    file, line
        Where the answers stand: the file as messages name it, and the line or sheet row.

    What was not asked or not answered is ``None``, or no topics.
    """

    answerer_id: str
    partner_id: str
    moment: Moment
    meetings: int | None = None
    useful_for_me: int | None = None
    useful_for_partner: int | None = None
    levels: tuple[TopicLevel, ...] = ()
    expectations: Agreed | None = None
    recommend: Recommend | None = None
    file: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Confided:
    """What somebody told the programme's contact alone.

    Attributes
    ----------
    answerer_id, partner_id, moment, file, line
        As of :class:`rmatch.feedback.Answer`.
    going_on
        What they would like: ``"go on"`` with the same partner, ``"help"`` from the contact,
        ``"another partner"``, ``"stop"``; ``None`` if not said.
    remark
        What should change about the programme, in their own words; may be empty.
    """

    answerer_id: str
    partner_id: str
    moment: Moment
    going_on: GoingOn | None = field(default=None, repr=False)
    remark: str = field(default="", repr=False)
    file: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """All answers of the files that were read.

    Attributes
    ----------
    answers
        One for each person, pairing and moment that there is an answer of, sorted by these.
    confided
        What was said to the programme's contact alone, in the same order, of those who said
        something. Kept apart, so that no report on the answers holds it by accident.
    asked
        Moment and field of every question that the files asked: what else is missing in an
        answer was not asked.
    warnings
        What is odd about the files.
    facts
        What each file was, and how it was read, sorted by name.
    """

    answers: tuple[Answer, ...] = ()
    confided: tuple[Confided, ...] = field(default=(), repr=False)
    asked: frozenset[tuple[Moment, str]] = frozenset()
    warnings: tuple[Problem, ...] = ()
    facts: tuple[FileFacts, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.answers)
