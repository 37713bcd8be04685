"""Whole runs with requirements against an oracle written from the specification.

Limits, minimum loads, enforced parity, sensitive topics and every objective on random rosters
that are small enough to look at every matching; the oracle shares nothing with the package.
More than the tests run: `python -m tests.test_requirements_oracle KIND FIRST LAST [prices]`.
"""

from __future__ import annotations

import copy
import csv
import io
import re
import sys
import tempfile
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import rmatch
from rmatch.errors import InfeasibleError

from .oracle.check_result import check
from .oracle.relaxations import Problem
from .oracle.requirement_rosters import (
    conflicting_case,
    draw_case,
    feasible_case,
    infeasible_case,
    larger_case,
    odder_case,
)
from .oracle.scorer import Oracle

RESULTS = ("pairings.csv", "unmatched.csv", "summary.json")
RENAMED = {"qq-gender-a": "qq-gender-z", "qq-gender-b": "qq-gender-B2", "qq-gender-c": "qq-gender"}


def run(text: str, policy: Mapping[str, Any], folder: Path, *, prices: bool = False) -> Path:
    """Read, pair and write a roster through the Python API."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "roster.csv"
    path.write_text(text, "utf-8", newline="")
    chosen = rmatch.Policy(**policy)
    more = {"prices": True} if prices else {}
    matching = rmatch.pair(rmatch.read_roster(path, policy=chosen), policy=chosen, **more)
    matching.write(folder / "out")
    return folder / "out"


def discrepancies(
    text: str, policy: Mapping[str, Any], folder: Path, *, prices: bool = False
) -> list[str]:
    """What is wrong with a run, whether or not its requirements can be met."""
    problem = Problem(Oracle(text, policy))
    feasible = problem.best() is not None
    try:
        out = run(text, policy, folder, prices=prices)
    except InfeasibleError as error:
        if feasible:
            return [f"called infeasible: {error}"]
        wrong = ["something was written"] if (folder / "out").exists() else []
        return wrong + ways_wrong(problem, text, policy, error)
    if not feasible:
        return ["a result where the requirements cannot be met"]
    return check(text, policy, out, priced=prices)


def ways_wrong(
    problem: Problem, text: str, policy: Mapping[str, Any], error: InfeasibleError
) -> list[str]:
    """What is wrong with the changes that an infeasible run proposes.

    Decisions are those of the problem: no change is made to them.
    """
    wrong = [] if error.why and error.proven else [f"why {error.why}, proven {error.proven}"]
    if not error.ways:
        return [*wrong, "no way out is named"]
    wrong += smallest_wrong(problem, text, policy, error.ways[0])
    wrong += others_wrong(problem, error.ways)
    for way in error.ways:
        if followed(problem, text, policy, way).best() is None:
            wrong.append(f"{way} is not enough")
        for change in way.changes:
            numbers = [Fraction(x) for x in re.findall(r"\d+(?:\.\d+)?", change.words)]
            if change.new not in numbers or change.current not in numbers:
                wrong.append(f"{change.words!r} does not say {change.current} and {change.new}")
    return wrong


def smallest_wrong(problem: Problem, text: str, policy: Mapping[str, Any], way: Any) -> list[str]:
    """What is wrong with the first way: the fewest settings, then the smallest change."""
    best, settings = problem.ways_out(), settings_of(way)
    if len(settings) != len(best[0].settings):
        return [f"{settings} are changed, {sorted(best[0].settings)} would do"]
    if not way.proven:
        return [f"{way} is not called the smallest"]
    # The matching behind the new values may break the old ones by no more than the least.
    new = followed(problem, text, policy, way)
    if new.best() is None:
        return []  # Told already
    moved = problem.change(settings, [row for row in new.rows if row.setting in settings])
    if moved != best[0].change:
        return [f"{way} moves {moved} pairings, {best[0]} would do"]
    if whole(policy, settings):
        moved = sum(abs(change.new - change.current) for change in way.changes)
        if moved != best[0].change:
            return [f"{way} moves its settings by {moved}, {best[0]} would do"]
    return []


def others_wrong(problem: Problem, ways: Sequence[Any]) -> list[str]:
    """What is wrong with the further ways: different, there where they exist, not too large."""
    sets = [settings_of(way) for way in ways]
    different = problem.another_way(sets[0])
    wrong = []
    if different and len(sets) < 2:
        wrong.append(f"only {sets[0]} is named, but there is another way")
    for k, (way, settings) in enumerate(zip(ways, sets, strict=True)):
        if any(one <= settings for one in sets[:k]):
            # Where there is no other way, help that turns the first less far is one.
            less = [
                abs(change.new - change.current) < abs(first.new - first.current)
                for change in way.changes
                for first in ways[0].changes
                if change.setting == first.setting
            ]
            if different or k != 1 or not any(less):
                wrong.append(f"a way contains an earlier one: {sets}")
        elif any(problem.feasible_without(settings - {one}) for one in settings):
            wrong.append(f"not all of {settings} need to be changed")
    return wrong


def settings_of(way: Any) -> set[str]:
    """What a way changes."""
    return {change.setting for change in way.changes}


def whole(policy: Mapping[str, Any], settings: Collection[str]) -> bool:
    """Whether settings count pairings, each of one row (not shares, ratios and the like)."""
    shares = {
        f"limits[{k + 1}].{end}"
        for k, limit in enumerate(policy.get("limits", ()))
        for end in ("min", "max")
        if limit.get("share")
    }
    return not any(
        one in shares or one.startswith("stereotypes") or one.endswith(":both") for one in settings
    )


def followed(problem: Problem, text: str, policy: Mapping[str, Any], way: Any) -> Problem:
    """The problem of somebody who follows a proposal."""
    return Problem(Oracle(*changed(text, policy, way.changes), problem.oracle.decisions))


def changed(
    text: str, policy: Mapping[str, Any], changes: Sequence[Any]
) -> tuple[str, dict[str, Any]]:
    """The roster and policy as somebody would change them who follows a proposal."""
    policy = copy.deepcopy(dict(policy))
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    for change in changes:
        number = int(change.new) if change.new.denominator == 1 else float(change.new)
        if match := re.fullmatch(r"limits\[(\d+)\]\.(min|max)", change.setting):
            policy["limits"][int(match[1]) - 1][match[2]] = number
        elif match := re.fullmatch(r"min_load:(.*):(junior|senior|both)", change.setting):
            for row in rows:
                if row["id"].strip() == match[1]:
                    row["min_load"] = str(number)
        else:
            table, _, key = change.setting.partition(".")
            policy[table][key] = number
    return written(rows), policy


def written(rows: list[dict[str, str]]) -> str:
    """Rows as CSV."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize("seed", [*range(60), 422])
