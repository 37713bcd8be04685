"""A plain writer of result folders, from the oracle alone: the checker is tried on it."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from . import exact
from .check_decisions import DecisionCheck
from .check_result import PAIRINGS, SECRET, UNMATCHED, guard, points, quantile
from .decisions import Decided, Key, read, without
from .reading import OraclePerson
from .relaxations import Problem
from .scorer import Oracle, Topic, shown_rules


def write(
    text: str, policy: Mapping[str, Any], folder: Path, decisions: Sequence[str] = ()
) -> None:
    """Solve a roster and write pairings.csv, unmatched.csv and summary.json."""
    Reference(text, policy, read(text, policy, decisions)).write(folder)


class Reference:
    """One solved roster."""

    def __init__(
        self, text: str, policy: Mapping[str, Any], decisions: Mapping[Key, Decided]
    ) -> None:
        self.text = text
        self.oracle = Oracle(text, policy, decisions)
        self.problem = Problem(self.oracle)
        self.objective = policy.get("objective", "most-matched")
        self.fill = policy.get("fill", "needed")
        self.value, pairs = self.solve(self.objective)
        juniors, seniors = self.oracle.juniors, self.oracle.seniors
        ends = [(seniors[j].id, juniors[i].id) for i, j in pairs]
        self.chosen = [(junior, senior) for senior, junior in sorted(ends)]

    def solve(self, objective: str) -> tuple[tuple[Any, ...], list[tuple[int, int]]]:
        if self.problem.small() and (self.problem.rows or objective == "fairest"):
            found = self.problem.solve(objective=objective)
            if found is None:
                raise exact.Infeasible
            return found.value, found.pairs
        lines = [self.problem.line(row) for row in self.problem.rows]
        held = self.oracle.held_places()
        return exact.solve(self.oracle.tables(), objective, self.fill, lines, held)

    def write(self, folder: Path) -> None:
        for name, columns, rows in (
            ("pairings.csv", PAIRINGS, [self.pairing(key) for key in self.chosen]),
            ("unmatched.csv", UNMATCHED, self.unmatched()),
        ):
            with (folder / name).open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, columns, restval="")
                writer.writeheader()
                writer.writerows(rows)
        (folder / "summary.json").write_text(json.dumps(self.summary()), "utf-8")

    def pairing(self, key: tuple[str, str]) -> dict[str, str]:
        pair = self.oracle.pairs[key]
        junior, senior = (self.oracle.person[one] for one in key)
        best = max(self.legal(1, senior.id).values())
        return {
            "junior_id": guard(junior.id),
            "junior_name": guard(junior.name),
            "senior_id": guard(senior.id),
            "senior_name": guard(senior.name),
            "score": points(pair.score),
            "best_share": f"{100 * pair.score / best:.1f}" if best else "",
            "topics": guard("; ".join(self.spoken(topic) for topic in pair.topics)),
            **{name: points(part) for name, part in pair.parts.items()},
            "kept": "yes" if self.word(key) == "accept" else "",
            "locked": "yes" if self.word(key) == "lock" else "",
        }

    def word(self, key: Key) -> str:
        """What was decided about a pair that is held."""
        return self.oracle.held[key].decision if key in self.oracle.held else ""

    def spoken(self, topic: Topic) -> str:
        """A topic as every file may show it."""
        return SECRET if self.oracle.sensitive(topic.key) else topic.spellings[0]

    def legal(self, role: int, key: str) -> dict[str, int]:
        """The other ends of somebody's legal pairs and their scores."""
        pairs = self.oracle.pairs.items()
        return {k[1 - role]: p.score for k, p in pairs if k[role] == key and not p.forbidden}

    def unmatched(self) -> list[dict[str, str]]:
        paired = {(role, key[role]) for key in self.chosen for role in (0, 1)}
        rows = []
        for one in sorted(self.oracle.people, key=lambda one: one.id):
            roles = [
                role
                for role, people in enumerate((self.oracle.juniors, self.oracle.seniors))
                if one in people
            ]
            row = {"id": guard(one.id), "name": guard(one.name), "role": one.role}
            if not one.participates:
                reason = "did not agree to take part"
                rows.append(row | {"status": "left out", "reason": reason})
            elif not any((role, one.id) in paired for role in roles):
                rows.append(row | {"status": "unmatched"} | self.why(one, roles))
        return rows

    def why(self, one: OraclePerson, roles: list[int]) -> dict[str, str]:
        role = max(roles, key=lambda role: len(self.legal(role, one.id)))
        legal = self.legal(role, one.id)
        if legal:
            nearest = max(legal, key=lambda key: legal[key])
            return {"reason": f"no place left ({len(legal)} legal partners)", "nearest": nearest}
        if role == 0 and not any(self.oracle.teach(one, key) for key in one.skills):
            return {"reason": "nothing to teach"}
        if role == 1 and not self.oracle.open_wants(one):
            return {"reason": "nothing to learn"}
        counts: dict[str, int] = {}
        for key, pair in self.oracle.pairs.items():
            for name in shown_rules(pair.forbidden) if key[role] == one.id else ():
                counts[name] = counts.get(name, 0) + 1
        return {"reason": f"no legal partner {counts}"}

    def summary(self) -> dict[str, Any]:
        oracle = self.oracle
        scores = [oracle.pairs[key].score for key in self.chosen]
        shown = [self.shown(level) for level in self.value[:-1]] + [self.value[-1] / 100]
        other = "best-total" if self.objective == "most-matched" else "most-matched"
        others = self.solve(other)[0]
        figures = {"mean": Fraction(sum(scores), len(scores) or 1), "total": Fraction(sum(scores))}
        for name, share in {"min": "0", "p10": "1/10", "median": "1/2", "max": "1"}.items():
            figures[name] = quantile(scores, Fraction(share)) if scores else Fraction(0)
        return {
            "schema_version": 1,
            "status": "optimal",
            "solver": "reference",
            "objective": {
                "name": self.objective,
                "levels": self.levels(self.value),
                "value": shown,
                "bound": shown,
                "gap": 0.0,
            },
            "counts": {
                "juniors": len(oracle.juniors),
                "seniors": len(oracle.seniors),
                "pairings": len(self.chosen),
                "unmatched_juniors": len(oracle.juniors) - len({a for a, _ in self.chosen}),
                "unmatched_seniors": len(oracle.seniors) - len({b for _, b in self.chosen}),
                "left_out": len(oracle.left_out),
            },
            "score": {
                name: round(float(number) / 100, 2) if scores else None
                for name, number in figures.items()
            },
            "weak": sum(
                oracle.pairs[key].coverage < Fraction(1, 4) or not oracle.pairs[key].heaviest
                for key in self.chosen
            ),
            "other_objective": {
                "name": other,
                "levels": self.levels(others),
                "value": [*others[:-1], others[-1] / 100],
            },
            "blocking_pairs": sum(
                all(self.free_or_lower(role, key, score) for role in (0, 1))
                for key, score in self.legal_pairs().items()
                if key not in self.chosen
            ),
            "components": {name: self.component(name) for name in oracle.weights},
            "inactive": oracle.inactive,
            "rules": oracle.counts(),
            "requirements": [
                {"name": name, "holds": kept, "price": self.price(self.problem.without(name))}
                for name, kept in self.problem.demands.holds(self.chosen).items()
            ],
            "requirements_cost": self.price(self.problem.best([])),
            "rule_prices": {
                name: self.price(self.problem.without_rules([name]))
                for name in oracle.counts()
                if name != "not to be paired"
            },
            "warnings": [],
        } | ({"decisions": self.decisions()} if self.oracle.held else {})

    def decisions(self) -> dict[str, Any]:
        """What is held, and what decisions cost."""
        held = sorted(self.oracle.held, key=lambda key: (key[1], key[0]))
        return {
            "held": [
                {
                    "junior_id": key[0],
                    "senior_id": key[1],
                    "decision": self.word(key),
                    "overrides": shown_rules(self.oracle.pairs[key].overridden)
                    + ["capacity"] * (True in self.takes_more(key)),
                    "cost": self.price(self.under(without(self.oracle.decisions, [key]))),
                }
                for key in held
            ],
            "cost": self.price(self.under(without(self.oracle.decisions, list(self.oracle.held)))),
        }

    def takes_more(self, key: Key) -> set[bool]:
        """Whether a held pair takes a place beyond a capacity."""
        return DecisionCheck(self.text, self.problem, {}, self.chosen).takes_more(key)

    def under(self, decisions: Mapping[Key, Decided]) -> tuple[Any, ...] | None:
        """The optimum under other decisions."""
        return Problem(Oracle(self.text, self.oracle.policy, decisions)).best()

    def levels(self, value: tuple[Any, ...]) -> list[str]:
        """The names of a value's levels."""
        best = ["best_scores"] if any(isinstance(level, tuple) for level in value) else []
        counts = ["people", "pairings"][: len(value) - 1 - len(best)]
        return [*counts, *best, "points"]

    def shown(self, level: Any) -> Any:
        """A level as a summary shows it: the best scores in points, -1 for nobody."""
        if isinstance(level, tuple):
            return [score if score < 0 else score / 100 for score in level]
        return level

    def price(self, free: tuple[Any, ...] | None) -> dict[str, float] | None:
        """What an optimum without something has more."""
        if free is None:
            return None
        people = free[0] - self.value[0] if len(free) > 1 else 0
        return {"people": people, "points": (free[-1] - self.value[-1]) / 100}

    def legal_pairs(self) -> dict[tuple[str, str], int]:
        pairs = self.oracle.pairs.items()
        return {key: pair.score for key, pair in pairs if not pair.forbidden}

    def free_or_lower(self, role: int, key: tuple[str, str], score: int) -> bool:
        mine = [self.oracle.pairs[k].score for k in self.chosen if k[role] == key[role]]
        if len(mine) < self.oracle.room(role, self.oracle.person[key[role]]):
            return True
        return any(other < score for other in mine)

    def component(self, name: str) -> dict[str, Any]:
        parts = [self.oracle.pairs[key].parts[name] for key in self.chosen]
        mean = round(sum(parts) / len(parts) / 100, 2) if parts else None
        return {"weight": self.oracle.weights[name], "mean": mean}
