"""From what pydantic finds wrong in a policy to problems in the words of its file."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from rmatch.errors import Problem, shortened
from rmatch.policy.checks import UNCHECKED, cross_problems
from rmatch.policy.lines import KeyPath
from rmatch.policy.models import Expects, Policy, Section, tables

__all__ = ["expected", "key_name", "problems_of"]


def problems_of(model: type[Section], data: Mapping[str, Any]) -> list[Problem]:
    """Every problem of ``data`` as a ``model``; for a policy also those between its keys.

    The keys that are wrong by themselves are left out before the rest is checked, so
    that one mistake hides no other; checks of a table with such a key are skipped.
    """
    try:
        checked = model.model_validate(data, context=UNCHECKED)
        wrong: list[KeyPath] = []
        found: list[Problem] = []
    except ValidationError as error:
        by_path: dict[KeyPath, Any] = {}
        for item in error.errors(include_url=False):
            by_path.setdefault(_real_path(data, item["loc"], item["type"]), item)
        wrong = list(by_path)
        found = [_problem(model, path, item) for path, item in by_path.items()]
        try:
            checked = model.model_validate(_without(data, wrong), context=UNCHECKED)
        except ValidationError:
            return found
    if isinstance(checked, Policy):
        found += cross_problems(checked, skip={str(path[0]) for path in wrong if path})
    return found


def key_name(path: Sequence[str | int]) -> str:
    """``limits[2].min``: a path as the policy's reader would write it, counted from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _real_path(data: Any, loc: KeyPath, kind: str) -> KeyPath:
    """The part of pydantic's path that the file has: it adds the names of types."""
    path: list[str | int] = []
    for part in loc:
        listed = isinstance(part, int) and isinstance(data, list | tuple)
        if not listed and not (isinstance(data, Mapping) and part in data):
            break
        data = data[part]
        path.append(part)
    return tuple(path) if path or kind != "extra_forbidden" else loc


def _without(data: Any, paths: Sequence[KeyPath]) -> Any:
    """``data`` without what stands at ``paths``."""
    here = {path[0] for path in paths if len(path) == 1}
    below: dict[str | int, list[KeyPath]] = {}
    for path in paths:
        if len(path) > 1:
            below.setdefault(path[0], []).append(path[1:])
    if isinstance(data, Mapping):
        items = data.items()
        return {k: _without(v, below.get(k, ())) for k, v in items if k not in here}
    if isinstance(data, list | tuple):
        return [_without(v, below.get(i, ())) for i, v in enumerate(data) if i not in here]
    return data


def _problem(model: type[Section], path: KeyPath, item: Mapping[str, Any]) -> Problem:
    name = key_name(path)
    if item["type"] == "extra_forbidden":
        return _unknown_key(model, path, name)
    value = item["input"]
    if path[:1] == ("columns",) and isinstance(value, list):
        what, fix = "a heading must have one column, in quotes", _nearest_fix(path[-1], ["require"])
    elif item["type"] in ("model_type", "model_attributes_type", "dict_type"):
        what, fix = "must be a table", f"write it as [{name}], with its keys on the lines below"
    elif name == "limits":
        what, fix = "must be tables", "write each limit as [[limits]], its keys on the lines below"
    else:
        words, choices = expected(model, path)
        what = f"must be {words}"
        in_list = path and isinstance(path[-1], int) and not choices
        fix = f"write {words}" if in_list else _value_fix(str(path[-1]), value, words, choices)
    return Problem("policy-value", what, fix, value=_shown(value), key=name)


def _value_fix(key: str, value: Any, words: str, choices: Sequence[str]) -> str:
    from rmatch.policy.text import toml_key

    if isinstance(value, str):
        if choices:
            near = difflib.get_close_matches(value.lower(), choices, 1, 0.5)
            return f'write "{near[0]}"' if near else f"write {words}"
        if "a list" in words:
            return f'put it in square brackets: {toml_key(key)} = ["{shortened(value, 30)}"]'
        if value.lower() in ("true", "false", "yes", "no", "on", "off") and "true" in words:
            wanted = "true" if value.lower() in ("true", "yes", "on") else "false"
            return f"write {wanted}, without quotes"
        if _is_number(value) and "number" in words:
            return f"write it without quotes: {value.strip()}"
    elif words.startswith("text") and isinstance(value, int | float | Decimal):
        return f'put it in quotes: "{_shown(value)}"'
    return f"write {words}"


