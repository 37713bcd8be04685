"""What people decided about pairings: files of decisions, read and set against each other.

One row says what becomes of one pairing in the next run: ``accept`` and ``lock`` hold it,
``veto``, ``change`` and ``declined`` forbid it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rmatch.errors import Problem
from rmatch.roster.files import FileFacts
from rmatch.roster.roster import Roster

__all__ = ["DECISIONS", "FORBIDDING", "HOLDING", "Decision", "Decisions", "read_decisions"]

DECISIONS: Final = ("accept", "lock", "veto", "change", "declined")
HOLDING: Final = frozenset(("accept", "lock"))
FORBIDDING: Final = frozenset(("veto", "change", "declined"))


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one pairing.

    Attributes
    ----------
    junior_id, senior_id
        The two people, as on the roster.
    decision
        One of :data:`DECISIONS`.
    override
        Whether the pairing is to be made even where a rule or a capacity forbids it.
    by
        Who decided, as the file says it; may be empty.
    file, line
        Where the decision stands: the file as messages name it, and the line or sheet row.
    """

    junior_id: str
    senior_id: str
    decision: str
    override: bool = False
    by: str = ""
    file: str = ""
    line: int | None = None

    @property
    def pair(self) -> tuple[str, str]:
        """Junior id and senior id."""
        return self.junior_id, self.senior_id

    @property
    def holds(self) -> bool:
        """Whether the pairing is to be made; else it is forbidden."""
        return self.decision in HOLDING


@dataclass(frozen=True)
class Decisions:
    """What was decided about all pairings.

    Attributes
    ----------
    decisions
        One for each pair, sorted by senior id, then junior id.
    listed
        Every (junior id, senior id) that the files list, also those without a decision.
    warnings
        What is odd about the files, or has no effect.
    facts
        What each file was, and how it was read, in the order given.
    """

    decisions: tuple[Decision, ...] = ()
    listed: frozenset[tuple[str, str]] = frozenset()
    warnings: tuple[Problem, ...] = ()
    facts: tuple[FileFacts, ...] = ()

    @property
    def held(self) -> tuple[Decision, ...]:
        """Those that hold a pairing: ``accept`` and ``lock``."""
        return tuple(decision for decision in self.decisions if decision.holds)

    @property
    def forbidden(self) -> tuple[Decision, ...]:
        """Those that forbid a pairing: ``veto``, ``change`` and ``declined``."""
        return tuple(decision for decision in self.decisions if not decision.holds)

    def __bool__(self) -> bool:
        return bool(self.decisions)


def read_decisions(
    sources: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    roster: Roster,
    *,
    maps: Sequence[str] = (),
    raw: bool = False,
    stdin: bytes | None = None,
) -> Decisions:
    """Read files of decisions about the pairings of a roster."""
    raise NotImplementedError
