"""Rows of a file of decisions: words, overrides, and whom a row may be about."""

from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from rmatch.errors import DecisionsError
from rmatch.roster import read_decisions, read_roster
from rmatch.roster.decisions import DECISIONS, FORBIDDING
from rmatch.roster.notices import notices

from .deciding import said, wrong

# --- what a file says wrongly ---


@pytest.mark.parametrize(
    ("text", "code", "words", "cure"),
    [
        ("", "empty-file", "there is no row", "or leave the file out"),
        (
            "junior_id,senior_id\nJ01,S01\n",
            "missing-column",
            "there is no column 'decision'",
            '--map "Their heading=decision"',
        ),
        (
            "junior_id,decision\nJ01,lock\n",
            "missing-column",
            "there is no column 'senior_id'",
            '--map "Their heading=senior_id"',
        ),
        (
            "junior_id,senior_id,decision,decision\nJ01,S01,lock,veto\n",
            "duplicate-heading",
            "'decision' has the same heading more than once",
            "rename or delete all but one",
        ),
    ],
)
def test_files_that_are_no_decisions(decided, text, code, words, cure):
    (problem,) = wrong(decided, text, heading="")
    assert problem.code == code
    assert problem.file.endswith("decisions.csv")
    assert words in problem.what
    assert cure in problem.fix


def test_a_file_that_is_not_there_beside_one_with_mistakes(tmp_path, staff):
    (tmp_path / "d.csv").write_text("junior_id,senior_id,decision\nJ01,S01,vetto\n", "utf-8")
    with pytest.raises(DecisionsError) as caught:
        read_decisions([tmp_path / "none.csv", tmp_path / "d.csv"], staff)
    assert {p.code for p in caught.value.problems} == {"missing-file", "unknown-decision"}


@pytest.mark.parametrize(
    ("word", "value", "fix"),
    [
        ("vetto", "vetto", "did you mean 'veto'? Otherwise write accept, lock, veto, change or"),
        ("Declinned", "Declinned", "did you mean 'declined'?"),
        ("annother partner", None, "did you mean 'change'?"),
        ("banana", "banana", "write accept, lock, veto, change or declined, or leave the cell"),
        ("??", None, "write accept, lock"),
        ("is ill since May", None, "write accept, lock"),
    ],
)
def test_any_other_word_is_an_error_with_the_nearest(decided, word, value, fix):
    (problem,) = wrong(decided, f"J01,S01,{word},,,\n")
    assert (problem.code, problem.line, problem.heading) == ("unknown-decision", 2, "decision")
    assert problem.what == "this is not a decision"
    assert problem.value == value
    assert problem.fix.startswith(fix)


def test_a_reason_in_the_column_of_decisions_is_not_shown(decided):
    (problem,) = wrong(decided, "J01,S01,declined - she is ill,,,\n")
    assert problem.what == "more than the one word 'declined' stands here"
    assert problem.fix == "write only 'declined'; a reason has a column of its own, 'reason'"
    assert "ill" not in str(problem).replace("stands", "")


def test_an_override_that_is_neither_yes_nor_no(decided):
    problems = wrong(decided, "J01,S01,lock,perhaps,,\nJ01,S02,,because I say so,,\n")
    assert [(p.code, p.line, p.heading, p.value) for p in problems] == [
        ("unknown-override", 2, "override", "perhaps"),
        ("unknown-override", 3, "override", None),
    ]
    assert problems[0].what == "this says neither that a rule is overridden nor that it is not"
    assert problems[0].fix == "write yes, or leave the cell blank for a no"


@pytest.mark.parametrize("word", sorted(FORBIDDING))
def test_an_override_beside_a_decision_that_forbids_is_warned_about_and_left_aside(decided, word):
    found = decided(f"J01,S01,{word},yes,,\n")
    assert [(d.decision, d.override) for d in found.decisions] == [(word, False)]
    (warning,) = found.warnings
    assert (warning.code, warning.heading, warning.ids) == (
        "override-forbidding",
        "override",
        ("J01", "S01"),
    )
    assert warning.what == f"override means nothing beside '{word}': the two are not paired"
    assert warning.confidential


