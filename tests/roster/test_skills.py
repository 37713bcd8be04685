from __future__ import annotations

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmatch.policy import PROVENANCES, Skills
from rmatch.roster.cells import CellError
from rmatch.roster.people import Skill
from rmatch.roster.skill_items import (
    SkillItem,
    WantItem,
    parse_provenance,
    parse_weight,
    want_target,
)
from rmatch.roster.skills import SkillGrammar

GRAMMAR = SkillGrammar.of(Skills())


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("python:4", ("python", 4, "self")),
        ("Social  Media : 3 @ Assessed", ("Social  Media", 3, "assessed")),
        ("python", ("python", None, "self")),
        ("python:", ("python", None, "self")),
        ("python@attested", ("python", None, "attested")),
        ("python@sample:4", ("python", 4, "sample")),
        ("python: advanced", ("python", 4, "self")),
        ("python: 4 - Advanced", ("python", 4, "self")),
        ("python: Advanced (4)@assessed", ("python", 4, "assessed")),
        ("python:0", ("python", 0, "self")),
        ("python：４＠ｓｅｌｆ", ("python", 4, "self")),
        ("python (4)", ("python (4)", None, "self")),
        ("Python: pandas", ("Python: pandas", None, "self")),
        ("Python: pandas: 2", ("Python: pandas", 2, "self")),
        ("python: 3 years", ("python: 3 years", None, "self")),
        ("C#", ("C#", None, "self")),
        ("C++:5", ("C++", 5, "self")),
        ("R/Shiny", ("R/Shiny", None, "self")),
        (".NET", (".NET", None, "self")),
        ("CI/CD", ("CI/CD", None, "self")),
        ("M*A*S*H", ("M*A*S*H", None, "self")),
        ("Scrum@Scale", ("Scrum@Scale", None, "self")),
        ("Scrum@Scale:4", ("Scrum@Scale", 4, "self")),
    ],
)
def test_skill(text: str, item: tuple[str, int | None, str]) -> None:
    assert GRAMMAR.parse_skills(text) == [item]


@pytest.mark.parametrize(
    ("text", "code", "what"),
    [
        ("python:9", "level-range", "level 9 is outside 0 to 5"),
        ("python:7.5", "level-range", "level 7.5 is not a whole number"),
        ("python:-1", "level-range", "level -1 is outside 0 to 5"),
        ("python:4/5", "level", "'4/5' is not one level"),
        ("python:4@boss", "provenance", "'boss' is no provenance"),
        ("python:9@boss", "provenance", "'boss' is no provenance"),
        ("python@asessed", "provenance", "'asessed' is no provenance"),
        ("python*2", "skill-weight", "a skill has no weight"),
        (":4", "skill-name", "no name before it"),
        ("@self", "skill-name", "no name before it"),
    ],
)
def test_skill_errors(text: str, code: str, what: str) -> None:
    with pytest.raises(CellError, match=what) as caught:
        GRAMMAR.parse_skills(text)
    assert (caught.value.code, caught.value.value) == (code, text)
    assert caught.value.fix


def test_unknown_provenance_names_the_four() -> None:
    with pytest.raises(CellError, match="self, attested, sample, assessed"):
        GRAMMAR.parse_skills("python:4@boss")


def test_every_error_of_a_cell_is_told() -> None:
    with pytest.raises(CellError) as caught:
        GRAMMAR.parse_skills("python:9; sql:3; ai:4@boss")
    assert [error.value for error in caught.value.each()] == ["python:9", "ai:4@boss"]


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("ai:4*2", ("ai", 4, Fraction(2))),
        ("ai : 4 * 2.5", ("ai", 4, Fraction(5, 2))),
        ("ai*2", ("ai", None, Fraction(2))),
        ("ai*0.1:4", ("ai", 4, Fraction(1, 10))),
        ("sql", ("sql", None, Fraction(1))),
        ("sql:expert", ("sql", 5, Fraction(1))),
        ("C*", ("C*", None, Fraction(1))),
    ],
)
def test_want(text: str, item: tuple[str, int | None, Fraction]) -> None:
    assert GRAMMAR.parse_wants(text) == [item]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ai:4*0", "weight"),
        ("ai:4*-1", "weight"),
        ("ai*1/2", "weight"),
        ("ai*1e3", "weight"),
        ("ai:6*2", "level-range"),
        ("ai:4@self", "want-provenance"),
        ("*2", "skill-name"),
    ],
)
def test_want_errors(text: str, code: str) -> None:
    with pytest.raises(CellError) as caught:
        GRAMMAR.parse_wants(text)
    assert caught.value.code == code
    assert caught.value.fix


