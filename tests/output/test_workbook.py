"""pairings.xlsx: for people first, text that stays text, and a file of decisions given back."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from xlsxwriter import Workbook

import rmatch
from rmatch.output.tables import PAIRING_COLUMNS, UNMATCHED_COLUMNS
from rmatch.output.workbook import workbook_bytes
from rmatch.output.workbook.cells import LONGEST, holdable, line
from rmatch.output.workbook.review import COLUMNS
from rmatch.roster.decisions import DECISIONS, read_decisions
from rmatch.roster.headings import plan_columns
from rmatch.roster.pair_rows import OF_REVIEW
from rmatch.roster.pairs import read_pairs

from .workbooks import (
    HEADING_ROW,
    HOSTILE,
    SHEETS,
    cells_of,
    filled_in,
    junior,
    parts,
    place,
    records,
    roster_of,
    senior,
    sheet_xml,
    widths_of,
    workbook_of,
)

EXAMPLE = Path(__file__).parents[2] / "examples" / "roster.csv"
TABLES = SHEETS[:4]


@pytest.fixture(scope="module")
def matching():
    return rmatch.pair(rmatch.read_roster(EXAMPLE), prices=True)


@pytest.fixture(scope="module")
def data(matching):
    return workbook_of(matching)


def with_texts(text):
    """A cohort in which every text that people write is ``text``."""
    cells = {"name": text, "department": text, "email": text}
    return rmatch.pair(roster_of(junior("J1", **cells), senior("S1", **cells)))


# --- what is where ---


def test_sheets_in_order_with_the_one_for_people_first(data):
    found = re.findall(r'<sheet name="([^"]+)"', parts(data)["xl/workbook.xml"])
    assert found == SHEETS
    assert 'activeTab="' not in parts(data)["xl/workbook.xml"]


def test_a_row_for_people_says_who_with_whom_and_why(data):
    row = next(row for row in records(data, "Review") if row["Junior id"] == "E106")
    assert row == {
        "Senior (learner)": "João Magalhães",
        "Senior id": "E008",
        "Junior (mentor)": "Farid Haddad",
        "Junior id": "E106",
        "Decision": "",
        "Override": "",
        "Score": 92.28,
        "Topics": "prompt writing; generative AI",
        "Why these two": row["Why these two"],
        "Senior's department": "Legal",
        "Junior's department": "Service/Helpdesk",
        "Decision note": "",
        "Decided by": "",
        "Senior's e-mail": "j.magalhaes@example.com",
        "Junior's e-mail": "f.haddad@example.com",
    }
    assert row["Why these two"].startswith("Farid Haddad can teach prompt writing (level 5;")


def test_pairings_as_in_the_csv_file_with_numbers(data, matching):
    rows = records(data, "Pairings")
    assert [tuple(row) for row in rows] == [PAIRING_COLUMNS] * 10
    for row, pairing in zip(rows, matching.pairing_rows, strict=True):
        for (name, cell), text in zip(row.items(), pairing.cells(), strict=True):
            if isinstance(cell, float):
                assert f"{cell:.2f}" == text, name
            else:
                assert cell == text, name
    assert isinstance(rows[0]["score"], float)
    assert isinstance(rows[0]["skill_gap"], float)


def test_an_inactive_component_is_an_empty_cell():
    matching = rmatch.pair(roster_of(junior("J1"), senior("S1")))
    (row,) = records(workbook_of(matching), "Pairings")
    assert (row["score"], row["skill_gap"], row["reciprocity"]) == (100.0, 100.0, "")


def test_unmatched_as_in_the_csv_file(data, matching):
    rows = records(data, "Unmatched")
    assert [tuple(row) for row in rows] == [UNMATCHED_COLUMNS] * 7
    assert [row["id"] for row in rows] == [row.id for row in matching.unmatched_rows]
    assert rows[1]["reason"] == "did not agree to take part"


def test_letters_have_a_row_for_each_side_of_each_pairing(data):
    rows = records(data, "Mail merge")
    assert len(rows) == 20
    assert [row["role"] for row in rows] == ["mentor"] * 10 + ["learner"] * 10
    mentor = next(row for row in rows if row["name"] == "Farid Haddad")
    learner = next(row for row in rows if row["name"] == "João Magalhães")
    assert mentor == {
        "email": "f.haddad@example.com",
        "name": "Farid Haddad",
        "role": "mentor",
        "department": "Service/Helpdesk",
        "partner_name": "João Magalhães",
        "partner_email": "j.magalhaes@example.com",
        "partner_role": "learner",
        "partner_department": "Legal",
        "topics": "prompt writing; generative AI",
        "topics_in_return": "contract law",
    }
    for mine, theirs in (
        ("email", "partner_email"),
        ("name", "partner_name"),
        ("role", "partner_role"),
        ("department", "partner_department"),
    ):
        assert (mentor[mine], mentor[theirs]) == (learner[theirs], learner[mine])
    assert (learner["topics"], learner["topics_in_return"]) == (
        mentor["topics"],
        mentor["topics_in_return"],
    )


def test_letters_use_the_programmes_words():
    roster = roster_of(junior("J1"), senior("S1"))
    words = {"junior": "guide", "senior": "explorer"}
    policy = rmatch.Policy(programme={"words": words})
    rows = records(workbook_of(rmatch.pair(roster, policy=policy)), "Mail merge")
    assert [(row["role"], row["partner_role"]) for row in rows] == [
        ("guide", "explorer"),
        ("explorer", "guide"),
    ]


def test_the_summary_has_the_figures_that_people_ask_for(data):
    figures = {row[0]: row[1:] for row in cells_of(data, "Summary")}
    assert figures["Pairings"][0] == 10
    assert figures["Juniors with a pairing"][0] == 10
    assert figures["Seniors without one"][0] == 1
    assert figures["People who did not agree to take part"][0] == 2
    assert figures["Mean"][0] == 74.12
    assert figures["Points of all pairings together, as many as possible"][:2] == [741.24, 741.24]
    assert figures["Nothing the junior could teach the senior (no_topic)"][:3] == [117, 2, 18.18]
    assert figures["Not to be paired"][0] == 2
    assert figures["Learning: what the senior wants and the junior can teach"][:2] == [54.55, 43.54]
    assert any(
        label.startswith("Objective most-matched; proven: no result is better") for label in figures
    )
    assert any("quantum computing" in label for label in figures)


def test_the_summary_says_what_requirements_cost():
    limit = {"name": "two from Sales", "junior": {"department": "Sales"}, "min": 2}
    policy = rmatch.Policy(limits=[limit])
    matching = rmatch.pair(rmatch.read_roster(EXAMPLE), policy=policy, prices=True)
    figures = {row[0]: row[1:] for row in cells_of(workbook_of(matching), "Summary")}
    assert figures["two from Sales"] == ["yes", "yes", 0, 8.77]
    assert figures["All of them together"] == ["", "", 0, 8.77]


def test_the_summary_says_what_decisions_hold_and_cost(tmp_path):
    roster = rmatch.read_roster(EXAMPLE)
    path = tmp_path / "decisions.csv"
    rows = ("E104,E005,lock,yes,,Ann", "E106,E008,accept,,,", "E101,E001,veto,,,")
    head = "junior_id,senior_id,decision,override,reason,by"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    matching = rmatch.pair(roster, decisions=read_decisions(path, roster))
    found = cells_of(workbook_of(matching), "Summary")
    figures = {row[0]: row[1:3] for row in found}
    held = {
        (one["junior_id"], one["senior_id"]): one for one in matching.summary["decisions"]["held"]
    }
    for pair, label in (
        (("E104", "E005"), "E104 (Dario Conti) with E005 (Gisela Böhm): locked, against no_topic"),
        (("E106", "E008"), "E106 (Farid Haddad) with E008 (João Magalhães): accepted"),
    ):
        cost = held[pair]["cost"]
        assert figures[label] == [cost["people"], cost["points"]]
    assert "All of them together" in figures
    assert not any("E101" in str(cell) and "veto" in str(cell) for row in found for cell in row)
    assert any("no result that keeps to what is required and decided" in key for key in figures)


def test_a_cost_that_nobody_knows_is_said(matching):
    one = {"junior_id": "E101", "senior_id": "E001", "decision": "lock", "overrides": []}
    decided = {"held": [{**one, "cost": None}], "cost": None}
    summary = matching.summary | {"decisions": decided}
    book = workbook_bytes(matching.solved, summary=summary, pairings=(), unmatched=())
    figures = {row[0]: row[1:3] for row in cells_of(book, "Summary")}
    label = "E101 (Aisha Rahman) with E001 (Élodie Marchand): locked"
    assert figures[label] == figures["All of them together"] == ["not known", "not known"]


def test_an_unproven_result_is_not_called_proven(matching):
    summary = matching.summary | {"status": "feasible"}
    book = workbook_bytes(matching.solved, summary=summary, pairings=(), unmatched=())
    told = [row[0] for row in cells_of(book, "Summary")]
    assert any("valid; not proven to be the best" in text for text in told)
    assert not any("no result is better" in text for text in told)


def test_a_cohort_without_pairings_makes_a_workbook():
    matching = rmatch.pair(roster_of(junior("J1", "sql:4"), senior("S1", "python:4")))
    book = workbook_of(matching)
    assert len(records(book, "Unmatched")) == 2
    assert [row for row in records(book, "Review") if any(row.values())] == []
    assert "Mean" not in {row[0] for row in cells_of(book, "Summary")}


# --- text stays text, numbers are numbers ---


@pytest.mark.parametrize("text", HOSTILE)
def test_text_comes_back_as_it_was_written(text):
    matching = with_texts(text)
    (pairing,) = matching.pairing_rows
    pairing = replace(pairing, topics=(text,), reason=text)
    book = workbook_bytes(
        matching.solved, summary=matching.summary, pairings=(pairing,), unmatched=()
    )
    person = matching.roster.juniors[0]
    (row,) = records(book, "Review")
    assert row["Junior (mentor)"] == person.name
    assert row["Junior's e-mail"] == (person.email or "")
    assert row["Junior's department"] == "/".join(person.department)
    assert (row["Topics"], row["Why these two"]) == (text, text)
    assert not re.search(r"<f[ >/]|<hyperlink", "".join(parts(book).values()))


@pytest.mark.parametrize("person", ["00123", "1e5", "=1+1", "TRUE", "a\tb", "a\x01b", "_x0041_"])
def test_ids_come_back_as_they_were_written(person, tmp_path):
    roster = roster_of(junior(person), senior("S1"))
    book = workbook_of(rmatch.pair(roster))
    (row,) = records(book, "Review")
    assert row["Junior id"] == person
    path = tmp_path / "decided.xlsx"
    path.write_bytes(filled_in(book, {place("Decision"): "accept"}))
    (decision,) = read_decisions(path, roster).decisions
    assert decision.pair == (person, "S1")


def test_cells_are_strings_formatted_as_text_or_numbers(data):
    xml = parts(data)
    styles = xml["xl/styles.xml"]
    formats = re.findall(r'<xf numFmtId="(\d+)"', styles.partition("<cellXfs")[2])
    for sheet in SHEETS:
        for style, kind in re.findall(r'<c r="[^"]+" s="(\d+)"( t="s")?>', sheet_xml(data, sheet)):
            number = formats[int(style)]
            # 49 is text, 3 and 4 are numbers with a comma for thousands.
            assert number in ({"49"} if kind else {"3", "4"}), (sheet, style)
        assert "<f" not in re.sub(r"<formula\d?>|</?font", "", sheet_xml(data, sheet))


def test_longer_text_than_a_cell_holds_ends_in_an_ellipsis():
    matching = with_texts("x" * 40_000)
    (row,) = records(workbook_of(matching), "Review")
    assert row["Junior (mentor)"] == "x" * (LONGEST - 1) + "…"
    assert len(row["Why these two"]) == LONGEST
    assert row["Junior id"] == "J1"


def test_a_cell_is_as_long_as_excel_counts():
    assert holdable("🦊" * 20_000) == "🦊" * 16_383 + "…"
    assert holdable("x" + "🦊" * 20_000) == "x" + "🦊" * 16_382 + "…"
    assert holdable("🦊" * 16_383) == "🦊" * 16_383
    assert holdable("x" * LONGEST) == "x" * LONGEST


def test_what_xml_cannot_hold_is_replaced():
    assert holdable("a\ud800b\ufffec") == "a\ufffdb\ufffdc"
    assert line("a\x1b[31mb\nc\u202ed") == "a [31mb c d"
    matching = with_texts("x")
    pairing = replace(matching.pairing_rows[0], reason="a\ud800b\x00c\x0bd", topics=("\udfff",))
    book = workbook_bytes(
        matching.solved, summary=matching.summary, pairings=(pairing,), unmatched=()
    )
    (row,) = records(book, "Review")
    assert (row["Why these two"], row["Topics"]) == ("a\ufffdb c d", "\ufffd")


# --- a table that people can work with ---


def test_headings_stay_in_view_and_filter(data):
    for sheet in TABLES:
        top = HEADING_ROW if sheet == "Review" else 1
        xml = sheet_xml(data, sheet)
        last = len(cells_of(data, sheet))
        assert re.search(rf'<pane [^>]*ySplit="{top}" topLeftCell="[AE]{top + 1}"', xml), sheet
        assert re.search(rf'<autoFilter ref="A{top}:[A-Z]+{last}"/>', xml), sheet
        assert 'orientation="landscape"' in xml
        assert re.search(r'<pageSetup [^>]*fitToHeight="0"', xml)
    names = parts(data)["xl/workbook.xml"]
    assert names.count('name="_xlnm.Print_Titles"') == len(TABLES)
    assert "'Review'!$A$1:$K$15" in names.replace("Review!", "'Review'!")
    assert "sheetProtection" not in "".join(parts(data).values())


def test_who_it_is_stays_in_view_and_is_told_apart_on_paper(data):
    headings = cells_of(data, "Review")[HEADING_ROW - 1]
    assert headings[:4] == ["Senior (learner)", "Senior id", "Junior (mentor)", "Junior id"]
    assert re.search(r'<pane xSplit="4" ySplit="5" ', sheet_xml(data, "Review"))
    on_paper = set(headings[: headings.index("Junior's department") + 1])
    assert {"Decision", "Score", "Topics", "Why these two"} <= on_paper
    assert not on_paper & {"Decision note", "Decided by", "Senior's e-mail", "Junior's e-mail"}
    widths = widths_of(data, "Review")
    # The rest of the sheet has room beside what stays, and paper is for what there is to read.
    assert sum(widths[:4]) < 72
    decided = [widths[headings.index(name)] for name in ("Decision", "Override")]
    assert sum(decided) < 0.16 * sum(widths[: len(on_paper)])


def test_the_sheet_says_that_earlier_files_are_to_be_given_as_well(data):
    told = [row[0] for row in cells_of(data, "Review")[: HEADING_ROW - 1]]
    assert any("earlier files of decisions as well" in line for line in told)


def test_scores_are_coloured_by_a_scale(data):
    for sheet, column in (
        ("Review", f"{place('Score')}:{place('Score', 9)}"),
        ("Pairings", "E2:E11"),
    ):
        xml = sheet_xml(data, sheet)
        assert f'<conditionalFormatting sqref="{column}"><cfRule type="colorScale"' in xml


def test_decisions_are_chosen_from_a_list_that_explains_them(data):
    xml = sheet_xml(data, "Review")
    listed = re.findall(r'<dataValidation type="list".*?</dataValidation>', xml, re.DOTALL)
    decision, override = listed
    assert f'sqref="{place("Decision")}:E1048576"' in decision
    assert f'<formula1>"{",".join(DECISIONS)}"</formula1>' in decision
    told = re.search(r' prompt="([^"]*)"', decision)[1].replace("_x000a_", "\n")
    lines = re.split(r"\n|&#10;|&#xA;", told)
    assert [text.partition(":")[0] for text in lines] == list(DECISIONS)
    assert all(text.partition(": ")[2] for text in lines)
    assert f'sqref="{place("Override")}:F1048576"' in override
    assert '<formula1>"yes"</formula1>' in override


def test_wide_text_is_wrapped_in_rows_that_are_high_enough(data):
    xml = sheet_xml(data, "Review")
    heights = [float(h) for h in re.findall(r'<row r="\d+"[^>]* ht="([\d.]+)"', xml)]
    assert max(widths_of(data, "Review")) < 70
    assert max(heights[HEADING_ROW:]) > 3 * 15
    flat = workbook_of(rmatch.pair(roster_of(junior("J1"), senior("S1"))))
    assert max(map(float, re.findall(r' ht="([\d.]+)"', sheet_xml(flat, "Mail merge")))) < 40


# --- the same bytes, and nothing confidential ---


def test_equal_runs_give_equal_bytes_with_no_time_in_them(data):
    assert workbook_of(rmatch.pair(rmatch.read_roster(EXAMPLE), prices=True)) == data
    with zipfile.ZipFile(BytesIO(data)) as book:
        assert {info.date_time for info in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    times = re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z?", "".join(parts(data).values()))
    assert set(times) == {"2000-01-01T00:00:00Z"}


def test_order_of_the_roster_makes_no_difference():
    people = [junior("J1"), junior("J2", "sql:3"), senior("S1"), senior("S2", "sql:4")]
    forwards, backwards = (rmatch.pair(roster_of(*rows)) for rows in (people, people[::-1]))
    assert workbook_of(forwards) == workbook_of(backwards)


def test_sensitive_topics_are_shown_only_if_asked_for():
    roster = roster_of(
        junior("J1", "menopause:4", offers="menopause", wants="menopause:5"),
        senior("S1", "menopause:4", skills="menopause:1", offers=""),
    )
    matching = rmatch.pair(roster)
    hidden, shown = (workbook_of(matching, show_sensitive=show) for show in (False, True))
    assert "menopause" not in "".join(parts(hidden).values())
    for sheet, column in (("Review", "Topics"), ("Mail merge", "topics"), ("Pairings", "topics")):
        assert records(hidden, sheet)[0][column] == "a sensitive topic"
        assert records(shown, sheet)[0][column] == "menopause"


def test_topics_in_return_hide_sensitive_ones_too():
    roster = roster_of(
        junior("J1", "python:4", offers="python", wants="adhd:4"),
        senior("S1", "python:4", skills="adhd:5", offers="adhd"),
    )
    matching = rmatch.pair(roster)
    hidden, shown = (
        records(workbook_of(matching, show_sensitive=show), "Mail merge")[0] for show in (0, 1)
    )
    assert hidden["topics_in_return"] == "a sensitive topic"
    assert shown["topics_in_return"] == "adhd"


def test_wishes_lines_and_traits_stay_out(tmp_path):
    header = "id,name,role,level,skills,wants,prefers,avoids,successor_of,manager_id,gender,age"
    rows = [
        "J1,Ada,junior,2,python:4,,S2,S9,,M7,nonesuch,87",
        "J2,Ben,junior,2,python:3,,,S1,,M7,nonesuch,88",
        "S1,Cleo,senior,7,,python:5,,,,M8,nonesuch,89",
        "S2,Dov,senior,7,,python:5,J1,,,M8,nonesuch,91",
        "S9,Eve,senior,7,,sql:5,,,,M8,nonesuch,93",
    ]
    path = tmp_path / "roster.csv"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    book = workbook_of(rmatch.pair(rmatch.read_roster(path)))
    cells = [cell for sheet in SHEETS for row in cells_of(book, sheet) for cell in row]
    assert not {87, 88, 89, 91, 93} & set(cells)
    told = "\n".join(str(cell) for cell in cells)
    for secret in ("nonesuch", "gender", "avoids", "successor", "M7", "M8"):
        assert secret not in told
    letters = [cell for row in records(book, "Mail merge") for cell in row.values()]
    assert {type(cell) for cell in letters} == {str}  # no score, no level, no rank


# --- decisions come back ---


def test_no_heading_is_taken_for_another():
    headings = cells_of(workbook_of(with_texts("x")), "Review")[HEADING_ROW - 1]
    for kind in ("decisions", "pairs"):
        plan = plan_columns(headings, file="decided.xlsx", kind=kind)
        assert plan.problems == ()
        ids = {"junior_id": "Junior id", "senior_id": "Senior id"}
        assert {key: plan.sources[key] for key in ids} == ids
    plan = plan_columns(headings, file="decided.xlsx", kind="decisions")
    assert plan.sources == {
        "junior_id": "Junior id",
        "senior_id": "Senior id",
        "decision": "Decision",
        "override": "Override",
        "reason": "Decision note",
        "by": "Decided by",
    }


def test_a_workbook_filled_in_is_a_file_of_decisions(data, matching, tmp_path):
    typed = {
        place("Decision"): "lock",
        place("Override"): "yes",
        place("Decided by"): "Ines",
        place("Decision", 1): "veto",
        place("Decision note", 1): "a private reason",
    }
    path = tmp_path / "decided.xlsx"
    path.write_bytes(filled_in(data, typed))
    found = read_decisions(path, matching.roster)
    assert [(d.pair, d.decision, d.override, d.by) for d in found.decisions] == [
        (("E101", "E001"), "lock", True, "Ines"),
        (("E107", "E002"), "veto", False, ""),
    ]
    assert found.listed == {(p.junior_id, p.senior_id) for p in matching.pairing_rows}
    assert found.warnings == ()
    assert "private" not in repr(found)


def test_every_word_of_the_list_is_understood(data, matching, tmp_path):
    path = tmp_path / "decided.xlsx"
    typed = {place("Decision", k): word for k, word in enumerate(DECISIONS)}
    path.write_bytes(filled_in(data, typed))
    found = read_decisions(path, matching.roster).decisions
    assert [one.decision for one in found] == list(DECISIONS)


def test_what_is_held_is_not_forgotten_by_the_next_workbook(data, matching, tmp_path):
    path = tmp_path / "decided.xlsx"
    typed = {place("Decision"): "lock", place("Decision", 1): "accept"}
    path.write_bytes(filled_in(data, typed))
    decisions = read_decisions(path, matching.roster)
    again = workbook_of(rmatch.pair(matching.roster, decisions=decisions))
    told = {(r["Junior id"], r["Senior id"]): r["Decision"] for r in records(again, "Review")}
    assert told[("E101", "E001")] == "lock"
    assert told[("E107", "E002")] == "accept"
    assert sorted(told.values()) == [""] * 8 + ["accept", "lock"]
    path.write_bytes(again)
    kept = read_decisions(path, matching.roster)
    assert [(d.pair, d.decision) for d in kept.decisions] == [
        (d.pair, d.decision) for d in decisions.decisions
    ]


def test_an_override_is_shown_beside_what_it_holds(tmp_path):
    roster = roster_of(junior("J1", level="5"), senior("S1", level="2"))
    path = tmp_path / "decisions.csv"
    path.write_text("junior_id,senior_id,decision,override\nJ1,S1,lock,yes\n", encoding="utf-8")
    matching = rmatch.pair(roster, decisions=read_decisions(path, roster))
    (row,) = records(workbook_of(matching), "Review")
    assert (row["Decision"], row["Override"]) == ("lock", "yes")


def test_a_veto_leaves_no_trace(data, matching, tmp_path):
    path = tmp_path / "decided.xlsx"
    typed = {place("Decision"): "declined", place("Decision note"): "a private reason"}
    path.write_bytes(filled_in(data, typed | {place("Decided by"): "Ines"}))
    decisions = read_decisions(path, matching.roster)
    again = workbook_of(rmatch.pair(matching.roster, decisions=decisions))
    cells = [str(cell) for sheet in SHEETS for row in cells_of(again, sheet) for cell in row]
    assert not {"declined", "a private reason", "Ines"} & set(cells)
    assert not any("veto" in cell for cell in cells)


def test_a_workbook_of_an_earlier_arrangement_is_read_as_well(matching, tmp_path):
    headings = [
        *("Decision", "Override", "Decision note", "Decided by"),
        *("Junior (mentor)", "Junior's department", "Senior (learner)", "Senior's department"),
        *("Topics", "Why these two", "Score", "Junior's e-mail", "Senior's e-mail"),
        *("Junior id", "Senior id"),
    ]
    path = tmp_path / "earlier.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet("Review")
        sheet.write_column(0, 0, ["Pairings to decide on", "Choose a decision", "Add a row below"])
        sheet.write_row(3, 0, headings)
        for number, pairing in enumerate(matching.pairing_rows, 4):
            sheet.write_row(
                number, 4, ["Anybody", "Sales", "Anyone", "IT", "sql", "because", 71.25]
            )
            sheet.write_row(number, 13, [pairing.junior_id, pairing.senior_id])
        sheet.write_row(4, 0, ["lock", "yes", "a private reason", "Ines"])
    found = read_decisions(path, matching.roster)
    assert [(d.pair, d.decision, d.override, d.by) for d in found.decisions] == [
        (("E101", "E001"), "lock", True, "Ines")
    ]
    assert found.warnings == ()
    assert read_pairs(path, matching.roster).pairs == tuple(
        (p.junior_id, p.senior_id) for p in matching.pairing_rows
    )


def test_the_workbook_is_a_file_of_pairings(data, matching, tmp_path):
    path = tmp_path / "pairings.xlsx"
    path.write_bytes(data)
    found = read_pairs(path, matching.roster)
    assert found.pairs == tuple((p.junior_id, p.senior_id) for p in matching.pairing_rows)
    assert found.facts.sheet == "Review"


def test_the_sheet_to_decide_in_is_known_as_ours_when_it_comes_back():
    assert {column.heading for column in COLUMNS} >= OF_REVIEW
