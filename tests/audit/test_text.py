"""The audit on the terminal, and figures in words."""

from pathlib import Path

import pytest

from rmatch.audit import AuditReport
from rmatch.audit.text import report_lines
from rmatch.audit.words import NO_VERDICT, NOTHING_TO_COMPARE, value

from .reports import BELOW, FEW, figure, report


@pytest.mark.parametrize(
    ("section", "measure", "number", "words"),
    [
        ("groups", "people", 12, "12"),
        ("pairings", "rate", 0.416, "41.6 %"),
        ("pairings", "rate", 1.5, "150.0 %"),
        ("pairings", "ratio to the highest rate", 0.7967, "0.797"),
        ("pairings", "load", 1.25, "1.25"),
        ("pairings", "mean score", 48.123, "48.12"),
        ("pairings", "mean score", -0.001, "0.00"),
        ("requirements", "parity margin", -0.0558, "-0.056"),
        ("requirements", "share of the offers", 0.0736, "7.4 %"),
        ("age", "share in which the younger teaches the older", 0.88, "88.0 %"),
        ("age", "permutation p", 0.0312, "0.031"),
        ("association", "rank correlation, in the pairings", -0.3018, "-0.302"),
        ("association", "permutation p, over all legal partners", 0.002, "0.002"),
        ("association", "Cramér's V, in the pairings", 0.4567, "0.457"),
    ],
)
def test_figures_in_words(section, measure, number, words):
    assert value(figure(section, measure, number, 9)) == words


def test_a_hidden_figure_is_never_a_number():
    assert value(figure("pairings", "rate", None, hidden=FEW)) == f"not shown: {FEW}"
    assert value(figure("pairings", "rate", None)) == (
        "not shown: there is nothing to compute it from"
    )


def test_a_whole_report():
    lines = report_lines(report(), [Path("p/audit.csv"), Path("p/audit.html")], Path("p"))
    assert lines == (
        "Audited by Age band, gender; every figure rests on at least 5 people.",
        "6 figures are past a reporting line:",
        f"  Age band, juniors, 30 to 44: ratio to the highest rate 0.756 ({BELOW})",
        f"  Age band, juniors, 45 and over: ratio to the highest rate 0.511 ({BELOW})",
        f"  gender, juniors, 30 to 44: ratio to the highest rate 0.756 ({BELOW})",
        f"  gender, juniors, 45 and over: ratio to the highest rate 0.511 ({BELOW})",
        "  Age band, juniors, shared_hours: rank correlation, in the pairings 0.460 (above 0.3)",
        "  gender, juniors, shared_hours: rank correlation, in the pairings 0.460 (above 0.3)",
        NO_VERDICT,
        "",
        f"4 figures are not shown: {FEW}.",
        "2 figures are not shown: the same for everybody.",
        "2 juniors say nothing in 'gender'.",
        "",
        "Written to p/: audit.csv, audit.html",
    )


def test_no_attribute():
    lines = report_lines(report(attributes=()))
    assert lines[0] == NOTHING_TO_COMPARE
    assert lines[1] == "No figure that can be shown is past a reporting line."
    assert lines[-1] == "Every figure could be shown."


def test_what_is_long_is_cut():
    flagged = [
        figure("evidence", "mean stated level", 3.0, 9, subject=f"s{k}", flag="above 0.3")
        for k in range(12)
    ]
    notes = tuple(f"note {k}" for k in range(13))
    lines = report_lines(AuditReport(tuple(flagged), notes, ("gender",), 5, 0))
    assert "12 figures are past a reporting line:" in lines
    assert "  … and 2 more, all in audit.html" in lines
    assert "… and 3 more notes in audit.html" in lines
    assert "note 9" in lines
    assert "note 10" not in lines


def test_one_of_each():
    figures = (
        figure("pairings", "rate", 0.1, 9, flag="below"),
        figure("pairings", "rate", None, hidden="few", subject="SQL"),
    )
    lines = report_lines(AuditReport(figures, (), ("gender",), 5, 0))
    assert "1 figure is past a reporting line:" in lines
    assert "  Who is paired, and how well: rate 10.0 % (below)" in lines
    assert "1 figure is not shown: few." in lines
