"""A matching that does not keep what a level asks is never an answer, whoever found it."""

import numpy as np
import pytest

from rmatch.assign.constrained import solve_constrained
from rmatch.assign.constrained.branch import Branching, Incumbent
from rmatch.assign.constrained.lagrange import Stage
from rmatch.assign.problem import build_problem
from rmatch.assign.rows import LinearRow, PairSet

SCORE = np.array([[9, 1, 1], [1, 9, 1], [1, 1, 9]])
DIAGONAL = PairSet(np.ones(3, np.bool_), np.ones(3, np.bool_), np.eye(3, dtype=np.bool_))
ONE_OF_THE_DIAGONAL = LinearRow(((1, DIAGONAL),), 1)


def flat(pairs):
    return np.array([3 * row + column for row, column in pairs])


@pytest.mark.parametrize(
    ("asked", "pairs", "taken"),
    [
        ({}, [(0, 0), (1, 2), (2, 1)], True),
        ({}, [(0, 0), (1, 1), (2, 2)], False),  # the row
        ({}, [(0, 0), (0, 1)], False),  # a capacity
        ({"people": 6}, [(0, 0), (1, 2), (2, 1)], True),
        ({"people": 6}, [(0, 0), (1, 2)], False),
        ({"pairings": 2}, [(0, 0), (1, 2)], True),
        ({"pairings": 2}, [(0, 0), (1, 2), (2, 1)], False),
    ],
)
def test_only_what_keeps_rows_capacities_and_earlier_levels_is_taken(asked, pairs, taken):
    stage = Stage(build_problem(SCORE), (ONE_OF_THE_DIAGONAL,), "points", **asked)
    branching = Branching(stage, np.arange(9), Incumbent(), gap=0.0, deadline=None, guess=False)
    assert branching._take(stage, flat(pairs)) is taken
    assert (branching.worth is not None) is taken


def test_what_breaks_a_row_is_not_even_kept_for_when_the_clock_stops():
    stage = Stage(build_problem(SCORE), (ONE_OF_THE_DIAGONAL,), "points", people=6)
    incumbent = Incumbent()
    branching = Branching(stage, np.arange(9), incumbent, gap=0.0, deadline=None, guess=False)
    branching._take(stage, flat([(0, 0), (1, 1), (2, 2)]))
    assert incumbent.pairs is None
    # Fewer people than settled before: no answer, but valid if time runs out.
    branching._take(stage, flat([(0, 0), (1, 2)]))
    assert incumbent.pairs is not None


def only(rows, columns):
    return PairSet(np.isin(np.arange(3), rows), np.isin(np.arange(3), columns))


@pytest.mark.parametrize("fill", ["needed", "full"])
def test_more_people_come_before_points_where_rows_cost_people(fill):
    """Without rows six people are paired; with them four, or two for far more points."""
    score = np.ones((3, 3), dtype=np.int64)
    score[2, 2] = 100
    everything, best = only([0, 1, 2], [0, 1, 2]), only([2], [2])
    rows = [LinearRow(((1, everything), (1, best)), 2)]
    found = solve_constrained(build_problem(score, objective="most-matched", fill=fill), rows)
    assert found.status == "optimal"
    assert (found.value[0], len(found.rows), found.total) == (4, 2, 2)


def test_fewer_pairings_come_before_points_where_rows_cost_people():
    """The third row may have none: five people, by three pairings though four score more."""
    score = np.ones((3, 3), dtype=np.int64)
    rows = [LinearRow(((1, only([2], [0, 1, 2])),), 0)]
    problem = build_problem(score, 2, 2, objective="most-matched")
    found = solve_constrained(problem, rows)
    assert (found.levels, found.value) == (("people", "pairings", "points"), (5, 3, 3))
    full = build_problem(score, 2, 2, objective="most-matched", fill="full")
    assert solve_constrained(full, rows).value == (5, 4)
