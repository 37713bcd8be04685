"""Measuring: every figure comes from a process of its own, in CPU seconds and peak memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Cost", "made", "stage", "whole_process"]


@dataclass(frozen=True)
class Cost:
    """The least CPU seconds of the repeats, the most memory; what the stage reported."""

    seconds: float
    mebibytes: float
    report: dict[str, Any]


def whole_process(command: Sequence[str], repeat: int) -> Cost:
    """Run a command to its end; its children's time counts.

    Raises
    ------
    RuntimeError
        If it fails.
    """
    costs = [_run(command) for _ in range(repeat)]
    best = min(costs, key=lambda cost: cost.seconds)
    return Cost(best.seconds, max(cost.mebibytes for cost in costs), best.report)


def made(folder: Path, problem: str, severity: str, size: int) -> dict[str, Any]:
    """Make a problem in a process of its own; its shape, and whether capacities are all 1.

    Not in this one: a child's peak memory is at least what its parent held when it began.
    """
    command = [sys.executable, "-m", "benchmarks.measure", "make", str(folder)]
    return _run([*command, problem, severity, str(size)]).report


def stage(name: str, folder: Path, repeat: int) -> Cost:
    """Run one stage of the problem in ``folder`` in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.measure", name, str(folder)]
    costs = [_run(command) for _ in range(repeat)]
    best = min(costs, key=lambda cost: cost.report["seconds"])
    return Cost(best.report["seconds"], max(c.mebibytes for c in costs), best.report)


def _run(command: Sequence[str]) -> Cost:
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    unit = 2**20 if sys.platform == "darwin" else 2**10  # ru_maxrss: bytes there, KiB elsewhere
    last = output.strip().split("\n")[-1]
    report = json.loads(last) if last.startswith("{") else {}
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / unit, report)


def _make(folder: Path, name: str, severity: str, size: int) -> dict[str, Any]:
    from .problems import PROBLEMS, SEVERITIES, tightened

    matrix = PROBLEMS[name].make(folder, size, size)
    matrix = tightened(matrix, SEVERITIES[severity], size)
    matrix.save(folder)
    return {"shape": list(matrix.score.shape), "unit": matrix.unit}


def _stage(name: str, folder: Path) -> dict[str, Any]:
    """What a stage takes, without loading its input and its imports."""
    import numpy as np

    from .contenders import SOLVERS
    from .problems import load

    if name == "score":
        return _score(folder)
    matrix = load(folder)
    solver = SOLVERS[name]
    solver.solve(_first_corner(matrix))  # imports what it needs
    start = time.process_time()
    answer = solver.solve(matrix)
    seconds = time.process_time() - start
    rows, columns = answer.pairs
    people = len(np.unique(rows)) + len(np.unique(columns))
    total = int(matrix.score[rows, columns].astype(np.int64).sum())
    return {"seconds": seconds, "people": people, "total": total, "proven": answer.proven}


def _first_corner(matrix: Any) -> Any:
    return type(matrix)(matrix.score[:3, :3], matrix.rows[:3], matrix.columns[:3])


def _score(folder: Path) -> dict[str, Any]:
    """Scores and rules for every pair, of a roster read before."""
    from rmatch import Policy, read_roster
    from rmatch.cohort import Cohort

    roster = read_roster(folder / "roster.csv")
    start = time.process_time()
    Cohort.of(roster, Policy())
    return {"seconds": time.process_time() - start}


if __name__ == "__main__":
    task, where = sys.argv[1], Path(sys.argv[2])
    if task == "make":
        print(json.dumps(_make(where, sys.argv[3], sys.argv[4], int(sys.argv[5]))))
    else:
        print(json.dumps(_stage(task, where)))
