"""Cells of exports: choices as offered or by number, meetings, levels by topic."""

import pytest

from rmatch.feedback.cells import parse_choice, parse_meetings, topic_levels
from rmatch.feedback.questions import CHOICES
from rmatch.policy import Skills
from rmatch.roster.cells import CellError
from rmatch.roster.skills import SkillGrammar


@pytest.mark.parametrize(
    ("field", "choice", "value"),
    [(field, choice, value) for field, of in CHOICES.items() for choice, value in of.items()],
)
def test_every_choice_is_read_as_what_it_means(field, choice, value):
    for text in (choice, choice.upper(), f"  {choice}. ", choice.replace("'", "’")):
        assert parse_choice(field, text) == value
    assert parse_choice(field, " ") is None


@pytest.mark.parametrize("text", ["4", "4 - Very", "4: very", "Very (4)", "Very - 4", "4."])
def test_a_scale_may_be_told_by_its_number(text):
    assert parse_choice("useful_for_me", text) == 4


@pytest.mark.parametrize("text", ["0", "6", "3 - Very", "4 - quite", "Very little", "A4", "10"])
def test_what_is_not_on_the_scale_is_refused(text):
    with pytest.raises(CellError) as caught:
        parse_choice("useful_for_me", text)
    assert caught.value.what == "this is none of the choices"
    assert "'Not at all', 'Slightly', 'Moderately', 'Very', 'Extremely'" in caught.value.fix
    assert "or the number from 1 to 5" in caught.value.fix


def test_the_nearest_choice_is_named_but_for_what_was_confided():
    with pytest.raises(CellError, match="did you mean 'In part'"):
        parse_choice("expectations", "In parts")
    with pytest.raises(CellError) as caught:
        parse_choice("going_on", "With another partner, he never comes")
    assert "did you mean" not in caught.value.fix
    assert "never comes" not in str(caught.value)
    assert "number" not in caught.value.fix


@pytest.mark.parametrize(
    ("text", "meetings"),
    [("3", 3), ("3.0", 3), ("3 times", 3), ("4x", 4), ("0", 0), ("Never", 0), ("not yet", 0)],
)
def test_meetings(text, meetings):
    assert parse_meetings(text) == meetings
    assert parse_meetings(" ") is None


@pytest.mark.parametrize("text", ["two or three", "-1", "2.5", "1000", "6+", "often"])
def test_no_number_of_meetings(text):
    with pytest.raises(CellError, match="no whole number of meetings"):
        parse_meetings(text)


def test_levels_by_topic_under_the_policys_aliases():
    grammar = SkillGrammar.of(Skills(aliases={"py": "Python"}))
    items = grammar.parse_skills("py: 3\nSocial media\nExcel: none; Python: intermediate")
    found = [(one.key, one.name, one.level) for one in topic_levels(items, grammar)]
    assert found == [
        ("excel", "Excel", 0),
        ("python", "py", 3),
        ("social media", "Social media", None),
    ]
    with pytest.raises(CellError, match="given twice with different values"):
        topic_levels(grammar.parse_skills("py: 3; Python: 4"), grammar)
