"""What an infeasible run says, and that making a change it names makes the run feasible."""

import pickle
from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

from rmatch.assign import build_problem, elastic, pulp_highs
from rmatch.assign.elastic import Relaxed, relaxations
from rmatch.errors import Change, InfeasibleError, SolverError, TimeLimitError, Way
from rmatch.explain.infeasible import infeasible, unmet_loads
from rmatch.policy import Policy
from rmatch.requirements import Requirements, asked_loads
from rmatch.roster import Person, read_roster

DEPARTMENTS = ("Sales", "Finance", "Care")


def person(number, role, **fields):
    return Person(f"{role[0].upper()}{number}", f"{role[0].upper()}{number}", role, **fields)


class Programme:
    """People, a policy, and the legal pairs: what requirements are made of."""

    def __init__(self, juniors, seniors, policy, legal, primary=None, groups=None):
        self.juniors, self.seniors, self.policy = tuple(juniors), tuple(seniors), policy
        self.legal, self.primary, self.groups = legal, primary, groups

    @property
    def problem(self):
        places = [[one.capacity for one in side] for side in (self.juniors, self.seniors)]
        return build_problem(np.where(self.legal, 1, -1), *places)

    @property
    def requirements(self):
        return Requirements.of(
            self.juniors,
            self.seniors,
            self.policy,
            legal=self.legal,
            primary=self.primary,
            groups=self.groups,
        )

    def error(self, **options):
        return infeasible(
            self.problem, self.requirements, self.juniors, self.seniors, self.least, **options
        )

    @property
    def least(self):
        return asked_loads(self.juniors, self.seniors, self.legal)

    def can_be_kept(self):
        wanted = self.requirements
        knobs = [knob.rows for knob in wanted.knobs]
        found = relaxations(self.problem, wanted.rows, knobs, ways=1)
        return bool(found) and not found[0].changed

    def with_changes(self, changes):
        """The programme after somebody made the changes in the policy and the roster."""
        given = self.policy.model_dump(exclude_unset=True)
        juniors, seniors = list(self.juniors), list(self.seniors)
        for change in changes:
            value = int(change.new) if change.new.denominator == 1 else float(change.new)
            if change.setting.startswith("limits["):
                number, key = change.setting.removeprefix("limits[").split("].")
                given["limits"][int(number) - 1][key] = value
            elif change.setting.startswith("stereotypes."):
                given["stereotypes"][change.setting.removeprefix("stereotypes.")] = value
            else:
                _, who, _ = change.setting.split(":")
                for side in (juniors, seniors):
                    for k, one in enumerate(side):
                        if one.id == who:
                            side[k] = replace(one, min_load=value)
        return Programme(juniors, seniors, Policy(**given), self.legal, self.primary, self.groups)


def random_programme(seed):
    """Two groups of five juniors, four seniors, and requirements that often collide."""
    draw = np.random.default_rng(seed)
    skills = {key: SimpleNamespace(level=3, provenance="self") for key in ("python", "design")}

    def people(role, number, most):
        return [
            person(
                k,
                role,
                capacity=(capacity := int(draw.integers(1, most + 1))),
                min_load=int(draw.integers(0, capacity + 1)) if draw.random() < 0.2 else 0,
                department=(place := DEPARTMENTS[draw.integers(0, 3)],),
                department_key=(place.casefold(),),
                offers=frozenset(skills) if role == "junior" else frozenset(),
                skills=skills if role == "junior" else {},
            )
            for k in range(number)
        ]

    juniors, seniors = people("junior", 10, 2), people("senior", 4, 4)
    legal = draw.random((10, 4)) < draw.choice([0.5, 0.9])
    primary = SimpleNamespace(
        keys=("design", "python"), index=np.where(legal, draw.integers(0, 2, (10, 4)), -1)
    )
    policy = {"limits": [random_limit(draw) for _ in range(draw.integers(1, 4))]}
    if enforced := draw.random() < 0.5:
        policy["stereotypes"] = {
            "topics": ["python"],
            "attribute": "team",
            "mode": "enforce",
            "ratio": 0.9,
            "funnel": 0.5,
            "load_tolerance": 0.05,
        }
    groups = np.arange(10) % 2 if enforced else None
    return Programme(juniors, seniors, Policy(**policy), legal, primary, groups)


