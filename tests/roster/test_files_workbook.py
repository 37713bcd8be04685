"""XLSX: the sheet, the heading row, cells as text, hidden rows, damage."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from rmatch.roster.files.sheet_xml import UnsafeXml, marks, reach, sheet_parts

from .reading import problem, problems, read

PEOPLE = [["id", "name"], ["J1", "Ada"], ["S1", "Bo"]]
Edit = Callable[[xlsxwriter.Workbook], None]


def book(
    *sheets: Sequence[Sequence[Any]], names: Sequence[str] = (), edit: Edit | None = None
) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as writer:
        for number, rows in enumerate(sheets):
            sheet = writer.add_worksheet(names[number] if names else None)
            for index, row in enumerate(rows):
                sheet.write_row(index, 0, row)
        if edit is not None:
            edit(writer)
    return buffer.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes | None]) -> bytes:
    """The workbook with one part rewritten, or left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = change(old.read(name)) if name == part else old.read(name)
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()


def test_facts_and_cells(tmp_path: Path) -> None:
    table = read(tmp_path, book(PEOPLE, names=["People"]), "people.xlsx")
    assert table.headings == ("id", "name")
    assert table.columns == {0: ["J1", "S1"], 1: ["Ada", "Bo"]}
    assert table.lines == [2, 3]
    facts = table.facts
    assert (facts.format, facts.encoding, facts.delimiter) == ("xlsx", None, None)
    assert (facts.sheet, facts.hidden_rows, facts.rows) == ("People", 0, 2)
    assert table.problems == ()


def test_cells_as_text(tmp_path: Path) -> None:
    def edit(writer: xlsxwriter.Workbook) -> None:
        sheet = writer.worksheets()[0]
        day = writer.add_format({"num_format": "yyyy-mm-dd"})
        minute = writer.add_format({"num_format": "hh:mm"})
        span = writer.add_format({"num_format": "[h]:mm:ss"})
        sheet.write_datetime(1, 6, dt.datetime(2025, 3, 31), day)
        sheet.write_datetime(1, 7, dt.datetime(2025, 3, 31, 9, 30), day)
        sheet.write_datetime(1, 8, dt.time(9, 30), minute)
        sheet.write_number(1, 9, 1.5, span)
        sheet.write_string(1, 10, "'=1+1")
        sheet.write_string(1, 11, "=1+1")
        sheet.write_formula(1, 12, '="a"&"b"', None, "ab")
        sheet.write_number(1, 13, 12345678901234567890)

    headings = ["id", *(f"c{n}" for n in range(13))]
    data = book([headings, ["J1", 5, 4.5, True, " NA ", "a\nb"]], edit=edit)
    table = read(tmp_path, data, "people.xlsx")
    assert [table.columns[i][0] for i in range(14)] == [
        *("J1", "5", "4.5", "TRUE", "NA", "a\nb"),
        *("2025-03-31", "2025-03-31T09:30:00", "09:30:00", "36:00:00"),
        # Excel itself keeps such text apart from formulas, so nothing was added or goes.
        *("'=1+1", "=1+1", "ab"),
        "1.23456789012346e+19",
    ]


def test_numeric_ids_are_warned_about(tmp_path: Path) -> None:
    data = book([["name", "ID", "level"], ["Ada", "J1", 3], ["Bo", 123, 4], ["Cy", 7, 5]])
    table = read(tmp_path, data, "people.xlsx")
    assert table.columns[1] == ["J1", "123", "7"]
    (warning,) = table.problems
    assert (warning.code, warning.severity) == ("numeric-id", "warning")
    assert (warning.line, warning.heading, warning.value) == (3, "ID", "123")
    assert "2 of 3 ids" in warning.what
    (single,) = read(tmp_path, book([["id"], [5]]), "people.xlsx").problems
    assert "the id is a number" in single.what


def test_the_first_sheet_with_an_id_heading(tmp_path: Path) -> None:
    notes = [["Read me first"], ["Fill in the next sheet"]]
    titled = [["Programme 2025"], [], *([""] for _ in range(16)), *PEOPLE]
    data = book(notes, titled, PEOPLE, names=["Notes", "People", "Copy"])
    table = read(tmp_path, data, "people.xlsx")
    assert table.facts.sheet == "People"
    assert table.lines == [20, 21]


def test_a_heading_below_row_20_is_not_looked_for(tmp_path: Path) -> None:
    data = book([*([f"note {n}"] for n in range(20)), *PEOPLE], names=["People"])
    found = problem(tmp_path, data, "people.xlsx")
    assert (found.code, found.line) == ("no-id", 1)
    assert "first 20 rows" in found.what
    assert "'note 0'" in found.what
    assert "--map" in found.fix


