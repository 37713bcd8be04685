"""Rows about single people: fewest pairings, and at most one on sensitive topics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.rows import LinearRow, PairSet
from rmatch.requirements.knobs import Figure, Knob
from rmatch.requirements.pairs import Mask, Pairs
from rmatch.requirements.parts import Part
from rmatch.requirements.whole import at_least, at_most
from rmatch.roster import Person

__all__ = ["Loads", "asked_loads", "loads_not_asked", "min_loads", "one_sensitive"]

Loads = tuple[NDArray[np.int64], NDArray[np.int64]]


def min_loads(pairs: Pairs, legal: Mask) -> Iterator[Part]:
    """``min_load`` of each person, in each role that the person has.

    Those whom nobody can be paired with have no row: they never stop a run.
    """
    rows: list[LinearRow] = []
    knobs: list[Knob] = []
    sides = (pairs.juniors, pairs.seniors)
    for side, (people, asked) in enumerate(zip(sides, asked_loads(*sides, legal), strict=True)):
        for place in np.flatnonzero(asked).tolist():
            person = people[place]
            of_person = _only(pairs, side, place)
            knob = Knob(
                rows=(len(rows),),
                setting=f"min_load:{person.id}:{person.role}",
                current=Fraction(person.min_load),
                most=False,
                figures=(Figure(of_person),),
                label=f"min_load of '{person.id}'",
            )
            rows.append(at_least(of_person, person.min_load))
            knobs.append(knob)
    if rows:
        yield Part("min_load", "min_load", tuple(rows), tuple(knobs))


def asked_loads(juniors: Sequence[Person], seniors: Sequence[Person], legal: Mask) -> Loads:
    """``min_load`` of each junior and each senior; 0 where no legal partner has a place.

    Places are those of the roster: one that a decision adds for a pairing is for that alone.
    """
    sides = (juniors, seniors)
    least = (np.array([person.min_load for person in side], dtype=np.int64) for side in sides)
    loads = zip(least, _partners(*sides, legal), strict=True)
    of_juniors, of_seniors = (np.where(partners > 0, load, 0) for load, partners in loads)
    return of_juniors, of_seniors


def loads_not_asked(
    juniors: Sequence[Person], seniors: Sequence[Person], legal: Mask
) -> tuple[str, ...]:
    """Ids of those whose ``min_load`` is not asked, as no legal partner has a place for them."""
    sides = (juniors, seniors)
    return tuple(
        sorted(
            {
                person.id
                for people, asked in zip(sides, asked_loads(*sides, legal), strict=True)
                for person, load in zip(people, asked.tolist(), strict=True)
                if person.min_load and not load
            }
        )
    )


def _partners(juniors: Sequence[Person], seniors: Sequence[Person], legal: Mask) -> Loads:
    """Legal partners with a place: how many each junior has, and each senior."""
    usable = legal.copy()
    usable[[person.capacity == 0 for person in juniors]] = False
    usable[:, [person.capacity == 0 for person in seniors]] = False
    return np.count_nonzero(usable, axis=1), np.count_nonzero(usable, axis=0)


def one_sensitive(pairs: Pairs, legal: Mask, sensitive: Mask | None) -> Iterator[Part]:
    """At most one pairing on sensitive topics for each junior who could get two.

    No knob: nothing proposes to give it up.
    """
    if sensitive is None:
        return
    could = np.count_nonzero(sensitive & legal, axis=1)
    rows = [
        at_most(PairSet(_only(pairs, 0, place).rows, sensitive[place]), 1)
        for place, junior in enumerate(pairs.juniors)
        if junior.capacity > 1 and could[place] > 1
    ]
    if rows:
        yield Part("sensitive_topics", "sensitive", tuple(rows))


def _only(pairs: Pairs, side: int, place: int) -> PairSet:
    """The pairs of one person in one role."""
    masks = list(pairs.everyone)
    masks[side] = np.zeros(len(masks[side]), dtype=np.bool_)
    masks[side][place] = True
    return PairSet(*masks)
