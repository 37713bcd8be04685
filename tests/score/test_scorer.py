"""Which components are active, and the laws of blocks."""

from __future__ import annotations

import dataclasses
import random

import numpy as np
import pytest

from rmatch import blocks
from rmatch.errors import PolicyError
from rmatch.policy import COMPONENTS, Policy
from rmatch.roster.people import Zone
from rmatch.score import Scorer
from tests.score.people import person, random_people

EVERYONE = slice(None)
LAST = {"skill_gap": 0, "cross_department": 0, "shared_goals": 0, "shared_hours": 0}


def one_pair(junior, senior, **policy):
    return Scorer([person("J", **junior)], [person("S", "senior", **senior)], Policy(**policy))


def test_bare_people_leave_the_skills_alone():
    scorer = one_pair({}, {})
    assert scorer.weights == {"skill_gap": 10_000}
    assert scorer.inactive == {
        "reciprocity": "no junior wants a skill above their own level",
        "cross_department": "nobody's department is known",
        "shared_goals": "no junior and senior share a goal",
        "shared_hours": "no junior's time zone is known",
        "preference": "no participant prefers a participant of the other side",
    }


@pytest.mark.parametrize(
    ("name", "junior", "senior", "active"),
    [
        ("reciprocity", {"wants": {"a": 1}}, {}, True),
        ("reciprocity", {"wants": {"a": 1}, "skills": {"a": 1}}, {}, False),
        ("reciprocity", {}, {"wants": {"a": 1}}, False),
        ("cross_department", {"department": "A"}, {}, True),
        ("cross_department", {}, {"department": "A"}, True),
        ("shared_goals", {"goals": "ab"}, {"goals": "bc"}, True),
        ("shared_goals", {"goals": "a"}, {"goals": "c"}, False),
        ("shared_hours", {"zone": Zone(offset=0)}, {"zone": Zone("UTC")}, True),
        ("shared_hours", {"zone": Zone(offset=0)}, {}, False),
        ("preference", {"prefers": ("S",)}, {}, True),
        ("preference", {}, {"prefers": ("x", "J")}, True),
        ("preference", {"prefers": ("J", "x")}, {}, False),
    ],
)
def test_a_component_is_active_when_the_participants_give_it_something(
    name, junior, senior, active
):
    scorer = one_pair(junior, senior)
    assert (name in scorer.weights) is active
    assert (name in scorer.inactive) is not active
    assert sum(scorer.weights.values()) == 10_000


def test_every_component_is_either_active_or_says_why_not():
    juniors, seniors = random_people(1, 4, 4)
    scorer = Scorer(juniors, seniors, Policy(weights={"shared_goals": 0}))
    assert sorted([*scorer.weights, *scorer.inactive]) == sorted(COMPONENTS)
    assert scorer.inactive["shared_goals"] == "its weight is 0"


def test_any_department_turns_the_component_off():
    scorer = one_pair({"department": "A"}, {}, cross_department={"prefer": "any"})
    assert (
        scorer.inactive["cross_department"] == 'the policy says [cross_department] prefer = "any"'
    )


def test_all_weights_zero_is_an_error():
    with pytest.raises(PolicyError) as caught:
        one_pair({}, {}, weights=dict.fromkeys(COMPONENTS, 0))
    message = str(caught.value)
    assert "weight" in message
    assert "0" in message


def test_no_weights_is_said_with_its_cure():
    policy = Policy().model_copy(
        update={"weights": Policy().weights.model_copy(update=dict.fromkeys(COMPONENTS, 0))}
    )
    with pytest.raises(PolicyError) as caught:
        Scorer([person("J")], [person("S", "senior")], policy)
    assert [problem.code for problem in caught.value.problems] == ["no-weights"]
    assert "all weights are 0, so no pair can be scored. Fix: give skill_gap" in str(caught.value)


def test_no_component_that_applies_is_an_error_with_the_reasons():
    with pytest.raises(PolicyError) as caught:
        one_pair({}, {}, weights=LAST)
    assert [problem.code for problem in caught.value.problems] == ["no-active-component"]
    assert str(caught.value) == (
        "no component with a weight applies to these people (reciprocity: no junior wants a skill "
        "above their own level; preference: no participant prefers a participant of the other "
        "side). Fix: give skill_gap, or another component that applies, a weight above 0 in "
        "[weights]."
    )


