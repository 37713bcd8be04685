"""Files, names, places and streams that nobody should give, and somebody will."""

import decimal
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pandas as pd
import pytest

import rmatch
from rmatch.cli.main import main
from rmatch.errors import PolicyError, RosterError, UsageError
from rmatch.output.files import write_files
from rmatch.printable import UNPRINTABLE, printable
from rmatch.roster.names import near_names

VECTORS = Path(__file__).parent / "vectors" / "roster.csv"
PLAIN = "id,role,skills,wants\nJ,junior,sql:4,\nS,senior,,sql:4\n"
EVIL = "\x1b[31m\x9b31m\x07\u202e\u2028"
posix = pytest.mark.skipif(os.name == "nt", reason="as POSIX systems do it")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("r.csv").write_text(PLAIN, encoding="utf-8")
    return tmp_path


def run(command, **kinds):
    return subprocess.run(
        f"{sys.executable} -m rmatch {command}",
        shell=True,
        capture_output=True,
        check=False,
        **kinds,
    )


def test_printable():
    assert printable("Zoë 👩🏽‍🔬 مريم") == "Zoë 👩🏽‍🔬 مريم"
    assert printable("a\nb\x9bc\u202ed") == "a b c d"


def test_cells_cannot_steer_the_terminal(here, monkeypatch, capsys):
    def echo(text="", err=False, nl=True):
        # Away from a terminal Typer's would take colours out, and hide what reaches one.
        data = text.decode() if isinstance(text, bytes) else text
        print(data, file=sys.stderr if err else sys.stdout, end="\n" if nl else "")

    monkeypatch.setattr("typer.echo", echo)
    monkeypatch.setenv("NO_COLOR", "1")
    Path("e.csv").write_text(
        f'id,name,role,skills,wants,prefers,"odd{EVIL}"\n'
        f"J{EVIL}1,A{EVIL}b,junior,sq{EVIL}l:4,,X{EVIL}x,1\n"
        f"S{EVIL}1,C{EVIL}d,senior,,sq{EVIL}l:4,,1\nS{EVIL}2,E,senior,,sq{EVIL}x:4,,1\n",
        encoding="utf-8",
    )
    commands = ["pair", "check", "pair --json", "check --json", "check --strict"]
    for command in commands:
        name, *rest = command.split()
        assert main([name, "e.csv", *rest]) in (0, 3)
    assert main(["explain", "e.csv", f"J{EVIL}1".replace("\u2028", ""), "nobody"]) in (0, 2)
    assert main(["pair", "r.csv", "--map", f"{EVIL}=name"]) == 3
    Path("p.toml").write_text("'\u202ekey'=1\n", encoding="utf-8")
    assert main(["pair", "r.csv", "--policy", "p.toml"]) == 3
    shown = capsys.readouterr()
    for text in (shown.out, shown.err):
        assert text
        assert not UNPRINTABLE.search(text.replace("\n", ""))


def test_json_escapes_what_could_steer_a_terminal(here, capsys):
    Path("e.csv").write_text(PLAIN.replace("sql", f"sq{EVIL[:-1]}l"), encoding="utf-8")
    assert main(["check", "e.csv", "--json", "-q"]) == 0
    text = capsys.readouterr().out
    assert not UNPRINTABLE.search(text.replace("\n", ""))
    assert "\x9b" in json.loads(text)["topics"][0]["topic"]


LONG = "9" * 5000
HUGE = {
    "weight": (f"id,role,wants\nJ,junior,\nS,senior,sql:4*{LONG}\n", 3, "30 digits at most"),
    "capacity": ("id,role,capacity\nJ,junior,\nS,senior,1000000000\n", 3, "more pairings than"),
    "department": (f"id,role,department\nJ,junior,{'a/' * 5000}\nS,senior,\n", 3, "than 100 parts"),
    "skill": (PLAIN.replace("sql:4\n", "x" * 300_000 + "\n"), 0, "xxx…"),
}


@pytest.mark.parametrize("name", HUGE)
def test_huge_cells(here, capsys, name):
    text, code, words = HUGE[name]
    Path("h.csv").write_text(text, encoding="utf-8")
    assert main(["check", "h.csv"]) == code
    err = capsys.readouterr().err
    assert words in err
    assert len(err) < 3000


def test_names_too_long_to_be_names_are_not_compared():
    assert near_names(["x" * 300, "x" * 301]) == []


def test_a_number_without_end_in_a_policy():
    with pytest.raises(PolicyError, match=r"line 2: a number has too many digits\. Fix:"):
        rmatch.read_policy(f"fill = 'full'\nseed = {LONG}\n")


@pytest.mark.parametrize(("place", "code"), [("x" * 300, 3), ("no\0where", 2)], ids=["long", "nul"])
def test_names_that_no_file_can_have(here, capsys, place, code):
    assert main(["pair", place]) == code
    assert main(["pair", "r.csv", "--out", place]) == 2
    assert main(["check", "r.csv", "--write-policy", place, "-q"]) == 2
    assert main(["init", place]) == 2
    assert "unexpected" not in capsys.readouterr().err
    with pytest.raises(UsageError, match="cannot write to"):
        rmatch.pair(rmatch.read_roster("r.csv")).write(place)


