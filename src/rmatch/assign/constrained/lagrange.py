"""Bounds on pairings that must keep linear rows, proven over all pairs in whole numbers.

A row that must hold can instead be *charged*: with a multiplier ``mu >= 0`` for each row
``g . x <= b``, no matching that keeps the rows is worth more than the best matching
whatever the rows, of ``c . x - mu (g . x)``, plus ``mu b`` [1]_. That best matching is a
plain assignment problem, so it is solved, priced and bounded over *all* pairs by what
solves every other assignment here. Levels of the objective that are already settled
(people, pairings) are rows too, charged through the bonus and the malus.

Everything is multiplied by a power of two, so that multipliers are whole numbers and no
sum is rounded.

.. [1] A. M. Geoffrion, Lagrangean relaxation for integer programming, Mathematical
   Programming Study 2 (1974), 82-114.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.core import Assignment, solve
from rmatch.assign.errors import ScoreError
from rmatch.assign.problem import LARGEST_SUM, Integers, PairingProblem
from rmatch.assign.rows import LinearRow, PairSet

__all__ = ["Multipliers", "Relaxed", "Stage", "relax"]

# A level of its own: the least amount, in pairings, by which rows must be broken.
EXCESS = "excess"
BLOCK_CELLS = 1 << 18
# Binary digits of a charge of one pairing; fewer where sums could leave float64's whole
# numbers.
MOST_DIGITS = 12


@dataclass(frozen=True, eq=False)
class Stage:
    """One level of the objective to be maximised while rows hold.

    Attributes
    ----------
    problem
        Who may be paired.
    rows
        What must hold.
    level
        ``"people"``, ``"pairings"`` (fewest), ``"points"``, or ``"excess"``: minus the
        least amount, in pairings, by which the rows must be broken.
    people, pairings
        At least so many people and at most so many pairings, where already settled.
    """

    problem: PairingProblem
    rows: tuple[LinearRow, ...]
    level: str
    people: int | None = None
    pairings: int | None = None

    def worth(self, rows: Integers, columns: Integers) -> int:
        """What a matching that keeps the rows reaches in the level."""
        if self.level == "people":
            return len(np.unique(rows)) + len(np.unique(columns))
        if self.level == "pairings":
            return -len(rows)
        if self.level == "points":
            return int(self.problem.score[rows, columns].sum(dtype=np.int64))
        return 0


@dataclass(frozen=True, eq=False)
class Multipliers:
    """Charges in units of ``1 / scale``: of each row, of the people, of the pairings."""

    rows: Integers
    people: int
    pairings: int
    scale: int


@dataclass(frozen=True, eq=False)
class Relaxed:
    """The best matching whatever the rows, under some charges.

    Attributes
    ----------
    bound
        No matching that keeps the rows is worth more in the stage's level, times
        ``scale``.
    scale
        What the bound and the prices are multiplied by.
    problem, assignment
        The charged problem and its optimum with prices.
    """

    bound: int
    scale: int
    problem: PairingProblem
    assignment: Assignment

    @property
    def whole_bound(self) -> int:
        """The bound for a level that is a whole number."""
        return self.bound // self.scale


def relax(stage: Stage, charges: NDArray[np.float64]) -> Relaxed:
    """Charge the rows and pair everybody as well as can be.

    Parameters
    ----------
    stage
        What is maximised and what must hold.
    charges
        Charge per pairing's worth of each row, then of the people, then of the pairings;
        0 or more.
    """
    scale = _scale(stage, charges)
    multipliers = _whole(stage, charges, scale)
    problem = _charged(stage, multipliers)
    _refuse_overflow(problem)
    assignment = solve(problem)
    value = assignment_sum(problem, assignment)
    constant = sum(
        int(mu) * row.limit for mu, row in zip(multipliers.rows, stage.rows, strict=True)
    )
    constant -= multipliers.people * (stage.people or 0)
    constant += multipliers.pairings * (stage.pairings or 0)
    return Relaxed(value + constant, scale, problem, assignment)


def assignment_sum(problem: PairingProblem, found: Assignment) -> int:
    """The proven sum of a charged problem: people's bonus, pairings' malus and weights."""
    people = len(np.unique(found.rows)) + len(np.unique(found.columns))
    return int(problem.weight(found.rows, found.columns).sum()) + problem.bonus * people


def _scale(stage: Stage, charges: NDArray[np.float64]) -> int:
    """The largest power of two at which every sum stays a whole number of float64."""
    rows, columns = stage.problem.shape
    score = stage.problem.score
    largest = max(int(score.max()), 1) if score.size and stage.level == "points" else 1
    heaviest = float(largest)
    for charge, row in zip(charges, stage.rows, strict=False):
        heaviest += charge / row.unit * sum(abs(coefficient) for coefficient, _ in row.terms)
    heaviest = 2 * heaviest + 4 * (float(charges.max()) + 1)
    places = int(stage.problem.row_capacity.sum() + stage.problem.column_capacity.sum())
    both = not stage.problem.unit
    size = rows + columns + places
    # The Hungarian method: 8 (reach + ...) (size + 1) < 2^53; the flow: reach nodes^2 8 < 2^62.
    room = (1 << 53) / (8.0 * (min(rows, columns) + 4) * heaviest * (size + 1))
    if both:
        room = min(
            room,
            (1 << 62) / (8.0 * (min(rows, columns) + 4) * heaviest * (rows + columns + 3.0) ** 2),
        )
    unit = max((row.unit for row in stage.rows), default=1)
    digits = int(np.floor(np.log2(max(room, 1.0))))
    return 1 << max(0, min(MOST_DIGITS + unit.bit_length(), digits))


def _whole(stage: Stage, charges: NDArray[np.float64], scale: int) -> Multipliers:
    count = len(stage.rows)
    rows = np.array(
        [
            round(scale * charge / row.unit)
            for charge, row in zip(charges, stage.rows, strict=False)
        ],
        dtype=np.int64,
    )
    people = round(scale * charges[count]) if stage.people is not None else 0
    pairings = round(scale * charges[count + 1]) if stage.pairings is not None else 0
    if stage.level == EXCESS:
        # Breaking a row costs 1 a pairing: a charge above that bounds nothing.
        units = np.array([row.unit for row in stage.rows], dtype=np.int64)
        rows = np.minimum(rows, scale // np.maximum(units, 1))
        people, pairings = min(people, scale), min(pairings, scale)
    return Multipliers(rows, people, pairings, scale)


def _charged(stage: Stage, charged: Multipliers) -> PairingProblem:
    """The assignment problem whose weights are what is left of the level's after charges."""
    problem = stage.problem
    height, width = problem.shape
    legal = problem.score >= 0
    weights = np.zeros((height, width), dtype=np.int64)
    if stage.level == "points":
        np.multiply(problem.score, charged.scale, out=weights, dtype=np.int64, casting="unsafe")
    step = max(1, BLOCK_CELLS // max(1, width))
    everywhere = 0
    for amount, pairs in _by_set(stage, charged):
        if pairs.everything:
            everywhere += amount
            continue
        for start in range(0, height, step):
            block = slice(start, start + step)
            if pairs.rows[block].any():
                np.subtract(weights[block], amount, out=weights[block], where=pairs.block(block))
    bonus = charged.people + (charged.scale if stage.level == "people" else 0)
    malus = charged.pairings + (charged.scale if stage.level == "pairings" else 0)
    malus += max(everywhere, 0)
    weights -= min(everywhere, 0)
    # Scores are never negative but where forbidden: what they are raised by, the malus takes.
    lowest = min(int(weights[legal].min()), 0) if legal.any() else 0
    weights -= lowest
    malus -= lowest
    weights[~legal] = -1
    largest = max(int(weights.max()), 0) if weights.size else 0
    reach = min(height, width) * largest
    return replace(
        problem, score=weights, levels=("points",), bonus=bonus, malus=malus, reach=reach
    )


def _by_set(stage: Stage, charged: Multipliers) -> list[tuple[int, PairSet]]:
    """What a pairing in each set is charged, rows that count the same set taken together."""
    amounts: dict[tuple[bytes, bytes, int], int] = {}
    sets: dict[tuple[bytes, bytes, int], PairSet] = {}
    for mu, row in zip(charged.rows.tolist(), stage.rows, strict=True):
        for coefficient, pairs in row.terms if mu else ():
            sets.setdefault(pairs.key, pairs)
            amounts[pairs.key] = amounts.get(pairs.key, 0) + mu * coefficient
    return [(amount, sets[key]) for key, amount in amounts.items() if amount]


def _refuse_overflow(problem: PairingProblem) -> None:
    units = int(problem.row_capacity.sum()) + int(problem.column_capacity.sum())
    largest = max(int(problem.score.max()), 0) if problem.score.size else 0
    size = units + sum(problem.shape) + 1
    if (2 * problem.bonus + problem.malus + largest + 1) * size * 2 > LARGEST_SUM:
        raise ScoreError(
            "scores and rows are too large: sums could leave 64 bits. "
            "Fix: divide the scores by a common factor"
        )
