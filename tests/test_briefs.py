"""Briefs from the draft to the calendar, by the commands: what is written when, and what goes."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

import rmatch
from rmatch.approval import APPROVAL_FILE, approve, approved
from rmatch.cli.main import main
from rmatch.errors import ResultChangedError, UsageError

ROOT = Path(__file__).parent.parent
ROSTER = ROOT / "examples" / "roster.csv"
START = '[programme]\nstart = 2026-01-12\ncontact = "mentoring@example.com"\n'
VETO = "junior_id,senior_id,decision\nE106,E008,veto\n"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "start.toml").write_text(START, encoding="utf-8")
    return tmp_path


def pair(*more):
    return main(
        ["pair", str(ROSTER), "--policy", "start.toml", "--format", "csv,brief", "-q", *more]
    )


def signed_off():
    return main(["approve", "--by", "Ada Pereira", "-q"])


def pages(ending):
    return sorted(path.name for path in Path("pairings/briefs").glob(f"*{ending}"))


def everything(folder="pairings"):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file()
        and path.name not in ("run.json", APPROVAL_FILE)
        # Left where a run was killed.
        and path.suffix != ".part"
    }


def events(name):
    calendar = Calendar.from_ical(Path("pairings/briefs", name).read_bytes())
    return calendar["METHOD"], {str(one["UID"]): one for one in calendar.walk("VEVENT")}


def test_a_draft_says_so_on_every_page_and_has_no_calendar(home):
    assert pair() == 0
    pairs = rmatch.pair(rmatch.read_roster(ROSTER)).pairings
    stems = sorted(pairs["junior_id"] + "-" + pairs["senior_id"])
    for ending in (".md", ".html", ".json"):
        assert pages(ending) == [f"{stem}{ending}" for stem in stems]
    for ending in (".md", ".html"):
        for name in pages(ending):
            assert "DRAFT" in Path("pairings/briefs", name).read_text(encoding="utf-8")
    assert pages(".ics") == []
    assert not Path("pairings/calendar.json").exists()


def test_an_approval_takes_the_mark_off_and_makes_calendars(home, capsys):
    assert pair() == 0
    assert main(["approve", "--by", "Ada Pereira"]) == 0
    shown = capsys.readouterr().out
    number = len(pages(".md"))
    assert f"files, {number} of them briefs)." in shown
    written = f"approval.json, briefs/ ({number} briefs, {number} calendars), calendar.json"
    assert f"Written to pairings/: {written}\nTo send: {number} new.\n" in shown
    for ending in (".md", ".html"):
        for name in pages(ending):
            assert "DRAFT" not in Path("pairings/briefs", name).read_text(encoding="utf-8")
    assert [name.replace(".ics", ".md") for name in pages(".ics")] == pages(".md")
    assert approved("pairings") is not None


def test_without_a_start_there_is_no_calendar(home, capsys):
    Path("start.toml").write_text("", encoding="utf-8")
    assert pair() == 0
    assert main(["approve", "--by", "Ada"]) == 0
    assert "No calendar: the policy names no [programme] start." in capsys.readouterr().out
    assert pages(".ics") == []
    assert not Path("pairings/calendar.json").exists()


def test_the_same_again_keeps_the_approval_and_every_byte(home, capsys):
    assert pair() == signed_off() == 0
    before, signatures = everything(), approved("pairings").signatures
    assert pair() == 0
    assert capsys.readouterr().err == ""
    assert main(["pair", str(ROSTER), "--policy", "start.toml", "--format", "csv,brief"]) == 0
    assert "The approval by Ada Pereira on 20" in (shown := capsys.readouterr().err)
    assert "in pairings/ stands: these are the very files it was of." in shown
    assert everything() == before
    assert approved("pairings").signatures == signatures
    assert main(["approve", "--by", "Bo Ek", "-q"]) == 0
    assert everything() == before


def test_another_folder_gets_the_same_bytes(home):
    assert pair() == signed_off() == 0
    assert pair("--out", "other") == main(["approve", "other", "--by", "Bo", "-q"]) == 0
    assert everything("other") == everything()


def test_a_new_draft_takes_calendars_away_and_remembers_them(home):
    assert pair() == signed_off() == 0
    record = Path("pairings/calendar.json").read_bytes()
    Path("d.csv").write_text(VETO, encoding="utf-8")
    assert pair("--decisions", "d.csv") == 0
    assert pages(".ics") == []
    assert not Path("pairings", APPROVAL_FILE).exists()
    assert Path("pairings/calendar.json").read_bytes() == record
    assert not Path("pairings/briefs/E106-E008.md").exists()
    assert "DRAFT" in Path("pairings/briefs", pages(".md")[0]).read_text(encoding="utf-8")


def test_a_pairing_that_ends_is_cancelled_once_it_is_approved(home, capsys):
    assert pair() == signed_off() == 0
    method, before = events("E106-E008.ics")
    assert method == "PUBLISH"
    untouched = Path("pairings/briefs/E101-E001.ics").read_bytes()
    Path("d.csv").write_text(VETO, encoding="utf-8")
    assert pair("--decisions", "d.csv") == 0
    assert main(["approve", "--by", "Ada Pereira"]) == 0
    assert ", 6 cancellations)" in capsys.readouterr().out
    after = {}
    for number in range(1, 7):
        method, cancelled = events(f"E106-E008-cancelled-{number}.ics")
        assert method == "CANCEL"
        assert len(cancelled) == 1
        after |= cancelled
    assert set(after) == set(before)
    for uid, one in after.items():
        assert one["STATUS"] == "CANCELLED"
        assert one["SEQUENCE"] > before[uid]["SEQUENCE"]
        assert one["DTSTAMP"].dt.date() == date(2026, 1, 12)
    assert not Path("pairings/briefs/E106-E008.ics").exists()
    assert Path("pairings/briefs/E101-E001.ics").read_bytes() == untouched
    # Once more: nothing has changed, so neither do the files.
    files = everything()
    assert pair("--decisions", "d.csv") == signed_off() == 0
    assert everything() == files
    assert len(pages("-cancelled-6.ics")) == 1
    # With the next result too: nobody knows whether they were sent.
    Path("d.csv").write_text(VETO + "E101,E001,accept\nE011,E003,veto\n", encoding="utf-8")
    assert pair("--decisions", "d.csv") == 0
    assert not [name for name in pages(".ics") if "cancelled" in name]
    assert signed_off() == 0
    assert [name for name in pages(".ics") if "-cancelled-1." in name] == [
        "E011-E003-cancelled-1.ics",
        "E106-E008-cancelled-1.ics",
    ]


def test_nobody_elses_meetings_move_where_a_pairing_ends(home):
    """E003 learns from two, whose meetings are on days of their own: these stay what they were."""
    assert pair() == signed_off() == 0
    one, other = (Path(f"pairings/briefs/{mentor}-E003.ics") for mentor in ("E011", "E102"))
    kept = other.read_bytes()
    Path("d.csv").write_text("junior_id,senior_id,decision\nE011,E003,veto\n", encoding="utf-8")
    assert pair("--decisions", "d.csv", "--out", "fresh") == 0
    assert main(["approve", "fresh", "--by", "Ada", "-q"]) == 0
    assert Path("fresh/briefs/E102-E003.ics").read_bytes() != kept
    assert pair("--decisions", "d.csv") == signed_off() == 0
    assert not one.exists()
    assert other.read_bytes() == kept


def test_other_formats_take_the_briefs_away(home, capsys):
    assert pair("--format", "csv") == pair() == signed_off() == 0
    assert capsys.readouterr().err == ""
    assert pair("--format", "csv", "--dry-run") == 0
    assert capsys.readouterr().err == ""
    assert pair("--format", "csv") == 0
    shown = capsys.readouterr().err
    assert "calendars were made of an earlier result in pairings/, and this one has no" in shown
    # A nightly run keeps silent, and yet says that nobody has approved what it made.
    assert "The approval by Ada Pereira on 20" in shown
    assert not Path("pairings/briefs").exists()
    assert Path("pairings/calendar.json").exists()


def test_what_others_put_into_the_folder_stays(home):
    assert pair() == 0
    Path("pairings/briefs/letter.docx").write_bytes(b"mine")
    assert pair("--format", "csv") == 0
    assert [path.name for path in Path("pairings/briefs").iterdir()] == ["letter.docx"]


@pytest.mark.parametrize("ending", [".md", ".html"])
def test_a_page_that_somebody_changed_is_not_written_over(home, capsys, ending):
    assert pair() == 0
    page = Path("pairings/briefs", f"E106-E008{ending}")
    text = page.read_text(encoding="utf-8")
    page.write_text(text + "See you soon!\n", encoding="utf-8")
    with pytest.raises(ResultChangedError, match="this page was changed after rmatch had"):
        approve("pairings", "Ada")
    assert not Path("pairings", APPROVAL_FILE).exists()
    assert pair() == 2
    assert f"somebody has changed '{page}' since it was written" in capsys.readouterr().err
    page.rename("mine")
    assert pair() == signed_off() == 0
    final = page.read_text(encoding="utf-8")
    page.write_text(final + "See you soon!\n", encoding="utf-8")
    assert pair() == 2


def test_changed_data_is_not_approved(home):
    assert pair() == 0
    data = Path("pairings/briefs/E106-E008.json")
    data.write_bytes(data.read_bytes().replace(b"E106", b"E107", 1))
    with pytest.raises(ResultChangedError, match="this file was changed after rmatch had"):
        approve("pairings", "Ada")


def test_a_damaged_record_of_calendars_is_not_passed_over(home):
    assert pair() == signed_off() == 0
    Path("pairings/calendar.json").write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match=r"the record of the calendars .* cannot be read"):
        approve("pairings", "Bo")


def test_a_file_in_the_place_of_the_folder(home, capsys):
    Path("pairings").mkdir()
    Path("pairings/briefs").write_text("mine", encoding="utf-8")
    assert pair() == 2
    assert "'briefs' there is a file" in capsys.readouterr().err
    assert [path.name for path in Path("pairings").iterdir()] == ["briefs"]


def test_a_record_names_no_file_elsewhere(home):
    assert pair() == 0
    Path("outside.md").write_text("mine", encoding="utf-8")
    run = Path("pairings/run.json")
    record = json.loads(run.read_text(encoding="utf-8"))
    record["pages"] = {"briefs/../../outside.md": "0" * 64}
    run.write_text(json.dumps(record), encoding="utf-8")
    assert pair("--format", "csv") == 0
    assert Path("outside.md").read_text(encoding="utf-8") == "mine"


def test_from_python(home):
    roster = rmatch.read_roster(ROSTER)
    policy = rmatch.read_policy("start.toml")
    written = rmatch.pair(roster, policy=policy).write("out", formats=("brief",))
    assert Path("out/briefs/E106-E008.html") in written
    found = approve("out", "Ada")
    assert "briefs/E106-E008.ics" in found.pages
    shutil.rmtree("out/briefs")
    assert approved("out") is None


KILLED = """
import os, sys
from pathlib import Path

