"""``preference``: whom the two people named, by rank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from rmatch.blocks import Index, PairList
from rmatch.roster.people import Person
from rmatch.score.weights import half_even

__all__ = ["Preference", "preference_idle"]


class Preference:
    """Mean of 1/rank over the sides that named anyone; 0 if neither did.

    A side that named others but not this partner counts 0; a rank is the position
    as written, whether or not the people named before take part.
    """

    def __init__(self, juniors: Sequence[Person], seniors: Sequence[Person], weight: int) -> None:
        values: dict[tuple[int, int], Fraction] = {}
        for row, column, rank in _wishes(juniors, seniors):
            values[row, column] = Fraction(1, rank)
        for column, row, rank in _wishes(seniors, juniors):
            values[row, column] = values.get((row, column), Fraction(0)) + Fraction(1, rank)
        points = {}
        for (row, column), value in values.items():
            sides = bool(juniors[row].prefers) + bool(seniors[column].prefers)
            points[row, column] = half_even(weight * value.numerator, sides * value.denominator)
        self._pairs = PairList(points, (len(juniors), len(seniors)))

    def block(self, rows: Index, columns: Index) -> NDArray[np.int16]:
        """Hundredths of the block, int16."""
        return self._pairs.block(rows, columns)


def preference_idle(juniors: Sequence[Person], seniors: Sequence[Person]) -> str | None:
    """Why ``preference`` is not active, or ``None`` if it is."""
    for people, others in ((juniors, seniors), (seniors, juniors)):
        if next(_wishes(people, others), None) is not None:
            return None
    return "no participant prefers a participant of the other side"


def _wishes(people: Sequence[Person], others: Sequence[Person]) -> Iterator[tuple[int, int, int]]:
    """Position, the other's position and rank of every wish between the two sides."""
    places = {other.id: place for place, other in enumerate(others)}
    for place, person in enumerate(people):
        for rank, named in enumerate(person.prefers, start=1):
            if named in places:
                yield place, places[named], rank
