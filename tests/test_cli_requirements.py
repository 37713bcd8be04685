"""Requirements from the command line: files, words, exit codes; and no group in any of them."""

import csv
import importlib
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from rmatch.cli.main import main
from rmatch.roster.sample import sample_roster

from .written import texts_in

NAMES = {"young": "circle", "old": "square"}


def write(rows, path="roster.csv"):
    with Path(path).open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def sampled(size=24, seed=3):
    """People, with a group that goes with the topics, as far as blind software can tell."""
    people = sample_roster(size, size, seed)
    for number, person in enumerate(people):
        person["Ethnic group"] = "young" if "social" in person["skills"] or number % 3 else "old"
        person["capacity"] = "2" if person["role"] == "junior" else "1"
    return people


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(sampled())
    return tmp_path


def policy(text):
    Path("p.toml").write_text(text, encoding="utf-8")
    return ["--policy", "p.toml"]


def contents(folder="pairings"):
    return {p.name: p.read_bytes() for p in Path(folder).iterdir() if p.name != "run.json"}


def summary(folder="pairings"):
    return json.loads((Path(folder) / "summary.json").read_text(encoding="utf-8"))


ENFORCED = """
[stereotypes]
topics = ["social media", "SQL", "generative AI"]
attribute = "Ethnic group"
mode = "enforce"
ratio = 0.95
funnel = 0.9
load_tolerance = 0
"""
OWN = """
[cross_department]
prefer = "same"
[[limits]]
name = "own department"
same = ["department"]
max = 0.05
share = true
"""
BRANCH = importlib.import_module("rmatch.assign.constrained.branch")


def test_what_requirements_cost_is_always_said(here, capsys):
    assert main(["pair", "roster.csv", *policy(OWN)]) == 0
    shown = capsys.readouterr().out
    assert "1 requirement kept (" in shown
    assert "). Without it there would be " in shown
    assert "nothing that keeps the requirements" in shown
    assert set(summary()["requirements"][0]) == {"name", "holds", "binds", "price"}


def test_prices_are_a_ranked_list_and_in_the_summary(here, capsys):
    assert main(["pair", "roster.csv", "--prices", *policy(OWN)]) == 0
    listed = capsys.readouterr().out.partition("the dearest first")[2].splitlines()[2:]
    priced = [line.split() for line in listed[: listed.index("")]]
    order = [(int(people), float(points)) for people, points, *_ in priced]
    assert order == sorted(order, reverse=True)
    assert summary()["requirements"][0]["price"].keys() == {"people", "points"}
    assert summary()["rule_prices"].keys() == summary()["rules"].keys()


def test_an_infeasible_run_writes_nothing_and_leaves_the_earlier_result(here, capsys):
    assert main(["pair", "roster.csv", "-q"]) == 0
    before = contents()
    many = '[[limits]]\nname = "IT mentors"\ntopic = ["SQL"]\nmin = 40\n'
    assert main(["pair", "roster.csv", *policy(many)]) == 4
    told = capsys.readouterr().err
    assert "no matching keeps all requirements, so nothing was written" in told
    assert "lower [[limits]] 'IT mentors' min from 40 to " in told
    assert contents() == before


def test_an_infeasible_run_still_says_that_a_limit_speaks_of_nobody(here, capsys):
    limit = '[[limits]]\nname = "Sails"\nsenior = { department = "Sails" }\nmin = 2\n'
    assert main(["pair", "roster.csv", *policy(limit)]) == 4
    told = capsys.readouterr().err
    assert "no participating senior has department 'Sails'" in told
    assert main(["pair", "roster.csv", "-q", *policy(limit)]) == 4
    assert "participating" not in capsys.readouterr().err


def test_explain_says_that_the_requirements_leave_no_room(here, capsys):
    assert (
        main(["explain", "roster.csv", "J00001", "S00001", *policy("[[limits]]\nmax = 0\n")]) == 0
    )
    told = capsys.readouterr().out
    assert "Not paired: what is required leaves no room for it." in told


