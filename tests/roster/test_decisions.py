"""Files of decisions: how they are read, and what they say against themselves."""

import itertools
import pickle
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import rmatch
from rmatch.errors import DecisionsError, Problem
from rmatch.roster import Decision, Decisions, read_decisions, read_roster
from rmatch.roster.decisions import DECISIONS, FORBIDDING, HOLDING

from .deciding import HEADING, said, wrong

# --- what is read ---


def test_every_decision_is_read_and_sorted_by_senior_then_junior(decided):
    found = decided(
        "J01,S02,veto,,their team is dissolved,Petra\n"
        "B01,S01,Lock,yes,,Petra\n"
        "J01,S01,ACCEPT,no,,\n"
        "0007,S01,,,,\n"
        "0007,S02,change,,,\n"
        "0007,B01,declined,,,\n"
    )
    file = found.decisions[0].file
    assert found.decisions == (
        Decision("0007", "B01", "declined", file=file, line=7),
        Decision("B01", "S01", "lock", True, "Petra", file, 3),
        Decision("J01", "S01", "accept", file=file, line=4),
        Decision("0007", "S02", "change", file=file, line=6),
        Decision("J01", "S02", "veto", False, "Petra", file, 2),
    )
    assert [d.decision for d in found.held] == ["lock", "accept"]
    assert [d.decision for d in found.forbidden] == ["declined", "change", "veto"]
    assert found.listed == {d.pair for d in found.decisions} | {("0007", "S01")}
    assert found.warnings == ()
    assert [facts.rows for facts in found.facts] == [6]


def test_the_words_hold_or_forbid_and_the_names_are_public():
    assert set(DECISIONS) == HOLDING | FORBIDDING
    assert not HOLDING & FORBIDDING
    assert (rmatch.read_decisions, rmatch.Decisions) == (read_decisions, Decisions)


def test_a_reason_is_not_even_loaded(decided):
    found = decided("J01,S01,declined,,she told me about an illness,Petra\n")
    assert b"illness" not in pickle.dumps(found)
    assert "illness" not in repr(found)


@pytest.mark.parametrize(
    ("word", "decision"),
    [
        ("accepted", "accept"),
        ("Approved", "accept"),
        ("LOCKED", "lock"),
        ("vetoed", "veto"),
        ("Decline", "declined"),
        ("Different partner", "change"),
        ("ask for another  partner", "change"),
        ("Ask_for_a_different_partner", "change"),
        ("Lock!", "lock"),
    ],
)
def test_other_forms_of_the_words(decided, word, decision):
    assert said(decided(f"J01,S01,{word},,,\n")) == [("J01", "S01", decision)]


@pytest.mark.parametrize(
    ("cell", "override"),
    [("yes", True), ("x", True), ("TRUE", True), ("oui", True), ("", False), ("no", False)],
)
def test_override_is_a_yes_or_not(decided, cell, override):
    (decision,) = decided(f"J01,S01,lock,{cell},,\n").decisions
    assert decision.override is override


@pytest.mark.parametrize(
    "heading",
    [
        "Junior id,Senior id,Decision,Override,Decision note,Decided by\n",
        "MENTOR,MENTEE,Entscheidung,Ausnahme,Begründung,Entschieden von\n",
        "junior-id,senior-id,Décision,Dérogation,Motif,Décidé par\n",
        "Senior_ID,JuniorID,decision,x,reason,by\n",
    ],
)
def test_other_headings(decided, heading):
    cells = ("S01", "J01") if heading.startswith("Senior") else ("J01", "S01")
    found = decided(f"{','.join(cells)},lock,,free words,Petra\n", heading=heading)
    assert said(found) == [("J01", "S01", "lock")]
    assert found.decisions[0].by == "Petra"
    assert found.warnings == ()


def test_a_column_may_be_mapped_and_columns_beside_are_as_they_like(decided):
    heading = "junior_id,senior_id,Urteil,gender,reason,reason\n"
    found = decided("J01,S01,lock,woman,a,b\n", heading=heading, maps=["Urteil=decision"])
    assert said(found) == [("J01", "S01", "lock")]
    assert "woman" not in repr(found)


