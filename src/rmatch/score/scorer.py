"""The score of any block of pairs, and what one pair's score is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from rmatch.blocks import Index
from rmatch.errors import PolicyError, Problem
from rmatch.policy import COMPONENTS, Policy
from rmatch.roster.evidence import teach
from rmatch.roster.people import Person
from rmatch.score.departments import CrossDepartment, cross_department_idle
from rmatch.score.goals import SharedGoals, shared_goals_idle
from rmatch.score.hours import SharedHours, shared_hours_idle
from rmatch.score.preference import Preference, preference_idle
from rmatch.score.primary import PrimaryTopics, sensitive_pairs
from rmatch.score.skills import OpenWant, Reciprocity, SkillGap, Steps, reciprocity_idle
from rmatch.score.weights import FULL, scaled

__all__ = ["Scorer", "Topic"]


@dataclass(frozen=True, slots=True)
class Topic:
    """A want of one of the two of which the other covers at least a step.

    ``key`` is the compared name, ``name`` the learner's spelling, ``hundredths`` what
    it earns in ``skill_gap``; ``teach`` is the teacher's level, ``own`` and ``target``
    are the learner's. (Of a topic taught back the junior is the learner, and it earns
    in ``reciprocity``.)
    """

    key: str
    name: str
    hundredths: int
    teach: int
    own: int
    target: int


class Component(Protocol):
    """One part of the score."""

    def block(self, rows: Index, columns: Index) -> NDArray[np.int16]:
        """Hundredths of the block."""


class Scorer:
    """Scores of juniors (rows) with seniors (columns), by blocks of any size.

    Parameters
    ----------
    juniors, seniors
        The participants of either side; a person with role ``both`` is in both.
    policy
        The programme's choices.

    Attributes
    ----------
    weights
        Active component -> its scaled weight in hundredths, in table order; adds up
        to 10 000.
    inactive
        Inactive component -> why, in table order.

    Raises
    ------
    PolicyError
        If all weights are 0, or no component with a weight applies to these people.
    """

    def __init__(
        self, juniors: Sequence[Person], seniors: Sequence[Person], policy: Policy
    ) -> None:
        self.juniors, self.seniors = tuple(juniors), tuple(seniors)
        self.weights, self.inactive = active_weights(self.juniors, self.seniors, policy)
        self._teach = [teach(junior, policy.evidence) for junior in self.juniors]
        # Topics need shares even where skill_gap earns nothing.
        self._steps = Steps(self.weights.get("skill_gap", FULL))
        self._steps_back = Steps(self.weights.get("reciprocity", FULL))
        self._evidence = policy.evidence
        self._components = self._build(policy)

    @property
    def shape(self) -> tuple[int, int]:
        """Number of juniors and of seniors."""
        return len(self.juniors), len(self.seniors)

    def parts(self, rows: Index, columns: Index) -> dict[str, NDArray[np.int32]]:
        """Each active component's block.

        Parameters
        ----------
        rows, columns
            Slices, or arrays of positions among the juniors and the seniors.

        Returns
        -------
        dict
            Component -> int32 array (rows x columns), in hundredths of a point.
        """
        return {
            name: component.block(rows, columns).astype(np.int32)
            for name, component in self._components.items()
        }

    def block(self, rows: Index, columns: Index) -> NDArray[np.int32]:
        """Scores of a block, in hundredths of a point.

        Parameters
        ----------
        rows, columns
            Slices, or arrays of positions among the juniors and the seniors.

        Returns
        -------
        int32 array (rows x columns)
            0 to 10 000; also for pairs that a rule forbids.
        """
        total: NDArray[np.int16] | None = None
        for component in self._components.values():
            part = component.block(rows, columns)
            total = part if total is None else np.add(total, part, out=total)
        if total is None:  # pragma: no cover - the constructor refuses such a policy
            raise ValueError("no active component")
        return total.astype(np.int32)

    def topics(self, row: int, column: int) -> tuple[Topic, ...]:
        """What the pair would talk about, most hundredths first; the first is primary."""
        return _topics(self._steps.of(self.seniors[column]), self._teach[row])

    def primary_topics(self) -> PrimaryTopics:
        """The first of :meth:`topics` of every pair."""
        return PrimaryTopics.of(self._teach, self.seniors, self._steps)

    def sensitive_pairs(self, sensitive: AbstractSet[str]) -> NDArray[np.bool_]:
        """Pairs of whose :meth:`topics` any is in ``sensitive``: bool (juniors x seniors)."""
        return sensitive_pairs(self._teach, self.seniors, self._steps, sensitive)

    def topics_back(self, row: int, column: int) -> tuple[Topic, ...]:
        """What the senior can teach the junior in return, most hundredths first."""
        wants = self._steps_back.of(self.juniors[row])
        return _topics(wants, teach(self.seniors[column], self._evidence)) if wants else ()

    def coverage(self, row: int, column: int) -> Fraction:
        """Share of the senior's weighted gap that the junior covers; 0 without a gap."""
        wants = self._steps.of(self.seniors[column])
        covered = sum((want.want.weight * self._covered(row, want) for want in wants), Fraction(0))
        whole = sum((want.want.weight * len(want.steps) for want in wants), Fraction(0))
        return covered / whole if whole else Fraction(0)

    def heaviest_covered(self, row: int, column: int) -> bool:
        """Whether the junior covers a step of a want of the senior's largest weight."""
        wants = self._steps.of(self.seniors[column])
        heaviest = max((want.want.weight for want in wants), default=None)
        return any(want.want.weight == heaviest and self._covered(row, want) for want in wants)

    def _covered(self, row: int, open_want: OpenWant) -> int:
        return open_want.covered(self._teach[row].get(open_want.want.key, 0))

    def _build(self, policy: Policy) -> dict[str, Component]:
        juniors, seniors = self.juniors, self.seniors

        def build(name: str, weight: int) -> Component:
            match name:
                case "skill_gap":
                    return SkillGap(self._teach, seniors, self._steps)
                case "reciprocity":
                    teaching = [teach(senior, policy.evidence) for senior in seniors]
                    return Reciprocity(juniors, teaching, self._steps_back)
                case "cross_department":
                    prefer = policy.cross_department.prefer
                    return CrossDepartment(juniors, seniors, weight, prefer)
                case "shared_goals":
                    return SharedGoals(juniors, seniors, weight)
                case "shared_hours":
                    return SharedHours(juniors, seniors, weight, policy.programme.start)
                case _:
                    return Preference(juniors, seniors, weight)

        return {name: build(name, weight) for name, weight in self.weights.items()}


