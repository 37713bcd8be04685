"""Seeded random rosters and policies with requirements, small enough for full enumeration.

`draw_case(seed)` gives (CSV text, policy). What can be met is not looked at: the oracle says
whether a case is feasible, and `infeasible_case` goes on until one is not.
"""

from __future__ import annotations

import csv
import io
import random
from typing import Any

from .reading import split_list
from .relaxations import Problem
from .requirements import Requirements
from .rosters import Knobs, draw, draw_policy, to_csv
from .scorer import Oracle

Rows = list[dict[str, str]]
SITES = ("Lyon", "Graz", "LYON ", "")
GROUPS = ("qq-gender-a", "qq-gender-b", "qq-gender-c")
BANDS = {"age": [30, 45]}


def draw_case(seed: int) -> tuple[str, dict[str, Any]]:
    """A roster and a policy with up to four limits, perhaps enforced parity, any objective."""
    dice = random.Random(f"case {seed}")
    rows, policy = (parity_rows if seed % 3 == 0 else limit_rows)(seed, dice)
    policy["objective"] = dice.choice(("most-matched", "best-total", "fairest", "fairest"))
    if dice.random() < 0.25:
        policy["fill"] = "full"
    oracle = Oracle(to_csv(rows, seed), policy)
    limits = [draw_limit(dice, oracle, k) for k in range(dice.choice((0, 1, 1, 2, 3, 4)))]
    if limits:
        policy["limits"] = limits
    return to_csv(rows, seed), policy


def odder_case(seed: int) -> tuple[str, dict[str, Any]]:
    """An ordinary case with blank groups, no places, loads that few can meet, odd topics."""
    dice = random.Random(f"odder {seed}")
    text, policy = draw_case(seed)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    for row in rows:
        for column in ("capacity", "min_load", "gender"):
            row.setdefault(column, "")
        if dice.random() < 0.2:
            row["gender"] = ""
        if dice.random() < 0.08:
            row |= {"capacity": "0", "min_load": ""}
        elif dice.random() < 0.25:
            row["min_load"] = str(dice.randint(0, int(row["capacity"] or 1)))
    topics = dice.sample(("menopause", "python", "SQL"), dice.choice((1, 2)))
    stereotypes = policy.setdefault("stereotypes", {})
    stereotypes |= {"topics": topics, "attribute": "gender"}
    stereotypes["mode"] = dice.choice(("enforce", "enforce", "audit"))
    if dice.random() < 0.3:
        stereotypes["sensitive"] = ["sql"]
    if dice.random() < 0.3:
        stereotypes["not_sensitive"] = ["menopause"]
    return to_csv(rows), policy


def larger_case(seed: int) -> tuple[str, dict[str, Any]]:
    """A feasible case beyond full enumeration, for the objectives of the integer programme."""
    for attempt in range(seed * 100, seed * 100 + 100):
        dice = random.Random(f"larger {attempt}")
        knobs = Knobs(juniors=24, seniors=18, both=2, left_out=1, skills=6, friction=0.3)
        rows = draw(attempt, knobs)
        for row in rows:
            row |= {"site": dice.choice(SITES), "gender": dice.choice(GROUPS[:2])}
        policy: dict[str, Any] = {"objective": dice.choice(("most-matched", "best-total"))}
        policy["stereotypes"] = {"topics": [dice.choice(all_skills(rows))], "attribute": "gender"}
        policy["stereotypes"]["mode"] = dice.choice(("audit", "enforce"))
        oracle = Oracle(to_csv(rows, attempt), policy)
        limits = [draw_limit(dice, oracle, k) for k in range(4)]
        for limit in limits:
            if not limit.get("share"):
                limit |= {end: 3 * limit[end] for end in ("min", "max") if end in limit}
        policy["limits"] = limits
        if Problem(Oracle(to_csv(rows, attempt), policy)).best() is not None:
            return to_csv(rows, attempt), policy
    raise ValueError("nothing feasible found")


