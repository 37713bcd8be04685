"""The nearest partner of somebody without one: true, and the best that one change gives."""

import pytest

import rmatch

from .oracle.rosters import draw, draw_policy, to_csv
from .oracle.scorer import Oracle, exact

UNSPOKEN = {"avoids", "successor", "self", "reporting_line"}


def expected(oracle, person, least):
    """The best legal partner of either role, else the best that one rule forbids; ties by id."""
    sides = []
    for role in (0, 1):
        options = [(k[1 - role], pair) for k, pair in oracle.pairs.items() if k[role] == person]
        found = [(-pair.score, key, "") for key, pair in options if not pair.forbidden]
        if not found:
            # Without its rule a pair must still reach min_score.
            found = [
                (-pair.score, key, rule)
                for key, pair in options
                for rule in pair.forbidden - UNSPOKEN
                if len(pair.forbidden) == 1 and (rule == "min_score" or pair.score >= least)
            ]
        sides += sorted(found)[:1]
    return min(sides, key=lambda side: side[:2], default=None)


@pytest.mark.parametrize("seed", range(60, 100))
def test_nearest_against_the_oracle(seed, tmp_path):
    rows, policy = draw(seed), draw_policy(seed)
    (tmp_path / "r.csv").write_text(to_csv(rows), "utf-8", newline="")
    chosen = rmatch.Policy(**policy)
    matching = rmatch.pair(rmatch.read_roster(tmp_path / "r.csv", policy=chosen), policy=chosen)
    oracle = Oracle(to_csv(rows), policy)
    least = 100 * exact(policy.get("rules", {}).get("min_score", 0.01))
    for row in matching.unmatched_rows:
        if row.status == "left out":
            assert row.nearest == ""
            continue
        best = expected(oracle, row.id, least)
        if best is None:
            assert row.nearest == ""
            continue
        score, other, rule = best
        name = oracle.person[other].name
        who = other if name == other else f"{other} ({name})"
        unless = f" if the rule {rule} did not forbid it" if rule else ""
        assert row.nearest == f"{who}: {-score // 100}.{-score % 100:02} points{unless}"


def test_no_partner_is_near_who_would_still_be_below_min_score(tmp_path):
    (tmp_path / "r.csv").write_text(
        "id,role,level,skills,wants\nA,junior,3,p:1,\nB,senior,3,,p:5\n", "utf-8"
    )
    policy = rmatch.Policy(rules={"min_score": 50}, evidence={"min_level": 1})
    matching = rmatch.pair(rmatch.read_roster(tmp_path / "r.csv"), policy=policy)
    assert [(r.reason, r.nearest) for r in matching.unmatched_rows] == [
        ("no legal partner (level_gap 1)", "")
    ] * 2


def reasons(tmp_path, limits):
    (tmp_path / "r.csv").write_text(
        "id,role,skills,wants\nA,junior,p:4,\nB,junior,p:4,\nC,senior,,p:4\nD,senior,,p:4\n",
        "utf-8",
    )
    matching = rmatch.pair(
        rmatch.read_roster(tmp_path / "r.csv"), policy=rmatch.Policy(limits=limits)
    )
    return {row.id: row.reason for row in matching.unmatched_rows}


def test_whom_the_requirements_leave_no_place(tmp_path):
    told = "no place left (2 legal partners; the requirements leave none for this person)"
    limits = [{"max": 1}, {"junior": {"id": "A"}, "min": 1}]
    assert reasons(tmp_path, limits)["B"] == told


def test_a_cost_that_was_not_worked_out_beside_requirements(tmp_path, monkeypatch):
    monkeypatch.setattr("rmatch.explain.forcing.QUICK_PEOPLE", 0)
    told = (
        "no place left (2 legal partners; with the requirements, the cost of placing this person "
        "was not worked out)"
    )
    assert set(reasons(tmp_path, [{"max": 1}]).values()) == {told}
