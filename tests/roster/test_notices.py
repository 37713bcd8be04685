"""Warnings as people read them: alike ones on one line, said once and whole."""

import pytest

from rmatch.errors import Problem
from rmatch.roster.notices import together


def warning(what: str, **where) -> Problem:
    return Problem("code", what, "mend it", file="r.csv", severity="warning", **where)


def line(*sentences: str) -> str:
    (told,) = together(warning(sentence) for sentence in sentences)
    return told


@pytest.mark.parametrize(
    ("sentences", "told"),
    [
        (["'A' is unknown"], "'A' is unknown"),
        (["'A' is unknown", "'B' is unknown"], "'A' is unknown; likewise 'B'"),
        (["'A' is unknown", "'A' is unknown"], "'A' is unknown"),
        (
            [f"'{name}' is unknown" for name in "ABCDEFG"],
            "'A' is unknown; likewise 'B', 'C', 'D' and 3 more",
        ),
        (
            [f"'{name}' is unknown" for name in "ABC"],
            "'A' is unknown; likewise 'B' and 'C'",
        ),
        (
            ["'a' is taken for 'A', found so", "'b' is taken for 'B', found so"],
            "'a' is taken for 'A', found so; likewise 'b' is taken for 'B'",
        ),
        (
            ["no level for 'x', 'y' and 2 more", "no level for 'z'"],
            "no level for 'x', 'y' and 2 more; likewise 'z'",
        ),
        (
            ["no level for 'x'", "no level for a sensitive topic", "no level for 'x', 'y'"],
            "no level for 'x'; likewise a sensitive topic and 'x', 'y'",
        ),
        (["2 are odd", "'A' is unknown", "3 are odd"], "2 are odd; 'A' is unknown; 3 are odd"),
        (
            ["one", "two", "three", "four", "five", "six"],
            "one; two; three; four; and 2 more",
        ),
    ],
)
def test_sentences_that_differ_in_names_alone_are_said_once(sentences, told):
    assert line(*sentences) == f"r.csv: {told}. Fix: mend it."


def test_a_name_with_an_apostrophe_is_told_whole():
    told = line("'O'Neil' is unknown", "'D'Arcy' is unknown")
    assert "'O'Neil' is unknown" in told
    assert "D'Arcy" in told


def test_a_value_that_the_sentence_names_is_not_told_again():
    (told,) = together([warning("'99' is unknown", value="99", line=3, heading="Boss")])
    assert told == "r.csv, line 3, column 'Boss': '99' is unknown. Fix: mend it."
    (told,) = together(
        [warning("this is unknown", value="99"), warning("this is unknown", value="98")]
    )
    assert told == "r.csv: this is unknown (found: '99', '98'). Fix: mend it."
