"""Decisions in a whole run: what is held and forbidden, against brute force; what is refused."""

import io
import random
from fractions import Fraction

import pandas as pd
import pytest

import rmatch
from rmatch import Policy, Roster, errors
from rmatch.cohort import Cohort
from rmatch.roster.decisions import Decision, Decisions

from .oracle import states
from .oracle.rosters import draw, to_csv

PEOPLE = pd.DataFrame(
    {
        "id": ["J1", "J2", "J3", "S1", "S2", "S3"],
        "role": ["junior"] * 3 + ["senior"] * 3,
        "skills": ["sql:5", "sql:4; ai:3", "ai:5", "", "", ""],
        "wants": ["", "", "", "sql:5", "sql:5; ai:4", "ai:5"],
        "manager_id": ["", "", "S3", "", "", ""],
        "avoids": ["", "S1", "", "", "", ""],
    }
)
OBJECTIVES = ("most-matched", "best-total", "fairest")


def decided(*decisions):
    """Decisions of (junior, senior, word[, override])."""
    found = [Decision(*one, file="d.csv", line=k + 2) for k, one in enumerate(decisions)]
    return Decisions(tuple(sorted(found, key=lambda d: (d.senior_id, d.junior_id))))


def paired(*decisions, people=PEOPLE, **policy):
    chosen = Policy(**policy)
    roster = Roster.from_frame(people, policy=chosen)
    return rmatch.pair(roster, policy=chosen, decisions=decided(*decisions))


def pairs(matching):
    return {(row.junior_id, row.senior_id) for row in matching.pairing_rows}


def refusals(*decisions, people=PEOPLE, **policy):
    with pytest.raises(errors.DecisionsError) as caught:
        paired(*decisions, people=people, **policy)
    assert caught.value.exit_code == 3
    return [(p.code, p.line) for p in caught.value.problems], str(caught.value)


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("word", ["veto", "change", "declined"])
def test_a_forbidden_pair_is_not_made_and_the_rule_counts_it(objective, word):
    free = paired(objective=objective)
    junior, senior = sorted(pairs(free))[0]
    matching = paired((junior, senior, word), objective=objective)
    assert (junior, senior) not in pairs(matching)
    before = free.summary["rules"]["not to be paired"]
    assert matching.summary["rules"]["not to be paired"] == before + 1


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize(("word", "column"), [("accept", "kept"), ("lock", "locked")])
def test_a_held_pairing_is_made_and_marked(objective, word, column):
    assert ("J2", "S2") not in pairs(paired(objective=objective, weights={"skill_gap": 1}))
    matching = paired(("J2", "S2", word), objective=objective)
    frame = matching.pairings.set_index(["junior_id", "senior_id"])
    assert frame.loc[("J2", "S2"), column] == "yes"
    assert (frame.drop(index=("J2", "S2"))[["kept", "locked"]] == "").all(axis=None)


def test_a_rule_stands_against_a_lock_until_it_is_overridden():
    # J1 teaches no ai, J3 reports to S3.
    people = PEOPLE.assign(capacity=["", "", "", "", "", "2"])
    found, text = refusals(("J1", "S3", "lock"), ("J3", "S3", "accept"), people=people)
    assert found == [("held-against-rule", 2), ("held-against-rule", 3)]
    assert "d.csv, line 2: 'J1' with 'S3' is locked, but the rule no_topic forbids it." in text
    assert "'J3' with 'S3' is accepted, but the rule reporting_line forbids it" in text
    assert "write yes in its override column" in text
    matching = paired(("J1", "S3", "lock", True))
    assert ("J1", "S3") in pairs(matching)
    assert matching.summary["status"] == "optimal"


def test_nothing_overrides_a_wish_and_no_message_tells_whose():
    for override in (False, True):
        found, text = refusals(("J2", "S1", "lock", override))
        assert found == [("held-against-rule", 2)]
        assert "but the two are not to be paired" in text
        assert "avoids" not in text
        assert "override column" not in text


