"""Everyone without a pairing, with the true reason and the nearest partner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from rmatch.cohort import shown_rules
from rmatch.explain.forcing import Forcing
from rmatch.explain.sentences import placing
from rmatch.explain.wording import named, points
from rmatch.policy import CONFIDENTIAL_RULES
from rmatch.roster.evidence import gaps, teach

if TYPE_CHECKING:
    from rmatch.roster import Person
    from rmatch.solved import Solved

__all__ = ["NEVER_PROPOSED", "Side", "Sides", "Unmatched", "unmatched"]

# No advice proposes to change these, nor a confidential rule.
NEVER_PROPOSED = CONFIDENTIAL_RULES | {"self", "reporting_line"}

Side = Literal["junior", "senior"]


@dataclass(frozen=True, slots=True)
class Unmatched:
    """One person without a pairing: one row of ``unmatched.csv``."""

    id: str
    name: str
    role: str
    status: str
    reason: str
    nearest: str


@dataclass(frozen=True, slots=True)
class _Nearest:
    score: int
    id: str
    text: str


def unmatched(solved: Solved) -> tuple[Unmatched, ...]:
    """Everybody who is not in any pairing, by id.

    A person with role ``both`` is listed only if unpaired in both roles.
    """
    cohort = solved.cohort
    rows = [
        Unmatched(p.id, p.name, p.role, "left out", "did not agree to take part", "")
        for p in cohort.roster.left_out
    ]
    free_juniors = {
        cohort.juniors[i].id: i for i in np.flatnonzero(solved.junior_load == 0).tolist()
    }
    free_seniors = {
        cohort.seniors[j].id: j for j in np.flatnonzero(solved.senior_load == 0).tolist()
    }
    lines = Sides(Forcing(solved))
    for person in {p.id: p for p in (*cohort.juniors, *cohort.seniors)}.values():
        sides: list[tuple[Side, int]] = []
        if person.is_junior:
            if person.id not in free_juniors:
                continue
            sides.append(("junior", free_juniors[person.id]))
        if person.is_senior:
            if person.id not in free_seniors:
                continue
            sides.append(("senior", free_seniors[person.id]))
        rows.append(lines.row(person, sides))
    return tuple(sorted(rows, key=lambda row: row.id))


class Sides:
    """Answers for one side of one person; the forced costs are worked out once for all."""

    def __init__(self, forcing: Forcing) -> None:
        self.solved, self.cohort, self.forcing = forcing.solved, forcing.solved.cohort, forcing

    def row(self, person: Person, sides: list[tuple[Side, int]]) -> Unmatched:
        reasons = [(side, self.reason(side, index)) for side, index in sides]
        if len({reason for _, reason in reasons}) == 1:
            text = reasons[0][1]
        else:
            text = "; ".join(f"as {side}: {reason}" for side, reason in reasons)
        found = [n for side, index in sides if (n := self.nearest(side, index)) is not None]
        best = min(found, key=lambda n: (-n.score, n.id), default=None)
        nearest = best.text if best else ""
        return Unmatched(person.id, person.name, person.role, "unmatched", text, nearest)

    def reason(self, side: Side, index: int) -> str:
        """Why this person has no pairing in this role."""
        cohort = self.cohort
        if side == "junior" and not teach(cohort.juniors[index], cohort.policy.evidence):
            return "nothing to teach"
        if side == "senior" and not gaps(cohort.seniors[index]):
            return "nothing to learn"
        person, legal = self.line(side, index)
        partners = int(np.count_nonzero(legal))
        if not partners:
            counts = [f"{name} {n}" for name, n in self.rule_counts(side, index).items()]
            return f"no legal partner ({', '.join(counts)})" if counts else "no legal partner"
        places = f"{partners} legal partner{'' if partners == 1 else 's'}"
        if person.capacity == 0:
            return f"no place left ({places}; this person's capacity is 0)"
        if cost := self.forcing.person(side, index):
            return f"no place left ({places}; {placing(cost)})"
        if not self.open(side, index).any():
            return f"no place left ({places}; decisions hold all of their places)"
        if self.forcing.shut_out(side, index):
            return f"no place left ({places}; the requirements leave none for this person)"
        if cohort.requirements:
            why = "with the requirements, the cost of placing this person was not worked out"
            return f"no place left ({places}; {why})"
        return f"no place left ({places})"

    def line(self, side: Side, index: int) -> tuple[Person, np.ndarray]:
        """The person, and who is a legal partner."""
        cohort = self.cohort
        if side == "junior":
            return cohort.juniors[index], cohort.legal[index, :]
        return cohort.seniors[index], cohort.legal[:, index]

    def open(self, side: Side, index: int) -> np.ndarray:
        """Who is a legal partner whose places decisions do not hold."""
        score = self.cohort.open_score
        return (score[index, :] if side == "junior" else score[:, index]) >= 0

    def forbidden(self, side: Side, index: int) -> dict[str, np.ndarray]:
        """Rule to whom it forbids, one entry a possible partner."""
        cohort = self.cohort
        one, everyone = slice(index, index + 1), slice(None)
        rows, columns = (one, everyone) if side == "junior" else (everyone, one)
        blocks = cohort.rules.forbidden(rows, columns, cohort.score[rows, columns])
        return {name: block.ravel() for name, block in blocks.items()}

    def rule_counts(self, side: Side, index: int) -> dict[str, int]:
        """Rule, the confidential ones as one, to how many partners it forbids; none of them 0."""
        counts: dict[str, np.ndarray] = {}
        for name, pairs in self.forbidden(side, index).items():
            (shown,) = shown_rules([name])
            counts[shown] = counts[shown] | pairs if shown in counts else pairs
        numbers = {name: int(np.count_nonzero(pairs)) for name, pairs in counts.items()}
        return {name: number for name, number in numbers.items() if number}

    def nearest(self, side: Side, index: int) -> _Nearest | None:
        """The best legal partner, or the best one whom one rule that may be named forbids."""
        cohort = self.cohort
        _, legal = self.line(side, index)
        if side == "junior":
            score, others = cohort.score[index, :], cohort.seniors
        else:
            score, others = cohort.score[:, index], cohort.juniors
        if legal.any():
            best = self._best(score, legal, others)
            other = others[best]
            return _Nearest(
                int(score[best]), other.id, f"{named(other)}: {points(score[best])} points"
            )
        forbidden = self.forbidden(side, index)
        removable = self.removable(side, index, forbidden)
        if not removable.any():
            return None
        best = self._best(score, removable, others)
        (rule,) = (name for name, pairs in forbidden.items() if pairs[best])
        other = others[best]
        text = f"{named(other)}: {points(score[best])} points if the rule {rule} did not forbid it"
        return _Nearest(int(score[best]), other.id, text)

    def removable(self, side: Side, index: int, forbidden: Mapping[str, np.ndarray]) -> np.ndarray:
        """Which partners one rule alone forbids, and one that advice may speak of."""
        score = self.cohort.score[index, :] if side == "junior" else self.cohort.score[:, index]
        number = np.sum(list(forbidden.values()), axis=0)
        # Without its one rule such a pair would still be below min_score.
        number = number + (self.cohort.rules.too_low(score) & ~forbidden.get("min_score", False))
        removable = np.zeros(len(score), dtype=np.bool_)
        for name, pairs in forbidden.items():
            if name not in NEVER_PROPOSED:
                removable |= pairs & (number == 1)
        return removable

    def _best(self, score: np.ndarray, among: np.ndarray, others: Iterable[Person]) -> int:
        """Position of the highest score, ties by id."""
        people = tuple(others)
        candidates = np.flatnonzero(among & (score == score[among].max()))
        return int(min(candidates, key=lambda k: people[k].id))
