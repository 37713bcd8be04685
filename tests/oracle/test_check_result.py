"""The checker finds nothing in a right result and something in every spoilt one."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from . import reference
from .check_result import check
from .rosters import draw, draw_policy, to_csv

VECTORS = Path(__file__).parents[1] / "vectors"


@pytest.mark.parametrize("seed", range(40))
def test_a_right_result_passes(seed: int, tmp_path: Path) -> None:
    text, policy = to_csv(draw(seed), seed), draw_policy(seed)
    reference.write(text, policy, tmp_path)
    assert check(text, policy, tmp_path) == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reference.write((VECTORS / "roster.csv").read_text("utf-8"), {}, tmp_path)
    return tmp_path


def found(folder: Path) -> list[str]:
    return check((VECTORS / "roster.csv").read_text("utf-8"), {}, folder)


def test_the_vectors_pass(folder: Path) -> None:
    assert found(folder) == []
    value = json.loads((folder / "summary.json").read_text("utf-8"))["objective"]["value"]
    assert value == [24, 13, 514.72]


def spoil_cell(folder: Path, name: str, row: int, column: str, cell: str) -> None:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[row][column] = cell
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    (folder / name).write_text(text.getvalue(), "utf-8", newline="")


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("score", "1.00", "score"),
        ("skill_gap", "", "skill_gap"),
        ("shared_hours", "0.00", "shared_hours"),
        ("best_share", "12.0", "best_share"),
        ("topics", "knitting", "topics"),
        ("junior_name", "Nobody", "junior_name"),
        ("kept", "yes", "kept"),
        ("junior_id", "nobody", "nobody has the id"),
        ("senior_id", "S00011", "order of pairings.csv"),
    ],
)
def test_a_spoilt_pairing_is_found(folder: Path, column: str, cell: str, said: str) -> None:
    spoil_cell(folder, "pairings.csv", 0, column, cell)
    assert any(said in text for text in found(folder))


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("id", "S00000", "who is in unmatched.csv"),
        ("status", "left out", "status"),
        ("reason", "no place left (99 legal partners)", "reason"),
        ("reason", "nothing to teach", "reason"),
        ("nearest", "S99999", "nearest"),
        ("role", "senior", "role"),
    ],
)
def test_a_spoilt_unmatched_person_is_found(
    folder: Path, column: str, cell: str, said: str
) -> None:
    spoil_cell(folder, "unmatched.csv", 0, column, cell)
    assert any(said in text for text in found(folder))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda s: s.update(status="feasible"), "status"),
        (lambda s: s["objective"].update(value=[24, 13, 514.71]), "objective value"),
        (lambda s: s["objective"].update(bound=[24, 13, 520.0]), "objective bound"),
        (lambda s: s["counts"].update(left_out=1), "counts"),
        (lambda s: s["score"].update(p10=1.0), "score p10"),
        (lambda s: s["components"]["preference"].update(mean=0.0), "preference mean"),
        (lambda s: s["inactive"].clear(), "inactive"),
        (lambda s: s["rules"].update(no_topic=1), "rules no topic"),
        (lambda s: s["rules"].update(avoids=5), "confidential"),
        (lambda s: s.update(weak=0), "weak"),
        (lambda s: s.update(blocking_pairs=-1), "blocking_pairs"),
        (lambda s: s["other_objective"]["value"].__setitem__(0, 3), "other_objective"),
        (lambda s: s["warnings"].append("Gender is not used"), "heading of an audit attribute"),
    ],
)
def test_a_spoilt_summary_is_found(
    folder: Path, change: Callable[[dict[str, Any]], Any], said: str
) -> None:
    path = folder / "summary.json"
    summary = json.loads(path.read_text("utf-8"))
    change(summary)
    path.write_text(json.dumps(summary), "utf-8")
    assert any(said in text for text in found(folder))


def test_the_cost_of_a_place_is_recomputed(tmp_path: Path) -> None:
    # Two juniors for one senior: 75.00 against 100.00 points, so the other place costs 25.00.
    text = "id,role,skills,wants\na,junior,ai:3,\nb,junior,ai:4,\ns,senior,,ai:4\n"
    reference.write(text, {}, tmp_path)
    reason = "no place left (1 legal partners; placing this person would cost {} points)"
    spoil_cell(tmp_path, "unmatched.csv", 0, "reason", reason.format("25.00"))
    assert check(text, {}, tmp_path) == []
    spoil_cell(tmp_path, "unmatched.csv", 0, "reason", reason.format("24.00"))
    assert any("a cost of 25.00 points" in said for said in check(text, {}, tmp_path))
