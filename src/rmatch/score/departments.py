"""``cross_department``: how far apart two department paths branch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from rmatch.blocks import Index, Lookup, group
from rmatch.roster.people import Person
from rmatch.score.weights import half_even

__all__ = ["CrossDepartment", "cross_department_idle"]


class CrossDepartment:
    """1 minus shared leading parts over parts of the longer path; 0 if either is unknown.

    With ``prefer`` "same" it is the fraction itself.
    """

    def __init__(
        self, juniors: Sequence[Person], seniors: Sequence[Person], weight: int, prefer: str
    ) -> None:
        row_groups, row_paths = group(person.department_key for person in juniors)
        column_groups, column_paths = group(person.department_key for person in seniors)
        deepest = max(map(len, [*row_paths, *column_paths]), default=0)
        numbers: dict[tuple[str, ...], int] = {}
        self._rows = _prefixes(row_paths, deepest, numbers, missing=-1)
        self._columns = _prefixes(column_paths, deepest, numbers, missing=-2)
        self._row_parts = np.array([len(path) for path in row_paths], dtype=np.intp)
        self._column_parts = np.array([len(path) for path in column_paths], dtype=np.intp)
        self._points = _points(deepest, weight, prefer)
        sizes = (len(row_paths), len(column_paths))
        self._lookup = Lookup(row_groups, column_groups, sizes, self._values)

    def block(self, rows: Index, columns: Index) -> NDArray[np.int16]:
        """Hundredths of the block, int16."""
        return self._lookup.block(rows, columns)

    def _values(self, rows: Index, columns: Index) -> NDArray[np.int16]:
        left, right = self._row_parts[rows], self._column_parts[columns]
        shared = np.zeros((len(left), len(right)), dtype=np.intp)
        for row_prefix, column_prefix in zip(self._rows, self._columns, strict=True):
            shared += row_prefix[rows][:, None] == column_prefix[columns][None, :]
        points = self._points[shared, np.maximum(left[:, None], right[None, :])]
        points[left == 0, :] = 0
        points[:, right == 0] = 0
        return points


def cross_department_idle(people: Iterable[Person], prefer: str) -> str | None:
    """Why ``cross_department`` is not active, or ``None`` if it is."""
    if prefer == "any":
        return 'the policy says [cross_department] prefer = "any"'
    if any(person.department_key for person in people):
        return None
    return "nobody's department is known"


def _prefixes(
    paths: Sequence[tuple[str, ...]],
    deepest: int,
    numbers: dict[tuple[str, ...], int],
    *,
    missing: int,
) -> list[NDArray[np.intp]]:
    """For each depth, the number of every path's leading parts, ``missing`` if shorter."""
    return [
        np.array(
            [
                numbers.setdefault(path[:depth], len(numbers)) if len(path) >= depth else missing
                for path in paths
            ],
            dtype=np.intp,
        )
        for depth in range(1, deepest + 1)
    ]


def _points(deepest: int, weight: int, prefer: str) -> NDArray[np.int16]:
    """Hundredths by shared parts (first axis) and parts of the longer path (second)."""
    points = np.zeros((deepest + 1, deepest + 1), dtype=np.int16)
    for longest in range(1, deepest + 1):
        for shared in range(longest + 1):
            parts = shared if prefer == "same" else longest - shared
            points[shared, longest] = half_even(weight * parts, longest)
    return points
