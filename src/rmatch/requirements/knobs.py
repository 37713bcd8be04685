"""What a person would change to relax a requirement, and by how much."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from rmatch.assign.problem import Integers
from rmatch.assign.rows import PairSet

__all__ = ["Figure", "Knob", "decimal"]


@dataclass(frozen=True, eq=False)
class Figure:
    """What a matching comes to in the terms of a setting.

    ``(pairings in count + plus) * scale / (pairings in base) + offset``, where no ``base``
    is 1; nothing where ``base`` has no pairing.
    """

    count: PairSet
    base: PairSet | None = None
    plus: Fraction = Fraction(0)
    scale: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)

    def of(self, rows: Integers, columns: Integers) -> Fraction | None:
        """The figure of a matching, or ``None`` where it puts no bound on the setting."""
        base = 1 if self.base is None else int(self.base.holds(rows, columns).sum())
        if base == 0:
            return None
        count = int(self.count.holds(rows, columns).sum())
        return (count + self.plus) * self.scale / base + self.offset


@dataclass(frozen=True, eq=False)
class Knob:
    """One setting of the policy or the roster, and the rows that it decides.

    Attributes
    ----------
    rows
        Numbers into ``Requirements.rows``.
    setting
        ``limits[2].max``, ``min_load:J012:junior``, ``stereotypes.ratio``, ...
    current
        Its value.
    most
        Whether matchings must stay at or below the setting; else at or above it.
    figures
        What they are compared with.
    label
        The setting in the words of the file that it stands in.
    step
        New values are multiples of it: 1, or a ten-thousandth for shares and ratios.
    """

    rows: tuple[int, ...]
    setting: str
    current: Fraction
    most: bool
    figures: tuple[Figure, ...]
    label: str
    step: Fraction = Fraction(1)

    def needed(self, rows: Integers, columns: Integers) -> Fraction:
        """The value nearest to the current one under which a matching keeps these rows.

        Parameters
        ----------
        rows, columns
            Positions of the junior and the senior of each pairing.

        Returns
        -------
        Fraction
            ``current`` where the matching keeps them as it is.
        """
        found = [value for f in self.figures if (value := f.of(rows, columns)) is not None]
        if self.most:
            reached = max(found, default=self.current)
            return max(self.current, ceil(reached / self.step) * self.step)
        reached = min(found, default=self.current)
        return min(self.current, floor(reached / self.step) * self.step)

    def words(self, new: Fraction) -> str:
        """``lower [[limits]] 'IT mentors' min from 5 to 3``."""
        verb = "raise" if new > self.current else "lower"
        return f"{verb} {self.label} from {decimal(self.current)} to {decimal(new)}"


def decimal(value: Fraction) -> str:
    """A setting's value as the policy would write it: ``5``, ``0.6``."""
    return str(value.numerator) if value.denominator == 1 else repr(float(value))
