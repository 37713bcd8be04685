"""Every solver where two apply, and what each refuses or lacks."""

import sys
import threading

import numpy as np
import pytest

from rmatch.assign import assign, build_problem, flow, ilp, pulp_highs
from rmatch.assign.bound import upper_bound
from rmatch.assign.descent import rough_prices
from rmatch.errors import MissingPartError, SolverError, TimeLimitError
from tests.assign.brute import best_value
from tests.assign.cases import OBJECTIVES, random_case


@pytest.mark.parametrize(("objective", "fill"), OBJECTIVES)
@pytest.mark.parametrize("seed", range(6))
def test_ilp_equals_brute_force(seed, objective, fill):
    score, row_places, column_places = random_case(seed)
    found = assign(score, row_places, column_places, objective=objective, fill=fill, solver="ilp")
    assert found.value == best_value(
        score.tolist(), list(row_places), list(column_places), objective, fill
    )
    assert (found.status, found.solver) == ("optimal", "ilp")


@pytest.mark.parametrize(("objective", "fill"), OBJECTIVES)
@pytest.mark.parametrize("seed", range(4))
def test_hungarian_flow_and_ilp_agree(seed, objective, fill):
    score, row_places, _ = random_case(100 + seed, 30, 30)
    options = {"objective": objective, "fill": fill}
    values = {
        assign(score, row_places, 1, solver=solver, **options).value
        for solver in ("hungarian", "flow", "ilp")
    }
    assert len(values) == 1


@pytest.mark.parametrize(("objective", "fill"), OBJECTIVES)
@pytest.mark.parametrize("kind", ["equal", "product", "staircase", "few", "sparse"])
def test_flow_over_candidates_agrees(monkeypatch, kind, objective, fill):
    monkeypatch.setattr(flow, "SMALL_CELLS", 0)
    monkeypatch.setattr(flow, "FIRST_CANDIDATES", 2)
    monkeypatch.setattr(flow, "NEXT_CANDIDATES", 1)
    draw = np.random.default_rng(2)
    score = {
        "equal": np.full((70, 60), 5),
        "product": np.outer(draw.integers(0, 100, 70), draw.integers(0, 100, 60)),
        "staircase": np.where(np.tri(60, 60, dtype=bool), np.arange(60)[:, None] + 1, -1),
        "few": draw.integers(0, 4, (60, 70)),
        "sparse": np.where(draw.random((60, 60)) < 0.05, 7, -1),
    }[kind]
    options = {"objective": objective, "fill": fill}
    by_flow = assign(score, 1, 2, solver="flow", **options)
    assert by_flow.value == assign(score, 1, 2, solver="hungarian", **options).value


@pytest.mark.parametrize(("objective", "fill"), OBJECTIVES)
@pytest.mark.parametrize("seed", range(20))
def test_descent_gives_a_bound_that_never_rises(seed, objective, fill):
    score, row_places, column_places = random_case(seed, 20, 20)
    problem = build_problem(score, row_places, column_places, objective=objective, fill=fill)
    bounds = [
        upper_bound(
            score,
            problem.row_capacity,
            problem.column_capacity,
            *rough_prices(problem, rounds),
            bonus=problem.bonus,
            malus=problem.malus,
        )
        for rounds in range(4)
    ]
    assert bounds == sorted(bounds, reverse=True)


def test_ilp_without_time():
    with pytest.raises(TimeLimitError, match="before any valid matching") as caught:
        assign(np.ones((5, 5), dtype=int), solver="ilp", time_limit=1e-9)
    assert caught.value.seconds == 1e-9


def cut_off(monkeypatch, after, chosen):
    """Make HiGHS answer as if the clock had stopped it in level ``after``."""
    real, levels = pulp_highs.solve, []

    def solve(model, objective, **options):
        levels.append(objective)
        if len(levels) < after:
            return real(model, objective, **options)
        return pulp_highs.Outcome(chosen, True, "TimeLimit")

    monkeypatch.setattr(ilp, "solve", solve)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_cut_off_run_is_feasible_with_honest_bounds(monkeypatch, level):
    score = np.array([[4, 3, -1], [5, 6, 2], [-1, 1, -1]])
    best = assign(score, 2, 2, objective="most-matched")
    poor = np.zeros(7, dtype=bool)
    poor[0] = True
    cut_off(monkeypatch, level, poor)
    found = assign(score, 2, 2, objective="most-matched", solver="ilp", time_limit=60)
    assert (found.status, found.stopped) == ("feasible", "clock")
    assert found.value == (2, 1, 4)
    assert found.level_bound[0] >= best.value[0]
    assert found.level_bound[1] <= 1
    assert found.level_bound[2] >= 6


