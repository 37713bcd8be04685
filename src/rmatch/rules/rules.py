"""All rules of a programme, over any block of pairs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rmatch.blocks import Index
from rmatch.policy import RULES, Policy
from rmatch.policy import Rules as RulesSection
from rmatch.roster.people import Person
from rmatch.rules.chain import ReportingLine, SameManager
from rmatch.rules.department import Department
from rmatch.rules.hours import Hours
from rmatch.rules.language import Language
from rmatch.rules.level import LevelGap
from rmatch.rules.min_score import MinScore
from rmatch.rules.named import Avoids, Decided, Self, Successor
from rmatch.rules.topic import NoTopic

__all__ = ["Rules"]

# It forbids by what happened before, not by the roster.
NOT_OF_THE_ROSTER = frozenset({"cooldown"})
MIN_SCORE = "min_score"
DECISION = "decision"


class Rule(Protocol):
    """A rule that people alone decide."""

    def block(self, rows: Index, columns: Index) -> NDArray[np.bool_]:
        """Which pairs of the block are forbidden."""


class Rules:
    """Who may never be paired, and under which rules.

    Parameters
    ----------
    juniors, seniors
        The participants of either side; a person with role ``both`` is in both.
    managers
        Id -> manager's id, people who do not take part included.
    policy
        The programme's choices.
    decided
        Positions of the pairs that someone vetoed or declined.

    Attributes
    ----------
    names
        The rules that are on, in reporting order; ``decision`` only where it forbids a pair.
    """

    def __init__(
        self,
        juniors: Sequence[Person],
        seniors: Sequence[Person],
        managers: Mapping[str, str],
        policy: Policy,
        decided: Collection[tuple[int, int]] = (),
    ) -> None:
        self.names = tuple(
            name
            for name in RULES
            if (bool(decided) if name == DECISION else _is_on(name, policy.rules))
        )
        build = _builders(juniors, seniors, managers, policy)
        build[DECISION] = lambda: Decided(decided, (len(juniors), len(seniors)))
        self._rules = {name: build[name]() for name in self.names if name in build}
        least = policy.rules.min_score  # a number of points, or False
        self._min_score = MinScore(least) if isinstance(least, Decimal) else None

    def forbidden(
        self, rows: Index, columns: Index, score: NDArray[np.int32]
    ) -> dict[str, NDArray[np.bool_]]:
        """Which pairs of a block each rule forbids.

        Parameters
        ----------
        rows, columns
            Slices, or arrays of positions among the juniors and the seniors.
        score
            The block's scores in hundredths, for ``min_score``.

        Returns
        -------
        dict
            Rule -> bool array (rows x columns), in the order of ``names``.
        """
        found = {
            name: self._rules[name].block(rows, columns) for name in self.names if name != MIN_SCORE
        }
        if self._min_score is not None:
            barred = np.zeros(score.shape, dtype=bool)
            for block in found.values():
                barred |= block
            # A pair that another rule forbids has no score to be too low.
            found[MIN_SCORE] = self._min_score.block(score) & ~barred
        return {name: found[name] for name in self.names}

    def too_low(self, score: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Which scores are below what the programme accepts; none where ``min_score`` is off."""
        if self._min_score is None:
            return np.zeros(score.shape, dtype=bool)
        return self._min_score.block(score)

    def why(self, row: int, column: int, score: int) -> tuple[str, ...]:
        """The rules that forbid one pair, in reporting order; empty if it is legal."""
        found = self.forbidden(
            slice(row, row + 1), slice(column, column + 1), np.array([[score]], dtype=np.int32)
        )
        return tuple(name for name, block in found.items() if block[0, 0])


def _is_on(name: str, section: RulesSection) -> bool:
    """Whether the policy has a rule on; ``self`` always is."""
    if name in NOT_OF_THE_ROSTER:
        return False
    if name == "self":
        return True
    return getattr(section, name) is not False


def _builders(
    juniors: Sequence[Person],
    seniors: Sequence[Person],
    managers: Mapping[str, str],
    policy: Policy,
) -> dict[str, Callable[[], Rule]]:
    section, start = policy.rules, policy.programme.start
    most = None if section.max_level_gap is False else section.max_level_gap
    return {
        "self": lambda: Self(juniors, seniors),
        "no_topic": lambda: NoTopic(juniors, seniors, policy.evidence),
        "reporting_line": lambda: ReportingLine(juniors, seniors, managers),
        "same_manager": lambda: SameManager(juniors, seniors, managers),
        "successor": lambda: Successor(juniors, seniors),
        "level_gap": lambda: LevelGap(juniors, seniors, section.min_level_gap, most),
        "avoids": lambda: Avoids(juniors, seniors),
        "language": lambda: Language(juniors, seniors),
        "hours": lambda: Hours(juniors, seniors, section.min_shared_minutes, start),
        "department": lambda: Department(juniors, seniors),
    }
