"""What forcing each of many pairs costs: the same as one by one, and as by brute force."""

from dataclasses import replace

import numpy as np
import pytest

from rmatch.assign import alternatives, build_problem, force_pair, residual, solve
from rmatch.assign.alternatives import force_pairs, release_pairs
from rmatch.errors import SolverError, UsageError
from tests.assign.brute import best_value
from tests.assign.cases import OBJECTIVES, random_case


def every_pair(shape):
    rows, columns = np.indices(shape)
    return rows.ravel().astype(np.int64), columns.ravel().astype(np.int64)


@pytest.mark.parametrize(("objective", "fill"), OBJECTIVES)
@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("most_places", [1, 3])
def test_costs_equal_brute_force(seed, most_places, objective, fill):
    score, row_places, column_places = random_case(
        seed, most_rows=4, most_columns=4, most_places=most_places
    )
    problem = build_problem(score, row_places, column_places, objective=objective, fill=fill)
    found = solve(problem)
    rows, columns = every_pair(score.shape)
    forced = force_pairs(problem, found, rows, columns)
    assert forced.exact.all()
    for row, column, change in zip(rows, columns, forced.changes, strict=True):
        best = best_value(
            score.tolist(),
            list(row_places),
            list(column_places),
            objective,
            fill,
            must=("pair", row, column),
        )
        lost = best and tuple(one - two for one, two in zip(best, found.value, strict=True))
        assert change == lost


def larger(seed, objective, fill):
    """Problems in which the limit rises several times: ties, rare pairs, places for several."""
    draw = np.random.default_rng(seed)
    shape = draw.integers(8, 25, 2)
    score = draw.integers(0, draw.choice([2, 30, 10_000]), shape).astype(np.int32)
    score[draw.random(shape) < draw.choice([0.1, 0.6, 0.9])] = -1
    places = [draw.integers(0, draw.choice([2, 4]), size) for size in shape]
    problem = build_problem(score, *places, objective=objective, fill=fill)
    return problem, solve(problem)


@pytest.mark.parametrize(("objective", "fill"), OBJECTIVES)
@pytest.mark.parametrize("seed", range(25))
def test_costs_equal_those_of_one_at_a_time(seed, objective, fill):
    problem, found = larger(seed, objective, fill)
    rows, columns = every_pair(problem.shape)
    forced = force_pairs(problem, found, rows, columns)
    assert forced.exact.all()
    for row, column, change in zip(rows, columns, forced.changes, strict=True):
        legal = problem.score[row, column] >= 0
        assert change == (force_pair(problem, found, row, column) if legal else None)


@pytest.mark.parametrize(("objective", "fill"), OBJECTIVES)
@pytest.mark.parametrize("budget", [0, 100, 300])
def test_without_budget_it_costs_at_least_what_is_told(budget, objective, fill):
    told = []
    for seed in range(12):
        problem, found = larger(seed, objective, fill)
        rows, columns = np.nonzero(problem.usable())
        exact = force_pairs(problem, found, rows, columns)
        forced = force_pairs(problem, found, rows, columns, budget=budget)
        told += forced.exact.tolist()
        levels = [-1 if level == "pairings" else 1 for level in problem.levels]
        for known, change, best in zip(forced.exact, forced.changes, exact.changes, strict=True):
            if known:
                assert change == best
            assert np.multiply(change, levels).tolist() >= np.multiply(best, levels).tolist()
    assert not all(told)


def test_above_the_largest_size_the_prices_tell_the_least(monkeypatch):
    problem, found = larger(3, "best-total", "needed")
    rows, columns = np.nonzero(problem.usable())
    exact = force_pairs(problem, found, rows, columns)
    monkeypatch.setattr(residual, "SEARCHED_CELLS", 0)
    forced = force_pairs(problem, found, rows, columns)
    paired = set(zip(found.rows.tolist(), found.columns.tolist(), strict=True))
    for k, pair in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)):
        assert forced.exact[k] == (pair in paired)
        assert 0 >= forced.changes[k][0] >= exact.changes[k][0]
    assert any(change[0] < 0 for change in forced.changes)


def test_sums_that_floats_may_not_hold_are_searched_one_by_one(monkeypatch):
    problem, found = larger(4, "most-matched", "needed")
    rows, columns = np.nonzero(problem.usable())
    monkeypatch.setattr(alternatives, "EXACT_IN_FLOAT", 0)
    monkeypatch.setattr(alternatives, "shortest", None)
    forced = force_pairs(problem, found, rows, columns)
    assert forced.changes == tuple(
        force_pair(problem, found, row, column) for row, column in zip(rows, columns, strict=True)
    )


