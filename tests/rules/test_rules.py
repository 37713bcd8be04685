"""Each rule on people small enough to judge by eye, and the laws of blocks."""

from __future__ import annotations

import random
from decimal import Decimal

import numpy as np
import pytest

from rmatch import blocks
from rmatch.policy import Policy
from rmatch.roster.people import Zone
from rmatch.rules import Rules
from rmatch.score import Scorer
from tests.score.people import counted, legal_pairs, person, random_managers, random_people

EVERYONE = slice(None)
ALL_ON = {"same_manager": True, "department": True, "max_level_gap": 3, "min_score": 20}
JUNIOR = {"skills": {"sql": 4}}
SENIOR = {"wants": {"sql": 4}}


def why(junior=None, senior=None, managers=None, rules=None, score=10_000):
    one = person("J", **(JUNIOR | (junior or {})))
    other = person("S", "senior", **(SENIOR | (senior or {})))
    policy = Policy(rules=rules or {})
    return Rules([one], [other], managers or {}, policy).why(0, 0, score)


def test_the_rules_that_are_on_unless_said():
    assert Rules([], [], {}, Policy()).names == (
        "self",
        "no_topic",
        "reporting_line",
        "successor",
        "level_gap",
        "avoids",
        "language",
        "hours",
        "min_score",
    )


def test_every_rule_but_self_can_be_turned_off():
    names = ("no_topic", "reporting_line", "successor", "level_gap", "avoids", "language")
    off = dict.fromkeys((*names, "hours", "min_score"), False)
    assert Rules([], [], {}, Policy(rules=off)).names == ("self",)


def test_rules_that_are_off_can_be_turned_on():
    names = Rules([], [], {}, Policy(rules=ALL_ON)).names
    assert names.index("same_manager") == names.index("reporting_line") + 1
    assert names.index("department") == names.index("hours") + 1


def test_a_pair_against_no_rule_is_legal():
    assert why() == ()


def test_self():
    both = person("B", "both", skills={"sql": 4}, wants={"ai": 4})
    other = person("S", "senior", wants={"sql": 4})
    rules = Rules([both], [both, other], {}, Policy())
    assert rules.why(0, 0, 10_000) == ("self", "no_topic")
    assert rules.why(0, 1, 10_000) == ()


@pytest.mark.parametrize(
    ("level", "own", "target", "forbidden"),
    [(4, 0, 4, False), (4, 3, 5, False), (4, 4, 5, True), (2, 1, 2, False), (1, 0, 4, True),
     (5, 3, 3, True)],
)  # fmt: skip
def test_no_topic(level, own, target, forbidden):
    senior = {"wants": {"sql": target}, "skills": {"sql": own} if own else {}}
    found = why({"skills": {"sql": level}}, senior)
    assert found == (("no_topic",) if forbidden else ())


def test_no_topic_where_the_skill_is_not_offered():
    assert why({"offers": frozenset()}) == ("no_topic",)


@pytest.mark.parametrize(
    ("junior", "senior", "forbidden"),
    [((), (), False), (("S",), (), True), ((), ("J",), True), (("X",), ("X",), False)],
)
@pytest.mark.parametrize(("field", "rule"), [("avoids", "avoids"), ("successor_of", "successor")])
def test_avoids_and_successor_hold_both_ways(junior, senior, forbidden, field, rule):
    found = why({field: frozenset(junior)}, {field: frozenset(senior)})
    assert found == ((rule,) if forbidden else ())


@pytest.mark.parametrize(
    ("junior", "senior", "rules", "forbidden"),
    [
        (1, 2, {}, False),
        (2, 2, {}, True),
        (3, 2, {}, True),
        (None, 2, {}, False),
        (2, None, {}, False),
        (2, 2, {"min_level_gap": 0}, False),
        (3, 2, {"min_level_gap": -1}, False),
        (1, 5, {"max_level_gap": 3}, True),
        (1, 4, {"max_level_gap": 3}, False),
        (0, -(10**30), {}, True),
    ],
)
def test_level_gap(junior, senior, rules, forbidden):
    found = why({"level": junior}, {"level": senior}, rules=rules)
    assert found == (("level_gap",) if forbidden else ())


@pytest.mark.parametrize(
    ("junior", "senior", "forbidden"),
    [
        (["de"], ["en"], True),
        (["de", "en"], ["en"], False),
        ([], ["en"], False),
        (["de"], [], False),
    ],
)
def test_language(junior, senior, forbidden):
    found = why({"languages": frozenset(junior)}, {"languages": frozenset(senior)})
    assert found == (("language",) if forbidden else ())


