"""Errors of the numeric core's arguments: usage errors that are ``ValueError`` too."""

from __future__ import annotations

from rmatch.errors import UsageError

__all__ = ["CapacityError", "ScoreError"]


class ScoreError(UsageError, ValueError):
    """The score matrix cannot be used."""


class CapacityError(UsageError, ValueError):
    """The capacities cannot be used."""
