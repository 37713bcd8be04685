"""What is hidden stays hidden: by subtraction, and by solving all published sums."""

import itertools
import random
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from rmatch.audit.figures import POOLED
from rmatch.audit.groups import NOT_STATED
from rmatch.audit.paired import Paired, Topics
from rmatch.audit.suppress import hidden, pool
from rmatch.roster.attributes import read_attributes

from .people import cohort_of, found, junior, report_on, senior

SIZES = st.lists(st.integers(0, 30), min_size=1, max_size=6)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6), st.integers(5, 8))
def test_pooled_groups_reach_the_minimum_together(sizes, minimum):
    pooled = pool(sizes, minimum)
    assert {place for place, size in enumerate(sizes) if size < minimum} <= pooled
    if pooled and len(pooled) < len(sizes):
        assert len(pooled) > 1
        assert sum(sizes[place] for place in pooled) >= minimum
    if min(sizes) >= minimum:
        assert not pooled


@given(SIZES, st.integers(5, 8), st.lists(st.integers(0, 3), min_size=6, max_size=6))
def test_hidden_cells_hide_each_other(people, minimum, others):
    others = others[: len(people)]
    hide = hidden(people, minimum, (others,))
    away = [place for place, gone in enumerate(hide) if gone]
    assert {place for place, number in enumerate(people) if number < minimum} <= set(away)
    if away and len(away) < len(people):
        assert len(away) > 1
        assert sum(people[place] for place in away) >= minimum
        assert any(others[place] for place in away) or not any(others)


def test_people_without_a_statement_are_pooled_before_a_group_is():
    assert pool([12, 8, 6, 2], 5) == {2, 3}
    assert pool([12, 8, 9, 2], 5, spare=[2]) == {2, 3}
    assert pool([12, 8, 9], 5, spare=[2]) == frozenset()


def test_a_cell_hidden_elsewhere_takes_another_with_it():
    assert hidden([9, 8, 7], 5) == (False, False, False)
    assert hidden([9, 8, 7], 5, force={0}) == (True, False, True)


# --- a whole report ---


def draw(seed):
    """A roster of uneven groups and topics, and pairings of some of its people."""
    rng = random.Random(seed)
    names = ["a", "b", "c", "d", "e", ""][: rng.randint(2, 6)]
    weights = [rng.choice([1, 2, 5, 20]) for _ in names]
    topics = ["python", "sql", "latin", "chess"][: rng.randint(2, 4)]

    def group():
        return rng.choices(names, weights)[0]

    def some(level):
        return "; ".join(f"{t}:{level}" for t in topics if rng.random() < 0.4)

    rows = [
        junior(f"J{n:02}", some(4), gender=group(), capacity=2) for n in range(rng.randint(12, 50))
    ]
    rows += [
        senior(f"S{n:02}", some(5), gender=group(), capacity=2) for n in range(rng.randint(12, 40))
    ]
    listed = topics[: rng.randint(1, len(topics))]
    cohort = cohort_of(rows, stereotypes={"topics": listed})
    legal = np.argwhere(cohort.legal).tolist()
    rng.shuffle(legal)
    left = Counter({("j", i): 2 for i in range(len(cohort.juniors))})
    left.update({("s", j): 2 for j in range(len(cohort.seniors))})
    pairs = []
    for i, j in legal[: rng.randint(5, 400)]:
        if left["j", i] and left["s", j]:
            left["j", i] -= 1
            left["s", j] -= 1
            pairs.append((cohort.juniors[i].id, cohort.seniors[j].id))
    return cohort, pairs


class Sums:
    """Whole unknowns from 0, and what is published about them as linear equations."""

    def __init__(self):
        self.names, self.rows = {}, []

    def say(self, terms, low, high):
        self.rows.append(
            ({self.names.setdefault(k, len(self.names)): v for k, v in terms}, low, high)
        )

    def equal(self, terms, value):
        self.say(terms, value, value)

    def range_of(self, name):
        """The least and the greatest value of an unknown that all equations allow."""
        if name not in self.names:
            return 0, np.inf
        matrix = np.zeros((len(self.rows), len(self.names)))
        for row, (terms, _, _) in zip(matrix, self.rows, strict=True):
            for place, coefficient in terms.items():
                row[place] += coefficient
        limits = LinearConstraint(
            matrix, [low for _, low, _ in self.rows], [high for _, _, high in self.rows]
        )
        aim = np.zeros(len(self.names))
        aim[self.names[name]] = 1
        ends = []
        for sign in (1, -1):
            solved = milp(sign * aim, constraints=limits, integrality=np.ones(len(aim)))
            assert solved.status == 0, solved.message
            ends.append(round(solved.x[self.names[name]]))
        return tuple(ends)


