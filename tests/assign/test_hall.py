"""Who cannot have their fewest pairings: against exhaustive search."""

from itertools import chain, combinations

import numpy as np
import pytest

from rmatch.assign import build_problem
from rmatch.assign.hall import MOST_CUT_DOWN, Shortage, shortages
from tests.assign.relaxing import every_matching


def random_loads(seed, most=5):
    draw = np.random.default_rng(seed)
    shape = tuple(draw.integers(1, most + 1, 2).tolist())
    score = np.where(draw.random(shape) < draw.choice([0.3, 0.6, 0.9]), 1, -1)
    problem = build_problem(score, draw.integers(0, 4, shape[0]), draw.integers(0, 3, shape[1]))
    one_sided = draw.random() < 0.5
    row_least = draw.integers(0, 3, shape[0])
    column_least = np.zeros(shape[1], int) if one_sided else draw.integers(0, 2, shape[1])
    return problem, row_least, column_least


def feasible(problem, row_least, column_least):
    usable = problem.usable()
    row_least = np.where(usable.any(axis=1), row_least, 0)
    column_least = np.where(usable.any(axis=0), column_least, 0)
    for pairs in every_matching(usable, problem.row_capacity, problem.column_capacity):
        rows, columns = np.array(pairs, dtype=int).reshape(-1, 2).T
        if (np.bincount(rows, minlength=len(row_least)) >= row_least).all() and (
            np.bincount(columns, minlength=len(column_least)) >= column_least
        ).all():
            return True
    return False


def only(people, least):
    kept = np.zeros_like(least)
    kept[list(people)] = least[list(people)]
    return kept


@pytest.mark.parametrize("seed", range(250))
def test_brute_force_agrees(seed):
    problem, row_least, column_least = random_loads(seed)
    found = shortages(problem, row_least, column_least)
    assert (found == ()) == feasible(problem, row_least, column_least)
    for one in found:
        assert one.needed > one.possible
        nobody = np.zeros_like
        for size in (len(one.people) - 1, len(one.people)):
            # The set is short as it is, and nobody can be taken out of it.
            for people in combinations(one.people, size):
                loads = (
                    (only(people, row_least), nobody(column_least))
                    if one.side == "row"
                    else (nobody(row_least), only(people, column_least))
                )
                assert feasible(problem, *loads) == (size < len(one.people))
    named = list(chain.from_iterable((one.side, person) for one in found for person in one.people))
    assert len({(one.side, p) for one in found for p in one.people}) * 2 == len(named)


def test_one_person_with_too_few_partners():
    problem = build_problem(np.array([[1, 1, -1], [1, 1, 1]]), [3, 3], 2)
    assert shortages(problem, np.array([3, 3]), np.zeros(3, int)) == (Shortage("row", (0,), 3, 2),)


def test_one_person_with_too_few_places():
    problem = build_problem(np.ones((2, 3), dtype=int), 1, [2, 1, 1])
    assert shortages(problem, np.array([2, 0]), np.zeros(3, int)) == (Shortage("row", (0,), 2, 1),)


def test_three_people_with_two_joint_partners():
    score = np.array([[1, 1, -1, -1], [1, 1, -1, -1], [1, 1, -1, -1], [1, 1, 1, 1]])
    problem = build_problem(score)
    assert shortages(problem, np.ones(4, int), np.zeros(4, int)) == (
        Shortage("row", (0, 1, 2), 3, 2),
    )


def test_columns_too():
    problem = build_problem(np.ones((1, 2), dtype=int), 1, 1)
    assert shortages(problem, np.zeros(1, int), np.ones(2, int)) == (
        Shortage("column", (0, 1), 2, 1),
    )


def test_nobody_without_a_partner_is_named():
    problem = build_problem(np.array([[-1, 1], [-1, 1]]), 1, [1, 0])
    assert shortages(problem, np.ones(2, int), np.ones(2, int)) == ()


def test_several_sets_are_named():
    score = np.full((4, 2), -1)
    score[:2, 0] = score[2:, 1] = 1
    found = shortages(build_problem(score), np.ones(4, int), np.zeros(2, int))
    assert [one.people for one in found] == [(0, 1), (2, 3)]


def test_a_crowd_is_left_as_it_is():
    size = 2 * MOST_CUT_DOWN
    (found,) = shortages(
        build_problem(np.ones((size, size - 3), dtype=int)), np.ones(size, int), np.zeros(size - 3)
    )
    assert len(found.people) == found.needed == found.possible + 1 > MOST_CUT_DOWN
