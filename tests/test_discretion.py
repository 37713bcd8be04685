"""What no output may say: sensitive topics, and whose wish a confidential rule was."""

import itertools
import json
import random
from pathlib import Path

import pytest

import rmatch
from rmatch.cli.main import main
from rmatch.writing import FORMATS

from .oracle.rosters import Knobs, draw, to_csv
from .written import texts_in

# A sensitive topic in every place where a roster can name it, and nothing else like it.
HEADINGS = (
    "id,name,role,level,skill:menopause,want:Menopause,Rate your skill [Faith at work],"
    "skills,wants,offers,goals,prefers\n"
)
ROSTER = f"""\
{HEADINGS}\
J1,Ann,junior,1,4,,2,python:4;sql,,menopause; python; LGBT allyship,menopause; growth,S1; zz
J2,Bob,junior,1,3,5,,sql:3;LGBT,,menopause,growth,
S1,Cee,senior,5,,5,,,python:4;menopause at work:4*2,,menopause; growth,J1
S2,Dee,senior,5,,,,faith at work:5,LGBT:4; perimenopause; Faith at work:2,,growth,
"""
SECRETS = ("menopause", "lgbt", "faith")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("r.csv").write_text(ROSTER, "utf-8")
    return tmp_path


def told(texts: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, s) for name, text in texts.items() for s in SECRETS if s in text.casefold()]


def test_no_file_of_a_run_names_a_sensitive_topic(here, capsys):
    assert main(["pair", "r.csv", "--format", ",".join(FORMATS)]) == 0
    shown = capsys.readouterr()
    texts = texts_in(here / "pairings") | {"stdout": shown.out, "stderr": shown.err}
    # The two people's own brief is the one place for it, and for theirs alone.
    own = {name: text for name, text in texts.items() if name.startswith("briefs/J1-S1.")}
    assert {s for _, s in told(own)} == {"menopause"}
    assert told({name: text for name, text in texts.items() if name not in own}) == []
    assert "both hope for growth; they have another goal in common" in texts["pairings.csv"]


def test_check_and_explain_name_no_sensitive_topic(here, capsys):
    commands = (
        ["check", "r.csv", "--write-policy", "p.toml"],
        ["check", "r.csv", "--json"],
        ["explain", "r.csv", "J1", "S1"],
        ["explain", "r.csv", "J1", "S1", "--json"],
        ["explain", "r.csv", "J1"],
    )
    for command in commands:
        assert main(command) == 0
        shown = capsys.readouterr()
        assert told({"stdout": shown.out, "stderr": shown.err}) == []
        assert "a sensitive topic" in shown.out
    assert told({"p.toml": Path("p.toml").read_text("utf-8")}) == []
    assert main(["pair", "r.csv", "--policy", "p.toml", "-q"]) == 0


