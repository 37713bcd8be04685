"""One run of a programme: who takes part, every pair's score, and which pairs are legal.

A :class:`Cohort` is the whole pairing problem in arrays; :func:`solve` pairs it and
returns a :class:`Solved`, which summaries, explanations and files read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rmatch.assign import Assignment, PairingProblem, build_problem
from rmatch.assign import solve as solve_problem
from rmatch.errors import PolicyError, Problem, RosterError
from rmatch.policy import CONFIDENTIAL_RULES, NOT_TO_BE_PAIRED, Policy, unsupported
from rmatch.roster import Person, Roster
from rmatch.roster.checks import impossible_loads, required_columns
from rmatch.rules import Rules
from rmatch.score import Scorer

__all__ = ["Cohort", "Solved", "check_supported", "other_objective", "shown_rules", "solve"]

# Rows scored at a time: bounds the memory beside the score matrix itself.
BLOCK_ROWS = 512
# Pairings looked at together; the block is square, so few are kept and many wasted above this.
BLOCK_PAIRS = 64


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


@dataclass(frozen=True, eq=False)
class Solved:
    """A cohort with its pairings and what the other objective would have given."""

    cohort: Cohort
    problem: PairingProblem
    assignment: Assignment
    other: Assignment

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """(junior, senior) positions, sorted by senior id, then junior id."""
        cohort = self.cohort
        pairs = zip(self.assignment.rows.tolist(), self.assignment.columns.tolist(), strict=True)
        return tuple(
            sorted(pairs, key=lambda p: (cohort.seniors[p[1]].id, cohort.juniors[p[0]].id))
        )

    @cached_property
    def pair_parts(self) -> Mapping[str, NDArray[np.int32]]:
        """Active component to its hundredths, one entry a pairing, in the order of ``pairs``."""
        scorer = self.cohort.scorer
        parts = {name: np.empty(len(self.pairs), dtype=np.int32) for name in scorer.weights}
        for start in range(0, len(self.pairs), BLOCK_PAIRS):
            some = np.array(self.pairs[start : start + BLOCK_PAIRS])
            for name, block in scorer.parts(some[:, 0], some[:, 1]).items():
                parts[name][start : start + BLOCK_PAIRS] = block.diagonal()
        return parts

    @cached_property
    def junior_load(self) -> NDArray[np.int64]:
        return np.bincount(self.assignment.rows, minlength=len(self.cohort.juniors))

    @cached_property
    def senior_load(self) -> NDArray[np.int64]:
        return np.bincount(self.assignment.columns, minlength=len(self.cohort.seniors))


def solve(cohort: Cohort, *, time_limit: float | None = None) -> Solved:
    """Pair the cohort as its policy says.

    Raises
    ------
    SolverRefusedError, TimeLimitError, SolverError, MissingPartError
    """
    policy = cohort.policy

    def problem(objective: str) -> PairingProblem:
        return build_problem(
            cohort.legal_score,
            cohort.junior_capacity,
            cohort.senior_capacity,
            objective=objective,
            fill=policy.fill,
        )

    chosen = problem(policy.objective)
    assignment = solve_problem(chosen, solver=policy.solver, gap=policy.gap, time_limit=time_limit)
    _refuse_two_sensitive(cohort, assignment)
    # The comparison is always exact and quick, whatever solver the run itself asked for.
    return Solved(cohort, chosen, assignment, solve_problem(problem(other_objective(policy))))


def other_objective(policy: Policy) -> str:
    """What the policy's objective is compared with."""
    return "best-total" if policy.objective == "most-matched" else "most-matched"


def _refuse_two_sensitive(cohort: Cohort, assignment: Assignment) -> None:
    """Nobody may be given two pairings on sensitive topics (SPEC 4, S7), whatever the mode.

    Holding that while solving is a requirement beyond pairs, which this version lacks; so a
    result that breaks it is refused rather than written.
    """
    sensitive = cohort.roster.sensitive
    taken: dict[int, int] = {}
    if not sensitive:
        return
    for row, column in zip(assignment.rows.tolist(), assignment.columns.tolist(), strict=True):
        if any(topic.key in sensitive for topic in cohort.scorer.topics(row, column)):
            taken[row] = taken.get(row, 0) + 1
    ids = sorted(cohort.juniors[row].id for row, number in taken.items() if number > 1)
    if ids:
        raise RosterError(
            [
                Problem(
                    "sensitive-twice",
                    f"'{person_id}' would have several pairings on sensitive topics, where one "
                    "is the most; this version cannot yet share them out",
                    "set the capacity of this person to 1, or offer one topic less",
                    file=cohort.roster.file,
                    ids=(person_id,),
                )
                for person_id in ids
            ]
        )


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
