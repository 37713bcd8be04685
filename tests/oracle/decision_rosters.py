"""Seeded random decisions about random rosters, as the files that people hand in.

`decided_case(seed)` gives (roster text, policy, texts of decision files) that `decisions.read`
understands; whether they may be honoured, and whether the requirements can still be met, is left
to the oracle. `refused_case(seed)` goes on until the decisions are such as no run may honour.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from . import exact
from .check_decisions import FREE_TEXT
from .check_result import guard
from .decisions import FORBIDDING, HOLDING, NEVER, Decided, Key, Refused, read, refusals
from .reading import reference_finder, resolve
from .relaxations import Problem
from .requirement_rosters import draw_case, odder_case
from .rosters import Knobs, draw, draw_policy, to_csv
from .scorer import Oracle

Case = tuple[str, dict[str, Any], list[str]]
COLUMNS = ("junior_id", "senior_id", "decision", "override", "reason", "by")


def base_case(seed: int) -> tuple[str, dict[str, Any]]:
    """A roster and a policy, every second with requirements."""
    if seed % 4 == 1:
        return odder_case(seed)
    if seed % 2:
        return draw_case(seed)
    dice = random.Random(f"decided base {seed}")
    rows = draw(
        seed,
        juniors=dice.randint(2, 7),
        seniors=dice.randint(2, 7),
        both=dice.choice((0, 0, 1)),
        friction=dice.choice((0.2, 0.3, 0.6)),
        ties=dice.random() < 0.15,
    )
    policy = draw_policy(seed)
    policy["objective"] = dice.choice(("most-matched", "most-matched", "best-total", "fairest"))
    return to_csv(rows, seed), policy


def plain_case(seed: int) -> tuple[str, dict[str, Any]]:
    """A roster and a policy without requirements, with any objective and room for several."""
    dice = random.Random(f"vetoed {seed}")
    rows = draw(
        seed,
        juniors=dice.randint(3, 12),
        seniors=dice.randint(3, 12),
        friction=dice.choice((0.1, 0.3)),
        max_capacity=dice.choice((1, 2, 3)),
        ties=dice.random() < 0.3,
    )
    policy = draw_policy(seed)
    policy["objective"] = dice.choice(("most-matched", "best-total", "fairest"))
    return to_csv(rows, seed), policy


def decided_case(seed: int) -> Case:
    """Decisions that agree with one another; nearly all may be honoured."""
    dice = random.Random(f"decided {seed}")
    text, policy = base_case(seed)
    return text, policy, files(dice, text, drawn(dice, Oracle(text, policy)))


def dense_case(seed: int) -> Case:
    """A decision about nearly every other pair, many of them overriding, several a person."""
    dice = random.Random(f"dense {seed}")
    text, policy = base_case(seed)
    oracle = Oracle(text, policy)
    decisions: dict[Key, Decided] = {}
    for key, pair in oracle.pairs.items():
        if dice.random() < 0.3 and not pair.forbidden & {*NEVER}:
            holds = dice.random() < 0.5
            override = bool(pair.forbidden) or full(oracle, decisions, key) or dice.random() < 0.2
            decisions[key] = (
                Decided(dice.choice(HOLDING), override)
                if holds
                else Decided(dice.choice(FORBIDDING))
            )
    return text, policy, files(dice, text, decisions)


def larger_case(seed: int) -> Case:
    """Decisions about a roster beyond full enumeration, without requirements."""
    dice = random.Random(f"decided larger {seed}")
    knobs = Knobs(juniors=22, seniors=18, both=2, left_out=1, skills=8, friction=0.3)
    text, policy = to_csv(draw(seed, knobs), seed), draw_policy(seed)
    return text, policy, files(dice, text, drawn(dice, Oracle(text, policy)))


def refused_case(seed: int) -> Case:
    """Decisions of which one at least stands against what nobody can override, or has no leave."""
    for attempt in range(seed * 100, seed * 100 + 100):
        dice = random.Random(f"refused {attempt}")
        text, policy = base_case(attempt)
        try:
            oracle = Oracle(text, policy)
        except ValueError:  # the weights leave nothing to score by
            continue
        decisions = drawn(dice, oracle)
        if not spoil(dice, oracle, decisions, seed % 5):
            continue
        found = files(dice, text, decisions)
        if seed % 5 == 4:
            found.append(contradiction(dice, decisions))
        if refused(text, policy, found):
            return text, policy, found
    raise ValueError("nothing refused found")


def refused(text: str, policy: Mapping[str, Any], found: Sequence[str]) -> list[str]:
    """Why files may not be honoured; empty if they may."""
    try:
        return refusals(Oracle(text, policy, read(text, policy, found)))
    except Refused as why:
        return [str(why)]


def optimum_pairs(oracle: Oracle) -> list[Key]:
    """Some good pairings, without regard to requirements."""
    objective = str(oracle.policy.get("objective", "most-matched"))
    objective = "most-matched" if objective == "fairest" else objective
    _, places = exact.solve(oracle.tables(), objective, str(oracle.policy.get("fill", "needed")))
    return [(oracle.juniors[i].id, oracle.seniors[j].id) for i, j in places]


def drawn(dice: random.Random, oracle: Oracle) -> dict[Key, Decided]:
    """Decisions about pairings of the optimum and about any pairs."""
    best = optimum_pairs(oracle)
    found: dict[Key, Decided] = {}
    for key in best:
        if dice.random() < 0.3:
            found[key] = Decided(dice.choice(HOLDING), dice.random() < 0.1)
        elif dice.random() < 0.25:
            found[key] = Decided(dice.choice(FORBIDDING))
    keys = [key for key in oracle.pairs if key[0] != key[1]]
    for key in dice.sample(keys, min(len(keys), dice.choice((0, 0, 1, 2, 3)))):
        found.setdefault(key, Decided(dice.choice(FORBIDDING)))
    out = [one for one in oracle.left_out if one.role in ("junior", "both")]
    if out and dice.random() < 0.3:
        key = (dice.choice(out).id, dice.choice(oracle.seniors).id)
        found[key] = Decided(dice.choice(("accept", *FORBIDDING)))
    for key in dice.sample(keys, min(len(keys), dice.choice((0, 1, 1, 2)))):
        if key in found or oracle.pairs[key].forbidden & {*NEVER}:
            continue
        if not oracle.pairs[key].forbidden and dice.random() < 0.5:
            if not full(oracle, found, key):
                found[key] = Decided(dice.choice(HOLDING))
        elif sum(one.override for one in found.values()) < 2:
            found[key] = Decided(dice.choice(("lock", "lock", "accept")), True)
    return found


def full(oracle: Oracle, found: Mapping[Key, Decided], key: Key) -> bool:
    """Whether one of a pair has as many held pairings already as there is room for."""
    return any(
        sum(one.holds for other, one in found.items() if other[role] == key[role])
        >= oracle.person[key[role]].capacity
        for role in (0, 1)
    )


def spoil(dice: random.Random, oracle: Oracle, found: dict[Key, Decided], kind: int) -> bool:
    """Add what may not be honoured; whether there was such a thing."""
    keys = list(oracle.pairs)
    if kind == 0:
        chosen = [key for key in keys if oracle.pairs[key].forbidden & {*NEVER}]
        override = True
    elif kind == 1:
        chosen = [key for key in keys if oracle.pairs[key].forbidden]
        override = False
    elif kind == 2:
        chosen = [key for key in keys if key not in found and full(oracle, found, key)]
        override = False
    elif kind == 3:
        left = [one for one in oracle.left_out if one.role in ("junior", "both")]
        chosen = [(one.id, dice.choice(oracle.seniors).id) for one in left]
        override = True
    else:
        return bool(found)
    if chosen:
        word = "lock" if kind == 3 else dice.choice(HOLDING)
        found[dice.choice(chosen)] = Decided(word, override)
    return bool(chosen)


def contradiction(dice: random.Random, decisions: Mapping[Key, Decided]) -> str:
    """A file that says the opposite about a pair."""
    key = dice.choice(list(decisions))
    word = dice.choice(FORBIDDING if decisions[key].holds else HOLDING)
    return written(dice, [dict(zip(COLUMNS, (*map(guard, key), word), strict=False))])


# -- as files --------------------------------------------------------------------------------


def files(dice: random.Random, text: str, decisions: Mapping[Key, Decided]) -> list[str]:
    """One to three CSV files, with ids and words as people write them."""
    roster = list(csv.DictReader(io.StringIO(text, newline="")))
    rows = [row_of(dice, roster, key, one, k) for k, (key, one) in enumerate(decisions.items())]
    undecided = {"junior_id": "whoever", "senior_id": "whoever", "decision": ""}
    if not rows or dice.random() < 0.3:
        ids = [guard(row["id"].strip()) for row in dice.sample(roster, min(2, len(roster)))]
        rows.append(undecided | {"junior_id": ids[0], "senior_id": ids[-1]})
    rows += [row | {"reason": f"{FREE_TEXT} again"} for row in rows if dice.random() < 0.15]
    dice.shuffle(rows)
    parts = min(len(rows), dice.choice((1, 1, 2, 3)))
    return [written(dice, rows[k::parts]) for k in range(parts)]


def row_of(
    dice: random.Random, roster: Sequence[Mapping[str, str]], key: Key, one: Decided, k: int
) -> dict[str, str]:
    """A row of decisions.csv."""
    word = dice.choice((str, str, str.upper, str.title, " {} ".format))(one.decision)
    return {
        "junior_id": loose(dice, roster, key[0]),
        "senior_id": loose(dice, roster, key[1]),
        "decision": word,
        "override": dice.choice(("yes", "YES", "y", "true", "1", "x")) if one.override else "",
        "reason": dice.choice((f"{FREE_TEXT}-{k}", f'{FREE_TEXT} "no", she said\nand left', "")),
        "by": dice.choice(("", "qq-by", "Ann")),
    }


def loose(dice: random.Random, roster: Sequence[Mapping[str, str]], key: str) -> str:
    """An id as people write it: exactly, in another case, without zeros, or as the name."""
    ways = reference_finder([dict(row) for row in roster])
    names = [row.get("name") or "" for row in roster if row["id"].strip() == key]
    forms = [key, key, key, key.lower(), key.upper(), key.lstrip("0"), *names, *names]
    fitting = [form for form in forms if form.strip() and resolve(form.strip(), ways) == key]
    return guard(dice.choice(fitting or [key]))


def written(dice: random.Random, rows: Sequence[Mapping[str, str]]) -> str:
    """CSV as the page or a spreadsheet writes it."""
    columns = list(COLUMNS)
    if dice.random() < 0.5:
        dice.shuffle(columns)
    shown = dice.choice((str, str, str.upper, lambda name: name.replace("_", " ").title()))
    out = io.StringIO(newline="")
    out.write(dice.choice(("", "", "\ufeff")))
    writer = csv.writer(out, lineterminator=dice.choice(("\r\n", "\n")))
    writer.writerow([shown(column) for column in columns])
    writer.writerows([[row.get(column, "") for column in columns] for row in rows])
    return out.getvalue()


def possible_case(draw_one: Callable[[int], Case], seed: int) -> Case:
    """Decisions of a kind that may be honoured, about requirements that can be met."""
    cases = (draw_one(seed * 100 + k) for k in range(100))
    return next(case for case in cases if not refused(*case) and feasible(*case))


def accept_all_but_one(pairs: Sequence[Key], left: Key) -> str:
    """The file that accepts every pairing but one, which it vetoes."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS[:3])
    writer.writerows([*map(guard, pair), "veto" if pair == left else "accept"] for pair in pairs)
    return out.getvalue()


def all_of(pairs: Sequence[Key], word: str) -> str:
    """A file that says one thing of pairs, and nothing of one more."""
    rows = [",".join((*map(guard, pair), word)) for pair in pairs]
    return "\n".join(["junior_id,senior_id,decision", *rows, "whoever,else,"]) + "\n"


def feasible(text: str, policy: Mapping[str, Any], found: Sequence[str]) -> bool:
    """Whether the requirements can be met under decisions that may be honoured."""
    return Problem(Oracle(text, policy, read(text, policy, found))).best() is not None