def _topics(open_wants: Sequence[OpenWant], levels: Mapping[str, int]) -> tuple[Topic, ...]:
    """The wants that these levels cover a step of, by hundredths earned, then by name."""
    found = []
    for open_want in open_wants:
        want, level = open_want.want, levels.get(open_want.want.key, 0)
        if open_want.covered(level):
            earned = open_want.earned(level)
            found.append(Topic(want.key, want.name, earned, level, open_want.own, want.target))
    return tuple(sorted(found, key=lambda topic: (-topic.hundredths, topic.key)))


def active_weights(
    juniors: Sequence[Person], seniors: Sequence[Person], policy: Policy
) -> tuple[dict[str, int], dict[str, str]]:
    """Scaled weights of the active components, and why the others are not active."""
    idle: dict[str, Any] = {
        "skill_gap": lambda: None,
        "reciprocity": lambda: reciprocity_idle(juniors),
        "cross_department": lambda: cross_department_idle(
            (*juniors, *seniors), policy.cross_department.prefer
        ),
        "shared_goals": lambda: shared_goals_idle(juniors, seniors),
        "shared_hours": lambda: shared_hours_idle(juniors, seniors),
        "preference": lambda: preference_idle(juniors, seniors),
    }
    weights: dict[str, Fraction] = {}
    inactive: dict[str, str] = {}
    for name in COMPONENTS:
        weight = Fraction(getattr(policy.weights, name))
        why = "its weight is 0" if weight == 0 else idle[name]()
        if why is None:
            weights[name] = weight
        else:
            inactive[name] = why
    if not weights:
        raise PolicyError([_nothing_to_score(policy, inactive)])
    return scaled(weights), inactive


def _nothing_to_score(policy: Policy, inactive: dict[str, str]) -> Problem:
    fix = "give skill_gap, or another component that applies, a weight above 0 in [weights]"
    if not any(getattr(policy.weights, name) for name in COMPONENTS):
        return Problem("no-weights", "all weights are 0, so no pair can be scored", fix)
    reasons = "; ".join(
        f"{name}: {why}" for name, why in inactive.items() if getattr(policy.weights, name)
    )
    what = f"no component with a weight applies to these people ({reasons})"
    return Problem("no-active-component", what, fix)
