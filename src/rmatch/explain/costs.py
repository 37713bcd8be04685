"""What forcing something would cost the whole: exact, from the proof's own prices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rmatch.explain.wording import points

__all__ = ["Cost"]


@dataclass(frozen=True, slots=True)
class Cost:
    """What the whole matching loses, in the order of the objective's levels.

    ``people`` fewer with a pairing, ``pairings`` more, ``points`` (whole hundredths) fewer;
    below 0 it gains, which only a loss in a level before can pay for. ``at_least``: it is
    what it would cost without requirements beyond pairs, which can make it more.
    """

    people: int = 0
    pairings: int = 0
    points: int = 0
    at_least: bool = False

    @classmethod
    def of(cls, levels: Sequence[str], change: Sequence[int], *, at_least: bool = False) -> Cost:
        """From the change in each level, as the numeric core gives it."""
        changed = dict(zip(levels, change, strict=True))
        return cls(
            -changed.get("people", 0),
            changed.get("pairings", 0),
            -changed.get("points", 0),
            at_least,
        )

    @property
    def bound(self) -> str:
        """``"at least "`` where the requirements may make it more."""
        return "at least " if self.at_least else ""

    def __str__(self) -> str:
        if self.people > 0:
            return (
                f"{self.bound}{self.people} {'person' if self.people == 1 else 'people'} a pairing"
            )
        if self.pairings > 0:
            return f"{self.bound}{self.pairings} more pairing{'' if self.pairings == 1 else 's'}"
        return f"{self.bound}{points(self.points)} points"