def test_a_decimal_comma_is_not_two_items() -> None:
    with pytest.raises(CellError, match="reads as two items") as caught:
        GRAMMAR.parse_wants("ai:4*2,5")
    assert caught.value.fix == "write decimals with a point, as in ai:4*2.5"
    assert [item.name for item in GRAMMAR.parse_skills("5S; 360")] == ["5S", "360"]


def test_known_names_go_first() -> None:
    grammar = SkillGrammar.of(Skills(known=("Research, Development", "ISO: 27001", "Ratio 1:2")))
    text = "research, development:3@sample, ISO: 27001; iso: 27001:4; Ratio 1:2; sql"
    assert grammar.parse_skills(text) == [
        ("research, development", 3, "sample"),
        ("ISO: 27001", None, "self"),
        ("iso: 27001", 4, "self"),
        ("Ratio 1:2", None, "self"),
        ("sql", None, "self"),
    ]


def test_offers_are_names_alone() -> None:
    assert GRAMMAR.parse_offers("Python; C#, R/Shiny:") == ["Python", "C#", "R/Shiny"]
    assert GRAMMAR.parse_offers(" ;") is None
    assert GRAMMAR.parse_offers("All of them.") is None
    assert GRAMMAR.parse_offers("none") == []
    for text in ("python:4", "python*2", "python@self"):
        with pytest.raises(CellError, match="an offer is a skill's name alone") as caught:
            GRAMMAR.parse_offers(text)
        assert caught.value.fix == "write levels in skills and weights in wants"


def test_a_level_alone() -> None:
    assert GRAMMAR.level(" ") is None
    assert GRAMMAR.level("4 - Advanced") == 4
    with pytest.raises(CellError, match="this is no level") as caught:
        GRAMMAR.level("brilliant")
    assert "none, basic, beginner, intermediate, advanced, expert" in caught.value.fix


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("", SkillItem("sql", 0)),
        ("-", SkillItem("sql", 0)),
        ("no", SkillItem("sql", 0)),
        ("None", SkillItem("sql", 0)),
        ("x", SkillItem("sql")),
        ("yes@assessed", SkillItem("sql", None, "assessed")),
        ("1", SkillItem("sql", 1)),
        ("Expert", SkillItem("sql", 5)),
        ("4@attested", SkillItem("sql", 4, "attested")),
    ],
)
def test_skill_column(text: str, item: SkillItem) -> None:
    assert GRAMMAR.skill_cell("sql", text) == item


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("", WantItem("sql", 0)),
        ("x", WantItem("sql")),
        ("4*2", WantItem("sql", 4, Fraction(2))),
        ("*2", WantItem("sql", None, Fraction(2))),
        ("advanced", WantItem("sql", 4)),
        ("1", WantItem("sql", 1)),
    ],
)
def test_want_column(text: str, item: WantItem) -> None:
    assert GRAMMAR.want_cell("sql", text) == item


def test_the_policys_scale_goes_before_yes_and_no() -> None:
    grammar = SkillGrammar.of(Skills(scale={"No": 1, "Ok": 3, "Yes": 5}))
    assert [grammar.skill_cell("sql", text).level for text in ("no", "OK", "yes", "", "x")] == [
        1,
        3,
        5,
        0,
        None,
    ]


def test_columns_refuse_what_is_no_level() -> None:
    for cell in (GRAMMAR.skill_cell, GRAMMAR.want_cell):
        with pytest.raises(CellError, match="this is no level"):
            cell("sql", "brilliant")


def test_long_table_cells() -> None:
    assert [parse_provenance(text) for text in ("", "Sample", "@self")] == [
        "self",
        "sample",
        "self",
    ]
    with pytest.raises(CellError, match="'boss' is no provenance"):
        parse_provenance("boss")
    assert [parse_weight(text) for text in ("", "1.5", "*2")] == [1, Fraction(3, 2), 2]
    for text in ("0", "-1", "2,5", "heavy", "inf"):
        with pytest.raises(CellError, match="is not a decimal above 0"):
            parse_weight(text)


