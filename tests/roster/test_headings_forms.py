"""Exports of form tools: questions, grids, response numbers, the tools' own columns."""

from __future__ import annotations

import pytest

from rmatch.roster.column_plan import ColumnPlan
from rmatch.roster.headings import plan_columns
from rmatch.roster.protected import protected_attribute
from rmatch.roster.questions import asked_column, exact_question, is_form, named_skill
from rmatch.roster.vocabulary.aliases import ROSTER_COLUMNS
from rmatch.roster.vocabulary.form_questions import GRIDS, QUESTIONS

TEXTS = [question.text for question in QUESTIONS]


def plan(headings: list[str], *maps: str) -> ColumnPlan:
    return plan_columns(headings, file="answers.csv", maps=maps)


@pytest.mark.parametrize(
    "own",
    [
        ["Timestamp", "Email Address"],
        ["Timestamp", "Username"],
        ["Zeitstempel"],
        ["ID", "Start time", "Completion time", "Email", "Name"],
        ["ID", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name"],
        ["Horodateur", "#"],
    ],
)
def test_our_form_is_read_unaided_from_either_tool(own: list[str]) -> None:
    assert is_form(own)
    made = plan([*own, *TEXTS])
    assert made.problems == ()
    assert made.sources == {question.column: question.text for question in QUESTIONS}
    assert made.unused == tuple(own)


def test_edited_and_shortened_questions_are_still_known() -> None:
    made = plan(
        [
            "Timestamp",
            "1. Your employee number (see your badge)",
            "Which skills do you have? Please list them with levels.",
            "Which skills would you like to learn this year?",
            "I would like to take part as a ...",
            "WHAT IS YOUR TIME ZONE *",
            "When could you meet (local time)?",
            "Whom would you rather not be paired with (confidential)",
            "I agree to take part and to the privacy notice",
            "How many people could you support?",
        ]
    )
    assert list(made.fields) == [
        "id",
        "role",
        "skills",
        "wants",
        "timezone",
        "available",
        "capacity",
        "avoids",
        "participate",
    ]
    assert made.problems == ()


def test_a_heading_cut_short_by_the_tool_is_the_beginning_of_one_question() -> None:
    assert asked_column("With how many") == "capacity"
    assert asked_column("Which of your") == "offers"
    assert asked_column("Which skills") is None
    assert asked_column("Your") is None


def test_every_beginning_leads_to_its_question() -> None:
    for question in QUESTIONS:
        assert exact_question(question.text.upper()) == question.column
        for text in (question.text, *(f"{begin} ..." for begin in question.begins)):
            assert asked_column(text) == question.column, text
            assert protected_attribute(text) is None, text
    for grid in GRIDS:
        for begin in grid.begins:
            assert named_skill(f"{begin} [Data: R]") == (grid.column, "Data: R"), begin


def test_questions_ask_for_columns_that_exist_each_once() -> None:
    asked = [question.column for question in QUESTIONS]
    assert len(set(asked)) == len(asked)
    assert set(asked) < set(ROSTER_COLUMNS)
    assert {"id", "role", "skills", "wants", "offers", "participate"} <= set(asked)
    assert len({text.casefold() for text in TEXTS}) == len(TEXTS)


@pytest.mark.parametrize("number", ["ID", "#", "No.", "id"])
def test_response_numbers_are_no_ids(number: str) -> None:
    made = plan([number, "Timestamp", "Employee ID", "Skills"])
    assert made.sources["id"] == "Employee ID"
    assert made.unused == (number, "Timestamp")
    made = plan([number, "Timestamp", "Email Address", "Skills"])
    assert made.sources["id"] == made.sources["email"] == "Email Address"
    assert plan([number, "Skills"]).sources["id"] == number


def test_the_account_of_a_form_is_an_email_and_then_the_id() -> None:
    made = plan(["Timestamp", "Username", "Skills"])
    assert made.fields == {"id": 1, "email": 1, "skills": 2}


def test_a_form_with_neither_says_so() -> None:
    made = plan(["ID", "Timestamp", "Name", "Skills"])
    assert [problem.code for problem in made.problems] == ["no-id-column"]
    assert "In a form's export 'ID' and '#' only number the responses" in str(made.problems[0])
    assert plan(["ID", "Timestamp", "Skills"], "ID=id").sources["id"] == "ID"


def test_what_people_were_asked_goes_before_what_the_tool_adds() -> None:
    own = ["ID", "Start time", "Completion time", "Email", "Name", "Language"]
    made = plan([*own, "Your full name", "Which languages do you speak well?"])
    assert made.sources == {
        "id": "Email",
        "name": "Your full name",
        "email": "Email",
        "languages": "Which languages do you speak well?",
    }


def test_grids_of_skills_and_wishes() -> None:
    made = plan(
        [
            "Timestamp",
            "Email Address",
            "Rate your skill [Python]",
            "Rate your skills in the following [R/Shiny]",
            "Which level would you like to reach? [Social media]",
            "Which skills do you have, and at what level? [SQL]",
            "Which skills would you like to learn, and to what level? [SQL]",
            "skill: Excel",
            "Want:AI",
            "Rate your skill: Tableau",
            "Rate the canteen [Soup]",
        ]
    )
    assert [(column.kind, column.name) for column in made.skill_columns] == [
        ("skill", "Python"),
        ("skill", "R/Shiny"),
        ("want", "Social media"),
        ("skill", "SQL"),
        ("want", "SQL"),
        ("skill", "Excel"),
        ("want", "AI"),
        ("skill", "Tableau"),
    ]
    assert made.unused == ("Timestamp", "Rate the canteen [Soup]")
    assert not any(column.tick for column in made.skill_columns)


@pytest.mark.parametrize(
    "heading",
    [
        "skill:",
        "Skills training [2024]",
        "Rate your skill",
        "Rate your skill: write one a line, with a level from 1 to 5",
        "Rate your skill []",
        "Wanted: Python",
    ],
)
def test_these_are_no_columns_of_one_skill(heading: str) -> None:
    assert named_skill(heading) is None


def test_what_could_you_teach_in_a_form() -> None:
    own = ["Timestamp", "Email Address"]
    assert plan([*own, "Which skills could you teach?"]).sources["skills"]
    made = plan([*own, "Which skills do you have?", "What could you teach others?"])
    assert made.sources["offers"] == "What could you teach others?"
    made = plan([*own, "Which skills are you willing to teach?"])
    assert "skills" in made.fields
    assert "offers" not in made.fields


def test_a_list_is_no_form() -> None:
    assert not is_form(["id", "name", "start date", "time"])
    assert is_form(["Carimbo de data/hora", "Nome"])


@pytest.mark.parametrize(
    ("question", "column"),
    [
        ("Who would you prefer not to be paired with?", "avoids"),
        ("Whom do you not want to be paired with? (optional)", "avoids"),
        ("Mit wem möchten Sie lieber nicht zusammenarbeiten?", "avoids"),
        ("Avec qui ne souhaitez-vous pas être associé ?", "avoids"),
        ("¿Con quién no te gustaría trabajar?", "avoids"),
        ("Con chi preferirebbe non essere abbinato?", "avoids"),
        ("Com quem prefere não ficar?", "avoids"),
        ("Met wie zou je liever niet gekoppeld worden?", "avoids"),
        ("Who would you prefer to be paired with?", "prefers"),
        ("Mit wem würden Sie gern zusammenarbeiten?", "prefers"),
        ("Avec qui aimeriez-vous être associé ?", "prefers"),
    ],
)
def test_wishes_about_partners_in_other_words_and_languages(question, column):
    made = plan_columns(["Timestamp", "Employee ID", question], file="form.csv")
    assert made.fields[column] == 2
