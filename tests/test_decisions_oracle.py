"""Whole runs with decisions against an oracle written from the specification.

Random rosters, policies and files of decisions with loosely written ids, through
`read_decisions` and `rmatch.pair` and through the command; the oracle shares nothing with the
package. More than the tests run: `python -m tests.test_decisions_oracle KIND FIRST LAST
[command] [prices]`.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import random
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

import rmatch
from rmatch.cli.main import main as command
from rmatch.errors import DecisionsError, InfeasibleError, RosterError
from rmatch.solved import Loss

from .oracle.check_decisions import DecisionCheck
from .oracle.check_result import check
from .oracle.decision_rosters import (
    Case,
    accept_all_but_one,
    all_of,
    decided_case,
    dense_case,
    feasible,
    larger_case,
    plain_case,
    possible_case,
    refused,
    refused_case,
)
from .oracle.decisions import Key as Pair
from .oracle.decisions import read
from .oracle.relaxations import Problem
from .oracle.rosters import to_csv
from .oracle.scorer import Oracle
from .test_requirements_oracle import ways_wrong

FORMATS = ("csv", "json")
EVERY_FORMAT = ("csv", "json", "html", "xlsx")


def lay_out(case: Case, folder: Path) -> list[Path]:
    """Write the roster, the policy and the files of decisions; the paths of the last."""
    text, policy, found = case
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "roster.csv").write_text(text, "utf-8", newline="")
    (folder / "policy.toml").write_text(toml(policy), "utf-8")
    paths = [folder / f"decisions-{k}.csv" for k in range(len(found))]
    for path, content in zip(paths, found, strict=True):
        path.write_text(content, "utf-8", newline="")
    return paths


def run(
    case: Case, folder: Path, *, prices: bool = False, formats: Sequence[str] = FORMATS
) -> Path:
    """Read, pair and write through the Python API."""
    matching = paired(case, folder, prices=prices)
    matching.write(folder / "out", formats=formats)
    return folder / "out"


def paired(case: Case, folder: Path, *, prices: bool = False) -> rmatch.Matching:
    """Read and pair."""
    paths = lay_out(case, folder)
    policy = rmatch.Policy(**case[1])
    roster = rmatch.read_roster(folder / "roster.csv", policy=policy)
    decisions = rmatch.read_decisions(paths, roster)
    return rmatch.pair(roster, policy=policy, decisions=decisions, prices=prices)


def costs_told(case: Case, matching: rmatch.Matching) -> list[str]:
    """What is wrong with the costs that the terminal tells and no file does."""
    costs = matching.decision_costs
    if costs is None:
        return []
    text, policy, found = case
    problem = Problem(Oracle(text, policy, read(text, policy, found)))
    each = {one.decision.pair: as_price(one.lost) for one in costs.each}
    return DecisionCheck(text, problem, {}, ()).told(as_price(costs.together), each)


def as_price(lost: Any) -> dict[str, float] | None:
    """A loss as files state it."""
    return lost and {"people": lost.people, "points": lost.points / 100}


def run_command(case: Case, folder: Path, *, prices: bool = False) -> int:
    """The same by the command; its exit code."""
    given = [word for path in lay_out(case, folder) for word in ("--decisions", str(path))]
    more = ["--prices"] if prices else []
    return command(
        [
            *("pair", str(folder / "roster.csv"), "--policy", str(folder / "policy.toml")),
            *("--out", str(folder / "out"), "--format", ",".join(FORMATS), "--quiet"),
            *(*given, *more),
        ]
    )


def toml(table: Mapping[str, Any], at: str = "") -> str:
    """A policy as a policy file."""
    plain = {key: value for key, value in table.items() if not nested(value)}
    lines = [f"{json.dumps(key, ensure_ascii=False)} = {literal(v)}" for key, v in plain.items()]
    for key, value in table.items():
        name = f"{at}{json.dumps(key, ensure_ascii=False)}"
        if isinstance(value, Mapping):
            lines += [f"[{name}]", toml(value, f"{name}.")]
        elif nested(value):
            lines += [text for one in value for text in (f"[[{name}]]", toml(one, f"{name}."))]
    return "\n".join(lines) + "\n"


def nested(value: Any) -> bool:
    """Whether a value is a table or an array of tables."""
    if isinstance(value, list):
        return bool(value) and isinstance(value[0], Mapping)
    return isinstance(value, Mapping)


def literal(value: Any) -> str:
    """A TOML value."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


