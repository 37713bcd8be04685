"""One requirement with its rows and knobs, before all of them are numbered together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from rmatch.assign.rows import LinearRow
from rmatch.requirements.knobs import Knob

__all__ = ["Kind", "Part", "merged"]

Kind = Literal["limit", "min_load", "parity", "funnel", "load", "sensitive"]


@dataclass(frozen=True, eq=False)
class Part:
    """A requirement; its knobs count its own rows from 0."""

    name: str
    kind: Kind
    rows: tuple[LinearRow, ...]
    knobs: tuple[Knob, ...] = ()


def merged(knobs: Iterable[Knob]) -> tuple[Knob, ...]:
    """Knobs of one setting as one, in the order of their first rows."""
    by_setting: dict[str, Knob] = {}
    for knob in knobs:
        known = by_setting.get(knob.setting)
        by_setting[knob.setting] = (
            knob
            if known is None
            else replace(known, rows=known.rows + knob.rows, figures=known.figures + knob.figures)
        )
    return tuple(by_setting.values())
