"""What can go wrong, and the list of problems that says where, what and how to mend it.

One base class, one class a failure that a caller would handle differently. Every
error carries its data as attributes, survives pickling, and knows the exit code
that the command line returns for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = [
    "Change",
    "DecisionsError",
    "FeedbackError",
    "HeadingsRead",
    "InfeasibleError",
    "InputError",
    "MissingPartError",
    "PolicyError",
    "Problem",
    "ResultChangedError",
    "RmatchError",
    "RosterError",
    "SolverError",
    "SolverRefusedError",
    "TimeLimitError",
    "UsageError",
    "Way",
]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or odd, in a file: where, what, and how to mend it.

    Parameters
    ----------
    code
        Short stable name, such as ``"duplicate-id"``; for programs and tests.
    what
        What is wrong, as a sentence without a full stop at its end.
    fix
        How to mend it, as an imperative sentence without a full stop; may be empty.
    file, line, heading, value
        Where: the file's name, the line (or sheet row) counted from 1, the column's
        heading as written, the cell's text. ``None`` where it does not apply.
    ids
        Ids of the people concerned; what ``summary.json`` names instead of lines.
    severity
        ``"error"`` (nothing is written) or ``"warning"``.
    confidential
        True where the text would tell one confidential rule from another: such a
        problem is shown on the terminal and never written to a file.
    key
        The key of the policy file, with its table: ``"weights.skill_gap"``.
    """

    code: str
    what: str
    fix: str = ""
    file: str | None = None
    line: int | None = None
    heading: str | None = None
    value: str | None = None
    ids: tuple[str, ...] = ()
    severity: str = "error"
    confidential: bool = False
    key: str | None = None

    def where(self) -> str:
        """``roster.csv, line 7, column 'skills'``: as much of it as is known."""
        parts = []
        if self.file:
            parts.append(self.file)
        if self.line is not None:
            parts.append(f"line {self.line}")
        if self.heading is not None:
            parts.append(f"column '{self.heading}'")
        if self.key is not None:
            parts.append(f"key '{self.key}'")
        return ", ".join(parts)

    def __str__(self) -> str:
        where = self.where()
        text = f"{where}: {self.what}" if where else self.what
        if self.value is not None:
            text += f" (found: {shortened(self.value)!r})"
        if self.fix:
            text += f". Fix: {self.fix}"
        return text + "."


