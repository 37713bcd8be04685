"""The optimum under lines over pairs, by merging all partial matchings that have one future.

Seniors come one after another, each with every set of juniors within its capacity. Two partial
matchings with the same loads and the same sums of every line can be continued in the same ways,
so only the better one is kept; nothing else is ever left out but what a line already rules out.
Values are whole numbers compared level by level. numpy only makes the loops quick.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
import numpy.typing as npt

Line = tuple[Sequence[Sequence[Fraction]], Fraction]  # coefficients[junior][senior], limit
Ints = npt.NDArray[np.int64]
Value = tuple[Any, ...]
BATCH = 400_000  # states looked at before they are merged


@dataclass(frozen=True)
class Found:
    """The best value, one matching that has it, and the tracked lines' sums that occur."""

    value: Value
    pairs: list[tuple[int, int]]
    sums: list[tuple[Fraction, ...]]


def optimum(*tables: Any, **choices: Any) -> Value | None:
    """The best value; None if no matching keeps the lines."""
    found = solve(*tables, **choices)
    return None if found is None else found.value


def solve(
    scores: Sequence[Sequence[int]],
    legal: Sequence[Sequence[bool]],
    junior_capacity: Sequence[int],
    senior_capacity: Sequence[int],
    objective: str = "most-matched",
    fill: str = "needed",
    *,
    lines: Sequence[Line] = (),
    tracked: Sequence[Line] = (),
    must_junior: Collection[int] = (),
    must_senior: Collection[int] = (),
    held: Collection[tuple[int, int]] = (),
) -> Found | None:
    """The best value and a matching, or None.

    Values are as in `brute.optimum`; `fairest` has (people, pairings, the seniors' best scores in
    ascending order with -1 for none, points), without the pairings where `fill` is "full".
    Held pairs are chosen. `tracked` lines limit nothing: for them the sums of all matchings are
    returned.
    """
    n, m = len(junior_capacity), len(senior_capacity)
    if n * m > 62:
        raise ValueError("matchings are kept in 62 bits")
    one = Fraction(1)
    must = [([[-one * (i == k)] * m for i in range(n)], -one) for k in must_junior]
    must += [([[-one * (j == k) for j in range(m)]] * n, -one) for k in must_senior]
    search = Search(scores, legal, junior_capacity, senior_capacity, objective, fill, held)
    return search.run([*lines, *must], tracked)


