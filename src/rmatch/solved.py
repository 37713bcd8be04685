"""A cohort and its pairings: solved as the policy says, with what its requirements cost."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rmatch.assign import Assignment, PairingProblem
from rmatch.assign import solve as solve_problem
from rmatch.assign.rows import LinearRow, activities, broken
from rmatch.cohort import BLOCK_PAIRS, Cohort
from rmatch.errors import SolverRefusedError, TimeLimitError
from rmatch.policy import Policy
from rmatch.progress import COMPARING, SOLVING, Progress, silent
from rmatch.requirements import Requirements

if TYPE_CHECKING:
    from rmatch.assign.fairest.result import FairestResult

__all__ = ["Loss", "Solved", "Standing", "best", "other_objective", "solve"]

# Solvers that know pairs and capacities, and nothing beyond.
PAIRS_ONLY = ("hungarian", "flow")
CURE = "use solver 'auto' or 'ilp'"


@dataclass(frozen=True, slots=True)
class Loss:
    """What one objective value lacks of another: people, and whole hundredths of a point."""

    people: int
    points: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How a requirement stands in the matching: whether it holds, and whether it binds.

    It binds where one pairing more, or less, would break it.
    """

    name: str
    holds: bool
    binds: bool


@dataclass(frozen=True, eq=False)
class Solved:
    """A cohort with its pairings.

    Attributes
    ----------
    problem, assignment
        The numeric problem, and its matching with the proof.
    free
        The optimum if there were no requirements beyond pairs.
    other
        The optimum of the objective that the policy's is compared with; ``None`` if a time
        limit left none for it.
    """

    cohort: Cohort
    problem: PairingProblem
    assignment: Assignment
    free: Assignment
    other: Assignment | None

    @property
    def priced_freely(self) -> bool:
        """Whether the matching is the optimum without requirements, so that prices prove it."""
        return (
            self.assignment.status == "optimal"
            and self.assignment is self.free
            and self.cohort.policy.objective != "fairest"
        )

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """(junior, senior) positions, sorted by senior id, then junior id."""
        cohort = self.cohort
        pairs = zip(self.assignment.rows.tolist(), self.assignment.columns.tolist(), strict=True)
        return tuple(
            sorted(pairs, key=lambda p: (cohort.seniors[p[1]].id, cohort.juniors[p[0]].id))
        )

    @cached_property
    def pair_parts(self) -> Mapping[str, NDArray[np.int32]]:
        """Active component to its hundredths, one entry a pairing, in the order of ``pairs``."""
        scorer = self.cohort.scorer
        parts = {name: np.empty(len(self.pairs), dtype=np.int32) for name in scorer.weights}
        for start in range(0, len(self.pairs), BLOCK_PAIRS):
            some = np.array(self.pairs[start : start + BLOCK_PAIRS])
            for name, block in scorer.parts(some[:, 0], some[:, 1]).items():
                parts[name][start : start + BLOCK_PAIRS] = block.diagonal()
        return parts

    @cached_property
    def junior_load(self) -> NDArray[np.int64]:
        return np.bincount(self.assignment.rows, minlength=len(self.cohort.juniors))

    @cached_property
    def senior_load(self) -> NDArray[np.int64]:
        return np.bincount(self.assignment.columns, minlength=len(self.cohort.seniors))

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Each requirement as it stands in the matching, recounted; by name."""
        requirements = self.cohort.requirements
        found = activities(requirements.rows, self.assignment.rows, self.assignment.columns)
        slack = [row.limit - int(a) for row, a in zip(requirements.rows, found, strict=True)]
        return tuple(
            Standing(
                one.name,
                all(slack[k] >= 0 for k in one.rows),
                any(slack[k] < requirements.rows[k].unit for k in one.rows),
            )
            for one in sorted(requirements.named, key=lambda one: one.name)
        )

    @property
    def cost(self) -> Loss:
        """What all requirements together cost."""
        return loss(self.free, self.assignment)


def loss(better: Assignment, worse: Assignment) -> Loss:
    """What the second matching lacks of the first."""

    def people(found: Assignment) -> int:
        return len(np.unique(found.rows)) + len(np.unique(found.columns))

    return Loss(people(better) - people(worse), better.total - worse.total)


def solve(
    cohort: Cohort, *, time_limit: float | None = None, progress: Progress = silent
) -> Solved:
    """Pair the cohort as its policy says; ``progress`` is told of each step.

    Raises
    ------
    RowsInfeasible
        If no matching keeps the requirements.
    SolverRefusedError, TimeLimitError, SolverError, MissingPartError
    """
    policy = cohort.policy
    _refuse(policy, cohort.requirements)
    started = time.monotonic()
    progress(SOLVING)
    assignment, free = best(cohort, policy.objective, time_limit=time_limit, progress=progress)
    spent = time.monotonic() - started
    progress(COMPARING)
    other = _compared(cohort, None if time_limit is None else time_limit - spent)
    return Solved(cohort, cohort.problem(policy.objective), assignment, free, other)


def _compared(cohort: Cohort, seconds: float | None) -> Assignment | None:
    """The other objective's optimum; without requirements it is quick, and needs no limit."""
    if not cohort.requirements:
        seconds = None
    if seconds is not None and seconds <= 0:
        return None
    try:
        return best(cohort, other_objective(cohort.policy), solver="auto", time_limit=seconds)[0]
    except TimeLimitError:
        return None


