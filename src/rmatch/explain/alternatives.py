"""For every pairing the next best partners on both sides, and what each would cost the whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rmatch.explain.costs import Cost
from rmatch.explain.forcing import Forcing
from rmatch.progress import Progress, silent

if TYPE_CHECKING:
    from rmatch.roster import Person
    from rmatch.solved import Solved

__all__ = ["Alternative", "Choices", "choices", "next_best"]

# People whose partners are ranked at a time: bounds the memory beside the score matrix.
BLOCK_PEOPLE = 256

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Somebody whom a person could have been paired with instead.

    Attributes
    ----------
    id, name
        The other person.
    score
        The score of that pair, whole hundredths.
    cost
        What the whole matching would lose if that pair had to be in it; ``None`` where that
        is not known, or where decisions hold the pairings of either.
    how, why
        How the cost is known, or why there is none: a word, and words; as in
        :class:`rmatch.explain.forcing.Told`.
    """

    id: str
    name: str
    score: int
    cost: Cost | None
    how: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """The next best legal partners of the two people of one pairing, best score first."""

    of_junior: tuple[Alternative, ...]
    of_senior: tuple[Alternative, ...]


def choices(solved: Solved, most: int = 3, *, progress: Progress = silent) -> tuple[Choices, ...]:
    """The next best partners of everybody who has a pairing.

    Parameters
    ----------
    solved
        The cohort with its pairings.
    most
        How many partners to name on each side.
    progress
        Told how many of their costs are known.

    Returns
    -------
    tuple of Choices
        One a pairing, in the order of ``solved.pairs``: legal pairs outside the matching
        whose two people both have a place, by score, ties by id.
    """
    cohort = solved.cohort
    seniors = next_best(solved, {row for row, _ in solved.pairs}, most, transposed=False)
    juniors = next_best(solved, {column for _, column in solved.pairs}, most, transposed=True)
    asked = {(row, column) for row, found in seniors.items() for column in found}
    asked |= {(row, column) for column, found in juniors.items() for row in found}
    costs = Forcing(solved).by_prices(sorted(asked), progress=progress)

    def alternative(pair: Pair, other: Person) -> Alternative:
        return Alternative(other.id, other.name, int(cohort.score[pair]), *costs[pair])

    return tuple(
        Choices(
            tuple(alternative((row, other), cohort.seniors[other]) for other in seniors[row]),
            tuple(alternative((other, column), cohort.juniors[other]) for other in juniors[column]),
        )
        for row, column in solved.pairs
    )


def next_best(
    solved: Solved, people: Iterable[int], most: int, *, transposed: bool
) -> dict[int, list[int]]:
    """For each of some juniors (transposed: seniors), the best legal partners outside the matching.

    Positions of those who have a place, by score, ties by id.
    """
    cohort = solved.cohort
    rows, columns = np.array(solved.pairs, dtype=np.int64).reshape(-1, 2).T
    score, legal = cohort.score, cohort.legal
    others, places = cohort.seniors, cohort.senior_capacity
    if transposed:
        rows, columns, score, legal = columns, rows, score.T, legal.T
        others, places = cohort.juniors, cohort.junior_capacity
    size = len(others)
    # One number a partner: the score, and within it the place by id, the first highest.
    by_id = np.empty(size, dtype=np.int64)
    by_id[sorted(range(size), key=lambda k: others[k].id)] = np.arange(size)[::-1]
    asked = np.array(sorted(people), dtype=np.int64)
    found: dict[int, list[int]] = {}
    for start in range(0, len(asked), BLOCK_PEOPLE):
        some = asked[start : start + BLOCK_PEOPLE]
        rank = score[some].astype(np.int64) * size + by_id
        rank[~legal[some] | (places == 0)] = -1
        mine = np.isin(rows, some)
        rank[np.searchsorted(some, rows[mine]), columns[mine]] = -1
        found.update(zip(some.tolist(), _highest(rank, most), strict=True))
    return found


def _highest(rank: NDArray[np.int64], most: int) -> list[list[int]]:
    """Positions of the highest numbers of each line, highest first; those below 0 left out."""
    width = rank.shape[1]
    keep = min(most, width)
    # The last position is one that always is, so that none may be asked for.
    few = np.argpartition(rank, min(width - keep, width - 1), axis=1)[:, width - keep :]
    ranks = np.take_along_axis(rank, few, axis=1)
    order = np.argsort(-ranks, axis=1)
    few, ranks = np.take_along_axis(few, order, axis=1), np.take_along_axis(ranks, order, axis=1)
    return [line[kept >= 0].tolist() for line, kept in zip(few, ranks, strict=True)]
