"""Roster and policy to linear rows over pairings, each known by its requirement's name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

from rmatch.assign.problem import Integers
from rmatch.assign.rows import LinearRow
from rmatch.policy import Policy
from rmatch.requirements.knobs import Knob
from rmatch.requirements.limits import limits
from rmatch.requirements.loads import min_loads, one_sensitive
from rmatch.requirements.pairs import Mask, Pairs, PrimaryTopics
from rmatch.requirements.parts import Kind, Part, merged
from rmatch.requirements.stereotypes import group_masks, stereotypes
from rmatch.roster import Person
from rmatch.roster.conditions import Extras

__all__ = ["Requirement", "Requirements", "needs_primary", "needs_sensitive"]


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement.

    Attributes
    ----------
    name
        In the policy's words, as ``summary.json`` shows it; each has its own.
    kind
        ``limit``, ``min_load``, ``parity``, ``funnel``, ``load`` or ``sensitive``.
    rows
        Numbers into ``Requirements.rows``; none where nothing has to be balanced, as with
        one group alone.
    """

    name: str
    kind: Kind
    rows: tuple[int, ...]


class Requirements:
    """What a programme asks beyond pairs.

    Attributes
    ----------
    rows
        All rows.
    named
        Which of them make up each requirement.
    knobs
        What a person would change to relax rows, in the order of their first rows; none for
        sensitive topics, which nothing proposes to give up.
    """

    def __init__(self, parts: Sequence[Part] = ()) -> None:
        self._parts = tuple(parts)
        rows: list[LinearRow] = []
        named: list[Requirement] = []
        knobs: list[Knob] = []
        for part in self._parts:
            first = len(rows)
            rows += part.rows
            named.append(Requirement(part.name, part.kind, tuple(range(first, len(rows)))))
            knobs += (replace(k, rows=tuple(r + first for r in k.rows)) for k in part.knobs)
        self.rows, self.named, self.knobs = tuple(rows), tuple(named), merged(knobs)

    @classmethod
    def of(
        cls,
        juniors: Sequence[Person],
        seniors: Sequence[Person],
        policy: Policy,
        *,
        legal: Mask,
        primary: PrimaryTopics | None = None,
        sensitive_pairs: Mask | None = None,
        groups: Integers | None = None,
        extras: Extras | None = None,
        sensitive: frozenset[str] = frozenset(),
    ) -> Self:
        """The requirements of a policy.

        Parameters
        ----------
        juniors, seniors
            Participants in solving order: n and m of them.
        policy
            The programme's choices.
        legal
            Shape (n, m), bool: no rule forbids the pair.
        primary
            The pairs' primary topics; may be ``None`` unless :func:`needs_primary`.
        sensitive_pairs
            Shape (n, m), bool: a topic of the pair is sensitive; ``None``: none is.
        groups
            Shape (n,): the code of each junior's group, -1 for none. The codes themselves
            mean nothing. Needed with ``[stereotypes] mode = "enforce"``, else ignored.
        extras
            ``Roster.extras``: the cells of other headings that the limits name.
        sensitive
            ``Roster.sensitive``: names of skills that are shown as "a sensitive topic".
        """
        pairs = Pairs(tuple(juniors), tuple(seniors), policy, primary, extras or {})

        def parts() -> Iterator[Part]:
            yield from limits(pairs)
            yield from min_loads(pairs, legal)
            if policy.stereotypes.mode == "enforce":
                if groups is None:
                    raise ValueError("[stereotypes] mode 'enforce' needs the juniors' groups")
                yield from stereotypes(pairs, group_masks(groups), sensitive)
            yield from one_sensitive(pairs, legal, sensitive_pairs)

        return cls(tuple(parts()))

    def without(self, name: str) -> Requirements:
        """All but the requirement of that name; rows and knobs are numbered anew."""
        return Requirements([part for part in self._parts if part.name != name])

    def __bool__(self) -> bool:
        return bool(self.rows)


def needs_primary(policy: Policy) -> bool:
    """Whether a row of this policy is about primary topics."""
    return policy.stereotypes.mode == "enforce" or any(limit.topic for limit in policy.limits)


def needs_sensitive(juniors: Sequence[Person], sensitive: frozenset[str]) -> bool:
    """Whether anybody could be given two pairings on sensitive topics, as far as this tells."""
    return bool(sensitive) and any(junior.capacity > 1 for junior in juniors)
