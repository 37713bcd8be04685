"""Objective 'fairest' without linear rows: brute force, the general way, and laws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmatch.assign import build_problem
from rmatch.assign.fairest import result
from rmatch.assign.fairest.leximin import by_prices, solve_fairest
from rmatch.assign.fairest.rows import by_rows
from rmatch.errors import UsageError
from tests.assign.cases import random_case
from tests.assign.leximin_brute import fairest

FILLS = ("needed", "full")


def case(seed, most_rows, most_columns, row_places, column_places):
    """Random scores, mostly with ties, and capacities from 0 to the given ones."""
    draw = np.random.default_rng(seed)
    shape = draw.integers(1, most_rows + 1), draw.integers(1, most_columns + 1)
    score = draw.integers(0, draw.choice([1, 2, 4, 9, 10_000]) + 1, shape).astype(np.int32)
    score[draw.random(shape) < draw.choice([0.0, 0.3, 0.6])] = -1
    least = draw.integers(0, 2)
    return (
        score,
        draw.integers(min(least, row_places), row_places + 1, shape[0]),
        draw.integers(min(least, column_places), column_places + 1, shape[1]),
    )


def brute(score, rows, columns, fill, limits=()):
    return fairest(score.tolist(), rows.tolist(), columns.tolist(), fill, limits)


@pytest.mark.parametrize("fill", FILLS)
@pytest.mark.parametrize(
    ("rows", "columns", "row_places", "column_places", "count"),
    [(6, 6, 1, 1, 40), (6, 5, 3, 1, 30), (5, 6, 1, 3, 30), (4, 4, 3, 3, 60), (5, 4, 2, 2, 20)],
)
def test_equals_brute_force(fill, rows, columns, row_places, column_places, count):
    for seed in range(count):
        given = case(seed, rows, columns, row_places, column_places)
        found = solve_fairest(*given, fill=fill)
        assert found.key(fill) == brute(*given, fill), seed
        assert found.proven
        assert (found.stopped, found.method) == ("", "prices")
        assert found.settled == len(found.best) == given[0].shape[1]


@pytest.mark.parametrize("fill", FILLS)
@pytest.mark.parametrize("places", [(1, 1), (3, 1), (1, 3), (3, 3)])
def test_both_ways_agree(fill, places):
    for seed in range(4):
        score, rows, columns = case(1000 + seed, 14, 14, *places)
        problem = build_problem(score, rows, columns, objective="most-matched", fill=fill)
        fast, general = by_prices(problem, None), by_rows(problem, ())
        assert fast.key(fill) == general.key(fill), seed
        assert general.proven


def test_a_bent_start_is_not_needed(monkeypatch):
    """From an arbitrary start every level has work to do."""
    monkeypatch.setattr(result, "BEND", 0)
    for seed in range(12):
        given = case(2000 + seed, 5, 5, 2, 2)
        assert solve_fairest(*given).key() == brute(*given, "needed"), seed


def test_who_is_worst_stays_open():
    # Whoever takes the 1, the other's second score decides who does.
    score = np.array([[1, 1, -1], [5, 9, -1], [-1, 5, 4]])
    found = solve_fairest(score)
    assert found.best.tolist() == [1, 4, 9]


def test_the_best_score_of_a_column_counts_not_the_sum():
    score = np.array([[9, 9], [3, 3], [3, 3]])
    found = solve_fairest(score, 1, 2)
    assert (found.best.tolist(), found.total, found.pairings) == ([3, 9], 15, 3)


def test_columns_without_places_count_as_unmatched():
    found = solve_fairest(np.array([[4, 7], [2, 8]]), 1, [1, 0])
    assert found.best.tolist() == [-1, 4]


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0), (2, 2)])
def test_nothing_to_pair(shape):
    found = solve_fairest(np.full(shape, -1))
    assert found.best.tolist() == [-1] * shape[1]
    assert (len(found.rows), found.total, found.proven) == (0, 0, True)
    problem = build_problem(np.full(shape, -1), objective="most-matched")
    assert by_rows(problem, ()).key() == found.key()


@pytest.mark.parametrize("kind", ["equal", "product", "staircase", "few", "sparse"])
def test_larger_shapes(kind):
    draw = np.random.default_rng(3)
    score = {
        "equal": np.full((60, 50), 5),
        "product": np.outer(draw.integers(0, 100, 60), draw.integers(0, 100, 50)),
        "staircase": np.where(np.tri(40, 40, dtype=bool), np.arange(40)[:, None] + 1, -1),
        "few": draw.integers(0, 4, (50, 60)),
        "sparse": np.where(draw.random((60, 60)) < 0.05, draw.integers(0, 9, (60, 60)), -1),
    }[kind]
    once, swapped = solve_fairest(score, 1, 2), solve_fairest(score[::-1, ::-1], 1, 2)
    assert once.proven
    assert once.key() == swapped.key()


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), fill=st.sampled_from(FILLS), order=st.randoms())
def test_order_does_not_matter(seed, fill, order):
    score, rows, columns = random_case(seed, 12, 12)
    across, down = list(range(len(rows))), list(range(len(columns)))
    order.shuffle(across)
    order.shuffle(down)
    once = solve_fairest(score, rows, columns, fill=fill)
    again = solve_fairest(score[np.ix_(across, down)], rows[across], columns[down], fill=fill)
    assert once.key(fill) == again.key(fill)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_only_the_order_of_the_scores_matters_for_who_is_worst(seed):
    """Any rising change of the scores changes the best scores likewise."""
    score, rows, columns = random_case(seed, 10, 10, most_places=1)
    squared = np.where(score >= 0, score.astype(np.int64) ** 2 + 3, -1)
    once, again = solve_fairest(score, rows, columns), solve_fairest(squared, rows, columns)
    assert again.best.tolist() == [b * b + 3 if b >= 0 else -1 for b in once.best.tolist()]


def test_the_input_is_not_changed():
    score, rows, columns = random_case(5, 8, 8)
    copies = score.copy(), rows.copy(), columns.copy()
    solve_fairest(score, rows, columns)
    assert all((a == b).all() for a, b in zip((score, rows, columns), copies, strict=True))


def test_no_time_left_gives_a_valid_matching():
    draw = np.random.default_rng(0)
    score = draw.integers(0, 1000, (30, 30))
    found = solve_fairest(score, 2, 2, time_limit=1e-9)
    assert (found.proven, found.stopped, found.people) == (False, "clock", 60)
    assert found.settled < 30


def test_time_that_suffices_changes_nothing():
    score, rows, columns = random_case(9, 10, 10)
    timed = solve_fairest(score, rows, columns, time_limit=600)
    assert (timed.proven, timed.key()) == (True, solve_fairest(score, rows, columns).key())


def test_time_must_be_positive():
    with pytest.raises(UsageError, match="time_limit must be above 0 seconds, not 0"):
        solve_fairest(np.ones((2, 2), dtype=int), time_limit=0)