def test_costs_need_an_optimum():
    problem = build_problem(np.outer(np.arange(300), np.arange(300)), 2, 2)
    found = solve(problem, solver="flow", time_limit=1e-9)
    some = np.zeros(1, dtype=np.int64)
    with pytest.raises(UsageError, match="optimal matching only"):
        force_pairs(problem, found, some, some)


def test_another_problems_matching_is_noticed():
    found = solve(build_problem(np.array([[5, 0, 0], [0, 5, 0]])))
    other = build_problem(np.array([[0, 5, 9], [5, 0, 0]]))
    some = np.zeros(1, dtype=np.int64)
    with pytest.raises(SolverError, match="not an optimal one"):
        force_pairs(other, found, some + 1, some + 2)


def test_nobody_asked_about_nothing_searched():
    problem = build_problem(np.array([[3]]))
    none = np.zeros(0, dtype=np.int64)
    assert force_pairs(problem, solve(problem), none, none).changes == ()


def test_what_is_held_is_not_given_up():
    score = np.array([[9, 8, -1], [7, 9, 1]])
    problem = build_problem(score)
    found = solve(problem)
    held = np.zeros(score.shape, dtype=bool)
    held[0, 0] = True
    rows, columns = np.array([0, 1, 1]), np.array([1, 0, 2])
    assert force_pairs(problem, found, rows, columns).changes == ((-3,), (-3,), (-8,))
    forced = force_pairs(problem, found, rows, columns, held=held)
    assert forced.changes == (None, None, (-8,))
    assert forced.exact.all()


@pytest.mark.parametrize(("objective", "fill"), OBJECTIVES)
@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("most_places", [1, 3])
def test_among_matchings_that_hold_any_pairs_every_change_equals_brute_force(
    seed, most_places, objective, fill
):
    """Held pairs as the best matching would make them or not: forcing others, letting them go."""
    score, row_places, column_places = random_case(
        seed, most_rows=4, most_columns=4, most_places=most_places
    )
    problem = build_problem(score, row_places, column_places, objective=objective, fill=fill)
    made = every_matching(problem)
    draw = np.random.default_rng(seed)
    held = made[draw.integers(len(made))] & (draw.random(score.shape) < 0.6)
    holding = [one for one in made if one[held].all()]
    found = as_found(problem, max(holding, key=lambda one: worth(problem, one)))
    rows, columns = every_pair(score.shape)
    told = []
    forced = force_pairs(
        problem, found, rows, columns, held=held, told=lambda *news: told.append(news)
    )
    assert forced.exact.all()
    for row, column, change in zip(rows, columns, forced.changes, strict=True):
        best = [worth(problem, one) for one in holding if one[row, column]]
        assert change == (lost(problem, max(best), found) if best else None)
        if score[row, column] >= 0:
            assert change == force_pair(problem, found, row, column, held=held)
    assert all(done < of for done, of in told)
    let_go = np.nonzero(held)
    freed = release_pairs(problem, found, *let_go, held=held)
    assert freed.exact.all()
    for row, column, change in zip(*let_go, freed.changes, strict=True):
        rest = held.copy()
        rest[row, column] = False
        best = max(worth(problem, one) for one in made if one[rest].all() and not one[row, column])
        assert change == lost(problem, best, found)


def every_matching(problem):
    """All of them, as masks."""
    made = [np.zeros(problem.shape, dtype=bool)]
    for row, column in zip(*np.nonzero(problem.usable()), strict=True):
        for one in list(made):
            if one[row].sum() < problem.row_capacity[row] and (
                one[:, column].sum() < problem.column_capacity[column]
            ):
                more = one.copy()
                more[row, column] = True
                made.append(more)
    return made


def worth(problem, mask):
    """The levels, such that more is better."""
    signs = [-1 if level == "pairings" else 1 for level in problem.levels]
    values = problem.values(*np.nonzero(mask))
    return tuple(int(sign * value) for sign, value in zip(signs, values, strict=True))


def as_found(problem, mask):
    """A matching as if it had been solved for."""
    rows, columns = np.nonzero(mask)
    value = problem.values(rows, columns)
    return replace(solve(problem), rows=rows, columns=columns, value=value, status="optimal")


def lost(problem, best, found):
    signs = [-1 if level == "pairings" else 1 for level in problem.levels]
    reached = worth(problem, matching_mask(problem, found))
    return tuple(sign * (a - b) for sign, a, b in zip(signs, best, reached, strict=True))


def matching_mask(problem, found):
    mask = np.zeros(problem.shape, dtype=bool)
    mask[found.rows, found.columns] = True
    return mask
