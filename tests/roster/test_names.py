from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmatch.roster.names import Aliases, fold, near_names, spaced, split_list, unique


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Social\u00a0 Media\n", "social media"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Ｐｙｔｈｏｎ", "python"),
        ("ﬁnance", "finance"),
        ("Py\u200bthon\ufeff", "python"),
        ("İstanbul", "i̇stanbul"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(codec="latin-1")))
def test_case_and_form_do_not_matter(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
    assert fold(f"  {text}\t") == fold(text)


def test_spaced_keeps_spelling() -> None:
    assert spaced("  Social\u00a0\n Media ") == "Social Media"


def test_unique_keeps_order() -> None:
    assert unique(["b", "a", "b"]) == ("b", "a")


def test_split_list() -> None:
    assert split_list("a; b | c, d\ne;;, ;\r\n f") == ["a", "b", "c", "d", "e", "f"]
    assert split_list(" ; ,\n") == []


def test_split_list_recognises_known_names_first() -> None:
    known = ("Research, Development", "R|D")
    assert split_list("sql, research,  DEVELOPMENT; r|d", known) == [
        "sql",
        "research,  DEVELOPMENT",
        "r|d",
    ]
    # The longest name goes first, and only a whole one counts.
    assert split_list("a, b, c", ("a, b", "a, b, c")) == ["a, b, c"]
    assert split_list("a, bb", ("a, b",)) == ["a", "bb"]


def test_split_list_finds_known_names_below_what_follows_them() -> None:
    items = split_list("a, b:4; c", ("a, b",), lambda item: item.split(":")[0])
    assert items == ["a, b:4", "c"]


@given(st.lists(st.text(st.sampled_from("ab c:*@#/+é"), min_size=1)))
def test_split_list_gives_back_what_was_joined(items: list[str]) -> None:
    trimmed = [item.strip() for item in items if item.strip()]
    assert split_list("; ".join(items)) == trimmed


def test_aliases() -> None:
    aliases = Aliases.of({"JS": "JavaScript", "ecmascript": "js"})
    assert aliases.key(" js ") == aliases.key("EcmaScript") == "javascript"
    assert aliases.key("Java") == "java"


def test_aliases_in_a_ring_are_one_name() -> None:
    aliases = Aliases.of({"b": "a", "a": "c", "c": "b", "x": "b"})
    assert {aliases.key(name) for name in "abcx"} == {"a"}
    assert Aliases.of({"a": "A"}).key("a") == "a"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pyhton", "python"),
        ("power bi", "power-bi"),
        ("power bi", "powerbi"),
        ("negotiation", "negotiations"),
        ("public speaking", "publik speaking"),
        ("artificial intelligence", "artificial inteligance"),
        ("node.js", "nodejs"),
    ],
)
def test_near_names_finds_slips(one: str, other: str) -> None:
    assert near_names([other, "sql", one]) == [tuple(sorted((one, other)))]


@pytest.mark.parametrize(
    "names",
    [
        ("podcasting", "podcast editing"),
        ("java", "lava"),
        ("c", "c++", "c#"),
        ("web 2", "web 3"),
        ("ux research", "ui research"),
        ("design", "resign"),
        ("data analysis", "data analytics"),
        ("mentoring", "monitoring"),
        ("sql", "nosql", "mysql"),
        ("", " "),
    ],
)
def test_near_names_leaves_other_names_alone(names: tuple[str, ...]) -> None:
    assert near_names(names) == []


def test_near_names_is_quick() -> None:
    names = [f"skill {chr(97 + k % 26)}{chr(97 + k // 26 % 26)}{chr(97 + k // 676)} topic"
             for k in range(2000)]  # fmt: skip
    began = time.perf_counter()
    near_names(names)
    assert time.perf_counter() - began < 10  # a guard against quadratic Python, not a benchmark