def feasible_case(seed: int) -> tuple[str, dict[str, Any]]:
    """A case that some matching meets."""
    for attempt in range(seed * 100, seed * 100 + 100):
        text, policy = draw_case(attempt)
        if Problem(Oracle(text, policy)).best() is not None:
            return text, policy
    raise ValueError("nothing feasible found")


def infeasible_case(seed: int) -> tuple[str, dict[str, Any]]:
    """A case that no matching meets: minimums are raised until there is none."""
    for attempt in range(seed * 1000, seed * 1000 + 1000):
        text, policy = draw_case(attempt)
        dice = random.Random(f"raised {attempt}")
        if dice.random() < 0.4:
            text = with_a_high_load(dice, text)
        if limits := [raised(dice, limit) for limit in policy.get("limits", ())]:
            policy["limits"] = limits
        problem = Problem(Oracle(text, policy))
        if problem.settings() and problem.best() is None:
            return text, policy
    raise ValueError("nothing infeasible found")


def conflicting_case(seed: int) -> tuple[str, dict[str, Any]]:
    """A case that no matching meets because of what avoids stereotypes (and of some limits)."""
    for attempt in range(seed * 1000, seed * 1000 + 1000):
        dice = random.Random(f"conflict {attempt}")
        rows, policy = parity_rows(attempt, dice)
        for row in rows:
            group = row["gender"] if dice.random() < 0.9 else GROUPS[0]
            row["team"] = {GROUPS[0]: "east", GROUPS[1]: "west"}.get(group, "")
        if dice.random() < 0.5:
            policy["stereotypes"] |= {"topics": policy["stereotypes"]["topics"][:1], "funnel": 1}
        policy["limits"] = team_limits(dice, policy["stereotypes"]["topics"])
        policy["objective"] = dice.choice(("most-matched", "best-total", "fairest"))
        text = to_csv(rows, attempt)
        problem = Problem(Oracle(text, policy))
        kept = [row for row in problem.rows if not row.setting.startswith("stereotypes")]
        alone = dice.random() < 0.3
        if problem.best() is None and (alone or problem.best(kept) is not None):
            return text, policy
    raise ValueError("nothing infeasible found")


def team_limits(dice: random.Random, topics: list[str]) -> list[dict[str, Any]]:
    """Limits that want more of one team than of the other."""
    one, other = dice.sample(("east", "west"), 2)
    some, many = dice.choice((2, 3, 4)), dice.choice((3, 4, 5))
    return dice.choice(
        (
            [
                {"junior": {"team": one}, "min": dice.choice((0.8, 0.9, 1)), "share": True},
                {"junior": {"team": ["east", "west"]}, "min": many},
            ],
            [
                {"junior": {"team": one}, "topic": topics, "min": some},
                {"junior": {"team": one}, "max": some},
            ],
            [
                {"junior": {"team": one}, "topic": topics[:1], "min": dice.choice((2, 3, 4))},
                {"junior": {"team": other}, "topic": topics[:1], "max": dice.choice((0, 0, 1))},
            ],
            [
                {"junior": {"team": one}, "topic": topics, "min": dice.choice((2, 3))},
                {"junior": {"team": other}, "min": 1, "max": dice.choice((1, 2))},
            ],
        )
    )


def raised(dice: random.Random, limit: dict[str, Any]) -> dict[str, Any]:
    """A limit with a higher minimum, if it has one."""
    limit = dict(limit)
    if "min" in limit:
        share = limit.get("share", False)
        limit["min"] = min(limit["min"] + 0.3, 1) if share else limit["min"] + dice.choice((2, 3))
        if limit.get("max", limit["min"]) < limit["min"]:
            del limit["max"]
    return limit


def with_a_high_load(dice: random.Random, text: str) -> str:
    """The roster with somebody who is to have two or three pairings at least."""
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    chosen = dice.choice(rows)
    for row in rows:
        row.setdefault("min_load", "")
    chosen |= {"capacity": "3", "min_load": dice.choice("23")}
    return to_csv(rows)


