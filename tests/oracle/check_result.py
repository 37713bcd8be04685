"""Recomputes everything checkable of a result folder of `rmatch pair` from the specification.

`check(csv_text, policy, folder, decisions=texts)` returns the discrepancies as text, none if all
is well. By hand: `python -m tests.oracle.check_result ROSTER.csv FOLDER [POLICY.toml]`, with
`-` for no policy before files of decisions.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import tomllib
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from . import brute, exact
from .check_decisions import DecisionCheck, indiscretions
from .check_requirements import discrepancies
from .decisions import read
from .reading import OraclePerson, fold
from .relaxations import Problem
from .scorer import CONFIDENTIAL, WEIGHTS, Oracle, Pair, shown_rules

PAIRINGS = [
    *("junior_id", "junior_name", "senior_id", "senior_name", "score", "best_share", "topics"),
    *WEIGHTS,
    *("kept", "locked", "reason"),
]
UNMATCHED = ["id", "name", "role", "status", "reason", "nearest"]
SECRET = "a sensitive topic"
UNSPOKEN = {*CONFIDENTIAL, "self", "reporting_line"}  # no advice proposes to change these


def check(
    text: str,
    policy: Mapping[str, Any],
    folder: str | Path,
    *,
    priced: bool = False,
    decisions: Sequence[str] = (),
) -> list[str]:
    """Every discrepancy between a result folder and the specification.

    `priced` says that the run was asked for prices, so that they have to be there; `decisions`
    are the texts of its files of decisions, which have to be such as a run may honour.
    """
    return Check(text, policy, Path(folder), priced, decisions).run()


def guard(text: str) -> str:
    """A CSV cell that no spreadsheet runs."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "'")) else text


def points(hundredths: int) -> str:
    """Points with two decimals."""
    return f"{hundredths // 100}.{hundredths % 100:02}"


def quantile(values: list[int], share: Fraction) -> Fraction:
    """The linear percentile of whole numbers."""
    place = share * (len(values) - 1)
    low = place.numerator // place.denominator
    high = min(low + 1, len(values) - 1)
    ordered = sorted(values)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