def discrepancies(case: Case, folder: Path, *, prices: bool = False) -> list[str]:
    """What is wrong with a run through the Python API, whether or not it is possible."""
    why = refused(*case)
    possible = not why and feasible(*case)
    try:
        matching = paired(case, folder, prices=prices)
        matching.write(folder / "out", formats=FORMATS)
    except (DecisionsError, RosterError) as error:
        wrong = [] if why else [f"refused: {error}"]
    except InfeasibleError as error:
        if why or possible:
            wrong = [f"called infeasible, expected {why or 'a result'}: {error}"]
        else:
            problem = Problem(Oracle(case[0], case[1], read(*case)))
            wrong = ways_wrong(problem, case[0], case[1], error)
    else:
        if why or not possible:
            return [f"a result, where {why or 'the requirements cannot be met'}"]
        wrong = check(case[0], case[1], folder / "out", priced=prices, decisions=case[2])
        return wrong + costs_told(case, matching)
    return wrong + (["something was written"] if (folder / "out").exists() else [])


def discrepancies_by_command(case: Case, folder: Path, *, prices: bool = False) -> list[str]:
    """What is wrong with a run by the command."""
    expected = 3 if refused(*case) else 0 if feasible(*case) else 4
    code = run_command(case, folder, prices=prices)
    if code != expected:
        return [f"exit {code}, expected {expected} {refused(*case)}"]
    if code:
        return ["something was written"] if (folder / "out").exists() else []
    return check(case[0], case[1], folder / "out", priced=prices, decisions=case[2])


# -- with every pairing but one accepted and that one vetoed ----------------------------------


def changed_elsewhere(case: tuple[str, dict[str, Any]], folder: Path) -> list[str]:
    """Changes beyond the two people of one vetoed pairing and the unmatched, for each pairing."""
    text, policy = case
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "roster.csv").write_text(text, "utf-8", newline="")
    chosen = rmatch.Policy(**policy)
    roster = rmatch.read_roster(folder / "roster.csv", policy=chosen)
    before = made(rmatch.pair(roster, policy=chosen))
    wrong = []
    for left in before:
        (folder / "decisions.csv").write_text(accept_all_but_one(before, left), "utf-8", newline="")
        decisions = rmatch.read_decisions(folder / "decisions.csv", roster)
        after = made(rmatch.pair(roster, policy=chosen, decisions=decisions))
        if gone := {*before} - {left, *after}:
            wrong.append(f"{left} vetoed: {sorted(gone)} are gone")
        matched = [{pair[role] for pair in before} - {left[role]} for role in (0, 1)]
        wrong += [
            f"{left} vetoed: {new} is new"
            for new in {*after} - {*before}
            if new[0] in matched[0] and new[1] in matched[1]
        ]
        if left in after:
            wrong.append(f"{left} is paired though vetoed")
    return wrong


def made(matching: rmatch.Matching) -> list[Pair]:
    """The pairings of a result."""
    rows = matching.pairings.to_dict("records")
    return [(row["junior_id"], row["senior_id"]) for row in rows]


@pytest.mark.parametrize("seed", [*range(30), 76, 109, 182])
def test_decided_cases(seed: int, tmp_path: Path) -> None:
    assert discrepancies(decided_case(seed), tmp_path) == []


@pytest.mark.parametrize("seed", [*range(12), 27, 165])
def test_decisions_about_nearly_every_other_pair(seed: int, tmp_path: Path) -> None:
    assert discrepancies(dense_case(seed), tmp_path) == []


@pytest.mark.parametrize("seed", range(2000, 2012))
def test_decisions_by_the_command(seed: int, tmp_path: Path) -> None:
    assert discrepancies_by_command(decided_case(seed), tmp_path) == []


@pytest.mark.parametrize("seed", range(15))
def test_what_no_run_may_honour_is_refused(seed: int, tmp_path: Path) -> None:
    case = refused_case(seed)
    assert refused(*case)
    assert discrepancies(case, tmp_path / "api") == []
    assert run_command(case, tmp_path / "command") == 3
    assert not (tmp_path / "command" / "out").exists()