class Search:
    """One enumeration."""

    def __init__(
        self,
        scores: Sequence[Sequence[int]],
        legal: Sequence[Sequence[bool]],
        junior_capacity: Sequence[int],
        senior_capacity: Sequence[int],
        objective: str,
        fill: str,
        held: Collection[tuple[int, int]] = (),
    ) -> None:
        self.scores, self.legal, self.held = scores, legal, held
        self.rooms, self.capacity = np.array(junior_capacity, np.int64), senior_capacity
        self.n, self.m = len(junior_capacity), len(senior_capacity)
        self.objective, self.fill = objective, fill
        self.ladder = sorted({-1, *itertools.chain.from_iterable(scores)})

    def run(self, lines: Sequence[Line], tracked: Sequence[Line]) -> Found | None:
        """Go through the seniors."""
        every = [*lines, *tracked]
        scales = [
            lcm(limit.denominator, *(x.denominator for row in c for x in row)) for c, limit in every
        ]
        weights = np.array(
            [
                [[int(x * s) for x in row] for row in c]
                for (c, _), s in zip(every, scales, strict=True)
            ],
            np.int64,
        ).reshape(len(every), self.n, self.m)
        limits = np.array([int(x * s) for (_, x), s in zip(lines, scales, strict=False)], np.int64)
        options = [self.sets(j) for j in range(self.m)]
        low, high = self.reach(options, weights)
        width = 2 + len(self.words(0, ()))
        loads = np.zeros((1, self.n), np.int64)
        sums = np.zeros((1, len(every)), np.int64)
        # Columns of values: people, minus pairings, words of the ladder, points; then the matching.
        values = np.zeros((1, width + 1), np.int64)
        matching = np.zeros(1, np.int64)
        for j in range(self.m):
            parts: list[tuple[Ints, ...]] = []
            waiting = 0
            for chosen in options[j]:
                step = self.step(j, chosen, (loads, sums, values, matching), weights)
                if len(limits):
                    fine = (step[1][:, : len(limits)] + low[j + 1, : len(limits)] <= limits).all(1)
                    step = tuple(part[fine] for part in step)
                self.simplify(j, step, limits, high[j + 1])
                parts.append(step)
                waiting += len(step[0])
                if waiting > BATCH:
                    parts = [merge(parts)]
                    waiting = len(parts[0][0])
            loads, sums, values, matching = merge(parts)
            if not len(loads):
                return None
        best = np.lexsort(values.T[::-1])[-1]
        bits = int(matching[best])
        pairs = [
            (i, j) for i in range(self.n) for j in range(self.m) if bits >> (i * self.m + j) & 1
        ]
        shown = np.unique(sums[:, len(lines) :], axis=0).tolist() if tracked else []
        ends = scales[len(lines) :]
        return Found(
            self.readable(values[best].tolist()),
            pairs,
            [tuple(Fraction(x, s) for x, s in zip(row, ends, strict=True)) for row in shown],
        )

    def sets(self, j: int) -> list[tuple[int, ...]]:
        """The sets of juniors that a senior may have, those held among them."""
        mine = {i for i, senior in self.held if senior == j}
        open_to = [i for i in range(self.n) if self.legal[i][j]]
        most = min(self.capacity[j], len(open_to))
        return [
            c
            for size in range(len(mine), most + 1)
            for c in itertools.combinations(open_to, size)
            if mine.issubset(c)
        ]

    def reach(self, options: list[list[tuple[int, ...]]], weights: Ints) -> tuple[Ints, Ints]:
        """The least and the most that the seniors from j on can add to each line."""
        low = np.zeros((self.m + 1, len(weights)), np.int64)
        high = low.copy()
        for j in reversed(range(self.m)):
            sums = np.array([weights[:, list(c), j].sum(1) for c in options[j]])
            low[j], high[j] = low[j + 1] + sums.min(0), high[j + 1] + sums.max(0)
        return low, high

    def step(
        self, j: int, chosen: tuple[int, ...], state: tuple[Ints, ...], weights: Ints
    ) -> tuple[Ints, ...]:
        """All states with a senior's set of juniors added, where they have room."""
        loads, sums, values, matching = state
        picked = list(chosen)
        fine = (loads[:, picked] < self.rooms[picked]).all(1)
        loads, sums, values, matching = (part[fine].copy() for part in state)
        people = np.full(len(matching), int(bool(chosen)))
        for i in picked:
            people += matching & (((1 << self.m) - 1) << (i * self.m)) == 0
        loads[:, picked] += 1
        sums += weights[:, picked, j].sum(1)
        gain = [0, -len(chosen), *self.words(j, chosen), sum(self.scores[i][j] for i in chosen)]
        values += np.array(gain, np.int64)
        values[:, 0] += people
        if self.objective == "best-total":
            values[:, :-1] = 0
        elif self.fill == "full":
            values[:, 1] = 0
        matching |= sum(1 << (i * self.m + j) for i in chosen)
        return loads, sums, values, matching

    def simplify(self, j: int, state: tuple[Ints, ...], limits: Ints, high: Ints) -> None:
        """Give states with one future one form: a line or room that can no longer matter."""
        loads, sums = state[0], state[1]
        k = len(limits)
        np.maximum(sums[:, :k], limits - high[:k], out=sums[:, :k])
        for i in range(self.n):
            left = sum(self.legal[i][later] for later in range(j + 1, self.m))
            if left == 0:
                loads[:, i] = self.rooms[i]
            else:
                # With some pairing already, only the room that is left counts.
                used = loads[:, i] > 0
                loads[used, i] = np.maximum(loads[used, i], self.rooms[i] - left)

    def words(self, j: int, chosen: tuple[int, ...]) -> list[int]:
        """Minus one at the place of a senior's best score: fifteen places of four bits a word."""
        if self.objective != "fairest":
            return []
        if self.m > 15:
            raise ValueError("a place counts up to fifteen seniors")
        found = [0] * -(-len(self.ladder) // 15)
        place = self.ladder.index(max((self.scores[i][j] for i in chosen), default=-1))
        found[place // 15] = -(1 << 4 * (14 - place % 15))
        return found

    def readable(self, value: list[int]) -> Value:
        """A value in the shape of `brute.optimum`."""
        people, pairings, *words, points = value
        if self.objective == "best-total":
            return (points,)
        front = (people,) if self.fill == "full" else (people, -pairings)
        if self.objective != "fairest":
            return (*front, points)
        counts = [-words[p // 15] >> 4 * (14 - p % 15) & 15 for p in range(len(self.ladder))]
        vector = [s for s, count in zip(self.ladder, counts, strict=True) for _ in range(count)]
        return (*front, tuple(vector), points)


def merge(parts: list[tuple[Ints, ...]]) -> tuple[Ints, ...]:
    """Of the states that are alike the best."""
    loads, sums, values, matching = (np.concatenate(column) for column in zip(*parts, strict=True))
    if not len(loads):
        return loads, sums, values, matching
    keys = packed(np.hstack([loads, sums]))
    order = np.lexsort((*values.T[::-1], *keys))
    last = np.ones(len(order), bool)
    if len(order) > 1:
        last[:-1] = np.any([key[order][1:] != key[order][:-1] for key in keys], axis=0)
    kept = order[last]
    return loads[kept], sums[kept], values[kept], matching[kept]


def packed(columns: Ints) -> list[Ints]:
    """Columns in as few words as hold them, so that equal rows and equal words are one thing."""
    low = columns.min(0)
    spans = (columns.max(0) - low + 1).tolist()
    words = [np.zeros(len(columns), np.int64)]
    room = 1 << 62
    for k, span in enumerate(spans):
        if span > room:
            words.append(np.zeros(len(columns), np.int64))
            room = 1 << 62
        words[-1] = words[-1] * span + (columns[:, k] - low[k])
        room //= span
    return words
