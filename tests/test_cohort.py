"""One run's arrays: the same whatever the number of rows scored at a time."""

import numpy as np
import pandas as pd
import pytest

from rmatch import Policy, Roster, cohort
from rmatch.roster.sample import sample_roster


@pytest.mark.parametrize("rows", [1, 7])
def test_scores_rules_and_counts_do_not_depend_on_the_block(monkeypatch, rows):
    roster = Roster.from_frame(pd.DataFrame(sample_roster(30, 20, 5)))
    whole = cohort.Cohort.of(roster, Policy())
    monkeypatch.setattr(cohort, "BLOCK_ROWS", rows)
    blocks = cohort.Cohort.of(roster, Policy())
    np.testing.assert_array_equal(blocks.score, whole.score)
    np.testing.assert_array_equal(blocks.legal, whole.legal)
    assert blocks.rule_pairs == whole.rule_pairs
    assert whole.rule_pairs["no_topic"] > 0
