"""Pricing: the pairs that look best under given prices, over all pairs, by blocks.

Floats and ties choose only what to look at; what is decided is decided in whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.problem import Integers, PairingProblem

__all__ = ["best_reduced"]

BLOCK_CELLS = 1 << 18
# Its multiples spread evenly over the unit interval.
GOLDEN = 0.6180339887498949


def best_reduced(
    problem: PairingProblem,
    row_prices: Integers,
    column_prices: Integers,
    count: int,
    *,
    positive: bool,
) -> Integers:
    """Flat indices of the ``count`` pairs of largest reduced gain of each row and column.

    The prices are doubled ones. With ``positive`` only pairs whose gain is above 0.
    """
    width = problem.shape[1]
    floor = 0.0 if positive else -np.inf
    across = _best_of_rows(problem, row_prices, column_prices, count, floor)
    down = _best_of_rows(problem.transposed(), column_prices, row_prices, count, floor)
    found = [rows * width + columns for rows, columns in across]
    found += [rows * width + columns for columns, rows in down]
    return np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)


def _best_of_rows(
    problem: PairingProblem,
    row_prices: Integers,
    column_prices: Integers,
    count: int,
    floor: float,
) -> Iterator[tuple[Integers, Integers]]:
    open_rows = np.flatnonzero(problem.row_capacity > 0)
    open_columns = np.flatnonzero(problem.column_capacity > 0)
    if len(open_columns) == 0:
        return
    offset = column_prices[open_columns] + 2 * problem.malus
    everything = len(open_columns) == problem.shape[1]
    count = min(count, len(open_columns))
    step = max(1, BLOCK_CELLS // len(open_columns))
    for start in range(0, len(open_rows), step):
        rows = open_rows[start : start + step]
        scores = problem.score[rows]
        if not everything:
            scores = scores.take(open_columns, axis=1)
        # Whole numbers below 2**53 are exact here, and larger ones need not be: floats
        # only choose what to look at.
        reduced = np.multiply(scores, 2.0, dtype=np.float64)
        reduced -= offset
        reduced -= row_prices[rows, None]
        reduced[scores < 0] = -np.inf
        some = np.flatnonzero(reduced.max(axis=1) > floor)
        if len(some) == 0:
            continue
        reduced = reduced[some]
        spread = reduced + _spread(rows[some], open_columns)
        best = np.argpartition(spread, -count, axis=1)[:, -count:]
        kept = np.take_along_axis(reduced, best, axis=1) > floor
        yield np.repeat(rows[some], kept.sum(axis=1)), open_columns[best[kept]]


def _spread(rows: Integers, columns: Integers) -> NDArray[np.float64]:
    """A number in [0, 1) for each pair that makes tied rows choose different columns."""
    fraction = (rows * GOLDEN)[:, None] + columns * GOLDEN
    spread: NDArray[np.float64] = fraction - np.floor(fraction)
    return spread
