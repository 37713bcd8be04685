"""What forcing costs where there are requirements: the same as asking for it and pairing again."""

import random

import pandas as pd
import pytest

import rmatch
from rmatch import Policy, Roster
from rmatch.explain import forcing
from rmatch.explain.forcing import Forcing, Told
from rmatch.roster.sample import sample_roster

LIMIT = {"name": "own", "same": ["department"], "max": 0.2, "share": True}


def people(seed, size=9):
    """More juniors than seniors, so that some are left."""
    frame = pd.DataFrame(sample_roster(size, size - 3, seed))
    frame["capacity"] = [1 if random.Random(seed + k).random() < 0.8 else 2 for k in frame.index]
    return frame.assign(participate="yes")


def solved(frame, **policy):
    chosen = Policy(cross_department={"prefer": "same"}, limits=[LIMIT], **policy)
    return rmatch.pair(Roster.from_frame(frame, policy=chosen), policy=chosen).solved


def unmatched(found):
    usable = found.problem.usable()
    for i, junior in enumerate(found.cohort.juniors):
        if found.junior_load[i] == 0 and usable[i].any():
            yield "junior", i, junior.id
    for j, senior in enumerate(found.cohort.seniors):
        if found.senior_load[j] == 0 and usable[:, j].any():
            yield "senior", j, senior.id


@pytest.mark.parametrize("seed", range(8))
def test_a_person_costs_what_a_minimum_load_of_one_costs(seed):
    frame = people(seed)
    free = solved(frame)
    for side, index, person_id in unmatched(free):
        cost = Forcing(free).person(side, index)
        loads = ["1" if one == person_id else "" for one in frame["id"]]
        try:
            forced = solved(frame.assign(min_load=loads))
        except rmatch.errors.InfeasibleError:
            assert cost is None
            continue
        lost = [a - b for a, b in zip(free.assignment.value, forced.assignment.value, strict=True)]
        assert cost is not None
        assert not cost.at_least
        assert [cost.people, -cost.pairings, cost.points] == lost


def test_where_it_is_long_the_prices_tell_the_least_it_costs(monkeypatch):
    for seed in range(20):
        found = solved(people(seed))
        exact = {key[:2]: Forcing(found).person(*key[:2]) for key in unmatched(found)}
        if not exact or not found.priced_freely:
            continue
        monkeypatch.setattr(forcing, "QUICK_PEOPLE", 0)
        for (side, index), cost in exact.items():
            least = Forcing(found).person(side, index)
            assert least is not None
            assert least.at_least
            if cost is not None:
                assert (least.people, least.pairings, least.points) <= (
                    cost.people,
                    cost.pairings,
                    cost.points,
                )
        return
    pytest.fail("no seed leaves anybody out whom prices speak of")


def test_under_fairest_no_cost_is_told():
    found = solved(people(1), objective="fairest")
    asked = [Forcing(found).person(side, index) for side, index, _ in unmatched(found)]
    assert asked == [None] * len(asked)
    assert Forcing(found).pair(0, 0) == Told.unknown("fairest")


def test_a_pair_costs_what_a_limit_that_asks_for_it_costs():
    frame = people(4)
    found = solved(frame)
    chosen = {(int(i), int(j)) for i, j in found.pairs}
    cohort = found.cohort
    asked = 0
    for i, junior in enumerate(cohort.juniors):
        for j, senior in enumerate(cohort.seniors):
            if (i, j) in chosen or not cohort.legal[i, j]:
                continue
            only = {"name": "these two", "junior": {"id": junior.id}, "senior": {"id": senior.id}}
            policy = Policy(cross_department={"prefer": "same"}, limits=[LIMIT, only | {"min": 1}])
            cost = Forcing(found).pair(i, j).cost
            try:
                forced = rmatch.pair(Roster.from_frame(frame, policy=policy), policy=policy).solved
            except rmatch.errors.InfeasibleError:
                assert cost is None
                continue
            lost = [
                a - b for a, b in zip(found.assignment.value, forced.assignment.value, strict=True)
            ]
            assert [cost.people, -cost.pairings, cost.points] == lost
            asked += 1
    assert asked > 2
