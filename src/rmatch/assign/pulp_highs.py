"""A linear model of whole numbers, carried to HiGHS by PuLP 3.3 or 4.x.

The one place that knows either. What differs between the versions, and what to mistrust:

- PuLP 3.3 calls a cut-off solve "Optimal" and leaves 0.0 in every variable if there is
  no solution; 4.x returns statistics instead of a number. So how the run ended is read
  from HiGHS itself, before any value.
- HiGHS fixes its number of threads when a thread first solves anything and then refuses
  another number. A fresh thread for each solve makes "1" hold whatever ran before.
- ``msg=False`` still prints a banner in some versions; ``output_flag`` does not.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmatch.errors import MissingPartError, SolverError

__all__ = ["LinearModel", "Outcome", "Row", "solve"]

# All objectives are whole numbers, so a bound this close to a value proves it.
WHOLE_NUMBER_GAP = 0.99
# Seconds: some systems hear of Ctrl-C only between two waits.
HEARD_WITHIN = 0.5


@dataclass(frozen=True)
class Row:
    """``low <= sum of coefficients times variables <= high``; ``None``: no limit."""

    variables: tuple[int, ...]
    coefficients: tuple[int, ...]
    low: int | None = None
    high: int | None = None


@dataclass
class LinearModel:
    """A model under construction: variables and rows; the objective comes with each solve.

    Variables are 0/1 but for those in ``most``, which are whole numbers from 0 to that.
    """

    variables: int
    rows: list[Row] = field(default_factory=list)
    most: dict[int, int] = field(default_factory=dict)

    def add_whole(self, most: int) -> int:
        """Add a variable that takes a whole number from 0 to ``most``; its number."""
        number = self.variables
        self.most[number] = most
        self.variables += 1
        return number

    def add(
        self,
        variables: NDArray[np.int64],
        coefficients: NDArray[np.int64],
        *,
        low: int | None = None,
        high: int | None = None,
    ) -> None:
        self.rows.append(Row(tuple(variables.tolist()), tuple(coefficients.tolist()), low, high))


@dataclass(frozen=True, eq=False)
class Outcome:
    """How a solve ended.

    Attributes
    ----------
    values
        The variables' values; ``None`` if HiGHS holds no solution.
    cut_off
        Whether the clock stopped it.
    status
        HiGHS's own word.
    """

    values: NDArray[np.int64] | None
    cut_off: bool
    status: str

    @property
    def chosen(self) -> NDArray[np.bool_] | None:
        """Which variables are not 0; ``None`` if HiGHS holds no solution."""
        return None if self.values is None else self.values != 0

    @property
    def infeasible(self) -> bool:
        """Whether HiGHS says that nothing keeps the rows: no variable here is unbounded."""
        return self.values is None and self.status in ("Infeasible", "UnboundedOrInfeasible")


def solve(
    model: LinearModel,
    objective: NDArray[np.int64],
    *,
    gap: float = 0.0,
    deadline: float | None = None,
    nodes: int | None = None,
    enough: int | None = None,
) -> Outcome:
    """Maximise ``objective`` with one thread.

    Parameters
    ----------
    model, objective
        The rows, and a coefficient for each variable.
    gap
        Relative gap at which HiGHS may stop.
    deadline
        Reading of ``time.monotonic()`` at which to stop, or ``None``.
    nodes
        Branches after which to stop, or ``None``; unlike the clock, the same every time.
    enough
        A value of the objective that ends the search, or ``None``.

    Raises
    ------
    MissingPartError
        PuLP or highspy is not installed.
    SolverError
        PuLP could not read what HiGHS answered.
    """
    return _solve(_load(), model, objective, gap, deadline, nodes, enough)


def _load() -> Any:
    try:
        import highspy  # noqa: F401
    except ImportError as error:
        raise MissingPartError("highspy", "solver 'ilp'", "pip install highspy") from error
    try:
        import pulp
    except ImportError as error:
        raise MissingPartError("pulp", "solver 'ilp'", "pip install pulp") from error
    return pulp


def _solve(
    pulp: Any,
    model: LinearModel,
    objective: NDArray[np.int64],
    gap: float,
    deadline: float | None,
    nodes: int | None,
    enough: int | None,
) -> Outcome:
    problem = pulp.LpProblem("pairings", pulp.LpMinimize)
    # Equal lengths keep PuLP's order by name the order by number.
    digits = len(str(model.variables))
    variables = [
        problem.add_variable(f"x{number:0{digits}d}", 0, model.most.get(number, 1), "Integer")
        for number in range(model.variables)
    ]
    problem += _expression(pulp, variables, (-objective).tolist())
    for row in model.rows:
        mine = [variables[one] for one in row.variables]
        total = _expression(pulp, mine, row.coefficients)
        if row.low is not None:
            problem += total >= row.low
        if row.high is not None:
            problem += total <= row.high
    solver = _solver(pulp, deadline)(
        msg=False,
        threads=1,
        gapRel=gap,
        gapAbs=WHOLE_NUMBER_GAP,
        output_flag=False,
        mip_allow_restart=False,
        **({} if nodes is None else {"mip_max_nodes": nodes}),
        **({} if enough is None else {"objective_target": 0.5 - enough}),
    )
    try:
        problem.solve(solver)
    except (pulp.PulpError, KeyError, IndexError) as error:
        # 3.3 has no word for some limits, and asks for one after the values.
        limited = nodes is not None or enough is not None
        if limited and isinstance(error, KeyError) and _at_limit(problem.solverModel):
            return _outcome(problem.solverModel, variables)
        raise SolverError(f"PuLP could not read HiGHS's answer: {error!r}") from error
    return _outcome(problem.solverModel, variables)


def _solver(pulp: Any, deadline: float | None) -> Any:
    """PuLP's HiGHS, with its clock set when the model is built: building takes long too."""

    class Timed(pulp.HiGHS):  # type: ignore[misc]
        def callSolver(self, lp: Any) -> None:  # noqa: N802
            if deadline is not None:
                left = max(deadline - time.monotonic(), 0.0)
                lp.solverModel.setOptionValue("time_limit", left)
            _run_apart(lp.solverModel)

    return Timed


