"""Words at the edges: limits that are none, loads that nobody can fill, tables and reprs."""

import json
from pathlib import Path

import pytest

import rmatch
from rmatch.cli import terminal
from rmatch.cli.main import main
from rmatch.errors import RosterError, TimeLimitError, UsageError

VECTORS = Path(__file__).parent / "vectors" / "roster.csv"
# Of the juniors only J1 can teach what the senior wants; J2 asks for a pairing all the same.
ALONE = (
    "id,name,role,participate,skills,wants,capacity,min_load\n"
    "J1,Noor,junior,yes,python:5,,1,\n"
    "J2,Liv,junior,yes,,,2,1\n"
    "S1,Ada,senior,yes,python:1,python:4,1,\n"
)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("roster.csv").write_text(ALONE, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def people():
    return rmatch.read_roster(VECTORS)


@pytest.mark.parametrize("limit", ["x", "60", [1], True])
def test_a_time_limit_that_is_no_number(people, limit):
    with pytest.raises(TypeError, match=r"time_limit must be a number of seconds.*Fix: time_lim"):
        rmatch.pair(people, time_limit=limit)


@pytest.mark.parametrize("limit", [0, -1.5, float("nan")])
def test_a_time_limit_that_leaves_no_time(people, limit):
    with pytest.raises(UsageError, match=r"time_limit must be above 0 seconds, not .*Fix: time_"):
        rmatch.pair(people, time_limit=limit)


def test_the_clock_advises_another_solver_only_where_one_would_help():
    assert str(TimeLimitError(9)).endswith("Fix: give more time with --time-limit.")
    told = str(TimeLimitError(9, "use --solver auto"))
    assert told.endswith("Fix: give more time with --time-limit, or use --solver auto.")


def test_a_matching_shows_itself_without_names(people):
    matching = rmatch.pair(people)
    assert repr(matching) == "<Matching: 13 pairings of 14 juniors and 12 seniors, optimal>"


def test_a_minimum_load_above_the_capacity_is_said_in_good_english(here):
    Path("roster.csv").write_text(ALONE.replace("2,1\n", "0,1\n"), encoding="utf-8")
    with pytest.raises(RosterError, match="'J2' asks for at least 1 pairing, but has a capacity"):
        rmatch.pair(rmatch.read_roster("roster.csv"))


def test_a_minimum_load_that_nobody_can_fill_is_said(here, capsys):
    assert main(["pair", "roster.csv"]) == 0
    said = "min_load is not asked where a person has no legal partner in that role: 1 person"
    assert f"warning: {said}: J2" in capsys.readouterr().err
    summary = json.loads(Path("pairings/summary.json").read_text(encoding="utf-8"))
    assert {"code": "load-not-asked", "message": said, "ids": ["J2"]} in summary["warnings"]
    run = json.loads(Path("pairings/run.json").read_text(encoding="utf-8"))
    assert [w["ids"] for w in run["warnings"] if w["code"] == "load-not-asked"] == [["J2"]]


def test_a_minimum_load_that_can_be_filled_is_not_remarked_upon(here, capsys):
    Path("roster.csv").write_text(ALONE.replace("5,,1,", "5,,1,1").replace("2,1\n", "2,\n"))
    assert main(["pair", "roster.csv"]) == 0
    assert "min_load" not in capsys.readouterr().err


def test_a_minimum_load_that_nobody_can_fill_is_an_error_where_warnings_are(here, capsys):
    assert main(["pair", "roster.csv", "--strict"]) == 3
    told = capsys.readouterr().err
    assert "error: roster.csv: min_load is not asked where a person has no legal partner" in told
    assert "Fix: take the min_load out" in told
    assert not Path("pairings").exists()


def test_names_of_requirements_are_never_cut(here, capsys):
    name = "at least one pairing within the department of the programme's own sponsors"
    Path("p.toml").write_text(f'[[limits]]\nname = "{name}"\nmin = 0\n', encoding="utf-8")
    assert main(["pair", "roster.csv", "--policy", "p.toml", "--prices"]) == 0
    assert any(
        line.endswith(f"requirement '{name}'") for line in capsys.readouterr().out.splitlines()
    )


def test_other_cells_of_a_table_are_cut(capsys):
    terminal.table(("a", "b"), [("x" * 50, "y" * 50)], whole=(1,))
    assert capsys.readouterr().out.splitlines()[1] == f"  {'x' * 33}…  {'y' * 50}"


# -- files of decisions


def test_files_of_decisions_are_in_the_record_of_the_run(here, capsys):
    Path("d.csv").write_text(
        "junior_id,senior_id,decision\nJ1,S1,accept\nJ1,S1,lock\nJ2,S1,veto\nJ2,S1,declined\n",
        encoding="utf-8",
    )
    assert main(["pair", "roster.csv", "--decisions", "d.csv"]) == 0
    told = capsys.readouterr().err
    assert "warning: d.csv, line 3" in told
    assert "is decided twice, and not alike" in told
    run = json.loads(Path("pairings/run.json").read_text(encoding="utf-8"))
    assert [(file["name"], file["rows"]) for file in run["inputs"]] == [
        ("roster.csv", 3),
        ("d.csv", 4),
    ]
    # The repeated refusal is told on the terminal alone.
    assert [w["ids"] for w in run["warnings"] if w["code"] == "repeated-decision"] == [["J1", "S1"]]
    assert "declined" in told
    assert "declined" not in Path("pairings/run.json").read_text(encoding="utf-8")


# -- which files


def test_a_dry_run_says_what_would_be_written(here, capsys):
    assert main(["pair", "roster.csv", "--dry-run", "--format", "json", "--audit"]) == 0
    told = "To pairings/ would go: pairings.json, unmatched.json, summary.json, audit.csv, "
    assert f"Dry run: nothing was written. {told}" in capsys.readouterr().out
    assert not Path("pairings").exists()


@pytest.mark.parametrize("options", [[], ["--format", "json,csv", "--audit"], ["--format", "json"]])
def test_a_dry_run_names_what_a_run_writes(here, capsys, options):
    assert main(["pair", "roster.csv", "--dry-run", *options]) == 0
    (would,) = (
        line.partition("would go: ")[2]
        for line in capsys.readouterr().out.splitlines()
        if line.startswith("Dry run")
    )
    assert main(["pair", "roster.csv", *options]) == 0
    assert f"Written to pairings/: {would}\n" in capsys.readouterr().out
    assert sorted(would.split(", ")) == sorted(p.name for p in Path("pairings").iterdir())


def test_files_of_a_format_that_is_not_asked_for_are_removed(here):
    matching = rmatch.pair(rmatch.read_roster("roster.csv"))
    written = matching.write("out", formats=("csv", "json"))
    assert {path.name for path in written} == {path.name for path in Path("out").iterdir()}
    Path("out/mine.txt").write_text("kept", encoding="utf-8")
    matching.write("out", formats=("json",))
    assert sorted(path.name for path in Path("out").iterdir()) == [
        "mine.txt",
        "pairings.json",
        "run.json",
        "summary.json",
        "unmatched.json",
    ]


def test_an_unknown_format_names_those_that_are_known(here):
    with pytest.raises(UsageError, match=r"unknown format 'docx'\. Fix: choose from csv, json"):
        rmatch.pair(rmatch.read_roster("roster.csv")).write("out", formats=("docx",))
    assert not Path("out").exists()


def test_the_cheapest_place_is_not_told_as_that_of_the_best_partner(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(Path(__file__).parent.parent)
    assert main(["pair", "examples/roster.csv", "--out", str(tmp_path / "p")]) == 0
    shown = capsys.readouterr().out
    assert (
        "no place left (1 legal partner; the cheapest place for this person would cost 8.77 "
        "points); best score with E005 (Gisela Böhm): 50.65 points"
    ) in shown
    assert "nearest" not in shown
    written = (tmp_path / "p" / "unmatched.csv").read_text(encoding="utf-8-sig")
    assert "placing this person would cost 8.77 points" in written


def test_the_other_objective_counts_people(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("r.csv").write_text(
        "id,role,skills,wants\nJ1,junior,ai:5;sql:5,\nJ2,junior,ai:2,\n"
        "S1,senior,,ai:5*9;sql:5*9\nS2,senior,,sql:5*1;law:5*99\n",
        encoding="utf-8",
    )
    assert main(["pair", "r.csv"]) == 0
    shown = capsys.readouterr().out
    assert "With --objective best-total: 2 people with a pairing instead of 4, 100.00" in shown
