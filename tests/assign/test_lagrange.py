"""Bounds by charges: true whatever the charges, and tight where they are right."""

import numpy as np
import pytest

from rmatch.assign.constrained.lagrange import EXCESS, Stage, relax
from rmatch.assign.errors import ScoreError
from rmatch.assign.problem import build_problem
from rmatch.assign.rows import LinearRow, PairSet
from tests.assign.rows_cases import keeps, matchings, measured, random_case

LEVELS = ("points", "people", "pairings", EXCESS)


def charges(draw, stage):
    largest = 5000.0 if stage.level == "points" else 1.0
    found = draw.random(len(stage.rows) + 2) * largest
    return found * (draw.random(len(found)) < 0.6)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("seed", range(25))
def test_no_matching_that_keeps_the_rows_passes_the_bound(seed, level):
    case = random_case(seed, legal=9)
    draw = np.random.default_rng(seed)
    stage = Stage(case.problem, case.rows, level, people=2, pairings=3)
    bound = relax(stage, charges(draw, stage)).whole_bound
    for pairs in matchings(case):
        people, count, points = measured(case, pairs)
        if people < 2 or count > 3 or not all(keeps(row, pairs) for row in case.rows):
            continue
        worth = {"points": points, "people": people, "pairings": -count, EXCESS: 0}[level]
        assert worth <= bound


def two_by_two(coefficient, limit):
    score = np.array([[9, 5], [4, 1]])
    pairs = PairSet(np.array([True, False]), np.ones(2, dtype=np.bool_))
    return Stage(build_problem(score), (LinearRow(((coefficient, pairs),), limit),), "points")


def test_the_right_charge_reaches_the_optimum():
    # Without the first row only the second's 4 is left; the charge of 6 pays for that.
    stage = two_by_two(1, 0)
    assert relax(stage, np.zeros(3)).whole_bound == 10
    assert relax(stage, np.array([6.0, 0, 0])).whole_bound == 4


def test_rows_on_one_set_are_charged_together():
    stage = two_by_two(1, 0)
    twice = Stage(stage.problem, stage.rows * 2, "points")
    assert relax(twice, np.array([2.5, 3.5, 0, 0])).whole_bound == 4


def test_a_credit_for_every_pairing():
    everything = PairSet(np.ones(2, dtype=np.bool_), np.ones(2, dtype=np.bool_))
    row = LinearRow(((-1, everything),), -2)
    stage = Stage(build_problem(np.array([[9, -1], [4, 1]])), (row,), "points")
    assert relax(stage, np.array([7.0, 0, 0])).whole_bound == 10


def test_an_excess_below_nothing_proves_that_rows_cannot_be_kept():
    stage = Stage(two_by_two(-1, -2).problem, two_by_two(-1, -2).rows, EXCESS)
    assert relax(stage, np.array([1.0, 0, 0])).bound < 0


def test_sums_that_could_leave_64_bits_are_refused():
    stage = two_by_two(1, 0)
    with pytest.raises(ScoreError, match="scores and rows are too large"):
        relax(stage, np.array([2e17, 0, 0]))
