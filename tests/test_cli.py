"""The commands as people run them: exit codes, words, files whole or not at all."""

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rmatch.cli.main import main

VECTORS = Path(__file__).parent / "vectors" / "roster.csv"
EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copy(VECTORS, tmp_path / "roster.csv")
    return tmp_path


def rows(path):
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files(folder):
    return sorted(p.name for p in Path(folder).iterdir()) if Path(folder).exists() else []


def test_pair_writes_the_result_and_says_so(here, capsys):
    assert main(["pair", "roster.csv"]) == 0
    assert files("pairings") == [
        "pairings.csv",
        "pairings.xlsx",
        "report.html",
        "run.json",
        "summary.json",
        "unmatched.csv",
    ]
    shown = capsys.readouterr()
    assert "13 pairings: 13 of 14 juniors and 11 of 12 seniors are paired." in shown.out
    assert "Proven optimal" in shown.out
    assert "Written to pairings/: pairings.csv" in shown.out
    summary = json.loads(Path("pairings/summary.json").read_text(encoding="utf-8"))
    assert summary["objective"]["value"] == [24, 13, 514.72]
    assert summary["objective"]["bound"] == [24, 13, 514.72]


def test_fill_full(here):
    Path("p.toml").write_text('fill = "full"\n', encoding="utf-8")
    assert main(["pair", "roster.csv", "--policy", "p.toml", "-q"]) == 0
    summary = json.loads(Path("pairings/summary.json").read_text(encoding="utf-8"))
    assert summary["objective"]["value"] == [24, 575.00]


