"""Laws that hold for every roster, tried on random ones (DESIGN, Tests).

Monotonicity is promised for `best-total` alone, and only while the same components are
active: a newcomer can activate a component, which rescales all others.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import rmatch

Row = dict[str, str]

ROLES = ("junior", "senior", "both")
LEVELS = {"junior": ("1", "2"), "senior": ("4", "5")}
SKILLS = ("python", "sql", "ai", "excel")
SPELLINGS = (str, str.upper, str.title)
IDS = tuple(f"P{k}" for k in range(10))
AUDIT = ("gender", "Year of birth")
RULES = (
    *("no_topic", "reporting_line", "same_manager", "successor", "level_gap", "avoids"),
    *("language", "hours", "department", "min_score"),
)
quick = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def items(least: int, tails: tuple[str, ...] = ("", "@attested")) -> st.SearchStrategy[str]:
    """A cell of skills or wants."""
    level = st.sampled_from(("", ":1", ":2", ":3", ":4", ":5"))
    item = st.tuples(st.sampled_from(SPELLINGS), level, st.sampled_from(tails))
    chosen = st.dictionaries(st.sampled_from(SKILLS), item, min_size=least, max_size=4)
    return chosen.map(
        lambda found: "; ".join(
            spelled(name) + level + tail for name, (spelled, level, tail) in found.items()
        )
    )


def ids(most: int) -> st.SearchStrategy[str]:
    """A cell of references, at times to nobody."""
    return st.lists(st.sampled_from((*IDS, "nobody")), max_size=most, unique=True).map("; ".join)


def person(key: str, role: str, *, may_decline: bool = True) -> st.SearchStrategy[Row]:
    """One row."""
    return st.fixed_dictionaries(
        {
            "id": st.just(key),
            "role": st.just(role),
            "level": st.sampled_from(("", "", *LEVELS.get(role, ("3",)))),
            "department": st.sampled_from(("", "IT", "IT/Data", "Sales", "Sales/EMEA/North")),
            "manager_id": st.sampled_from(("",) * 12 + (*IDS, "chair")),
            "skills": items(0 if role == "senior" else 1),
            "wants": items(0 if role == "junior" else 1, ("", "*2", "*0.1", "*1.75")),
            "goals": st.sampled_from(("", "craft", "craft; network", "network; visibility")),
            "languages": st.sampled_from(("", "", "en", "de; en", "en; fr", "fr")),
            "timezone": st.sampled_from(("", "UTC", "Asia/Kathmandu", "UTC-03:30")),
            "capacity": st.sampled_from(("", "", "1", "2", "3", "0")),
            "prefers": ids(2),
            "avoids": st.sampled_from(("",) * 10 + IDS),
            "successor_of": st.sampled_from(("",) * 20 + IDS),
            "participate": st.sampled_from(
                ("yes", "x", "I agree", "no") if may_decline else ("yes",)
            ),
            "gender": st.sampled_from(("", "A", "B", "C")),
            "Year of birth": st.sampled_from(("", "1961", "1999")),
        }
    )


@st.composite
def rosters(draw: st.DrawFn) -> list[Row]:
    """Up to ten people, among them a junior and a senior who take part."""
    rest = draw(st.lists(st.sampled_from(ROLES), max_size=len(IDS) - 2))
    roles = ("junior", "senior", *rest)
    return [draw(person(IDS[k], role, may_decline=k > 1)) for k, role in enumerate(roles)]


policies = st.fixed_dictionaries(
    {},
    optional={
        "objective": st.just("best-total"),
        "fill": st.just("full"),
        "weights": st.sampled_from(({"skill_gap": 1}, {"skill_gap": 60, "preference": 0.5})),
        "rules": st.sampled_from(({"same_manager": True}, {"min_score": 12.5}, {"hours": False})),
    },
)


def listed(row: Row) -> list[str]:
    return [item for item in row["skills"].split("; ") if item]


def matched(rows: list[Row], **policy: Any) -> rmatch.Matching:
    chosen = rmatch.Policy(**policy)
    roster = rmatch.Roster.from_frame(pd.DataFrame(rows), policy=chosen)
    return rmatch.pair(roster, policy=chosen)


def content(matching: rmatch.Matching) -> tuple[Any, ...]:
    """All that the files but run.json are made of."""
    return matching.pairing_rows, matching.unmatched_rows, matching.summary


def best_total(rows: list[Row], **policy: Any) -> tuple[int, Any]:
    """The highest total in hundredths, and the active components."""
    matching = matched(rows, objective="best-total", **policy)
    return matching.solved.assignment.total, matching.solved.cohort.scorer.weights


@quick
@given(rosters(), policies, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_changes_nothing(
    rows: list[Row], policy: dict[str, Any], dice: Any
) -> None:
    shuffled = dice.sample(rows, len(rows))
    columns = dice.sample(list(rows[0]), len(rows[0]))
    other = [{column: row[column] for column in columns} for row in shuffled]
    assert content(matched(other, **policy)) == content(matched(rows, **policy))


@quick
@given(rosters(), policies, st.integers(1, 99), st.sampled_from(("ilp", "flow")))
def test_seed_and_solver_change_no_level_of_the_objective(
    rows: list[Row], policy: dict[str, Any], seed: int, solver: str
) -> None:
    one = matched(rows, **policy).summary
    other = matched(rows, **policy, seed=seed, solver=solver).summary
    assert other["objective"]["value"] == one["objective"]["value"] == one["objective"]["bound"]
    # How many people best-total pairs on the way to its points is no level of it: a tie.
    levels = ("points",) if one["objective"]["name"] == "most-matched" else ("people", "points")
    for level in levels:
        assert other["other_objective"][level] == one["other_objective"][level]
    assert (one["status"], other["status"]) == ("optimal", "optimal")


@quick
@given(rosters(), policies, st.randoms(use_true_random=False))
def test_audit_attributes_are_never_seen(
    rows: list[Row], policy: dict[str, Any], dice: Any
) -> None:
    expected = content(matched(rows, **policy))
    dropped = [{c: cell for c, cell in row.items() if c not in AUDIT} for row in rows]
    mixed = dice.sample(rows, len(rows))
    shuffled = [row | {c: other[c] for c in AUDIT} for row, other in zip(rows, mixed, strict=True)]
    relabelled = [row | dict.fromkeys(AUDIT, dice.choice(("=1", "P1", "x" * 99))) for row in rows]
    for changed in (dropped, shuffled, relabelled):
        assert content(matched(changed, **policy)) == expected


@quick
@given(rosters(), policies, st.integers(1, 4), st.integers(1, 4))
def test_blocks_of_any_size_are_equal(
    rows: list[Row], policy: dict[str, Any], height: int, width: int
) -> None:
    cohort = matched(rows, **policy).solved.cohort
    n, m = cohort.score.shape
    forbidden = cohort.rules.forbidden(slice(None), slice(None), cohort.score)
    for top in range(0, n, height):
        for left in range(0, m, width):
            block = slice(top, top + height), slice(left, left + width)
            score = cohort.scorer.block(*block)
            assert np.array_equal(score, cohort.score[block])
            assert np.array_equal(score, sum(cohort.scorer.parts(*block).values()))
            found = cohort.rules.forbidden(*block, score)
            assert found.keys() == forbidden.keys()
            assert all(np.array_equal(found[rule], forbidden[rule][block]) for rule in found)


@quick
@given(rosters(), policies)
def test_nobody_vanishes(rows: list[Row], policy: dict[str, Any]) -> None:
    matching = matched(rows, **policy)
    paired = {key for row in matching.pairing_rows for key in (row.junior_id, row.senior_id)}
    listed = [row.id for row in matching.unmatched_rows]
    assert sorted([*paired, *listed]) == sorted(row["id"] for row in rows)
    assert all(row.reason for row in matching.unmatched_rows)
    counts = matching.summary["counts"]
    assert counts["left_out"] == sum(row.status == "left out" for row in matching.unmatched_rows)
    assert counts["pairings"] == len(matching.pairing_rows)


@quick
@given(rosters(), st.sampled_from(SKILLS), st.integers(0, len(IDS) - 1), st.integers(1, 5))
def test_more_evidence_in_a_skill_that_is_not_wanted_never_lowers_best_total(
    rows: list[Row], skill: str, which: int, level: int
) -> None:
    row = rows[which % len(rows)]
    had = {item.partition(":")[0].partition("@")[0].casefold(): item for item in listed(row)}
    assume(skill not in row["wants"].casefold())
    held = had.pop(skill, ":0").partition("@")[0].partition(":")[2]
    assume(held and int(held) <= level)
    # Whether any skill carries a level decides the target of wants without one.
    assume(any(":" in other["skills"] for other in rows))
    more = row | {"skills": "; ".join([*had.values(), f"{skill}:{level}"])}
    before, active = best_total(rows)
    after, still = best_total([more if other is row else other for other in rows])
    assume(still == active)
    assert after >= before


@quick
@given(rosters(), st.data())
def test_one_more_person_never_lowers_best_total(rows: list[Row], data: st.DataObject) -> None:
    newcomer = data.draw(person("new", data.draw(st.sampled_from(ROLES)), may_decline=False))
    before, active = best_total(rows)
    after, still = best_total([*rows, newcomer])
    rated = [any(":" in row["skills"] for row in some) for some in (rows, [*rows, newcomer])]
    assume(still == active and rated[0] == rated[1])
    assert after >= before


@pytest.mark.parametrize("rule", RULES)
@settings(quick, max_examples=6)
@given(rows=rosters())
def test_one_rule_less_never_lowers_best_total(rule: str, rows: list[Row]) -> None:
    on = dict.fromkeys(("same_manager", "department"), True)
    before, active = best_total(rows, rules=on)
    after, still = best_total(rows, rules=on | {rule: False})
    assert still == active
    assert after >= before
