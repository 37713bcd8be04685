"""A person's approval of a draft: what it is of, and when it no longer counts."""

import json
import shutil
from pathlib import Path

import pytest

import rmatch
from rmatch.approval import APPROVAL_FILE, approve, approved
from rmatch.cli.main import main
from rmatch.errors import ResultChangedError, UsageError

VECTORS = Path(__file__).parent / "vectors" / "roster.csv"


@pytest.fixture(scope="module")
def drafted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("drafted") / "out"
    rmatch.pair(rmatch.read_roster(VECTORS)).write(folder, formats=("csv", "json"))
    return folder


@pytest.fixture
def draft(drafted, tmp_path):
    return Path(shutil.copytree(drafted, tmp_path / "pairings"))


def test_an_approval_names_the_person_the_time_and_the_files(draft):
    found = approve(draft, "  Ada   Pereira ")
    run = json.loads((draft / "run.json").read_text(encoding="utf-8"))
    record = json.loads((draft / APPROVAL_FILE).read_text(encoding="utf-8"))
    (signature,) = found.signatures
    assert record["approvals"] == [{"by": "Ada Pereira", "time": signature.time}]
    assert str(signature) == f"Ada Pereira on {signature.time[:10]}"
    assert record["schema_version"] == 1
    assert record["files"] == run["outputs"] == dict(found.files)
    assert signature.time >= run["time"]
    assert approved(draft) == found


def test_there_is_no_approval_before_one_was_given(draft, tmp_path):
    assert approved(draft) is None
    assert approved(tmp_path / "nowhere") is None


@pytest.mark.parametrize("name", ["pairings.csv", "summary.json", "unmatched.json"])
def test_an_approval_ends_where_a_file_changes(draft, name):
    approve(draft, "Ada")
    with (draft / name).open("ab") as file:
        file.write(b"\n")
    assert approved(draft) is None


def test_an_approval_ends_where_a_file_is_gone(draft):
    approve(draft, "Ada")
    (draft / "unmatched.csv").unlink()
    assert approved(draft) is None


def test_an_approval_is_not_of_another_draft(draft, tmp_path):
    approve(draft, "Ada")
    other = tmp_path / "other"
    people = rmatch.read_roster(VECTORS)
    rmatch.pair(people, policy=rmatch.Policy(objective="best-total")).write(other)
    shutil.copy(draft / APPROVAL_FILE, other)
    assert approved(other) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "null",
        '{"schema_version": 1}',
        '{"schema_version": 1, "approvals": [], "files": {}}',
        '{"schema_version": 1, "approvals": [{"by": "", "time": ""}], "files": {}}',
        '{"schema_version": 1, "approvals": [{"by": "Ada"}], "files": {}}',
        '{"schema_version": 1, "approvals": ["Ada"], "files": {}}',
        "[" * 100_000,
    ],
)
def test_a_broken_record_approves_nothing(draft, text):
    (draft / APPROVAL_FILE).write_text(text, encoding="utf-8")
    assert approved(draft) is None


def test_a_second_approval_is_added_to_the_first(draft):
    first = approve(draft, "Ada").signatures
    second = approve(draft, "Bo Li").signatures
    assert second[:1] == first
    assert [one.by for one in second] == ["Ada", "Bo Li"]
    assert approved(draft).signatures == second
    record = json.loads((draft / APPROVAL_FILE).read_text(encoding="utf-8"))
    assert [one["by"] for one in record["approvals"]] == ["Ada", "Bo Li"]


@pytest.mark.parametrize("kept", ["", '{"by": "Ada"}', "another draft"])
def test_an_approval_that_is_not_of_this_draft_is_never_written_over(draft, kept):
    place = draft / APPROVAL_FILE
    if kept == "another draft":
        approve(draft, "Ada")
        record = json.loads(place.read_text(encoding="utf-8"))
        kept = json.dumps(record | {"files": {"pairings.csv": "0" * 64}})
    place.write_text(kept, encoding="utf-8")
    with pytest.raises(UsageError, match=r"is no approval of this draft\. Fix: move it"):
        approve(draft, "Bo")
    assert place.read_text(encoding="utf-8") == kept


def test_a_later_version_of_the_record_is_not_guessed_at(draft):
    approve(draft, "Ada")
    place = draft / APPROVAL_FILE
    record = json.loads(place.read_text(encoding="utf-8")) | {"schema_version": 2}
    place.write_text(json.dumps(record), encoding="utf-8")
    assert approved(draft) is None


def test_every_changed_file_is_named_with_the_cure(draft):
    (draft / "pairings.csv").write_text("junior_id,senior_id\n", encoding="utf-8")
    (draft / "summary.json").unlink()
    with pytest.raises(ResultChangedError) as caught:
        approve(draft, "Ada")
    codes = {p.file: p.code for p in caught.value.problems}
    assert codes == {
        str(draft / "pairings.csv"): "result-changed",
        str(draft / "summary.json"): "result-file-missing",
    }
    assert all("run rmatch pair again" in p.fix for p in caught.value.problems)
    assert not (draft / APPROVAL_FILE).exists()


