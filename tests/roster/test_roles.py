from __future__ import annotations

import pytest

from rmatch.policy import Levels, Roles
from rmatch.roster.cells import CellError
from rmatch.roster.roles import holds_role_words, parse_role, role_from_level, role_of

ROLES = Roles()


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("junior|Mentor|MENTORS|Mentor:in|Mentorin|mentor/in|Mentor*innen|mentore", "junior"),
        (
            "Reverse mentor|Teach|I want to teach|Mentor (teach)|as a mentor|Teach – Python",
            "junior",
        ),
        ("senior|Mentee|mentees|learner|executive|Executives|leader|sponsor|Learn", "senior"),
        ("Mentoré·e|mentorée|apprenante|Führungskraft|dirigeant|líder|Lernende:r", "senior"),
        ("I would like to learn|Mentee (learn)|I would like to be a mentee", "senior"),
        ("both|Both|beide|les deux|ambos|entrambi|Mentor and mentee|teach & learn", "both"),
        ("Mentor/Mentee|junior; senior|Both: I teach and learn|either", "both"),
    ],
)
def test_role_words(words: str, role: str) -> None:
    assert {word: parse_role(word, ROLES) for word in words.split("|")} == dict.fromkeys(
        words.split("|"), role
    )


@pytest.mark.parametrize(
    "title",
    ["Senior Engineer", "Executive Assistant", "Team leader", "Executive (Sales)", "Leader - Ops"],
)
def test_job_titles_are_no_role_words(title: str) -> None:
    assert role_of(title, ROLES) is None
    with pytest.raises(CellError, match="no role word") as caught:
        parse_role(title, ROLES)
    assert caught.value.fix == (
        "write junior, senior or both, or say what the word means in [roles] words"
    )


def test_blank_is_no_role() -> None:
    assert parse_role("  ", ROLES) is None


def test_policy_words_go_first() -> None:
    roles = Roles(words={"Azubi ": "junior", "Leader": "junior"})
    assert role_of("AZUBI", roles) == "junior"
    assert role_of("leader", roles) == "junior"
    assert role_of("azubi and mentee", roles) == "both"


def test_holds_role_words() -> None:
    assert not holds_role_words(["Analyst", "Senior Engineer", ""], ROLES)
    assert holds_role_words(["Analyst", "mentee"], ROLES)


def test_role_from_level() -> None:
    roles = Roles(junior_max=3, senior_min="L6")
    levels = Levels()
    assert [role_from_level(rank, roles, levels) for rank in (None, 3, 4, 6)] == [
        None,
        "junior",
        None,
        "senior",
    ]
    assert role_from_level(3, ROLES, levels) is None
    assert role_from_level(4, Roles(junior_max=5, senior_min=4), levels) == "both"


def test_role_from_level_where_one_is_the_top() -> None:
    levels = Levels(direction="down")
    roles = Roles(junior_max=7, senior_min=2)
    assert [role_from_level(-number, roles, levels) for number in (8, 7, 5, 2, 1)] == [
        "junior",
        "junior",
        None,
        "senior",
        "senior",
    ]


def test_role_from_level_in_words() -> None:
    levels = Levels(order=("Analyst", "Manager", "Director"))
    roles = Roles(junior_max="analyst", senior_min="Director")
    assert [role_from_level(rank, roles, levels) for rank in (1, 2, 3)] == [
        "junior",
        None,
        "senior",
    ]
    with pytest.raises(CellError, match=r"'Chief' in \[roles\] is no level"):
        role_from_level(1, Roles(junior_max="Chief"), levels)