def published(report, cohort, side, pairs):
    """All that a reader of the audit and of the run's other files can write down.

    Unknowns: ("size", group as in the roster), ("able", shown group, topic) and ("taken",
    shown group, topic), where topic "" is all of them.
    """
    sums = Sums()
    attributes = read_attributes(cohort.roster)
    paired, topics = Paired.of(cohort, pairs), Topics.of(cohort)
    people = paired.people(side)
    groups = attributes["gender"]
    true = Counter(groups.get(p.id, NOT_STATED) for p in people)
    sizes = {
        f.group: f.value for f in found(report, section="groups", side=side, attribute="gender")
    }
    for group, number in sizes.items():
        members = [g for g in true if g not in sizes] if group == POOLED else [group]
        sums.equal([(("size", g), 1) for g in members], number)
    sums.equal([(("size", g), 1) for g in true], len(people))
    if not sizes:
        return sums, true, sizes, []
    wanted = []
    every = topics.wanted if side == "junior" else topics.taught
    for key, name in {"": "", **topics.listed}.items():
        able = topics.qualified(side, key or None)
        figures = found(report, section="qualified", side=side, attribute="gender", subject=name)
        if not figures:
            assert not able.any()
            continue
        # `rmatch check` tells how many can teach a topic, and how many want it.
        sums.equal([(("able", g, name), 1) for g in sizes], int(able.sum()))
        about = np.array([not key or topic == key for topic in paired.primary], dtype=bool)
        given = about.sum() if key else np.count_nonzero(able & (paired.load(side) > 0))
        sums.equal([(("taken", g, name), 1) for g in sizes], int(given))
        rates = {
            f.group: f
            for f in found(report, measure="rate", side=side, attribute="gender", subject=name)
        }
        for figure in figures:
            group = figure.group
            sums.say([(("able", group, name), 1)], 0, sizes[group])
            if key:
                sums.say([(("able", group, ""), 1), (("able", group, name), -1)], 0, np.inf)
            if figure.value is None:
                wanted.append(("able", group, name))
                continue
            sums.equal([(("able", group, name), 1)], figure.value)
            if group in rates and rates[group].value is not None:
                chosen = round(rates[group].value * figure.value)
                sums.equal([(("taken", group, name), 1)], chosen)
    if every <= topics.listed.keys():
        for group in sizes:
            terms = [(("able", group, name), 1) for name in topics.listed.values()]
            sums.say([*terms, (("able", group, ""), -1)], 0, np.inf)
    sums.equal([(("pairings", g), 1) for g in sizes], len(paired))
    listed_only = all(topic in topics.listed for topic in paired.primary)
    means = {f.group: f for f in found(report, measure="mean score", side=side)}
    for figure in found(report, measure="pairings", side=side, attribute="gender"):
        group = figure.group
        if figure.value is not None:
            sums.equal([(("pairings", group), 1)], figure.value)
        # Nobody has more than two pairings, and whoever has one is qualified for it.
        sums.say([(("taken", group, ""), 2), (("pairings", group), -1)], 0, np.inf)
        sums.say([(("able", group, ""), 1), (("taken", group, ""), -1)], 0, np.inf)
        if means[group].people is not None:
            sums.equal([(("taken", group, ""), 1)], means[group].people)
        terms = [(("taken", group, name), 1) for name in topics.listed.values()]
        sums.say(
            [(("pairings", group), 1), *((k, -v) for k, v in terms)],
            0,
            0 if listed_only else np.inf,
        )
        for name in topics.listed.values():
            sums.say([(("able", group, name), 2), (("taken", group, name), -1)], 0, np.inf)
    return sums, true, sizes, wanted


