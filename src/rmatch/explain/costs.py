"""What forcing something would cost in all: exact, from the proof's own prices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
