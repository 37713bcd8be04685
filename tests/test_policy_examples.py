"""The policies of ``examples/policies`` run, and what they ask for holds on the written file.

What is checked is read from ``roster.csv`` and ``pairings.csv`` alone, by plain code.
``python -m tests.test_policy_examples`` writes the present output into their page.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from pathlib import Path

import pytest

import rmatch
from rmatch.cli.main import main

ROOT = Path(__file__).parents[1]
POLICIES = ROOT / "examples" / "policies"
PAGE = POLICIES / "README.md"
Row = Mapping[str, str]


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


PEOPLE = {row["id"]: row for row in rows(POLICIES / "roster.csv")}
MENTORS = [row for row in PEOPLE.values() if row["role"] == "junior"]
LEARNERS = [row for row in PEOPLE.values() if row["role"] == "senior"]
SITES = sorted({mentor["site"] for mentor in MENTORS})
BANDS = {"below 30": range(30), "30 to 44": range(30, 45), "45 and over": range(45, 200)}
LISTED = ("social media", "generative ai")  # in their compared form


# -- what is counted in the cells


def levels(cell: str) -> dict[str, int]:
    """``social media:5; Python:4`` as folded names to levels."""
    items = (item.rpartition(":") for item in cell.split("; "))
    return {name.casefold(): int(level) for name, _, level in items}


def within(pairings: list[Row], department: str | None = None) -> int:
    """Pairings whose two people are of one department, or both of the one given."""
    sides = [
        tuple(PEOPLE[row[key]]["department"] for key in ("junior_id", "senior_id"))
        for row in pairings
    ]
    return sum(one == other and department in (None, one) for one, other in sides)


def from_site(pairings: list[Row], site: str) -> int:
    return sum(PEOPLE[row["junior_id"]]["site"] == site for row in pairings)


def band(person_id: str) -> str:
    age = int(PEOPLE[person_id]["age"])
    return next(name for name, ages in BANDS.items() if age in ages)


def primary(row: Row) -> str:
    return row["topics"].split("; ")[0].casefold()


def can_teach(topic: str, of: str) -> int:
    """Mentors of a band at level 2 or above."""
    return sum(
        levels(mentor["skills"]).get(topic, 0) >= 2 and band(mentor["id"]) == of
        for mentor in MENTORS
    )


def on_topic(pairings: list[Row], topic: str, of: str) -> int:
    return sum(primary(row) == topic and band(row["junior_id"]) == of for row in pairings)


def taught_by(pairings: list[Row], of: str) -> int:
    return sum(band(row["junior_id"]) == of for row in pairings)


def offers(of: str, topics: tuple[str, ...] | None = None) -> int:
    """Mentors' skills that some learner wants with a gap (here: every want is one)."""
    wanted = {topic for learner in LEARNERS for topic in levels(learner["wants"])}
    return sum(
        level >= 2 and topic in wanted and (topics is None or topic in topics)
        for mentor in MENTORS
        if band(mentor["id"]) == of
        for topic, level in levels(mentor["skills"]).items()
    )


# -- what the policies ask for


def parity_holds(pairings: list[Row]) -> bool:
    """S5: a band's rate in a topic is at least 0.8 times any other's, less one person."""
    return all(
        Fraction(on_topic(pairings, topic, one), can_teach(topic, one))
        >= Fraction(4, 5) * Fraction(on_topic(pairings, topic, other), can_teach(topic, other))
        - Fraction(1, min(can_teach(topic, one), can_teach(topic, other)))
        for topic in LISTED
        for one, other in permutations(BANDS, 2)
    )


def no_funnelling(pairings: list[Row]) -> bool:
    """S6: a band's share of listed topics follows its offers, by 1.25 and one pairing."""
    return all(
        sum(on_topic(pairings, topic, of) for topic in LISTED)
        <= Fraction(5, 4) * Fraction(offers(of, LISTED), offers(of)) * taught_by(pairings, of) + 1
        for of in BANDS
    )


def load_is_shared(pairings: list[Row]) -> bool:
    """S7: a band's pairings follow its share of the mentors, by 1.25 and one pairing."""
    return all(
        taught_by(pairings, of)
        <= Fraction(5, 4)
        * Fraction(sum(band(mentor["id"]) == of for mentor in MENTORS), len(MENTORS))
        * len(pairings)
        + 1
        for of in BANDS
    )


def enforced(pairings: list[Row]) -> bool:
    return parity_holds(pairings) and no_funnelling(pairings) and load_is_shared(pairings)


def mixed(pairings: list[Row]) -> bool:
    return 5 * within(pairings) <= 3 * len(pairings) and all(
        from_site(pairings, site) >= 3 for site in SITES
    )


def lowest(pairings: list[Row]) -> Fraction:
    """The worst-off learner's score; -1 if somebody has no partner."""
    if len({row["senior_id"] for row in pairings}) < len(LEARNERS):
        return Fraction(-1)
    return min(Fraction(row["score"]) for row in pairings)


def all_can_have_more(least: Fraction) -> bool:
    """Whether every learner can have a mentor and more points: paths that change places."""
    roster = rmatch.read_roster(POLICIES / "roster.csv")
    cohort = rmatch.pair(roster).solved.cohort
    better = cohort.legal_score > least * 100
    teaching: dict[int, int] = {}

    def placed(learner: int, seen: set[int]) -> bool:
        for mentor in better[:, learner].nonzero()[0].tolist():
            if mentor not in seen:
                seen.add(mentor)
                if mentor not in teaching or placed(teaching[mentor], seen):
                    teaching[mentor] = learner
                    return True
        return False

    return all(placed(learner, set()) for learner in range(len(LEARNERS)))


