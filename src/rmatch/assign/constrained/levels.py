"""Pairing under linear rows, to proven optimality.

If the optimum without rows keeps them all, it is the answer. Else, with several levels,
the last is solved with the others held at what they reach without rows; only where that
cannot be kept are they solved one by one. How one level is solved is in
:mod:`rmatch.assign.constrained.branch`.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from rmatch.assign.constrained.branch import (
    Branching,
    Found,
    Incumbent,
    OutOfTimeError,
    UnreachedError,
)
from rmatch.assign.constrained.lagrange import Relaxed, Stage, relax
from rmatch.assign.core import Assignment, solve
from rmatch.assign.errors import RowsInfeasible
from rmatch.assign.pricing import best_reduced
from rmatch.assign.problem import PairingProblem
from rmatch.assign.rows import LinearRow, broken
from rmatch.errors import SolverError, TimeLimitError
from rmatch.progress import Progress, silent

__all__ = ["solve_constrained"]

# Candidates of each person to begin with.
FIRST = 8


def solve_constrained(
    problem: PairingProblem,
    rows: Sequence[LinearRow],
    *,
    free: Assignment | None = None,
    gap: float = 0.0,
    time_limit: float | None = None,
    progress: Progress = silent,
) -> Assignment:
    """The best matching that keeps every row.

    Parameters
    ----------
    problem
        Scores, capacities, levels.
    rows
        What must hold beyond capacities.
    free
        The optimum without rows, if it is known.
    gap
        Relative gap at which the last level may stop.
    time_limit
        Seconds, after which the best valid matching is returned.
    progress
        Told of every round.

    Returns
    -------
    Assignment
        Its ``price_bound`` is what the prices alone prove for the last level.

    Raises
    ------
    RowsInfeasible
        No matching keeps the rows.
    TimeLimitError
        Time ran out before there was any matching that keeps them.
    SolverError, MissingPartError
        As in :func:`rmatch.assign.core.solve`.
    """
    free = free or solve(problem)
    if not broken(rows, free.rows, free.columns):
        return free
    if not problem.usable().any():
        raise RowsInfeasible(proven=True)
    return _Search(problem, rows, free, gap, time_limit, progress).run()


class _Search:
    """One run: what was found on the way serves the later stages."""

    def __init__(
        self,
        problem: PairingProblem,
        rows: Sequence[LinearRow],
        free: Assignment,
        gap: float,
        time_limit: float | None,
        progress: Progress = silent,
    ) -> None:
        self.problem, self.free, self.gap = problem, free, gap
        self.progress = progress
        self.rows = tuple(rows)
        self.time_limit = time_limit
        self.deadline = None if time_limit is None else time.monotonic() + time_limit
        self.incumbent = Incumbent()
        # Levels proven so far, and bounds over whole stages: for a run that is cut off.
        self.settled: dict[str, int] = {}
        self.bounded: list[tuple[Stage, Relaxed]] = []
        width = max(problem.shape[1], 1)
        prices = 2 * free.row_prices, 2 * free.column_prices
        self.core = np.union1d(
            free.rows * width + free.columns, best_reduced(problem, *prices, FIRST, positive=False)
        )

    def run(self) -> Assignment:
        """All levels."""
        reached = dict(zip(self.free.levels, self.free.value, strict=True))
        several = len(self.free.levels) > 1
        try:
            try:
                found = self._solve(self._stage("points", reached), guess=several)
            except (RowsInfeasible, UnreachedError):
                if not several:
                    raise
                found = self._one_by_one()
        except OutOfTimeError:
            return self._cut_off()
        return self._assignment(found)

    def _one_by_one(self) -> Found:
        settled = self.settled
        found: Found | None = None
        for level in self.problem.levels:
            if level == "pairings" and self.problem.unit and found is not None:
                settled[level] = len(found.rows)
                continue
            found = self._solve(self._stage(level, settled), guess=False)
            settled[level] = abs(found.worth)
        if found is None:
            raise SolverError("the problem has no level")
        return found

    def _stage(self, level: str, settled: dict[str, int]) -> Stage:
        fixed = self.problem.unit or level == "pairings"
        return Stage(
            self.problem,
            self.rows,
            level,
            people=None if level == "people" else settled.get("people"),
            pairings=None if fixed else settled.get("pairings"),
        )

    def _solve(self, stage: Stage, *, guess: bool) -> Found:
        branching = Branching(
            stage,
            self.core,
            self.incumbent,
            gap=self.gap if stage.level == self.problem.levels[-1] else 0.0,
            deadline=self.deadline,
            guess=guess,
            progress=self.progress,
        )
        try:
            return branching.run()
        finally:
            self.core = np.union1d(self.core, branching.core)
            if branching.root is not None:
                self.bounded.append((stage, branching.root))

    # -- results

    def _assignment(self, found: Found) -> Assignment:
        values = self.problem.values(found.rows, found.columns)
        stopped = "gap" if found.bound > found.worth else ""
        limits = (*values[:-1], found.bound)
        return self._result(found, limits, stopped)

    def _cut_off(self) -> Assignment:
        """The best matching found before time ran out, with bounds that hold for it."""
        if self.incumbent.pairs is None:
            raise TimeLimitError(self.time_limit or 0.0)
        rows, columns = self.incumbent.pairs
        values = dict(zip(self.problem.levels, self.problem.values(rows, columns), strict=True))
        relaxed = self._points_relaxed(values)
        limits = {**values, "points": max(relaxed.whole_bound, values["points"])}
        if "people" in values:
            free = dict(zip(self.free.levels, self.free.level_bound, strict=True))
            limits["people"] = self.settled.get("people", free["people"])
        if "pairings" in values and not self.problem.unit:
            known = self.settled.get("people") == values["people"]
            fewest = -(-values["people"] // 2)
            limits["pairings"] = self.settled.get("pairings", fewest) if known else fewest
        found = Found(rows, columns, values["points"], limits["points"], limits["points"], relaxed)
        return self._result(found, tuple(limits[level] for level in self.problem.levels), "clock")

    def _points_relaxed(self, values: dict[str, int]) -> Relaxed:
        """The least known bound on the points of a matching with these people and pairings."""
        stage = self._stage("points", values)
        found = relax(stage, np.zeros(len(stage.rows) + 2))
        for known, relaxed in self.bounded:
            holds = known.people is None or values["people"] >= known.people
            holds &= known.pairings is None or values["pairings"] <= known.pairings
            if known.level == "points" and holds and relaxed.whole_bound < found.whole_bound:
                found = relaxed
        return found

    def _result(self, found: Found, limits: tuple[int, ...], stopped: str) -> Assignment:
        order = np.lexsort((found.columns, found.rows))
        rows, columns = found.rows[order], found.columns[order]
        values = self.problem.values(rows, columns)
        charged = found.relaxed
        return replace(
            self.free,
            rows=rows,
            columns=columns,
            total=values[-1],
            bound=limits[-1],
            row_prices=charged.assignment.row_prices,
            column_prices=charged.assignment.column_prices,
            status="feasible" if stopped else "optimal",
            stopped=stopped,
            solver="ilp",
            value=values,
            level_bound=limits,
            gap=(limits[-1] - values[-1]) / max(values[-1], 1),
            bonus=charged.problem.bonus,
            malus=charged.problem.malus,
            price_bound=max(found.price_bound, limits[-1]),
        )
