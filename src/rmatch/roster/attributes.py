"""Audit attributes: the columns about protected traits, read for the audit alone.

A :class:`~rmatch.roster.roster.Roster` and its people never hold them. The audit, and the
groups of ``[stereotypes] mode = "enforce"``, read them again from the roster's source.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from rmatch.errors import Problem, RosterError
from rmatch.roster.bands import age_order, band_of, number
from rmatch.roster.mapping import heading_key
from rmatch.roster.names import fold, spaced
from rmatch.roster.protected import heading_words, protected_attribute

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rmatch.policy import Policy
    from rmatch.roster.people import Person
    from rmatch.roster.roster import Roster
    from rmatch.roster.source import Part

__all__ = ["Attribute", "Attributes", "group_codes", "group_warnings", "read_attributes"]

MOST_NUMBERS: Final = 5
"""Different numbers up to which every number is a group of its own without bands."""
TENS: Final = 10


@dataclass(frozen=True, slots=True)
class Attribute:
    """One column about a protected trait, of those who take part.

    Attributes
    ----------
    heading
        As the roster writes it.
    trait
        The trait that the heading is about (``"age"``, ``"birth"``, ...), or the policy's own
        word for it.
    groups
        Id to the group as shown; people whose cell is blank are in no group.
    numbers
        Id to the cell's number, where it is one; of a date, years; of a band such as
        ``30-39``, its lower end.
    seniority
        ``1`` where a larger number means an older person, ``-1`` where it means a younger
        one (years and dates of birth), ``0`` where ages cannot be told.
    note
        How numbers were grouped, where the policy does not say it; else empty.
    """

    heading: str
    trait: str
    groups: Mapping[str, str]
    numbers: Mapping[str, float]
    seniority: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Attributes:
    """The audit columns of a roster: ``attributes["Age"]["J012"]`` is a person's group."""

    columns: tuple[Attribute, ...]
    notes: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(column.heading for column in self.columns)

    def column(self, heading: str) -> Attribute:
        """The attribute under exactly this heading.

        Raises
        ------
        KeyError
            If there is none.
        """
        for column in self.columns:
            if column.heading == heading:
                return column
        raise KeyError(heading)

    def __getitem__(self, heading: str) -> Mapping[str, str]:
        return self.column(heading).groups


def read_attributes(roster: Roster, headings: Sequence[str] | None = None) -> Attributes:
    """Read the columns about protected traits, for the audit or for ``enforce`` only.

    Parameters
    ----------
    roster
        The roster as read; its files, frames or kept standard input are read again.
    headings
        The columns wanted, as the policy names them; all of them if not given.

    Returns
    -------
    found : Attributes
        Of the people who take part. Texts compare folded and are shown in their most
        frequent spelling. Numbers fall into ``[audit.bands]``; without bands, more than
        five different ones are grouped by tens, which a note says.

    Raises
    ------
    RosterError
        If a file has changed since, a column asked for is not there, or two cells about
        one person disagree.

    Examples
    --------
    >>> from rmatch import read_roster
    >>> attributes = read_attributes(read_roster("examples/roster.csv"), ["age"])
    >>> attributes["age"]["E001"], attributes.column("age").numbers["E001"]
    ('50 to 59', 58.0)
    """
    parts = roster.source.quarantined(roster.policy)
    _refuse_changed(roster, parts)
    taking_part = {person.id for person in roster.people if person.participates}
    cells, problems = _gather(parts, taking_part)
    if headings is not None:
        found = [_located(name, cells, parts) for name in dict.fromkeys(headings)]
        problems += [problem for problem in found if isinstance(problem, Problem)]
        wanted = dict.fromkeys(heading for heading in found if isinstance(heading, str))
        cells = {heading: cells[heading] for heading in wanted}
    if problems:
        raise RosterError(problems)
    columns = tuple(_attribute(heading, texts, roster.policy) for heading, texts in cells.items())
    unfit = () if headings is not None else _idle_bands(roster.policy, cells)
    return Attributes(columns, (*(c.note for c in columns if c.note), *unfit))


