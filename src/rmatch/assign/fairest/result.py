"""A fairest matching as it is handed back, and what both ways to one share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.bound import faults
from rmatch.assign.problem import Integers, PairingProblem, build_problem
from rmatch.errors import SolverError

__all__ = ["FairestResult", "bent", "best_of_columns", "measured", "rough"]

# The first assignment's scores: from 0 to this, bent by this power. Small enough to be
# exact in float64 up to 10 000 a side.
HIGHEST_BENT = 1 << 18
BEND = 8


@dataclass(frozen=True, eq=False)
class FairestResult:
    """A fairest matching.

    Attributes
    ----------
    rows, columns
        The pairs, sorted by row, then column.
    best
        The best score of every column in ascending order, -1 for one without a pairing.
    people, pairings, total
        What the other levels reach.
    proven
        Whether every level is known to be optimal.
    stopped
        ``"clock"`` if the time limit stopped it, else empty.
    method
        ``"prices"``: every level settled has been proven by whole prices; ``"ilp"``: some
        rest on HiGHS's word, the matching itself checked in whole numbers.
    settled
        How many of ``best``, from the lowest, are proven.
    """

    rows: Integers
    columns: Integers
    best: Integers
    people: int
    pairings: int
    total: int
    proven: bool
    stopped: str
    method: str
    settled: int

    def key(self, fill: str = "needed") -> tuple[int, ...]:
        """The levels as one tuple: of two matchings the fairer has the larger."""
        fewest_pairings = () if fill == "full" else (-self.pairings,)
        return (self.people, *fewest_pairings, *self.best.tolist(), self.total)


def best_of_columns(problem: PairingProblem, rows: Integers, columns: Integers) -> Integers:
    """Best score of every column, -1 without a pairing; in the columns' order."""
    best = np.full(problem.shape[1], -1, dtype=np.int64)
    np.maximum.at(best, columns, problem.score[rows, columns].astype(np.int64))
    return best


def measured(
    problem: PairingProblem,
    rows: Integers,
    columns: Integers,
    *,
    method: str,
    settled: int | None,
) -> FairestResult:
    """A matching with its levels, checked; ``settled``: ``None`` if all is proven.

    Raises
    ------
    SolverError
        It is not a matching of the problem.
    """
    order = np.lexsort((columns, rows))
    rows, columns = rows[order], columns[order]
    wrong = faults(problem.score, problem.row_capacity, problem.column_capacity, rows, columns)
    if wrong:
        raise SolverError(f"objective 'fairest' gave an invalid matching: {', '.join(wrong)}")
    return FairestResult(
        rows=rows,
        columns=columns,
        best=np.sort(best_of_columns(problem, rows, columns)),
        people=len(np.unique(rows)) + len(np.unique(columns)),
        pairings=len(rows),
        total=int(problem.score[rows, columns].sum(dtype=np.int64)),
        proven=settled is None,
        stopped="" if settled is None else "clock",
        method=method,
        settled=problem.shape[1] if settled is None else settled,
    )


def bent(problem: PairingProblem) -> PairingProblem:
    """The same problem with scores that reward lifting a low one more than a high one."""
    legal = problem.usable()
    scores = np.full(problem.shape, -1, dtype=np.int32)
    scores[legal] = rough(problem.score[legal], HIGHEST_BENT)
    fill = "needed" if "pairings" in problem.levels else "full"
    return build_problem(
        scores, problem.row_capacity, problem.column_capacity, objective="most-matched", fill=fill
    )


def rough(scores: NDArray[Any], highest: int) -> Integers:
    """Scores by rank, bent, as whole numbers up to ``highest``."""
    values, ranks = np.unique(scores, return_inverse=True)
    short = 1.0 - np.arange(1, len(values) + 1) / max(len(values), 1)
    found: Integers = np.rint(highest * (1.0 - short**BEND)).astype(np.int64)[ranks]
    return found
