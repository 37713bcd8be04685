"""Bytes to text: which encoding it is, and where it breaks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rmatch.roster.files.table import failure

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32", "utf-32-be"),
    (b"\xff\xfe", "utf-16", "utf-16-le"),
    (b"\xfe\xff", "utf-16", "utf-16-be"),
)
_SAMPLE = 8192
_CONTROL = bytes({*range(0x20), 0x7F} - set(b"\t\n\x0b\x0c\r\x1a\x1b"))
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, its encoding, and the bytes that are no text.

    Parameters
    ----------
    text
        With ``U+FFFD`` in place of each undecodable stretch.
    encoding
        ``"utf-8"``, ``"utf-8-sig"`` (with a mark), ``"utf-16"``, ``"utf-16-le"``,
        ``"utf-16-be"`` (both without a mark), ``"utf-32"`` or ``"windows-1252"``.
    bad
        Where in ``text`` an undecodable stretch stood, and its bytes.
    """

    text: str
    encoding: str
    bad: tuple[tuple[int, bytes], ...]


def decode(name: str, data: bytes) -> Decoded:
    """The text of ``data``.

    Windows-1252 is taken where the bytes are no UTF-8. A file that is mostly UTF-8 and
    broken in places is not: it would read without complaint and come out garbled.

    Raises
    ------
    RosterError
        If the bytes are no text at all.
    """
    for mark, label, codec in _MARKS:
        if data.startswith(mark):
            return Decoded(*_split_decode(data[len(mark) :], codec, label))
    unmarked = _evident_utf16(data)
    if unmarked:
        return Decoded(*_split_decode(data, unmarked, unmarked))
    if _is_binary(data):
        fix = "give a CSV, TSV, XLSX or Parquet file"
        raise failure(name, "binary-file", "the file is binary, not a table", fix)
    text, label, bad = _split_decode(data, "utf-8", "utf-8")
    if bad and len(bad) >= 10 * len(_MULTIBYTE.findall(data)):
        text, label, bad = _split_decode(data, "cp1252", "windows-1252")
    return Decoded(text, label, bad)


def _split_decode(
    data: bytes, codec: str, label: str
) -> tuple[str, str, tuple[tuple[int, bytes], ...]]:
    """Decode stretch by stretch; linear, as each try ends where it fails."""
    view, pieces, length = memoryview(data), [], 0
    bad: list[tuple[int, bytes]] = []
    while True:
        try:
            pieces.append(str(view, codec))
        except UnicodeDecodeError as error:
            piece = str(view[: error.start], codec)
            length += len(piece)
            bad.append((length, bytes(view[error.start : error.end])))
            pieces += piece, _REPLACEMENT
            length += 1
            view = view[error.end :]
        else:
            return "".join(pieces), label, tuple(bad)


def _evident_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of plain text is zero, and only those."""
    sample = data[:_SAMPLE]
    even, odd, pairs = sample[::2].count(0), sample[1::2].count(0), len(sample) // 2
    if odd >= 2 and odd * 5 >= pairs and even * 20 <= odd:
        return "utf-16-le"
    if even >= 2 and even * 5 >= pairs and odd * 20 <= even:
        return "utf-16-be"
    return None


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    return controls > max(4, len(sample) // 20)
