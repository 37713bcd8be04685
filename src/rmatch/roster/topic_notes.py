"""Topics that the policy has questions or resources for, and that nobody on the roster names."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence

from rmatch.errors import Problem, shortened
from rmatch.policy import Policy
from rmatch.roster.conditions import shown_topic
from rmatch.roster.people import Person
from rmatch.roster.sensitive import SENSITIVE_TOPIC
from rmatch.roster.skills import SkillGrammar

__all__ = ["unused_notes"]

# A programme keeps its notes from cohort to cohort, so what is merely unused is told briefly.
MOST_NAMED = 3


def unused_notes(
    people: Sequence[Person], sensitive: frozenset[str], policy: Policy
) -> Iterator[Problem]:
    """A warning for each such topic that nearly equals one of the roster, and one for the rest."""
    programme = policy.programme
    if not (programme.questions or programme.resources):
        return
    grammar = SkillGrammar.of(policy.skills)
    named = _named(people)
    # Never a sensitive one: the policy's reader may not know who lists it.
    ordinary = sorted(named.keys() - sensitive)
    rest: dict[str, None] = {}
    for table in ("questions", "resources"):
        for topic in getattr(programme, table):
            key = grammar.key(topic)
            if key in named:
                continue
            shown = shown_topic(topic, key, sensitive, policy)
            near = difflib.get_close_matches(key, ordinary, 1, 0.75)
            if near and shown != SENSITIVE_TOPIC:
                yield _unused(
                    f"[programme] {table}: nobody on the roster names the topic '{shown}', "
                    "so no brief shows them",
                    f"write '{named[near[0]]}' if that is meant",
                )
            else:
                rest[shown if shown == SENSITIVE_TOPIC else f"'{shortened(shown)}'"] = None
    if rest:
        yield _unused(
            f"[programme] questions and resources: nobody on the roster names {_listed(rest)}, "
            "so no brief shows them",
            "check the spelling, or leave them for another roster",
        )


def _unused(what: str, fix: str) -> Problem:
    return Problem("notes-on-no-topic", what, fix)


def _named(people: Sequence[Person]) -> dict[str, str]:
    """Every topic of the roster by its compared name, as the first person by id spells it."""
    named: dict[str, str] = {}
    for person in people:
        for skill in person.skills.values():
            named.setdefault(skill.key, skill.name)
        for want in person.wants.values():
            named.setdefault(want.key, want.name)
    return named


def _listed(topics: Mapping[str, None]) -> str:
    names = list(topics)
    more = len(names) - MOST_NAMED
    if more > 0:
        return ", ".join(names[:MOST_NAMED]) + f" and {more} more"
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))
