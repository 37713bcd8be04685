"""Pairing under linear rows, exact over all pairs."""

from rmatch.assign.constrained.levels import solve_constrained

__all__ = ["solve_constrained"]
