"""A roster of people of every kind, and what they answered."""

from pathlib import Path

import pytest

from rmatch import Feedback, Roster, read_feedback, read_roster

from .exports import ROSTER, as_csv


@pytest.fixture
def staff(tmp_path: Path) -> Roster:
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    return read_roster(tmp_path / "roster.csv")


@pytest.fixture
def answered(tmp_path: Path, staff: Roster):
    """Reads files of these rows against the roster."""

    def reading(*files, roster=staff, **options) -> Feedback:
        paths = []
        for number, rows in enumerate(files, start=1):
            paths.append(tmp_path / f"answers{number}.csv")
            paths[-1].write_text(rows if isinstance(rows, str) else as_csv(rows), encoding="utf-8")
        return read_feedback(paths, roster, **options)

    return reading
