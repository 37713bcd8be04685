"""Pairing under rows: brute force, a plain integer programme, gaps, clocks and trouble."""

import sys
import time

import numpy as np
import pytest

from rmatch.assign.bound import faults
from rmatch.assign.constrained import branch, core_lp, levels, solve_constrained
from rmatch.assign.core import solve
from rmatch.assign.errors import RowsInfeasible
from rmatch.assign.problem import build_problem
from rmatch.assign.pulp_highs import Outcome
from rmatch.assign.rows import LinearRow, PairSet, broken
from rmatch.errors import MissingPartError, SolverError, TimeLimitError
from tests.assign.rows_cases import KINDS, best_value, everything, measured, random_case


def solved(case, **options):
    """The value of each level; None if no matching keeps the rows; checks what must hold."""
    try:
        found = solve_constrained(case.problem, case.rows, **options)
    except RowsInfeasible:
        return None
    places = case.row_places, case.column_places
    assert not faults(case.score, *places, found.rows, found.columns)
    assert not broken(case.rows, found.rows, found.columns)
    people, count, points = measured(case, list(zip(found.rows, found.columns, strict=True)))
    known = {"people": people, "pairings": count, "points": points}
    assert found.value == tuple(known[level] for level in found.levels)
    assert found.price_bound >= found.bound >= found.total == points
    assert found.status == "optimal"
    return found.value


@pytest.mark.parametrize("kind", [*KINDS, None])
@pytest.mark.parametrize("seed", range(12))
def test_the_optimum_is_that_of_brute_force(kind, seed):
    case = random_case(seed, kind=kind)
    assert solved(case) == best_value(case)


@pytest.mark.parametrize("places", [1, 2, 3])
@pytest.mark.parametrize("seed", range(100, 112))
def test_with_capacities_too(places, seed):
    case = random_case(seed, places=places)
    assert solved(case) == best_value(case)


