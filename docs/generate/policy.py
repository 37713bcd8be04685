"""``reference/policy.md``, from the models of the policy."""

from __future__ import annotations

from inspect import cleandoc
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo

from docs.generate.markdown import code, paragraphs, prose, table
from rmatch.policy.models import Limit, Policy, Section, tables
from rmatch.policy.problems import expected
from rmatch.policy.text import toml_value

__all__ = ["policy_page"]

HEAD = """\
# The policy file

<!-- Made from the models by `python -m docs.generate`; a test compares. -->

A programme's choices, in a TOML file that is given with `--policy`. Every key is optional: without
a file, or without a key, the default holds. An unknown key is an error that names the nearest one.
`rmatch init` writes a file with every key explained, and `rmatch check ROSTER --write-policy FILE`
one filled in from your roster.

## Top of the file

These keys stand above the first `[table]`."""


def policy_page() -> str:
    """The page: one section a table, one row a key."""
    sections = tables()
    top = [
        (name, info)
        for name, info in Policy.model_fields.items()
        if name not in sections and name != "limits"
    ]
    parts = [HEAD, _keys((), top)]
    for name, section in sections.items():
        parts += _section(f"[{name}]", section, (name,))
    parts += _section("[[limits]]", Limit, ("limits", 0))
    return "\n\n".join(parts) + "\n"


def _section(title: str, section: type[Section], path: tuple[str | int, ...]) -> list[str]:
    return [
        f"## {code(title)}",
        paragraphs(cleandoc(section.__doc__ or "")),
        _keys(path, list(section.model_fields.items())),
    ]


def _keys(path: tuple[str | int, ...], fields: list[tuple[str, FieldInfo]]) -> str:
    return table(
        ("key", "what it says", "takes", "default"),
        [
            (
                code(key),
                _about(key, info),
                _takes((*path, key), info),
                "not set" if info.get_default() is None else code(toml_value(info.get_default())),
            )
            for key, info in fields
        ],
    )


def _takes(path: tuple[str | int, ...], info: FieldInfo) -> str:
    if get_origin(info.annotation) is not dict:
        return prose(expected(Policy, path)[0])
    value = get_args(info.annotation)[1]
    return (
        "a table" if value is Any else f"a table; each value is {expected(Policy, (*path, ''))[0]}"
    )


def _about(key: str, info: FieldInfo) -> str:
    about = prose(info.description or "")
    if info.examples:
        about += f"; for example {code(f'{key} = {toml_value(info.examples[0])}')}"
    return about
