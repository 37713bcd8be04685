"""The report as a whole: the same for equal input, and what it says that it cannot show."""

import dataclasses
import gc
import types

import pandas as pd
import pytest

import rmatch
from rmatch import Policy, Roster, read_roster
from rmatch.audit import audit
from rmatch.audit.figures import POOLED, SECTIONS
from rmatch.audit.groups import NOT_STATED
from rmatch.cohort import Cohort
from rmatch.roster.attributes import read_attributes
from rmatch.roster.sample import sample_roster

from .people import cohort_of, found, junior, report_on, senior


@pytest.fixture(scope="module")
def matching():
    frame = pd.DataFrame(sample_roster(60, 50, 7))
    policy = Policy(stereotypes={"topics": ["python", "social media"]})
    return rmatch.pair(Roster.from_frame(frame, policy=policy), policy=policy)


def pairs_of(matching):
    return list(zip(matching.pairings["junior_id"], matching.pairings["senior_id"], strict=True))


def test_figures_stand_in_the_order_of_the_sections(matching):
    report = audit(matching.solved.cohort, pairs_of(matching))
    sections = [f.section for f in report.figures]
    assert sections == sorted(sections, key=SECTIONS.index)
    assert set(report.sections) == set(sections) == set(SECTIONS)
    assert all(text.endswith(".") for text in (*report.sections.values(), *report.notes))
    about = [
        (f.section, f.attribute, f.side, f.group, f.subject, f.measure) for f in report.figures
    ]
    assert len(about) == len(set(about))


def test_the_seed_and_nothing_else_decides_what_is_random(matching):
    cohort, pairs = matching.solved.cohort, pairs_of(matching)
    first = audit(cohort, pairs)
    assert first == audit(cohort, pairs[::-1], read_attributes(cohort.roster), seed=0)
    other = audit(cohort, pairs, seed=1)
    assert other.seed == 1
    changed = {
        a.measure for a, b in zip(first.figures, other.figures, strict=True) if a.value != b.value
    }
    assert changed
    assert all("permutation p" in m or "random" in m for m in changed)


def test_the_order_of_rows_does_not_matter():
    rows = sample_roster(40, 40, 3)
    reports = []
    for frame in (pd.DataFrame(rows), pd.DataFrame(rows[::-1])):
        matching = rmatch.pair(Roster.from_frame(frame))
        reports.append(audit(matching.solved.cohort, pairs_of(matching)))
    assert reports[0] == reports[1]


def test_a_figure_does_not_depend_on_the_other_attributes(matching):
    cohort, pairs = matching.solved.cohort, pairs_of(matching)
    whole = audit(cohort, pairs)
    alone = audit(cohort, pairs, read_attributes(cohort.roster, ["gender"]))
    assert found(alone, attribute="gender") == found(whole, attribute="gender")


# --- blindness ---


def reachable(*roots):
    """Every object that can be reached from ``roots``, but for modules, classes and code."""
    seen, waiting = {}, list(roots)
    skipped = (type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType)
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen or isinstance(thing, skipped):
            continue
        seen[id(thing)] = thing
        waiting += gc.get_referents(thing)
        if isinstance(thing, types.MappingProxyType):
            waiting += [*thing.keys(), *thing.values()]
    return seen.values()


def holds(roots, secret):
    texts = (t for t in reachable(*roots) if isinstance(t, str | bytes))
    return any(secret in (t.decode("latin-1") if isinstance(t, bytes) else t) for t in texts)


def test_no_object_of_a_run_reaches_an_attribute(tmp_path):
    frame = pd.DataFrame(sample_roster(12, 12, 1))
    frame["gender"] = ["zzgender"] * 20 + ["qqgender"] * 4
    frame["age"] = [f"zzage {n}" for n in range(24)]
    frame.to_csv(tmp_path / "r.csv", index=False)
    policy = Policy(stereotypes={"attribute": "gender"})
    roster = read_roster(tmp_path / "r.csv", policy=policy)
    matching = rmatch.pair(roster, policy=policy)
    cohort = matching.solved.cohort
    pairs = list(zip(matching.pairings["junior_id"], matching.pairings["senior_id"], strict=True))
    attributes = read_attributes(cohort.roster)
    report = audit(cohort, pairs, attributes)
    assert holds([attributes], "zzgender")
    assert holds([report], "zzgender")  # which shows that the walk finds what is there
    roots = [roster, matching, cohort, policy, *roster.people]
    for secret in ("zzgender", "qqgender", "zzage"):
        assert not holds(roots, secret)
    # The headings alone are known, so that a report can say what is kept apart.
    assert holds(roots, "gender")


# --- pairings made elsewhere ---


def test_pairings_that_no_run_would_make_are_noted_and_audited():
    rows = [junior(f"J{n}", level=3) for n in range(1, 7)]
    rows += [senior(f"S{n}", level=5) for n in range(1, 6)] + [senior("S6", level=1)]
    cohort = cohort_of(rows)
    pairs = [("J1", "S1"), ("J1", "S2"), ("J1", "S2"), ("J2", "S6"), ("J9", "S1"), ("S3", "J3")]
    report = report_on(cohort, pairs)
    assert set(report.notes) >= {
        "2 pairings are left aside: the junior or the senior does not take part in that role.",
        "1 pairing is given more than once and counted once.",
        "1 pairing is forbidden by a rule of this policy (level_gap 1).",
        "1 junior has more pairings than the capacity.",
    }
    (number,) = found(report, measure="pairings", side="junior")
    assert number.value == 3


