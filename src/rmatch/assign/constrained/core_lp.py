"""The linear programme over few candidate pairs: charges for the rows, and a first answer.

Variables are the candidate pairs; for everybody who may have several pairings one that is
1 only if there is a pairing; and the counts that rows share, which keep the matrix sparse.
One programme serves a whole search: pairs join it and counts are cut, and HiGHS goes on
from where it was. It works in floating point, so nothing is decided here: charges become
whole numbers, pairs are checked as such.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.constrained.counts import Box, Counts
from rmatch.assign.constrained.lagrange import Stage
from rmatch.assign.problem import Integers
from rmatch.errors import MissingPartError, SolverError

__all__ = ["CoreProgramme", "CoreSolution", "People"]

# A value this near to a whole number is one.
WHOLE = 1e-6

# A dive takes this part of the fractional pairs whole at once,
DIVE_PART = 6
# and gives up after so many that broke a row.
SETBACKS = 8

Pairs = tuple[Integers, Integers]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class People:
    """How many people some pairs reach, as a linear expression.

    Attributes
    ----------
    direct
        Per pair: how many of its two people have one place only.
    several
        For everybody with more places: the numbers of their pairs.
    """

    direct: Integers
    several: tuple[Integers, ...]

    @classmethod
    def of(
        cls, stage: Stage, rows: Integers, columns: Integers, fixed: Pairs | None = None
    ) -> People:
        """Of the given pairs, beyond the people that pairs already fixed reach."""
        problem = stage.problem
        direct = np.zeros(len(rows), dtype=np.int64)
        several: list[Integers] = []
        for side, owners, capacity in (
            (0, rows, problem.row_capacity),
            (1, columns, problem.column_capacity),
        ):
            one = capacity[owners] == 1
            reached = np.isin(owners, fixed[side]) if fixed else np.zeros_like(one)
            direct += one & ~reached
            mine = np.flatnonzero(~one & ~reached)
            order = mine[np.argsort(owners[mine], kind="stable")]
            starts = np.flatnonzero(np.diff(owners[order], prepend=-1))
            several += np.split(order, starts[1:]) if len(order) else []
        return cls(direct, tuple(several))


@dataclass(frozen=True, eq=False)
class CoreSolution:
    """What the linear programme over the candidates says.

    Attributes
    ----------
    value
        Its optimum in the stage's level, or minus the least excess.
    charges
        The charge per pairing's worth of each row, of the most and the least of each
        count, of the people and of the pairings.
    pairs, amounts
        Flat indices of the candidates taken, sorted, and how much of each, up to 1.
    whole
        Whether all of them are taken whole.
    excess
        By how much, in pairings, it breaks what must hold, where it may.
    """

    value: float
    charges: Floats
    pairs: Integers
    amounts: Floats
    whole: bool
    excess: float


class CoreProgramme:
    """The programme of one stage; its candidates grow.

    Parameters
    ----------
    stage
        What is maximised and what must hold.
    counts
        The counts that rows share; a box of them is given with each solve.
    """

    def __init__(self, stage: Stage, counts: Counts) -> None:
        self.stage, self.counts = stage, counts
        self.width = max(stage.problem.shape[1], 1)
        self.pairs: Integers = np.zeros(0, dtype=np.int64)
        self.known: Integers = self.pairs
        self._highs: Any = _highs()
        self._several = self._people_with_several()
        self._direct_sets = [
            [(c, pairs) for c, pairs in row.terms if counts.place(pairs) is None]
            for row in stage.rows
        ]
        self._lay_out()

    # -- layout: rows of the programme in this order
    #    requirement rows, most and least of the counts, people, pairings (all with slack)
    #    definitions of counts, places of rows, places of columns, people with several

    def _people_with_several(self) -> tuple[Integers, Integers]:
        stage, problem = self.stage, self.stage.problem
        nobody = np.zeros(0, dtype=np.int64)
        if stage.people is None and stage.level != "people":
            return nobody, nobody
        return np.flatnonzero(problem.row_capacity > 1), np.flatnonzero(problem.column_capacity > 1)

    def _lay_out(self) -> None:
        stage, counts, problem = self.stage, self.counts, self.stage.problem
        given, sets = len(stage.rows), len(counts.sets)
        height, width = problem.shape
        several = sum(len(one) for one in self._several)
        self._slack_rows = given + 2 * sets + 2
        self._defined = self._slack_rows
        self._row_places = self._defined + sets
        self._column_places = self._row_places + height
        self._reached = self._column_places + width
        inf = np.inf
        low = np.full(self._reached + several, -inf)
        high = np.zeros(self._reached + several)
        high[:given] = [row.limit / row.unit for row in stage.rows]
        high[given + 2 * sets] = -float(stage.people) if stage.people is not None else inf
        high[given + 2 * sets + 1] = float(stage.pairings) if stage.pairings is not None else inf
        low[self._defined : self._row_places] = 0.0
        high[self._row_places : self._column_places] = problem.row_capacity
        high[self._column_places : self._reached] = problem.column_capacity
        nothing = np.zeros(0, dtype=np.int32)
        self._highs.addRows(
            len(low), low, high, 0, np.zeros(len(low), dtype=np.int32), nothing, np.zeros(0)
        )
        # One slack for each row that may be broken when the least excess is looked for.
        self._add_columns(
            np.zeros(self._slack_rows),
            np.zeros(self._slack_rows),
            [(np.array([k]), np.array([-1.0])) for k in range(self._slack_rows)],
        )
        self._add_columns(
            np.zeros(sets), np.full(sets, inf), [self._count_column(k) for k in range(sets)]
        )
        worth = 1.0 if stage.level == "people" else 0.0
        self._add_columns(
            np.full(several, -worth),
            np.ones(several),
            [
                (
                    np.array([given + 2 * sets, self._reached + k]),
                    np.array([-1.0, 1.0]),
                )
                for k in range(several)
            ],
        )
        self._first_pair = self._slack_rows + sets + several

    def _count_column(self, k: int) -> tuple[Integers, Floats]:
        given = len(self.stage.rows)
        entries = {given + 2 * k: 1.0, given + 2 * k + 1: -1.0, self._defined + k: -1.0}
        for number, row in enumerate(self.stage.rows):
            total = sum(c for c, pairs in row.terms if self.counts.place(pairs) == k)
            if total:
                entries[number] = total / row.unit
        where = sorted(entries)
        return np.array(where), np.array([entries[one] for one in where])

    def _add_columns(
        self, cost: Floats, highest: Floats, entries: list[tuple[Integers, Floats]]
    ) -> None:
        if not len(cost):
            return
        lengths = [len(where) for where, _ in entries]
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int32)
        where = np.concatenate([where for where, _ in entries]).astype(np.int32)
        values = np.concatenate([values for _, values in entries])
        self._highs.addCols(
            len(cost), cost, np.zeros(len(cost)), highest, len(where), starts, where, values
        )

    # -- candidates

    def grow(self, pairs: Integers) -> bool:
        """Take in more candidates (flat indices); whether there were any new ones."""
        new = np.setdiff1d(pairs, self.known)
        if len(new) == 0:
            return False
        rows, columns = np.divmod(new, self.width)
        owner, where, values = self._entries(rows, columns)
        order = np.lexsort((where, owner))
        owner, where, values = owner[order], where[order], values[order]
        starts = np.searchsorted(owner, np.arange(len(new))).astype(np.int32)
        self._highs.addCols(
            len(new),
            -self._worth(rows, columns),
            np.zeros(len(new)),
            np.ones(len(new)),
            len(where),
            starts,
            where.astype(np.int32),
            values,
        )
        self.pairs = np.concatenate([self.pairs, new])
        self.known = np.union1d(self.known, new)
        return True

    def _worth(self, rows: Integers, columns: Integers) -> Floats:
        stage = self.stage
        if stage.level == "points":
            points: Floats = stage.problem.score[rows, columns].astype(np.float64)
            return points
        if stage.level == "pairings":
            return np.full(len(rows), -1.0)
        return self._direct(rows, columns)

    def _direct(self, rows: Integers, columns: Integers) -> Floats:
        problem = self.stage.problem
        found: Floats = (problem.row_capacity[rows] == 1).astype(np.float64)
        found += problem.column_capacity[columns] == 1
        return found

    def _entries(self, rows: Integers, columns: Integers) -> tuple[Integers, Integers, Floats]:
        """The matrix of some pairs as (number of the pair, row of the programme, value)."""
        everyone = np.arange(len(rows))
        given, sets = len(self.stage.rows), len(self.counts.sets)
        parts: list[tuple[Integers, Any, Any]] = [
            (everyone, self._row_places + rows, 1.0),
            (everyone, self._column_places + columns, 1.0),
        ]
        for number, terms in enumerate(self._direct_sets):
            found = np.zeros(len(rows))
            for coefficient, pairs in terms:
                found += coefficient * pairs.holds(rows, columns)
            some = np.flatnonzero(found)
            parts.append((some, number, found[some] / self.stage.rows[number].unit))
        for k, pairs in enumerate(self.counts.sets):
            parts.append((np.flatnonzero(pairs.holds(rows, columns)), self._defined + k, 1.0))
        if self.stage.people is not None:
            direct = self._direct(rows, columns)
            some = np.flatnonzero(direct)
            parts.append((some, given + 2 * sets, -direct[some]))
        if self.stage.pairings is not None:
            parts.append((everyone, given + 2 * sets + 1, 1.0))
        first = self._reached
        for owners, several in zip((rows, columns), self._several, strict=True):
            place = np.searchsorted(several, owners)
            some = np.flatnonzero(np.isin(owners, several))
            parts.append((some, first + place[some], -1.0))
            first += len(several)
        owner = np.concatenate([which for which, _, _ in parts])
        where = np.concatenate([np.broadcast_to(at, len(which)) for which, at, _ in parts])
        values = np.concatenate([np.broadcast_to(v, len(which)) for which, _, v in parts])
        return owner, where, values.astype(np.float64)

    # -- solving

    def solve(self, box: Box, *, penalty: float | None = None) -> CoreSolution | None:
        """Within a box; ``None`` if no fractional matching of the candidates keeps the rows.

        With a penalty, what must hold may be broken at that price a pairing.
        """
        self._cut(box)
        if penalty is None:
            return self._run()
        slacks = np.arange(self._slack_rows, dtype=np.int32)
        costs = np.array(self._highs.getLp().col_cost_)[: self._slack_rows]
        return self._slackened(slacks, costs, np.full(self._slack_rows, penalty))

    def dive(self, box: Box, at_least: float, before_each: Callable[[], None]) -> Integers | None:
        """Take fractional pairs whole, the largest first, until all are.

        Returns
        -------
        Integers or None
            Flat indices, sorted; ``None`` where that broke a row, or led below ``at_least``.
        """
        low = np.zeros(len(self.pairs))
        high = np.ones(len(self.pairs))
        found, batch, setbacks = self.solve(box), np.zeros(0, dtype=np.int64), 0
        try:
            while True:
                if found is None or found.value < at_least:
                    # The one that was largest may have been wrong; if not, give up.
                    setbacks += 1
                    if len(batch) == 0 or setbacks > SETBACKS:
                        return None
                    low[batch] = 0.0
                    if len(batch) > 1:
                        batch = batch[:1]
                        low[batch] = 1.0
                    else:
                        high[batch], batch = 0.0, batch[:0]
                elif found.whole:
                    return found.pairs
                else:
                    batch = self._to_take(found)
                    low[batch] = 1.0
                self._bound(low, high)
                before_each()
                found = self._run()
        finally:
            self._bound(np.zeros(len(self.pairs)), np.ones(len(self.pairs)))

    def _to_take(self, found: CoreSolution) -> Integers:
        """Places of some pairs taken in part, the largest first."""
        part = np.flatnonzero(found.amounts < 1 - WHOLE)
        part = part[np.argsort(-found.amounts[part], kind="stable")]
        several = max(1, len(part) // DIVE_PART)
        part = part[: max(1, min(several, int((found.amounts[part] > 1 / 2).sum())))]
        order = np.argsort(self.pairs)
        places: Integers = order[np.searchsorted(self.pairs, found.pairs[part], sorter=order)]
        return places

    def _bound(self, low: Floats, high: Floats) -> None:
        where = np.arange(self._first_pair, self._first_pair + len(low), dtype=np.int32)
        self._highs.changeColsBounds(len(low), where, low, high)

    def excess(self, box: Box) -> CoreSolution:
        """By how little, in pairings, rows, counts and settled levels must be broken."""
        self._cut(box)
        everything = np.arange(self._highs.getNumCol(), dtype=np.int32)
        costs = np.array(self._highs.getLp().col_cost_)
        # From scratch: nothing of an optimum in points helps here.
        self._highs.clearSolver()
        found = self._slackened(everything, costs, everything < self._slack_rows)
        if found is None:
            raise SolverError("the programme for the least excess has no solution")
        return found

    def _slackened(self, where: Any, costs: Floats, instead: Any) -> CoreSolution | None:
        """Solve with slack and other costs, and put both back."""
        highs, count = self._highs, self._slack_rows
        slacks = np.arange(count, dtype=np.int32)
        highs.changeColsCost(len(where), where, instead.astype(np.float64))
        highs.changeColsBounds(count, slacks, np.zeros(count), np.full(count, np.inf))
        try:
            return self._run()
        finally:
            highs.changeColsCost(len(where), where, costs)
            highs.changeColsBounds(count, slacks, np.zeros(count), np.zeros(count))

    def _cut(self, box: Box) -> None:
        given, sets = len(self.stage.rows), len(self.counts.sets)
        if not sets:
            return
        limits = np.empty(2 * sets)
        limits[0::2], limits[1::2] = box.high, -box.low
        where = np.arange(given, given + 2 * sets, dtype=np.int32)
        self._highs.changeRowsBounds(2 * sets, where, np.full(2 * sets, -np.inf), limits)

    def _run(self) -> CoreSolution | None:
        import highspy

        highs = self._highs
        # HiGHS settles its number of threads for the calling thread for good.
        with ThreadPoolExecutor(max_workers=1) as fresh:
            fresh.submit(highs.run).result()
        status = highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            word = status.name.removeprefix("k")
            raise SolverError(f"the linear programme was not solved (HiGHS's status: {word})")
        solution = highs.getSolution()
        values = np.array(solution.col_value)
        amounts = values[self._first_pair :]
        # HiGHS minimises: the dual of a row is minus what one unit more is worth.
        charges = np.maximum(-np.array(solution.row_dual)[: self._slack_rows], 0.0)
        taken = np.flatnonzero(amounts > WHOLE)
        taken = taken[np.argsort(self.pairs[taken])]
        return CoreSolution(
            value=-float(highs.getObjectiveValue()),
            charges=charges,
            pairs=self.pairs[taken],
            amounts=amounts[taken],
            whole=bool((amounts[taken] > 1 - WHOLE).all()),
            excess=float(values[: self._slack_rows].sum()),
        )


def _highs() -> Any:
    try:
        import highspy
    except ImportError as error:
        raise MissingPartError("highspy", "solver 'ilp'", "pip install highspy") from error
    highs = highspy.Highs()
    for name, value in (("output_flag", False), ("threads", 1), ("solver", "simplex")):
        highs.setOptionValue(name, value)
    return highs
