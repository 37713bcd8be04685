"""The last sheet: the result in figures, section by section, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rmatch.explain.titles import COMPONENT_TITLES, LEVEL_TITLES, RULE_TITLES, meaning
from rmatch.explain.wording import named
from rmatch.output.workbook.sheet import TITLE_HEIGHT, Cell, lines_of, page, set_height, write
from rmatch.policy import NOT_TO_BE_PAIRED

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from rmatch.cohort import Cohort
    from rmatch.output.workbook.styles import Styles
    from rmatch.policy import Policy
    from rmatch.solved import Solved

__all__ = ["Section", "overview_sheet", "sections"]

LABELS, FIGURES, COLUMNS = 76, 20, 5
UNPROVEN = "valid; not proven to be the best"

UNKNOWN = ("not known", "not known")
HELD = {"accept": "accepted", "lock": "locked"}


@dataclass(frozen=True, slots=True)
class Section:
    """A few lines under one title; the first heading is that of the labels."""

    title: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    note: str = ""


def overview_sheet(
    sheet: Worksheet, styles: Styles, solved: Solved, summary: Mapping[str, Any]
) -> None:
    """Write the sheet."""
    sheet.set_column(0, 0, LABELS)
    sheet.set_column(1, COLUMNS - 1, FIGURES)
    sheet.write_string(0, 0, "Summary", styles.title)
    sheet.set_row(0, TITLE_HEIGHT)
    row = 2
    for section in sections(solved, summary):
        row = _write_section(sheet, styles, section, row) + 1
    sheet.freeze_panes(1, 0)
    page(sheet, upright=True)


def _write_section(sheet: Worksheet, styles: Styles, section: Section, row: int) -> int:
    """Write one section from ``row`` on; the row after it."""
    sheet.write_string(row, 0, section.title, styles.section)
    set_height(sheet, row, 1)
    row += 1
    if section.note:
        sheet.write_string(row, 0, section.note, styles.note)
        set_height(sheet, row, 1)
        row += 1
    if section.headings:
        for place, heading in enumerate(section.headings):
            look = styles.headings["number" if place else "text"]
            sheet.write_string(row, place, heading, look)
        set_height(sheet, row, 1)
        row += 1
    for cells in section.rows:
        for place, cell in enumerate(cells):
            write(sheet, row, place, cell, styles, "number" if place else "text")
        set_height(sheet, row, lines_of(str(cells[0]), LABELS))
        row += 1
    return row


def sections(solved: Solved, summary: Mapping[str, Any]) -> Iterator[Section]:
    """What the sheet says, in its order; sections without a line are left out."""
    found = (
        _people(summary),
        _proof(summary),
        _scores(summary),
        _weak(solved, summary),
        _requirements(summary),
        _decisions(solved, summary),
        _rules(summary),
        _parts(solved.cohort.policy, summary),
        _warnings(summary),
    )
    return (section for section in found if section.rows)


def _people(summary: Mapping[str, Any]) -> Section:
    counts = summary["counts"]
    rows: list[tuple[Cell, ...]] = [("Pairings", counts["pairings"])]
    for side in ("juniors", "seniors"):
        paired = counts[side] - counts[f"unmatched_{side}"]
        rows += [
            (f"{side.capitalize()} who take part", counts[side]),
            (f"{side.capitalize()} with a pairing", paired),
            (f"{side.capitalize()} without one", counts[f"unmatched_{side}"]),
        ]
    rows.append(("People who did not agree to take part", counts["left_out"]))
    return Section("People", (), rows)


def _proof(summary: Mapping[str, Any]) -> Section:
    """Each level beside the bound that was proven; a list of scores is too long for a cell."""
    objective = summary["objective"]
    rows: list[tuple[Cell, ...]] = [
        (LEVEL_TITLES[level], value, bound)
        for level, value, bound in zip(
            objective["levels"], objective["value"], objective["bound"], strict=True
        )
        if level != "best_scores"
    ]
    other = summary["other_objective"]
    if other is not None:
        compared = f"Points in all under the objective {other['name']}"
        rows.append((compared, other["points"], None))
    solver = f"solver {summary['solver']}"
    kept = summary["requirements"] or summary.get("decisions")
    which = "no result that keeps to what is required and decided" if kept else "no result"
    status = f"proven: {which} is better" if summary["status"] == "optimal" else UNPROVEN
    note = f"Objective {objective['name']}; {status} ({solver})"
    return Section("How good it is", ("", "Reached", "At best"), rows, note)


def _scores(summary: Mapping[str, Any]) -> Section:
    score = summary["score"]
    titles = {
        "mean": "Mean",
        "min": "Lowest",
        "p10": "A tenth of the pairings score no more than",
        "median": "Median",
        "max": "Highest",
    }
    rows: list[tuple[Cell, ...]] = [
        (title, score[key]) for key, title in titles.items() if score[key] is not None
    ]
    if rows:
        text = "Pairs outside the result whose two people would both score higher with each other"
        rows.append((text, summary["blocking_pairs"]))
    return Section("Scores, out of 100", (), rows)


def _weak(solved: Solved, summary: Mapping[str, Any]) -> Section:
    rows: list[tuple[Cell, ...]] = [
        (f"{_pair(solved.cohort, one)}: {one['why']}", one["covered_percent"])
        for one in summary["weak"]
    ]
    return Section("Weak pairings", ("", "Gap covered, %"), rows)


def _requirements(summary: Mapping[str, Any]) -> Section:
    asked = summary["requirements"]
    rows: list[tuple[Cell, ...]] = [
        (
            one["name"],
            "yes" if one["holds"] else "no",
            "yes" if one["binds"] else "no",
            *_price(one["price"]),
        )
        for one in asked
    ]
    if asked:
        rows.append(("All of them together", None, None, *_price(summary["requirements_cost"])))
    headings = ("", "Kept", "At its limit", "Costs people", "Costs points")
    return Section("Requirements", headings, rows)


def _decisions(solved: Solved, summary: Mapping[str, Any]) -> Section:
    """What decisions hold, and what that costs; vetoes and refusals are told nowhere."""
    decided = summary.get("decisions")
    if decided is None:
        return Section("Accepted and locked pairings", (), [])
    rows: list[tuple[Cell, ...]] = []
    for one in decided["held"]:
        passed = f", against {', '.join(one['overrides'])}" if one["overrides"] else ""
        words = f"{_pair(solved.cohort, one)}: {HELD[one['decision']]}{passed}"
        rows.append((words, *(_price(one["cost"]) if one["cost"] else UNKNOWN)))
    together = _price(decided["cost"]) if decided["cost"] else UNKNOWN
    rows.append(("All of them together", *together))
    note = "What there would be more of without it, all else kept; so they need not add up"
    headings = ("", "Costs people", "Costs points")
    return Section("Accepted and locked pairings", headings, rows, note)


def _rules(summary: Mapping[str, Any]) -> Section:
    """The rules that ruled out most first; what each costs where that was asked for."""
    prices = summary.get("rule_prices")
    headings = ("", "Pairs ruled out", *(("Costs people", "Costs points") if prices else ()))
    rows: list[tuple[Cell, ...]] = []
    for name, pairs in sorted(summary["rules"].items(), key=lambda rule: (-rule[1], rule[0])):
        price = _price(prices[name]) if prices else ()
        title = RULE_TITLES[name] if name == NOT_TO_BE_PAIRED else f"{RULE_TITLES[name]} ({name})"
        rows.append((title, pairs, *price))
    return Section("Rules", headings, rows)


def _parts(policy: Policy, summary: Mapping[str, Any]) -> Section:
    rows: list[tuple[Cell, ...]] = [
        (f"{COMPONENT_TITLES[name]}: {meaning(name, policy)}", part["weight"], part["mean"])
        for name, part in summary["components"].items()
    ]
    rows += [
        (f"{COMPONENT_TITLES[name]}: not counted, {why}", None, None)
        for name, why in summary["inactive"].items()
    ]
    return Section("What the score is made of", ("", "Points at most", "Points on average"), rows)


def _warnings(summary: Mapping[str, Any]) -> Section:
    rows: list[tuple[Cell, ...]] = []
    for one in summary["warnings"]:
        ids = ", ".join(one["ids"])
        message = one["message"][:1].upper() + one["message"][1:]
        rows.append((f"{message}: {ids}" if ids else message,))
    return Section("Worth a look", (), rows)


def _pair(cohort: Cohort, one: Mapping[str, Any]) -> str:
    junior = cohort.juniors[cohort.junior_index[one["junior_id"]]]
    senior = cohort.seniors[cohort.senior_index[one["senior_id"]]]
    return f"{named(junior)} with {named(senior)}"


def _price(price: Mapping[str, Any] | None) -> tuple[Cell, Cell]:
    return (None, None) if price is None else (price["people"], price["points"])