def test_confidential_rules_stay_so():
    rows = [junior("J1", avoids="S1"), junior("J2"), senior("S1"), senior("S2")]
    report = report_on(cohort_of(rows), [("J1", "S1")])
    assert "1 pairing is forbidden by a rule of this policy (not to be paired 1)." in report.notes
    assert "avoids" not in str(report)


# --- what it cannot show ---


def test_what_cannot_be_shown_is_said():
    rows = [junior(f"J{n}") for n in range(6)] + [senior(f"S{n}") for n in range(6)]
    report = report_on(cohort_of(rows), [("J0", "S0")])
    assert report.attributes == ()
    assert set(report.notes) == {
        "The roster has no column about a protected trait, so no group is compared.",
        "[stereotypes] topics lists none, so nothing is said about parity and funnelling.",
    }
    gendered = [{**row, "gender": "a" if row["role"] == "junior" else ""} for row in rows]
    report = report_on(
        cohort_of(gendered, stereotypes={"topics": ["latin", "sql"]}), [("J0", "S0")]
    )
    assert set(report.notes) == {
        "gender, seniors: nobody has a value, so nothing is shown.",
        "No column tells ages (an age, a year or a date of birth), so nothing is said about "
        "older and younger.",
        "No junior can teach latin.",
        "No junior can teach sql.",
        "A figure that is not shown rests on too few people, or would let such a number be "
        "worked out from the others; the same words stand for both.",
    }


def test_a_listed_topic_that_nobody_wants_is_said():
    rows = [junior(f"J{n}", "python:4; sql:4") for n in range(5)] + [senior("S1")]
    report = report_on(cohort_of(rows, stereotypes={"topics": ["sql"]}), [])
    assert "No senior wants sql with a gap." in report.notes
    assert not found(report, subject="sql")


def test_two_small_groups_alone_are_not_shown():
    rows = [junior(f"J{n}", gender="ab"[n > 2]) for n in range(6)]
    rows += [senior(f"S{n}") for n in range(6)]
    report = report_on(cohort_of(rows), [(f"J{n}", f"S{n}") for n in range(6)])
    assert not found(report, attribute="gender")
    assert (
        "gender, juniors: no two groups can be shown with 5 people or more in each, so none is."
        in report.notes
    )


def test_blank_cells_are_nobodys_group_but_do_not_give_small_numbers_away():
    def sizes(blank):
        rows = [junior(f"A{n:02}", gender="a") for n in range(12)]
        rows += [junior(f"B{n:02}", gender="b") for n in range(8)]
        rows += [junior(f"C{n:02}", gender="") for n in range(blank)] + [senior("S1")]
        report = report_on(cohort_of(rows), [])
        figures = found(report, section="groups", side="junior", attribute="gender")
        return {f.group: f.value for f in figures}

    assert sizes(0) == {"a": 12, "b": 8}
    assert sizes(6) == {"a": 12, "b": 8, NOT_STATED: 6}
    # Two blank cells would be the rest of 22 people.
    assert sizes(2) == {"a": 12, POOLED: 10}


@pytest.mark.parametrize("name", [POOLED, NOT_STATED, "=1+1", "<b>x</b>", "a\u202eb"])
def test_groups_with_hostile_names(name):
    rows = [junior(f"A{n}", gender=name) for n in range(6)]
    rows += [junior(f"B{n}", gender="b") for n in range(6)]
    rows += [junior(f"C{n}", gender="c") for n in range(2)] + [senior("S1")]
    report = report_on(cohort_of(rows), [])
    groups = [
        (f.group, f.value)
        for f in found(report, section="groups", side="junior", attribute="gender")
    ]
    shown = {POOLED: f"'{POOLED}'"}.get(name, name)
    # c takes one of the two others with it.
    assert sorted(groups) == sorted([(POOLED, 8), *({(shown, 6), ("b", 6)} & set(groups))])
    assert len(groups) == 2


def test_words_judge_nobody(matching):
    report = audit(matching.solved.cohort, pairs_of(matching))
    said = " ".join([*report.sections.values(), *report.notes]).casefold()
    measures = " ".join(f"{f.measure} {f.hidden} {f.flag}" for f in report.figures).casefold()
    for word in ("complian", "complies", "discriminat", "unfair", "should", "must"):
        assert word not in said + measures
    assert "reporting line" in said


def test_a_report_is_a_plain_value(matching):
    report = audit(matching.solved.cohort, pairs_of(matching))
    assert all(type(f.value) in (int, float, type(None)) for f in report.figures)
    assert all(type(f.people) in (int, type(None)) for f in report.figures)
    with pytest.raises(dataclasses.FrozenInstanceError):
        report.figures[0].value = 1


def test_a_roster_without_any_pairing_or_topic():
    report = audit(Cohort.of(Roster.from_frame(pd.DataFrame(sample_roster(8, 8, 2))), Policy()), [])
    assert {f.section for f in report.figures} <= {"groups", "qualified", "evidence"}
