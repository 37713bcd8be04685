"""What explanations say is plain: no jargon, and never a protected trait or a generation."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from rmatch.explain import sentences, titles
from rmatch.explain.costs import Cost
from rmatch.explain.sentences import (
    CHANGES,
    HOW,
    RULES,
    UNKNOWN,
    ahead,
    costs,
    decisions_cost,
    gained,
    kept,
    placing,
    rule,
    told,
)
from rmatch.explain.titles import RULE_TITLES
from rmatch.policy import COMPONENTS, NOT_TO_BE_PAIRED, Policy
from rmatch.policy.models import CONFIDENTIAL_RULES
from rmatch.policy.models import RULES as RULE_NAMES
from rmatch.roster.protected import protected_attribute

FOLDER = Path(sentences.__file__).parent
FILES = sorted(path for path in FOLDER.glob("*.py") if path.name != "__init__.py")
JARGON = re.compile(
    r"\b(dual|duals|residual|slack|reduced cost|augment\w*|path|paths|arc|arcs|node|nodes|graph|"
    r"matrix|vector|leximin|lexicographic|constraint|constraints|variable|solver|optimum|optima|"
    r"infeasible|hundredths|cohort|threshold|null|none type|young|younger|old|older|elderly|"
    r"native speaker|digital native)\b",
    re.IGNORECASE,
)


def said(path):
    """The strings of a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kept = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            kept.add(id(node.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in kept:
            yield node.value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_trait_and_no_generation_is_ever_named(path):
    texts = list(said(path))
    assert texts
    for text in texts:
        assert protected_attribute(text, Policy()) is None, text


@pytest.mark.parametrize("name", ["sentences.py", "titles.py", "wording.py", "costs.py"])
def test_no_jargon(name):
    for text in said(FOLDER / name):
        assert not JARGON.search(text), text


def test_the_scan_finds_what_it_looks_for():
    assert protected_attribute("people of that age", Policy())
    assert protected_attribute("a millennial", Policy())
    assert JARGON.search("an augmenting path")


def test_every_rule_part_and_level_has_words():
    shown = {name for name in RULE_NAMES if name not in CONFIDENTIAL_RULES} | {NOT_TO_BE_PAIRED}
    assert shown == set(RULES) == set(RULE_TITLES)
    assert set(COMPONENTS) == set(sentences.PARTS) == set(titles.MEANING)
    assert not set(HOW) & set(UNKNOWN)


def test_advice_has_words_for_every_rule_that_it_may_speak_of():
    settled = {"self", "reporting_line", "no_topic", "hours", "min_score", NOT_TO_BE_PAIRED}
    assert {f"rules.{name}" for name in set(RULES) - settled} <= set(CHANGES)
    never = {
        "rules.self",
        "rules.reporting_line",
        *(f"rules.{name}" for name in CONFIDENTIAL_RULES),
    }
    assert not never & set(CHANGES)


@pytest.mark.parametrize("name", RULES)
def test_every_rule_is_said_without_its_name_alone(name):
    said_ = rule(name, "Ann", "Bo", Policy())
    assert "{" not in said_
    assert said_.endswith(f"({name})") == (name != NOT_TO_BE_PAIRED)
    assert {field for _, field, _, _ in Formatter().parse(RULES[name]) if field} <= {
        "junior",
        "senior",
        "levels",
        "minutes",
        "least",
    }


@pytest.mark.parametrize(
    ("cost", "said"),
    [
        (Cost(people=1, points=-900), "leaves 1 more person without a pairing"),
        (Cost(people=2, at_least=True), "leaves at least 2 more people without a pairing"),
        (Cost(pairings=1), "takes 1 more pairing for as many people"),
        (Cost(points=1240), "costs 12.40 points in all"),
        (Cost(points=5, at_least=True), "costs at least 0.05 points in all"),
        (Cost(), "costs nothing: both ways are equally good"),
        (Cost(at_least=True), "costs nothing, unless what is required makes it more"),
    ],
)
def test_costs_in_few_words(cost, said):
    assert told(cost, "prices", "") == said


def test_why_no_cost_is_told():
    assert told(None, "long", UNKNOWN["long"]) == (
        "not known what it would cost: it takes too long to work out"
    )
    assert told(None, "held", kept("Ann", ["Bo"])) == "Ann is held with Bo by a decision"


@pytest.mark.parametrize(
    ("cost", "said"),
    [
        (Cost(people=2), "placing this person would leave 2 out"),
        (Cost(people=1, at_least=True), "placing this person would leave at least 1 out"),
        (Cost(pairings=1), "placing this person would cost 1 more pairing"),
        (Cost(points=250), "placing this person would cost 2.50 points"),
    ],
)
def test_what_placing_somebody_costs(cost, said):
    assert placing(cost) == said


@pytest.mark.parametrize(
    ("people", "points", "said"),
    [
        (0, 0.0, "just as many people and points"),
        (1, 12.5, "1 more person with a pairing and 12.50 points more in all"),
        (2, -3.0, "2 more people with a pairing but 3.00 points less in all"),
        (-1, 0.0, "1 fewer person with a pairing"),
        (-2, -4.0, "2 fewer people with a pairing and 4.00 points less in all"),
        (0, 8.77, "8.77 points more in all"),
    ],
)
def test_what_there_would_be_without(people, points, said):
    assert gained(people, points) == said


@pytest.mark.parametrize(
    ("people", "points", "one", "said"),
    [
        (0, 0.0, False, "What they cost: without them there would be just as many people and po"),
        (1, 2.5, True, "What it costs: without it there would be 1 more person with a pairing a"),
        (2, -3.0, False, "What they cost: without them there would be 2 more people with a pairi"),
        (-1, -77.83, True, "What it costs: nothing; it gains 1 person with a pairing and 77.83"),
        (-2, 4.0, False, "What they cost: nothing; they gain 2 people with a pairing for 4.00"),
        (0, -4.0, False, "What they cost: nothing; they gain 4.00 points in all."),
        (-1, 0.0, False, "What they cost: nothing; they gain 1 person with a pairing."),
    ],
)
def test_what_decisions_cost_or_gain(people, points, one, said):
    assert decisions_cost(people, points, one=one).startswith(said)


@pytest.mark.parametrize(
    ("partners", "said"),
    [(["Bo"], "Ann is held with Bo by a decision"), (["A", "B"], "held with A and B by decisions")],
)
def test_who_is_held(partners, said):
    assert kept("Ann", partners).endswith(said)


@pytest.mark.parametrize(
    ("cost", "how", "text"),
    [
        (Cost(), "prices", "would cost nothing: both ways are equally good (exact"),
        (Cost(points=1240), "again", "would cost 12.40 points in all (exact, by solving again)"),
        (Cost(points=5, at_least=True), "least", "would cost at least 0.05 points in all (no"),
        (Cost(people=1), "prices", "would leave 1 more person without a pairing (exact"),
        (Cost(people=2, points=-9), "prices", "would leave 2 more people without a pairing (exact"),
        (Cost(pairings=1), "prices", "would take 1 more pairing for as many people (exact"),
        (Cost(pairings=2), "prices", "would take 2 more pairings for as many people (exact"),
    ],
)
def test_costs_in_words(cost, how, text):
    assert costs(cost, how).startswith(text)


@pytest.mark.parametrize(
    ("differences", "text"),
    [
        (
            {"skill_gap": 1500, "shared_hours": -260},
            "Ann is ahead of Bo by 12.40 points: 15.00 more for what the senior wants and 2.60 "
            "less for working hours",
        ),
        (
            {"skill_gap": -1500, "shared_hours": 260},
            "Bo is ahead of Ann by 12.40 points: 15.00 more for what the senior wants and 2.60 "
            "less for working hours",
        ),
        (
            {"skill_gap": 300, "preference": -300},
            "Ann and Bo score the same: Ann has 3.00 more for what the senior wants and 3.00 less "
            "for wishes",
        ),
        ({"skill_gap": 0, "preference": 0}, "Ann and Bo score the same"),
    ],
)
def test_who_is_ahead_and_by_what(differences, text):
    assert ahead("Ann", "Bo", differences) == text