def test_a_map_need_find_its_heading_in_one_of_the_files_only(tmp_path, staff, decided):
    (tmp_path / "a.csv").write_text("junior_id,senior_id,Urteil\nJ01,S01,lock\n", "utf-8")
    (tmp_path / "b.csv").write_text("junior_id,senior_id,decision\nJ01,S02,veto\n", "utf-8")
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    found = read_decisions(paths, staff, maps=["Urteil=decision"])
    assert said(found) == [("J01", "S01", "lock"), ("J01", "S02", "veto")]
    with pytest.raises(DecisionsError, match='--map "Nope=by": there is no such heading'):
        read_decisions(paths, staff, maps=["Urteil=decision", "Nope=by"])


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfjunior_id,senior_id,decision\r\nJ01,S01,lock\r\n",
        b"junior_id;senior_id;decision;reason\nJ01;S01;lock;one, two, three\n",
        b"junior_id\tsenior_id\tdecision\nJ01\tS01\tlock\n",
        "junior_id;senior_id;decision;by\nJ01;S01;lock;Zoë\n".encode("utf-16"),
        b"sep=;\njunior_id;senior_id;decision\nJ01;S01;lock\n",
    ],
)
def test_encodings_delimiters_and_line_ends(tmp_path, staff, data):
    (tmp_path / "d.csv").write_bytes(data)
    assert said(read_decisions(tmp_path / "d.csv", staff)) == [("J01", "S01", "lock")]


def test_standard_input_beside_a_file(tmp_path, staff):
    (tmp_path / "d.csv").write_text("junior_id,senior_id,decision\nJ01,S02,veto\n", "utf-8")
    data = b"junior_id,senior_id,decision\nJ01,S01,vetto\n"
    with pytest.raises(DecisionsError, match="standard input, line 2, column 'decision'"):
        read_decisions([tmp_path / "d.csv", "-"], staff, stdin=data)
    found = read_decisions([tmp_path / "d.csv", "-"], staff, stdin=data.replace(b"tt", b"t"))
    assert said(found) == [("J01", "S01", "veto"), ("J01", "S02", "veto")]


def test_standard_input_is_the_processs_own_where_none_is_given(monkeypatch, staff):
    class Piped:
        class buffer:  # noqa: N801
            @staticmethod
            def read() -> bytes:
                return b"junior_id,senior_id,decision\nJ01,S01,lock\n"

    monkeypatch.setattr("sys.stdin", Piped)
    assert said(read_decisions("-", staff)) == [("J01", "S01", "lock")]


def test_rmatch_takes_its_own_apostrophe_away(decided):
    assert said(decided("'=1+1,S01,lock,,,\n")) == [("=1+1", "S01", "lock")]
    (problem,) = wrong(decided, "'=1+1,S01,lock,,,\n", raw=True)
    assert (problem.code, problem.value) == ("unknown-person", "'=1+1")


def test_a_csv_file_that_became_a_workbook_keeps_its_apostrophes_and_is_read(tmp_path, staff):
    rows = [["junior_id", "senior_id", "decision"], ["'=1+1", "S01", "lock"]]
    write_book(tmp_path / "d.xlsx", {"d": rows})
    found = read_decisions(tmp_path / "d.xlsx", staff)
    assert said(found) == [("=1+1", "S01", "lock")]
    assert found.warnings == ()


def test_a_parquet_file(tmp_path, staff):
    frame = pd.DataFrame(
        {"junior_id": ["J01", "0007"], "senior_id": ["S01", "S02"], "decision": ["lock", None]}
    )
    frame["override"] = [True, False]
    frame.to_parquet(tmp_path / "d.parquet")
    found = read_decisions(tmp_path / "d.parquet", staff)
    assert [(d.pair, d.override) for d in found.decisions] == [(("J01", "S01"), True)]
    assert found.listed == {("J01", "S01"), ("0007", "S02")}


