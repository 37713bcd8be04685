"""Files of pairings, in whatever tool they were made."""

from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from rmatch.errors import Problem, RosterError
from rmatch.roster import Roster, read_roster
from rmatch.roster.pairs import PairsFile, maps_for_pairs, read_pairs

ROSTER = """\
id,name,email,role,skills,wants,participate
J01,Aisha Rahman,a.rahman@example.com,junior,python:4,,yes
0007,Chloé Vasseur,c.vasseur@example.com,junior,python:3,,yes
=J3,'t Hooft,,junior,python:3,,yes
J04,Dario Conti,,junior,python:2,,no
S01,Henrik Sørensen,h.sorensen@example.com,senior,,python:5,yes
S02,Beatriz Muñoz,,senior,,python:4,yes
B01,Miriam Stone,,both,python:5,python:5,yes
"""


@pytest.fixture
def roster(tmp_path: Path) -> Roster:
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    return read_roster(tmp_path / "roster.csv")


@pytest.fixture
def read(tmp_path: Path, roster: Roster):
    def reading(text: str, **options) -> PairsFile:
        path = tmp_path / "pairs.csv"
        path.write_text(text, encoding="utf-8")
        return read_pairs(path, roster, **options)

    return reading


def wrong(read, text: str, **options) -> list[Problem]:
    with pytest.raises(RosterError) as caught:
        read(text, **options)
    assert all(
        problem.fix and problem.file.endswith("pairs.csv") for problem in caught.value.problems
    )
    return list(caught.value.problems)


def test_pairs_are_sorted_by_senior_then_junior(read):
    found = read("junior_id,senior_id\nJ01,S02\nB01,S01\nJ01,S01\n")
    assert found.pairs == (("B01", "S01"), ("J01", "S01"), ("J01", "S02"))
    assert found.warnings == ()
    assert found.facts.rows == 3


def test_a_person_with_both_roles_may_stand_on_either_side(read):
    assert read("junior_id,senior_id\nJ01,B01\nB01,S01\n").pairs == (("J01", "B01"), ("B01", "S01"))


@pytest.mark.parametrize(
    "text",
    [
        "Mentor,Mentee\nJ01,S01\n",
        "Mentor ID;Note;Learner ID\nJ01;x;S01\n",
        "Senior\tJunior\nS01\tJ01\n",
        "junior_id,gender,senior_id,decision,reason,reason\nJ01,woman,S01,accept,a,b\n",
    ],
)
def test_other_headings_and_delimiters(read, text):
    assert read(text).pairs == (("J01", "S01"),)


def test_a_workbook_and_a_parquet_file(tmp_path, roster):
    book = xlsxwriter.Workbook(tmp_path / "pairs.xlsx")
    sheet = book.add_worksheet("Result")
    for row, cells in enumerate([["Our programme"], [], ["Mentor", "Mentee"], ["J01", "S01"]]):
        sheet.write_row(row, 0, cells)
    book.close()
    frame = pd.DataFrame({"junior_id": ["J01"], "senior_id": ["S01"]})
    frame.to_parquet(tmp_path / "pairs.parquet")
    for name in ("pairs.xlsx", "pairs.parquet"):
        assert read_pairs(tmp_path / name, roster).pairs == (("J01", "S01"),)


def test_standard_input(roster):
    found = read_pairs("-", roster, stdin=b"junior_id,senior_id\nJ01,S01\n")
    assert found.pairs == (("J01", "S01"),)


def test_rmatch_takes_its_own_apostrophe_away(read):
    assert read("junior_id,senior_id\n'=J3,S01\n").pairs == (("=J3", "S01"),)
    (problem,) = wrong(read, "junior_id,senior_id\n'=J3,S01\n", raw=True)
    assert problem.code == "unknown-person"


def test_people_found_otherwise_than_written_are_reported(read):
    found = read("junior_id,senior_id\nj01,Henrik Sørensen\n7,S02\na.rahman@example.com,S02\n")
    assert found.pairs == (("J01", "S01"), ("0007", "S02"), ("J01", "S02"))
    said = [(w.line, w.severity, w.ids, w.what) for w in found.warnings]
    assert said == [
        (
            2,
            "warning",
            ("J01",),
            "'j01' is taken for 'J01', found without regard to capital letters or leading zeros",
        ),
        (2, "warning", ("S01",), "'Henrik Sørensen' is taken for 'S01', found as a full name"),
        (3, "warning", ("0007",), "'7' is taken for '0007', found without its leading zeros"),
        (
            4,
            "warning",
            ("J01",),
            "this e-mail address is taken for 'J01', found as an e-mail address",
        ),
    ]


