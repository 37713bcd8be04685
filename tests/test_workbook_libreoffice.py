"""pairings.xlsx in LibreOffice: names stay text, a decision made there comes back."""

import csv
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import rmatch
from rmatch.cli.main import main
from rmatch.roster.decisions import read_decisions

from .libreoffice import Office, installed
from .output.workbooks import (
    HEADING_ROW,
    HOSTILE,
    SHEETS,
    cells_of,
    filled_in,
    junior,
    place,
    records,
    roster_of,
    senior,
    sheet_xml,
    workbook_of,
)

pytestmark = pytest.mark.skipif(
    not installed(), reason="LibreOffice is not installed: apt-get install libreoffice-calc"
)

EXAMPLE = Path(__file__).parent.parent / "examples" / "roster.csv"
# All sheets, comma, UTF-8, cells as shown; each goes into a file with the sheet's name.
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def hostile():
    """A cohort whose people have names that a spreadsheet program could mistake."""
    people = []
    for number, text in enumerate(HOSTILE):
        cells = {"name": text, "department": text, "email": text}
        people += [junior(f"J{number:02}", **cells), senior(f"S{number:02}", **cells)]
    return rmatch.pair(roster_of(*people))


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def without_blank_end(row: list[object]) -> list[object]:
    filled = [place for place, cell in enumerate(row) if cell != ""]
    return row[: filled[-1] + 1] if filled else []


def test_names_like_formulas_are_shown_as_text(office, hostile, tmp_path):
    book = tmp_path / "hostile.xlsx"
    book.write_bytes(workbook_of(hostile))
    office.converted(book, EVERY_SHEET, "")
    shown = {sheet: rows_of(office.folder / f"hostile-{sheet}.csv") for sheet in SHEETS}
    top, *rows = shown["Review"][HEADING_ROW - 1 :]
    names = {row[top.index("Junior (mentor)")] for row in rows}
    assert names == {person.name for person in hostile.roster.juniors}
    assert set(HOSTILE) == names
    for sheet, column in (("Mail merge", "partner_name"), ("Pairings", "senior_name")):
        top, *rows = shown[sheet]
        assert {row[top.index(column)] for row in rows} == set(HOSTILE)
    top, *rows = shown["Pairings"]
    assert {row[top.index("score")] for row in rows} == {"100.00"}
    told = [cell for sheet in SHEETS for row in shown[sheet] for cell in row]
    assert not any(cell.startswith("##") for cell in told)  # too narrow


def test_nothing_is_a_formula_after_loading(office, hostile, tmp_path):
    book = tmp_path / "flat.xlsx"
    book.write_bytes(workbook_of(hostile))
    xml = office.converted(book, "fods", "flat.fods").read_text(encoding="utf-8")
    assert "table:formula" not in xml
    assert "=HYPERLINK(" in xml
    assert not re.search(r'office:value-type="(date|time|boolean|percentage|currency)"', xml)


def test_saving_again_keeps_text_numbers_and_the_list(office, hostile, tmp_path):
    book = tmp_path / "again.xlsx"
    data = workbook_of(hostile)
    book.write_bytes(data)
    saved = office.typed(book, {}).read_bytes()
    for sheet in SHEETS:
        before, after = (list(map(without_blank_end, cells_of(d, sheet))) for d in (data, saved))
        assert after == before
    xml = sheet_xml(saved, "Review")
    assert ">&quot;accept,lock,veto,change,declined&quot;<" in xml
    assert re.search(r'<dataValidation [^>]*prompt="accept: ', xml)


def test_a_decision_made_there_comes_back(office, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["pair", str(EXAMPLE), "--quiet", "--out", "first"]) == 0
    cells = {
        place("Decision"): "lock",
        place("Decision", 1): "veto",
        place("Decided by", 1): "=1+1",
        place("Decision note", 1): "because I say so",
    }
    decided = office.typed(tmp_path / "first" / "pairings.xlsx", cells)
    found = read_decisions(decided, rmatch.read_roster(EXAMPLE))
    assert [(d.pair, d.decision, d.by) for d in found.decisions] == [
        (("E101", "E001"), "lock", ""),
        (("E107", "E002"), "veto", "=1+1"),
    ]
    assert found.warnings == ()
    again = ["pair", str(EXAMPLE), "--quiet", "--decisions", str(decided), "--out", "second"]
    assert main(again) == 0
    rows = records(Path("second/pairings.xlsx").read_bytes(), "Review")
    pairs = {(row["Junior id"], row["Senior id"]): row["Decision"] for row in rows}
    assert pairs[("E101", "E001")] == "lock"
    assert ("E107", "E002") not in pairs


def test_a_pairing_added_by_hand_is_read(office, tmp_path):
    roster = rmatch.Roster.from_frame(
        pd.DataFrame([junior("00123"), junior("00124"), senior("S1", capacity="1")]).fillna("")
    )
    matching = rmatch.pair(roster)
    (pairing,) = matching.pairing_rows
    other = {"00123": "00124", "00124": "00123"}[pairing.junior_id]
    book = tmp_path / "added.xlsx"
    book.write_bytes(workbook_of(matching))
    # The id is typed as a person would: the cell is text already, so that no zero is lost.
    typed = {
        place("Decision"): "change",
        place("Decision", 1): "lock",
        place("Junior id", 1): other,
        place("Senior id", 1): "S1",
    }
    found = read_decisions(office.typed(book, typed), roster)
    assert {(d.pair, d.decision) for d in found.decisions} == {
        ((pairing.junior_id, "S1"), "change"),
        ((other, "S1"), "lock"),
    }
    assert found.warnings == ()


def test_the_sheet_to_decide_in_saved_as_text_is_read(office, tmp_path):
    roster = rmatch.read_roster(EXAMPLE)
    rmatch.pair(roster).write(tmp_path, formats=("csv", "xlsx"))
    book = tmp_path / "review.xlsx"
    typed = {place("Decision"): "veto", place("Decision", 1): "lock"}
    book.write_bytes(filled_in((tmp_path / "pairings.xlsx").read_bytes(), typed))
    office.converted(book, EVERY_SHEET, "")
    found = read_decisions(office.folder / "review-Review.csv", roster)
    assert [one.decision for one in found.decisions] == ["veto", "lock"]
    assert found.decisions == tuple(
        replace(one, file=found.decisions[0].file) for one in read_decisions(book, roster).decisions
    )
    assert found.result == found.listed
