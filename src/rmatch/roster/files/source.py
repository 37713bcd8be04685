"""The bytes of a file, and what kind of file they are, by content rather than by name."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from pathlib import Path
from typing import BinaryIO

from rmatch.errors import RosterError
from rmatch.roster.files.table import failure

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
SAVE_AS = "open it in a spreadsheet program and save it as XLSX, or as CSV UTF-8"

# A workbook that unpacks to more than this is taken for an attack, not for a roster.
_MOST_UNPACKED = 1 << 30

_OTHER_KINDS = (
    (b"%PDF", "a PDF document", "ask for the table itself as XLSX or CSV"),
    (b"\x1f\x8b", "a compressed (gzip) file", "unpack it and give the file inside"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed (7z) archive", "unpack it and give the file inside"),
    (b"Rar!", "a compressed (RAR) archive", "unpack it and give the file inside"),
    (b"BZh", "a compressed (bzip2) file", "unpack it and give the file inside"),
    (b"\xfd7zXZ", "a compressed (xz) file", "unpack it and give the file inside"),
    (b"SQLite format 3", "an SQLite database", "export the table as CSV"),
    (b"\x89PNG", "a picture", "type the table into a spreadsheet and save it as XLSX"),
    (b"\xff\xd8\xff", "a picture", "type the table into a spreadsheet and save it as XLSX"),
    (b"GIF8", "a picture", "type the table into a spreadsheet and save it as XLSX"),
    (b"PARE", "an encrypted Parquet file", "write it without encryption"),
)


def read_bytes(source: str | os.PathLike[str], stdin: BinaryIO | None) -> tuple[str, bytes]:
    """The name of ``source`` as given, and its bytes.

    Raises
    ------
    RosterError
        No such file, a directory, no permission, or not a single byte.
    """
    name = os.fspath(source)
    if name != "-":
        data = _from_disk(name)
    else:
        data = stdin.read() if stdin is not None else from_standard_input()
    if not data:
        raise empty(name)
    return name, data


def from_standard_input() -> bytes:
    """What comes by standard input; nothing where it is closed."""
    return b"" if sys.stdin is None else sys.stdin.buffer.read()


def _from_disk(name: str) -> bytes:
    path = Path(name)
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise _directory(name) from None
    except (FileNotFoundError, NotADirectoryError):
        fix = f"check the name; it was looked for in {_whole(path.parent)}"
        raise failure(name, "missing-file", "there is no such file", fix) from None
    except (OSError, ValueError) as error:
        # A name with a NUL in it is a ValueError.
        if _is_dir(path):
            # Some systems answer "permission denied" for a directory.
            raise _directory(name) from None
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        what = f"the file cannot be read: {reason}"
        fix = "check its permissions and that no program holds it open"
        raise failure(name, "unreadable-file", what, fix) from None


def _directory(name: str) -> RosterError:
    fix = "give the file inside it"
    return failure(name, "directory", "this is a directory, not a file", fix)


def _whole(folder: Path) -> Path:
    """``folder`` from the root on, if that can be told: the working directory may be gone."""
    try:
        return folder.resolve()
    except OSError:
        return folder


def _is_dir(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def empty(name: str) -> RosterError:
    """The error for a file with nothing in it."""
    return failure(
        name,
        "empty-file",
        "the file is empty",
        "give a table with a heading line and one row for each person",
    )


def kind_of(name: str, data: bytes) -> str:
    """``"xlsx"``, ``"parquet"`` or ``"text"``.

    Raises
    ------
    RosterError
        A kind of file that is not read, with the cure: .xls, a workbook with a password,
        OpenDocument, an archive, a PDF, a picture.
    """
    if data.startswith(b"PAR1"):
        return "parquet"
    if data.startswith(_OLE):
        raise _ole_failure(name, data)
    for start, what, fix in _OTHER_KINDS:
        if data.startswith(start):
            raise failure(name, "unsupported-file", f"this is {what}, not a table", fix)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(name, data)
    if name.lower().endswith((".xlsx", ".xlsm")) and b"\0" in data[:4096]:
        raise damaged(name, "it is no workbook, though its name says so")
    return "text"


def damaged(name: str, why: str) -> RosterError:
    """The error for a file whose kind is known and whose inside makes no sense."""
    what = f"the file is damaged: {why}"
    return failure(name, "damaged-file", what, f"get it again, or {SAVE_AS}")


def _ole_failure(name: str, data: bytes) -> RosterError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return failure(
            name,
            "password",
            "the workbook is protected by a password",
            "open it, remove the password (File, Info, Protect Workbook, Encrypt with "
            "Password, leave it empty) and save it, or save the sheet as CSV UTF-8",
        )
    if any(stream.encode("utf-16-le") in data for stream in ("Workbook", "Book")):
        what = "this is a workbook in the old .xls format, which is not read"
        return failure(name, "old-excel", what, SAVE_AS)
    what = "this is an old office document (or an .xls workbook), not a table"
    return failure(name, "old-excel", what, SAVE_AS)


def _zip_kind(name: str, data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError):
        raise damaged(name, "it starts like a workbook but cannot be unpacked") from None
    inside = {entry.filename.lower() for entry in entries}
    if "xl/workbook.xml" in inside:
        if sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
            what = "the workbook unpacks to more than 1 GiB"
            raise failure(name, "too-large", what, "save the sheet as CSV UTF-8")
        return "xlsx"
    if "xl/workbook.bin" in inside:
        what = "this is a workbook in the binary .xlsb format, which is not read"
    elif "content.xml" in inside and "mimetype" in inside:
        what = "this is an OpenDocument file, which is not read"
    elif any(entry.endswith(".iwa") for entry in inside):
        what = "this is a document of Apple's office programs, which is not read"
    else:
        what = "this is a zip archive, not a table"
        fix = "unpack it and give the file inside"
        raise failure(name, "unsupported-file", what, fix)
    raise failure(name, "unsupported-file", what, SAVE_AS)
