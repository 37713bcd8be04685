"""One pair explained: what decides it, which rules forbid it, how a cost is known."""

import json

import numpy as np
import pandas as pd
import pytest

import rmatch
from rmatch import Policy, Roster
from rmatch.explain import forcing
from rmatch.roster.decisions import Decision, Decisions
from rmatch.roster.sample import sample_roster

LIMIT = {"name": "own", "same": ["department"], "max": 0.2, "share": True}


def people(*rows):
    """One person a row: id, role, level, and any other column by name."""
    records = [{"id": i, "name": n, "role": r, "level": v} | more for i, n, r, v, more in rows]
    return pd.DataFrame(records).fillna("")


def pair(frame, decisions=(), **policy):
    chosen = Policy(**policy)
    roster = Roster.from_frame(frame, policy=chosen)
    made = Decisions(tuple(Decision(*line) for line in decisions))
    return rmatch.pair(roster, policy=chosen, decisions=made)


TWO = people(
    ("A", "Ann Bell", "junior", 1, {"skills": "python:4"}),
    ("B", "Bo Li", "junior", 1, {"skills": "python:3"}),
    ("S", "Sam Roe", "senior", 3, {"wants": "python:4"}),
    ("T", "Tia Fox", "senior", 3, {"wants": "python:4; sql:4"}),
)


def test_a_pairing_is_set_against_the_runner_up_of_either():
    told = pair(TWO).explain("A", "S")
    # Weights: the department, goals, hours, wishes and return are not told, so all is learning.
    assert str(told).split("\n")[-3:] == [
        "The matching has this pairing.",
        "For Sam Roe, Ann Bell is ahead of Bo Li by 25.00 points: 25.00 more for what the "
        "senior wants. Pairing Bo Li with Sam Roe would cost 12.50 points in all (exact, "
        "from the proof's prices).",
        "For Ann Bell, Sam Roe is ahead of Tia Fox by 50.00 points: 50.00 more for what the "
        "senior wants. Pairing Tia Fox with Ann Bell would cost 12.50 points in all (exact, "
        "from the proof's prices).",
    ]


def test_a_pairing_that_is_not_the_best_of_its_people_says_why_it_stands():
    told = pair(TWO).explain("B", "T")
    assert (
        "For Tia Fox, Ann Bell is ahead of Bo Li by 12.50 points: 12.50 more for what the senior "
        "wants. The pairing still stands, because pairing Ann Bell with Tia Fox would cost "
        "12.50 points in all (exact, from the proof's prices)."
    ) in str(told)


def test_a_pair_that_is_legal_is_set_against_the_pairings_of_its_people():
    told = pair(TWO).explain("A", "T")
    assert str(told).split("\n")[-3:] == [
        "Not paired. Forcing it would cost 12.50 points in all (exact, from the proof's prices).",
        "Tia Fox is paired with Bo Li instead: Ann Bell is ahead of Bo Li by 12.50 points: 12.50 "
        "more for what the senior wants.",
        "Ann Bell is paired with Sam Roe instead: Sam Roe is ahead of Tia Fox by 50.00 points: "
        "50.00 more for what the senior wants.",
    ]


def test_people_without_another_partner_or_without_a_pairing():
    one = pair(TWO[TWO["id"].isin(["A", "S"])])
    assert str(one.explain("A", "S")).split("\n")[-2:] == [
        "Sam Roe has no other legal partner.",
        "Ann Bell has no other legal partner.",
    ]
    three = pair(TWO[TWO["id"].isin(["A", "B", "S"])])
    assert "Bo Li has no pairing." in str(three.explain("B", "S"))


RULED = people(
    ("J", "Jo", "junior", 5, {"skills": "python:4", "languages": "en", "department": "IT"}),
    ("S", "Su", "senior", 5, {"wants": "sql:4", "languages": "fr", "department": "IT"}),
    ("K", "Kay", "junior", 1, {"skills": "sql:4", "languages": "fr", "department": "HR"}),
    ("B", "Bea", "both", 4, {"skills": "sql:4", "wants": "python:2", "languages": "fr"}),
)