@pytest.mark.parametrize("seed", [*range(14), 38, 110])
@pytest.mark.parametrize("side", ["junior", "senior"])
def test_no_hidden_number_follows_from_all_that_is_published(seed, side):
    cohort, pairs = draw(seed)
    report = report_on(cohort, pairs)
    sums, true, sizes, wanted = published(report, cohort, side, pairs)
    assert all(size >= 5 for size in sizes.values())
    small = [("size", group) for group in true if group not in sizes]
    assert all(true[group] >= 5 for group in sizes if group != POOLED)
    for unknown in [*small, *wanted] if len(true) > 1 and len(sizes) != 1 else []:
        low, high = sums.range_of(unknown)
        # One that is hidden for another's sake may follow where it gives no small one away.
        assert low < high or low >= report.minimum, (unknown, low)


def test_the_drawn_reports_hide_and_show():
    shown = hid = pooled = 0
    for seed in range(25):
        report = report_on(*draw(seed))
        groups = found(report, section="qualified", attribute="gender")
        shown += sum(f.value is not None for f in groups)
        hid += sum(f.value is None for f in groups)
        pooled += len(found(report, group=POOLED, measure="people"))
    assert min(shown, hid, pooled) > 10


@pytest.mark.parametrize("seed", range(25))
def test_nothing_follows_by_subtraction(seed):
    """Of every row of cells none is hidden alone, and the hidden ones together are enough."""
    report = report_on(*draw(seed))
    rows = itertools.groupby(
        (f for f in report.figures if f.group),
        key=lambda f: (f.section, f.attribute, f.side, f.subject, f.measure),
    )
    for about, cells in rows:
        cells = list(cells)
        assert all(f.people is None or f.people >= report.minimum for f in cells)
        assert all((f.value is None) == bool(f.hidden) for f in cells)
        assert all(f.people is None for f in cells if f.hidden)
        if about[-1] == "ratio to the highest rate":
            continue  # the rates themselves are a row
        away = [f for f in cells if f.hidden]
        assert len(away) != 1 or len(cells) == 1, about
        if away and about[-1] == "qualified people":
            (whole,) = (
                f
                for f in found(report, section=about[0], side=about[2], subject=about[3])
                if not f.attribute
            )
            if whole.value is not None and len(away) < len(cells):
                assert whole.value - sum(f.value for f in cells if not f.hidden) >= 5


@pytest.mark.parametrize("minimum", [5, 9])
def test_every_figure_rests_on_the_minimum(minimum):
    cohort, pairs = draw(3)
    policy = cohort.policy.replaced(audit={"minimum": minimum})
    report = report_on(type(cohort).of(cohort.roster, policy), pairs)
    assert report.minimum == minimum
    numbers = [f.people for f in report.figures if f.people is not None]
    assert min(numbers) >= minimum


def test_a_small_group_is_not_even_named():
    rows = [junior(f"A{n}", gender="woman") for n in range(9)]
    rows += [junior(f"B{n}", gender="man") for n in range(8)]
    rows += [junior("C1", gender="third"), junior("C2", gender="third")]
    rows += [senior(f"S{n}", gender="woman") for n in range(9)]
    report = report_on(cohort_of(rows), [(f"A{n}", f"S{n}") for n in range(9)])
    assert "third" not in str(report)
    sizes = {f.group: f.value for f in found(report, section="groups", side="junior")}
    assert sizes == {"": 19, "woman": 9, POOLED: 10}
    note = (
        "gender, juniors: groups with fewer than 5 people are shown together, with the next "
        "larger one where even together they would be too few."
    )
    assert note in report.notes


def test_those_without_a_value_cannot_be_counted():
    """Everybody is paired, so the exact number behind a correlation would tell the blanks."""
    rows = [junior(f"J{n:02}", age=20 + n if n > 1 else "") for n in range(20)]
    rows += [senior(f"S{n:02}", age=50 + n) for n in range(20)]
    report = report_on(cohort_of(rows), [(f"J{n:02}", f"S{n:02}") for n in range(20)])
    sections = ("age", "association")
    figures = [f for f in report.figures if f.section in sections and f.side != "senior"]
    assert {f.people for f in figures} == {15}
