"""``min_score``: the score is below the least that the programme accepts.

A pair that another rule forbids has no score, so :class:`rmatch.rules.Rules` asks only
about the others.
"""

from __future__ import annotations

from decimal import Decimal
from math import ceil

import numpy as np
from numpy.typing import NDArray

__all__ = ["MinScore"]


class MinScore:
    """Score below this many points."""

    def __init__(self, points: Decimal) -> None:
        self._least = ceil(points * 100)

    def block(self, score: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Which pairs are forbidden, given their scores in hundredths."""
        return np.less(score, self._least)
