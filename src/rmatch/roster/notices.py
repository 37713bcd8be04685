"""Warnings as people and files are shown them: one line a kind, naming people by id.

A roster can hold the same oddity hundreds of times; the terminal and ``summary.json``
say it once with its number. ``run.json`` and ``rmatch check`` keep every line number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rmatch.errors import Problem

__all__ = ["Notice", "notices"]

# Said once for all people concerned; other codes keep their own words.
SENTENCES = {
    "reporting-line-in-part": (
        "reporting_line is checked only in part for {people}: the chain of managers ends at an id "
        "that is not on the roster (--org FILE, with id and manager_id of the whole company, "
        "closes the gap)"
    ),
    "unknown-preferred": "ids in 'prefers' that are not on the roster: {people}",
    "not-understood-consent": ("neither yes nor no to taking part, so left out: {people}"),
    "unknown-zone": "a time zone that is not known counts as blank: {people}",
    "unknown-language": "a language that is not known is compared as written: {people}",
    "found-loosely": (
        "ids found only without leading zeros, without capitals, by name or by e-mail: {people}"
    ),
    "unrated-skill": ("skills without a level ([skills] unrated says what they count): {people}"),
    "want-met": "wants that the person's own level already meets are left aside: {people}",
    "offer-not-listed": (
        "offered skills that are not among the person's skills cannot be taught: {people}"
    ),
}
# Already told by another notice about the same people: reporting-line-in-part.
TOLD_ELSEWHERE = frozenset({"unknown-manager"})
CONFIDENTIAL = (
    "{n} {entries} of people not to be paired could not be taken as written; "
    "`rmatch check` shows where"
)


@dataclass(frozen=True, slots=True)
class Notice:
    """One kind of warning: its code, a sentence, and the ids of the people concerned."""

    code: str
    message: str
    ids: tuple[str, ...] = ()


def notices(warnings: Iterable[Problem]) -> tuple[Notice, ...]:
    """One notice a kind, sorted by code; confidential ones united and without ids."""
    shared: dict[str, set[str]] = {}
    single: list[Notice] = []
    private = 0
    for warning in warnings:
        if warning.confidential:
            private += 1
        elif warning.code in TOLD_ELSEWHERE:
            continue
        elif warning.code in SENTENCES:
            shared.setdefault(warning.code, set()).update(warning.ids)
        else:
            single.append(Notice(warning.code, warning.what, tuple(sorted(warning.ids))))
    for code, ids in shared.items():
        text = SENTENCES[code].format(
            people=f"{len(ids)} {'person' if len(ids) == 1 else 'people'}"
        )
        single.append(Notice(code, text, tuple(sorted(ids))))
    if private:
        text = CONFIDENTIAL.format(n=private, entries="entry" if private == 1 else "entries")
        single.append(Notice("not-to-be-paired", text))
    return tuple(sorted(set(single), key=lambda n: (n.code, n.message, n.ids)))
