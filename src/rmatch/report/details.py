"""What each pairing opens to, for all pairings, as compact JSON for the page's script.

Names of people, topics and departments stand once, and pairings name them by number. People
without a pairing come last.
A sensitive topic is a topic without a name and without levels.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from rmatch.explain.alternatives import Alternative, Choices, choices
from rmatch.explain.sentences import told
from rmatch.explain.wording import hidden_last
from rmatch.printable import printable
from rmatch.progress import Progress, silent
from rmatch.report.reading import reading
from rmatch.report.view import department, weak_pairings
from rmatch.report.words import COMPONENT_TITLES, DECISIONS, meaning
from rmatch.roster.evidence import gaps, teach
from rmatch.roster.sensitive import SENSITIVE_TOPIC

if TYPE_CHECKING:
    from rmatch.output.tables import Pairing
    from rmatch.roster import Person
    from rmatch.score import Topic
    from rmatch.solved import Solved

__all__ = ["details_json"]

# What would end the script element or start something else in it, and what steers text.
ESCAPED: Final = (*b"<>&", *range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A))
ESCAPES: Final = {code: f"\\u{code:04x}" for code in ESCAPED}


def details_json(
    solved: Solved,
    pairings: Sequence[Pairing],
    summary: Mapping[str, Any],
    *,
    show_sensitive: bool = False,
    progress: Progress = silent,
) -> str:
    """The details of all pairings, safe inside a script element.

    Parameters
    ----------
    solved
        The cohort with its pairings.
    pairings
        Their rows, in the order of ``solved.pairs``.
    summary
        The content of ``summary.json``.
    show_sensitive
        Whether to name sensitive topics.
    progress
        Told how many costs of the next best partners are known.
    """
    found = choices(solved, progress=progress)
    content = _Details(solved, show_sensitive=show_sensitive).content(pairings, summary, found)
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(ESCAPES)


class _Numbered:
    """Things that stand once, in the order in which they were first named."""

    def __init__(self) -> None:
        self.items: list[Any] = []
        self._at: dict[Any, int] = {}

    def number(self, key: Any, item: Any) -> int:
        if key not in self._at:
            self._at[key] = len(self.items)
            self.items.append(item)
        return self._at[key]


class _Details:
    def __init__(self, solved: Solved, *, show_sensitive: bool) -> None:
        self.solved, self.cohort = solved, solved.cohort
        self.hidden = frozenset() if show_sensitive else self.cohort.roster.sensitive
        self.topics, self.people, self.departments = _Numbered(), _Numbered(), _Numbered()
        self.held = {one.pair: one.decision for one in self.cohort.held}
        self.by_id = {p.id: p for p in (*self.cohort.juniors, *self.cohort.seniors)}

    def content(
        self, pairings: Sequence[Pairing], summary: Mapping[str, Any], others: Sequence[Choices]
    ) -> dict[str, Any]:
        scorer, policy = self.cohort.scorer, self.cohort.policy
        weak = weak_pairings(summary)
        found = zip(self.solved.pairs, pairings, others, strict=True)
        pairs = [
            [
                self._person(self.cohort.juniors[row]),
                self._person(self.cohort.seniors[column]),
                pairing.score,
                pairing.best_share,
                [pairing.parts[name] for name in scorer.weights],
                self._topics(scorer.topics(row, column)),
                self._topics(hidden_last(scorer.topics_back(row, column), self.hidden)),
                self._open_wants(self.cohort.seniors[column], scorer.topics(row, column)),
                self._open_wants(self.cohort.juniors[row], scorer.topics_back(row, column)),
                self._offers(self.cohort.juniors[row], scorer.topics(row, column)),
                weak.get((pairing.junior_id, pairing.senior_id), ""),
                *self._held(row, column),
                self._others(other.of_junior),
                self._others(other.of_senior),
            ]
            for (row, column), pairing, other in found
        ]
        # So that a file of decisions finds everybody as the command does.
        for person in sorted(self.cohort.roster.people, key=lambda person: person.id):
            self._person(person)
        return {
            "components": [
                [COMPONENT_TITLES[name], meaning(name, policy), weight]
                for name, weight in scorer.weights.items()
            ],
            "inactive": [
                [COMPONENT_TITLES[name], why] for name, why in sorted(scorer.inactive.items())
            ],
            "decisions": DECISIONS,
            "reading": reading(),
            "topics": self.topics.items,
            "departments": self.departments.items,
            "people": self.people.items,
            "pairs": pairs,
        }

    def _person(self, person: Person) -> int:
        """Id, name, department (-1: not known), places, roles, and 1 if the name is shared.

        ``roles``: 1 for a junior, 2 for a senior, 3 for both.
        """
        where = -1
        if person.department_key:
            shown = printable(department(person))
            key = printable("/".join(person.department_key))
            where = self.departments.number((key, shown), [key, shown])
        # The id comes back in decisions.csv, so it stays as it is.
        roles = person.is_junior + 2 * person.is_senior
        item = [person.id, printable(person.name), where, person.capacity, roles]
        if person.id in self.cohort.roster.namesakes:
            item.append(1)
        return self.people.number(person.id, item)

    def _held(self, row: int, column: int) -> tuple[str, str]:
        """The decision that the run itself held, and its override: the page starts with it."""
        decision = self.held.get((row, column))
        if decision is None:
            return "", ""
        return decision.decision, "yes" if decision.override else ""

    def _topic(self, key: str, name: str) -> int:
        if key in self.hidden:
            return self.topics.number(None, SENSITIVE_TOPIC)
        return self.topics.number(name, printable(name))

    def _topics(self, topics: Iterable[Topic]) -> list[list[int]]:
        """Topic, the teacher's level, the learner's own and target; a sensitive one bare."""
        return [
            [self._topic(t.key, t.name)]
            if t.key in self.hidden
            else [self._topic(t.key, t.name), t.teach, t.own, t.target]
            for t in topics
        ]

    def _open_wants(self, person: Person, covered: Iterable[Topic]) -> list[list[int]]:
        """Topic, own level and target of what the other does not teach; no sensitive ones."""
        known = {topic.key for topic in covered} | self.hidden
        return [
            [self._topic(want.key, want.name), own, want.target]
            for want, own, _ in gaps(person)
            if want.key not in known
        ]

    def _offers(self, person: Person, covered: Iterable[Topic]) -> list[list[int]]:
        """Topic and level of what else a person could teach; no sensitive ones."""
        known = {topic.key for topic in covered} | self.hidden
        return [
            [self._topic(key, person.skills[key].name), level]
            for key, level in sorted(teach(person, self.cohort.policy.evidence).items())
            if key not in known
        ]

    def _others(self, found: Iterable[Alternative]) -> list[list[Any]]:
        """Person, score, and what the pairing would cost the whole, in words."""
        return [
            [
                self._person(self.by_id[other.id]),
                other.score,
                printable(told(other.cost, other.how, other.why)),
            ]
            for other in found
        ]
