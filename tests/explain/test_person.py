"""One person explained: their pairings, or why there is none and what would really help."""

import json
import random
import re

import pandas as pd
import pytest

import rmatch
from rmatch import Policy, Roster
from rmatch.errors import UsageError
from rmatch.explain import smallest
from rmatch.roster.sample import sample_roster


def pair(frame, **policy):
    chosen = Policy(**policy)
    return rmatch.pair(Roster.from_frame(frame, policy=chosen), policy=chosen)


def scarce(seed):
    """Few skills and narrow rules, so that many have no partner or no place."""
    draw = random.Random(seed)
    frame = pd.DataFrame(sample_roster(9, 8, seed)).assign(participate="yes")
    few = [f"{s}:{draw.randint(1, 3)}" for s in ("sql", "python", "podcasting", "ux", "ai")]
    frame["skills"] = ["; ".join(draw.sample(few, 2)) for _ in frame.index]
    frame["wants"] = [
        "; ".join(f"{one.split(':')[0]}:{draw.randint(2, 5)}" for one in draw.sample(few, 2))
        for _ in frame.index
    ]
    frame["offers"] = [one.split(":")[0] if draw.random() < 0.5 else "" for one in frame["skills"]]
    frame["capacity"] = [draw.choice([0, 1, 1, 1, 2]) for _ in frame.index]
    frame["level"] = [draw.randint(1, 5) + 2 * (role == "senior") for role in frame["role"]]
    frame["timezone"] = [draw.choice(["", "UTC", "UTC+08:00"]) for _ in frame.index]
    return frame


RULES = {
    "min_level_gap": 2,
    "max_level_gap": 4,
    "department": True,
    "same_manager": True,
    "min_score": 25,
    "min_shared_minutes": 90,
}


def made(frame, rules, change):
    """The same roster and rules with the change, in the roster's own words."""
    frame, rules = frame.copy(), dict(rules)
    section, _, key = change.setting.partition(".")
    if section == "rules":
        rules[key] = change.new
        return frame, rules
    row = frame.index[frame["id"] == change.person_id][0]
    cell = str(frame.loc[row, change.setting])
    if change.setting == "capacity":
        assert int(cell) == change.current
        cell = change.new
    elif change.setting == "offers":
        assert change.topic not in cell
        cell = f"{cell}; {change.topic}"
    else:
        old = f"{re.escape(change.topic)}:{change.current}\\b"
        cell, number = re.subn(old, f"{change.topic}:{change.new}", cell)
        assert number == 1
    frame[change.setting] = frame[change.setting].astype(object)
    frame.loc[row, change.setting] = cell
    return frame, rules


@pytest.mark.parametrize("objective", ["most-matched", "best-total", "fairest"])
def test_the_smallest_change_does_what_it_says(objective):
    kinds = set()
    for seed in range(6):
        frame = scarce(seed)
        rules = RULES if seed % 2 else {}
        matching = pair(frame, objective=objective, rules=rules)
        for line in matching.unmatched_rows:
            for one in matching.explain(line.id).unpaired:
                change = one.change
                if change is None:
                    continue
                changed, ruled = made(frame, rules, change)
                again = pair(changed, objective=objective, rules=ruled).explain(line.id)
                paired = one.side not in [side.side for side in again.unpaired]
                assert paired == (change.gives == "a pairing")
                if not paired:
                    (left,) = (side for side in again.unpaired if side.side == one.side)
                    assert "no place left" in left.reason
                    assert "no legal partner" in one.reason or "nothing to" in one.reason
                kinds.add((change.setting, change.gives))
    assert {setting for setting, _ in kinds} >= {"capacity", "offers", "skills"}
    assert any(setting.startswith("rules.") for setting, _ in kinds)


def test_nothing_confidential_and_no_sensitive_topic_is_advised():
    rows = [
        {"id": "J", "role": "junior", "skills": "menopause:4; sql:2", "offers": "sql", "level": 1},
        {"id": "K", "role": "junior", "skills": "sql:4", "avoids": "S", "level": 1},
        {"id": "L", "role": "junior", "skills": "sql:4", "manager_id": "S", "level": 1},
        {"id": "S", "role": "senior", "wants": "menopause:4; sql:4", "skills": "sql:4", "level": 3},
        {"id": "B", "role": "both", "skills": "go:4", "wants": "go:5", "level": 2},
    ]
    frame = pd.DataFrame(rows).fillna("")
    matching = pair(frame)
    for person in "JKLSB":
        told = matching.explain(person)
        for side in told.unpaired:
            assert side.change is None or side.change.setting in ("skills", "wants")
            assert side.change is None or side.change.topic != "menopause"
        assert "menopause" not in str(told) + json.dumps(told.as_dict())
        assert "avoids" not in str(told) + json.dumps(told.as_dict())


