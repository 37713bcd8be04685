"""What people see on the terminal: at a glance how many, how good, who is left and why, where."""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from rmatch.printable import printable
from rmatch.roster.notices import IN_FULL, errors_told, notices, together

from .colour import style
from .headings import in_a_row, unused_told

if TYPE_CHECKING:
    from rmatch.errors import Problem
    from rmatch.explain.unmatched import Unmatched
    from rmatch.matching import Matching
    from rmatch.roster import Roster

__all__ = [
    "counted",
    "note",
    "note_unused",
    "say",
    "show_notices",
    "show_problems",
    "show_result",
    "table",
    "warn",
]

PAIRINGS_SHOWN = 12
PEOPLE_SHOWN = 10
HEADINGS_SHOWN = 8
REQUIREMENTS_SHOWN = 6
CELL_WIDTH = 34


def say(text: str = "", **look: Any) -> None:
    """One line of the result, whose cells cannot steer the terminal; ``look`` as for style."""
    typer.echo(style(printable(text), **look))


def counted(number: int, one: str, many: str = "") -> str:
    """``1 pairing``, ``2 pairings``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    right: Sequence[int] = (),
    whole: Sequence[int] = (),
) -> None:
    """A plain table, aligned by what a terminal shows (wide letters count double).

    Columns of numbers are aligned to the ``right``; those shown ``whole`` are never cut.
    """
    from rich.cells import cell_len, set_cell_size

    cells = [list(headings), *([printable(cell) for cell in row] for row in rows)]
    widths = [
        min(max(cell_len(row[k]) for row in cells), sys.maxsize if k in whole else CELL_WIDTH)
        for k in range(len(headings))
    ]
    for number, row in enumerate(cells):
        line = []
        for k, (text, width) in enumerate(zip(row, widths, strict=True)):
            size = cell_len(text)
            if size > width:
                shown = set_cell_size(text, width - 1) + "…"
            else:
                space = " " * (width - size)
                shown = space + text if k in right else text + space
            line.append(shown)
        text = "  " + "  ".join(line).rstrip()
        say(text, bold=number == 0)


def show_result(
    matching: Matching, names: Sequence[str], out: Path, *, dry_run: bool = False
) -> None:
    """The summary of ``rmatch pair``; sensitive topics are never written out on a terminal.

    ``names``: the files in ``out``, or, in a dry run, those that would be.
    """
    summary = matching.summary
    counts, score = summary["counts"], summary["score"]
    _headline(matching)
    if counts["pairings"]:
        say(
            f"Scores, out of 100: mean {score['mean']:.2f}, lowest {score['min']:.2f}, "
            f"median {score['median']:.2f}, highest {score['max']:.2f}."
        )
    _proof(matching)
    _other_objective(matching)
    _requirements(matching)
    say()
    if counts["pairings"]:
        _pairings(matching)
        say()
    _weak(matching)
    _left(matching.unmatched_rows)
    if dry_run:
        say(f"Dry run: nothing was written. To {out}/ would go: {', '.join(names)}")
    else:
        say(f"Written to {out}/: {', '.join(names)}")


def show_notices(roster: Roster, more: Iterable[Problem] = ()) -> None:
    """Warnings, one line a kind, to standard error; ``more``: what only pairing has shown."""
    show_problems(w for w in roster.warnings if w.code in IN_FULL)
    found = notices(w for w in roster.warnings if w.code not in IN_FULL)
    for notice in (*found, *notices(more)):
        warn(notice.message + _whom(notice.ids))
    if found:
        note("`rmatch check` shows each place, and how to mend it.")


def show_problems(problems: Iterable[Problem]) -> None:
    """Every error on its own line, warnings alike on one, to standard error."""
    found = list(problems)
    for line in errors_told(problem for problem in found if problem.severity == "error"):
        typer.echo(f"{style('error:', fg='red', bold=True)} {printable(line)}", err=True)
    for line in together(problem for problem in found if problem.severity != "error"):
        warn(line)


def note_unused(roster: Roster) -> None:
    """In one line the headings that nothing reads; never one that only an audit may see."""
    told = unused_told(roster.headings, roster.hides)
    if told:
        more = len(told) - HEADINGS_SHOWN
        note(
            f"Not used: {in_a_row(told[:HEADINGS_SHOWN])}"
            + (f" and {more} more (`rmatch check` lists them)" if more > 0 else "")
        )


def note(text: str) -> None:
    """One line to standard error."""
    typer.echo(printable(text), err=True)


def warn(text: str) -> None:
    """One warning to standard error."""
    typer.echo(f"{style('warning:', fg='yellow', bold=True)} {printable(text)}", err=True)


def _whom(ids: Sequence[str]) -> str:
    if not ids:
        return ""
    shown = ", ".join(ids[:5])
    return f": {shown}" + (f" and {len(ids) - 5} more" if len(ids) > 5 else "")


def _headline(matching: Matching) -> None:
    counts = matching.summary["counts"]
    paired_juniors = counts["juniors"] - counts["unmatched_juniors"]
    paired_seniors = counts["seniors"] - counts["unmatched_seniors"]
    pairings = counted(counts["pairings"], "pairing")
    say(
        f"{pairings}: {paired_juniors} of {counted(counts['juniors'], 'junior')} and "
        f"{paired_seniors} of {counted(counts['seniors'], 'senior')} are paired.",
        bold=True,
    )


def _proof(matching: Matching) -> None:
    summary = matching.summary
    objective = summary["objective"]
    if summary["status"] == "optimal":
        words = {
            ("people", "pairings", "points"): "nothing reaches more people, nor as many with "
            "fewer pairings, nor scores higher with as many of both",
            ("people", "points"): "nothing reaches more people, nor scores higher with as many",
            ("points",): "nothing has a higher total score",
            ("people", "pairings", "best_scores", "points"): "nothing reaches more people, nor "
            "as many with fewer pairings, nor is fairer to the worst-off seniors",
            ("people", "best_scores", "points"): "nothing reaches more people, nor is fairer to "
            "the worst-off seniors",
        }[tuple(objective["levels"])]
        if summary["requirements"]:
            words = words.replace("nothing", "nothing that keeps the requirements", 1)
        say(f"Proven optimal ({summary['solver']}): {words}.")
    else:
        value, bound = objective["value"], objective["bound"]
        told = ", ".join(
            f"{name} {a} of at most {b}" if name != "pairings" else f"{name} {a}"
            for name, a, b in zip(objective["levels"], value, bound, strict=True)
            if name != "best_scores"
        )
        why = {"clock": "the time limit stopped it", "gap": "the gap allowed stopped it"}
        stopped = why[matching.solved.assignment.stopped]
        say(f"Valid but not proven optimal ({summary['solver']}; {stopped}): {told}.")


def _other_objective(matching: Matching) -> None:
    other, counts = matching.summary["other_objective"], matching.summary["counts"]
    here = matching.summary["score"]["total"]
    people = counts["juniors"] + counts["seniors"]
    people -= counts["unmatched_juniors"] + counts["unmatched_seniors"]
    if other is None or (other["people"], other["points"]) == (people, here):
        return
    paired = f"{other['people']} people with a pairing instead of {people}, "
    say(
        f"With --objective {other['name']}: {paired if other['people'] != people else ''}"
        f"{other['points']:.2f} points in all instead of {here:.2f}."
    )


def _requirements(matching: Matching) -> None:
    """What the requirements cost together, which of them bind, and prices if asked for."""
    from rmatch.explain.sentences import gained

    summary = matching.summary
    asked = summary["requirements"]
    if asked:
        binding = [f"'{each['name']}'" for each in asked if each["binds"]]
        one = len(asked) == 1
        bind = f"{'not' if one else 'none is'} at its limit"
        if binding:
            more = len(binding) - REQUIREMENTS_SHOWN
            bind = (
                f"at {'its' if one else 'their'} limit: {', '.join(binding[:REQUIREMENTS_SHOWN])}"
            )
            bind += f" and {more} more" if more > 0 else ""
        count = f"{len(asked)} requirement{'' if one else 's'}"
        without = gained(**summary["requirements_cost"])
        # Of an unproven result nobody knows how much of it solving on would win back.
        far = "" if summary["status"] == "optimal" else " as far as this was solved"
        them = "it" if one else "them"
        say(f"{count} kept ({bind}). Without {them} there would be {without}{far}.")
    if matching.prices is None:
        return
    priced = [(f"requirement '{one['name']}'", one["price"]) for one in asked]
    priced += [(f"rule {name}", price) for name, price in summary["rule_prices"].items()]
    say("What each of them costs, the dearest first (what the result would gain without it):")
    table(
        ("people", "points", "what"),
        (
            (str(price["people"]), f"{price['points']:.2f}", what) if price else ("-", "-", what)
            for what, price in sorted(priced, key=_dearest_first)
        ),
        right=(0, 1),
        whole=(2,),
    )


def _dearest_first(priced: tuple[str, dict[str, Any] | None]) -> tuple[float, float, str]:
    what, price = priced
    if price is None:
        return math.inf, math.inf, what
    return -price["people"], -price["points"], what


def _pairings(matching: Matching) -> None:
    from rmatch.explain.wording import called

    rows, roster = matching.pairing_rows, matching.roster
    people = {person.id: called(roster, person) for person in roster.people}
    table(
        ("score", "junior", "senior", "topics"),
        (
            (
                f"{row.score / 100:.2f}",
                people[row.junior_id],
                people[row.senior_id],
                "; ".join(row.topics),
            )
            for row in rows[:PAIRINGS_SHOWN]
        ),
        right=(0,),
        # An id at the end of a name must not be cut off.
        whole=(1, 2) if roster.namesakes else (),
    )
    if len(rows) > PAIRINGS_SHOWN:
        say(f"  … and {len(rows) - PAIRINGS_SHOWN} more")


def _weak(matching: Matching) -> None:
    weak = matching.summary["weak"]
    if weak:
        one = len(weak) == 1
        say(
            f"{len(weak)} pairing{' is' if one else 's are'} weak (under a quarter of what the "
            "senior wants, or not what the senior wants most): see summary.json."
        )
        say()


def _left(rows: Sequence[Unmatched]) -> None:
    if not rows:
        say("Nobody is left without a pairing.")
        say()
        return
    kinds = Counter(_kind(row.reason) for row in rows)
    told = ", ".join(f"{number} {reason}" for reason, number in kinds.most_common())
    say(f"{len(rows)} {'person has' if len(rows) == 1 else 'people have'} no pairing: {told}.")
    # Whoever wanted a partner and has none goes before whoever did not want one.
    ordered = sorted(rows, key=lambda row: row.status == "left out")
    for row in ordered[:PEOPLE_SHOWN]:
        # The cost is that of the cheapest place, seldom that of the partner with the best score.
        reason = row.reason.replace(
            "placing this person would", "the cheapest place for this person would"
        )
        best = f"; best score with {row.nearest}" if row.nearest else ""
        say(f"  {row.name} ({row.id}), {row.role or 'no role'}: {reason}{best}")
    if len(rows) > PEOPLE_SHOWN:
        say(f"  … and {len(rows) - PEOPLE_SHOWN} more")
    say()


def _kind(reason: str) -> str:
    """The reason without its numbers; of someone who is both, the first side's."""
    kind = reason.partition(" (")[0]
    return kind.removeprefix("as junior: ").removeprefix("as senior: ")
