"""Requirements worked out by hand, and the oracle's ways of saying and solving them compared."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from . import brute, exact, reference, states
from .check_result import check
from .relaxations import Problem
from .requirement_rosters import draw_case, feasible_case, infeasible_case
from .requirements import Requirements, holds
from .scorer import Oracle

OBJECTIVES = [
    ("most-matched", "needed"),
    ("most-matched", "full"),
    ("best-total", "needed"),
    ("fairest", "needed"),
    ("fairest", "full"),
]
PEOPLE = """id,role,department,level,site,skills,offers,wants,goals,capacity,min_load
a,junior,Sales/EMEA,L2,Lyon,python:4,,,growth,1,
b,junior,Sales,3,,sql:4;python:3,,,,2,
c,junior,IT,,Graz,sql:5,,,craft;growth,1,
s,senior,Sales,6,lyon ,,,python:4,,2,
t,senior,,7,Graz,,,sql:4;python:3*3,,1,
""".replace("L2", "2")


def limit(*chosen: str, **parts: Any) -> bool:
    """Whether pairs such as "as" keep a limit."""
    return holds(PEOPLE, {"limits": [parts]}, [(pair[0], pair[1]) for pair in chosen])["limit 1"]


@pytest.mark.parametrize(
    ("condition", "fits"),
    [
        ({"junior": {"department": "sales"}}, {"as", "at", "bs", "bt"}),
        ({"junior": {"department": "Sales / EMEA"}}, {"as", "at"}),
        ({"junior": {"department": ["IT", "Sales/emea"]}}, {"as", "at", "cs", "ct"}),
        ({"junior": {"department": "IT"}, "senior": {"site": "LYON"}}, {"cs"}),
        ({"junior": {"level": [2, 3]}}, {"as", "at", "bs", "bt"}),
        ({"junior": {"goals": "GROWTH"}}, {"as", "at", "cs", "ct"}),
        ({"junior": {"skills": ["python"]}}, {"as", "at", "bs", "bt"}),
        ({"same": ["department"]}, {"bs"}),
        ({"different": ["department"]}, {"as", "cs"}),
        ({"same": ["site"]}, {"as", "ct"}),
        ({"different": ["site"]}, {"at", "cs"}),
        ({"same": ["site"], "different": ["department"]}, {"as"}),
        ({"topic": ["Python"]}, {"as", "at", "bs", "bt"}),
        ({"topic": ["sql"]}, {"ct"}),  # b earns more by python
        ({}, {"as", "at", "bs", "bt", "cs", "ct"}),
    ],
)
def test_conditions_by_hand(condition: dict[str, Any], fits: set[str]) -> None:
    pairs = [a + b for a in "abc" for b in "st"]
    assert {pair for pair in pairs if not limit(pair, max=0, **condition)} == fits


def test_counts_and_shares_by_hand() -> None:
    there = {"junior": {"site": "Lyon"}}
    assert limit("as", "bt", min=1, max=1, **there)
    assert not limit("bs", "bt", min=1, **there)
    assert limit("as", "bt", "cs", max=0.34, share=True, **there)
    assert not limit("as", "bt", "cs", max=0.33, share=True, **there)
    assert limit("as", "bt", "cs", min=0.333, share=True, **there)
    assert not limit("as", "bt", "cs", min=0.334, share=True, **there)
    assert limit(min=0.5, max=0.1, share=True, **there)
    assert not limit(min=1, **there)


def test_minimum_loads_count_each_role() -> None:
    text = "id,role,level,skills,wants,capacity,min_load\nx,both,3,ai:5,sql:4,2,1\n"
    text += "j,junior,1,sql:4,,1,\ns,senior,5,,ai:4,1,\n"
    assert holds(text, {}, [("x", "s")]) == {"min_load": False}
    assert holds(text, {}, [("x", "s"), ("j", "x")]) == {"min_load": True}


def test_people_without_a_partner_have_no_minimum_load() -> None:
    text = "id,role,skills,wants,capacity,min_load\nx,junior,sql:5,,1,1\nj,junior,ai:4,,1,\n"
    text += "s,senior,,ai:4,1,1\nt,senior,,sql:4,0,\nu,senior,,ai:5,1,\n"
    assert holds(text, {}, [("j", "s")]) == {"min_load": True}
    assert holds(text, {}, [("j", "u")]) == {"min_load": False}
    problem = Problem(Oracle(text, {}))
    assert problem.settings() == ["min_load:s:senior"]
    # Without the rule x could teach everybody, and has to.
    assert problem.best() == (2, 1, problem.oracle.pairs["j", "s"].score)
    assert problem.without_rules(["no_topic", "min_score"])[0] == 4


def groups(**stereotypes: Any) -> tuple[str, dict[str, Any]]:
    """Five juniors aged 20 to 24 who teach python and sql, five of 50 who teach python."""
    rows = ["id,role,age,skills,wants,capacity"]
    rows += [f"y{k},junior,2{k},python:4;sql:4,,2" for k in range(5)]
    rows += [f"o{k},junior,50,python:4,,2" for k in range(5)]
    rows += [f"p{k},senior,,,python:4,9" for k in range(4)]
    rows += [f"q{k},senior,,,sql:4,9" for k in range(4)]
    stereotypes = {"topics": ["python"], "attribute": "Age", "mode": "enforce"} | stereotypes
    return "\n".join(rows) + "\n", {
        "stereotypes": stereotypes,
        "audit": {"bands": {"age": [30, 45]}},
    }


def stereotypes(*chosen: str, **choices: Any) -> set[str]:
    """The requirements that pairs such as "y0p1" break."""
    kept = holds(*groups(**choices), [(pair[:2], pair[2:]) for pair in chosen])
    return {name for name, fine in kept.items() if not fine}


def test_parity_by_hand() -> None:
    # 0/5 against 1/5: 0.8 * 0.2 - 0.2 is below 0; against 2/5 it is 0.12.
    assert "parity: python" not in stereotypes("o0p0")
    assert "parity: python" in stereotypes("o0p0", "o1p1")
    assert "parity: python" not in stereotypes("o0p0", "o1p1", ratio=0.5)
    assert "parity: python" not in stereotypes("o0p0", "o1p1", "y0p2")
    assert stereotypes("o0p0", "o1p1", mode="audit") == set()


def test_funnelling_by_hand() -> None:
    # The old offer python alone (q = 1), the young python in half of their offers.
    young = ["y0p0", "y1p1", "y2p2", "y0q0"]
    assert "no_funnelling" not in stereotypes(*young)  # 3 <= 1.25 * 0.5 * 4 + 1
    assert "no_funnelling" in stereotypes("y0p0", "y1p1", "y2p2")  # 3 > 1.25 * 0.5 * 3 + 1
    assert "no_funnelling" not in stereotypes("o0p0", "o1p1", "o2p2")


def test_load_by_hand() -> None:
    # Half of the juniors: at most 1.25 * 0.5 * all + 1.
    assert "load" not in stereotypes("y0q0", "y1q0")  # 2 <= 2.25
    assert "load" in stereotypes("y0q0", "y1q0", "y2q0")  # 3 > 2.875
    assert "load" not in stereotypes("y0q0", "y1q0", "y2q0", load_tolerance=0.5)


def test_groups_of_four_are_left_out_of_parity_only() -> None:
    text, policy = groups()
    chosen = [("o0", "p0"), ("o1", "p1"), ("o2", "p2")]
    fewer = "".join(line for line in text.splitlines(True) if not line.startswith("y4"))
    kept = Requirements(Oracle(fewer, policy)).holds(chosen)
    assert kept == {"parity: python": True, "no_funnelling": True, "load": True}
    # 4/9 of the juniors: 4 > 1.25 * 4/9 * 4 + 1.
    kept = Requirements(Oracle(fewer, policy)).holds([(f"y{k}", f"q{k}") for k in range(4)])
    assert kept == {"parity: python": True, "no_funnelling": True, "load": False}


def test_one_sensitive_pairing_a_junior() -> None:
    text = "id,role,skills,offers,wants,capacity\nj,junior,menopause:5;ai:5,ai;menopause,,3\n"
    text += "s,senior,,,menopause:4,1\nt,senior,,,ai:4;menopause:3*0.1,1\nu,senior,,,ai:4,1\n"
    assert holds(text, {}, [("j", "s"), ("j", "u")]) == {"sensitive_topics": True}
    assert holds(text, {}, [("j", "s"), ("j", "t")]) == {"sensitive_topics": False}
    freed = {"stereotypes": {"not_sensitive": ["Menopause"]}}
    assert holds(text, freed, [("j", "s"), ("j", "t")]) == {}


@pytest.mark.parametrize("seed", range(60))
def test_words_and_rows_say_the_same(seed: int) -> None:
    problem = Problem(Oracle(*draw_case(seed)))
    dice, keys = random.Random(seed), list(problem.oracle.pairs)
    for _ in range(20):
        chosen = dice.sample(keys, dice.randint(0, min(len(keys), 10)))
        for name, kept in problem.demands.holds(chosen).items():
            rows = [row for row in problem.rows if row.name == name]
            assert kept == all(row.excess(chosen) == 0 for row in rows), (name, chosen)


@pytest.mark.parametrize("seed", range(60))
def test_three_ways_to_the_optimum(seed: int) -> None:
    dice = random.Random(seed)
    n, m = dice.randint(1, 4), dice.randint(1, 4)
    scores = [[dice.choice((0, 1, 50, 3333, 3334, 10_000)) for _ in range(m)] for _ in range(n)]
    legal = [[dice.random() < 0.7 for _ in range(m)] for _ in range(n)]
    rooms = [[dice.randint(1, 3) for _ in range(k)] for k in (n, m)]
    lines = [
        (
            [
                [Fraction(dice.randint(-3, 3), dice.choice((1, 2, 3))) for _ in range(m)]
                for _ in range(n)
            ],
            Fraction(dice.randint(-4, 6), dice.choice((1, 2))),
        )
        for _ in range(dice.randint(0, 3))
    ]

    def kept(chosen: brute.Chosen) -> bool:
        return all(sum(weights[i][j] for i, j in chosen) <= most for weights, most in lines)

    for objective, fill in OBJECTIVES:
        value = brute.plain(scores, legal, *rooms, objective, fill, kept)
        found = states.solve(scores, legal, *rooms, objective, fill, lines=lines)
        assert (found and found.value) == value
        if found:
            assert kept(found.pairs)
            assert brute.value_of(scores, found.pairs, objective, fill) == value
        if objective != "fairest":
            assert exact.optimum(scores, legal, *rooms, objective, fill, lines) == value


def test_fairest_by_hand() -> None:
    scores, legal = [[9, 5], [8, 1]], [[True, True], [True, True]]
    # 9 + 1 has the higher total, 8 + 5 the better worst-off senior.
    assert states.optimum(scores, legal, [1, 1], [1, 1], "most-matched") == (4, 2, 13)
    scores = [[9, 5], [3, 1]]
    assert states.optimum(scores, legal, [1, 1], [1, 1], "most-matched") == (4, 2, 10)
    assert states.optimum(scores, legal, [1, 1], [1, 1], "fairest") == (4, 2, (3, 5), 8)
    # Nobody is left out for the others' sake: people come first, and count as -1.
    one = [[True, True], [False, False]]
    assert states.optimum(scores, one, [1, 1], [1, 1], "fairest") == (2, 1, (-1, 9), 9)
    assert states.optimum(scores, one, [2, 1], [1, 1], "fairest", "full") == (3, (5, 9), 14)


@pytest.mark.parametrize("seed", range(30))
def test_small_cases_by_looking_at_every_matching(seed: int) -> None:
    problem = Problem(Oracle(*draw_case(seed)))
    scores, legal, *rooms = problem.oracle.tables()
    juniors, seniors = problem.oracle.juniors, problem.oracle.seniors
    if sum(map(sum, legal)) > 12:
        legal = [
            [fine and (3 * i + 5 * j + seed) % 4 == 0 for j, fine in enumerate(row)]
            for i, row in enumerate(legal)
        ]
    allowed = {
        (a.id, b.id) for i, a in enumerate(juniors) for j, b in enumerate(seniors) if legal[i][j]
    }

    def kept(chosen: brute.Chosen) -> bool:
        named = [(juniors[i].id, seniors[j].id) for i, j in chosen]
        return all(problem.demands.holds(named).values())

    for objective in ("most-matched", "fairest"):
        value = brute.plain(scores, legal, *rooms, objective, problem.fill, kept)
        found = problem.solve(objective=objective, legal=allowed.__contains__)
        assert (found and found.value) == value


def broken_by(problem: Problem, chosen: list[tuple[str, str]]) -> tuple[frozenset[str], int]:
    """The settings that a matching breaks and by how many pairings together."""
    broken = [(row.setting, excess) for row in problem.rows if (excess := row.excess(chosen))]
    return frozenset(setting for setting, _ in broken), sum(x for _, x in broken)


@pytest.mark.parametrize("seed", range(12))
def test_the_smallest_ways_out_by_looking_at_every_matching(seed: int) -> None:
    cases = (Problem(Oracle(*infeasible_case(seed * 20 + k))) for k in range(20))
    problem = next(p for p in cases if sum(map(sum, p.oracle.tables()[1])) <= 12)
    _, legal, *rooms = problem.oracle.tables()
    juniors, seniors = problem.oracle.juniors, problem.oracle.seniors
    ways: dict[frozenset[str], int] = {}
    for chosen in brute.matchings(legal, *rooms):
        settings, change = broken_by(problem, [(juniors[i].id, seniors[j].id) for i, j in chosen])
        if "" not in settings:
            ways[settings] = min(change, ways.get(settings, change))
    fewest = min(map(len, ways))
    found = {way.settings: way.change for way in problem.ways_out()}
    assert found == {some: change for some, change in ways.items() if len(some) == fewest}


def test_ways_out_by_hand() -> None:
    # One place for a senior of Lyon, two pairings with Lyon wanted, none of topic python.
    limits = [
        {"name": "Lyon", "junior": {"site": "Lyon"}, "min": 2},
        {"topic": ["python"], "max": 0},
    ]
    problem = Problem(Oracle(PEOPLE, {"limits": limits}))
    assert problem.best() is None
    assert [(set(way.settings), way.change) for way in problem.ways_out()] == [
        ({"limits[1].min"}, 2)
    ]
    assert not problem.another_way({"limits[1].min"})
    limits[0]["min"] = 1
    problem = Problem(Oracle(PEOPLE, {"limits": limits}))
    assert [(set(way.settings), way.change) for way in problem.ways_out()] == [
        ({"limits[1].min"}, 1),
        ({"limits[2].max"}, 1),
    ]
    assert problem.another_way({"limits[1].min"})


@pytest.mark.parametrize("seed", range(30))
def test_a_right_result_passes(seed: int, tmp_path: Path) -> None:
    text, policy = feasible_case(seed)
    reference.write(text, policy, tmp_path)
    assert check(text, policy, tmp_path, priced=seed % 3 != 0) == []


def spoilt(tmp_path: Path, change: Callable[[dict[str, Any]], Any]) -> list[str]:
    """What is found in a fair result with two limits whose summary somebody changed."""
    limits = [{"name": "Lyon", "junior": {"site": "Lyon"}, "max": 0}, {"topic": ["sql"], "max": 1}]
    policy = {"objective": "fairest", "limits": limits}
    reference.write(PEOPLE, policy, tmp_path)
    path = tmp_path / "summary.json"
    summary = json.loads(path.read_text("utf-8"))
    change(summary)
    path.write_text(json.dumps(summary), "utf-8")
    return check(PEOPLE, policy, tmp_path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda s: s["requirements"].pop(), "'limit 2' is not listed"),
        (lambda s: s["requirements"][0].update(name="Lyons"), "is no requirement"),
        (lambda s: s["requirements"][0].update(holds=False), "does not hold"),
        (lambda s: s["requirements"][0].update(price={"people": 9, "points": 0.0}), "price of"),
        (lambda s: s["requirements_cost"].update(points=0.01), "requirements_cost"),
        (lambda s: s.pop("requirements_cost"), "requirements_cost"),
        (lambda s: s["rule_prices"].update(no_topic={"people": 5, "points": 0}), "price of the"),
        (lambda s: s["objective"]["value"].__setitem__(2, [0.0, 1.0]), "best scores"),
        (lambda s: s["objective"]["levels"].pop(2), "objective levels"),
    ],
)
def test_spoilt_requirements_are_found(
    tmp_path: Path, change: Callable[[dict[str, Any]], Any], said: str
) -> None:
    assert spoilt(tmp_path, lambda summary: None) == []
    assert any(said in text for text in spoilt(tmp_path, change))


def test_a_broken_requirement_and_a_named_group_are_found(tmp_path: Path) -> None:
    text, policy = groups()
    reference.write(text, policy, tmp_path)
    assert check(text, policy, tmp_path) == []
    wanted = policy | {"limits": [{"topic": ["python"], "max": 0}]}
    found = check(text, wanted, tmp_path)
    assert "requirement 'limit 1' is broken" in found
    path = tmp_path / "summary.json"
    path.write_text(path.read_text("utf-8").replace("no_funnelling", "funnel by age"), "utf-8")
    assert any("shows the attribute" in said for said in check(text, policy, tmp_path))


def test_random_cases_reach_every_requirement() -> None:
    broken: set[str] = set()
    infeasible = 0
    for seed in range(60):
        problem = Problem(Oracle(*draw_case(seed)))
        free = problem.solve([])
        infeasible += problem.best() is None
        if free is not None:
            juniors, seniors = problem.oracle.juniors, problem.oracle.seniors
            chosen = [(juniors[i].id, seniors[j].id) for i, j in free.pairs]
            kept = problem.demands.holds(chosen)
            broken |= {name.split()[0] for name, fine in kept.items() if not fine}
    assert broken >= {"limit", "rule", "min_load", "parity:", "no_funnelling", "load"}
    assert broken >= {"sensitive_topics"}
    assert 5 < infeasible < 30
