"""What a programme asks beyond pairs: limits, minimum loads, stereotype rows, as linear rows."""

from rmatch.requirements.knobs import Figure, Knob
from rmatch.requirements.loads import Loads, asked_loads, loads_not_asked
from rmatch.requirements.requirements import (
    Requirement,
    Requirements,
    needs_primary,
    needs_sensitive,
)

__all__ = [
    "Figure",
    "Knob",
    "Loads",
    "Requirement",
    "Requirements",
    "asked_loads",
    "loads_not_asked",
    "needs_primary",
    "needs_sensitive",
]
