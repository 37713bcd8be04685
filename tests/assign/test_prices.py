import numpy as np
import pytest

from rmatch.assign import build_problem, prices, solve
from rmatch.assign.bound import matching_sum
from rmatch.assign.prices import NotOptimalError, optimal_prices
from rmatch.assign.problem import BOTTOM
from tests.assign.cases import OBJECTIVES, random_case


def problem_of(seed, objective, fill, size=12):
    return build_problem(*random_case(seed, size, size), objective=objective, fill=fill)


@pytest.mark.parametrize(("objective", "fill"), OBJECTIVES)
@pytest.mark.parametrize("seed", range(20))
def test_complementary_slackness(seed, objective, fill):
    problem = problem_of(seed, objective, fill)
    found = solve(problem)
    p, q = found.prices
    paired = np.zeros(problem.shape, dtype=bool)
    paired[found.rows, found.columns] = True
    legal = (problem.score >= 0) & (problem.row_capacity > 0)[:, None]
    legal &= problem.column_capacity > 0
    gain = problem.score - problem.malus - p[:, None] - q
    assert (gain[paired] >= 0).all()
    assert (gain[legal & ~paired] <= 0).all()
    sides = ((p, paired.sum(1), problem.row_capacity), (q, paired.sum(0), problem.column_capacity))
    for price, used, places in sides:
        held = places > 0
        assert (price[held & (used == 0)] <= -problem.bonus).all()
        assert (price[held & (used < places)] <= 0).all()
        assert (price[used == 1] >= -problem.bonus).all()
        assert (price[used > 1] >= 0).all()


@pytest.mark.parametrize(("objective", "fill"), OBJECTIVES)
@pytest.mark.parametrize("seed", range(20))
def test_what_is_not_optimal_is_noticed(seed, objective, fill):
    problem = problem_of(seed, objective, fill)
    found = solve(problem)

    def total(rows, columns):
        return matching_sum(problem.score, rows, columns, bonus=problem.bonus, malus=problem.malus)

    best = total(found.rows, found.columns)
    noticed = 0
    for left_out in range(len(found.rows)):
        rows, columns = (np.delete(side, left_out) for side in (found.rows, found.columns))
        if total(rows, columns) < best:
            with pytest.raises(NotOptimalError):
                optimal_prices(problem, rows, columns)
            noticed += 1
    assert noticed or best == 0


def test_a_bad_cycle_among_full_people_is_noticed_soon():
    size = 400
    score = np.full((size, size), 10)
    # Each row would rather have the next column: one long positive cycle.
    score[np.arange(size), (np.arange(size) + 1) % size] = 11
    problem = build_problem(score)
    with pytest.raises(NotOptimalError):
        optimal_prices(problem, np.arange(size), np.arange(size))


def test_blocks_do_not_matter(monkeypatch):
    problem = problem_of(5, "most-matched", "needed", 40)
    found = solve(problem)
    whole = optimal_prices(problem, found.rows, found.columns)
    monkeypatch.setattr(prices, "BLOCK_CELLS", 8)
    blocks = optimal_prices(problem, found.rows, found.columns)
    assert all((one == two).all() for one, two in zip(whole, blocks, strict=True))


def test_a_row_without_a_legal_pair_has_no_price():
    problem = build_problem(np.array([[3, 4], [-1, -1]]), objective="most-matched")
    found = solve(problem)
    assert optimal_prices(problem, found.rows, found.columns)[0][1] <= BOTTOM // 2
    assert found.row_prices[1] == -problem.bonus
