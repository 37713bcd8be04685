"""The optimum of larger rosters by scipy's mixed-integer solver, level by level.

It answers for sizes beyond brute force; the tests compare the two where both apply.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Line = tuple[Sequence[Sequence[Fraction]], Fraction]
Tables = tuple[Sequence[Sequence[int]], Sequence[Sequence[bool]], Sequence[int], Sequence[int]]


class Infeasible(Exception):  # noqa: N818 - an answer, not a mistake
    """No matching keeps the lines."""


def optimum(
    scores: Sequence[Sequence[int]],
    legal: Sequence[Sequence[bool]],
    junior_capacity: Sequence[int],
    senior_capacity: Sequence[int],
    objective: str = "most-matched",
    fill: str = "needed",
    lines: Sequence[Line] = (),
    held: Sequence[tuple[int, int]] = (),
) -> tuple[int, ...] | None:
    """The best value, as `brute.optimum` gives it; None if no matching keeps the lines."""
    try:
        tables = (scores, legal, junior_capacity, senior_capacity)
        return solve(tables, objective, fill, lines, held)[0]
    except Infeasible:
        return None


def solve(
    tables: Tables,
    objective: str = "most-matched",
    fill: str = "needed",
    lines: Sequence[Line] = (),
    held: Sequence[tuple[int, int]] = (),
) -> tuple[tuple[int, ...], list[tuple[int, int]]]:
    """The best value and the pairs of one matching that has it and all held pairs."""
    scores, legal, junior_capacity, senior_capacity = tables
    n, m = len(junior_capacity), len(senior_capacity)
    pairs = [(i, j) for i in range(n) for j in range(m) if legal[i][j]]
    size = len(pairs) + n + m  # one variable a pair, then "has a pairing" of each person
    people = np.r_[np.zeros(len(pairs)), np.ones(n + m)]
    pairings = np.r_[np.ones(len(pairs)), np.zeros(n + m)]
    points = np.r_[[float(scores[i][j]) for i, j in pairs], np.zeros(n + m)]
    if objective == "best-total":
        levels = [points]
    elif fill == "needed":
        levels = [people, -pairings, points]
    else:
        levels = [people, points]
    rows: list[Any] = [whole_line(line, pairs, size) for line in lines]
    for end, number, capacity, first in (
        (0, n, junior_capacity, len(pairs)),
        (1, m, senior_capacity, len(pairs) + n),
    ):
        for k in range(number):
            load = np.zeros(size)
            load[[p for p, pair in enumerate(pairs) if pair[end] == k]] = 1
            rows.append(LinearConstraint(load, 0, capacity[k]))
            has_one = -load
            has_one[first + k] = 1
            rows.append(LinearConstraint(has_one, -np.inf, 0))
    least = np.zeros(size)
    least[[pairs.index(pair) for pair in held]] = 1
    values: list[int] = []
    chosen = np.zeros(size)
    for level in levels:
        result = milp(
            -level,
            integrality=np.ones(size),
            bounds=Bounds(least, 1),
            constraints=rows,
            options={"mip_rel_gap": 0},
        )
        if result.status == 2 and not values:
            raise Infeasible
        if not result.success:
            raise RuntimeError(result.message)
        chosen = np.round(result.x)
        values.append(abs(round(float(level @ chosen))))
        rows.append(LinearConstraint(level, level @ chosen, np.inf))
    return tuple(values), [pair for p, pair in enumerate(pairs) if chosen[p]]


def whole_line(line: Line, pairs: list[tuple[int, int]], size: int) -> Any:
    """A line in whole numbers, with half a unit of room for the solver's tolerance."""
    weights, limit = line
    scale = lcm(limit.denominator, *(weights[i][j].denominator for i, j in pairs))
    row = np.zeros(size)
    row[: len(pairs)] = [int(weights[i][j] * scale) for i, j in pairs]
    return LinearConstraint(row, -np.inf, int(limit * scale) + 0.5)
