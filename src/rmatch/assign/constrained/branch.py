"""One level of the objective under rows, to proven optimality: branch on counts, fix by price.

1. A linear programme on few pairs gives every row a charge; the charged assignment over
   *all* pairs gives a bound (:mod:`rmatch.assign.constrained.lagrange`) and the pairs that were
   missing, until the two meet.
2. Counts that rows share and that are fractional there are branched on, best bound first
   [1]_; each branch is bounded in the same way.
3. Where all counts are whole, an integer programme looks among the pairs that look best
   under the bound's prices. A matching with any other pair is worth less than the bound by
   at least that pair's reduced cost, so what was left out needs no look once the best found
   is worth as much; until then more pairs join [2]_.

.. [1] A. H. Land, A. G. Doig, An automatic method of solving discrete programming problems,
   Econometrica 28 (1960), 497-520.
.. [2] G. B. Dantzig, R. Fulkerson, S. Johnson, Solution of a large-scale
   traveling-salesman problem, Operations Research 2 (1954), 393-410.
"""

from __future__ import annotations

import heapq
import math
import time
from dataclasses import dataclass, replace

import numpy as np

from rmatch.assign.bound import faults
from rmatch.assign.constrained.core_lp import CoreProgramme, CoreSolution
from rmatch.assign.constrained.counts import WHOLE, Box, Counts, parts_at
from rmatch.assign.constrained.fixing import below, nearest_outside
from rmatch.assign.constrained.integer_model import integer_model
from rmatch.assign.constrained.lagrange import EXCESS, Relaxed, Stage, relax
from rmatch.assign.constrained.rounding import neighbourhood
from rmatch.assign.errors import RowsInfeasible
from rmatch.assign.pricing import best_reduced
from rmatch.assign.problem import Integers
from rmatch.assign.pulp_highs import solve as solve_model
from rmatch.assign.rows import broken
from rmatch.errors import SolverError
from rmatch.progress import KEEPING, Progress, silent

__all__ = ["Branching", "Found", "Incumbent", "OutOfTimeError", "UnreachedError"]

# Candidates of each person that join in a round, and of which an integer programme that
# has to prove something begins with the best.
MORE = 3
INTEGER = 3
# A look around a fractional matching: candidates of everybody, people left free in turn,
# branches.
NEAR = 8
FREE_PEOPLE = (60, 150, 400)
LOOK_NODES = 100
# A linear programme this part of the gap below its bound has converged.
PART_OF_GAP = 8
# Rounds of the linear programme before its bound is taken as it is.
ROUNDS = 12
# Up to so many pairs go into an integer programme that is to end the matter.
FEW_PAIRS = 40_000
# Times that the integer programme may be widened while the earlier levels are a guess.
TRIES = 3

# HiGHS's words for "there is none".
NO_SOLUTION = ("Infeasible", "UnboundedOrInfeasible")

Pairs = tuple[Integers, Integers]


class UnreachedError(Exception):
    """The levels that were guessed cannot be kept, as far as was looked."""


class OutOfTimeError(Exception):
    """The clock has stopped the search."""


@dataclass(eq=False)
class Incumbent:
    """The best matching so far that keeps every row, whatever the level it was found in."""

    pairs: Pairs | None = None
    value: tuple[int, ...] = ()

    def offer(self, stage: Stage, rows: Integers, columns: Integers) -> None:
        """Keep it if it is better in the order of the problem's levels."""
        levels = stage.problem.levels
        found = zip(levels, stage.problem.values(rows, columns), strict=True)
        value = tuple(-one if level == "pairings" else one for level, one in found)
        if self.pairs is None or value > self.value:
            self.pairs, self.value = (rows, columns), value


@dataclass(frozen=True, eq=False)
class Found:
    """The best matching of a stage.

    Attributes
    ----------
    bound
        No matching of the stage is worth more.
    price_bound
        What prices alone prove; the rest rests on integer programmes.
    relaxed
        The bound over the whole stage, with its prices.
    """

    rows: Integers
    columns: Integers
    worth: int
    bound: int
    price_bound: int
    relaxed: Relaxed


@dataclass(frozen=True, eq=False)
class _Node:
    """A box of counts: its rows, its bound, and the linear programme's answer."""

    box: Box
    stage: Stage
    relaxed: Relaxed
    solution: CoreSolution

    @property
    def bound(self) -> int:
        """No matching with counts in the box is worth more."""
        return self.relaxed.whole_bound


