"""The smallest relaxations against exhaustive search, and what a solver's trouble becomes."""

import pickle
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from rmatch.assign import build_problem, elastic, elastic_programme, pulp_highs
from rmatch.assign.elastic import relaxations
from rmatch.assign.rows import LinearRow, PairSet
from rmatch.errors import MissingPartError, SolverError, TimeLimitError
from tests.assign.relaxing import exceeded, random_elastic, smallest_by_set


def everyone(shape):
    return PairSet(np.ones(shape[0], dtype=bool), np.ones(shape[1], dtype=bool))


def least(number, pairs):
    return LinearRow(((-1, pairs),), -number)


def most(number, pairs):
    return LinearRow(((1, pairs),), number)


@pytest.mark.parametrize("seed", range(250))
def test_brute_force_agrees(seed):
    problem, limits, knobs = random_elastic(seed)
    amounts, profiles = smallest_by_set(problem, limits, knobs)
    found = relaxations(problem, limits, knobs)
    if not amounts:
        assert found == ()
        return
    expected = sorted((len(turned), amount) for turned, amount in amounts.items())
    minimal = [one for one in found if one.changed in amounts]
    assert [(len(one.changed), one.amount) for one in minimal] == expected[: len(minimal)]
    assert len(minimal) == (1 if () in amounts else min(3, len(amounts)))
    for one in found:
        assert one.proven
        pairs = list(zip(one.rows.tolist(), one.columns.tolist(), strict=True))
        over = exceeded(limits, pairs)
        assert over in profiles
        assert sum(over) == one.amount
        free = {number for k in one.changed for number in knobs[k]}
        assert all(number in free for number, by in enumerate(over) if by)
    assert len({one.changed for one in found}) == len(found)
    check_help(knobs, amounts, profiles, found)


@pytest.mark.parametrize("most", [0, 1 << 30])
@pytest.mark.parametrize("seed", range(250, 330))
def test_a_growing_core_finds_the_same(seed, most, monkeypatch):
    """From one partner each, with and without all pairs as a last step."""
    monkeypatch.setattr(elastic_programme, "FEW_PAIRS", 0)
    monkeypatch.setattr(elastic_programme, "FIRST", 1)
    monkeypatch.setattr(elastic_programme, "MORE", 1)
    monkeypatch.setattr(elastic_programme, "MOST_PAIRS", most)
    problem, limits, knobs = random_elastic(seed)
    amounts, profiles = smallest_by_set(problem, limits, knobs)
    sizes = sorted((len(turned), amount) for turned, amount in amounts.items())
    found = relaxations(problem, limits, knobs)
    if most:
        assert [(len(one.changed), one.amount) for one in found[: len(sizes)]] == sizes[:3]
    for one in found:
        over = exceeded(limits, list(zip(one.rows.tolist(), one.columns.tolist(), strict=True)))
        assert over in profiles
        free = {number for k in one.changed for number in knobs[k]}
        assert all(number in free for number, by in enumerate(over) if by)
    for k, one in enumerate(found[: len(sizes)]):
        if all(earlier.proven for earlier in found[: k + 1]):
            assert (len(one.changed), one.amount) == sizes[k]


def check_help(knobs, amounts, profiles, found):
    """Only one smallest set: the second way turns it less far, and exists if it can."""
    if len(amounts) > 1 or () in amounts:
        return
    ((only, amount),) = amounts.items()
    mine = {number for k in only for number in knobs[k]}
    helped = []
    for profile in profiles:
        turned = {k for k, knob in enumerate(knobs) if any(profile[n] for n in knob)}
        if set(only) < turned and sum(profile[n] for n in mine) < amount:
            helped.append((len(turned), sum(profile)))
    got = [(len(one.changed), one.amount) for one in found[1:]]
    assert got == sorted(helped)[:1]


def contradiction():
    """At least five of all and at most three of all: two settings, either will do."""
    problem = build_problem(np.ones((6, 6), dtype=int))
    pairs = everyone((6, 6))
    return problem, [least(5, pairs), most(3, pairs)], [(0,), (1,)]


def test_two_ways_out_of_a_contradiction():
    found = relaxations(*contradiction())
    assert {one.changed for one in found} == {(0,), (1,)}
    assert [one.amount for one in found] == [2, 2]
    assert sorted(len(one.rows) for one in found) == [3, 5]


def test_the_only_setting_may_be_turned_less_far_with_help():
    problem = build_problem(np.array([[1, 1, 1, 1], [-1, -1, -1, -1]]), 4, 1)
    pairs = everyone((2, 4))
    found = relaxations(problem, [least(6, pairs), most(3, pairs)], [(0,), (1,)])
    assert [(one.changed, one.amount) for one in found] == [((0,), 3), ((0, 1), 3)]
    assert [len(one.rows) for one in found] == [3, 4]