def limit_rows(seed: int, dice: random.Random) -> tuple[Rows, dict[str, Any]]:
    """An ordinary random roster with minimum loads, sites and three groups."""
    knobs = Knobs(
        juniors=dice.randint(2, 6),
        seniors=dice.randint(2, 5),
        both=dice.choice((0, 0, 1)),
        left_out=dice.choice((0, 1)),
        max_capacity=dice.choice((1, 2, 2, 3)),
        skills=dice.choice((3, 4, 6)),
        friction=0.3,
        sensitive=dice.random() < 0.5,
        ties=dice.random() < 0.2,
    )
    rows = draw(seed, knobs)
    policy = draw_policy(seed)
    policy.get("rules", {}).pop("min_shared_minutes", None)
    if "weights" in policy:
        policy["weights"]["skill_gap"] = policy["weights"]["skill_gap"] or 1
    for row in rows:
        row |= {"site": dice.choice(SITES), "gender": dice.choice(GROUPS)}
        if knobs.sensitive and dice.random() < 0.7:
            lived_experience(dice, row)
    if dice.random() < 0.4:
        policy["stereotypes"] = {"topics": [dice.choice(all_skills(rows))], "attribute": "gender"}
        policy["stereotypes"]["mode"] = dice.choice(("enforce", "audit"))
    # Only people with legal partners enough are given a least number of pairings.
    oracle = Oracle(to_csv(rows), policy)
    tables = [row | {"min_load": ""} for row in rows]
    for row in tables:
        own = row["id"].strip()
        for role, people in enumerate((oracle.juniors, oracle.seniors)):
            if own in {one.id for one in people} and dice.random() < 0.2:
                legal = sum(k[role] == own and not p.forbidden for k, p in oracle.pairs.items())
                most = min(legal, oracle.person[own].capacity)
                row["min_load"] = str(dice.randint(0, most)) if row["role"] != "both" else ""
    return (tables if dice.random() < 0.7 else rows), policy


def lived_experience(dice: random.Random, row: dict[str, str]) -> None:
    """Somebody who would take several sensitive pairings, or wants one."""
    if row["role"] in ("junior", "Junior", "mentor"):
        row["skills"] = f"menopause:5; python:{dice.choice('45')}"
        row["offers"] = "python; menopause" if dice.random() < 0.8 else ""
        row["capacity"] = dice.choice("23")
    elif row["role"] != "both":
        row["wants"] = dice.choice(("menopause:4", "python:4; menopause:3*0.5", "python:5*2"))


def all_skills(rows: Rows) -> list[str]:
    """Every wanted skill as somebody spells it, without level and weight."""
    items = [item for row in rows for item in split_list(row.get("wants", ""))]
    names = {item.partition("*")[0].rpartition(":")[0].strip() for item in items if ":" in item}
    return sorted(name for name in names if name) or ["python"]


