"""With whom else the two people of a pair could be, or are, paired, and what decides it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from rmatch.explain.alternatives import next_best
from rmatch.explain.costs import Cost
from rmatch.explain.forcing import Forcing
from rmatch.explain.sentences import HOW, ahead, capital, costs
from rmatch.explain.wording import called

if TYPE_CHECKING:
    from rmatch.solved import Solved

__all__ = ["Rival", "rivals"]

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rival:
    """Another partner of one of the two people of a pair.

    Attributes
    ----------
    side
        Whose other partner: ``"junior"`` or ``"senior"``.
    id, name
        The other partner; the name with the id where somebody else has it too.
    score
        Of the person with the other partner, whole hundredths.
    differences
        Component to the hundredths that the explained pair has more.
    paired
        Whether the matching has that other pair.
    cost, how, why
        What choosing it would cost the whole, and how that is known or why it is not, as in
        :class:`rmatch.explain.pair.Explanation`; nothing for a pair of the matching.
    """

    side: str
    id: str
    name: str
    score: int
    differences: Mapping[str, int]
    paired: bool
    cost: Cost | None = None
    how: str = ""
    why: str = ""

    def as_dict(self) -> dict[str, Any]:
        """For JSON: points with two decimals."""
        return {
            "side": self.side,
            "id": self.id,
            "score": self.score / 100,
            "ahead_by": sum(self.differences.values()) / 100,
            "parts": {name: more / 100 for name, more in self.differences.items()},
            "paired": self.paired,
            "costs": None
            if self.cost is None
            else {**asdict(self.cost), "points": self.cost.points / 100},
            "cost_known": HOW.get(self.how),
            "cost_unknown": self.why or None,
        }

    def words(self, junior: str, senior: str) -> str:
        """One line about this rival, of a pair of these two names."""
        person, partner = (senior, junior) if self.side == "senior" else (junior, senior)
        compared = ahead(partner, self.name, self.differences)
        if self.paired:
            return f"{person} is paired with {self.name} instead: {compared}."
        choosing = f"pairing {self.name} with {person}"
        if self.cost is None:
            if self.how == "held":
                return f"For {person}, {compared}. But {self.why}."
            return f"For {person}, {compared}. What {choosing} would cost is not known: {self.why}."
        lost = (self.cost.people, self.cost.pairings, self.cost.points)
        stands = sum(self.differences.values()) < 0 and lost > (0, 0, 0)
        whole = f"{choosing} {costs(self.cost, self.how)}"
        if stands:
            return f"For {person}, {compared}. The pairing still stands, because {whole}."
        return f"For {person}, {compared}. {capital(whole)}."


def rivals(forcing: Forcing, row: int, column: int) -> tuple[Rival, ...]:
    """Of a pairing the best other partner of either; else whom the two are paired with instead.

    The senior's first.
    """
    solved = forcing.solved
    if (row, column) in solved.pairs:
        others = [(other, column) for other in _best(solved, column, transposed=True)]
        mine = [(row, other) for other in _best(solved, row, transposed=False)]
    else:
        others = [pair for pair in solved.pairs if pair[1] == column]
        mine = [pair for pair in solved.pairs if pair[0] == row]
    found = [_rival(forcing, (row, column), pair, "senior") for pair in others]
    return (*found, *(_rival(forcing, (row, column), pair, "junior") for pair in mine))


def _best(solved: Solved, person: int, *, transposed: bool) -> list[int]:
    return next_best(solved, [person], 1, transposed=transposed)[person]


def _rival(forcing: Forcing, pair: Pair, other: Pair, side: str) -> Rival:
    cohort = forcing.solved.cohort
    here, there = (cohort.scorer.parts(*_block(two)) for two in (pair, other))
    paired = other in forcing.solved.pairs
    cost, how, why = (None, "", "") if paired else forcing.pair(*other)
    person = cohort.juniors[other[0]] if side == "senior" else cohort.seniors[other[1]]
    return Rival(
        side=side,
        id=person.id,
        name=called(cohort.roster, person),
        score=int(cohort.score[other]),
        differences={name: int(part[0, 0]) - int(there[name][0, 0]) for name, part in here.items()},
        paired=paired,
        cost=cost,
        how=how,
        why=why,
    )


def _block(pair: Pair) -> tuple[slice, slice]:
    row, column = pair
    return slice(row, row + 1), slice(column, column + 1)
