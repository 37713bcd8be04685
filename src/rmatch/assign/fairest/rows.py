"""Objective ``fairest`` under linear rows: level by level.

The first matching, its people and its pairings come from the ladder for linear rows
(:mod:`rmatch.assign.constrained`), with scores bent so that low ones weigh much. Then,
as without rows, one level for each best score that the matching at hand has, the lowest
first: how few columns can have it while the levels before stay as they are? Mostly the
prices of a linear programme prove that they cannot be fewer, and which pairs no matching
as good has (:mod:`rmatch.assign.fairest.programme`), so that the programmes shrink; else
an integer programme on the pairs that are left decides.

Each answer's status is read before its values, its matching is checked in whole numbers
against capacities and rows, and its levels are counted anew. That nothing better exists
is HiGHS's word in the levels that no prices prove.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np

from rmatch.assign.bound import faults
from rmatch.assign.constrained import solve_constrained
from rmatch.assign.fairest.level import Level, Pairs, Settled
from rmatch.assign.fairest.programme import Proof
from rmatch.assign.fairest.result import FairestResult, bent, best_of_columns, measured
from rmatch.assign.problem import Integers, PairingProblem
from rmatch.assign.pulp_highs import solve
from rmatch.assign.rows import LinearRow, broken
from rmatch.errors import SolverError, TimeLimitError
from rmatch.progress import FAIREST, Progress, silent

__all__ = ["by_rows"]

# How near to the best bent scores, counted from the highest, a matching must be that is
# only to go on from; and the first one, whose scores are counted from 0.
NEAR = 0.5
NEAR_AT_FIRST = 1e-4


class _ClockError(Exception):
    """The deadline passed."""


def by_rows(
    problem: PairingProblem,
    limits: Sequence[LinearRow],
    time_limit: float | None = None,
    *,
    started: float | None = None,
    progress: Progress = silent,
) -> FairestResult:
    """The fairest matching that keeps ``limits``.

    Parameters
    ----------
    problem, limits
        The problem and its linear rows.
    time_limit, started
        Seconds, from a reading of ``time.monotonic()``; ``None``: from now.
    progress
        Told how many of the columns are settled.

    Raises
    ------
    RowsInfeasible
        None keeps them.
    TimeLimitError
        Time ran out before there was one.
    SolverError, MissingPartError
        As in :func:`rmatch.assign.core.solve`.
    """
    begun = time.monotonic()
    deadline = left = None
    if time_limit is not None:
        deadline = (begun if started is None else started) + time_limit
        left = max(deadline - begun, 1e-9)
    try:
        first = solve_constrained(
            bent(problem), limits, gap=NEAR_AT_FIRST, time_limit=left, progress=progress
        )
    except TimeLimitError as error:
        raise TimeLimitError(time_limit or 0.0) from error
    run = _Run(problem, limits, deadline, first.rows, first.columns)
    settled: int | None = 0
    if first.stopped != "clock":
        try:
            run.levels(progress)
            settled = None
        except _ClockError:
            settled = run.proven
    method = "prices" if run.by_prices else "ilp"
    return measured(problem, run.rows, run.columns, method=method, settled=settled)


class _Run:
    """The matching at hand, and what is settled about all that are as good.

    Attributes
    ----------
    rows, columns
        The matching.
    pairs
        The pairs that one as good may have.
    proven
        How many of the best scores, from the lowest, are settled.
    by_prices
        Whether prices have proven every level so far.
    """

    def __init__(
        self,
        problem: PairingProblem,
        limits: Sequence[LinearRow],
        deadline: float | None,
        rows: Integers,
        columns: Integers,
    ) -> None:
        self.problem, self.limits, self.deadline = problem, limits, deadline
        self.rows, self.columns = rows, columns
        self.pairs = Pairs.of(problem)
        people = len(np.unique(rows)) + len(np.unique(columns))
        needed = "pairings" in problem.levels
        self.settled = Settled(people, len(rows) if needed else len(self.pairs.rows))
        self.proven = 0
        self.by_prices = True

    def levels(self, progress: Progress) -> None:
        """Settle one level after the other; ``rows`` and ``columns`` are then fairest."""
        settled = self.settled
        if not settled.people:
            self.proven = self.problem.shape[1]
            return
        self.settle(Level.paired_columns)
        best = self.best()
        settled.crowned = int((best >= 0).sum())
        self.proven = len(best) - settled.crowned
        while (ahead := best[best > settled.reached]).size:
            worst = int(ahead.min())
            # No best score lies between the last level and this one, nor will one.
            scores = self.pairs.scores
            self.pairs = self.pairs.without_best((scores > settled.reached) & (scores < worst))
            self.settle_columns(worst)
            best = self.best()
            if count := int((best == worst).sum()):
                settled.counts[worst] = count
            else:
                self.pairs = self.pairs.without_best(self.pairs.scores == worst)
            settled.reached = worst
            self.proven = len(best) - settled.crowned + sum(settled.counts.values())
            progress(FAIREST, self.proven, len(best))
        if self.pairs.several.any():
            self.settle(Level.points)

    def level(self) -> Level:
        return Level(self.problem, self.limits, self.pairs, self.settled)

    def reached(self, level: Level, cost: Integers) -> int:
        """What the matching at hand costs."""
        return int(cost @ level.values_of(self.rows, self.columns))

    def best(self) -> Integers:
        return best_of_columns(self.problem, self.rows, self.columns)

    def settle(self, aim: Callable[[Level], Integers]) -> None:
        """Reach the least of a level, and keep only what can reach it too."""
        level = self.level()
        cost = aim(level)
        proof = self.by_linear(level, cost)
        reached = self.reached(level, cost)
        if proof is None or reached > proof.least:
            self.by_integer(level, cost)
            reached = self.reached(level, cost)
            self.by_prices &= proof is not None and reached <= proof.least
        if proof is not None:
            self.pairs = level.without_needless(proof, reached)

    def settle_columns(self, score: int) -> None:
        """Reach the least number of columns with this best score.

        Where prices do not prove what the matching at hand has, the least number that
        they allow is asked for, then one more, and so on; among the matchings that have
        it, one with high other scores, so that the levels to come are nearly reached.
        """
        level = self.level()
        cost = level.columns_at(score)
        self.check_clock()
        proof = level.programme.prove(cost)
        least = 0 if proof is None else max(proof.least, 0)
        first = least
        while self.reached(level, cost) > least:
            asked = self.level()
            asked.programme.row(np.flatnonzero(cost), 1, least)
            lifted = asked.lifted()
            self.by_linear(asked, lifted)
            if self.reached(level, cost) > least and not self.by_integer(
                asked, lifted, exact=False
            ):
                least += 1
        self.by_prices &= least == first and proof is not None
        if proof is not None:
            self.pairs = level.without_needless(proof, self.reached(level, cost))

    def by_linear(self, level: Level, cost: Integers) -> Proof | None:
        """A bound; the solution behind it is kept if it is whole and fairer."""
        self.check_clock()
        proof = level.programme.prove(cost)
        if proof is not None and proof.values is not None and not self.faults(level, proof.values):
            self.take(level, proof.values)
        return proof

    def by_integer(self, level: Level, cost: Integers, *, exact: bool = True) -> bool:
        """Solve by HiGHS and keep what is fairer; whether there is any solution.

        ``exact``: the cost is a level's, so the fairest matching known must reach it.

        Raises
        ------
        _ClockError
            Time ran out; what was found until then is kept if it is fairer.
        SolverError
            HiGHS gave no solution though there is one, or one that is wrong.
        """
        self.check_clock()
        gap = 0.0 if exact else NEAR
        outcome = solve(level.programme.model(), -cost, gap=gap, deadline=self.deadline)
        if outcome.values is None and not outcome.cut_off:
            if outcome.infeasible and not exact:
                return False
            raise SolverError(f"HiGHS gave no solution (its status: {outcome.status})")
        if outcome.values is not None:
            if wrong := self.faults(level, outcome.values):
                raise SolverError("HiGHS's answer breaks a rule: " + ", ".join(wrong))
            fairer = self.take(level, outcome.values)
        if outcome.cut_off or outcome.values is None:
            raise _ClockError
        if outcome.status != "Optimal":
            raise SolverError(f"HiGHS stopped with status {outcome.status}")
        if self.reached(level, cost) != int(cost @ outcome.values) if exact else not fairer:
            raise SolverError("HiGHS's optimum is not what the matching checked reaches")
        return True

    def check_clock(self) -> None:
        if self.deadline is not None and time.monotonic() >= self.deadline:
            raise _ClockError

    def faults(self, level: Level, values: Integers) -> list[str]:
        """What is wrong with an answer, in words."""
        rows, columns = level.chosen(values)
        problem = self.problem
        wrong = faults(problem.score, problem.row_capacity, problem.column_capacity, rows, columns)
        return wrong or ["a linear row"] * bool(broken(self.limits, rows, columns))

    def take(self, level: Level, values: Integers) -> bool:
        """Keep an answer if it is fairer than the matching at hand."""
        rows, columns = level.chosen(values)
        problem = self.problem
        fill = "needed" if "pairings" in problem.levels else "full"
        keys = [
            measured(problem, *pairs, method="ilp", settled=None).key(fill)
            for pairs in ((rows, columns), (self.rows, self.columns))
        ]
        if better := keys[0] > keys[1]:
            self.rows, self.columns = rows, columns
        return better
