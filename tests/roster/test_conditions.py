"""Whom a condition of a limit means: each of our columns as the roster reads it."""

import pytest

from rmatch import Policy, read_roster
from rmatch.roster.cells import CellError
from rmatch.roster.conditions import Condition, limit_name, our_column, shown_topic

ROSTER = (
    "id,name,role,level,department,skills,wants,offers,goals,languages,timezone,available,"
    "capacity,Site\n"
    '00123,Ana Roy,mentor,L5,Sales / EMEA/North,JS:4;sql:2,,js,Network,"German (B2), en",'
    "Europe/Berlin,Mon afternoon,2,Oslo  HQ\n"
    "S1,Bo,senior,9,,,java script:4,,,,,,,\n"
)


@pytest.fixture(scope="module")
def roster(tmp_path_factory):
    path = tmp_path_factory.mktemp("conditions") / "roster.csv"
    path.write_text(ROSTER, encoding="utf-8")
    policy = Policy(
        skills={"aliases": {"JS": "Java Script"}},
        limits=[{"same": ["site"], "max": 1}],
    )
    return read_roster(path, policy=policy)


def fits(roster, column, value, person=0):
    condition = Condition.of(column, value, roster.policy)
    return condition.fits(roster.people[person], roster.extras)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("id", "00123"),
        ("Name", "ANA roy"),
        ("role", "mentor"),
        ("role", ["senior", "Junior"]),
        ("level", 5),
        ("level", "Grade 5"),
        ("department", "sales"),
        ("department", "Sales/emea"),
        ("Department", ["HR", "SALES/EMEA/ north"]),
        ("skills", ["javascript", "js"]),
        ("skills", "Java  script"),
        ("offers", "JS"),
        ("goals", "NETWORK"),
        ("languages", "Deutsch"),
        ("languages", ["fr", "English"]),
        ("time zone", "europe/berlin"),
        ("available", "Mon 13:00-17:00"),
        ("capacity", "2"),
        ("min_load", 0),
        ("participate", "yes"),
        ("site", "oslo hq"),
    ],
)
def test_fits(roster, column, value):
    assert fits(roster, column, value)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("id", "123"),
        ("level", "L4"),
        ("department", "Sales/EMEA/North/1"),
        ("department", "EMEA"),
        ("department", "Sale"),
        ("offers", "sql"),
        ("languages", "fr"),
        ("site", "Oslo"),
        ("capacity", 1),
    ],
)
def test_does_not_fit(roster, column, value):
    assert not fits(roster, column, value)


@pytest.mark.parametrize("column", ["department", "languages", "time zone", "site", "goals"])
def test_what_is_unknown_fits_nothing(roster, column):
    values = {"time zone": "UTC"}
    assert not fits(roster, column, values.get(column, "x"), person=1)


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("department", "/", "is no department"),
        ("languages", "German/English", "names more than one language"),
        ("level", "Boss", "is a word without an order"),
        ("site", " ", "a blank value fits nobody"),
        ("timezone", "Atlantis", "zone"),
        ("capacity", "many", "whole number"),
        ("role", "pilot", "no role word"),
    ],
)
def test_values_that_the_column_cannot_have(column, value, words):
    with pytest.raises(CellError, match=words):
        Condition.of(column, value, Policy())


def test_levels_in_the_stated_order():
    policy = Policy(levels={"order": ["Analyst", "Head"]})
    assert Condition.of("level", "head", policy).wanted == {2}
    with pytest.raises(CellError, match="is no word of"):
        Condition.of("level", "Boss", policy)


def test_names_that_outputs_show():
    policy = Policy(
        limits=[{"name": " IT  mentors", "max": 1}, {"max": 1}, {"name": "Menopause", "max": 1}],
        stereotypes={"sensitive": ["Quiet topic"]},
    )
    names = [limit_name(policy.limits, number, policy) for number in range(3)]
    assert names == ["IT mentors", "limit 2", "limit 3"]
    assert shown_topic(" Social  media", "social media", frozenset(), policy) == "Social media"
    assert shown_topic("AI", "ai", frozenset({"ai"}), policy) == "a sensitive topic"
    assert shown_topic("quiet topic", "quiet topic", frozenset(), policy) == "a sensitive topic"


def test_columns_compare_as_headings():
    assert our_column("Manager ID") == "manager_id"
    assert our_column("Business Unit") is None
