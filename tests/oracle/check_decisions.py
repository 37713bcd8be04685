"""Rechecks what a written result says of decisions: honoured, listed, priced, and kept quiet."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from .check_requirements import compare
from .decisions import Key, held_by, without
from .relaxations import Problem, Value
from .scorer import Oracle, shown_rules

FREE_TEXT = "qq-reason"  # every reason of a case begins like this
BESIDE = {"junior_id", "senior_id", "junior_name", "senior_name"}


class DecisionCheck:
    """One summary against one decided roster."""

    def __init__(
        self, text: str, problem: Problem, summary: Mapping[str, Any], chosen: Sequence[Key]
    ) -> None:
        self.text, self.problem, self.oracle = text, problem, problem.oracle
        self.summary, self.chosen = summary, chosen
        self.found: list[str] = []

    def run(self) -> list[str]:
        """Check `decisions` of the summary."""
        self.found += [
            f"{key}: held, but not paired" for key in self.oracle.held if key not in self.chosen
        ]
        shown = self.summary.get("decisions")
        if not self.oracle.held:
            # Reading: a file in which decisions that only forbid have a place of their own
            # tells them from the rule `avoids`.
            return self.found + ([f"decisions: {shown!r}"] if "decisions" in self.summary else [])
        if not isinstance(shown, dict):
            self.found.append(f"decisions: {shown!r}")
            return self.found
        self.listed(shown.get("held", []))
        if self.problem.small() or self.problem.objective != "fairest":
            held = list(self.oracle.held)
            # Reading: given what is not to be paired, for the same reason.
            self.cost("decisions cost", shown.get("cost"), without(self.oracle.decisions, held))
            for entry in shown.get("held", []):
                key = (entry["junior_id"], entry["senior_id"])
                kept = without(self.oracle.decisions, [key])
                self.cost(f"decisions {key} cost", entry.get("cost"), kept)
        return self.found

    def listed(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """Every held pair, what was decided, and what it overrides."""
        keys = [(entry["junior_id"], entry["senior_id"]) for entry in entries]
        expected = sorted(self.oracle.held, key=lambda key: (key[1], key[0]))
        if keys != expected:
            self.found.append(f"decisions held: {keys}, expected {expected}")
            return
        for key, entry in zip(keys, entries, strict=True):
            if entry["decision"] != self.oracle.held[key].decision:
                self.found.append(f"decisions {key}: {entry['decision']!r}")
            rules = {str(name).replace(" ", "_") for name in entry["overrides"]}
            least = {
                name.replace(" ", "_") for name in shown_rules(self.oracle.pairs[key].overridden)
            }
            if rules not in (least, least | {"capacity"}):
                self.found.append(
                    f"decisions {key}: overrides {sorted(rules)}, expected {sorted(least)}"
                )
            elif ("capacity" in rules) not in self.takes_more(key):
                self.found.append(f"decisions {key}: overrides {sorted(rules)}, capacity is wrong")

    def takes_more(self, key: Key) -> set[bool]:
        """Whether a held pair takes a place beyond a capacity; both where it is open which does.

        Reading: of several that override for one person any as many as needed may be named.
        """
        if not self.oracle.held[key].override:
            return {False}
        answers = set()
        for role in (0, 1):
            mine = held_by(self.oracle.held, role, key[role])
            beyond = len(mine) - self.oracle.person[key[role]].capacity
            able = sum(decided.override for decided in mine.values())
            if beyond >= able:
                return {True}
            answers |= {True, False} if beyond > 0 else {False}
        return answers

    def told(self, together: Any, each: Mapping[Key, Any]) -> list[str]:
        """Check what is told beside the files: all decisions together, and each alone."""
        if self.problem.small() or self.problem.objective != "fairest":
            self.cost("all decisions cost", together, {})
            if each.keys() != self.oracle.decisions.keys():
                self.found.append(f"costs of {sorted(each)}")
            for key, shown in each.items():
                self.cost(f"{key} costs", shown, without(self.oracle.decisions, [key]))
        return self.found

    def cost(self, what: str, shown: Any, kept: Mapping[Key, Any]) -> None:
        """Compare a cost with the optimum under fewer decisions minus the one under all."""
        other = Problem(Oracle(self.text, self.oracle.policy, kept))
        free, bound = other.best(), self.problem.best()
        if said := compare(what, shown, difference(free, bound)):
            self.found.append(said)


def difference(free: Value | None, bound: Value | None) -> dict[str, float] | None:
    """People and points that one optimum has more than another; people where a level."""
    if free is None or bound is None:
        return None
    points = round((free[-1] - bound[-1]) / 100, 2)
    return {"points": points} | ({"people": free[0] - bound[0]} if len(free) > 1 else {})


# -- what no file may show -------------------------------------------------------------------


def indiscretions(oracle: Oracle, folder: Path) -> list[str]:
    """Where files show free text, or a pair that was ruled out, or that somebody ruled it out."""
    paths = sorted(folder.iterdir())
    found = [
        f"{path.name}: shows the free text of a decision"
        for path in paths
        if any(FREE_TEXT in text for text in texts(path))
    ]
    found += [
        f"{path.name}: names the pair {key}, which was ruled out"
        for path in paths
        if path.suffix == ".json"
        for key, one in oracle.decisions.items()
        if not one.holds
        and any(names(piece, key) for piece in pieces(json.loads(path.read_text("utf-8"))))
    ]
    words = (folder / "summary.json").read_text("utf-8")
    quiet = r'veto|declined|"change"|"decision"(?!:)|avoids|successor'
    return found + [f"summary.json: says {word!r}" for word in re.findall(quiet, words)]


def texts(path: Path) -> Iterator[str]:
    """All text of a file."""
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            for name in book.namelist():
                yield book.read(name).decode("utf-8", "replace")
    else:
        yield path.read_text("utf-8", "replace")


def pieces(content: Any) -> Iterator[Any]:
    """Every text, and every table that names a pair, within a file's content."""
    if isinstance(content, Mapping):
        if content.get("code") == "manager-cycle":
            return  # names everybody in the cycle
        if BESIDE & set(content):
            yield content
        for value in content.values():
            yield from pieces(value)
    elif isinstance(content, list):
        for value in content:
            yield from pieces(value)
    elif isinstance(content, str):
        yield content


def names(piece: Any, key: Key) -> bool:
    """Whether a text or table names both people of a pair."""
    if isinstance(piece, Mapping):
        return (piece.get("junior_id"), piece.get("senior_id")) == key
    return all(re.search(rf"(?<![\w-]){re.escape(one)}(?![\w-])", piece) for one in key)
