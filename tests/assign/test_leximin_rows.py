"""Objective 'fairest' under linear rows, against brute force."""

from itertools import product

import numpy as np
import pytest

from rmatch.assign import build_problem
from rmatch.assign.errors import RowsInfeasible
from rmatch.assign.fairest import rows as leximin_rows
from rmatch.assign.fairest.leximin import by_prices, solve_fairest
from rmatch.assign.fairest.programme import Programme
from rmatch.assign.fairest.rows import by_rows
from rmatch.assign.pulp_highs import Outcome
from rmatch.assign.rows import LinearRow, PairSet, broken
from rmatch.errors import SolverError, TimeLimitError
from tests.assign.leximin_brute import fairest
from tests.assign.test_leximin import FILLS, case


def some_pairs(draw, shape):
    rows, columns = (draw.random(size) < 0.6 for size in shape)
    return PairSet(rows, columns, draw.random(shape) < 0.7 if draw.random() < 0.5 else None)


def random_limits(seed, shape):
    """One to three rows: at most, at least, a share, or a difference of two sets."""
    draw = np.random.default_rng(seed)
    everything = PairSet(np.ones(shape[0], dtype=bool), np.ones(shape[1], dtype=bool))
    found = []
    for kind in draw.choice(["most", "least", "share", "difference"], draw.integers(1, 4)):
        one, two = some_pairs(draw, shape), some_pairs(draw, shape)
        found.append(
            {
                "most": LinearRow(((1, one),), int(draw.integers(0, 3))),
                "least": LinearRow(((-1, one),), -int(draw.integers(1, 3))),
                "share": LinearRow(((5, one), (-2, everything)), 0, 5),
                "difference": LinearRow(((2, one), (-3, two)), 1, 2),
            }[str(kind)]
        )
    return found


def plain(limits, shape):
    """The rows for the brute force: a coefficient for each pair."""
    grid = [one.ravel() for one in np.indices(shape)]
    pairs = list(zip(*(one.tolist() for one in grid), strict=True))
    return [
        (dict(zip(pairs, row.coefficients(*grid).tolist(), strict=True)), row.limit)
        for row in limits
    ]


@pytest.mark.parametrize("fill", FILLS)
@pytest.mark.parametrize(
    ("rows", "columns", "row_places", "column_places", "count"),
    [(6, 6, 1, 1, 12), (5, 5, 3, 1, 8), (5, 5, 1, 3, 8), (4, 4, 3, 3, 16)],
)
def test_equals_brute_force(fill, rows, columns, row_places, column_places, count):
    infeasible = 0
    for seed in range(3000, 3000 + count):
        given = case(seed, rows, columns, row_places, column_places)
        limits = random_limits(seed, given[0].shape)
        places = [one.tolist() for one in given]
        expected = fairest(*places, fill, plain(limits, given[0].shape))
        if expected is None:
            infeasible += 1
            with pytest.raises(RowsInfeasible):
                solve_fairest(*given, fill=fill, rows=limits)
            continue
        found = solve_fairest(*given, fill=fill, rows=limits)
        assert found.key(fill) == expected, seed
        assert found.proven
        assert not broken(limits, found.rows, found.columns)
    assert infeasible < count


@pytest.fixture
def without_prices(monkeypatch):
    """Every level must be decided by an integer programme."""
    monkeypatch.setattr(Programme, "prove", lambda *_: None)


@pytest.mark.parametrize("places", [(1, 1), (3, 1), (1, 3), (3, 3)])
def test_integer_programmes_alone_agree(without_prices, places):
    for seed in range(5000, 5004):
        score, rows, columns = case(seed, 5, 5, *places)
        problem = build_problem(score, rows, columns, objective="most-matched")
        assert by_rows(problem, ()).key() == by_prices(problem, None).key(), seed
        limits = random_limits(seed, score.shape)
        given = score.tolist(), rows.tolist(), columns.tolist()
        expected = fairest(*given, "needed", plain(limits, score.shape))
        if expected is not None:
            assert by_rows(problem, limits).key() == expected, seed


def limited(size=12, places=1):
    """A problem that a row keeps from its fairest matching."""
    draw = np.random.default_rng(4)
    score = draw.integers(0, 50, (size, size))
    half = PairSet(np.arange(size) % 2 == 0, np.arange(size) % 2 == 0)
    return score, places, places, [LinearRow(((1, half),), 1)]


def test_the_method_says_whose_word_it_is(without_prices):
    score, rows, columns, limits = limited()
    loose = [LinearRow(limits[0].terms, len(score))]
    assert solve_fairest(score, rows, columns, rows=loose).method == "prices"
    assert solve_fairest(score, rows, columns, rows=limits).method == "ilp"


@pytest.mark.parametrize("places", [1, 2])
def test_larger(places):
    """Leximin under a row is below leximin without it; the other way of asking agrees."""
    score, rows, columns, limits = limited(20, places)
    free = solve_fairest(score, rows, columns)
    found = solve_fairest(score, rows, columns, rows=limits)
    assert (found.proven, found.people) == (True, 40)
    assert found.key() < free.key()
    turned = solve_fairest(score[::-1], rows, columns, rows=[upside_down(limits[0])])
    assert turned.key() == found.key()


