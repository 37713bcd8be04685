"""One stage of a problem with rows, in the process that runs this: make it, or solve it."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

__all__ = ["SEED"]

SEED = 7


def _make(folder: Path, problem: str, size: int) -> dict[str, Any]:
    """Make it; what the best pairing without rows would do to them."""
    from rmatch import assign

    from .rows import KINDS, ROW_PROBLEMS, ROW_SEVERITIES

    asked = ROW_PROBLEMS[problem](folder, size, SEED)
    free = assign(asked.matrix.score, objective="best-total")
    broken = {
        f"{kind} {severity}": sum(
            row.activity(free.rows, free.columns) > row.limit for row in asked.rows(kind, severity)
        )
        for kind in KINDS
        for severity in ROW_SEVERITIES
    }
    return {"shape": list(asked.own.shape), "free": int(free.total), "broken": broken}


def _solve(
    folder: Path, solver: str, kind: str, severity: str, objective: str, longest: float
) -> dict[str, Any]:
    """Solve it; time, without loading and imports, and an account of the answer."""
    from .rows import load
    from .rows_contenders import ROW_SOLVERS, tiny

    asked = load(folder)
    rows = asked.rows(kind, severity)
    run = ROW_SOLVERS[solver].solve
    run(*tiny(), objective, longest)  # imports what it needs
    start = time.process_time()
    found = run(asked.matrix, rows, objective, longest)
    seconds = time.process_time() - start
    pairs = found.rows, found.columns
    sums = [row.activity(*pairs) for row in rows]
    return {
        "seconds": seconds,
        "people": len(np.unique(pairs[0])) + len(np.unique(pairs[1])),
        "total": int(asked.matrix.score[pairs].sum(dtype=np.int64)),
        "bound": found.bound,
        "over": found.over,
        "status": found.status,
        "rows": len(rows),
        "broken": sum(total > row.limit for total, row in zip(sums, rows, strict=True)),
        "tight": sum(total + row.unit > row.limit for total, row in zip(sums, rows, strict=True)),
        "valid": _valid(asked.matrix.score, *pairs),
    }


def _valid(score: Any, rows: Any, columns: Any) -> bool:
    """Whether nobody is paired twice and no rule is broken."""
    once = len(np.unique(rows)) == len(rows) == len(np.unique(columns))
    return bool(once and (score[rows, columns] >= 0).all())


if __name__ == "__main__":
    task, where, *rest = sys.argv[1:]
    if task == "make":
        report = _make(Path(where), rest[0], int(rest[1]))
    else:
        solver, kind, severity, objective, longest = rest
        report = _solve(Path(where), solver, kind, severity, objective, float(longest))
    print(json.dumps(report))
