"""The optimum by looking at every matching: for up to seven people a side.

Juniors come one after another; the state is the tuple of the seniors' loads. Values are tuples
that compare as the objective's levels do, so nothing depends on weights or tolerances.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

Value = tuple[int, ...]
Chosen = list[tuple[int, int]]


def optimum(
    scores: Sequence[Sequence[int]],
    legal: Sequence[Sequence[bool]],
    junior_capacity: Sequence[int],
    senior_capacity: Sequence[int],
    objective: str = "most-matched",
    fill: str = "needed",
    *,
    must_junior: Collection[int] = (),
    must_senior: Collection[int] = (),
    sensitive: Sequence[Sequence[bool]] | None = None,
    held: Collection[tuple[int, int]] = (),
) -> Value | None:
    """The best value: (people, pairings, points), (people, points) or (points,).

    Points are hundredths. The listed juniors and seniors must have a pairing; a junior has at
    most one pairing that is marked sensitive; held pairs are chosen. None if no matching does that.
    """
    n, m = len(junior_capacity), len(senior_capacity)
    own = [{j for a, j in held if a == i} for i in range(n)]

    @functools.cache
    def best(i: int, loads: tuple[int, ...]) -> Value | None:
        if i == n:
            return (0, 0, 0) if all(loads[j] for j in must_senior) else None
        found: Value | None = None
        open_to = [j for j in range(m) if legal[i][j] and loads[j] < senior_capacity[j]]
        for size in range(min(junior_capacity[i], len(open_to)) + 1):
            if size == 0 and i in must_junior:
                continue
            for chosen in itertools.combinations(open_to, size):
                if not own[i].issubset(chosen):
                    continue
                if sensitive is not None and sum(sensitive[i][j] for j in chosen) > 1:
                    continue
                rest = best(i + 1, tuple(x + (j in chosen) for j, x in enumerate(loads)))
                if rest is None:
                    continue
                people = (size > 0) + sum(loads[j] == 0 for j in chosen)
                gain = order(people, size, sum(scores[i][j] for j in chosen))
                value = tuple(a + b for a, b in zip(gain, rest, strict=True))
                if found is None or value > found:
                    found = value
        return found

    def order(people: int, pairings: int, points: int) -> Value:
        if objective == "best-total":
            return (0, 0, points)
        return (people, -pairings if fill == "needed" else 0, points)

    value = best(0, (0,) * m)
    if value is None:
        return None
    if objective == "best-total":
        return value[2:]
    return (value[0], -value[1], value[2]) if fill == "needed" else (value[0], value[2])


def matchings(
    legal: Sequence[Sequence[bool]], junior_capacity: Sequence[int], senior_capacity: Sequence[int]
) -> Iterator[Chosen]:
    """Every matching within the capacities, pair by pair; for up to five a side."""
    pairs = [(i, j) for i, row in enumerate(legal) for j, fine in enumerate(row) if fine]

    def longer(chosen: Chosen, first: int) -> Iterator[Chosen]:
        yield chosen
        for k in range(first, len(pairs)):
            i, j = pairs[k]
            room = sum(a == i for a, _ in chosen) < junior_capacity[i]
            if room and sum(b == j for _, b in chosen) < senior_capacity[j]:
                yield from longer([*chosen, pairs[k]], k + 1)

    return longer([], 0)


def value_of(
    scores: Sequence[Sequence[int]], chosen: Chosen, objective: str = "most-matched", fill: str = ""
) -> tuple[Any, ...]:
    """What a matching is worth, level by level, as files show it."""
    points = sum(scores[i][j] for i, j in chosen)
    if objective == "best-total":
        return (points,)
    people = len({i for i, _ in chosen}) + len({j for _, j in chosen})
    front = (people,) if fill == "full" else (people, len(chosen))
    if objective == "most-matched":
        return (*front, points)
    best = [
        max((scores[i][j] for i, other in chosen if other == j), default=-1)
        for j in range(len(scores[0]))
    ]
    return (*front, tuple(sorted(best)), points)


def plain(
    scores: Sequence[Sequence[int]],
    legal: Sequence[Sequence[bool]],
    junior_capacity: Sequence[int],
    senior_capacity: Sequence[int],
    objective: str,
    fill: str,
    allowed: Callable[[Chosen], bool],
) -> tuple[Any, ...] | None:
    """The best value of the matchings that a test allows, with nothing clever at all."""

    def order(value: tuple[Any, ...]) -> tuple[Any, ...]:
        fewest = objective != "best-total" and fill != "full"
        return (value[0], -value[1], *value[2:]) if fewest else value

    values = [
        value_of(scores, chosen, objective, fill)
        for chosen in matchings(legal, junior_capacity, senior_capacity)
        if allowed(chosen)
    ]
    return max(values, key=order, default=None)