def test_a_cut_off_run_that_is_optimal_says_so(monkeypatch):
    cut_off(monkeypatch, 1, np.array([False, True, True, False]))
    found = assign(np.array([[1, 5], [5, 1]]), solver="ilp", time_limit=60)
    assert (found.status, found.stopped, found.gap) == ("optimal", "", 0)


def test_the_last_solution_counts_when_a_later_level_has_none(monkeypatch):
    cut_off(monkeypatch, 2, None)
    found = assign(
        np.array([[1, 5], [5, 1]]), solver="ilp", objective="most-matched", time_limit=60
    )
    assert found.value[0] == 4


def test_a_gap_is_feasible_or_optimal_but_never_wrong(monkeypatch):
    real = pulp_highs.solve

    def lazy(model, objective, **options):
        if options["gap"]:
            poor = np.zeros(model.variables, dtype=bool)
            poor[[0, 3]] = True
            return pulp_highs.Outcome(poor, False, "Optimal")
        return real(model, objective, **options)

    monkeypatch.setattr(ilp, "solve", lazy)
    score = np.array([[1, 5], [5, 1]])
    found = assign(score, solver="ilp", objective="most-matched", gap=0.9)
    assert (found.status, found.stopped) == ("feasible", "gap")
    assert found.value == (4, 2, 2)
    assert found.level_bound == (4, 2, 10)
    assert found.gap == 4.0


def test_a_poor_answer_called_optimal_is_not_believed(monkeypatch):
    poor = pulp_highs.Outcome(np.array([True, False, False, True]), False, "Optimal")
    monkeypatch.setattr(ilp, "solve", lambda *_, **__: poor)
    with pytest.raises(SolverError, match="not optimal"):
        assign(np.array([[1, 5], [5, 1]]), solver="ilp")


def test_no_answer_at_all(monkeypatch):
    nothing = pulp_highs.Outcome(None, False, "SolveError")
    monkeypatch.setattr(ilp, "solve", lambda *_, **__: nothing)
    with pytest.raises(SolverError, match=r"no solution .its status: SolveError"):
        assign(np.array([[1]]), solver="ilp")


def test_an_unreadable_answer(monkeypatch):
    import pulp

    def fail(*_):
        raise KeyError("kMemoryLimit")

    monkeypatch.setattr(pulp.LpProblem, "solve", fail)
    with pytest.raises(SolverError, match="could not read HiGHS's answer"):
        assign(np.array([[1]]), solver="ilp")


def test_highs_ran_with_other_threads_before():
    import highspy

    outcome = []

    def run():
        highs = highspy.Highs()
        highs.setOptionValue("output_flag", False)
        highs.setOptionValue("threads", 2)
        highs.addVar(0, 1)
        highs.changeColIntegrality(0, highspy.HighsVarType.kInteger)
        highs.run()
        outcome.append(assign(np.array([[3, 1]]), solver="ilp").total)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert outcome == [3]


def test_ilp_prints_nothing(capfd):
    assign(np.random.default_rng(0).integers(0, 9, (12, 12)), 2, 2, solver="ilp")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("module", "part", "solver"),
    [
        ("highspy", "highspy", "ilp"),
        ("pulp", "pulp", "ilp"),
        ("ortools.graph.python.min_cost_flow", "ortools", "flow"),
    ],
)
def test_a_missing_part_names_its_command(monkeypatch, module, part, solver):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingPartError, match=f"pip install {part}") as caught:
        assign(np.ones((2, 2), dtype=int), 2, 2, solver=solver)
    assert caught.value.part == part


def test_a_failing_flow_solver(monkeypatch):
    from ortools.graph.python import min_cost_flow

    class Failing(min_cost_flow.SimpleMinCostFlow):
        def solve(self):
            return self.BAD_RESULT

    monkeypatch.setattr(min_cost_flow, "SimpleMinCostFlow", Failing)
    with pytest.raises(SolverError, match="stopped with status BAD_RESULT"):
        assign(np.ones((2, 2), dtype=int), 2, 2)


def test_a_wrong_flow_is_noticed(monkeypatch):
    monkeypatch.setattr(flow, "_solve", lambda _, rows, __: np.zeros(len(rows), dtype=bool))
    with pytest.raises(SolverError, match="flow solver's matching is not optimal"):
        assign(np.ones((2, 2), dtype=int), 2, 2)
