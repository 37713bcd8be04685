"""The smallest relaxations under which rows can be kept: an elastic integer programme.

Rows that cannot all be kept are loosened through *knobs*: a knob is a set of rows that
one setting governs. Every row of a knob gets a whole-number slack, in pairings, which may
be above 0 only if the knob is turned; rows without a knob, capacities and legality stay
hard [1]_. Solved in this order: fewest knobs turned, then least slack, then the earliest
knobs, then most pairings (which makes the least change of a share). A way found is then
cut off together with all that contain it, so every further way is a different smallest
set of knobs. If there is only one such set, the second way turns it *less far* with the
help of others.

What HiGHS answers is believed only after it is checked in integers.

.. [1] J. W. Chinneck, Feasibility and Infeasibility in Optimization (2008), section 6.1.
.. [2] J. F. Benders, Partitioning procedures for solving mixed-variables programming
   problems, Numerische Mathematik 4 (1962).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from rmatch.assign.bound import faults
from rmatch.assign.elastic_programme import EXACT, Bound, OutOfTimeError, Programme
from rmatch.assign.problem import Integers, PairingProblem
from rmatch.assign.pulp_highs import LinearModel, Outcome, Row, solve
from rmatch.assign.rows import LinearRow
from rmatch.errors import SolverError, TimeLimitError

__all__ = ["Relaxed", "relaxations"]

# Conflicts sought for one way before the number of knobs is left to the integer programme.
MOST_CONFLICTS = 25
# A conflict's coefficients are whole parts of one in so many.
PRECISION = 1 << 12


@dataclass(frozen=True, eq=False)
class Relaxed:
    """One way to make rows keepable.

    Attributes
    ----------
    changed
        The knobs turned, ascending; empty if the rows can be kept as they are.
    amount
        By how many pairings their rows are exceeded, summed over the rows.
    rows, columns
        The pairs of a matching that keeps every row but those of ``changed``.
    proven
        Whether no way that was left has fewer knobs, nor the same number of knobs and a
        smaller amount. False where the clock or the number of pairs left it open.
    """

    changed: tuple[int, ...]
    amount: int
    rows: Integers
    columns: Integers
    proven: bool


def relaxations(
    problem: PairingProblem,
    rows: Sequence[LinearRow],
    knobs: Sequence[Sequence[int]],
    *,
    ways: int = 3,
    time_limit: float | None = None,
) -> tuple[Relaxed, ...]:
    """The smallest relaxations, the smallest first, no two of the same set of knobs.

    Parameters
    ----------
    problem
        Who may be paired, with how many; the objective plays no part.
    rows
        What a matching should keep.
    knobs
        For each knob the numbers of the rows that it loosens.
    ways
        Most relaxations to look for.
    time_limit
        Seconds for all of them together.

    Returns
    -------
    tuple
        A single :class:`Relaxed` without change if the rows can be kept; empty if even
        those without a knob cannot (or, of very many pairs, no way was found). Fewer than
        ``ways`` if there are no more, or if the clock allowed no more.

    Raises
    ------
    TimeLimitError
        Time ran out before any way was found.
    SolverError
        HiGHS ended without an answer, or with one that the check rejects.
    MissingPartError
        PuLP or highspy is not installed.
    """
    deadline = None if time_limit is None else time.monotonic() + time_limit
    found: list[Relaxed] = []
    try:
        search = _Search(problem, rows, knobs, deadline)
        while len(found) < ways:
            relaxed = search.smallest([_not_all(one.changed) for one in found])
            if relaxed is None:
                break
            if not relaxed.changed:
                return (relaxed,)
            found.append(relaxed)
        if len(found) == 1 < ways:
            found += search.with_help(found[0])
    except OutOfTimeError:
        if not found:
            raise TimeLimitError(time_limit or 0.0) from None
    return tuple(found)


def _not_all(knobs: Sequence[int]) -> Row:
    return _sum_of(knobs, high=len(knobs) - 1)


def _sum_of(
    variables: Sequence[int] | Integers, *, low: int | None = None, high: int | None = None
) -> Row:
    numbers = tuple(int(one) for one in variables)
    return Row(numbers, (1,) * len(numbers), low, high)


def _conflict(bound: Bound, turned: Integers) -> Row:
    """The knobs but those turned must together lower a bound to 0: in whole numbers, rounded up."""
    lowering = bound.lowering.copy()
    lowering[turned] = 0.0
    helping = np.flatnonzero(lowering)
    shares = np.minimum(np.ceil(PRECISION * lowering[helping] / bound.value + EXACT), PRECISION)
    return Row(tuple(helping.tolist()), tuple(int(one) for one in shares), PRECISION)


@dataclass(frozen=True, eq=False)
class _Solution:
    """A relaxation, what it costs in the level that asked for it, and whether HiGHS was done."""

    way: Relaxed
    cost: int
    finished: bool


class _Search:
    """Looks for one way after the other; what joined the core for one serves the next."""

    def __init__(
        self,
        problem: PairingProblem,
        limits: Sequence[LinearRow],
        knobs: Sequence[Sequence[int]],
        deadline: float | None,
    ) -> None:
        self.problem, self.deadline = problem, deadline
        self.limits = tuple(limits)
        self.knobs = tuple(tuple(one) for one in knobs)
        self.programme = Programme(problem, self.limits, self.knobs, deadline)
        self.conflicts: list[Row] = []

    def smallest(self, cuts: Sequence[Row]) -> Relaxed | None:
        """The smallest relaxation that the cuts leave, or ``None`` if there is none."""
        programme = self.programme
        fewest = 0 if programme.complete else self._fewest(cuts)
        if fewest is None:
            return None
        held = [*cuts, *self.conflicts, _sum_of(programme.knobs, low=fewest)]
        best = self._level(self._costing(programme.knobs), held, fewest)
        if best is None or not best.changed:
            return best and replace(best, proven=True)
        try:
            return self._least_amount(best, held)
        except OutOfTimeError:
            return replace(best, proven=False)

    def _fewest(self, cuts: Sequence[Row]) -> int | None:
        """How many knobs must be turned at least; ``None`` if no number helps.

        Knobs are chosen that satisfy every conflict known. If nothing keeps the other rows
        then, the dual values tell how much the knobs left could do about it at most: a new
        conflict, which holds whatever else is asked [2]_.
        """
        programme = self.programme
        if not programme.limits:
            return 0
        resort = self._costing(programme.last_resort)
        if programme.bound(resort, cuts, last_resort=True).value > EXACT:
            return None
        held = [*cuts, *self.conflicts]
        fewest = _whole(programme.bound(self._costing(programme.knobs), held).value)
        # Cuts of slacks are left out: a conflict must hold for other ways too.
        of_knobs = [row for row in cuts if max(row.variables, default=0) < len(programme.knobs)]
        for _ in range(MOST_CONFLICTS):
            model = LinearModel(len(programme.knobs))
            model.rows += [*of_knobs, *self.conflicts, _sum_of(programme.knobs, low=fewest)]
            outcome = self._answer(model, -np.ones(model.variables, dtype=np.int64))
            if outcome is None:
                return None
            if outcome.chosen is None or outcome.cut_off:
                break
            turned = np.flatnonzero(outcome.chosen)
            fewest = len(turned)
            found = programme.bound(resort, [], last_resort=True, turned=turned)
            if found.value <= EXACT:
                break
            self.conflicts.append(_conflict(found, turned))
        return fewest

    def with_help(self, way: Relaxed) -> list[Relaxed]:
        """The only smallest set of knobs turned less far, with others; empty if there is none.

        The way's knobs alone need its whole amount, so with less the others are needed.
        """
        others = np.setdiff1d(self.programme.knobs, way.changed)
        if way.amount < 2 or not len(others):
            return []
        rows = sorted({number for knob in way.changed for number in self.knobs[knob]})
        slack_of = self.programme.slack_of
        cuts = [
            _sum_of(way.changed, low=len(way.changed)),
            _sum_of(others, low=1),
            _sum_of([slack_of[k] for k in rows if k in slack_of], high=way.amount - 1),
        ]
        helped = self.smallest(cuts)
        return [helped] if helped and set(helped.changed) > set(way.changed) else []

    def _least_amount(self, best: Relaxed, cuts: Sequence[Row]) -> Relaxed:
        """As few knobs turned, but least far."""
        programme = self.programme
        held = [*cuts, _sum_of(programme.knobs, high=len(best.changed))]
        least = self._level(self._costing(programme.slacks), held)
        if least is None:
            raise SolverError("HiGHS calls a change impossible that it had found before")
        least = replace(least, proven=least.proven and best.proven)
        try:
            preferred = self._preferred(least, held)
        except OutOfTimeError:
            return least
        return replace(preferred, proven=least.proven)

    def _preferred(self, least: Relaxed, held: Sequence[Row]) -> Relaxed:
        """Of equal ways that of the earliest knobs, and of its matchings one with most pairings."""
        programme = self.programme
        held = [*held, _sum_of(programme.slacks, high=least.amount)]
        order = self._costing(programme.knobs, programme.knobs + 1)
        earliest = self._solved(order, held)
        way = earliest.way if earliest else least
        left = np.setdiff1d(programme.knobs, way.changed)
        fullest = self._solved(self._costing(programme.knobs, 0), [*held, _sum_of(left, high=0)], 1)
        return fullest.way if fullest else way

    def _level(
        self, cost: Integers, held: Sequence[Row], bound: int | None = None
    ) -> Relaxed | None:
        """A relaxation of least cost, proven over all pairs if that can be done."""
        programme = self.programme
        if bound is None:
            bound = 0 if programme.complete else _whole(programme.bound(cost, held).value)
        found = self._solved(cost, held)
        if (found is None or found.cost > bound) and programme.take_all():
            found = self._solved(cost, held)
        if found is None:
            return None
        proven = found.cost <= bound or (programme.complete and found.finished)
        return replace(found.way, proven=proven)

    def _costing(self, variables: Integers, cost: int | Integers = 1) -> Integers:
        """What each variable before the pairs' costs: some of them something, the others 0."""
        found = np.zeros(self.programme.first, dtype=np.int64)
        found[variables] = cost
        return found

    def _solved(self, cost: Integers, held: Sequence[Row], gain: int = 0) -> _Solution | None:
        """The core's solution of least cost less ``gain`` a pairing; ``None`` if nothing fits."""
        model = self.programme.model(held)
        objective = np.full(model.variables, gain, dtype=np.int64)
        objective[: self.programme.first] = -cost
        outcome = self._answer(model, objective)
        return None if outcome is None else self._checked(outcome, model, cost, held)

    def _answer(self, model: LinearModel, objective: Integers) -> Outcome | None:
        """HiGHS's answer, or ``None`` if nothing keeps the model's rows."""
        if self.deadline is not None and time.monotonic() >= self.deadline:
            raise OutOfTimeError
        outcome = solve(model, objective, deadline=self.deadline)
        if outcome.infeasible:
            return None
        if outcome.cut_off and outcome.values is None:
            raise OutOfTimeError
        if outcome.values is None or not (outcome.cut_off or outcome.status == "Optimal"):
            raise SolverError(f"HiGHS gave no smallest change (its status: {outcome.status})")
        return outcome

    def _checked(
        self, outcome: Outcome, model: LinearModel, cost: Integers, held: Sequence[Row]
    ) -> _Solution:
        """What a solution is, worked out anew from its pairs."""
        values, programme = outcome.values, self.programme
        if values is None or len(values) != model.variables:
            raise SolverError("HiGHS gave no solution")
        chosen = np.flatnonzero(values[programme.first :])
        rows, columns = programme.rows[chosen], programme.columns[chosen]
        capacities = self.problem.row_capacity, self.problem.column_capacity
        if wrong := faults(self.problem.score, *capacities, rows, columns):
            raise SolverError(f"HiGHS gave no matching: {'; '.join(wrong)}")
        exceeded = {
            k: by for k, row in enumerate(self.limits) if (by := _excess(row, rows, columns))
        }
        turned = np.flatnonzero(values[programme.knobs]).tolist()
        changed = tuple(k for k in turned if exceeded.keys() & self.knobs[k])
        if exceeded.keys() - {number for k in changed for number in self.knobs[k]}:
            raise SolverError("HiGHS gave a matching that breaks a row which should hold")
        true = np.zeros(programme.first, dtype=np.int64)
        true[list(changed)] = 1
        true[[programme.slack_of[k] for k in exceeded]] = list(exceeded.values())
        if any(row.high is not None and true[list(row.variables)].sum() > row.high for row in held):
            raise SolverError("HiGHS gave a larger change than it had found before")
        way = Relaxed(changed, sum(exceeded.values()), rows, columns, proven=False)
        return _Solution(way, int(true @ cost), not outcome.cut_off)


def _whole(bound: float) -> int:
    """The least whole number that a bound leaves; 0 where it says nothing."""
    return max(ceil(bound - EXACT), 0) if np.isfinite(bound) else 0


def _excess(row: LinearRow, rows: Integers, columns: Integers) -> int:
    """By how many pairings, rounded up, a row is exceeded."""
    return max(-(-(row.activity(rows, columns) - row.limit) // row.unit), 0)