@pytest.mark.parametrize("seed", range(6))
def test_prices_under_decisions(seed: int, tmp_path: Path) -> None:
    assert discrepancies(decided_case(seed), tmp_path, prices=True) == []


@pytest.mark.parametrize("seed", range(4))
def test_larger_rosters(seed: int, tmp_path: Path) -> None:
    assert discrepancies(larger_case(seed), tmp_path) == []


@pytest.mark.parametrize("seed", range(24))
def test_vetoing_one_pairing_of_all_changes_only_its_people_and_the_unmatched(
    seed: int, tmp_path: Path
) -> None:
    assert changed_elsewhere(plain_case(seed), tmp_path) == []


# -- what files may tell of decisions --------------------------------------------------------

PEOPLE = """id,name,role,level,department,skills,wants,capacity,avoids,successor_of
J1,Noor,junior,1,Sales,ai:5;sql:4,,1,,
J2,Liv,junior,1,IT,ai:4;sql:5,,2,,S3
J3,Omar,junior,2,IT,ai:3,,1,,
J4,Pia,junior,6,HR,ai:5,,1,S2,
S1,Ada,senior,5,HR,,ai:5,1,,
S2,Ben,senior,5,Sales,,sql:5;ai:4,1,,
S3,Cleo,senior,6,IT,,ai:4,1,,
"""


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a result but the one that tells of the run."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "run.json"}


def decided_run(folder: Path, *rows: str) -> Path:
    """The result of the people above under decisions."""
    found = ["junior_id,senior_id,decision,override,reason,by\n" + "\n".join(rows) + "\n"]
    return run((PEOPLE, {}, found), folder, formats=EVERY_FORMAT)


def test_no_file_tells_which_way_a_pair_was_ruled_out_or_why(tmp_path: Path) -> None:
    held = "J3,S3,accept,,a promise,"
    first = decided_run(tmp_path / "veto", "J1,S1,veto,,,Ann", held)
    for word in ("change", "declined"):
        again = decided_run(tmp_path / word, f"J1,S1,{word},,Zacharias said so,Ann", held)
        assert files_of(again) == files_of(first)


@pytest.mark.parametrize("prices", [False, True])
@pytest.mark.parametrize("holding", [False, True])
@pytest.mark.parametrize("seed", range(300, 308))
def test_a_veto_and_a_wish_not_to_be_paired_give_the_same_bytes(
    seed: int, holding: bool, prices: bool, tmp_path: Path
) -> None:
    """In every file but `run.json`; with and without pairings that are held beside."""
    text, policy = plain_case(seed)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    oracle = Oracle(text, policy)
    legal = [key for key, pair in oracle.pairs.items() if not pair.forbidden]
    chosen = random.Random(seed).sample(legal, min(4, len(legal)))
    held = [all_of(chosen[:1], "accept")] if holding else []
    vetoed = chosen[1:]
    formats = EVERY_FORMAT
    case = (text, policy, [all_of(vetoed, "veto"), *held])
    first = run(case, tmp_path / "vetoed", formats=formats, prices=prices)
    for row in rows:
        mine = [senior for junior, senior in vetoed if junior == row["id"].strip()]
        row["avoids"] = "; ".join(filter(None, [row["avoids"], *mine]))
    wished = (to_csv(rows), policy, held)
    second = run(wished, tmp_path / "wished", formats=formats, prices=prices)
    assert files_of(first) == files_of(second)
    summary = json.loads((first / "summary.json").read_text("utf-8"))
    assert ("decisions" in summary) == holding


@pytest.mark.parametrize("seed", range(700, 710))
def test_the_order_of_files_and_rows_changes_no_byte(seed: int, tmp_path: Path) -> None:
    text, policy, found = possible_case(decided_case, seed)
    parts = [list(csv.reader(io.StringIO(one.removeprefix("\ufeff"), newline=""))) for one in found]
    turned = [joined([part[0], *reversed(part[1:])]) for part in reversed(parts)]
    first = run((text, policy, found), tmp_path / "first", formats=EVERY_FORMAT)
    second = run((text, policy, turned), tmp_path / "second", formats=EVERY_FORMAT)
    assert files_of(first) == files_of(second)


