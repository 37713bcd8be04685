"""A knob's new value is the nearest one that keeps its rows; its words name the setting."""

from fractions import Fraction

import pytest

from rmatch import Policy
from tests.requirements.recount import World, arrays, kept

POLICY = {
    "limits": [
        {"name": "IT mentors", "junior": {"department": "A"}, "min": 5, "max": 6},
        {"same": ["site"], "min": 0.6, "max": 0.7, "share": True},
        {"name": "menopause", "topic": ["skill a"], "max": 0},
    ],
    "stereotypes": {
        "mode": "enforce",
        "attribute": "Cohort",
        "topics": ["skill a", "skill b"],
        "funnel": 0.4,
        "load_tolerance": 0,
    },
}


def changed(setting: str, value: Fraction) -> Policy:
    limits = [dict(limit) for limit in POLICY["limits"]]
    stereotypes = dict(POLICY["stereotypes"])
    table, _, key = setting.partition(".")
    home = stereotypes if table == "stereotypes" else limits[int(table[7]) - 1]
    home[key] = float(value)
    if key in ("min", "max") and "min" in home and "max" in home:
        # The other bound is no part of this question.
        home.pop("max" if key == "min" else "min")
    return Policy(limits=limits, stereotypes=stereotypes)


@pytest.mark.parametrize("seed", range(8))
def test_needed_keeps_the_rows_and_nothing_nearer_does(seed):
    world = World(seed, POLICY, juniors=100)
    requirements = world.requirements()
    listed = world.pairs_on("skill a") + world.pairs_on("skill b")
    for _ in range(4):
        few = world.dice.sample(listed, world.dice.randint(0, len(listed)))
        chosen = world.matching() if world.dice.random() < 0.5 else few
        for knob in requirements.knobs:
            new = knob.needed(*arrays(chosen))
            keeps = [
                requirements.rows[k].activity(*arrays(chosen)) <= requirements.rows[k].limit
                for k in knob.rows
            ]
            assert (new == knob.current) == all(keeps)
            if new == knob.current:
                continue
            assert (new > knob.current) == knob.most
            assert holds(world, knob.setting, new, chosen)
            assert not holds(
                world, knob.setting, new - (knob.step if knob.most else -knob.step), chosen
            )


def holds(world: World, setting: str, value: Fraction, chosen: list[tuple[int, int]]) -> bool:
    """Whether the requirements that a setting decides hold under another value of it."""
    before = world.policy
    world.policy = changed(setting, value)
    requirements = world.requirements()
    world.policy = before
    (knob,) = [one for one in requirements.knobs if one.setting == setting]
    names = {one.name for one in requirements.named if set(one.rows) & set(knob.rows)}
    found = kept(requirements, chosen)
    return all(found[name] for name in names)


def test_settings_and_words():
    knobs = World(3, POLICY, juniors=100).requirements().knobs
    assert [(knob.setting, knob.current, knob.most) for knob in knobs] == [
        ("limits[1].min", 5, False),
        ("limits[1].max", 6, True),
        ("limits[2].min", Fraction(3, 5), False),
        ("limits[2].max", Fraction(7, 10), True),
        ("limits[3].max", 0, True),
        ("stereotypes.ratio", Fraction(4, 5), False),
        ("stereotypes.funnel", Fraction(2, 5), True),
        ("stereotypes.load_tolerance", 0, True),
    ]
    assert knobs[0].words(Fraction(3)) == "lower [[limits]] 'IT mentors' min from 5 to 3"
    assert knobs[3].words(Fraction(3, 4)) == "raise [[limits]] number 2 max from 0.7 to 0.75"
    assert knobs[4].words(Fraction(1)) == "raise [[limits]] number 3 max from 0 to 1"
    assert knobs[5].words(Fraction("0.6667")) == "lower [stereotypes] ratio from 0.8 to 0.6667"
    assert knobs[7].words(Fraction(1, 4)) == "raise [stereotypes] load_tolerance from 0 to 0.25"
