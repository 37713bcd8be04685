"""The juniors and seniors in solving order, and sets of their pairs."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.rows import PairSet
from rmatch.policy import Policy
from rmatch.roster import Person
from rmatch.roster.conditions import Condition, Extras, keys_of
from rmatch.roster.skills import SkillGrammar

__all__ = ["Asked", "Mask", "Pairs", "PrimaryTopics"]

Mask = NDArray[np.bool_]
Asked = tuple[Literal["same", "different", "topic"], tuple[str, ...]]
"""What is asked of both people at once: a column in which they agree or differ, or topics."""


class PrimaryTopics(Protocol):
    """Every pair's primary topic: ``keys[index[i, j]]``; -1 where there is none."""

    @property
    def keys(self) -> tuple[str, ...]: ...

    @property
    def index(self) -> NDArray[np.signedinteger]: ...


@dataclass(frozen=True, eq=False)
class Pairs:
    """Sets of pairs; masks over all pairs are made once each and shared by the sets."""

    juniors: tuple[Person, ...]
    seniors: tuple[Person, ...]
    policy: Policy
    primary: PrimaryTopics | None
    extras: Extras
    _masks: dict[tuple[Asked, ...], Mask] = field(default_factory=dict, repr=False)

    @property
    def number(self) -> int:
        """How many pairs there are."""
        return len(self.juniors) * len(self.seniors)

    @cached_property
    def grammar(self) -> SkillGrammar:
        """How names of skills compare."""
        return SkillGrammar.of(self.policy.skills)

    @cached_property
    def everyone(self) -> tuple[Mask, Mask]:
        """All juniors, all seniors."""
        return np.ones(len(self.juniors), np.bool_), np.ones(len(self.seniors), np.bool_)

    def all(self) -> PairSet:
        """Every pair."""
        return PairSet(*self.everyone)

    def of(self, rows: Mask | None = None, columns: Mask | None = None, *asked: Asked) -> PairSet:
        """The pairs of some juniors with some seniors of which all that is asked is true."""
        rows = self.everyone[0] if rows is None else rows
        columns = self.everyone[1] if columns is None else columns
        return PairSet(rows, columns, self._mask(asked) if asked else None)

    def fitting(self, side: Literal["junior", "senior"], conditions: Mapping[str, object]) -> Mask:
        """The people of a side who meet all conditions."""
        people = self.juniors if side == "junior" else self.seniors
        read = [Condition.of(column, value, self.policy) for column, value in conditions.items()]
        return np.array([all(c.fits(p, self.extras) for c in read) for p in people], np.bool_)

    def _mask(self, asked: Sequence[Asked]) -> Mask:
        key = tuple(sorted(set(asked)))
        if key not in self._masks:
            if len(key) == 1:
                kind, names = key[0]
                self._masks[key] = self._topic(names) if kind == "topic" else self._alike(*key[0])
            else:
                self._masks[key] = np.logical_and.reduce([self._mask([one]) for one in key])
        return self._masks[key]

    def _alike(self, kind: str, columns: tuple[str, ...]) -> Mask:
        numbers: dict[Hashable, int] = {frozenset(): 0}  # 0: unknown
        (column,) = columns

        def codes(people: Sequence[Person]) -> NDArray[np.int32]:
            keys = (keys_of(column, person, self.extras) for person in people)
            return np.array([numbers.setdefault(key, len(numbers)) for key in keys], np.int32)

        rows, columns_ = codes(self.juniors), codes(self.seniors)
        found: Mask = rows[:, None] == columns_ if kind == "same" else rows[:, None] != columns_
        found &= (rows != 0)[:, None]
        found &= columns_ != 0
        return found

    def _topic(self, keys: tuple[str, ...]) -> Mask:
        if self.primary is None:
            raise ValueError("a row on topics needs the pairs' primary topics")
        # One place more for -1, where no topic is covered.
        listed = np.zeros(len(self.primary.keys) + 1, dtype=np.bool_)
        listed[:-1] = [key in keys for key in self.primary.keys]
        found: Mask = listed[self.primary.index]
        return found