def random_limit(draw):
    limit = {}
    if draw.random() < 0.5:
        limit["junior"] = {"department": DEPARTMENTS[draw.integers(0, 3)]}
    if draw.random() < 0.3:
        limit["senior"] = {"department": list(draw.choice(DEPARTMENTS, 2, replace=False))}
    if draw.random() < 0.3:
        limit["same" if draw.random() < 0.5 else "different"] = ["department"]
    if draw.random() < 0.4:
        limit["topic"] = ["python"]
    if draw.random() < 0.4:
        limit["share"] = True
        figures = sorted(draw.integers(0, 100, 2) / 100)
    else:
        figures = sorted(draw.integers(0, 8, 2).tolist())
    limit |= {
        key: figure
        for key, figure in zip(("min", "max"), figures, strict=True)
        if draw.random() < 0.6
    }
    return limit if "min" in limit or "max" in limit else {**limit, "min": figures[1]}


@pytest.mark.parametrize("seed", range(60))
def test_making_a_change_makes_the_run_feasible(seed):
    programme = random_programme(seed)
    if programme.can_be_kept():
        with pytest.raises(SolverError, match="there is one"):
            programme.error()
        return
    error = programme.error()
    assert error.ways
    assert error.proven
    for way in error.ways:
        assert programme.with_changes(way.changes).can_be_kept()
        # And no smaller: neither with a change left out, nor with one step less.
        for k, change in enumerate(way.changes):
            others = (*way.changes[:k], *way.changes[k + 1 :])
            assert not programme.with_changes(others).can_be_kept()
            if change.new.denominator == 1 and change.setting.startswith("min_load"):
                less = replace(change, new=change.new + 1)
                assert not programme.with_changes((*others, less)).can_be_kept()
    assert len({frozenset(c.setting for c in way.changes) for way in error.ways}) == len(error.ways)


def six_by_six(policy, **fields):
    juniors = [person(k, "junior", **fields) for k in range(6)]
    seniors = [person(k, "senior") for k in range(6)]
    return Programme(juniors, seniors, Policy(**policy), np.ones((6, 6), dtype=bool))


def test_the_whole_text():
    limits = [{"name": "IT mentors", "min": 5}, {"max": 3}]
    error = six_by_six({"limits": limits}).error()
    assert str(error) == (
        "no matching keeps all requirements, so nothing was written:\n"
        "- 'IT mentors' and 'limit 2' cannot all be kept together with the rules and the "
        "capacities.\n"
        "Fix, one of these, the smallest first:\n"
        "- lower [[limits]] 'IT mentors' min from 5 to 3\n"
        "- or raise [[limits]] number 2 max from 3 to 5"
    )
    assert error.exit_code == 4
    assert {one.changes[0].setting: one.changes[0].new for one in error.ways} == {
        "limits[1].min": 3,
        "limits[2].max": 5,
    }


def test_requirements_that_play_no_part_are_not_named():
    limits = [{"min": 7}, {"name": "Few", "max": 6}, {"max": 6}]
    (why,) = six_by_six({"limits": limits[:2]}).error().why
    assert why == (
        "'limit 1' cannot be kept together with the other requirements, the rules and "
        "the capacities"
    )
    assert "'Few'" not in why


def test_several_changes_at_once_are_one_way():
    """Two juniors need three pairings with a single senior, and each has other rows to keep."""
    juniors = [person(k, "junior", capacity=3, min_load=3) for k in range(2)]
    seniors = [person(k, "senior", capacity=2) for k in range(2)]
    programme = Programme(juniors, seniors, Policy(), np.ones((2, 2), dtype=bool))
    error = programme.error()
    assert [str(way) for way in error.ways] == [
        "lower min_load of 'J0' from 3 to 2 and lower min_load of 'J1' from 3 to 2"
    ]


def test_the_error_is_picklable():
    change = Change("limits[1].min", "lower it", Fraction(5), Fraction(3))
    error = InfeasibleError(["one thing"], [Way((change,), proven=False)], proven=False)
    again = pickle.loads(pickle.dumps(error))
    assert (again.why, again.ways, again.proven) == (error.why, error.ways, False)
    assert str(again) == str(error)


