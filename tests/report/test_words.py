"""Numbers as the page says them."""

import pytest

from rmatch.explain.costs import Cost
from rmatch.report.words import DECISIONS, cost, counted, plain_rules, price
from rmatch.roster.decisions import DECISIONS as KNOWN


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        (None, "what it would cost the others is not known"),
        (Cost(people=1, points=-900), "leaves 1 more person without a pairing"),
        (Cost(people=2, at_least=True), "leaves at least 2 more people without a pairing"),
        (Cost(pairings=1), "needs 1 more pairing"),
        (Cost(pairings=2), "needs 2 more pairings"),
        (Cost(points=1240), "costs the whole 12.40 points"),
        (Cost(points=5, at_least=True), "costs the whole at least 0.05 points"),
        (Cost(), "costs nothing: both ways are equally good"),
        (Cost(at_least=True), "costs nothing, unless what is required makes it more"),
    ],
)
def test_costs(lost, said):
    assert cost(lost) == said


@pytest.mark.parametrize(
    ("people", "points", "said"),
    [
        (0, 0.0, "nothing"),
        (1, 12.5, "1 fewer person paired, 12.50 points"),
        (2, -3.0, "2 fewer people paired, 3.00 points more"),
        (-1, 0.0, "1 more person paired"),
    ],
)
def test_prices(people, points, said):
    assert price({"people": people, "points": points}) == said


def test_a_price_that_was_not_asked_for():
    assert price(None) == "not worked out"


def test_rules_are_named_without_underlines():
    assert plain_rules("no legal partner (no_topic 4, hours 1)") == (
        "no legal partner (no topic 4, hours 1)"
    )
    assert plain_rules("my_no_topic_club") == "my_no_topic_club"


def test_numbers_of_things():
    assert [counted(n, "pairing") for n in (0, 1, 2)] == ["0 pairings", "1 pairing", "2 pairings"]


def test_the_page_offers_every_decision_and_no_other():
    assert set(DECISIONS) == {"", *KNOWN}