def shortened(text: str, longest: int = 80) -> str:
    """``text``, cut to ``longest`` characters with an ellipsis, for messages."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


class RmatchError(Exception):
    """Base of every error that rmatch raises on purpose.

    ``exit_code`` is what the command line returns for it.
    """

    exit_code: ClassVar[int] = 1


class UsageError(RmatchError):
    """Options that cannot go together, or a value that an option does not take."""

    exit_code = 2


class SolverRefusedError(UsageError):
    """The solver asked for cannot honour something in the policy or the roster.

    Attributes
    ----------
    solver, feature
        The solver's name, and what it cannot honour.
    """

    def __init__(self, solver: str, feature: str, cure: str = "") -> None:
        super().__init__(solver, feature, cure)
        self.solver, self.feature, self.cure = solver, feature, cure

    def __str__(self) -> str:
        text = f"solver '{self.solver}' cannot honour {self.feature}"
        return f"{text}. Fix: {self.cure}." if self.cure else f"{text}."


class InputError(RmatchError):
    """A file that cannot be used, with every problem found in it.

    Attributes
    ----------
    problems
        All problems, errors first, in file and line order.
    """

    exit_code = 3

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problems,)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


@dataclass(frozen=True, slots=True)
class HeadingsRead:
    """What was made of the headings of a roster and of the files beside it.

    Columns about protected traits are in neither: nothing but the audit names them.

    Attributes
    ----------
    recognised
        Heading as written, and the column that it was read as.
    unused
        Headings that nothing reads.
    """

    recognised: tuple[tuple[str, str], ...] = ()
    unused: tuple[str, ...] = ()


class RosterError(InputError):
    """The roster (or a file beside it) cannot be used.

    Attributes
    ----------
    headings
        What was made of the headings, of files whose headings could be read; no cells.
    """

    def __init__(
        self, problems: Iterable[Problem], headings: HeadingsRead = HeadingsRead()
    ) -> None:
        super().__init__(problems)
        self.headings = headings

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problems, self.headings)


class PolicyError(InputError):
    """The policy cannot be used."""


class DecisionsError(InputError):
    """Decisions that cannot be read or kept.

    A file of decisions that makes no sense or contradicts another, somebody in it who is not on
    the roster, or a rule or a capacity that stands against a pairing to be held.
    """


class FeedbackError(InputError):
    """Answers to the mid-term or the closing form that cannot be read."""


class ResultChangedError(InputError):
    """Files of a result that are no longer the ones that were written."""


@dataclass(frozen=True, slots=True)
class Change:
    """A setting of the policy or the roster, and the value that it would take.

    Attributes
    ----------
    setting
        Its stable name: ``limits[2].min``, ``min_load:J012:junior``, ``stereotypes.ratio``.
    words
        The change in the policy's words: ``lower [[limits]] 'IT mentors' min from 5 to 3``.
    current, new
        The setting's value, and the one that makes the run feasible.
    """

    setting: str
    words: str
    current: Fraction
    new: Fraction


@dataclass(frozen=True, slots=True)
class Way:
    """Changes that, made together, make a run feasible.

    Attributes
    ----------
    changes
        One for each setting.
    proven
        Whether it is proven that no smaller change is left out.
    """

    changes: tuple[Change, ...]
    proven: bool = True

    def __str__(self) -> str:
        return " and ".join(change.words for change in self.changes)


class InfeasibleError(RmatchError):
    """No matching keeps what the policy and the roster require; nothing was written.

    Where ``proven`` is false, none was found, though nothing excludes one.

    Attributes
    ----------
    why
        What cannot be kept, one sentence without a full stop each.
    ways
        The smallest changes that make the run feasible, the smallest first, no two of the
        same settings. Empty if the time limit left none to name.
    proven
        Whether it is proven that there is no such matching.
    """

    exit_code = 4

    def __init__(
        self, why: Iterable[str], ways: Iterable[Way] = (), *, proven: bool = True
    ) -> None:
        self.why, self.ways, self.proven = tuple(why), tuple(ways), proven
        super().__init__(self.why, self.ways)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.why, self.ways), {"proven": self.proven}

    def __str__(self) -> str:
        found = "no matching keeps all requirements"
        if not self.proven:
            found = "no matching that keeps all requirements was found"
        lines = [f"{found}, so nothing was written:"]
        lines += [f"- {one}." for one in self.why]
        if not self.ways:
            return "\n".join(
                [*lines, "Fix: give more time with --time-limit, so that changes can be named."]
            )
        smallest = all(way.proven for way in self.ways)
        note = "the smallest first" if smallest else "smaller changes may exist"
        lines.append(f"Fix, {'one of these, ' if len(self.ways) > 1 else ''}{note}:")
        lines += [f"- {'or ' if k else ''}{way}" for k, way in enumerate(self.ways)]
        return "\n".join(lines)


class TimeLimitError(RmatchError):
    """The clock ran out before any valid matching was found; nothing was written.

    Attributes
    ----------
    seconds
        The limit that was given.
    cure
        What helps besides more time; empty where nothing does.
    """

    exit_code = 5

    def __init__(self, seconds: float, cure: str = "") -> None:
        super().__init__(seconds, cure)
        self.seconds, self.cure = seconds, cure

    def __str__(self) -> str:
        also = f", or {self.cure}" if self.cure else ""
        return (
            f"the time limit of {self.seconds:g} s passed before any valid matching was "
            f"found, so nothing was written. Fix: give more time with --time-limit{also}."
        )


class MissingPartError(RmatchError):
    """An optional part is not installed.

    Attributes
    ----------
    part, purpose, command
        The missing package, what it is needed for, and the command that installs it.
    """

    exit_code = 6

    def __init__(self, part: str, purpose: str, command: str) -> None:
        super().__init__(part, purpose, command)
        self.part, self.purpose, self.command = part, purpose, command

    def __str__(self) -> str:
        return f"{self.purpose} needs '{self.part}', which is not installed. Fix: {self.command}"


class SolverError(RmatchError):
    """A solver failed, or gave an answer that the independent check rejects."""
