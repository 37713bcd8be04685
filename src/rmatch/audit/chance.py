"""How strongly two things go together, and how often chance alone would do as much.

Everything random comes from a seed: :func:`generator` gives every question its own stream,
so that a figure does not depend on which others were asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "DRAWS",
    "by_groups",
    "by_numbers",
    "generator",
    "rank_correlation",
    "ratio_of_ranks",
    "share_at_least",
    "two_sided",
]

DRAWS = 999
"""Shuffles, or random matchings: with the observed one they make a thousand."""
# Numbers of a batch of shuffles: bounds the memory (32 MiB as float64).
BATCH = 1 << 22
# Two figures closer than this are one: sums of floats depend on their order.
CLOSE = 1e-9


def generator(seed: int, *question: str) -> np.random.Generator:
    """A stream of random numbers for one question."""
    text = "\0".join((str(seed), *question))
    return np.random.default_rng(list(hashlib.sha256(text.encode("utf-8", "replace")).digest()))


def share_at_least(observed: float, drawn: NDArray[np.float64]) -> float:
    """One-sided permutation p: the share of draws, the observed one among them, that reach it.

    Phipson and Smyth 2010, Statistical Applications in Genetics and Molecular Biology 9(1):39.
    """
    return float(1 + np.count_nonzero(drawn >= observed - CLOSE)) / (1 + len(drawn))


def two_sided(observed: float, drawn: NDArray[np.float64]) -> float:
    """Twice the smaller one-sided permutation p, at most 1."""
    smaller = min(share_at_least(observed, drawn), share_at_least(-observed, -drawn))
    return min(1.0, 2 * smaller)


def rank_correlation(
    numbers: NDArray[np.float64], values: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Spearman's rank correlation of ``numbers`` with each column of ``values``.

    Spearman 1904, American Journal of Psychology 15(1):72-101; ties have their mean rank.

    Parameters
    ----------
    numbers
        Shape (people,).
    values
        Shape (people, columns).

    Returns
    -------
    float64 array (columns,)
        -1 to 1; NaN where either is the same for everybody.
    """
    found: NDArray[np.float64] = _standard(numbers) @ _standard_columns(values)
    return found


def ratio_of_ranks(codes: NDArray[np.intp], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far groups explain the ranks of each column of ``values``: 0 not at all, 1 wholly.

    The correlation ratio (eta) of the ranks, the square root of H / (N - 1) with the H of
    Kruskal and Wallis 1952, J. American Statistical Association 47(260):583-621, corrected
    for ties. Where a column has two values only, it is Cramér's V (Cramér 1946, Mathematical
    Methods of Statistics, section 21.9).

    Parameters
    ----------
    codes
        Group of each person, from 0.
    values
        Shape (people, columns).

    Returns
    -------
    float64 array (columns,)
        NaN where a column is the same for everybody.
    """
    explained = _explained(codes[None, :], _standard_columns(values), _sizes(codes))
    return np.asarray(np.sqrt(explained)[0])


def by_numbers(
    numbers: NDArray[np.float64], values: NDArray[np.float64], random: np.random.Generator
) -> NDArray[np.float64]:
    """Rank correlations under :data:`DRAWS` shuffles of ``numbers``; shape (draws, columns)."""
    ranks, columns = _standard(numbers), _standard_columns(values)
    return np.concatenate([ranks[order] @ columns for order in _shuffles(len(ranks), random)])


def by_groups(
    codes: NDArray[np.intp], values: NDArray[np.float64], random: np.random.Generator
) -> NDArray[np.float64]:
    """Ratios of ranks under :data:`DRAWS` shuffles of ``codes``; shape (draws, columns)."""
    columns, sizes = _standard_columns(values), _sizes(codes)
    batches = [
        np.sqrt(_explained(codes[order], columns, sizes)) for order in _shuffles(len(codes), random)
    ]
    return np.concatenate(batches)


def _shuffles(people: int, random: np.random.Generator) -> list[NDArray[np.intp]]:
    """Batches of orders, each of shape (draws, people)."""
    at_once = max(1, BATCH // max(people, 1))
    sizes = [min(at_once, DRAWS - start) for start in range(0, DRAWS, at_once)]
    order = np.arange(people, dtype=np.intp)
    return [random.permuted(np.tile(order, (size, 1)), axis=1) for size in sizes]


def _explained(
    codes: NDArray[np.intp], columns: NDArray[np.float64], sizes: Sequence[int]
) -> NDArray[np.float64]:
    """Share of the variance between groups, for each row of ``codes``; columns are standard."""
    between = np.zeros((len(codes), columns.shape[1]))
    for code, size in enumerate(sizes):
        if size:
            between += ((codes == code).astype(np.float64) @ columns) ** 2 / size
    return np.asarray(np.clip(between, 0.0, 1.0))


def _sizes(codes: NDArray[np.intp]) -> list[int]:
    sizes: list[int] = np.bincount(codes).tolist()
    return sizes


def _standard_columns(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.stack([_standard(column) for column in values.T], axis=1))


def _standard(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ranks with mean 0 and sum of squares 1; NaN where all values are equal."""
    ranks = _ranks(values)
    ranks = ranks - ranks.mean()
    length = float(np.sqrt((ranks**2).sum()))
    return ranks / length if length > 0 else np.full(len(ranks), np.nan)


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ranks from 1; equal values share the mean of theirs."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[inverse.reshape(-1)], dtype=np.float64)
