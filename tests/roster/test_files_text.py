"""CSV and TSV: encodings, delimiters, quotes, line numbers, ragged rows."""

import csv
import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmatch.roster.files import read_table
from rmatch.roster.files.records import Lines, read_record, records
from rmatch.spreadsheet_safe import guard

from .reading import has_id, known, problem, problems, read

TEXT = "id,name,skills\nJ01,Zoë,python:4; sql:3\nS01,Łucja,\n"


def test_facts_and_cells(tmp_path: Path) -> None:
    data = b"id,name,xpay\n00123, NA ,9\nJ2,None,8\n"
    table = read(tmp_path, data)
    assert table.headings == ("id", "name", "xpay")
    assert table.columns == {0: ["00123", "J2"], 1: ["NA", "None"]}
    assert table.lines == [2, 3]
    assert table.problems == ()
    facts = table.facts
    assert (facts.name, facts.format) == (str(tmp_path / "people.csv"), "csv")
    assert (facts.encoding, facts.delimiter, facts.sheet) == ("utf-8", ",", None)
    assert (facts.hidden_rows, facts.rows) == (0, 2)
    assert facts.sha256 == hashlib.sha256(data).hexdigest()


def test_columns_not_chosen_are_not_kept(tmp_path: Path) -> None:
    table = read(tmp_path, b"id,name\n1,a\n", choose=lambda headings: [])
    assert (table.columns, table.lines) == ({}, [2])


