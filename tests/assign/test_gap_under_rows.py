"""A run that may stop at a gap claims no more than it has shown."""

import numpy as np
import pytest

from rmatch.assign.constrained import solve_constrained
from rmatch.assign.problem import build_problem
from rmatch.assign.rows import LinearRow, PairSet, broken

SIZE = 24


def share_rows(rng):
    """Each of five groups has at most its share, rounded down, of the pairings on a topic."""
    everyone = np.ones(SIZE, dtype=np.bool_)
    group = rng.permutation(SIZE) % 5
    topic = np.broadcast_to(rng.random(SIZE) < 0.6, (SIZE, SIZE))
    whole = PairSet(everyone, everyone, topic)
    return [
        LinearRow(((9, PairSet(group == one, everyone, topic)), (-2, whole)), 0, 9)
        for one in range(5)
    ]


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_of_a_run_with_a_gap_holds_for_the_optimum(seed):
    rng = np.random.default_rng(seed)
    score = rng.integers(0, 1000, (SIZE, SIZE)) + 800 * rng.integers(0, 2, SIZE)[:, None]
    problem = build_problem(score)
    rows = share_rows(rng)
    best = solve_constrained(problem, rows)
    assert best.status == "optimal"
    near = solve_constrained(problem, rows, gap=0.02)
    assert not broken(rows, near.rows, near.columns)
    assert near.total <= best.total <= near.bound
    assert near.bound - near.total <= 0.02 * near.total
    assert (near.status == "optimal") == (near.bound == near.total)
