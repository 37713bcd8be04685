"""The rules: who may never be paired, as blocks, with a name and a count a rule (SPEC 3)."""

from rmatch.rules.rules import Rules

__all__ = ["Rules"]