@pytest.mark.parametrize(
    ("codec", "mark", "named"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("utf-16-le", b"\xff\xfe", "utf-16"),
        ("utf-16-be", b"\xfe\xff", "utf-16"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-32-le", b"\xff\xfe\x00\x00", "utf-32"),
        ("utf-32-be", b"\x00\x00\xfe\xff", "utf-32"),
    ],
)
def test_unicode_encodings(tmp_path: Path, codec: str, mark: bytes, named: str) -> None:
    table = read(tmp_path, mark + TEXT.encode(codec))
    assert table.facts.encoding == named
    assert table.headings == ("id", "name", "skills")
    assert table.columns[1] == ["Zoë", "Łucja"]


def test_windows_1252(tmp_path: Path) -> None:
    text = "id;name;note\r\n1;Zoë;“CAFÉ”\r\n2;Åsa;10 €\r\n" + "3;Jürgen;né à Nîmes, été\r\n" * 10
    table = read(tmp_path, text.encode("cp1252"))
    assert table.facts.encoding == "windows-1252"
    assert table.columns[2][:2] == ["“CAFÉ”", "10 €"]


def test_two_marks_do_not_stick_to_the_heading(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbf" * 2 + b"id,name\n1,a\n").headings == ("id", "name")


def test_broken_utf8_is_not_taken_for_windows_1252(tmp_path: Path) -> None:
    data = "id,name\n1,Zoë\n2,Åsa\n3,x\n".encode() + b"4,\xeb\n5,ok\n6,\xc3\n"
    found = problems(tmp_path, data)
    assert [(p.code, p.line, p.value) for p in found] == [
        ("undecodable", 5, "0xEB"),
        ("undecodable", 7, "0xC3"),
    ]
    assert "UTF-8" in found[0].what
    assert "UTF-8" in found[0].fix


def test_bytes_that_no_encoding_knows(tmp_path: Path) -> None:
    found = problem(tmp_path, b"id,name\r\n1,Zo\xeb\r\n2,\x81\r\n")
    assert (found.code, found.line, found.value) == ("undecodable", 3, "0x81")
    assert "Windows-1252" in found.what


def test_cut_off_utf16(tmp_path: Path) -> None:
    found = problem(tmp_path, "\ufeffid,name\n1,Ada".encode("utf-16-le") + b"x")
    assert (found.code, found.line) == ("undecodable", 2)


def test_nul_on_every_line_that_has_one(tmp_path: Path) -> None:
    found = problems(tmp_path, b"id,name\n1,A\0da\n2,Bo\n3,\0\0\n" + b"4,Cy\n" * 20)
    assert [(p.code, p.line) for p in found] == [("nul", 2), ("nul", 4)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    rows = [["id", "name", "skills"], ["1", "Ada", "a"], ["2", "Bo", "b"]]
    data = "\n".join(delimiter.join(row) for row in rows).encode()
    table = read(tmp_path, data)
    assert table.facts.delimiter == delimiter
    assert table.facts.format == ("tsv" if delimiter == "\t" else "csv")
    assert table.columns[2] == ["a", "b"]


@pytest.mark.parametrize(
    ("data", "delimiter"),
    [
        (b"id,name,skills\n1,Ada,a:4; b:3; c; d; e; f; g\n2,Bo,a; b; c; d; e; f; g\n", ","),
        (b'id,"name; or; names; of",skills\n1,Ada,a\n', ","),
        (b"id;name;Which skills, if any, do you have, and since when?\n1;Ada;a, b\n", ";"),
        (b"id;name, first\n1;Lovelace, Ada\n", ";"),
        (b"id\tname\ta, b, c or d\n1\tAda\ta, b, c\n", "\t"),
        (b'"id";"name"\n"1";"a, b"\n', ";"),
        (b"\n\n  \nid|name\n1|a\n", "|"),
        (b"id\n1\n", ","),
    ],
)
def test_the_heading_line_decides(tmp_path: Path, data: bytes, delimiter: str) -> None:
    table = read(tmp_path, data)
    assert table.facts.delimiter == delimiter
    assert table.headings[0] == "id"


def test_without_has_id_rows_decide_between_two_delimiters(tmp_path: Path) -> None:
    data = b"key\tname\ta, b, c or d\n1\tAda\tx\n2\tBo\ty\n"
    assert read(tmp_path, data, has_id=None).facts.delimiter == "\t"


@pytest.mark.parametrize(
    ("line", "delimiter"),
    [("sep=;", ";"), ('"sep=;"', ";"), ("SEP=,", ","), ("sep=\t", "\t"), ("sep=^", "^")],
)
def test_sep_line(tmp_path: Path, line: str, delimiter: str) -> None:
    data = f"{line}\r\nid{delimiter}name\r\n1{delimiter}a,b;c\r\n"
    if delimiter in ",;":
        data = data.replace("a,b;c", '"a,b;c"')
    table = read(tmp_path, data.encode())
    assert table.facts.delimiter == delimiter
    assert (table.columns[1], table.lines) == (["a,b;c"], [3])


def test_a_column_headed_sep_is_a_column(tmp_path: Path) -> None:
    assert read(tmp_path, b"sep=x,id\n1,2\n").headings == ("sep=x", "id")


def test_line_numbers_are_physical(tmp_path: Path) -> None:
    data = b'\r\nid,name\r\n1,"Ada\r\nLovelace"\r\n\r\n,,\r\n2,"a\rb\nc"\r\n3,C\r\n'
    table = read(tmp_path, data)
    assert table.columns == {0: ["1", "2", "3"], 1: ["Ada\nLovelace", "a\nb\nc", "C"]}
    assert table.lines == [3, 7, 10]


def test_other_line_separators_do_not_end_a_line(tmp_path: Path) -> None:
    table = read(tmp_path, "id,name\n1,a\u2028b\x0bc\x85d\n2,e\n".encode())
    assert (table.columns[1], table.lines) == (["a\u2028b\x0bc\x85d", "e"], [2, 3])


def test_old_line_ends(tmp_path: Path) -> None:
    assert read(tmp_path, b"id,name\r1,a\r2,b\r").lines == [2, 3]


def test_quotes_that_are_let_pass(tmp_path: Path) -> None:
    data = b'id,name\n1,5" screen\n2, "a, b" \n3,"say ""x"""\n4,""\n5,O"Neil "x"\n'
    table = read(tmp_path, data)
    assert table.columns[1] == ['5" screen', "a, b", 'say "x"', "", 'O"Neil "x"']


def test_a_cell_longer_than_the_csv_module_takes(tmp_path: Path) -> None:
    cell = "a; " * 60_000
    table = read(tmp_path, f'id,name\n1,{cell}\n2,"{cell}\n"\n3,c\n'.encode())
    assert table.columns[1] == [cell.strip(), cell.strip(), "c"]
    assert table.lines == [2, 3, 5]


def test_unclosed_quote_is_found_where_it_opens(tmp_path: Path) -> None:
    data = b'id,name,skills\n1,"Ada\nL","a\n2,Bo,b\n3,Cy,c\n'
    found = problem(tmp_path, data)
    assert (found.code, found.line, found.heading) == ("unclosed-quote", 3, "skills")
    assert found.value == '"a'
    assert "never closed" in found.what


def test_all_problems_at_once_in_line_order(tmp_path: Path) -> None:
    data = b'id,name\n1,"Bo\n2,"Al"\n3,x,y\n4\n5,"a"b\n6,"zz\n7,q\n8,\xc3\n9,\xc3\xa9\n'
    found = problems(tmp_path, data)
    assert [(p.line, p.code) for p in found] == [
        (2, "unclosed-quote"),
        (4, "ragged-row"),
        (5, "ragged-row"),
        (6, "text-after-quote"),
        (7, "unclosed-quote"),
        (9, "undecodable"),
    ]
    assert "line 3" in found[0].what
    assert found[3].value == '"a"b'
    assert '""' in found[3].fix


def test_unclosed_quote_in_the_heading_line(tmp_path: Path) -> None:
    found = problem(tmp_path, b'id,"name\n1,a\n2,b\n')
    assert (found.code, found.line, found.heading) == ("unclosed-quote", 1, None)


def test_a_broken_quote_never_shows_a_column_that_is_not_chosen(tmp_path: Path) -> None:
    found = problems(tmp_path, b'id,xage,name\n1,"46"a,b\n2,9,"A" B,52\n')
    assert [(p.heading, p.value) for p in found[:2]] == [("xage", None), ("name", '"A" B')]
    assert "46" not in found[0].what + found[0].fix  # a path may hold any number


def test_reading_stops_after_many_broken_quotes(tmp_path: Path) -> None:
    found = problems(tmp_path, b"id,name\n" + b'1,"a"b\n' * 70)
    assert len(found) == 51
    assert found[-1].code == "too-many-broken-quotes"
    assert found[-1].line == 51


def test_ragged_rows(tmp_path: Path) -> None:
    found = problems(tmp_path, b"id,name\nJ1,a,b\nJ2\nJ3,c\n")
    assert [(p.code, p.line, p.value) for p in found] == [
        ("ragged-row", 2, "J1"),
        ("ragged-row", 3, "J2"),
    ]
    assert "3 cells" in found[0].what
    assert "','" in found[0].fix
    assert "1 cell," in found[1].what


def test_empty_cells_at_the_end_are_let_pass(tmp_path: Path) -> None:
    table = read(tmp_path, b"id,name,,\n1,a,,,, ,\n2,b\n3,c,,\n")
    assert table.headings == ("id", "name", "", "")
    assert table.columns[1] == ["a", "b", "c"]


def test_apostrophes(tmp_path: Path) -> None:
    texts = ["=1+1", "'t Hooft", "-", "@x", "+49", "\tq", "\rq", "plain", "''x"]
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(
        [["id", "name"], *([f"i{n}", guard(t)] for n, t in enumerate(texts))]
    )
    data = buffer.getvalue().encode()
    assert read(tmp_path, data).columns[1] == [text.strip() for text in texts]
    assert read(tmp_path, data, raw=True).columns[1][:3] == ["'=1+1", "''t Hooft", "'-"]
    assert read(tmp_path, b"id,name\n1,'t Hooft\n2,'\n").columns[1] == ["'t Hooft", "'"]


def test_standard_input() -> None:
    table = read_table("-", choose=known, stdin=io.BytesIO(b"id,name\n1,a\n"))
    assert table.facts.name == "-"
    assert table.columns[1] == ["a"]


def test_standard_input_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"id\n7\n")))
    assert read_table("-", choose=known).columns == {0: ["7"]}