def test_all_problems_at_once_each_with_its_line(read):
    problems = wrong(
        read,
        "Mentor,Mentee\n"
        "J01,S01\n"
        "J01,S01\n"
        "j01,S01\n"
        "J99,S01\n"
        "Rahman,S02\n"
        ",S02\n"
        "J01,\n"
        "J04,S02\n"
        "S02,J01\n"
        "B01,B01\n",
    )
    errors = [(p.line, p.heading, p.code) for p in problems if p.severity == "error"]
    assert errors == [
        (3, "Mentor", "repeated-pairing"),
        (4, "Mentor", "repeated-pairing"),
        (5, "Mentor", "unknown-person"),
        (6, "Mentor", "unknown-person"),
        (7, "Mentor", "no-junior"),
        (8, "Mentee", "no-senior"),
        (9, "Mentor", "not-taking-part"),
        (10, "Mentor", "other-role"),
        (10, "Mentee", "other-role"),
        (11, "Mentee", "same-person"),
    ]
    what = {p.line: p.what for p in problems if p.severity == "error"}
    assert what[3] == "the pairing of 'J01' with 'S01' stands on line 2 already"
    assert what[5] == "'J99' is not on the roster"
    assert what[6] == "'Rahman' is not on the roster (perhaps 'J01', Aisha Rahman)"
    assert what[7] == "this row names no junior"
    assert what[9] == "'J04' did not agree to take part"
    assert what[10] == "'J01' takes part as junior, not as senior"
    assert what[11] == "'B01' is paired with themselves"


def test_two_people_of_one_name(tmp_path):
    text = "id,name,role\nJ1,Kim Lee,junior\nJ2,Kim Lee,junior\nS1,Ann Low,senior\n"
    (tmp_path / "r.csv").write_text(text, encoding="utf-8")
    (tmp_path / "pairs.csv").write_text("Mentor,Mentee\nKim Lee,S1\n", encoding="utf-8")
    with pytest.raises(RosterError, match="'Kim Lee' fits more than one person"):
        read_pairs(tmp_path / "pairs.csv", read_roster(tmp_path / "r.csv"))


def test_columns_the_wrong_way_round_are_said_once(read):
    (problem,) = wrong(read, "Mentor,Mentee\nS01,J01\nS02,0007\n")
    assert problem.code == "swapped-columns"
    assert '--map "Mentee=junior_id" and --map "Mentor=senior_id"' in problem.fix
    maps = ("Mentee=junior_id", "Mentor=senior_id")
    assert read("Mentor,Mentee\nS01,J01\n", maps=maps).pairs == (("J01", "S01"),)


def test_the_file_of_another_roster_is_said_once(read):
    (problem,) = wrong(read, "junior_id,senior_id\nX1,Y1\nX2,Y2\n")
    assert problem.code == "another-roster"
    assert problem.value == "X1"


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("junior_id,senior_id\n", "no-rows", "there is no pairing in the file"),
        ("", "empty-file", "there is no pairing in the file"),
        ("junior_id,boss\nJ01,S01\n", "missing-column", "there is no column 'senior_id'"),
        ("junior_id,junior_id,senior_id\nJ01,J01,S01\n", "duplicate-heading", "more than once"),
    ],
)
def test_files_that_are_no_pairings(read, text, code, words):
    problems = wrong(read, text)
    assert problems[0].code == code
    assert words in problems[0].what


def test_a_file_that_is_not_there(tmp_path, roster):
    with pytest.raises(RosterError, match="there is no such file"):
        read_pairs(tmp_path / "none.csv", roster)


def test_maps(read):
    assert read("junior_id,boss\nJ01,S01\n", maps=["boss=senior_id"]).pairs == (("J01", "S01"),)
    problems = wrong(read, "junior_id,boss\nJ01,S01\n", maps=["bass=senior_id"])
    assert [p.code for p in problems] == ["missing-column", "map-no-heading"]
    assert "which has 'junior_id', 'boss'" in problems[1].fix


def test_maps_are_parted_by_the_file_that_they_are_for():
    maps = ["Crew=department", "Boss = senior id", "Mentor=junior_id", "nonsense"]
    assert maps_for_pairs(maps) == (
        ("Crew=department", "nonsense"),
        ("Boss = senior id", "Mentor=junior_id"),
    )