def test_a_hidden_sheet_comes_last(tmp_path: Path) -> None:
    def edit(writer: xlsxwriter.Workbook) -> None:
        writer.worksheets()[1].activate()
        writer.worksheets()[1].set_first_sheet()
        writer.worksheets()[0].hide()

    data = book(PEOPLE, PEOPLE, names=["Lookup", "People"], edit=edit)
    assert read(tmp_path, data, "people.xlsx").facts.sheet == "People"
    assert read(tmp_path, data, "people.xlsx", sheet="Lookup").facts.sheet == "Lookup"


def test_the_sheet_asked_for(tmp_path: Path) -> None:
    other = [["Badge", "name"], ["B7", "Ada"]]
    data = book(PEOPLE, other, [], names=["People", "Other", "Void"])
    table = read(tmp_path, data, "people.xlsx", sheet=" other ")
    assert (table.facts.sheet, table.headings) == ("Other", ("Badge", "name"))
    found = problem(tmp_path, data, "people.xlsx", sheet="Nobody")
    assert found.code == "no-such-sheet"
    assert found.fix == "use one of: 'People', 'Other', 'Void'"
    found = problem(tmp_path, data, "people.xlsx", sheet="Void")
    assert (found.code, found.what) == ("empty-file", "sheet 'Void' is empty")


def test_without_has_id_the_first_filled_row_is_the_heading(tmp_path: Path) -> None:
    table = read(tmp_path, book([], [[], *PEOPLE]), "people.xlsx", has_id=None)
    assert (table.headings, table.lines) == (("id", "name"), [3, 4])
    (_,) = [read(tmp_path, book([["id"], [5]]), "people.xlsx", has_id=None)]


def test_empty_and_header_only(tmp_path: Path) -> None:
    assert problem(tmp_path, book([], []), "people.xlsx").code == "empty-file"
    assert problem(tmp_path, book([["id", "name"], ["", ""]]), "people.xlsx").code == "no-rows"


def test_hidden_rows_are_read_and_counted(tmp_path: Path) -> None:
    def edit(writer: xlsxwriter.Workbook) -> None:
        for row in (2, 4, 9):
            writer.worksheets()[0].set_row(row, None, None, {"hidden": True})

    rows = [["id"], ["a"], ["b"], ["c"], ["d"]]
    table = read(tmp_path, book(rows, names=["P"], edit=edit), "people.xlsx")
    assert table.columns[0] == ["a", "b", "c", "d"]
    assert table.facts.hidden_rows == 2
    (warning,) = table.problems
    assert (warning.code, warning.severity, warning.line) == ("hidden-rows", "warning", 3)
    assert "2 of the 4 rows are hidden in sheet 'P'" in warning.what


def test_blank_rows_and_gaps_keep_the_sheets_row_numbers(tmp_path: Path) -> None:
    rows = [[], ["", "id", "", "name"], [], ["", "a", "", "Ada"], [], ["", "b", "", "Bo"]]
    table = read(tmp_path, book(rows), "people.xlsx")
    assert table.headings == ("", "id", "", "name")
    assert (table.columns[1], table.lines) == (["a", "b"], [4, 6])


def test_cells_right_of_the_headings_are_warned_about(tmp_path: Path) -> None:
    table = read(tmp_path, book([["id", "name"], ["a", "Ada", "", "late"], ["b"]]), "people.xlsx")
    assert table.columns == {0: ["a", "b"], 1: ["Ada", ""]}
    (warning,) = table.problems
    assert (warning.code, warning.severity, warning.line) == ("no-heading", "warning", 2)
    assert "column D" in warning.what
    assert "late" not in str(warning)


def test_failed_formulas(tmp_path: Path) -> None:
    def edit(writer: xlsxwriter.Workbook) -> None:
        sheet = writer.worksheets()[0]
        sheet.write_formula("B3", "=NA()", None, "#N/A")
        sheet.write_formula("C3", "=1/0", None, "#DIV/0!")
        sheet.write_formula("A4", "=x", None, "#NAME?")

    rows = [["id", "name", "xage"], ["a", "Ada"], ["b"]]
    found = problems(tmp_path, book(rows, edit=edit), "people.xlsx")
    assert [(p.code, p.line, p.heading, p.value) for p in found] == [
        ("spreadsheet-error", 3, "name", "#N/A"),
        ("spreadsheet-error", 4, "id", "#NAME?"),
    ]