def test_random_cases(seed: int, tmp_path: Path) -> None:
    assert discrepancies(*draw_case(seed), tmp_path) == []


@pytest.mark.parametrize("seed", range(1000, 1010))
def test_infeasible_cases(seed: int, tmp_path: Path) -> None:
    assert discrepancies(*infeasible_case(seed), tmp_path) == []


@pytest.mark.parametrize("seed", range(20))
def test_odder_cases(seed: int, tmp_path: Path) -> None:
    assert discrepancies(*odder_case(seed), tmp_path) == []


@pytest.mark.parametrize("seed", range(8))
def test_conflicts_with_what_avoids_stereotypes(seed: int, tmp_path: Path) -> None:
    assert discrepancies(*conflicting_case(seed), tmp_path) == []


@pytest.mark.parametrize("seed", range(10, 16))
def test_prices(seed: int, tmp_path: Path) -> None:
    assert discrepancies(*feasible_case(seed), tmp_path, prices=True) == []


def test_a_rule_without_which_nothing_is_possible_has_no_price(tmp_path: Path) -> None:
    assert discrepancies(*odder_case(118), tmp_path, prices=True) == []


@pytest.mark.parametrize("seed", range(4))
def test_larger_rosters(seed: int, tmp_path: Path) -> None:
    assert discrepancies(*larger_case(seed), tmp_path) == []


def same_bytes(first: Path, second: Path) -> bool:
    return all((first / name).read_bytes() == (second / name).read_bytes() for name in RESULTS)


@pytest.mark.parametrize("seed", range(2000, 2010))
def test_the_names_of_enforced_groups_change_no_byte(seed: int, tmp_path: Path) -> None:
    text, policy = feasible_case(seed)
    for k in range(100):
        if policy.get("stereotypes", {}).get("mode") == "enforce":
            break
        text, policy = feasible_case(seed * 100 + k)
    policy["stereotypes"]["attribute"] = "gender"
    first = run(text, policy, tmp_path / "first")
    for old, new in RENAMED.items():
        text = text.replace(old, new)
    assert same_bytes(first, run(text, policy, tmp_path / "second"))


@pytest.mark.parametrize("seed", range(3000, 3010))
def test_without_audit_columns_an_audited_run_writes_the_same(seed: int, tmp_path: Path) -> None:
    text, policy = feasible_case(seed)
    policy.get("stereotypes", {})["mode"] = "audit"
    first = run(text, policy, tmp_path / "first")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    blind = [{k: cell for k, cell in row.items() if k not in ("gender", "age")} for row in rows]
    assert same_bytes(first, run(written(blind), policy, tmp_path / "second"))


KINDS = {
    "case": draw_case,
    "conflicting": conflicting_case,
    "feasible": feasible_case,
    "infeasible": infeasible_case,
    "larger": larger_case,
    "odder": odder_case,
}


def main(kind: str, first: str, last: str, *prices: str) -> int:
    """Print what is wrong with the cases of a kind from a first seed to before a last one."""
    wrong = 0
    for seed in range(int(first), int(last)):
        with tempfile.TemporaryDirectory() as folder:
            found = discrepancies(*KINDS[kind](seed), Path(folder), prices=bool(prices))
        for text in found:
            print(kind, seed, text, flush=True)
        wrong += bool(found)
    print(f"{wrong} of {int(last) - int(first)} with discrepancies")
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
