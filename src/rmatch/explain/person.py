"""One person, explained: their pairings and why, or why there is none and what would help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from rmatch.errors import UsageError
from rmatch.explain.costs import Cost
from rmatch.explain.forcing import Forcing, Told
from rmatch.explain.pair import Explanation, explain_pair
from rmatch.explain.sentences import HOW, costs
from rmatch.explain.smallest import SmallestChange, smallest_change
from rmatch.explain.titles import RULE_TITLES
from rmatch.explain.unmatched import Side, Sides

if TYPE_CHECKING:
    from rmatch.roster import Person
    from rmatch.solved import Solved

__all__ = ["PersonExplanation", "Unpaired", "explain_person"]

LEFT_OUT = "did not agree to take part"
OTHERS = {"junior": "seniors", "senior": "juniors"}


@dataclass(frozen=True, slots=True)
class Unpaired:
    """Why a person has no pairing in one role, and what would help.

    Attributes
    ----------
    side
        ``"junior"`` or ``"senior"``.
    reason, nearest
        As in ``unmatched.csv``.
    forbidden
        Rule, the confidential ones as one, to the number of partners whom it forbids; of
        somebody without a legal partner.
    partners
        How many people there are on the other side.
    cost, how, why
        What a pairing for this person would cost the whole, and how that is known or why not, as in
        :class:`rmatch.explain.pair.Explanation`; of somebody with a legal partner.
    change
        The smallest change that gives this person a pairing, or else a legal partner; ``None``
        if none was found.
    """

    side: str
    reason: str
    nearest: str
    forbidden: Mapping[str, int]
    partners: int
    cost: Cost | None
    how: str
    why: str
    change: SmallestChange | None

    def as_dict(self) -> dict[str, Any]:
        """For JSON: points with two decimals."""
        return {
            "role": self.side,
            "reason": self.reason,
            "nearest": self.nearest,
            "forbidden_by": dict(self.forbidden),
            "placing_costs": None
            if self.cost is None
            else {**asdict(self.cost), "points": self.cost.points / 100},
            "cost_known": HOW.get(self.how),
            "cost_unknown": self.why or None,
            "smallest_change": None if self.change is None else self.change.as_dict(),
        }

    @property
    def _short_reason(self) -> str:
        """The reason without what has a line of its own."""
        if self.forbidden:
            return self.reason.partition(" (")[0]
        before, cut, _ = self.reason.partition("; ")
        return f"{before})" if cut and self.how else self.reason

    def lines(self, name: str) -> list[str]:
        """For people."""
        told = [f"No pairing as {self.side}: {self._short_reason}."]
        for rule, number in self.forbidden.items():
            title = RULE_TITLES[rule]
            shown = title if title.casefold() == rule else f"{title} ({rule})"
            told.append(f"  {shown}: {number} of {self.partners} {OTHERS[self.side]}")
        if self.cost is not None:
            told.append(f"The cheapest pairing for {name} {costs(self.cost, self.how)}.")
        elif self.how:
            told.append(f"What a pairing for {name} would cost is not known: {self.why}.")
        if self.nearest:
            told.append(f"Best score with {self.nearest}.")
        if self.change is None:
            told.append("No small change was found that would help.")
        else:
            told.append(f"{self.change.words(name)} (tried by pairing again).")
        return told


@dataclass(frozen=True, slots=True)
class PersonExplanation:
    """A person on the roster, explained.

    Attributes
    ----------
    id, name, role
        Who.
    takes_part
        Whether the person agreed to take part.
    pairings
        The person's pairings, each explained; as junior first.
    unpaired
        Each role in which the person takes part and has no pairing.
    """

    id: str
    name: str
    role: str
    takes_part: bool
    pairings: tuple[Explanation, ...]
    unpaired: tuple[Unpaired, ...]

    def as_dict(self) -> dict[str, Any]:
        """For JSON: points with two decimals."""
        return {
            "id": self.id,
            "role": self.role,
            "takes_part": self.takes_part,
            "pairings": [pairing.as_dict() for pairing in self.pairings],
            "unpaired": [side.as_dict() for side in self.unpaired],
        }

    def __str__(self) -> str:
        if not self.takes_part:
            return f"{self.name} ({self.id}), {self.role}: {LEFT_OUT}"
        heading = f"{self.name} ({self.id}) takes part as {ROLES[self.role]}"
        blocks = [heading, *(str(pairing) for pairing in self.pairings)]
        blocks += ["\n".join(side.lines(self.name)) for side in self.unpaired]
        return "\n\n".join(blocks)


ROLES = {"junior": "junior", "senior": "senior", "both": "junior and as senior"}


def explain_person(solved: Solved, person_id: str) -> PersonExplanation:
    """Explain the pairings of one person, or why there is none.

    Raises
    ------
    UsageError
        If nobody on the roster has that id.
    """
    person = _person(solved, person_id)
    if not person.participates:
        return PersonExplanation(person.id, person.name, person.role, False, (), ())
    cohort = solved.cohort
    sides = Sides(Forcing(solved))
    pairings, unpaired = [], []
    for side, index in (
        ("junior", cohort.junior_index.get(person.id)),
        ("senior", cohort.senior_index.get(person.id)),
    ):
        if index is None:
            continue
        own = [pair for pair in solved.pairs if pair[0 if side == "junior" else 1] == index]
        pairings += [
            explain_pair(solved, cohort.juniors[i].id, cohort.seniors[j].id) for i, j in own
        ]
        if not own:
            unpaired.append(_unpaired(sides, "junior" if side == "junior" else "senior", index))
    return PersonExplanation(
        person.id, person.name, person.role, True, tuple(pairings), tuple(unpaired)
    )


def _person(solved: Solved, person_id: str) -> Person:
    for person in solved.cohort.roster.people:
        if person.id == person_id:
            return person
    raise UsageError(
        f"nobody on the roster has the id '{person_id}'. Fix: give the id as in the roster's id "
        "column"
    )


def _unpaired(sides: Sides, side: Side, index: int) -> Unpaired:
    person, legal = sides.line(side, index)
    nearest = sides.nearest(side, index)
    has_cost = bool(legal.any()) and person.capacity > 0 and bool(sides.open(side, index).any())
    told = sides.forcing.told_of_person(side, index) if has_cost else Told(None, "")
    return Unpaired(
        side=side,
        reason=sides.reason(side, index),
        nearest=nearest.text if nearest else "",
        forbidden={} if legal.any() else sides.rule_counts(side, index),
        partners=int(np.size(legal)),
        cost=told.cost,
        how=told.how,
        why=told.why,
        change=smallest_change(sides, side, index),
    )
