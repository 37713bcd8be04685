import pickle

import numpy as np
import pytest

from rmatch.assign import CapacityError, ScoreError, assign, build_problem, core, solve
from rmatch.assign.bound import faults, matching_sum, upper_bound
from rmatch.errors import SolverError, SolverRefusedError, UsageError
from tests.assign.brute import best_value
from tests.assign.cases import OBJECTIVES, random_case


def check_case(score, row_places, column_places, objective, fill, solver):
    before = score.copy()
    found = assign(score, row_places, column_places, objective=objective, fill=fill, solver=solver)
    assert (score == before).all()
    expected = best_value(score.tolist(), list(row_places), list(column_places), objective, fill)
    assert found.value == expected
    assert found.level_bound == expected
    assert found.status == "optimal"
    assert found.total == found.bound == expected[-1]
    assert not faults(score, row_places, column_places, found.rows, found.columns)
    return found


@pytest.mark.parametrize("solver", ["auto", "flow"])
@pytest.mark.parametrize(("objective", "fill"), OBJECTIVES)
@pytest.mark.parametrize("seed", range(25))
def test_brute_force_with_capacities(seed, objective, fill, solver):
    check_case(*random_case(seed), objective, fill, solver)


@pytest.mark.parametrize(("objective", "fill"), OBJECTIVES)
@pytest.mark.parametrize("seed", range(40))
def test_brute_force_unit(seed, objective, fill):
    score, _, _ = random_case(seed)
    ones = np.ones(score.shape[0], dtype=int), np.ones(score.shape[1], dtype=int)
    check_case(score, *ones, objective, fill, "hungarian")


@pytest.mark.parametrize(("objective", "fill"), OBJECTIVES)
@pytest.mark.parametrize("swap", [False, True])
@pytest.mark.parametrize("seed", range(15))
def test_brute_force_one_sided(seed, swap, objective, fill):
    score, places, _ = random_case(seed)
    ones = np.ones(score.shape[1], dtype=int)
    if swap:
        check_case(score.T, ones, places, objective, fill, "hungarian")
    else:
        check_case(score, places, ones, objective, fill, "hungarian")


@pytest.mark.parametrize(("objective", "fill"), OBJECTIVES)
@pytest.mark.parametrize("seed", range(60))
def test_brute_force_seven(seed, objective, fill):
    score, _, _ = random_case(seed, 7, 7)
    ones = np.ones(score.shape[0], dtype=int), np.ones(score.shape[1], dtype=int)
    for solver in ("hungarian", "flow", "ilp"):
        check_case(score, *ones, objective, fill, solver)


@pytest.mark.parametrize(("objective", "fill"), OBJECTIVES)
@pytest.mark.parametrize("seed", range(300))
def test_brute_force_many(seed, objective, fill):
    for solver in ("auto", "flow"):
        check_case(*random_case(1000 + seed), objective, fill, solver)


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
@pytest.mark.parametrize("solver", core.SOLVERS)
def test_empty_matrix(shape, solver):
    found = assign(np.zeros(shape, dtype=np.int32), solver=solver, objective="most-matched")
    assert found.value == (0, 0, 0)
    assert len(found.rows) == len(found.columns) == 0
    assert [len(prices) for prices in found.prices] == list(shape)


@pytest.mark.parametrize("solver", core.SOLVERS)
@pytest.mark.parametrize("objective", ["most-matched", "best-total"])
def test_no_legal_pair(solver, objective):
    found = assign(np.full((3, 2), -1), 2, 2, solver=solver, objective=objective)
    assert found.total == found.bound == len(found.rows) == 0
    assert found.status == "optimal"


@pytest.mark.parametrize("solver", core.SOLVERS)
def test_no_places(solver):
    found = assign(np.ones((3, 2), dtype=int), 0, 1, solver=solver, objective="most-matched")
    assert found.value == (0, 0, 0)


def test_capacities_beyond_the_other_side_are_fine():
    found = assign(np.array([[3, 4], [5, -1]]), 10**15, 10**15)
    assert found.total == 12
    assert found.status == "optimal"


