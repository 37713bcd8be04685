"""Every component, topic and forbidding rule of the golden pairs."""

from __future__ import annotations

import numpy as np
import pytest

from rmatch.policy import COMPONENTS, Policy
from rmatch.rules import Rules
from rmatch.score import Scorer
from tests.score.people import counted, legal_pairs, vector_pairs, vector_people

EVERYONE = slice(None)


@pytest.fixture(scope="module")
def scored():
    people = vector_people()
    juniors = [person for person in people if person.is_junior]
    seniors = [person for person in people if person.is_senior]
    managers = {person.id: person.manager_id for person in people if person.manager_id}
    return (
        Scorer(juniors, seniors, Policy()),
        Rules(juniors, seniors, managers, Policy()),
        {person.id: row for row, person in enumerate(juniors)},
        {person.id: column for column, person in enumerate(seniors)},
    )


def test_the_weights_are_those_of_the_vectors(scored):
    scorer, *_ = scored
    assert scorer.weights == {
        "skill_gap": 5714,
        "reciprocity": 1429,
        "cross_department": 1429,
        "shared_goals": 476,
        "preference": 952,
    }
    assert scorer.inactive == {"shared_hours": "no junior's time zone is known"}


def test_every_pair_has_the_components_topics_and_rules_of_the_vectors(scored):
    scorer, rules, rows, columns = scored
    parts = scorer.parts(EVERYONE, EVERYONE)
    score = scorer.block(EVERYONE, EVERYONE)
    pairs = vector_pairs()
    assert len(pairs) == 168
    for pair in pairs:
        row, column = rows[pair["junior_id"]], columns[pair["senior_id"]]
        for name in COMPONENTS:
            if name in parts:
                assert _points(parts[name][row, column]) == pair[name], (pair, name)
            else:
                assert name not in pair
        topics = [topic.key for topic in scorer.topics(row, column)]
        assert "; ".join(topics) == pair["topics"], pair
        why = rules.why(row, column, int(score[row, column]))
        assert " ".join(why) == pair["forbidden"], pair
        if not why:
            assert _points(score[row, column]) == pair["score"], pair


def test_the_blocks_agree_with_the_single_pairs(scored):
    scorer, rules, rows, columns = scored
    score = scorer.block(EVERYONE, EVERYONE)
    legal = legal_pairs(rules, score)
    expected = np.zeros(scorer.shape, dtype=bool)
    for pair in vector_pairs():
        expected[rows[pair["junior_id"]], columns[pair["senior_id"]]] = not pair["forbidden"]
    np.testing.assert_array_equal(legal, expected)


def test_the_counts_are_pairs_under_every_rule_that_forbids_them(scored):
    scorer, rules, *_ = scored
    score = scorer.block(EVERYONE, EVERYONE)
    expected = dict.fromkeys(rules.names, 0)
    for pair in vector_pairs():
        for name in pair["forbidden"].split():
            expected[name] += 1
    assert counted(rules, score) == expected


def _points(hundredths: int) -> str:
    return f"{hundredths / 100:.2f}"
