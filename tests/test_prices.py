"""What rules cost, by hand; requirements are in test_solved.py."""

import pandas as pd

import rmatch
from rmatch import Policy, Roster


def test_a_rule_costs_what_the_result_would_gain_without_it():
    rows = [
        {"id": "J1", "role": "junior", "level": 1, "skills": "sql:3", "wants": ""},
        {"id": "J2", "role": "junior", "level": 5, "skills": "sql:4", "wants": ""},
        {"id": "J3", "role": "junior", "level": 5, "skills": "ai:2", "wants": ""},
        {"id": "S1", "role": "senior", "level": 5, "skills": "", "wants": "sql:4"},
        {"id": "S2", "role": "senior", "level": 5, "skills": "", "wants": "ai:4"},
    ]
    matching = rmatch.pair(Roster.from_frame(pd.DataFrame(rows)), policy=Policy(), prices=True)
    summary = matching.summary
    assert summary["objective"]["value"] == [2, 1, 75.0]  # J1 with S1
    prices = summary["rule_prices"]
    # J2 takes the place of J1 (100), and J3 teaches S2 half of the gap (50).
    assert prices.pop("level_gap") == {"people": 2, "points": 75.0}
    assert all(price == {"people": 0, "points": 0.0} for price in prices.values())
    assert list(prices) == sorted(prices)
