"""The rows of ``pairings.csv`` and ``unmatched.csv``, typed; writers format them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rmatch.explain.wording import points, reason, topic_names
from rmatch.policy import COMPONENTS

if TYPE_CHECKING:
    import pandas as pd

    from rmatch.explain.unmatched import Unmatched
    from rmatch.solved import Solved

__all__ = [
    "PAIRING_COLUMNS",
    "UNMATCHED_COLUMNS",
    "Pairing",
    "pairing_rows",
    "pairings_frame",
    "unmatched_cells",
    "unmatched_frame",
]

PAIRING_COLUMNS = (
    "junior_id",
    "junior_name",
    "senior_id",
    "senior_name",
    "score",
    "best_share",
    "topics",
    *COMPONENTS,
    "kept",
    "locked",
    "reason",
)
UNMATCHED_COLUMNS = ("id", "name", "role", "status", "reason", "nearest")


@dataclass(frozen=True, slots=True)
class Pairing:
    """One pairing; ``score``, ``best_share`` and ``parts`` in whole hundredths."""

    junior_id: str
    junior_name: str
    senior_id: str
    senior_name: str
    score: int
    best_share: int
    topics: tuple[str, ...]
    parts: dict[str, int]  # active components only
    reason: str
    kept: bool = False  # held by an accepted decision
    locked: bool = False

    def cells(self) -> list[str]:
        """Text of each column, in the order of ``PAIRING_COLUMNS``."""
        parts = [points(self.parts[name]) if name in self.parts else "" for name in COMPONENTS]
        return [
            self.junior_id,
            self.junior_name,
            self.senior_id,
            self.senior_name,
            points(self.score),
            points(self.best_share),
            "; ".join(self.topics),
            *parts,
            "yes" if self.kept else "",
            "yes" if self.locked else "",
            self.reason,
        ]


def pairing_rows(solved: Solved, *, show_sensitive: bool = False) -> tuple[Pairing, ...]:
    """All pairings, sorted by senior id, then junior id."""
    cohort = solved.cohort
    rows = []
    held = {one.pair: one.decision.decision for one in cohort.held}
    for k, (row, column) in enumerate(solved.pairs):
        junior, senior = cohort.juniors[row], cohort.seniors[column]
        score, best = int(cohort.score[row, column]), int(cohort.best_legal_of_senior[column])
        earned = {name: int(values[k]) for name, values in solved.pair_parts.items()}
        names = topic_names(
            cohort, cohort.scorer.topics(row, column), show_sensitive=show_sensitive
        )
        rows.append(
            Pairing(
                junior_id=junior.id,
                junior_name=junior.name,
                senior_id=senior.id,
                senior_name=senior.name,
                score=score,
                # Hundredths of a percent, half up; a best score of 0 is reached in full.
                best_share=(20_000 * score + best) // (2 * best) if best else 10_000,
                topics=tuple(names),
                parts=earned,
                reason=reason(cohort, row, column, earned, show_sensitive=show_sensitive),
                kept=held.get((row, column)) == "accept",
                locked=held.get((row, column)) == "lock",
            )
        )
    return tuple(rows)


def unmatched_cells(row: Unmatched) -> list[str]:
    """Text of each column, in the order of ``UNMATCHED_COLUMNS``."""
    return [row.id, row.name, row.role, row.status, row.reason, row.nearest]


def pairings_frame(rows: Sequence[Pairing]) -> pd.DataFrame:
    """The pairings as a frame in the file's columns: points as floats, inactive ones missing."""
    import pandas as pd

    def value(row: Pairing, column: str) -> Any:
        if column in COMPONENTS:
            return row.parts[column] / 100 if column in row.parts else float("nan")
        if column in ("score", "best_share"):
            return getattr(row, column) / 100
        if column == "topics":
            return "; ".join(row.topics)
        if column in ("kept", "locked"):
            return "yes" if getattr(row, column) else ""
        return getattr(row, column)

    return pd.DataFrame(
        {column: [value(row, column) for row in rows] for column in PAIRING_COLUMNS},
        columns=list(PAIRING_COLUMNS),
    )


def unmatched_frame(rows: Sequence[Unmatched]) -> pd.DataFrame:
    """The people without a pairing as a frame in the file's columns."""
    import pandas as pd

    return pd.DataFrame([unmatched_cells(row) for row in rows], columns=list(UNMATCHED_COLUMNS))
