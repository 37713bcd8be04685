"""Minutes a week in which a junior and a senior are both available (SPEC 2, Hours)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from rmatch.blocks import Index, Product, group, incidence
from rmatch.roster.available import Interval, united
from rmatch.roster.people import Person, Zone
from rmatch.roster.times import zone_offset

__all__ = ["NO_ZONE", "SharedMinutes", "utc_week"]

NO_ZONE = -1
"""Stands for the shared minutes of a pair of whom one has no time zone."""

Week = tuple[Interval, ...]


def utc_week(available: Sequence[Interval], offset: int) -> Week:
    """Weekly intervals of local time as UTC: shifted, wrapped around the week, united.

    Parameters
    ----------
    available
        Half-open intervals in minutes of local time since Monday 00:00.
    offset
        Minutes east of UTC.

    Returns
    -------
    tuple of (start, end)
        Sorted, disjoint, not touching, 0 <= start < end <= 10080.
    """
    return united((start - offset, end - offset) for start, end in available)


class SharedMinutes:
    """Shared minutes by group: people of equal weeks in UTC are one group.

    Parameters
    ----------
    juniors, seniors
        The participants of either side.
    start
        The programme's start, or ``None`` (:func:`rmatch.roster.times.zone_offset`).

    Attributes
    ----------
    row_groups, column_groups
        Group of each junior and of each senior.
    sizes
        Number of groups on either side.
    """

    def __init__(
        self, juniors: Sequence[Person], seniors: Sequence[Person], start: date | None
    ) -> None:
        weeks = _Weeks(start)
        self.row_groups, row_weeks = group(weeks.of(person) for person in juniors)
        self.column_groups, column_weeks = group(weeks.of(person) for person in seniors)
        self.sizes = (len(row_weeks), len(column_weeks))
        self._row_known = np.array([week is not None for week in row_weeks], dtype=bool)
        self._column_known = np.array([week is not None for week in column_weeks], dtype=bool)
        self._product = _overlaps([w or () for w in row_weeks], [w or () for w in column_weeks])

    def values(self, rows: Index, columns: Index) -> NDArray[np.int16]:
        """Shared minutes (0 to 10080) of given groups; ``NO_ZONE`` where either has none."""
        minutes = self._product.block(rows, columns)
        minutes[~self._row_known[rows], :] = NO_ZONE
        minutes[:, ~self._column_known[columns]] = NO_ZONE
        return minutes


class _Weeks:
    """Each person's week in UTC, every zone and every week worked out once."""

    def __init__(self, start: date | None) -> None:
        self._start = start
        self._offsets: dict[Zone, int] = {}
        self._weeks: dict[tuple[Week, int], Week] = {}

    def of(self, person: Person) -> Week | None:
        if person.zone is None:
            return None
        if person.zone not in self._offsets:
            self._offsets[person.zone] = zone_offset(person.zone, self._start)
        key = (person.available, self._offsets[person.zone])
        if key not in self._weeks:
            self._weeks[key] = utc_week(*key)
        return self._weeks[key]


def _overlaps(rows: Sequence[Week], columns: Sequence[Week]) -> Product:
    """Shared minutes of weeks as a product over the moments where a row's interval ends.

    With C(t) the minutes before t that a column is available, an interval (a, b) of a
    row shares C(b) - C(a) minutes with it.
    """
    moments = sorted({moment for week in rows for interval in week for moment in interval})
    places = {moment: place for place, moment in enumerate(moments)}
    signs = [{a: -1 for a, _ in week} | {b: 1 for _, b in week} for week in rows]
    before = np.zeros((len(moments), len(columns)), dtype=np.int16)
    at = np.array(moments, dtype=np.int32)
    for number, week in enumerate(columns):
        for start, end in week:
            before[:, number] += np.clip(at - start, 0, end - start).astype(np.int16)
    return Product(incidence(signs, places), before)
