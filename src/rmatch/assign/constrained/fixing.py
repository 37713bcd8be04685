"""Which pairs can still be in a better matching: fixing by reduced cost.

A matching with a pair of reduced cost ``d`` is worth at least ``d`` less than the bound.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rmatch.assign.constrained.lagrange import Relaxed
from rmatch.assign.problem import Integers

__all__ = ["below", "nearest_outside", "reduced_cost"]

BLOCK_CELLS = 1 << 18


def below(relaxed: Relaxed, cutoff: int, most: int) -> Integers | None:
    """Flat indices of the pairs of reduced cost up to ``cutoff``; ``None`` if over ``most``."""
    found: list[Integers] = []
    total = 0
    for start, reduced in _blocks(relaxed):
        inside = np.flatnonzero((reduced >= 0) & (reduced <= cutoff))
        total += len(inside)
        if total > most:
            return None
        found.append(inside + start)
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)


def nearest_outside(relaxed: Relaxed, chosen: Integers) -> int | None:
    """The least reduced cost of the usable pairs not in ``chosen`` (sorted flat indices)."""
    least: int | None = None
    for start, reduced in _blocks(relaxed):
        flat = reduced.reshape(-1)
        low, high = np.searchsorted(chosen, [start, start + flat.size])
        flat[chosen[low:high] - start] = -1
        outside = flat[flat >= 0]
        if len(outside):
            nearest = int(outside.min())
            least = nearest if least is None else min(least, nearest)
    return least


def reduced_cost(relaxed: Relaxed, rows: Integers, columns: Integers) -> Integers:
    """Of given pairs, in units of the bound's scale."""
    prices = relaxed.assignment.row_prices[rows] + relaxed.assignment.column_prices[columns]
    lost: Integers = prices - relaxed.problem.weight(rows, columns)
    return np.maximum(lost, 0)


def _blocks(relaxed: Relaxed) -> Iterator[tuple[int, Integers]]:
    """Reduced costs by blocks of rows, with the flat index at which each begins; -1: unusable."""
    problem, found = relaxed.problem, relaxed.assignment
    height, width = problem.shape
    step = max(1, BLOCK_CELLS // max(width, 1))
    closed = problem.column_capacity == 0
    for start in range(0, height, step):
        block = slice(start, start + step)
        scores = problem.score[block]
        reduced: Integers = (
            found.row_prices[block, None] + found.column_prices + problem.malus - scores
        )
        np.maximum(reduced, 0, out=reduced)
        reduced[scores < 0] = -1
        reduced[:, closed] = -1
        reduced[problem.row_capacity[block] == 0] = -1
        yield start * width, reduced
