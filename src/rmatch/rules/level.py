"""``level_gap``: the junior must be below the senior, and not too far below."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rmatch.blocks import Index, Lookup, group
from rmatch.roster.people import Person

__all__ = ["LevelGap"]


class LevelGap:
    """Fewer than ``least`` levels, or more than ``most``, from the junior up to the senior.

    Off for a pair of whom one has no level. ``most`` may be ``None``: no upper limit.
    """

    def __init__(
        self, juniors: Sequence[Person], seniors: Sequence[Person], least: int, most: int | None
    ) -> None:
        row_groups, row_levels = group(person.level for person in juniors)
        column_groups, column_levels = group(person.level for person in seniors)
        self._least, self._most = least, most
        self._row_known = np.array([level is not None for level in row_levels], dtype=bool)
        self._column_known = np.array([level is not None for level in column_levels], dtype=bool)
        # Python's whole numbers: a level may have any number of digits.
        self._row_levels = np.array([level or 0 for level in row_levels], dtype=object)
        self._column_levels = np.array([level or 0 for level in column_levels], dtype=object)
        sizes = (len(row_levels), len(column_levels))
        self._lookup = Lookup(row_groups, column_groups, sizes, self._values)

    def block(self, rows: Index, columns: Index) -> NDArray[np.bool_]:
        """Which pairs of the block are forbidden."""
        return self._lookup.block(rows, columns)

    def _values(self, rows: Index, columns: Index) -> NDArray[np.bool_]:
        distance = self._column_levels[columns][None, :] - self._row_levels[rows][:, None]
        wrong = (distance < self._least).astype(bool)
        if self._most is not None:
            wrong |= (distance > self._most).astype(bool)
        known = self._row_known[rows][:, None] & self._column_known[columns][None, :]
        return np.asarray(wrong & known, dtype=bool)
