"""What people decided about pairings: files of decisions, read and set against each other.

One row says what becomes of one pairing in the next run: ``accept`` and ``lock`` hold it,
``veto``, ``change`` and ``declined`` forbid it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rmatch.errors import DecisionsError, Problem, RosterError
from rmatch.roster.decision_rows import Decision, DecisionReader, Said
from rmatch.roster.decision_words import DECISIONS, FORBIDDING, HOLDING
from rmatch.roster.files import FileFacts
from rmatch.roster.files.source import from_standard_input
from rmatch.roster.pair_people import PairPeople
from rmatch.roster.pair_rows import SIDES, PairRows, idle_maps, open_rows, stop_at_errors
from rmatch.roster.roster import Roster

__all__ = ["DECISIONS", "FORBIDDING", "HOLDING", "Decision", "Decisions", "read_decisions"]

# Never `reason`: what is not loaded can leak nowhere.
LOADED: Final = (*SIDES.values(), "decision", "override", "by")
# Which of two decisions with one effect counts.
STRENGTH: Final = ("lock", "accept", "declined", "veto", "change")
UNKNOWN: Final = (
    "take the row out, if this person has left; else write the id as in the roster's id column"
)


@dataclass(frozen=True)
class Decisions:
    """What was decided about all pairings.

    Attributes
    ----------
    decisions
        One for each pair, sorted by senior id, then junior id.
    listed
        Every (junior id, senior id) that the files list, also those without a decision.
    result
        Those of files that list a whole result, decided on or not: the sheet to decide in that
        rmatch wrote, or a file with a row on which nothing was decided.
    warnings
        What is odd about the files, or has no effect.
    facts
        What each file was, and how it was read, sorted by name.
    """

    decisions: tuple[Decision, ...] = ()
    listed: frozenset[tuple[str, str]] = frozenset()
    result: frozenset[tuple[str, str]] = frozenset()
    warnings: tuple[Problem, ...] = ()
    facts: tuple[FileFacts, ...] = ()

    @property
    def held(self) -> tuple[Decision, ...]:
        """Those that hold a pairing, ``accept`` and ``lock``."""
        return tuple(decision for decision in self.decisions if decision.holds)

    @property
    def forbidden(self) -> tuple[Decision, ...]:
        """Those that forbid a pairing, ``veto``, ``change`` and ``declined``."""
        return tuple(decision for decision in self.decisions if not decision.holds)

    def __bool__(self) -> bool:
        return bool(self.decisions)


def read_decisions(
    sources: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    roster: Roster,
    *,
    maps: Sequence[str] = (),
    raw: bool = False,
    stdin: bytes | None = None,
) -> Decisions:
    """Read files of decisions about the pairings of a roster.

    Each needs the columns ``junior_id``, ``senior_id`` and ``decision`` (accept, lock, veto,
    change, declined or blank) and may have ``override`` (yes or blank) and ``by``. A workbook
    that rmatch wrote, filled in, is such a file. Free-text reasons are not loaded.

    Parameters
    ----------
    sources
        One CSV, TSV, XLSX or Parquet file, or several; ``"-"`` reads CSV from standard input.
        Their order makes no difference.
    roster
        The people.
    maps
        ``"Their heading=decision"``, as the option ``--map``.
    raw
        Keep apostrophes before cells that start like a formula.
    stdin
        Read instead of the process's standard input.

    Returns
    -------
    Decisions
        One decision a pair. A pair given twice with the same effect has the stronger (lock
        before accept), and an override if either says so.

    Raises
    ------
    DecisionsError
        With every problem of every file: no such file or column, a word that is no decision,
        a pair held in one place and forbidden in another, a decision about somebody who is
        not on the roster, or there in the other role only, or a lock of somebody who did not
        agree to take part.
    """
    files, problems = _opened(_paths(sources), roster, maps, raw, stdin)
    people = PairPeople(roster, unknown=UNKNOWN, raw=raw)
    said: list[Said] = []
    listed: set[tuple[str, str]] = set()
    result: set[tuple[str, str]] = set()
    for file in files:
        reader = DecisionReader(file, people)
        said += reader.said()
        listed |= reader.listed
        result |= reader.listed if reader.whole else set()
        problems += reader.problems
    decisions, found = _settled(said)
    return Decisions(
        tuple(sorted(decisions, key=lambda d: (d.senior_id, d.junior_id))),
        frozenset(listed),
        frozenset(result),
        stop_at_errors([*problems, *found], DecisionsError),
        tuple(sorted((file.facts for file in files), key=lambda facts: facts.name)),
    )


def _paths(
    sources: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
) -> tuple[str, ...]:
    """The files, each once."""
    several = [sources] if isinstance(sources, str | os.PathLike) else sources
    return tuple(dict.fromkeys(os.fspath(source) for source in several))


def _opened(
    paths: Sequence[str], roster: Roster, maps: Sequence[str], raw: bool, stdin: bytes | None
) -> tuple[list[PairRows], list[Problem]]:
    """The files that can be opened, and what is wrong with them or with the others."""
    files: list[PairRows] = []
    problems: list[Problem] = []
    if "-" in paths and stdin is None:
        stdin = from_standard_input()
    for path in paths:
        try:
            file = open_rows(
                path, "decisions", LOADED, policy=roster.policy, maps=maps, raw=raw, stdin=stdin
            )
        except RosterError as error:
            problems += error.problems
        else:
            files.append(file)
            problems += file.problems
    if len(files) == len(paths):
        problems += idle_maps(files, maps)
    return files, problems


def _settled(said: Iterable[Said]) -> tuple[list[Decision], list[Problem]]:
    """One decision for each pair, and what of the others differs from it."""
    by_pair: dict[tuple[str, str], list[Said]] = {}
    for one in said:
        by_pair.setdefault(one.decision.pair, []).append(one)
    decisions: list[Decision] = []
    problems: list[Problem] = []
    for alike in by_pair.values():
        alike.sort(key=lambda one: one.place)
        problems += _contradictions(alike)
        decision = _strongest([one.decision for one in alike])
        problems += _differences(alike, decision)
        if alike[0].effective:
            decisions.append(decision)
    return decisions, problems


def _strongest(alike: Sequence[Decision]) -> Decision:
    """The decision that counts, with an override if any says so."""
    best = min(
        alike, key=lambda d: (STRENGTH.index(d.decision), not d.by, d.file, d.line or 0, d.by)
    )
    return replace(best, override=any(d.override for d in alike) and best.holds)


def _contradictions(alike: Sequence[Said]) -> Iterator[Problem]:
    """Rows that say the opposite of the first row about the same pair."""
    first = alike[0]
    for other in alike[1:]:
        if other.decision.holds != first.decision.holds:
            junior_id, senior_id = other.decision.pair
            yield other.cell.problem(
                "contradiction",
                f"'{other.decision.decision}' for '{junior_id}' with '{senior_id}' contradicts "
                f"'{first.decision.decision}' {_place(first, other)}",
                "keep the one that is meant and take the other out",
                ids=other.decision.pair,
                confidential=True,
            )


def _differences(alike: Sequence[Said], decision: Decision) -> Iterator[Problem]:
    """Rows of one effect that do not say the same about the same pair."""
    first = alike[0]
    for other in alike[1:]:
        if other.decision.holds != first.decision.holds:
            continue
        if _says(other.decision) != _says(first.decision):
            junior_id, senior_id = other.decision.pair
            # Warnings go into files that name no line: the places are in the cure.
            yield other.cell.problem(
                "repeated-decision",
                f"'{junior_id}' with '{senior_id}' is decided twice, and not alike: "
                f"{_says(decision)} counts",
                f"keep one of the two; {_says(first.decision)} stands {_place(first, other)}",
                ids=other.decision.pair,
                severity="warning",
                confidential=not decision.holds,
            )


def _says(decision: Decision) -> str:
    return f"'{decision.decision}'" + (" with override" if decision.override else "")


def _place(said: Said, seen_from: Said) -> str:
    line = f"line {said.cell.line}"
    return f"on {line}" if said.cell.file == seen_from.cell.file else f"in {said.cell.file}, {line}"
