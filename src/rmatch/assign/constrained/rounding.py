"""Near a fractional matching: fix what it takes whole, search the few people left over.

Under few rows a vertex of the linear programme takes most pairs whole. The integer
programme over those it does not, and over those who could change partners for least, is
small, and its best is mostly within a hair of the bound: relaxation induced
neighbourhoods [1]_, with reduced costs to say who joins.

.. [1] E. Danna, E. Rothberg, C. Le Pape, Exploring relaxation induced neighborhoods to
   improve MIP solutions, Mathematical Programming 102 (2005), 71-90.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rmatch.assign.constrained.core_lp import WHOLE, CoreSolution
from rmatch.assign.constrained.fixing import reduced_cost
from rmatch.assign.constrained.lagrange import Relaxed
from rmatch.assign.problem import Integers

__all__ = ["Neighbourhood", "neighbourhood"]

# Candidates of each person who is not fixed, on average.
PAIRS_A_PERSON = 6


@dataclass(frozen=True, eq=False)
class Neighbourhood:
    """Flat indices of the pairs that are taken, and of those to choose from; both sorted."""

    fixed: Integers
    candidates: Integers


def neighbourhood(
    relaxed: Relaxed, solution: CoreSolution, near: Integers, people: int
) -> Neighbourhood:
    """Fix the pairs that are taken whole, but leave about so many people free.

    Parameters
    ----------
    relaxed
        The bound whose prices say what a pair loses.
    solution
        The fractional matching.
    near
        Flat indices, sorted: pairs of small reduced cost, from which candidates are taken.
    people
        How many to leave free, beyond those of fractional pairs.
    """
    problem = relaxed.problem
    height, width = problem.shape
    whole = solution.pairs[solution.amounts > 1 - WHOLE]
    rows, columns = np.divmod(np.union1d(near, solution.pairs), max(width, 1))
    cost = reduced_cost(relaxed, rows, columns)
    order = np.argsort(cost, kind="stable")
    rows, columns, cost = rows[order], columns[order], cost[order]
    # Everybody with each of their whole pairs is free once a pair of theirs is.
    free = np.zeros(height + width, dtype=np.bool_)
    other = ~np.isin(rows * width + columns, whole)
    ends = np.column_stack([rows[other], columns[other] + height]).reshape(-1)
    first = np.sort(np.unique(ends, return_index=True)[1])
    partial = np.divmod(solution.pairs[solution.amounts <= 1 - WHOLE], max(width, 1))
    free[partial[0]] = free[partial[1] + height] = True
    free[ends[first[:people]]] = True
    loose = free[whole // width] | free[whole % width + height]
    fixed = whole[~loose]
    row_left = problem.row_capacity - np.bincount(fixed // width, minlength=height)
    column_left = problem.column_capacity - np.bincount(fixed % width, minlength=width)
    possible = (row_left[rows] > 0) & (column_left[columns] > 0)
    possible &= ~np.isin(rows * width + columns, fixed)
    some = np.flatnonzero(possible)
    most = PAIRS_A_PERSON * (int((row_left > 0).sum()) + int((column_left > 0).sum())) // 2
    used = rows[some] * width + columns[some]
    kept = np.union1d(used[:most], used[np.isin(used, solution.pairs)])
    return Neighbourhood(fixed, kept)
