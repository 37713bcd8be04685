"""Manager chains: distance, outsiders, cycles, self-managers, and size."""

from __future__ import annotations

import random

import numpy as np
import pytest

from rmatch.rules.chain import ReportingLine, SameManager, chains
from tests.score.people import person

EVERYONE = slice(None)


def forbidden(juniors, seniors, managers):
    rule = ReportingLine(
        [person(ident) for ident in juniors],
        [person(ident, "senior") for ident in seniors],
        managers,
    )
    block = rule.block(EVERYONE, EVERYONE)
    return {(juniors[row], seniors[column]) for row, column in zip(*np.nonzero(block), strict=True)}


def above(ident, managers):
    """Everyone above someone, by walking up."""
    seen: set[str] = set()
    boss = managers.get(ident)
    while boss is not None and boss not in seen:
        seen.add(boss)
        boss = managers.get(boss)
    return seen


@pytest.mark.parametrize(
    ("managers", "expected"),
    [
        ({}, False),
        ({"J": "S"}, True),
        ({"S": "J"}, True),
        ({"J": "x", "x": "y", "y": "S"}, True),
        ({"J": "x", "S": "x"}, False),
        ({"J": "x", "S": "y"}, False),
        ({"J": "S", "S": "J"}, True),
        ({"J": "S", "S": "x", "x": "J"}, True),
        ({"J": "x", "x": "x", "S": "x"}, False),
        ({"J": "x", "x": "y", "y": "x", "S": "x"}, False),
        ({"J": "x", "x": "S", "S": "x"}, True),
    ],
)
def test_either_above_the_other_at_any_distance(managers, expected):
    assert bool(forbidden(["J"], ["S"], managers)) is expected


def test_nobody_is_above_themselves_outside_a_cycle():
    managers = {"B": "x", "J": "B"}
    assert forbidden(["B", "J"], ["B"], managers) == {("J", "B")}


def test_everyone_in_a_cycle_is_above_everyone_in_it():
    managers = {"A": "B", "B": "A"}
    assert len(forbidden(["A", "B"], ["A", "B"], managers)) == 4


@pytest.mark.parametrize("seed", range(20))
def test_random_companies_agree_with_walking_up(seed):
    dice = random.Random(seed)
    ids = [f"p{k}" for k in range(30)]
    managers = {ident: dice.choice(ids) for ident in ids if dice.random() < 0.9}
    people = dice.sample(ids, 20)
    juniors, seniors = people[:12], people[8:]
    expected = {
        (junior, senior)
        for junior in juniors
        for senior in seniors
        if senior in above(junior, managers) or junior in above(senior, managers)
    }
    assert forbidden(juniors, seniors, managers) == expected


def test_a_chain_of_many_thousands_ends_and_needs_no_recursion():
    managers = {f"p{k}": f"p{k + 1}" for k in range(20_000)}
    found = forbidden(["p0", "p19000"], ["p20000", "p500"], managers)
    assert found == {("p0", "p20000"), ("p0", "p500"), ("p19000", "p20000"), ("p19000", "p500")}


def test_only_the_chains_of_the_people_are_walked():
    ranges, cyclic = chains(["J"], {"J": "x", "far": "away"})
    assert sorted(ranges) == ["J", "x"]
    assert cyclic == frozenset()


@pytest.mark.parametrize(
    ("managers", "expected"),
    [({"J": "x", "S": "x"}, True), ({"J": "x", "S": "y"}, False), ({}, False), ({"J": "x"}, False)],
)
def test_same_manager(managers, expected):
    rule = SameManager([person("J")], [person("S", "senior")], managers)
    assert rule.block(EVERYONE, EVERYONE).item() is expected
