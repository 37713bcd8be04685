import ast
from pathlib import Path

import numpy as np
import pytest

from rmatch.assign import bound
from rmatch.assign.bound import faults, matching_sum, upper_bound
from tests.assign.brute import best_value
from tests.assign.cases import random_case


def test_it_imports_numpy_alone():
    tree = ast.parse(Path(bound.__file__).read_text(encoding="utf-8"))
    named = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    plain = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    assert named | plain <= {"__future__", "typing", "numpy", "numpy.typing"}


@pytest.mark.parametrize("seed", range(40))
def test_any_prices_give_a_bound(seed):
    score, row_places, column_places = random_case(seed)
    draw = np.random.default_rng(seed)
    prices = [draw.integers(-50, 60, size) for size in score.shape]
    (best,) = best_value(score.tolist(), list(row_places), list(column_places), "best-total")
    assert upper_bound(score, row_places, column_places, *prices) >= best


def test_blocks_do_not_matter(monkeypatch):
    score, row_places, column_places = random_case(3, 40, 40)
    prices = [np.arange(size) for size in score.shape]
    whole = upper_bound(score, row_places, column_places, *prices, bonus=7, malus=2)
    monkeypatch.setattr(bound, "BLOCK_CELLS", 8)
    assert upper_bound(score, row_places, column_places, *prices, bonus=7, malus=2) == whole


def test_matching_sum_counts_people_once():
    score = np.array([[4, 6], [8, -1]])
    rows, columns = np.array([0, 0, 1]), np.array([0, 1, 0])
    assert matching_sum(score, rows, columns, bonus=100, malus=10) == 18 - 30 + 400


def test_faults_of_unequal_lengths():
    ones = np.ones(2, dtype=int)
    found = faults(np.ones((2, 2)), ones, ones, np.array([0]), np.array([], dtype=int))
    assert found == ["rows and columns differ in length"]
