"""Counts that several rows share, and what whole numbers make of their limits.

A share row ``q * part - p * whole <= b`` leaves little of its linear programme true once
counts are whole: with ``whole = 57`` and a share of 10.7 % a part is at most 6, not 6.1.
Such counts are what is branched on: a box holds a lowest and a highest value of each, and
every row then says more about the others [1]_.

.. [1] M. W. P. Savelsbergh, Preprocessing and probing techniques for mixed integer
   programming problems, ORSA Journal on Computing 6 (1994), 445-454.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.constrained.lagrange import Stage
from rmatch.assign.problem import Integers
from rmatch.assign.rows import LinearRow, PairSet

__all__ = ["Box", "Counts"]

# Counts in a linear programme that lie nearer than this to a whole number are whole.
WHOLE = 1e-5


@dataclass(frozen=True, eq=False)
class Box:
    """The lowest and the highest value of every count."""

    low: Integers
    high: Integers

    @property
    def point(self) -> bool:
        """Whether every count is settled."""
        return bool((self.low == self.high).all())

    def differs(self, other: Box) -> bool:
        """Whether any limit is another."""
        return bool((self.low != other.low).any() or (self.high != other.high).any())

    def cut(self, count: int, low: int, high: int) -> Box:
        """The part of the box where one count lies between two values."""
        lows, highs = self.low.copy(), self.high.copy()
        lows[count], highs[count] = max(low, lows[count]), min(high, highs[count])
        return Box(lows, highs)


class Counts:
    """The sets that rows with several terms count, and what the rows say about them.

    Parameters
    ----------
    stage
        The problem and its rows.
    """

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.sets: list[PairSet] = []
        self._places: dict[tuple[bytes, bytes, int], int] = {}
        for row in stage.rows:
            if len(row.terms) > 1:
                for _, pairs in row.terms:
                    if self._places.setdefault(pairs.key, len(self.sets)) == len(self.sets):
                        self.sets.append(pairs)
        known = [
            [(coefficient, self.place(pairs)) for coefficient, pairs in row.terms]
            for row in stage.rows
        ]
        self.rows = [
            ([(c, k) for c, k in terms if k is not None], row.limit)
            for terms, row in zip(known, stage.rows, strict=True)
            if all(k is not None for _, k in terms)
        ]
        self.given = len(self.rows)
        self.shared = self._shared()
        self.rows += self._covers()

    def place(self, pairs: PairSet) -> int | None:
        """The number of a set's count; ``None`` if only rows of one term count it."""
        return self._places.get(pairs.key)

    def _shared(self) -> tuple[int, ...]:
        """The counts that several rows tie to others."""
        tied = np.zeros(len(self.sets), dtype=np.int64)
        for terms, _ in self.rows:
            if len(terms) > 1:
                tied[[k for _, k in terms]] += 1
        return tuple(np.flatnonzero(tied > 1).tolist())

    def _covers(self) -> list[tuple[list[tuple[int, int]], int]]:
        """Rows ``whole <= sum of parts`` wherever parts of one kind make up a whole."""
        found = []
        for w, whole in enumerate(self.sets):
            parts = [
                k
                for k, part in enumerate(self.sets)
                if k != w
                and part.pairs is whole.pairs
                and bool((part.columns >= whole.columns).all())
                and bool((part.rows <= whole.rows).all())
            ]
            covered = np.zeros_like(whole.rows)
            chosen = []
            for k in parts:
                if bool((self.sets[k].rows & ~covered).any()):
                    chosen.append(k)
                    covered |= self.sets[k].rows
            if chosen and bool((covered >= whole.rows).all()):
                found.append(([(1, w), *((-1, k) for k in chosen)], 0))
        return found

    def whole(self) -> Box | None:
        """The box that capacities, settled levels and rows give; ``None`` if it is empty."""
        problem, stage = self.stage.problem, self.stage
        low = np.zeros(len(self.sets), dtype=np.int64)
        high = np.zeros(len(self.sets), dtype=np.int64)
        for k, pairs in enumerate(self.sets):
            high[k] = min(
                int(problem.row_capacity[pairs.rows].sum()),
                int(problem.column_capacity[pairs.columns].sum()),
            )
            if stage.pairings is not None:
                high[k] = min(high[k], stage.pairings)
            if stage.people is not None and problem.unit and pairs.everything:
                low[k] = -(-stage.people // 2)
        return self.tightened(Box(low, high))

    def tightened(self, box: Box) -> Box | None:
        """The box without values that no whole numbers in it can keep the rows with.

        Shares leave holes: with a ninth at most for each of nine parts no whole of 19 is
        made up of whole parts. The ends of every shared count are tried and moved inwards.
        """
        found = self._propagated(box)
        again = True
        while again and found is not None:
            again = False
            for count in self.shared:
                if found is None:
                    return None
                before = found
                found = self._shaved(found, count)
                again = again or (found is not None and found.differs(before))
        return found

    def _shaved(self, box: Box, count: int) -> Box | None:
        """The box without impossible values at either end of a count."""
        found: Box | None = box
        while found is not None and found.low[count] < found.high[count]:
            low = int(found.low[count])
            if self._propagated(found.cut(count, low, low)) is not None:
                break
            found = self._propagated(found.cut(count, low + 1, int(found.high[count])))
        while found is not None and found.low[count] < found.high[count]:
            high = int(found.high[count])
            if self._propagated(found.cut(count, high, high)) is not None:
                break
            found = self._propagated(found.cut(count, int(found.low[count]), high - 1))
        return found

    def _propagated(self, box: Box) -> Box | None:
        """What each row leaves of the counts in it, given the others' limits."""
        low, high = box.low.tolist(), box.high.tolist()
        changed = True
        while changed:
            changed = False
            for terms, limit in self.rows:
                least = sum(c * (low[k] if c > 0 else high[k]) for c, k in terms)
                for c, k in terms:
                    rest = limit - (least - c * (low[k] if c > 0 else high[k]))
                    if c > 0 and rest // c < high[k]:
                        high[k], changed = rest // c, True
                    elif c < 0 and -(rest // -c) > low[k]:
                        low[k], changed = -(rest // -c), True
                    if low[k] > high[k]:
                        return None
        return Box(np.array(low, dtype=np.int64), np.array(high, dtype=np.int64))

    def limits(self, box: Box) -> tuple[LinearRow, ...]:
        """The box as rows: the most and the least of each count."""
        found = []
        for pairs, low, high in zip(self.sets, box.low.tolist(), box.high.tolist(), strict=True):
            found.append(LinearRow(((1, pairs),), high))
            found.append(LinearRow(((-1, pairs),), -low))
        return tuple(found)

    def values(
        self, rows: Integers, columns: Integers, amounts: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Each count over pairs taken in these amounts."""
        return np.array(
            [float(amounts[pairs.holds(rows, columns)].sum()) for pairs in self.sets],
            dtype=np.float64,
        )

    def to_split(self, values: NDArray[np.float64], box: Box) -> int | None:
        """The count to branch on next; ``None`` if no row ties two open counts together.

        Of the counts that most rows share one that is not whole, if there is one: once it
        is settled, its rows are limits of one count each, which rounding has done with.
        """
        open_ = box.low < box.high
        tied = np.zeros(len(open_), dtype=np.int64)
        for terms, _ in self.rows[: self.given]:
            mine = [k for _, k in terms if open_[k]]
            if len(mine) > 1:
                tied[mine] += 1
        if not tied.any():
            return None
        shared = np.flatnonzero(tied == tied.max())
        away = np.abs(values[shared] - np.round(values[shared]))
        return int(shared[away.argmax()])


def parts_at(value: float) -> tuple[int, ...]:
    """Where to cut a count: around a whole value, else between its two neighbours."""
    nearest = round(value)
    if abs(value - nearest) < WHOLE:
        return nearest - 1, nearest, nearest + 1
    return int(np.floor(value)), int(np.floor(value)) + 1
