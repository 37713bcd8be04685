"""Random small problems with rows of every kind, and an exhaustive search of them.

The search shares nothing with the code under test but the objects that hold a case.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from rmatch.assign.problem import build_problem
from rmatch.assign.rows import LinearRow, PairSet

KINDS = ("most", "least", "share", "share of a share", "ratio")


@dataclass(frozen=True)
class Case:
    score: np.ndarray
    row_places: np.ndarray
    column_places: np.ndarray
    rows: tuple[LinearRow, ...]
    objective: str
    fill: str

    @property
    def problem(self):
        return build_problem(
            self.score,
            self.row_places,
            self.column_places,
            objective=self.objective,
            fill=self.fill,
        )


def random_case(seed, *, kind=None, places=None, most=5, legal=13):
    """A case of up to ``most`` people a side and ``legal`` pairs."""
    draw = np.random.default_rng(seed)
    shape = tuple(draw.integers(2, most + 1, 2))
    score = draw.integers(0, draw.choice([3, 50, 10_000]), shape)
    score[draw.random(shape) < 0.25] = -1
    usable = np.flatnonzero(score >= 0)
    score.flat[draw.permutation(usable)[legal:]] = -1
    high = places or int(draw.choice([1, 1, 2, 3]))
    low = 0 if high > 1 else 1
    sets = [_random_set(draw, shape) for _ in range(3)]
    rows = tuple(
        _random_row(draw, shape, sets, kind or KINDS[draw.integers(len(KINDS))])
        for _ in range(draw.integers(1, 5))
    )
    return Case(
        score,
        draw.integers(low, high + 1, shape[0]),
        draw.integers(low, high + 1, shape[1]),
        rows,
        "best-total" if draw.random() < 0.4 else "most-matched",
        "full" if draw.random() < 0.4 else "needed",
    )


def _random_set(draw, shape):
    pairs = None if draw.random() < 0.5 else draw.random(shape) < 0.6
    return PairSet(draw.random(shape[0]) < 0.6, draw.random(shape[1]) < 0.6, pairs)


def everything(shape):
    return PairSet(np.ones(shape[0], dtype=np.bool_), np.ones(shape[1], dtype=np.bool_))


def _random_row(draw, shape, sets, kind):
    def some():
        return sets[draw.integers(3)] if draw.random() < 0.5 else _random_set(draw, shape)

    whole = int(draw.integers(2, 1000))
    part = int(draw.integers(1, whole))
    if kind == "most":
        return LinearRow(((1, some()),), int(draw.integers(0, 3)))
    if kind == "least":
        return LinearRow(((-1, some()),), -int(draw.integers(0, 3)))
    if kind == "share":
        return LinearRow(((whole, some()), (-part, everything(shape))), 0, whole)
    if kind == "share of a share":
        return LinearRow(((-whole, some()), (part, some())), 0, whole)
    factors = draw.integers(1, 6, 2).tolist()
    return LinearRow(((factors[0], some()), (-factors[1], some())), int(draw.integers(-2, 4)), 5)


def matchings(case):
    """Every matching within the capacities, as a list of pairs."""

    def lines(row, left):
        if row == len(case.score):
            yield []
            return
        legal = [j for j, points in enumerate(case.score[row]) if points >= 0 and left[j]]
        for size in range(min(int(case.row_places[row]), len(legal)) + 1):
            for chosen in combinations(legal, size):
                after = [count - (j in chosen) for j, count in enumerate(left)]
                for rest in lines(row + 1, after):
                    yield [(row, j) for j in chosen] + rest

    return lines(0, case.column_places.tolist())


def keeps(row, pairs):
    total = 0
    for coefficient, mine in row.terms:
        for i, j in pairs:
            inside = mine.rows[i] and mine.columns[j]
            total += coefficient * bool(inside and (mine.pairs is None or mine.pairs[i, j]))
    return total <= row.limit


def measured(case, pairs):
    """People, pairings, points."""
    people = len({i for i, _ in pairs}) + len({j for _, j in pairs})
    return people, len(pairs), sum(int(case.score[pair]) for pair in pairs)


def best_value(case):
    """The value of each level at the optimum, or None if no matching keeps the rows."""
    best = None
    for pairs in matchings(case):
        if not all(keeps(row, pairs) for row in case.rows):
            continue
        people, count, points = measured(case, pairs)
        if case.objective == "best-total":
            key, value = (points,), (points,)
        elif len(case.problem.levels) == 3:
            key, value = (people, -count, points), (people, count, points)
        else:
            key, value = (people, points), (people, points)
        if best is None or key > best[0]:
            best = key, value
    return None if best is None else best[1]