@posix
def test_names_that_are_no_unicode(here):
    name = os.fsdecode(b"r\xff.csv")
    try:
        shutil.copy("r.csv", name)
    except OSError:
        pytest.skip("this file system takes Unicode only")
    assert main(["pair", name, "--out", os.fsdecode(b"o\xff"), "-q"]) == 0
    record = json.loads(Path(os.fsdecode(b"o\xff"), "run.json").read_text(encoding="utf-8"))
    assert record["inputs"][0]["name"] == name


@posix
def test_a_working_directory_that_is_gone(here, capsys):
    Path("gone").mkdir()
    os.chdir("gone")
    (here / "gone").rmdir()
    assert main(["pair", "r.csv"]) == 3
    assert "there is no such file" in capsys.readouterr().err


@posix
def test_standard_input_closed(here):
    ran = run("pair - <&-")
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert b"standard input: the file is empty" in ran.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        ("pair r.csv >/dev/full", 2, b"the output cannot be written"),
        ("pair nope.csv 2>/dev/full", 3, b""),
        ("explain r.csv J X 2>/dev/full", 2, b""),
    ],
)
def test_streams_that_are_full(here, command, code, words):
    ran = run(command)
    assert ran.returncode == code
    assert words in ran.stderr
    assert b"unexpected" not in ran.stderr


@posix
def test_a_reader_that_never_reads(here):
    ran = run("check r.csv 2>err | true; exit ${PIPESTATUS[0]}", executable="/bin/bash")
    assert ran.returncode == 0


def test_a_sample_of_more_people_than_there_are(capsys):
    assert main(["sample", "--juniors", "9" * 30]) == 2
    assert "together from 1 to 1000000" in capsys.readouterr().err


def test_init_is_whole_or_not_at_all(here, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("rmatch.output.files._write_through", full)
    with pytest.raises(UsageError, match=re.escape("cannot write to 'start' (No space left")):
        rmatch.cli.init.init_command(Path("start"))
    assert list(Path("start").iterdir()) == []


@posix
def test_control_c_waits_until_all_files_are_in_place(tmp_path, monkeypatch):
    replace = Path.replace

    def interrupted(self, target):
        signal.raise_signal(signal.SIGINT)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_files(tmp_path, {"a": b"1", "b": b"2"})
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b"]


def test_many_files_are_written_all_or_none(tmp_path):
    many = {f"in/{number}": bytes([number]) for number in range(40)}
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "7").write_bytes(b"earlier")
    with pytest.raises(UsageError, match="cannot write to"):
        write_files(tmp_path, {**many, "in/" + "n" * 300: b""})
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["7"]
    assert (tmp_path / "in" / "7").read_bytes() == b"earlier"
    write_files(tmp_path, many)
    assert {f"in/{path.name}": path.read_bytes() for path in (tmp_path / "in").iterdir()} == many
    write_files(tmp_path, {}, obsolete=list(many))
    assert list(tmp_path.iterdir()) == []


def frame(**columns):
    base = {"id": ["J", "S"], "role": ["junior", "senior"], "skills": ["sql:4", ""]}
    return pd.DataFrame({**base, "wants": ["", "sql:4"], **columns})


def test_frames_with_cells_that_cannot_be_written():
    endless = []
    endless.append(endless)
    for cell in (endless, 10**5000):
        with pytest.raises(RosterError, match=r"line 1, column 'skills': this (list|int) cannot"):
            rmatch.Roster.from_frame(frame(skills=pd.Series([cell, ""], dtype=object)))


def test_frames_with_numbers_that_are_none():
    level = pd.Series([decimal.Decimal("sNaN"), decimal.Decimal("NaN")], dtype=object)
    assert [p.level for p in rmatch.Roster.from_frame(frame(level=level)).people] == [None, None]


def test_what_is_no_roster_and_no_policy():
    with pytest.raises(TypeError, match=r"pair\(\) takes a Roster, not DataFrame\. Fix:"):
        rmatch.pair(frame())
    with pytest.raises(TypeError, match=r"policy must be a Policy, not str\. Fix:"):
        rmatch.pair(rmatch.Roster.from_frame(frame()), policy="policy.toml")


def test_threads_may_pair_one_roster_at_once():
    roster = rmatch.read_roster(VECTORS)
    found = []

    def work(solver):
        policy = rmatch.Policy(solver=solver)
        found.append(rmatch.pair(roster, policy=policy).summary["objective"]["value"])

    threads = [threading.Thread(target=work, args=(s,)) for s in ("auto", "ilp", "flow") * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert all(value == found[0] for value in found)


@pytest.mark.parametrize("name", ["pairings.csv", "approval.json", "audit.html"])
def test_a_folder_where_a_file_of_ours_would_be_changed_leaves_the_earlier_result(
    here, capsys, name
):
    """Also where the file would only be taken away: an earlier run's, of no use beside this one."""
    assert main(["pair", "r.csv", "--out", "out", "-q"]) == 0
    Path("out", name).unlink(missing_ok=True)
    Path("out", name).mkdir()
    before = {path.name: path.read_bytes() for path in Path("out").iterdir() if path.is_file()}
    people = Path("r.csv").read_text(encoding="utf-8")
    Path("other.csv").write_text(people.replace("\nJ,", "\nJ7,"), encoding="utf-8")
    assert main(["pair", "other.csv", "--out", "out", "-q"]) == 2
    assert f"'{name}' there is a folder" in capsys.readouterr().err
    after = {path.name: path.read_bytes() for path in Path("out").iterdir() if path.is_file()}
    assert after == before
