"""Files written whole or not at all.

Everything is first written beside its place under another name, flushed to the disk,
and only then moved into place, one atomic rename a file: a run that fails before that
leaves the earlier result as it was.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import threading
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from rmatch.errors import UsageError

__all__ = ["not_written_over", "write_file", "write_files"]

# What a run that was killed had written so far: its name, and 32 digits.
_LEFT = re.compile(r"\..+\.[0-9a-f]{32}\.part", re.DOTALL)
_A_DAY = 24 * 60 * 60
FEW = 16
WRITERS = 8


def write_files(folder: Path, contents: Mapping[str, bytes], obsolete: Sequence[str] = ()) -> None:
    """Write every file of ``contents`` into ``folder``, or none.

    Parameters
    ----------
    folder
        Made if it does not exist.
    contents
        File name to bytes; ``inner/name`` for a file in a folder within, which is made too.
    obsolete
        Names of files that an earlier run may have left and that would contradict this
        one; removed once the new ones are in place, and with them folders left empty.

    Raises
    ------
    UsageError
        If the folder cannot be made or written to.
    """
    staged: list[tuple[Path, Path]] = []
    inner = {(folder / name).parent for name in (*contents, *obsolete)} - {folder}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for home in {(folder / name).parent for name in contents} & inner:
            if home.exists() and not home.is_dir():
                raise NotADirectoryError(0, f"'{home.name}' there is a file")
            home.mkdir(exist_ok=True)
        for name in (*contents, *obsolete):
            if (folder / name).is_dir():
                raise IsADirectoryError(0, f"'{name}' there is a folder")
        for home in {folder, *inner}:
            _sweep(home)
        for name in contents:
            place = folder / name
            staged.append((place.with_name(f".{place.name}.{uuid.uuid4().hex}.part"), place))
        _write_all([temporary for temporary, _ in staged], list(contents.values()))
        with _undisturbed():
            for temporary, place in staged:
                temporary.replace(place)
            for name in obsolete:
                (folder / name).unlink(missing_ok=True)
    except (OSError, ValueError) as error:  # a name with a NUL in it is a ValueError
        raise UsageError(
            f"cannot write to '{folder}' ({getattr(error, 'strerror', None) or error}). "
            "Fix: name another folder, or make this one writable"
        ) from error
    finally:
        for temporary, _ in staged:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        for home in inner:
            # One with something in it stays: that is not empty, and the system says no.
            with contextlib.suppress(OSError):
                home.rmdir()


def not_written_over(folder: Path, names: Iterable[str], typed: Iterable[str | Path]) -> None:
    """Refuse to write over a file in which people typed what they decided: there is no other copy.

    Parameters
    ----------
    folder, names
        Where files are to be written, and which.
    typed
        Files of decisions.

    Raises
    ------
    UsageError
        If one of them is among the files to be written.
    """
    files = [Path(path) for path in typed]
    if not files:
        return
    ours = {_in_full(folder / name) for name in names}
    for path in files:
        if _in_full(path) in ours:
            raise UsageError(
                f"the decisions in '{path}' would be written over by the new result. Fix: save "
                "that file under another name and give that one, or write to another folder"
            )


def _in_full(path: Path) -> Path:
    """The file that a path leads to; what cannot be followed is told when it is opened."""
    try:
        return path.resolve()
    except (OSError, ValueError):
        return path


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl-C and requests to end wait, so that no old file is left beside a new one."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting: list[int] = []
    before = {
        number: signal.signal(number, lambda caught, _: waiting.append(caught))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for caught in waiting:
            signal.raise_signal(caught)


def write_file(path: Path, data: bytes) -> None:
    """Write one file whole or not at all."""
    write_files(path.parent, {path.name: data})


def _sweep(folder: Path) -> None:
    """Remove what runs that were killed a day ago or more have left: it is personal data."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if _LEFT.fullmatch(path.name):
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > _A_DAY:
                    path.unlink()


def _write_all(paths: Sequence[Path], contents: Sequence[bytes]) -> None:
    """Write every file through to the disk; of many, several wait for it at a time."""
    if len(paths) <= FEW:
        for path, data in zip(paths, contents, strict=True):
            _write_through(path, data)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(WRITERS) as writers:
        waiting = [
            writers.submit(_write_through, *one) for one in zip(paths, contents, strict=True)
        ]
        try:
            for one in waiting:
                one.result()
        finally:
            for one in waiting:
                one.cancel()


def _write_through(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
