"""The oracle against the recorded vectors, and its parts against one another."""

from __future__ import annotations

import csv
import random
from decimal import Decimal
from pathlib import Path

import pytest

from . import brute, exact, states
from .reading import read_hours, split_list, zone_minutes
from .rosters import draw, draw_policy, to_csv
from .scorer import WEIGHTS, Oracle

VECTORS = Path(__file__).parents[1] / "vectors"


@pytest.fixture(scope="module")
def vectors() -> Oracle:
    return Oracle((VECTORS / "roster.csv").read_text("utf-8"))


def points(hundredths: int) -> str:
    return str(Decimal(hundredths).scaleb(-2))


def test_the_vectors_weights(vectors: Oracle) -> None:
    assert vectors.weights == {
        "skill_gap": 5714,
        "reciprocity": 1429,
        "cross_department": 1429,
        "shared_goals": 476,
        "preference": 952,
    }
    assert list(vectors.inactive) == ["shared_hours"]


def test_every_pair_of_the_vectors(vectors: Oracle) -> None:
    with (VECTORS / "pairs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(vectors.pairs) == 14 * 12
    for row in rows:
        pair = vectors.pairs[row["junior_id"], row["senior_id"]]
        assert set(row["forbidden"].split()) == pair.forbidden
        assert row["score"] == ("" if pair.forbidden else points(pair.score))
        assert [topic.key for topic in pair.topics] == split_list(row["topics"])
        for name, hundredths in pair.parts.items():
            assert row[name] == points(hundredths), (row, name)


@pytest.mark.parametrize(("fill", "value"), [("needed", (24, 13, 51472)), ("full", (24, 57500))])
def test_the_optimum_of_the_vectors(vectors: Oracle, fill: str, value: tuple[int, ...]) -> None:
    assert exact.optimum(*vectors.tables(), "most-matched", fill) == value


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(
    ("objective", "fill"),
    [("most-matched", "needed"), ("most-matched", "full"), ("best-total", "needed")],
)
def test_brute_force_and_integer_programme_agree(seed: int, objective: str, fill: str) -> None:
    dice = random.Random(seed)
    n, m = dice.randint(1, 5), dice.randint(1, 5)
    scores = [[dice.choice((0, 1, 50, 3333, 3334, 10_000)) for _ in range(m)] for _ in range(n)]
    legal = [[dice.random() < 0.6 for _ in range(m)] for _ in range(n)]
    rows = [dice.randint(1, 3) for _ in range(n)]
    columns = [dice.randint(1, 3) for _ in range(m)]
    expected = brute.optimum(scores, legal, rows, columns, objective, fill)
    assert exact.optimum(scores, legal, rows, columns, objective, fill) == expected


@pytest.mark.parametrize("seed", range(20))
def test_held_pairs_three_ways(seed: int) -> None:
    dice = random.Random(f"held {seed}")
    n, m = dice.randint(1, 4), dice.randint(1, 4)
    scores = [[dice.choice((0, 1, 50, 3333, 10_000)) for _ in range(m)] for _ in range(n)]
    legal = [[dice.random() < 0.6 for _ in range(m)] for _ in range(n)]
    held = {(dice.randrange(n), dice.randrange(m)) for _ in range(dice.randint(1, 3))}
    rooms = [
        [max(dice.randint(1, 2), sum(pair[side] == k for pair in held)) for k in range(size)]
        for side, size in enumerate((n, m))
    ]
    for i, j in held:
        legal[i][j] = True
    for objective, fill in (("most-matched", "needed"), ("fairest", "full"), ("best-total", "")):
        value = brute.plain(scores, legal, *rooms, objective, fill, held.issubset)
        assert states.optimum(scores, legal, *rooms, objective, fill, held=held) == value
        if objective != "fairest":
            assert brute.optimum(scores, legal, *rooms, objective, fill, held=held) == value
            found = exact.optimum(scores, legal, *rooms, objective, fill, held=sorted(held))
            assert found == value


def test_brute_force_by_hand() -> None:
    scores, legal = [[5, 9], [8, 7]], [[True, True], [True, False]]
    assert brute.optimum(scores, legal, [1, 1], [1, 1]) == (4, 2, 17)
    assert brute.optimum(scores, legal, [2, 1], [2, 1]) == (4, 2, 17)
    assert brute.optimum(scores, legal, [2, 1], [2, 1], fill="full") == (4, 22)
    assert brute.optimum(scores, legal, [1, 1], [1, 1], "best-total") == (17,)
    assert brute.optimum(scores, [[False, True], [False, True]], [1, 1], [1, 1]) == (2, 1, 9)
    only_second = [[True, False], [True, False]]
    assert brute.optimum(scores, only_second, [1, 1], [1, 1], must_junior=[0]) == (2, 1, 5)
    assert brute.optimum(scores, only_second, [1, 1], [1, 1], must_senior=[1]) is None
    everything = [[True, True], [True, True]]
    assert brute.optimum(
        scores, everything, [2, 2], [2, 2], "best-total", sensitive=everything
    ) == (17,)


def test_hours_by_hand() -> None:
    assert zone_minutes("Asia/Kolkata", None) == 330
    assert zone_minutes("w. europe standard time", None) == 60
    assert zone_minutes("UTC-03:30", None) == -210
    assert zone_minutes("Australia/Sydney", None) == 600
    assert read_hours("", 0).bit_count() == 5 * 8 * 60
    late = read_hours("Sun 22:00-02:00", 0)
    assert late.bit_count() == 240
    assert late & 1
    assert read_hours("Mon 09:00-12:00; Mon 11:00-13:00", 0).bit_count() == 240
    assert read_hours("Mon 00:00-01:00", 60) >> (7 * 1440 - 60) == (1 << 60) - 1


@pytest.mark.parametrize("seed", range(20))
def test_laws_of_random_rosters(seed: int) -> None:
    policy = draw_policy(seed)
    oracle = Oracle(to_csv(draw(seed), seed), policy)
    assert sum(oracle.weights.values()) == 10_000
    assert set(oracle.weights) | set(oracle.inactive) == set(WEIGHTS)
    for pair in oracle.pairs.values():
        assert 0 <= pair.score <= 10_000
        assert 0 <= pair.coverage <= 1
        assert bool(pair.topics) == (pair.coverage > 0)
        whole = oracle.weights.get("skill_gap")
        if whole is not None:
            # Rounding moves each step by less than a hundredth.
            steps = 5 * max(1, *(len(one.wants) for one in oracle.seniors), 1)
            assert abs(pair.parts["skill_gap"] - whole * pair.coverage) < steps
    for one in oracle.seniors:
        earned = oracle._steps(one.id, 1234) if oracle.open_wants(one) else {"": [1234]}
        assert sum(sum(steps) for steps in earned.values()) == 1234


def test_random_rosters_reach_every_rule_and_component() -> None:
    rules: set[str] = set()
    components: set[str] = set()
    for seed in range(60):
        oracle = Oracle(to_csv(draw(seed), seed), draw_policy(seed))
        rules |= set(oracle.counts())
        components |= {
            name for pair in oracle.pairs.values() for name, part in pair.parts.items() if part
        }
    assert components == set(WEIGHTS)
    assert rules == {
        "self",
        "no_topic",
        "reporting_line",
        "same_manager",
        "level_gap",
        "language",
        "hours",
        "department",
        "min_score",
        "not to be paired",
    }
