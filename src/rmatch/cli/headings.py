"""What was made of the headings of a roster, as ``rmatch check`` and others show it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rmatch.errors import HeadingsRead
    from rmatch.policy import Policy

__all__ = [
    "Hides",
    "columns_told",
    "how_to_have_read",
    "in_a_row",
    "is_sensitive_column",
    "show_headings",
    "unused_told",
]

# What a roster may lack that a heading in other words may well be.
LACKED = ("role", "skills", "wants", "participate")
# A line of more headings than this is hard to read.
LINE_WIDTH = 100

Hides = Callable[[str], bool]


def columns_told(read: HeadingsRead, hides: Hides) -> list[tuple[str, str]]:
    """Heading and column of what was recognised; those of sensitive topics last, unnamed."""
    from rmatch.roster.sensitive import SENSITIVE_TOPIC

    hidden = [one for one in read.recognised if is_sensitive_column(one[1], hides)]
    kinds = sorted({column.partition(":")[0] for _, column in hidden})
    return [
        *(one for one in read.recognised if one not in hidden),
        *((SENSITIVE_TOPIC, kind) for kind in kinds),
    ]


def is_sensitive_column(column: str, hides: Hides) -> bool:
    """Whether a column stands for one skill, and that is a sensitive topic."""
    _, found, name = column.partition(":")
    return bool(found) and hides(name)


def unused_told(read: HeadingsRead, hides: Hides) -> list[str]:
    """The headings that nothing reads, in the file's order; those of sensitive topics as one."""
    from rmatch.roster.sensitive import SENSITIVE_TOPIC

    hidden = [heading for heading in read.unused if hides(heading)]
    return [h for h in read.unused if h not in hidden] + [SENSITIVE_TOPIC] * bool(hidden)


def in_a_row(headings: list[str]) -> str:
    """Headings after each other; one with a comma in it, as questions have, in quotes."""
    spelt = (" ".join(heading.split()) for heading in headings)
    return ", ".join(f"'{heading}'" if "," in heading else heading for heading in spelt)


def show_headings(read: HeadingsRead, hides: Hides) -> None:
    """Print which columns were recognised and which headings nothing reads."""
    from .terminal import say, table

    if read.recognised:
        say("Recognised columns:")
        table(("heading", "read as"), columns_told(read, hides))
    told = unused_told(read, hides)
    row = in_a_row(told)
    if len(row) <= LINE_WIDTH:
        if told:
            say(f"Not used: {row}")
        return
    say("Not used:")
    for heading in told:
        say(f"  {' '.join(heading.split())}")


def how_to_have_read(read: HeadingsRead, policy: Policy) -> str:
    """How a heading that nothing reads can be what is lacked, by an example that may be right.

    Empty where nothing is lacked that a heading could be.
    """
    from rmatch.roster.nearest import how_to_map, nearest

    one_skill = {"skill": "skills", "want": "wants"}
    kinds = {column.partition(":")[0] for _, column in read.recognised}
    filled = {one_skill.get(kind, kind) for kind in kinds}
    lacked = [column for column in LACKED if column not in filled]
    if not read.unused or not {"id", *lacked} - filled:
        return ""
    near = ((nearest(read.unused, column, policy), column) for column in lacked)
    example = next((how_to_map(found[0], column) for found, column in near if found), "")
    return "To have one of these read, say which column it is" + (
        f", for example {example}" if example else ': --map "Their heading=column"'
    )
