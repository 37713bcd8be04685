"""What the two people of a pairing are told, from the roster and the policy alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING

from rmatch.brief.agenda import agenda, rotation
from rmatch.brief.facts import Facts
from rmatch.brief.meetings import Earlier, Slot, planned, programme_weeks
from rmatch.brief.model import Brief, Meeting, Party, TopicNotes
from rmatch.brief.names import stems
from rmatch.brief.words import (
    CALLED,
    GENERAL_QUESTIONS,
    expectations,
    gains_of_learner,
    gains_of_mentor,
    ground_rules,
    still_open,
    why,
)
from rmatch.roster.evidence import gaps, teach
from rmatch.roster.language_names import ENGLISH_NAMES
from rmatch.roster.names import unique
from rmatch.roster.skills import SkillGrammar

if TYPE_CHECKING:
    from rmatch.cohort import Cohort
    from rmatch.roster import Person
    from rmatch.roster.people import Zone
    from rmatch.score import Topic
    from rmatch.solved import Solved

__all__ = ["briefs_of"]

# Of what a person offers, and wants, beyond this pairing.
MOST_FURTHER = 4


def briefs_of(solved: Solved, earlier: Earlier | None = None) -> tuple[Brief, ...]:
    """The brief of every pairing, in the order of ``solved.pairs``.

    Parameters
    ----------
    solved
        The cohort with its pairings.
    earlier
        The meetings that people's calendars have (:func:`rmatch.brief.meetings.planned`).
    """
    cohort = solved.cohort
    people = [(cohort.juniors[row], cohort.seniors[column]) for row, column in solved.pairs]
    names = stems([(mentor.id, learner.id) for mentor, learner in people])
    slots = planned(people, cohort.policy.programme, earlier)
    programme = _Programme(cohort)
    return tuple(
        _brief(programme, _Pair(cohort, row, column), name, own)
        for (row, column), name, own in zip(solved.pairs, names, slots, strict=True)
    )


class _Programme:
    """What is the same for all pairings."""

    def __init__(self, cohort: Cohort) -> None:
        self.choices = cohort.policy.programme
        self.words = {**CALLED, **self.choices.words}
        key = SkillGrammar.of(cohort.policy.skills).key
        self._questions = {key(name): told for name, told in self.choices.questions.items()}
        self._resources = {key(name): told for name, told in self.choices.resources.items()}

    def notes(self, topic: Topic) -> TopicNotes:
        """How to start on a topic."""
        questions = self._questions.get(topic.key) or GENERAL_QUESTIONS
        return TopicNotes(topic.name, questions, self._resources.get(topic.key, ()))


class _Pair:
    """One pairing's facts, each looked up once."""

    def __init__(self, cohort: Cohort, row: int, column: int) -> None:
        self.cohort = cohort
        self.mentor, self.learner = cohort.juniors[row], cohort.seniors[column]
        self.taught = cohort.scorer.topics(row, column)
        self.returned = cohort.scorer.topics_back(row, column)

    @cached_property
    def departments(self) -> tuple[str, str]:
        """The mentor's and the learner's as written."""
        return "/".join(self.mentor.department), "/".join(self.learner.department)

    def offers(self, person: Person, other: Person, topics: Sequence[Topic]) -> tuple[str, ...]:
        """What a person teaches here, then what else they teach best; nothing sensitive.

        What the other knows as well, or what the person wants to learn more of, is no offer.
        """
        levels = teach(person, self.cohort.policy.evidence)
        keys = {topic.key for topic in topics} | self.cohort.roster.sensitive
        keys |= {want.key for want, _, _ in gaps(person)}
        keys |= {key for key, level in levels.items() if other.own(key) >= level}
        best = sorted(levels.keys() - keys, key=lambda key: (-levels[key], key))[:MOST_FURTHER]
        # By name: the order is not to tell what the levels are.
        further = [person.skills[key].name for key in sorted(best)]
        return unique([*(topic.name for topic in topics), *further])

    def beyond(self, person: Person, topics: Sequence[Topic]) -> tuple[str, ...]:
        """What a person wants to learn besides, by name; nothing sensitive."""
        keys = {topic.key for topic in topics} | self.cohort.roster.sensitive
        wants = [want for want, _, _ in gaps(person) if want.key not in keys]
        return tuple(want.name for want in sorted(wants, key=lambda want: want.key))

    @cached_property
    def goals(self) -> tuple[str, ...]:
        """Goals of both in the learner's spelling, without those that name lived experience."""
        shared = sorted(self.mentor.goals.keys() & self.learner.goals.keys())
        return tuple(self.learner.goals[k] for k in shared if not self.cohort.roster.hides(k))

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Languages of both by their English names."""
        names = _language_names()
        shared = self.mentor.languages & self.learner.languages
        return tuple(sorted(names.get(code, code) for code in shared))


def _brief(programme: _Programme, pair: _Pair, stem: str, slots: Sequence[Slot]) -> Brief:
    choices = programme.choices
    agreed = rotation(pair.taught, pair.returned, len(slots))
    meetings = agenda(agreed, slots, pair.cohort.roster.sensitive)
    facts = _facts(programme, pair, meetings)
    called = (programme.words["junior"], programme.words["senior"])
    named = {one.topic.key: one.topic for one in agreed}
    return Brief(
        stem=stem,
        mentor=_party(
            pair.mentor,
            called[0],
            brings=pair.offers(pair.mentor, pair.learner, pair.taught),
            wants=_wants(pair.returned, pair.beyond(pair.mentor, pair.returned)),
            gains=gains_of_mentor(facts),
        ),
        learner=_party(
            pair.learner,
            called[1],
            brings=pair.offers(pair.learner, pair.mentor, pair.returned),
            wants=_wants(pair.taught, pair.beyond(pair.learner, pair.taught)),
            gains=gains_of_learner(facts),
        ),
        why=why(facts),
        meetings=meetings,
        minutes=choices.minutes,
        weeks=programme_weeks(choices),
        start=choices.start,
        topics=tuple(map(programme.notes, named.values())),
        expectations=expectations(*called),
        open=still_open(facts),
        rules=ground_rules(called[1], choices.contact),
        contact=choices.contact,
    )


def _party(
    person: Person,
    called: str,
    *,
    brings: tuple[str, ...],
    wants: tuple[str, ...],
    gains: tuple[str, ...],
) -> Party:
    return Party(
        id=person.id,
        name=person.name,
        email=person.email,
        department="/".join(person.department),
        called=called,
        zone=_zone(person.zone),
        brings=brings,
        wants=wants,
        gains=gains,
    )


def _facts(programme: _Programme, pair: _Pair, meetings: Sequence[Meeting]) -> Facts:
    mentor, learner = pair.mentor, pair.learner
    met = {meeting.topic for meeting in meetings}
    beyond = (
        (mentor.name, pair.beyond(mentor, pair.returned)),
        (learner.name, pair.beyond(learner, pair.taught)),
    )
    return Facts(
        mentor=mentor.name,
        learner=learner.name,
        taught=_names(pair.taught),
        returned=_names(pair.returned),
        departments=pair.departments,
        same_department=mentor.department_key == learner.department_key != (),
        goals=pair.goals,
        languages=pair.languages,
        dated=programme.choices.start is not None,
        meetings=len(meetings),
        timeless=_timeless(meetings),
        without_meeting=unique(
            name for name in _names((*pair.taught, *pair.returned)) if name not in met
        ),
        beyond=tuple((name, names) for name, names in beyond if names),
        unreachable=tuple(person.name for person in (mentor, learner) if not person.email),
        contact=programme.choices.contact,
    )


def _timeless(meetings: Sequence[Meeting]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Each reason why a meeting has no time, and the numbers of such meetings."""
    found: dict[str, list[int]] = {}
    for meeting in meetings:
        if meeting.start is None:
            found.setdefault(meeting.why_no_time, []).append(meeting.number)
    return tuple((reason, tuple(numbers)) for reason, numbers in found.items())


def _wants(topics: Sequence[Topic], beyond: Sequence[str]) -> tuple[str, ...]:
    """What the other teaches, and some of the rest: how much more there is, is told as open."""
    return _names(topics) + tuple(beyond[:MOST_FURTHER])


def _names(topics: Sequence[Topic]) -> tuple[str, ...]:
    return tuple(topic.name for topic in topics)


def _zone(zone: Zone | None) -> str | None:
    """``Europe/Berlin``; ``UTC+05:30`` where only the difference is known."""
    if zone is None or zone.name is not None:
        return zone.name if zone else None
    minutes = zone.offset or 0
    return f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


# Never changes; read when first asked for.
@cache
def _language_names() -> Mapping[str, str]:
    """Code to English name."""
    entries = re.split(r"[|\n]", ENGLISH_NAMES.strip())
    return dict(entry.split(" ", 1) for entry in entries)