left = int(sys.argv.pop(1))

def counted(act):
    def done(self, *more, **how):
        global left
        left -= 1
        if left < 0:
            os._exit(9)
        return act(self, *more, **how)
    return done

Path.replace, Path.unlink = counted(Path.replace), counted(Path.unlink)
from rmatch.cli import main
sys.argv[0] = "rmatch"
main()
"""


def killed(after, *command):
    """Runs a command that is killed after so many files are in their place or gone."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(after), *command], capture_output=True, text=True
    )
    return done.returncode == 9


@pytest.mark.parametrize("after", [0, 1, 2, 9, 30])
def test_an_approval_that_is_killed_can_be_given_again(home, after):
    assert pair() == pair("--out", "clean") == 0
    assert main(["approve", "clean", "--by", "Ada", "-q"]) == 0
    assert killed(after, "approve", "--by", "Ada", "-q")
    assert signed_off() == 0
    assert everything() == everything("clean")


@pytest.mark.parametrize("after", [0, 1, 2, 8, 16, 24, 32, 45, 60, 75])
def test_a_run_that_is_killed_leaves_nothing_that_the_next_does_not_know(home, after):
    Path("d.csv").write_text(VETO, encoding="utf-8")
    for out in ("pairings", "clean"):
        assert pair("--out", out) == main(["approve", out, "--by", "Ada", "-q"]) == 0
    command = ["--policy", "start.toml", "--format", "csv,brief", "--decisions", "d.csv", "-q"]
    assert killed(after, "pair", str(ROSTER), *command)
    for out in ("pairings", "clean"):
        assert pair("--out", out, "--decisions", "d.csv") == 0
        assert main(["approve", out, "--by", "Ada", "-q"]) == 0
    assert everything() == everything("clean")


