"""What a folder of results says, workbooks included."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path


def text_of(name: str, data: bytes) -> str:
    """A file's text; of a workbook that of all its parts."""
    if not name.endswith(".xlsx"):
        return data.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return "\n".join(parts.read(part).decode("utf-8") for part in sorted(parts.namelist()))


def texts_in(folder: Path) -> dict[str, str]:
    """File name to text; ``briefs/name`` for those in the folder within."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {
        path.relative_to(folder).as_posix(): text_of(path.name, path.read_bytes()) for path in files
    }