def larger(seed, size, shares=True):
    """Unit capacities: departments as a share, groups on a topic within another share."""
    draw = np.random.default_rng(seed)
    own = draw.integers(0, 4, size)[:, None] == draw.integers(0, 4, size)
    score = draw.integers(0, 3000, (size, size)) + 2000 * own
    score[draw.random((size, size)) < 0.1] = -1
    everyone = np.ones(size, dtype=np.bool_)
    rows = [
        LinearRow(((10, PairSet(everyone, everyone, own)), (-1, everything(score.shape))), 0, 10)
    ]
    group = draw.permutation(size) % 4
    topic = np.broadcast_to(draw.random(size) < 0.5, score.shape)
    whole = PairSet(everyone, everyone, topic) if shares else everything(score.shape)
    rows += [
        LinearRow(((100, PairSet(group == one, everyone, topic)), (-27, whole)), 0, 100)
        for one in range(4)
    ]
    rows.append(LinearRow(((-1, PairSet(everyone, everyone, topic)),), -(size // 4)))
    return score, tuple(rows)


def plain_best(score, rows, people=None):
    """The most points over all pairs, by one plain model for scipy's milp."""
    from scipy.optimize import LinearConstraint, milp

    where = np.nonzero(score >= 0)
    lines = [where[side] == one for side in (0, 1) for one in range(score.shape[side])]
    table = np.array([*lines, *(row.coefficients(*where) for row in rows)], dtype=np.float64)
    most = [1.0] * len(lines) + [row.limit for row in rows]
    limits = [LinearConstraint(table, -np.inf, most)]
    if people is not None:
        limits.append(LinearConstraint(np.ones((1, len(where[0]))), people // 2, np.inf))
    worth = score[where].astype(np.float64)
    found = milp(-worth, constraints=limits, integrality=np.ones(len(worth)), bounds=(0, 1))
    assert found.status == 0
    return round(-found.fun)


@pytest.mark.parametrize("shares", [False, True])
@pytest.mark.parametrize("seed", range(2))
def test_a_plain_integer_programme_over_all_pairs_agrees(seed, shares):
    score, rows = larger(seed, 20 if shares else 40, shares)
    found = solve_constrained(build_problem(score), rows)
    assert (found.status, found.total) == ("optimal", plain_best(score, rows))
    matched = solve_constrained(build_problem(score, objective="most-matched"), rows)
    assert matched.status == "optimal"
    assert matched.value[-1] == plain_best(score, rows, people=matched.value[0])


def test_what_keeps_the_rows_without_them_is_the_answer():
    score, rows = larger(1, 12)
    loose = tuple(LinearRow(row.terms, row.limit + 10_000, row.unit) for row in rows)
    problem = build_problem(score)
    free = solve(problem)
    assert solve_constrained(problem, loose, free=free) is free


@pytest.mark.parametrize("gap", [0.001, 0.05])
def test_a_gap_is_kept_and_said(gap):
    score, rows = larger(3, 30)
    problem = build_problem(score, objective="most-matched")
    best = solve_constrained(problem, rows)
    near = solve_constrained(problem, rows, gap=gap)
    assert near.value[:-1] == best.value[:-1]
    assert near.total <= best.total <= near.bound
    assert near.bound - near.total <= gap * near.total
    assert near.status == ("optimal" if near.bound == near.total else "feasible")
    assert near.stopped == ("" if near.status == "optimal" else "gap")


def test_two_runs_are_equal():
    score, rows = larger(4, 30)
    problem = build_problem(score, objective="most-matched")
    first, second = (solve_constrained(problem, rows, gap=0.001) for _ in range(2))
    assert first.rows.tolist() == second.rows.tolist()
    assert first.columns.tolist() == second.columns.tolist()
    assert (first.bound, first.price_bound) == (second.bound, second.price_bound)


# -- rows that nothing keeps


def row_of_all(score, coefficient, limit):
    return LinearRow(((coefficient, everything(score.shape)),), limit)


@pytest.mark.parametrize("objective", ["most-matched", "best-total"])
def test_rows_that_nothing_keeps(objective):
    score = np.arange(9).reshape(3, 3)
    problem = build_problem(score, objective=objective)
    with pytest.raises(RowsInfeasible) as none:
        solve_constrained(problem, [row_of_all(score, -1, -4)])
    assert none.value.proven


def test_nobody_to_pair_keeps_no_minimum():
    score = np.full((2, 2), -1)
    with pytest.raises(RowsInfeasible):
        solve_constrained(build_problem(score), [row_of_all(score, -1, -1)])


def test_a_share_that_whole_numbers_cannot_keep():
    # Between a third and two fifths of at most two pairings, and one at least.
    score = np.ones((2, 2), dtype=np.int64)
    part = PairSet(np.array([True, False]), np.ones(2, dtype=np.bool_))
    rows = [
        LinearRow(((-3, part), (1, everything(score.shape))), 0, 3),
        LinearRow(((5, part), (-2, everything(score.shape))), 0, 5),
        row_of_all(score, -1, -1),
    ]
    with pytest.raises(RowsInfeasible) as none:
        solve_constrained(build_problem(score), rows)
    assert none.value.proven


# -- clocks


class Clock:
    """Each look at it takes a second."""

    def __init__(self):
        self.now = 0.0

    def monotonic(self):
        self.now += 1.0
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(time, "monotonic", clock.monotonic)
    return clock


def test_no_time_at_all(clock):
    score, rows = larger(5, 16)
    with pytest.raises(TimeLimitError):
        solve_constrained(build_problem(score), rows, time_limit=0.5)


@pytest.mark.parametrize("objective", ["most-matched", "best-total"])
def test_time_that_runs_out_leaves_the_best_with_bounds_that_hold(objective, clock):
    score, rows = larger(6, 30)
    problem = build_problem(score, objective=objective)
    best = solve_constrained(problem, rows)
    cut = 0
    for seconds in range(2, 50, 6):
        clock.now = 0.0
        try:
            found = solve_constrained(problem, rows, time_limit=seconds)
        except TimeLimitError:
            continue
        assert not broken(rows, found.rows, found.columns)
        assert found.value <= best.value
        assert found.level_bound[0] >= best.value[0]
        if found.value[:-1] == best.value[:-1]:
            assert found.bound >= best.total
        if found.stopped:
            cut += 1
            assert (found.status, found.stopped) == ("feasible", "clock")
            assert found.gap == (found.bound - found.total) / found.total
    assert cut


def test_a_cut_off_run_claims_no_fewest_pairings_it_has_not_proven():
    # Two people each: the four are reached by two pairings, and three were found.
    score = np.array([[1, 5], [5, 1]])
    problem = build_problem(score, 2, 2, objective="most-matched")
    search = levels._Search(problem, (row_of_all(score, 1, 3),), solve(problem), 0.0, 1.0)
    pairs = np.array([0, 0, 1]), np.array([0, 1, 1])
    search.incumbent.offer(search._stage("points", {}), *pairs)
    found = search._cut_off()
    assert (found.value, found.level_bound[:2]) == ((4, 3, 7), (4, 2))
    assert found.bound >= 7


# -- trouble with HiGHS


def needs_a_programme(monkeypatch):
    """A problem whose linear programme takes one pairing and a half."""
    score = np.array([[5, 4], [4, 5]])
    monkeypatch.setattr(core_lp.CoreProgramme, "dive", lambda *_: None)
    return build_problem(score), (row_of_all(score, 2, 3),)


def test_highs_that_gives_up(monkeypatch):
    problem, rows = needs_a_programme(monkeypatch)
    monkeypatch.setattr(branch, "solve_model", lambda *_, **__: Outcome(None, False, "Unknown"))
    with pytest.raises(SolverError, match=r"HiGHS gave no solution \(its status: Unknown\)"):
        solve_constrained(problem, rows)


def test_highs_that_answers_wrongly(monkeypatch):
    problem, rows = needs_a_programme(monkeypatch)

    def everything_at_once(model, objective, **_):
        return Outcome(np.ones(model.variables, dtype=np.int64), False, "Optimal")

    monkeypatch.setattr(branch, "solve_model", everything_at_once)
    with pytest.raises(SolverError, match="HiGHS gave a matching that breaks a row or a capac"):
        solve_constrained(problem, rows)


def test_a_linear_programme_that_highs_does_not_solve(monkeypatch):
    import highspy

    problem, rows = needs_a_programme(monkeypatch)
    unknown = highspy.HighsModelStatus.kUnknown
    monkeypatch.setattr(highspy.Highs, "getModelStatus", lambda _: unknown)
    with pytest.raises(SolverError, match=r"was not solved \(HiGHS's status: Unknown\)"):
        solve_constrained(problem, rows)


def test_the_least_excess_always_has_an_answer(monkeypatch):
    problem, rows = needs_a_programme(monkeypatch)
    monkeypatch.setattr(core_lp.CoreProgramme, "_run", lambda _: None)
    with pytest.raises(SolverError, match="the programme for the least excess has no solution"):
        solve_constrained(problem, rows)


def test_highs_is_not_installed(monkeypatch):
    problem, rows = needs_a_programme(monkeypatch)
    monkeypatch.setitem(sys.modules, "highspy", None)
    with pytest.raises(MissingPartError):
        solve_constrained(problem, rows)
