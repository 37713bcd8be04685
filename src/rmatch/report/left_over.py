"""People without a pairing as the page tells of them: in words, where the files name rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rmatch.explain.wording import named
from rmatch.policy import NOT_TO_BE_PAIRED
from rmatch.report.view import Face, face

if TYPE_CHECKING:
    from rmatch.explain.unmatched import Unmatched
    from rmatch.roster import Person

__all__ = ["HINDRANCES", "LeftOver", "left_over", "plain_reason", "reasons"]

# A rule as what stands between two people.
HINDRANCES: Final = {
    "self": "the same person",
    "no_topic": "no topic that fits",
    "reporting_line": "one reports to the other",
    "same_manager": "the same manager",
    "level_gap": "levels that do not fit",
    "language": "no language in common",
    "hours": "too few working hours in common",
    "department": "the same department",
    "min_score": "a score that is too low",
    "cooldown": "paired not long ago",
    NOT_TO_BE_PAIRED: NOT_TO_BE_PAIRED,
}
ROLES: Final = {"junior": "junior", "senior": "senior", "both": "junior and senior"}
NOBODY: Final = re.compile(r"no legal partner(?: \(([^()]*)\))?")
# Whose name is in front may hold anything, so it is told from the end.
NEAREST: Final = re.compile(
    r"(.*): ([\d.]+) points(?: if the rule (\w+) did not forbid it)?", re.DOTALL
)
# What stands in brackets in a reason are the numbers of one person.
OWN_NUMBERS: Final = re.compile(r" \([^()]*\)")


@dataclass(frozen=True, slots=True)
class LeftOver:
    """One person without a pairing; ``nearest`` is a partner, ``says`` what is with them."""

    person: Face
    role: str
    left_out: bool
    reason: str
    nearest: Face | None
    says: str


def left_over(unmatched: Sequence[Unmatched], people: Sequence[Person]) -> tuple[LeftOver, ...]:
    """The people of ``unmatched.csv``, in its order."""
    by_id = {person.id: person for person in people}
    by_naming = {named(person): person for person in people}
    found = []
    for row in unmatched:
        nearest, says = None, ""
        if told := NEAREST.fullmatch(row.nearest):
            who, points, rule = told.groups()
            nearest = face(by_naming[who])
            says = f"{points} points" + (f", but for one rule: {HINDRANCES[rule]}" if rule else "")
        found.append(
            LeftOver(
                person=face(by_id[row.id]),
                role=ROLES[row.role],
                left_out=row.status == "left out",
                reason=plain_reason(row.reason),
                nearest=nearest,
                says=says,
            )
        )
    return tuple(found)


def reasons(unmatched: Sequence[Unmatched]) -> tuple[tuple[str, int], ...]:
    """Why people have no pairing, each with their number, the most frequent first."""
    found = Counter(plain_reason(OWN_NUMBERS.sub("", row.reason)) for row in unmatched)
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def plain_reason(reason: str) -> str:
    """A reason of ``unmatched.csv`` in words that need no policy beside them."""
    return NOBODY.sub(_nobody, reason).replace("legal partner", "possible partner")


def _nobody(found: re.Match[str]) -> str:
    """``no possible partner: no topic that fits (14), the same manager (2)``."""
    if not found[1]:
        return "no possible partner"
    counts = (rule.rsplit(" ", 1) for rule in found[1].split(", "))
    return "no possible partner: " + ", ".join(f"{HINDRANCES[name]} ({n})" for name, n in counts)
