"""The programme of one level under linear rows: pairs, best scores, rows, prices.

Variables are the pairs and, for columns with several places, one more for each pair that
says that it is the column's best. A linear programme (scipy's HiGHS) gives prices in
floating point; rounded to multiples of ``1 / SCALE`` they are as good as any, and with
``x`` in [0, 1] and rows ``A x <= b`` every ``y <= 0`` proves, in whole numbers,

    min c x  >=  y b + sum over variables of min(0, (c - y A)_v)

So a level is proven if this exceeds what it has less one, and a variable that would lift
the bound above what the level has is 0 in every matching as good.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.problem import LARGEST_SUM, Integers
from rmatch.assign.pulp_highs import LinearModel

__all__ = ["Programme", "Proof"]

SCALE = 1 << 20
# A value this near to a whole number is one.
WHOLE = 1e-6


@dataclass(frozen=True, eq=False)
class Proof:
    """What prices prove about a level, in multiples of ``1 / SCALE``.

    Attributes
    ----------
    bound
        No solution costs less.
    reduced
        What a unit of each variable adds to the bound at least, if above 0.
    values
        The linear programme's solution if it is whole, else ``None``: nothing is proven
        about it.
    """

    bound: int
    reduced: Integers
    values: Integers | None

    def proves(self, cost: int) -> bool:
        """Whether no whole solution costs less."""
        return self.least >= cost

    @property
    def least(self) -> int:
        """The least whole cost that the bound allows."""
        return -(-self.bound // SCALE)

    def needless(self, cost: int) -> NDArray[np.bool_]:
        """Variables that are 0 in every solution that costs no more."""
        found: NDArray[np.bool_] = self.reduced > cost * SCALE - self.bound
        return found


class Programme:
    """0/1 variables and rows ``sum of factor * variable <= high``, under construction."""

    def __init__(self, variables: int) -> None:
        self.variables = variables
        self._rows: list[Integers] = []
        self._numbers: list[Integers] = []
        self._factors: list[Integers] = []
        self._highs: list[Integers] = []
        self._count = 0

    def variable(self, count: int) -> Integers:
        """More variables; their numbers."""
        numbers = np.arange(self.variables, self.variables + count)
        self.variables += count
        return numbers

    def row(self, numbers: Integers, factors: Integers | int, high: int) -> None:
        """One row; without variables it is left out."""
        if len(numbers):
            self.rows(np.zeros_like(numbers), numbers, factors, np.array([high], dtype=np.int64))

    def rows(
        self, owners: Integers, numbers: Integers, factors: Integers | int, highs: Integers
    ) -> None:
        """One row for each of ``highs``; ``owners`` says to which a variable belongs."""
        self._rows.append(owners + self._count)
        self._numbers.append(numbers)
        self._factors.append(np.broadcast_to(np.asarray(factors, dtype=np.int64), numbers.shape))
        self._highs.append(highs)
        self._count += len(highs)

    def matrix(self) -> tuple[Any, Integers]:
        """The rows as a sparse matrix of whole numbers, and their limits."""
        from scipy.sparse import csr_array

        places = np.concatenate(self._rows), np.concatenate(self._numbers)
        entries = np.concatenate(self._factors)
        shape = self._count, self.variables
        return csr_array((entries, places), shape=shape), np.concatenate(self._highs)

    def model(self) -> LinearModel:
        """The same for PuLP; rows that cannot be broken are left out."""
        found = LinearModel(self.variables)
        matrix, highs = self.matrix()
        for k, high in enumerate(highs.tolist()):
            mine = slice(matrix.indptr[k], matrix.indptr[k + 1])
            factors = matrix.data[mine]
            if factors[factors > 0].sum() > high:
                found.add(matrix.indices[mine].astype(np.int64), factors, high=high)
        return found

    def prove(self, cost: Integers) -> Proof | None:
        """A bound on the least ``cost``; ``None`` if there is none in 64 bits."""
        from scipy.optimize import linprog

        matrix, highs = self.matrix()
        answer = linprog(cost, A_ub=matrix, b_ub=highs, bounds=(0, 1), method="highs")
        if answer.status != 0:
            return None
        found = np.minimum(answer.ineqlin.marginals * SCALE, 0.0)
        largest = float((-found @ abs(matrix)).sum() + -found @ np.abs(highs))
        if largest + SCALE * float(np.abs(cost).sum()) > LARGEST_SUM:
            return None
        prices = np.rint(found).astype(np.int64)
        reduced = cost * SCALE - prices @ matrix
        bound = int(prices @ highs) + int(np.minimum(reduced, 0).sum())
        values = np.rint(answer.x)
        whole = bool((np.abs(answer.x - values) < WHOLE).all())
        return Proof(bound, reduced, values.astype(np.int64) if whole else None)
