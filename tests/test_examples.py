"""The examples run as their pages say, and show what they say they show."""

from __future__ import annotations

import csv
import io
import runpy
import shlex
from pathlib import Path

import pytest

import rmatch
from rmatch.cli.main import main
from rmatch.roster.sample import sample_roster, write_sample
from rmatch.starter import write_starter

EXAMPLES = Path(__file__).parents[1] / "examples"
EXPORTS = EXAMPLES / "hr-exports"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


def commands() -> list[str]:
    """The commands of the examples' page, each on one line."""
    text = (EXAMPLES / "README.md").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line.strip() for line in text.split("\n") if line.strip().startswith("rmatch ")]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("plain")
    assert main(["pair", str(EXAMPLES / "roster.csv"), "--out", str(out), "--quiet"]) == 0
    return out


@pytest.mark.parametrize("command", commands())
def test_every_command_of_the_page_runs(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(EXAMPLES.parent)
    words = shlex.split(command)[1:]
    if "--out" in words:
        at = words.index("--out")
        del words[at : at + 2]
    assert main([*words, "--out", str(tmp_path / "out"), "--quiet"]) == 0
    assert rows(tmp_path / "out" / "pairings.csv")


def test_everyone_is_paired_or_listed_with_a_reason(plain: Path) -> None:
    people = {row["id"] for row in rows(EXAMPLES / "roster.csv")}
    paired = {
        row[key] for row in rows(plain / "pairings.csv") for key in ("junior_id", "senior_id")
    }
    listed = rows(plain / "unmatched.csv")
    assert paired | {row["id"] for row in listed} == people
    assert all(row["reason"] for row in listed)


def test_the_cases_that_the_page_names(plain: Path) -> None:
    why = {row["id"]: (row["status"], row["reason"]) for row in rows(plain / "unmatched.csv")}
    assert why["E010"] == ("left out", "did not agree to take part")
    assert why["E112"] == ("left out", "did not agree to take part")
    assert "nothing to teach" in why["E109"][1]
    assert why["E009"][0] == why["E114"][0] == "unmatched"
    pairs = {(row["junior_id"], row["senior_id"]) for row in rows(plain / "pairings.csv")}
    assert not pairs & {("E104", "E003"), ("E110", "E005"), ("E102", "E011")}
    both = [pair for pair in pairs if "E011" in pair]
    assert len(both) == 2
    assert "menopause" not in (plain / "pairings.csv").read_text(encoding="utf-8")


HR = {
    "workday": ["workday.csv", "--policy", "workday.toml"],
    "german": ["--juniors", "mentoren.csv", "--seniors", "mentees.csv", "--policy", "german.toml"],
    "workbook": [
        "people.xlsx",
        "--skills",
        "skills.tsv",
        "--wants",
        "wants.tsv",
        "--policy",
        "workbook.toml",
    ],
}


@pytest.mark.parametrize("system", HR)
def test_every_hr_export_gives_the_same_pairings(system: str, plain: Path, tmp_path: Path) -> None:
    words = [str(EXPORTS / word) if "." in word else word for word in HR[system]]
    assert main(["pair", *words, "--out", str(tmp_path), "--quiet"]) == 0
    for name in ("pairings.csv", "unmatched.csv"):
        assert (tmp_path / name).read_bytes() == (plain / name).read_bytes()


def test_the_exports_are_what_their_script_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = runpy.run_path(str(EXPORTS / "make.py"))
    here = tmp_path / "hr-exports"
    here.mkdir()
    (tmp_path / "roster.csv").write_bytes((EXAMPLES / "roster.csv").read_bytes())
    monkeypatch.setitem(script["main"].__globals__, "HERE", here)
    script["main"]()
    for path in here.iterdir():
        if path.suffix != ".xlsx":  # a workbook's bytes are its writer's version's
            assert path.read_bytes() == (EXPORTS / path.name).read_bytes(), path.name


def test_the_large_example_is_the_sample_it_says() -> None:
    out = io.StringIO()
    write_sample(sample_roster(500, 500, 1999), out)
    assert out.getvalue() == (EXAMPLES / "ge-1999" / "roster.csv").read_text(encoding="utf-8")


def test_the_large_example_is_paired_nearly_completely() -> None:
    roster = rmatch.read_roster(EXAMPLES / "ge-1999" / "roster.csv")
    policy = rmatch.read_policy(EXAMPLES / "ge-1999" / "policy.toml")
    summary = rmatch.pair(roster, policy=policy).summary
    counts = summary["counts"]
    assert summary["status"] == "optimal"
    assert counts["pairings"] >= 0.97 * min(counts["juniors"], counts["seniors"])


def test_the_library_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(EXAMPLES / "use_library.py"), run_name="__main__")
    printed = capsys.readouterr().out
    assert "total 11 of at most 11" in printed
    assert "did not agree to take part" in printed


def test_what_init_writes_runs_as_it_is(tmp_path: Path) -> None:
    roster, policy = write_starter(tmp_path / "new")
    out = tmp_path / "out"
    assert main(["pair", str(roster), "--policy", str(policy), "--out", str(out), "--quiet"]) == 0
    assert len(rows(out / "pairings.csv")) == 6
    assert rows(out / "unmatched.csv") == []