@pytest.mark.parametrize("solver", ["auto", "flow", "ilp"])
def test_nobody_is_paired_twice(solver):
    score = np.array([[9, 1, 1], [1, 1, 1], [1, 1, 1]])
    found = assign(score, 3, 3, solver=solver, objective="most-matched", fill="full")
    pairs = list(zip(found.rows.tolist(), found.columns.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs)
    assert found.value == (6, 17)


def test_pairs_are_sorted():
    found = assign(np.ones((4, 4), dtype=int), 2, 2)
    pairs = list(zip(found.rows.tolist(), found.columns.tolist(), strict=True))
    assert pairs == sorted(pairs)


def test_equal_runs_are_equal():
    score = np.random.default_rng(1).integers(0, 4, (60, 50))
    for solver in ("hungarian", "flow"):
        one, two = assign(score, solver=solver), assign(score.copy(), solver=solver)
        assert (one.columns == two.columns).all()


@pytest.mark.parametrize("dtype", [np.int8, np.int16, np.int64, np.uint8, np.uint64])
def test_any_integer_type(dtype):
    score = np.array([[7, 5], [6, 1]], dtype=dtype)
    for solver in ("hungarian", "flow"):
        assert assign(score, 1, solver=solver).total == 11


def test_read_only_and_strided_input():
    score = np.arange(24).reshape(4, 6)[:, ::2]
    score.setflags(write=False)
    assert assign(score, 2, 1, solver="flow").total == assign(score, 2, 1).total


def test_prices_prove_the_total_by_the_plain_formula():
    score, row_places, column_places = random_case(7, 30, 30, least_places=1)
    found = assign(score, row_places, column_places)
    u, v = found.prices
    assert (u >= 0).all()
    assert (v >= 0).all()
    slack = np.maximum(score - u[:, None] - v, 0)[score >= 0].sum()
    caps = np.minimum(row_places, score.shape[1]), np.minimum(column_places, score.shape[0])
    assert caps[0] @ u + caps[1] @ v + slack == found.total


def test_prices_of_the_multiplied_objective():
    score, row_places, column_places = random_case(7, 30, 30, least_places=1)
    problem = build_problem(score, row_places, column_places, objective="most-matched")
    found = solve(problem)
    multipliers = {"bonus": found.bonus, "malus": found.malus}
    places = problem.row_capacity, problem.column_capacity
    best = upper_bound(score, *places, *found.prices, **multipliers)
    assert best == matching_sum(score, found.rows, found.columns, **multipliers)


def test_a_result_survives_pickling():
    found = assign(np.array([[1]]))
    assert pickle.loads(pickle.dumps(found)).total == 1


def test_hungarian_refuses_capacities_on_both_sides():
    with pytest.raises(SolverRefusedError, match="capacities above 1 on both sides") as caught:
        assign(np.ones((2, 2), dtype=int), 2, 2, solver="hungarian")
    assert caught.value.solver == "hungarian"
    assert "'auto'" in str(caught.value)


def test_large_scores_take_another_way():
    score = np.array([[2**48, 2**48 + 1], [2**48, 2**48]])
    with pytest.raises(SolverRefusedError, match="not exact in floating point"):
        assign(score, solver="hungarian")
    found = assign(score)
    assert found.solver == "flow"
    assert found.total == 2**49 + 1


def test_flow_refuses_what_would_overflow():
    score = np.full((60, 60), 2**44)
    with pytest.raises(SolverRefusedError, match="scaled costs could leave 64 bits"):
        assign(score, 2, 2, solver="flow")


def test_scores_that_could_leave_64_bits():
    with pytest.raises(ScoreError, match="sums could leave 64 bits"):
        assign(np.array([[2**61]]))


@pytest.mark.parametrize(
    ("score", "message"),
    [
        (np.array([1, 2]), "two dimensions"),
        (np.array([[1.0]]), "whole numbers, not float64"),
        (np.array([[True]]), "whole numbers, not bool"),
        ([["a"]], "whole numbers"),
        (np.array([[2**63]], dtype=np.uint64), "above 64 bits"),
    ],
)
def test_scores_that_cannot_be_used(score, message):
    with pytest.raises(ScoreError, match=message) as caught:
        assign(score)
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, UsageError)


@pytest.mark.parametrize(
    ("capacity", "message"),
    [
        (-1, "row_capacity must not be negative"),
        ([1, -2], "must not be negative .found: -2."),
        (1.5, "row_capacity must be whole numbers"),
        (True, "row_capacity must be whole numbers"),
        ([1, 1, 1], "must be one number or 2 of them"),
        ([[1, 1]], "must be one number or 2 of them"),
    ],
)
def test_capacities_that_cannot_be_used(capacity, message):
    with pytest.raises(CapacityError, match=message):
        assign(np.ones((2, 2), dtype=int), capacity)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"objective": "fairest"}, "objective must be one of 'most-matched', 'best-total'"),
        ({"fill": "some"}, "fill must be one of"),
        ({"solver": "cbc"}, "solver must be one of 'auto'"),
        ({"gap": -0.1}, "gap must be at least 0"),
        ({"gap": 1.0}, "gap must be at least 0 and below 1"),
        ({"time_limit": 0}, "time_limit must be above 0 seconds"),
    ],
)
def test_options_that_do_not_exist(options, message):
    with pytest.raises(UsageError, match=message):
        assign(np.ones((2, 2), dtype=int), **options)


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        (([0], [1]), "not optimal"),
        (([0, 1], [0, 0]), "a column has more pairings"),
        (([0, 0], [0, 1]), "a row has more pairings"),
        (([0, 0], [0, 0]), "paired twice"),
        (([1], [1]), "a forbidden pair was chosen"),
        (([0], [5]), "outside the matrix"),
    ],
)
def test_a_wrong_answer_is_never_called_optimal(monkeypatch, pairs, message):
    wrong = tuple(np.array(side, dtype=np.int64) for side in pairs)
    monkeypatch.setattr(core.hungarian, "pair_up", lambda problem: wrong)
    with pytest.raises(SolverError, match=message):
        assign(np.array([[5, 1], [4, -1]]), solver="hungarian")


def test_wrong_prices_are_never_called_a_proof(monkeypatch):
    high = lambda *_: (np.array([9, 9]), np.array([0, 0]))  # noqa: E731
    monkeypatch.setattr(core, "optimal_prices", high)
    with pytest.raises(SolverError, match="reached 5, but the independent bound is 18"):
        assign(np.array([[5, 1], [4, -1]]))


def test_auto_chooses_by_size_and_capacities(monkeypatch):
    score = np.ones((4, 4), dtype=int)
    assert assign(score).solver == "hungarian"
    assert assign(score, 3).solver == "hungarian"
    assert assign(score, 2, 2).solver == "flow"
    monkeypatch.setattr(core, "HUNGARIAN_CELLS", 15)
    assert assign(score).solver == "flow"


def test_flow_stops_at_its_deadline():
    score = np.outer(np.arange(300), np.arange(300))
    found = assign(score, 2, 2, solver="flow", time_limit=1e-9)
    best = assign(score, 2, 2, solver="flow")
    assert (found.status, found.stopped) == ("feasible", "clock")
    assert found.total <= best.total <= found.bound
    assert found.gap > 0
