"""Optimal, proven and explained pairs for reverse mentoring.

>>> import rmatch
>>> roster = rmatch.read_roster("roster.csv")  # doctest: +SKIP
>>> matching = rmatch.pair(roster)  # doctest: +SKIP
>>> matching.write("pairings/")  # doctest: +SKIP
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rmatch import errors
    from rmatch.assign import Assignment, assign
    from rmatch.audit.figures import AuditReport
    from rmatch.explain.pair import Explanation
    from rmatch.explain.person import PersonExplanation
    from rmatch.feedback import Feedback, read_feedback
    from rmatch.matching import Matching, pair
    from rmatch.policy import Policy
    from rmatch.policy.file import read_policy
    from rmatch.roster import Decisions, Person, Roster, read_decisions, read_roster

__all__ = [
    "Assignment",
    "AuditReport",
    "Decisions",
    "Explanation",
    "Feedback",
    "Matching",
    "Person",
    "PersonExplanation",
    "Policy",
    "Roster",
    "__version__",
    "assign",
    "errors",
    "pair",
    "read_decisions",
    "read_feedback",
    "read_policy",
    "read_roster",
]

# Loaded when first used, so that `rmatch --help` and `import rmatch` stay quick.
_HOMES = {
    "Assignment": "rmatch.assign",
    "AuditReport": "rmatch.audit.figures",
    "Decisions": "rmatch.roster",
    "Explanation": "rmatch.explain.pair",
    "Feedback": "rmatch.feedback",
    "Matching": "rmatch.matching",
    "Person": "rmatch.roster",
    "PersonExplanation": "rmatch.explain.person",
    "Policy": "rmatch.policy",
    "Roster": "rmatch.roster",
    "assign": "rmatch.assign",
    "pair": "rmatch.matching",
    "read_decisions": "rmatch.roster",
    "read_feedback": "rmatch.feedback",
    "read_policy": "rmatch.policy.file",
    "read_roster": "rmatch.roster",
}


def __getattr__(name: str) -> Any:
    if name == "errors":
        return importlib.import_module("rmatch.errors")
    if name == "__version__":
        from importlib.metadata import version

        return version("rmatch")
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'rmatch' has no attribute '{name}'")


def __dir__() -> list[str]:
    return list(__all__)


class _Package(ModuleType):
    """Keeps ``rmatch.assign`` the function: importing the package of that name would bind it."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "assign" and isinstance(value, ModuleType):
            value = value.assign
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