def _is_number(text: str) -> bool:
    return text.strip().replace(".", "", 1).isdecimal()


def _shown(value: Any) -> str:
    """A value as TOML would have it, but a text without its quotes."""
    from rmatch.policy.text import toml_value

    return value if isinstance(value, str) else toml_value(value)


def _unknown_key(model: type[Section], path: KeyPath, name: str) -> Problem:
    key, table = str(path[-1]), path[:-1]
    if name == "rules.self" or (model.__name__ == "Rules" and name == "self"):
        return Problem(
            "rule-self",
            "nobody can be paired with themselves: this rule cannot be changed",
            "remove the line",
            key=name,
        )
    home = _table_at(model, table)
    here = list(home.model_fields) if home else []
    where = f"[{key_name(table)}]" if table else "the top of the file"
    return Problem(
        "unknown-key",
        f"there is no such key in {where}",
        _same_key(key, here) or _moved_key(key, table) or _nearest_fix(key, here),
        key=name,
    )


def _table_at(model: type[Section], table: KeyPath) -> type[Section] | None:
    for part in table:
        if isinstance(part, str):
            annotation: Any = model.model_fields[part].annotation
            inner = [annotation, *get_args(annotation)]
            model = next(a for a in inner if isinstance(a, type) and issubclass(a, Section))
    return model


def _same_key(key: str, keys: Sequence[str]) -> str:
    plain = key.lower().replace("-", "_").replace(" ", "_")
    return f"write '{plain}'" if plain in keys else ""


def _moved_key(key: str, table: KeyPath) -> str:
    """Where a key that stands in the wrong table belongs."""
    if table and key in Policy.model_fields:
        if key in ("limits", *tables()):
            return f"it is a table of its own: write [{key}]"
        return "move it to the top of the file, above the first [table]"
    homes = [name for name, section in tables().items() if key in section.model_fields]
    return f"move it below [{homes[0]}]" if homes else ""


def _nearest_fix(key: str | int, keys: Sequence[str]) -> str:
    near = difflib.get_close_matches(str(key).lower(), keys, 1, 0.6)
    if near:
        return f"write '{near[0]}'"
    return f"remove it; the keys here are: {', '.join(keys)}"


def expected(model: type[Section], path: KeyPath) -> tuple[str, Sequence[str]]:
    """What stands at ``path``, in words, and its choices where they are counted out."""
    annotation: Any = model
    words = ""
    choices: Sequence[str] = ()
    for part in path:
        annotation, metadata = _below(annotation, part)
        found = [item.words for item in _flat(annotation, metadata) if isinstance(item, Expects)]
        if found:
            words, choices = found[-1], ()
        if get_origin(annotation) is Literal:
            choices = get_args(annotation)
            words = "one of " + ", ".join(f'"{choice}"' for choice in choices)
    return words or "something else", choices


def _below(annotation: Any, part: str | int) -> tuple[Any, Sequence[Any]]:
    """The type of a model's field, a mapping's value or a list's item, and its notes."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        info = annotation.model_fields.get(str(part))
        return (info.annotation, info.metadata) if info else (str, [Expects("text in quotes")])
    inner = get_args(annotation)
    return (inner[0] if isinstance(part, int) else inner[1]), ()


def _flat(annotation: Any, metadata: Sequence[Any]) -> Iterator[Any]:
    """All notes on a type, those of a union's members first."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *notes = get_args(annotation)
        yield from _flat(inner, notes)
    elif origin in (Union, UnionType):
        for member in get_args(annotation):
            yield from _flat(member, ())
    yield from metadata
