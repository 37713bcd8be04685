"""The policy file: TOML in, a :class:`~rmatch.policy.Policy` or all its problems out."""

from __future__ import annotations

import codecs
import os
import re
import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from rmatch.errors import PolicyError, Problem
from rmatch.policy.lines import key_lines
from rmatch.policy.models import Policy
from rmatch.policy.problems import key_name, problems_of

__all__ = ["parse_policy", "read_policy"]

_WIDE = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_policy(source: str | os.PathLike[str]) -> Policy:
    """Read a policy.

    Parameters
    ----------
    source
        The path of a TOML file, UTF-8 (or UTF-16 with its mark). A ``str`` with a line
        break or, where no file has that name, an equals sign is taken as the text itself.

    Returns
    -------
    Policy
        What the file says, defaults for the rest.

    Raises
    ------
    PolicyError
        With every problem found: line, key, value, what is wrong and how to mend it.
    """
    if isinstance(source, str) and _is_text(source):
        return parse_policy(source)
    path = Path(source)
    return parse_policy(_decoded(_bytes(path), path.name), name=path.name)


def parse_policy(text: str, *, name: str | None = None) -> Policy:
    """Read a policy from its text; ``name`` is the file's name in problems."""
    # A lone carriage return is the line end of some old editors; TOML knows none.
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(_syntax_problems(text, str(error), name)) from None
    except ValueError:
        # Python itself reads no whole number of more than a few thousand digits.
        raise PolicyError([_endless_number(text, name)]) from None
    except RecursionError:
        problem = _syntax("the brackets are nested too deeply", "use fewer brackets", name)
        raise PolicyError([problem]) from None
    if problems := problems_of(Policy, data):
        raise PolicyError(_located(problems, text, name))
    return Policy(**data)


def _is_text(source: str) -> bool:
    return "\n" in source or ("=" in source and not Path(source).exists())


def _bytes(path: Path) -> bytes:
    def refused(code: str, what: str, fix: str) -> PolicyError:
        return PolicyError([Problem(code, what, fix, file=str(path))])

    try:
        if path.is_dir():
            raise refused(
                "policy-is-directory", "is a folder, not a policy file", "name the .toml file in it"
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise refused(
            "policy-missing",
            "there is no such policy file",
            "check the path, or make one with: rmatch init",
        ) from None
    except OSError as error:
        raise refused(
            "policy-unreadable",
            f"the policy file cannot be read: {error.strerror or error}",
            "check the path and its permissions",
        ) from None


def _decoded(content: bytes, name: str) -> str:
    for mark, encoding in _WIDE:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                raise PolicyError([_undecodable(name, None)]) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PolicyError([_undecodable(name, line)]) from None


def _undecodable(name: str, line: int | None) -> Problem:
    return Problem(
        "policy-encoding",
        "holds bytes that are not UTF-8 text",
        'save the file with the encoding "UTF-8"',
        file=name,
        line=line,
    )


def _located(problems: list[Problem], text: str, name: str | None) -> list[Problem]:
    """The problems with file and line, in the order of the file."""
    lines = {key_name(path): line for path, line in key_lines(text).lines.items()}
    placed = [replace(p, file=name, line=_line_of(p.key or "", lines)) for p in problems]
    return sorted(placed, key=lambda problem: problem.line or 0)


def _line_of(key: str, lines: dict[str, int]) -> int | None:
    """The key's line, else that of the nearest table around it."""
    while key:
        if key in lines:
            return lines[key]
        key = key[: max(key.rfind("."), key.rfind("["), 0)]
    return None


# What the parser says, what is meant, the cure.
_SYNTAX: tuple[tuple[str, str, str], ...] = (
    (
        "Invalid value",
        "what stands after the equals sign is no value",
        'put text in straight double quotes, such as objective = "fairest"; write true or '
        "false in small letters, lists in square brackets, decimals with a point",
    ),
    (
        "Expected newline or end of document",
        "something follows the value on the same line",
        "write one key a line, decimals with a point, dates such as 2027-01-11, and comments "
        "after a #",
    ),
    (
        "Expected '=' after a key",
        "a key is not followed by an equals sign",
        'write key = value; a key with spaces needs quotes, such as "Employee ID" = "id"',
    ),
    (
        "Unclosed array",
        "a list is not closed, or a comma is missing in it",
        'separate its items with commas and end it with ], such as ["one", "two"]',
    ),
    (
        "Found invalid character",
        "a text goes on over the end of its line",
        "close the text with the quote it began with, on the same line",
    ),
    (
        "Illegal character",
        "a text has a character that may not be there, often because its end quote is missing",
        "close the text with the quote it began with, on the same line",
    ),
    ("Unterminated string", "a text is not closed", "add the closing quote"),
    ('Expected "\'"', "a text is not closed", "add the closing quote"),
    (
        "Invalid hex value",
        "a backslash in a text between double quotes starts a special character",
        "put the text in single quotes, or double the backslash",
    ),
    (
        "Unescaped '\\'",
        "a backslash in a text between double quotes starts a special character",
        "put the text in single quotes, or double the backslash",
    ),
    (
        "Expected ']' at the end of a table",
        "a table's name is not closed",
        "write it in square brackets on a line of its own, such as [weights]",
    ),
    (
        "Invalid initial character for a key",
        "a line does not begin with a key",
        "write key = value, [table], or # before a comment",
    ),
    (
        "Invalid statement",
        "a line does not begin with a key",
        "write key = value, [table], or # before a comment",
    ),
)


def _syntax_problems(text: str, message: str, name: str | None) -> list[Problem]:
    place = re.search(r"\s*\(at (?:line (\d+), column \d+|end of document)\)", message)
    said = message[: place.start()] if place else message
    last = text.rstrip("\n").count("\n") + 1
    line = int(place[1]) if place and place[1] else last if place else None
    if re.match(r"Cannot (overwrite|declare|mutate)|Duplicate", said):
        twice = [
            Problem(
                "duplicate-key",
                f"is already there, on line {first}",
                "keep one of the two; all keys of a table go below one [heading]",
                file=name,
                line=second,
                key=key_name(path),
            )
            for path, second, first in key_lines(text).twice
        ]
        if twice:
            return twice
    if said == 'Expected "\'"':  # named at the end of the file; meant is where it opened
        lines = text.split("\n")
        line = next((n for n, each in enumerate(lines, start=1) if each.count("'") % 2), line)
    content = text.split("\n")[line - 1].strip() if line and line <= last else None
    if content and re.search("[“”„‘’«»]", content):
        what, fix = "has typographic quotes", "use straight quotes, \" or '"
        return [_syntax(what, fix, name, line, content)]
    for begins, what, fix in _SYNTAX:
        if said.startswith(begins):
            return [_syntax(what, fix, name, line, content)]
    return [_syntax(f"is not TOML: {said}", "mend the line", name, line, content)]


def _endless_number(text: str, name: str | None) -> Problem:
    long = (n for n, line in enumerate(text.split("\n"), 1) if re.search(r"\d[\d_]{639}", line))
    what, fix = "a number has too many digits", "write a number of fewer digits"
    return _syntax(what, fix, name, next(long, None))


def _syntax(
    what: str, fix: str, name: str | None, line: int | None = None, value: Any = None
) -> Problem:
    return Problem("policy-syntax", what, fix, file=name, line=line, value=value)
