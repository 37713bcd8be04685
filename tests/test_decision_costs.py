"""What decisions cost: always the optimum without them minus the one with them."""

import io
import random
from dataclasses import replace

import pandas as pd
import pytest

import rmatch
import rmatch.decision_costs as module
from rmatch import Policy, Roster
from rmatch.cohort import Cohort
from rmatch.decision_costs import decision_costs
from rmatch.roster.decisions import Decision, Decisions
from rmatch.solved import Loss, best, loss

from .oracle.rosters import draw
from .test_decided import OBJECTIVES, PEOPLE, decided, pairs, random_decisions


def cost(roster, policy, decisions, solved):
    """By solving from scratch under other decisions."""
    cohort = Cohort.of(roster, policy, Decisions(tuple(decisions)))
    return loss(best(cohort, policy.objective)[0], solved.assignment)


@pytest.mark.parametrize("seed", range(60))
def test_against_solving_again(seed):
    dice = random.Random(f"costs {seed}")
    policy = Policy(objective=dice.choice(OBJECTIVES), fill=dice.choice(("needed", "full")))
    side = dice.choice((4, 6, 8))
    rows = draw(seed, juniors=side, seniors=side, both=0, absent=False)
    if dice.random() < 0.7:
        rows = [{k: v for k, v in row.items() if k not in ("capacity", "min_load")} for row in rows]
    roster = Roster.from_frame(pd.DataFrame(rows), policy=policy)
    plain = Cohort.of(roster, policy)
    made, *_ = random_decisions(dice, plain, policy.objective)
    solved = rmatch.pair(roster, policy=policy, decisions=made).solved
    found = decision_costs(solved)
    assert found.together == cost(roster, policy, (), solved)
    assert {one.decision for one in found.each} == set(made.decisions)
    for one in found.each:
        others = [decision for decision in made.decisions if decision != one.decision]
        told = cost(roster, policy, others, solved)
        # Of the highest total, ties may reach more people or fewer.
        same = ("points",) if policy.objective == "best-total" else ("people", "points")
        assert [getattr(one.lost, k) for k in same] == [getattr(told, k) for k in same]


@pytest.mark.parametrize("seed", range(60))
def test_without_solving_again_as_well(seed, monkeypatch):
    """Whatever places people have and whatever is held, where nothing is required beside."""
    monkeypatch.setattr(module, "MOST_AGAIN", 0)
    dice = random.Random(f"paths {seed}")
    policy = Policy(objective=dice.choice(OBJECTIVES), fill=dice.choice(("needed", "full")))
    rows = draw(seed, juniors=8, seniors=7, both=0, absent=False)
    rows = [{k: v for k, v in row.items() if k != "min_load"} for row in rows]
    roster = Roster.from_frame(pd.DataFrame(rows), policy=policy)
    plain = Cohort.of(roster, policy)
    made, *_ = random_decisions(dice, plain, policy.objective)
    solved = rmatch.pair(roster, policy=policy, decisions=made).solved
    held = {one.decision: one for one in solved.cohort.held}
    for one in decision_costs(solved).each:
        others = [decision for decision in made.decisions if decision != one.decision]
        told = cost(roster, policy, others, solved)
        if one.lost is not None:
            assert one.lost.points == told.points
            assert one.lost.people == told.people or policy.objective == "best-total"
        elif policy.objective == "most-matched" and not solved.cohort.requirements:
            assert "capacity" in held[one.decision].overrides


def test_a_veto_without_which_nothing_is_feasible_has_no_cost():
    """Its senior is held elsewhere; but without it her junior's least load is asked for."""
    people = """\
id,role,level,skills,wants,capacity,min_load
J1,junior,1,a:4,,1,1
J2,junior,1,a:4,,1,0
S1,senior,5,,a:4,1,0
"""
    roster = Roster.from_frame(pd.read_csv(io.StringIO(people), dtype=str).fillna(""))
    veto, lock = Decision("J1", "S1", "veto"), Decision("J2", "S1", "lock")
    found = rmatch.pair(roster, decisions=Decisions((veto, lock))).decision_costs
    assert {one.decision: one.lost for one in found.each} == {veto: None, lock: Loss(0, 0)}
    with pytest.raises(rmatch.errors.InfeasibleError):
        rmatch.pair(roster, decisions=Decisions((lock,)))