def test_a_lock_overrides_a_succession_in_silence():
    people = PEOPLE.assign(successor_of=["", "", "", "", "J2", ""])
    _, text = refusals(("J2", "S2", "lock"), people=people)
    assert "not to be paired" in text
    assert "override column" not in text
    assert ("J2", "S2") in pairs(paired(("J2", "S2", "lock", True), people=people))


def test_capacity_stands_against_a_second_lock_until_one_says_override():
    both = ("J2", "S2", "lock"), ("J2", "S3", "lock")
    found, text = refusals(*both)
    assert found == [("held-above-capacity", 3)]
    assert "2 pairings are held for 'J2', whose capacity as junior is 1" in text
    matching = paired(both[0], (*both[1], True))
    assert {("J2", "S2"), ("J2", "S3")} <= pairs(matching)
    none = PEOPLE.assign(capacity=["0", "", "", "", "", ""])
    found, text = refusals(("J1", "S1", "accept"), people=none)
    assert found == [("held-above-capacity", 2)]
    assert "the pairing is held for 'J1', whose capacity as junior is 0" in text
    assert ("J1", "S1") in pairs(paired(("J1", "S1", "accept", True), people=none))


def test_a_place_that_only_an_override_gives_asks_nobody_for_a_least_load():
    people = """\
id,role,level,skills,wants,capacity,min_load
J1,junior,1,b:4,,0,0
J2,junior,1,b:4,,1,0
S1,senior,3,,a:4,2,2
S2,senior,3,,b:4,1,0
"""
    roster = Roster.from_frame(pd.read_csv(io.StringIO(people), dtype=str).fillna(""))
    matching = rmatch.pair(roster, decisions=decided(("J1", "S1", "lock", True)))
    assert pairs(matching) == {("J1", "S1"), ("J2", "S2")}
    odd = {one["code"]: one["ids"] for one in matching.summary["warnings"]}
    assert odd["load-not-asked"] == ["S1"]


def test_two_locks_on_sensitive_topics_are_refused():
    people = PEOPLE.assign(
        skills=["menopause:5", "", "", "", "", ""],
        offers=["menopause", "", "", "", "", ""],
        wants=["", "", "", "menopause:4", "menopause:4", ""],
        capacity=["2", "", "", "", "", ""],
    )
    found, text = refusals(("J1", "S1", "lock", True), ("J1", "S2", "lock", True), people=people)
    assert found == [("held-sensitive", 3)]
    assert "menopause" not in text


def test_somebody_locked_must_take_part_and_somebody_accepted_may_have_left():
    people = PEOPLE.assign(participate=["yes", "", "yes", "yes", "yes", "yes"])
    found, text = refusals(("J2", "S2", "lock", True), people=people)
    assert found == [("locked-without-consent", 2)]
    assert "but 'J2' does not take part as junior" in text
    assert all(j != "J2" for j, _ in pairs(paired(("J2", "S2", "accept"), people=people)))


def test_the_hungarian_method_takes_locks_but_where_places_are_left():
    assert ("J2", "S2") in pairs(paired(("J2", "S2", "lock"), solver="hungarian"))
    # J2 alone has places, two of them, and teaches S1 and S2 more than S3.
    people = PEOPLE.assign(
        avoids="",
        wants=["", "", "", "sql:5", "sql:5", "ai:5"],
        capacity=["0", "2", "0", "", "", ""],
    )
    for solver in ("hungarian", "flow"):
        with pytest.raises(errors.SolverRefusedError, match="pairings that decisions hold"):
            paired(("J2", "S3", "lock"), people=people, solver=solver, objective="best-total")
    matching = paired(("J2", "S3", "lock"), people=people, objective="best-total")
    assert ("J2", "S3") in pairs(matching)
    assert matching.summary["status"] == "optimal"


