"""audit(): any pairings over a cohort, its attributes, and what can be said of the two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from rmatch.audit.ages import ages
from rmatch.audit.association import Means, association, legal_means, paired_means
from rmatch.audit.evidence import earned_from_self, points_from_self, stated_levels
from rmatch.audit.figures import POOLED, SECTIONS, AuditReport, Figure
from rmatch.audit.groups import Groups, everybody
from rmatch.audit.overlap import tells_few
from rmatch.audit.paired import SIDES, Paired, Topics
from rmatch.audit.rates import group_sizes, pairings, qualified, requirements, withheld
from rmatch.cohort import Cohort
from rmatch.roster.attributes import Attribute, Attributes, read_attributes

__all__ = ["audit"]

SAYS: Mapping[str, str] = MappingProxyType(
    {
        "groups": "How many people each group has among those who take part.",
        "qualified": "Juniors who can teach something that a senior wants with a gap, and "
        "seniors who want with a gap something that a junior can teach; then for each listed "
        "topic.",
        "pairings": "The rate is the share of the qualified people who have a pairing; for a "
        "topic, pairings with that primary topic for each person qualified in it. Four fifths "
        "of the highest rate (29 CFR 1607.4(D)) is a reporting line and no more.",
        "requirements": "Each group beside the lines of [stereotypes], whether they were "
        "enforced or not: a parity margin below 0 is past the line.",
        "age": "Among equally qualified juniors (same topic, same level, both legal for the "
        "senior) the older is chosen in half of the cases if nothing but chance decides; "
        "random legal matchings of the same people show how often the younger would teach "
        "the older anyway. Numbers of people are rounded down.",
        "association": "The parts of the score beside the attribute: the rank correlation "
        "(Spearman) for numbers, for groups the correlation ratio of ranks (Kruskal and "
        "Wallis), which is Cramér's V where a part has two values. Above 0.3 is flagged; "
        "the permutation p is the share of shuffles that reach as much. Numbers of people "
        "are rounded down.",
        "evidence": "The mean level that people state, by how it is known, and the share of "
        "the points that rests on nothing but the teacher's own rating.",
    }
)


def audit(
    cohort: Cohort,
    pairs: Iterable[tuple[str, str]],
    attributes: Attributes | None = None,
    *,
    seed: int | None = None,
) -> AuditReport:
    """Report on pairings, group by group; nothing is judged and nothing changed.

    Parameters
    ----------
    cohort
        Everybody who takes part, with scores and rules.
    pairs
        (junior id, senior id) of each pairing, from rmatch or from elsewhere: pairings that
        a rule forbids, or above somebody's capacity, are noted and audited all the same.
    attributes
        From :func:`rmatch.roster.attributes.read_attributes`; if not given, all that the
        roster has are read now.
    seed
        Of the shuffles and the random matchings; the policy's if not given.

    Returns
    -------
    AuditReport
        Every figure rests on at least ``[audit] minimum`` people; the order of rows in the
        roster and of pairings never matters.

    Raises
    ------
    RosterError
        If the attributes cannot be read.

    Examples
    --------
    >>> import rmatch
    >>> matching = rmatch.pair(rmatch.read_roster("examples/roster.csv"))
    >>> pairs = zip(matching.pairings["junior_id"], matching.pairings["senior_id"])
    >>> report = audit(matching.solved.cohort, pairs)
    >>> report.attributes, report.minimum
    (('age', 'gender'), 5)
    """
    if attributes is None:
        attributes = read_attributes(cohort.roster)
    seed = cohort.policy.seed if seed is None else seed
    minimum = cohort.policy.audit.minimum
    paired, topics = Paired.of(cohort, pairs), Topics.of(cohort)
    means = _means(paired)
    earned = earned_from_self(paired)
    figures: list[Figure] = []
    notes = [*paired.notes, *attributes.notes]
    if not len(paired):
        notes.append("There is no pairing, so nothing is said about pairings.")
    for side in SIDES:
        whole = everybody(side, paired.people(side), minimum)
        figures += _by_group(whole, paired, topics, earned)
    shown: dict[str, list[Groups]] = {side: [] for side in SIDES}
    for attribute in attributes.columns:
        for side in SIDES:
            groups = Groups.of(attribute, side, paired.people(side), minimum)
            if any(tells_few(groups, other) for other in shown[side]):
                groups = groups.without_labels()
                notes.append(_beside_another(groups))
            else:
                notes += _cannot_show(groups, attribute, paired)
                shown[side].append(groups)
            if groups.named:
                figures += _by_group(groups, paired, topics, earned)
            if len(paired):
                figures += association(attribute, groups, paired, means[side], seed)
        if attribute.seniority and len(paired):
            figures += ages(attribute, paired, topics, minimum, seed)
    notes += _missing(attributes, topics, figures)
    ordered = sorted(figures, key=lambda figure: SECTIONS.index(figure.section))
    return AuditReport(
        tuple(ordered),
        tuple(dict.fromkeys(notes)),
        attributes.headings,
        minimum,
        seed,
        _sentences(ordered),
    )


def _means(paired: Paired) -> dict[str, dict[str, Means]]:
    """What associations are about: for each side, the pairings and all legal partners."""
    legal = legal_means(paired.cohort)
    return {
        side: {
            "in the pairings": paired_means(paired, side),
            "over all legal partners": legal[side],
        }
        for side in SIDES
    }


def _by_group(
    groups: Groups, paired: Paired, topics: Topics, earned: NDArray[np.int64]
) -> list[Figure]:
    found = [*group_sizes(groups), *qualified(groups, topics)]
    if len(paired):
        found += pairings(groups, paired, topics)
        found += requirements(groups, paired, topics, paired.cohort.policy.stereotypes)
        found += points_from_self(groups, paired, earned, withheld(groups, paired, topics))
    return found + stated_levels(groups, paired)


def _beside_another(groups: Groups) -> str:
    return (
        f"{groups.attribute}, {groups.side}s: not shown, for beside the groups of another column "
        f"figures on fewer than {groups.minimum} people would follow by subtraction."
    )


def _cannot_show(groups: Groups, attribute: Attribute, paired: Paired) -> list[str]:
    """What of one attribute and side is not shown, and why; small groups are not even named."""
    about, minimum = f"{groups.attribute}, {groups.side}s", groups.minimum
    stated = any(person.id in attribute.groups for person in paired.people(groups.side))
    if not stated:
        return [f"{about}: nobody has a value, so nothing is shown."]
    if not groups.named:
        return [
            f"{about}: no two groups can be shown with {minimum} people or more in each, so "
            "none is."
        ]
    if POOLED in groups.labels:
        return [
            f"{about}: groups with fewer than {minimum} people are shown together, with the "
            "next larger one where even together they would be too few."
        ]
    return []


def _missing(attributes: Attributes, topics: Topics, figures: list[Figure]) -> list[str]:
    """What the audit cannot say for want of data."""
    notes = []
    if not attributes.columns:
        notes.append("The roster has no column about a protected trait, so no group is compared.")
    elif not any(column.seniority for column in attributes.columns):
        notes.append(
            "No column tells ages (an age, a year or a date of birth), so nothing is said about "
            "older and younger."
        )
    if not topics.listed:
        notes.append(
            "[stereotypes] topics lists none, so nothing is said about parity and funnelling."
        )
    for key, name in topics.listed.items():
        if key not in topics.taught:
            notes.append(f"No junior can teach {name}.")
        elif key not in topics.wanted:
            notes.append(f"No senior wants {name} with a gap.")
    if any(figure.hidden.endswith("worked out") for figure in figures):
        notes.append(
            "A figure that is not shown rests on too few people, or would let such a number be "
            "worked out from the others; the same words stand for both."
        )
    return notes


def _sentences(figures: list[Figure]) -> dict[str, str]:
    """What each section says, and how many of its figures pass a reporting line."""
    found = {}
    for section in SECTIONS:
        own = [figure for figure in figures if figure.section == section]
        if own:
            flagged = sum(bool(figure.flag) for figure in own)
            past = f" Figures past a reporting line: {flagged}." if flagged else ""
            found[section] = SAYS[section] + past
    return found
