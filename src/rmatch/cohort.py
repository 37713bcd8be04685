"""One run of a programme: who takes part, every pair's score, which pairs are legal.

A :class:`Cohort` is the whole pairing problem in arrays, with the requirements beyond
pairs; :func:`rmatch.solved.solve` pairs it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rmatch.assign import PairingProblem, build_problem
from rmatch.errors import PolicyError, RosterError
from rmatch.policy import CONFIDENTIAL_RULES, NOT_TO_BE_PAIRED, Policy, unsupported
from rmatch.requirements import Requirements, needs_primary, needs_sensitive
from rmatch.roster import Person, Roster
from rmatch.roster.checks import impossible_loads, required_columns
from rmatch.rules import Rules
from rmatch.score import Scorer

__all__ = ["Cohort", "check_supported", "shown_rules"]

# Rows scored at a time: bounds the memory beside the score matrix itself.
BLOCK_ROWS = 512
# Pairings looked at together; the block is square, so few are kept and many wasted above this.
BLOCK_PAIRS = 64
MIN_SCORE = "min_score"


@dataclass(frozen=True, eq=False)
class Cohort:
    """The pairing problem.

    Attributes
    ----------
    juniors, seniors
        The participants of each role, in the order in which they are solved.
    score
        Shape (juniors, seniors), int32, whole hundredths of a point; also where a rule
        forbids the pair.
    legal
        Same shape, bool: no rule forbids the pair.
    rule_pairs
        Rule to the number of pairs that it forbids; the confidential ones as one.
    """

    roster: Roster
    policy: Policy
    juniors: tuple[Person, ...]
    seniors: tuple[Person, ...]
    scorer: Scorer
    rules: Rules
    score: NDArray[np.int32]
    legal: NDArray[np.bool_]
    rule_pairs: Mapping[str, int]

    @classmethod
    def of(cls, roster: Roster, policy: Policy) -> Cohort:
        """Score every pair of participants under ``policy`` and apply the rules.

        Raises
        ------
        PolicyError, RosterError
            If the policy asks for what the roster or this version cannot give.
        """
        roster = roster.under(policy)
        check_supported(roster, policy)
        juniors = in_solving_order(roster.juniors, policy.seed)
        seniors = in_solving_order(roster.seniors, policy.seed)
        scorer = Scorer(juniors, seniors, policy)
        rules = Rules(juniors, seniors, roster.managers, policy)
        score, legal, counts = _score_all(scorer, rules, len(juniors), len(seniors))
        return cls(roster, policy, juniors, seniors, scorer, rules, score, legal, counts)

    @cached_property
    def junior_capacity(self) -> NDArray[np.int64]:
        return np.array([person.capacity for person in self.juniors], dtype=np.int64)

    @cached_property
    def senior_capacity(self) -> NDArray[np.int64]:
        return np.array([person.capacity for person in self.seniors], dtype=np.int64)

    @cached_property
    def junior_index(self) -> Mapping[str, int]:
        return {person.id: i for i, person in enumerate(self.juniors)}

    @cached_property
    def senior_index(self) -> Mapping[str, int]:
        return {person.id: j for j, person in enumerate(self.seniors)}

    @cached_property
    def requirements(self) -> Requirements:
        """What the policy and the roster ask beyond pairs.

        Under ``[stereotypes] mode = "enforce"`` the juniors' groups are read here, as bare
        numbers; nothing else ever sees them.

        Raises
        ------
        RosterError
            If the roster lacks the column whose groups are compared.
        """
        roster, policy = self.roster, self.policy
        topics = needs_primary(policy)
        secret = needs_sensitive(self.juniors, roster.sensitive)
        return Requirements.of(
            self.juniors,
            self.seniors,
            policy,
            legal=self.legal,
            primary=self.scorer.primary_topics() if topics else None,
            sensitive_pairs=self.scorer.sensitive_pairs(roster.sensitive) if secret else None,
            groups=self._groups,
            extras=roster.extras,
            sensitive=roster.sensitive,
        )

    @cached_property
    def _groups(self) -> NDArray[np.int64] | None:
        chosen = self.policy.stereotypes
        if chosen.mode != "enforce" or chosen.attribute is None:
            return None
        from rmatch.roster.attributes import group_codes, read_attributes

        found = read_attributes(self.roster, [chosen.attribute])
        return group_codes(found, chosen.attribute, self.juniors).astype(np.int64)

    def problem(self, objective: str) -> PairingProblem:
        """The numeric core's problem for an objective; ``fairest`` begins as most-matched."""
        return build_problem(
            self.legal_score,
            self.junior_capacity,
            self.senior_capacity,
            objective="most-matched" if objective == "fairest" else objective,
            fill=self.policy.fill,
        )

    def without_rule(self, shown: str) -> Cohort:
        """The same people where one rule (or the confidential ones together) forbids nothing."""
        legal = np.empty_like(self.legal)
        everyone = slice(0, len(self.seniors))
        for start in range(0, len(self.juniors), BLOCK_ROWS):
            block = slice(start, min(start + BLOCK_ROWS, len(self.juniors)))
            score = self.score[block]
            forbidden = self.rules.forbidden(block, everyone, score)
            illegal = (
                self.rules.too_low(score) if shown != MIN_SCORE else np.zeros_like(legal[block])
            )
            for name, pairs in forbidden.items():
                if name != MIN_SCORE and shown not in shown_rules([name]):
                    illegal = illegal | pairs
            legal[block] = ~illegal
        return replace(self, legal=legal)

    @cached_property
    def legal_score(self) -> NDArray[np.int32]:
        """The score with -1 for every pair that a rule forbids."""
        return np.where(self.legal, self.score, np.int32(-1))

    @cached_property
    def best_legal_of_senior(self) -> NDArray[np.int32]:
        """Each senior's best legal score, -1 where there is none."""
        if not self.juniors:
            return np.full(len(self.seniors), -1, dtype=np.int32)
        best: NDArray[np.int32] = self.legal_score.max(axis=0)
        return best

    def forbidding(self, row: int, column: int) -> tuple[str, ...]:
        """The rules that forbid one pair, in SPEC's order; for files see :func:`shown_rules`."""
        return self.rules.why(row, column, int(self.score[row, column]))


