"""Qualified people, rates, loads and lines, computed by hand."""

import pytest

from rmatch.audit.rates import (
    ABOVE_FUNNEL,
    ABOVE_LOAD,
    BELOW_FOUR_FIFTHS,
    BELOW_RATIO,
)

from .people import cohort_of, found, junior, report_on, senior, values

TOPICS = {"stereotypes": {"topics": ["Python"]}}


def two_groups(*, a_skills="python:4", b_skills="python:4", **policy):
    rows = [junior(f"A{n}", a_skills, gender="a") for n in range(1, 6)]
    rows += [junior(f"B{n}", b_skills, gender="b") for n in range(1, 6)]
    rows += [senior(f"S{n:02}") for n in range(1, 11)]
    return cohort_of(rows, **policy)


def pairs_of(*juniors):
    return [(j, f"S{n:02}") for n, j in enumerate(juniors, start=1)]


A = [f"A{n}" for n in range(1, 6)]
B = [f"B{n}" for n in range(1, 6)]


def test_sizes_qualified_and_pairings():
    report = report_on(two_groups(), pairs_of(*A[:4], "B1"))
    juniors = {"side": "junior", "attribute": "gender"}
    assert values(report, section="groups", **juniors) == {"a": 5, "b": 5}
    assert values(report, section="qualified", **juniors) == {"a": 5, "b": 5}
    assert values(report, measure="pairings", **juniors) == {"a": 4, "b": 1}
    assert values(report, measure="load", **juniors) == {"a": 0.8, "b": 0.2}
    everyone = {"side": "senior", "attribute": ""}
    assert values(report, section="groups", **everyone) == {"": 10}
    assert values(report, measure="rate", **everyone) == {"": 0.5}


def test_rates_beside_four_fifths_of_the_highest():
    report = report_on(two_groups(), pairs_of(*A[:4], "B1"))
    juniors = {"side": "junior", "attribute": "gender", "subject": ""}
    assert values(report, measure="rate", **juniors) == {"a": 0.8, "b": 0.2}
    ratios = found(report, measure="ratio to the highest rate", **juniors)
    assert [(f.group, f.value, f.flag, f.people) for f in ratios] == [
        ("a", 1.0, "", 5),
        ("b", 0.25, BELOW_FOUR_FIFTHS, 5),
    ]


def test_just_four_fifths_is_not_flagged():
    report = report_on(two_groups(), pairs_of(*A, *B[:4]))
    (ratio,) = found(report, measure="ratio to the highest rate", group="b", subject="")
    assert (ratio.value, ratio.flag) == (0.8, "")


def test_the_rate_of_a_topic_counts_pairings_with_that_primary_topic():
    cohort = two_groups(a_skills="python:4; sql:2", **TOPICS)
    report = report_on(cohort, pairs_of(*A[:3], *B))
    topic = {"side": "junior", "attribute": "gender", "subject": "Python"}
    assert values(report, measure="rate", **topic) == {"a": 0.6, "b": 1.0}
    # b: 1 - 0.8 * 0.6 + 1/5; a: 0.6 - 0.8 * 1 + 1/5, on the line
    margins = found(report, measure="parity margin", **topic)
    assert [(f.group, f.value, f.flag) for f in margins] == [("a", 0.0, ""), ("b", 0.72, "")]
    report = report_on(cohort, pairs_of(*A[:2], *B))
    (margin,) = found(report, measure="parity margin", group="a", **topic)
    assert (margin.value, margin.flag) == (-0.2, BELOW_RATIO)


