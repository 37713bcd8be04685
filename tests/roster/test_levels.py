from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmatch.policy import Levels
from rmatch.roster.cells import CellError
from rmatch.roster.levels import level_ranks, level_threshold

UP, DOWN = Levels(), Levels(direction="down")


@pytest.mark.parametrize(
    ("cells", "ranks"),
    [
        (["5", "", " 7 ", "5.0", "-1", "007"], [5, None, 7, 5, -1, 7]),
        (["L5", "l 6", "L-7", "8"], [5, 6, 7, 8]),
        (["Grade 7", "grade:8", "GRADE 12"], [7, 8, 12]),
        (["", ""], [None, None]),
        ([], []),
    ],
)
def test_numbers_lose_a_common_prefix(cells: list[str], ranks: list[int | None]) -> None:
    assert level_ranks(cells, UP) == (ranks, [])


def test_ranks_grow_with_seniority_where_one_is_the_top() -> None:
    assert level_ranks(["L1", "L4"], DOWN).ranks == [-1, -4]


@given(st.lists(st.integers(0, 99)), st.sampled_from(["", "L", "Grade ", "IC-"]))
def test_a_prefix_on_every_cell_changes_nothing(numbers: list[int], prefix: str) -> None:
    assert level_ranks([f"{prefix}{number}" for number in numbers], UP) == (numbers, [])


def test_words_in_the_stated_order() -> None:
    levels = Levels(order=("Analyst", "Vice President"))
    assert level_ranks(["vice  president", "ANALYST", ""], levels) == ([2, 1, None], [])
    # The order says it all: lowest first, whichever way the numbers would run.
    down = Levels(order=("Analyst", "Vice President"), direction="down")
    assert level_ranks(["Vice President", "Analyst"], down).ranks == [2, 1]


def test_a_level_missing_from_the_order_is_an_error_at_every_cell() -> None:
    ranks, problems = level_ranks(["Boss", "Analyst", "Boss"], Levels(order=("Analyst",)))
    assert ranks == [None, 1, None]
    assert [index for index, _ in problems] == [0, 2]
    assert problems[0][1].severity == "error"
    assert "not in [levels] order" in problems[0][1].what
    assert "add it to [levels] order" in problems[0][1].fix


def test_words_without_an_order_are_a_warning_once_a_word() -> None:
    ranks, problems = level_ranks(["Manager", "3", "manager", "Director"], UP)
    assert ranks == [None, 3, None, None]
    assert [index for index, _ in problems] == [0, 3]
    assert {error.severity for _, error in problems} == {"warning"}
    assert "cannot be ordered" in problems[0][1].what
    assert problems[0][1].fix == "list the levels in [levels] order, lowest first"


def test_different_prefixes_are_a_warning_at_those_who_are_not_like_most() -> None:
    cells = ["L5", "Stufe 2", "6", "", "L-5", "Level 7", "stufe 3", "L1"]
    ranks, problems = level_ranks(cells, UP)
    assert ranks == [None] * 8
    assert [index for index, _ in problems] == [1, 5, 6]
    (error,) = {(error.what, error.fix, error.severity) for _, error in problems}
    assert error == (
        "levels are numbers behind different words, 3 with 'L', 2 with 'Stufe', 1 with 'Level', "
        "and cannot be compared, so the level rule is off for all of them",
        "write these with 'L' too, if that is meant, or list all levels in [levels] order, lowest "
        "first",
        "warning",
    )


def test_of_many_prefixes_the_most_frequent_are_told() -> None:
    _, problems = level_ranks([f"{letter}1" for letter in "ABCDEFA"], UP)
    assert "2 with 'A', 1 with 'B', 1 with 'C', 1 with 'D' and 2 more words" in problems[0][1].what


def test_a_broken_number_is_an_error() -> None:
    ranks, problems = level_ranks(["5", "5.5"], UP)
    assert ranks == [5, None]
    assert problems[0][0] == 1
    assert problems[0][1].severity == "error"
    assert "not a whole number" in problems[0][1].what


def test_level_threshold() -> None:
    assert level_threshold(4, UP) == level_threshold("Grade 4", UP) == 4
    assert level_threshold(4, DOWN) == -4
    assert level_threshold("b", Levels(order=("A", "B"))) == 2
    for value, levels in (("Director", UP), ("4", Levels(order=("A",)))):
        with pytest.raises(CellError, match="is no level") as caught:
            level_threshold(value, levels)
        assert "[levels] order" in caught.value.fix
