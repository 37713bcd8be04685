"""``shared_hours``: minutes a week in which both are available, over two hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from rmatch.blocks import Index, Lookup
from rmatch.hours import SharedMinutes
from rmatch.roster.people import Person
from rmatch.score.weights import half_even

__all__ = ["SharedHours", "shared_hours_idle"]

ENOUGH = 120


class SharedHours:
    """Shared minutes over 120, at most 1; 0 where one has no time zone."""

    def __init__(
        self,
        juniors: Sequence[Person],
        seniors: Sequence[Person],
        weight: int,
        start: date | None,
    ) -> None:
        self._shared = SharedMinutes(juniors, seniors, start)
        self._points = np.array(
            [half_even(weight * minutes, ENOUGH) for minutes in range(ENOUGH + 1)], dtype=np.int16
        )
        shared = self._shared
        self._lookup = Lookup(shared.row_groups, shared.column_groups, shared.sizes, self._values)

    def block(self, rows: Index, columns: Index) -> NDArray[np.int16]:
        """Hundredths of the block, int16."""
        return self._lookup.block(rows, columns)

    def _values(self, rows: Index, columns: Index) -> NDArray[np.int16]:
        return self._points[np.clip(self._shared.values(rows, columns), 0, ENOUGH)]


def shared_hours_idle(juniors: Sequence[Person], seniors: Sequence[Person]) -> str | None:
    """Why ``shared_hours`` is not active, or ``None`` if it is."""
    for people, side in ((juniors, "junior"), (seniors, "senior")):
        if all(person.zone is None for person in people):
            return f"no {side}'s time zone is known"
    return None
