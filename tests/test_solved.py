"""Requirements in a whole run: what is kept, what it costs, what is refused."""

import numpy as np
import pandas as pd
import pytest

import rmatch
from rmatch import Policy, Roster, errors
from rmatch.cohort import Cohort
from rmatch.solved import best

IDS = ("J1", "J2", "J3", "S1", "S2", "S3")
PEOPLE = pd.DataFrame(
    {
        "id": IDS,
        "role": ["junior"] * 3 + ["senior"] * 3,
        "department": ["A", "A", "B", "A", "B", "B"],
        "site": ["Oslo", "Rome", "Oslo", "", "", ""],
        "skills": ["sql:5", "sql:4; ai:3", "ai:5", "", "", ""],
        "wants": ["", "", "", "sql:5", "sql:5; ai:4", "ai:5"],
    }
)


def solved(people=PEOPLE, prices=False, **policy):
    chosen = Policy(**policy)
    roster = Roster.from_frame(people, policy=chosen)
    return rmatch.pair(roster, policy=chosen, prices=prices)


def pairs(matching):
    return {(row.junior_id, row.senior_id) for row in matching.pairing_rows}


def own_department(most, name="own department"):
    return {"name": name, "same": ["department"], "max": most}


def test_without_requirements_nothing_is_said_of_them():
    summary = solved().summary
    assert summary["requirements"] == []
    assert summary["requirements_cost"] == {"people": 0, "points": 0.0}
    assert "rule_prices" not in summary


def test_a_limit_is_kept_and_its_cost_stated():
    same = {"prefer": "same"}
    free = solved(cross_department=same)
    kept = solved(cross_department=same, limits=[own_department(0)])
    together = {("J1", "S1"), ("J2", "S1"), ("J3", "S2"), ("J3", "S3")}
    assert pairs(free) & together
    assert not pairs(kept) & together
    (stated,) = kept.summary["requirements"]
    assert stated == {"name": "own department", "holds": True, "binds": True, "price": None}
    people = [sum(len(set(side)) for side in zip(*pairs(m), strict=True)) for m in (free, kept)]
    points = [m.summary["score"]["total"] for m in (free, kept)]
    cost = kept.summary["requirements_cost"]
    assert cost["people"] == people[0] - people[1]
    assert cost["points"] == pytest.approx(points[0] - points[1])
    assert (cost["people"], cost["points"]) > (0, 0)


def test_a_limit_that_binds_nothing_costs_nothing():
    summary = solved(limits=[own_department(3)]).summary
    assert [one["binds"] for one in summary["requirements"]] == [False]
    assert summary["requirements_cost"] == {"people": 0, "points": 0.0}


def test_prices_are_the_optimum_without_less_the_one_with():
    limits = [
        own_department(0),
        {"name": "Oslo teaches", "junior": {"site": "Oslo"}, "max": 1},
    ]
    priced = solved(prices=True, limits=limits)
    for k, limit in enumerate(limits):
        without = solved(limits=[other for n, other in enumerate(limits) if n != k])
        (price,) = [
            one["price"] for one in priced.summary["requirements"] if one["name"] == limit["name"]
        ]
        points = without.summary["score"]["total"] - priced.summary["score"]["total"]
        people = [
            sum(len(set(side)) for side in zip(*pairs(m), strict=True)) for m in (without, priced)
        ]
        assert price == {"people": people[0] - people[1], "points": pytest.approx(points)}
    assert set(priced.summary["rule_prices"]) == set(priced.summary["rules"])


def test_a_rule_without_which_loads_cannot_be_met_has_no_price():
    # J2 has no partner, so the load waits; without the rule it would have to be met.
    people = PEOPLE.assign(
        avoids=["", "S1; S2; S3", "", "", "", ""],
        min_load=["1", "1", "1", "", "", ""],
        capacity=["1", "1", "1", "1", "1", "0"],
    )
    prices = solved(people, prices=True).summary["rule_prices"]
    assert prices["not to be paired"] is None


@pytest.mark.parametrize("solver", ["hungarian", "flow"])
def test_solvers_that_know_only_pairs_name_what_they_cannot_honour(solver):
    with pytest.raises(errors.SolverRefusedError, match="the requirement 'own department'") as told:
        solved(solver=solver, limits=[own_department(1)])
    assert "use solver 'auto' or 'ilp'" in str(told.value)
    with pytest.raises(errors.SolverRefusedError, match="objective 'fairest'"):
        solved(solver=solver, objective="fairest")


def test_ilp_and_auto_agree_under_requirements():
    values = {
        solver: solved(solver=solver, limits=[own_department(1)]).summary["objective"]["value"]
        for solver in ("auto", "ilp")
    }
    assert values["auto"] == values["ilp"]


def test_minimum_loads_that_nobody_can_meet_are_named_before_solving(monkeypatch):
    monkeypatch.setattr("rmatch.matching.solve", None)
    people = PEOPLE.assign(min_load=["3", "", "", "", "", ""], capacity=["3"] + [""] * 5)
    with pytest.raises(errors.InfeasibleError, match="J1") as told:
        solved(people)
    assert any("min_load" in str(way) for way in told.value.ways)


def test_an_infeasible_limit_is_explained_with_a_change_that_helps():
    limit = {"name": "IT mentors", "junior": {"site": "Rome"}, "min": 2}
    with pytest.raises(
        errors.InfeasibleError, match=r"lower .*'IT mentors' min from 2 to 1"
    ) as told:
        solved(limits=[limit])
    (change,) = told.value.ways[0].changes
    matching = solved(limits=[limit | {"min": int(change.new)}])
    assert matching.summary["requirements"][0]["holds"]


def test_fairest_lists_every_seniors_best_score():
    objective = solved(objective="fairest").summary["objective"]
    assert objective["levels"] == ["people", "pairings", "best_scores", "points"]
    scores = objective["value"][2]
    assert scores == sorted(scores)
    assert len(scores) == 3
    assert objective["bound"] == objective["value"]


def test_the_comparison_may_run_out_of_time_without_harm(monkeypatch):
    def late(cohort, objective, **_):
        if objective == "best-total":
            raise errors.TimeLimitError(1.0)
        return best(cohort, objective)

    monkeypatch.setattr("rmatch.solved.best", late)
    assert solved(limits=[own_department(1)]).summary["other_objective"] is None


def test_without_a_rule_only_its_own_pairs_become_legal():
    cohort = Cohort.of(Roster.from_frame(PEOPLE), Policy())
    for rule, pairs_forbidden in cohort.rule_pairs.items():
        legal = cohort.without_rule(rule).legal
        assert (legal >= cohort.legal).all()
        assert int(np.count_nonzero(legal & ~cohort.legal)) <= pairs_forbidden
