"""Why people have no pairing, in words for those who know no policy."""

import pytest

import rmatch
from rmatch.explain.costs import Cost
from rmatch.explain.sentences import placing
from rmatch.explain.unmatched import Unmatched
from rmatch.policy import RULES
from rmatch.report.left_over import HINDRANCES, left_over, plain_reason, reasons
from rmatch.report.view import Face
from tests.pages.reading import Page

from .people import junior, matching_of, page_of, senior


def test_every_rule_has_words():
    confidential = {"avoids", "successor", "decision"}
    assert set(HINDRANCES) == set(RULES) - confidential


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("nothing to teach", "nothing to teach"),
        ("no legal partner", "no possible partner"),
        (
            "no legal partner (no_topic 14, not to be paired 1)",
            "no possible partner: no topic that fits (14)",
        ),
        ("no legal partner (not to be paired 3)", "no possible partner"),
        ("did not agree to take part", "has not agreed to take part"),
        (
            "as junior: nothing to teach; as senior: no legal partner (hours 2)",
            "as junior: nothing to teach; as senior: no possible partner: too few working hours "
            "in common (2)",
        ),
        (
            "no place left (1 legal partner; placing this person would cost 4.00 points)",
            "no place left (1 possible partner): the least that a place would cost is 4.00 points "
            "in all",
        ),
        ("no place left (2 legal partners)", "no place left (2 possible partners)"),
        (
            "as junior: nothing to teach; as senior: no place left (2 legal partners; this "
            "person's capacity is 0)",
            "as junior: nothing to teach; as senior: no place left (2 possible partners): this "
            "person's capacity is 0",
        ),
    ],
)
def test_reasons_in_words(reason, said):
    assert plain_reason(reason) == said


@pytest.mark.parametrize(
    ("cost", "said"),
    [
        (Cost(0, 0, 400), "the least that a place would cost is 4.00 points in all"),
        (Cost(0, 0, 400, True), "the least that a place would cost is at least 4.00 points in all"),
        (Cost(0, 0, 0), "another choice, just as good, would have placed this person"),
        (Cost(0, 0, 0, True), "a place would cost nothing, unless what is required makes it more"),
        (Cost(1, 0, 9), "the least that a place would cost is 1 more person without a pairing"),
        (Cost(2, 0, 0), "the least that a place would cost is 2 more people without a pairing"),
        (
            Cost(0, 1, 0),
            "the least that a place would cost is 1 more pairing for as many people",
        ),
    ],
)
def test_what_a_place_would_cost_is_said_of_no_single_partner(cost, said):
    reason = f"no place left (3 legal partners; {placing(cost)})"
    assert plain_reason(reason) == f"no place left (3 possible partners): {said}"


def test_nobody_can_tell_from_the_page_who_said_no(tmp_path):
    rows = [junior("J1"), senior("S1"), senior("S2", "chess:3")]
    path = tmp_path / "decisions.csv"
    path.write_text("junior_id,senior_id,decision\nJ1,S1,declined\n", encoding="utf-8")
    roster = matching_of(rows).roster
    matching = rmatch.pair(roster, decisions=rmatch.read_decisions(path, roster))
    assert "not to be paired 1" in matching.unmatched_rows[0].reason
    found = left_over(matching.unmatched_rows, roster.people)
    assert [line.reason for line in found] == [
        "no possible partner: no topic that fits (1)",
        "no possible partner",
        "no possible partner: no topic that fits (1)",
    ]
    # Only the rule's own line counts, for all people together.
    assert Page(page_of(matching)).text.casefold().count("not to be paired") == 1


@pytest.mark.parametrize("name", ["Jo (no_topic 3): 1.00 points", "J\nO", "legal partner", "J1"])
def test_the_nearest_partner_is_found_whatever_the_name(name):
    rows = [
        junior("J1", "python:4", name=name, department="Sales"),
        senior("S1", "sql:4", name="Ada", department="Legal"),
    ]
    matching = matching_of(rows)
    of_junior, of_senior = left_over(matching.unmatched_rows, matching.roster.people)
    assert of_senior.nearest == of_junior.person
    assert of_junior.nearest == Face("Ada", "S1", "Legal")
    assert of_senior.says.endswith("points, but for one rule: no topic that fits")


def test_the_most_frequent_reason_is_first():
    rows = [
        Unmatched(str(k), str(k), "junior", "unmatched", reason, "")
        for k, reason in enumerate(
            ["nothing to teach", "no legal partner (no_topic 4)", "no legal partner (hours 2)"]
        )
    ]
    assert reasons(rows) == (("no possible partner", 2), ("nothing to teach", 1))