# -- the examples


@dataclass(frozen=True)
class Example:
    """``instead``: keys of the policy file as they are without what it asks for."""

    instead: Callable[[rmatch.Policy], rmatch.Policy]
    holds: Callable[[list[Row]], bool]
    counts: Mapping[str, Callable[[list[Row]], object]]


def _no_limits(policy: rmatch.Policy) -> rmatch.Policy:
    return policy.replaced(limits=())


def _only_audit(policy: rmatch.Policy) -> rmatch.Policy:
    return policy.replaced(stereotypes={**policy.stereotypes.model_dump(), "mode": "audit"})


def _rate(topic: str, of: str) -> Callable[[list[Row]], str]:
    return lambda pairings: f"{on_topic(pairings, topic, of)} of {can_teach(topic, of)}"


def _from(site: str) -> Callable[[list[Row]], int]:
    return lambda pairings: from_site(pairings, site)


EXAMPLES = {
    "one-department": Example(
        _no_limits,
        lambda pairings: 0 < len(pairings) == within(pairings, "Finance"),
        {"of them in Finance": lambda pairings: within(pairings, "Finance")},
    ),
    "across-departments": Example(
        _no_limits,
        lambda pairings: len(pairings) > 0 and within(pairings) == 0,
        {"of them within a department": within},
    ),
    "parity": Example(
        _only_audit,
        enforced,
        {
            f"{topic}: mentors {of} who teach it, of those who can": _rate(topic, of)
            for topic in LISTED
            for of in BANDS
        },
    ),
    "mixed": Example(
        _no_limits,
        mixed,
        {"of them within a department": within}
        | {f"mentors from {site}": _from(site) for site in SITES},
    ),
    "fairest": Example(
        lambda policy: policy.replaced(objective="most-matched"),
        lambda pairings: lowest(pairings) >= 0 and not all_can_have_more(lowest(pairings)),
        {
            "five lowest scores": lambda pairings: ", ".join(
                sorted((row["score"] for row in pairings), key=float)[:5]
            )
        },
    ),
}


def command(name: str) -> str:
    return (
        f"rmatch pair examples/policies/roster.csv --policy examples/policies/{name}.toml "
        f"--out pairings-{name}"
    )


def with_policy(name: str, out: Path) -> list[Row]:
    policy = POLICIES / f"{name}.toml"
    roster = str(POLICIES / "roster.csv")
    assert main(["pair", roster, "--policy", str(policy), "--out", str(out), "--quiet"]) == 0
    return rows(out / "pairings.csv")


def without(name: str, out: Path) -> list[Row]:
    policy = EXAMPLES[name].instead(rmatch.read_policy(POLICIES / f"{name}.toml"))
    rmatch.pair(rmatch.read_roster(POLICIES / "roster.csv"), policy=policy).write(out)
    return rows(out / "pairings.csv")


# -- the tests


def test_every_policy_is_an_example() -> None:
    assert {path.stem for path in POLICIES.glob("*.toml")} == set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_the_policy_asks_for_holds_on_the_written_file(name: str, tmp_path: Path) -> None:
    assert EXAMPLES[name].holds(with_policy(name, tmp_path))


@pytest.mark.parametrize("name", EXAMPLES)
def test_without_it_the_result_is_another(name: str, tmp_path: Path) -> None:
    assert not EXAMPLES[name].holds(without(name, tmp_path))


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_page_shows_what_the_command_gives(name: str, tmp_path: Path) -> None:
    shown = re.search(_section(name), PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert shown is not None
    assert shown[1] == section(name, tmp_path)


# -- the page


def _section(name: str) -> str:
    return rf"<!-- {name} -->\n(.*?)<!-- end -->"


def section(name: str, folder: Path) -> str:
    """The command with the beginning of its output, and the table."""
    kept = [with_policy(name, folder / "with"), without(name, folder / "without")]
    printed = _printed(name, folder / "printed")
    lines = ["```console", f"$ {command(name)}", *printed, "...", "```", ""]
    lines += ["| | without | with |", "| --- | --- | --- |"]
    counts: dict[str, Callable[[list[Row]], object]] = {
        "pairings": len,
        **EXAMPLES[name].counts,
        "points": lambda pairings: sum(Fraction(row["score"]) for row in pairings),
    }
    for label, count in counts.items():
        there, here = (_shown(count(pairings)) for pairings in kept)
        lines.append(f"| {label} | {here} | {there} |")
    return "\n".join(lines) + "\n"


def _shown(value: object) -> str:
    return f"{float(value):.2f}" if isinstance(value, Fraction) else str(value)


def _printed(name: str, out: Path) -> list[str]:
    """What the command prints before it lists the pairings."""
    words = command(name).split()[1:-1]
    paths = [str(ROOT / word) if word.startswith("examples/") else word for word in words]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        assert main([*paths, str(out)]) == 0
    lines = printed.getvalue().split("\n")
    return [line.rstrip() for line in lines[: lines.index("")]]


def write_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for name in EXAMPLES:
        with tempfile.TemporaryDirectory() as folder:
            new = f"<!-- {name} -->\n{section(name, Path(folder))}<!-- end -->"
        text = re.sub(_section(name), lambda _, new=new: new, text, flags=re.DOTALL)
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_page()
