"""Whether the parts of the score go together with an attribute: flagged, never judged."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rmatch.audit.chance import (
    by_groups,
    by_numbers,
    generator,
    rank_correlation,
    ratio_of_ranks,
    share_at_least,
)
from rmatch.audit.figures import Figure
from rmatch.audit.groups import Groups, rounded
from rmatch.audit.paired import Paired
from rmatch.audit.suppress import roughly
from rmatch.cohort import BLOCK_ROWS, Cohort
from rmatch.roster.attributes import Attribute

__all__ = ["Means", "association", "legal_means", "paired_means"]

Means = tuple[NDArray[np.float64], NDArray[np.bool_]]
"""Values (people x components and total), and who has any."""

LINE = 0.3
FLAG = "above 0.3"
NO_SPREAD = "the same for everybody"
IN_PAIRINGS = "in the pairings"
OVER_LEGAL = "over all legal partners"
# Below it, an attribute with some numbers in it is compared group by group.
MOSTLY = 0.8


def association(
    attribute: Attribute,
    groups: Groups,
    paired: Paired,
    means: dict[str, Means],
    seed: int,
) -> list[Figure]:
    """Each component and the total against an attribute, for the people of one side.

    Parameters
    ----------
    attribute, groups
        The column, and its groups among the people of the side.
    paired
        The pairings.
    means
        Where the values come from, to the values: :func:`paired_means`, :func:`legal_means`.
    seed
        Of the shuffles.
    """
    found = []
    for where, (values, known) in means.items():
        found += _one(attribute, groups, paired, where, values, known, seed)
    subjects = subjects_of(paired.cohort)
    return sorted(found, key=lambda figure: subjects.index(figure.subject))


def subjects_of(cohort: Cohort) -> tuple[str, ...]:
    """The active components, ``shared_hours`` first, and the total."""
    names = sorted(cohort.scorer.weights, key=lambda name: name != "shared_hours")
    return (*names, "score")


def _one(
    attribute: Attribute,
    groups: Groups,
    paired: Paired,
    where: str,
    values: NDArray[np.float64],
    known: NDArray[np.bool_],
    seed: int,
) -> list[Figure]:
    numbers = _numbers(attribute, groups, paired, known)
    random = generator(seed, "association", attribute.heading, groups.side, where)
    if numbers is not None:
        known = known & ~np.isnan(numbers)
        observed = rank_correlation(numbers[known], values[known])
        drawn = by_numbers(numbers[known], values[known], random)
    else:
        enough = np.array(groups.count(known)[: groups.named]) >= groups.minimum
        known = known & np.isin(groups.codes, np.flatnonzero(enough))
        if np.count_nonzero(enough) < 2:
            return []
        observed = ratio_of_ranks(groups.codes[known], values[known])
        drawn = by_groups(groups.codes[known], values[known], random)
    people = roughly(int(np.count_nonzero(known)), groups.minimum)
    measure = "correlation ratio of ranks" if numbers is None else "rank correlation"
    found = []
    for place, subject in enumerate(subjects_of(paired.cohort)):
        about = ("association", attribute.heading, groups.side, "", subject)
        value = float(observed[place])
        if np.isnan(value):
            found.append(Figure(*about, f"{measure}, {where}", None, people, hidden=NO_SPREAD))
            continue
        flag = FLAG if abs(value) > LINE else ""
        chance = share_at_least(abs(value), np.abs(drawn[:, place]))
        found.append(Figure(*about, f"{measure}, {where}", rounded(value), people, flag=flag))
        found.append(Figure(*about, f"permutation p, {where}", rounded(chance), people))
    return found


def _numbers(
    attribute: Attribute, groups: Groups, paired: Paired, known: NDArray[np.bool_]
) -> NDArray[np.float64] | None:
    """Everybody's number, NaN without one; None where the attribute is rather one of groups."""
    people = paired.people(groups.side)
    numbers = np.array([attribute.numbers.get(person.id, np.nan) for person in people])
    stated = np.array([person.id in attribute.groups for person in people], dtype=np.bool_)
    have = int(np.count_nonzero(known & ~np.isnan(numbers)))
    if have < max(groups.minimum, MOSTLY * np.count_nonzero(known & stated)):
        return None
    return numbers if len(np.unique(numbers[known & ~np.isnan(numbers)])) > 2 else None


def paired_means(paired: Paired, side: str) -> Means:
    """Each person's mean of every component and of the score over their pairings."""
    load, ends = paired.load(side), paired.ends(side)
    subjects = subjects_of(paired.cohort)
    sums = np.zeros((len(load), len(subjects)))
    for place, subject in enumerate(subjects):
        values = paired.score if subject == "score" else paired.parts[subject]
        np.add.at(sums[:, place], ends, values)
    return sums / np.maximum(load, 1)[:, None], load > 0


def legal_means(
    cohort: Cohort,
) -> dict[str, Means]:
    """The same over all legal partners: what the score says before anybody is chosen.

    Returns
    -------
    dict
        Side to values and who has a legal partner at all.
    """
    subjects = subjects_of(cohort)
    juniors, seniors = cohort.legal.shape
    by_junior = np.zeros((juniors, len(subjects)))
    by_senior = np.zeros((seniors, len(subjects)))
    everyone = slice(0, seniors)
    for start in range(0, juniors, BLOCK_ROWS):
        rows = slice(start, start + BLOCK_ROWS)
        legal = cohort.legal[rows]
        parts = cohort.scorer.parts(rows, everyone)
        for place, subject in enumerate(subjects):
            block = cohort.score[rows] if subject == "score" else parts[subject]
            kept = np.where(legal, block, 0)
            by_junior[rows, place] = kept.sum(axis=1, dtype=np.int64)
            by_senior[:, place] += kept.sum(axis=0, dtype=np.int64)
    found = {}
    for side, sums, axis in (("junior", by_junior, 1), ("senior", by_senior, 0)):
        partners = np.count_nonzero(cohort.legal, axis=axis)
        found[side] = (sums / np.maximum(partners, 1)[:, None], partners > 0)
    return found