class Check:
    """One result folder against one roster and policy."""

    def __init__(
        self,
        text: str,
        policy: Mapping[str, Any],
        folder: Path,
        priced: bool = False,
        decisions: Sequence[str] = (),
    ) -> None:
        self.text = text
        self.oracle = Oracle(text, policy, read(text, policy, decisions))
        self.problem = Problem(self.oracle)
        self.priced = priced
        self.policy = policy
        self.folder = folder
        self.found: list[str] = []
        self.chosen: list[tuple[str, str]] = []
        self.optima: dict[tuple[str, tuple[int, str] | None], tuple[Any, ...] | None] = {}
        self.objective = str(policy.get("objective", "most-matched"))
        self.fill = str(policy.get("fill", "needed"))
        self.legal = {key: pair for key, pair in self.oracle.pairs.items() if not pair.forbidden}

    def run(self) -> list[str]:
        """Check file after file."""
        pairings = self.table("pairings.csv", PAIRINGS)
        unmatched = self.table("unmatched.csv", UNMATCHED)
        if pairings is None or unmatched is None:
            return self.found
        self.summary = json.loads((self.folder / "summary.json").read_text("utf-8"))
        self.check_pairings(pairings)
        self.check_unmatched(unmatched)
        self.check_counts()
        self.check_objective()
        self.found += discrepancies(self.problem, self.summary, self.chosen, priced=self.priced)
        self.check_scores()
        self.check_rules()
        self.check_stability()
        self.found += DecisionCheck(self.text, self.problem, self.summary, self.chosen).run()
        self.check_discretion(pairings, unmatched)
        self.found += indiscretions(self.oracle, self.folder)
        return self.found

    def say(self, text: str) -> None:
        self.found.append(text)

    def same(self, what: str, got: Any, expected: Any) -> None:
        """Record a difference."""
        if got != expected:
            self.say(f"{what}: {got!r}, expected {expected!r}")

    def close(self, what: str, got: Any, expected: Fraction | None, within: float = 0.0051) -> None:
        """Record a difference beyond rounding; None goes with null."""
        if expected is None or got in (None, ""):
            self.same(what, got or None, expected)
        elif abs(float(got) - float(expected)) > within:
            self.say(f"{what}: {got}, expected {float(expected)}")

    def table(self, name: str, columns: list[str]) -> list[dict[str, str]] | None:
        """The rows of a CSV file of the result, apostrophes still in place."""
        with (self.folder / name).open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if list(rows.fieldnames or []) != columns:
                self.say(f"{name}: columns {rows.fieldnames}, expected {columns}")
                return None
            return list(rows)

    def person_by_cell(self, cell: str) -> OraclePerson | None:
        table = {guard(key): one for key, one in self.oracle.person.items()}
        if cell not in table:
            self.say(f"nobody has the id {cell!r}")
        return table.get(cell)

    # -- pairings.csv ----------------------------------------------------------------------

    def check_pairings(self, rows: list[dict[str, str]]) -> None:
        for row in rows:
            junior = self.person_by_cell(row["junior_id"])
            senior = self.person_by_cell(row["senior_id"])
            if junior is None or senior is None:
                continue
            key = (junior.id, senior.id)
            pair = self.oracle.pairs.get(key)
            if pair is None:
                self.say(f"{key}: they do not take part in these roles")
                continue
            if pair.forbidden:
                self.say(f"{key}: forbidden by {sorted(pair.forbidden)}")
            self.chosen.append(key)
            self.same(f"{key} junior_name", row["junior_name"], guard(junior.name))
            self.same(f"{key} senior_name", row["senior_name"], guard(senior.name))
            self.check_points(key, pair, row)
            self.check_topics(key, pair, row["topics"])
            decided = self.oracle.held.get(key)
            for column, word in (("kept", "accept"), ("locked", "lock")):
                expected = "yes" if decided and decided.decision == word else ""
                self.same(f"{key} {column}", row[column], expected)
        order = [(senior, junior) for junior, senior in self.chosen]
        self.same("order of pairings.csv", order, sorted(order))
        self.same("pairs given twice", len(self.chosen), len(set(self.chosen)))
        for role, people in enumerate((self.oracle.juniors, self.oracle.seniors)):
            for one in people:
                room = self.oracle.room(role, one)
                if self.load(role, one.id) > room:
                    self.say(f"{one.id}: {self.load(role, one.id)} pairings, room {room}")

    def load(self, role: int, key: str) -> int:
        """How many pairings somebody has as junior (0) or senior (1)."""
        return sum(pair[role] == key for pair in self.chosen)

    def check_points(self, key: tuple[str, str], pair: Pair, row: Mapping[str, str]) -> None:
        self.same(f"{key} score", row["score"], points(pair.score))
        for name in WEIGHTS:
            expected = points(pair.parts[name]) if name in pair.parts else ""
            self.same(f"{key} {name}", row[name], expected)
        best = max((self.legal[k].score for k in self.legal if k[1] == key[1]), default=0)
        if best:
            shown = row["best_share"].rstrip("%")
            decimals = len(shown.partition(".")[2])
            share = Fraction(100 * pair.score, best)
            self.close(f"{key} best_share", shown, share, 0.51 * 10**-decimals)

    def check_topics(self, key: tuple[str, str], pair: Pair, cell: str) -> None:
        sensitive = self.oracle.sensitive
        expected = [
            {SECRET} if sensitive(topic.key) else set(topic.spellings) for topic in pair.topics
        ]
        plain = cell[1:] if guard(cell[1:]) == cell else cell
        self.same(f"{key} topics are guarded", guard(plain), cell)
        shown = plain.split("; ") if plain else []
        if len(shown) != len(expected) or any(
            name not in names for name, names in zip(shown, expected, strict=True)
        ):
            once = [names for k, names in enumerate(expected) if names not in expected[:k]]
            if shown != [min(names) for names in once]:
                self.say(f"{key} topics: {cell!r}, expected {[sorted(x) for x in expected]}")

    # -- unmatched.csv ---------------------------------------------------------------------

    def check_unmatched(self, rows: list[dict[str, str]]) -> None:
        expected = {one.id for one in self.oracle.left_out}
        for one in self.oracle.people:
            roles = self.roles(one)
            if roles and not any(self.load(role, one.id) for role in roles):
                expected.add(one.id)
        listed = [self.person_by_cell(row["id"]) for row in rows]
        ids = [someone.id for someone in listed if someone is not None]
        self.same("who is in unmatched.csv", ids, sorted(expected))
        for someone, row in zip(listed, rows, strict=True):
            if someone is not None:
                self.same(f"{someone.id} name", row["name"], guard(someone.name))
                self.same(f"{someone.id} role", row["role"], someone.role)
                self.check_reason(someone, row)

    def roles(self, one: OraclePerson) -> list[int]:
        """0 for a participating junior, 1 for a senior."""
        if not one.participates:
            return []
        return [
            role for role, name in enumerate(("junior", "senior")) if one.role in (name, "both")
        ]

    def check_reason(self, one: OraclePerson, row: Mapping[str, str]) -> None:
        reason = row["reason"]
        if not one.participates:
            self.same(f"{one.id} status", row["status"], "left out")
            if not reason.startswith("did not agree to take part"):
                self.say(f"{one.id} reason: {reason!r}, expected 'did not agree to take part'")
            return
        self.same(f"{one.id} status", row["status"], "unmatched")
        wrong = [text for role in self.roles(one) if (text := self.reason(one, role, reason))]
        # Reading: somebody unpaired in both roles may be given the reason of either.
        if len(wrong) == len(self.roles(one)):
            self.say(f"{one.id} reason: {reason!r}, expected {' or '.join(wrong)}")
        self.check_nearest(one, row["nearest"])

    def options(self, one: OraclePerson, role: int) -> dict[str, Pair]:
        """The other side's people for somebody in a role."""
        return {
            key[1 - role]: pair for key, pair in self.oracle.pairs.items() if key[role] == one.id
        }

    def reason(self, one: OraclePerson, role: int, reason: str) -> str:
        """What the reason should be, if it is not that."""
        options = self.options(one, role)
        legal = [pair for pair in options.values() if not pair.forbidden]
        numbers = {int(number) for number in re.findall(r"\d+", reason)}
        nothing = ("nothing to teach", "nothing to learn")[role]
        can = (
            any(self.oracle.teach(one, key) for key in one.skills)
            if role == 0
            else bool(self.oracle.open_wants(one))
        )
        if not can and (not legal or nothing in reason):
            return "" if nothing in reason else nothing
        if not legal:
            counts: dict[str, int] = {}
            for pair in options.values():
                for name in shown_rules(pair.forbidden):
                    counts[name] = counts.get(name, 0) + 1
            right = "no legal partner" in reason and set(counts.values()) <= numbers
            return "" if right else f"no legal partner {counts}"
        if "no place left" not in reason or len(legal) not in numbers:
            return f"no place left ({len(legal)} legal partners)"
        return self.wrong_cost(one, role, reason)

    def wrong_cost(self, one: OraclePerson, role: int, reason: str) -> str:
        """Check "would cost P points or leave Q out" where brute force can."""
        if self.objective == "fairest":
            return ""  # Reading: in which unit a fairest run states a cost is left open
        forced = self.best(must=(role, one.id))
        free = self.best()
        if forced is None or free is None:
            return ""
        cost = re.search(r"costs? (at least )?(\d+\.\d\d|\d+) points?", reason)
        leave = re.search(r"leaves? (at least )?(\d+)", reason)
        total_only = self.objective == "best-total"
        fewer = 0 if total_only else free[0] - forced[0]
        # Reading: with requirements beyond pairs a cost may be absent, or a bound from below.
        for found in (cost, leave):
            if found and found.group(1) and not self.problem.rows:
                return f"an exact cost (values {free} and {forced})"
        if cost and (not fewer or not leave):
            paid = free[-1] - forced[-1]
            shown = round(float(cost.group(2)) * 100)
            if cost.group(1):
                if not fewer and free[:-1] == forced[:-1] and shown > paid:
                    return f"at most {points(abs(paid))} points (values {free} and {forced})"
            elif fewer or shown != paid:
                return f"a cost of {points(abs(paid))} points (values {free} and {forced})"
        if leave and not total_only:
            shown = int(leave.group(2))
            # Reading: Q may count those who go out, or how many fewer are in.
            if shown > fewer + 1 if leave.group(1) else shown not in (fewer, fewer + 1):
                return f"{fewer + 1} left out (values {free} and {forced})"
        return ""

    def check_nearest(self, one: OraclePerson, nearest: str) -> None:
        good = {
            key
            for role in self.roles(one)
            for key, pair in self.options(one, role).items()
            if len(shown_rules(pair.forbidden)) < 2 and not pair.forbidden & UNSPOKEN
        }
        if nearest and not any(key in nearest for key in good):
            self.say(f"{one.id} nearest: {nearest!r}, expected one of {sorted(good)}")
        legal = any(
            not pair.forbidden
            for role in self.roles(one)
            for pair in self.options(one, role).values()
        )
        if legal and not nearest:
            self.say(f"{one.id} nearest: empty, but there are legal partners")

    # -- summary.json ----------------------------------------------------------------------

    def check_counts(self) -> None:
        oracle = self.oracle
        expected = {
            "juniors": len(oracle.juniors),
            "seniors": len(oracle.seniors),
            "pairings": len(self.chosen),
            "unmatched_juniors": sum(self.load(0, one.id) == 0 for one in oracle.juniors),
            "unmatched_seniors": sum(self.load(1, one.id) == 0 for one in oracle.seniors),
            "left_out": len(oracle.left_out),
        }
        self.same("counts", self.summary["counts"], expected)

    def value(self) -> tuple[Any, ...]:
        """The objective of the pairings that were written."""
        juniors = {one.id: i for i, one in enumerate(self.oracle.juniors)}
        seniors = {one.id: j for j, one in enumerate(self.oracle.seniors)}
        chosen = [(juniors[a], seniors[b]) for a, b in self.chosen]
        return brute.value_of(self.oracle.tables()[0], chosen, self.objective, self.fill)

    def best(
        self, objective: str | None = None, must: tuple[int, str] | None = None
    ) -> tuple[Any, ...] | None:
        """The optimum, by brute force where it is quick, else by integer programme.

        None where neither applies (or, with somebody forced, where nothing can be done).
        """
        key = (objective or self.objective, must)
        if key not in self.optima:
            self.optima[key] = self.find_best(*key)
        return self.optima[key]

    def find_best(self, objective: str, must: tuple[int, str] | None) -> tuple[Any, ...] | None:
        juniors, seniors = self.oracle.juniors, self.oracle.seniors
        if self.problem.small() and (self.problem.rows or objective == "fairest"):
            return self.problem.best(objective=objective, must=must)
        if len(juniors) <= 7 and len(seniors) <= 7 and not self.problem.rows:
            forced = [
                [k for k, one in enumerate(people) if must == (role, one.id)]
                for role, people in enumerate((juniors, seniors))
            ]
            tables = self.oracle.tables()
            held = self.oracle.held_places()
            return brute.optimum(
                *tables,
                objective,
                self.fill,
                must_junior=forced[0],
                must_senior=forced[1],
                held=held,
            )
        if must or objective == "fairest":
            return None
        lines = [self.problem.line(row) for row in self.problem.rows]
        held = self.oracle.held_places()
        return exact.optimum(*self.oracle.tables(), objective, self.fill, lines, held)

    def levels(self, objective: str | None = None) -> list[str]:
        """The names of the objective's levels; the seniors' best scores are called as shown."""
        if (objective or self.objective) == "best-total":
            return ["points"]
        names = ["people"] if self.fill == "full" else ["people", "pairings"]
        if (objective or self.objective) == "fairest":
            names += self.summary["objective"]["levels"][len(names) : len(names) + 1]
        return [*names, "points"]

    def check_objective(self) -> None:
        shown = self.summary["objective"]
        self.same("status", self.summary["status"], "optimal")
        self.same("objective name", shown["name"], self.objective)
        self.same("objective levels", shown["levels"], self.levels())
        value = self.value()
        best = self.best()
        if best is not None or self.objective != "fairest":
            self.same("value of the pairings against the optimum", value, best)
        self.same("objective gap", float(shown["gap"]), 0.0)
        for key in ("value", "bound"):
            self.check_levels(f"objective {key}", shown[key], value)
        self.check_other()

    def check_levels(self, what: str, shown: list[Any], value: tuple[Any, ...]) -> None:
        """Compare an objective's levels with those of the written pairings; the last is points.

        Reading: the seniors' best scores may be a list of points (-1 for nobody), which is
        compared, or any one number that stands for them, which is left open.
        """
        self.same(f"{what}: levels", len(shown), len(value))
        for got, expected in zip(shown[:-1], value[:-1], strict=False):
            if not isinstance(expected, tuple):
                self.same(what, int(got), expected)
            elif isinstance(got, list):
                best = sorted(-1 if x < 0 else round(float(x) * 100) for x in got)
                self.same(f"{what}: best scores", best, list(expected))
        self.same(what, round(float(shown[-1]) * 100), value[-1])

    def check_other(self) -> None:
        """`other_objective`, in whatever shape: the levels' values by name or in a list."""
        other = "best-total" if self.objective == "most-matched" else "most-matched"
        shown = self.summary["other_objective"]
        # Reading: beside `fairest` either of the two is "the other", or none is shown.
        if self.objective == "fairest":
            if shown is None:
                return
            other = str(shown.get("name", other))
        best = self.best(other)
        if best is None:
            return
        if not isinstance(shown, dict):
            self.say(f"other_objective: {shown!r} is not understood")
            return
        shown = shown.get(other, shown)
        self.same("other_objective name", shown.get("name", other), other)
        if "levels" in shown and "value" in shown:
            shown = dict(zip(shown["levels"], shown["value"], strict=True))
        for name, number in zip(self.levels(other), best, strict=True):
            expected = Fraction(number, 100) if name == "points" else Fraction(number)
            self.close(f"other_objective {name}", shown.get(name), expected)

    def check_scores(self) -> None:
        scores = [self.oracle.pairs[key].score for key in self.chosen]
        shown = self.summary["score"]
        expected: dict[str, Fraction | None] = dict.fromkeys(
            ("total", "mean", "min", "p10", "median", "max")
        )
        if scores:
            expected = {
                "total": Fraction(sum(scores)),
                "mean": Fraction(sum(scores), len(scores)),
                "min": Fraction(min(scores)),
                "p10": quantile(scores, Fraction(1, 10)),
                "median": quantile(scores, Fraction(1, 2)),
                "max": Fraction(max(scores)),
            }
        self.same("score keys", sorted(shown), sorted(expected))
        for name, number in expected.items():
            if number is None and name == "total" and shown[name] == 0:
                continue  # Reading: the total of nothing may be 0 as well as null
            self.close(f"score {name}", shown[name], None if number is None else number / 100)
        self.check_components()

    def check_components(self) -> None:
        shown = self.summary["components"]
        self.same("inactive", sorted(self.summary["inactive"]), sorted(self.oracle.inactive))
        missing = set(self.oracle.weights) - set(shown)
        self.same("components missing", sorted(missing), [])
        for name, weight in self.oracle.weights.items():
            entry = shown.get(name, {"weight": weight, "mean": None})
            # Reading: the scaled weight, in hundredths or in points.
            if float(entry["weight"]) not in (weight, weight / 100, weight / 10_000):
                self.say(f"components {name} weight: {entry['weight']}, expected {weight}")
            parts = [self.oracle.pairs[key].parts[name] for key in self.chosen]
            mean = Fraction(sum(parts), 100 * len(parts)) if parts else None
            self.close(f"components {name} mean", entry["mean"], mean)

    def check_rules(self) -> None:
        shown = {name.replace("_", " "): number for name, number in self.summary["rules"].items()}
        expected = {name.replace("_", " "): n for name, n in self.oracle.counts().items()}
        for name in sorted(shown.keys() | expected.keys()):
            self.same(f"rules {name}", shown.get(name, 0), expected.get(name, 0))
        for name in ("same_manager", "department", "hours", "language", "level_gap"):
            if not self.oracle.rule_on(name) and shown.get(name.replace("_", " ")):
                self.say(f"rules {name}: counted, but off")

    def check_stability(self) -> None:
        sure = doubtful = 0
        for key in self.chosen:
            pair = self.oracle.pairs[key]
            if not self.oracle.open_wants(self.oracle.person[key[1]]):
                doubtful += 1  # Reading: a senior without a gap is left open
            elif pair.coverage < Fraction(1, 4) or not pair.heaviest:
                sure += 1
        weak = self.summary["weak"]
        weak = weak if isinstance(weak, int) else len(weak)
        if not sure <= weak <= sure + doubtful:
            self.say(f"weak: {weak}, expected {sure} to {sure + doubtful}")
        blocking = sum(
            key not in self.chosen and self.gains(0, key) and self.gains(1, key)
            for key in self.legal
        )
        shown = self.summary["blocking_pairs"]
        self.same("blocking_pairs", shown if isinstance(shown, int) else len(shown), blocking)

    def gains(self, role: int, key: tuple[str, str]) -> bool:
        """Whether a side of a legal pair has a free place or a pairing with a lower score."""
        mine = [self.oracle.pairs[pair].score for pair in self.chosen if pair[role] == key[role]]
        room = self.oracle.room(role, self.oracle.person[key[role]])
        return len(mine) < room or any(score < self.legal[key].score for score in mine)

    # -- what no file may show -------------------------------------------------------------

    def check_discretion(self, *tables: list[dict[str, str]]) -> None:
        texts = {
            path.name: path.read_text("utf-8")
            for path in sorted(self.folder.iterdir())
            if path.suffix in (".csv", ".json", ".html")
        }
        secrets = {
            key
            for one in self.oracle.people
            for key in (*one.skills, *one.wants)
            if self.oracle.sensitive(key)
        }
        for name, text in texts.items():
            if "qq-gender" in text or "qq-birth" in text:
                self.say(f"{name}: shows a cell of an audit attribute")
            if name == "summary.json" and re.search(r"gender|year of birth", text, re.IGNORECASE):
                self.say(f"{name}: shows the heading of an audit attribute")
            for key in secrets:
                if key in fold(text):
                    self.say(f"{name}: writes out the sensitive topic {key!r}")
        # The rules are looked for in rmatch's own words: names and topics are the roster's.
        words = [row[key] for table in tables for row in table for key in ("reason",)]
        words += [json.dumps([self.summary["rules"], self.summary["requirements"]])]
        for text in words:
            for rule in ("avoids", "successor", "veto", "declined"):
                if rule in text:
                    self.say(f"a confidential rule is named: {text!r}")


def main(arguments: list[str]) -> int:
    """Print the discrepancies of a folder."""
    roster, folder, *rest = arguments
    policy = tomllib.loads(Path(rest[0]).read_text("utf-8")) if rest and rest[0] != "-" else {}
    decisions = [Path(name).read_text("utf-8-sig") for name in rest[1:]]
    found = check(Path(roster).read_text("utf-8"), policy, folder, decisions=decisions)
    print("\n".join(found) or "no discrepancy")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
