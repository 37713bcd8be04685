"""What ``rmatch init`` writes."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from rmatch.errors import UsageError
from rmatch.feedback.questions import CLOSING, LEVELS_GRID, MID_TERM
from rmatch.policy import Policy
from rmatch.policy.file import read_policy
from rmatch.roster import read_roster
from rmatch.roster.vocabulary.form_questions import GRIDS, QUESTIONS
from rmatch.starter import form_text, starter_roster, write_starter


def test_writes_a_roster_and_a_policy(tmp_path: Path) -> None:
    roster, policy = write_starter(tmp_path / "new" / "folder")
    assert roster.read_text(encoding="utf-8") == starter_roster()
    assert b"\r" not in roster.read_bytes()
    assert read_policy(policy) == Policy()
    assert starter_roster().count("\n") == 13


@pytest.mark.parametrize("name", ["roster.csv", "policy.toml"])
def test_overwrites_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="is there already, and rmatch init overwrites nothing"):
        write_starter(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"


def test_both_are_there(tmp_path: Path) -> None:
    write_starter(tmp_path)
    with pytest.raises(UsageError, match="are there already"):
        write_starter(tmp_path)


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot write to"):
        write_starter(tmp_path / "file" / "folder")


def test_the_form_has_every_question_word_for_word() -> None:
    text = form_text()
    asked = [*QUESTIONS, *GRIDS, *MID_TERM, LEVELS_GRID, *CLOSING, LEVELS_GRID]
    for question in asked:
        assert f"**{question.text}**" in text
        assert question.hint in text
        assert " | ".join(question.choices) in text
    assert text.count("(required)") == sum(question.required for question in asked)
    assert text.count("\n    Help text: ") == sum(bool(question.hint) for question in asked)


def test_the_three_forms_stand_below_headings_of_their_own_each_counted_from_one() -> None:
    forms = form_text().split("# Reverse mentoring: ")[1:]
    assert [form.partition("\n")[0] for form in forms] == ["sign up", "mid-term", "closing"]
    for form, questions in zip(forms, (QUESTIONS, MID_TERM, CLOSING), strict=True):
        before = form.partition("\n## Instead of")[0]
        found = re.findall(r"^(\d+)\. \*\*(.+?)\*\*", before, re.MULTILINE)
        assert found == [(str(n), q.text) for n, q in enumerate(questions, start=1)]


def test_the_answers_to_the_form_are_read_unaided(tmp_path: Path) -> None:
    answers = {
        "name": "Ann Ash",
        "role": "Mentor",
        "skills": "Python: 4\nSocial media: 3",
        "wants": "Budgeting: 3*2",
        "goals": "networking",
        "languages": "English; Deutsch",
        "timezone": "Europe/London",
        "available": "Mon 09:00-12:00",
        "capacity": "2",
        "participate": "Yes",
    }
    learner = answers | {"name": "Bo Birch", "role": "Learner", "wants": "Python: 4"}
    headings = ["Timestamp", *(question.text for question in QUESTIONS)]
    path = tmp_path / "answers.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(headings)
        for number, person in enumerate((answers, learner), start=1):
            cells = {"id": f"E{number}", "email": f"e{number}@example.com"} | person
            writer.writerow(["2026-01-05 10:00", *(cells.get(q.column, "") for q in QUESTIONS)])
    roster = read_roster(path)
    ann, bo = sorted(roster.people, key=lambda person: person.id)
    assert (ann.id, ann.name, ann.role, ann.capacity) == ("E1", "Ann Ash", "junior", 2)
    assert ann.skills["python"].level == 4
    assert ann.wants["budgeting"].weight == 2
    assert ann.participates
    assert (bo.role, bo.wants["python"].target) == ("senior", 4)
