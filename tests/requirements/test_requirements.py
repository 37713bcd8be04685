"""Names, numbering, and what must not reach a row: groups' names, the order of the roster."""

import numpy as np
import pytest

from rmatch import Policy
from rmatch.cohort import in_solving_order
from rmatch.requirements import Requirements
from tests.requirements.recount import World
from tests.score.people import person

POLICY = {
    "limits": [{"name": "IT", "max": 3, "junior": {"department": "A"}}, {"min": 1, "max": 5}],
    "stereotypes": {
        "mode": "enforce",
        "attribute": "Cohort",
        "topics": ["skill a", "skill b", "menopause", "faith at work"],
    },
}


def matrices(requirements: Requirements, shape: tuple[int, int]) -> list[tuple[bytes, int, int]]:
    """Each row over all pairs."""
    rows, columns = (place.ravel() for place in np.indices(shape))
    return [
        (row.coefficients(rows, columns).tobytes(), row.limit, row.unit)
        for row in requirements.rows
    ]


def test_names_and_numbers():
    requirements = World(5, POLICY, juniors=100).requirements()
    assert [(one.name, one.kind) for one in requirements.named] == [
        ("IT", "limit"),
        ("limit 2", "limit"),
        ("parity: skill a", "parity"),
        ("parity: skill b", "parity"),
        ("parity: a sensitive topic", "parity"),
        ("no_funnelling", "funnel"),
        ("load", "load"),
    ]
    numbered = [row for one in requirements.named for row in one.rows]
    assert numbered == list(range(len(requirements.rows)))
    assert requirements.named[1].rows == (1, 2)
    assert "menopause" not in str(requirements.named)


@pytest.mark.parametrize("name", ["IT", "limit 2", "parity: skill a", "load", "unknown"])
def test_without(name):
    world = World(5, POLICY, juniors=100)
    requirements = world.requirements()
    fewer = requirements.without(name)
    assert [one.name for one in fewer.named] == [
        one.name for one in requirements.named if one.name != name
    ]
    dropped = {k for one in requirements.named if one.name == name for k in one.rows}
    left = [row for k, row in enumerate(requirements.rows) if k not in dropped]
    assert list(fewer.rows) == left
    knobs = {knob.setting: [requirements.rows[k] for k in knob.rows] for knob in requirements.knobs}
    for knob in fewer.knobs:
        now = [fewer.rows[k] for k in knob.rows]
        assert now
        assert now == [row for row in knobs[knob.setting] if row in left]
    assert fewer.without(name).rows == fewer.rows


def test_nothing_asked():
    found = Requirements.of(
        [person("J")], [person("S", "senior")], Policy(), legal=np.ones((1, 1), dtype=np.bool_)
    )
    assert not found
    assert (found.rows, found.named, found.knobs) == ((), (), ())
    assert World(0, POLICY).requirements()


@pytest.mark.parametrize("seed", range(5))
def test_names_of_groups_and_the_order_of_the_roster_change_nothing(seed):
    world = World(seed, POLICY, juniors=100)
    before = world.requirements()
    codes = np.array(["-ab".index(group) - 1 for group in world.groups])
    renamed = world.requirements(groups=np.array([-1, 7, 3])[codes + 1])
    assert matrices(before, world.scorer.shape) == matrices(renamed, world.scorer.shape)
    assert [one.name for one in before.named] == [one.name for one in renamed.named]

    by_id = dict(zip((p.id for p in world.juniors), codes.tolist(), strict=True))

    def ordered(people_in_rows):
        shuffled = World(seed, POLICY, juniors=100)
        shuffled.juniors = in_solving_order(people_in_rows(world.juniors), 0)
        shuffled.seniors = in_solving_order(people_in_rows(world.seniors), 0)
        shuffled.scorer = type(world.scorer)(shuffled.juniors, shuffled.seniors, world.policy)
        groups = np.array([by_id[p.id] for p in shuffled.juniors])
        return matrices(shuffled.requirements(groups=groups), shuffled.scorer.shape)

    assert ordered(list) == ordered(lambda people: people[::-1])
    assert ordered(list) == ordered(lambda people: world.dice.sample(people, len(people)))


def test_masks_are_shared():
    same = {"same": ["department"], "topic": ["skill a"]}
    limits = [same | {"max": 1}, {"topic": ["Skill A"], "same": ["department"], "min": 1}]
    requirements = World(1, {"limits": limits}).requirements()
    first, second = (row.terms[0][1].pairs for row in requirements.rows)
    assert first is second
