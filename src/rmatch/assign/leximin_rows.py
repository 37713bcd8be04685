"""Objective ``fairest`` under linear rows: level by level, by HiGHS.

The first matching, its people and its pairings come from the ladder for linear rows
(:mod:`rmatch.assign.constrained`), with scores bent so that low ones weigh much. Then,
as without rows, one level for each best score that the matching at hand has, the lowest
first: an integer programme over all legal pairs says how few columns can have it while
the levels before stay as they are. A column with one place has its pairing's score; for
one with several, a second variable of each pair says that this one is its best.

Each answer's status is read before its values, its matching is checked in whole numbers
against capacities and rows, and its levels are counted anew. That nothing better exists
is HiGHS's word.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from rmatch.assign import hungarian
from rmatch.assign.bound import faults
from rmatch.assign.constrained import solve_constrained
from rmatch.assign.leximin_result import FairestResult, bent, best_of_columns, measured, rough
from rmatch.assign.problem import Integers, PairingProblem
from rmatch.assign.pulp_highs import LinearModel, solve
from rmatch.assign.rows import LinearRow, broken, rounded
from rmatch.errors import SolverError, TimeLimitError

__all__ = ["by_rows"]

# Bent scores of a second look at a level that was improved: few, so that it is quick.
ROUGH = 64


class _ClockError(Exception):
    """The deadline passed."""


def by_rows(
    problem: PairingProblem,
    limits: Sequence[LinearRow],
    time_limit: float | None = None,
    *,
    started: float | None = None,
) -> FairestResult:
    """The fairest matching that keeps ``limits``.

    Parameters
    ----------
    problem, limits
        The problem and its linear rows.
    time_limit, started
        Seconds, from a reading of ``time.monotonic()``; ``None``: from now.

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
        first = solve_constrained(bent(problem), limits, time_limit=left)
    except TimeLimitError as error:
        raise TimeLimitError(time_limit or 0.0) from error
    run = _Run(problem, limits, deadline, first.rows, first.columns)
    settled: int | None = 0
    if not first.stopped:
        try:
            run.levels()
            settled = None
        except _ClockError:
            settled = run.proven
    return measured(problem, run.rows, run.columns, method="ilp", settled=settled)


@dataclass
class _Run:
    """The matching at hand, and what is settled about all that are as good.

    Attributes
    ----------
    counts
        Settled best scores to the number of columns that have them.
    reached
        The highest best score that is settled.
    crowned
        The number of columns with a pairing, once it is settled.
    proven
        How many of the best scores, from the lowest, are settled.
    """

    problem: PairingProblem
    limits: Sequence[LinearRow]
    deadline: float | None
    rows: Integers
    columns: Integers
    counts: dict[int, int] = field(default_factory=dict)
    reached: int = -1
    crowned: int = 0
    proven: int = 0

    def __post_init__(self) -> None:
        self.places = hungarian.copies(self.problem)
        self.people = len(np.unique(self.rows)) + len(np.unique(self.columns))
        self.pairings = min(int(one.sum()) for one in self.places)
        if "pairings" in self.problem.levels:
            self.pairings = len(self.rows)
        cuts = (rounded(row, self.pairings) for row in self.limits)
        self.cuts = [*self.limits, *(row for row in cuts if row is not None)]

    def levels(self) -> None:
        """Settle one level after the other; ``rows`` and ``columns`` are then fairest."""
        if not self.people:
            self.proven = self.problem.shape[1]
            return
        if not self.problem.unit:
            programme = _Programme(self)
            self.improve(programme, programme.crowned())
        best = self.best()
        self.crowned = int((best >= 0).sum())
        self.proven = len(best) - self.crowned
        while (ahead := best[best > self.reached]).size:
            worst = int(ahead.min())
            programme = _Programme(self, worst)
            better = self.improve(programme, -programme.crowned(worst))
            best = self.best()
            if count := int((best == worst).sum()):
                self.counts[worst] = count
            self.reached = worst
            self.proven = len(best) - self.crowned + sum(self.counts.values())
            if better:
                # What HiGHS has found is no better than it must be: look again.
                programme = _Programme(self)
                self.improve(programme, programme.lifted(), exact=False)
                best = self.best()
        if (self.places[1] > 1).any():
            programme = _Programme(self)
            self.improve(programme, programme.points())

    def best(self) -> Integers:
        return best_of_columns(self.problem, self.rows, self.columns)

    def improve(self, programme: _Programme, objective: Integers, *, exact: bool = True) -> bool:
        """Solve; whether a fairer matching came of it.

        ``exact``: the objective is a level, so the fairest matching known must reach it.

        Raises
        ------
        _ClockError
            Time ran out; what was found until then is kept if it is fairer.
        SolverError
            HiGHS gave no solution, or one that is wrong.
        """
        if self.deadline is not None and time.monotonic() >= self.deadline:
            raise _ClockError
        outcome = solve(programme.model, objective, deadline=self.deadline)
        if outcome.values is None and not outcome.cut_off:
            raise SolverError(f"HiGHS gave no solution (its status: {outcome.status})")
        better = outcome.values is not None and self.take(programme, outcome.values)
        if outcome.cut_off:
            raise _ClockError
        if outcome.status != "Optimal":
            raise SolverError(f"HiGHS stopped with status {outcome.status}")
        if exact and outcome.values is not None:
            reached = int(objective @ programme.values_of(self.rows, self.columns))
            if reached != int(objective @ outcome.values):
                raise SolverError("HiGHS's optimum is not what the matching checked reaches")
        return better

    def take(self, programme: _Programme, values: Integers) -> bool:
        """Keep an answer if it is fairer than the matching at hand."""
        chosen = np.flatnonzero(values[: len(programme.rows)])
        rows, columns = programme.rows[chosen], programme.columns[chosen]
        problem = self.problem
        wrong = faults(problem.score, problem.row_capacity, problem.column_capacity, rows, columns)
        if wrong or broken(self.limits, rows, columns):
            raise SolverError("HiGHS's answer breaks a rule: " + (", ".join(wrong) or "a row"))
        fill = "needed" if "pairings" in problem.levels else "full"
        keys = [
            measured(problem, *pairs, method="ilp", settled=None).key(fill)
            for pairs in ((rows, columns), (self.rows, self.columns))
        ]
        if better := keys[0] > keys[1]:
            self.rows, self.columns = rows, columns
        return better