def test_funnelling_sets_pairings_beside_offers():
    # Of the offers of a half are listed; all its pairings are on the listed topic.
    rows = [junior(f"A{n}", "python:4; sql:4", gender="a") for n in range(1, 6)]
    rows += [junior(f"B{n}", "python:4", gender="b") for n in range(1, 6)]
    rows += [senior(f"S{n:02}", "python:5*9; sql:5") for n in range(1, 11)]
    report = report_on(cohort_of(rows, **TOPICS), pairs_of(*A, *B))
    about = {"section": "requirements", "subject": "listed topics"}
    assert values(report, measure="share of the offers", **about) == {"a": 0.5, "b": 1.0}
    shares = found(report, measure="share of the pairings", **about)
    # 5 is above 1.25 * 0.5 * 5 + 1
    assert [(f.group, f.value, f.flag) for f in shares] == [
        ("a", 1.0, ABOVE_FUNNEL),
        ("b", 1.0, ""),
    ]


@pytest.mark.parametrize(
    ("juniors", "flag"),
    # four, or five, against 1.25 * 0.5 * 5 + 1 = 4.125
    [(A[:4] + B[:1], ""), (A, ABOVE_LOAD)],
)
def test_load_sets_pairings_beside_people(juniors, flag):
    report = report_on(two_groups(), pairs_of(*juniors))
    about = {"section": "requirements", "subject": "load", "group": "a"}
    (people,) = found(report, measure="share of the juniors", **about)
    (pairings,) = found(report, measure="share of the pairings", **about)
    assert people.value == 0.5
    assert (pairings.value, pairings.flag) == (len([j for j in juniors if j[0] == "A"]) / 5, flag)


def test_mean_score_and_rank_among_legal_partners():
    # a covers 4 of 5 steps, b 2: 80 and 40 points; no junior prefers one senior to another.
    cohort = two_groups(b_skills="python:2")
    report = report_on(cohort, pairs_of(*A, *B))
    juniors = {"side": "junior", "attribute": "gender"}
    assert values(report, measure="mean score", **juniors) == {"a": 80.0, "b": 40.0}
    rank = "mean rank among legal partners"
    assert values(report, measure=rank, **juniors) == {"a": 1.0, "b": 1.0}
    # Five seniors have the best, five have five better ones.
    assert values(report, measure=rank, side="senior", attribute="") == {"": 3.5}


def test_rank_of_a_forbidden_pairing_counts_the_better_legal_ones():
    rows = [junior("J1", avoids="S1"), *(junior(f"J{n}", "python:2") for n in range(2, 7))]
    rows += [senior(f"S{n}", "python:5" if n < 6 else "python:5; sql:5") for n in range(1, 7)]
    pairs = [(f"J{n}", f"S{n}") for n in range(1, 7)]
    report = report_on(cohort_of(rows), pairs)
    assert "1 pairing is forbidden by a rule of this policy (not to be paired 1)." in report.notes
    # J6 scores 20 with S6, where one topic is two, and 40 with the five others.
    (rank,) = found(report, measure="mean rank among legal partners", side="junior")
    assert rank.value == round((5 + 6) / 6, 1)


def test_seniors_are_qualified_by_a_want_that_somebody_can_teach():
    rows = [junior(f"J{n}") for n in range(1, 6)]
    rows += [senior(f"S{n}") for n in range(1, 6)] + [senior("S6", "latin:3")]
    report = report_on(cohort_of(rows, **TOPICS), [])
    assert values(report, section="qualified", side="senior", subject="") == {"": 5}
    assert values(report, section="qualified", side="junior", subject="Python") == {"": 5}
    assert found(report, section="pairings") == []
    assert "There is no pairing, so nothing is said about pairings." in report.notes


def test_a_sensitive_listed_topic_is_not_named():
    rows = [junior(f"J{n}", "menopause:4", offers="menopause") for n in range(1, 6)]
    rows += [senior(f"S{n}", "menopause:5") for n in range(1, 6)]
    listed = ["menopause", "faith at work"]
    for topics, names in ((listed[:1], {"a sensitive topic"}), (listed, {"a sensitive topic (1)"})):
        report = report_on(cohort_of(rows, stereotypes={"topics": topics}), [])
        qualified = found(report, section="qualified", side="junior")
        assert {f.subject for f in qualified} == {""} | names
        assert "menopause" not in str(report)
    assert "No junior can teach a sensitive topic (2)." in report.notes