def test_what_a_killed_run_left_is_removed_after_a_day(home):
    assert pair() == 0
    left = Path("pairings/briefs", f".E1-E2.md.{'0' * 32}.part")
    left.write_text("personal", encoding="utf-8")
    assert pair() == 0
    assert left.exists()
    os.utime(left, (0, 0))
    assert pair() == 0
    assert not left.exists()


def test_a_result_without_any_pairing_ends_what_people_have(home, capsys):
    assert pair() == signed_off() == 0
    number = len(pages(".ics"))
    Path("none.toml").write_text(START + "[rules]\nmin_score = 100\nmax_level_gap = 1\n")
    assert pair("--policy", "none.toml") == 0
    assert pages(".md") == []
    assert main(["approve", "--by", "Ada Pereira"]) == 0
    shown = capsys.readouterr().out
    assert f"Written to pairings/: approval.json, briefs/ ({6 * number} cancellations), " in shown
    assert f"{number} ended" in shown
    assert len(pages(".ics")) == 6 * number
    assert {events(name)[0] for name in pages(".ics")} == {"CANCEL"}


@pytest.mark.parametrize("stem", ["../../escaped", "../escaped", "E106-E00X", "/tmp/escaped"])
def test_data_that_was_tampered_with_leads_nowhere(home, stem):
    assert pair() == 0
    data, run = Path("pairings/briefs/E106-E008.json"), Path("pairings/run.json")
    changed = data.read_text(encoding="utf-8").replace('"E106-E008"', json.dumps(stem))
    data.write_text(changed, encoding="utf-8")
    record = json.loads(run.read_text(encoding="utf-8"))
    record["outputs"]["briefs/E106-E008.json"] = hashlib.sha256(data.read_bytes()).hexdigest()
    run.write_text(json.dumps(record), encoding="utf-8")
    before = sorted(home.rglob("*"))
    with pytest.raises(UsageError, match="is not a brief as rmatch writes it"):
        approve("pairings", "Ada")
    assert sorted(home.rglob("*")) == before


@pytest.mark.parametrize("name", ["briefs/..", "briefs/", "briefs/a\0", "briefs/../run.json", 7])
def test_names_in_a_record_that_are_none_of_ours(home, name):
    assert pair() == 0
    run = Path("pairings/run.json")
    record = json.loads(run.read_text(encoding="utf-8"))
    run.write_text(json.dumps(record | {"pages": {name: "0" * 64}}), encoding="utf-8")
    assert pair() == 0
