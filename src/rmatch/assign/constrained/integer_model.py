"""The integer programme over some candidate pairs: capacities, rows, settled levels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.constrained.core_lp import People
from rmatch.assign.constrained.lagrange import Stage
from rmatch.assign.problem import Integers
from rmatch.assign.pulp_highs import LinearModel

__all__ = ["integer_model"]


def integer_model(
    stage: Stage, rows: Integers, columns: Integers, fixed: tuple[Integers, Integers] | None = None
) -> tuple[LinearModel, NDArray[np.int64]]:
    """The model, and the coefficients of its objective; its first variables are the pairs.

    Pairs that are ``fixed`` are taken beside the candidates, which have no place of theirs.
    """
    count = len(rows)
    fixed = fixed or (rows[:0], columns[:0])
    people = People.of(stage, rows, columns, fixed)
    counted = stage.people is not None or stage.level == "people"
    several = people.several if counted else ()
    height, width = stage.problem.shape
    model = LinearModel(count + len(several))
    for owners, capacity in (
        (rows, stage.problem.row_capacity - np.bincount(fixed[0], minlength=height)),
        (columns, stage.problem.column_capacity - np.bincount(fixed[1], minlength=width)),
    ):
        order = np.argsort(owners, kind="stable")
        starts = np.flatnonzero(np.diff(owners[order], prepend=-1))
        for mine in np.split(order, starts[1:]) if count else []:
            places = int(capacity[owners[mine[0]]])
            if places < len(mine):
                model.add(mine, np.ones_like(mine), high=places)
    for number, mine in enumerate(several):
        model.add(np.append(mine, count + number), np.append(np.ones_like(mine), -1), low=0)
    for row in stage.rows:
        coefficients = row.coefficients(rows, columns)
        some = np.flatnonzero(coefficients)
        model.add(some, coefficients[some], high=row.limit - row.activity(*fixed))
    everybody = np.concatenate([people.direct, np.ones(len(several), dtype=np.int64)])
    reached = len(np.unique(fixed[0])) + len(np.unique(fixed[1]))
    if stage.people is not None:
        some = np.flatnonzero(everybody)
        model.add(some, everybody[some], low=stage.people - reached)
    if stage.pairings is not None:
        model.add(
            np.arange(count), np.ones(count, dtype=np.int64), high=stage.pairings - len(fixed[0])
        )
    objective = np.zeros(count + len(several), dtype=np.int64)
    if stage.level == "points":
        objective[:count] = stage.problem.score[rows, columns]
    elif stage.level == "pairings":
        objective[:count] = -1
    else:
        objective = everybody
    return model, objective
