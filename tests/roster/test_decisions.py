"""Files of decisions: what they say, against themselves and about the people of a roster."""

import itertools
import pickle
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

import rmatch
from rmatch.errors import Problem, RosterError
from rmatch.roster import Decision, Decisions, Roster, read_decisions, read_roster
from rmatch.roster.decisions import DECISIONS, FORBIDDING, HOLDING

ROSTER = """\
id,name,email,role,skills,wants,participate
J01,Aisha Rahman,a.rahman@example.com,junior,python:4,,yes
0007,Chloé Vasseur,c.vasseur@example.com,junior,python:3,,yes
'=1+1,Noa Levi,,junior,python:3,,yes
J04,Dario Conti,,junior,python:2,,no
S01,Henrik Sørensen,h.sorensen@example.com,senior,,python:5,yes
S02,Beatriz Muñoz,,senior,,python:4,yes
S03,Tomasz Zieliński,,senior,,python:4,no
B01,Miriam Stone,,both,python:5,python:5,yes
"""
HEADING = "junior_id,senior_id,decision,override,reason,by\n"


@pytest.fixture
def roster(tmp_path: Path) -> Roster:
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    return read_roster(tmp_path / "roster.csv")


@pytest.fixture
def read(tmp_path: Path, roster: Roster):
    """Reads the text given, below the usual heading, as ``decisions.csv``."""

    def reading(text: str, *more: str, heading: str = HEADING, **options) -> Decisions:
        paths = [tmp_path / name for name in ("decisions.csv", "others.csv", "third.csv")]
        for path, rows in zip(paths, (text, *more), strict=False):
            path.write_text(heading + rows, encoding="utf-8")
        return read_decisions(paths[: 1 + len(more)], roster, **options)

    return reading


def wrong(read, text: str, *more: str, **options) -> list[Problem]:
    with pytest.raises(RosterError) as caught:
        read(text, *more, **options)
    assert all(problem.fix for problem in caught.value.problems)
    return list(caught.value.problems)


def said(decisions: Decisions) -> list[tuple[str, str, str]]:
    return [(d.junior_id, d.senior_id, d.decision) for d in decisions.decisions]


# --- what is read ---