def test_sheet_of_a_file_without_sheets_is_warned_about(tmp_path: Path) -> None:
    (warning,) = read(tmp_path, b"id\n1\n", sheet="People").problems
    assert (warning.code, warning.severity) == ("sheet-ignored", "warning")
    assert "'People'" in warning.what


cells = st.text(alphabet="ab \"',;|\t\n\r=é", max_size=6)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=6),
    st.sampled_from(",;\t|"),
    # The csv module of Python 3.11 leaves a return unquoted unless it ends the lines.
    st.sampled_from(
        [
            ("\n", csv.QUOTE_ALL),
            ("\r", csv.QUOTE_ALL),
            ("\r\n", csv.QUOTE_ALL),
            ("\r\n", csv.QUOTE_MINIMAL),
        ]
    ),
)
def test_what_was_written_is_read(
    rows: list[list[str]], delimiter: str, style: tuple[str, int]
) -> None:
    end, quoting = style
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerow(["id", "name", "skills"])
    # As the writer does: a cell that is read is trimmed, and so is what is written of it.
    writer.writerows(
        [f"i{n}", *(guard(cell.strip()) for cell in row[1:])] for n, row in enumerate(rows)
    )
    data = buffer.getvalue().encode()
    table = read_table("-", choose=known, has_id=has_id, stdin=io.BytesIO(data))
    assert table.columns[0] == [f"i{n}" for n in range(len(rows))]
    for index in (1, 2):
        written = [row[index].replace("\r\n", "\n").replace("\r", "\n").strip() for row in rows]
        assert table.columns[index] == written


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='ab ",;\n\r', max_size=40))
def test_both_ways_to_read_a_record_agree(text: str) -> None:
    broken: list[object] = []
    quick = [cells or [""] for _, cells in records(Lines(text), ",", broken.append)]
    if broken:
        return
    slow, position = [], 0
    while position < len(text):
        cells, position = read_record(text, position, ",")
        slow.append(cells)
    assert [[c.strip() for c in row] for row in quick] == [[c.strip() for c in row] for row in slow]
