"""The next best partners of both sides, and what each would cost the whole."""

import dataclasses

import pandas as pd
import pytest

import rmatch
from rmatch import Policy, Roster
from rmatch.explain.alternatives import Alternative, choices
from rmatch.explain.costs import Cost
from rmatch.explain.forcing import Forcing
from rmatch.roster.sample import sample_roster

LIMIT = {"name": "own", "same": ["department"], "max": 0.2, "share": True}


def solved(juniors, seniors, seed, capacity=1, **policy):
    frame = pd.DataFrame(sample_roster(juniors, seniors, seed))
    places = [1 + (k * 7 + seed) % capacity for k in frame.index]
    chosen = Policy(**policy)
    roster = Roster.from_frame(frame.assign(participate="yes", capacity=places), policy=chosen)
    return rmatch.pair(roster, policy=chosen).solved


def partners(found, side, index, most):
    """The ids of the best legal partners outside the matching, slow and plain."""
    cohort = found.cohort
    ranked = []
    for i, junior in enumerate(cohort.juniors):
        for j, senior in enumerate(cohort.seniors):
            if index != (i if side == "junior" else j) or (i, j) in found.pairs:
                continue
            other = senior if side == "junior" else junior
            if cohort.legal[i, j] and other.capacity:
                ranked.append((-int(cohort.score[i, j]), other.id))
    return [person_id for _, person_id in sorted(ranked)[:most]]


@pytest.mark.parametrize("capacity", [1, 3])
@pytest.mark.parametrize("most", [0, 1, 3, 50])
def test_the_best_legal_partners_outside_the_matching(most, capacity):
    found = solved(12, 9, 3, capacity)
    for (row, column), these in zip(found.pairs, choices(found, most), strict=True):
        assert [one.id for one in these.of_junior] == partners(found, "junior", row, most)
        assert [one.id for one in these.of_senior] == partners(found, "senior", column, most)


def test_an_alternative_costs_what_forcing_it_costs():
    found = solved(14, 12, 5, 2)
    cohort, forcing = found.cohort, Forcing(found)
    told = 0
    for (row, column), these in zip(found.pairs, choices(found), strict=True):
        for one in these.of_junior:
            other = cohort.senior_index[one.id]
            cost = forcing.pair(row, other)
            score = int(cohort.score[row, other])
            assert one == Alternative(one.id, cohort.seniors[other].name, score, cost)
            told += 1
        for one in these.of_senior:
            assert one.cost == forcing.pair(cohort.junior_index[one.id], column)
    assert told > 20


def test_under_fairest_no_cost_is_told():
    found = solved(9, 8, 2, objective="fairest")
    told = [one.cost for these in choices(found) for one in these.of_junior]
    assert told
    assert told == [None] * len(told)


def test_choices_are_values():
    one = Alternative("a", "A", 1, Cost(points=2))
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.score = 2


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("objective", ["most-matched", "best-total"])
def test_with_requirements_it_costs_at_least_what_is_told(seed, objective):
    limits = {"cross_department": {"prefer": "same"}, "limits": [LIMIT]}
    found = solved(9, 6, seed, 2, objective=objective, **limits)
    cohort, forcing = found.cohort, Forcing(found)
    told = 0
    for (row, column), these in zip(found.pairs, choices(found), strict=True):
        asked = [(row, cohort.senior_index[one.id], one.cost) for one in these.of_junior]
        asked += [(cohort.junior_index[one.id], column, one.cost) for one in these.of_senior]
        for one, other, cost in asked:
            exact = forcing.pair(one, other)
            if cost is None or exact is None:
                continue
            told += 1
            assert cost.at_least
            assert (cost.people, cost.pairings, cost.points) <= (
                exact.people,
                exact.pairings,
                exact.points,
            )
    assert told
