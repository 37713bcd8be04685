"""The next best partners of both sides, and what each would cost the whole."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

import rmatch
from rmatch import Policy, Roster
from rmatch.explain.alternatives import Alternative, choices
from rmatch.explain.costs import Cost
from rmatch.explain.forcing import Forcing
from rmatch.roster.decisions import Decision, Decisions
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
            told_one = forcing.pair(row, other)
            score = int(cohort.score[row, other])
            assert one == Alternative(one.id, cohort.seniors[other].name, score, *told_one)
            told += 1
        for one in these.of_senior:
            assert one.cost == forcing.pair(cohort.junior_index[one.id], column).cost
    assert told > 20


def test_under_fairest_no_cost_is_told():
    found = solved(9, 8, 2, objective="fairest")
    told = [one.cost for these in choices(found) for one in these.of_junior]
    assert told
    assert told == [None] * len(told)


def test_choices_are_values():
    one = Alternative("a", "A", 1, Cost(points=2), "prices")
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.score = 2


def lost(cost):
    return cost.people, cost.pairings, cost.points


def asked(found):
    """Every alternative as a pair of positions, with its cost."""
    cohort = found.cohort
    for (row, column), these in zip(found.pairs, choices(found), strict=True):
        for one in these.of_junior:
            yield row, cohort.senior_index[one.id], one.cost
        for one in these.of_senior:
            yield cohort.junior_index[one.id], column, one.cost


@pytest.mark.parametrize("objective", ["most-matched", "best-total"])
def test_with_requirements_it_costs_at_least_what_is_told(objective):
    told = []
    for seed in range(6):
        limits = {"cross_department": {"prefer": "same"}, "limits": [LIMIT]}
        found = solved(9, 6, seed, 2, objective=objective, **limits)
        forcing = Forcing(found)
        for row, column, cost in asked(found):
            exact = forcing.pair(row, column).cost
            if cost is not None and exact is not None:
                assert cost.at_least
                told.append((lost(cost), lost(exact)))
    assert all(least <= exact for least, exact in told)
    assert any(least == exact for least, exact in told)


def decided(frame, policy, lines):
    """Paired again with decisions: (junior, senior, decision) lines."""
    roster = Roster.from_frame(frame, policy=policy)
    made = tuple(Decision(*line) for line in sorted(lines, key=lambda line: line[1::-1]))
    return rmatch.pair(roster, policy=policy, decisions=Decisions(made)).solved


@pytest.mark.parametrize("objective", ["most-matched", "best-total"])
@pytest.mark.parametrize("capacity", [1, 2])
def test_what_decisions_hold_is_not_given_up_for_an_alternative(capacity, objective):
    policy, told, kept = Policy(objective=objective), 0, 0
    for seed in range(4):
        frame = pd.DataFrame(sample_roster(11, 9, seed)).assign(participate="yes")
        frame["capacity"] = [1 + (k * 7 + seed) % capacity for k in frame.index]
        first = rmatch.pair(Roster.from_frame(frame, policy=policy), policy=policy)
        ids = [(row.junior_id, row.senior_id) for row in first.pairing_rows]
        lines = [(*pair, "accept") for pair in ids[:2]]
        found = decided(frame, policy, lines)
        cohort = found.cohort
        for row, column, cost in asked(found):
            if found.problem.score[row, column] < 0:
                assert cost is None
                kept += 1
                continue
            forced = (cohort.juniors[row].id, cohort.seniors[column].id, "lock")
            again = decided(frame, policy, [*lines, forced])
            values = zip(found.assignment.value, again.assignment.value, strict=True)
            assert cost == Cost.of(found.problem.levels, [new - old for old, new in values])
            told += 1
    assert told > 20
    assert kept


def test_whose_places_decisions_hold_is_said():
    frame = pd.DataFrame(
        {
            "id": ["A", "B", "S", "T"],
            "name": ["Ann", "Bob", "Sam", "Tia"],
            "role": ["junior", "junior", "senior", "senior"],
            "capacity": [1, 2, 2, 1],
            "skills": ["a:5", "a:4", "", ""],
            "wants": ["", "", "a:5", "a:5"],
        }
    )
    lines = [("A", "S", "lock"), ("B", "S", "accept")]
    found = decided(frame, Policy(fill="full"), lines)
    cohort = found.cohort
    said = {
        (cohort.juniors[row].id, one.id): (one.cost, one.how, one.why)
        for (row, _), these in zip(found.pairs, choices(found), strict=True)
        for one in these.of_junior
    }
    assert said == {("A", "T"): (None, "held", "Ann is held with Sam by a decision")}
    both = decided(frame, Policy(fill="full"), [*lines, ("B", "T", "lock")])
    told = {one.why for these in choices(both) for one in these.of_junior}
    assert told == {
        "Ann is held with Sam by a decision, and Tia is held with Bob by a decision",
    }
    assert Forcing(both).pair(both.cohort.junior_index["A"], both.cohort.senior_index["T"]).why in (
        told
    )


def test_where_the_best_matching_would_give_up_what_is_held():
    """A pairing is locked that no optimum makes: what more it costs is exact all the same."""
    policy, told = Policy(objective="best-total"), 0
    for seed in range(4):
        frame = pd.DataFrame(sample_roster(11, 9, seed)).assign(participate="yes", capacity=2)
        first = rmatch.pair(Roster.from_frame(frame, policy=policy), policy=policy).solved
        legal = np.argwhere(first.cohort.legal & (first.cohort.score < 4000))
        row, column = (int(k) for k in legal[0])
        ids = first.cohort.juniors[row].id, first.cohort.seniors[column].id
        found = decided(frame, policy, [(*ids, "lock")])
        cohort = found.cohort
        for one, other, cost in asked(found):
            if cost is None:
                continue
            forced = (cohort.juniors[one].id, cohort.seniors[other].id, "lock")
            again = decided(frame, policy, [(*ids, "lock"), forced])
            assert cost == Cost(points=found.assignment.total - again.assignment.total)
            told += 1
    assert told > 20
