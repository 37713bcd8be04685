"""Older and younger: who is chosen among the equally qualified, and who teaches whom."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rmatch.audit.chance import DRAWS, generator, two_sided
from rmatch.audit.figures import Figure
from rmatch.audit.groups import rounded
from rmatch.audit.paired import Paired, Topics
from rmatch.audit.suppress import roughly, too_few
from rmatch.roster.attributes import Attribute

__all__ = ["ages", "random_matchings"]

# Rounds of a random walk before a matching counts as drawn.
ROUNDS = 20
NO_EQUALS = "no equally qualified juniors of different ages"
NO_AGES = "no legal pairing of two people whose ages are known"


def ages(
    attribute: Attribute, paired: Paired, topics: Topics, minimum: int, seed: int
) -> list[Figure]:
    """Figures on older and younger from an attribute that tells ages."""
    own = {side: _older(attribute, paired, side) for side in ("junior", "senior")}
    return [
        *_chosen(attribute.heading, own["junior"], paired, topics, minimum, seed),
        *_teaching(attribute.heading, own, paired, minimum, seed),
    ]


def _older(attribute: Attribute, paired: Paired, side: str) -> NDArray[np.float64]:
    """A number that grows with age, NaN where it is not known."""
    numbers = [attribute.numbers.get(person.id, np.nan) for person in paired.people(side)]
    return np.array(numbers, dtype=np.float64) * attribute.seniority


# --- chosen among the equally qualified ---


def _chosen(
    heading: str,
    age: NDArray[np.float64],
    paired: Paired,
    topics: Topics,
    minimum: int,
    seed: int,
) -> list[Figure]:
    """How often the older of two equally qualified juniors is the one chosen.

    For every pairing: the juniors who teach its primary topic at the same level and are
    legal for the senior, of another age, and not paired with the senior as well. The share
    of them who are younger than the one chosen, meaned over pairings, is 0.5 on average
    where age plays no part: each of them might as well have been chosen.
    """
    shares, chances, people = [], [], set[int]()
    pairings = 0
    random = generator(seed, "older chosen", heading)
    for place, others in _equals(age, paired, topics):
        chosen = int(paired.rows[place])
        among = age[[chosen, *others]]
        younger = (among[None, :] < among[:, None]).sum(axis=1)
        older = (among[None, :] > among[:, None]).sum(axis=1)
        share = younger / np.maximum(younger + older, 1)
        if younger[0] + older[0] == 0:
            continue
        pairings += 1
        shares.append(float(share[0]))
        chances.append(share[random.integers(0, len(share), DRAWS)])
        people |= {chosen, *others}
    about = ("age", heading, "junior", "", "equally qualified juniors")
    measure = "share in which the older is chosen over the younger"
    if not pairings:
        return [Figure(*about, measure, None, None, hidden=NO_EQUALS)]
    if len(people) < minimum or pairings < minimum:
        return [Figure(*about, measure, None, None, hidden=too_few(minimum))]
    value, drawn = float(np.mean(shares)), np.mean(chances, axis=0)
    number = roughly(len(people), minimum)
    return [
        Figure(*about, measure, rounded(value), number),
        Figure(*about, "permutation p", rounded(two_sided(value, drawn)), number),
    ]


def _equals(
    age: NDArray[np.float64], paired: Paired, topics: Topics
) -> list[tuple[int, list[int]]]:
    """Place of each legal pairing, and who might as well have been chosen."""
    legal = paired.cohort.legal
    taken = set(zip(paired.rows.tolist(), paired.columns.tolist(), strict=True))
    teachers: dict[tuple[str, int], list[int]] = {}
    for junior, levels in enumerate(topics.teaching):
        if not np.isnan(age[junior]):
            for key, level in levels.items():
                teachers.setdefault((key, level), []).append(junior)
    found = []
    for place, (row, column) in enumerate(
        zip(paired.rows.tolist(), paired.columns.tolist(), strict=True)
    ):
        topic = paired.primary[place]
        if topic is None or not paired.legal[place] or np.isnan(age[row]):
            continue
        equal = teachers.get((topic, topics.teaching[row][topic]), [])
        others = [j for j in equal if legal[j, column] and (j, column) not in taken]
        if others:
            found.append((place, others))
    return found


# --- who teaches whom ---


def _teaching(
    heading: str,
    age: dict[str, NDArray[np.float64]],
    paired: Paired,
    minimum: int,
    seed: int,
) -> list[Figure]:
    """The share of pairings in which the younger teaches the older, beside random matchings."""
    known = paired.legal & ~np.isnan(age["junior"][paired.rows])
    known &= ~np.isnan(age["senior"][paired.columns])
    rows, columns = paired.rows[known], paired.columns[known]
    about = ("age", heading, "", "", "who teaches whom")
    measure = "share in which the younger teaches the older"
    people = min(len(set(rows.tolist())), len(set(columns.tolist())))
    if not len(rows):
        return [Figure(*about, measure, None, None, hidden=NO_AGES)]
    if people < minimum:
        return [Figure(*about, measure, None, None, hidden=too_few(minimum))]

    def share(columns: NDArray[np.intp]) -> float:
        return float(np.mean(age["junior"][rows] < age["senior"][columns]))

    random = generator(seed, "younger teaches older", heading)
    matchings = random_matchings(rows, columns, paired.cohort.legal, random)
    drawn = np.array([share(other) for other in matchings])
    value = share(columns)
    chance, people = two_sided(value, drawn), roughly(people, minimum)
    return [
        Figure(*about, measure, rounded(value), people),
        Figure(*about, "share in random legal matchings", rounded(float(drawn.mean())), people),
        Figure(*about, "permutation p", rounded(chance), people),
    ]


def random_matchings(
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
    legal: NDArray[np.bool_],
    random: np.random.Generator,
) -> Sequence[NDArray[np.intp]]:
    """Random legal matchings in which everybody has as many pairings as in the given one.

    A walk in which pairings, two by two, swap their seniors where both new pairings are
    legal. From the given matching it goes to a middle one, and from there to each of those
    returned: the given matching and the others are then exchangeable, however short the
    walks (Besag and Clifford 1989, Biometrika 76(4):633-642, the parallel method).

    Parameters
    ----------
    rows, columns
        The matching: the juniors' and the seniors' positions.
    legal
        Bool (juniors x seniors).
    random
        Where chance comes from.

    Returns
    -------
    sequence of intp arrays
        :data:`~rmatch.audit.chance.DRAWS` of them: the seniors of ``rows``.
    """
    # Two pairings of the same two people can only arise where both sides may have several.
    crowded = min(_most(rows), _most(columns)) > 1
    middle = columns
    for _ in range(ROUNDS):
        middle = _swapped(rows, middle, legal, random, crowded)
    found = []
    for _ in range(DRAWS):
        drawn = middle
        for _ in range(ROUNDS):
            drawn = _swapped(rows, drawn, legal, random, crowded)
        found.append(drawn)
    return found


def _most(positions: NDArray[np.intp]) -> int:
    return int(np.bincount(positions).max(initial=0))


def _swapped(
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
    legal: NDArray[np.bool_],
    random: np.random.Generator,
    crowded: bool,
) -> NDArray[np.intp]:
    """One round: pairings drawn two by two, each two swapped where that may be.

    The round backwards is as likely as the round forwards, which makes every matching that
    the walk can reach equally likely in the end.
    """
    order = random.permutation(len(rows))
    half = len(order) // 2
    one, other = order[:half], order[half : 2 * half]
    # Half of them stay: a walk that always moves is at even places in even rounds only.
    swap = random.integers(0, 2, half).astype(np.bool_)
    swap &= legal[rows[one], columns[other]] & legal[rows[other], columns[one]]
    if crowded:
        swap &= _apart(rows, columns, legal.shape[1], one, other, order[2 * half :])
    moved = columns.copy()
    moved[one[swap]], moved[other[swap]] = columns[other[swap]], columns[one[swap]]
    return moved


def _apart(
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
    seniors: int,
    one: NDArray[np.intp],
    other: NDArray[np.intp],
    rest: NDArray[np.intp],
) -> NDArray[np.bool_]:
    """Which swaps share no pairing, old or new, with another swap or with one left over.

    The four pairings of a swap are the same before and after it, so the answer is too.
    """
    four = np.stack(
        [
            rows[one] * seniors + columns[one],
            rows[other] * seniors + columns[other],
            rows[one] * seniors + columns[other],
            rows[other] * seniors + columns[one],
        ]
    )
    keys = np.concatenate([four.ravel(), rows[rest] * seniors + columns[rest]])
    _, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
    alone = (counts == 1)[inverse.reshape(-1)][: four.size].reshape(four.shape)
    return np.asarray(alone.all(axis=0))
