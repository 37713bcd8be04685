"""What both kinds of pages show of a brief, in the same words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from rmatch.brief.local import day_words, place
from rmatch.brief.model import Brief, Meeting, Party
from rmatch.explain.wording import listed
from rmatch.printable import printable

__all__ = [
    "Notes",
    "about",
    "address_in",
    "mail_link",
    "notes",
    "plan",
    "teacher",
    "title",
    "web_link",
]

_WEB: Final = re.compile(r"""https?://[^\s<>"'`\\^{|}@]+""")
# An apostrophe may be in a name, but not begin it: then it is a quotation mark.
_MAIL: Final = re.compile(
    r"""(?!')[^\s,;:<>()\[\]"@\\]+@[^\s,;:<>()\[\]"'@\\]+\.[^\s,;:<>()\[\]"'@.\\]+"""
)


@dataclass(frozen=True, slots=True)
class Notes:
    """How to start on one topic, or on several alike; ``topics`` is empty if on all."""

    topics: str
    questions: tuple[str, ...]
    resources: tuple[str, ...]


def title(brief: Brief) -> str:
    """``Ann Bell and Bo Li``."""
    return f"{brief.mentor.name} and {brief.learner.name}"


def about(party: Party) -> list[str]:
    """Department and time, as far as they are known."""
    time = f"{place(party.zone)} time" if party.zone else ""
    return [known for known in (party.department, time) if known]


def plan(brief: Brief) -> str:
    """How many meetings there are, and over what time."""
    number, weeks = len(brief.meetings), brief.weeks
    text = (
        f"{number} meeting{'' if number == 1 else 's'} of {brief.minutes} minutes "
        f"in {weeks} week{'' if weeks == 1 else 's'}"
    )
    return f"{text}, from {day_words(brief.start)}" if brief.start else text


def teacher(brief: Brief, meeting: Meeting) -> Party:
    """Who of the two teaches in a meeting."""
    return brief.mentor if meeting.taught_by == "mentor" else brief.learner


def notes(brief: Brief) -> list[Notes]:
    """How to start on the topics; those with the same questions and resources together."""
    alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for one in brief.topics:
        alike.setdefault((one.questions, one.resources), []).append(one.topic)
    every = len(alike) == 1
    return [
        Notes("" if every else listed(topics), questions, resources)
        for (questions, resources), topics in alike.items()
    ]


def web_link(text: str) -> str | None:
    """The address, if the whole text is one of the web."""
    return text if _WEB.fullmatch(text) and printable(text) == text else None


def address_in(text: str) -> str | None:
    """The first e-mail address in a text."""
    found = _MAIL.search(text)
    return found[0].rstrip(".") if found else None


def mail_link(address: str) -> str:
    """Where a letter to an address is begun; nothing in it can add to that letter."""
    name, _, host = address.rpartition("@")
    return f"mailto:{quote(name, safe='')}@{quote(host, safe='')}"
