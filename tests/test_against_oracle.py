"""Whole runs over random rosters against a scorer and optimum written from the specification.

The oracle shares nothing with the package; see `tests/oracle`.
"""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path
from typing import Any

import pytest

import rmatch

from .oracle.check_result import check
from .oracle.rosters import Knobs, draw, draw_policy, to_csv
from .oracle.scorer import Oracle

VECTORS = Path(__file__).parent / "vectors"
AUDIT = ("gender", "Year of birth")
RESULTS = ("pairings.csv", "unmatched.csv", "summary.json")


def run(text: str, policy: dict[str, Any], folder: Path) -> Path:
    """Read, pair and write a roster through the Python API."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "roster.csv"
    path.write_text(text, "utf-8", newline="")
    chosen = rmatch.Policy(**policy)
    matching = rmatch.pair(rmatch.read_roster(path, policy=chosen), policy=chosen)
    matching.write(folder / "out")
    return folder / "out"


@pytest.mark.parametrize(("fill", "value"), [("needed", [24, 13, 514.72]), ("full", [24, 575.0])])
def test_the_vectors(tmp_path: Path, fill: str, value: list[float]) -> None:
    text, policy = (VECTORS / "roster.csv").read_text("utf-8"), {"fill": fill}
    out = run(text, policy, tmp_path)
    assert check(text, policy, out) == []
    matching = rmatch.pair(
        rmatch.read_roster(tmp_path / "roster.csv"), policy=rmatch.Policy(**policy)
    )
    assert list(map(float, matching.summary["objective"]["value"])) == value


@pytest.mark.parametrize("seed", range(40))
def test_default_policy(seed: int, tmp_path: Path) -> None:
    text = to_csv(draw(seed, absent=seed % 3 == 0), seed)
    assert check(text, {}, run(text, {}, tmp_path)) == []


@pytest.mark.parametrize("seed", range(100, 160))
def test_random_policies(seed: int, tmp_path: Path) -> None:
    text, policy = to_csv(draw(seed), seed), draw_policy(seed)
    assert check(text, policy, run(text, policy, tmp_path)) == []


@pytest.mark.parametrize("solver", ["auto", "ilp"])
@pytest.mark.parametrize("seed", range(200, 204))
def test_larger_rosters(seed: int, solver: str, tmp_path: Path) -> None:
    text = to_csv(draw(seed, Knobs(juniors=24, seniors=18, both=4, left_out=3, skills=16)), seed)
    policy = draw_policy(seed) | {"solver": solver}
    assert check(text, policy, run(text, policy, tmp_path)) == []


@pytest.mark.parametrize("seed", range(300, 308))
def test_ties(seed: int, tmp_path: Path) -> None:
    knobs = Knobs(juniors=7, seniors=6, both=0, skills=3, ties=True, max_capacity=seed % 3 + 1)
    text = to_csv(draw(seed, knobs), seed)
    policy = {"fill": "full"} if seed % 2 else {}
    assert check(text, policy, run(text, policy, tmp_path)) == []


@pytest.mark.parametrize("seed", range(400, 408))
def test_sensitive_topics(seed: int, tmp_path: Path) -> None:
    # Capacity 1: sharing sensitive topics out between several pairings is refused for now.
    knobs = Knobs(juniors=5, seniors=4, skills=2, sensitive=True, max_capacity=1)
    text = to_csv(draw(seed, knobs), seed)
    policy = {"stereotypes": {"sensitive": ["python"]}} if seed % 2 else {}
    assert check(text, policy, run(text, policy, tmp_path)) == []


@pytest.mark.parametrize("seed", range(500, 506))
def test_audit_attributes_and_row_order_change_no_byte(seed: int, tmp_path: Path) -> None:
    policy = draw_policy(seed)
    rows = draw(seed)
    shuffled = random.Random(seed).sample(rows, len(rows))
    blind = [{column: cell for column, cell in row.items() if column not in AUDIT} for row in rows]
    relabelled = [row | {"gender": "qq-gender-0"} for row in rows]
    first = run(to_csv(rows), policy, tmp_path / "first")
    for k, other in enumerate((shuffled, blind, relabelled)):
        again = run(to_csv(other), policy, tmp_path / str(k))
        for name in RESULTS:
            assert (again / name).read_bytes() == (first / name).read_bytes()


def test_the_frame_agrees_with_the_oracle() -> None:
    text = (VECTORS / "roster.csv").read_text("utf-8")
    best = Oracle(text)
    matching = rmatch.pair(rmatch.read_roster(VECTORS / "roster.csv"))
    frame = matching.pairings
    for row in csv.DictReader(io.StringIO(frame.to_csv(index=False))):
        pair = best.pairs[row["junior_id"], row["senior_id"]]
        assert not pair.forbidden
        assert round(float(row["score"]) * 100) == pair.score
