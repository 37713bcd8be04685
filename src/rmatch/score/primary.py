"""Every pair's primary topic at once, and which pairs share a sensitive one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rmatch.roster.people import HIGHEST_LEVEL, Person
from rmatch.score.skills import OpenWant, Steps

__all__ = ["PrimaryTopics", "sensitive_pairs"]


@dataclass(frozen=True, eq=False)
class PrimaryTopics:
    """Every pair's primary topic: that of most hundredths, the first by name among equals.

    Attributes
    ----------
    keys
        Compared names of the skills that a senior wants, sorted.
    index
        Shape (juniors, seniors), int16 (int32 from 2^15 names on): a place in ``keys``, -1
        where the junior covers no step of any want.
    """

    keys: tuple[str, ...]
    index: NDArray[np.signedinteger]

    @classmethod
    def of(
        cls, teaching: Sequence[Mapping[str, int]], seniors: Sequence[Person], steps: Steps
    ) -> PrimaryTopics:
        """From the juniors' levels by skill and the seniors' wants with their steps.

        The result is that of :meth:`rmatch.score.Scorer.topics` for every pair.
        """
        wanted = _wanted(seniors, steps)
        keys = tuple(sorted(wanted))
        kind = np.int16 if len(keys) < 1 << 15 else np.int32
        index = np.full((len(teaching), len(seniors)), -1, dtype=kind)
        # Hundredths earned and 1, so that a step too small to earn any still counts.
        best = np.zeros(index.shape, dtype=np.int16)
        for place, key in enumerate(keys):
            cells, earned = _covered(teaching, key, wanted[key])
            # Names come in order: an equal one later does not take the place.
            better = earned > best[cells]
            best[cells] = np.where(better, earned, best[cells])
            index[cells] = np.where(better, kind(place), index[cells])
        return cls(keys, index)


def sensitive_pairs(
    teaching: Sequence[Mapping[str, int]],
    seniors: Sequence[Person],
    steps: Steps,
    sensitive: AbstractSet[str],
) -> NDArray[np.bool_]:
    """Shape (juniors, seniors), bool: pairs of whose topics any is sensitive."""
    found = np.zeros((len(teaching), len(seniors)), dtype=np.bool_)
    wanted = _wanted(seniors, steps)
    for key in sorted(wanted.keys() & sensitive):
        cells, earned = _covered(teaching, key, wanted[key])
        found[cells] |= earned > 0
    return found


def _wanted(seniors: Sequence[Person], steps: Steps) -> dict[str, list[tuple[int, OpenWant]]]:
    """Who wants each skill with a gap."""
    wanted: dict[str, list[tuple[int, OpenWant]]] = {}
    for column, senior in enumerate(seniors):
        for open_want in steps.of(senior):
            wanted.setdefault(open_want.want.key, []).append((column, open_want))
    return wanted


def _covered(
    teaching: Sequence[Mapping[str, int]], key: str, wants: Sequence[tuple[int, OpenWant]]
) -> tuple[tuple[NDArray[np.intp], NDArray[np.intp]], NDArray[np.int16]]:
    """Teachers of a skill by those who want it: the cells, and what each earns and 1.

    0 is a pair that covers no step.
    """
    rows = np.array([row for row, levels in enumerate(teaching) if key in levels], dtype=np.intp)
    columns = np.array([column for column, _ in wants], dtype=np.intp)
    by_level = np.zeros((HIGHEST_LEVEL + 1, len(wants)), dtype=np.int16)
    for place, (_, want) in enumerate(wants):
        for level in range(want.own + 1, HIGHEST_LEVEL + 1):
            by_level[level, place] = want.earned(level) + 1
    levels = np.array([teaching[row][key] for row in rows], dtype=np.intp)
    return (rows[:, None], columns[None, :]), by_level[levels]