class _Programme:
    """The integer programme of the pairs that the settled levels leave open.

    Attributes
    ----------
    rows, columns
        The pairs; their places are the numbers of the model's first variables.
    crowns
        For each pair the variable that says that it is its column's best; -1 if it
        cannot be.
    """

    def __init__(self, run: _Run, worst: int | None = None) -> None:
        """``worst``: no column has a best score between the last level and this one."""
        problem = run.problem
        row_places, column_places = run.places
        rows, columns = (one.astype(np.int64) for one in np.nonzero(problem.usable()))
        scores = problem.score[rows, columns].astype(np.int64)
        least = run.reached + 1 if worst is None else worst
        crowned = (scores >= least) | np.isin(scores, list(run.counts))
        several = column_places[columns] > 1
        kept = crowned | several
        self.rows, self.columns, self.scores = rows[kept], columns[kept], scores[kept]
        crowned, several = crowned[kept], several[kept]
        pairs = len(self.rows)
        self.model = LinearModel(pairs)
        self.crowns = np.where(several, -1, np.arange(pairs))
        extra = np.flatnonzero(several & crowned)
        self.crowns[extra] = pairs + np.arange(len(extra))
        self.model.variables += len(extra)
        for pair in extra.tolist():
            self._add([pair, self.crowns[pair]], [-1, 1], high=0)
        self._capacities(row_places, column_places)
        self._people(run, row_places)
        self._settled(run)
        for row in run.cuts:
            found = row.coefficients(self.rows, self.columns)
            some = np.flatnonzero(found)
            # The matching at hand keeps every row, so one without pairs holds.
            if len(some):
                self._add(some, found[some], high=row.limit)

    def _add(
        self,
        variables: Sequence[int] | Integers,
        coefficients: Sequence[int] | Integers | int,
        *,
        low: int | None = None,
        high: int | None = None,
    ) -> None:
        numbers = np.asarray(variables, dtype=np.int64)
        factors = np.broadcast_to(np.asarray(coefficients, dtype=np.int64), numbers.shape)
        self.model.add(numbers, factors, low=low, high=high)

    def _capacities(self, row_places: Integers, column_places: Integers) -> None:
        for mine in _owned(self.rows):
            self._add(mine, 1, high=int(row_places[self.rows[mine[0]]]))
        for mine in _owned(self.columns):
            self._add(mine, 1, high=int(column_places[self.columns[mine[0]]]))
            crowns = self.crowns[mine]
            crowns = crowns[crowns >= len(self.rows)]
            if len(crowns) > 1:
                self._add(crowns, 1, high=1)

    def _people(self, run: _Run, row_places: Integers) -> None:
        """As many people and as few pairings as the first matching has."""
        people = [self.crowns[self.crowns >= 0]]
        for mine in _owned(self.rows):
            if row_places[self.rows[mine[0]]] == 1:
                people.append(mine)
                continue
            paired = self.model.variables
            self.model.variables += 1
            self._add([*mine.tolist(), paired], [*[1] * len(mine), -1], low=0)
            people.append(np.array([paired]))
        numbers, factors = np.unique(np.concatenate(people), return_counts=True)
        self._add(numbers, factors, low=run.people)
        self._add(np.arange(len(self.rows)), 1, high=run.pairings)

    def _settled(self, run: _Run) -> None:
        crowned = self.crowns >= 0
        self._add(self.crowns[crowned], 1, low=run.crowned)
        for score, count in run.counts.items():
            self._add(self.crowns[crowned & (self.scores == score)], 1, high=count)

    def values_of(self, rows: Integers, columns: Integers) -> Integers:
        """A matching as values of the variables of pairs and of best scores."""
        width = int(self.columns.max(initial=-1)) + 1
        pairs = np.searchsorted(self.rows * width + self.columns, rows * width + columns)
        found = np.zeros(self.model.variables, dtype=np.int64)
        found[pairs] = 1
        order = pairs[np.lexsort((-self.scores[pairs], columns))]
        best = order[np.diff(self.columns[order], prepend=-1) != 0]
        found[self.crowns[best]] = 1
        return found

    # -- what a level maximises

    def crowned(self, score: int | None = None) -> Integers:
        """The columns with a pairing, or those whose best score is ``score``."""
        chosen = self.crowns >= 0
        if score is not None:
            chosen &= self.scores == score
        return self._objective(self.crowns[chosen], 1)

    def lifted(self) -> Integers:
        """The best scores, bent and rough."""
        chosen = self.crowns >= 0
        return self._objective(self.crowns[chosen], rough(self.scores[chosen], ROUGH))

    def points(self) -> Integers:
        """The total."""
        return self._objective(np.arange(len(self.rows)), self.scores)

    def _objective(self, variables: Integers, factors: Integers | int) -> Integers:
        found = np.zeros(self.model.variables, dtype=np.int64)
        found[variables] = factors
        return found


def _owned(owners: Integers) -> list[Integers]:
    """The places of each owner's pairs."""
    order = np.argsort(owners, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(owners[order])) + 1) if len(order) else []
