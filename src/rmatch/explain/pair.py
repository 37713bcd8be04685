"""One pair, part by part: its score, the rules against it, and what forcing it would cost."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from rmatch.cohort import shown_rules
from rmatch.errors import UsageError
from rmatch.explain.costs import Cost
from rmatch.explain.forcing import Forcing, Told
from rmatch.explain.rivals import Rival, rivals
from rmatch.explain.sentences import HOW, costs, held_by, rule
from rmatch.explain.titles import meaning
from rmatch.explain.wording import called, points, topic_names
from rmatch.policy import NOT_TO_BE_PAIRED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rmatch.roster import Person
    from rmatch.solved import Solved

__all__ = ["Explanation", "Part", "explain_pair", "position"]

NEVER_FORCED = frozenset({"self", NOT_TO_BE_PAIRED})
# There can be no such pairing, as against: nobody knows what it would cost.
SURE = frozenset({"never", "no-place", "held", "no-room"})


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
    rule_words
        What each of the rules says against the two, in plain words.
    how
        How the cost is known: ``"prices"`` (exact, from the proof's prices), ``"again"``
        (exact, by solving again) or ``"least"`` (a bound); or why there is none: ``"never"``,
        ``"no-place"``, ``"held"``, ``"no-room"``, ``"long"``, ``"unproven"`` or
        ``"fairest"``. Empty for a pairing.
    why
        Why there is no cost, in words.
    decision
        The decision that holds the pairing: ``"accept"``, ``"lock"`` or empty.
    rivals
        Of a pairing the best other partner of either; of a legal pair outside the matching
        those with whom the two are paired instead.
    meanings
        Component to what it looks at.
    called
        The two names as sentences say them: with the id where somebody else has it too.
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
    rule_words: tuple[str, ...] = ()
    how: str = ""
    why: str = ""
    decision: str = ""
    rivals: tuple[Rival, ...] = ()
    meanings: Mapping[str, str] = field(default_factory=dict)
    called: tuple[str, str] = ("", "")

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
            "cost_known": HOW.get(self.how),
            "cost_unknown": self.why or None,
            "forbidden_because": list(self.rule_words),
            "held_by": self.decision,
            "compared_with": [rival.as_dict() for rival in self.rivals],
        }

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> list[str]:
        lines = [
            f"{self.junior_name} ({self.junior_id}) mentors {self.senior_name} ({self.senior_id})"
        ]
        if self.rules and not self.paired:
            lines += ["May not be paired:", *(f"  {words}" for words in self.rule_words)]
            lines.append(f"Without that the score would be {points(self.score)} of 100.00:")
        else:
            share = f"; the best legal score of {self.called[1]} is {points(self.best_of_senior)}"
            lines.append(f"Score {points(self.score)} of 100.00{share}:")
        width = max((len(part.component) for part in self.parts), default=0)
        for part in self.parts:
            amount = f"{points(part.earned):>6} of {points(part.of):>6}"
            lines.append(f"  {part.component:<{width}}  {amount}  {self.meanings[part.component]}")
        for name, why in self.inactive.items():
            lines.append(f"  {name}: not counted ({why})")
        lines.append(f"Topics: {'; '.join(self.topics) if self.topics else 'none'}")
        return [*lines, *self._verdict()]

    def _verdict(self) -> list[str]:
        if self.paired:
            held = [held_by(self.decision, self.rule_words)] if self.decision else []
            return ["The matching has this pairing.", *held, *self._compared()]
        if self.cost is None and self.how in SURE:
            return [f"Not paired: {self.why}.", *self._compared()]
        if self.cost is None:
            unknown = f"What forcing it would cost is not known: {self.why}."
            return [f"Not paired. {unknown}", *self._compared()]
        allowed = ", if the rules let it," if self.rules else ""
        forced = f"Forcing it{allowed} {costs(self.cost, self.how)}"
        return [f"Not paired. {forced}.", *self._compared()]

    def _compared(self) -> list[str]:
        """A line for each rival, or that there is none."""
        if self.rules and not self.paired:
            return []
        lines = []
        junior, senior = self.called
        for side, name in (("senior", senior), ("junior", junior)):
            found = [rival for rival in self.rivals if rival.side == side]
            lines += [rival.words(junior, senior) for rival in found]
            if not found:
                none = "no other legal partner" if self.paired else "no pairing"
                lines.append(f"{name} has {none}.")
        return lines


def explain_pair(solved: Solved, junior_id: str, senior_id: str) -> Explanation:
    """Explain one pair; the cost of forcing it is exact.

    Raises
    ------
    UsageError
        If either does not take part in that role.
    """
    cohort = solved.cohort
    row = position(solved, cohort.junior_index, junior_id, "junior")
    column = position(solved, cohort.senior_index, senior_id, "senior")
    blocks = cohort.scorer.parts(slice(row, row + 1), slice(column, column + 1))
    parts = tuple(
        Part(name, int(block[0, 0]), cohort.scorer.weights[name]) for name, block in blocks.items()
    )
    rules = shown_rules(cohort.forbidding(row, column))
    paired = (row, column) in solved.pairs
    forcing = Forcing(solved)
    told = Told(None, "")
    if not paired:
        never = NEVER_FORCED & set(rules)
        told = Told.unknown("never") if never else forcing.pair(row, column)
    held = {one.pair: one.decision.decision for one in cohort.held}
    junior, senior = cohort.juniors[row], cohort.seniors[column]
    names = called(cohort.roster, junior), called(cohort.roster, senior)
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
        cost=told.cost,
        best_of_senior=int(cohort.best_legal_of_senior[column]),
        no_room=told.how == "no-room",
        rule_words=tuple(rule(name, *names, cohort.policy) for name in rules),
        how=told.how,
        why=told.why,
        decision=held.get((row, column), ""),
        rivals=() if rules and not paired else rivals(forcing, row, column),
        meanings={part.component: meaning(part.component, cohort.policy) for part in parts},
        called=names,
    )


def position(solved: Solved, index: Mapping[str, int], person_id: str, role: str) -> int:
    """Place of a person in a role; says what is wrong where there is none."""
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
