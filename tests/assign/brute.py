"""Exhaustive search over all matchings, sharing nothing with the code under test.

Row by row, every legal set of columns; matchings that use the columns equally often
differ only in what their rows add, so only the best of them is kept.
"""

from itertools import combinations

LEVELS = {
    ("most-matched", "needed"): ("people", "pairings", "points"),
    ("most-matched", "full"): ("people", "points"),
    ("best-total", "needed"): ("points",),
    ("best-total", "full"): ("points",),
}


def best_value(score, row_places, column_places, objective, fill="needed", *, must=None):
    """The best value of each level, or None if no matching has what ``must`` asks for.

    ``must``: ("row", i), ("column", j) or ("pair", i, j).
    """
    levels = LEVELS[objective, fill]
    width = len(column_places)
    states = {(0,) * width: (0, 0)}
    for i, line in enumerate(score):
        legal = [j for j, points in enumerate(line) if points >= 0]
        following = {}
        for size in range(min(row_places[i], len(legal)) + 1):
            for chosen in combinations(legal, size):
                if must == ("row", i) and not chosen:
                    continue
                if must and must[0] == "pair" and must[1] == i and must[2] not in chosen:
                    continue
                points = sum(line[j] for j in chosen)
                for used, (rows, total) in states.items():
                    after = tuple(count + (j in chosen) for j, count in enumerate(used))
                    if any(a > b for a, b in zip(after, column_places, strict=True)):
                        continue
                    new = (rows + bool(chosen), total + points)
                    key = new if "people" in levels else (new[1], new[0])
                    old = following.get(after)
                    if old is None or key > (old if "people" in levels else (old[1], old[0])):
                        following[after] = new
        states = following
    values = []
    for used, (rows, points) in states.items():
        if must and must[0] == "column" and not used[must[1]]:
            continue
        people = rows + sum(count > 0 for count in used)
        measured = {"people": people, "pairings": -sum(used), "points": points}
        values.append(tuple(measured[level] for level in levels))
    if not values:
        return None
    best = max(values)
    return tuple(-v if level == "pairings" else v for v, level in zip(best, levels, strict=True))
