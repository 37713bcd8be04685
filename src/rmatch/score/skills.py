"""``skill_gap`` and ``reciprocity``: steps of the learner's wants that the teacher covers.

With T the teacher's level, own and gap the learner's, the teacher covers the first
``min(max(T - own, 0), gap)`` steps of a want. Every step has its whole share of the
component's weight, so the value of a want is a table over T, and all pairs are one
product of "teaches skill k at level T" with those tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from rmatch.blocks import Index, Product
from rmatch.roster.evidence import gaps
from rmatch.roster.people import HIGHEST_LEVEL, Person, Want
from rmatch.score.weights import apportion

__all__ = ["OpenWant", "Reciprocity", "SkillGap", "Steps", "reciprocity_idle"]


@dataclass(frozen=True, slots=True)
class OpenWant:
    """A want with a gap, and the hundredths that each of its steps earns."""

    want: Want
    own: int
    steps: tuple[int, ...]

    def covered(self, teach: int) -> int:
        """Number of steps that a teacher of level ``teach`` covers."""
        return min(max(teach - self.own, 0), len(self.steps))

    def earned(self, teach: int) -> int:
        """Hundredths of a point that a teacher of level ``teach`` earns."""
        return sum(self.steps[: self.covered(teach)])


class Steps:
    """Splits a component's weight over the steps of a person's wants.

    Parameters
    ----------
    weight
        The component's scaled weight W, in hundredths of a point.
    """

    def __init__(self, weight: int) -> None:
        self._weight = weight
        self._splits: dict[tuple[tuple[Fraction, int], ...], tuple[int, ...]] = {}
        self._known: dict[str, tuple[OpenWant, ...]] = {}

    def of(self, person: Person) -> tuple[OpenWant, ...]:
        """The person's wants with a gap, by compared skill name, with their steps.

        All people that one object is asked about are of one roster: an id is one person.
        """
        if person.id not in self._known:
            self._known[person.id] = self._split(person)
        return self._known[person.id]

    def _split(self, person: Person) -> tuple[OpenWant, ...]:
        found = gaps(person)
        if not found:
            return ()
        # Many people share the same weights and gaps: each pattern is split once.
        pattern = tuple((want.weight, gap) for want, _, gap in found)
        split = self._splits.get(pattern)
        if split is None:
            split = apportion([w for w, gap in pattern for _ in range(gap)], self._weight)
            self._splits[pattern] = split
        wants, first = [], 0
        for want, own, gap in found:
            wants.append(OpenWant(want, own, split[first : first + gap]))
            first += gap
        return tuple(wants)


class SkillGap:
    """Hundredths that juniors earn by covering the seniors' wants."""

    def __init__(
        self, teaching: Sequence[Mapping[str, int]], seniors: Sequence[Person], steps: Steps
    ) -> None:
        self._product = Product.of(_levels(teaching), _earnings(seniors, steps))

    def block(self, rows: Index, columns: Index) -> NDArray[np.int16]:
        """Hundredths of the block, int16."""
        return self._product.block(rows, columns)


class Reciprocity:
    """The same with the two people swapped: seniors cover the juniors' wants."""

    def __init__(
        self, juniors: Sequence[Person], teaching: Sequence[Mapping[str, int]], steps: Steps
    ) -> None:
        self._product = Product.of(_earnings(juniors, steps), _levels(teaching))

    def block(self, rows: Index, columns: Index) -> NDArray[np.int16]:
        """Hundredths of the block, int16."""
        return self._product.block(rows, columns)


def reciprocity_idle(juniors: Iterable[Person]) -> str | None:
    """Why ``reciprocity`` is not active, or ``None`` if it is."""
    if any(gaps(junior) for junior in juniors):
        return None
    return "no junior wants a skill above their own level"


def _levels(teaching: Sequence[Mapping[str, int]]) -> list[dict[tuple[str, int], int]]:
    """Indicator of (skill, level) for each teacher."""
    return [dict.fromkeys(levels.items(), 1) for levels in teaching]


def _earnings(people: Sequence[Person], steps: Steps) -> list[dict[tuple[str, int], int]]:
    """Hundredths that a teacher of (skill, level) earns, for each learner."""
    return [
        {
            (open_want.want.key, level): open_want.earned(level)
            for open_want in steps.of(person)
            for level in range(open_want.own + 1, HIGHEST_LEVEL + 1)
        }
        for person in people
    ]