class Branching:
    """The search for one stage.

    Parameters
    ----------
    stage
        What is maximised, and what must hold.
    core
        Flat indices of the first candidates, sorted; what joins is in ``core`` afterwards.
    incumbent
        Told of every matching that keeps the rows.
    gap
        Relative gap at which to stop.
    deadline
        Reading of ``time.monotonic()`` at which to stop.
    guess
        Whether the settled levels are a guess, so that the search may give up.
    progress
        Told of every round.
    """

    def __init__(
        self,
        stage: Stage,
        core: Integers,
        incumbent: Incumbent,
        *,
        gap: float = 0.0,
        deadline: float | None = None,
        guess: bool = False,
        progress: Progress = silent,
    ) -> None:
        self.stage, self.incumbent = stage, incumbent
        self.progress, self.rounds = progress, 0
        self.gap, self.deadline, self.guess = gap, deadline, guess
        self.width = max(stage.problem.shape[1], 1)
        self.counts = Counts(stage)
        self.programme = CoreProgramme(stage, self.counts)
        self.programme.grow(core)
        self.rooted = False
        # The bound over the whole stage, once there is one.
        self.root: Relaxed | None = None
        self.best: Pairs | None = None
        self.worth: int | None = None
        self.by_programme: int | None = None
        # Whether every box that was given up is proven to hold nothing.
        self.proven = True
        # The highest bound of what was left unsearched because it lay within the gap.
        self.passed_over: int | None = None

    def run(self) -> Found:
        """The best matching of the stage.

        Raises
        ------
        RowsInfeasible
            No matching keeps the rows and the settled levels.
        UnreachedError
            None was found, and the settled levels are a guess.
        OutOfTimeError
            The deadline passed; the incumbent has the best matching found.
        """
        box = self.counts.whole()
        root = None if box is None else self._node(box)
        if root is None:
            raise RowsInfeasible(proven=self.proven)
        self.root = root.relaxed
        self._explore(root)
        if self.best is None or self.worth is None:
            raise RowsInfeasible(proven=self.proven)
        bound = self.worth if self.passed_over is None else max(self.passed_over, self.worth)
        price_bound = bound if self.by_programme is None else max(bound, self.by_programme)
        return Found(*self.best, self.worth, bound, price_bound, root.relaxed)

    # -- branching

    def _explore(self, root: _Node) -> None:
        """Straight down to a first matching, then the best bound first."""
        heap: list[tuple[int, int, _Node]] = []
        node: _Node | None = root
        number = 0
        while node is not None or heap:
            if node is None:
                node = heapq.heappop(heap)[2]
                if self._good_enough(node.bound):
                    return
            children = sorted(self._branch(node), key=lambda child: child.bound)
            node = children.pop() if children and self.worth is None else None
            for child in children:
                number += 1
                heapq.heappush(heap, (-child.bound, number, child))

    def _good_enough(self, bound: int) -> bool:
        """Whether a part with this bound needs no search; what is passed over is remembered."""
        if self.worth is None or bound - self.worth > self.gap * max(self.worth, 0):
            return False
        self._pass_over(bound)
        return True

    def _pass_over(self, bound: int) -> None:
        if self.worth is not None and bound > self.worth:
            self.passed_over = bound if self.passed_over is None else max(self.passed_over, bound)

    def _branch(self, node: _Node) -> list[_Node]:
        """The parts of a node that can hold a better matching; none once it is closed."""
        if node.solution.whole:
            self._take(node.stage, node.solution.pairs)
        if self._good_enough(node.bound):
            return []
        values = self.counts.values(*self._split(node.solution.pairs), node.solution.amounts)
        split = self.counts.to_split(values, node.box)
        if split is None or self._settles(node, split, float(values[split])):
            self._dive(node)
            if self._good_enough(node.bound):
                return []
        if split is None:
            self._round(node)
            self._close(node)
            return []
        return self._parts(node, split, parts_at(float(values[split])))

    def _settles(self, node: _Node, count: int, value: float) -> bool:
        """Whether one count is whole as it is, and leaves no other to branch on."""
        nearest = round(value)
        if abs(value - nearest) > WHOLE:
            return False
        settled = self.counts.tightened(node.box.cut(count, nearest, nearest))
        values = np.zeros(len(self.counts.sets))
        return settled is not None and self.counts.to_split(values, settled) is None

    def _parts(self, node: _Node, count: int, cuts: tuple[int, ...]) -> list[_Node]:
        """The node cut at some values of a count: up to the first, each between, from the last."""
        lows = (int(node.box.low[count]), *cuts[1:])
        highs = (*cuts[:-1], int(node.box.high[count]))
        found = []
        for low, high in zip(lows, highs, strict=True):
            tight = self.counts.tightened(node.box.cut(count, low, high)) if low <= high else None
            child = None if tight is None else self._node(tight)
            if child is not None and not self._good_enough(child.bound):
                found.append(child)
        return found

    # -- bounds

    @property
    def core(self) -> Integers:
        """The candidates so far, sorted."""
        return self.programme.known

    def _node(self, box: Box) -> _Node | None:
        """Bound a box; ``None`` if no fractional matching in it keeps the rows."""
        stage = replace(self.stage, rows=(*self.stage.rows, *self.counts.limits(box)))
        best: Relaxed | None = None
        rounds = 0
        penalty: float | None = None
        tried = bool(self.rooted)
        self.rooted = True
        while True:
            self._begin_round()
            solution = self.programme.solve(box, penalty=penalty)
            if solution is None:
                if not tried:
                    penalty, tried = self._penalty(), True
                elif not self._made_feasible(stage, box):
                    return None
                continue
            if penalty is not None and solution.excess < 1e-7:
                penalty = None
            relaxed = relax(stage, solution.charges)
            if best is None or relaxed.bound * best.scale <= best.bound * relaxed.scale:
                best = relaxed
            rounds += 1
            above = best.bound / best.scale - solution.value
            met = above < max(1 / 2, abs(solution.value) * self.gap / PART_OF_GAP)
            if solution.excess < 1e-7 and (met or rounds >= ROUNDS):
                return _Node(box, stage, best, solution)
            if not self._grow(relaxed, MORE):
                if penalty is None:
                    return _Node(box, stage, best, solution)
                penalty = None

    def _penalty(self) -> float:
        """More than a pairing brings in the level."""
        score = self.stage.problem.score
        return 2.0 * max(int(score.max()), 1) if self.stage.level == "points" else 4.0

    def _made_feasible(self, stage: Stage, box: Box) -> bool:
        """Let pairs join until a fractional matching keeps the rows; false if none ever does."""
        excess = replace(stage, level=EXCESS)
        more = MORE
        while True:
            self._begin_round()
            solution = self.programme.excess(box)
            if solution.value > -1e-7:
                return True
            relaxed = relax(excess, solution.charges)
            if relaxed.bound < 0:
                return False
            while not self._grow(relaxed, more):
                if more > max(self.stage.problem.shape):
                    # Every pair is in, and no whole-number bound has said so: HiGHS's word.
                    self.proven = False
                    return False
                more *= 2
            more *= 2

    def _grow(self, relaxed: Relaxed, count: int) -> bool:
        """Take in the bound's matching and the pairs of least reduced cost."""
        found = relaxed.assignment
        matching = found.rows * self.width + found.columns
        return self.programme.grow(np.union1d(_best_pairs(relaxed, count), matching))

    # -- integer programmes

    def _close(self, node: _Node) -> None:
        """Search a node to its end."""
        count, done = INTEGER, 0
        while not self._good_enough(node.bound):
            if self.worth is not None:
                left = below(node.relaxed, self._cutoff(node), FEW_PAIRS)
                if left is not None:
                    self._integer(node.stage, left)
                    break
            chosen = self._promising(node, count)
            self._integer(node.stage, chosen)
            nearest = nearest_outside(node.relaxed, chosen)
            if nearest is None or (
                self.worth is not None
                and self.worth >= (node.relaxed.bound - nearest) // node.relaxed.scale
            ):
                break
            done += 1
            if self.guess and self.worth is None and done >= TRIES:
                raise UnreachedError
            count *= 2
        if self.gap and self.worth is not None:
            # The programmes themselves may have ended within half the gap.
            self._pass_over(min(node.bound, int(self.worth * (1 + self.gap / 2))))
        self._rests_on_programme(node)

    def _rests_on_programme(self, node: _Node) -> None:
        if self.worth is None or node.bound > self.worth:
            before = self.by_programme
            self.by_programme = node.bound if before is None else max(before, node.bound)

    def _cutoff(self, node: _Node) -> int:
        """The largest reduced cost of a pair in a better matching of the node."""
        return node.relaxed.bound - ((self.worth or 0) + 1) * node.relaxed.scale

    def _promising(self, node: _Node, count: int) -> Integers:
        """Some pairs of least reduced cost of everybody, and those of the linear programme."""
        used = node.solution.pairs
        return np.union1d(used, _best_pairs(node.relaxed, count))

    def _dive(self, node: _Node) -> None:
        """Let the linear programme take pair after pair whole."""
        self._begin_round()
        at_least = 1 / 2 + self.worth if self.worth is not None else -math.inf
        found = self.programme.dive(node.box, at_least, self._begin_round)
        if found is not None:
            self._take(node.stage, found)

    def _round(self, node: _Node) -> None:
        """Look for a good matching near the linear programme's."""
        near = np.union1d(_best_pairs(node.relaxed, NEAR), node.solution.pairs)
        for people in FREE_PEOPLE:
            around = neighbourhood(node.relaxed, node.solution, near, people)
            self._integer(node.stage, around.candidates, fixed=around.fixed, bound=node.bound)
            if self._good_enough(node.bound) or not len(around.fixed):
                return

    def _integer(
        self,
        stage: Stage,
        candidates: Integers,
        *,
        fixed: Integers | None = None,
        bound: int | None = None,
    ) -> None:
        """Take the best whole matching of the candidates, if HiGHS finds a better one.

        With pairs ``fixed`` it is a look around: it ends after some branches, or at a
        matching good enough for the ``bound``.
        """
        self._begin_round()
        if len(candidates) == 0:
            return
        look = fixed is not None
        taken = np.zeros(0, dtype=np.int64) if fixed is None else fixed
        model, objective = integer_model(stage, *self._split(candidates), self._split(taken))
        before = stage.worth(*self._split(taken))
        if self.worth is not None:
            some = np.flatnonzero(objective)
            model.add(some, objective[some], low=self.worth + 1 - before)
        outcome = solve_model(
            model,
            objective,
            gap=0.0 if look else self.gap / 2,
            deadline=self.deadline,
            nodes=LOOK_NODES if look else None,
            enough=None if bound is None else self._enough(bound) - before,
        )
        if outcome.chosen is not None:
            chosen = candidates[outcome.chosen[: len(candidates)]]
            if not self._take(stage, np.union1d(taken, chosen)):
                raise SolverError("HiGHS gave a matching that breaks a row or a capacity")
        if outcome.cut_off:
            raise OutOfTimeError
        if outcome.chosen is None and not look and outcome.status not in NO_SOLUTION:
            raise SolverError(f"HiGHS gave no solution (its status: {outcome.status})")

    def _enough(self, bound: int) -> int:
        """The least worth for which a part with this bound needs no search."""
        if not self.gap or bound <= 0:
            return bound
        return math.ceil(bound / (1 + self.gap) + 1e-9)

    def _take(self, stage: Stage, chosen: Integers) -> bool:
        """Keep a matching that is valid and better; whether it keeps what the stage asks."""
        problem = stage.problem
        rows, columns = self._split(chosen)
        wrong = faults(problem.score, problem.row_capacity, problem.column_capacity, rows, columns)
        if wrong or broken(self.stage.rows, rows, columns):
            return False
        self.incumbent.offer(stage, rows, columns)
        people = len(np.unique(rows)) + len(np.unique(columns))
        if stage.people is not None and people < stage.people:
            return False
        if stage.pairings is not None and len(rows) > stage.pairings:
            return False
        worth = stage.worth(rows, columns)
        if self.worth is None or worth > self.worth:
            self.best, self.worth = (rows, columns), worth
        return True

    def _split(self, flat: Integers) -> Pairs:
        rows, columns = np.divmod(flat, self.width)
        return rows, columns

    def _begin_round(self) -> None:
        """Say how far it is, and stop where the clock says so."""
        self.rounds += 1
        self.progress(KEEPING, self.rounds)
        if self.deadline is not None and time.monotonic() >= self.deadline:
            raise OutOfTimeError


def _best_pairs(relaxed: Relaxed, count: int) -> Integers:
    """The pairs of least reduced cost of every row and column."""
    found = relaxed.assignment
    prices = 2 * found.row_prices, 2 * found.column_prices
    return best_reduced(relaxed.problem, *prices, count, positive=False)
