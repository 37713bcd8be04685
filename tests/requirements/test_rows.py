"""Every kind of row against a plain recount of random matchings."""

import dataclasses

import numpy as np
import pytest

from rmatch import Policy
from rmatch.requirements import Requirements, needs_primary, needs_sensitive
from tests.requirements.recount import (
    World,
    funnel_holds,
    kept,
    limit_holds,
    load_holds,
    parity_holds,
)
from tests.score.people import person

LIMITS = [
    {"junior": {"department": "A"}, "max": 3},
    {"junior": {"department": ["a/B", "B"]}, "senior": {"site": "berlin"}, "min": 1},
    {"same": ["department"], "max": 0.3333333333333333, "share": True},
    {"same": ["site"], "different": ["level"], "min": 0.1, "max": 0.5, "share": True},
    {"senior": {"level": [2, "L3"]}, "topic": ["Skill A", "skill c"], "max": 2},
    {"junior": {"languages": "de"}, "senior": {"skills": "SKILL b"}, "min": 1, "max": 4},
    {"different": ["site"], "junior": {"goals": ["g1", "g2"]}, "min": 0.12345678, "share": True},
    {"same": ["languages"], "max": 1},
    {"topic": ["skill d"], "min": 2},
    {"max": 9},
    {"max": 0, "share": True, "junior": {"site": "Oslo"}},
]


@pytest.mark.parametrize("seed", range(20))
def test_limits(seed):
    world = World(seed, {"limits": LIMITS})
    requirements = world.requirements()
    seen = set()
    for _ in range(25):
        chosen = world.matching()
        found = kept(requirements, chosen)
        for number, limit in enumerate(LIMITS, start=1):
            assert found[f"limit {number}"] == limit_holds(world, limit, chosen), limit
        seen.update(found.values())
    assert seen == {True, False}


ENFORCE = {
    "mode": "enforce",
    "attribute": "Cohort",
    "topics": ["Skill A", "skill b", "SKILL a"],
}


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize(
    "figures", [{}, {"ratio": 0.9876543210987, "funnel": 0.7, "load_tolerance": 0.1}]
)
def test_stereotypes(seed, figures):
    world = World(seed, {"stereotypes": ENFORCE | figures}, juniors=[12, 30][seed % 2])
    requirements = world.requirements()
    names = [one.name for one in requirements.named]
    assert names[:4] == ["parity: Skill A", "parity: skill b", "no_funnelling", "load"]
    for _ in range(25):
        chosen = world.matching()
        found = kept(requirements, chosen)
        assert found["parity: Skill A"] == parity_holds(world, "skill a", chosen)
        assert found["parity: skill b"] == parity_holds(world, "skill b", chosen)
        assert found["no_funnelling"] == funnel_holds(world, chosen)
        assert found["load"] == load_holds(world, chosen)


def test_random_stereotypes_are_kept_and_broken():
    seen: dict[str, set[bool]] = {}
    for seed in range(12):
        world = World(seed, {"stereotypes": ENFORCE | {"funnel": 0.5}}, juniors=60)
        requirements = world.requirements()
        listed = world.pairs_on("skill a") + world.pairs_on("skill b")
        for _ in range(20):
            few = world.dice.sample(listed, world.dice.randint(0, len(listed)))
            chosen = world.matching() if world.dice.random() < 0.5 else few
            found = kept(requirements, chosen)
            assert found["parity: Skill A"] == parity_holds(world, "skill a", chosen)
            assert found["parity: skill b"] == parity_holds(world, "skill b", chosen)
            assert found["no_funnelling"] == funnel_holds(world, chosen)
            for name, holds in found.items():
                seen.setdefault(name, set()).add(holds)
    assert all(found == {True, False} for found in seen.values()), seen


def test_parity_needs_five_who_can_teach_the_topic():
    def rows(able):
        juniors = [person(f"J{k}", skills={"ai": 4 if k < able else 1}) for k in range(12)]
        seniors = [person("S", "senior", wants={"ai": 5})]
        policy = Policy(stereotypes=ENFORCE | {"topics": ["ai"]})
        found = Requirements.of(
            juniors,
            seniors,
            policy,
            legal=np.ones((12, 1), dtype=np.bool_),
            primary=_No(juniors, seniors),
            groups=np.arange(12) % 2,
        )
        assert found.named[0].name == "parity: ai"
        return len(found.named[0].rows)

    assert (rows(9), rows(10)) == (0, 2)


class _No:
    """No pair has a topic."""

    keys = ()

    def __init__(self, juniors, seniors):
        self.index = np.full((len(juniors), len(seniors)), -1, dtype=np.int16)


