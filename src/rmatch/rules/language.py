"""``language``: both list languages, and share none."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rmatch.blocks import Index, Lookup, Product, group
from rmatch.roster.people import Person

__all__ = ["Language"]


class Language:
    """Both list some language, none of them shared."""

    def __init__(self, juniors: Sequence[Person], seniors: Sequence[Person]) -> None:
        row_groups, row_sets = group(person.languages for person in juniors)
        column_groups, column_sets = group(person.languages for person in seniors)
        self._shared = Product.of(
            [dict.fromkeys(languages, 1) for languages in row_sets],
            [dict.fromkeys(languages, 1) for languages in column_sets],
        )
        self._row_lists = np.array([bool(languages) for languages in row_sets], dtype=bool)
        self._column_lists = np.array([bool(languages) for languages in column_sets], dtype=bool)
        sizes = (len(row_sets), len(column_sets))
        self._lookup = Lookup(row_groups, column_groups, sizes, self._values)

    def block(self, rows: Index, columns: Index) -> NDArray[np.bool_]:
        """Which pairs of the block are forbidden."""
        return self._lookup.block(rows, columns)

    def _values(self, rows: Index, columns: Index) -> NDArray[np.bool_]:
        both_list = self._row_lists[rows][:, None] & self._column_lists[columns][None, :]
        none_shared = self._shared.block(rows, columns) == 0
        return np.asarray(both_list & none_shared, dtype=bool)
