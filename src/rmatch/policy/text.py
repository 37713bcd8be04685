"""A policy as text: the commented file of ``rmatch init``, and one filled in from a roster.

Both are generated from the models, so that they name every key with its default. A key
that is not set stands behind a ``#`` right before it: whoever removes that sets it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from inspect import cleandoc
from typing import Any

from pydantic.fields import FieldInfo

from rmatch.policy.models import Columns, Limit, Policy, Section, tables

__all__ = ["default_policy_text", "guess_level_order", "toml_key", "toml_value", "write_policy"]

_HEAD = """\
# The policy of a reverse mentoring programme, for rmatch.
#
# Every key is here with its default. Remove the # before a key to set it yourself;
# what you leave as it is follows rmatch's default. Check it with:
#
#     rmatch check roster.csv --policy policy.toml
"""


def default_policy_text() -> str:
    """The default policy as a commented TOML text; reads back as ``Policy()``."""
    return _policy_text({}, {})


def write_policy(
    policy: Policy,
    *,
    headings: Mapping[str, str] | None = None,
    unused: Sequence[str] = (),
    levels: Sequence[str] = (),
    levels_down: bool = False,
    near_names: Iterable[tuple[str, str]] = (),
) -> str:
    """A commented policy filled in from what a roster was seen to hold.

    Parameters
    ----------
    policy
        The policy that the roster was read under: what it says itself is kept.
    headings
        Heading as written = the roster's column, for those not headed by the column's name.
    unused
        Headings that no column was found for.
    levels
        The words in the level column, where they are words; put in order by guess.
    levels_down
        Whether level 1 seems to be the top, because most mentors are above most mentees else.
    near_names
        Pairs of skill names that nearly equal each other; only suggested.

    Returns
    -------
    str
        TOML that :func:`rmatch.policy.file.read_policy` reads.
    """
    filled = _said(policy)
    notes: dict[str, list[str]] = {}
    if levels and not policy.levels.order:
        order, unplaced = guess_level_order(levels)
        notes["levels.order"] = ["Guessed from the words in the roster: check it, lowest first."]
        if unplaced:
            words = ", ".join(toml_value(word) for word in unplaced)
            notes["levels.order"].append(f"Put in their place: {words}")
            notes["levels.order"].append(f"order = {toml_value((*order, *unplaced))}")
        else:
            filled["levels.order"] = tuple(order)
    if levels_down and policy.levels.direction == "up":
        filled["levels.direction"] = "down"
        notes["levels.direction"] = [
            "Guessed, because otherwise most mentors are above most mentees: check it."
        ]
    suggestions = [f"{toml_key(second)} = {toml_value(first)}" for first, second in near_names]
    if suggestions:
        notes["skills.aliases"] = [
            "These names of the roster nearly equal each other. If they mean the same skill:",
            f"aliases = {{ {', '.join(suggestions)} }}",
        ]
    known = {**policy.columns.headings, **(headings or {})}
    text = [f"{toml_value(heading)} = {toml_value(name)}" for heading, name in known.items()]
    text += [f"# not used: {_one_line(heading)}" for heading in unused]
    return _policy_text(filled, notes, columns=text, limits=policy.limits)


def _said(policy: Policy) -> dict[str, Any]:
    """What a policy sets itself, by ``key`` and ``table.key``."""
    said: dict[str, Any] = {}
    for name in policy.model_fields_set - {"limits"}:
        value = getattr(policy, name)
        if isinstance(value, Section):
            keys = value.model_fields_set & set(type(value).model_fields)
            said.update({f"{name}.{key}": getattr(value, key) for key in keys})
        else:
            said[name] = value
    return {key: value for key, value in said.items() if value is not None}


def _policy_text(
    filled: Mapping[str, Any],
    notes: Mapping[str, Sequence[str]],
    columns: Sequence[str] = (),
    limits: Sequence[Limit] = (),
) -> str:
    lines = [_HEAD]
    sections = tables()
    for name, info in Policy.model_fields.items():
        if name not in sections and name != "limits":
            lines += [*_setting("", name, info, filled, notes), ""]
    for name, section in sections.items():
        lines += ["", *_comment(section.__doc__ or ""), f"[{name}]"]
        for key, info in section.model_fields.items():
            lines += _setting(f"{name}.", key, info, filled, notes)
        if section is Columns:
            lines += columns or ['#"Personnel no." = "id"']
    lines += ["", *_comment(Limit.__doc__ or ""), "#[[limits]]"]
    for key, info in Limit.model_fields.items():
        lines += _setting("limits.", key, info, filled, notes)
    for limit in limits:
        lines += ["", "[[limits]]", *_said_of_limit(limit)]
    return "\n".join(lines) + "\n"


def _said_of_limit(limit: Limit) -> list[str]:
    said = ((key, getattr(limit, key)) for key in Limit.model_fields if limit.says(key))
    return [f"{key} = {toml_value(value)}" for key, value in said if value is not None]


def _setting(
    table: str,
    key: str,
    info: FieldInfo,
    filled: Mapping[str, Any],
    notes: Mapping[str, Sequence[str]],
) -> list[str]:
    """The comment lines of a key, and the key: set if filled in, else behind a ``#``."""
    name, about = table + key, _comment(info.description or "")
    default = info.get_default()
    noted = [f"#{n}" if " = " in n else f"# {n}" for n in notes.get(name, ())]
    if name in filled:
        return [*about, *noted, *_key_lines(key, filled[name])]
    if any(not note.startswith("# ") for note in noted):
        return [*about, *noted]
    if info.examples and default in (None, (), {}, ""):
        about[-1] += "; for example:"
        return [*about, *noted, *(f"#{line}" for line in _key_lines(key, info.examples[0]))]
    line = f"#{key} = {toml_value(default)}"
    beside = f"{line:<27} {about[-1]}"
    if table and len(about) == 1 and len(beside) < 100:
        return [*noted, beside]
    return [*about, *noted, line]


