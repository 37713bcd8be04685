"""Pairing under linear rows, to proven optimality: a ladder from cheap to dear.

1. The optimum without rows; if it keeps them all, it is the answer.
2. A linear programme on few pairs gives every row a charge; the charged assignment over
   *all* pairs gives a bound (:mod:`rmatch.assign.lagrange`) and the pairs that were
   missing, until the two meet. A whole solution of the programme that reaches the bound
   is the answer, proven by prices.
3. Else an integer programme on the pairs that look best under the bound's prices. A
   matching with any other pair is worth at least that pair's reduced cost less than the
   bound, so what was left out needs no look once the best found is worth as much; until
   then more pairs join [1]_.

With several levels the last one is tried first, the others held at what they reach
without rows; only where that cannot be kept are they solved one by one.

.. [1] G. B. Dantzig, R. Fulkerson, S. Johnson, Solution of a large-scale
   traveling-salesman problem, Operations Research 2 (1954), 393-410 (fixing variables
   by reduced cost).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.bound import faults
from rmatch.assign.core import Assignment, solve
from rmatch.assign.core_lp import CoreSolution, People, solve_core
from rmatch.assign.errors import RowsInfeasible
from rmatch.assign.lagrange import EXCESS, Relaxed, Stage, relax
from rmatch.assign.pricing import best_reduced
from rmatch.assign.problem import Integers, PairingProblem
from rmatch.assign.pulp_highs import LinearModel
from rmatch.assign.pulp_highs import solve as solve_model
from rmatch.assign.rows import LinearRow, broken, rounded
from rmatch.errors import SolverError, TimeLimitError

__all__ = ["solve_constrained"]

# Candidates of each person: to begin with, added in a round, for the integer programme.
FIRST = 8
MORE = 3
INTEGER = 8
# Rounds of the linear programme before its bound is taken as it is.
ROUNDS = 12
# Up to so many pairs go into the integer programme at once.
FEW_PAIRS = 40_000
# Times that the integer programme may be widened while the earlier levels are a guess.
TRIES = 2
BLOCK_CELLS = 1 << 18


@dataclass(frozen=True, eq=False)
class _Found:
    """The best matching of a stage, and how far it can be from the best there is."""

    rows: Integers
    columns: Integers
    worth: int
    bound: int
    relaxed: Relaxed
    stopped: str = ""


class _UnreachedError(Exception):
    """The levels that were guessed cannot be kept, as far as was looked."""


def solve_constrained(
    problem: PairingProblem,
    rows: Sequence[LinearRow],
    *,
    free: Assignment | None = None,
    gap: float = 0.0,
    time_limit: float | None = None,
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
    return _Search(problem, rows, free, gap, time_limit).run()


class _Search:
    """One run: what was found on the way serves the later stages."""

    def __init__(
        self,
        problem: PairingProblem,
        rows: Sequence[LinearRow],
        free: Assignment,
        gap: float,
        time_limit: float | None,
    ) -> None:
        self.problem, self.free, self.gap = problem, free, gap
        self.time_limit = time_limit
        self.deadline = None if time_limit is None else time.monotonic() + time_limit
        self.given = tuple(rows)
        self.width = max(problem.shape[1], 1)
        most = min(int(problem.row_capacity.sum()), int(problem.column_capacity.sum()))
        values = dict(zip(free.levels, free.value, strict=True))
        if problem.unit and "people" in values:
            most = min(most, values["people"] // 2)
        cuts = [rounded(row, most) for row in rows]
        self.rows = (*self.given, *(row for row in cuts if row is not None))
        self.core = np.union1d(
            free.rows * self.width + free.columns,
            best_reduced(
                problem, 2 * free.row_prices, 2 * free.column_prices, FIRST, positive=False
            ),
        )
        self.incumbent: tuple[Integers, Integers] | None = None

    # -- levels

    def run(self) -> Assignment:
        """The levels together where the guess holds, else one by one."""
        guessed = self._stage("points", dict(zip(self.free.levels, self.free.value, strict=True)))
        try:
            try:
                found = self.maximise(guessed, tries=TRIES if len(self.free.levels) > 1 else None)
            except (RowsInfeasible, _UnreachedError):
                if len(self.free.levels) == 1:
                    raise
                found = self._one_by_one()
        except _OutOfTimeError:
            return self._cut_off()
        return self._assignment(found)

    def _one_by_one(self) -> _Found:
        settled: dict[str, int] = {}
        found: _Found | None = None
        for level in self.problem.levels:
            if level == "pairings" and self.problem.unit and found is not None:
                settled[level] = len(found.rows)
                continue
            found = self.maximise(self._stage(level, settled), tries=None)
            settled[level] = abs(found.worth)
        if found is None:
            raise SolverError("the problem has no level")
        return found

    def _stage(self, level: str, settled: dict[str, int]) -> Stage:
        unit = self.problem.unit
        return Stage(
            self.problem,
            self.rows,
            level,
            people=settled.get("people") if level != "people" else None,
            pairings=None if unit or level == "pairings" else settled.get("pairings"),
        )

    # -- one level

    def maximise(self, stage: Stage, *, tries: int | None) -> _Found:
        """The best matching of a stage; ``tries`` limits how far a guess is looked for."""
        relaxed, solution = self._converge(stage)
        best: tuple[Integers, Integers] | None = None
        if solution.chosen is not None:
            best = self._checked(stage, self.core[solution.chosen])
        count, done = INTEGER, 0
        while True:
            worth = None if best is None else stage.worth(*best)
            if worth is not None and worth >= relaxed.whole_bound:
                return self._found(stage, best, relaxed, worth)
            if self._near_enough(stage, worth, relaxed.whole_bound):
                return self._found(stage, best, relaxed, relaxed.whole_bound, "gap")
            candidates, nearest = self._candidates(relaxed, best, worth, count)
            better = self._integer(stage, candidates)
            if better is not None and (worth is None or stage.worth(*better) > worth):
                best = better
            worth = None if best is None else stage.worth(*best)
            if nearest is None or (
                worth is not None and worth >= (relaxed.bound - nearest) // relaxed.scale
            ):
                if worth is None:
                    raise RowsInfeasible(proven=True)
                if self.gap > 0 and stage.level == self.problem.levels[-1]:
                    return self._found(stage, best, relaxed, relaxed.whole_bound, "gap")
                return self._found(stage, best, relaxed, worth)
            done += 1
            if tries is not None and worth is None and done >= tries:
                raise _UnreachedError
            count *= 2

    def _near_enough(self, stage: Stage, worth: int | None, bound: int) -> bool:
        return (
            worth is not None
            and self.gap > 0
            and stage.level == self.problem.levels[-1]
            and bound - worth <= self.gap * max(worth, 1)
        )

    def _found(
        self,
        stage: Stage,
        best: tuple[Integers, Integers] | None,
        relaxed: Relaxed,
        bound: int,
        stopped: str = "",
    ) -> _Found:
        if best is None:
            raise SolverError("no matching was found")
        return _Found(*best, stage.worth(*best), bound, relaxed, stopped)

    def _converge(self, stage: Stage) -> tuple[Relaxed, CoreSolution]:
        """Raise the core until its linear programme and the bound over all pairs meet."""
        best: Relaxed | None = None
        rounds = 0
        while True:
            self._check_clock()
            solution = solve_core(stage, *self._split(self.core))
            if solution is None:
                self._make_feasible(stage)
                continue
            relaxed = relax(stage, solution.charges)
            if best is None or relaxed.bound * best.scale <= best.bound * relaxed.scale:
                best = relaxed
            rounds += 1
            met = best.bound / best.scale - solution.value < 1 / 2
            if met or rounds >= ROUNDS or not self._grow(relaxed, MORE):
                return best, solution

    def _make_feasible(self, stage: Stage) -> None:
        """Let pairs join until a fractional matching keeps the rows, or prove that none does."""
        excess = replace(stage, level=EXCESS)
        more = MORE
        while True:
            self._check_clock()
            solution = solve_core(excess, *self._split(self.core))
            if solution is None:
                raise SolverError("the programme for the least excess has no solution")
            if solution.value > -1e-7:
                return
            relaxed = relax(excess, solution.charges)
            if relaxed.bound < 0:
                raise RowsInfeasible(proven=True)
            while not self._grow(relaxed, more):
                if more > max(self.problem.shape):
                    # Every pair is in: what HiGHS says is all that can be said.
                    raise RowsInfeasible(proven=True)
                more *= 2
            more *= 2

    def _grow(self, relaxed: Relaxed, count: int) -> bool:
        """Take in the bound's matching and the pairs of least reduced cost."""
        found = relaxed.assignment
        prices = 2 * found.row_prices, 2 * found.column_prices
        fresh = best_reduced(relaxed.problem, *prices, count, positive=False)
        grown = np.union1d(self.core, fresh)
        grown = np.union1d(grown, found.rows * self.width + found.columns)
        larger = len(grown) > len(self.core)
        self.core = grown
        return larger

    # -- the integer programme

    def _candidates(
        self,
        relaxed: Relaxed,
        best: tuple[Integers, Integers] | None,
        worth: int | None,
        count: int,
    ) -> tuple[Integers, int | None]:
        """Pairs for the integer programme, and the least reduced cost of those left out.

        That is ``None`` where no pair that could be in a better matching was left out.
        """
        # A better matching is worth at least one more.
        cutoff = None if worth is None else relaxed.bound - (worth + 1) * relaxed.scale
        if cutoff is not None:
            inside = self._below(relaxed, cutoff)
            if inside is not None:
                return inside, None
        found = relaxed.assignment
        prices = 2 * found.row_prices, 2 * found.column_prices
        chosen = best_reduced(relaxed.problem, *prices, count, positive=False)
        if best is None:
            chosen = np.union1d(chosen, self.core)
        else:
            chosen = np.union1d(chosen, best[0] * self.width + best[1])
        return chosen, self._nearest(relaxed, chosen, cutoff)

    def _below(self, relaxed: Relaxed, cutoff: int) -> Integers | None:
        """The pairs of at most this reduced cost; ``None`` if there are many."""
        found: list[Integers] = []
        total = 0
        for start, reduced in self._reduced_blocks(relaxed):
            inside = np.flatnonzero((reduced >= 0) & (reduced <= cutoff))
            total += len(inside)
            if total > FEW_PAIRS:
                return None
            found.append(inside + start * self.width)
        return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)

    def _nearest(self, relaxed: Relaxed, chosen: Integers, cutoff: int | None) -> int | None:
        least: int | None = None
        for start, reduced in self._reduced_blocks(relaxed):
            flat = reduced.reshape(-1)
            low, high = np.searchsorted(
                chosen, [start * self.width, start * self.width + flat.size]
            )
            flat[chosen[low:high] - start * self.width] = -1
            outside = flat[flat >= 0]
            if len(outside):
                nearest = int(outside.min())
                least = nearest if least is None else min(least, nearest)
        return None if least is None or (cutoff is not None and least > cutoff) else least

    def _reduced_blocks(self, relaxed: Relaxed) -> list[tuple[int, Integers]]:
        problem, found = relaxed.problem, relaxed.assignment
        blocks = []
        step = max(1, BLOCK_CELLS // self.width)
        usable = (problem.row_capacity > 0)[:, None] & (problem.column_capacity > 0)
        for start in range(0, problem.shape[0], step):
            block = slice(start, start + step)
            scores = problem.score[block]
            reduced = found.row_prices[block, None] + found.column_prices + problem.malus - scores
            np.maximum(reduced, 0, out=reduced)
            reduced[(scores < 0) | ~usable[block]] = -1
            blocks.append((start, reduced))
        return blocks

    def _integer(self, stage: Stage, candidates: Integers) -> tuple[Integers, Integers] | None:
        """The best whole matching of the candidates by HiGHS, checked in whole numbers."""
        self._check_clock()
        rows, columns = self._split(candidates)
        model, objective = _model(stage, rows, columns)
        gap = self.gap if stage.level == self.problem.levels[-1] else 0.0
        outcome = solve_model(model, objective, gap=gap, deadline=self.deadline)
        found = None
        if outcome.chosen is not None:
            found = self._checked(stage, candidates[outcome.chosen[: len(candidates)]])
            if found is None:
                raise SolverError("HiGHS gave a matching that breaks a row or a capacity")
        if outcome.cut_off:
            raise _OutOfTimeError
        if found is None and outcome.status not in ("Infeasible", "UnboundedOrInfeasible"):
            raise SolverError(f"HiGHS gave no solution (its status: {outcome.status})")
        return found

    def _checked(self, stage: Stage, chosen: Integers) -> tuple[Integers, Integers] | None:
        """The pairs, if they keep capacities, rows and settled levels; kept as incumbent."""
        problem = self.problem
        rows, columns = self._split(chosen)
        wrong = faults(problem.score, problem.row_capacity, problem.column_capacity, rows, columns)
        if wrong or broken(self.given, rows, columns):
            return None
        people = len(np.unique(rows)) + len(np.unique(columns))
        if self.incumbent is None or self._value(rows, columns) > self._value(*self.incumbent):
            self.incumbent = rows, columns
        if stage.people is not None and people < stage.people:
            return None
        if stage.pairings is not None and len(rows) > stage.pairings:
            return None
        return rows, columns

    def _value(self, rows: Integers, columns: Integers) -> tuple[int, ...]:
        values = zip(self.problem.levels, self.problem.values(rows, columns), strict=True)
        return tuple(-value if level == "pairings" else value for level, value in values)

    # -- results

    def _split(self, flat: Integers) -> tuple[Integers, Integers]:
        rows, columns = np.divmod(flat, self.width)
        return rows, columns

    def _check_clock(self) -> None:
        if self.deadline is not None and time.monotonic() >= self.deadline:
            raise _OutOfTimeError

    def _cut_off(self) -> Assignment:
        """The best matching found before time ran out, with bounds that hold for it."""
        if self.incumbent is None:
            raise TimeLimitError(self.time_limit or 0.0)
        values = dict(zip(self.problem.levels, self.problem.values(*self.incumbent), strict=True))
        stage = self._stage("points", values)
        relaxed = relax(stage, np.zeros(len(stage.rows) + 2))
        worth = values["points"]
        bound = max(min(relaxed.whole_bound, self.free.value[-1]), worth)
        if values.get("people") != dict(zip(self.free.levels, self.free.value, strict=True)).get(
            "people"
        ):
            bound = max(relaxed.whole_bound, worth)
        return self._assignment(_Found(*self.incumbent, worth, bound, relaxed, "clock"))

    def _assignment(self, found: _Found) -> Assignment:
        problem = self.problem
        order = np.lexsort((found.columns, found.rows))
        rows, columns = found.rows[order], found.columns[order]
        values = problem.values(rows, columns)
        total = values[-1]
        stopped = found.stopped if found.bound > total or found.stopped == "clock" else ""
        limits = (*values[:-1], max(found.bound, total))
        if stopped == "clock":
            best = dict(zip(self.free.levels, self.free.value, strict=True))
            reached = dict(zip(problem.levels, values, strict=True))
            limits = tuple(
                max(found.bound, total)
                if level == "points"
                else best[level]
                if level == "people"
                else reached[level]
                for level in problem.levels
            )
        relaxed = found.relaxed
        return replace(
            self.free,
            rows=rows,
            columns=columns,
            total=total,
            bound=limits[-1],
            row_prices=relaxed.assignment.row_prices,
            column_prices=relaxed.assignment.column_prices,
            status="feasible" if stopped else "optimal",
            stopped=stopped,
            solver="ilp",
            value=values,
            level_bound=limits,
            gap=(limits[-1] - total) / max(total, 1),
            bonus=relaxed.problem.bonus,
            malus=relaxed.problem.malus,
            price_bound=max(relaxed.whole_bound, total),
        )


class _OutOfTimeError(Exception):
    """The clock has stopped the search."""


def _model(
    stage: Stage, rows: Integers, columns: Integers
) -> tuple[LinearModel, NDArray[np.int64]]:
    """The integer programme over some pairs: capacities, rows, settled levels."""
    count = len(rows)
    people = People.of(stage, rows, columns)
    counted = stage.people is not None or stage.level == "people"
    several = people.several if counted else ()
    model = LinearModel(count + len(several))
    for owners, capacity in (
        (rows, stage.problem.row_capacity),
        (columns, stage.problem.column_capacity),
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
        model.add(some, coefficients[some], high=row.limit)
    everybody = np.concatenate([people.direct, np.ones(len(several), dtype=np.int64)])
    if stage.people is not None:
        some = np.flatnonzero(everybody)
        model.add(some, everybody[some], low=stage.people)
    if stage.pairings is not None:
        model.add(np.arange(count), np.ones(count, dtype=np.int64), high=stage.pairings)
    objective = np.zeros(count + len(several), dtype=np.int64)
    if stage.level == "points":
        objective[:count] = stage.problem.score[rows, columns]
    elif stage.level == "pairings":
        objective[:count] = -1
    else:
        objective = everybody
    return model, objective
