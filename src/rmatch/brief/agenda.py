"""Which topic belongs to which meeting: everything that is taught gets its turn."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from rmatch.brief.model import Meeting
from rmatch.brief.words import CLOSING, HALF_TIME, ONLY_MEETING, OPENING

if TYPE_CHECKING:
    from rmatch.brief.meetings import Slot
    from rmatch.score import Topic

__all__ = ["Agreed", "agenda", "purpose", "rotation"]

Teacher = Literal["mentor", "learner"]


class Agreed(NamedTuple):
    """A topic and who of the two teaches it."""

    topic: Topic
    teacher: Teacher


def rotation(
    taught: Sequence[Topic], returned: Sequence[Topic], meetings: int
) -> tuple[Agreed, ...]:
    """A topic for each meeting; nothing without any topic.

    Parameters
    ----------
    taught, returned
        What the mentor teaches and what comes back, the weightiest first.
    meetings
        How many there are.

    Notes
    -----
    Where all topics fit, each is taken up, and all about equally often. What comes back takes no
    more than half of the meetings unless it needs more to fit; the mentor begins.
    """
    back = _returned_meetings(len(taught), len(returned), meetings)
    found = []
    mine = theirs = 0
    for number in range(1, meetings + 1):
        if _turns(number, back, meetings) > _turns(number - 1, back, meetings):
            found.append(Agreed(returned[theirs % len(returned)], "learner"))
            theirs += 1
        elif taught:
            found.append(Agreed(taught[mine % len(taught)], "mentor"))
            mine += 1
    return tuple(found)


def _returned_meetings(taught: int, returned: int, meetings: int) -> int:
    """How many meetings are about what comes back."""
    if not returned or not taught:
        return meetings if returned else 0
    fair = min(meetings * returned // (taught + returned), meetings // 2)
    needed = returned if taught + returned <= meetings else 1
    return min(max(fair, needed), meetings - 1)


def _turns(number: int, back: int, meetings: int) -> int:
    """How many of the first so many meetings are about what comes back: evenly spread."""
    return (number * back + (meetings - back) // 2) // meetings


def purpose(number: int, meetings: int) -> str:
    """What else belongs into a meeting, numbered from 1."""
    if meetings == 1:
        return ONLY_MEETING
    middle = (meetings + 1) // 2 if meetings > 2 else 0
    return {1: OPENING, middle: HALF_TIME, meetings: CLOSING}.get(number, "")


def agenda(
    agreed: Sequence[Agreed], slots: Sequence[Slot], sensitive: Collection[str]
) -> tuple[Meeting, ...]:
    """The meetings: in each slot its topic and what else belongs there.

    ``sensitive``: compared names of topics that no calendar may name. A pairing that has one
    gets no topic in its calendar at all: a single event without one would tell.
    """
    discreet = any(one.topic.key in sensitive for one in agreed)
    meetings = []
    for number, slot in enumerate(slots, start=1):
        what = agreed[number - 1] if agreed else None
        meetings.append(
            Meeting(
                number=number,
                week=slot.week,
                topic=what.topic.name if what else "",
                taught_by=what.teacher if what else "mentor",
                discreet=discreet,
                purpose=purpose(number, len(slots)),
                start=slot.start,
                day=slot.day,
                why_no_time=slot.why_no_time,
            )
        )
    return tuple(meetings)
