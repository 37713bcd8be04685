"""People without a pairing as the page tells of them: in words, where the files name rules.

The page is made to be mailed. How many people somebody is not to be paired with is left out:
set beside an earlier draft it would tell who said no to whom.
"""

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
}
ROLES: Final = {"junior": "junior", "senior": "senior", "both": "junior and senior"}
NOBODY: Final = re.compile(r"no legal partner(?: \(([^()]*)\))?")
NO_PLACE: Final = re.compile(r"no place left \((\d+) legal (partners?)(?:; ([^()]*))?\)")
# The least over all partners: what rmatch.explain.sentences.placing says.
PLACING: Final = re.compile(
    r"placing this person would (?:cost|leave) (at least )?([\d.]+) (out|points|more pairings?)"
)
NOTHING: Final = "0.00"
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
    said = reason.replace("did not agree to take part", "has not agreed to take part")
    return NO_PLACE.sub(_no_place, NOBODY.sub(_nobody, said))


def _nobody(found: re.Match[str]) -> str:
    """``no possible partner: no topic that fits (14), the same manager (2)``."""
    counts = (rule.rsplit(" ", 1) for rule in found[1].split(", ")) if found[1] else ()
    told = [f"{HINDRANCES[name]} ({n})" for name, n in counts if name != NOT_TO_BE_PAIRED]
    return "no possible partner" + (f": {', '.join(told)}" if told else "")


def _no_place(found: re.Match[str]) -> str:
    """``no place left (2 possible partners): the least that a place would cost is ...``."""
    number, partners, why = found.groups()
    told = f": {PLACING.sub(_placing, why)}" if why else ""
    return f"no place left ({number} possible {partners}){told}"


def _placing(found: re.Match[str]) -> str:
    """What a place would cost the whole, with whomever it would cost least."""
    bound, number, what = found.groups()
    if (number, what) == (NOTHING, "points"):
        if bound:
            return "a place would cost nothing, unless what is required makes it more"
        return "another choice, just as good, would have placed this person"
    many = "person" if number == "1" else "people"
    lost = {
        "out": f"{number} more {many} without a pairing",
        "points": f"{number} points in all",
    }.get(what, f"{number} {what} for as many people")
    return f"the least that a place would cost is {bound or ''}{lost}"
