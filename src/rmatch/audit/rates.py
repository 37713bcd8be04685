"""Qualified people, pairings, rates and loads of each group, and the policy's lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from rmatch.audit.figures import Figure
from rmatch.audit.groups import Groups
from rmatch.audit.paired import Paired, Topics
from rmatch.audit.suppress import hidden
from rmatch.policy import Stereotypes

__all__ = ["group_sizes", "pairings", "qualified", "requirements", "withheld"]

FOUR_FIFTHS = Fraction(4, 5)
BELOW_FOUR_FIFTHS = "below four fifths of the highest rate"
BELOW_RATIO = "below the line of [stereotypes] ratio"
ABOVE_FUNNEL = "above the line of [stereotypes] funnel"
ABOVE_LOAD = "above the line of [stereotypes] load_tolerance"


@dataclass(frozen=True, slots=True)
class _Rates:
    """One row of rates: who could have been chosen, what was, and what may be shown."""

    people: tuple[int, ...]
    chosen: tuple[int, ...]
    hide: tuple[bool, ...]

    def rate(self, place: int) -> Fraction | None:
        """Chosen for each who could have been; None where nobody could."""
        people = self.people[place]
        return Fraction(self.chosen[place], people) if people else None


def group_sizes(groups: Groups) -> list[Figure]:
    """How many people each group has."""
    if not groups.labels:
        return []
    hide = hidden(groups.sizes, groups.minimum)
    return groups.figures("groups", "", "people", groups.sizes, groups.sizes, hide)


def qualified(groups: Groups, topics: Topics) -> list[Figure]:
    """Qualified people over all topics and in each listed one (SPEC 4, S5)."""
    found = []
    for subject, people, hide in _qualified(groups, topics):
        if any(people):
            found += groups.figures("qualified", subject, "qualified people", people, people, hide)
    return found


def _qualified(
    groups: Groups, topics: Topics
) -> list[tuple[str, tuple[int, ...], tuple[bool, ...]]]:
    """Subject, people and what is hidden: all topics first, then the listed ones."""
    rows = []
    concealed: set[int] = set()
    for key, name in topics.listed.items():
        people = groups.count(topics.qualified(groups.side, key))
        hide = hidden(people, groups.minimum)
        concealed |= _places(hide) if any(people) else set()
        rows.append((name, people, hide))
    people = groups.count(topics.qualified(groups.side))
    every = topics.wanted if groups.side == "junior" else topics.taught
    # Where all topics are listed, their sum bounds the number over all of them.
    also = concealed if every <= topics.listed.keys() else set()
    return [("", people, hidden(people, groups.minimum, force=also)), *rows]


def pairings(groups: Groups, paired: Paired, topics: Topics) -> list[Figure]:
    """Pairings, load, rates with their ratio to the highest, mean score and mean rank."""
    if not groups.labels:
        return []
    load = paired.load(groups.side)
    given = groups.sums(load)
    away = withheld(groups, paired, topics)
    loads = [
        Fraction(number, size) if size else None
        for number, size in zip(given, groups.sizes, strict=True)
    ]
    found = groups.figures("pairings", "", "pairings", given, groups.sizes, away)
    found += groups.figures("pairings", "", "load", loads, groups.sizes, away)
    found += _rate_figures(groups, "", _overall(groups, paired, topics))
    for key, rates in _by_topic(groups, paired, topics).items():
        found += _rate_figures(groups, topics.listed[key], rates)
    return found + _outcomes(groups, paired, load, away)


def _overall(groups: Groups, paired: Paired, topics: Topics) -> _Rates:
    """Qualified people with a pairing."""
    able = topics.qualified(groups.side)
    chosen = groups.count(able & (paired.load(groups.side) > 0))
    _, people, able_hidden = _qualified(groups, topics)[0]
    hide = hidden(people, groups.minimum, (chosen,), force=_places(able_hidden))
    return _Rates(people, chosen, hide)


def withheld(groups: Groups, paired: Paired, topics: Topics) -> tuple[bool, ...]:
    """Groups of which not even the number of pairings is shown.

    Whoever has a pairing is qualified, so that pairings tell of a hidden number of
    qualified people at least how large it is; and where every pairing is about a listed
    topic, they tell the same of each topic.
    """
    if not groups.attribute:
        return hidden(groups.sizes, groups.minimum)
    force = _places(_overall(groups, paired, topics).hide)
    if all(topic in topics.listed for topic in paired.primary):
        force |= _concealed(groups, paired, topics)
    given = groups.sums(paired.load(groups.side))
    return hidden(groups.sizes, groups.minimum, (given,), force=force)


def _concealed(groups: Groups, paired: Paired, topics: Topics) -> set[int]:
    """Groups that are hidden in a listed topic."""
    masks = [rates.hide for rates in _by_topic(groups, paired, topics).values()]
    return {place for mask in masks for place in _places(mask)}


def _places(mask: Sequence[bool]) -> set[int]:
    return {place for place, away in enumerate(mask) if away}


def _by_topic(groups: Groups, paired: Paired, topics: Topics) -> dict[str, _Rates]:
    """Pairings with each listed primary topic.

    A group hidden in one topic is hidden in all, for its pairings add up over topics.
    """
    rows = {}
    for key in topics.listed:
        people = groups.count(topics.qualified(groups.side, key))
        if any(people):
            rows[key] = (people, groups.sums(_with_topic(paired, groups.side, (key,))))
    force: set[int] = set()
    while True:
        masks = {
            key: hidden(people, groups.minimum, (chosen,), force=force)
            for key, (people, chosen) in rows.items()
        }
        wider = {place for mask in masks.values() for place in _places(mask)}
        if wider == force:
            break
        force = wider
    hide = tuple(place in force for place in range(len(groups.labels)))
    return {key: _Rates(people, chosen, hide) for key, (people, chosen) in rows.items()}


def _with_topic(paired: Paired, side: str, keys: Sequence[str]) -> NDArray[np.int64]:
    """Pairings of each person of a side whose primary topic is one of ``keys``."""
    about = np.array([topic in keys for topic in paired.primary], dtype=np.bool_)
    number = len(paired.people(side))
    return np.bincount(paired.ends(side)[about], minlength=number).astype(np.int64)


def _rate_figures(groups: Groups, subject: str, rates: _Rates) -> list[Figure]:
    places = range(len(groups.labels))
    values = [rates.rate(place) for place in places]
    named = [
        rate
        for place, rate in enumerate(values[: groups.named])
        if rate is not None and not rates.hide[place]
    ]
    highest = max(named, default=Fraction(0))
    if not any(rates.people):
        return []
    found = groups.figures("pairings", subject, "rate", values, rates.people, rates.hide)
    if len(named) < 2 or not highest:
        return found
    ratios = [
        rate / highest if rate is not None and place < groups.named else None
        for place, rate in enumerate(values)
    ]
    flags = {
        place: BELOW_FOUR_FIFTHS
        for place, ratio in enumerate(ratios)
        if ratio is not None and ratio < FOUR_FIFTHS
    }
    measure = "ratio to the highest rate"
    return found + groups.figures(
        "pairings", subject, measure, ratios, rates.people, _of_named(groups, rates.hide), flags
    )


def _of_named(groups: Groups, hide: Sequence[bool]) -> tuple[bool, ...]:
    """What is hidden, where pooled groups have no figure at all."""
    return tuple(away and place < groups.named for place, away in enumerate(hide))


def _outcomes(
    groups: Groups, paired: Paired, load: NDArray[np.int64], away: Sequence[bool]
) -> list[Figure]:
    """Mean score and mean rank of the pairings of each group."""
    people = groups.count(load > 0)
    if not any(people):
        return []
    hide = hidden(people, groups.minimum, force=_places(away))
    given = groups.sums(load)
    ends, number = paired.ends(groups.side), len(paired.people(groups.side))
    found = []
    for measure, values, unit in (
        ("mean score", paired.score, 100),
        ("mean rank among legal partners", paired.rank(groups.side), 1),
    ):
        sums = np.zeros(number, dtype=np.int64)
        np.add.at(sums, ends, values)
        # Beside pairings.csv more decimals would fit few sets of people, and so name them.
        means = [
            round(Fraction(total, unit * count), 1) if count else None
            for total, count in zip(groups.sums(sums), given, strict=True)
        ]
        found += groups.figures("pairings", "", measure, means, people, hide)
    return found


def requirements(
    groups: Groups, paired: Paired, topics: Topics, lines: Stereotypes
) -> list[Figure]:
    """The juniors' groups beside the lines of ``[stereotypes]`` (SPEC 4, S5 to S7)."""
    if groups.side != "junior" or not groups.named or not len(paired):
        return []
    found = []
    for key, rates in _by_topic(groups, paired, topics).items():
        found += _parity(groups, topics.listed[key], rates, _exact(lines.ratio))
    if topics.listed:
        found += _funnel(groups, paired, topics, _exact(lines.funnel))
    away = withheld(groups, paired, topics)
    return found + _load(groups, paired, _exact(lines.load_tolerance), away)


