"""Who learns from which department: a table of pairings, shaded by how many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rmatch.roster import Person
    from rmatch.solved import Solved

__all__ = ["HeatCell", "HeatMap", "heat_map"]

# Departments on either side of the table; more are shown by the top of their path, or together.
MOST_DEPARTMENTS: Final = 12
SHADES: Final = 5
OTHERS: Final = "Others"
UNKNOWN: Final = "Not known"

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeatCell:
    """Pairings of one department's juniors with another's seniors; ``shade`` 0 to 5."""

    pairings: int
    shade: int


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Juniors' departments down, seniors' across.

    Attributes
    ----------
    columns
        The seniors' departments.
    lines
        Each junior's department with its cells and their sum.
    sums
        Of each column.
    note
        How departments were put together so that they fit; empty if they were not.
    by_first_part
        Whether a department stands for all whose path begins as its own does.
    crossing, known
        Pairings across departments, as far as the table tells them apart by their paths, of
        those whose departments are both known.
    """

    columns: tuple[str, ...]
    lines: tuple[tuple[str, tuple[HeatCell, ...], int], ...]
    sums: tuple[int, ...]
    note: str
    by_first_part: bool
    crossing: int
    known: int


def heat_map(solved: Solved) -> HeatMap | None:
    """The table of a matching; ``None`` where it has no pairing, or no department is known."""
    cohort = solved.cohort
    pairs = [(cohort.juniors[row], cohort.seniors[column]) for row, column in solved.pairs]
    people = [person for pair in pairs for person in pair]
    if not any(person.department_key for person in people):
        return None
    spelling = _spellings(people)
    group, note, by_first_part = _fitted([person.department_key for person in people])
    cells = Counter((group[a.department_key], group[b.department_key]) for a, b in pairs)
    juniors = Counter(group[a.department_key] for a, _ in pairs)
    seniors = Counter(group[b.department_key] for _, b in pairs)
    down, across = (sorted(side, key=_place) for side in (juniors, seniors))
    most = max(cells.values())
    depth = 1 if by_first_part else None
    known = [(a.department_key[:depth], b.department_key[:depth]) for a, b in pairs]
    known = [(a, b) for a, b in known if a and b]
    return HeatMap(
        columns=tuple(_label(key, spelling) for key in across),
        lines=tuple(
            (
                _label(key, spelling),
                tuple(_cell(cells[key, other], most) for other in across),
                juniors[key],
            )
            for key in down
        ),
        sums=tuple(seniors[key] for key in across),
        note=note,
        by_first_part=by_first_part,
        crossing=sum(a != b for a, b in known),
        known=len(known),
    )


def _cell(pairings: int, most: int) -> HeatCell:
    # Rounded up, so that a single pairing is never shaded as none.
    return HeatCell(pairings, -(-SHADES * pairings // most))


def _spellings(people: Sequence[Person]) -> Mapping[Path, str]:
    """Every path, and every beginning of one, as it is written; the first by its letters."""
    found: dict[Path, str] = {}
    for person in people:
        for depth in range(1, len(person.department_key) + 1):
            key, text = person.department_key[:depth], " / ".join(person.department[:depth])
            found[key] = min(found.get(key, text), text)
    return found


def _fitted(keys: Sequence[Path]) -> tuple[Mapping[Path, Path | None], str, bool]:
    """Each path to what it is shown as (``None``: with others), how that was done, in words, and
    whether it is by the first part of each path.
    """
    paths = {key: key for key in keys}
    if _number(paths.values()) <= MOST_DEPARTMENTS:
        return paths, "", False
    tops = {key: key[:1] for key in keys}
    if _number(tops.values()) <= MOST_DEPARTMENTS:
        return tops, "The table puts them together by that part.", True
    sizes = Counter(tops[key] for key in keys if key)
    largest = sorted(sizes, key=lambda top: (-sizes[top], top))[: MOST_DEPARTMENTS - 1]
    kept = {*largest, ()}
    shown = {key: top if top in kept else None for key, top in tops.items()}
    whole = all(len(key) <= 1 for key in keys)
    first = "" if whole else "put together by that part, and "
    together = len(sizes) - len(largest)
    return (
        shown,
        (
            f"In the table they are {first}shown for the {len(largest)} with the most people in "
            f"pairings; the other {together} stand together as {OTHERS.lower()}, where two may "
            "still differ."
        ),
        not whole,
    )


def _number(paths: Iterable[Path]) -> int:
    return len(set(paths) - {()})


def _place(key: Path | None) -> tuple[int, Path]:
    """By letters; then the others, then those whose department is not known."""
    return (1, ()) if key is None else (0 if key else 2, key)


def _label(key: Path | None, spelling: Mapping[Path, str]) -> str:
    if key is None:
        return OTHERS
    return spelling[key] if key else UNKNOWN
