"""Questions and resources on topics that nobody on the roster names: told, with the nearest."""

import json

import pytest

from rmatch import Policy, read_roster
from rmatch.cli.main import main

ROSTER = (
    "id,role,skills,wants\nJ1,junior,Generative AI:4; menopause:4; py:3,\n"
    "S1,senior,,generative  ai:4; budgeting:3\n"
)


def told(tmp_path, questions=None, resources=None, **policy):
    path = tmp_path / "roster.csv"
    path.write_text(ROSTER, encoding="utf-8")
    programme = {"questions": questions or {}, "resources": resources or {}}
    roster = read_roster(path, policy=Policy(programme=programme, **policy))
    return [w for w in roster.warnings if w.code == "notes-on-no-topic"]


def test_topics_of_the_roster_are_known_however_they_are_spelt(tmp_path):
    notes = {"GENERATIVE AI": ["What for?"], "Menopause": ["Where to start?"], "Python": ["Why?"]}
    assert told(tmp_path, notes, notes, skills={"aliases": {"py": "Python"}}) == []


def test_a_topic_nearly_spelt_like_one_of_the_roster_is_told_with_it(tmp_path):
    (warning,) = told(tmp_path, {"Generativ AI": ["What for?"]})
    assert str(warning).endswith(
        "[programme] questions: nobody on the roster names the topic 'Generativ AI', so no brief "
        "shows them. Fix: write 'Generative AI' if that is meant."
    )
    assert warning.severity == "warning"


def test_other_topics_are_told_together(tmp_path):
    (warning,) = told(tmp_path, {"Welding": ["Why?"]}, {"Knitting": ["A book"]})
    assert "nobody on the roster names 'Welding' or 'Knitting', so no brief" in warning.what
    assert warning.fix == "check the spelling, or leave them for another roster"
    (warning,) = told(tmp_path, {name: ["?"] for name in ("Welding", "Knitting", "Chess", "Go")})
    assert "'Welding', 'Knitting', 'Chess' and 1 more" in warning.what


@pytest.mark.parametrize("topic", ["Pregnancy at work", "menopaus"])
def test_sensitive_topics_are_neither_written_out_nor_suggested(tmp_path, topic):
    (warning,) = told(tmp_path, {topic: ["Where to start?"]})
    assert "nobody on the roster names a sensitive topic" in warning.what
    assert topic not in str(warning)
    assert "menopause" not in str(warning)


@pytest.mark.parametrize("command", ["check", "pair"])
def test_both_commands_show_it(tmp_path, capsys, command):
    roster, policy = tmp_path / "roster.csv", tmp_path / "policy.toml"
    roster.write_text(ROSTER, encoding="utf-8")
    policy.write_text("[programme.questions]\n'Generativ AI' = ['What for?']", encoding="utf-8")
    out = ["--out", str(tmp_path / "out"), "--format", "json"] if command == "pair" else []
    assert main([command, str(roster), "--policy", str(policy), *out]) == 0
    assert "nobody on the roster names the topic 'Generativ AI'" in capsys.readouterr().err


def test_check_counts_it_in_json(tmp_path, capsys):
    roster, policy = tmp_path / "roster.csv", tmp_path / "policy.toml"
    roster.write_text(ROSTER, encoding="utf-8")
    policy.write_text("[programme.resources]\nWelding = ['A book']", encoding="utf-8")
    assert main(["check", str(roster), "--policy", str(policy), "--json"]) == 0
    codes = [problem["code"] for problem in json.loads(capsys.readouterr().out)["warnings"]]
    assert "notes-on-no-topic" in codes
