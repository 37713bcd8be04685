"""Numbers as the page says them."""

import re

import pytest

from rmatch.report.words import DECISIONS, NOTES, counted, noted, of_decisions, plain_rules, without
from rmatch.roster.decisions import DECISIONS as KNOWN
from rmatch.roster.notices import SENTENCES


def test_a_price_that_was_not_asked_for():
    assert without(None) == "not worked out"


def test_what_there_would_be_without_a_price():
    lost = {"people": 1, "points": 12.5}
    assert without(lost) == "1 more person with a pairing and 12.50 points more in all"


def test_rules_are_named_without_underlines():
    assert plain_rules("no legal partner (no_topic 4, hours 1)") == (
        "no legal partner (no topic 4, hours 1)"
    )
    assert plain_rules("my_no_topic_club") == "my_no_topic_club"


@pytest.mark.parametrize("code", sorted({*SENTENCES, *NOTES}))
def test_notes_name_no_option_and_no_key(code):
    message = SENTENCES.get(code, "").format(people="2 people")
    said = noted({"code": code, "message": message, "ids": ["a", "b"]})
    assert said
    assert not re.search(r"--|[`\[\]{}_]|prefers", said)
    assert ("2 people" in said) == ("2 people" in message)


def test_other_notes_keep_their_message():
    assert noted({"code": "odd", "message": "so it is", "ids": []}) == "so it is"


def test_numbers_of_things():
    assert [counted(n, "pairing") for n in (0, 1, 2)] == ["0 pairings", "1 pairing", "2 pairings"]


def test_the_page_offers_every_decision_and_no_other():
    assert set(DECISIONS) == {"", *KNOWN}


def test_what_held_pairings_gain_is_no_cost():
    lost = {"people": -1, "points": -77.83}
    told = "What they cost: nothing; they gain 1 person with a pairing and 77.83 points in all."
    assert of_decisions(lost) == told
    assert of_decisions(None) == "What they cost was not worked out."