def best(
    cohort: Cohort,
    objective: str,
    *,
    requirements: Requirements | None = None,
    solver: str | None = None,
    time_limit: float | None = None,
    progress: Progress = silent,
) -> tuple[Assignment, Assignment]:
    """The best matching for an objective, with the requirements and without.

    Parameters
    ----------
    cohort
        The people.
    objective
        Its name.
    requirements
        What must hold beyond pairs; the cohort's if not given.
    solver
        As in the policy if not given.
    time_limit
        Seconds.
    progress
        Told of each step.

    Returns
    -------
    kept, free
        One and the same object where the optimum keeps all requirements by itself. Both hold
        the pairings that decisions hold.
    """
    policy = cohort.policy
    rows = (cohort.requirements if requirements is None else requirements).rows
    if objective == "fairest":
        return _fairest(cohort, rows, time_limit, progress)
    problem = cohort.problem(objective)
    solver = solver or policy.solver
    first = solve_problem(
        problem,
        solver="auto" if rows else solver,
        gap=policy.gap,
        time_limit=time_limit,
        progress=progress,
    )
    free = _holding(cohort, problem, first, solver, time_limit, progress)
    if not rows:
        return free, free
    from rmatch.assign.constrained import solve_constrained

    if not broken(rows, free.rows, free.columns):
        return free, free
    all_rows = (*rows, *cohort.held_rows)
    kept = solve_constrained(
        problem,
        all_rows,
        free=first,
        gap=policy.gap,
        time_limit=time_limit,
        progress=progress,
    )
    return kept, free


def _holding(
    cohort: Cohort,
    problem: PairingProblem,
    first: Assignment,
    solver: str,
    time_limit: float | None,
    progress: Progress,
) -> Assignment:
    """The optimum that holds what decisions hold; mostly the first one does so already."""
    if not broken(cohort.held_rows, first.rows, first.columns):
        return first
    if solver in PAIRS_ONLY:
        feature = "pairings that decisions hold for people who have more places"
        raise SolverRefusedError(solver, feature, CURE)
    from rmatch.assign.constrained import solve_constrained

    return solve_constrained(
        problem,
        cohort.held_rows,
        free=first,
        gap=cohort.policy.gap,
        time_limit=time_limit,
        progress=progress,
    )


def _fairest(
    cohort: Cohort, rows: Sequence[LinearRow], time_limit: float | None, progress: Progress
) -> tuple[Assignment, Assignment]:
    from rmatch.assign.fairest.leximin import solve_fairest

    problem = cohort.problem("fairest")
    found = solve_fairest(
        problem.score,
        problem.row_capacity,
        problem.column_capacity,
        fill=cohort.policy.fill,
        time_limit=time_limit,
        progress=progress,
    )

    def keeping(asked: Sequence[LinearRow]) -> FairestResult:
        if not broken(asked, found.rows, found.columns):
            return found
        from rmatch.assign.fairest.rows import by_rows

        return by_rows(problem, asked, time_limit, started=time.monotonic(), progress=progress)

    holding = keeping(cohort.held_rows)
    free = _as_assignment(problem, holding)
    if not broken(rows, holding.rows, holding.columns):
        return free, free
    return _as_assignment(problem, keeping((*rows, *cohort.held_rows))), free


def _as_assignment(problem: PairingProblem, found: FairestResult) -> Assignment:
    """A fairest matching in the form of every other."""
    value = problem.values(found.rows, found.columns)
    bound = found.total
    if not found.proven:
        # No matching of as many people and pairings has a larger total, however fair.
        bound = max(bound, solve_problem(problem).total)
    return Assignment(
        rows=found.rows,
        columns=found.columns,
        total=found.total,
        bound=bound,
        row_prices=np.zeros(problem.shape[0], dtype=np.int64),
        column_prices=np.zeros(problem.shape[1], dtype=np.int64),
        status="optimal" if found.proven else "feasible",
        stopped=found.stopped,
        solver="flow" if found.method == "prices" else "ilp",
        levels=problem.levels,
        value=value,
        level_bound=(*value[:-1], bound),
        gap=(bound - found.total) / max(found.total, 1),
        bonus=problem.bonus,
        malus=problem.malus,
        price_bound=bound,
        best_scores=found.best,
        best_settled=found.settled,
    )


def _refuse(policy: Policy, requirements: Requirements) -> None:
    """Name what a solver that knows only pairs cannot honour."""
    if policy.solver not in PAIRS_ONLY:
        return
    if policy.objective == "fairest":
        raise SolverRefusedError(policy.solver, "objective 'fairest'", CURE)
    for one in requirements.named:
        if one.rows:
            raise SolverRefusedError(policy.solver, f"the requirement '{one.name}'", CURE)


def other_objective(policy: Policy) -> str:
    """What the policy's objective is compared with."""
    return "best-total" if policy.objective == "most-matched" else "most-matched"
