"""One run of a programme: who takes part, every pair's score, which pairs are legal.

A :class:`Cohort` is the whole pairing problem in arrays, with the requirements beyond
pairs; :func:`rmatch.solved.solve` pairs it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rmatch.assign import PairingProblem, build_problem
from rmatch.assign.rows import LinearRow, PairSet
from rmatch.decided import Held, forbidden_pairs, held_mask, held_pairs
from rmatch.errors import PolicyError, Problem, RosterError
from rmatch.policy import CONFIDENTIAL_RULES, NOT_TO_BE_PAIRED, Policy, unsupported
from rmatch.progress import SCORING, Progress, silent
from rmatch.requirements import (
    Loads,
    Requirements,
    asked_loads,
    loads_not_asked,
    needs_primary,
    needs_sensitive,
)
from rmatch.roster import Person, Roster
from rmatch.roster.checks import impossible_loads, required_columns
from rmatch.roster.decisions import Decision, Decisions
from rmatch.rules import Rules
from rmatch.score import Scorer

__all__ = ["Cohort", "check_supported", "positions", "shown_rules"]

# Rows scored at a time: bounds the memory beside the score matrix itself.
BLOCK_ROWS = 512
# Pairings looked at together; the block is square, so few are kept and many wasted above this.
BLOCK_PAIRS = 64
MIN_SCORE = "min_score"
DECISION = "decision"


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
        Same shape, bool: no rule forbids the pair, or a decision overrides those that do.
    rule_pairs
        Rule to the number of pairs that it forbids; the confidential ones as one.
    decisions
        What people decided about pairs.
    held
        The pairings that decisions hold, in every matching of the cohort.
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
    decisions: Decisions = field(default_factory=Decisions)
    held: tuple[Held, ...] = ()

    @classmethod
    def of(
        cls,
        roster: Roster,
        policy: Policy,
        decisions: Decisions | None = None,
        *,
        progress: Progress = silent,
    ) -> Cohort:
        """Score every pair of participants under ``policy``, apply the rules and decisions.

        Raises
        ------
        PolicyError, RosterError
            If the policy asks for what the roster or this version cannot give.
        DecisionsError
            If a rule or a capacity stands against a pairing that is to be held.
        """
        roster = roster.under(policy)
        check_supported(roster, policy)
        juniors = in_solving_order(roster.juniors, policy.seed)
        seniors = in_solving_order(roster.seniors, policy.seed)
        decisions = Decisions() if decisions is None else decisions
        scorer = Scorer(juniors, seniors, policy)
        forbidden = forbidden_pairs(decisions, positions(juniors), positions(seniors))
        rules = Rules(juniors, seniors, roster.managers, policy, forbidden)
        score, legal, counts = _score_all(scorer, rules, len(juniors), len(seniors), progress)
        held = held_pairs(
            decisions,
            juniors,
            seniors,
            why=lambda row, column: rules.why(row, column, int(score[row, column])),
            sensitive=lambda row, column: any(
                topic.key in roster.sensitive for topic in scorer.topics(row, column)
            ),
        )
        for one in held:
            legal[one.pair] = True
        return cls(
            roster,
            policy,
            juniors,
            seniors,
            scorer,
            rules,
            score,
            legal,
            counts,
            decisions,
            held,
        )

    @cached_property
    def junior_capacity(self) -> NDArray[np.int64]:
        """Places of each junior; decisions that override the roster's number raise it."""
        stated = np.array([person.capacity for person in self.juniors], dtype=np.int64)
        return np.maximum(stated, self._held_load(0))

    @cached_property
    def senior_capacity(self) -> NDArray[np.int64]:
        """Places of each senior; decisions that override the roster's number raise it."""
        stated = np.array([person.capacity for person in self.seniors], dtype=np.int64)
        return np.maximum(stated, self._held_load(1))

    def _held_load(self, side: int) -> NDArray[np.int64]:
        people = (self.juniors, self.seniors)[side]
        places = np.array([one.pair[side] for one in self.held], dtype=np.int64)
        return np.bincount(places, minlength=len(people)).astype(np.int64)

    @cached_property
    def junior_index(self) -> Mapping[str, int]:
        return positions(self.juniors)

    @cached_property
    def senior_index(self) -> Mapping[str, int]:
        return positions(self.seniors)

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
    def warnings(self) -> tuple[Problem, ...]:
        """What was odd in the roster and the decisions, and minimum loads that nobody can fill."""
        ids = loads_not_asked(self.juniors, self.seniors, self.legal)
        odd = Problem(
            "load-not-asked",
            "min_load is not asked where a person has no legal partner in that role",
            "take the min_load out, or see in unmatched.csv which rules leave no partner",
            file=self.roster.file,
            ids=ids,
            severity="warning",
        )
        return (*self.roster.warnings, *self.decisions.warnings, *([odd] if ids else []))

    @cached_property
    def warnings_for_files(self) -> tuple[Problem, ...]:
        """All but those about vetoes and refusals: files do not tell them from a wish."""
        vetoes = {id(one) for one in self.decisions.warnings if one.confidential}
        return tuple(one for one in self.warnings if id(one) not in vetoes)

    @property
    def asked_loads(self) -> Loads:
        """The fewest pairings asked of each junior and each senior."""
        return asked_loads(self.juniors, self.seniors, self.legal)

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
            self.open_score,
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
        for one in self.held:
            legal[one.pair] = True
        return replace(self, legal=legal)

    def without_decisions(self, dropped: Collection[Decision]) -> Cohort:
        """The same people as if some decisions had not been made."""
        legal = self.legal.copy()
        for decision in dropped:
            row = self.junior_index.get(decision.junior_id)
            column = self.senior_index.get(decision.senior_id)
            if row is not None and column is not None:
                legal[row, column] = self.legal_undecided(row, column)
        return replace(
            self,
            legal=legal,
            decisions=replace(
                self.decisions,
                decisions=tuple(d for d in self.decisions.decisions if d not in dropped),
            ),
            held=tuple(one for one in self.held if one.decision not in dropped),
        )

    def legal_undecided(self, row: int, column: int) -> bool:
        """Whether a pair would be legal if no decision were about it."""
        # The rule that stands for vetoes is no other reason than the decision; where only it
        # forbade, the score was not looked at.
        rest = set(self.forbidding(row, column)) - {DECISION}
        return not rest and not self.rules.too_low(self.score[row, column])

    @cached_property
    def legal_score(self) -> NDArray[np.int32]:
        """The score with -1 for every pair that a rule forbids."""
        return np.where(self.legal, self.score, np.int32(-1))

    @cached_property
    def open_score(self) -> NDArray[np.int32]:
        """The legal score, -1 also for what would take a place that a decision holds.

        Somebody all of whose places are held can have no other pairing.
        """
        if not self.held:
            return self.legal_score
        taken = (self._held_load(0) >= self.junior_capacity)[:, None] & np.ones_like(self.legal)
        taken |= self._held_load(1) >= self.senior_capacity
        taken &= ~held_mask(self.held, self.legal.shape)
        return np.where(taken, np.int32(-1), self.legal_score)

    @cached_property
    def held_rows(self) -> tuple[LinearRow, ...]:
        """One row that makes all held pairings; none without any."""
        if not self.held:
            return ()
        juniors = np.ones(len(self.juniors), dtype=np.bool_)
        seniors = np.ones(len(self.seniors), dtype=np.bool_)
        held = PairSet(juniors, seniors, held_mask(self.held, self.legal.shape))
        return (LinearRow(((-1, held),), -len(self.held)),)

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


def positions(people: Iterable[Person]) -> dict[str, int]:
    """Id to position."""
    return {person.id: place for place, person in enumerate(people)}


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
    scorer: Scorer, rules: Rules, rows: int, columns: int, progress: Progress
) -> tuple[NDArray[np.int32], NDArray[np.bool_], dict[str, int]]:
    score = np.empty((rows, columns), dtype=np.int32)
    legal = np.empty((rows, columns), dtype=np.bool_)
    counts = dict.fromkeys(shown_rules(rules.names), 0)
    everyone = slice(0, columns)
    for start in range(0, rows, BLOCK_ROWS):
        progress(SCORING, start, rows)
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
