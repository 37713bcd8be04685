"""``no_topic``: the junior covers no step of any of the senior's wants."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rmatch.blocks import Index, Product
from rmatch.policy import Evidence
from rmatch.roster.evidence import gaps, teach
from rmatch.roster.people import HIGHEST_LEVEL, Person

__all__ = ["NoTopic"]


class NoTopic:
    """No want with a gap in which the junior can teach above the senior's own level."""

    def __init__(
        self, juniors: Sequence[Person], seniors: Sequence[Person], evidence: Evidence
    ) -> None:
        self._topics = Product.of(
            [dict.fromkeys(teach(junior, evidence).items(), 1) for junior in juniors],
            [
                {
                    (want.key, level): 1
                    for want, own, _ in gaps(senior)
                    for level in range(own + 1, HIGHEST_LEVEL + 1)
                }
                for senior in seniors
            ],
        )

    def block(self, rows: Index, columns: Index) -> NDArray[np.bool_]:
        """Which pairs of the block are forbidden."""
        return np.equal(self._topics.block(rows, columns), 0)
