"""A brief as JSON, both ways; equal briefs give equal bytes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rmatch.brief.model import Brief
from rmatch.output.encode import json_bytes

if TYPE_CHECKING:
    from pydantic import TypeAdapter

__all__ = ["brief_of", "record"]


def record(brief: Brief) -> bytes:
    """A brief as UTF-8 JSON, its keys sorted."""
    return json_bytes(_adapter().dump_python(brief, mode="json"))


def brief_of(data: bytes) -> Brief:
    """The brief that :func:`record` wrote.

    Raises
    ------
    ValueError
        If the bytes are no brief.
    """
    return _adapter().validate_json(data)


# Built when first asked for, and the same ever after.
@cache
def _adapter() -> TypeAdapter[Brief]:
    from pydantic import TypeAdapter

    return TypeAdapter(Brief)