def test_more_than_26_columns(tmp_path: Path) -> None:
    headings = ["id", *(f"c{n}" for n in range(60))]
    table = read(tmp_path, book([headings, ["a", *map(str, range(60))]]), "people.xlsx")
    assert table.columns[60] == ["59"]


def test_a_stray_cell_far_away_is_refused(tmp_path: Path) -> None:
    def edit(writer: xlsxwriter.Workbook) -> None:
        writer.worksheets()[0].write("XFD1048576", "stray")

    found = problem(tmp_path, book(PEOPLE, edit=edit), "people.xlsx")
    assert found.code == "too-large"
    assert "stray cells" in found.fix


def test_blank_formatted_cells_far_away_are_let_pass(tmp_path: Path) -> None:
    def edit(writer: xlsxwriter.Workbook) -> None:
        writer.worksheets()[0].write_blank("XFD1048576", None, writer.add_format({"bold": True}))

    assert read(tmp_path, book(PEOPLE, edit=edit), "people.xlsx").lines == [2, 3]


def test_a_workbook_that_unpacks_to_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rmatch.roster.files.source._MOST_UNPACKED", 1000)
    assert problem(tmp_path, book(PEOPLE), "people.xlsx").code == "too-large"


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/worksheets/sheet1.xml", lambda xml: None),
        ("xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</v></c>", b"</v></d>")),
        ("xl/_rels/workbook.xml.rels", lambda xml: None),
        ("xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b'"rId1"', b'"rId7"')),
        ("xl/workbook.xml", lambda xml: b"<workbook"),
    ],
)
def test_damage(tmp_path: Path, part: str, change: Callable[[bytes], bytes | None]) -> None:
    found = problem(tmp_path, changed(book(PEOPLE), part, change), "people.xlsx")
    assert found.code == "damaged-file"
    assert "get it again" in found.fix


def test_entities_are_refused(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet hidden="1"/>'
    with pytest.raises(UnsafeXml):
        marks(bomb)
    data = changed(
        book(PEOPLE),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY hidden "a">]><worksheet', 1),
    )
    found = problem(tmp_path, data, "people.xlsx")
    assert found.code == "damaged-file"
    assert "document type" in found.what


def test_a_password_inside_is_refused_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import python_calamine

    class Locked:
        @staticmethod
        def from_filelike(file: object) -> None:
            raise python_calamine.PasswordError("locked")

    monkeypatch.setattr(python_calamine, "CalamineWorkbook", Locked)
    found = problem(tmp_path, book(PEOPLE), "people.xlsx")
    assert found.code == "password"
    assert "remove the password" in found.fix


def test_a_reader_that_gives_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import python_calamine

    class PanicException(BaseException):
        pass

    class Broken:
        error: type[BaseException] = PanicException

        @classmethod
        def from_filelike(cls, file: object) -> None:
            raise cls.error

    monkeypatch.setattr(python_calamine, "CalamineWorkbook", Broken)
    found = problem(tmp_path, book(PEOPLE), "people.xlsx")
    assert found.code == "damaged-file"
    assert "makes no sense" in found.what
    Broken.error = KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt):
        read(tmp_path, book(PEOPLE), "people.xlsx")


def test_marks_of_sheets_that_other_programs_write() -> None:
    xml = (
        b'<x:sheetData xmlns:x="u"><x:row><x:c><x:v>1</x:v></x:c></x:row>'
        b'<x:row hidden="true"><x:c/><x:c t="e"><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c></x:row>'
        b'<x:row r="9" hidden="0"><x:c r="AB9" t="e"><x:v>#N/A</x:v></x:c></x:row></x:sheetData>'
    )
    found = marks(xml)
    assert found.hidden == {2}
    assert found.errors == {2: {1: "#DIV/0!"}, 9: {27: "#N/A"}}
    assert marks(b'<row><c t="n"/></row>').hidden == set()


def test_reach_counts_the_rectangle() -> None:
    assert reach(b"<sheetData/>") == 0
    assert reach(b'<row r="900000"><c r="AB900000"><v>1</v></c></row>') == 900000 * 28
    assert reach(b'<row r="900000"><c s="1" r="AB2"/><c r="B3"><v>1</v></c></row>') == 6


def test_sheet_parts_follow_absolute_targets() -> None:
    data = changed(
        book(PEOPLE, names=["P"]),
        "xl/_rels/workbook.xml.rels",
        lambda xml: xml.replace(b'"worksheets/', b'"/xl/worksheets/'),
    )
    assert sheet_parts(data) == {"P": "xl/worksheets/sheet1.xml"}
