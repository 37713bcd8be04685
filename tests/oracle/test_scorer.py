"""Small pairs whose figures were worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from .scorer import Oracle, Pair


def pair(junior: dict[str, str], senior: dict[str, str], **policy: Any) -> Pair:
    """The pair of a junior `a` and a senior `b`."""
    columns = sorted({"id", "role", *junior, *senior})
    rows = [junior | {"id": "a", "role": "junior"}, senior | {"id": "b", "role": "senior"}]
    lines = [",".join(columns)] + [",".join(row.get(c, "") for c in columns) for row in rows]
    return Oracle("\n".join(lines) + "\n", policy).pairs["a", "b"]


def test_steps_get_their_hundredths_one_by_one() -> None:
    # 10 000 over three steps of equal share: the first step gets the hundredth left over.
    found = pair({"skills": "ai:2"}, {"wants": "ai:3"})
    assert (found.parts, found.coverage) == ({"skill_gap": 6667}, Fraction(2, 3))
    # The tie goes to the skill that comes first by name.
    found = pair({"skills": "b:3;a:3;c:3"}, {"wants": "c:1;b:1;a:1"})
    assert [(t.key, t.hundredths) for t in found.topics] == [("a", 3334), ("b", 3333), ("c", 3333)]
    # Weight 2 against 1, gaps 2 and 1: five parts, of which the junior covers the heavy four.
    found = pair({"skills": "ai:3"}, {"skills": "ai:1", "wants": "ai:3*2;sql:1"})
    assert (found.score, found.heaviest) == (8000, True)


def test_own_target_and_unrated() -> None:
    # Nobody states a level: the target is what an unrated skill counts.
    assert pair({"skills": "ai"}, {"wants": "ai"}).score == 10_000
    # Somebody does: the target is 4, an unrated 3 leaves the last step.
    assert pair({"skills": "ai;x:1"}, {"wants": "ai"}).score == 7500
    # Own 4, so the target is 5 and one step is open.
    assert pair({"skills": "ai:5"}, {"skills": "ai:4", "wants": "ai"}).score == 10_000
    # Own 5: nothing to gain.
    assert pair({"skills": "ai:5"}, {"skills": "ai:5", "wants": "ai"}).forbidden == {"no_topic"}


@pytest.mark.parametrize(
    ("junior", "policy", "taught"),
    [
        ({"skills": "ai:4;sql:4", "offers": "sql"}, {}, False),
        ({"skills": "ai:4;sql:4", "offers": "sql; AI"}, {}, True),
        ({"skills": "ai:1"}, {}, False),
        ({"skills": "ai:1"}, {"evidence": {"min_level": 1}}, True),
        ({"skills": "ai:4@self"}, {"evidence": {"accept": ["assessed"]}}, False),
        ({"skills": "ai:4@Assessed"}, {"evidence": {"accept": ["assessed"]}}, True),
        ({"skills": "menopause:4"}, {}, False),
        ({"skills": "menopause:4", "offers": "menopause"}, {}, True),
        ({"skills": "js:4"}, {"skills": {"aliases": {"JS": "ai"}}}, True),
    ],
)
def test_evidence(junior: dict[str, str], policy: dict[str, Any], taught: bool) -> None:
    found = pair(junior, {"wants": "ai:4;menopause:4"}, **policy)
    assert bool(found.topics) == taught


def test_half_to_even() -> None:
    # The junior's eighth wish, the senior named somebody else: 1/16 of 5000 is 312.5.
    weights = {"skill_gap": 1, "preference": 1}
    junior = {"prefers": "p;q;r;s;t;u;p;v;b"}
    assert pair(junior, {"prefers": "z"}, weights=weights).parts["preference"] == 312
    assert pair(junior, {}, weights=weights).parts["preference"] == 625


def test_departments() -> None:
    weights = {"skill_gap": 1, "cross_department": 1}
    junior, senior = {"department": "Sales/EMEA"}, {"department": "SALES / US / West"}
    assert pair(junior, senior, weights=weights).parts["cross_department"] == 3333
    same = {"prefer": "same"}
    found = pair(junior, senior, weights=weights, cross_department=same)
    assert found.parts["cross_department"] == 1667
    assert pair(junior, {}, weights=weights).parts["cross_department"] == 0
    none = pair(junior, senior, weights=weights, cross_department={"prefer": "any"})
    assert none.parts == {"skill_gap": 0}


def test_hours() -> None:
    weights = {"skill_gap": 1, "shared_hours": 1}
    junior = {"timezone": "Asia/Kolkata", "available": "Mon 09:00-10:00"}
    senior = {"timezone": "Europe/Berlin", "available": "Mon 04:00-05:00"}
    # 03:30 to 04:30 and, in winter, 03:00 to 04:00 UTC.
    found = pair(junior, senior, weights=weights)
    assert found.parts["shared_hours"] == 1250
    assert "hours" in found.forbidden
    summer = pair(junior, senior, weights=weights, programme={"start": date(2026, 7, 15)})
    assert summer.parts["shared_hours"] == 0
    eased = pair(junior, senior, weights=weights, rules={"min_shared_minutes": 30})
    assert "hours" not in eased.forbidden


@pytest.mark.parametrize(
    ("levels", "policy", "forbidden"),
    [
        (("2", "3"), {}, False),
        (("3", "3"), {}, True),
        (("", "3"), {}, False),
        (("3", "2"), {"levels": {"direction": "down"}}, False),
        (("1", "9"), {"rules": {"max_level_gap": 7}}, True),
        (("3", "3"), {"rules": {"min_level_gap": 0}}, False),
        (("9", "3"), {"rules": {"level_gap": False}}, False),
    ],
)
def test_levels(levels: tuple[str, str], policy: dict[str, Any], forbidden: bool) -> None:
    found = pair({"level": levels[0]}, {"level": levels[1]}, **policy)
    assert ("level_gap" in found.forbidden) == forbidden


def test_weights_by_largest_remainder() -> None:
    text = "id,role,skills,goals,department\na,junior,x:3,g,D\nb,senior,,g,E\n"
    weights = {"skill_gap": 1, "cross_department": 1, "shared_goals": 1}
    assert Oracle(text, {"weights": weights}).weights == {
        "skill_gap": 3334,
        "cross_department": 3333,
        "shared_goals": 3333,
    }
