"""Problems with rows beyond pairs: own department, and age bands on two topics.

The younger a junior, the likelier that they teach the first of two topics, the older the
second; many seniors want one of the two, and a pairing within a department scores more. So
the best pairing without rows breaks nearly half of them, and the best with them stands at
most of the 29. Two makes: ``scores`` is drawn, ``people`` a sample roster made one-sided,
with heavy ties, as ``roster.csv`` and ``policy.toml`` for the whole ``rmatch pair``.

The draws are mild enough for everybody's 50 best partners to hold a good matching too:
where the best partners are all of one department, a model of them is no comparison.

The band is an extra column, ``cohort_band``: a limit may not name age itself. "At most their
overall share plus one point" is measured in two ways: of the topic's pairings, as parity is
written, and of all pairings, which is what ``[[limits]]`` can say.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from rmatch.assign.rows import LinearRow, PairSet

from .problems import Matrix
from .problems import load as load_matrix

__all__ = ["KINDS", "ROW_PROBLEMS", "ROW_SEVERITIES", "Asked", "Tightness", "load", "policy_text"]

BAND = "cohort_band"
BANDS = 14
TOPICS = ("short video", "generative AI")
TOPIC_KEYS: Mapping[str | None, int] = {name.casefold(): at for at, name in enumerate(TOPICS)}
KINDS = ("of-topic", "of-all")


@dataclass(frozen=True)
class Tightness:
    """How little the rows leave.

    Attributes
    ----------
    own
        Most of the pairings within a department.
    above
        How far a band may pass its share of the juniors.
    """

    own: Fraction
    above: Fraction


ROW_SEVERITIES: Mapping[str, Tightness | None] = {
    "none": None,
    "loose": Tightness(Fraction(1, 5), Fraction(5, 100)),
    "tight": Tightness(Fraction(1, 20), Fraction(1, 100)),
}


@dataclass(frozen=True)
class Asked:
    """The matrix, and what rows ask about its pairs.

    Attributes
    ----------
    own
        Shape (juniors, seniors), bool: one department.
    topic
        Same shape: the place of the primary topic in ``TOPICS``, -1 for any other.
    band
        Each junior's band, 0 the youngest.
    shares
        Each topic's share of the best pairing without rows, in thousandths.
    """

    matrix: Matrix
    own: NDArray[np.bool_]
    topic: NDArray[np.int8]
    band: NDArray[np.int8]
    shares: NDArray[np.int64]

    @classmethod
    def of(
        cls,
        matrix: Matrix,
        own: NDArray[np.bool_],
        topic: NDArray[np.int8],
        band: NDArray[np.int8],
    ) -> Asked:
        """With the shares that the best pairing without rows has."""
        from rmatch import assign

        free = assign(matrix.score)
        found = topic[free.rows, free.columns]
        shares = [round(1000 * float((found == place).mean())) for place in range(len(TOPICS))]
        return cls(matrix, own, topic, band, np.array(shares))

    def save(self, folder: Path) -> None:
        self.matrix.save(folder)
        np.savez(
            folder / "asked.npz",
            own=self.own,
            topic=self.topic,
            band=self.band,
            shares=self.shares,
        )

    def most(self, topic: int, band: int, kind: str, tightness: Tightness) -> Fraction:
        """What share a band's pairings on a topic may be: of the topic's, or of all.

        Of all, the topic is taken to keep the share that it has without rows.
        """
        members = Fraction(round(1000 * float((self.band == band).mean())), 1000)
        whole = 1 if kind == "of-topic" else Fraction(int(self.shares[topic]), 1000)
        return Fraction(round(10_000 * (members + tightness.above) * whole), 10_000)

    def rows(self, kind: str, severity: str) -> tuple[LinearRow, ...]:
        """One row for the departments, one for every band on either topic."""
        tightness = ROW_SEVERITIES[severity]
        if tightness is None:
            return ()
        everyone, all_seniors = (np.ones(size, dtype=np.bool_) for size in self.own.shape)
        everything = PairSet(everyone, all_seniors)
        rows = [_share(PairSet(everyone, all_seniors, self.own), everything, tightness.own)]
        for topic in range(len(TOPICS)):
            on_topic = self.topic == topic
            whole = PairSet(everyone, all_seniors, on_topic) if kind == "of-topic" else everything
            for band in range(BANDS):
                part = PairSet(self.band == band, all_seniors, on_topic)
                rows.append(_share(part, whole, self.most(topic, band, kind, tightness)))
        return tuple(rows)


def _share(part: PairSet, whole: PairSet, most: Fraction) -> LinearRow:
    """``part <= most * whole`` in whole numbers."""
    return LinearRow(
        ((most.denominator, part), (-most.numerator, whole)), limit=0, unit=most.denominator
    )


def _scores(folder: Path, size: int, seed: int) -> Asked:
    """Departments, a topic wanted by each senior, one mastered by each junior, and noise."""
    rng = np.random.default_rng(seed)
    departments = rng.integers(0, 12, (2, size))
    band = rng.permutation(size) % BANDS
    wanted = rng.integers(0, 5, size)
    by_age = (rng.random(size) < 0.35 + 0.3 * band / (BANDS - 1)).astype(np.int64)
    mastered = np.where(rng.random(size) < 0.5, by_age, rng.integers(len(TOPICS), 5, size))
    own = departments[0][:, None] == departments[1]
    topic = np.where(wanted < len(TOPICS), wanted, -1).astype(np.int8)
    score = rng.integers(0, 5001, own.shape) + 600 * own + 1000 * (mastered[:, None] == wanted)
    for place, years in enumerate((BANDS - 1 - band, band)):
        score += 150 * years[:, None] * (wanted == place)
    score[rng.random(own.shape) < 0.1] = -1
    ones = np.ones(size, dtype=np.int64)
    matrix = Matrix(score.astype(np.int32), ones, ones)
    asked = Asked.of(matrix, own, np.broadcast_to(topic, own.shape), band.astype(np.int8))
    asked.save(folder)
    return asked


def _people(folder: Path, size: int, seed: int) -> Asked:
    """Write ``roster.csv``; read and score it into what rows ask about."""
    from rmatch import read_policy, read_roster
    from rmatch.cohort import Cohort
    from rmatch.roster.evidence import teach
    from rmatch.score.primary import PrimaryTopics
    from rmatch.score.skills import Steps

    people = one_sided(size, seed)
    with (folder / "roster.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(people[0]))
        writer.writeheader()
        writer.writerows(people)
    cohort = Cohort.of(read_roster(folder / "roster.csv"), read_policy(_HEAD))
    bands = {person["id"]: _number(person[BAND]) for person in people}
    where: dict[tuple[str, ...], int] = {}
    juniors, seniors = (
        np.array([where.setdefault(one.department_key, len(where)) for one in side])
        for side in (cohort.juniors, cohort.seniors)
    )
    teaching = [teach(junior, cohort.policy.evidence) for junior in cohort.juniors]
    steps = Steps(cohort.scorer.weights["skill_gap"])
    primary = PrimaryTopics.of(teaching, cohort.seniors, steps)
    keys = [*primary.keys, None]  # -1, no topic, is the last
    listed = np.array([TOPIC_KEYS.get(key, -1) for key in keys], dtype=np.int8)
    asked = Asked.of(
        Matrix(cohort.legal_score, cohort.junior_capacity, cohort.senior_capacity),
        juniors[:, None] == seniors,
        listed[primary.index],
        np.array([bands[person.id] for person in cohort.juniors], dtype=np.int8),
    )
    asked.save(folder)
    (folder / "policy.toml").write_text(policy_text(asked, "tight"), encoding="utf-8")
    return asked


def load(folder: Path) -> Asked:
    """What was made before."""
    with np.load(folder / "asked.npz") as stored:
        parts = (stored[name] for name in ("own", "topic", "band", "shares"))
        return Asked(load_matrix(folder), *parts)


def one_sided(size: int, seed: int) -> list[dict[str, str]]:
    """A sample roster of ``size`` juniors and as many seniors, and ``cohort_band``."""
    from rmatch.roster.sample import sample_roster

    draw = Random(seed).random  # the one method whose sequence Python promises to keep
    people = []
    for person in sample_roster(size, size, seed):
        junior = person["role"] == "junior"
        band = int(BANDS * draw()) if junior else None
        changed = person | {"capacity": "1", BAND: "" if band is None else _band(band)}
        key = "wants" if band is None else "skills"
        items = [one for one in person[key].split("; ") if not one.startswith(TOPICS)]
        items += _wanted(draw) if band is None else _taught(draw, band)
        people.append(changed | {key: "; ".join(filter(None, items)), "offers": ""})
    return people


def _taught(draw: Callable[[], float], band: int) -> list[str]:
    """Both topics, the first more often and better by the young, the second by the old."""
    found = []
    for topic, age in zip(TOPICS, (band, BANDS - 1 - band), strict=True):
        if draw() < 0.95 - 0.5 * age / BANDS:
            found.append(f"{topic}:{5 if draw() < 0.9 - 0.7 * age / BANDS else 3}")
    return found


def _wanted(draw: Callable[[], float]) -> list[str]:
    """One of the topics by most, weighing more than what they want besides."""
    drawn = draw()
    if drawn >= 0.8:
        return []
    return [f"{TOPICS[drawn >= 0.4]}:{4 if draw() < 0.5 else 5}*2"]


def _band(number: int) -> str:
    return f"band {number + 1:02d}"


def _number(band: str) -> int:
    return int(band.removeprefix("band ")) - 1 if band else -1


_HEAD = """\
objective = "best-total"

[cross_department]
prefer = "same"

"""


def policy_text(asked: Asked, severity: str) -> str:
    """The ``of-all`` rows as a policy file."""
    tightness = ROW_SEVERITIES[severity]
    if tightness is None:
        return _HEAD
    tables = [_limit("own department", 'same = ["department"]', tightness.own)]
    for number, topic in enumerate(TOPICS):
        for band in range(BANDS):
            which = f'junior = {{ {BAND} = "{_band(band)}" }}\ntopic = ["{topic}"]'
            most = asked.most(number, band, "of-all", tightness)
            tables.append(_limit(f"{topic}, {_band(band)}", which, most))
    return "\n".join([_HEAD, *tables])


def _limit(name: str, which: str, most: Fraction) -> str:
    return f'[[limits]]\nname = "{name}"\n{which}\nmax = {float(most)!r}\nshare = true\n'


ROW_PROBLEMS: Mapping[str, Callable[[Path, int, int], Asked]] = {
    "scores": _scores,
    "people": _people,
}