def test_rules_are_told_in_plain_words():
    frame = RULED.assign(
        manager_id=["K", "", "", "K"],
        timezone=["UTC", "UTC+10:00", "", ""],
        avoids=["S", "", "", ""],
    )
    rules = {"department": True, "same_manager": True, "min_score": 90, "max_level_gap": 2}
    matching = pair(frame, rules=rules)
    assert matching.explain("J", "S").rule_words == (
        "Jo can teach nothing that Su still wants to learn (no_topic)",
        "Su has to be at least 1 level and at most 2 above Jo (level_gap)",
        "they have no language in common (language)",
        "they share fewer than 60 working minutes a week (hours)",
        "both work in the same department (department)",
        "the two are not to be paired",
    )
    assert matching.explain("J", "B").rule_words[0] == (
        "both report to the same manager (same_manager)"
    )
    assert matching.explain("B", "B").rule_words[0] == "nobody can mentor themselves (self)"
    assert matching.explain("K", "B").rule_words[0] == (
        "Kay can teach nothing that Bea still wants to learn (no_topic)"
    )
    line = frame.assign(manager_id=["S", "", "S", ""])
    assert "one of the two reports to the other, directly or further up (reporting_line)" in (
        pair(line).explain("J", "S").rule_words
    )
    low = pair(TWO, rules={"min_score": 60}).explain("B", "T")
    assert low.rule_words == (
        "the score is below 60, the least that the programme accepts (min_score)",
    )


def test_a_pair_that_nothing_may_force():
    frame = TWO.assign(avoids=["S", "", "", ""])
    told = pair(frame).explain("A", "S")
    assert (told.cost, told.how) == (None, "never")
    assert "Not paired: nothing may force it." in str(told)


def test_what_decisions_hold():
    matching = pair(TWO, [("A", "T", "accept")])
    assert "It was accepted, so it is in every matching." in str(matching.explain("A", "T"))
    told = matching.explain("A", "S")
    assert told.how == "held"
    assert "Not paired: Ann Bell is held with Tia Fox by a decision." in str(told)
    frame = TWO.assign(level=[3, 1, 3, 3])
    locked = pair(frame, [("A", "T", "lock", True)]).explain("A", "T")
    assert (
        "It was locked, so it is in every matching, although Tia Fox has to be at least 1 level "
        "above Ann Bell (level_gap)."
    ) in str(locked)
    assert locked.paired


def test_a_person_without_a_place():
    told = pair(TWO.assign(capacity=[1, 1, 0, 1])).explain("A", "S")
    assert told.how == "no-place"
    assert "Not paired: one of the two has no place for a pairing." in str(told)


@pytest.mark.parametrize(("seed", "without"), [(4, {"least"}), (6, {"least", "long"})])
def test_how_a_cost_is_known_with_requirements(monkeypatch, seed, without):
    frame = pd.DataFrame(sample_roster(9, 6, seed)).assign(participate="yes", capacity=1)
    matching = pair(frame, cross_department={"prefer": "same"}, limits=[LIMIT])
    chosen = set(matching.solved.pairs)
    cohort = matching.solved.cohort
    pairs = [
        (cohort.juniors[i].id, cohort.seniors[j].id)
        for i in range(9)
        for j in range(6)
        if cohort.legal[i, j] and (i, j) not in chosen
    ]
    exact = {pair: matching.explain(*pair) for pair in pairs}
    assert {told.how for told in exact.values()} <= {"again", "no-room"}
    again = [told for told in exact.values() if told.how == "again"]
    assert all("(exact, by solving again)" in str(told) for told in again)
    monkeypatch.setattr(forcing, "QUICK_PAIRS", 0)
    bounds = {pair: matching.explain(*pair) for pair in pairs}
    assert {told.how for told in bounds.values()} == without
    for pair_, told in bounds.items():
        if told.how == "least":
            assert "at least " in str(told)
            assert "(no less; it may be more)" in str(told)
        elif told.how == "long":
            assert "What forcing it would cost is not known: it takes too long" in str(told)
        if exact[pair_].cost is not None and told.cost is not None:
            one, other = told.cost, exact[pair_].cost
            assert (one.people, one.pairings, one.points) <= (
                other.people,
                other.pairings,
                other.points,
            )


def test_under_fairest_the_cost_is_not_known():
    told = pair(TWO, objective="fairest").explain("A", "S")
    assert told.how == "fairest"
    assert (
        "What forcing it would cost is not known: where the fairest pairings are asked for"
        in str(told)
    )


def test_what_is_said_of_rivals_adds_up():
    frame = pd.DataFrame(sample_roster(10, 8, 3)).assign(participate="yes")
    matching = pair(frame)
    cohort = matching.solved.cohort
    seen = set()
    for row, column in np.ndindex(10, 8):
        told = matching.explain(cohort.juniors[row].id, cohort.seniors[column].id)
        for rival in told.rivals:
            seen.add((rival.side, rival.paired))
            if rival.side == "senior":
                other = cohort.junior_index[rival.id], column
            else:
                other = row, cohort.senior_index[rival.id]
            assert rival.score == cohort.score[other]
            assert sum(rival.differences.values()) == told.score - rival.score
            assert rival.paired == (other in matching.solved.pairs) != told.paired
        record = told.as_dict()
        assert json.loads(json.dumps(record)) == record
        assert [one["ahead_by"] for one in record["compared_with"]] == [
            round((told.score - rival.score) / 100, 2) for rival in told.rivals
        ]
    assert len(seen) == 4
