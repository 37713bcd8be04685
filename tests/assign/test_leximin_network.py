"""The flow behind 'fairest': what it refuses to believe, and what it needs."""

import sys

import numpy as np
import pytest

from rmatch.assign import build_problem, core, hungarian
from rmatch.assign.fairest.leximin import by_prices, solve_fairest
from rmatch.assign.fairest.network import Face, Network
from rmatch.assign.fairest.result import measured
from rmatch.assign.fairest.search import cheapest, path_prices, shrink
from rmatch.errors import MissingPartError, SolverError, SolverRefusedError
from tests.assign.cases import random_case


def a_face(score, row_places=1, column_places=1):
    problem = build_problem(score, row_places, column_places, objective="most-matched")
    found = core.solve(problem)
    network = Network.build(problem, hungarian.copies(problem))
    return Face(network, network.flow_of(found.rows, found.columns)), found


@pytest.mark.parametrize("seed", range(12))
def test_a_flow_is_its_matching(seed):
    score, rows, columns = random_case(seed, 8, 8)
    face, found = a_face(score, rows, columns)
    face.check()
    again = face.network.matching(face.flow)
    assert [one.tolist() for one in again] == [found.rows.tolist(), found.columns.tolist()]
    values = face.network.crown_value[(face.network.crown_value >= 0) & (face.flow > 0)]
    best = [score[found.rows[found.columns == j], j].max() for j in set(found.columns.tolist())]
    assert sorted(values.tolist()) == sorted(best)
    assert int(face.network.points @ face.flow) == found.total


def test_prices_that_prove_nothing_are_refused():
    face, _ = a_face(np.array([[5, 1], [1, 5]]))
    worth = -face.network.points
    with pytest.raises(SolverError, match="prices of a level do not prove it"):
        face.settle(worth, np.zeros(face.network.nodes, dtype=np.int64))


def test_a_flow_that_is_not_optimal_has_no_prices():
    face, _ = a_face(np.array([[5, 1], [1, 5]]))
    with pytest.raises(SolverError, match="not optimal in one of its levels"):
        path_prices(face, face.network.points)


def test_changing_what_is_settled_is_seen():
    face, _ = a_face(np.array([[5, 1], [1, 5]]))
    shrink(face)
    face.check()
    arc = int(np.flatnonzero(face.flow)[0])
    face.flow[arc] = 0
    with pytest.raises(SolverError, match="is not sound"):
        face.check()


def test_a_result_that_is_no_matching_is_refused():
    problem = build_problem(np.array([[5, -1]]), objective="most-matched")
    with pytest.raises(SolverError, match="invalid matching: a forbidden pair was chosen"):
        measured(problem, np.array([0]), np.array([1]), method="prices", settled=None)


def test_several_pairings_a_column_need_or_tools(monkeypatch):
    score = np.array([[9, 9], [3, 3], [3, 4], [2, 2]])
    once = solve_fairest(score, 1, 2)
    assert (once.best.tolist(), once.total) == ([4, 9], 18)
    monkeypatch.setitem(sys.modules, "ortools.graph.python.min_cost_flow", None)
    assert solve_fairest(score, 1, 1).proven
    with pytest.raises(MissingPartError, match="several pairings a senior needs 'ortools'"):
        solve_fairest(score, 1, 2)


def test_huge_scores_are_refused_where_ties_leave_a_choice():
    face, _ = a_face(np.array([[9, 9], [3, 3], [3, 4], [2, 2]]), 1, 2)
    with pytest.raises(SolverRefusedError, match="scores this large"):
        cheapest(face, -face.network.points << 54)


def test_a_status_other_than_optimal_is_no_answer(monkeypatch):
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    monkeypatch.setattr(SimpleMinCostFlow, "solve", lambda self: self.INFEASIBLE)
    with pytest.raises(SolverError, match="stopped with status INFEASIBLE"):
        solve_fairest(np.array([[9, 9], [3, 3], [3, 4], [2, 2]]), 1, 2)


@pytest.mark.parametrize("wrong", ["order", "sign"])
def test_components_in_another_order_cost_time_only(monkeypatch, wrong):
    from scipy.sparse import csgraph

    given = random_case(7, 10, 10)
    expected = solve_fairest(*given).key()
    original = csgraph.connected_components

    def other(graph, **options):
        count, component = original(graph, **options)
        if wrong == "sign":
            return count, count - 1 - component
        return count, np.random.default_rng(0).permutation(count)[component]

    monkeypatch.setattr(csgraph, "connected_components", other)
    assert solve_fairest(*given).key() == expected
    assert by_prices(build_problem(*given, objective="most-matched"), None).proven
