"""The people of a programme, as value objects: what every later stage is given.

Nothing here holds an audit attribute: columns about protected traits are not even loaded
(:meth:`rmatch.roster.source.Source.parts`), so scores, rules, tie-breaks and output writers
are never handed one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

__all__ = ["HIGHEST_LEVEL", "Person", "Skill", "Want", "Zone"]

# Levels of skills and targets of wants go from 1 to this.
HIGHEST_LEVEL = 5


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill that a person has.

    ``key`` is the compared form (aliases applied), ``name`` the person's spelling,
    ``level`` 1 to 5; ``rated`` is False where the level is ``[skills] unrated``.
    ``provenance`` is one of self, attested, sample, assessed.
    """

    key: str
    name: str
    level: int
    rated: bool = True
    provenance: str = "self"


@dataclass(frozen=True, slots=True)
class Want:
    """A skill that a person wants to learn: target level 1 to 5 and weight above 0."""

    key: str
    name: str
    target: int
    weight: Fraction = Fraction(1)
    stated: bool = True


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone: an IANA ``name``, or a fixed ``offset`` in minutes east of UTC."""

    name: str | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the roster, read and checked.

    Attributes
    ----------
    id, name, role, email
        As on the roster; the role is ``"junior"``, ``"senior"`` or ``"both"``.
    level
        A rank that grows with seniority whatever ``[levels] direction`` says.
    department, department_key
        The parts of the path as written, and their compared form; both empty if unknown.
    manager_id
        The id found, else as written.
    skills, wants
        By compared name.
    without
        Compared names of the skills that the person states not to have (level 0): an answer,
        though they are not among ``skills``.
    offers
        Compared names of the skills that the person is willing to teach (sensitive ones
        only where listed).
    goals
        Compared form to how the person writes it.
    languages
        Codes.
    zone
        The time zone.
    available
        Half-open intervals ``(start, end)`` in minutes of local time since Monday 00:00,
        0 <= start < end <= 10080, sorted and disjoint.
    capacity, min_load
        Most and fewest pairings, in each role.
    prefers
        Ids in the order written, repeats dropped, unknown ids kept (they hold their rank).
    avoids, successor_of
        Ids.
    participates
        Whether the person takes part.
    """

    id: str
    name: str
    role: str  # junior, senior, both
    email: str | None = None
    level: int | None = None
    department: tuple[str, ...] = ()
    department_key: tuple[str, ...] = ()
    manager_id: str | None = None
    skills: Mapping[str, Skill] = field(default_factory=dict)
    wants: Mapping[str, Want] = field(default_factory=dict)
    offers: frozenset[str] = frozenset()
    goals: Mapping[str, str] = field(default_factory=dict)  # compared form -> as written
    languages: frozenset[str] = frozenset()
    zone: Zone | None = None
    available: tuple[tuple[int, int], ...] = ()
    capacity: int = 1
    min_load: int = 0
    prefers: tuple[str, ...] = ()
    avoids: frozenset[str] = frozenset()
    successor_of: frozenset[str] = frozenset()
    participates: bool = True
    without: frozenset[str] = frozenset()

    @property
    def is_junior(self) -> bool:
        return self.role in ("junior", "both")

    @property
    def is_senior(self) -> bool:
        return self.role in ("senior", "both")

    def own(self, key: str) -> int:
        """The person's own level in a skill, 0 if not listed."""
        skill = self.skills.get(key)
        return skill.level if skill else 0

    def gap(self, want: Want) -> int:
        """Steps from the person's own level to the target, 0 if already met."""
        return max(want.target - self.own(want.key), 0)
