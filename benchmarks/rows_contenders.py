"""Who solves the problems with rows: rmatch over all pairs, and HiGHS given likely ones."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.rows import LinearRow, PairSet

from .problems import Matrix

__all__ = ["GAP", "ROW_SOLVERS", "Found", "RowSolver", "tiny"]

GAP = 1e-4  # 0.01 %: both may stop there
PARTNERS = 50

Positions = NDArray[np.int64]


@dataclass(frozen=True)
class Found:
    """The pairs; the solver's own bound on the last level, and for which pairs it holds.

    Attributes
    ----------
    over
        ``"all pairs"``, or the pairs that the solver was given.
    """

    rows: Positions
    columns: Positions
    bound: float
    over: str
    status: str


@dataclass(frozen=True)
class RowSolver:
    """``solve(matrix, rows, objective, seconds)`` stops near that many seconds."""

    name: str
    solve: Callable[[Matrix, Sequence[LinearRow], str, float], Found]


def _rmatch(matrix: Matrix, rows: Sequence[LinearRow], objective: str, longest: float) -> Found:
    """Over all pairs, with the proof."""
    from rmatch.assign.constrained import solve_constrained
    from rmatch.assign.problem import build_problem
    from rmatch.errors import TimeLimitError

    problem = build_problem(matrix.score, matrix.rows, matrix.columns, objective=objective)
    try:
        found = solve_constrained(problem, rows, gap=GAP, time_limit=longest)
    except TimeLimitError:
        nobody = np.zeros(0, dtype=np.int64)
        return Found(nobody, nobody, math.inf, "all pairs", "no matching in time")
    return Found(found.rows, found.columns, found.level_bound[-1], "all pairs", found.status)


def _highs(matrix: Matrix, rows: Sequence[LinearRow], objective: str, longest: float) -> Found:
    """Each person's best partners by score, as one integer programme a level."""
    pairs = best_partners(matrix.score, PARTNERS)
    highs = _model(matrix, rows, pairs)
    highs.setOptionValue("time_limit", longest)
    count = len(pairs[0])
    if objective == "most-matched":
        _maximise(highs, np.ones(count))
        most = round(highs.getObjectiveValue())
        highs.addRow(most, count, count, np.arange(count, dtype=np.int32), np.ones(count))
    _maximise(highs, matrix.score[pairs].astype(np.float64))
    chosen = np.array(highs.getSolution().col_value) > 0.5
    info, status = highs.getInfo(), highs.getModelStatus().name.removeprefix("k")
    over = f"{count} pairs"
    return Found(pairs[0][chosen], pairs[1][chosen], info.mip_dual_bound, over, status)


def best_partners(score: NDArray[np.int32], count: int) -> tuple[Positions, Positions]:
    """The legal pairs that are among the ``count`` best of either of their people."""
    near = np.zeros(score.shape, dtype=np.bool_)
    for axis in (0, 1):
        if count < score.shape[axis]:
            best = np.argpartition(-score, count, axis=axis).take(range(count), axis=axis)
            np.put_along_axis(near, best, values=True, axis=axis)
        else:
            near[:] = True
    rows, columns = np.nonzero(near & (score >= 0))
    return rows, columns


def _model(matrix: Matrix, rows: Sequence[LinearRow], pairs: tuple[Positions, Positions]) -> Any:
    """A 0/1 column a pair; a row a person, then the rows asked for, as they are written.

    Counting each set in a column of its own was tried: sparser, and slower in HiGHS's cuts.
    """
    import highspy
    from scipy.sparse import csc_array, vstack

    count = len(pairs[0])
    blocks = [
        csc_array((np.ones(count), (owners, np.arange(count))), (size, count))
        for owners, size in zip(pairs, matrix.score.shape, strict=True)
    ]
    blocks += [csc_array(row.coefficients(*pairs)[None].astype(np.float64)) for row in rows]
    table = csc_array(vstack(blocks, format="csc"))
    upper = [*matrix.rows, *matrix.columns, *(row.limit for row in rows)]
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = table.shape
    model.col_cost_ = model.col_lower_ = np.zeros(count)
    model.col_upper_ = np.ones(count)
    model.row_lower_ = np.full(len(upper), -highspy.kHighsInf)
    model.row_upper_ = np.array(upper, dtype=np.float64)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = table.indptr.astype(np.int32)
    model.a_matrix_.index_ = table.indices.astype(np.int32)
    model.a_matrix_.value_ = table.data
    model.integrality_ = [highspy.HighsVarType.kInteger] * count
    highs = highspy.Highs()
    options = {"output_flag": False, "threads": 1, "mip_rel_gap": GAP}
    for name, value in options.items():
        highs.setOptionValue(name, value)
    highs.passModel(model)
    highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
    return highs


def _maximise(highs: Any, worth: NDArray[np.float64]) -> None:
    import highspy

    places = np.arange(len(worth), dtype=np.int32)
    highs.changeColsCost(len(worth), places, worth)
    highs.run()
    if highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        raise RuntimeError(f"HiGHS gave no solution: {highs.getModelStatus()}")


ROW_SOLVERS: Mapping[str, RowSolver] = {
    solver.name: solver for solver in (RowSolver("rmatch", _rmatch), RowSolver("highs", _highs))
}


def tiny() -> tuple[Matrix, tuple[LinearRow]]:
    """A problem whose best pairing breaks its row: to load what a solver needs."""
    ones, everyone = np.ones(6, dtype=np.int64), np.ones(6, dtype=np.bool_)
    same = np.eye(6, dtype=np.bool_)
    score = (same * 100 + np.arange(36).reshape(6, 6)).astype(np.int32)
    row = LinearRow(((1, PairSet(everyone, everyone, same)),), limit=2)
    return Matrix(score, ones, ones), (row,)