def test_json_goes_to_standard_output_alone(here, capsys):
    assert main(["pair", "roster.csv", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "optimal"


def test_quiet_says_nothing(here, capsys):
    assert main(["pair", "roster.csv", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_dry_run_writes_nothing(here, capsys):
    assert main(["pair", "roster.csv", "--dry-run"]) == 0
    assert "nothing was written" in capsys.readouterr().out
    assert not Path("pairings").exists()


def test_formats(here):
    assert main(["pair", "roster.csv", "--format", "csv,json", "-q"]) == 0
    whole = json.loads(Path("pairings/pairings.json").read_text(encoding="utf-8"))
    table = rows("pairings/pairings.csv")
    assert [r["senior_id"] for r in whole] == [r["senior_id"] for r in table]
    assert main(["pair", "roster.csv", "-q"]) == 0
    assert "pairings.json" not in files("pairings")  # an older result must not lie beside a newer


def test_unknown_format(here, capsys):
    assert main(["pair", "roster.csv", "--format", "docx"]) == 2
    said = capsys.readouterr().err
    assert "--format takes some of csv, json" in said
    assert "not 'docx'. Fix: for all of them, --format csv,json" in said


def test_only_run_json_differs_between_equal_runs(here):
    main(["pair", "roster.csv", "--out", "a", "-q"])
    main(["pair", "roster.csv", "--out", "b", "-q"])
    for name in ("pairings.csv", "unmatched.csv", "summary.json"):
        assert Path("a", name).read_bytes() == Path("b", name).read_bytes()


def test_shuffled_rows_give_the_same_bytes(here):
    head, *body = Path("roster.csv").read_text(encoding="utf-8").splitlines()
    Path("shuffled.csv").write_text("\n".join([head, *reversed(body)]), encoding="utf-8")
    main(["pair", "roster.csv", "--out", "a", "-q"])
    main(["pair", "shuffled.csv", "--out", "b", "-q"])
    for name in ("pairings.csv", "unmatched.csv", "summary.json"):
        assert Path("a", name).read_bytes() == Path("b", name).read_bytes()


def audit_variants(rows_):
    yield [{k: v for k, v in r.items() if k not in ("age", "gender")} for r in rows_]
    yield [{**r, "age": rows_[-k - 1]["age"], "gender": "Z"} for k, r in enumerate(rows_)]


@pytest.mark.parametrize("which", [0, 1])
def test_audit_columns_change_no_byte(here, which):
    changed = list(audit_variants(rows("roster.csv")))[which]
    with Path("other.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(changed[0]))
        writer.writeheader()
        writer.writerows(changed)
    main(["pair", "roster.csv", "--out", "a", "-q"])
    main(["pair", "other.csv", "--out", "b", "-q"])
    for name in ("pairings.csv", "unmatched.csv", "summary.json"):
        assert Path("a", name).read_bytes() == Path("b", name).read_bytes()


BAD = {
    "empty": b"",
    "header only": b"id,role\n",
    "duplicate id": b"id,role\nA,junior\nA,senior\n",
    "duplicate heading": b"id,role,role\nA,junior,senior\n",
    "ragged": b"id,role\nA,junior,x,y\n",
    "nul": b"id,role\nA\0,junior\n",
    "binary": bytes(range(256)) * 8,
    "unclosed quote": b'id,role\nA,"junior\nB,senior\n',
    "level 9": b"id,role,skills\nA,junior,python:9\nB,senior,\n",
    "unknown role": b"id,role\nA,junior\nB,wizard\n",
    "no id column": b"name,role\nA,junior\nB,senior\n",
}


@pytest.mark.parametrize("name", [*BAD, "missing"])
def test_bad_files_exit_3_with_words_and_write_nothing(here, capsys, name):
    if name != "missing":
        Path("bad.csv").write_bytes(BAD[name])
    assert main(["pair", "bad.csv"]) == 3
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "error: bad.csv" in shown.err
    assert "Fix:" in shown.err
    assert "Traceback" not in shown.err
    assert not Path("pairings").exists()


def test_a_failed_run_leaves_the_earlier_result(here):
    main(["pair", "roster.csv", "-q"])
    before = {p.name: p.read_bytes() for p in Path("pairings").iterdir()}
    Path("roster.csv").write_text("id,role\nA,junior\n", encoding="utf-8")
    assert main(["pair", "roster.csv", "-q"]) == 3
    assert {p.name: p.read_bytes() for p in Path("pairings").iterdir()} == before


def test_a_folder_that_cannot_be_written(here, capsys):
    Path("taken").write_text("a file", encoding="utf-8")
    assert main(["pair", "roster.csv", "--out", "taken", "-q"]) == 2
    assert "cannot write to 'taken'" in capsys.readouterr().err


def test_standard_input(here):
    run = subprocess.run(
        [sys.executable, "-m", "rmatch", "pair", "-", "--quiet"],
        input=VECTORS.read_bytes(),
        capture_output=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"")
    assert len(rows("pairings/pairings.csv")) == 13


def test_strict_makes_warnings_errors(here, capsys):
    assert main(["pair", "roster.csv", "--strict"]) == 3
    assert "no participating junior can teach" in capsys.readouterr().err


def test_explicit_rules_require_their_column(here, capsys):
    Path("p.toml").write_text("[rules]\nhours = true\n", encoding="utf-8")
    assert main(["pair", "roster.csv", "--policy", "p.toml"]) == 3
    assert "[rules] hours needs the column 'timezone'" in capsys.readouterr().err


def test_what_this_version_cannot_honour_is_refused_by_name(here, capsys):
    Path("p.toml").write_text('mode = "mutual"\n', encoding="utf-8")
    assert main(["pair", "roster.csv", "--policy", "p.toml"]) == 3
    assert "mode 'mutual'" in capsys.readouterr().err


def test_a_min_load_above_the_capacity_names_the_person(here, capsys):
    Path("m.csv").write_text("id,role,min_load\nA,junior,2\nB,senior,\n", encoding="utf-8")
    assert main(["pair", "m.csv"]) == 3
    assert "lower the min_load of 'A' to 1, or raise the capacity" in capsys.readouterr().err


def test_hungarian_refuses_capacities_on_both_sides_by_name(here, capsys):
    assert main(["pair", "roster.csv", "--solver", "hungarian"]) == 2
    assert "capacities above 1 on both sides" in capsys.readouterr().err


def test_solvers_agree(here):
    values = []
    for solver in ("auto", "flow", "ilp"):
        assert main(["pair", "roster.csv", "--solver", solver, "--out", solver, "-q"]) == 0
        summary = json.loads(Path(solver, "summary.json").read_text(encoding="utf-8"))
        assert summary["status"] == "optimal"
        values.append(summary["objective"]["value"])
    assert values[0] == values[1] == values[2]


def test_no_incumbent_in_time_exits_5_and_writes_nothing(here, capsys):
    code = main(["pair", "roster.csv", "--solver", "ilp", "--time-limit", "0.000001"])
    assert code == 5
    assert "nothing was written" in capsys.readouterr().err
    assert not Path("pairings").exists()


def test_a_run_that_the_clock_stops_writes_what_is_valid_and_exits_5(here, capsys, monkeypatch):
    from rmatch.assign import ilp, pulp_highs

    levels = []

    def stopped_in_the_second_level(model, objective, **options):
        levels.append(objective)
        if len(levels) == 1:
            return pulp_highs.solve(model, objective, **options)
        return pulp_highs.Outcome(None, True, "TimeLimit")

    monkeypatch.setattr(ilp, "solve", stopped_in_the_second_level)
    assert main(["pair", "roster.csv", "--solver", "ilp", "--time-limit", "60"]) == 5
    assert "not proven optimal (ilp; the time limit stopped it)" in capsys.readouterr().out
    summary = json.loads(Path("pairings/summary.json").read_text(encoding="utf-8"))
    assert summary["status"] == "feasible"
    value, bound = summary["objective"]["value"], summary["objective"]["bound"]
    assert (value[0], bound[0]) == (24, 24)
    assert value[1] >= bound[1]
    scores = [float(row["score"]) for row in rows("pairings/pairings.csv")]
    assert bound[2] >= value[2] == round(sum(scores), 2)
    assert "would cost" not in Path("pairings/unmatched.csv").read_text(encoding="utf-8")


def test_explain(here, capsys):
    assert main(["explain", "roster.csv", "00001J", "S00007"]) == 0
    shown = capsys.readouterr().out
    assert "Score 55.74" in shown
    assert "skill_gap          34.29 of  57.14" in shown


def test_explain_names_rules_but_no_confidential_one(here, capsys):
    assert main(["explain", "roster.csv", "00000J", "S00001"]) == 0
    shown = capsys.readouterr().out
    names = [line.rpartition("(")[2] for line in shown.split("\n") if line.startswith("  ")]
    assert names[:2] == ["no_topic)", "reporting_line)"]
    assert "the two are not to be paired" in shown
    assert "avoids" not in shown


def test_explain_with_a_file_a_role(here, capsys):
    Path("j.csv").write_text("id,skills\nJ,sql:4\n", encoding="utf-8")
    Path("s.csv").write_text("id,wants\nS,sql:4\n", encoding="utf-8")
    files_ = ["--juniors", "j.csv", "--seniors", "s.csv"]
    assert main(["explain", *files_, "J", "S"]) == 0
    assert "The matching has this pairing." in capsys.readouterr().out
    assert main(["explain", *files_, "x.csv", "J", "S"]) == 2
    assert "Fix: leave out the roster, and put names" in capsys.readouterr().err


def test_explain_json(here, capsys):
    assert main(["explain", "roster.csv", "00001J", "S00007", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["score"] == 55.74


@pytest.mark.parametrize(
    ("ids", "what"),
    [
        (
            ("X", "S00001"),
            "nobody on the roster has the id, the full name or the e-mail address 'X'",
        ),
        (("S00001", "00001J"), "takes part as senior, not as junior"),
    ],
)
def test_explain_people_who_are_not_there(here, capsys, ids, what):
    assert main(["explain", "roster.csv", *ids]) == 2
    assert what in capsys.readouterr().err


def test_check(here, capsys):
    assert main(["check", "roster.csv"]) == 0
    shown = capsys.readouterr()
    assert "14 juniors and 12 seniors take part" in shown.out
    assert "ux research" in shown.out
    assert "are kept apart: never part of a score, rule or tie." in shown.err
    assert not {"age", "gender"} & set(re.findall(r"\w+", shown.out + shown.err))
    assert not Path("pairings").exists()


def test_check_json(here, capsys):
    assert main(["check", "roster.csv", "--json", "-q"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["juniors"] == 14
    first = record["topics"][0]
    assert (first["topic"], first["juniors_who_can_teach"], first["short_by"]) == (
        "ux research",
        0,
        4,
    )


def test_check_writes_a_policy_that_gives_the_same_pairings(here):
    assert main(["check", "roster.csv", "--write-policy", "p.toml", "-q"]) == 0
    assert main(["pair", "roster.csv", "--out", "a", "-q"]) == 0
    assert main(["pair", "roster.csv", "--policy", "p.toml", "--out", "b", "-q"]) == 0
    assert Path("a/pairings.csv").read_bytes() == Path("b/pairings.csv").read_bytes()
    assert main(["check", "roster.csv", "--write-policy", "p.toml", "-q"]) == 2  # not overwritten


def test_init_runs_as_it_is(here, capsys):
    assert main(["init", "start"]) == 0
    command = capsys.readouterr().out.split()
    assert command[:2] == ["rmatch", "pair"]
    assert main([*command[1:], "--out", "out", "-q"]) == 0
    assert rows("out/pairings.csv")
    assert main(["init", "start"]) == 2


def test_sample_is_the_same_for_the_same_seed(here, capsys):
    main(["sample", "--juniors", "3", "--seniors", "2", "--seed", "7"])
    first = capsys.readouterr().out
    main(["sample", "--juniors", "3", "--seniors", "2", "--seed", "7", "--out", "s.csv"])
    assert Path("s.csv").read_text(encoding="utf-8") == first
    assert first.count("\n") == 6


@pytest.mark.parametrize("flag", ["--version", "--help", "-h"])
def test_flags_that_only_tell(flag, capsys):
    assert main([flag]) == 0
    assert "rmatch" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [[], ["pair"], ["pair", "x.csv", "--bogus"], ["frobnicate"], ["pair", "x", "--seed", "a"]],
)
def test_usage_errors_exit_2(arguments, here):
    assert main(arguments) == 2


@pytest.mark.parametrize("number", ["0", "-1"])
def test_a_time_limit_must_be_above_0(here, number):
    assert main(["pair", "roster.csv", "--time-limit", number]) == 2


def test_formula_like_names_are_guarded_and_come_back(here):
    Path("f.csv").write_text(
        'id,name,role,skills,wants\nJ1,"=HYPERLINK(""x"")",junior,sql:4,\n'
        "S1,+49 Anna,senior,,sql:4\nS2,'t Hooft,senior,,sql:4\n",
        encoding="utf-8",
    )
    assert main(["pair", "f.csv", "-q"]) == 0
    (pairing,) = rows("pairings/pairings.csv")
    assert pairing["junior_name"] == '\'=HYPERLINK("x")'
    assert {pairing["senior_name"], rows("pairings/unmatched.csv")[0]["name"]} == {
        "'+49 Anna",
        "''t Hooft",
    }
    assert main(["pair", "f.csv", "--raw", "-q"]) == 0
    assert rows("pairings/pairings.csv")[0]["junior_name"] == '=HYPERLINK("x")'


NAMES = ["Zoë Ångström", "王小明", "مريم", "👩🏽‍🔬 Kim", "Two\nlines", "Tab\tbed", "a\rb"]


def test_names_in_every_script_come_through_whole(here):
    with Path("n.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(["id", "name", "role", "skills", "wants"])
        for k, name in enumerate(NAMES):
            writer.writerow([f"J{k}", name, "junior", "sql:5", ""])
        writer.writerow(["S", "Senior", "senior", "", "sql:5"])
    assert main(["pair", "n.csv"]) == 0
    found = {r["junior_name"] for r in rows("pairings/pairings.csv")}
    found |= {r["name"] for r in rows("pairings/unmatched.csv")}
    # Line breaks of every kind come back as line feeds.
    assert found == {name.replace("\r", "\n") for name in NAMES} | set()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupting_leaves_no_half_file(here, number):
    assert main(["sample", "--juniors", "1500", "--seniors", "1500", "--out", "big.csv"]) == 0
    process = subprocess.Popen(
        [sys.executable, "-m", "rmatch", "pair", "big.csv"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    time.sleep(1.0)
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    if process.returncode == 0:
        pytest.skip("the run was over before it could be interrupted")
    # A request to end is Ctrl-C by another name, and a shell shows 130 for either code.
    assert process.returncode in (130, -signal.SIGINT, -number)
    assert b"interrupted; no file was left half written" in err
    assert files("pairings") == []


def test_an_unexpected_failure_tells_where_and_nothing_of_the_roster(here, capsys, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("Ada Lovelace earns too little")

    monkeypatch.setattr("rmatch.matching.pair", broken)
    assert main(["pair", "roster.csv"]) == 1
    err = capsys.readouterr().err
    assert "RuntimeError at" in err
    assert "Ada" not in err


def test_a_reader_that_goes_away_is_no_failure(here):
    command = f"{sys.executable} -m rmatch sample --juniors 2000 --seniors 2000 | head -n 1"
    run = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False, timeout=60
    )
    assert run.stdout.startswith(b"id,")
    assert b"Traceback" not in run.stderr
