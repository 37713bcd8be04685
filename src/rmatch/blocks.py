"""Blocks of the juniors x seniors matrix, in whole numbers.

The score and the rules both ask three things of all pairs: an exact product over
shared features, a table by group, a sparse list of pairs. Each gives any block of
rows and columns, and the same bytes whatever the block.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Equal", "Index", "Lookup", "PairList", "Product", "group", "incidence"]

Index = slice | NDArray[np.intp]
"""Rows or columns of a block: a slice, or an array of positions."""

# Whole tables and dense factors up to this many int16 numbers (32 MiB) are kept.
LARGEST_KEPT = 1 << 24


def is_whole(index: Index, length: int) -> bool:
    """Whether an index is a slice of everything, which needs no copy."""
    return isinstance(index, slice) and index.indices(length) == (0, length, 1)


def group(keys: Iterable[Hashable]) -> tuple[NDArray[np.intp], list[Any]]:
    """Number equal keys alike.

    Returns
    -------
    codes, unique
        ``unique[codes[i]]`` is the i-th key; numbered by first appearance.
    """
    numbers: dict[Hashable, int] = {}
    codes = [numbers.setdefault(key, len(numbers)) for key in keys]
    return np.array(codes, dtype=np.intp), list(numbers)


def incidence(people: Sequence[Mapping[Any, int]], features: Mapping[Any, int]) -> Any:
    """Sparse int16 matrix (people x features) of the values of known features."""
    from scipy.sparse import csr_matrix

    starts, where, values = [0], list[int](), list[int]()
    for person in people:
        found = sorted((features[f], value) for f, value in person.items() if f in features)
        where.extend(place for place, _ in found)
        values.extend(value for _, value in found)
        starts.append(len(where))
    return csr_matrix(
        (
            np.array(values, dtype=np.int16),
            np.array(where, dtype=np.int32),
            np.array(starts, dtype=np.int32),
        ),
        shape=(len(people), len(features)),
    )


class Product:
    """Sum over shared features of left value times right value, for any block.

    Whole numbers below 2^15 throughout, so that no sum depends on its order. The
    left factor is sparse; the right one is dense where that is small.
    """

    def __init__(self, left: Any, right: Any) -> None:
        self._left, self._right = left, right

    @classmethod
    def of(cls, rows: Sequence[Mapping[Any, int]], columns: Sequence[Mapping[Any, int]]) -> Product:
        """Product of two sides given as one mapping a person, feature -> whole number."""
        shared = {f for person in rows for f in person} & {f for person in columns for f in person}
        features = {feature: place for place, feature in enumerate(sorted(shared))}
        right = incidence(columns, features).T.tocsr()
        if right.shape[0] * right.shape[1] <= LARGEST_KEPT:
            right = right.toarray()
        return cls(incidence(rows, features), right)

    def block(self, rows: Index, columns: Index) -> NDArray[np.int16]:
        """The block of sums, int16."""
        left, right = self._left, self._right
        if not is_whole(rows, left.shape[0]):
            left = left[rows]
        if not is_whole(columns, right.shape[1]):
            right = right[:, columns]
            if isinstance(right, np.ndarray):
                right = np.ascontiguousarray(right)
        product = left @ right
        if not isinstance(product, np.ndarray):
            product = product.toarray()
        return np.asarray(product, dtype=np.int16)


class Lookup:
    """A value that depends on a junior's group and a senior's group only.

    Parameters
    ----------
    row_groups, column_groups
        Group of each junior and of each senior.
    sizes
        Number of groups on either side.
    values
        Table of the values of given row groups and column groups. Computed once
        where the whole table is small, else by block.
    """

    def __init__(
        self,
        row_groups: NDArray[np.intp],
        column_groups: NDArray[np.intp],
        sizes: tuple[int, int],
        values: Callable[[Index, Index], NDArray[Any]],
    ) -> None:
        self._rows, self._columns, self._values = row_groups, column_groups, values
        whole = slice(None)
        small = sizes[0] * sizes[1] <= LARGEST_KEPT
        self._table = values(whole, whole) if small else None

    def block(self, rows: Index, columns: Index) -> NDArray[Any]:
        """The block of values, in the table's type."""
        row_groups, column_groups = self._rows[rows], self._columns[columns]
        if self._table is None:
            return self._values(row_groups, column_groups)
        # Columns first: then every row is copied whole.
        if len(self._table) <= len(row_groups):
            return self._table[:, column_groups][row_groups]
        return self._table[row_groups][:, column_groups]


class Equal:
    """Whether a junior's key equals a senior's; an unknown key (``None``) equals nothing."""

    def __init__(self, rows: Iterable[Hashable], columns: Iterable[Hashable]) -> None:
        numbers: dict[Hashable, int] = {}

        def codes(keys: Iterable[Hashable], unknown: int) -> NDArray[np.int32]:
            return np.array(
                [unknown if key is None else numbers.setdefault(key, len(numbers)) for key in keys],
                dtype=np.int32,
            )

        self._rows, self._columns = codes(rows, -1), codes(columns, -2)

    def block(self, rows: Index, columns: Index) -> NDArray[np.bool_]:
        """The block, bool."""
        equal: NDArray[np.bool_] = self._rows[rows][:, None] == self._columns[columns][None, :]
        return equal


class PairList:
    """A sparse list of pairs with a value each; all other pairs have 0."""

    def __init__(self, pairs: Mapping[tuple[int, int], int], shape: tuple[int, int]) -> None:
        from scipy.sparse import csr_matrix

        places = np.array(list(pairs), dtype=np.int32).reshape(-1, 2)
        values = np.array(list(pairs.values()), dtype=np.int16)
        self._matrix = csr_matrix((values, (places[:, 0], places[:, 1])), shape=shape)

    def entries(self, rows: Index, columns: Index) -> tuple[Any, Any, Any]:
        """Row, column and value of the listed pairs within a block."""
        part = self._part(rows, columns).tocoo()
        return part.row, part.col, part.data

    def block(self, rows: Index, columns: Index) -> NDArray[np.int16]:
        """The block of values, int16."""
        return np.asarray(self._part(rows, columns).toarray(), dtype=np.int16)

    def _part(self, rows: Index, columns: Index) -> Any:
        part = self._matrix
        if not is_whole(rows, part.shape[0]):
            part = part[rows]
        if not is_whole(columns, part.shape[1]):
            part = part[:, columns]
        return part
