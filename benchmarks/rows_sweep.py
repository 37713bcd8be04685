"""The sweep of problems with rows: rmatch over all pairs against HiGHS on likely ones.

Each figure is the median of the repeats, in CPU seconds of a process of its own. What a
solver answers is checked by adding up, and both are held to the same gap.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

from .measure import whole_process
from .rows_contenders import GAP, ROW_SOLVERS
from .rows_written import broken_limits

__all__ = ["row_sweep"]

_HEADINGS = (
    ("rows", 8),
    ("of", 8),
    ("severity", 8),
    ("size", 9),
    ("objective", 12),
    ("highs/rmatch", 12),
    ("broken", 6),
    ("tight", 5),
    ("cost %", 6),
    ("gap %", 7),
    ("highs gap %", 11),
    ("highs short %", 13),
    ("peak MiB", 8),
    ("proven", 6),
    ("pair/import", 11),
)
# What policy.toml of a roster says.
WRITTEN = ("of-all", "tight", "best-total")


def row_sweep(chosen: argparse.Namespace) -> tuple[list[dict[str, Any]], list[str]]:
    """Measure what the options ask for; the records, and what was wrong."""
    records, failures = [], []
    print(_line([name for name, _ in _HEADINGS]))
    for name, size in product(chosen.row_problems, chosen.row_sizes):
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            made = whole_process(_command("make", folder, name, size), 1).report
            for kind, severity, objective in _cases(chosen):
                record = {"problem": name, "kind": kind, "severity": severity, **made}
                record["objective"] = objective
                record["broken"] = made["broken"][f"{kind} {severity}"]
                record["answers"] = {
                    solver: _median(chosen, folder, solver, kind, severity, objective)
                    for solver in ROW_SOLVERS
                }
                if (folder / "policy.toml").exists() and (kind, severity, objective) == WRITTEN:
                    record["pair"] = _whole(folder, chosen.row_repeat)
                records.append(record)
                failures += wrong(record)
                print(_line(_cells(record)), flush=True)
    return records, failures


def _cases(chosen: argparse.Namespace) -> Iterator[tuple[str, str, str]]:
    for severity in chosen.row_severities:
        # Without rows there is one way to write none.
        kinds = chosen.row_kinds[:1] if severity == "none" else chosen.row_kinds
        yield from (
            (kind, severity, objective) for kind in kinds for objective in chosen.objectives
        )


def _command(task: str, folder: Path, *rest: object) -> list[str]:
    module = [sys.executable, "-m", "benchmarks.rows_measure", task, str(folder)]
    return [*module, *map(str, rest)]


def _median(chosen: argparse.Namespace, folder: Path, *case: str) -> dict[str, Any]:
    command = _command("solve", folder, *case, chosen.longest)
    costs = [whole_process(command, 1) for _ in range(chosen.row_repeat)]
    report = dict(costs[0].report)
    report["seconds"] = statistics.median(cost.report["seconds"] for cost in costs)
    report["all seconds"] = [cost.report["seconds"] for cost in costs]
    report["mebibytes"] = max(cost.mebibytes for cost in costs)
    return report


def _whole(folder: Path, repeat: int) -> dict[str, Any]:
    """``rmatch pair`` as a whole, and the limits that its written pairings break."""
    roster, policy, out = (folder / name for name in ("roster.csv", "policy.toml", "pairings"))
    command = [sys.executable, "-m", "rmatch", "pair", str(roster), "--policy", str(policy)]
    command += ["--out", str(out), "--gap", str(GAP), "--quiet"]
    baseline = whole_process([sys.executable, "-c", "import pandas, scipy"], repeat + 1)
    costs = [whole_process(command, 1) for _ in range(repeat)]
    return {
        "import_seconds": baseline.seconds,
        "seconds": statistics.median(cost.seconds for cost in costs),
        "mebibytes": max(cost.mebibytes for cost in costs),
        "broken": broken_limits(roster, policy, out / "pairings.csv"),
    }


def wrong(record: dict[str, Any]) -> list[str]:
    """What no answer may be: broken rules or rows, or worse than one on fewer pairs."""
    where = " ".join(str(record[key]) for key in ("problem", "kind", "severity", "objective"))
    found = []
    for name, answer in record["answers"].items():
        if answer["broken"] or not answer["valid"]:
            found.append(f"{where}: {name} breaks {answer['broken']} rows, or a rule")
    ours, theirs = record["answers"]["rmatch"], record["answers"]["highs"]
    if record["objective"] == "best-total" or ours["people"] == theirs["people"]:
        if theirs["total"] > ours["bound"]:
            found.append(f"{where}: HiGHS has {theirs['total']}, over rmatch's {ours['bound']}")
    elif ours["people"] < theirs["people"]:
        found.append(f"{where}: {ours['people']} people, HiGHS has {theirs['people']}")
    if broken := record.get("pair", {}).get("broken"):
        found.append(f"{where}: the written pairings break {', '.join(broken)}")
    if _gap(ours) > GAP:
        found.append(f"{where}: rmatch proved {100 * _gap(ours):.4f} % only")
    return found


def _gap(answer: dict[str, Any]) -> float:
    return float((answer["bound"] - answer["total"]) / max(answer["total"], 1))


def _cells(record: dict[str, Any]) -> list[str]:
    ours, theirs = record["answers"]["rmatch"], record["answers"]["highs"]
    faster = theirs["seconds"] / max(ours["seconds"], 1e-4)
    pair = record.get("pair")
    cut = ">" if theirs["status"] == "TimeLimit" else ""
    return [
        record["problem"],
        "-" if record["severity"] == "none" else record["kind"],
        record["severity"],
        "x".join(map(str, record["shape"])),
        record["objective"],
        f"{cut}{faster:.1f}",
        f"{record['broken']}/{ours['rows']}",
        f"{ours['tight']}/{ours['rows']}",
        f"{100 * (1 - ours['total'] / record['free']):.2f}",
        f"{100 * _gap(ours):.4f}",
        f"{100 * _gap(theirs):.4f}",
        f"{100 * (1 - theirs['total'] / ours['total']):.4f}",
        f"{ours['mebibytes']:.0f}",
        "yes" if _gap(ours) <= GAP else "NO",
        f"{pair['seconds'] / pair['import_seconds']:.1f}" if pair else "-",
    ]


def _line(cells: Sequence[str]) -> str:
    widths = [width for _, width in _HEADINGS]
    left = [cell.ljust(width) for cell, width in zip(cells[:5], widths, strict=False)]
    right = [cell.rjust(width) for cell, width in zip(cells[5:], widths[5:], strict=True)]
    return "  ".join(left + right)
