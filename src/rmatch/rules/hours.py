"""``hours``: both have time zones, and too few minutes a week in common."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from rmatch.blocks import Index, Lookup
from rmatch.hours import NO_ZONE, SharedMinutes
from rmatch.roster.people import Person

__all__ = ["Hours"]


class Hours:
    """Fewer than ``least`` shared minutes a week; off where one has no time zone."""

    def __init__(
        self,
        juniors: Sequence[Person],
        seniors: Sequence[Person],
        least: int,
        start: date | None,
    ) -> None:
        shared = SharedMinutes(juniors, seniors, start)
        self._shared, self._least = shared, least
        self._lookup = Lookup(shared.row_groups, shared.column_groups, shared.sizes, self._values)

    def block(self, rows: Index, columns: Index) -> NDArray[np.bool_]:
        """Which pairs of the block are forbidden."""
        return self._lookup.block(rows, columns)

    def _values(self, rows: Index, columns: Index) -> NDArray[np.bool_]:
        minutes = self._shared.values(rows, columns)
        return np.not_equal(minutes, NO_ZONE) & (minutes < self._least)
