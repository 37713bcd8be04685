"""Rows of ``[stereotypes] mode = "enforce"``: parity, no funnelling, load (SPEC 4, S5 to S7).

Groups are numbers in the order in which their first junior is solved, so that neither
their names nor the order of the roster's rows reach a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import permutations

import numpy as np

from rmatch.assign.problem import Integers
from rmatch.assign.rows import LinearRow
from rmatch.requirements.knobs import Figure, Knob
from rmatch.requirements.pairs import Asked, Mask, Pairs
from rmatch.requirements.parts import Part
from rmatch.requirements.whole import STEP, exact, row, share_at_most, within
from rmatch.roster.conditions import shown_topic
from rmatch.roster.evidence import gaps, teach

__all__ = ["LEAST_QUALIFIED", "group_masks", "stereotypes"]

# Groups with fewer juniors who can teach a topic are reported, not balanced.
LEAST_QUALIFIED = 5


def stereotypes(pairs: Pairs, groups: Sequence[Mask], sensitive: frozenset[str]) -> Iterator[Part]:
    """The parts of parity, topic by topic, of no funnelling and of load."""
    teaching = [teach(junior, pairs.policy.evidence) for junior in pairs.juniors]
    listed: dict[str, str] = {}
    for name in pairs.policy.stereotypes.topics:
        listed.setdefault(pairs.grammar.key(name), name)
    yield from _parity(pairs, groups, teaching, listed, sensitive)
    yield _funnel(pairs, groups, teaching, tuple(sorted(listed)))
    yield _load(pairs, groups)


def group_masks(groups: Integers) -> tuple[Mask, ...]:
    """Each group's juniors, by the group's first junior; code -1 is no group."""
    codes = dict.fromkeys(code for code in groups.tolist() if code >= 0)
    return tuple(groups == code for code in codes)


def _parity(
    pairs: Pairs,
    groups: Sequence[Mask],
    teaching: Sequence[Mapping[str, int]],
    listed: Mapping[str, str],
    sensitive: frozenset[str],
) -> Iterator[Part]:
    """S5; sensitive topics share one name, and with it one part."""
    rows: dict[str, list[LinearRow]] = {}
    figures: dict[str, list[Figure]] = {}
    ratio = exact(pairs.policy.stereotypes.ratio)
    for key, name in listed.items():
        shown = f"parity: {shown_topic(name, key, sensitive, pairs.policy)}"
        rows.setdefault(shown, [])
        figures.setdefault(shown, [])
        qualified = np.array([key in levels for levels in teaching], dtype=np.bool_)
        able = [mask for group in groups if (mask := group & qualified).sum() >= LEAST_QUALIFIED]
        for one, other in permutations(able, 2):
            row_, figure = _at_least_ratio(pairs, one, other, ratio, ("topic", (key,)))
            rows[shown].append(row_)
            figures[shown].append(figure)
    for shown, found in rows.items():
        knob = _knob("ratio", ratio, False, len(found), figures[shown])
        yield Part(shown, "parity", tuple(found), knob)


def _at_least_ratio(
    pairs: Pairs, one: Mask, other: Mask, ratio: Fraction, topic: Asked
) -> tuple[LinearRow, Figure]:
    """``count / n >= ratio * count' / n' - 1 / min(n, n')``, in whole numbers.

    Times ``n * n'``: ``ratio * n * count' <= n' * count + max(n, n')``.
    """
    size, other_size = int(one.sum()), int(other.sum())
    count, other_count = pairs.of(one, None, topic), pairs.of(other, None, topic)
    slack = max(size, other_size)
    # The other side over count', a fraction with at most that denominator, decides.
    share = within(ratio * size, pairs.number)[1]
    whole = share.denominator
    terms = [(share.numerator, other_count), (-whole * other_size, count)]
    unit = max(share.numerator, whole * other_size)
    plus, scale = Fraction(slack, other_size), Fraction(other_size, size)
    return row(terms, whole * slack, unit), Figure(count, other_count, plus, scale)


def _funnel(
    pairs: Pairs,
    groups: Sequence[Mask],
    teaching: Sequence[Mapping[str, int]],
    listed: tuple[str, ...],
) -> Part:
    """S6: ``listed pairings <= funnel * q * pairings + 1``; a group without offers has no row."""
    funnel = exact(pairs.policy.stereotypes.funnel)
    wanted = {want.key for senior in pairs.seniors for want, _, _ in gaps(senior)}
    offers = np.array([len(levels.keys() & wanted) for levels in teaching])
    of_listed = np.array([len(levels.keys() & wanted & set(listed)) for levels in teaching])
    rows: list[LinearRow] = []
    figures: list[Figure] = []
    for group in groups:
        offered = int(offers[group].sum())
        if not offered:
            continue
        share = Fraction(int(of_listed[group].sum()), offered)
        count, base = pairs.of(group, None, ("topic", listed)), pairs.of(group)
        rows.append(share_at_most(count, base, funnel * share, pairs.number, plus=1))
        if share:
            figures.append(Figure(count, base, Fraction(-1), 1 / share))
    knob = _knob("funnel", funnel, True, len(rows), figures)
    return Part("no_funnelling", "funnel", tuple(rows), knob)


def _load(pairs: Pairs, groups: Sequence[Mask]) -> Part:
    """S7: ``pairings <= (1 + load_tolerance) * share of the juniors * all pairings + 1``."""
    tolerance = exact(pairs.policy.stereotypes.load_tolerance)
    rows: list[LinearRow] = []
    figures: list[Figure] = []
    for group in groups:
        share = Fraction(int(group.sum()), len(pairs.juniors))
        count, base = pairs.of(group), pairs.all()
        rows.append(share_at_most(count, base, (1 + tolerance) * share, pairs.number, plus=1))
        figures.append(Figure(count, base, Fraction(-1), 1 / share, Fraction(-1)))
    knob = _knob("load_tolerance", tolerance, True, len(rows), figures)
    return Part("load", "load", tuple(rows), knob)


def _knob(
    key: str, current: Fraction, most: bool, rows: int, figures: Sequence[Figure]
) -> tuple[Knob, ...]:
    if not figures:
        return ()
    at, label = f"stereotypes.{key}", f"[stereotypes] {key}"
    return (Knob(tuple(range(rows)), at, current, most, tuple(figures), label, STEP),)