def _exact(value: float) -> Fraction:
    return Fraction(str(value))


def _parity(groups: Groups, subject: str, rates: _Rates, ratio: Fraction) -> list[Figure]:
    """How far each group's rate is above what S5 asks of it beside any other group."""
    shown = [p for p in range(groups.named) if not rates.hide[p] and rates.people[p]]
    if len(shown) < 2:
        return []
    margins: list[Fraction | None] = [None] * len(groups.labels)
    for place in shown:
        own = Fraction(rates.chosen[place], rates.people[place])
        margins[place] = min(
            own
            - ratio * Fraction(rates.chosen[other], rates.people[other])
            + Fraction(1, min(rates.people[place], rates.people[other]))
            for other in shown
            if other != place
        )
    flags = {
        p: BELOW_RATIO for p, margin in enumerate(margins) if margin is not None and margin < 0
    }
    measure = "parity margin"
    hide = _of_named(groups, rates.hide)
    return groups.figures("requirements", subject, measure, margins, rates.people, hide, flags)


def _funnel(groups: Groups, paired: Paired, topics: Topics, most: Fraction) -> list[Figure]:
    """The listed topics' share of each group's offers, and of its pairings (S6)."""
    listed = tuple(topics.listed)
    offers = np.array([len(topics.wanted & levels.keys()) for levels in topics.teaching])
    wanted_listed = topics.wanted & set(listed)
    on_listed = np.array([len(wanted_listed & levels.keys()) for levels in topics.teaching])
    load, taught = paired.load("junior"), _with_topic(paired, "junior", listed)
    with_offers, with_pairing = groups.count(offers > 0), groups.count(load > 0)
    people = tuple(map(min, with_offers, with_pairing))
    force = _concealed(groups, paired, topics) | _places(withheld(groups, paired, topics))
    given, chosen = groups.sums(load), groups.sums(taught)
    offered, listed_offers = groups.sums(offers), groups.sums(on_listed)
    hide = hidden(people, groups.minimum, (chosen, listed_offers), force=force)
    shares = [Fraction(a, b) if b else None for a, b in zip(listed_offers, offered, strict=True)]
    parts = [Fraction(a, b) if b else None for a, b in zip(chosen, given, strict=True)]
    flags = {
        place: ABOVE_FUNNEL
        for place, share in enumerate(shares)
        if share is not None
        and place < groups.named
        and chosen[place] > most * share * given[place] + 1
    }
    rows: tuple[tuple[str, list[Fraction | None], dict[int, str]], ...] = (
        ("share of the offers", shares, {}),
        ("share of the pairings", parts, flags),
    )
    found = []
    for measure, values, marked in rows:
        found += groups.figures(
            "requirements", "listed topics", measure, values, people, hide, marked
        )
    return found


def _load(
    groups: Groups, paired: Paired, tolerance: Fraction, away: Sequence[bool]
) -> list[Figure]:
    """Each group's share of the juniors, and of all pairings (S7)."""
    given = groups.sums(paired.load("junior"))
    juniors, every = len(paired.people("junior")), len(paired)
    flags = {
        place: ABOVE_LOAD
        for place, number in enumerate(given)
        if place < groups.named
        and number > (1 + tolerance) * Fraction(groups.sizes[place], juniors) * every + 1
    }
    shares = [Fraction(size, juniors) for size in groups.sizes]
    parts = [Fraction(number, every) for number in given]
    sizes = groups.sizes
    found = groups.figures("requirements", "load", "share of the juniors", shares, sizes)
    return found + groups.figures(
        "requirements", "load", "share of the pairings", parts, sizes, away, flags
    )
