"""Rough prices by coordinate descent on the bound, for candidates and for cut-off runs.

With the column prices fixed, the bound of :mod:`rmatch.assign.bound` falls apart into
one convex, piecewise linear function of each row's price, whose least value lies at an
order statistic of the row's reduced gains; then the same for the columns. Every step
lowers the bound or leaves it, so any number of rounds gives an honest bound.
"""

from __future__ import annotations

import numpy as np

from rmatch.assign.problem import BOTTOM, Integers, PairingProblem

__all__ = ["rough_prices"]

BLOCK_CELLS = 1 << 18
# Capacities beyond this are treated as this: any prices give a valid bound.
MOST_PLACES = 8


def rough_prices(problem: PairingProblem, rounds: int) -> tuple[Integers, Integers]:
    """Row and column prices after ``rounds`` of descent from free columns."""
    column_prices = np.full(problem.shape[1], -problem.bonus, dtype=np.int64)
    transposed = problem.transposed()
    row_prices = _row_step(problem, column_prices)
    for _ in range(rounds):
        column_prices = _row_step(transposed, row_prices)
        row_prices = _row_step(problem, column_prices)
    return row_prices, column_prices


def _row_step(problem: PairingProblem, column_prices: Integers) -> Integers:
    """The row prices that minimise the bound under the given column prices.

    The slope of a row's term at ``p`` is the capacity in use there (1 above ``-A``,
    ``c`` above 0) minus the number of reduced gains above ``p``.
    """
    places = np.minimum(problem.row_capacity, MOST_PLACES)
    prices = np.full(problem.shape[0], -problem.bonus, dtype=np.int64)
    open_columns = np.flatnonzero(problem.column_capacity > 0)
    open_rows = np.flatnonzero(places > 0)
    if len(open_columns) == 0 or len(open_rows) == 0:
        return prices
    most = min(int(places.max()) + 1, len(open_columns))
    offset = column_prices[open_columns] + problem.malus
    everything = len(open_columns) == problem.shape[1]
    step = max(1, BLOCK_CELLS // len(open_columns))
    for start in range(0, len(open_rows), step):
        rows = open_rows[start : start + step]
        scores = problem.score[rows]
        if not everything:
            scores = scores.take(open_columns, axis=1)
        reduced = scores - offset
        np.putmask(reduced, scores < 0, BOTTOM)
        if most < len(open_columns):
            reduced = np.partition(reduced, -most, axis=1)[:, -most:]
        prices[rows] = _order_statistic(np.sort(reduced, axis=1), places[rows], problem.bonus)
    return prices


def _order_statistic(ordered: Integers, places: Integers, bonus: int) -> Integers:
    """The least price at which no more gains lie above it than there are places."""
    rows, count = ordered.shape
    place = np.arange(rows)

    def next_after(served: Integers) -> Integers:
        beyond = count - 1 - served
        value: Integers = np.where(beyond >= 0, ordered[place, np.maximum(beyond, 0)], BOTTOM)
        return value

    full = np.maximum(next_after(places), 0)
    one = np.clip(next_after(np.ones_like(places)), -bonus, 0)
    above = (ordered > 0).sum(axis=1)
    # Every place in use pays 0 or more; with one place or none in use, -bonus to 0.
    prices: Integers = np.where(above >= np.maximum(places, 1), full, 0)
    return np.where(above < 1, one, prices)
