"""What a rerun changed: which pairings stayed, which people have others, who is new."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

__all__ = ["Changes", "Move", "compared"]

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Move:
    """A senior whose juniors are not those of before.

    Attributes
    ----------
    senior_id
        Who.
    before, now
        Ids of the juniors, sorted; empty without a pairing.
    """

    senior_id: str
    before: tuple[str, ...]
    now: tuple[str, ...]

    @property
    def kind(self) -> str:
        """``new``, ``gone`` or ``changed``."""
        if not self.before:
            return "new"
        return "changed" if self.now else "gone"


@dataclass(frozen=True, slots=True)
class Changes:
    """One result compared with an earlier one.

    Attributes
    ----------
    kept
        The pairings of both, as (junior id, senior id), sorted by senior.
    moves
        The seniors with other juniors, sorted by id.
    """

    kept: tuple[Pair, ...]
    moves: tuple[Move, ...]

    def of(self, kind: str) -> tuple[Move, ...]:
        """The moves of one kind."""
        return tuple(move for move in self.moves if move.kind == kind)


def compared(before: Collection[Pair], now: Collection[Pair]) -> Changes:
    """What stayed and what did not, senior by senior.

    Parameters
    ----------
    before, now
        (junior id, senior id) of each pairing of the earlier result, and of this one.
    """
    was, found = _by_senior(before), _by_senior(now)
    moves = []
    for senior in sorted(was.keys() | found.keys()):
        old, new = was.get(senior, set()), found.get(senior, set())
        if old != new:
            moves.append(Move(senior, tuple(sorted(old)), tuple(sorted(new))))
    kept = sorted(set(before) & set(now), key=lambda pair: (pair[1], pair[0]))
    return Changes(tuple(kept), tuple(moves))


def _by_senior(pairs: Collection[Pair]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for junior, senior in pairs:
        found.setdefault(senior, set()).add(junior)
    return found
