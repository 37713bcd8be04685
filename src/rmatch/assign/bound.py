"""The proof: an upper bound from prices, and a check of a matching.

This module shares nothing with the solvers: it sees scores, capacities, prices and
pairs, computes in 64-bit whole numbers, and imports numpy alone.

Any prices give a valid bound by weak duality of the flow in
:mod:`rmatch.assign.problem` (row prices ``p``, column prices ``q``, ``w = s - B``)::

    sum_i  max(0, A + p_i) + (c_i - 1) max(0, p_i)      over rows with c_i >= 1
    sum_j  max(0, A + q_j) + (c_j - 1) max(0, q_j)      over columns with c_j >= 1
    sum_ij max(0, w_ij - p_i - q_j)                     over legal pairs of those

Each term is one arc's capacity times its positive reduced gain. With ``A = B = 0`` and
prices at or above 0 it is ``sum c_i p_i + sum c_j q_j + sum max(0, s_ij - p_i - q_j)``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["faults", "matching_sum", "upper_bound"]

# Cells of a block: small enough for the processor's cache, large enough for numpy.
BLOCK_CELLS = 1 << 18


def upper_bound(
    score: NDArray[Any],
    row_capacity: NDArray[np.int64],
    column_capacity: NDArray[np.int64],
    row_prices: NDArray[np.int64],
    column_prices: NDArray[np.int64],
    *,
    bonus: int = 0,
    malus: int = 0,
) -> int:
    """No matching reaches a larger sum than this, whatever the prices.

    Parameters
    ----------
    score
        Whole numbers, shape (rows, columns); negative means forbidden.
    row_capacity, column_capacity
        Most pairings of each row and column.
    row_prices, column_prices
        Any whole numbers; the better the prices, the lower the bound.
    bonus, malus
        What a person's first pairing earns, and what every pairing costs.

    Returns
    -------
    int
        The bound on ``sum (s - malus) + bonus * (people with a pairing)``.
    """
    open_columns = np.flatnonzero(column_capacity > 0)
    open_rows = np.flatnonzero(row_capacity > 0)
    total = _node_terms(row_prices, row_capacity, bonus)
    total += _node_terms(column_prices, column_capacity, bonus)
    everyone = len(open_columns) == score.shape[1]
    offset = column_prices[open_columns] + malus
    step = max(1, BLOCK_CELLS // max(1, len(open_columns)))
    for start in range(0, len(open_rows), step):
        rows = open_rows[start : start + step]
        scores = score[rows] if everyone else score[np.ix_(rows, open_columns)]
        reduced = scores - offset
        reduced -= row_prices[rows, None]
        reduced[scores < 0] = 0
        np.maximum(reduced, 0, out=reduced)
        total += int(reduced.sum())
    return total


def _node_terms(prices: NDArray[np.int64], capacity: NDArray[np.int64], bonus: int) -> int:
    held = capacity > 0
    first = np.maximum(prices[held] + bonus, 0)
    later = (capacity[held] - 1) * np.maximum(prices[held], 0)
    return int(first.sum()) + int(later.sum())


def matching_sum(
    score: NDArray[Any],
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    *,
    bonus: int = 0,
    malus: int = 0,
) -> int:
    """``sum (s - malus) + bonus * (people with a pairing)`` of a matching, recomputed."""
    people = len(set(rows.tolist())) + len(set(columns.tolist()))
    points = sum(score[rows, columns].tolist())
    return int(points) - malus * len(rows) + bonus * people


def faults(
    score: NDArray[Any],
    row_capacity: NDArray[np.int64],
    column_capacity: NDArray[np.int64],
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
) -> list[str]:
    """What is wrong with a matching, in words; empty if it keeps every rule."""
    if len(rows) != len(columns):
        return ["rows and columns differ in length"]
    height, width = score.shape
    if len(rows) and not (
        rows.min() >= 0 and rows.max() < height and columns.min() >= 0 and columns.max() < width
    ):
        return ["a pair lies outside the matrix"]
    found = []
    if (score[rows, columns] < 0).any():
        found.append("a forbidden pair was chosen")
    if len(set(zip(rows.tolist(), columns.tolist(), strict=True))) != len(rows):
        found.append("two people were paired twice")
    if (np.bincount(rows, minlength=height) > row_capacity).any():
        found.append("a row has more pairings than its capacity")
    if (np.bincount(columns, minlength=width) > column_capacity).any():
        found.append("a column has more pairings than its capacity")
    return found
