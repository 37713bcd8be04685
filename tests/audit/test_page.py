"""audit.html: one page that asks nobody for anything and shows names as text."""

import base64
import hashlib
import re
from itertools import pairwise

import pytest

from rmatch.audit.page import audit_page
from tests.pages.reading import Page

from .reports import BELOW, FEW, figure, report

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    '"><svg onload=alert(1)>',
)


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(audit_page(report()))


def test_equal_reports_are_equal_bytes():
    assert audit_page(report()) == audit_page(report())


def test_the_page_asks_nobody_for_anything(page):
    assert not {"script", "img", "iframe", "object", "embed", "base", "form"} & {
        tag for tag, _ in page.tags
    }
    for tag, attrs in page.tags:
        for name, value in attrs.items():
            assert not name.startswith("on")
            assert name not in ("src", "srcset", "style", "action", "xlink:href")
            if name == "href":
                assert value.startswith("#") or value == "data:,", (tag, value)
    (style,) = [text for tag, text in page.texts if tag == "style"]
    assert "@import" not in style
    assert "url(" not in style


def test_the_policy_lets_in_the_pages_own_style_alone():
    text = audit_page(report()).decode("utf-8")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_names_are_shown_as_text():
    hostile = report(attributes=("<b>gender</b>", "gen\u202eder"), names=HOSTILE)
    shown = Page(audit_page(hostile))
    plain = Page(audit_page(report()))
    assert [tag for tag, _ in shown.tags] == [tag for tag, _ in plain.tags]
    for name in HOSTILE:
        assert name in shown.text
    assert "<b>gender</b>: juniors" in shown.text
    assert "\u202e" not in shown.text


def test_everything_is_reached_by_keyboard_and_screen_reader(page):
    assert [page.named("html")[0]["lang"]] == ["en"]
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = [a["href"][1:] for a in page.named("a")]
    assert targets[0] == "content"
    assert set(targets) <= set(ids)
    labelled = [a["aria-labelledby"] for _, a in page.tags if "aria-labelledby" in a]
    assert set(labelled) <= set(ids)
    assert all(attrs["scope"] in ("row", "col") for attrs in page.named("th"))
    assert len(page.named("caption")) == len(page.named("table")) > 10
    for attrs in page.named("div"):
        if attrs.get("class") == "scroll":
            assert attrs["tabindex"] == "0"
            assert attrs["aria-label"]
    assert all(attrs.get("aria-hidden") == "true" for attrs in page.named("svg"))
    headings = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(headings))


def test_charts_say_in_words_what_they_draw(page):
    labels = [a["aria-label"] for a in page.named("div") if a.get("role") == "img"]
    assert labels[0] == (
        "Rate: over all topics. below 30: 90.0 %; 30 to 44: 68.0 %, past the line; "
        "45 and over: 46.0 %, past the line; smaller groups together: not shown. "
        "Dashed line: four fifths of the highest rate."
    )
    widths = [a["width"] for a in page.named("rect") if "past" not in a["class"]]
    assert widths[0] == "100.00%"


def test_what_is_past_a_line_is_said_in_words(page):
    assert page.text.count(BELOW) == 2 * 4
    assert "Age band, juniors, 30 to 44 : ratio to the highest rate 0.756" in page.text
    assert "a reason to look, not a verdict" in page.text


def test_hidden_figures_are_words_and_never_zero(page):
    assert f"4 figures: {FEW}." in page.text
    assert f"not shown: {FEW}" in page.text
    assert "2 juniors say nothing in 'gender'." in page.text
    cells = [text for tag, text in page.texts if tag == "td"]
    assert not {"0", "0.0 %", "0.00", "0.000", "None"} & set(cells)


def test_marks_lead_to_reasons():
    about = {"attribute": "gender", "side": "junior", "group": "man"}
    few = figure("pairings", "rate", None, hidden="few", **about)
    none = figure("pairings", "load", None, hidden="no data", **about)
    whole = report(attributes=())
    text = Page(audit_page(type(whole)((few, none), (), ("gender",), 5, 0))).text
    assert "not shown (a) not shown (b)" in text
    assert "Not shown (a): few. Not shown (b): no data." in text


def test_without_attributes_the_page_says_so():
    text = Page(audit_page(report(attributes=()))).text
    assert "Nothing is compared by group." in text
    assert "No figure that can be shown is past a reporting line." in text
    assert "Share of the points that rests on self-ratings" in text


def test_a_report_without_figures():
    whole = report(attributes=())
    empty = Page(audit_page(type(whole)((), ("There is no pairing.",), (), 5, 0)))
    assert "There is no pairing." in empty.text
    assert empty.named("nav") == []
