"""What a policy's requirements cost and, where they cannot be met, the smallest way out.

By full enumeration (`states`) up to 62 pairs, else by integer programme where that applies.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from . import exact, states
from .requirements import Key, Requirements, Row
from .scorer import Oracle

Value = tuple[Any, ...]


@dataclass(frozen=True)
class WayOut:
    """Settings to change and by how many pairings together."""

    settings: frozenset[str]
    change: int


class Problem:
    """A roster under a policy with its requirements."""

    def __init__(self, oracle: Oracle) -> None:
        self.oracle = oracle
        self.objective = str(oracle.policy.get("objective", "most-matched"))
        self.fill = str(oracle.policy.get("fill", "needed"))
        self.demands = Requirements(oracle)
        self.rows = self.demands.rows()
        self.seen: dict[Any, states.Found | None] = {}

    def line(self, row: Row) -> states.Line:
        """A row as the enumerations take it."""
        zero = Fraction(0)
        juniors, seniors = self.oracle.juniors, self.oracle.seniors
        weights = [[row.coefficients.get((a.id, b.id), zero) for b in seniors] for a in juniors]
        return weights, row.limit

    def solve(
        self,
        rows: Iterable[Row] | None = None,
        *,
        objective: str | None = None,
        legal: Callable[[Key], bool] | None = None,
        must: tuple[int, str] | None = None,
    ) -> states.Found | None:
        """The optimum under some rows (all of them), with other legal pairs or somebody forced."""
        scores, tables, junior_capacity, senior_capacity = self.oracle.tables()
        juniors, seniors = self.oracle.juniors, self.oracle.seniors
        if legal is not None:
            tables = [[legal((a.id, b.id)) for b in seniors] for a in juniors]
        lines = [self.line(row) for row in (self.rows if rows is None else rows)]
        forced = [
            [k for k, one in enumerate(people) if must == (role, one.id)]
            for role, people in enumerate((juniors, seniors))
        ]
        return states.solve(
            scores,
            tables,
            junior_capacity,
            senior_capacity,
            objective or self.objective,
            self.fill,
            lines=lines,
            must_junior=forced[0],
            must_senior=forced[1],
            held=self.oracle.held_places(),
        )

    def small(self) -> bool:
        """Whether full enumeration is quick."""
        return len(self.oracle.juniors) * len(self.oracle.seniors) <= 56

    def best(self, rows: Iterable[Row] | None = None, **choices: Any) -> Value | None:
        """The best value under some rows, or None."""
        if self.small():
            found = self.solve(rows, **choices)
            return None if found is None else found.value
        lines = [self.line(row) for row in (self.rows if rows is None else rows)]
        held = self.oracle.held_places()
        return exact.optimum(*self.oracle.tables(), self.objective, self.fill, lines, held)

    # -- prices --------------------------------------------------------------------------------

    def without(self, name: str) -> Value | None:
        """The optimum without one requirement."""
        return self.best([row for row in self.rows if row.name != name])

    def without_rules(self, names: Collection[str]) -> Value | None:
        """The optimum where some rules forbid nothing.

        A pair that only they forbade is still judged by `min_score`, unless that is dropped.
        """
        rules = self.oracle.policy.get("rules", {})
        least = Fraction(str(rules.get("min_score", 0.01))) * 100

        def legal(key: Key) -> bool:
            pair = self.oracle.pairs[key]
            if pair.forbidden - {*names}:
                return False
            return "min_score" in names or pair.score >= least or key in self.oracle.held

        return self.best(self.demands.rows(legal), legal=legal)

    # -- infeasible ----------------------------------------------------------------------------

    def settings(self) -> list[str]:
        """What a person could change."""
        return sorted({row.setting for row in self.rows if row.setting})

    def feasible_without(self, dropped: Collection[str]) -> bool:
        """Whether some matching keeps all but the rows of some settings."""
        kept = [row for row in self.rows if row.setting not in dropped]
        return self.solve(kept, objective="best-total") is not None

    def fewest(self) -> list[frozenset[str]]:
        """All smallest sets of settings without which the rest can be met."""
        for size in range(len(self.settings()) + 1):
            found = [
                frozenset(some)
                for some in itertools.combinations(self.settings(), size)
                if self.feasible_without(some)
            ]
            if found:
                return found
        return []

    def change(self, dropped: Collection[str], kept: Collection[Row] = ()) -> int:
        """The smallest sum over a set's rows of the whole pairings by which they are broken.

        `kept`: more rows that the matchings have to keep.
        """
        loose = [row for row in self.rows if row.setting in dropped]
        held = [*(row for row in self.rows if row.setting not in dropped), *kept]
        found = states.solve(
            *self.oracle.tables(),
            "best-total",
            lines=[self.line(row) for row in held],
            tracked=[self.line(row) for row in loose],
            held=self.oracle.held_places(),
        )
        if found is None:
            raise ValueError("the rest cannot be met")
        return min(
            sum(row.beyond(x) for x, row in zip(sums, loose, strict=True)) for sums in found.sums
        )

    def ways_out(self) -> list[WayOut]:
        """The smallest sets of settings with their change, smallest first."""
        ways = [WayOut(some, self.change(some)) for some in self.fewest()]
        return sorted(ways, key=lambda way: (way.change, sorted(way.settings)))

    def another_way(self, first: Collection[str]) -> bool:
        """Whether there is a way out that leaves some setting of the first as it is."""
        return any(self.feasible_without({*self.settings()} - {one}) for one in first)