def group_codes(
    attributes: Attributes, heading: str, juniors: Iterable[Person]
) -> NDArray[np.intp]:
    """The juniors' groups as numbers that no name of a group can influence.

    Parameters
    ----------
    attributes
        From :func:`read_attributes`.
    heading
        As the roster or the policy writes it.
    juniors
        In their solving order: groups are numbered by first appearance in it.

    Returns
    -------
    intp array (juniors,)
        -1 where the cell is blank.

    Raises
    ------
    RosterError
        If there is no such column.
    """
    import numpy as np

    found = _located(heading, attributes.headings, ())
    if isinstance(found, Problem):
        raise RosterError([found])
    groups = attributes[found]
    numbers: dict[str, int] = {}
    codes = [
        -1 if group is None else numbers.setdefault(group, len(numbers))
        for group in (groups.get(junior.id) for junior in juniors)
    ]
    return np.array(codes, dtype=np.intp)


def group_warnings(roster: Roster) -> list[Problem]:
    """What keeps ``[stereotypes] mode = "enforce"`` from balancing anybody.

    Neither the column nor a group is named: these words are for everybody.

    Raises
    ------
    RosterError
        As :func:`read_attributes`; so too if the roster lacks the column.
    """
    chosen = roster.policy.stereotypes
    if chosen.mode != "enforce" or chosen.attribute is None:
        return []
    (column,) = read_attributes(roster, [chosen.attribute]).columns
    groups = {column.groups[j.id] for j in roster.juniors if j.id in column.groups}
    if len(groups) > 1:
        return []
    if groups:
        what = "the participating juniors whose group is known are all of one group"
        fix = "look at the column's cells and at [audit.bands]"
    else:
        what = "no participating junior has a value in the column that 'attribute' names"
        fix = "fill the column in, or name another one"
    what = f'[stereotypes] mode = "enforce" has no two groups to balance: {what}'
    return [Problem("no-groups", what, fix, file=roster.file, severity="warning")]


def _refuse_changed(roster: Roster, parts: Sequence[Part]) -> None:
    """A file is not read for the audit in another state than for the matching."""
    # The people's files come before all others, so their facts do too.
    changed = [
        Problem(
            "file-changed",
            "the file has changed since it was read",
            "read the roster again",
            file=part.file,
        )
        for facts, part in zip(roster.facts, parts, strict=False)
        if part.facts.format != "frame" and facts.sha256 != part.facts.sha256
    ]
    if changed:
        raise RosterError(changed)


def _gather(
    parts: Sequence[Part], taking_part: set[str]
) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """Heading to id to text of the cells that are not blank; equal headings are one column."""
    headings: dict[str, str] = {}
    cells: dict[str, dict[str, str]] = {}
    problems = []
    for part in parts:
        table = part.table
        ids = [text.strip() for text in table.columns[part.plan.fields["id"]]]
        for index, written in part.plan.audit.items():
            heading = headings.setdefault(heading_key(written), written)
            column = cells.setdefault(heading, {})
            for row, (person, text) in enumerate(zip(ids, table.columns[index], strict=True)):
                said = spaced(text)
                if not said or person not in taking_part:
                    continue
                if fold(column.setdefault(person, said)) != fold(said):
                    problems.append(_disagree(part, written, row, person))
    return cells, problems


def _disagree(part: Part, heading: str, row: int, person: str) -> Problem:
    # What the two cells say is for the audit alone, so the message does not say it.
    return Problem(
        "attributes-disagree",
        f"two cells about '{person}' say different things",
        "make the two agree, or leave one of the cells blank",
        file=part.file,
        line=part.table.lines[row],
        heading=heading,
        ids=(person,),
    )


