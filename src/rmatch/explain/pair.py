"""One pair, part by part: its score, the rules against it, and what forcing it would cost."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from rmatch.cohort import shown_rules
from rmatch.errors import UsageError
from rmatch.explain.costs import Cost
from rmatch.explain.forcing import Forcing
from rmatch.explain.wording import points, topic_names
from rmatch.policy import NOT_TO_BE_PAIRED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rmatch.roster import Person
    from rmatch.solved import Solved

__all__ = ["Explanation", "Part", "explain_pair"]

NEVER_FORCED = frozenset({"self", NOT_TO_BE_PAIRED})
MEANING = {
    "skill_gap": "what the senior wants and the junior can teach",
    "reciprocity": "what the junior wants and the senior can teach",
    "cross_department": "how far apart their departments are",
    "shared_goals": "goals that both name",
    "shared_hours": "working hours that overlap",
    "preference": "wishes for each other",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One component of the score, in whole hundredths: what it gives, of how much."""

    component: str
    earned: int
    of: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """A pair of participants, explained.

    Attributes
    ----------
    junior_id, junior_name, senior_id, senior_name
        The two.
    score
        Whole hundredths; what the rules would allow if there were none.
    parts
        The active components, which add up to the score.
    inactive
        Inactive component to why it is not counted.
    topics
        What the two would talk about, the primary topic first; sensitive ones not by name.
    rules
        Rules that forbid the pair, the confidential ones as one.
    paired
        Whether the matching has this pairing.
    cost
        What the whole matching would lose if the pair had to be in it, whatever rule
        forbids it; None if the pair is in it, if nothing may force it (the two are one
        person, or not to be paired), if one of them has no place at all, or if the
        matching is not proven optimal.
    best_of_senior
        The senior's best legal score in whole hundredths, -1 where there is none.
    no_room
        Whether it is known that no matching with this pair keeps the requirements.
    """

    junior_id: str
    junior_name: str
    senior_id: str
    senior_name: str
    score: int
    parts: tuple[Part, ...]
    inactive: Mapping[str, str]
    topics: tuple[str, ...]
    rules: tuple[str, ...]
    paired: bool
    cost: Cost | None
    best_of_senior: int
    no_room: bool = False

    def as_dict(self) -> dict[str, Any]:
        """For JSON: points with two decimals."""
        return {
            "junior_id": self.junior_id,
            "senior_id": self.senior_id,
            "score": None if self.rules else self.score / 100,
            "parts": {
                p.component: {"points": p.earned / 100, "of": p.of / 100} for p in self.parts
            },
            "inactive": dict(self.inactive),
            "topics": list(self.topics),
            "forbidden_by": list(self.rules),
            "paired": self.paired,
            "forcing_costs": None
            if self.cost is None
            else {**asdict(self.cost), "points": self.cost.points / 100},
        }

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> list[str]:
        lines = [
            f"{self.junior_name} ({self.junior_id}) mentors {self.senior_name} ({self.senior_id})"
        ]
        if self.rules:
            lines.append(f"May not be paired: {', '.join(self.rules)}.")
            lines.append(f"Without that the score would be {points(self.score)} of 100.00:")
        else:
            share = f"; the best legal score of {self.senior_name} is {points(self.best_of_senior)}"
            lines.append(f"Score {points(self.score)} of 100.00{share}:")
        width = max((len(part.component) for part in self.parts), default=0)
        for part in self.parts:
            amount = f"{points(part.earned):>6} of {points(part.of):>6}"
            lines.append(f"  {part.component:<{width}}  {amount}  {MEANING[part.component]}")
        for name, why in self.inactive.items():
            lines.append(f"  {name}: not counted ({why})")
        lines.append(f"Topics: {'; '.join(self.topics) if self.topics else 'none'}")
        lines.append(self._verdict())
        return lines

    def _verdict(self) -> str:
        if self.paired:
            return "The matching has this pairing."
        if NEVER_FORCED & set(self.rules):
            return "Not paired, and nothing may force it."
        if self.no_room:
            return "Not paired, and the requirements leave no room for it."
        if self.cost is None:
            return (
                "Not paired. What forcing it would cost cannot be told: one of the two has no "
                "place, or the requirements or the objective make it too long to work out, or "
                "the matching is not proven optimal."
            )
        allowed = ", if the rules let it," if self.rules else ""
        return f"Not paired. Forcing it{allowed} would cost the whole {self.cost}."


def explain_pair(solved: Solved, junior_id: str, senior_id: str) -> Explanation:
    """Explain one pair; the cost of forcing it is exact.

    Raises
    ------
    UsageError
        If either does not take part in that role.
    """
    cohort = solved.cohort
    row = _position(solved, cohort.junior_index, junior_id, "junior")
    column = _position(solved, cohort.senior_index, senior_id, "senior")
    blocks = cohort.scorer.parts(slice(row, row + 1), slice(column, column + 1))
    parts = tuple(
        Part(name, int(block[0, 0]), cohort.scorer.weights[name]) for name, block in blocks.items()
    )
    rules = shown_rules(cohort.forbidding(row, column))
    paired = (row, column) in solved.pairs
    cost, no_room = None, False
    if not paired and not NEVER_FORCED & set(rules):
        told = Forcing(solved).pair(row, column)
        cost, no_room = told.cost, told.how == "no-room"
    junior, senior = cohort.juniors[row], cohort.seniors[column]
    return Explanation(
        junior_id=junior.id,
        junior_name=junior.name,
        senior_id=senior.id,
        senior_name=senior.name,
        score=int(cohort.score[row, column]),
        parts=parts,
        inactive=dict(cohort.scorer.inactive),
        topics=tuple(topic_names(cohort, cohort.scorer.topics(row, column))),
        rules=rules,
        paired=paired,
        cost=cost,
        best_of_senior=int(cohort.best_legal_of_senior[column]),
        no_room=no_room,
    )


def _position(solved: Solved, index: Mapping[str, int], person_id: str, role: str) -> int:
    if person_id in index:
        return index[person_id]
    roster = solved.cohort.roster
    known: Sequence[Person] = [p for p in roster.people if p.id == person_id]
    if not known:
        raise UsageError(
            f"nobody on the roster has the id '{person_id}'. Fix: give the {role}'s id as in "
            "the roster's id column"
        )
    if not known[0].participates:
        raise UsageError(
            f"'{person_id}' did not agree to take part, so there is nothing to explain"
        )
    raise UsageError(
        f"'{person_id}' takes part as {known[0].role}, not as {role}. "
        "Fix: give the junior's id first, then the senior's"
    )
