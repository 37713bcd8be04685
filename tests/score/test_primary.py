"""All pairs' primary topics at once are those that the scorer tells pair by pair."""

import pytest

from rmatch import Policy
from rmatch.roster import read_roster
from rmatch.roster.sample import sample_roster, write_sample
from rmatch.score import Scorer
from tests.oracle.rosters import draw, draw_policy, to_csv
from tests.score.people import person, random_people


def agree(scorer: Scorer, sensitive: frozenset[str] = frozenset()) -> None:
    primary = scorer.primary_topics()
    touching = scorer.sensitive_pairs(sensitive)
    assert list(primary.keys) == sorted(primary.keys)
    for row in range(scorer.shape[0]):
        for column in range(scorer.shape[1]):
            topics = scorer.topics(row, column)
            place = int(primary.index[row, column])
            assert (primary.keys[place] if place >= 0 else None) == (
                topics[0].key if topics else None
            )
            assert touching[row, column] == any(topic.key in sensitive for topic in topics)


@pytest.mark.parametrize("seed", range(30))
def test_of_random_people(seed):
    juniors, seniors = random_people(seed, 7, 6)
    weights = [{}, {"skill_gap": 0}, {"skill_gap": 1, "preference": 1000}][seed % 3]
    scorer = Scorer(juniors, seniors, Policy(weights=weights))
    agree(scorer, frozenset({"skill a", "skill f"}))


@pytest.mark.parametrize("seed", range(25))
def test_of_nasty_rosters(seed, tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text(to_csv(draw(seed), seed), encoding="utf-8")
    roster = read_roster(path, policy=Policy(**draw_policy(seed)))
    agree(Scorer(roster.juniors, roster.seniors, roster.policy), roster.sensitive)


def test_of_a_sample(tmp_path):
    path = tmp_path / "roster.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        write_sample(sample_roster(40, 40, seed=3), file)
    roster = read_roster(path)
    agree(Scorer(roster.juniors, roster.seniors, Policy()), roster.sensitive)


def test_equal_hundredths_go_to_the_first_name_and_small_steps_still_count():
    juniors = [person("J", skills={"b": 5, "a": 5}), person("K", skills={"tiny": 5})]
    wants = {"a": 5, "b": 5, "tiny": (5, "1/1000000")}
    scorer = Scorer(juniors, [person("S", "senior", wants=wants)], Policy())
    primary = scorer.primary_topics()
    assert primary.keys == ("a", "b", "tiny")
    assert primary.index.tolist() == [[0], [2]]
    assert scorer.topics(1, 0)[0].hundredths == 0


def test_a_sensitive_topic_too_light_to_earn_a_hundredth_counts_as_well():
    junior = person("J1", skills={"menopause": 4, "sql": 4})
    senior = person("S1", "senior", wants={"menopause": (4, "0.000001"), "sql": 4})
    scorer = Scorer([junior], [senior], Policy())
    assert [topic.hundredths for topic in scorer.topics(0, 0)][-1] == 0
    assert scorer.sensitive_pairs(frozenset({"menopause"})).tolist() == [[True]]
