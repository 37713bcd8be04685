"""The smallest relaxations under which rows can be kept: an elastic integer programme.

Rows that cannot all be kept are loosened through *knobs*: a knob is a set of rows that
one setting governs. Every row of a knob gets a whole-number slack, in pairings, which may
be above 0 only if the knob is turned; rows without a knob, capacities and legality stay
hard [1]_. Solved in this order: fewest knobs turned, then least slack, then most pairings
(which makes the least change of a share). A way found is then cut off together with all
that contain it, so every further way is a different smallest set of knobs. If there is
only one such set, the second way turns it *less far* with the help of others.

What HiGHS answers is believed only after it is checked in integers.

.. [1] J. W. Chinneck, Feasibility and Infeasibility in Optimization (2008), section 6.1.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.bound import faults
from rmatch.assign.problem import Integers, PairingProblem
from rmatch.assign.pulp_highs import LinearModel, Outcome, solve
from rmatch.assign.rows import LinearRow, PairSet, broken
from rmatch.errors import SolverError, TimeLimitError

__all__ = ["Relaxed", "relaxations"]

# Up to here all legal pairs are variables; above, some of every kind for every person.
MOST_PAIRS = 20_000
# Partners that a person keeps of every kind, beyond the person's capacity.
SPARE_OF_A_KIND = 3


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
        A single :class:`Relaxed` without change if the rows can be kept; empty if (among
        the pairs considered) even those without a knob cannot. Fewer than ``ways`` if
        there are no more, or if the clock allowed no more.

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
    elastic = _Elastic(problem, tuple(rows), tuple(tuple(one) for one in knobs), deadline)
    found: list[Relaxed] = []
    try:
        while len(found) < ways:
            relaxed = elastic.smallest([_without(one.changed) for one in found])
            if relaxed is None:
                break
            found.append(relaxed)
            if not relaxed.changed:
                return (relaxed,)
        if len(found) == 1 < ways:
            found += elastic.with_help(found[0])
    except _OutOfTimeError:
        if not found:
            raise TimeLimitError(time_limit or 0.0) from None
    return tuple(found)


class _OutOfTimeError(Exception):
    """The clock stopped a solve that had found nothing yet."""


@dataclass(frozen=True)
class _Cut:
    """What a further way must be: how many of some knobs are turned, and how far.

    ``most`` and ``least`` of ``knobs``, ``others`` at least of the rest, and at most
    ``slack`` pairings in the rows of ``knobs``.
    """

    knobs: tuple[int, ...]
    most: int | None = None
    least: int | None = None
    others: int | None = None
    slack: int | None = None


def _without(changed: tuple[int, ...]) -> _Cut:
    """Not all of these knobs."""
    return _Cut(changed, most=len(changed) - 1)


@dataclass
class _Elastic:
    """The programme: a variable for each pair, then for each knob, then slacks of rows."""

    problem: PairingProblem
    limits: tuple[LinearRow, ...]
    knobs: tuple[tuple[int, ...], ...]
    deadline: float | None
    slacks: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rows, self.columns, self.complete = _pairs(self.problem, self.limits)
        self.pairs = len(self.rows)
        self.model = LinearModel(self.pairs + len(self.knobs))
        self.hopeless = False
        for owners, capacity in (
            (self.rows, self.problem.row_capacity),
            (self.columns, self.problem.column_capacity),
        ):
            for mine in _by_owner(owners):
                places = int(capacity[owners[mine[0]]])
                if places < len(mine):
                    self.model.add(mine, np.ones_like(mine), high=places)
        for number, row in enumerate(self.limits):
            self._add_limit(number, row)

    def _add_limit(self, number: int, row: LinearRow) -> None:
        coefficients = row.coefficients(self.rows, self.columns)
        excess = self._largest_sum(coefficients) - row.limit
        if excess <= 0:
            return
        some = np.flatnonzero(coefficients)
        governing = [k for k, mine in enumerate(self.knobs) if number in mine]
        if not governing:
            # No pair can make up for it: there is no such row to give to the solver.
            self.hopeless |= len(some) == 0
            if len(some):
                self.model.add(some, coefficients[some], high=row.limit)
            return
        most = -(-excess // row.unit)
        slack = self.slacks[number] = self.model.add_whole(most)
        self.model.add(
            np.append(some, slack), np.append(coefficients[some], -row.unit), high=row.limit
        )
        turned = self.pairs + np.array(governing, dtype=np.int64)
        self.model.add(np.append(turned, slack), np.append(np.full_like(turned, -most), 1), high=0)

    def _largest_sum(self, coefficients: Integers) -> int:
        """No matching reaches more: the best coefficients that each side has places for."""
        sums = []
        for owners, capacity in (
            (self.rows, self.problem.row_capacity),
            (self.columns, self.problem.column_capacity),
        ):
            order = np.lexsort((-coefficients, owners))
            sorted_owners = owners[order]
            first = np.searchsorted(sorted_owners, sorted_owners)
            has_place = np.arange(len(order)) - first < capacity[sorted_owners]
            sums.append(int(np.maximum(coefficients[order], 0)[has_place].sum()))
        return min(sums)

    def smallest(self, cuts: Sequence[_Cut]) -> Relaxed | None:
        """The smallest relaxation that the cuts leave, or ``None`` if there is none."""
        if self.hopeless:
            return None
        model = replace(self.model, rows=list(self.model.rows))
        for cut in cuts:
            self._add_cut(model, cut)
        outcome = self._solve(model, -self._counting(self._all_knobs()))
        if outcome is None:
            return None
        best = self._checked(outcome)
        if not best.changed:
            return replace(best, proven=True)
        if best.proven:
            best = self._least_amount(best, model)
        return replace(best, proven=best.proven and self.complete)

    def _least_amount(self, best: Relaxed, model: LinearModel) -> Relaxed:
        """As few knobs turned, but least far; of these matchings one with most pairings."""
        all_slacks = np.array(list(self.slacks.values()), dtype=np.int64)
        model.add(
            self._all_knobs(), np.ones(len(self.knobs), dtype=np.int64), high=len(best.changed)
        )
        best = self._improved(best, model, -self._counting(all_slacks))
        if not best.proven:
            return best
        # Only what is turned may now be exceeded, and by no more in all.
        left = np.setdiff1d(self._all_knobs(), self.pairs + np.array(best.changed))
        if len(left):
            model.add(left, np.ones_like(left), high=0)
        model.add(all_slacks, np.ones_like(all_slacks), high=best.amount)
        fullest = self._improved(best, model, self._counting(np.arange(self.pairs)))
        return replace(fullest, proven=True)

    def with_help(self, way: Relaxed) -> list[Relaxed]:
        """The only smallest set of knobs turned less far, with others; empty if there is none.

        The way's knobs alone need its whole amount, so with less the others are needed.
        """
        if way.amount < 2 or len(way.changed) == len(self.knobs):
            return []
        least = len(way.changed)
        helped = self.smallest([_Cut(way.changed, least=least, others=1, slack=way.amount - 1)])
        return [helped] if helped and set(helped.changed) > set(way.changed) else []

    def _all_knobs(self) -> Integers:
        return self.pairs + np.arange(len(self.knobs), dtype=np.int64)

    def _counting(self, variables: Integers) -> Integers:
        """An objective that counts the given variables."""
        objective = np.zeros(self.model.variables, dtype=np.int64)
        objective[variables] = 1
        return objective

    def _add_cut(self, model: LinearModel, cut: _Cut) -> None:
        mine = self.pairs + np.array(cut.knobs, dtype=np.int64)
        model.add(mine, np.ones_like(mine), low=cut.least, high=cut.most)
        if cut.others is not None:
            others = np.setdiff1d(self._all_knobs(), mine)
            model.add(others, np.ones_like(others), low=cut.others)
        if cut.slack is not None:
            numbers = {number for knob in cut.knobs for number in self.knobs[knob]}
            slacks = np.array(
                [self.slacks[one] for one in sorted(numbers) if one in self.slacks], dtype=np.int64
            )
            model.add(slacks, np.ones_like(slacks), high=cut.slack)

    def _solve(self, model: LinearModel, objective: Integers) -> Outcome | None:
        """``None`` if nothing keeps the model's rows."""
        if self.deadline is not None and time.monotonic() >= self.deadline:
            raise _OutOfTimeError
        outcome = solve(model, objective, deadline=self.deadline)
        if outcome.infeasible:
            return None
        if outcome.cut_off and outcome.values is None:
            raise _OutOfTimeError
        if outcome.values is None or not (outcome.cut_off or outcome.status == "Optimal"):
            raise SolverError(f"HiGHS gave no smallest change (its status: {outcome.status})")
        return outcome

    def _improved(self, best: Relaxed, model: LinearModel, objective: Integers) -> Relaxed:
        """The next level's solution, or the one before if the clock left none."""
        try:
            outcome = self._solve(model, objective)
        except _OutOfTimeError:
            return replace(best, proven=False)
        if outcome is None:
            raise SolverError("HiGHS calls a change impossible that it had found before")
        return self._checked(outcome)

    def _checked(self, outcome: Outcome) -> Relaxed:
        """What a solution is, worked out anew from its pairs alone."""
        values = outcome.values
        if values is None or len(values) < self.pairs + len(self.knobs):
            raise SolverError("HiGHS gave no solution")
        chosen = np.flatnonzero(values[: self.pairs])
        rows, columns = self.rows[chosen], self.columns[chosen]
        capacities = self.problem.row_capacity, self.problem.column_capacity
        if wrong := faults(self.problem.score, *capacities, rows, columns):
            raise SolverError(f"HiGHS gave no matching: {'; '.join(wrong)}")
        exceeded = set(broken(self.limits, rows, columns))
        turned = np.flatnonzero(values[self.pairs : self.pairs + len(self.knobs)]).tolist()
        changed = tuple(k for k in turned if exceeded.intersection(self.knobs[k]))
        if exceeded.difference(*(self.knobs[k] for k in changed)):
            raise SolverError("HiGHS gave a matching that breaks a row which should hold")
        amount = sum(_exceeded_by(self.limits[k], rows, columns) for k in exceeded)
        return Relaxed(changed, amount, rows, columns, not outcome.cut_off)


