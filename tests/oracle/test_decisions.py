"""Decisions worked out by hand, and spoilt results that the checker has to notice."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from . import reference
from .check_result import check
from .decision_rosters import decided_case, dense_case, feasible, possible_case, refused
from .decisions import Decided, Refused, read, refusals
from .relaxations import Problem
from .scorer import Oracle

PEOPLE = """id,name,role,level,skills,offers,wants,capacity,avoids,successor_of,participate
007,Noor,junior,1,ai:5;sql:4,,,1,,,yes
j2,Liv,junior,1,ai:4;sql:5;menopause:5,sql;menopause,,2,,S3,yes
J3,Omar,junior,6,ai:3,,,1,S2,,yes
J4,Pia,junior,1,ai:3,,,1,,,no
S1,Ada,senior,5,,,ai:5;menopause:3,1,,,yes
S2,Ben,senior,5,,,sql:5;menopause:3,1,,,yes
S3,Cleo,senior,6,,,ai:4;sql:4,1,,,yes
"""
HEADING = "junior_id,senior_id,decision,override,reason,by\n"


def file(*rows: str) -> str:
    return HEADING + "".join(f"{row}\n" for row in rows)


def why(*rows: str) -> list[str]:
    return refused(PEOPLE, {}, [file(*rows)])


def test_ids_are_found_as_people_write_them() -> None:
    found = read(
        PEOPLE, {}, [file("7,s1,LOCK,,,", "'Liv,ben, veto ,,,"), file("007,S1,accept,x,,")]
    )
    assert found == {("007", "S1"): Decided("lock", True), ("j2", "S2"): Decided("veto")}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("007,S1,keep,,,", "is no decision"),
        ("J9,S1,veto,,,", "not on the roster"),
        ("S1,S2,veto,,,", "is no junior"),
        ("J4,S1,lock,yes,,", "consent"),
    ],
)
def test_rows_that_no_run_may_honour(row: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read(PEOPLE, {}, [file(row)])


def test_files_that_disagree() -> None:
    with pytest.raises(Refused, match="contradiction"):
        read(PEOPLE, {}, [file("007,S1,accept,,,"), file("7,S1,declined,,,")])


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["007,S1,lock,,,"], ""),
        (["J3,S1,lock,,,"], "level_gap"),
        (["J3,S1,accept,yes,,"], ""),
        (["J3,S2,lock,yes,,"], "cannot be overridden"),
        (["j2,S3,lock,,,"], "successor"),
        (["j2,S3,lock,yes,,"], ""),
        (["007,S1,lock,,,", "007,S2,accept,,,"], "room for 1"),
        (["007,S1,lock,,,", "007,S2,accept,yes,,"], ""),
        (["j2,S1,lock,yes,,", "j2,S2,lock,yes,,"], "sensitive"),
        (["J4,S1,accept,,,", "J4,S2,veto,,,"], ""),
    ],
)
def test_what_may_be_held(rows: list[str], said: str) -> None:
    found = why(*rows)
    assert any(said in text for text in found) if said else found == []


def test_held_and_vetoed_pairs_make_the_optimum() -> None:
    found = read(PEOPLE, {}, [file("j2,S3,lock,yes,,", "007,S1,veto,,,")])
    oracle = Oracle(PEOPLE, {}, found)
    assert refusals(oracle) == []
    assert oracle.pairs["007", "S1"].forbidden == {"decision"}
    assert oracle.pairs["j2", "S3"].forbidden == frozenset()
    assert oracle.pairs["j2", "S3"].overridden == {"successor"}
    assert oracle.counts()["not to be paired"] == 3  # the veto, J3's wish, and what is overridden
    solved = Problem(oracle).solve()
    assert solved is not None
    assert (1, 2) in solved.pairs
    assert (0, 0) not in solved.pairs


def test_room_grows_only_for_what_is_held() -> None:
    found = read(PEOPLE, {}, [file("007,S1,lock,,,", "007,S2,lock,yes,,")])
    oracle = Oracle(PEOPLE, {}, found)
    assert [oracle.room(0, one) for one in oracle.juniors] == [2, 2, 1]
    assert [oracle.room(1, one) for one in oracle.seniors] == [1, 1, 1]


@pytest.mark.parametrize("case", [decided_case, dense_case])
@pytest.mark.parametrize("seed", range(10))
def test_a_right_result_passes(seed: int, case: Callable[[int], Any], tmp_path: Path) -> None:
    text, policy, found = possible_case(case, seed)
    reference.write(text, policy, tmp_path, found)
    assert check(text, policy, tmp_path, decisions=found) == []


DECIDED = [file("j2,S3,lock,yes,qq-reason,", "007,S1,veto,,qq-reason,", "007,S2,accept,,,")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    reference.write(PEOPLE, {}, tmp_path, DECIDED)
    assert check(PEOPLE, {}, tmp_path, decisions=DECIDED) == []
    return tmp_path


def test_other_decisions_are_noticed(folder: Path) -> None:
    found = check(PEOPLE, {}, folder, decisions=[file("007,S2,veto,,,", "j2,S2,lock,,,")])
    assert "('007', 'S2'): forbidden by ['decision']" in found
    assert "('j2', 'S2'): held, but not paired" in found
    assert any("kept" in text for text in found)
    assert check(PEOPLE, {}, folder)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda s: s.pop("decisions"), "decisions: None"),
        (lambda s: s["decisions"]["cost"].update(points=1.0), "decisions cost"),
        (lambda s: s["decisions"]["held"].reverse(), "decisions held"),
        (lambda s: s["decisions"]["held"][1].update(overrides=[]), "overrides []"),
        (lambda s: s["decisions"]["held"][0].update(overrides=["capacity"]), "capacity"),
        (lambda s: s["decisions"]["held"][0].update(decision="lock"), "'lock'"),
        (lambda s: s["decisions"]["held"][1].update(cost=None), "cost: None"),
        (lambda s: s["warnings"].append("J2 qq-reason"), "free text"),
        (lambda s: s["warnings"].append("007 and S1 are apart"), "names the pair"),
        (lambda s: s["warnings"].append({"junior_id": "007", "senior_id": "S1"}), "names the pair"),
        (lambda s: s["warnings"].append("1 veto"), "says 'veto'"),
    ],
)
def test_a_spoilt_summary_is_found(
    folder: Path, change: Callable[[dict[str, Any]], Any], said: str
) -> None:
    path = folder / "summary.json"
    summary = json.loads(path.read_text("utf-8"))
    change(summary)
    path.write_text(json.dumps(summary), "utf-8")
    assert any(said in text for text in check(PEOPLE, {}, folder, decisions=DECIDED))


@pytest.mark.parametrize("column", ["kept", "locked"])
def test_a_spoilt_mark_is_found(folder: Path, column: str) -> None:
    path = folder / "pairings.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        row[column] = "" if row[column] else "yes"
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    found = check(PEOPLE, {}, folder, decisions=DECIDED)
    assert any(column in text for text in found)


def test_random_decisions_reach_every_outcome() -> None:
    seen: set[str] = set()
    for seed in range(25):
        for case in (decided_case(seed), dense_case(seed)):
            if refused(*case):
                continue
            if not feasible(*case):
                seen.add("infeasible")
            else:
                oracle = Oracle(case[0], case[1], read(*case))
                seen |= {one.decision for one in oracle.decisions.values()}
                seen |= {rule for key in oracle.held for rule in oracle.pairs[key].overridden}
                people = [*enumerate((oracle.juniors, oracle.seniors))]
                seen |= {
                    "capacity"
                    for role, side in people
                    for one in side
                    if oracle.room(role, one) > one.capacity
                }
    assert seen >= {"infeasible", "accept", "lock", "veto", "change", "declined"}
    assert seen >= {"no_topic", "capacity", "level_gap", "reporting_line"}