def test_what_is_not_proven_is_not_said():
    change = Change("limits[1].min", "lower it", Fraction(5), Fraction(3))
    error = InfeasibleError(["one thing"], [Way((change,), proven=False)], proven=False)
    assert str(error) == (
        "no matching that keeps all requirements was found, so nothing was written:\n"
        "- one thing.\n"
        "Fix, smaller changes may exist:\n"
        "- lower it"
    )


# -- minimum loads -----------------------------------------------------------------------------


def with_loads(legal, junior_loads, senior_loads=None, capacity=3):
    legal = np.array(legal, dtype=bool)
    juniors = [
        person(k, "junior", capacity=capacity, min_load=n) for k, n in enumerate(junior_loads)
    ]
    seniors = [
        person(k, "senior", min_load=n) for k, n in enumerate(senior_loads or [0] * legal.shape[1])
    ]
    return Programme(juniors, seniors, Policy(), legal)


def unmet(programme):
    return unmet_loads(programme.problem, programme.juniors, programme.seniors, programme.least)


def test_a_person_with_too_few_partners_is_named():
    programme = with_loads([[1, 1, 0], [1, 1, 1]], [3, 0])
    assert unmet(programme) == ("J0 has a minimum load of 3 as junior, but 2 legal partners",)
    assert str(programme.error().ways[0]) == "lower min_load of 'J0' from 3 to 2"


def test_one_partner_is_one():
    assert unmet(with_loads([[1, 0], [1, 1]], [2, 0])) == (
        "J0 has a minimum load of 2 as junior, but 1 legal partner",
    )


def test_a_person_with_too_little_capacity_is_named():
    assert unmet(with_loads([[1, 1]], [2], capacity=1)) == (
        "J0 has a minimum load of 2 as junior, but a capacity of 1",
    )


def test_people_who_share_too_few_partners_are_named():
    programme = with_loads([[1, 1, 0], [1, 1, 0], [1, 1, 1]], [1, 2, 1])
    assert unmet(programme) == (
        "J0 and J1 have minimum loads of 3 together as juniors, but all their legal partners "
        "have room for only 2 pairings with them",
    )
    error = programme.error()
    assert error.why == unmet(programme)
    assert len(error.ways) == 2


def test_seniors_are_named_too():
    programme = with_loads([[1, 1]], [0], [1, 1], capacity=1)
    assert unmet(programme) == (
        "S0 and S1 have minimum loads of 2 together as seniors, but all their legal partners "
        "have room for only 1 pairing with them",
    )


def test_names_are_shown_beside_ids():
    programme = with_loads([[1]], [2], capacity=2)
    juniors = [replace(programme.juniors[0], name="Ann Bell")]
    (text,) = unmet_loads(programme.problem, juniors, programme.seniors, programme.least)
    assert text.startswith("J0 (Ann Bell) has a minimum load of 2")


def test_of_a_crowd_some_are_named_and_the_rest_counted():
    programme = with_loads(np.ones((9, 8)), [1] * 9, capacity=1)
    assert unmet(programme) == (
        "J0, J1, J2, J3, J4, J5 and 3 more have minimum loads of 9 together as juniors, but all "
        "their legal partners have room for only 8 pairings with them",
    )


def test_people_without_a_partner_stop_nothing():
    programme = with_loads([[0, 0], [1, 1]], [1, 1])
    assert unmet(programme) == ()
    assert programme.can_be_kept()


def test_a_partner_without_a_place_is_none():
    programme = with_loads([[1, 0], [1, 1]], [1, 1])
    programme.seniors = (replace(programme.seniors[0], capacity=0), programme.seniors[1])
    assert unmet(programme) == ()
    assert programme.can_be_kept()


def test_no_minimum_loads():
    assert unmet(with_loads([[1]], [0])) == ()


