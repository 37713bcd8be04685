"""``rmatch explain``: a pair or a person, with decisions, as text and as JSON."""

import json
from pathlib import Path

import pytest

from rmatch.cli.main import main

ROSTER = """\
id,name,role,skills,wants,capacity
A,Ann Bell,junior,python:4,,1
B,Bo Li,junior,python:3,,1
S,Sam Roe,senior,,python:4,1
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("r.csv").write_text(ROSTER, "utf-8")
    return tmp_path


def test_a_person(here, capsys):
    assert main(["explain", "r.csv", "B"]) == 0
    shown = capsys.readouterr().out
    assert "No pairing as junior: no place left (1 legal partner)." in shown
    assert "If Sam Roe had 2 places instead of 1, Bo Li would have a pairing" in shown


def test_a_person_as_json(here, capsys):
    assert main(["explain", "r.csv", "B", "--json"]) == 0
    (side,) = json.loads(capsys.readouterr().out)["unpaired"]
    assert side["placing_costs"] == {"people": 0, "pairings": 0, "points": 25.0, "at_least": False}
    assert side["smallest_change"] == {
        "setting": "capacity",
        "person_id": "S",
        "topic": None,
        "current": 1,
        "new": 2,
        "gives": "a pairing",
    }


def test_a_person_with_a_file_a_role(here, capsys):
    Path("j.csv").write_text("id,skills\nJ,sql:4\n", encoding="utf-8")
    Path("s.csv").write_text("id,wants\nS,sql:4\n", encoding="utf-8")
    assert main(["explain", "--juniors", "j.csv", "--seniors", "s.csv", "S"]) == 0
    assert "S (S) takes part as senior" in capsys.readouterr().out


def test_decisions(here, capsys):
    Path("d.csv").write_text("junior_id,senior_id,decision\nB,S,lock\n", encoding="utf-8")
    assert main(["explain", "r.csv", "B", "S", "--decisions", "d.csv"]) == 0
    assert "It was locked, so it is in every matching." in capsys.readouterr().out
    assert main(["explain", "r.csv", "A", "--decisions", "d.csv"]) == 0
    shown = capsys.readouterr().out
    assert "no place left (1 legal partner; decisions hold all of their places)" in shown


def test_nobody_of_that_id(here, capsys):
    assert main(["explain", "r.csv", "X"]) == 2
    assert (
        "nobody on the roster has the id, the full name or the e-mail address 'X'"
        in capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["r.csv"], "here is a roster alone. Fix: name somebody: rmatch explain roster.csv J012"),
        (["r.csv", "Ann", "Bell", "S"], "here are 4 words. Fix: put names that hold spaces in"),
        (
            ["--juniors", "j.csv", "--seniors", "s.csv", "Ann", "Bell", "S"],
            "with --juniors and --seniors, rmatch explain takes one person, or a junior and a "
            "senior; here are 3 words",
        ),
    ],
)
def test_too_few_and_too_many_words(here, capsys, words, told):
    assert main(["explain", *words]) == 2
    assert told in capsys.readouterr().err


PEOPLE = """\
id,name,email,role,skills,wants
00123,Ann Bell,ann@firm.example,junior,python:4,
J2,Ann Lee,,junior,python:3,
S1,Sam Roe,,senior,,python:4
S2,Sam Roe,,senior,,python:4
S3,José Paz,,senior,,python:4
"""


@pytest.fixture
def staff(here):
    Path("p.csv").write_text(PEOPLE, encoding="utf-8")
    return here


@pytest.mark.parametrize(
    ("said", "found", "how"),
    [
        ("123", "00123", "'123' is taken for '00123' (Ann Bell), found without its leading zeros"),
        ("j2", "J2", "'j2' is taken for 'J2' (Ann Lee), found without regard to capital letters"),
        ("ann bell", "00123", "'ann bell' is taken for '00123', found as a full name"),
        ("Bell, Ann", "00123", "'Bell, Ann' is taken for '00123', found as a full name"),
        ("jose paz", "S3", "'jose paz' is taken for 'S3', found as a full name"),
        ("ANN@firm.example", "00123", "is taken for '00123' (Ann Bell), found as an e-mail"),
    ],
)
def test_somebody_is_found_as_a_reference_is_and_it_is_said_how(staff, capsys, said, found, how):
    assert main(["explain", "p.csv", said]) == 0
    shown = capsys.readouterr()
    assert f"({found})" in shown.out.splitlines()[0]
    assert how in shown.err
    assert how not in shown.out


def test_both_of_a_pair_are_found_and_json_stays_alone_on_standard_output(staff, capsys):
    assert main(["explain", "p.csv", "123", "José Paz", "--json"]) == 0
    shown = capsys.readouterr()
    record = json.loads(shown.out)
    assert (record["junior_id"], record["senior_id"]) == ("00123", "S3")
    assert len(shown.err.splitlines()) == 2


def test_an_id_as_it_is_needs_no_remark(staff, capsys):
    assert main(["explain", "p.csv", "00123", "S1"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Sam Roe", "'Sam Roe' fits more than one person: S1, S2. Fix: give the id"),
        ("Paz", "Fix: did you mean 'S3' (José Paz)? Otherwise give the id"),
        ("Ann Bel", "Fix: did you mean '00123' (Ann Bell)? Otherwise give the id"),
        ("0012", "Fix: did you mean '00123' (Ann Bell)?"),
        ("xyzzy", "the e-mail address 'xyzzy'. Fix: give the id as in the roster's id column"),
    ],
)
def test_nobody_is_guessed_at_but_a_guess_is_offered(staff, capsys, said, told):
    assert main(["explain", "p.csv", said]) == 2
    assert told in capsys.readouterr().err


NAMESAKES = """\
id,name,role,skills,wants,capacity
A,Ann Bell,junior,python:4,,1
B,ANN BELL,junior,python:3,,1
S,Sam Roe,senior,,python:4,1
"""


def test_where_names_repeat_every_sentence_has_the_id(here, capsys):
    Path("n.csv").write_text(NAMESAKES, encoding="utf-8")
    assert main(["explain", "n.csv", "B", "S"]) == 0
    shown = capsys.readouterr().out
    assert "paired with Ann Bell (A) instead: Ann Bell (A) is ahead of ANN BELL (B)" in shown
    assert "the best legal score of Sam Roe is" in shown
    assert main(["explain", "n.csv", "S"]) == 0
    assert "For Sam Roe, Ann Bell (A) is ahead of ANN BELL (B) by" in capsys.readouterr().out


def test_the_table_of_pairings_tells_people_of_one_name_apart(here, capsys):
    long = "Ann Bell of the very long family name"
    Path("n.csv").write_text(NAMESAKES.replace("Ann Bell", long).replace("ANN BELL", long), "utf-8")
    assert main(["pair", "n.csv", "--format", "csv"]) == 0
    assert f"  {long} (A)  Sam Roe  python" in capsys.readouterr().out


def test_names_that_do_not_repeat_stand_alone(here, capsys):
    assert main(["pair", "r.csv", "--format", "csv"]) == 0
    assert "  Ann Bell  Sam Roe  python" in capsys.readouterr().out
