"""The search of one level: guesses, small first cores, programmes that close what is left."""

import numpy as np
import pytest

from rmatch.assign.constrained import branch
from rmatch.assign.constrained.branch import Branching, Incumbent, UnreachedError
from rmatch.assign.constrained.core_lp import CoreProgramme
from rmatch.assign.constrained.lagrange import Stage
from rmatch.assign.errors import RowsInfeasible
from rmatch.assign.problem import build_problem
from rmatch.assign.pulp_highs import Outcome
from rmatch.assign.rows import LinearRow, PairSet, broken
from tests.assign.rows_cases import best_value, everything, random_case

NOTHING = np.zeros(0, dtype=np.int64)


@pytest.mark.parametrize("seed", range(30))
def test_from_no_candidates_at_all(seed):
    case = random_case(seed)
    best = best_value(case)
    stage = Stage(case.problem, case.rows, case.problem.levels[0])
    branching = Branching(stage, NOTHING, Incumbent())
    if best is None:
        with pytest.raises(RowsInfeasible):
            branching.run()
        return
    found = branching.run()
    assert (found.worth, found.bound) == (best[0], best[0])
    assert found.price_bound >= found.bound
    assert branching.root.whole_bound >= best[0]


@pytest.mark.parametrize("seed", range(30))
def test_without_dives_programmes_find_the_same(seed, monkeypatch):
    monkeypatch.setattr(CoreProgramme, "dive", lambda *_: None)
    monkeypatch.setattr(branch, "FREE_PEOPLE", (0, 1))
    monkeypatch.setattr(branch, "FEW_PAIRS", 2)
    case = random_case(seed)
    best = best_value(case)
    stage = Stage(case.problem, case.rows, case.problem.levels[0])
    if best is None:
        with pytest.raises(RowsInfeasible):
            Branching(stage, NOTHING, Incumbent()).run()
    else:
        assert Branching(stage, NOTHING, Incumbent()).run().worth == best[0]


def half_a_pairing_more():
    score = np.array([[5, 4], [4, 5]])
    return Stage(build_problem(score), (LinearRow(((2, everything((2, 2))),), 3),), "points")


def test_a_guess_is_given_up_after_some_tries(monkeypatch):
    stage = half_a_pairing_more()
    monkeypatch.setattr(CoreProgramme, "dive", lambda *_: None)
    monkeypatch.setattr(branch, "TRIES", 1)
    none = Outcome(None, False, "Infeasible")
    monkeypatch.setattr(branch, "solve_model", lambda *_, **__: none)
    monkeypatch.setattr(branch, "nearest_outside", lambda *_: 0)
    with pytest.raises(UnreachedError):
        Branching(stage, NOTHING, Incumbent(), guess=True).run()


def test_the_incumbent_keeps_what_comes_first_in_the_order_of_levels():
    stage = half_a_pairing_more()
    incumbent = Incumbent()
    first, second = (np.array([0]), np.array([1])), (np.array([0]), np.array([0]))
    for rows, columns in (first, second, first):
        incumbent.offer(stage, rows, columns)
    assert incumbent.value == (5,)
    assert incumbent.pairs is not None
    assert incumbent.pairs[1].tolist() == [0]


def test_what_prices_cannot_prove_rests_on_a_programme():
    found = Branching(half_a_pairing_more(), NOTHING, Incumbent()).run()
    assert (found.worth, found.bound, found.price_bound) == (5, 5, 7)


@pytest.mark.parametrize("gap", [0.01, 0.1])
def test_parts_within_the_gap_stay_in_the_bound(gap):
    draw = np.random.default_rng(0)
    size = 18
    score = draw.integers(0, 1000, (size, size))
    everyone = np.ones(size, dtype=np.bool_)
    own = PairSet(everyone, everyone, draw.random((size, size)) < 0.7)
    stage = Stage(
        build_problem(score),
        (LinearRow(((3, own), (-1, everything(score.shape))), 0, 3),),
        "points",
    )
    best = Branching(stage, NOTHING, Incumbent()).run()
    near = Branching(stage, NOTHING, Incumbent(), gap=gap).run()
    assert not broken(stage.rows, near.rows, near.columns)
    assert near.worth <= best.worth <= near.bound <= near.worth * (1 + gap)
