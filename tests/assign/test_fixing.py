"""Reduced costs over all pairs, and who can still be in a better matching."""

import numpy as np
import pytest

from rmatch.assign.constrained import fixing
from rmatch.assign.constrained.fixing import below, nearest_outside, reduced_cost
from rmatch.assign.constrained.lagrange import Stage, relax
from tests.assign.rows_cases import keeps, matchings, measured, random_case


def bounded(seed):
    case = random_case(seed, legal=9)
    stage = Stage(case.problem, case.rows, "points")
    draw = np.random.default_rng(seed)
    return case, relax(stage, draw.random(len(case.rows) + 2) * 50)


@pytest.mark.parametrize("seed", range(20))
def test_a_matching_loses_at_least_each_pairs_reduced_cost(seed):
    case, relaxed = bounded(seed)
    for pairs in matchings(case):
        if not pairs or not all(keeps(row, pairs) for row in case.rows):
            continue
        points = measured(case, pairs)[2] * relaxed.scale
        rows, columns = np.array(pairs).T
        assert points <= relaxed.bound - reduced_cost(relaxed, rows, columns).max()


@pytest.mark.parametrize("block", [1, 1 << 18])
@pytest.mark.parametrize("seed", range(6))
def test_below_and_nearest_split_the_usable_pairs(seed, block, monkeypatch):
    monkeypatch.setattr(fixing, "BLOCK_CELLS", block)
    case, relaxed = bounded(seed)
    usable = np.flatnonzero(case.problem.usable())
    costs = reduced_cost(relaxed, *np.divmod(usable, case.score.shape[1]))
    for cutoff in (-1, 0, int(np.median(costs)) if len(costs) else 0):
        inside = below(relaxed, cutoff, 1000)
        assert inside.tolist() == usable[costs <= cutoff].tolist()
        outside = costs[costs > cutoff]
        nearest = nearest_outside(relaxed, inside)
        assert nearest == (None if len(outside) == 0 else int(outside.min()))


def test_too_many_are_none():
    _, relaxed = bounded(3)
    everything = below(relaxed, 1 << 60, 1000)
    assert below(relaxed, 1 << 60, len(everything)) is not None
    assert below(relaxed, 1 << 60, len(everything) - 1) is None
