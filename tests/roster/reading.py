"""Reads invented tables from bytes, choosing every column but those headed ``x...``."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import pytest

from rmatch.errors import Problem, RosterError
from rmatch.roster.files import Table, read_table


def known(headings: tuple[str, ...]) -> Collection[int]:
    return [i for i, heading in enumerate(headings) if not heading.startswith("x")]


def has_id(headings: Sequence[str]) -> bool:
    return any(heading.casefold() == "id" for heading in headings)


def read(folder: Path, data: bytes, name: str = "people.csv", **options: Any) -> Table:
    path = folder / name
    path.write_bytes(data)
    return read_table(path, **{"choose": known, "has_id": has_id, **options})


def problems(folder: Path, data: bytes, name: str = "people.csv", **options: Any) -> list[Problem]:
    with pytest.raises(RosterError) as caught:
        read(folder, data, name, **options)
    found = list(caught.value.problems)
    assert all(problem.file == str(folder / name) for problem in found)
    assert all(problem.what and problem.fix for problem in found)
    return found


def problem(folder: Path, data: bytes, name: str = "people.csv", **options: Any) -> Problem:
    (only,) = problems(folder, data, name, **options)
    return only