def _key_lines(key: str, value: Any) -> list[str]:
    """A key on its line; a table of lists of texts, which may be long, on a line for each."""
    if isinstance(value, Mapping) and any(_texts(item) for item in value.values()):
        return [f"{key}.{toml_key(name)} = {toml_value(item)}" for name, item in value.items()]
    return [f"{key} = {toml_value(value)}"]


def _texts(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, str) for item in value)


def _comment(text: str) -> list[str]:
    return [f"# {line}".rstrip() for line in cleandoc(text).split("\n")]


def _one_line(text: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f\s]+", " ", text)


def toml_value(value: Any) -> str:
    """``value`` as TOML on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        plain = value.is_finite() and int(value.as_tuple().exponent) > -30 and value.adjusted() < 30
        return format(value, "f") if plain else str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        pairs = [f"{toml_key(str(key))} = {toml_value(item)}" for key, item in value.items()]
        return f"{{ {', '.join(pairs)} }}" if pairs else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml_value(item) for item in value)}]"
    return _toml_text(str(value))


def _toml_text(text: str) -> str:
    def escaped(found: re.Match[str]) -> str:
        return f"\\u{ord(found[0]):04x}"

    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    plain = plain.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return '"' + re.sub(r"[\x00-\x1f\x7f]", escaped, plain) + '"'


def toml_key(key: str) -> str:
    """``key`` as TOML has it on the left of an equals sign."""
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _toml_text(key)


# Lowest first; a word of the roster takes the place of the longest of these that it holds.
_TITLES = (
    ("intern", "working student", "praktikant"),
    ("apprentice", "trainee", "auszubildende", "azubi"),
    ("graduate", "entry"),
    ("junior", "assistant"),
    ("associate", "analyst", "officer", "referent"),
    ("specialist", "engineer", "consultant", "professional", "sachbearbeiter", "mid"),
    ("senior associate", "senior analyst", "senior officer", "senior"),
    ("senior specialist", "senior engineer", "senior consultant", "expert"),
    ("lead", "staff", "team lead", "supervisor", "teamleiter"),
    ("principal",),
    ("manager", "leiter"),
    ("senior manager",),
    ("associate director", "assistant director"),
    ("head", "abteilungsleiter"),
    ("director", "direktor"),
    ("senior director", "bereichsleiter"),
    ("assistant vice president", "avp", "associate vice president"),
    ("vice president", "vp"),
    ("senior vice president", "svp", "partner"),
    ("executive vice president", "evp", "senior partner", "managing director"),
    ("executive", "c-level", "chief", "ceo", "cfo", "cto", "coo", "vorstand", "board"),
    ("president", "chair"),
)


def guess_level_order(words: Iterable[str]) -> tuple[list[str], list[str]]:
    """Level words in order, lowest first, and those that the guess cannot place.

    Numbers at the end count within a title (``Engineer 2`` above ``Engineer 1``).
    """
    placed: list[tuple[int, int, int, str]] = []
    unplaced = []
    for place, word in enumerate(dict.fromkeys(words)):
        folded = " ".join(word.casefold().split())
        rank = max(
            (
                (len(title), rank)
                for rank, titles in enumerate(_TITLES)
                for title in titles
                if re.search(rf"\b{re.escape(title)}\b", folded)
            ),
            default=None,
        )
        if rank is None:
            unplaced.append(word)
            continue
        number = re.search(r"\d+$", folded)
        placed.append((rank[1], int(number[0]) if number else 0, place, word))
    return [word for *_, word in sorted(placed)], unplaced