def parity_rows(seed: int, dice: random.Random) -> tuple[Rows, dict[str, Any]]:
    """Two or three groups, five juniors in two of them, whose topics follow the group."""
    sizes = [5, dice.choice((5, 5, 6)), dice.choice((0, 0, 1))]
    topics = dice.sample(("python", "social media", "sql", "podcasting"), 3)
    banded = dice.random() < 0.5
    rows: Rows = []
    for group, size in enumerate(sizes):
        for _ in range(size):
            strong = dice.random() < 0.8
            skills = [
                f"{topic}:{dice.choice((4, 5) if strong and k == group % 2 else (2, 3))}"
                for k, topic in enumerate(topics)
                if k < 2 or dice.random() < 0.4
            ]
            rows.append(
                {
                    "id": f"J{len(rows):02}",
                    "role": "junior",
                    "skills": "; ".join(skills),
                    "wants": "",
                    "department": dice.choice(("Sales", "Sales/EMEA", "IT", "HR")),
                    "site": dice.choice(SITES),
                    "capacity": dice.choice(("1", "1", "2")),
                    "gender": GROUPS[group],
                    "age": str(dice.choice(((24, 29), (30, 44), (45, 61))[group])),
                }
            )
    for _ in range(dice.choice((3, 4)) if len(rows) < 12 else 3):
        chosen = dice.sample(topics, dice.randint(1, 2))
        if dice.random() < 0.6 and topics[0] not in chosen:
            chosen[0] = topics[0]
        wanted = (f"{t}:{dice.choice('345')}*{dice.choice((1, 2, 3))}" for t in chosen)
        rows.append(
            {
                "id": f"S{len(rows):02}",
                "role": "senior",
                "skills": dice.choice(("", f"{topics[1]}:2")),
                "wants": "; ".join(wanted),
                "department": dice.choice(("Sales", "IT", "Finance")),
                "site": dice.choice(SITES),
                "capacity": dice.choice(("1", "2", "2", "3")),
                "gender": "",
                "age": "",
            }
        )
    dice.shuffle(rows)
    stereotypes: dict[str, Any] = {
        "topics": topics[: dice.choice((1, 2))],
        "attribute": "age" if banded else "gender",
        "mode": "enforce",
    }
    for key, values in {
        "ratio": (0.8, 0.9, 1),
        "funnel": (1.25, 1, 1.1),
        "load_tolerance": (0.25, 0, 0.1),
    }.items():
        if dice.random() < 0.4:
            stereotypes[key] = dice.choice(values)
    policy: dict[str, Any] = {"stereotypes": stereotypes}
    if banded:
        policy["audit"] = {"bands": BANDS}
    return rows, policy


def draw_limit(dice: random.Random, oracle: Oracle, k: int) -> dict[str, Any]:
    """A limit about what the roster holds."""
    limit: dict[str, Any] = {"name": f"rule no. {k + 1}"} if dice.random() < 0.7 else {}
    for _ in range(dice.choice((1, 1, 2))):
        limit |= condition(dice, oracle)
    share = dice.random() < 0.35
    if share:
        limit["share"] = True
    kind = dice.choice(("max", "max", "min", "both"))
    if kind != "max":
        limit["min"] = dice.choice((0.1, 0.25, 0.333)) if share else dice.choice((1, 1, 2))
    if kind != "min":
        limit["max"] = dice.choice((0.34, 0.5, 0.6)) if share else dice.choice((0, 1, 2))
        if limit["max"] < limit.get("min", 0):
            limit["max"] = limit["min"]
    return limit


def condition(dice: random.Random, oracle: Oracle) -> dict[str, Any]:
    """One condition of a limit."""
    primary = sorted(t for t in Requirements(oracle).primary.values() if t)
    kinds = ["same", "different", "filter", "filter", "list"] + ["topic"] * bool(primary)
    kind = dice.choice(kinds)
    if kind == "topic":
        names = sorted({dice.choice(primary) for _ in range(dice.choice((1, 1, 2)))})
        return {"topic": [dice.choice((str, str.upper))(name) for name in names]}
    if kind in ("same", "different"):
        return {kind: dice.sample(("department", "site"), dice.choice((1, 1, 2)))}
    side = dice.choice(("junior", "senior"))
    people = oracle.juniors if side == "junior" else oracle.seniors
    one = dice.choice(people)
    values: dict[str, Any] = {"site": dice.choice(("Lyon", " graz"))}
    if one.department:
        values["department"] = "/".join(one.department[: dice.choice((1, 1, 2))])
    if one.level is not None:
        values["level"] = one.level
    if one.goals:
        values["goals"] = sorted(one.goals)[0]
    if one.skills:
        values["skills"] = sorted(one.skills)[0]
    if one.languages:
        values["languages"] = sorted(one.languages)[0]
    column = dice.choice(sorted(values))
    if kind == "list":
        other = {"level": 2, "site": "Graz"}.get(column, "IT")
        return {
            side: {
                column: [values[column], other]
                if column in ("site", "department", "level")
                else [values[column]]
            }
        }
    return {side: {column: values[column]}}