@pytest.mark.parametrize(
    ("minutes", "zone", "least", "forbidden"),
    [(59, 0, 60, True), (60, 0, 60, False), (0, 0, 60, True), (0, None, 60, False),
     (0, 0, 0, False), (60, 0, 61, True)],
)  # fmt: skip
def test_hours(minutes, zone, least, forbidden):
    here = Zone(offset=0)
    found = why(
        {"zone": here, "available": ((0, minutes),) if minutes else ((5000, 6000),)},
        {"zone": None if zone is None else here, "available": ((0, 600),)},
        rules={"min_shared_minutes": least},
    )
    assert found == (("hours",) if forbidden else ())


@pytest.mark.parametrize(
    ("junior", "senior", "forbidden"),
    [("A/b", "A/b", True), ("A", "A/b", False), (None, None, False), (None, "A", False)],
)
def test_department(junior, senior, forbidden):
    found = why(
        {"department": junior} if junior else {},
        {"department": senior} if senior else {},
        rules={"department": True},
    )
    assert found == (("department",) if forbidden else ())


@pytest.mark.parametrize(
    ("least", "score", "forbidden"),
    [(None, 0, True), (None, 1, False), (True, 0, True), (0, 0, False), (False, 0, False),
     (12.34, 1233, True), (12.34, 1234, False), ("0.015", 1, True), ("0.015", 2, False)],
)  # fmt: skip
def test_min_score(least, score, forbidden):
    least = Decimal(least) if isinstance(least, str) else least
    rules = {} if least is None else {"min_score": least}
    assert why(rules=rules, score=score) == (("min_score",) if forbidden else ())


def test_min_score_judges_only_pairs_that_nothing_else_forbids():
    avoiding = {"avoids": frozenset({"S"})}
    assert why(avoiding, score=0) == ("avoids",)


def test_a_pair_counts_under_every_rule_that_forbids_it():
    junior = person("J", skills={"ai": 3}, level=3, avoids=frozenset({"S"}))
    seniors = [person("S", "senior", wants={"sql": 3}, level=3), person("T", "senior", level=9)]
    rules = Rules([junior], seniors, {"J": "T"}, Policy())
    counts = counted(rules, Scorer([junior], seniors, Policy()).block(EVERYONE, EVERYONE))
    assert {name: number for name, number in counts.items() if number} == {
        "no_topic": 2,
        "reporting_line": 1,
        "level_gap": 1,
        "avoids": 1,
    }


@pytest.mark.parametrize("kept", [0, blocks.LARGEST_KEPT])
def test_blocks_of_any_rows_and_columns_are_the_full_matrix(monkeypatch, kept):
    juniors, seniors = random_people(11, 23, 17)
    managers = random_managers(11, [*juniors, *seniors])
    policy = Policy(rules=ALL_ON)
    scorer = Scorer(juniors, seniors, policy)
    score = scorer.block(EVERYONE, EVERYONE)
    full = Rules(juniors, seniors, managers, policy).forbidden(EVERYONE, EVERYONE, score)
    assert all(block.any() for block in full.values())
    monkeypatch.setattr(blocks, "LARGEST_KEPT", kept)
    rules = Rules(juniors, seniors, managers, policy)
    dice = random.Random(11)
    for _ in range(15):
        rows = np.array(dice.choices(range(len(juniors)), k=dice.randint(1, 30)))
        columns = np.array(dice.choices(range(len(seniors)), k=dice.randint(1, 30)))
        for left, right in ((rows, columns), (slice(2, 9), columns), (rows, EVERYONE)):
            part = score[left][:, right]
            for name, block in rules.forbidden(left, right, part).items():
                assert block.tobytes() == full[name][left][:, right].tobytes(), name


def test_single_pairs_agree_with_the_block():
    juniors, seniors = random_people(13, 8, 8)
    managers = random_managers(13, [*juniors, *seniors])
    policy = Policy(rules=ALL_ON)
    score = Scorer(juniors, seniors, policy).block(EVERYONE, EVERYONE)
    rules = Rules(juniors, seniors, managers, policy)
    full = rules.forbidden(EVERYONE, EVERYONE, score)
    for row, column in np.ndindex(score.shape):
        expected = tuple(name for name, block in full.items() if block[row, column])
        assert rules.why(row, column, int(score[row, column])) == expected


def test_one_rule_less_never_forbids_more():
    juniors, seniors = random_people(14, 15, 15)
    managers = random_managers(14, [*juniors, *seniors])
    score = Scorer(juniors, seniors, Policy()).block(EVERYONE, EVERYONE)
    legal = legal_pairs(Rules(juniors, seniors, managers, Policy()), score)
    for name in ("no_topic", "reporting_line", "level_gap", "avoids", "language", "hours"):
        fewer = Rules(juniors, seniors, managers, Policy(rules={name: False}))
        assert (legal_pairs(fewer, score) >= legal).all()
