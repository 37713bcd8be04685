"""Why no matching keeps a programme's requirements, and the smallest changes that help.

Minimum loads are looked at first, by Hall's condition, because it names people; the
changes are those of an elastic programme, in the policy's words. A change is stated so
that making it, and nothing else, makes the run feasible.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Literal

from rmatch.assign.elastic import Relaxed, relaxations
from rmatch.assign.hall import Shortage, shortages
from rmatch.errors import Change, InfeasibleError, SolverError, TimeLimitError, Way
from rmatch.explain.wording import listed, named

if TYPE_CHECKING:
    from rmatch.assign.problem import PairingProblem
    from rmatch.assign.rows import LinearRow
    from rmatch.requirements import Knob, Loads, Requirements
    from rmatch.roster import Person

__all__ = ["infeasible", "unmet_loads"]

# People and requirements named in one sentence; the rest are counted.
MOST_NAMED = 6
# A value may be rounded by this share of its change, for fewer decimals.
ROUNDING = Fraction(1, 10)
DECIMALS = 4


def unmet_loads(
    problem: PairingProblem,
    juniors: Sequence[Person],
    seniors: Sequence[Person],
    least: Loads,
) -> tuple[str, ...]:
    """Who cannot meet their minimum load, in words; before anything is solved.

    Parameters
    ----------
    problem
        Juniors by seniors: who may be paired, with how many.
    juniors, seniors
        The people, in that order.
    least
        The fewest pairings asked of each junior and each senior, 0 for none: shapes (juniors,)
        and (seniors,), as :func:`rmatch.requirements.asked_loads` has them.

    Returns
    -------
    tuple
        One sentence without a full stop for each person who has too few partners, then for
        sets of people whose joint partners can take too few. Empty if all can be met
        together (other requirements aside).
    """
    if not any(side.any() for side in least):
        return ()
    return tuple(
        _short(one, juniors if one.side == "row" else seniors) for one in shortages(problem, *least)
    )


def infeasible(
    problem: PairingProblem,
    requirements: Requirements,
    juniors: Sequence[Person],
    seniors: Sequence[Person],
    least: Loads,
    *,
    held: Sequence[LinearRow] = (),
    relaxed: Sequence[Relaxed] | None = None,
    proven: bool = False,
    time_limit: float | None = None,
) -> InfeasibleError:
    """The error that explains a run which cannot keep its requirements.

    Parameters
    ----------
    problem, juniors, seniors, least
        As in :func:`unmet_loads`.
    requirements
        What no matching was found to keep.
    held
        Rows of the pairings that decisions hold; no change of theirs is looked for.
    relaxed
        What :func:`rmatch.assign.elastic.relaxations` found, if it was asked already.
    proven
        Whether it is known already that no matching keeps them.
    time_limit
        Seconds for asking for changes.

    Returns
    -------
    InfeasibleError
        To be raised.

    Raises
    ------
    TimeLimitError
        Time ran out before it was known whether the requirements can be kept.
    SolverError
        They can be kept after all, or the solver gave no answer that holds.
    MissingPartError
        PuLP or highspy is not installed.
    """
    unmet = unmet_loads(problem, juniors, seniors, least)
    if relaxed is None:
        knobs = [knob.rows for knob in requirements.knobs]
        try:
            rows = (*requirements.rows, *held)
            relaxed = relaxations(problem, rows, knobs, time_limit=time_limit)
        except TimeLimitError:
            if not (unmet or proven):
                raise
            return InfeasibleError(unmet or [_conflict(requirements, [], held=bool(held))])
    if not relaxed:
        raise SolverError("no change of a setting was found that makes the run feasible")
    if not relaxed[0].changed:
        raise SolverError("a solver found no pairing that keeps the requirements, but there is one")
    why = unmet or (_conflict(requirements, relaxed, held=bool(held)),)
    first, *others = (_way(requirements.knobs, one) for one in relaxed)
    ways = [first, *(way for way in others if not _asks_more(way, first))]
    return InfeasibleError(why, ways, proven=proven or bool(unmet) or relaxed[0].proven)


def _short(shortage: Shortage, people: Sequence[Person]) -> str:
    role: Literal["junior", "senior"] = "junior" if shortage.side == "row" else "senior"
    needed, possible = shortage.needed, shortage.possible
    if len(shortage.people) == 1:
        person = people[shortage.people[0]]
        least = f"{named(person)} has a minimum load of {needed} as {role}"
        if person.capacity < needed:
            return f"{least}, but a capacity of {person.capacity}"
        return f"{least}, but {possible} legal partner{'' if possible == 1 else 's'}"
    names = sorted((people[k] for k in shortage.people), key=lambda p: p.id)
    everyone = _first_few([named(person) for person in names])
    pairings = f"{possible} pairing{'' if possible == 1 else 's'}"
    return (
        f"{everyone} have minimum loads of {needed} together as {role}s, but all their legal "
        f"partners have room for only {pairings} with them"
    )


def _conflict(requirements: Requirements, relaxed: Sequence[Relaxed], *, held: bool) -> str:
    """The requirements that the ways out are about; all of them if there are no ways."""
    rows = {row for way in relaxed for knob in way.changed for row in requirements.knobs[knob].rows}
    about = [one for one in requirements.named if not relaxed or rows.intersection(one.rows)]
    names = [f"'{one.name}'" for one in about]
    others = "" if len(names) == len(requirements.named) else "the other requirements, "
    verb = "cannot be kept" if len(names) == 1 else "cannot all be kept"
    bounds = ["the rules", "the capacities", *(["the decisions"] if held else [])]
    return f"{_first_few(names)} {verb} together with {others}{listed(bounds)}"


def _first_few(names: Sequence[str]) -> str:
    rest = len(names) - MOST_NAMED
    return listed([*names[:MOST_NAMED], *([f"{rest} more"] if rest > 0 else [])])


def _way(knobs: Sequence[Knob], relaxed: Relaxed) -> Way:
    changes = []
    for number in relaxed.changed:
        knob = knobs[number]
        needed = knob.needed(relaxed.rows, relaxed.columns)
        if needed == knob.current:
            raise SolverError(f"no value of {knob.setting} was found that makes the run feasible")
        new = _rounded(knob.current, needed)
        changes.append(Change(knob.setting, knob.words(new), knob.current, new))
    return Way(tuple(changes), relaxed.proven)


def _asks_more(way: Way, first: Way) -> bool:
    """Whether a way makes every change of the first, none of them smaller.

    Help that lets fewer pairings break a limit need not let its value stay closer.
    """
    moved = {change.setting: abs(change.new - change.current) for change in way.changes}
    return all(
        moved.get(change.setting, -1) >= abs(change.new - change.current)
        for change in first.changes
    )


def _rounded(current: Fraction, needed: Fraction) -> Fraction:
    """``needed`` or a little further from ``current``, in as few decimals as that allows."""
    spare = abs(needed - current) * ROUNDING
    for decimals in range(DECIMALS):
        scale = 10**decimals
        whole = ceil(needed * scale) if needed > current else floor(needed * scale)
        new = Fraction(whole, scale)
        if abs(new - needed) <= spare:
            return new
    return needed
