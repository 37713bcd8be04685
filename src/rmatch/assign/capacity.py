"""Checks of the arrays that a caller hands in: scores and capacities."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.errors import CapacityError, ScoreError

__all__ = ["checked_capacity", "checked_score"]


def checked_score(score: Any) -> NDArray[Any]:
    """``score`` as a two-dimensional array of whole numbers; never copied if it is one."""
    matrix = np.asarray(score)
    if matrix.ndim != 2:
        raise ScoreError(
            f"score must have two dimensions (rows, columns), not {matrix.ndim}. "
            "Fix: pass one row a junior, one column a senior"
        )
    if matrix.dtype.kind not in "iu":
        raise ScoreError(
            f"score must hold whole numbers, not {matrix.dtype}. Fix: scale the scores, round "
            "them and pass score.astype('int32'), negative where a pair is forbidden"
        )
    if matrix.dtype == np.uint64:
        if matrix.size and int(matrix.max()) > np.iinfo(np.int64).max:
            raise ScoreError("score holds numbers above 64 bits. Fix: divide by a common factor")
        matrix = matrix.astype(np.int64)
    return matrix


def checked_capacity(capacity: Any, size: int, others: int, name: str) -> NDArray[np.int64]:
    """One capacity for each of ``size``, at most ``others``: nobody can use more."""
    given = np.asarray(capacity)
    if given.size == 0 and given.shape == (size,):
        return np.zeros(size, dtype=np.int64)
    if given.dtype.kind not in "iu":
        raise CapacityError(
            f"{name} must be whole numbers, not {given.dtype}. Fix: pass a whole number, "
            "or one for each"
        )
    if given.shape not in ((), (size,)):
        raise CapacityError(
            f"{name} must be one number or {size} of them, not an array of shape {given.shape}"
        )
    if (given < 0).any():
        raise CapacityError(
            f"{name} must not be negative (found: {int(given.min())}). Fix: use 0 for "
            "somebody who has no place"
        )
    return np.broadcast_to(np.minimum(given, others).astype(np.int64), (size,)).copy()
