"""Files of which nothing can be read: each is refused with its cure."""

import io
import os
import pickle
import zipfile
from pathlib import Path

import pytest

from rmatch.errors import Problem, RosterError
from rmatch.roster.files import read_table

from .reading import known, problem

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            # A fixed time: the bytes, and the names of the tests made of them, stay the same.
            archive.writestr(zipfile.ZipInfo(name), b"<x/>")
    return buffer.getvalue()


def refused(path: Path) -> Problem:
    with pytest.raises(RosterError) as caught:
        read_table(path, choose=known)
    (only,) = caught.value.problems
    assert only.file == str(path)
    return only


def test_missing(tmp_path: Path) -> None:
    found = refused(tmp_path / "no.csv")
    assert found.code == "missing-file"
    assert str(tmp_path) in found.fix
    (tmp_path / "file").write_bytes(b"id\n1\n")
    assert refused(tmp_path / "file" / "no.csv").code == "missing-file"


def test_directory(tmp_path: Path) -> None:
    found = refused(tmp_path)
    assert (found.code, found.fix) == ("directory", "give the file inside it")


def test_a_name_that_no_system_takes(tmp_path: Path) -> None:
    assert refused(tmp_path / "a\0b").code == "unreadable-file"


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    found = refused(tmp_path / "people.csv")
    assert found.code == "unreadable-file"
    assert "Permission denied" in found.what
    # Some systems say so of a directory.
    assert refused(tmp_path).code == "directory"


@pytest.mark.parametrize(
    "data", [b"", b"\xef\xbb\xbf", b"\n \n\t\n", b",,\n ,\n", b"\xff\xfe", b"sep=;\n"]
)
def test_empty(tmp_path: Path, data: bytes) -> None:
    assert problem(tmp_path, data).code == "empty-file"


@pytest.mark.parametrize("data", [b"id,name", b"id,name\n\n,\n", b"sep=;\nid;name\n"])
def test_header_only(tmp_path: Path, data: bytes) -> None:
    found = problem(tmp_path, data)
    assert found.code == "no-rows"
    assert "no row under it" in found.what


def test_binary(tmp_path: Path) -> None:
    assert problem(tmp_path, bytes(range(256)) * 8).code == "binary-file"
    assert problem(tmp_path, b"\x7fELF" + b"\1\2\0\0\0\0" * 99).code == "binary-file"


@pytest.mark.parametrize(
    ("data", "code", "what", "cure"),
    [
        (OLE + "Workbook".encode("utf-16-le"), "old-excel", ".xls", "save it as XLSX"),
        (OLE + "Book".encode("utf-16-le"), "old-excel", ".xls", "save it as XLSX"),
        (OLE + "WordDocument".encode("utf-16-le"), "old-excel", "office document", "XLSX"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password", "password", "remove the"),
        (zipped("xl/workbook.bin"), "unsupported-file", ".xlsb", "save it as XLSX"),
        (zipped("mimetype", "content.xml"), "unsupported-file", "OpenDocument", "as XLSX"),
        (zipped("Index/Tables.iwa"), "unsupported-file", "Apple's", "save it as XLSX"),
        (zipped("people.csv"), "unsupported-file", "zip archive", "unpack it"),
        (b"PK\x03\x04 cut off", "damaged-file", "cannot be unpacked", "get it again"),
        (b"%PDF-1.7\n", "unsupported-file", "PDF", "XLSX or CSV"),
        (b"\x1f\x8b\x08\0", "unsupported-file", "gzip", "unpack it"),
        (b"7z\xbc\xaf\x27\x1c", "unsupported-file", "7z", "unpack it"),
        (b"Rar!\x1a\7", "unsupported-file", "RAR", "unpack it"),
        (b"BZh91AY", "unsupported-file", "bzip2", "unpack it"),
        (b"\xfd7zXZ\0", "unsupported-file", "xz", "unpack it"),
        (b"SQLite format 3\0", "unsupported-file", "SQLite", "export the table"),
        (b"\x89PNG\r\n", "unsupported-file", "picture", "type the table"),
        (b"PARE1234", "unsupported-file", "encrypted Parquet", "without encryption"),
        (b"\n<html><table>", "unsupported-file", "web page", "save it as XLSX"),
        (b'<?xml version="1.0"?>', "unsupported-file", "XML", "save it as XLSX"),
        (b'[{"id": 1}]', "unsupported-file", "JSON", "export it as CSV"),
        (b'{"id": 1}', "unsupported-file", "JSON", "export it as CSV"),
    ],
    ids=lambda value: value if isinstance(value, str) else "file",
)
def test_other_kinds(tmp_path: Path, data: bytes, code: str, what: str, cure: str) -> None:
    found = problem(tmp_path, data, "people.xls")
    assert found.code == code
    assert what in found.what
    assert cure in found.fix


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    path = tmp_path / "people.xls"
    path.write_bytes(b"id\tname\n1\ta\n")
    assert read_table(path, choose=known).facts.format == "tsv"
    assert problem(tmp_path, b"\0" * 99, "people.xlsx").code == "damaged-file"


def test_standard_input_is_named_in_words() -> None:
    with pytest.raises(RosterError) as caught:
        read_table("-", choose=known, stdin=io.BytesIO(b""))
    assert str(caught.value).startswith("standard input: the file is empty. Fix: ")
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems


def test_a_path_and_a_text_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(b"id\n1\n")
    assert read_table(path, choose=known) == read_table(os.fspath(path), choose=known)