# -- rounding and trouble ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "inside", "pairings", "new"),
    [
        (0.9, 3, 7, "0.4"),
        (0.45, 3, 7, "0.428"),
        (0.43, 3, 7, "0.4285"),
        (0.9, 4, 8, "0.5"),
        (0.6, 4, 7, "0.57"),
        (0.6, 0, 7, "0"),
    ],
)
def test_shares_have_few_decimals(share, inside, pairings, new):
    """Everybody has a single partner, and so many of all are in IT."""
    department = {"department": ("IT",), "department_key": ("it",)}
    juniors = [
        person(k, "junior", min_load=1, **(department if k < inside else {}))
        for k in range(pairings)
    ]
    seniors = [person(k, "senior") for k in range(pairings)]
    policy = Policy(limits=[{"junior": {"department": "IT"}, "min": share, "share": True}])
    programme = Programme(juniors, seniors, policy, np.eye(pairings, dtype=bool))
    changes = [way.changes for way in programme.error().ways]
    (change,) = next(mine for mine in changes if mine[0].setting == "limits[1].min")
    assert change.new == Fraction(new)
    assert programme.with_changes([change]).can_be_kept()
    assert change.words == f"lower [[limits]] number 1 min from {share} to {new}"


def trouble(monkeypatch, outcome):
    monkeypatch.setattr(elastic, "solve", lambda *_, **__: outcome)


def test_no_time_and_nothing_known():
    with pytest.raises(TimeLimitError):
        six_by_six({"limits": [{"min": 5}, {"max": 3}]}).error(time_limit=1e-9)


def test_no_time_but_known_to_be_infeasible():
    programme = six_by_six({"limits": [{"min": 5}, {"name": "Few", "max": 3}]})
    error = programme.error(time_limit=1e-9, proven=True)
    assert str(error) == (
        "no matching keeps all requirements, so nothing was written:\n"
        "- 'limit 1' and 'Few' cannot all be kept together with the rules and the capacities.\n"
        "Fix: give more time with --time-limit, so that changes can be named."
    )


def test_no_time_but_minimum_loads_that_cannot_be_met():
    error = with_loads([[1, 1, 0], [1, 1, 1]], [3, 0]).error(time_limit=1e-9)
    assert error.why == ("J0 has a minimum load of 3 as junior, but 2 legal partners",)
    assert (error.ways, error.proven) == ((), True)


def test_a_cut_off_run_says_that_smaller_changes_may_exist(monkeypatch):
    real = pulp_highs.solve

    def cut_off(*given, **options):
        return pulp_highs.Outcome(real(*given, **options).values, True, "TimeLimit")

    monkeypatch.setattr(elastic, "solve", cut_off)
    error = six_by_six({"limits": [{"min": 5}, {"max": 3}]}).error(time_limit=60)
    assert "smaller changes may exist" in str(error)
    assert str(error).startswith("no matching that keeps all requirements was found")


def test_a_solver_that_finds_no_change(monkeypatch):
    trouble(monkeypatch, pulp_highs.Outcome(None, False, "Infeasible"))
    with pytest.raises(SolverError, match="no change of a setting was found"):
        six_by_six({"limits": [{"min": 5}, {"max": 3}]}).error()


def test_requirements_that_can_be_kept_after_all():
    with pytest.raises(SolverError, match="but there is one"):
        six_by_six({"limits": [{"min": 5}]}).error()


def test_a_setting_that_no_value_helps():
    programme = six_by_six({"limits": [{"min": 5}]})
    everyone = np.arange(6)
    kept = Relaxed((0,), 1, everyone, everyone, proven=True)
    with pytest.raises(SolverError, match=r"no value of limits\[1\].min was found"):
        programme.error(relaxed=[kept])


def test_no_group_is_ever_named():
    seen = False
    for seed in range(60):
        programme = random_programme(seed)
        if programme.groups is not None and not programme.can_be_kept():
            text = str(programme.error())
            seen |= "[stereotypes]" in text
            assert "team" not in text
            assert "group" not in text
    assert seen


def test_a_roster_read_from_a_file_is_named_as_it_was_read(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text(
        "id,name,role,skills,wants,capacity,min_load\n"
        "007,Ann Bell,junior,sql:4,,2,2\n008,Bo Dahl,senior,,sql:4,1,\n"
    )
    people = read_roster(path).people
    problem = build_problem(np.ones((1, 1), dtype=int), [2], [1])
    least = np.array([2]), np.array([0])
    assert unmet_loads(problem, people[:1], people[1:], least) == (
        "007 (Ann Bell) has a minimum load of 2 as junior, but 1 legal partner",
    )
