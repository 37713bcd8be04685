"""A roster with people of every kind, and decisions about them."""

from pathlib import Path

import pytest

from rmatch.roster import Decisions, Roster, read_decisions, read_roster

from .deciding import HEADING, ROSTER


@pytest.fixture
def staff(tmp_path: Path) -> Roster:
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    return read_roster(tmp_path / "roster.csv")


@pytest.fixture
def decided(tmp_path: Path, staff: Roster):
    """Reads files of the rows given, each below the usual heading."""

    def reading(text: str, *more: str, heading: str = HEADING, **options) -> Decisions:
        paths = [tmp_path / name for name in ("decisions.csv", "others.csv", "third.csv")]
        for path, rows in zip(paths, (text, *more), strict=False):
            path.write_text(heading + rows, encoding="utf-8")
        return read_decisions(paths[: 1 + len(more)], staff, **options)

    return reading
