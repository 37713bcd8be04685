"""Headings that nothing reads and that may well be what a roster lacks: for messages alone."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from rmatch.errors import Problem
from rmatch.policy import Policy
from rmatch.roster.heading_claims import known_as
from rmatch.roster.protected import feeds_score, heading_words, is_unscored
from rmatch.roster.questions import alias_key
from rmatch.roster.sensitive import sensitive_under
from rmatch.roster.vocabulary.aliases import ALIASES
from rmatch.roster.vocabulary.form_tools import FORM_MARKS
from rmatch.roster.vocabulary.hints import HINTS

if TYPE_CHECKING:
    from rmatch.roster.column_plan import ColumnPlan, Kind

    # A file's headings, its kind and name, and the role of everybody in it where it sets one.
    FilePlan = tuple[ColumnPlan, Kind, str, str | None]

__all__ = ["how_to_map", "missing_topics", "nearest", "suggestion", "which_is"]

MOST_NAMED: Final = 3
_NEAR: Final = 0.8
# Longer ones are cut: a heading's unambiguous beginning does for a map.
_LONGEST: Final = 60
# What a shell reads otherwise within double quotes, and what ends a map's heading.
_AWKWARD: Final = re.compile(r'["\\$`!\n\r*=]')
_MARKS: Final = frozenset(map(alias_key, FORM_MARKS))
# Which words a heading about one thing must not hold: those of the other it is taken for.
_RATHER: Final = {"skills": ("wants",), "role": ("skills", "wants")}


def nearest(unused: Iterable[str], column: str, policy: Policy) -> tuple[str, ...]:
    """The headings that may be ``column``, in the order given; none of a sensitive topic.

    Parameters
    ----------
    unused
        Headings that nothing reads.
    column
        ``role``, ``skills``, ``wants`` or ``participate``.
    policy
        Its ``[stereotypes]`` say which topics are sensitive.
    """
    hides = sensitive_under(policy)
    return tuple(
        heading
        for heading in unused
        if alias_key(heading) not in _MARKS
        and known_as(heading) is None
        and not (feeds_score(column) and is_unscored(heading))
        and not hides(heading)
        and _may_be(heading, column)
    )


def _may_be(heading: str, column: str) -> bool:
    keys = [alias_key(alias) for alias in (column, *ALIASES["roster"].get(column, ()))]
    if difflib.get_close_matches(alias_key(heading), keys, n=1, cutoff=_NEAR):
        return True
    words = heading_words(heading)
    rather = any(_hints(words, other) for other in _RATHER.get(column, ()))
    return _hints(words, column) and not rather


def _hints(words: Sequence[str], column: str) -> bool:
    return any(
        word.startswith(hint[:-1]) if hint.endswith("*") else word == hint
        for word in words
        for hint in HINTS[column]
    )


def how_to_map(heading: str, column: str) -> str:
    """``--map "Their heading=column"``, as a shell takes it; of a long heading its beginning."""
    plain = _AWKWARD.split(heading.strip(), maxsplit=1)[0]
    if len(plain) > _LONGEST:
        plain = plain[:_LONGEST].rpartition(" ")[0] or plain[:_LONGEST]
    return f'--map "{plain.strip() or "Their heading"}={column}"'


def suggestion(unused: Iterable[str], column: str, policy: Policy) -> str:
    """``if 'Knows' is it, say so with --map "Knows=skills"``; empty where nothing is near."""
    found = nearest(unused, column, policy)
    if not found:
        return ""
    named = [f"'{' '.join(heading.split())}'" for heading in found[:MOST_NAMED]]
    which = named[0] if len(named) == 1 else f"one of {', '.join(named)}"
    return f"if {which} is it, say so: {how_to_map(found[0], column)}"


def missing_topics(plans: Sequence[FilePlan], policy: Policy) -> list[Problem]:
    """Warnings that nobody can teach, or learn, for no column says what.

    Parameters
    ----------
    plans
        Of every file: what its headings are, its kind and name, and the role of everybody
        in it where the file sets one.
    policy
        The programme's choices.
    """
    found = []
    for column, role in (("skills", "junior"), ("wants", "senior")):
        files = [one for one in plans if one[1] == "roster" and one[3] in (None, role)]
        given = [one for one in plans if _says(one[0], one[1], column)]
        # A table beside the roster is about everybody; a file by role about its own people.
        if files and not any(one in files or one[1] == column for one in given):
            found.append(_missing(column, role, files, policy, elsewhere=bool(given)))
    return found


def _says(plan: ColumnPlan, kind: Kind, column: str) -> bool:
    """Whether a file says what people know, or want to learn."""
    if kind != "roster":
        return kind == column
    one_skill = {"skills": "skill", "wants": "want"}[column]
    return column in plan.fields or any(one.kind == one_skill for one in plan.skill_columns)


def _missing(
    column: str, role: str, files: Sequence[FilePlan], policy: Policy, *, elsewhere: bool
) -> Problem:
    does, level = {"skills": ("teach", "level"), "wants": ("learn", "target")}[column]
    follows = f"no {role} has anything to {does} and nobody can be paired"
    if elsewhere:
        follows = f"only those who are in the other file too have anything to {does}"
    unused = [heading for plan, *_ in files for heading in plan.unused]
    return Problem(
        f"no-{column}",
        f"no column is read as '{column}', so {follows}",
        f"{which_is(column, unused, policy)}; or give a table of id, skill and {level} with "
        f"--{column} FILE",
        file=files[0][2],
        severity="warning",
    )


def which_is(column: str, unused: Sequence[str], policy: Policy) -> str:
    """How to say which heading is ``column``, naming those that may well be."""
    if not unused:
        return f"add a column '{column}'"
    return suggestion(unused, column, policy) or (
        f'say which heading it is, with --map "Their heading={column}"'
    )
