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
    assert "nobody on the roster has the id 'X'" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["r.csv"], ["r.csv", "A", "S", "B"]])
def test_too_few_and_too_many_words(here, capsys, words):
    assert main(["explain", *words]) == 2
    shown = capsys.readouterr().err
    assert "takes a roster and one person's id" in shown
    assert f"not {len(words)} words" in shown
