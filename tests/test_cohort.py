"""One run's arrays: the same whatever the number of rows scored at a time."""

import gc
import types

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


def grouped(**stereotypes):
    rows = [
        {
            "id": f"J{n}",
            "role": "junior",
            "skills": "python:4",
            "wants": "",
            "gender": f"qq{n % 2}",
        }
        for n in range(10)
    ]
    rows += [
        {"id": f"S{n}", "role": "senior", "skills": "", "wants": "python:4", "gender": "qq0"}
        for n in range(4)
    ]
    policy = Policy(stereotypes={"topics": ["python"], "attribute": "gender", **stereotypes})
    return cohort.Cohort.of(Roster.from_frame(pd.DataFrame(rows), policy=policy), policy)


def test_groups_are_read_for_enforce_alone(monkeypatch):
    def read(*_):
        raise AssertionError("the attributes were read")

    monkeypatch.setattr("rmatch.roster.attributes.read_attributes", read)
    assert not grouped().requirements
    with pytest.raises(AssertionError, match="were read"):
        _ = grouped(mode="enforce").requirements


def test_what_the_solver_is_given_under_enforce_holds_no_name_of_a_group():
    run = grouped(mode="enforce")
    waiting = [run.requirements, run.scorer, run.rules, run.problem("most-matched"), run.juniors]
    assert {one.name for one in run.requirements.named} == {
        "parity: python",
        "no_funnelling",
        "load",
    }
    seen, texts = set(), set()
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen or isinstance(thing, type | types.ModuleType | types.FunctionType):
            continue
        seen.add(id(thing))
        texts |= {thing} if isinstance(thing, str) else set()
        waiting += gc.get_referents(thing)
    assert "python" in texts
    assert not [text for text in texts if text.startswith("qq")]
