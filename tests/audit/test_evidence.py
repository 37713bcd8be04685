"""Stated levels by provenance, and points from self-ratings."""

from .people import cohort_of, found, junior, report_on, senior, values

MEASURE = "share of the points that rests on self-ratings"


def people():
    rows = [junior(f"A{n}", "python:4", gender="a") for n in range(5)]
    rows += [junior(f"B{n}", "python:2@assessed; latin:5@assessed", gender="b") for n in range(5)]
    return rows + [senior(f"S{n}") for n in range(10)]


PAIRS = [*((f"A{n}", f"S{n}") for n in range(5)), *((f"B{n}", f"S{n + 5}") for n in range(5))]


def test_points_from_self_ratings():
    report = report_on(cohort_of(people()), PAIRS)
    # 80 points each of a's five pairings, 40 each of b's.
    assert values(report, measure=MEASURE, attribute="", side="junior") == {"": 0.6667}
    assert values(report, measure=MEASURE, attribute="gender") == {"a": 1.0, "b": 0.0}


def test_points_taught_back_count_as_well():
    rows = [junior(f"J{n}", "python:4@assessed", wants="latin:4") for n in range(5)]
    rows += [{**senior(f"S{n}"), "skills": "latin:4"} for n in range(5)]
    cohort = cohort_of(rows, weights={"skill_gap": 60, "reciprocity": 20})
    report = report_on(cohort, [(f"J{n}", f"S{n}") for n in range(5)])
    # 0.8 * 75 points from the junior's assessed level, 25 from the senior's own word.
    assert values(report, measure=MEASURE, side="junior") == {"": round(25 / 85, 4)}
    without = cohort_of(rows, weights={"reciprocity": 0})
    report = report_on(without, [(f"J{n}", f"S{n}") for n in range(5)])
    assert values(report, measure=MEASURE, side="junior") == {"": 0.0}


def test_stated_levels_by_provenance():
    report = report_on(cohort_of(people()), PAIRS)
    about = {"measure": "mean stated level", "side": "junior"}
    assert values(report, subject="self", attribute="", **about) == {"": 4.0}
    assert values(report, subject="assessed", attribute="", **about) == {"": 3.5}
    assert not found(report, subject="sample")
    # Nobody of b rates himself: to show a's mean would say so.
    assert values(report, subject="self", attribute="gender", **about) == {"a": None, "b": None}


def test_unrated_skills_state_no_level():
    rows = [junior(f"J{n}", "python") for n in range(5)] + [senior(f"S{n}") for n in range(5)]
    report = report_on(cohort_of(rows), [("J0", "S0")])
    assert not found(report, measure="mean stated level")
