"""What the evidence rests on: stated levels by provenance, and points from self-ratings."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from rmatch.audit.figures import Figure
from rmatch.audit.groups import Groups
from rmatch.audit.paired import Paired
from rmatch.audit.suppress import hidden
from rmatch.policy import PROVENANCES
from rmatch.roster.people import Person
from rmatch.score import Topic

__all__ = ["earned_from_self", "points_from_self", "stated_levels"]


def stated_levels(groups: Groups, paired: Paired) -> list[Figure]:
    """Mean level of the skills that people state, by provenance; unrated ones left aside."""
    people = paired.people(groups.side)
    found = []
    for provenance in PROVENANCES:
        each = [
            [s.level for s in person.skills.values() if s.rated and s.provenance == provenance]
            for person in people
        ]
        number = np.array([len(levels) for levels in each], dtype=np.int64)
        with_some = groups.count(number > 0)
        if not any(with_some):
            continue
        totals = groups.sums(np.array([sum(levels) for levels in each], dtype=np.int64))
        counts = groups.sums(number)
        means = [Fraction(a, b) if b else None for a, b in zip(totals, counts, strict=True)]
        hide = hidden(with_some, groups.minimum)
        found += groups.figures("evidence", provenance, "mean stated level", means, with_some, hide)
    return found


def points_from_self(
    groups: Groups, paired: Paired, earned: NDArray[np.int64], away: Sequence[bool]
) -> list[Figure]:
    """Share of the pairings' points that rests on the teacher's own rating.

    ``away`` tells the groups of which not even the number of pairings is shown.
    """
    load, ends = paired.load(groups.side), paired.ends(groups.side)
    people = groups.count(load > 0)
    sums = np.zeros((2, len(load)), dtype=np.int64)
    np.add.at(sums[0], ends, earned)
    np.add.at(sums[1], ends, paired.score)
    own, every = groups.sums(sums[0]), groups.sums(sums[1])
    if not any(every):
        return []
    shares = [Fraction(a, b) if b else None for a, b in zip(own, every, strict=True)]
    hide = hidden(
        people, groups.minimum, (own, every), force=[i for i, gone in enumerate(away) if gone]
    )
    measure = "share of the points that rests on self-ratings"
    return groups.figures("evidence", "", measure, shares, people, hide)


def earned_from_self(paired: Paired) -> NDArray[np.int64]:
    """Hundredths of each pairing that a skill earns whose level is the teacher's own word."""
    scorer = paired.cohort.scorer
    both = ("skill_gap" in scorer.weights, "reciprocity" in scorer.weights)
    earned = np.zeros(len(paired), dtype=np.int64)
    for place, (row, column) in enumerate(
        zip(paired.rows.tolist(), paired.columns.tolist(), strict=True)
    ):
        junior, senior = paired.cohort.juniors[row], paired.cohort.seniors[column]
        if both[0]:
            earned[place] += _from_self(junior, scorer.topics(row, column))
        if both[1]:
            earned[place] += _from_self(senior, scorer.topics_back(row, column))
    return earned


def _from_self(teacher: Person, topics: tuple[Topic, ...]) -> int:
    return sum(t.hundredths for t in topics if teacher.skills[t.key].provenance == "self")
