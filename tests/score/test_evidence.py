"""What a person can teach, and which wants are open."""

from __future__ import annotations

from rmatch.policy import Evidence
from rmatch.roster.evidence import gaps, teach
from rmatch.roster.people import Person, Skill
from tests.score.people import person


def test_a_skill_must_be_offered():
    one = person("A", skills={"sql": 4, "python": 5}, offers=frozenset({"sql"}))
    assert teach(one, Evidence()) == {"sql": 4}


def test_an_offer_without_the_skill_teaches_nothing():
    assert teach(person("A", offers=frozenset({"sql"})), Evidence()) == {}


def test_the_level_must_reach_the_least():
    one = person("A", skills={"sql": 1, "python": 2, "ai": 3})
    assert teach(one, Evidence()) == {"python": 2, "ai": 3}
    assert teach(one, Evidence(min_level=3)) == {"ai": 3}


def test_the_provenance_must_be_accepted():
    skills = {
        "sql": Skill("sql", "SQL", 4, provenance="assessed"),
        "ai": Skill("ai", "AI", 4, provenance="self"),
    }
    one = Person("A", "A", "junior", skills=skills, offers=frozenset(skills))
    assert teach(one, Evidence(accept=("assessed", "sample"))) == {"sql": 4}


def test_open_wants_come_by_name_without_those_already_met():
    one = person("A", "senior", skills={"sql": 2, "ai": 4}, wants={"sql": 4, "ai": 4, "apl": 1})
    assert [(want.key, own, gap) for want, own, gap in gaps(one)] == [("apl", 0, 1), ("sql", 2, 2)]