TWO = pd.DataFrame(
    [
        {"id": "A", "name": "Ann Bell", "role": "junior", "skills": "python:4", "capacity": 1},
        {"id": "B", "name": "Bo Li", "role": "junior", "skills": "python:3", "capacity": 1},
        {"id": "S", "name": "Sam Roe", "role": "senior", "wants": "python:4", "capacity": 1},
        {"id": "N", "name": "Ned", "role": "junior", "skills": "python:4", "participate": "no"},
    ]
).fillna({"skills": "", "wants": "", "participate": "yes", "capacity": 1})


def test_the_words_about_a_person_without_a_place():
    assert str(pair(TWO).explain("B")).split("\n") == [
        "Bo Li (B) takes part as junior",
        "",
        "No pairing as junior: no place left (1 legal partner).",
        "The cheapest pairing for Bo Li would cost 25.00 points in all (exact, from the proof's "
        "prices).",
        "Best score with S (Sam Roe): 75.00 points.",
        "If Sam Roe had 2 places instead of 1, Bo Li would have a pairing (tried by pairing "
        "again).",
    ]


def test_the_words_about_a_person_with_a_pairing():
    told = pair(TWO).explain("A")
    assert str(told).startswith(
        "Ann Bell (A) takes part as junior\n\nAnn Bell (A) mentors Sam Roe (S)\nScore 100.00"
    )
    assert told.pairings[0].paired
    assert told.unpaired == ()


def test_the_words_about_a_person_without_a_legal_partner():
    frame = TWO.assign(skills=["python:4", "python:1", "", ""])
    lines = str(pair(frame).explain("B")).split("\n")
    assert lines[2:4] == [
        "No pairing as junior: nothing to teach.",
        "  Nothing the junior could teach the senior (no_topic): 1 of 1 seniors",
    ]
    assert lines[-1] == (
        "If Bo Li had python at level 2 instead of 1, Bo Li would have a legal partner (tried by "
        "pairing again)."
    )
    frame = TWO.assign(skills=["python:5", "", "python:4", ""])
    assert str(pair(frame).explain("S")).endswith(
        "If Sam Roe aimed at level 5 in python instead of 4, Sam Roe would have a pairing (tried "
        "by pairing again)."
    )
    frame = TWO.assign(level=[1, 5, 5, 1])
    assert str(pair(frame).explain("B")).endswith(
        "If the programme asked for 0 levels between the two instead of 1 (rules.min_level_gap), "
        "Bo Li would have a legal partner (tried by pairing again)."
    )


def test_a_person_who_did_not_agree():
    told = pair(TWO).explain("N")
    assert str(told) == "Ned (N), junior: did not agree to take part"
    assert told.as_dict() == {
        "id": "N",
        "role": "junior",
        "takes_part": False,
        "pairings": [],
        "unpaired": [],
    }


def test_nobody_of_that_id():
    with pytest.raises(UsageError, match="nobody on the roster has the id 'X'"):
        pair(TWO).explain("X")


def test_json_holds_what_the_words_say():
    matching = pair(scarce(1), rules=RULES)
    people = [person.id for person in matching.roster.people]
    records = [matching.explain(person).as_dict() for person in people]
    assert json.loads(json.dumps(records)) == records
    unmatched = {row.id: row for row in matching.unmatched_rows}
    for record in records:
        if record["id"] in unmatched:
            assert not record["pairings"]
            row = unmatched[record["id"]]
            assert [side["reason"] for side in record["unpaired"]] == [row.reason]
            assert [side["nearest"] for side in record["unpaired"]] == [row.nearest]
        else:
            assert record["pairings"] or record["unpaired"] == []
    assert any(side["smallest_change"] for record in records for side in record["unpaired"])


def test_a_large_cohort_tries_no_change(monkeypatch):
    monkeypatch.setattr(smallest, "TRIED_CELLS", 1)
    told = pair(TWO).explain("B")
    assert told.unpaired[0].change is None
    assert str(told).endswith("No small change was found that would help.")


def test_with_requirements_in_a_large_cohort_a_legal_partner_is_all_that_is_said(monkeypatch):
    monkeypatch.setattr(smallest, "LONG_CELLS", 0)
    frame = TWO.assign(level=[1, 5, 5, 1])
    limits = [{"name": "some", "max": 5}]
    (told,) = pair(frame, limits=limits).explain("B").unpaired
    assert told.change.gives == "a legal partner"
    (told,) = pair(TWO, limits=limits).explain("B").unpaired
    assert told.change is None