def test_a_filled_in_workbook_is_told_where_decisions_go(draft):
    place = draft / "pairings.xlsx"
    place.write_bytes(b"as written")
    run = json.loads((draft / "run.json").read_text(encoding="utf-8"))
    run["outputs"]["pairings.xlsx"] = "0" * 64
    (draft / "run.json").write_text(json.dumps(run), encoding="utf-8")
    with pytest.raises(ResultChangedError, match=r"--decisions .*pairings\.xlsx"):
        approve(draft, "Ada")


@pytest.mark.parametrize("by", ["", "\u200b", "  ", "\t\n"])
def test_a_blank_name_is_refused(draft, by):
    with pytest.raises(UsageError, match=r"the name is blank\. Fix: say who approves"):
        approve(draft, by)


@pytest.mark.parametrize("record", [None, "{}", "[]", '{"outputs": {}}', '{"outputs": {"a": 1}}'])
def test_a_folder_without_a_result_cannot_be_approved(tmp_path, record):
    if record is not None:
        (tmp_path / "run.json").write_text(record, encoding="utf-8")
    with pytest.raises(UsageError, match=r"holds no result that can be approved\. Fix: name"):
        approve(tmp_path, "Ada")


def test_a_record_cannot_point_outside_its_folder(draft):
    (draft.parent / "secret").write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    (draft / "run.json").write_text(json.dumps({"outputs": {"../secret": empty}}), encoding="utf-8")
    with pytest.raises(UsageError, match="holds no result"):
        approve(draft, "Ada")


# -- the command


def test_the_command_approves_and_says_so(draft, capsys, monkeypatch):
    monkeypatch.chdir(draft.parent)
    assert main(["approve", "--by", "Ada"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Ada approves the draft in pairings/ (5 files).\n")
    assert "Written to pairings/: approval.json" in shown
    assert [one.by for one in approved(draft).signatures] == ["Ada"]
    assert "before" not in shown


def test_the_command_says_who_approved_before(draft, capsys):
    approve(draft, "Ada")
    first = approve(draft, "Bo Li").signatures[0]
    assert main(["approve", str(draft), "--by", "Cy"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Cy approves the draft in ")
    date = first.time[:10]
    assert f"Approved before by Ada on {date} and Bo Li on {date}; the record keeps all." in shown


def test_the_command_prints_the_record_as_json(draft, capsys):
    assert main(["approve", str(draft), "--by", "Ada", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown == json.loads((draft / APPROVAL_FILE).read_text(encoding="utf-8"))


def test_the_command_can_keep_silent(draft, capsys):
    assert main(["approve", str(draft), "--by", "Ada", "-q"]) == 0
    assert capsys.readouterr() == ("", "")


def test_the_command_refuses(draft, capsys, tmp_path):
    assert main(["approve", str(draft), "--by", " "]) == 2
    assert "the name is blank" in capsys.readouterr().err
    assert main(["approve", str(draft)]) == 2
    assert "--by" in capsys.readouterr().err
    assert main(["approve", str(tmp_path / "none"), "--by", "Ada"]) == 2
    assert "holds no result" in capsys.readouterr().err
    (draft / "pairings.csv").unlink()
    assert main(["approve", str(draft), "--by", "Ada"]) == 3
    assert "pairings.csv: this file of the result is missing. Fix:" in capsys.readouterr().err


def test_a_name_may_hold_what_a_terminal_gave(draft, capsys):
    assert main(["approve", str(draft), "--by", "Zo\udceb \x1b[31mred"]) == 0
    assert "\x1b" not in capsys.readouterr().out
    assert b"\x1b" not in (draft / APPROVAL_FILE).read_bytes()
    assert approved(draft) is not None


def test_a_new_draft_withdraws_the_approval_and_says_so(draft, capsys, monkeypatch):
    monkeypatch.chdir(draft.parent)
    approve(draft, "Ada")
    assert main(["pair", str(VECTORS), "--dry-run"]) == 0
    assert approved(draft) is not None
    assert "approv" not in capsys.readouterr().err
    assert main(["pair", str(VECTORS)]) == 0
    assert not (draft / APPROVAL_FILE).exists()
    shown = capsys.readouterr().err
    assert "The approval by Ada on 20" in shown
    assert "in pairings/ was of the earlier draft, and is removed." in shown
    assert main(["pair", str(VECTORS)]) == 0
    assert "approval" not in capsys.readouterr().err


def test_a_failed_run_leaves_the_approval(draft, monkeypatch):
    monkeypatch.chdir(draft.parent)
    approve(draft, "Ada")
    Path("bad.csv").write_text("nothing\n", encoding="utf-8")
    assert main(["pair", "bad.csv", "-q"]) == 3
    assert approved(draft) is not None