def test_the_cost_beside_an_unproven_result_is_said_to_be_so(here, capsys):
    write(sampled(40, 4))
    assert main(["pair", "roster.csv", "--gap", "0.5", *policy(OWN)]) == 0
    assert summary()["status"] == "feasible"
    (line,) = (
        each for each in capsys.readouterr().out.splitlines() if "1 requirement kept (" in each
    )
    assert line.endswith(" in all as far as this was solved.")


def test_the_solver_asked_for_names_the_requirement(here, capsys):
    assert main(["pair", "roster.csv", "--solver", "hungarian", *policy(OWN)]) == 2
    assert "cannot honour the requirement 'own department'" in capsys.readouterr().err
    assert not Path("pairings").exists()


def test_the_clock_without_any_matching_writes_nothing(here, monkeypatch, capsys):
    monkeypatch.setattr(BRANCH, "time", SimpleNamespace(monotonic=lambda: float("inf")))
    assert main(["pair", "roster.csv", "--time-limit", "9", *policy(ENFORCED)]) == 5
    assert "nothing was written" in capsys.readouterr().err
    assert not Path("pairings").exists()


def test_a_missing_solver_is_named_with_its_cure(here, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "highspy", None)
    assert main(["pair", "roster.csv", *policy(ENFORCED)]) == 6
    assert "pip install highspy" in capsys.readouterr().err
    assert not Path("pairings").exists()


def test_enforced_groups_can_be_renamed_without_changing_a_byte(here, capsys):
    """S2: the groups' names reach nothing; and they bind here, so there is something to see."""
    texts, outputs = [], []
    for named in ({}, NAMES, {"young": "old", "old": "young"}):
        write(
            [
                row | {"Ethnic group": named.get(row["Ethnic group"], row["Ethnic group"])}
                for row in sampled()
            ]
        )
        assert main(["pair", "roster.csv", "--prices", *policy(ENFORCED)]) == 0
        outputs.append(contents())
        shown = capsys.readouterr()
        texts.append((shown.out, shown.err))
    assert outputs[0] == outputs[1] == outputs[2]
    assert texts[0] == texts[1] == texts[2]
    assert any(one["binds"] for one in summary()["requirements"])
    assert summary()["requirements_cost"] != {"people": 0, "points": 0.0}


def test_no_file_of_an_enforced_run_names_the_trait_or_a_group(here, capsys):
    assert main(["pair", "roster.csv", *policy(ENFORCED)]) == 0
    shown = capsys.readouterr()
    for text in (shown.out, shown.err, *texts_in(Path("pairings")).values()):
        assert not {"ethnic", "young", "circle"} & set(text.lower().replace(",", " ").split())


def test_the_audit_is_written_beside_the_result_and_goes_with_it(here, capsys):
    audit = {"audit.csv", "audit.json", "audit.html"}
    assert main(["pair", "roster.csv", "--audit"]) == 0
    assert "Ethnic group" in capsys.readouterr().out
    assert audit <= contents().keys()
    others = {name: data for name, data in contents().items() if name not in audit}
    assert main(["pair", "roster.csv", "-q"]) == 0
    assert contents() == others  # an old audit does not stay beside a new pairing


def test_an_attribute_that_the_roster_lacks_is_named(here, capsys):
    assert main(["pair", "roster.csv", *policy(ENFORCED.replace("group", "grp"))]) == 3
    assert "Ethnic grp" in capsys.readouterr().err
    assert not Path("pairings").exists()


def test_a_gap_is_feasible_and_done(here, capsys):
    assert main(["pair", "roster.csv", "--gap", "0.9", *policy(OWN)]) == 0
    stated = summary()
    assert stated["status"] in ("optimal", "feasible")
    assert stated["objective"]["bound"][-1] >= stated["objective"]["value"][-1]
