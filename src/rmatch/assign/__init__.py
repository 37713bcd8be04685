"""The numeric core: arrays in, arrays out; knows no people, files or frames."""

from rmatch.assign.core import Assignment, assign, solve
from rmatch.assign.errors import CapacityError, ScoreError
from rmatch.assign.forced import UnmatchedCosts, force_pair, unmatched_costs
from rmatch.assign.problem import PairingProblem, build_problem

__all__ = [
    "Assignment",
    "CapacityError",
    "PairingProblem",
    "ScoreError",
    "UnmatchedCosts",
    "assign",
    "build_problem",
    "force_pair",
    "solve",
    "unmatched_costs",
]
