"""The problems: each a shape, swept by size, and by how many pairs its rules leave.

A problem is made once, as files in a folder: ``score.npz`` (the ready matrix, capacities)
and, where people lie behind it, ``roster.csv``.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["PROBLEMS", "SEVERITIES", "Matrix", "Problem", "load", "roster_matrix"]

# Share of the pairs that a rule forbids, on top of what the roster itself forbids.
SEVERITIES: Mapping[str, float] = {"open": 0.0, "half": 0.5, "tight": 0.97}


@dataclass(frozen=True)
class Matrix:
    """Scores with negatives for forbidden pairs, and the capacities of both sides."""

    score: NDArray[np.int32]
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]

    @property
    def unit(self) -> bool:
        return int(self.rows.max()) == int(self.columns.max()) == 1

    def save(self, folder: Path) -> None:
        np.savez(folder / "score.npz", score=self.score, rows=self.rows, columns=self.columns)


@dataclass(frozen=True)
class Problem:
    """``make(folder, size, seed)`` writes it; ``people`` says whether it has a roster."""

    name: str
    about: str
    make: Callable[[Path, int, int], Matrix]
    people: bool = False


def load(folder: Path) -> Matrix:
    """The matrix of a problem made before."""
    with np.load(folder / "score.npz") as stored:
        return Matrix(stored["score"], stored["rows"], stored["columns"])


def tightened(matrix: Matrix, share: float, seed: int) -> Matrix:
    """The matrix with ``share`` of its pairs forbidden at random."""
    if not share:
        return matrix
    drawn = np.random.default_rng(seed).random(matrix.score.shape) < share
    return Matrix(np.where(drawn, -1, matrix.score).astype(np.int32), matrix.rows, matrix.columns)


def roster_matrix(path: Path) -> Matrix:
    """Read, score and rule a roster under the default policy."""
    from rmatch import Policy, read_roster
    from rmatch.cohort import Cohort

    cohort = Cohort.of(read_roster(path), Policy())
    return Matrix(
        np.where(cohort.legal, cohort.score, -1).astype(np.int32),
        np.array([person.capacity for person in cohort.juniors], dtype=np.int64),
        np.array([person.capacity for person in cohort.seniors], dtype=np.int64),
    )


def _uniform(_: Path, size: int, seed: int) -> Matrix:
    drawn = np.random.default_rng(seed).integers(0, 10_001, (size, size), dtype=np.int32)
    return Matrix(drawn, np.ones(size, dtype=np.int64), np.ones(size, dtype=np.int64))


def _two_sided(_: Path, size: int, seed: int) -> Matrix:
    rng = np.random.default_rng(seed)
    drawn = rng.integers(0, 10_001, (size, size), dtype=np.int32)
    return Matrix(drawn, rng.integers(1, 4, size), rng.integers(1, 4, size))


def _people(
    folder: Path,
    juniors: int,
    seniors: int,
    seed: int,
    change: Callable[[dict[str, str]], dict[str, str]] = dict,
) -> Matrix:
    from rmatch.roster.sample import SAMPLE_HEADINGS, sample_roster

    rows = [change(row) | {"capacity": "1"} for row in sample_roster(juniors, seniors, seed)]
    path = folder / "roster.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, SAMPLE_HEADINGS)
        writer.writeheader()
        writer.writerows(rows)
    return roster_matrix(path)


def _structured(folder: Path, size: int, seed: int) -> Matrix:
    return _people(folder, size, size, seed)


def _unequal(folder: Path, size: int, seed: int) -> Matrix:
    return _people(folder, size, max(size // 4, 1), seed)


def _few_skills(folder: Path, size: int, seed: int) -> Matrix:
    return _people(folder, size, size, seed, _four_skills)


def _four_skills(row: dict[str, str]) -> dict[str, str]:
    """The person with one of four skills and no other difference: heavy ties."""
    number = int(row["id"][1:])
    same: dict[str, Any] = dict.fromkeys(row, "")
    for key in ("id", "name", "role", "level", "manager_id", "participate"):
        same[key] = row[key]
    same["department"] = f"D{number % 3}"
    side = "skills" if row["role"] == "junior" else "wants"
    same[side] = f"skill {number % 4}:{3 + number % 3}"
    return same


_ALL: Sequence[Problem] = (
    Problem("uniform", "scores drawn evenly, every pair legal", _uniform),
    Problem("structured", "a sample roster under the default policy", _structured, people=True),
    Problem("few-skills", "four skills and little else: many ties", _few_skills, people=True),
    Problem("unequal", "four juniors to a senior", _unequal, people=True),
    Problem("two-sided", "capacities 1 to 3 on both sides", _two_sided),
)
PROBLEMS: Mapping[str, Problem] = {problem.name: problem for problem in _ALL}
