"""Exhaustive search for the smallest relaxations, sharing nothing with the code under test."""

from itertools import combinations

import numpy as np

from rmatch.assign import build_problem
from rmatch.assign.rows import LinearRow, PairSet


def every_matching(usable, row_places, column_places):
    """All matchings, as lists of pairs."""
    found = [([], tuple(column_places))]
    for i, line in enumerate(usable):
        legal = [j for j, may in enumerate(line) if may]
        following = []
        for size in range(min(row_places[i], len(legal)) + 1):
            for chosen in combinations(legal, size):
                for pairs, left in found:
                    after = tuple(n - (j in chosen) for j, n in enumerate(left))
                    if min(after, default=0) >= 0:
                        following.append(([*pairs, *((i, j) for j in chosen)], after))
        found = following
    return [pairs for pairs, _ in found]


def exceeded(limits, pairs):
    """By how many pairings, rounded up, each row is exceeded; 0 where it is kept."""
    found = []
    for row in limits:
        total = sum(
            factor * sum(bool(s.rows[i] and s.columns[j] and (s.pairs is None or s.pairs[i, j]))
                         for i, j in pairs)
            for factor, s in row.terms
        )  # fmt: skip
        over = total - row.limit
        found.append(max(-(-over // row.unit), 0))
    return tuple(found)


def smallest_by_set(problem, limits, knobs):
    """Minimal sets of knobs that make the rows keepable, each with its least amount."""
    usable = problem.usable()
    matchings = every_matching(usable, problem.row_capacity, problem.column_capacity)
    profiles = {exceeded(limits, pairs) for pairs in matchings}
    governed = {number for knob in knobs for number in knob}
    profiles = [p for p in profiles if not any(n and k not in governed for k, n in enumerate(p))]
    amounts = {}
    for size in range(len(knobs) + 1):
        for turned in combinations(range(len(knobs)), size):
            free = {number for k in turned for number in knobs[k]}
            fitting = [sum(p) for p in profiles if all(not n or k in free for k, n in enumerate(p))]
            if fitting and not any(set(one) <= set(turned) for one in amounts):
                amounts[turned] = min(fitting)
    return amounts, profiles


def random_elastic(seed, most=5):
    """A small problem with rows that tend to contradict each other, and knobs over them."""
    draw = np.random.default_rng(seed)
    shape = tuple(draw.integers(1, most + 1, 2).tolist())
    score = draw.integers(0, 9, shape)
    score[draw.random(shape) < draw.choice([0.0, 0.2, 0.5])] = -1
    # Five a side have too many matchings with several places each.
    places = 4 if max(shape) < 5 else 2
    problem = build_problem(
        score, draw.integers(0, places, shape[0]), draw.integers(0, places, shape[1])
    )
    limits = tuple(_random_row(draw, shape) for _ in range(draw.integers(2, 8)))
    numbers = draw.permutation(len(limits)).tolist()
    hard = draw.integers(0, 2)
    parts = np.array_split(numbers[hard:], draw.integers(1, len(limits) - hard + 1))
    return problem, limits, tuple(tuple(part.tolist()) for part in parts)


def _random_row(draw, shape):
    chosen = PairSet(draw.random(shape[0]) < 0.7, draw.random(shape[1]) < 0.7)
    if draw.random() < 0.4:
        chosen = PairSet(chosen.rows, chosen.columns, draw.random(shape) < 0.6)
    everything = PairSet(np.ones(shape[0], bool), np.ones(shape[1], bool))
    kind = draw.choice(["least", "least", "most", "share", "least share"])
    whole = int(draw.integers(0, draw.choice([3, 3, 6])))
    top, bottom = sorted((int(draw.integers(1, 6)), 5))
    if kind == "least":
        return LinearRow(((-1, chosen),), -whole)
    if kind == "most":
        return LinearRow(((1, chosen),), whole // 2)
    if kind == "share":
        return LinearRow(((bottom, chosen), (-top, everything)), 0, bottom)
    return LinearRow(((-bottom, chosen), (top, everything)), 0, bottom)