def _run_apart(highs: Any) -> None:
    """Run HiGHS in a fresh thread, so that Ctrl-C is heard at once.

    HiGHS then stops as soon as it looks, which in a large linear programme takes a while;
    nobody waits for it.
    """
    failed: list[Exception] = []

    def run() -> None:
        try:
            highs.run()
        except Exception as error:  # noqa: BLE001 - raised below, where it is waited for
            failed.append(error)

    highs.HandleUserInterrupt = True
    fresh = threading.Thread(target=run, daemon=True)
    try:
        fresh.start()
        while fresh.is_alive():
            fresh.join(HEARD_WITHIN)
    except KeyboardInterrupt:
        highs.cancelSolve()
        raise
    if failed:
        raise failed[0]


def _expression(pulp: Any, variables: list[Any], coefficients: Iterable[int]) -> Any:
    """Term by term: 3.3's ``lpSum`` takes (variable, factor) for two summands."""
    total = pulp.lpSum([])
    for one, factor in zip(variables, coefficients, strict=True):
        total.addterm(one, float(factor))
    return total


def _at_limit(highs: Any) -> bool:
    import highspy

    ended = highspy.HighsModelStatus
    return highs.getModelStatus() in (ended.kSolutionLimit, ended.kObjectiveTarget)


def _outcome(highs: Any, variables: list[Any]) -> Outcome:
    import highspy

    ended = highs.getModelStatus()
    status = ended.name.removeprefix("k")
    cut_off = ended == highspy.HighsModelStatus.kTimeLimit
    feasible = int(highspy.SolutionStatus.kSolutionStatusFeasible)
    if int(highs.getInfo().primal_solution_status) != feasible:
        return Outcome(None, cut_off, status)
    values = np.array([one.varValue for one in variables], dtype=np.float64)
    return Outcome(np.rint(values).astype(np.int64), cut_off, status)
