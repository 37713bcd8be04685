"""What runs and approvals tell of people's calendars: what ends, what to send, what is past."""

import json
from pathlib import Path

import pytest

from rmatch.approval import APPROVAL_FILE, approve
from rmatch.cli import after
from rmatch.cli.after import Ended, tell_of_ended
from rmatch.cli.approve import _to_send
from rmatch.cli.main import main

ROOT = Path(__file__).parent.parent
ROSTER = ROOT / "examples" / "roster.csv"
HEAD = "junior_id,senior_id,decision\n"
FARID = "E106 (Farid Haddad) with E008 (João Magalhães)"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A folder with an approved result, whose programme began long ago."""
    monkeypatch.chdir(tmp_path)
    start("2001-01-01")
    assert pair("-q") == 0
    approve("pairings", "Ada")
    return tmp_path


def start(day):
    Path("start.toml").write_text(f"[programme]\nstart = {day}\n", encoding="utf-8")


def pair(*more, roster=ROSTER, formats="csv,brief"):
    return main(["pair", str(roster), "--policy", "start.toml", "--format", formats, *more])


def without(*ids):
    """The roster after people have left."""
    lines = ROSTER.read_text(encoding="utf-8").splitlines(keepends=True)
    Path("left.csv").write_text(
        "".join(line for line in lines if line.split(",")[0] not in ids), encoding="utf-8"
    )
    return Path("left.csv")


def calendars():
    return json.loads(Path("pairings", APPROVAL_FILE).read_text(encoding="utf-8"))["calendars"]


# -- what ends


def test_pairings_that_end_though_nobody_decided_so_are_told_even_quietly(home, capsys):
    Path("d.csv").write_text(HEAD + "E108,E008,lock\n", encoding="utf-8")
    for more in ([], ["--dry-run"]):
        assert pair("--decisions", "d.csv", "-q", *more) == 0
        shown = capsys.readouterr().err
        assert " made end with this result, and nobody decided so: " in shown
        assert FARID in shown
        assert "To keep them, accept them in a file of decisions (--decisions)" in shown


def test_a_pairing_that_was_decided_against_is_told_unless_quietly(home, capsys):
    Path("d.csv").write_text(HEAD + "E106,E008,veto\n", encoding="utf-8")
    assert pair("--decisions", "d.csv") == 0
    assert (
        "1 pairing whose calendar was made ends with this result, as was decided: "
        f"{FARID}.\n" in capsys.readouterr().err
    )
    assert pair("--decisions", "d.csv", "-q") == 0
    assert "ends with this result" not in capsys.readouterr().err


def test_of_who_left_nothing_can_be_kept(home, capsys):
    assert pair("-q", roster=without("E106")) == 0
    shown = capsys.readouterr().err
    assert (
        "warning: 1 pairing whose calendar was made ends with this result, and nobody decided so: "
        "E106 (not on the roster) with E008 (João Magalhães)\n" in shown
    )


def test_who_no_longer_takes_part_has_decided(home, capsys):
    text = ROSTER.read_text(encoding="utf-8")
    (row,) = [line for line in text.splitlines() if line.startswith("E106,")]
    age = row.rsplit(",", 3)
    Path("no.csv").write_text(text.replace(row, ",".join([age[0], "no", *age[2:]])), "utf-8")
    assert pair(roster="no.csv") == 0
    assert (
        "ends with this result, as was decided: E106 (does not take part) with "
        "E008 (João Magalhães).\n" in capsys.readouterr().err
    )
    assert pair("-q", roster="no.csv") == 0
    assert capsys.readouterr().err == ""


def test_nothing_ends_where_all_are_kept_or_ended_before_or_there_are_no_briefs(home, capsys):
    assert pair("-q") == 0
    assert pair("-q", "--format", "csv", roster=without("E106")) == 0
    assert "this result, and" not in capsys.readouterr().err
    assert pair("-q", roster=without("E106")) == 0
    assert "nobody decided so" in capsys.readouterr().err
    approve("pairings", "Ada")
    assert pair("-q", roster=without("E106")) == 0
    assert "nobody decided so" not in capsys.readouterr().err


@pytest.mark.parametrize("more", [[], ["--dry-run"]])
def test_a_damaged_record_stops_a_run_before_it_says_anything(home, capsys, more):
    Path("pairings/calendar.json").write_text("{", encoding="utf-8")
    assert pair(*more) == 2
    shown = capsys.readouterr()
    assert "the record of the calendars that people were sent, cannot be read" in shown.err
    assert shown.out == ""


def test_many_are_cut_and_only_those_who_are_there_can_be_kept(capsys):
    there = [Ended(f"A{k} with B{k}", decided=False, gone=False) for k in range(5)]
    tell_of_ended((*there, Ended("X with Y", decided=False, gone=True)), quiet=True)
    assert capsys.readouterr().err == (
        "warning: 6 pairings whose calendars were made end with this result, and nobody decided "
        "so: A0 with B0; A1 with B1; A2 with B2; A3 with B3; and 2 more. To keep those of people "
        "who are on the roster, accept them in a file of decisions (--decisions)\n"
    )
    tell_of_ended((there[0],), quiet=True)
    assert "To keep it, accept it in a file" in capsys.readouterr().err
    tell_of_ended((), quiet=False)
    assert capsys.readouterr().err == ""


# -- a start that is past


def test_a_start_in_the_past_is_told(home, capsys):
    assert pair() == 0
    assert (
        "The programme's start (2001-01-01) is in the past: all pairings, also new ones, are "
        "planned from that day on.\n" in capsys.readouterr().err
    )
    assert pair("-q") == pair(formats="csv") == 0
    assert "in the past" not in capsys.readouterr().err
    start("2999-01-07")
    assert pair() == 0
    assert "in the past" not in capsys.readouterr().err


def test_no_file_depends_on_the_day_of_the_run(home, monkeypatch):
    class LongAgo(after.date):
        @classmethod
        def today(cls):
            return cls(1999, 1, 1)

    def files():
        folder = Path("pairings")
        found = [path for path in folder.rglob("*") if path.is_file()]
        return {path: path.read_bytes() for path in found if path.name != "run.json"}

    before = files()
    monkeypatch.setattr(after, "date", LongAgo)
    assert pair() == 0
    assert files() == before


# -- what to send


def test_an_approval_says_what_to_send(home, capsys):
    number = len(list(Path("pairings/briefs").glob("*.ics")))
    assert calendars()["changed"] == calendars()["ended"] == []
    assert len(calendars()["new"]) == number
    Path("d.csv").write_text(HEAD + "E106,E008,veto\n", encoding="utf-8")
    assert pair("--decisions", "d.csv", "-q") == 0
    capsys.readouterr()
    told = "To send: 1 ended (E106-E008); the other 9 calendars are as they were.\n"
    for _ in range(2):
        assert main(["approve", "--by", "Ada"]) == 0
        assert told in capsys.readouterr().out
        assert calendars() == {"new": [], "changed": [], "ended": ["E106-E008"]}
    approval = Path("pairings", APPROVAL_FILE).read_bytes()
    assert pair("--decisions", "d.csv", "-q") == 0
    assert Path("pairings", APPROVAL_FILE).read_bytes() == approval
    # The pairing is back.
    assert pair("-q") == 0
    assert main(["approve", "--by", "Ada"]) == 0
    told = "To send: 1 new (E106-E008); the other 9 calendars are as they were.\n"
    assert told in capsys.readouterr().out


@pytest.mark.parametrize(
    ("new", "changed", "ended", "number", "told"),
    [
        ("A", "", "", 1, "1 new."),
        ("A B", "", "", 2, "2 new."),
        ("", "", "", 3, "nothing; the 3 calendars are as they were."),
        ("", "", "", 1, "nothing; the calendar is as it was."),
        ("", "", "", 0, "nothing."),
        ("", "", "A", 0, "1 ended (A)."),
        ("A", "B", "", 2, "1 new (A), 1 changed (B)."),
        ("", "A B", "C", 3, "2 changed (A, B), 1 ended (C); the other calendar is as it was."),
        ("A B C D E F G", "", "", 9, "7 new (A, B, C, D, E and 2 more); the other 2 calendars are"),
    ],
)
def test_what_to_send_in_words(new, changed, ended, number, told):
    calendars = {"new": new.split(), "changed": changed.split(), "ended": ended.split()}
    assert _to_send(calendars, number).startswith(f"To send: {told}")


# -- broken off


class Killed(BaseException):
    """As if the machine had stopped."""


def killed_after(monkeypatch, renames):
    done = 0
    replace = Path.replace

    def counting(path, target):
        nonlocal done
        done += 1
        if done > renames:
            raise Killed
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", counting)


@pytest.mark.parametrize("other", [False, True])
def test_an_approval_that_is_broken_off_loses_no_cancellation(home, monkeypatch, other):
    Path("d.csv").write_text(HEAD + "E106,E008,veto\n", encoding="utf-8")
    assert pair("--decisions", "d.csv", "-q") == 0
    for renames in range(1, 34, 4):
        with monkeypatch.context() as patch:
            killed_after(patch, renames)
            with pytest.raises(Killed):
                approve("pairings", "Ada")
    if other:  # another result before that approval was given again
        Path("d.csv").write_text(HEAD + "E106,E008,veto\nE011,E003,veto\n", encoding="utf-8")
        assert pair("--decisions", "d.csv", "-q") == 0
    approve("pairings", "Ada")
    cancelled = list(Path("pairings/briefs").glob("E106-E008-cancelled-*.ics"))
    assert len(cancelled) == 6
    assert "E106-E008" in calendars()["ended"]


def test_calendars_that_a_run_left_behind_are_found_by_the_next(home):
    Path("d.csv").write_text(HEAD + "E106,E008,veto\n", encoding="utf-8")
    assert pair("--decisions", "d.csv", "-q") == 0
    approve("pairings", "Ada")
    mine = [
        Path("pairings/briefs", name)
        for name in ("E106.ics", "x-cancelled-1.ics", "a.ics", "E106-E008-cancelled.txt")
    ]
    for path in mine:
        path.write_bytes(b"mine")
    left = {path: path.read_bytes() for path in Path("pairings/briefs").glob("E*.ics")}
    assert len(left) > 6
    assert pair("-q") == 0
    for path, data in left.items():  # as if that run had been broken off before it removed them
        path.write_bytes(data)
    assert not Path("pairings", APPROVAL_FILE).exists()
    assert pair("-q") == 0
    assert all(path.read_bytes() == b"mine" for path in mine)
    assert len(list(Path("pairings/briefs").glob("*.ics"))) == len(mine) - 1