def test_no_files_decide_nothing(staff):
    found = read_decisions([], staff)
    assert found == Decisions()
    assert not found


def test_decisions_pickle(decided):
    found = decided("J01,S01,lock,yes,,\nj01,S02,veto,,,\n")
    assert pickle.loads(pickle.dumps(found)) == found
    assert found


# --- workbooks ---

FIRST_SHEET = [
    "Junior",
    "Junior department",
    "Senior",
    "Senior department",
    "Topics",
    "Score",
    "Reason",
    "Decision",
    "Override",
    "Decision note",
    "Decided by",
    "Junior e-mail",
    "Junior id",
    "Senior id",
]


def sheet_row(junior: str, senior: str, decision: str = "", override: str = "") -> list[object]:
    beside = ["Sales / EMEA", "Someone", "IT", "python; sql", 71.25, "because"]
    return ["Anybody", *beside, decision, override, "a note", "Petra", "x@y.z", junior, senior]


def write_book(path: Path, sheets: dict[str, list[list[object]]], hidden: tuple[int, ...] = ()):
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)
        if "Decision" in rows[0]:
            column = rows[0].index("Decision")
            rule = {"validate": "list", "source": list(DECISIONS)}
            sheet.data_validation(1, column, len(rows), column, rule)
            sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)
            sheet.freeze_panes(1, 2)
        for number in hidden:
            sheet.set_row(number, options={"hidden": True})
    book.close()


def test_a_workbook_with_a_few_rows_filled_in_and_others_hidden(tmp_path, staff):
    rows = [
        FIRST_SHEET,
        sheet_row("J01", "S01"),
        sheet_row("0007", "S02", "Veto"),
        sheet_row("=1+1", "S01", "lock", "yes"),
        sheet_row("B01", "S02"),
    ]
    other = [["junior_id", "senior_id", "score"], ["J01", "S01", 71.25]]
    write_book(tmp_path / "pairings.xlsx", {"Overview": rows, "Pairings": other}, hidden=(2, 4))
    found = read_decisions(tmp_path / "pairings.xlsx", staff)
    assert [(d.pair, d.decision, d.override, d.by, d.line) for d in found.decisions] == [
        (("=1+1", "S01"), "lock", True, "Petra", 4),
        (("0007", "S02"), "veto", False, "Petra", 3),
    ]
    assert len(found.listed) == 4
    (warning,) = found.warnings
    assert (warning.code, warning.line) == ("hidden-rows", 3)
    assert "2 of the 4 rows are hidden in sheet 'Overview' and were read as well" in warning.what
    assert "show all rows in the spreadsheet program" in warning.fix


