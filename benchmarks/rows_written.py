"""The limits of a policy file counted again on the written pairings, from the files' text alone."""

from __future__ import annotations

import csv
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

__all__ = ["broken_limits"]

Row = dict[str, str]


def broken_limits(roster: Path, policy: Path, pairings: Path) -> list[str]:
    """Names of the ``[[limits]]`` that the pairings break.

    Knows what :func:`benchmarks.rows.policy_text` writes: a share at most, the columns of a
    junior, columns that agree, the primary topic.
    """
    people = {row["id"]: row for row in _rows(roster)}
    pairs = [(people[row["junior_id"]], people[row["senior_id"]], row) for row in _rows(pairings)]
    limits = tomllib.loads(policy.read_text(encoding="utf-8"), parse_float=Fraction)["limits"]
    return [
        limit["name"]
        for limit in limits
        if sum(_counts(limit, *pair) for pair in pairs) > limit["max"] * len(pairs)
    ]


def _counts(limit: dict[str, Any], junior: Row, senior: Row, pairing: Row) -> bool:
    primary = pairing["topics"].split("; ")[0].casefold()
    return (
        all(junior[column] == value for column, value in limit.get("junior", {}).items())
        and all(junior[column] == senior[column] != "" for column in limit.get("same", ()))
        and primary in [topic.casefold() for topic in limit.get("topic", [primary])]
    )


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))
