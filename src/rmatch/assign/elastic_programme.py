"""The elastic programme over a growing set of pairs, with bounds over all of them.

Variables are the knobs (0/1), a slack for every row that has one, in pairings, a *last
resort* for every row, which only tells whether anything keeps the rows at all, and the
pairs of the core. Where there are too many pairs to take them all, the linear programme's
dual values price every pair there is: those that could help join the core, and for any
dual values ``y <= 0`` of ``A x <= b`` no solution over all pairs costs less than

    y b + sum over all variables of min(0, c - y A) * their most,

which is computed from the pairs' sets, not taken from the solver's word.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.problem import Integers, PairingProblem
from rmatch.assign.pulp_highs import LinearModel, Row
from rmatch.assign.rows import LinearRow, PairSet
from rmatch.errors import SolverError

__all__ = ["EXACT", "Bound", "OutOfTimeError", "Programme"]

Reals = NDArray[np.float64]

# So many pairs are all taken at once, without pricing.
FEW_PAIRS = 3_000
# Up to so many, all are taken where the core's answer cannot be proven over all.
MOST_PAIRS = 20_000
# Partners of each person to begin with, and those that join in a round.
FIRST, MORE = 5, 3
ROUNDS = 25
BLOCK_CELLS = 1 << 20
# Linear programmes are solved about this exactly; all answers are whole numbers.
EXACT = 1e-6
TIME_LIMIT_REACHED, INFEASIBLE = 1, 2


class OutOfTimeError(Exception):
    """The clock stopped a solve that had found nothing yet."""


@dataclass(frozen=True, eq=False)
class Bound:
    """What no solution over all pairs can cost less than, and what the knobs do to that.

    Attributes
    ----------
    value
        The bound; ``inf`` if the linear programme over the core has no solution.
    lowering
        Shape (knobs,), 0 or more: by how much at most turning a knob that was held back
        lowers it.
    """

    value: float
    lowering: Reals


@dataclass(frozen=True, eq=False)
class _Places:
    """Where a model's rows are: the capacities of people, by side, and the limits."""

    people: tuple[Integers, Integers]
    limits: Integers


