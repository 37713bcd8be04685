"""Counts that rows share: boxes, what whole numbers leave of them, where to cut."""

from itertools import product

import numpy as np
import pytest

from rmatch.assign.constrained.counts import Box, Counts, parts_at
from rmatch.assign.constrained.lagrange import Stage
from rmatch.assign.problem import build_problem
from rmatch.assign.rows import LinearRow, PairSet

SIZE = 20
EVERYONE = np.ones(SIZE, dtype=np.bool_)
PAIRS = np.ones((SIZE, SIZE), dtype=np.bool_)
WHOLE = PairSet(EVERYONE, EVERYONE, PAIRS)


def ninths():
    """Nine groups that make up a whole, each at most a ninth of it."""
    group = np.arange(SIZE) % 9
    parts = [PairSet(group == one, EVERYONE, PAIRS) for one in range(9)]
    rows = tuple(LinearRow(((9, part), (-1, WHOLE)), 0, 9) for part in parts)
    return Counts(Stage(build_problem(np.ones((SIZE, SIZE), dtype=np.int64)), rows, "points"))


def limits(counts, box):
    at = counts.place(WHOLE)
    return int(box.low[at]), int(box.high[at])


def test_shares_leave_holes_that_the_ends_of_a_box_skip():
    counts = ninths()
    at = counts.place(WHOLE)
    box = counts.whole()
    assert limits(counts, box) == (0, 18)
    assert limits(counts, counts.tightened(box.cut(at, 1, 17))) == (9, 9)
    assert counts.tightened(box.cut(at, 10, 17)) is None


@pytest.mark.parametrize("seed", range(20))
def test_no_whole_numbers_that_keep_the_rows_are_lost(seed):
    draw = np.random.default_rng(seed)
    sets = [PairSet(draw.random(4) < 0.7, np.ones(4, dtype=np.bool_)) for _ in range(3)]
    rows = tuple(
        LinearRow(
            tuple((int(draw.choice([-7, -3, 2, 5])), sets[k]) for k in draw.permutation(3)[:2]),
            int(draw.integers(-8, 9)),
        )
        for _ in range(3)
    )
    stage = Stage(build_problem(np.ones((4, 4), dtype=np.int64)), rows, "points")
    counts = Counts(stage)
    box = counts.whole()
    ranges = [range(min(int(one.rows.sum()), 4) + 1) for one in counts.sets]
    for values in product(*ranges):
        sums = [
            sum(c * values[counts.place(one)] for c, one in row.terms) <= row.limit for row in rows
        ]
        covered = all(
            values[w] <= sum(values[k] for c, k in terms if c < 0)
            for terms, _ in counts.rows[counts.given :]
            for w in [next(k for c, k in terms if c > 0)]
        )
        if all(sums) and covered:
            assert box is not None
            assert (box.low <= values).all()
            assert (values <= box.high).all()


def test_a_box_as_rows():
    counts = ninths()
    rows = counts.limits(Box(np.full(10, 1), np.full(10, 2)))
    assert [row.limit for row in rows] == [2, -1] * 10
    assert rows[0].terms[0][1] is counts.sets[0]


def test_sets_of_rows_with_one_term_are_no_counts():
    row = LinearRow(((1, WHOLE),), 3)
    counts = Counts(Stage(build_problem(np.ones((SIZE, SIZE), dtype=np.int64)), (row,), "points"))
    assert counts.sets == []
    assert counts.place(WHOLE) is None
    assert counts.to_split(np.zeros(0), counts.whole()) is None


def test_the_whole_is_branched_on_before_its_parts():
    counts = ninths()
    values = np.full(10, 1.4)
    assert counts.to_split(values, counts.whole()) == counts.place(WHOLE)
    settled = counts.whole().cut(counts.place(WHOLE), 9, 9)
    assert counts.to_split(values, settled) is None


@pytest.mark.parametrize(
    ("value", "parts"), [(4.0, (3, 4, 5)), (4.0000001, (3, 4, 5)), (4.5, (4, 5)), (0.2, (0, 1))]
)
def test_where_a_count_is_cut(value, parts):
    assert parts_at(value) == parts