def test_every_decision_is_read_and_sorted_by_senior_then_junior(read):
    found = read(
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


def test_a_reason_is_not_even_loaded(read):
    found = read("J01,S01,declined,,she told me about an illness,Petra\n")
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
def test_other_forms_of_the_words(read, word, decision):
    assert said(read(f"J01,S01,{word},,,\n")) == [("J01", "S01", decision)]


@pytest.mark.parametrize(
    ("cell", "override"),
    [("yes", True), ("x", True), ("TRUE", True), ("oui", True), ("", False), ("no", False)],
)
def test_override_is_a_yes_or_not(read, cell, override):
    (decision,) = read(f"J01,S01,lock,{cell},,\n").decisions
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
def test_other_headings(read, heading):
    cells = ("S01", "J01") if heading.startswith("Senior") else ("J01", "S01")
    found = read(f"{','.join(cells)},lock,,free words,Petra\n", heading=heading)
    assert said(found) == [("J01", "S01", "lock")]
    assert found.decisions[0].by == "Petra"
    assert found.warnings == ()


def test_a_column_may_be_mapped_and_columns_beside_are_as_they_like(read):
    heading = "junior_id,senior_id,Urteil,gender,reason,reason\n"
    found = read("J01,S01,lock,woman,a,b\n", heading=heading, maps=["Urteil=decision"])
    assert said(found) == [("J01", "S01", "lock")]
    assert "woman" not in repr(found)


def test_a_map_need_find_its_heading_in_one_of_the_files_only(tmp_path, roster, read):
    (tmp_path / "a.csv").write_text("junior_id,senior_id,Urteil\nJ01,S01,lock\n", "utf-8")
    (tmp_path / "b.csv").write_text("junior_id,senior_id,decision\nJ01,S02,veto\n", "utf-8")
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    found = read_decisions(paths, roster, maps=["Urteil=decision"])
    assert said(found) == [("J01", "S01", "lock"), ("J01", "S02", "veto")]
    with pytest.raises(RosterError, match='--map "Nope=by": there is no such heading'):
        read_decisions(paths, roster, maps=["Urteil=decision", "Nope=by"])


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
def test_encodings_delimiters_and_line_ends(tmp_path, roster, data):
    (tmp_path / "d.csv").write_bytes(data)
    assert said(read_decisions(tmp_path / "d.csv", roster)) == [("J01", "S01", "lock")]


def test_standard_input_beside_a_file(tmp_path, roster):
    (tmp_path / "d.csv").write_text("junior_id,senior_id,decision\nJ01,S02,veto\n", "utf-8")
    data = b"junior_id,senior_id,decision\nJ01,S01,vetto\n"
    with pytest.raises(RosterError, match="standard input, line 2, column 'decision'"):
        read_decisions([tmp_path / "d.csv", "-"], roster, stdin=data)
    found = read_decisions([tmp_path / "d.csv", "-"], roster, stdin=data.replace(b"tt", b"t"))
    assert said(found) == [("J01", "S01", "veto"), ("J01", "S02", "veto")]


def test_standard_input_is_the_processs_own_where_none_is_given(monkeypatch, roster):
    class Piped:
        class buffer:  # noqa: N801
            @staticmethod
            def read() -> bytes:
                return b"junior_id,senior_id,decision\nJ01,S01,lock\n"

    monkeypatch.setattr("sys.stdin", Piped)
    assert said(read_decisions("-", roster)) == [("J01", "S01", "lock")]


def test_rmatch_takes_its_own_apostrophe_away(read):
    assert said(read("'=1+1,S01,lock,,,\n")) == [("=1+1", "S01", "lock")]
    (problem,) = wrong(read, "'=1+1,S01,lock,,,\n", raw=True)
    assert (problem.code, problem.value) == ("unknown-person", "'=1+1")


def test_a_csv_file_that_became_a_workbook_keeps_its_apostrophes_and_is_read(tmp_path, roster):
    rows = [["junior_id", "senior_id", "decision"], ["'=1+1", "S01", "lock"]]
    write_book(tmp_path / "d.xlsx", {"d": rows})
    found = read_decisions(tmp_path / "d.xlsx", roster)
    assert said(found) == [("=1+1", "S01", "lock")]
    assert found.warnings == ()


def test_a_parquet_file(tmp_path, roster):
    frame = pd.DataFrame(
        {"junior_id": ["J01", "0007"], "senior_id": ["S01", "S02"], "decision": ["lock", None]}
    )
    frame["override"] = [True, False]
    frame.to_parquet(tmp_path / "d.parquet")
    found = read_decisions(tmp_path / "d.parquet", roster)
    assert [(d.pair, d.override) for d in found.decisions] == [(("J01", "S01"), True)]
    assert found.listed == {("J01", "S01"), ("0007", "S02")}


def test_no_files_decide_nothing(roster):
    found = read_decisions([], roster)
    assert found == Decisions()
    assert not found


def test_decisions_pickle(read):
    found = read("J01,S01,lock,yes,,\nj01,S02,veto,,,\n")
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


def test_a_workbook_with_a_few_rows_filled_in_and_others_hidden(tmp_path, roster):
    rows = [
        FIRST_SHEET,
        sheet_row("J01", "S01"),
        sheet_row("0007", "S02", "Veto"),
        sheet_row("=1+1", "S01", "lock", "yes"),
        sheet_row("B01", "S02"),
    ]
    other = [["junior_id", "senior_id", "score"], ["J01", "S01", 71.25]]
    write_book(tmp_path / "pairings.xlsx", {"Overview": rows, "Pairings": other}, hidden=(2, 4))
    found = read_decisions(tmp_path / "pairings.xlsx", roster)
    assert [(d.pair, d.decision, d.override, d.by, d.line) for d in found.decisions] == [
        (("=1+1", "S01"), "lock", True, "Petra", 4),
        (("0007", "S02"), "veto", False, "Petra", 3),
    ]
    assert len(found.listed) == 4
    (warning,) = found.warnings
    assert (warning.code, warning.line) == ("hidden-rows", 3)
    assert "2 of the 4 rows are hidden in sheet 'Overview' and were read as well" in warning.what
    assert "show all rows in the spreadsheet program" in warning.fix


def test_a_sheet_of_decisions_behind_a_sheet_of_pairings_is_the_one_that_is_read(tmp_path, roster):
    pairs = [["junior_id", "senior_id"], ["J01", "S01"]]
    decided = [["Mentor", "Mentee", "Decision"], ["J01", "S02", "veto"]]
    write_book(tmp_path / "d.xlsx", {"Pairings": pairs, "Notes": decided})
    assert said(read_decisions(tmp_path / "d.xlsx", roster)) == [("J01", "S02", "veto")]


def test_rows_under_the_table_that_name_nobody_are_no_trouble(tmp_path, roster):
    rows = [FIRST_SHEET, sheet_row("J01", "S01", "lock"), ["", "", "", "", "Mean", 71.25]]
    write_book(tmp_path / "d.xlsx", {"Overview": rows})
    found = read_decisions(tmp_path / "d.xlsx", roster)
    assert (said(found), found.warnings) == ([("J01", "S01", "lock")], ())


def test_ids_that_a_spreadsheet_made_numbers_of_are_found_and_reported(tmp_path, roster):
    rows = [["junior_id", "senior_id", "decision"], [7, "S01", "lock"], ["J01", "S02", 1]]
    write_book(tmp_path / "d.xlsx", {"d": rows})
    with pytest.raises(RosterError) as caught:
        read_decisions(tmp_path / "d.xlsx", roster)
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
def test_a_workbook_without_a_column(tmp_path, roster, heading, code, what):
    write_book(tmp_path / "d.xlsx", {"d": [heading, ["J01", "S01", "lock"][: len(heading)]]})
    with pytest.raises(RosterError) as caught:
        read_decisions(tmp_path / "d.xlsx", roster)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert what in problem.what
    assert '--map "Their heading=' in problem.fix


def test_a_formula_that_failed_is_no_blank_decision(tmp_path, roster):
    book = xlsxwriter.Workbook(tmp_path / "d.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["junior_id", "senior_id", "decision"])
    sheet.write_row(1, 0, ["J01", "S01"])
    sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
    book.close()
    with pytest.raises(RosterError, match="column 'decision': the cell's formula failed"):
        read_decisions(tmp_path / "d.xlsx", roster)


# --- what a file says wrongly ---


@pytest.mark.parametrize(
    ("text", "code", "words", "cure"),
    [
        ("", "empty-file", "there is no row", "or leave the file out"),
        ("junior_id,senior_id,decision\n", "no-rows", "there is no row", "one row for each"),
        (
            "junior_id,senior_id\nJ01,S01\n",
            "missing-column",
            "there is no column 'decision'",
            '--map "Their heading=decision"',
        ),
        (
            "junior_id,decision\nJ01,lock\n",
            "missing-column",
            "there is no column 'senior_id'",
            '--map "Their heading=senior_id"',
        ),
        (
            "junior_id,senior_id,decision,decision\nJ01,S01,lock,veto\n",
            "duplicate-heading",
            "'decision' has the same heading more than once",
            "rename or delete all but one",
        ),
    ],
)
def test_files_that_are_no_decisions(read, text, code, words, cure):
    (problem,) = wrong(read, text, heading="")
    assert problem.code == code
    assert problem.file.endswith("decisions.csv")
    assert words in problem.what
    assert cure in problem.fix


def test_a_file_that_is_not_there_beside_one_with_mistakes(tmp_path, roster):
    (tmp_path / "d.csv").write_text("junior_id,senior_id,decision\nJ01,S01,vetto\n", "utf-8")
    with pytest.raises(RosterError) as caught:
        read_decisions([tmp_path / "none.csv", tmp_path / "d.csv"], roster)
    assert {p.code for p in caught.value.problems} == {"missing-file", "unknown-decision"}


@pytest.mark.parametrize(
    ("word", "value", "fix"),
    [
        ("vetto", "vetto", "did you mean 'veto'? Otherwise write accept, lock, veto, change or"),
        ("Declinned", "Declinned", "did you mean 'declined'?"),
        ("annother partner", None, "did you mean 'change'?"),
        ("banana", "banana", "write accept, lock, veto, change or declined, or leave the cell"),
        ("??", None, "write accept, lock"),
        ("is ill since May", None, "write accept, lock"),
    ],
)
def test_any_other_word_is_an_error_with_the_nearest(read, word, value, fix):
    (problem,) = wrong(read, f"J01,S01,{word},,,\n")
    assert (problem.code, problem.line, problem.heading) == ("unknown-decision", 2, "decision")
    assert problem.what == "this is not a decision"
    assert problem.value == value
    assert problem.fix.startswith(fix)


def test_a_reason_in_the_column_of_decisions_is_not_shown(read):
    (problem,) = wrong(read, "J01,S01,declined - she is ill,,,\n")
    assert problem.what == "more than the one word 'declined' stands here"
    assert problem.fix == "write only 'declined'; a reason has a column of its own, 'reason'"
    assert "ill" not in str(problem).replace("stands", "")


def test_an_override_that_is_neither_yes_nor_no(read):
    problems = wrong(read, "J01,S01,lock,perhaps,,\nJ01,S02,,because I say so,,\n")
    assert [(p.code, p.line, p.heading, p.value) for p in problems] == [
        ("unknown-override", 2, "override", "perhaps"),
        ("unknown-override", 3, "override", None),
    ]
    assert problems[0].what == "this says neither that a rule is overridden nor that it is not"
    assert problems[0].fix == "write yes, or leave the cell blank for a no"


@pytest.mark.parametrize("word", sorted(FORBIDDING))
def test_an_override_beside_a_decision_that_forbids_is_warned_about_and_left_aside(read, word):
    found = read(f"J01,S01,{word},yes,,\n")
    assert [(d.decision, d.override) for d in found.decisions] == [(word, False)]
    (warning,) = found.warnings
    assert (warning.code, warning.heading, warning.ids) == (
        "override-forbidding",
        "override",
        ("J01", "S01"),
    )
    assert warning.what == f"override means nothing beside '{word}': the two are not paired"
    assert warning.confidential


def test_an_override_without_a_decision_has_no_effect_and_is_said(read):
    found = read("J01,S01,,yes,,\nJ01,S02,lock,,,\n")
    (warning,) = found.warnings
    assert (warning.code, warning.line) == ("override-undecided", 2)
    assert warning.what == "this row says override and decides nothing, so it has no effect"
    assert said(found) == [("J01", "S02", "lock")]


def test_a_file_without_a_single_decision_is_said(read):
    found = read("J01,S01,,,,\n0007,S02,,,,\n")
    assert found.listed == {("J01", "S01"), ("0007", "S02")}
    assert not found
    (warning,) = found.warnings
    assert (warning.code, warning.what) == (
        "no-decision",
        "no row of this file holds a decision, so it changes nothing",
    )
    assert warning.fix == "fill in the column 'decision' and save the file, or leave it out"


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
def test_the_stronger_of_two_decisions_with_one_effect_counts(read, first, second, counts, warned):
    for rows in ((first, second), (second, first)):
        in_one = read("".join(f"J01,S01,{row},,\n" for row in rows))
        in_two = read(*(f"J01,S01,{row},,\n" for row in rows))
        for found in (in_one, in_two):
            assert [(d.decision, d.override) for d in found.decisions] == [counts]
            assert [w.code for w in found.warnings] == ["repeated-decision"] * bool(warned)
            assert all(w.what.endswith(f"; {warned}") for w in found.warnings)
            assert all(w.confidential is (counts[0] in FORBIDDING) for w in found.warnings)


def test_a_repetition_names_both_places(read):
    (warning,) = read("J01,S01,accept,,,\nj01,S01,lock,,,\n").warnings[1:]
    assert warning.where().endswith("decisions.csv, line 3, column 'decision'")
    assert warning.what == "'J01' with 'S01' is 'lock' here and 'accept' on line 2; 'lock' counts"


@pytest.mark.parametrize(
    ("first", "second"), [(h, f) for h in sorted(HOLDING) for f in sorted(FORBIDDING)]
)
def test_opposite_decisions_name_both_places(read, tmp_path, first, second):
    (problem,) = wrong(read, f"J01,S01,{first},,,\nJ01,S02,lock,,,\nj01,S01,{second},,,\n")[:1]
    assert (problem.code, problem.line, problem.ids) == ("contradiction", 4, ("J01", "S01"))
    assert problem.what == f"'{second}' for 'J01' with 'S01' contradicts '{first}' on line 2"
    (problem,) = wrong(read, f"J01,S01,{second},,,\n", f"J01,S02,lock,,,\nJ01,S01,{first},,,\n")
    assert problem.where() == f"{tmp_path / 'others.csv'}, line 3, column 'decision'"
    assert problem.what == (
        f"'{first}' for 'J01' with 'S01' contradicts '{second}' "
        f"in {tmp_path / 'decisions.csv'}, line 2"
    )
    assert problem.fix == "keep the one that is meant and take the other out"


def test_every_row_that_contradicts_the_first_is_named(read):
    problems = wrong(
        read, "J01,S01,lock,,,\nJ01,S01,veto,,,\nJ01,S01,accept,,,\nJ01,S01,change,,,\n"
    )
    errors = [(p.line, p.code) for p in problems if p.severity == "error"]
    assert errors == [(3, "contradiction"), (5, "contradiction")]


def test_several_files_in_any_order_give_equal_results(tmp_path, roster):
    texts = {
        "a.csv": "J01,S01,accept,,,Ann\nj01,S02,veto,,,\n",
        "b.csv": "J01,S01,lock,,,\n0007,S02,,,,\nJ01,S02,change,,,Bo\n",
        "c.csv": "J01,S01,lock,yes,,Cy\nJ04,S02,veto,,,\n",
    }
    for name, rows in texts.items():
        (tmp_path / name).write_text(HEADING + rows, encoding="utf-8")
    results = [
        read_decisions([tmp_path / name for name in order], roster)
        for order in itertools.permutations(texts)
    ]
    assert all(result == results[0] for result in results)
    assert [(d.pair, d.decision, d.override, d.by) for d in results[0].decisions] == [
        (("J01", "S01"), "lock", True, "Cy"),
        (("J01", "S02"), "veto", False, ""),
    ]
    assert read_decisions([tmp_path / "a.csv"] * 3, roster) == read_decisions(
        tmp_path / "a.csv", roster
    )


# --- people ---


def test_people_found_otherwise_than_written_are_reported_where_something_is_decided(read):
    found = read("j01,Henrik Sørensen,lock,,,\n7,S02,,,,\n7,S01,declined,,,\n")
    assert said(found) == [("0007", "S01", "declined"), ("J01", "S01", "lock")]
    assert ("0007", "S02") in found.listed
    assert [(w.line, w.ids, w.what, w.confidential) for w in found.warnings] == [
        (
            2,
            ("J01",),
            "'j01' is taken for 'J01', found without regard to capital letters or leading zeros",
            False,
        ),
        (2, ("S01",), "'Henrik Sørensen' is taken for 'S01', found as a full name", False),
        (4, ("0007",), "'7' is taken for '0007', found without its leading zeros", True),
    ]


@pytest.mark.parametrize("word", DECISIONS)
def test_somebody_who_is_not_on_the_roster(read, word):
    problems = wrong(read, f"J99,S01,{word},,,\nJ01,S02,,,,\nJ01,,{word},,,\n")
    assert [(p.line, p.heading, p.code) for p in problems] == [
        (2, "junior_id", "unknown-person"),
        (4, "senior_id", "no-senior"),
    ]
    assert problems[0].what == "'J99' is not on the roster"
    assert problems[0].fix == (
        "take the row out, if this person has left; else write the id as in the roster's id column"
    )
    (problem,) = wrong(read, f"J99,S99,{word},,,\n")[:1]
    assert problem.code == "unknown-person"


def test_a_name_that_two_people_have(tmp_path):
    text = "id,name,role\nJ1,Kim Lee,junior\nJ2,Kim Lee,junior\nS1,Ann Low,senior\n"
    (tmp_path / "r.csv").write_text(text, encoding="utf-8")
    (tmp_path / "d.csv").write_text("Mentor,Mentee,Decision\nKim Lee,S1,veto\n", encoding="utf-8")
    with pytest.raises(RosterError, match="'Kim Lee' fits more than one person") as caught:
        read_decisions(tmp_path / "d.csv", read_roster(tmp_path / "r.csv"))
    (problem,) = caught.value.problems
    assert problem.fix == "write the id as in the roster's id column"


@pytest.mark.parametrize("override", ["", "yes"])
def test_nobody_is_locked_who_did_not_agree_to_take_part(read, override):
    problems = wrong(read, f"J04,S01,lock,{override},,\nJ04,S03,lock,{override},,\n")
    assert [(p.line, p.heading, p.code) for p in problems] == [
        (2, "junior_id", "not-taking-part"),
        (3, "junior_id", "not-taking-part"),
        (3, "senior_id", "not-taking-part"),
    ]
    assert problems[0].what == "'J04' did not agree to take part, which no decision overrides"
    assert problems[0].fix == (
        "take the row out, or write on the roster that this person takes part"
    )


@pytest.mark.parametrize("word", [word for word in DECISIONS if word != "lock"])
def test_other_decisions_about_them_have_no_effect(read, word):
    found = read(f"J01,S03,{word},,,\nJ01,S01,lock,,,\n")
    assert said(found) == [("J01", "S01", "lock")]
    assert ("J01", "S03") in found.listed
    (warning,) = found.warnings
    assert (warning.code, warning.line, warning.ids) == ("no-effect", 2, ("S03",))
    assert warning.what == "'S03' did not agree to take part, so this row has no effect"
    assert warning.fix == "take the row out"
    assert warning.confidential is (word in FORBIDDING)


@pytest.mark.parametrize("word", DECISIONS)
def test_somebody_in_the_other_role_and_a_person_with_themselves(read, word):
    problems = wrong(
        read, f"S02,J01,{word},,,\nB01,B01,{word},,,\nS03,S01,{word},,,\nJ01,S01,{word},,,\n"
    )
    assert [(p.line, p.heading, p.code) for p in problems] == [
        (2, "junior_id", "other-role"),
        (2, "senior_id", "other-role"),
        (3, "senior_id", "same-person"),
        (4, "junior_id", "other-role"),
    ]
    assert problems[0].what == "'S02' takes part as senior, not as junior"
    assert problems[2].what == "'B01' is paired with themselves"
    assert problems[3].what == "'S03' is on the roster as senior, not as junior"


def test_rows_without_a_decision_say_nothing_about_their_people(read):
    rows = "J99,S01,,,,\nj04,S01,,,,\nS01,J01,,,,\nB01,B01,,,,\n,,,,,Petra\nJ98,S02,,what,,\n"
    found = read(f"{rows}J01,S01,lock,,,\n")
    assert found.warnings == ()
    assert found.listed == {("J01", "S01"), ("J04", "S01")}


def test_columns_the_wrong_way_round_are_said_once(read):
    (problem,) = wrong(read, "S01,J01,lock,,,\nS02,0007,,,,\nS02,J04,veto,,,\n")
    assert problem.code == "swapped-columns"
    assert '--map "senior_id=junior_id" and --map "junior_id=senior_id"' in problem.fix


def test_the_decisions_of_another_roster_are_said_once_for_each_file(read):
    strangers = "X1,Y1,lock,,,\nX2,Y2,,,,\n"
    problems = wrong(read, strangers, "J01,S01,lock,,,\n", strangers)
    assert [(p.code, Path(p.file).name) for p in problems] == [
        ("another-roster", "decisions.csv"),
        ("another-roster", "third.csv"),
    ]


def test_all_problems_of_all_files_at_once_errors_first_by_file_and_line(read):
    problems = wrong(
        read,
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
