"""Whatever the bytes: a table or a RosterError, never another exception."""

import io
import random

import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rmatch.errors import RosterError
from rmatch.roster.files import read_table
from rmatch.roster.files.encoding import decode

from .reading import has_id, known


def attempt(data: bytes) -> None:
    refusal = None
    try:
        table = read_table("-", choose=known, has_id=has_id, stdin=io.BytesIO(data))
    except RosterError as error:
        refusal = error
    if refusal is not None:
        assert any(problem.severity == "error" for problem in refusal.problems)
        assert str(refusal).encode("utf-8")
        return
    assert table.facts.rows == len(table.lines) > 0
    assert table.lines == sorted(table.lines)
    for column in table.columns.values():
        assert len(column) == len(table.lines)
        assert all("\0" not in cell and "\r" not in cell for cell in column)
    assert all(problem.severity == "warning" for problem in table.problems)


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=200))
@example(b"\xff\xfe\x00")
@example(b"\xff\xfe\x00\x00\x01")
@example(b"\xef\xbb\xbf\xff")
@example(b"i\0d\0\n\0\x00\xd8")
@example(b"PAR1\0\0\0\0PAR1")
@example(b"PK\x05\x06" + b"\0" * 18)
def test_any_bytes(data: bytes) -> None:
    attempt(data)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [b"id", b"name", b",", b";", b"\t", b"|", b'"', b'""', b"\n", b"\r", b" ", b"a"]
        )
        | st.sampled_from([b"sep=;", b"\0", b"\xe9", b"\xc3\xa9", b"\x81", b"'=", b"\xef\xbb\xbf"]),
        max_size=40,
    )
)
def test_pieces_of_tables(pieces: list[bytes]) -> None:
    attempt(b"".join(pieces))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='id,\né"Ł漢😀', min_size=1, max_size=40), st.sampled_from(["le", "be"]))
def test_utf16(text: str, order: str) -> None:
    mark = {"le": b"\xff\xfe", "be": b"\xfe\xff"}[order]
    data = mark + text.encode(f"utf-16-{order}")
    assert decode("-", data).text == text
    attempt(data)


def workbook_bytes() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as writer:
        sheet = writer.add_worksheet()
        sheet.write_row(0, 0, ["id", "name"])
        sheet.write_row(1, 0, [1, "Ada"])
        sheet.set_row(1, None, None, {"hidden": True})
    return buffer.getvalue()


def test_workbooks_with_changed_bytes() -> None:
    source = random.Random(1)
    data = workbook_bytes()
    for _ in range(1000):
        changed = bytearray(data)
        for _ in range(source.randint(1, 4)):
            changed[source.randrange(len(changed))] = source.randrange(256)
        attempt(bytes(changed[: source.choice([None, source.randrange(len(data))])]))