def random_decisions(dice, cohort, objective):
    """Some decisions that can be kept, and the pairs that the oracle takes them for."""
    n, m = cohort.legal.shape
    cells = [(i, j) for i in range(n) for j in range(m)]
    dice.shuffle(cells)
    loads, made, held, vetoed = ([0] * n, [0] * m), [], [], []
    secret = [0] * n
    for i, j in cells[: dice.randint(0, 6)]:
        why = set(cohort.rules.why(i, j, int(cohort.score[i, j])))
        people = cohort.juniors[i].id, cohort.seniors[j].id
        topics = {topic.key for topic in cohort.scorer.topics(i, j)}
        sensitive = bool(topics & cohort.roster.sensitive)
        if dice.random() < 0.4:
            made.append((*people, dice.choice(("veto", "change", "declined"))))
            vetoed.append((i, j))
            continue
        above = loads[0][i] >= cohort.junior_capacity[i] or loads[1][j] >= cohort.senior_capacity[j]
        if why & {"self", "avoids"} or (sensitive and secret[i]):
            continue
        override = bool(why) or above or dice.random() < 0.2
        made.append((*people, dice.choice(("accept", "lock")), override))
        held.append((i, j))
        secret[i] += sensitive
        loads[0][i] += 1
        loads[1][j] += 1
    return decided(*made), held, vetoed, loads


@pytest.mark.parametrize("seed", range(120))
def test_against_brute_force(seed):
    dice = random.Random(f"decided {seed}")
    objective, fill = dice.choice(OBJECTIVES), dice.choice(("needed", "full"))
    policy = Policy(objective=objective, fill=fill)
    rows = draw(seed, juniors=4, seniors=4, both=dice.choice((0, 1)), absent=False)
    roster = Roster.from_frame(pd.DataFrame(rows), policy=policy)
    plain = Cohort.of(roster, policy)
    decisions, held, vetoed, loads = random_decisions(dice, plain, objective)
    cohort = Cohort.of(roster, policy, decisions)
    legal = plain.legal.copy()
    for pair in vetoed:
        legal[pair] = False
    for pair in held:
        legal[pair] = True
    n, m = legal.shape
    capacities = [
        [max(int(c), load) for c, load in zip(side, loads[k], strict=True)]
        for k, side in enumerate((plain.junior_capacity, plain.senior_capacity))
    ]
    lines = [
        ([[Fraction(-((i, j) == pair)) for j in range(m)] for i in range(n)], Fraction(-1))
        for pair in held
    ]
    secret = plain.scorer.sensitive_pairs(roster.sensitive)
    lines += [
        (
            [[Fraction(int(k == i and secret[i, j])) for j in range(m)] for k in range(n)],
            Fraction(1),
        )
        for i in range(n)
        if (secret & legal)[i].sum() > 1
    ]
    best = states.solve(
        plain.score.tolist(), legal.tolist(), *capacities, objective, fill, lines=lines
    )
    found = rmatch.pair(roster, policy=policy, decisions=decisions)
    chosen = set(found.solved.pairs)
    assert set(held) <= chosen
    assert not chosen & set(vetoed)
    value = list(found.solved.assignment.value)
    if objective == "fairest":
        value.insert(-1, tuple(found.solved.assignment.best_scores.tolist()))
    assert found.solved.assignment.status == "optimal"
    assert tuple(value) == tuple(best.value)
    assert cohort.held == found.solved.cohort.held


def test_rows_in_any_order_give_the_same_pairings(tmp_path):
    rows = draw(3, juniors=6, seniors=6, absent=False)
    first = Roster.from_frame(pd.DataFrame(rows))
    again = Roster.from_frame(pd.DataFrame(rows[::-1]))
    free = sorted(pairs(rmatch.pair(first)))
    made = decided((*free[0], "veto"), (*free[1], "accept"))
    assert pairs(rmatch.pair(first, decisions=made)) == pairs(rmatch.pair(again, decisions=made))
    assert to_csv(rows)