def test_merge_skills() -> None:
    grammar = SkillGrammar.of(Skills(aliases={"js": "javascript"}, unrated=2))
    items = [SkillItem("JS", 4), SkillItem("JavaScript", 4), SkillItem("SQL"), SkillItem("R", 0)]
    assert grammar.merge_skills(items) == {
        "javascript": Skill("javascript", "JS", 4),
        "sql": Skill("sql", "SQL", 2, rated=False),
    }
    assert list(grammar.merge_skills(items)) == ["javascript", "sql"]


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        (SkillItem("ai", 3), SkillItem("AI", 4), "3 and 4"),
        (SkillItem("ai", 3), SkillItem("ai", 3, "sample"), "3 and 3@sample"),
        (SkillItem("ai"), SkillItem("ai", 3), "no level and 3"),
        (SkillItem("ai", 0), SkillItem("ai", 3), "0 and 3"),
    ],
)
def test_a_skill_given_twice(one: SkillItem, other: SkillItem, values: str) -> None:
    with pytest.raises(CellError, match=f"given twice with different values, {values}") as caught:
        GRAMMAR.merge_skills([one, other])
    assert (caught.value.code, caught.value.fix) == ("skill-twice", "keep one of them")


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        (WantItem("ai", 3), WantItem("ai", 4), "3 and 4"),
        (WantItem("ai", 3), WantItem("ai", 3, Fraction(2)), r"3 and 3\*2"),
        (WantItem("ai"), WantItem("ai", 4), "no target and 4"),
        (WantItem("ai", 0), WantItem("ai", 4), "0 and 4"),
    ],
)
def test_a_want_given_twice(one: WantItem, other: WantItem, values: str) -> None:
    with pytest.raises(CellError, match=f"given twice with different values, {values}") as caught:
        GRAMMAR.merge_wants([one, other])
    assert caught.value.code == "want-twice"


def test_merge_wants() -> None:
    items = [WantItem("AI", 4), WantItem("ai", 4), WantItem("sql", 0), WantItem("sql", 0)]
    assert GRAMMAR.merge_wants(items) == {"ai": WantItem("AI", 4)}


def test_both_conflicts_are_told() -> None:
    items = [SkillItem(name, level) for level in (1, 2, 3) for name in ("a", "b")]
    with pytest.raises(CellError) as caught:
        GRAMMAR.merge_skills(items)
    assert [error.value for error in caught.value.each()] == ["a", "b"]


@pytest.mark.parametrize(
    ("target", "own", "default", "level"),
    [(2, 4, 4, 2), (None, 0, 4, 4), (None, 4, 4, 5), (None, 5, 4, 5), (None, 0, 3, 3)],
)
def test_want_target(target: int | None, own: int, default: int, level: int) -> None:
    assert want_target(WantItem("ai", target), own, default) == level


NAMES = st.text(st.sampled_from("abcXYZ #+./&()"), min_size=1).map(
    lambda text: " ".join(text.split())
)


@given(
    st.lists(
        st.tuples(
            NAMES.filter(bool),
            st.one_of(st.none(), st.integers(0, 5)),
            st.sampled_from(PROVENANCES),
        )
    )
)
def test_skills_written_are_read_again(items: list[tuple[str, int | None, str]]) -> None:
    text = "; ".join(
        name + ("" if level is None else f":{level}") + f"@{provenance}"
        for name, level, provenance in items
    )
    assert GRAMMAR.parse_skills(text) == items


@given(
    st.lists(
        st.tuples(
            NAMES.filter(bool),
            st.integers(0, 5),
            st.decimals("0.01", "1000", places=2, allow_nan=False).map(Fraction),
        )
    )
)
def test_wants_written_are_read_again(items: list[tuple[str, int, Fraction]]) -> None:
    text = "|".join(f"{name}:{target}*{float(weight)}" for name, target, weight in items)
    assert GRAMMAR.parse_wants(text) == items


@given(st.text(st.characters() | st.sampled_from(":*@;,0123456789.")))
def test_any_text_is_read_or_refused(text: str) -> None:
    for parse in (GRAMMAR.parse_skills, GRAMMAR.parse_wants, GRAMMAR.parse_offers):
        with suppress(CellError):
            parse(text)


@pytest.mark.parametrize("text", ["none", "N/A", "-", "Keine", "nothing."])
def test_a_word_for_nothing_is_no_skill(text: str) -> None:
    assert GRAMMAR.parse_skills(text) == []
    assert GRAMMAR.parse_wants(text) == []