def upside_down(row):
    terms = tuple((k, PairSet(one.rows[::-1], one.columns)) for k, one in row.terms)
    return LinearRow(terms, row.limit)


def test_no_time_at_all():
    draw = np.random.default_rng(8)
    score = draw.integers(0, 50, (30, 30))
    halves = [
        PairSet(np.arange(30) % 3 == one, np.arange(30) % 3 == two)
        for one in range(3)
        for two in range(3)
    ]
    limits = [LinearRow(((-1, half),), -3) for half in halves]
    with pytest.raises(TimeLimitError, match="the time limit of 1e-09 s passed before any"):
        solve_fairest(score, rows=limits, time_limit=1e-9)


def test_the_clock_leaves_the_best_matching_so_far(monkeypatch, without_prices):
    score, rows, columns, limits = limited()
    problem = build_problem(score, rows, columns, objective="most-matched")
    whole = by_rows(problem, limits)
    solve, solved = leximin_rows.solve, []

    def slow(model, objective, **options):
        solved.append(1)
        outcome = solve(model, objective, **options)
        return Outcome(outcome.values, len(solved) == 6, outcome.status)

    monkeypatch.setattr(leximin_rows, "solve", slow)
    found = by_rows(problem, limits)
    assert (found.proven, found.stopped) == (False, "clock")
    assert 0 < found.settled < len(found.best)
    assert found.best[: found.settled].tolist() == whole.best[: found.settled].tolist()
    assert not broken(limits, found.rows, found.columns)


NOTHING = Outcome(np.zeros(500, dtype=np.int64), False, "Unknown")
EVERYTHING = Outcome(np.ones(500, dtype=np.int64), False, "Optimal")


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome(None, False, "SolveError"), r"no solution \(its status: SolveError\)"),
        (EVERYTHING, "breaks a rule: a row has more"),
        (NOTHING, "with status Unknown"),
    ],
)
def test_trouble_with_the_solver_is_said(monkeypatch, without_prices, outcome, words):
    score, rows, columns, limits = limited(places=2)
    problem = build_problem(score, rows, columns, objective="most-matched")
    monkeypatch.setattr(leximin_rows, "solve", lambda *_, **__: outcome)
    with pytest.raises(SolverError, match=words):
        by_rows(problem, limits)


def test_an_answer_that_breaks_a_linear_row_is_seen(monkeypatch, without_prices):
    score, rows, columns, limits = limited()
    problem = build_problem(score, rows, columns, objective="most-matched")
    free = by_prices(problem, None)
    chosen = np.zeros(500, dtype=np.int64)
    chosen[free.rows * 12 + free.columns] = 1
    monkeypatch.setattr(leximin_rows, "solve", lambda *_, **__: Outcome(chosen, False, "Optimal"))
    with pytest.raises(SolverError, match="breaks a rule: a linear row"):
        by_rows(problem, limits)


@pytest.mark.parametrize("lie", ["nothing", "worse"])
def test_a_wrong_optimum_is_seen(monkeypatch, without_prices, lie):
    score, rows, columns, limits = limited(6, 2)
    problem = build_problem(score, rows, columns, objective="most-matched", fill="full")
    solve = leximin_rows.solve

    def lying(model, objective, **options):
        if lie == "worse":
            return solve(model, -objective, **options)
        return Outcome(np.zeros(model.variables, dtype=np.int64), False, "Optimal")

    monkeypatch.setattr(leximin_rows, "solve", lying)
    with pytest.raises(SolverError, match="not what the matching checked reaches"):
        by_rows(problem, limits)


def test_prices_never_prove_too_much():
    """The bound holds for every 0/1 solution, and so does what is called needless."""
    for seed in range(30):
        draw = np.random.default_rng(seed)
        programme = Programme(7)
        matrix = draw.integers(-2, 4, (4, 7))
        highs = draw.integers(1, 6, 4)
        for factors, high in zip(matrix, highs, strict=True):
            programme.row(np.arange(7), factors, int(high))
        cost = draw.integers(-5, 6, 7)
        every = np.array(list(product((0, 1), repeat=7)))
        valid = every[(every @ matrix.T <= highs).all(axis=1)]
        least = int((valid @ cost).min())
        proof = programme.prove(cost)
        assert proof.least <= least
        assert proof.proves(proof.least)
        assert not proof.proves(least + 1)
        best = valid[valid @ cost == least]
        assert not best[:, proof.needless(least)].any()


def test_no_proof_of_what_cannot_be_kept_or_counted():
    programme = Programme(2)
    programme.row(np.arange(2), -1, -3)
    assert programme.prove(np.ones(2, dtype=np.int64)) is None
    programme = Programme(2)
    programme.row(np.arange(2), 1, 1)
    assert programme.prove(np.full(2, -(1 << 50))) is None
