"""``shared_goals``: Jaccard index of what the two people hope to get from it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rmatch.blocks import Index, Lookup, Product, group
from rmatch.roster.people import Person
from rmatch.score.weights import half_even

__all__ = ["SharedGoals", "shared_goals_idle"]


class SharedGoals:
    """Shared goals over all goals of the two; 0 if neither has any."""

    def __init__(self, juniors: Sequence[Person], seniors: Sequence[Person], weight: int) -> None:
        row_groups, row_sets = group(frozenset(person.goals) for person in juniors)
        column_groups, column_sets = group(frozenset(person.goals) for person in seniors)
        self._shared = Product.of(
            [dict.fromkeys(goals, 1) for goals in row_sets],
            [dict.fromkeys(goals, 1) for goals in column_sets],
        )
        self._row_goals = np.array([len(goals) for goals in row_sets], dtype=np.intp)
        self._column_goals = np.array([len(goals) for goals in column_sets], dtype=np.intp)
        most = (max(map(len, row_sets), default=0), max(map(len, column_sets), default=0))
        self._points = _points(min(most), sum(most), weight)
        sizes = (len(row_sets), len(column_sets))
        self._lookup = Lookup(row_groups, column_groups, sizes, self._values)

    def block(self, rows: Index, columns: Index) -> NDArray[np.int16]:
        """Hundredths of the block, int16."""
        return self._lookup.block(rows, columns)

    def _values(self, rows: Index, columns: Index) -> NDArray[np.int16]:
        shared = self._shared.block(rows, columns).astype(np.intp)
        both = self._row_goals[rows][:, None] + self._column_goals[columns][None, :]
        points: NDArray[np.int16] = self._points[shared, both - shared]
        return points


def shared_goals_idle(juniors: Sequence[Person], seniors: Sequence[Person]) -> str | None:
    """Why ``shared_goals`` is not active, or ``None`` if it is."""
    wished = {goal for person in juniors for goal in person.goals}
    if any(not wished.isdisjoint(person.goals) for person in seniors):
        return None
    return "no junior and senior share a goal"


def _points(most_shared: int, most: int, weight: int) -> NDArray[np.int16]:
    """Hundredths by shared goals (first axis) and goals of the two together (second)."""
    points = np.zeros((most_shared + 1, most + 1), dtype=np.int16)
    for together in range(1, most + 1):
        for shared in range(1, min(together, most_shared) + 1):
            points[shared, together] = half_even(weight * shared, together)
    return points