@pytest.mark.parametrize("prefer", ["different", "same"])
def test_the_parts_add_up_and_stay_in_range(prefer):
    scorer = Scorer(*random_people(2, 20, 15), Policy(cross_department={"prefer": prefer}))
    score, parts = scorer.block(EVERYONE, EVERYONE), scorer.parts(EVERYONE, EVERYONE)
    assert score.dtype == np.int32
    assert list(parts) == list(scorer.weights) == list(COMPONENTS)
    np.testing.assert_array_equal(sum(parts.values()), score)
    assert score.min() >= 0
    assert score.max() <= 10_000
    for name, part in parts.items():
        assert part.max() <= scorer.weights[name]


@pytest.mark.parametrize("kept", [0, blocks.LARGEST_KEPT])
def test_blocks_of_any_rows_and_columns_are_the_full_matrix(monkeypatch, kept):
    juniors, seniors = random_people(3, 23, 17)
    full = Scorer(juniors, seniors, Policy()).block(EVERYONE, EVERYONE)
    monkeypatch.setattr(blocks, "LARGEST_KEPT", kept)
    scorer = Scorer(juniors, seniors, Policy())
    dice = random.Random(3)
    for _ in range(30):
        rows = np.array(dice.choices(range(len(juniors)), k=dice.randint(1, 30)))
        columns = np.array(dice.choices(range(len(seniors)), k=dice.randint(1, 30)))
        assert scorer.block(rows, columns).tobytes() == full[rows][:, columns].tobytes()
        start, stop = sorted(dice.sample(range(len(juniors) + 1), 2))
        block = slice(start, stop)
        assert scorer.block(block, EVERYONE).tobytes() == full[block].tobytes()
        assert scorer.block(block, columns).tobytes() == full[block][:, columns].tobytes()
        assert scorer.block(EVERYONE, columns).tobytes() == full[:, columns].tobytes()


def test_an_empty_block_is_empty():
    scorer = Scorer(*random_people(4, 3, 3), Policy())
    nobody = np.array([], dtype=np.intp)
    assert scorer.block(nobody, EVERYONE).shape == (0, scorer.shape[1])
    assert scorer.block(slice(1, 1), nobody).shape == (0, 0)


def test_asking_twice_changes_nothing():
    scorer = Scorer(*random_people(5, 8, 8), Policy())
    first = scorer.block(EVERYONE, EVERYONE)
    first += 1
    np.testing.assert_array_equal(scorer.block(EVERYONE, EVERYONE), first - 1)


def test_shuffled_people_have_the_same_scores():
    juniors, seniors = random_people(6, 12, 9)
    score = Scorer(juniors, seniors, Policy()).block(EVERYONE, EVERYONE)
    dice = random.Random(6)
    rows, columns = list(range(len(juniors))), list(range(len(seniors)))
    dice.shuffle(rows)
    dice.shuffle(columns)
    other = Scorer([juniors[k] for k in rows], [seniors[k] for k in columns], Policy())
    np.testing.assert_array_equal(other.block(EVERYONE, EVERYONE), score[rows][:, columns])


def test_capacities_names_and_levels_change_no_score():
    juniors, seniors = random_people(7, 9, 9)
    score = Scorer(juniors, seniors, Policy()).block(EVERYONE, EVERYONE)
    changed = [
        [
            dataclasses.replace(
                one, capacity=7, min_load=1, level=9, name="X", email="x@example.org"
            )
            for one in side
        ]
        for side in (juniors, seniors)
    ]
    np.testing.assert_array_equal(Scorer(*changed, Policy()).block(EVERYONE, EVERYONE), score)


def test_more_evidence_never_lowers_the_score_of_what_is_wanted():
    juniors, seniors = random_people(8, 9, 9)
    policy = Policy(weights={"reciprocity": 0})
    score = Scorer(juniors, seniors, policy).block(EVERYONE, EVERYONE)
    for key in ("skill a", "skill b"):
        better = [_skilled(one, key) if one.role == "junior" else one for one in juniors]
        more = Scorer(better, seniors, policy).block(EVERYONE, EVERYONE)
        assert (more >= score).all()


def _skilled(one, key):
    expert = person("x", skills={key: 5}).skills[key]
    return dataclasses.replace(one, skills=one.skills | {key: expert}, offers=one.offers | {key})