def test_an_override_without_a_decision_has_no_effect_and_is_said(decided):
    found = decided("J01,S01,,yes,,\nJ01,S02,lock,,,\n")
    (warning,) = found.warnings
    assert (warning.code, warning.line) == ("override-undecided", 2)
    assert warning.what == "override is said where nothing is decided, so it has no effect"
    assert said(found) == [("J01", "S02", "lock")]


def test_a_file_without_a_single_decision_is_said(decided):
    found = decided("J01,S01,,,,\n0007,S02,,,,\n")
    assert found.listed == {("J01", "S01"), ("0007", "S02")}
    assert not found
    (warning,) = found.warnings
    assert (warning.code, warning.what) == (
        "no-decision",
        "no decision is filled in, so this file of decisions changes nothing",
    )
    assert warning.fix == "fill in the column 'decision' and save the file, or leave it out"


def test_headings_alone_decide_nothing_as_a_page_exports_what_is_all_undecided(decided):
    found = decided("")
    assert not found
    assert (found.listed, found.result) == (frozenset(), frozenset())
    assert [(w.code, w.severity, w.what, w.fix) for w in found.warnings] == [
        (
            "no-decision",
            "warning",
            "nothing is decided in this file of decisions, so it changes nothing",
            "leave it out, if that is meant",
        )
    ]
    beside = decided("", "J01,S01,lock,,,\n")
    assert said(beside) == [("J01", "S01", "lock")]


def test_headings_alone_in_a_workbook_and_parquet_too(staff, tmp_path):
    frame = pd.DataFrame({name: [] for name in ("junior_id", "senior_id", "decision")}, dtype=str)
    frame.to_parquet(tmp_path / "d.parquet")
    with xlsxwriter.Workbook(tmp_path / "d.xlsx") as book:
        book.add_worksheet().write_row(0, 0, list(frame))
    for name in ("d.parquet", "d.xlsx"):
        found = read_decisions(tmp_path / name, staff)
        assert [w.code for w in found.warnings] == ["no-decision"]


# --- people ---


def test_people_found_otherwise_than_written_are_reported_where_something_is_decided(decided):
    found = decided("j01,Henrik Sørensen,lock,,,\n7,S02,,,,\n7,S01,declined,,,\n")
    assert said(found) == [("0007", "S01", "declined"), ("J01", "S01", "lock")]
    assert ("0007", "S02") in found.listed
    assert [(w.line, w.ids, w.what, w.confidential) for w in found.warnings] == [
        (
            2,
            ("J01",),
            "'j01' is taken for 'J01', found without regard to capital letters or leading zeros",
            False,
        ),
        (2, ("S01",), "'Henrik Sørensen' is taken for 'S01', found as a full name", False),
        (4, ("0007",), "'7' is taken for '0007', found without its leading zeros", True),
    ]


@pytest.mark.parametrize("word", DECISIONS)
def test_somebody_who_is_not_on_the_roster(decided, word):
    problems = wrong(decided, f"J99,S01,{word},,,\nJ01,S02,,,,\nJ01,,{word},,,\n")
    assert [(p.line, p.heading, p.code) for p in problems] == [
        (2, "junior_id", "unknown-person"),
        (4, "senior_id", "no-senior"),
    ]
    assert problems[0].what == "'J99' is not on the roster"
    assert problems[0].fix == (
        "take the row out, if this person has left; else write the id as in the roster's id column"
    )
    (problem,) = wrong(decided, f"J99,S99,{word},,,\n")[:1]
    assert problem.code == "unknown-person"


def test_a_name_that_two_people_have(tmp_path):
    text = "id,name,role\nJ1,Kim Lee,junior\nJ2,Kim Lee,junior\nS1,Ann Low,senior\n"
    (tmp_path / "r.csv").write_text(text, encoding="utf-8")
    (tmp_path / "d.csv").write_text("Mentor,Mentee,Decision\nKim Lee,S1,veto\n", encoding="utf-8")
    with pytest.raises(DecisionsError, match="'Kim Lee' fits more than one person") as caught:
        read_decisions(tmp_path / "d.csv", read_roster(tmp_path / "r.csv"))
    (problem,) = caught.value.problems
    assert problem.fix == "write the id as in the roster's id column"


