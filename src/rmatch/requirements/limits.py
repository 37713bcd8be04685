"""Rows of the policy's ``[[limits]]``: at least or at most so many pairings of one kind."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rmatch.assign.rows import LinearRow, PairSet
from rmatch.policy import Limit
from rmatch.requirements.knobs import Figure, Knob
from rmatch.requirements.pairs import Asked, Pairs
from rmatch.requirements.parts import Part
from rmatch.requirements.whole import (
    STEP,
    at_least,
    at_most,
    exact,
    share_at_least,
    share_at_most,
)
from rmatch.roster.conditions import limit_name

__all__ = ["limits"]


def limits(pairs: Pairs) -> Iterator[Part]:
    """A part for each limit, in the policy's order."""
    listed = pairs.policy.limits
    for number, limit in enumerate(listed):
        name = limit_name(listed, number, pairs.policy)
        named = bool(limit.name) and name != f"limit {number + 1}"
        words = f"[[limits]] '{name}'" if named else f"[[limits]] number {number + 1}"
        yield _part(pairs, limit, name, f"limits[{number + 1}]", words)


def _part(pairs: Pairs, limit: Limit, name: str, setting: str, words: str) -> Part:
    counted = _counted(pairs, limit)
    rows: list[LinearRow] = []
    knobs: list[Knob] = []
    for key, bound in (("min", limit.min), ("max", limit.max)):
        if bound is None:
            continue
        figure = Figure(counted, pairs.all() if limit.share else None)
        step = STEP if limit.share else Fraction(1)
        most = key == "max"
        at, label = f"{setting}.{key}", f"{words} {key}"
        knobs.append(Knob((len(rows),), at, exact(bound), most, (figure,), label, step))
        rows.append(_row(pairs, counted, exact(bound), most=most, share=limit.share))
    return Part(name, "limit", tuple(rows), tuple(knobs))


def _counted(pairs: Pairs, limit: Limit) -> PairSet:
    """The pairs that a limit is about."""
    asked: list[Asked] = [("same", (column,)) for column in limit.same]
    asked += [("different", (column,)) for column in limit.different]
    if limit.topic:
        asked.append(("topic", tuple(sorted({pairs.grammar.key(name) for name in limit.topic}))))
    juniors = pairs.fitting("junior", limit.junior) if limit.junior else None
    seniors = pairs.fitting("senior", limit.senior) if limit.senior else None
    return pairs.of(juniors, seniors, *asked)


def _row(pairs: Pairs, counted: PairSet, bound: Fraction, *, most: bool, share: bool) -> LinearRow:
    if share:
        build = share_at_most if most else share_at_least
        return build(counted, pairs.all(), bound, pairs.number)
    return at_most(counted, int(bound)) if most else at_least(counted, int(bound))
