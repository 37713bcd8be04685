"""On which line of a TOML file each key stands: ``tomllib`` does not tell."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from contextlib import suppress
from dataclasses import dataclass, field

__all__ = ["KeyLines", "KeyPath", "key_lines"]

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class KeyLines:
    """Where the keys stand.

    ``lines`` has a line, counted from 1, for every key, table and item of a list;
    ``twice`` has path, line and earlier line of every key that is there a second time.
    """

    lines: dict[KeyPath, int]
    twice: tuple[tuple[KeyPath, int, int], ...]


def key_lines(text: str) -> KeyLines:
    """The lines of a text that is TOML; of a broken one as far as it can be followed."""
    scanner = _Scanner(text)
    # The parser names what is wrong; this only says where things stand before it.
    with suppress(IndexError, ValueError, RecursionError):
        scanner.run()
    return KeyLines(scanner.lines, tuple(scanner.twice))


@dataclass
class _Scanner:
    """Walks over TOML text; correct for valid TOML, and no checker of it."""

    text: str
    at: int = 0
    lines: dict[KeyPath, int] = field(default_factory=dict)
    twice: list[tuple[KeyPath, int, int]] = field(default_factory=list)
    table: KeyPath = ()
    counts: dict[KeyPath, int] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)

    def run(self) -> None:
        self.starts = [0, *(i + 1 for i, char in enumerate(self.text) if char == "\n")]
        while True:
            self.skip(" \t\r\n")
            if self.at >= len(self.text):
                return
            if self.text.startswith("[[", self.at):
                self.header(2)
            elif self.text[self.at] == "[":
                self.header(1)
            else:
                self.pair(self.table)

    def skip(self, blanks: str) -> None:
        """Go past blanks and, where line ends are blanks, comments."""
        while self.at < len(self.text):
            if self.text[self.at] in blanks:
                self.at += 1
            elif self.text[self.at] == "#" and "\n" in blanks:
                end = self.text.find("\n", self.at)
                self.at = end if end >= 0 else len(self.text)
            else:
                return

    def note(self, path: KeyPath, *, once: bool) -> None:
        line = bisect_right(self.starts, self.at)
        if once and path in self.lines:
            self.twice.append((path, line, self.lines[path]))
        self.lines.setdefault(path, line)

    def header(self, brackets: int) -> None:
        start = self.at
        self.at += brackets
        key = self.key("]")
        path: KeyPath = ()
        for number, part in enumerate(key, start=1):
            path += (part,)
            if path in self.counts and (brackets == 1 or number < len(key)):
                path += (self.counts[path] - 1,)
        after, self.at = self.at + brackets, start
        for length in range(1, len(path)):
            self.note(path[:length], once=False)
        if brackets == 2:
            self.note(path, once=False)
            self.counts[path] = self.counts.get(path, 0) + 1
            path += (self.counts[path] - 1,)
        self.note(path, once=True)
        self.table, self.at = path, after

    def key(self, end: str) -> list[str]:
        """The parts of a dotted key; stops at ``end``."""
        parts: list[str] = []
        while True:
            self.skip(" \t.")
            char = self.text[self.at]
            if char == end:
                return parts
            start = self.at
            if char in "\"'":
                self.string()
                parts.append(tomllib.loads(f"x = {self.text[start : self.at]}")["x"])
            else:
                while self.text[self.at] not in f" \t.{end}\n":
                    self.at += 1
                if self.at == start:
                    raise ValueError("no key")
                parts.append(self.text[start : self.at])

    def pair(self, table: KeyPath) -> None:
        start = self.at
        key = self.key("=")
        after, self.at = self.at + 1, start
        path = table + tuple(key)
        for length in range(len(table) + 1, len(path)):
            self.note(path[:length], once=False)
        self.note(path, once=True)
        self.at = after
        self.skip(" \t")
        self.value(path)

    def value(self, path: KeyPath) -> None:
        char = self.text[self.at]
        if char in "\"'":
            self.string()
        elif char == "[":
            self.inside("]", path)
        elif char == "{":
            self.inside("}", path)
        else:
            while self.at < len(self.text) and self.text[self.at] not in ",]}\n#":
                self.at += 1

    def inside(self, end: str, path: KeyPath) -> None:
        """A list's items, or the pairs of a table on one line."""
        self.at += 1
        number = 0
        while True:
            self.skip(" \t\r\n,")
            if self.text[self.at] == end:
                self.at += 1
                return
            start = self.at
            if end == "}":
                self.pair(path)
            else:
                self.note((*path, number), once=False)
                self.value((*path, number))
            if self.at == start:
                raise ValueError("no value")
            number += 1

    def string(self) -> None:
        quote = self.text[self.at]
        long = self.text.startswith(quote * 3, self.at)
        close = quote * 3 if long else quote
        self.at += len(close)
        while not self.text.startswith(close, self.at):
            if self.at >= len(self.text):
                raise ValueError("unclosed text")
            self.at += 2 if quote == '"' and self.text[self.at] == "\\" else 1
        self.at += len(close)
        while long and self.text.startswith(quote, self.at):
            self.at += 1
