"""The two forms: short, about meetings and programme, read by the words that they print."""

import re

import pytest

from rmatch.feedback import MOMENTS
from rmatch.feedback.questions import CHOICES, CONFIDENTIAL, FIELDS, FORMS, LEVELS_GRID, REQUIRED
from rmatch.feedback.records import Answer, Confided
from rmatch.roster.proficiency import LevelScale
from rmatch.roster.protected import protected_attribute
from rmatch.roster.vocabulary.form_questions import GRIDS

ASKED = [(moment, question) for moment, form in FORMS.items() for question in form]
NEVER = r"\b(?:junior|senior|young|old|age|rank|score|appraise|rate your (?:partner|mentor))\b"


def test_the_forms_are_short_and_mostly_of_choices() -> None:
    assert tuple(FORMS) == MOMENTS
    for form in FORMS.values():
        assert 6 <= len(form) <= 9
        assert sum(question.required for question in form) <= 3
        choices = [question for question in form if question.kind == "choice"]
        assert len(choices) >= 4
        assert not any(question.required for question in choices)


@pytest.mark.parametrize("moment", MOMENTS)
def test_each_form_asks_who_answers_and_about_which_pairing(moment: str) -> None:
    asked = [question.column for question in FORMS[moment]]
    assert asked[:2] == list(REQUIRED)
    assert len(set(asked)) == len(asked)


def test_nothing_is_asked_about_traits_ranks_or_the_other_person() -> None:
    for _, question in ASKED:
        text = f"{question.text} {question.hint} {' '.join(question.choices)}"
        assert not re.search(NEVER, text, re.IGNORECASE), text
        assert protected_attribute(question.text) is None


def test_what_is_confidential_says_so_and_who_reads_it() -> None:
    for _, question in ASKED:
        says = "Confidential: it goes to the programme's contact alone." in question.hint
        assert says == (question.column in CONFIDENTIAL)


def test_every_choice_has_a_meaning_and_every_field_a_place() -> None:
    for _, question in ASKED:
        if question.kind == "choice":
            assert set(question.choices) <= CHOICES[question.column].keys()
    offered = {(q.column, choice) for _, q in ASKED for choice in q.choices}
    assert offered == {(field, choice) for field, of in CHOICES.items() for choice in of}
    places = {*Answer.__dataclass_fields__, *Confided.__dataclass_fields__}
    assert set(FIELDS) - set(REQUIRED) <= places
    assert not CONFIDENTIAL & set(Answer.__dataclass_fields__)


def test_levels_are_asked_in_the_words_of_the_sign_up_form() -> None:
    assert LEVELS_GRID.choices == GRIDS[0].choices
    assert [LevelScale.of({}).read(word) for word in LEVELS_GRID.choices] == [0, 2, 3, 4, 5]
    for _, question in ASKED:
        if question.column == "levels":
            assert "1 (beginner) to 5 (expert)" in question.hint
            assert f"'{LEVELS_GRID.text}'" in question.hint