def test_a_goal_that_is_not_to_be_named_is_only_in_common(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("r.csv").write_text(
        "id,role,skills,wants,goals\nJ1,junior,sql:4,,Ramadan verstehen\n"
        "S1,senior,,sql:4,Ramadan verstehen\n",
        "utf-8",
    )
    assert main(["pair", "r.csv", "--format", ",".join(FORMATS)]) == 0
    texts = texts_in(tmp_path / "pairings") | {"stdout": capsys.readouterr().out}
    assert not [name for name, text in texts.items() if "ramadan" in text.casefold()]
    assert "they have a goal in common" in texts["pairings.csv"]
    assert "sensitive" not in texts["pairings.csv"]


def test_check_shows_which_words_were_taken_for_sensitive_topics(here, capsys):
    assert main(["check", "r.csv"]) == 0
    shown = capsys.readouterr().out
    counted = "5 sensitive topics are not written out; `rmatch check --show-sensitive` lists"
    assert counted in shown
    assert main(["check", "r.csv", "--show-sensitive"]) == 0
    shown = capsys.readouterr().out
    listed = "Faith at work, LGBT, menopause, menopause at work, perimenopause"
    assert f"taken for sensitive topics: {listed}" in shown.casefold().replace(
        listed.casefold(), listed
    )
    assert "not_sensitive" in shown


def test_check_says_nothing_of_sensitive_topics_where_there_are_none(tmp_path, capsys):
    path = tmp_path / "r.csv"
    path.write_text("id,role,skills,wants\nJ1,junior,sql:4,\nS1,senior,,sql:4\n", "utf-8")
    assert main(["check", str(path)]) == 0
    assert "ensitive" not in capsys.readouterr().out


def test_show_sensitive(here, capsys):
    assert main(["pair", "r.csv", "--show-sensitive", "-q"]) == 0
    assert "Menopause" in Path("pairings/pairings.csv").read_text("utf-8")
    assert main(["check", "r.csv", "--show-sensitive", "--write-policy", "p.toml"]) == 0
    assert "skill:menopause" in capsys.readouterr().out
    assert "Faith at work" in Path("p.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("listed", "shown"),
    [({"sensitive": ["py"]}, "a sensitive topic"), ({"not_sensitive": ["change"]}, "Menopause")],
)
def test_the_policy_may_name_a_sensitive_skill_by_an_alias(tmp_path, listed, shown):
    skill = "Python" if "sensitive" in listed else "Menopause"
    path = tmp_path / "r.csv"
    path.write_text(
        f"id,role,skills,offers,wants\nA,junior,{skill}:4,{skill},\nB,senior,,,{skill}:4\n", "utf-8"
    )
    aliases = {"py": "Python", "change": "menopause"}
    policy = rmatch.Policy(stereotypes=listed, skills={"aliases": aliases})
    matching = rmatch.pair(rmatch.read_roster(path, policy=policy), policy=policy)
    assert [row.topics for row in matching.pairing_rows] == [(shown,)]


@pytest.mark.parametrize("seed", range(8))
def test_whose_wish_a_confidential_rule_was_changes_no_byte(seed, tmp_path, capsys):
    """One pair not to be paired, and one unknown id: told by either side, in either column."""
    rows = draw(seed, Knobs(juniors=4, seniors=4, both=0, left_out=0, references=False))
    rows.sort(key=lambda row: row["id"])
    mentors = [row for row in rows if row["role"].casefold() in ("junior", "mentor")]
    learners = [row for row in rows if row not in mentors]
    two = random.Random(seed).choice(mentors)["id"], random.Random(seed).choice(learners)["id"]
    seen = set()
    ways = itertools.product((two, two[::-1]), ("avoids", "successor_of"), (0, -1))
    for k, ((whose, whom), column, lost) in enumerate(ways):
        changed = [row | {"avoids": "", "successor_of": ""} for row in rows]
        for row in changed:
            if row["id"] == whose:
                row[column] = whom
        other = "avoids" if k % 3 else "successor_of"
        changed[lost][other] = "; ".join(filter(None, (changed[lost][other], "ghost")))
        path = tmp_path / "r.csv"
        path.write_text(to_csv(changed), "utf-8", newline="")
        matching = rmatch.pair(rmatch.read_roster(path))
        matching.write(tmp_path / "out", formats=FORMATS)
        texts = texts_in(tmp_path / "out")
        texts["run.json"] = json.dumps(json.loads(texts["run.json"])["warnings"])
        assert main(["check", str(path), "--json"]) == 0
        texts["check"] = capsys.readouterr().out
        explained = [matching.explain(a["id"], b["id"]) for a in mentors for b in learners]
        explained += [matching.explain(row["id"]) for row in rows]
        seen.add(json.dumps([texts, [e.as_dict() for e in explained], list(map(str, explained))]))
    assert len(seen) == 1


def test_an_email_address_goes_into_no_file_but_the_workbook_and_the_brief(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text(
        "id,role,email,skills,wants,prefers\n"
        "A,junior,ann@example.org,p:4,,\nB,senior,bob@example.org,,p:4,ann@example.org\n",
        "utf-8",
    )
    rmatch.pair(rmatch.read_roster(path)).write(tmp_path / "out", formats=FORMATS)
    texts = texts_in(tmp_path / "out")
    assert "this is taken for 'A', found as an e-mail address" in texts["run.json"]
    named = {name for name, text in texts.items() if "example.org" in text}
    assert named == {"pairings.xlsx", "briefs/A-B.md", "briefs/A-B.html", "briefs/A-B.json"}
