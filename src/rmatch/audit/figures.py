"""What an audit says: figures, each with the number of people on whom it rests.

Sections, in the order of a report:

``groups``
    How many people each group has, on each side.
``qualified``
    Juniors who can teach a topic that somebody wants with a gap: for each listed topic,
    and over all topics.
``pairings``
    Pairings, rate, ratio to the highest rate, mean score, rank and load of each group.
``requirements``
    Parity, funnelling and load (S5 to S7) beside the policy's lines, enforced or not.
``age``
    Older against younger juniors who are equally qualified; how often the younger
    teaches the older.
``association``
    Score components against the attributes; ``shared_hours`` first.
``evidence``
    Stated levels by provenance and group; the share of points that rests on self-ratings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["POOLED", "SECTIONS", "AuditReport", "Figure"]

SECTIONS = (
    "groups",
    "qualified",
    "pairings",
    "requirements",
    "age",
    "association",
    "evidence",
)
POOLED = "smaller groups together"


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of the audit.

    Attributes
    ----------
    section
        One of :data:`SECTIONS`.
    attribute
        The heading of the audit column; empty for a figure about everybody.
    side
        ``"junior"``, ``"senior"``, or empty where it is about pairings as a whole.
    group
        The group as the report shows it (:data:`POOLED` for pooled ones); empty for all.
    subject
        What else it is about: a topic as people write it, a component of the score, a
        provenance; empty where it is about everything.
    measure
        What was measured, as a short English noun phrase.
    value
        The figure; None where it is hidden or cannot be computed.
    people
        On how many people it rests; None where even that is not shown. In ``age`` and
        ``association``, over all who have a value, rounded down to a multiple of the
        minimum: nobody is to count those who have none.
    hidden
        Empty, or why the value is not shown, as a short phrase.
    flag
        Empty, or the reporting line that the value passes, as a short phrase.
    """

    section: str
    attribute: str
    side: str
    group: str
    subject: str
    measure: str
    value: float | int | None
    people: int | None
    hidden: str = ""
    flag: str = ""


@dataclass(frozen=True)
class AuditReport:
    """All figures of an audit, in the order of the report.

    Attributes
    ----------
    figures
        Section by section.
    notes
        What the audit cannot show, and why; what is odd about the pairings it was given.
    attributes
        The headings that were audited, as the roster writes them.
    minimum
        People that every figure rests on, ``[audit] minimum``.
    seed
        Of the shuffles and random matchings.
    sections
        Section to one plain sentence of what it says, for those that have figures.
    """

    figures: tuple[Figure, ...]
    notes: tuple[str, ...]
    attributes: tuple[str, ...]
    minimum: int
    seed: int
    sections: Mapping[str, str] = field(default_factory=dict)