@pytest.mark.parametrize("override", ["", "yes"])
def test_nobody_is_locked_who_did_not_agree_to_take_part(decided, override):
    problems = wrong(decided, f"J04,S01,lock,{override},,\nJ04,S03,lock,{override},,\n")
    assert [(p.line, p.heading, p.code) for p in problems] == [
        (2, "junior_id", "not-taking-part"),
        (3, "junior_id", "not-taking-part"),
        (3, "senior_id", "not-taking-part"),
    ]
    assert problems[0].what == "'J04' did not agree to take part, which no decision overrides"
    assert problems[0].fix == (
        "take the row out, or write on the roster that this person takes part"
    )


@pytest.mark.parametrize("word", [word for word in DECISIONS if word != "lock"])
def test_other_decisions_about_them_have_no_effect(decided, word):
    found = decided(f"J01,S03,{word},,,\nJ01,S01,lock,,,\n")
    assert said(found) == [("J01", "S01", "lock")]
    assert ("J01", "S03") in found.listed
    (warning,) = found.warnings
    assert (warning.code, warning.line, warning.ids) == ("no-effect", 2, ("S03",))
    assert warning.what == "'S03' did not agree to take part, so this decision has no effect"
    assert warning.fix == "take the row out"
    assert warning.confidential is (word in FORBIDDING)


@pytest.mark.parametrize("word", DECISIONS)
def test_somebody_in_the_other_role_and_a_person_with_themselves(decided, word):
    problems = wrong(
        decided, f"S02,J01,{word},,,\nB01,B01,{word},,,\nS03,S01,{word},,,\nJ01,S01,{word},,,\n"
    )
    assert [(p.line, p.heading, p.code) for p in problems] == [
        (2, "junior_id", "other-role"),
        (2, "senior_id", "other-role"),
        (3, "senior_id", "same-person"),
        (4, "junior_id", "other-role"),
    ]
    assert problems[0].what == "'S02' takes part as senior, not as junior"
    assert problems[2].what == "'B01' is paired with themselves"
    assert problems[3].what == "'S03' is on the roster as senior, not as junior"


def test_rows_without_a_decision_say_nothing_about_their_people(decided):
    rows = "J99,S01,,,,\nj04,S01,,,,\nS01,J01,,,,\nB01,B01,,,,\n,,,,,Petra\nJ98,S02,,what,,\n"
    found = decided(f"{rows}J01,S01,lock,,,\n")
    assert found.warnings == ()
    assert found.listed == {("J01", "S01"), ("J04", "S01")}


def test_columns_the_wrong_way_round_are_said_once(decided):
    (problem,) = wrong(decided, "S01,J01,lock,,,\nS02,0007,,,,\nS02,J04,veto,,,\n")
    assert problem.code == "swapped-columns"
    assert '--map "senior_id=junior_id" and --map "junior_id=senior_id"' in problem.fix


def test_the_decisions_of_another_roster_are_said_once_for_each_file(decided):
    strangers = "X1,Y1,lock,,,\nX2,Y2,,,,\n"
    problems = wrong(decided, strangers, "J01,S01,lock,,,\n", strangers)
    assert [(p.code, Path(p.file).name) for p in problems] == [
        ("another-roster", "decisions.csv"),
        ("another-roster", "third.csv"),
    ]


def test_warnings_about_decisions_can_stand_in_files_that_name_no_line(decided):
    found = decided(
        "J01,S03,accept,,,\nB01,S03,accept,,,\nJ01,S02,veto,yes,,\n"
        "J01,S01,accept,,,\n0007,S01,,yes,,\n",
        "J01,S01,lock,,,\nJ04,S01,declined,,,\n",
    )
    told = [(notice.code, notice.message, notice.ids) for notice in notices(found.warnings)]
    assert told == [
        (
            "no-effect",
            "decisions about people who did not agree to take part have no effect: 1 person",
            ("S03",),
        ),
        (
            "not-to-be-paired",
            "1 entry about people not to be paired has no effect as written; "
            "`rmatch check` shows where",
            (),
        ),
        (
            "not-to-be-paired-kept",
            "1 entry about people not to be paired is written in another way than expected, and "
            "kept all the same; `rmatch check` shows where",
            (),
        ),
        (
            "override-undecided",
            "override is said where nothing is decided, so it has no effect",
            ("0007", "S01"),
        ),
        (
            "repeated-decision",
            "'J01' with 'S01' is decided twice, and not alike: 'lock' counts",
            ("J01", "S01"),
        ),
    ]
