"""The pairings to be audited, in arrays, and what is odd about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rmatch.cohort import BLOCK_PAIRS, Cohort, shown_rules
from rmatch.roster.evidence import gaps, teach
from rmatch.roster.people import Person
from rmatch.roster.sensitive import SENSITIVE_TOPIC
from rmatch.roster.skills import SkillGrammar

__all__ = ["SIDES", "Paired", "Topics"]

SIDES = ("junior", "senior")


@dataclass(frozen=True, eq=False)
class Paired:
    """Pairings of a cohort, wherever they were made.

    Attributes
    ----------
    cohort
        Scores, rules and people.
    rows, columns
        Positions of each pairing's junior and senior, sorted.
    notes
        What does not fit the cohort: such pairings are audited all the same, but for
        those of people who do not take part.
    """

    cohort: Cohort
    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    notes: tuple[str, ...]

    @classmethod
    def of(cls, cohort: Cohort, pairs: Iterable[tuple[str, str]]) -> Paired:
        """The pairings given as (junior id, senior id)."""
        given = list(pairs)
        known = {
            (cohort.junior_index[junior], cohort.senior_index[senior])
            for junior, senior in given
            if junior in cohort.junior_index and senior in cohort.senior_index
        }
        strangers = [
            pair
            for pair in given
            if pair[0] not in cohort.junior_index or pair[1] not in cohort.senior_index
        ]
        ordered = np.array(sorted(known), dtype=np.intp).reshape(-1, 2)
        paired = cls(cohort, ordered[:, 0], ordered[:, 1], ())
        twice = len(given) - len(strangers) - len(known)
        return cls(cohort, ordered[:, 0], ordered[:, 1], tuple(paired._odd(len(strangers), twice)))

    def __len__(self) -> int:
        return len(self.rows)

    def people(self, side: str) -> tuple[Person, ...]:
        """The participants of a side."""
        return self.cohort.juniors if side == "junior" else self.cohort.seniors

    def ends(self, side: str) -> NDArray[np.intp]:
        """Position of each pairing's person of a side."""
        return self.rows if side == "junior" else self.columns

    def load(self, side: str) -> NDArray[np.int64]:
        """Pairings of each participant of a side."""
        return np.bincount(self.ends(side), minlength=len(self.people(side))).astype(np.int64)

    @cached_property
    def score(self) -> NDArray[np.int64]:
        """Hundredths of each pairing, also where a rule forbids it."""
        return self.cohort.score[self.rows, self.columns].astype(np.int64)

    @cached_property
    def legal(self) -> NDArray[np.bool_]:
        """Which pairings no rule forbids."""
        allowed: NDArray[np.bool_] = self.cohort.legal[self.rows, self.columns]
        return allowed

    @cached_property
    def parts(self) -> Mapping[str, NDArray[np.int64]]:
        """Active component to the hundredths of each pairing."""
        scorer = self.cohort.scorer
        parts = {name: np.empty(len(self), dtype=np.int64) for name in scorer.weights}
        for start in range(0, len(self), BLOCK_PAIRS):
            some = slice(start, start + BLOCK_PAIRS)
            for name, block in scorer.parts(self.rows[some], self.columns[some]).items():
                parts[name][some] = block.diagonal()
        return parts

    @cached_property
    def primary(self) -> tuple[str | None, ...]:
        """Compared name of each pairing's primary topic; None where nothing is covered."""
        found = []
        for row, column in zip(self.rows.tolist(), self.columns.tolist(), strict=True):
            topics = self.cohort.scorer.topics(row, column)
            found.append(topics[0].key if topics else None)
        return tuple(found)

    def rank(self, side: str) -> NDArray[np.int64]:
        """Place of each pairing among the person's legal ones: 1 where none scores higher."""
        best_first = self.cohort.legal_score if side == "junior" else self.cohort.legal_score.T
        above = [
            np.count_nonzero(best_first[person] > score)
            for person, score in zip(self.ends(side).tolist(), self.score.tolist(), strict=True)
        ]
        return np.array(above, dtype=np.int64) + 1

    def _odd(self, strangers: int, twice: int) -> list[str]:
        notes = []
        if strangers:
            notes.append(
                f"{_some(strangers)} left aside: the junior or the senior does not take part "
                "in that role."
            )
        if twice:
            notes.append(f"{_some(twice)} given more than once and counted once.")
        forbidden: dict[str, int] = {}
        for row, column, legal in zip(
            self.rows.tolist(), self.columns.tolist(), self.legal.tolist(), strict=True
        ):
            for rule in () if legal else shown_rules(self.cohort.forbidding(row, column)):
                forbidden[rule] = forbidden.get(rule, 0) + 1
        if forbidden:
            rules = ", ".join(f"{rule} {number}" for rule, number in forbidden.items())
            number = len(self) - int(np.count_nonzero(self.legal))
            notes.append(f"{_some(number)} forbidden by a rule of this policy ({rules}).")
        for side in SIDES:
            capacity = np.array([person.capacity for person in self.people(side)])
            above = int(np.count_nonzero(self.load(side) > capacity))
            if above:
                notes.append(
                    f"{above} {side}{'s have' if above > 1 else ' has'} more pairings than "
                    "the capacity."
                )
        return notes


def _some(number: int) -> str:
    return f"{number} pairing{'s are' if number > 1 else ' is'}"


@dataclass(frozen=True, eq=False)
class Topics:
    """Who can teach and who wants what, over the whole cohort.

    Attributes
    ----------
    listed
        The topics of ``[stereotypes] topics``: compared name to the name as shown.
    wanted
        Topics that a participating senior wants with a gap.
    teaching
        Each junior's level by topic (``teach`` above 0).
    open
        Each senior's wants with a gap.
    """

    listed: Mapping[str, str]
    wanted: frozenset[str]
    teaching: tuple[Mapping[str, int], ...]
    open: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, cohort: Cohort) -> Topics:
        policy = cohort.policy
        teaching = tuple(teach(junior, policy.evidence) for junior in cohort.juniors)
        wants = tuple(
            frozenset(want.key for want, _, _ in gaps(senior)) for senior in cohort.seniors
        )
        return cls(_listed(cohort), frozenset().union(*wants), teaching, wants)

    @cached_property
    def taught(self) -> frozenset[str]:
        """Topics that a junior can teach."""
        return frozenset(key for levels in self.teaching for key in levels)

    def qualified(self, side: str, topic: str | None = None) -> NDArray[np.bool_]:
        """Juniors who can teach what somebody wants; seniors who want what somebody can teach.

        With ``topic``, for that topic alone.
        """
        if side == "junior":
            chosen = self.wanted if topic is None else self.wanted & {topic}
            found = [not chosen.isdisjoint(levels) for levels in self.teaching]
        else:
            chosen = self.taught if topic is None else self.taught & {topic}
            found = [not chosen.isdisjoint(wants) for wants in self.open]
        return np.array(found, dtype=np.bool_)


def _listed(cohort: Cohort) -> dict[str, str]:
    """Compared name to the policy's spelling; sensitive topics are not named, only told apart."""
    grammar = SkillGrammar.of(cohort.policy.skills)
    listed: dict[str, str] = {}
    for name in cohort.policy.stereotypes.topics:
        listed.setdefault(grammar.key(name), name)
    private = [key for key, name in listed.items() if cohort.roster.hides(name)]
    for place, key in enumerate(private, start=1):
        listed[key] = SENSITIVE_TOPIC if len(private) == 1 else f"{SENSITIVE_TOPIC} ({place})"
    return listed
