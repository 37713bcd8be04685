"""Why people have no pairing, in words for those who know no policy."""

import pytest

from rmatch.explain.unmatched import Unmatched
from rmatch.policy import NOT_TO_BE_PAIRED, RULES
from rmatch.report.left_over import HINDRANCES, left_over, plain_reason, reasons
from rmatch.report.view import Face

from .people import junior, matching_of, senior


def test_every_rule_has_words():
    confidential = {"avoids", "successor", "decision"}
    assert set(HINDRANCES) == (set(RULES) - confidential) | {NOT_TO_BE_PAIRED}


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("nothing to teach", "nothing to teach"),
        ("no legal partner", "no possible partner"),
        (
            "no legal partner (no_topic 14, not to be paired 1)",
            "no possible partner: no topic that fits (14), not to be paired (1)",
        ),
        (
            "as junior: nothing to teach; as senior: no legal partner (hours 2)",
            "as junior: nothing to teach; as senior: no possible partner: too few working hours "
            "in common (2)",
        ),
        (
            "no place left (1 legal partner; placing this person would cost 4.00 points)",
            "no place left (1 possible partner; placing this person would cost 4.00 points)",
        ),
    ],
)
def test_reasons_in_words(reason, said):
    assert plain_reason(reason) == said


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
