"""What is true of a pairing, as far as its two people may be told: what the words are made from."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Facts"]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names as the roster has them, and nothing worked out about people.

    Attributes
    ----------
    mentor, learner
        Their names.
    taught, returned
        Topics that the mentor teaches, and those that come back.
    departments
        The mentor's and the learner's as written; empty where unknown.
    same_department
        Whether both are known and the same.
    goals, languages
        What the two have in common.
    dated
        Whether the programme has a first day.
    meetings
        How many there are.
    timeless
        Each reason why a meeting has no time, and the numbers of such meetings.
    without_meeting
        Topics for which there are too few meetings.
    beyond
        Name of a person, and what else that person wants to learn.
    unreachable
        Names of those without an e-mail address.
    contact
        Whom to write to.
    """

    mentor: str
    learner: str
    taught: tuple[str, ...]
    returned: tuple[str, ...]
    departments: tuple[str, str]
    same_department: bool
    goals: tuple[str, ...]
    languages: tuple[str, ...]
    dated: bool
    meetings: int
    timeless: tuple[tuple[str, tuple[int, ...]], ...]
    without_meeting: tuple[str, ...]
    beyond: tuple[tuple[str, tuple[str, ...]], ...]
    unreachable: tuple[str, ...]
    contact: str

    @property
    def topics(self) -> tuple[str, ...]:
        return (*self.taught, *self.returned)