def test_what_holds_costs_the_same_whoever_forbids_the_rest():
    frame = people(8)
    wish = ["S000", *[""] * (len(frame) - 1)]
    held = ("J003", "S002", "lock")
    vetoed = rmatch.pair(
        Roster.from_frame(frame), decisions=decided(("J000", "S000", "veto"), held)
    )
    wished = rmatch.pair(Roster.from_frame(frame.assign(avoids=wish)), decisions=decided(held))
    assert vetoed.summary == wished.summary
    assert vetoed.decision_costs.together != vetoed.decision_costs.held_together
    assert wished.decision_costs.together == vetoed.decision_costs.held_together


def test_what_is_odd_about_a_veto_is_in_no_summary(tmp_path):
    """Neither that one names somebody who takes no part, nor an override that means nothing."""
    frame = people(4).assign(participate=["yes"] * 7 + ["no"])
    roster = Roster.from_frame(frame)
    lines = ["J000,S000,veto,{}", "J001,S001,accept,", "J002,S002,accept,"]
    summaries = []
    for odd in (["J003,S003,veto,", "J000,S000,declined,"], []):
        file = tmp_path / "d.csv"
        rows = [line.format("yes" if odd else "") for line in lines] + odd
        file.write_text("junior_id,senior_id,decision,override\n" + "\n".join(rows), "utf-8")
        matching = rmatch.pair(roster, decisions=rmatch.read_decisions(file, roster))
        summaries.append(matching.summary)
        assert bool(matching.solved.cohort.decisions.warnings) is bool(odd)
    assert summaries[0] == summaries[1]


def people(number):
    """Juniors and seniors whose best partner is their neighbour, and the next one a little less."""
    wants = [f"s{k}:5; s{(k + 1) % number}:3" for k in range(number)]
    return pd.DataFrame(
        {
            "id": [f"J{k:03}" for k in range(number)] + [f"S{k:03}" for k in range(number)],
            "role": ["junior"] * number + ["senior"] * number,
            "skills": [f"s{k}:5" for k in range(number)] + [""] * number,
            "wants": [""] * number + wants,
        }
    )


def test_accepting_everything_but_one_is_told_without_solving_for_each(monkeypatch):
    """With all others accepted, two people change, and every cost is known."""
    roster = Roster.from_frame(people(60))
    first = pairs(rmatch.pair(roster))
    vetoed = ("J010", "S010")
    assert vetoed in first
    words = [(*pair, "veto" if pair == vetoed else "accept") for pair in sorted(first)]
    times = []
    solve = module.best
    monkeypatch.setattr(
        module, "best", lambda *given, **more: times.append(given) or solve(*given, **more)
    )
    again = rmatch.pair(roster, decisions=decided(*words))
    assert pairs(again) == first - {vetoed}
    costs = again.decision_costs
    known = {one.decision.pair: one.lost for one in costs.each}
    assert known[vetoed] == costs.together
    assert costs.together.people == 2
    # Freed alone, somebody accepted could do nothing better: but for the vetoed pair's neighbours.
    assert sum(lost == Loss(0, 0) for lost in known.values()) >= 57
    assert None not in known.values()
    assert len(times) == 2  # without those accepted, and without all


def test_what_is_not_proven_has_no_costs():
    made = decided(("J1", "S1", "veto"), ("J2", "S2", "lock"))
    solved = rmatch.pair(Roster.from_frame(PEOPLE), decisions=made).solved
    cut_off = replace(solved, assignment=replace(solved.assignment, status="feasible"))
    found = decision_costs(cut_off)
    assert found.together is None
    assert [one.lost for one in found.each] == [None, None]


def test_the_summary_lists_holds_and_overrides_and_no_veto():
    made = decided(("J1", "S3", "lock", True), ("J2", "S2", "accept"), ("J3", "S1", "declined"))
    matching = rmatch.pair(Roster.from_frame(PEOPLE), decisions=made)
    stated = matching.summary["decisions"]
    assert [(one["junior_id"], one["decision"]) for one in stated["held"]] == [
        ("J2", "accept"),
        ("J1", "lock"),
    ]
    assert [one["overrides"] for one in stated["held"]] == [[], ["no_topic"]]
    assert "declined" not in str(matching.summary)
    assert "decisions" not in rmatch.pair(Roster.from_frame(PEOPLE)).summary


def test_a_capacity_that_is_overridden_is_listed():
    made = decided(("J2", "S2", "lock"), ("J2", "S3", "lock", True))
    matching = rmatch.pair(Roster.from_frame(PEOPLE), decisions=made)
    assert [one["overrides"] for one in matching.summary["decisions"]["held"]] == [[], ["capacity"]]
