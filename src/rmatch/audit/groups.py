"""The groups of one side that a report may show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from rmatch.audit.figures import POOLED, Figure
from rmatch.audit.suppress import pool, too_few, why_hidden
from rmatch.roster.attributes import Attribute
from rmatch.roster.names import fold
from rmatch.roster.people import Person

__all__ = ["NOT_STATED", "Groups", "everybody", "rounded"]

Value = float | Fraction | None
NOT_STATED = "not stated"
DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Groups:
    """One attribute's groups among the people of one side.

    Attributes
    ----------
    attribute, side
        The heading (empty for everybody as one group), ``"junior"`` or ``"senior"``.
    labels
        The groups that are shown; empty if none may be. The last ones may be the pooled
        groups and the people without a statement.
    named
        How many of ``labels``, the first ones, are groups of the roster's own: only they
        are compared with each other.
    codes
        Group of each person of the side, -1 where none is shown.
    sizes
        People in each group.
    minimum
        People on whom every figure must rest.
    """

    attribute: str
    side: str
    labels: tuple[str, ...]
    named: int
    codes: NDArray[np.intp]
    sizes: tuple[int, ...]
    minimum: int

    @classmethod
    def of(cls, attribute: Attribute, side: str, people: Sequence[Person], minimum: int) -> Groups:
        """The groups of ``people``, the small ones pooled."""
        said = [_stated(attribute.groups.get(person.id, "")) for person in people]
        order = _order(said, attribute.numbers, people)
        if NOT_STATED in said:
            order = [*order, NOT_STATED]
        sizes = [said.count(label) for label in order]
        spare = [place for place, label in enumerate(order) if label == NOT_STATED]
        pooled = {order[place] for place in pool(sizes, minimum, spare)}
        labels = [label for label in order if label not in pooled]
        named = len([label for label in labels if label != NOT_STATED])
        if pooled and labels:
            labels.insert(named, POOLED)
        elif pooled or not any(label != NOT_STATED for label in labels):
            labels, named = [], 0
        places = {label: place for place, label in enumerate(labels)}
        pool_place = places.get(POOLED, -1)
        codes = [pool_place if label in pooled else places.get(label, -1) for label in said]
        array = np.array(codes, dtype=np.intp)
        sizes = list(_counts(array, len(labels)))
        return cls(attribute.heading, side, tuple(labels), named, array, tuple(sizes), minimum)

    def without_labels(self) -> Groups:
        """The same people with no group shown."""
        return replace(self, labels=(), named=0, codes=np.full_like(self.codes, -1), sizes=())

    def count(self, chosen: NDArray[np.bool_]) -> tuple[int, ...]:
        """People of each group among the ``chosen`` ones of the side."""
        return _counts(self.codes[chosen], len(self.labels))

    def sums(self, values: NDArray[np.int64]) -> tuple[int, ...]:
        """Sum of whole numbers, one a person, over each group."""
        known = self.codes >= 0
        found = [0] * len(self.labels)
        for code, value in zip(self.codes[known].tolist(), values[known].tolist(), strict=True):
            found[code] += value
        return tuple(found)

    def figures(
        self,
        section: str,
        subject: str,
        measure: str,
        values: Iterable[Value],
        people: Iterable[int],
        hide: Iterable[bool] = (),
        flags: Mapping[int, str] | None = None,
    ) -> list[Figure]:
        """One figure a group; what ``hide`` names is hidden, with its number of people."""
        hide, flags = tuple(hide) or (False,) * len(self.labels), flags or {}
        why = why_hidden(self.minimum) if self.attribute else too_few(self.minimum)
        found = []
        for place, (label, value, number, away) in enumerate(
            zip(self.labels, values, people, hide, strict=True)
        ):
            about = (section, self.attribute, self.side, label, subject, measure)
            if away:
                found.append(Figure(*about, None, None, hidden=why))
            elif value is not None:
                found.append(Figure(*about, rounded(value), number, flag=flags.get(place, "")))
        return found


def everybody(side: str, people: Sequence[Person], minimum: int) -> Groups:
    """All people of a side as one group without a name."""
    codes = np.zeros(len(people), dtype=np.intp)
    return Groups("", side, ("",), 0, codes, (len(people),), minimum)


def rounded(value: float | Fraction) -> float | int:
    """Whole numbers as they are, others to four decimals."""
    return value if isinstance(value, int) else round(float(value), DECIMALS)


def _stated(label: str) -> str:
    """A person's group; a roster's own group never passes for one of the report's."""
    if not label or fold(label) == NOT_STATED:
        return NOT_STATED
    return f"'{label}'" if fold(label) == POOLED else label


def _order(
    said: Sequence[str], numbers: Mapping[str, float], people: Sequence[Person]
) -> list[str]:
    """The groups by their least number where they have one, then by name."""
    least: dict[str, float] = {}
    for label, person in zip(said, people, strict=True):
        value = numbers.get(person.id, np.inf)
        least[label] = min(least.get(label, np.inf), value)
    least.pop(NOT_STATED, None)
    return sorted(least, key=lambda label: (least[label], fold(label)))


def _counts(codes: NDArray[np.intp], number: int) -> tuple[int, ...]:
    return tuple(np.bincount(codes[codes >= 0], minlength=number).tolist())
