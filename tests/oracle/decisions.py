"""What people decided about pairings: read, and judged by the specification alone.

`read(roster_text, files)` gives one decision a pair and raises `Refused` where files cannot be
honoured; `refusals(oracle)` says which held pairings may not be.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .reading import OraclePerson, fold, heading_key, read_people, reference_finder, resolve

HOLDING = ("accept", "lock")
FORBIDDING = ("veto", "change", "declined")
YES = ("yes", "y", "true", "1", "x")
NEVER = ("self", "avoids")  # of the rules; consent and sensitive topics are no rules of pairs
Key = tuple[str, str]


class Refused(Exception):  # noqa: N818 - an answer, not a mistake
    """Decisions that no run may honour: why."""


@dataclass(frozen=True)
class Decided:
    """What becomes of a pair."""

    decision: str
    override: bool = False

    @property
    def holds(self) -> bool:
        return self.decision in HOLDING


def read(text: str, policy: Mapping[str, Any], files: Iterable[str]) -> dict[Key, Decided]:
    """The decisions of files by pair, those about people who take part.

    Reading: files disagree where one holds a pair that another forbids. Of words with the same
    effect `lock` counts before `accept`, and one `override` is enough. An accepted pairing of
    people who do not take part any more holds nothing, a locked one is refused.
    """
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    ways = reference_finder(rows)
    person = {one.id: one for one in read_people(text, policy)}
    found: dict[Key, Decided] = {}
    for file in files:
        for cells in csv.DictReader(io.StringIO(file.removeprefix("\ufeff"), newline="")):
            row = {heading_key(heading): plain(cell or "") for heading, cell in cells.items()}
            decision = fold(row["decision"])
            if not decision:
                continue
            if decision not in (*HOLDING, *FORBIDDING):
                raise Refused(f"{decision!r} is no decision")
            key = (resolve(row["juniorid"], ways), resolve(row["seniorid"], ways))
            known(person, key, decision)
            given = Decided(decision, fold(row.get("override", "")) in YES)
            found[key] = stronger(key, found.get(key, given), given)
    return {key: one for key, one in found.items() if all(person[end].participates for end in key)}


def known(person: Mapping[str, OraclePerson], key: Key, decision: str) -> None:
    """Refuse a row about people who cannot be meant.

    Reading: who is not on the roster, or not in that role, and somebody with themselves, are
    errors whatever was decided; who does not take part only stands in the way of a lock.
    """
    for one, role in zip(key, ("junior", "senior"), strict=True):
        if one not in person:
            raise Refused(f"{one!r} is not on the roster")
        if person[one].role not in (role, "both"):
            raise Refused(f"{one!r} is no {role}")
        if decision == "lock" and not person[one].participates:
            raise Refused(f"consent: {one!r} does not take part")
    if key[0] == key[1]:
        raise Refused(f"{key[0]!r} with themselves")


def plain(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from running it."""
    return cell.removeprefix("'").strip()


def stronger(key: Key, one: Decided, other: Decided) -> Decided:
    """What two rows about one pair say together."""
    if one.holds != other.holds:
        raise Refused(f"contradiction about {key}")
    override = one.override or other.override
    if one.holds:
        return Decided("lock" if "lock" in (one.decision, other.decision) else "accept", override)
    return Decided(one.decision, override)


def refusals(oracle: Any) -> list[str]:
    """Why the held pairings of a decided roster may not be held; empty if they may."""
    found = []
    for key, decided in oracle.held.items():
        rules = oracle.pairs[key].overridden
        if never := rules.intersection(NEVER):
            found.append(f"{key}: {sorted(never)} cannot be overridden")
        elif rules and not decided.override:
            found.append(f"{key}: against {sorted(rules)}")
    for role, people in enumerate((oracle.juniors, oracle.seniors)):
        for one in people:
            mine = held_by(oracle.held, role, one.id)
            # Reading: the pairings that override take the places beyond the capacity.
            beyond = len(mine) - one.capacity
            if beyond > sum(decided.override for decided in mine.values()):
                found.append(f"{one.id}: {len(mine)} held pairings, room for {one.capacity}")
            secret = [
                key
                for key in mine
                if any(oracle.sensitive(topic.key) for topic in oracle.pairs[key].topics)
            ]
            if role == 0 and len(secret) > 1:
                found.append(f"{one.id}: several held pairings with a sensitive topic")
    return found


def held_by(held: Mapping[Key, Decided], role: int, one: str) -> dict[Key, Decided]:
    """The held pairings of a junior (0) or senior (1)."""
    return {key: decided for key, decided in held.items() if key[role] == one}


def without(decisions: Mapping[Key, Decided], dropped: Sequence[Key]) -> dict[Key, Decided]:
    """All decisions but some."""
    return {key: decided for key, decided in decisions.items() if key not in dropped}
