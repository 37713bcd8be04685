"""Each component on people small enough to compute by hand."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from rmatch.policy import Policy
from rmatch.roster.people import Person, Want, Zone
from rmatch.score import Scorer, Topic
from rmatch.score.departments import CrossDepartment
from rmatch.score.goals import SharedGoals
from rmatch.score.hours import SharedHours
from rmatch.score.preference import Preference
from rmatch.score.skills import Reciprocity, SkillGap, Steps
from tests.score.people import person

EVERYONE = slice(None)
NINE_TO_FIVE = tuple((day * 1440 + 540, day * 1440 + 1020) for day in range(5))


def only(component):
    """The one value of a component for one junior and one senior."""
    block = component.block(EVERYONE, EVERYONE)
    assert block.dtype == np.int16
    return int(block[0, 0])


def test_steps_share_the_weight_floors_first_then_by_name_and_lower_step():
    senior = person("S", "senior", skills={"b": 2}, wants={"b": 4, "a": 3, "c": (1, "1/2")})
    steps = {want.want.key: want.steps for want in Steps(100).of(senior)}
    # Exact shares 100/5.5 = 18 2/11 for a step of a and b, 9 1/11 for c: one left over.
    assert steps == {"a": (19, 18, 18), "b": (18, 18), "c": (9,)}


def test_names_compare_by_code_points():
    senior = person("S", "senior", wants={"zebra": 1, "äpfel": 1, "Zebra": 1})
    steps = [(want.want.key, want.steps) for want in Steps(4).of(senior)]
    assert steps == [("Zebra", (2,)), ("zebra", (1,)), ("äpfel", (1,))]


@pytest.mark.parametrize(("level", "hundredths"), [(1, 0), (2, 0), (3, 34), (4, 67), (5, 100)])
def test_a_pair_earns_the_steps_it_covers_lowest_first(level, hundredths):
    senior = person("S", "senior", skills={"sql": 2}, wants={"sql": 5})
    assert only(SkillGap([{"sql": level}], [senior], Steps(100))) == hundredths


def test_a_teacher_beyond_the_target_earns_no_more():
    senior = person("S", "senior", wants={"sql": 2, "ai": 2})
    assert only(SkillGap([{"sql": 5}], [senior], Steps(100))) == 50


def test_reciprocity_swaps_the_two():
    junior = person("J", wants={"strategy": 5})
    assert only(Reciprocity([junior], [{"strategy": 3}], Steps(100))) == 60


@pytest.mark.parametrize(
    ("left", "right", "different", "same"),
    [
        ("A", "A", 0, 100),
        ("A", "B", 100, 0),
        ("A/b", "A", 50, 50),
        ("A/b/c", "A/b/d", 33, 67),
        ("A/b/c", "B/b/c", 100, 0),
        (None, "A", 0, 0),
        ("A", None, 0, 0),
        (None, None, 0, 0),
    ],
)
def test_departments_by_shared_leading_parts(left, right, different, same):
    junior = person("J", **({"department": left} if left else {}))
    senior = person("S", "senior", **({"department": right} if right else {}))
    assert only(CrossDepartment([junior], [senior], 100, "different")) == different
    assert only(CrossDepartment([junior], [senior], 100, "same")) == same


@pytest.mark.parametrize(
    ("left", "right", "weight", "hundredths"),
    [("ab", "bc", 100, 33), ("ab", "ab", 100, 100), ("", "a", 100, 0), ("", "", 100, 0),
     ("ab", "a", 5, 2), ("ab", "a", 7, 4)],
)  # fmt: skip
def test_goals_by_jaccard_index_half_to_even(left, right, weight, hundredths):
    junior, senior = person("J", goals=left), person("S", "senior", goals=right)
    assert only(SharedGoals([junior], [senior], weight)) == hundredths


@pytest.mark.parametrize(
    ("offset", "hundredths"), [(0, 480), (60, 480), (7 * 60, 480), (8 * 60, 0)]
)
def test_hours_count_up_to_two_a_week(offset, hundredths):
    junior = person("J", zone=Zone(offset=0), available=NINE_TO_FIVE)
    senior = person("S", "senior", zone=Zone(offset=offset), available=NINE_TO_FIVE)
    assert only(SharedHours([junior], [senior], 480, None)) == hundredths


def test_fewer_than_two_hours_count_in_part():
    junior = person("J", zone=Zone(offset=0), available=((0, 60), (100, 115)))
    senior = person("S", "senior", zone=Zone(offset=0), available=((30, 200),))
    assert only(SharedHours([junior], [senior], 120, None)) == 45


def test_no_zone_no_hours():
    junior = person("J", available=NINE_TO_FIVE)
    senior = person("S", "senior", zone=Zone(offset=0), available=NINE_TO_FIVE)
    assert only(SharedHours([junior], [senior], 480, None)) == 0


@pytest.mark.parametrize(
    ("junior", "senior", "value"),
    [
        (("S",), ("J",), Fraction(1)),
        (("S",), (), Fraction(1)),
        (("nobody", "S"), (), Fraction(1, 2)),
        (("S",), ("other",), Fraction(1, 2)),
        (("x", "y", "S"), ("x", "J"), Fraction(5, 12)),
        (("x",), ("x",), Fraction(0)),
        ((), (), Fraction(0)),
    ],
)
def test_preference_is_the_mean_over_the_sides_that_named_anyone(junior, senior, value):
    one, other = person("J", prefers=junior), person("S", "senior", prefers=senior)
    assert only(Preference([one], [other], 1000)) == round(1000 * value)


def test_topics_come_by_hundredths_then_by_name_in_the_seniors_spelling():
    wants = {"sql": Want("sql", "SQL", 4), "ai": Want("ai", "A.I.", 4), "r": Want("r", "R", 5)}
    senior = Person("S", "S", "senior", wants=wants)
    junior = person("J", skills={"sql": 2, "ai": 2, "r": 5, "unwanted": 5})
    scorer = Scorer([junior], [senior], Policy(weights={"skill_gap": 13}))
    assert scorer.topics(0, 0) == (
        Topic("r", "R", 3845, 5, 0, 5),
        Topic("ai", "A.I.", 1540, 2, 0, 4),
        Topic("sql", "SQL", 1538, 2, 0, 4),
    )


def test_topics_without_skill_gap_are_computed_as_if_it_were_all():
    senior = person("S", "senior", wants={"sql": 2}, department="A")
    junior = person("J", skills={"sql": 2}, department="B")
    scorer = Scorer([junior], [senior], Policy(weights={"skill_gap": 0}))
    assert "skill_gap" not in scorer.parts(EVERYONE, EVERYONE)
    assert [topic.hundredths for topic in scorer.topics(0, 0)] == [10_000]


def test_coverage_and_the_heaviest_want():
    senior = person("S", "senior", wants={"sql": (4, 2), "ai": (2, 1)}, skills={"r": 4})
    juniors = [
        person("A", skills={"sql": 2}),
        person("B", skills={"ai": 5}),
        person("C", skills={"r": 5}),
    ]
    scorer = Scorer(juniors, [senior], Policy())
    assert [scorer.coverage(row, 0) for row in range(3)] == [Fraction(2, 5), Fraction(1, 5), 0]
    assert [scorer.heaviest_covered(row, 0) for row in range(3)] == [True, False, False]


def test_a_senior_without_wants_is_covered_by_nobody():
    scorer = Scorer([person("J", skills={"ai": 5})], [person("S", "senior")], Policy())
    assert scorer.coverage(0, 0) == 0
    assert not scorer.heaviest_covered(0, 0)
    assert scorer.topics(0, 0) == ()
