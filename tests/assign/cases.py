"""Random small problems for the tests of the numeric core."""

import numpy as np

OBJECTIVES = (("most-matched", "needed"), ("most-matched", "full"), ("best-total", "needed"))


def random_case(seed, most_rows=5, most_columns=5, most_places=3, least_places=0):
    """Scores with ties, forbidden pairs and mixed capacities."""
    draw = np.random.default_rng(seed)
    rows, columns = draw.integers(1, most_rows + 1), draw.integers(1, most_columns + 1)
    largest = draw.choice([1, 3, 50, 10_000])
    score = draw.integers(0, largest + 1, (rows, columns)).astype(np.int32)
    score[draw.random((rows, columns)) < draw.choice([0.0, 0.3, 0.7])] = -1
    return (
        score,
        draw.integers(least_places, most_places + 1, rows),
        draw.integers(least_places, most_places + 1, columns),
    )