def _located(name: str, headings: Iterable[str], parts: Sequence[Part]) -> str | Problem:
    """The heading that a name in the policy means: the same, else the one that contains it."""
    headings = tuple(headings)
    fits = [h for h in headings if heading_key(h) == heading_key(name)]
    fits = fits or [h for h in headings if _contains(h, name)]
    if len(fits) == 1:
        return fits[0]
    file = parts[0].file if parts else None
    if fits:
        return Problem(
            "ambiguous-attribute",
            f"'{name}' fits more than one column: {', '.join(map(repr, fits))}",
            "write the whole heading in the policy",
            file=file,
            key="stereotypes.attribute",
        )
    every = dict.fromkeys((*headings, *(h for part in parts for h in part.plan.headings if h)))
    fix = "write the heading of a column of the roster"
    keys = {fold(heading): heading for heading in every}
    if near := difflib.get_close_matches(fold(name), keys, n=1, cutoff=0.6):
        fix += f", such as '{keys[near[0]]}'"
    return Problem(
        "no-attribute",
        f"the roster has no column '{name}' for the groups",
        fix,
        file=file,
        key="stereotypes.attribute",
    )


def _contains(heading: str, name: str) -> bool:
    """Whether the words of ``name`` stand in the heading, one after the other."""
    words, sought = heading_words(heading), heading_words(name)
    last = len(words) - len(sought)
    return bool(sought) and any(
        words[start : start + len(sought)] == sought for start in range(last + 1)
    )


def _attribute(heading: str, texts: Mapping[str, str], policy: Policy) -> Attribute:
    trait = protected_attribute(heading, policy) or heading
    # The policy's own words come first there; for ages the heading's own matter.
    about = protected_attribute(heading) or trait
    numbers = {person: n for person, text in texts.items() if (n := number(text)) is not None}
    edges = _bands_of(heading, policy)
    note = ""
    if edges:
        labels = {person: band_of(n, edges) for person, n in numbers.items()}
    elif len(set(numbers.values())) > MOST_NUMBERS:
        labels = {person: band_of(n, _tens(numbers.values())) for person, n in numbers.items()}
        note = (
            f"{heading}: numbers are grouped by tens; "
            f'[audit.bands] "{heading}" = [...] in the policy sets other bands.'
        )
    else:
        labels = {}
    groups = _shown({person: labels.get(person, text) for person, text in texts.items()})
    order, seniority = age_order(about, texts, numbers)
    return Attribute(
        heading, trait, MappingProxyType(groups), MappingProxyType(order), seniority, note
    )


def _tens(numbers: Iterable[float]) -> tuple[float, ...]:
    """Edges at the tens from below the least to above the greatest number."""
    found = sorted({int(n // TENS) for n in numbers})
    return tuple(float(TENS * ten) for ten in sorted({*found, *(ten + 1 for ten in found)}))


def _bands_of(heading: str, policy: Policy) -> tuple[float, ...]:
    bands = policy.audit.bands
    same = [name for name in bands if heading_key(name) == heading_key(heading)]
    within = [name for name in bands if _contains(heading, name)]
    # The longest name says most about the heading.
    chosen = same or sorted(within, key=lambda name: (-len(heading_words(name)), name))
    return bands[chosen[0]] if chosen else ()


def _idle_bands(policy: Policy, headings: Iterable[str]) -> list[str]:
    headings = tuple(headings)
    return [
        f"[audit.bands] '{name}' fits no column that is kept for the audit."
        for name in policy.audit.bands
        if not any(heading_key(name) == heading_key(h) or _contains(h, name) for h in headings)
    ]


def _shown(texts: Mapping[str, str]) -> dict[str, str]:
    """Everybody's text in the most frequent of the spellings that compare equal."""
    spellings: dict[str, Counter[str]] = {}
    for text in texts.values():
        spellings.setdefault(fold(text), Counter())[text] += 1
    best = {
        key: min(counts, key=lambda text: (-counts[text], text))
        for key, counts in spellings.items()
    }
    return {person: best[fold(text)] for person, text in texts.items()}