def joined(rows: Sequence[Sequence[str]]) -> str:
    """Rows as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue()


# -- by hand ---------------------------------------------------------------------------------


def by_hand(text: str, *rows: str, folder: Path, **policy: Any) -> rmatch.Matching:
    """Paired, written and checked; rows are of the columns of decisions.csv."""
    case = (text, policy, ["\n".join(["junior_id,senior_id,decision,override", *rows]) + "\n"])
    assert discrepancies(case, folder) == []
    return paired(case, folder)


def together(matching: rmatch.Matching) -> Loss | None:
    """What all decisions cost."""
    assert matching.decision_costs is not None
    return matching.decision_costs.together


def test_each_decision_is_priced_though_all_together_cost_nothing(tmp_path: Path) -> None:
    # J1 may not teach S1 by level, but is locked; J2 and S2, whose pairing scores the same,
    # are kept apart. Together that changes nothing; alone the lock brings two people in.
    text = "id,role,level,skills,wants\nJ1,junior,9,ai:4,\nJ2,junior,1,sql:4,\n"
    text += "S1,senior,5,,ai:4\nS2,senior,5,,sql:4\n"
    matching = by_hand(text, "J1,S1,lock,yes", "J2,S2,veto,", folder=tmp_path)
    assert together(matching) == Loss(0, 0)
    shown = matching.summary["decisions"]
    assert shown["cost"] == shown["held"][0]["cost"] == {"people": -2, "points": -100.0}
    assert shown["held"][0]["overrides"] == ["level_gap"]


def test_each_decision_is_priced_though_all_cost_but_a_pairing_more(tmp_path: Path) -> None:
    # With all decisions three pairings have the points that two have without any; without
    # the lock of J1 and S1 alone, two pairings have twenty points less.
    text = "id,role,skills,wants,capacity\nJ0,junior,a:2;b:4,,2\nJ1,junior,b:2;c:1,,2\n"
    text += "S0,senior,,b:5;c:5,2\nS1,senior,,a:5;b:5,2\n"
    rows = ("J1,S1,lock,", "J0,S1,veto,", "J0,S0,lock,", "J1,S0,lock,")
    matching = by_hand(text, *rows, folder=tmp_path)
    assert together(matching) == Loss(0, 0)
    held = matching.summary["decisions"]["held"]
    assert {"people": 0, "points": -20.0} in [entry["cost"] for entry in held]


def test_a_vetoed_pair_below_the_least_score_costs_nothing(tmp_path: Path) -> None:
    text = "id,role,skills,wants\nJ1,junior,ai:1,\nS1,senior,,ai:5\n"
    policy = {"rules": {"min_score": 50}, "evidence": {"min_level": 1}}
    matching = by_hand(text, "J1,S1,veto,", folder=tmp_path, **policy)
    assert together(matching) == Loss(0, 0)
    assert "decisions" not in matching.summary


def test_a_hold_is_priced_though_nothing_is_possible_without_the_decisions(tmp_path: Path) -> None:
    # S1 needs two pairings and has but one partner left who could come: declining takes the
    # last one away, and with nobody left nothing is asked.
    text = "id,role,skills,wants,capacity,min_load\nJ1,junior,ai:4,,1,\nJ2,junior,sql:4,,1,\n"
    text += "S1,senior,,ai:4,2,2\nS2,senior,,sql:4,1,\n"
    matching = by_hand(text, "J1,S1,declined,", "J2,S2,lock,", folder=tmp_path)
    assert together(matching) is None
    held = matching.summary["decisions"]["held"]
    assert held[0]["cost"] == {"people": 0, "points": 0.0}


KINDS = {
    "decided": decided_case,
    "dense": dense_case,
    "larger": larger_case,
    "refused": refused_case,
}


def main(kind: str, first: str, last: str, *more: str) -> int:
    """Print what is wrong with the cases of a kind from a first seed to before a last one."""
    find = discrepancies_by_command if "command" in more else discrepancies
    wrong = 0
    for seed in range(int(first), int(last)):
        with tempfile.TemporaryDirectory() as folder:
            if kind == "vetoed":
                found = changed_elsewhere(plain_case(seed), Path(folder))
            else:
                found = find(KINDS[kind](seed), Path(folder), prices="prices" in more)
        for text in found:
            print(kind, seed, text, flush=True)
        wrong += bool(found)
    print(f"{wrong} of {int(last) - int(first)} with discrepancies")
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
