"""The fairest pairing: leximin over the columns' best scores."""

from rmatch.assign.fairest.leximin import solve_fairest
from rmatch.assign.fairest.result import FairestResult

__all__ = ["FairestResult", "solve_fairest"]