class Programme:
    """Variables, rows and core of one elastic programme.

    Attributes
    ----------
    knobs, slacks, last_resort
        Numbers of the variables; ``slack_of`` has the slack of a row that has one.
    rows, columns
        The pairs of the core; their variables come last, in this order.
    complete
        Whether these are all usable pairs.
    """

    def __init__(
        self,
        problem: PairingProblem,
        limits: Sequence[LinearRow],
        knobs: Sequence[Sequence[int]],
        deadline: float | None,
    ) -> None:
        self.problem, self.deadline = problem, deadline
        self.usable = problem.usable()
        excess = {k: self._largest_sum(row) - row.limit for k, row in enumerate(limits)}
        self.limits = {k: row for k, row in enumerate(limits) if excess[k] > 0}
        self.most = {k: -(-excess[k] // row.unit) for k, row in self.limits.items()}
        self.governing = {
            k: [number for number, mine in enumerate(knobs) if k in mine] for k in self.limits
        }
        loose = [k for k in self.limits if self.governing[k]]
        self.knobs = np.arange(len(knobs), dtype=np.int64)
        self.slacks = len(knobs) + np.arange(len(loose), dtype=np.int64)
        self.slack_of = dict(zip(loose, self.slacks.tolist(), strict=True))
        self.first = len(knobs) + len(loose) + len(self.limits)
        self.last_resort = np.arange(self.first - len(self.limits), self.first, dtype=np.int64)
        self._take(self.usable if self._number() <= FEW_PAIRS else self._spread())

    def _number(self) -> int:
        return int(np.count_nonzero(self.usable))

    def _largest_sum(self, row: LinearRow) -> int:
        """What a row's sum cannot pass: every set with a positive coefficient as full as can be."""
        rows = self.problem.row_capacity * self.usable.any(axis=1)
        columns = self.problem.column_capacity * self.usable.any(axis=0)
        return sum(
            coefficient * min(int(rows[pairs.rows].sum()), int(columns[pairs.columns].sum()))
            for coefficient, pairs in row.terms
            if coefficient > 0
        )

    def _take(self, core: NDArray[np.bool_]) -> None:
        rows, columns = np.nonzero(core)
        self.rows, self.columns = rows.astype(np.int64), columns.astype(np.int64)
        self.complete = len(rows) == self._number()

    def take_all(self) -> bool:
        """Take all pairs if they are not too many; whether that made a difference."""
        if self.complete or self._number() > MOST_PAIRS:
            return False
        self._take(self.usable)
        return True

    def _spread(self) -> NDArray[np.bool_]:
        """Some partners for everybody, anyone's as good as another's."""
        core = np.zeros_like(self.usable)
        for start, block in self._blocks():
            some = np.where(self.usable[block], 0.0, np.inf)
            self._mark(core, start, some, FIRST)
        return core

    # -- models

    def model(self, extra: Sequence[Row], *, last_resort: bool = False) -> LinearModel:
        """The programme over the core, with further rows over knobs and slacks."""
        model, _ = self._model(extra, last_resort=last_resort)
        return model

    def _model(self, extra: Sequence[Row], *, last_resort: bool) -> tuple[LinearModel, _Places]:
        model = LinearModel(self.first + len(self.rows))
        model.most |= {slack: self.most[k] for k, slack in self.slack_of.items()}
        resort = self.last_resort.tolist()
        for variable, k in zip(resort, self.limits, strict=True):
            model.most[variable] = self.most[k] if last_resort else 0
        people = (self._add_capacities(model, 0), self._add_capacities(model, 1))
        first = len(model.rows)
        for variable, (k, row) in zip(resort, self.limits.items(), strict=True):
            self._add_limit(model, k, row, variable)
        places = _Places(people, np.arange(first, len(model.rows)))
        for k, slack in self.slack_of.items():
            turned = self.knobs[self.governing[k]]
            factors = np.append(np.full(len(turned), -self.most[k]), 1)
            model.add(np.append(turned, slack), factors, high=0)
        model.rows += extra
        return model, places

    def _add_capacities(self, model: LinearModel, side: int) -> Integers:
        """A row for each person whom the core gives more partners than places."""
        owners, capacity = (
            (self.rows, self.problem.row_capacity),
            (self.columns, self.problem.column_capacity),
        )[side]
        places = np.full(len(capacity), -1, dtype=np.int64)
        order = np.argsort(owners, kind="stable")
        starts = np.flatnonzero(np.diff(owners[order], prepend=-1))
        for mine in np.split(order, starts[1:]) if len(order) else []:
            person = owners[mine[0]]
            if capacity[person] < len(mine):
                places[person] = len(model.rows)
                model.add(mine + self.first, np.ones_like(mine), high=int(capacity[person]))
        return places

    def _add_limit(self, model: LinearModel, k: int, row: LinearRow, resort: int) -> None:
        coefficients = row.coefficients(self.rows, self.columns)
        some = np.flatnonzero(coefficients)
        slack = [resort, *([self.slack_of[k]] if k in self.slack_of else [])]
        factors = np.append(coefficients[some], np.full(len(slack), -row.unit))
        model.add(np.append(some + self.first, slack), factors, high=row.limit)

    # -- bounds and pricing

    def bound(
        self,
        cost: Integers,
        extra: Sequence[Row],
        *,
        last_resort: bool = False,
        turned: Integers | None = None,
    ) -> Bound:
        """Grow the core until it has what the linear programme wants of all pairs.

        Parameters
        ----------
        cost
            Shape (first,): what each knob, slack and last resort costs.
        extra
            Further rows over these.
        last_resort
            Whether the last resorts may be used.
        turned
            The only knobs that may be turned; ``None``: any.
        """
        held_back = [] if turned is None else np.setdiff1d(self.knobs, turned).tolist()
        best = Bound(-np.inf, np.full(len(self.knobs), np.inf))
        for number in range(ROUNDS):
            model, places = self._model(extra, last_resort=last_resort)
            model.most |= dict.fromkeys(held_back, 0)
            solved = self._solve_linear(model, cost)
            if solved is None:
                return replace(best, value=np.inf)
            value, duals, fixed, lowering = solved
            joining = np.zeros_like(self.usable)
            bound = fixed + self._price(places, duals, joining, number)
            if bound > best.value:
                best = Bound(bound, lowering)
            if value - best.value <= EXACT or not joining.any():
                break
            joining[self.rows, self.columns] = True
            self._take(joining)
        return best

    def _solve_linear(
        self, model: LinearModel, cost: Integers
    ) -> tuple[float, Reals, float, Reals] | None:
        """Its value, dual values, their bound without the pairs' part, and what knobs lower."""
        from scipy.optimize import linprog

        left = None if self.deadline is None else self.deadline - time.monotonic()
        if left is not None and left <= 0:
            raise OutOfTimeError
        matrix, limits = _at_most(model)
        most = np.ones(model.variables)
        most[list(model.most)] = list(model.most.values())
        costs = np.zeros(model.variables)
        costs[: self.first] = cost
        solved = linprog(
            costs,
            A_ub=matrix,
            b_ub=limits,
            bounds=np.column_stack([np.zeros(model.variables), most]),
            method="highs",
            options={} if left is None else {"time_limit": left},
        )
        if solved.status == TIME_LIMIT_REACHED:
            raise OutOfTimeError
        if solved.status == INFEASIBLE:
            return None
        if solved.status != 0:
            raise SolverError(f"the linear programme was not solved ({solved.message})")
        duals = np.minimum(solved.ineqlin.marginals, 0.0)
        others = (costs - matrix.T @ duals)[: self.first]
        fixed = float(duals @ limits + np.minimum(others, 0.0) @ most[: self.first])
        return float(solved.fun), duals, fixed, np.maximum(-others[self.knobs], 0.0)

    def _price(self, places: _Places, duals: Reals, joining: NDArray[np.bool_], turn: int) -> float:
        """What pairs of negative reduced cost take off the bound; the most negative join."""
        charged = [
            (-duals[at] * coefficient, pairs)
            for at, row in zip(places.limits, self.limits.values(), strict=True)
            if duals[at] < 0
            for coefficient, pairs in row.terms
        ]
        by_row, by_column = (np.where(at >= 0, -duals[at], 0.0) for at in places.people)
        total = 0.0
        for start, block in self._blocks():
            reduced = by_row[block, None] + by_column
            for charge, pairs in charged:
                _add_charge(reduced, charge, pairs, block)
            reduced[~self.usable[block]] = np.inf
            total += float(np.minimum(reduced, 0.0).sum())
            reduced[reduced > -EXACT] = np.inf
            self._mark(joining, start, reduced, MORE, turn)
        return total

    def _blocks(self) -> Iterator[tuple[int, slice]]:
        height, width = self.usable.shape
        step = max(1, BLOCK_CELLS // max(width, 1))
        for start in range(0, height, step):
            yield start, slice(start, min(start + step, height))

    def _mark(
        self, core: NDArray[np.bool_], start: int, cost: Reals, count: int, turn: int = 0
    ) -> None:
        """Mark the cheapest few of every row and column of a block, ties at random."""
        draw = np.random.default_rng([turn, start])
        cost = cost + draw.random(cost.shape) * EXACT / 2
        for axis in (0, 1):
            some = min(count, cost.shape[axis])
            best = np.argpartition(cost, some - 1, axis=axis).take(np.arange(some), axis=axis)
            where = np.isfinite(np.take_along_axis(cost, best, axis=axis))
            rows, columns = np.nonzero(where)
            if axis == 0:
                rows = best[rows, columns]
            else:
                columns = best[rows, columns]
            core[start + rows, columns] = True


def _add_charge(reduced: Reals, charge: float, pairs: PairSet, block: slice) -> None:
    """Add a charge to the pairs of a set within a block of rows."""
    rows = np.flatnonzero(pairs.rows[block])
    if pairs.pairs is None:
        reduced[rows] += charge * pairs.columns
    else:
        reduced[rows] += charge * (pairs.pairs[block][rows] & pairs.columns)


def _at_most(model: LinearModel) -> tuple[Any, Reals]:
    """The model's rows as ``A x <= b``."""
    from scipy.sparse import csr_array

    rows = [row for row in model.rows if row.high is not None]
    rows += [
        replace(row, coefficients=tuple(-c for c in row.coefficients), high=-row.low)
        for row in model.rows
        if row.low is not None
    ]
    starts = np.cumsum([0, *(len(row.variables) for row in rows)])
    variables = np.array([v for row in rows for v in row.variables], dtype=np.int64)
    factors = np.array([c for row in rows for c in row.coefficients], dtype=np.float64)
    limits = np.array([row.high for row in rows], dtype=np.float64)
    return csr_array((factors, variables, starts), shape=(len(rows), model.variables)), limits
