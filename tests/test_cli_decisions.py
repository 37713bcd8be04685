"""``rmatch pair --decisions``: files that people fill in, honoured, priced and compared."""

import csv
import json
from pathlib import Path

import pytest

import rmatch
from rmatch.cli.main import main
from rmatch.roster.decisions import read_decisions

from .output.workbooks import filled_in, place

ROSTER = "examples/roster.csv"
HEADING = "junior_id,senior_id,decision,override,reason,by\n"


@pytest.fixture
def out(tmp_path, monkeypatch):
    monkeypatch.chdir(Path(__file__).parent.parent)
    folder = tmp_path / "pairings"
    assert main(["pair", ROSTER, "--out", str(folder), "--quiet"]) == 0
    return folder


def rows(folder):
    with (folder / "pairings.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pairs(folder):
    return {(row["junior_id"], row["senior_id"]) for row in rows(folder)}


def decide(folder, *lines, name="decisions.csv"):
    path = folder.parent / name
    path.write_text(HEADING + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def rerun(folder, *files, more=()):
    given = [word for file in files for word in ("--decisions", str(file))]
    return main(["pair", ROSTER, "--out", str(folder), *given, *more])


def test_a_lock_and_a_veto_are_honoured_priced_and_compared(out, capsys):
    file = decide(out, "E103,E005,lock,,a promise,Ann", "E101,E001,veto,,they quarrelled,Ann")
    assert rerun(out, file) == 0
    shown = capsys.readouterr().out
    assert "Decisions: 1 not to be paired, 1 locked.\nWhat they cost: without them" in shown
    assert "E103 with E005: locked" in shown
    assert f"Compared with the earlier result in {out}/: 8 kept" in shown
    assert "changed: E005 now with E103, before with E105" in shown
    made = {(row["junior_id"], row["senior_id"]): row for row in rows(out)}
    assert ("E101", "E001") not in made
    assert made["E103", "E005"]["locked"] == "yes"
    assert made["E103", "E005"]["kept"] == ""


def test_free_text_and_refusals_are_in_no_file(out, capsys):
    file = decide(out, "E101,E001,declined,,zzz-private-words,Zacharias", "E106,E008,accept,,,")
    assert rerun(out, file, more=["--format", "csv,json,html,xlsx"]) == 0
    capsys.readouterr()
    for path in out.iterdir():
        data = path.read_bytes()
        for secret in (b"zzz-private-words", b"Zacharias", b"declined"):
            if path.name == "report.html" and secret == b"declined":
                continue  # the page offers the word to choose from
            assert secret not in data, path.name
    record = json.loads((out / "run.json").read_bytes())
    assert str(file) in {one["name"] for one in record["inputs"]}


def test_accepting_everything_changes_nothing(out, capsys):
    before = pairs(out)
    file = decide(out, *(f"{junior},{senior},accept,,," for junior, senior in before))
    assert rerun(out, file) == 0
    shown = capsys.readouterr().out
    assert "Decisions: 10 accepted.\nWhat they cost: without them there would be just as" in shown
    assert "10 kept, 0 changed, 0 new, 0 gone" in shown
    assert pairs(out) == before
    assert {row["kept"] for row in rows(out)} == {"yes"}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["E101,E001,accept,,,", "E101,E001,veto,,,"], "line 3"),
        (["E112,E001,lock,yes,,"], "E112"),
        (["E109,E001,lock,,,"], "no_topic"),
        (["E101,E001,perhaps,,,"], "perhaps"),
        (["E999,E001,veto,,,"], "E999"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(out, capsys, lines, said):
    kept = {path.name: path.read_bytes() for path in out.iterdir()}
    assert rerun(out, decide(out, *lines)) == 3
    error = capsys.readouterr().err
    assert said in error
    assert "Fix:" in error
    assert {path.name: path.read_bytes() for path in out.iterdir()} == kept


def test_two_files_that_disagree_are_both_named(out, capsys):
    first = decide(out, "E101,E001,accept,,,", name="first.csv")
    second = decide(out, "E101,E001,veto,,,", name="second.csv")
    assert rerun(out, first, second) == 3
    error = capsys.readouterr().err
    assert "first.csv" in error
    assert "second.csv" in error


def test_what_is_not_proven_has_no_cost(out, capsys):
    file = decide(out, "E103,E005,lock,,,", "E101,E001,veto,,,")
    policy = out.parent / "policy.toml"
    policy.write_text(
        "gap = 0.5\n[[limits]]\nname = 'sales'\njunior = {department = 'Sales'}\nmin = 2\n"
        "[cross_department]\nprefer = 'same'\n",
        encoding="utf-8",
    )
    again = rerun(out, file, more=["--policy", str(policy)])
    shown = capsys.readouterr().out
    assert again == 0
    status = json.loads((out / "summary.json").read_bytes())["status"]
    told = "What they cost is not known: the result is not proven to be the best." in shown
    assert told == (status != "optimal")


def test_without_a_decision_a_least_load_could_not_be_met(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("r.csv").write_text(
        "id,role,skills,wants,capacity,min_load\nJ1,junior,ai:4,,1,\nJ2,junior,sql:4,,1,\n"
        "S1,senior,,ai:4,2,2\nS2,senior,,sql:4,1,\n",
        encoding="utf-8",
    )
    Path("d.csv").write_text(f"{HEADING}J1,S1,declined,,,\nJ2,S2,lock,,,\n", encoding="utf-8")
    assert main(["pair", "r.csv", "--decisions", "d.csv"]) == 0
    shown = capsys.readouterr().out
    assert (
        "What they cost together is not known: without them no result that keeps what is "
        "required was found."
    ) in shown
    assert "What 1 of them cost by themselves is not known" in shown


def test_costs_that_do_not_add_up_are_explained(tmp_path, monkeypatch, capsys):
    # Only both vetoes together cost the pairing: either alone leaves the other partner.
    monkeypatch.chdir(tmp_path)
    Path("r.csv").write_text(
        "id,role,skills,wants\nJ1,junior,ai:4,\nJ2,junior,ai:3,\nS1,senior,,ai:4\n",
        encoding="utf-8",
    )
    Path("d.csv").write_text(f"{HEADING}J1,S1,veto,,,\nJ2,S1,veto,,,\n", encoding="utf-8")
    assert main(["pair", "r.csv", "--decisions", "d.csv"]) == 0
    shown = capsys.readouterr().out
    assert "These need not add up: a gap that one decision leaves, another can fill." in shown


def test_an_override_is_listed(out, capsys):
    assert rerun(out, decide(out, "E104,E005,lock,yes,,")) == 0
    assert "Override: E104 with E005 (no_topic" in capsys.readouterr().out


def test_without_an_earlier_result_a_whole_list_of_pairings_is_compared(out, capsys):
    file = decide(out, "E101,E001,,,,", "E106,E008,veto,,,", "E107,E002,accept,,,")
    assert rerun(out.parent / "new", file) == 0
    shown = capsys.readouterr().out
    assert (
        "Compared with the pairings that were decided on: 2 kept, 0 changed, 0 new, 1 gone" in shown
    )


def test_the_sheet_to_decide_in_lists_a_whole_result(out, capsys):
    book = filled_in(
        (out / "pairings.xlsx").read_bytes(),
        {place("Decision", n): "accept" for n in range(10)},
    )
    file = out.parent / "decided.xlsx"
    file.write_bytes(book)
    assert rerun(out.parent / "new", file) == 0
    told = "Compared with the pairings that were decided on: 10 kept, 0 changed, 0 new, 0 gone."
    assert told in capsys.readouterr().out


def test_decided_pairings_alone_are_no_earlier_result(out, capsys):
    # Beatriz Muñoz has two juniors, and only one of the two pairings was decided on.
    (junior, senior), *_ = [pair for pair in sorted(pairs(out)) if pair[1] == "E003"]
    file = decide(out, f"{junior},{senior},accept,,,", "E106,E008,veto,,,")
    new = out.parent / "new"
    assert rerun(new, file) == 0
    shown = capsys.readouterr().out
    assert f"There is no earlier result in {new}/ to compare with." in shown
    assert "changed" not in shown


def test_a_lock_added_by_hand_is_not_taken_for_what_was(out, capsys):
    # E005 had E105; the row below the others asks for E103 anew.
    file = decide(out, "E105,E005,,,,", "E101,E001,,,,", "E103,E005,lock,,,")
    assert rerun(out.parent / "new", file) == 0
    told = "the pairings that were decided on: 1 kept, 0 changed, 0 new, 0 gone."
    assert told in capsys.readouterr().out


def test_a_heading_of_another_tool_is_mapped(out, capsys):
    path = out.parent / "tool.csv"
    path.write_text("Mentor,Mentee,Outcome\nE101,E001,veto\n", encoding="utf-8")
    maps = ["--map", "Outcome=decision"]
    assert rerun(out, path, more=maps) == 0
    assert ("E101", "E001") not in pairs(out)


def test_the_same_run_gives_the_same_bytes(out, tmp_path, capsys):
    file = decide(out, "E103,E005,lock,,,", "E101,E001,veto,,,")
    folders = [tmp_path / name for name in ("a", "b")]
    for folder in folders:
        assert rerun(folder, file) == 0
    a, b = ({p.name: p.read_bytes() for p in folder.iterdir()} for folder in folders)
    assert a.keys() == b.keys()
    assert [name for name in a if a[name] != b[name]] in ([], ["run.json"])


def test_the_workbook_that_was_filled_in_is_not_written_over(out, capsys, tmp_path):
    book = out / "pairings.xlsx"
    typed = filled_in(book.read_bytes(), {place("Decision"): "veto"})
    book.write_bytes(typed)
    assert rerun(out, book) == 2
    told = capsys.readouterr().err
    assert f"the decisions in '{book}' would be written over by the new result" in told
    assert "Fix: save that file under another name" in told
    assert book.read_bytes() == typed
    other = book.rename(tmp_path / "decided.xlsx")
    assert rerun(out, other) == 0
    assert ("E101", "E001") not in pairs(out)
    assert other.read_bytes() == typed


def test_a_dry_run_and_another_folder_may_read_the_workbook_where_it_is(out, tmp_path):
    book = out / "pairings.xlsx"
    book.write_bytes(filled_in(book.read_bytes(), {place("Decision"): "accept"}))
    assert rerun(out, book, more=["--dry-run", "--quiet"]) == 0
    elsewhere = ["--out", str(tmp_path / "second"), "--decisions", str(book), "--quiet"]
    assert main(["pair", ROSTER, *elsewhere]) == 0
    assert rows(tmp_path / "second")[0]["kept"] == "yes"


def test_the_library_keeps_the_workbook_that_was_filled_in(out):
    book = out / "pairings.xlsx"
    typed = filled_in(book.read_bytes(), {place("Decision"): "accept"})
    book.write_bytes(typed)
    roster = rmatch.read_roster(ROSTER)
    matching = rmatch.pair(roster, decisions=read_decisions(book, roster))
    with pytest.raises(rmatch.errors.UsageError, match="would be written over"):
        matching.write(out)
    assert book.read_bytes() == typed


def test_decisions_of_the_earlier_run_are_not_forgotten_in_silence(out, capsys):
    first = decide(out, "E101,E001,veto,,,", name="first.csv")
    second = decide(out, "E106,E008,accept,,,", name="second.csv")
    assert rerun(out, first) == 0
    assert "count no longer" not in capsys.readouterr().err
    assert rerun(out, second) == 0
    error = capsys.readouterr().err
    assert f"honoured decisions of '{first}', which this run was not given" in error
    assert f"add --decisions {first}" in error
    assert rerun(out, first, second) == 0
    assert "count no longer" not in capsys.readouterr().err


def test_forgotten_decisions_are_told_until_they_are_given_again(out, capsys):
    first = decide(out, "E101,E001,veto,,,", name="first.csv")
    second = decide(out, "E106,E008,accept,,,", name="second.csv")
    assert rerun(out, first, second, more=["--quiet"]) == 0
    assert capsys.readouterr().err == ""
    for _ in range(3):  # the later drafts knew of no decisions any more
        assert rerun(out, more=["--quiet"]) == 0
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.startswith(f"warning: an earlier result in {out}/ honoured decisions of ")
        assert f"add --decisions {first} --decisions {second}; to start afresh, " in told.err
    left = json.loads((out / "run.json").read_bytes())["decisions_left_out"]
    assert [one["name"] for one in left] == [str(first), str(second)]
    assert rerun(out, first, more=["--quiet"]) == 0
    told = capsys.readouterr().err
    assert str(second) in told
    assert str(first) not in told
    assert rerun(out, first, second, more=["--quiet"]) == 0
    assert rerun(out, first, second, more=["--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_a_run_that_forgets_decisions_says_what_that_changes(out, capsys):
    first = decide(out, "E101,E001,veto,,,", name="first.csv")
    assert rerun(out, first) == 0
    capsys.readouterr()
    assert rerun(out) == 0
    assert f"Compared with the earlier result in {out}/: " in capsys.readouterr().out
    assert rerun(out, more=["--json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["status"] == "optimal"
    assert "count no longer" in told.err


def test_the_library_remembers_forgotten_decisions_too(out, capsys):
    first = decide(out, "E101,E001,veto,,,", name="first.csv")
    assert rerun(out, first, more=["--quiet"]) == 0
    rmatch.pair(rmatch.read_roster(ROSTER)).write(out)
    assert rerun(out, more=["--quiet"]) == 0
    assert f"decisions of '{first}'" in capsys.readouterr().err


def test_a_file_of_decisions_that_was_changed_is_told_of_once(out, capsys):
    file = decide(out, "E101,E001,veto,,,")
    assert rerun(out, file, more=["--quiet"]) == 0
    file = decide(out, "E106,E008,accept,,,")
    assert rerun(out, file, more=["--quiet"]) == 0
    told = capsys.readouterr().err
    assert f"'{file}' is not as when an earlier result in {out}/ honoured it" in told
    assert "were taken out, they count no longer" in told
    assert rerun(out, file, more=["--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_a_workbook_that_somebody_typed_in_is_not_written_over(out, capsys):
    workbook = out / "pairings.xlsx"
    typed = workbook.read_bytes() + b"typed"
    workbook.write_bytes(typed)
    assert rerun(out) == 2
    error = capsys.readouterr().err
    assert "somebody has changed" in error
    assert "--decisions" in error
    assert workbook.read_bytes() == typed
    assert rerun(out, more=["--dry-run"]) == 0
    workbook.unlink()
    assert rerun(out) == 0


def test_a_copy_of_the_workbook_lets_it_be_written_again(out, capsys):
    record = json.loads((out / "run.json").read_bytes())
    record["outputs"]["pairings.xlsx"] = "of another time"
    (out / "run.json").write_text(json.dumps(record), encoding="utf-8")
    assert rerun(out) == 2
    copy = out.parent / "mine.xlsx"
    copy.write_bytes((out / "pairings.xlsx").read_bytes())
    assert rerun(out, copy) == 0
    assert "no decision is filled in" in capsys.readouterr().err
