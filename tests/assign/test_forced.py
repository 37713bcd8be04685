import numpy as np
import pytest

from rmatch.assign import build_problem, force_pair, solve, unmatched_costs
from rmatch.errors import SolverError, UsageError
from tests.assign.brute import best_value
from tests.assign.cases import OBJECTIVES, random_case


def setting(seed, objective, fill, **size):
    score, row_places, column_places = random_case(seed, **size)
    problem = build_problem(score, row_places, column_places, objective=objective, fill=fill)

    def forced(must, changed=None):
        line = score if changed is None else changed
        best = best_value(
            line.tolist(), list(row_places), list(column_places), objective, fill, must=must
        )
        found = solve(problem)
        if best is None:
            return None
        return tuple(one - two for one, two in zip(best, found.value, strict=True))

    return score, problem, solve(problem), forced


@pytest.mark.parametrize(("objective", "fill"), OBJECTIVES)
@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("most_places", [1, 3])
def test_unmatched_costs_equal_brute_force(seed, most_places, objective, fill):
    _, problem, found, forced = setting(
        seed, objective, fill, most_rows=4, most_columns=4, most_places=most_places
    )
    costs = unmatched_costs(problem, found)
    unpaired = set(np.flatnonzero(problem.row_capacity)) - set(found.rows.tolist())
    assert set(costs.rows) == unpaired
    for row, change in costs.rows.items():
        assert change == forced(("row", row))
    for column, change in costs.columns.items():
        assert change == forced(("column", column))


@pytest.mark.parametrize(("objective", "fill"), OBJECTIVES)
@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("most_places", [1, 3])
@pytest.mark.parametrize("lift", [0, 1000])
def test_force_pair_equals_brute_force(seed, most_places, objective, fill, lift):
    # A forbidden pair may score more than all legal ones together: lift.
    score, problem, found, forced = setting(
        seed, objective, fill, most_rows=4, most_columns=4, most_places=most_places
    )
    for row, column in np.ndindex(score.shape):
        allowed = score.copy()
        if score[row, column] < 0:
            allowed[row, column] = lift
        change = force_pair(problem, found, row, column, score=int(allowed[row, column]))
        assert change == forced(("pair", row, column), allowed)


def test_costs_need_an_optimum():
    problem = build_problem(np.outer(np.arange(300), np.arange(300)), 2, 2)
    found = solve(problem, solver="flow", time_limit=1e-9)
    with pytest.raises(UsageError, match="optimal matching only"):
        force_pair(problem, found, 0, 0)
    with pytest.raises(UsageError, match="optimal matching only"):
        unmatched_costs(build_problem(np.zeros((300, 300), dtype=int)), found)


def test_a_forbidden_pair_needs_a_score():
    problem = build_problem(np.array([[-1, 3]]))
    with pytest.raises(UsageError, match="needs a score"):
        force_pair(problem, solve(problem), 0, 0)


def test_another_problems_matching_is_noticed():
    found = solve(build_problem(np.array([[5, 0, 0], [0, 5, 0]])))
    other = build_problem(np.array([[0, 5, 9], [5, 0, 0]]))
    with pytest.raises(SolverError, match="not an optimal one"):
        unmatched_costs(other, found)
    with pytest.raises(SolverError, match="not an optimal one"):
        force_pair(build_problem(np.array([[0, 9, 0], [9, 0, 0], [0, 0, 0]])), found, 2, 2)