def check_supported(roster: Roster, policy: Policy) -> None:
    """Refuse, by name, what the policy asks for and the roster or this version cannot give.

    Raises
    ------
    PolicyError, RosterError
    """
    if problems := unsupported(policy):
        raise PolicyError(problems)
    if problems := [*required_columns(roster, policy), *impossible_loads(roster)]:
        raise RosterError(problems)


def in_solving_order(people: Iterable[Person], seed: int) -> tuple[Person, ...]:
    """People by SHA-256 of ``seed:id``: row order never matters, nobody gains by an early id."""

    def key(person: Person) -> bytes:
        return hashlib.sha256(f"{seed}:{person.id}".encode()).digest()

    return tuple(sorted(people, key=key))


def shown_rules(names: Iterable[str]) -> tuple[str, ...]:
    """Rule names as files may show them: the confidential ones as one, named last."""
    names = tuple(names)
    shown = [name for name in names if name not in CONFIDENTIAL_RULES]
    if len(shown) < len(names):
        shown.append(NOT_TO_BE_PAIRED)
    return tuple(shown)


def _score_all(
    scorer: Scorer, rules: Rules, rows: int, columns: int
) -> tuple[NDArray[np.int32], NDArray[np.bool_], dict[str, int]]:
    score = np.empty((rows, columns), dtype=np.int32)
    legal = np.empty((rows, columns), dtype=np.bool_)
    counts = dict.fromkeys(shown_rules(rules.names), 0)
    everyone = slice(0, columns)
    for start in range(0, rows, BLOCK_ROWS):
        block = slice(start, min(start + BLOCK_ROWS, rows))
        score[block] = scorer.block(block, everyone)
        forbidden = rules.forbidden(block, everyone, score[block])
        illegal = np.zeros(score[block].shape, dtype=np.bool_)
        private = np.zeros_like(illegal)
        for name, pairs in forbidden.items():
            if name in CONFIDENTIAL_RULES:
                private |= pairs
            else:
                counts[name] += int(np.count_nonzero(pairs))
                illegal |= pairs
        if NOT_TO_BE_PAIRED in counts:
            counts[NOT_TO_BE_PAIRED] += int(np.count_nonzero(private))
        legal[block] = ~(illegal | private)
    return score, legal, counts
