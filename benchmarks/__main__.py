"""The driver: sweeps problems, prints ratios, fails if two solvers disagree.

Ratios rather than seconds, for seconds are the machine's: the whole process to
``import pandas, scipy``; scoring and solving to scipy alone on the ready matrix; the
others to rmatch's solving. ``--parts rows`` is the sweep of :mod:`benchmarks.rows_sweep` alone.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .contenders import SOLVERS
from .measure import Cost, made, stage, whole_process
from .problems import PROBLEMS, SEVERITIES
from .rows import KINDS, ROW_PROBLEMS, ROW_SEVERITIES
from .rows_sweep import row_sweep

_HEADINGS = (
    ("problem", 12),
    ("pairs", 6),
    ("size", 11),
    ("process/import", 14),
    ("score/scipy", 11),
    ("solve/scipy", 11),
    ("munkres/solve", 13),
    ("pulp/solve", 10),
    ("peak MiB", 8),
    ("proven", 6),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the sweep that the arguments ask for; 1 if anything disagreed."""
    chosen = _options(arguments)
    records, failures = [], []
    for part, sweep in (("pairs", _pair_sweep), ("rows", row_sweep)):
        if part in chosen.parts:
            some, wrong = sweep(chosen)
            records += some
            failures += wrong
    if chosen.json:
        chosen.json.write_text(json.dumps(records, indent=1) + "\n", encoding="utf-8")
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


def _pair_sweep(chosen: argparse.Namespace) -> tuple[list[dict[str, Any]], list[str]]:
    """Problems whose rules are of pairs alone; the records, and where solvers disagreed."""
    baseline = whole_process([sys.executable, "-c", "import pandas, scipy"], chosen.repeat + 1)
    records, failures = [], []
    print(_line([name for name, _ in _HEADINGS]))
    for name in chosen.problems:
        for severity in chosen.severities:
            for size in chosen.sizes:
                if severity != "open" and name != "uniform":
                    continue
                record = _measured(name, severity, size, chosen.repeat, baseline)
                records.append(record)
                failures += _disagreements(record)
                print(_line(_cells(record)), flush=True)
    return records, failures


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--parts", nargs="+", choices=["pairs", "rows"], default=["pairs", "rows"])
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 300, 1000, 2000, 5000])
    parser.add_argument("--problems", nargs="+", choices=PROBLEMS, default=list(PROBLEMS))
    parser.add_argument("--severities", nargs="+", choices=SEVERITIES, default=list(SEVERITIES))
    parser.add_argument("--repeat", type=int, default=3, help="the least of so many runs counts")
    rows = parser.add_argument_group("problems with rows")
    rows.add_argument("--row-sizes", type=int, nargs="+", default=[300, 1000])
    rows.add_argument("--row-problems", nargs="+", choices=ROW_PROBLEMS, default=list(ROW_PROBLEMS))
    rows.add_argument("--row-kinds", nargs="+", choices=KINDS, default=list(KINDS))
    names = list(ROW_SEVERITIES)
    rows.add_argument("--row-severities", nargs="+", choices=names, default=names)
    objectives = ["best-total", "most-matched"]
    rows.add_argument("--objectives", nargs="+", choices=objectives, default=objectives)
    rows.add_argument("--row-repeat", type=int, default=3, help="the median of so many runs counts")
    rows.add_argument("--longest", type=float, default=600, help="seconds for one solve")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the raw figures as well")
    parser.add_argument("--smoke", action="store_true", help="small and once: does it still run?")
    chosen = parser.parse_args(arguments)
    if chosen.smoke:
        chosen.sizes, chosen.repeat = [60], 1
        chosen.row_sizes, chosen.row_repeat, chosen.longest = [60], 1, 120
        chosen.row_kinds, chosen.row_severities = ["of-all"], ["tight"]
    return chosen


def _measured(name: str, severity: str, size: int, repeat: int, baseline: Cost) -> dict[str, Any]:
    problem = PROBLEMS[name]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        matrix = made(folder, name, severity, size)
        costs: dict[str, Cost] = {}
        for solver in SOLVERS.values():
            if size <= solver.largest and (solver.capacities or matrix["unit"]):
                costs[solver.name] = stage(solver.name, folder, repeat)
        if problem.people:
            costs["score"] = stage("score", folder, repeat)
            command = [sys.executable, "-m", "rmatch", "pair", str(folder / "roster.csv")]
            command += ["--quiet", "--out", str(folder / "pairings")]
            costs["process"] = whole_process(command, repeat)
    return {
        "problem": name,
        "severity": severity,
        "shape": matrix["shape"],
        "import_seconds": baseline.seconds,
        "seconds": {key: cost.seconds for key, cost in costs.items()},
        "mebibytes": {key: cost.mebibytes for key, cost in costs.items()},
        "answers": {
            key: {part: cost.report[part] for part in ("people", "total", "proven")}
            for key, cost in costs.items()
            if "people" in cost.report
        },
    }


def _disagreements(record: dict[str, Any]) -> list[str]:
    where = f"{record['problem']} {record['severity']} {record['shape']}"
    answers = record["answers"]
    ours = answers["rmatch"]
    found = [
        f"{where}: {name} has {answer['people']} people and {answer['total']} points, "
        f"rmatch {ours['people']} and {ours['total']}"
        for name, answer in answers.items()
        if (answer["people"], answer["total"]) != (ours["people"], ours["total"])
    ]
    return found if ours["proven"] else [*found, f"{where}: rmatch did not prove its optimum"]


def _cells(record: dict[str, Any]) -> list[str]:
    seconds = record["seconds"]

    def ratio(over: str, under: float | None) -> str:
        return f"{seconds[over] / max(under, 1e-4):.2f}" if over in seconds and under else "-"

    scipy, ours = seconds.get("scipy"), seconds["rmatch"]
    peak = record["mebibytes"].get("process", record["mebibytes"]["rmatch"])
    return [
        record["problem"],
        record["severity"],
        "x".join(map(str, record["shape"])),
        ratio("process", record["import_seconds"]),
        ratio("score", scipy),
        ratio("rmatch", scipy),
        ratio("munkres", ours),
        ratio("pulp", ours),
        f"{peak:.0f}",
        "yes" if record["answers"]["rmatch"]["proven"] else "NO",
    ]


def _line(cells: Sequence[str]) -> str:
    widths = [width for _, width in _HEADINGS]
    left = [cell.ljust(width) for cell, width in zip(cells[:3], widths, strict=False)]
    right = [cell.rjust(width) for cell, width in zip(cells[3:], widths[3:], strict=True)]
    return "  ".join(left + right)


if __name__ == "__main__":
    sys.exit(main())
