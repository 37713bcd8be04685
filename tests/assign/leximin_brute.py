"""The fairest matching by trying everything, sharing nothing with the code under test.

Row by row, every legal set of columns. Unfinished matchings that use the columns equally
often, with equal best scores and equal sums of the linear rows, can only differ in the
rows with a pairing and the total; the better of them is kept.
"""

from itertools import combinations


def fairest(score, row_places, column_places, fill="needed", limits=()):
    """People, pairings (needed only), best scores ascending, total; None if no matching
    keeps the limits: pairs of (coefficient by (row, column), most)."""
    width = len(column_places)
    states = {((0,) * width, (-1,) * width, (0,) * len(limits)): (0, 0)}
    for i, line in enumerate(score):
        legal = [j for j, points in enumerate(line) if points >= 0]
        following = {}
        for size in range(min(row_places[i], len(legal)) + 1):
            for chosen in combinations(legal, size):
                points = sum(line[j] for j in chosen)
                sums = [sum(one.get((i, j), 0) for j in chosen) for one, _ in limits]
                for (used, best, before), (rows, total) in states.items():
                    after = tuple(count + (j in chosen) for j, count in enumerate(used))
                    if any(a > b for a, b in zip(after, column_places, strict=True)):
                        continue
                    lifted = tuple(
                        max(b, line[j]) if j in chosen else b for j, b in enumerate(best)
                    )
                    key = after, lifted, tuple(a + b for a, b in zip(before, sums, strict=True))
                    new = rows + bool(chosen), total + points
                    following[key] = max(new, following.get(key, new))
        states = following
    keys = []
    for (used, best, sums), (rows, total) in states.items():
        if any(a > most for a, (_, most) in zip(sums, limits, strict=True)):
            continue
        people = rows + sum(count > 0 for count in used)
        pairings = () if fill == "full" else (-sum(used),)
        keys.append((people, *pairings, *sorted(best), total))
    return max(keys, default=None)
