"""Rules that list pairs: ``self``, ``successor``, ``avoids``, ``decision``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from rmatch.blocks import Index, PairList
from rmatch.roster.people import Person

__all__ = ["Avoids", "Decided", "Self", "Successor", "same_person"]


class _Listed:
    """A rule that forbids a sparse list of pairs."""

    def __init__(self, pairs: PairList) -> None:
        self._pairs = pairs

    def block(self, rows: Index, columns: Index) -> NDArray[np.bool_]:
        """Which pairs of the block are forbidden."""
        return self._pairs.block(rows, columns).astype(np.bool_)


class Self(_Listed):
    """The junior is the senior (a person with role ``both``)."""

    def __init__(self, juniors: Sequence[Person], seniors: Sequence[Person]) -> None:
        super().__init__(same_person(juniors, seniors))


class Successor(_Listed):
    """Either is in line for the other's role."""

    def __init__(self, juniors: Sequence[Person], seniors: Sequence[Person]) -> None:
        super().__init__(_either_names(juniors, seniors, lambda person: person.successor_of))


class Avoids(_Listed):
    """Either wishes never to be paired with the other."""

    def __init__(self, juniors: Sequence[Person], seniors: Sequence[Person]) -> None:
        super().__init__(_either_names(juniors, seniors, lambda person: person.avoids))


class Decided(_Listed):
    """Somebody vetoed or declined the pair, or asked for another one."""

    def __init__(self, pairs: Collection[tuple[int, int]], shape: tuple[int, int]) -> None:
        super().__init__(PairList(dict.fromkeys(pairs, 1), shape))


def same_person(
    juniors: Sequence[Person], seniors: Sequence[Person], but: Collection[str] = ()
) -> PairList:
    """The pairs of a person with themselves, leaving out the ids in ``but``."""
    columns = {senior.id: column for column, senior in enumerate(seniors)}
    pairs = {
        (row, columns[junior.id]): 1
        for row, junior in enumerate(juniors)
        if junior.id in columns and junior.id not in but
    }
    return PairList(pairs, (len(juniors), len(seniors)))


def _either_names(
    juniors: Sequence[Person],
    seniors: Sequence[Person],
    named: Callable[[Person], Collection[str]],
) -> PairList:
    """The pairs of which either person names the other."""
    rows = {junior.id: row for row, junior in enumerate(juniors)}
    columns = {senior.id: column for column, senior in enumerate(seniors)}
    pairs = {}
    for row, junior in enumerate(juniors):
        pairs.update({(row, columns[other]): 1 for other in named(junior) if other in columns})
    for column, senior in enumerate(seniors):
        pairs.update({(rows[other], column): 1 for other in named(senior) if other in rows})
    return PairList(pairs, (len(juniors), len(seniors)))
