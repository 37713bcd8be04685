"""Rechecks the requirements of a written result: kept, named, priced, and without a group.

Names are looked up loosely where the specification leaves them open; figures are not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from .reading import fold, skill_key
from .relaxations import Problem, Value
from .requirements import SENSITIVE, Key
from .scorer import CONFIDENTIAL

HIDDEN = "not to be paired"


def discrepancies(
    problem: Problem, summary: Mapping[str, Any], chosen: Sequence[Key], *, priced: bool = False
) -> list[str]:
    """What is wrong with a result's requirements; `priced` asks for the prices of all."""
    check = RequirementCheck(problem, summary, chosen, priced)
    check.held()
    check.listed()
    check.discreet()
    if problem.small():
        check.cost()
        check.prices()
        check.rule_prices()
    return check.found


def compare(what: str, shown: Any, *expected: Mapping[str, float] | None) -> str:
    """What is wrong with a {people, points}: null or one of those expected."""
    if shown is None and None in expected:
        return ""
    fits = isinstance(shown, dict) and any(
        wanted is not None
        and all(
            key in shown and abs(float(shown[key]) - number) < 0.0051
            for key, number in wanted.items()
        )
        for wanted in expected
    )
    return "" if fits else f"{what}: {shown!r}, expected {expected[0]}"


class RequirementCheck:
    """One summary against one problem."""

    def __init__(
        self, problem: Problem, summary: Mapping[str, Any], chosen: Sequence[Key], priced: bool
    ) -> None:
        self.problem, self.summary, self.chosen, self.priced = problem, summary, chosen, priced
        self.demands = problem.demands
        self.found: list[str] = []
        self.entries: list[Mapping[str, Any]] = summary["requirements"]

    def say(self, text: str) -> None:
        self.found.append(text)

    def held(self) -> None:
        """Every requirement of the policy, on the pairings that were written."""
        for name, kept in self.demands.holds(self.chosen).items():
            if not kept:
                self.say(f"requirement {name!r} is broken")

    def name_of(self, shown: str) -> str | None:
        """The oracle's name of a requirement as a file shows it."""
        if shown in self.demands.names:
            return shown
        plain = fold(shown).replace("-", "_")
        fits = {
            "min_load": "min_load" in plain,
            "no_funnelling": "funnel" in plain,
            SENSITIVE: "sensitive_topics" in plain.replace(" ", "_") and "parity" not in plain,
            "load": plain == "load",
        } | {
            name: "parity" in plain
            and (
                fold(name).removeprefix("parity: ") in fold(shown)
                # In the policy's words, which may be an alias.
                or skill_key(shown.partition(":")[2], self.problem.oracle.policy) == topic
            )
            for topic in self.demands.topics
            if (name := self.demands.parity_name(topic))
        }
        return next((name for name, fit in fits.items() if fit), None)

    def listed(self) -> None:
        """Each requirement is shown and held."""
        shown = [self.name_of(str(entry["name"])) for entry in self.entries]
        for entry, name in zip(self.entries, shown, strict=True):
            if name is None:
                self.say(f"requirements: {entry['name']!r} is no requirement of the policy")
            if entry["holds"] is not True:
                self.say(f"requirements: {entry['name']!r} does not hold")
        # Reading: what can never be broken may be left out: a sensitive topic that nobody
        # teaches twice, parity of a topic that no two groups of five can teach.
        may_miss = {SENSITIVE} | {
            self.demands.parity_name(topic)
            for topic in self.demands.topics
            if self.demands.empty_parity(topic)
        }
        for name in self.demands.holds(self.chosen):
            if name not in may_miss and name not in shown:
                self.say(f"requirements: {name!r} is not listed")

    def discreet(self) -> None:
        """No row names the attribute or a group."""
        attribute = str(self.problem.oracle.policy.get("stereotypes", {}).get("attribute", ""))
        text = json.dumps(self.summary, ensure_ascii=False)
        words = [attribute, *(g for g in self.demands.groups if not g.startswith("band "))]
        for word in filter(None, words):
            if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE):
                self.say(f"summary.json: shows the attribute or group {word!r}")

    # -- what they cost ------------------------------------------------------------------------

    def difference(self, free: Value | None) -> dict[str, float] | None:
        """People and points of an optimum minus those of this policy's; people where a level."""
        bound = self.problem.best()
        if free is None or bound is None:
            return None
        points = round((free[-1] - bound[-1]) / 100, 2)
        return {"points": points} | ({"people": free[0] - bound[0]} if len(free) > 1 else {})

    def compare(self, what: str, shown: Any, *expected: Mapping[str, float] | None) -> None:
        """Record a {people, points} that is none of those expected."""
        if said := compare(what, shown, *expected):
            self.say(said)

    def cost(self) -> None:
        """What all requirements together cost."""
        if not self.entries:
            return
        # Reading: whether the sensitive topics' limit counts among them is left open.
        kept = [row for row in self.problem.rows if row.name == SENSITIVE]
        expected = [self.difference(self.problem.best(rows)) for rows in ([], kept)]
        self.compare("requirements_cost", self.summary.get("requirements_cost"), *expected)

    def prices(self) -> None:
        """The price of each requirement, where it is stated."""
        for entry in self.entries:
            name, price = self.name_of(str(entry["name"])), entry["price"]
            if price is None and not self.priced:
                continue
            if name is not None:
                expected = self.difference(self.problem.without(name))
                self.compare(f"price of {entry['name']!r}", price, expected)

    def rule_prices(self) -> None:
        """The price of each rule, where it is stated."""
        shown = self.summary.get("rule_prices") or self.summary.get("prices", {}).get("rules", {})
        if self.priced and not shown and self.problem.oracle.counts():
            self.say("rule_prices: none")
        for name, price in shown.items():
            rules = CONFIDENTIAL if name == HIDDEN else (name.replace(" ", "_"),)
            self.compare(
                f"price of the rule {name!r}",
                price,
                self.difference(self.problem.without_rules(rules)),
            )
