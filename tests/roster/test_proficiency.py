from __future__ import annotations

import pytest

from rmatch.roster.cells import CellError
from rmatch.roster.proficiency import LevelScale

SCALE = LevelScale.of({})


@pytest.mark.parametrize(
    ("texts", "level"),
    [
        ("0|none|None|0 - none", 0),
        ("1|+1|1.0|level 1", 1),
        ("2|basic|BEGINNER|Basic (2)|2 - beginner", 2),
        ("3|intermediate|３", 3),
        (
            "4|Advanced|4 - Advanced|Advanced (4)|4: advanced|4 advanced|advanced - 4|4 – Good",
            4,
        ),
        ("2|Anfänger|Débutant|básico", 2),
        ("4|fortgeschritten|Avancé|4 - Gevorderd", 4),
        ("5|Expertin|Experte (5)|esperto", 5),
        ("5|expert|5.|Expert [5]|5) expert|lvl. 5", 5),
    ],
)
def test_levels(texts: str, level: int) -> None:
    assert {text: SCALE.read(text) for text in texts.split("|")} == dict.fromkeys(
        texts.split("|"), level
    )


@pytest.mark.parametrize("text", ["", "pandas", "3 years", "good (4)", "C++", "L4", "-"])
def test_what_says_no_level(text: str) -> None:
    assert SCALE.read(text) is None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("6", "level 6 is outside 0 to 5"),
        ("-1", "level -1 is outside 0 to 5"),
        ("3.5", "level 3.5 is not a whole number"),
        ("9 - Guru", "level 9 is outside 0 to 5"),
        ("4/5", "'4/5' is not one level"),
        ("3-4", "'3-4' is not one level"),
        ("3+", r"'3\+' is not one level"),
        ("3 - Advanced", "the number says 3, but 'advanced' means 4"),
    ],
)
def test_numbers_that_are_no_level(text: str, what: str) -> None:
    with pytest.raises(CellError, match=f"^{what}") as caught:
        SCALE.read(text)
    assert caught.value.fix


def test_a_stated_scale_replaces_the_words() -> None:
    scale = LevelScale.of({"Novice": 1, "Good": 4, "gar nicht": 0})
    assert [scale.read(text) for text in ("novice", "GOOD", "Gar  nicht", "3")] == [1, 4, 0, 3]
    assert scale.read("expert") is None
    assert scale.read("3 - Good") == 4


def test_a_stated_scale_of_numbers_replaces_the_numbers() -> None:
    scale = LevelScale.of({"10": 5, "1": 1})
    assert scale.read("10") == scale.read("10.0") == 5
    with pytest.raises(CellError, match=r"level 4 is not on the scale of \[skills\] scale"):
        scale.read("4")
