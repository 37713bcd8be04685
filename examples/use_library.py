"""rmatch from Python: a roster in, frames out, and the numeric core by itself.

Run it from anywhere: ``python examples/use_library.py``.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

import rmatch

HERE = Path(__file__).parent


def main() -> None:
    """Pair the example roster, explain a pair, pair a frame, assign a matrix."""
    roster = rmatch.read_roster(HERE / "roster.csv")
    policy = rmatch.read_policy(HERE / "policy.toml")
    matching = rmatch.pair(roster, policy=policy)

    print(
        matching.pairings[["junior_name", "senior_name", "score", "topics"]].to_string(index=False)
    )
    print()
    print(matching.unmatched[["id", "status", "reason"]].to_string(index=False))
    print()
    print(
        "status:", matching.summary["status"], "objective:", matching.summary["objective"]["value"]
    )
    print()
    print(matching.explain("E101", "E002"))
    print()

    # Any frame does, with the same column names or the headings of an HR system.
    people = pd.DataFrame(
        {
            "Employee ID": ["a", "b", "x", "y"],
            "role": ["junior", "junior", "senior", "senior"],
            "skills": ["Python:4", "Python:3; SQL:5", "", ""],
            "wants": ["", "", "Python:4", "SQL:3"],
        }
    )
    frame = rmatch.pair(rmatch.Roster.from_frame(people)).pairings
    print(frame[["junior_id", "senior_id", "score"]].to_string(index=False))
    print()

    # The numeric core alone: whole numbers, a negative one forbids the pair.
    score = np.array([[7, 5, -1], [6, 1, 2]])
    found = rmatch.assign(score)
    print([(int(i), int(j)) for i, j in zip(found.rows, found.columns, strict=True)])
    print("total", found.total, "of at most", found.bound)


if __name__ == "__main__":
    main()