def _exceeded_by(row: LinearRow, rows: Integers, columns: Integers) -> int:
    """By how many pairings, rounded up."""
    return -(-(row.activity(rows, columns) - row.limit) // row.unit)


def _by_owner(owners: Integers) -> list[Integers]:
    """The places of each owner's entries."""
    if len(owners) == 0:
        return []
    order = np.argsort(owners, kind="stable")
    starts = np.flatnonzero(np.diff(owners[order], prepend=-1))
    return np.split(order, starts[1:])


def _pairs(problem: PairingProblem, limits: Sequence[LinearRow]) -> tuple[Integers, Integers, bool]:
    """The pairs that become variables, and whether these are all usable ones."""
    usable = problem.usable()
    complete = int(np.count_nonzero(usable)) <= MOST_PAIRS
    if not complete:
        kinds = _kinds(problem.shape, limits)
        by_rows = _some_of_every_kind(kinds, usable, problem.row_capacity)
        by_columns = _some_of_every_kind(kinds.T, usable.T, problem.column_capacity)
        usable = by_rows | by_columns.T
    rows, columns = np.nonzero(usable)
    return rows.astype(np.int64), columns.astype(np.int64), complete


def _kinds(shape: tuple[int, int], limits: Sequence[LinearRow]) -> NDArray[np.uint32]:
    """Equal numbers for pairs that count alike in every row but those about one person.

    Every set of pairs adds a number drawn for it; kinds that fall together by chance
    cost candidates, never the truth.
    """
    draw = np.random.default_rng(0)
    kinds = np.zeros(shape, dtype=np.uint32)
    for row in limits:
        for _, pairs in row.terms:
            mark = draw.integers(1, 1 << 32, dtype=np.uint32)
            if _about_one_person(pairs):
                continue
            kinds += pairs.block(slice(None)) * mark
    return kinds


def _about_one_person(pairs: PairSet) -> bool:
    return int(np.count_nonzero(pairs.rows)) <= 1 or int(np.count_nonzero(pairs.columns)) <= 1


def _some_of_every_kind(
    kinds: NDArray[np.uint32], usable: NDArray[np.bool_], capacity: Integers
) -> NDArray[np.bool_]:
    """For every row some partners of every kind, spread so that rows differ in theirs."""
    kept = np.zeros(usable.shape, dtype=np.bool_)
    width = usable.shape[1]
    shuffled = np.random.default_rng(1).permutation(width)
    for row in range(len(usable)):
        turned = np.roll(shuffled, row * 7919 % max(width, 1))
        partners = turned[usable[row, turned]]
        order = np.argsort(kinds[row, partners], kind="stable")
        mine = kinds[row, partners[order]]
        rank = np.arange(len(mine)) - np.searchsorted(mine, mine)
        kept[row, partners[order][rank < capacity[row] + SPARE_OF_A_KIND]] = True
    return kept
