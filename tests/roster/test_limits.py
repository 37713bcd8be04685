"""Columns that the policy's limits name: read beside the people, and every mistake told."""

import json

import pandas as pd
import pytest

from rmatch import Policy, Roster, read_roster
from rmatch.cli.main import main
from rmatch.cohort import Cohort
from rmatch.errors import RosterError
from rmatch.roster.checks import required_columns

HEAD = "id,role,department,skills,wants,Home Site\n"
ROWS = "J1,junior,Sales,ai:4,,Oslo\nJ2,junior,Sales/EMEA,ai:4,, \nS1,senior,HR,,ai:5,oslo \n"


def limits(*given, **policy):
    return Policy(limits=[{"max": 1} | one for one in given], **policy)


@pytest.fixture
def read(tmp_path):
    def reader(policy, text=HEAD + ROWS, **files):
        paths = {}
        for name, content in (files or {"source": text}).items():
            paths[name] = tmp_path / f"{name}.csv"
            paths[name].write_text(content, encoding="utf-8")
        return read_roster(**paths, policy=policy)

    return reader


@pytest.fixture
def wrong(read):
    def reader(*args, **files):
        with pytest.raises(RosterError) as caught:
            read(*args, **files)
        return [p for p in caught.value.problems if p.severity == "error"]

    return reader


def told(roster):
    codes = ("limit-fits-nobody", "topic-of-no-pairing")
    return [str(w) for w in roster.warnings if w.code in codes]


def test_other_headings_are_read_only_because_a_limit_names_them(read):
    policy = limits({"junior": {"home_site": "Oslo"}, "same": ["department"]})
    roster = read(policy)
    assert roster.extras == {"home_site": {"J1": "Oslo", "S1": "oslo"}}
    assert "Home Site" not in roster.unused
    bare = read(Policy())
    assert (bare.extras, bare.unused) == ({}, ("Home Site",))
    assert bare.under(policy).extras == roster.extras
    assert roster.people == bare.people


def test_of_a_frame():
    frame = pd.DataFrame({"id": ["J", "S"], "role": ["junior", "senior"], "site": ["A", None]})
    assert Roster.from_frame(frame, policy=limits({"same": ["site"]})).extras == {
        "site": {"J": "A"}
    }


def test_two_files_by_role(read, wrong):
    policy = limits({"different": ["Site"]})
    juniors, seniors = "id,site\nA,Oslo\nB,\n", "id,SITE\nB,Rome\nC,Bonn\n"
    roster = read(policy, juniors=juniors, seniors=seniors)
    assert roster.extras == {"Site": {"A": "Oslo", "B": "Rome", "C": "Bonn"}}
    assert read(policy, juniors=juniors, seniors="id\nC\n").extras == {"Site": {"A": "Oslo"}}
    (problem,) = wrong(policy, juniors=juniors, seniors="id,site\nA,Rome\n")
    assert (problem.code, problem.line, problem.heading) == ("files-disagree", 2, "site")
    assert "differs from the other file ('Oslo')" in str(problem)
    assert read(policy, juniors=juniors, seniors="id,site\nA, OSLO\n").extras["Site"]["A"]


def test_a_heading_that_the_roster_lacks(wrong):
    (problem,) = wrong(limits({"name": "Sites", "same": ["hom site"]}))
    assert str(problem).endswith(
        "[[limits]] 'Sites' names the column 'hom site', which the roster does not have (found: "
        "'hom site'). Fix: write 'Home Site' if that is meant, or add the column."
    )
    (problem,) = wrong(limits({"junior": {"departmnt": "S"}}))
    assert "[[limits]] 'limit 1' names the column 'departmnt'" in str(problem)
    assert "write 'department' if that is meant" in problem.fix
    (problem,) = wrong(limits({"junior": {"zzz": "S"}}))
    assert "write a heading of the roster, or add the column" in problem.fix


def test_a_heading_kept_for_the_audit_is_neither_read_nor_suggested(wrong):
    # The words of a heading show only where they are parted.
    text = "id,role,Site Age\nJ,junior,1990\nS,senior,1960\n"
    (problem,) = wrong(limits({"same": ["siteage"]}), text)
    assert problem.code == "limit-protected"
    assert "kept out of everything but the audit" in str(problem)
    assert "1990" not in str(problem)
    (problem,) = wrong(limits({"same": ["sitage"]}), text)
    assert "Site Age" not in str(problem)


