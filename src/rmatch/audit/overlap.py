"""Groups of two columns that differ by too few people to be shown beside each other.

All 20 women and the 19 who use "she": each figure rests on enough people, but the one less
the other is the twentieth woman's own. So a group, or several together, of one column must
not lie within groups of another column that hold fewer than the minimum of people more.
"""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

from rmatch.audit.groups import Groups

__all__ = ["tells_few"]

# Up to so many groups every union of them is looked at; of more, those of one or two groups
# and of all but one or two.
ALL_UNIONS = 10


def tells_few(groups: Groups, other: Groups) -> bool:
    """Whether figures of both columns, one less the other, would be about too few people.

    Parameters
    ----------
    groups, other
        Of the same side; everybody of the side is in one of the groups of each, the pooled
        ones included.

    Examples
    --------
    >>> def column(*sizes):
    ...     codes = np.repeat(np.arange(len(sizes)), sizes)
    ...     return Groups("", "junior", tuple("abc"[: len(sizes)]), 2, codes, sizes, 5)
    >>> tells_few(column(20, 12), column(19, 13)), tells_few(column(20, 12), column(20, 12))
    (True, False)
    >>> tells_few(column(20, 12), column(9, 9, 14)), tells_few(column(20, 12), column(9, 6, 17))
    (True, False)
    """
    if not groups.labels or not other.labels:
        return False
    shared = np.zeros((len(groups.labels), len(other.labels)), dtype=np.int64)
    np.add.at(shared, (groups.codes, other.codes), 1)
    return _within(shared, groups.minimum) or _within(shared.T, groups.minimum)


def _within(shared: NDArray[np.int64], minimum: int) -> bool:
    """Whether a union of rows lies in columns that hold a few people more.

    The fewest columns around it decide: any further one has the minimum by itself.
    """
    inside = _unions(len(shared)) @ shared
    around = (inside > 0) @ shared.sum(axis=0)
    more = around - inside.sum(axis=1)
    return bool(np.any((more > 0) & (more < minimum)))


def _unions(number: int) -> NDArray[np.int64]:
    """One row a union of groups, 1 for those in it."""
    if number <= ALL_UNIONS:
        return np.array(list(product((0, 1), repeat=number)), dtype=np.int64)
    ones = np.eye(number, dtype=np.int64)
    few = np.concatenate([ones, *(ones[place + 1 :] + ones[place] for place in range(number - 1))])
    return np.concatenate([few, 1 - few])
