"""A pairing's brief as data: what its pages and its calendar are made from, and nothing else.

It holds no score, rank, level, alternative or wish, so that no page can show one. Kept as JSON
beside the draft's pages, it is what is approved; the final pages are made from it alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

__all__ = ["Brief", "Meeting", "Party", "TopicNotes"]


@dataclass(frozen=True, slots=True)
class Party:
    """One of the two.

    Attributes
    ----------
    id, name, email, department
        As on the roster; ``None`` and ``""`` where unknown.
    called
        The programme's word: mentor, learner.
    zone
        IANA name, or such as ``UTC+05:30``; ``None`` if unknown.
    brings
        Names of what the other would like to learn first, then of further offers.
    wants
        Names of what the other brings first, then of what else the person would like to learn.
    gains
        Sentences.
    """

    id: str
    name: str
    email: str | None
    department: str
    called: str
    zone: str | None
    brings: tuple[str, ...]
    wants: tuple[str, ...]
    gains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A suggested meeting.

    Attributes
    ----------
    number
        From 1.
    week
        Week of the programme in which it falls, from 1.
    topic
        Its name; empty if the pairing has none.
    taught_by
        Who of the two teaches it.
    discreet
        Whether topics are left out of this pairing's calendar, which others may see.
    purpose
        What else belongs into this meeting; may be empty.
    start
        When, aware, in UTC; ``None`` without a time.
    day
        The day of a reminder without a time; ``None`` where ``start`` is known, or where the
        programme has no start.
    why_no_time
        Why there is a day and no time; empty otherwise.
    """

    number: int
    week: int
    topic: str
    taught_by: Literal["mentor", "learner"]
    discreet: bool
    purpose: str
    start: datetime | None = None
    day: date | None = None
    why_no_time: str = ""


@dataclass(frozen=True, slots=True)
class TopicNotes:
    """How to start on a topic: the policy's questions and resources for it."""

    topic: str
    questions: tuple[str, ...]
    resources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """All that the two are told.

    Attributes
    ----------
    stem
        Name of the pairing's files without an ending.
    mentor, learner
        The two.
    why
        Sentences: why these two.
    meetings
        In order.
    minutes, weeks
        Length of a meeting, and of the time over which the meetings are spread.
    start
        First day of the programme, if it has one: events are stamped with it.
    topics
        One for each topic that the meetings name.
    expectations, open, rules
        What to settle first, what is not agreed yet, the ground rules.
    contact
        Whom to write to; may be empty.
    """

    stem: str
    mentor: Party
    learner: Party
    why: tuple[str, ...]
    meetings: tuple[Meeting, ...]
    minutes: int
    weeks: int
    start: date | None
    topics: tuple[TopicNotes, ...]
    expectations: tuple[str, ...]
    open: tuple[str, ...]
    rules: tuple[str, ...]
    contact: str