def test_a_heading_that_is_there_twice(wrong):
    text = "id,role,Site,site\nJ,junior,A,B\nS,senior,A,A\n"
    (problem,) = wrong(limits({"same": ["site"]}), text)
    assert "more than once: 'Site' (column 3, C) and 'site' (column 4, D)" in str(problem)
    assert problem.fix == "rename or delete all but one"


def test_a_heading_that_is_read_as_a_column_of_ours(wrong):
    text = "id,role,Business Unit\nJ,junior,A\nS,senior,A\n"
    (problem,) = wrong(limits({"same": ["Business Unit"]}), text)
    assert "which is read as the column 'department'" in str(problem)
    assert problem.fix == "write 'department' in the limit"


def test_a_job_title_in_a_column_headed_like_a_role_can_be_named(read):
    text = "id,level,Side\nJ,1,Analyst\nS,9,Head\n"
    policy = limits({"junior": {"Side": "analyst"}}, roles={"junior_max": 3, "senior_min": 5})
    assert read(policy, text).extras == {"Side": {"J": "Analyst", "S": "Head"}}


def test_columns_of_ours_must_be_there_unless_everybody_has_a_value(read):
    policy = limits(
        {"name": "Tongues", "same": ["languages"]},
        {"junior": {"capacity": 1, "id": "J1"}, "senior": {"manager id": "X"}},
    )
    roster = read(policy)
    found = [problem.what for problem in required_columns(roster, policy)]
    assert found == [
        "[[limits]] 'Tongues' needs the column 'languages', which this roster does not have",
        "[[limits]] 'limit 2' needs the column 'manager_id', which this roster does not have",
    ]
    with pytest.raises(RosterError, match="Tongues"):
        Cohort.of(roster, policy)


def test_values_that_nobody_has_are_told(read):
    policy = limits(
        {
            "name": "Sales",
            "junior": {"department": ["Sales", "Salse"], "home site": "Rome"},
            "senior": {"wants": ["menopause", "AI"], "skills": "SQL"},
        },
        {"junior": {"avoids": "X9"}},
    )
    text = HEAD.replace("skills", "avoids,skills") + (
        "J1,junior,Sales,,ai:4,,Oslo\nS1,senior,HR,,,ai:5,oslo\n"
    )
    found = "\n".join(told(read(policy, text)))
    assert "no participating junior has department 'Salse', of which [[limits]] 'Sales'" in found
    assert "no participating junior has home site 'Rome'" in found
    assert "no participating senior has wants on a sensitive topic" in found
    assert "no participating senior has skills 'SQL'" in found
    assert "no participating junior has such avoids, of which [[limits]] 'limit 2'" in found
    assert "check the spelling in the policy and in the roster" in found
    assert len(found.splitlines()) == 5
    assert "X9" not in found
    assert "menopause" not in found


def test_topics_that_no_pairing_can_have_are_told(read):
    policy = limits(
        {"topic": ["AI", "Excel"]}, stereotypes={"topics": ["menopause", "ai", "artificial"]}
    )
    found = "\n".join(told(read(policy)))
    assert "[[limits]] 'limit 1' names 'Excel', which no participating junior can teach" in found
    assert "[stereotypes] topics names a sensitive topic, which no" in found
    assert "[stereotypes] topics names 'artificial'" in found
    assert len(found.splitlines()) == 3


def test_a_minimum_above_the_capacity_names_the_person(read):
    text = (
        "id,role,min_load,capacity,participate\nJ,junior,3,2,yes\nK,junior,3,2,no\nS,senior,1,,y\n"
    )
    with pytest.raises(RosterError) as caught:
        Cohort.of(read(Policy(), text), Policy())
    (problem,) = caught.value.problems
    assert "'J' asks for at least 3 pairings, but has a capacity of 2" in str(problem)
    assert "lower the min_load of 'J' to 2, or raise the capacity" in problem.fix


def test_check_shows_what_only_the_limits_read(tmp_path, capsys):
    roster, policy = tmp_path / "roster.csv", tmp_path / "policy.toml"
    roster.write_text(HEAD + ROWS, encoding="utf-8")
    policy.write_text("[[limits]]\nmax = 1\nsame = ['home site']\n", encoding="utf-8")
    assert main(["check", str(roster), "--policy", str(policy), "--json"]) == 0
    columns = json.loads(capsys.readouterr().out)["columns"]
    assert {"heading": "home site", "column": "[[limits]] alone"} in columns
