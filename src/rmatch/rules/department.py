"""``department``: both are in the same department, by the whole path."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rmatch.blocks import Equal, Index
from rmatch.roster.people import Person

__all__ = ["Department"]


class Department:
    """Equal whole department path; off where one is unknown."""

    def __init__(self, juniors: Sequence[Person], seniors: Sequence[Person]) -> None:
        self._same = Equal(
            (person.department_key or None for person in juniors),
            (person.department_key or None for person in seniors),
        )

    def block(self, rows: Index, columns: Index) -> NDArray[np.bool_]:
        """Which pairs of the block are forbidden."""
        return self._same.block(rows, columns)
