from __future__ import annotations

import time

import pytest
from babel import Locale

from rmatch.roster.cells import CellError
from rmatch.roster.languages import _own, language_codes, parse_languages


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ""),
        ("de, German; Deutsch|DEU", "de"),
        ("pt-BR, Português", "pt"),
        ("en_GB; English", "en"),
        ("zh-Hans, Mandarin, 中文, Chinese (Simplified)", "zh"),
        ("français; espanol; ITALIANO", "fr es it"),
        ("Englisch; allemand; Francese", "en de fr"),
        ("日本語, русский, العربية, हिन्दी", "ja ru ar hi"),
        ("Norwegian; nb; nynorsk", "no"),
        ("Farsi; Flemish; Castellano", "fa nl es"),
        ("English (fluent), German B2; French - native", "en de fr"),
        ("English/German and French", "en de fr"),
        ("iw", "he"),
    ],
)
def test_parse_languages(text: str, codes: str) -> None:
    assert parse_languages(text) == frozenset(codes.split())


def test_unknown_languages_are_reported_and_compared_as_written() -> None:
    with pytest.raises(CellError, match="no language is known by this name") as caught:
        parse_languages("English; Dothraki, High  Valyrian")
    error = caught.value
    assert (error.severity, error.value) == ("warning", "Dothraki, High  Valyrian")
    assert error.partial == {"en", "dothraki", "high valyrian"}
    assert "(de), English name (German) or own name (Deutsch)" in error.fix


def test_part_of_a_name_is_not_enough() -> None:
    assert language_codes("English/Dothraki") == frozenset()
    assert language_codes("xx") == frozenset()


@pytest.mark.parametrize("code", ["de", "fr", "es", "it", "pt", "nl", "pl", "ja", "tr", "hi", "uk"])
def test_own_names_agree_with_babel(code: str) -> None:
    own = Locale.parse(code).languages[code]
    assert language_codes(own) == {code}


def test_own_names_are_codes_that_babel_knows() -> None:
    known = {tag.partition("_")[0] for tag in Locale.parse("en").languages}
    assert set(_own().values()) <= known
    assert len(_own()) > 290


def test_a_large_roster_is_quick() -> None:
    began = time.perf_counter()
    for _ in range(1000):
        parse_languages("English; Deutsch, français; 日本語|pt-BR")
    assert time.perf_counter() - began < 5  # a guard, not a benchmark