def test_minimum_loads_of_each_role():
    juniors = [
        person("J", min_load=2, capacity=3),
        person("B", "both", min_load=1),
        person("K"),
    ]
    seniors = [person("S", "senior"), juniors[1], person("T", "senior", min_load=1)]
    found = Requirements.of(juniors, seniors, Policy(), legal=np.ones((3, 3), dtype=np.bool_))
    (one,) = found.named
    assert (one.name, one.kind, len(one.rows)) == ("min_load", "min_load", 4)
    assert [knob.setting for knob in found.knobs] == [
        "min_load:J:junior",
        "min_load:B:both",
        "min_load:T:senior",
    ]
    assert found.knobs[1].rows == (1, 2)
    assert kept(found, [(0, 0), (0, 2), (1, 0), (2, 1)]) == {"min_load": True}
    assert kept(found, [(0, 0), (0, 2), (1, 0), (1, 2)]) == {"min_load": False}
    assert kept(found, [(0, 0), (0, 1), (1, 1)]) == {"min_load": False}


def test_one_pairing_on_sensitive_topics_where_two_are_possible():
    juniors = [
        person("J", capacity=2),
        person("K"),
        person("L", capacity=3),
        person("M", capacity=3),
    ]
    seniors = [person(one, "senior") for one in "STU"]
    sensitive = np.array([[1, 1, 0], [1, 1, 1], [1, 1, 1], [1, 1, 0]], dtype=np.bool_)
    legal = np.array([[1, 1, 1], [1, 1, 1], [1, 1, 1], [0, 1, 1]], dtype=np.bool_)
    found = Requirements.of(juniors, seniors, Policy(), legal=legal, sensitive_pairs=sensitive)
    (one,) = found.named
    assert (one.name, one.kind, len(one.rows), found.knobs) == (
        "sensitive_topics",
        "sensitive",
        2,
        (),
    )
    assert kept(found, [(0, 0), (0, 2), (1, 0), (2, 1)]) == {"sensitive_topics": True}
    assert kept(found, [(0, 0), (0, 1)]) == {"sensitive_topics": False}
    assert kept(found, [(2, 0), (2, 2)]) == {"sensitive_topics": False}


def test_a_limit_on_its_own_columns():
    people = [
        person("J1", email="A@x.example", capacity=2),
        person("J2", offers=frozenset({"ai"}), wants={"sql": 4}, manager_id="M", prefers=("S",)),
    ]
    people[0] = dataclasses.replace(people[0], name="Ada")
    seniors = [person("S", "senior", successor_of=frozenset({"X"}), avoids=frozenset({"J1"}))]

    def counted(side, column, wanted):
        policy = Policy(limits=[{side: {column: wanted}, "max": 0}])
        legal = np.ones((2, 1), dtype=np.bool_)
        (row,) = Requirements.of(people, seniors, policy, legal=legal).rows
        return row.coefficients(np.array([0, 1]), np.array([0, 0])).tolist()

    assert counted("junior", "id", "J1") == [1, 0]
    assert counted("junior", "ID", ["J1", "J2"]) == [1, 1]
    assert counted("junior", "name", " ADA") == [1, 0]
    assert counted("junior", "email", "a@X.example") == [1, 0]
    assert counted("junior", "role", "mentor") == [1, 1]
    assert counted("junior", "Manager ID", "M") == [0, 1]
    assert counted("junior", "offers", "AI") == [0, 1]
    assert counted("junior", "wants", "sql") == [0, 1]
    assert counted("junior", "capacity", 2) == [1, 0]
    assert counted("junior", "min_load", "0") == [1, 1]
    assert counted("junior", "prefers", "S") == [0, 1]
    assert counted("junior", "participate", "yes") == [1, 1]
    assert counted("junior", "timezone", "UTC") == [0, 0]
    assert counted("junior", "available", "Mon-Fri") == [0, 0]
    assert counted("senior", "avoids", "J1") == [1, 1]
    assert counted("senior", "successor_of", "X") == [1, 1]
    assert counted("senior", "level", 3) == [0, 0]


def test_what_a_cohort_needs_to_prepare():
    assert not needs_primary(Policy())
    assert not needs_primary(Policy(limits=[{"max": 1}]))
    assert needs_primary(Policy(limits=[{"max": 1, "topic": ["ai"]}]))
    assert needs_primary(Policy(stereotypes=ENFORCE))
    roomy = [person("J", capacity=2)]
    assert needs_sensitive(roomy, frozenset({"x"}))
    assert not needs_sensitive(roomy, frozenset())
    assert not needs_sensitive([person("J")], frozenset({"x"}))


def test_what_was_not_prepared_is_an_error_of_the_caller():
    people, legal = ([person("J")], [person("S", "senior")]), np.ones((1, 1), dtype=np.bool_)
    with pytest.raises(ValueError, match="primary topics"):
        Requirements.of(*people, Policy(limits=[{"max": 1, "topic": ["ai"]}]), legal=legal)
    with pytest.raises(ValueError, match="juniors' groups"):
        Requirements.of(*people, Policy(stereotypes=ENFORCE), legal=legal)
