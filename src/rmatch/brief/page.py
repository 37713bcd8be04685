"""A brief as a page of its own, for the screen and for one sheet of paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rmatch.brief.local import When, when
from rmatch.brief.model import Brief, Meeting, Party
from rmatch.brief.view import (
    about,
    address_in,
    mail_link,
    notes,
    plan,
    teacher,
    title,
    web_link,
)
from rmatch.brief.words import DRAFT, HEADINGS

if TYPE_CHECKING:
    from rmatch.pages import Page

__all__ = ["page"]


@dataclass(frozen=True, slots=True)
class Words:
    """Text with at most one link in it; ``link`` is empty where there is none."""

    before: str
    shown: str = ""
    link: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that one brings or wants to learn, and whether the other does the opposite."""

    name: str
    matched: bool


@dataclass(frozen=True, slots=True)
class Card:
    """What the page shows of one of the two."""

    side: str
    party: Party
    about: tuple[str, ...]
    email: Words | None
    brings: tuple[Topic, ...]
    wants: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What the page shows of a meeting."""

    meeting: Meeting
    when: When
    teacher: str


def page(brief: Brief, *, draft: bool) -> bytes:
    """A brief as one HTML file without a script; a draft says so in its title and throughout."""
    return _page().filled(
        draft=DRAFT if draft else "",
        headings=HEADINGS,
        brief=brief,
        title=title(brief),
        cards=[
            _card("mentor", brief.mentor, brief.learner),
            _card("learner", brief.learner, brief.mentor),
        ],
        plan=plan(brief),
        rows=[
            Row(meeting, when(brief, meeting), teacher(brief, meeting).name)
            for meeting in brief.meetings
        ],
        notes=[
            (one.topics, one.questions, list(map(_resource, one.resources))) for one in notes(brief)
        ],
        rules=[_with_contact(rule, brief.contact) for rule in brief.rules],
        contact=_written_to(brief.contact) if brief.contact else None,
    )


# Read when first asked for, and the same for every brief.
@cache
def _page() -> Page:
    from rmatch.pages import Page

    return Page("rmatch.brief", "brief", own_style=True)


def _card(side: str, party: Party, other: Party) -> Card:
    return Card(
        side=side,
        party=party,
        about=tuple(about(party)),
        email=_written_to(party.email) if party.email else None,
        brings=tuple(Topic(name, name in other.wants) for name in party.brings),
        wants=tuple(Topic(name, name in other.brings) for name in party.wants),
    )


def _resource(text: str) -> Words:
    link = web_link(text)
    return Words("", text, link) if link else Words(text)


def _written_to(text: str) -> Words:
    """Text in which the first e-mail address begins a letter."""
    address = address_in(text)
    if address is None:
        return Words(text)
    before, _, after = text.partition(address)
    return Words(before, address, mail_link(address), after)


def _with_contact(rule: str, contact: str) -> Words:
    address = address_in(contact)
    return _written_to(rule) if address and address in rule else Words(rule)
