"""What may be shown: figures on few people are pooled, or hidden with a second one.

A group under the minimum is never a group of its own in a report: :func:`pool` puts it
together with others until the pool itself reaches the minimum, so that every group shown
rests on enough people and the shown sizes add up to the public number of people with
nothing left over. Blank cells are such a group too, for their number follows by subtraction.

Under a further condition (can teach the topic, has a pairing) a cell may again rest on too
few. :func:`hidden` hides it, and further ones until what follows by subtraction from the
total is the sum of at least two cells, on at least the minimum of people. Then every
hidden number has several possible values: with a hidden number below the minimum p of a
group of at least the minimum, one more there and one fewer in another hidden group gives
the same sums, and so does the reverse for another number. One reason is given for all of
them, so that nobody can tell which was too small.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

__all__ = ["hidden", "pool", "roughly", "too_few", "why_hidden"]


def pool(sizes: Sequence[int], minimum: int, spare: Collection[int] = ()) -> frozenset[int]:
    """The groups that are shown together only.

    Parameters
    ----------
    sizes
        People in each group.
    minimum
        People on whom every figure must rest.
    spare
        Groups that are taken first where the small ones are too few even together: those
        that would not be compared anyway.

    Returns
    -------
    frozenset of int
        Places in ``sizes``; empty if every group is large enough.

    Examples
    --------
    >>> sorted(pool([30, 12, 3], 5)), sorted(pool([30, 3, 2], 5)), sorted(pool([30, 12], 5))
    ([1, 2], [1, 2], [])
    """
    together = [place for place, size in enumerate(sizes) if size < minimum]
    others = [place for place in range(len(sizes)) if place not in together]
    others.sort(key=lambda place: (place not in spare, sizes[place], place))
    while together and others and sum(sizes[place] for place in together) < minimum:
        together.append(others.pop(0))
    return frozenset(together)


def hidden(
    people: Sequence[int],
    minimum: int,
    totals: Sequence[Sequence[int]] = (),
    force: Collection[int] = (),
) -> tuple[bool, ...]:
    """Which cells of a row are hidden, when the row's sum is public.

    Parameters
    ----------
    people
        On how many people each cell rests.
    minimum
        People on whom every figure must rest.
    totals
        Further whole numbers of the same cells whose sums are public (pairings, offers).
    force
        Cells that are hidden in any case, because they are hidden elsewhere.

    Returns
    -------
    tuple of bool
        None of them is hidden alone; together the hidden ones rest on at least ``minimum``
        people, or all are hidden.

    Examples
    --------
    >>> hidden([20, 3, 9], 5)
    (False, True, True)
    >>> hidden([20, 0, 3, 9], 5)
    (False, True, True, True)
    >>> hidden([20, 9], 5)
    (False, False)
    """
    order = sorted(range(len(people)), key=lambda place: (people[place], place))
    hide = [place for place in order if people[place] < minimum or place in force]
    if hide:
        for place in [place for place in order if place not in hide]:
            if _covers(hide, people, minimum, totals):
                break
            hide.append(place)
    return tuple(place in hide for place in range(len(people)))


def _covers(
    hide: Sequence[int], people: Sequence[int], minimum: int, totals: Sequence[Sequence[int]]
) -> bool:
    """Whether nothing about one of the hidden cells follows from their sums."""
    if len(hide) < 2 or sum(people[place] for place in hide) < minimum:
        return False
    # A sum of 0 says of each of them that it is 0.
    return all(any(total[place] for place in hide) or not any(total) for total in totals)


def roughly(people: int, minimum: int) -> int:
    """A number of people rounded down to a multiple of the minimum.

    For figures over all who have a value: the exact number, taken from the number of all
    people, would tell how few have none, or are in a group too small to be shown.

    Examples
    --------
    >>> roughly(58, 5)
    55
    """
    return people - people % minimum


def too_few(minimum: int) -> str:
    """Why a figure about everybody is not shown."""
    return f"fewer than {minimum} people"


def why_hidden(minimum: int) -> str:
    """Why a group's figure is not shown: the same words whichever group was too small."""
    return f"fewer than {minimum} people, or hidden so that no such number can be worked out"