def test_ways_asked_for():
    assert len(relaxations(*contradiction(), ways=1)) == 1


def test_rows_that_can_be_kept_need_no_change():
    problem, (lower, _), _ = contradiction()
    (found,) = relaxations(problem, [lower], [(0,)])
    assert (found.changed, found.amount, found.proven) == ((), 0, True)
    assert len(found.rows) >= 5


def test_rows_without_a_knob_stay_hard():
    problem, limits, _ = contradiction()
    assert [one.changed for one in relaxations(problem, limits, [(1,)])] == [(0,)]
    assert relaxations(problem, limits, []) == ()


def test_a_row_that_no_pair_can_keep():
    problem = build_problem(np.full((2, 2), -1))
    row = least(1, everyone((2, 2)))
    assert relaxations(problem, [row], []) == ()
    (found,) = relaxations(problem, [row], [(0,)])
    assert (found.changed, found.amount, len(found.rows)) == ((0,), 1, 0)


def test_one_knob_over_several_rows_counts_once():
    problem = build_problem(np.ones((4, 4), dtype=int))
    halves = [PairSet(np.arange(4) // 2 == k, np.ones(4, dtype=bool)) for k in range(2)]
    rows = [most(1, halves[0]), most(1, halves[1]), least(4, everyone((4, 4)))]
    found = relaxations(problem, rows, [(0, 1), (2,)])
    assert {one.changed: one.amount for one in found} == {(0,): 2, (1,): 2}


def test_of_equal_changes_the_one_with_most_pairings():
    """A share misses by one pairing whether of one or of eight."""
    shape = (8, 8)
    inside = PairSet(np.arange(8) < 4, np.ones(8, dtype=bool))
    problem = build_problem(np.ones(shape, dtype=int))
    share = LinearRow(((-3, inside), (2, everyone(shape))), 0, 3)
    found = relaxations(problem, [share, least(7, everyone(shape))], [(0,), (1,)])
    assert [(one.changed, one.amount) for one in found] == [((0,), 1), ((1,), 1)]
    assert [len(one.rows) for one in found] == [7, 6]


def large(seed=0, size=160):
    """More legal pairs than become variables, and two kinds of people on either side."""
    draw = np.random.default_rng(seed)
    problem = build_problem(draw.integers(0, 9, (size, size)))
    first = np.arange(size) < size // 2
    same = PairSet(first, first)
    across = PairSet(first, ~first)
    rows = [least(50, same), least(30, across), most(60, PairSet(first, np.ones(size, bool)))]
    return problem, rows, [(0,), (1,), (2,)]


def test_few_of_many_pairs_are_enough_and_proven_over_all():
    found = relaxations(*large())
    assert {one.changed: one.amount for one in found} == {(0,): 20, (1,): 20, (2,): 20}
    assert all(one.proven for one in found)


def test_many_pairs_that_need_no_change():
    problem, rows, _ = large()
    (found,) = relaxations(problem, rows[:2], [(0,), (1,)])
    assert (found.changed, found.proven) == ((), True)


def test_many_pairs_and_rows_that_nothing_can_break():
    problem, _, _ = large()
    (found,) = relaxations(problem, [most(160, everyone((160, 160)))], [(0,)])
    assert (found.changed, found.proven) == ((), True)


def test_nothing_given_is_changed():
    problem, rows, knobs = contradiction()
    before = pickle.dumps((problem.score, rows[0].terms[0][1].rows, knobs))
    relaxations(problem, rows, knobs)
    assert pickle.dumps((problem.score, rows[0].terms[0][1].rows, knobs)) == before


def answering(monkeypatch, *answers):
    """HiGHS's answers in turn; ``None``: the true one."""
    left = list(answers)

    def answer(model, objective, **options):
        given = left.pop(0) if left else None
        real = pulp_highs.solve(model, objective, **options)
        return given(real) if given else real

    monkeypatch.setattr(elastic, "solve", answer)


def cut_off(real):
    return pulp_highs.Outcome(real.values, True, "TimeLimit")


def out_of_time(real):
    return pulp_highs.Outcome(None, True, "TimeLimit")


def test_no_time_at_all():
    with pytest.raises(TimeLimitError) as caught:
        relaxations(*contradiction(), time_limit=1e-9)
    assert caught.value.seconds == 1e-9


@pytest.mark.parametrize("limit", [1e-9, 0.2])
def test_no_time_for_many_pairs(monkeypatch, limit):
    import scipy.optimize

    def slow(*_, options, **__):
        assert options["time_limit"] <= limit
        return SimpleNamespace(status=1)

    monkeypatch.setattr(scipy.optimize, "linprog", slow)
    with pytest.raises(TimeLimitError):
        relaxations(*large(), time_limit=limit)


def test_a_linear_programme_that_fails_proves_nothing(monkeypatch):
    import scipy.optimize

    failed = SimpleNamespace(status=4, message="numerical trouble")
    monkeypatch.setattr(scipy.optimize, "linprog", lambda *_, **__: failed)
    monkeypatch.setattr(elastic_programme, "MOST_PAIRS", 0)
    with pytest.raises(SolverError, match="the linear programme was not solved"):
        relaxations(*large())


def test_stopped_before_any_way(monkeypatch):
    answering(monkeypatch, out_of_time)
    with pytest.raises(TimeLimitError):
        relaxations(*contradiction(), time_limit=60)


def test_stopped_after_the_first_way(monkeypatch):
    answering(monkeypatch, *[None] * 4, out_of_time)
    (found,) = relaxations(*contradiction(), time_limit=60)
    assert (found.amount, found.proven) == (2, True)


@pytest.mark.parametrize("level", [0, 1])
@pytest.mark.parametrize("how", [cut_off, out_of_time])
def test_a_way_that_was_cut_off_is_valid_but_not_proven(monkeypatch, level, how):
    if level == 0 and how is out_of_time:
        return
    answering(monkeypatch, *[None] * level, how)
    problem, rows, knobs = contradiction()
    found = relaxations(problem, rows, knobs, ways=1, time_limit=60)[0]
    assert not found.proven
    assert found.changed in ((0,), (1,))
    over = exceeded(rows, list(zip(found.rows.tolist(), found.columns.tolist(), strict=True)))
    assert sum(over) == found.amount >= 2


@pytest.mark.parametrize("level", [2, 3])
@pytest.mark.parametrize("how", [cut_off, out_of_time])
def test_the_last_levels_prove_nothing_and_may_be_cut_off(monkeypatch, level, how):
    answering(monkeypatch, *[None] * level, how)
    (found,) = relaxations(*contradiction(), ways=1, time_limit=60)
    assert (found.amount, found.proven) == (2, True)


def test_an_unknown_status_is_no_answer(monkeypatch):
    answering(monkeypatch, lambda real: pulp_highs.Outcome(None, False, "Unknown"))
    with pytest.raises(SolverError, match=r"no smallest change .its status: Unknown"):
        relaxations(*contradiction())


def test_values_of_an_unknown_status_are_not_believed(monkeypatch):
    answering(monkeypatch, lambda real: pulp_highs.Outcome(real.values, False, "Unknown"))
    with pytest.raises(SolverError, match="status: Unknown"):
        relaxations(*contradiction())


def test_a_change_found_cannot_become_impossible(monkeypatch):
    answering(monkeypatch, None, lambda real: pulp_highs.Outcome(None, False, "Infeasible"))
    with pytest.raises(SolverError, match="impossible that it had found before"):
        relaxations(*contradiction())


def with_values(change):
    def answer(real):
        values = real.values.copy()
        change(values)
        return pulp_highs.Outcome(values, False, "Optimal")

    return answer


def test_a_matching_above_capacity_is_not_believed(monkeypatch):
    answering(monkeypatch, with_values(lambda values: values[-36:].fill(1)))
    with pytest.raises(SolverError, match="a row has more pairings than its capacity"):
        relaxations(*contradiction())


def test_a_broken_row_is_not_believed(monkeypatch):
    answering(monkeypatch, with_values(lambda values: values[:2].fill(0)))
    with pytest.raises(SolverError, match="breaks a row which should hold"):
        relaxations(*contradiction())


def test_a_larger_change_than_before_is_not_believed(monkeypatch):
    """Level by level: the knobs, the amount, the order of the knobs."""
    loosest = pulp_highs.solve(*worst_of_contradiction()).values
    answering(monkeypatch, None, None, lambda real: pulp_highs.Outcome(loosest, False, "Optimal"))
    with pytest.raises(SolverError, match="larger change than it had found before"):
        relaxations(*contradiction())


def worst_of_contradiction():
    """The programme of the contradiction, and an objective that turns both knobs far."""
    programme = elastic_programme.Programme(*contradiction(), None)
    model = programme.model([])
    objective = np.zeros(model.variables, dtype=np.int64)
    objective[: programme.first] = 1
    objective[programme.first :] = -1
    return model, objective


def test_too_few_values_are_not_believed(monkeypatch):
    answering(monkeypatch, lambda real: pulp_highs.Outcome(real.values[:3], False, "Optimal"))
    with pytest.raises(SolverError, match="HiGHS gave no solution"):
        relaxations(*contradiction())


@pytest.mark.parametrize("part", ["pulp", "highspy"])
def test_a_missing_part_names_its_command(monkeypatch, part):
    monkeypatch.setitem(sys.modules, part, None)
    with pytest.raises(MissingPartError, match=f"pip install {part}"):
        relaxations(*contradiction())