def filtered_book(path: Path, headings: list[str]) -> Path:
    """A sheet in which a filter shows one row of three."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Review")
        rows = [headings, *(sheet_row(j, "S01", "veto") for j in ("J01", "0007", "B01"))]
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)
        sheet.autofilter(0, 0, 3, len(headings) - 1)
        sheet.filter_column(len(headings) - 2, "x == J01")
        for number in (2, 3):
            sheet.set_row(number, options={"hidden": True})
    return path


def test_rows_that_a_filter_hides_in_our_workbook_are_counted_and_no_matter(tmp_path, staff):
    found = read_decisions(filtered_book(tmp_path / "pairings.xlsx", FIRST_SHEET), staff)
    assert len(found.decisions) == 3
    assert found.warnings == ()
    assert [facts.hidden_rows for facts in found.facts] == [2]


def test_a_filter_in_another_workbook_is_warned_about(tmp_path, staff):
    headings = ["A note" if h == "Decision note" else h for h in FIRST_SHEET]
    (warning,) = read_decisions(filtered_book(tmp_path / "own.xlsx", headings), staff).warnings
    assert warning.code == "filtered-rows"
    assert "2 of the 3 rows are hidden by a filter in sheet 'Review'" in warning.what


def test_one_class_catches_all_that_a_file_of_decisions_can_be(tmp_path, staff):
    for text in ("", "junior_id,senior_id\nJ01,S01\n", "junior_id,senior_id,decision\nJ01,S01,x\n"):
        (tmp_path / "d.csv").write_text(text, encoding="utf-8")
        with pytest.raises(DecisionsError):
            read_decisions(tmp_path / "d.csv", staff)
    with pytest.raises(DecisionsError, match="there is no such file"):
        read_decisions(tmp_path / "none.csv", staff)


def test_a_sheet_of_decisions_behind_a_sheet_of_pairings_is_the_one_that_is_read(tmp_path, staff):
    pairs = [["junior_id", "senior_id"], ["J01", "S01"]]
    decided = [["Mentor", "Mentee", "Decision"], ["J01", "S02", "veto"]]
    write_book(tmp_path / "d.xlsx", {"Pairings": pairs, "Notes": decided})
    assert said(read_decisions(tmp_path / "d.xlsx", staff)) == [("J01", "S02", "veto")]


def test_rows_under_the_table_that_name_nobody_are_no_trouble(tmp_path, staff):
    rows = [FIRST_SHEET, sheet_row("J01", "S01", "lock"), ["", "", "", "", "Mean", 71.25]]
    write_book(tmp_path / "d.xlsx", {"Overview": rows})
    found = read_decisions(tmp_path / "d.xlsx", staff)
    assert (said(found), found.warnings) == ([("J01", "S01", "lock")], ())


def test_ids_that_a_spreadsheet_made_numbers_of_are_found_and_reported(tmp_path, staff):
    rows = [["junior_id", "senior_id", "decision"], [7, "S01", "lock"], ["J01", "S02", 1]]
    write_book(tmp_path / "d.xlsx", {"d": rows})
    with pytest.raises(DecisionsError) as caught:
        read_decisions(tmp_path / "d.xlsx", staff)
    assert [(p.code, p.heading, p.value) for p in caught.value.problems] == [
        ("unknown-decision", "decision", "1"),
        ("numeric-id", "junior_id", "7"),
        ("found-loosely", "junior_id", "7"),
    ]


@pytest.mark.parametrize(
    ("heading", "code", "what"),
    [
        (["junior_id", "senior_id"], "missing-column", "there is no column 'decision'"),
        (["who", "whom", "what"], "no-id", "no sheet has a heading row that names both people"),
    ],
)
def test_a_workbook_without_a_column(tmp_path, staff, heading, code, what):
    write_book(tmp_path / "d.xlsx", {"d": [heading, ["J01", "S01", "lock"][: len(heading)]]})
    with pytest.raises(DecisionsError) as caught:
        read_decisions(tmp_path / "d.xlsx", staff)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert what in problem.what
    assert '--map "Their heading=' in problem.fix


def test_a_formula_that_failed_is_no_blank_decision(tmp_path, staff):
    book = xlsxwriter.Workbook(tmp_path / "d.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["junior_id", "senior_id", "decision"])
    sheet.write_row(1, 0, ["J01", "S01"])
    sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
    book.close()
    with pytest.raises(DecisionsError, match="column 'decision': the cell's formula failed"):
        read_decisions(tmp_path / "d.xlsx", staff)


# --- the same pair twice ---


@pytest.mark.parametrize(
    ("first", "second", "counts", "warned"),
    [
        ("accept,", "lock,", ("lock", False), "'lock' counts"),
        ("accept,yes", "lock,", ("lock", True), "'lock' with override counts"),
        ("lock,yes", "lock,", ("lock", True), "'lock' with override counts"),
        ("accept,", "accepted,no", ("accept", False), None),
        ("veto,", "declined,", ("declined", False), "'declined' counts"),
        ("change,", "veto,", ("veto", False), "'veto' counts"),
        ("change,", "declined,", ("declined", False), "'declined' counts"),
        ("veto,", "veto,", ("veto", False), None),
    ],
)
def test_the_stronger_of_two_with_one_effect_counts(decided, first, second, counts, warned):
    for rows in ((first, second), (second, first)):
        in_one = decided("".join(f"J01,S01,{row},,\n" for row in rows))
        in_two = decided(*(f"J01,S01,{row},,\n" for row in rows))
        for found in (in_one, in_two):
            assert [(d.decision, d.override) for d in found.decisions] == [counts]
            assert [w.code for w in found.warnings] == ["repeated-decision"] * bool(warned)
            assert all(w.what.endswith(f": {warned}") for w in found.warnings)
            assert all(w.confidential is (counts[0] in FORBIDDING) for w in found.warnings)


def test_a_repetition_names_both_places(decided):
    (warning,) = decided("J01,S01,accept,,,\nj01,S01,lock,,,\n").warnings[1:]
    assert warning.where().endswith("decisions.csv, line 3, column 'decision'")
    assert warning.what == ("'J01' with 'S01' is decided twice, and not alike: 'lock' counts")
    assert warning.fix == "keep one of the two; 'accept' stands on line 2"


@pytest.mark.parametrize(
    ("first", "second"), [(h, f) for h in sorted(HOLDING) for f in sorted(FORBIDDING)]
)
def test_opposite_decisions_name_both_places(decided, tmp_path, first, second):
    (problem,) = wrong(decided, f"J01,S01,{first},,,\nJ01,S02,lock,,,\nj01,S01,{second},,,\n")[:1]
    assert (problem.code, problem.line, problem.ids) == ("contradiction", 4, ("J01", "S01"))
    assert problem.what == f"'{second}' for 'J01' with 'S01' contradicts '{first}' on line 2"
    (problem,) = wrong(decided, f"J01,S01,{second},,,\n", f"J01,S02,lock,,,\nJ01,S01,{first},,,\n")
    assert problem.where() == f"{tmp_path / 'others.csv'}, line 3, column 'decision'"
    assert problem.what == (
        f"'{first}' for 'J01' with 'S01' contradicts '{second}' "
        f"in {tmp_path / 'decisions.csv'}, line 2"
    )
    assert problem.fix == "keep the one that is meant and take the other out"


def test_every_row_that_contradicts_the_first_is_named(decided):
    problems = wrong(
        decided, "J01,S01,lock,,,\nJ01,S01,veto,,,\nJ01,S01,accept,,,\nJ01,S01,change,,,\n"
    )
    errors = [(p.line, p.code) for p in problems if p.severity == "error"]
    assert errors == [(3, "contradiction"), (5, "contradiction")]


def test_several_files_in_any_order_give_equal_results(tmp_path, staff):
    texts = {
        "a.csv": "J01,S01,accept,,,Ann\nj01,S02,veto,,,\n",
        "b.csv": "J01,S01,lock,,,\n0007,S02,,,,\nJ01,S02,change,,,Bo\n",
        "c.csv": "J01,S01,lock,yes,,Cy\nJ04,S02,veto,,,\n",
    }
    for name, rows in texts.items():
        (tmp_path / name).write_text(HEADING + rows, encoding="utf-8")
    results = [
        read_decisions([tmp_path / name for name in order], staff)
        for order in itertools.permutations(texts)
    ]
    assert all(result == results[0] for result in results)
    assert [(d.pair, d.decision, d.override, d.by) for d in results[0].decisions] == [
        (("J01", "S01"), "lock", True, "Cy"),
        (("J01", "S02"), "veto", False, ""),
    ]
    assert read_decisions([tmp_path / "a.csv"] * 3, staff) == read_decisions(
        tmp_path / "a.csv", staff
    )


# --- all together ---


def test_all_problems_of_all_files_at_once_errors_first_by_file_and_line(decided):
    problems = wrong(
        decided,
        "j01,S01,lock,,,\nJ99,S01,veto,,,\nJ01,S02,vetto,maybe,,\n",
        "J01,S01,veto,,,\nB01,B01,lock,,,\n",
    )
    assert [(Path(p.file).name, p.line, p.code) for p in problems] == [
        ("decisions.csv", 3, "unknown-person"),
        ("decisions.csv", 4, "unknown-decision"),
        ("decisions.csv", 4, "unknown-override"),
        ("others.csv", 2, "contradiction"),
        ("others.csv", 3, "same-person"),
        ("decisions.csv", 2, "found-loosely"),
    ]


def test_two_thousand_rows(tmp_path):
    people = [f"J{n:04},junior" for n in range(2000)] + [f"S{n:04},senior" for n in range(2000)]
    (tmp_path / "r.csv").write_text("id,role\n" + "\n".join(people) + "\n", encoding="utf-8")
    words = itertools.cycle((*DECISIONS, ""))
    rows = [f"J{n:04},S{1999 - n:04},{next(words)}" for n in range(2000)]
    (tmp_path / "d.csv").write_text("Mentor,Mentee,Decision\n" + "\n".join(rows), encoding="utf-8")
    found = read_decisions(tmp_path / "d.csv", read_roster(tmp_path / "r.csv"))
    assert len(found.listed) == 2000
    assert len(found.decisions) == 2000 - 333
    assert [d.senior_id for d in found.decisions] == sorted(d.senior_id for d in found.decisions)
    assert found.warnings == ()


def test_a_mark_without_width_decides_nothing(decided):
    found = decided("J01,S01,\u200b,yes,,\n")
    assert [w.code for w in found.warnings] == ["no-decision", "override-undecided"]
    assert found.decisions == ()


def test_a_very_long_id_is_cut_in_the_message(decided):
    (problem,) = wrong(decided, f"{'J' * 5000},S01,lock,,,\nJ01,S02,,,,\n")
    assert len(str(problem)) < 500


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["J01", "7", "'=1+1", "J04", "S01", "B01", "J99", ""]),
        st.sampled_from(["S01", "s02", "S03", "B01", "J01", ""]),
        st.sampled_from([*DECISIONS, "", "Locked", "vetto"]),
        st.sampled_from(["", "yes", "perhaps"]),
    ),
    min_size=1,
    max_size=6,
)


def outcome(decided, *texts: str) -> Decisions | list[Problem]:
    try:
        return decided(*texts)
    except DecisionsError as error:
        return list(error.problems)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(first=ROWS, second=ROWS)
def test_whatever_files_say_is_one_decision_a_pair_or_errors_with_a_cure(decided, first, second):
    texts = ["".join(f"{','.join(row)},SECRET,P\n" for row in rows) for rows in (first, second)]
    found, turned = outcome(decided, *texts), outcome(decided, *reversed(texts))
    assert "SECRET" not in repr(found)
    if not isinstance(found, Decisions):
        assert found[0].severity == "error"
        assert all(problem.fix for problem in found)
        assert not isinstance(turned, Decisions)
        return
    assert len({d.pair for d in found.decisions}) == len(found.decisions)
    assert {d.pair for d in found.decisions} <= found.listed
    assert all(d.holds or not d.override for d in found.decisions)
    assert isinstance(turned, Decisions)
    assert [replace(d, file="", line=0) for d in turned.decisions] == [
        replace(d, file="", line=0) for d in found.decisions
    ]


# --- titles above the headings ---

TITLES = 'Pairings to decide on;;;;\n"Choose a decision; save; and give it to the next run";;;;\n\n'


@pytest.mark.parametrize("separator", ["", "sep=;\n"])
def test_a_sheet_saved_as_text_has_titles_above_its_headings(decided, separator):
    heading = separator + TITLES + "Decision;Override;Decision note;Junior id;Senior id\n"
    found = decided("veto;;their, well, team;J01;S02\n", heading=heading)
    assert said(found) == [("J01", "S02", "veto")]
    assert found.decisions[0].line == heading.count("\n") + 1


def test_twenty_lines_are_looked_at_for_headings(decided):
    assert said(decided("J01,S01,accept,,,\n", heading="A title\n" * 19 + HEADING))
    assert wrong(decided, "J01,S01,accept,,,\n", heading="A title\n" * 20 + HEADING)
