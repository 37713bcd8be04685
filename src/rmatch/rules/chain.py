"""``reporting_line`` and ``same_manager``: who is above whom in the company.

The manager chains of all participants form a forest once every cycle is one node.
Numbered in preorder, the people below someone are a range of numbers, so that
"is above" is a comparison for any block, however deep the chains.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rmatch.blocks import Equal, Index
from rmatch.roster.people import Person
from rmatch.rules.named import same_person

__all__ = ["ReportingLine", "SameManager", "chains"]


class ReportingLine:
    """Either is above the other at any distance, also through people who do not take part."""

    def __init__(
        self, juniors: Sequence[Person], seniors: Sequence[Person], managers: Mapping[str, str]
    ) -> None:
        ranges, cyclic = chains((person.id for person in (*juniors, *seniors)), managers)
        self._rows = np.array([ranges[person.id] for person in juniors], dtype=np.uint32)
        self._columns = np.array([ranges[person.id] for person in seniors], dtype=np.uint32)
        self._rows = self._rows.reshape(-1, 2)
        self._columns = self._columns.reshape(-1, 2)
        # Whoever is alone in their range has nobody below.
        self._leads_row = self._rows[:, 1] > 1
        self._leads_column = (self._columns[:, 1] > 1) | np.array(
            [person.id in cyclic for person in seniors], dtype=bool
        )
        self._self = same_person(juniors, seniors, but=cyclic)

    def block(self, rows: Index, columns: Index) -> NDArray[np.bool_]:
        """Which pairs of the block are forbidden."""
        left, right = self._rows[rows], self._columns[columns]
        forbidden = np.zeros((len(left), len(right)), dtype=bool)
        leading = np.flatnonzero(self._leads_column[columns])
        forbidden[:, leading] = _below(left[:, :1], right[leading].T)
        leading = np.flatnonzero(self._leads_row[rows])
        forbidden[leading] |= _below(right[:, :1], left[leading].T).T
        row, column, _ = self._self.entries(rows, columns)
        forbidden[row, column] = False
        return forbidden


class SameManager:
    """Both have the same line manager."""

    def __init__(
        self, juniors: Sequence[Person], seniors: Sequence[Person], managers: Mapping[str, str]
    ) -> None:
        self._same = Equal(
            (managers.get(person.id) for person in juniors),
            (managers.get(person.id) for person in seniors),
        )

    def block(self, rows: Index, columns: Index) -> NDArray[np.bool_]:
        """Which pairs of the block are forbidden."""
        return self._same.block(rows, columns)


def chains(
    ids: Iterable[str], managers: Mapping[str, str]
) -> tuple[dict[str, tuple[int, int]], frozenset[str]]:
    """Number everyone in the chains of ``ids`` so that the people below someone are a range.

    Parameters
    ----------
    ids
        The people concerned.
    managers
        Id -> manager's id, for the whole company; may hold cycles.

    Returns
    -------
    ranges, cyclic
        Id -> (own number, how many numbers the range from it has): b is a or below a
        if ``0 <= number(b) - number(a) < count(a)``. People in one cycle share a
        number. ``cyclic``: everyone in a cycle.
    """
    ends, cyclic = _walk(ids, managers)
    below: dict[str, list[str]] = {node: [] for node, end in ends.items() if node == end}
    roots = []
    for node in below:
        boss = managers.get(node)
        if boss is None or node in cyclic:
            roots.append(node)
        else:
            below[ends[boss]].append(node)
    numbers, counts = _preorder(roots, below)
    ranges = {node: (numbers[end], counts[end]) for node, end in ends.items()}
    return ranges, frozenset(cyclic)


def _walk(ids: Iterable[str], managers: Mapping[str, str]) -> tuple[dict[str, str], set[str]]:
    """Everyone in the chains, each with who stands for them, and everyone in a cycle.

    People in a cycle are stood for by one of them, all others by themselves.
    """
    ends: dict[str, str] = {}
    cyclic: set[str] = set()
    for start in ids:
        path: dict[str, None] = {}
        node: str | None = start
        while node is not None and node not in ends and node not in path:
            path[node] = None
            node = managers.get(node)
        ends.update((step, step) for step in path)
        if node is not None and node in path:
            steps = list(path)
            cycle = steps[steps.index(node) :]
            ends.update((step, node) for step in cycle)
            cyclic.update(cycle)
    return ends, cyclic


def _preorder(
    roots: Sequence[str], below: Mapping[str, Sequence[str]]
) -> tuple[dict[str, int], dict[str, int]]:
    """Preorder number of each node, and the size of its subtree."""
    numbers: dict[str, int] = {}
    stack = list(roots)
    while stack:
        node = stack.pop()
        numbers[node] = len(numbers)
        stack.extend(below[node])
    counts = dict.fromkeys(numbers, 1)
    for node in reversed(numbers):  # the people below come before whoever is above
        counts[node] += sum(counts[child] for child in below[node])
    return numbers, counts


def _below(numbers: NDArray[np.uint32], ranges: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Whether each number (a column) lies in each range (first numbers, counts)."""
    first, count = ranges
    # Unsigned: a number before the range wraps round to a huge difference.
    below: NDArray[np.bool_] = numbers - first[None, :] < count[None, :]
    return below
