"""Small invented rosters for the audit, and the figures of a report by what they are about."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from rmatch import Policy, Roster
from rmatch.audit import AuditReport, Figure, audit
from rmatch.cohort import Cohort

COLUMNS = ("id", "role", "skills", "wants", "capacity", "avoids", "gender", "age")


def cohort_of(rows: Iterable[Mapping[str, object]], **policy: object) -> Cohort:
    """People given by the columns that they fill; a blank cell where they do not."""
    rows = list(rows)
    used = [c for c in COLUMNS if c in ("id", "role") or any(c in row for row in rows)]
    used += sorted({key for row in rows for key in row} - set(used))
    frame = pd.DataFrame([{c: row.get(c, "") for c in used} for row in rows])
    chosen = Policy(**policy)
    return Cohort.of(Roster.from_frame(frame, policy=chosen), chosen)


def junior(person: str, skills: str = "python:4", **cells: object) -> dict[str, object]:
    return {"id": person, "role": "junior", "skills": skills, **cells}


def senior(person: str, wants: str = "python:5", **cells: object) -> dict[str, object]:
    return {"id": person, "role": "senior", "wants": wants, **cells}


def report_on(cohort: Cohort, pairs: Sequence[tuple[str, str]], **more: object) -> AuditReport:
    return audit(cohort, pairs, **more)


def found(report: AuditReport, **about: str) -> list[Figure]:
    """The figures that are about just this; what is not named may be anything."""
    return [f for f in report.figures if all(getattr(f, k) == v for k, v in about.items())]


def values(report: AuditReport, **about: str) -> dict[str, float | int | None]:
    """Group to value."""
    return {f.group: f.value for f in found(report, **about)}
