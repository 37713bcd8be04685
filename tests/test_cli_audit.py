"""``rmatch audit`` as people run it: real files, exit codes, words."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from rmatch.cli.main import main

VECTORS = Path(__file__).parent / "vectors" / "roster.csv"
FILES = ["audit.csv", "audit.html", "audit.json"]


@pytest.fixture
def here(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    shutil.copy(VECTORS, tmp_path / "roster.csv")
    assert main(["pair", "roster.csv", "-q"]) == 0
    capsys.readouterr()
    return tmp_path


def audits(folder: str) -> list[str]:
    return sorted(path.name for path in Path(folder).glob("audit.*"))


def contents(folder: str) -> dict[str, bytes]:
    return {name: Path(folder, name).read_bytes() for name in FILES}


def pairs(path="pairings/pairings.csv") -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_audit_writes_beside_the_pairings_and_says_so(here, capsys):
    before = {p.name: p.read_bytes() for p in Path("pairings").iterdir()}
    assert main(["audit", "roster.csv", "pairings/pairings.csv"]) == 0
    assert audits("pairings") == FILES
    shown = capsys.readouterr()
    assert "Audited by age, gender; every figure rests on at least 5 people." in shown.out
    assert "figures are not shown: fewer than 5 people" in shown.out
    assert "a reason to look, not a verdict" in shown.out
    assert "Written to pairings/: audit.csv, audit.json, audit.html" in shown.out
    # What rmatch pair wrote stays as it was.
    assert {name: Path("pairings", name).read_bytes() for name in before} == before


def test_out(here, capsys):
    assert main(["audit", "roster.csv", "pairings/pairings.csv", "--out", "deep/down"]) == 0
    assert audits("deep/down") == FILES
    assert audits("pairings") == []
    assert "Written to deep/down/" in capsys.readouterr().out


def test_json_goes_to_standard_output_alone(here, capsys):
    assert main(["audit", "roster.csv", "pairings/pairings.csv", "--json"]) == 0
    shown = capsys.readouterr().out
    assert shown.encode() == Path("pairings/audit.json").read_bytes()
    assert json.loads(shown)["attributes"] == ["age", "gender"]


def test_quiet_says_nothing(here, capsys):
    assert main(["audit", "roster.csv", "pairings/pairings.csv", "-q"]) == 0
    assert capsys.readouterr() == ("", "")
    assert audits("pairings") == FILES


def test_equal_runs_are_equal_bytes_whatever_the_order_of_rows(here):
    main(["audit", "roster.csv", "pairings/pairings.csv", "--out", "a", "-q"])
    for name in ("roster.csv", "pairings/pairings.csv"):
        head, *body = Path(name).read_text(encoding="utf-8").splitlines()
        Path(Path(name).name + "2").write_text("\n".join([head, *reversed(body)]), encoding="utf-8")
    main(["audit", "roster.csv2", "pairings.csv2", "--out", "b", "-q"])
    assert contents("a") == contents("b")


def test_the_seed_is_of_the_shuffles(here):
    for seed in ("1", "2"):
        command = ["audit", "roster.csv", "pairings/pairings.csv", "--seed", seed, "-q"]
        assert main([*command, "--out", seed]) == 0
    one, two = (json.loads(Path(s, "audit.json").read_text("utf-8")) for s in ("1", "2"))
    assert (one["seed"], two["seed"]) == (1, 2)
    assert one["sections"]["groups"] == two["sections"]["groups"]
    assert one["sections"]["association"] != two["sections"]["association"]


def test_a_file_made_elsewhere(here, capsys):
    text = "".join(f"{r['senior_id'].lower()};{r['junior_name']};x\n" for r in pairs())
    Path("ours.csv").write_bytes(("Mentee;Mentor;Remark\n" + text).encode("cp1252"))
    assert main(["audit", "roster.csv", "ours.csv", "--out", "a"]) == 0
    shown = capsys.readouterr()
    assert "found without regard to capital letters" in shown.err
    assert "found as a full name" in shown.err
    main(["audit", "roster.csv", "pairings/pairings.csv", "--out", "b", "-q"])
    assert contents("a") == contents("b")


def test_pairings_by_standard_input_are_written_to_the_working_folder(here, monkeypatch):
    class Piped:
        buffer = io.BytesIO(Path("pairings/pairings.csv").read_bytes())

    monkeypatch.setattr("sys.stdin", Piped)
    assert main(["audit", "roster.csv", "-", "-q"]) == 0
    assert audits(".") == FILES


def test_files_by_role(here):
    with Path("roster.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        people = list(reader)
    for role in ("junior", "senior"):
        with Path(f"{role}s.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, reader.fieldnames)
            writer.writeheader()
            writer.writerows({**p, "role": ""} for p in people if p["role"] in (role, "both"))
    by_role = ["--juniors", "juniors.csv", "--seniors", "seniors.csv"]
    assert main(["audit", "pairings/pairings.csv", *by_role, "--out", "a", "-q"]) == 0
    main(["audit", "roster.csv", "pairings/pairings.csv", "--out", "b", "-q"])
    assert contents("a") == contents("b")


def test_maps_are_for_either_file(here):
    text = Path("roster.csv").read_text(encoding="utf-8")
    Path("r.csv").write_text(text.replace("department", "crew", 1), encoding="utf-8")
    text = Path("pairings/pairings.csv").read_text(encoding="utf-8")
    Path("p.csv").write_text(text.replace("senior_id", "boss", 1), encoding="utf-8")
    maps = ["--map", "crew=department", "--map", "boss=senior_id"]
    assert main(["audit", "r.csv", "p.csv", *maps, "--out", "a", "-q"]) == 0
    main(["audit", "roster.csv", "pairings/pairings.csv", "--out", "b", "-q"])
    assert contents("a") == contents("b")


def test_policy_sets_bands_and_minimum(here):
    Path("p.toml").write_text("[audit]\nminimum = 6\nbands = {age = [40]}\n", encoding="utf-8")
    command = ["audit", "roster.csv", "pairings/pairings.csv", "--policy", "p.toml", "-q"]
    assert main(command) == 0
    report = json.loads(Path("pairings/audit.json").read_text(encoding="utf-8"))
    assert report["minimum"] == 6
    ages = {f["group"] for f in report["sections"]["groups"]["figures"] if f["attribute"] == "age"}
    assert {"below 40", "40 and over"} & ages
    rests = [f["people"] for s in report["sections"].values() for f in s["figures"]]
    assert all(people is None or people >= 6 for people in rests)


def test_without_audit_columns_the_rest_is_still_reported(here, capsys):
    with Path("roster.csv").open(encoding="utf-8", newline="") as file:
        people = list(csv.DictReader(file))
    columns = [c for c in people[0] if c not in ("age", "gender")]
    with Path("plain.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(people)
    assert main(["audit", "plain.csv", "pairings/pairings.csv"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Nothing is compared by group.")
    assert "The roster has no column about a protected trait" in shown
    report = json.loads(Path("pairings/audit.json").read_text(encoding="utf-8"))
    measures = {f["measure"] for f in report["sections"]["evidence"]["figures"]}
    assert "share of the points that rests on self-ratings" in measures


def test_wrong_pairings_exit_3_with_every_problem_and_write_nothing(here, capsys):
    good = pairs()[0]
    rows = [("junior_id", "senior_id"), (good["junior_id"], good["senior_id"]), ("J99", "S98")]
    rows.append(rows[1])
    Path("bad.csv").write_text("".join(f"{a},{b}\n" for a, b in rows), encoding="utf-8")
    assert main(["audit", "roster.csv", "bad.csv", "--out", "a"]) == 3
    shown = capsys.readouterr()
    assert shown.out == ""
    errors = [line for line in shown.err.splitlines() if line.startswith("error:")]
    assert [line.split(",")[1] for line in errors] == [" line 3", " line 3", " line 4"]
    assert all("Fix:" in line for line in errors)
    assert not Path("a").exists()


def test_strict_treats_what_was_found_loosely_as_an_error(here, capsys):
    good = pairs()[0]
    text = f"junior_id,senior_id\n{good['junior_id'].lower()},{good['senior_id']}\n"
    Path("loose.csv").write_text(text, encoding="utf-8")
    Path("quiet.csv").write_text(
        "id,role,skills,wants,participate,gender\n"
        f"{good['junior_id']},junior,python:4,,yes,a\n{good['senior_id']},senior,python:1,python:4,"
        "yes,b\n",
        encoding="utf-8",
    )
    assert main(["audit", "quiet.csv", "loose.csv", "--out", "a", "-q"]) == 0
    assert main(["audit", "quiet.csv", "loose.csv", "--out", "b", "--strict"]) == 3
    assert "error: loose.csv, line 2" in capsys.readouterr().err
    assert not Path("b").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["roster.csv"], "give a roster and the pairings, in this order"),
        (["a", "b", "c"], "give a roster and the pairings, in this order"),
        (["a", "b", "--juniors", "j", "--seniors", "s"], "give the pairings alone"),
        (["-", "-"], "standard input can be read once"),
        (["-", "--juniors", "-", "--seniors", "s"], "standard input can be read once"),
        (["roster.csv", "-", "--org", "-"], "standard input can be read once"),
    ],
)
def test_usage(here, capsys, arguments, words):
    assert main(["audit", *arguments]) == 2
    shown = capsys.readouterr().err
    assert words in shown
    assert "Fix:" in shown


def test_a_folder_that_cannot_be_written(here, capsys):
    Path("file").write_text("", encoding="utf-8")
    assert main(["audit", "roster.csv", "pairings/pairings.csv", "--out", "file"]) == 2
    assert "cannot write to 'file'" in capsys.readouterr().err
