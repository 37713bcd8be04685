import base64
import hashlib
import re
from dataclasses import replace

import pytest

from rmatch.brief.page import page
from tests.browser import chromium, show
from tests.pages.reading import Page

from .people import brief
from .test_markdown import HOSTILE, POLICY, filled

__all__ = ["chromium", "show"]


def read(one, *, draft=False):
    return Page(page(one, draft=draft))


def test_it_shows_all_that_the_brief_says():
    one = brief(**POLICY)
    shown = read(one).text
    told = [*one.why, *one.expectations, *one.open, *one.rules[:-1]]
    for party in (one.mentor, one.learner):
        told += [party.name, party.called, party.department, *party.gains]
        told += [*party.brings, *party.wants, party.email]
    told += [meeting.topic for meeting in one.meetings]
    told += [meeting.purpose for meeting in one.meetings]
    told += [text for notes in one.topics for text in (*notes.questions, *notes.resources)]
    told += ["6 meetings of 50 minutes in 26 weeks, from Mon 2 Mar 2026", "taught by"]
    told += ["Mon 2 Mar 2026", "15:00 to 15:50 in Berlin", "09:00 to 09:50 in New York"]
    assert [text for text in told if text not in shown] == []


def test_a_draft_says_so_in_its_title_and_on_the_page():
    one = brief()
    draft, final = read(one, draft=True), read(one)
    assert dict(draft.texts)["title"] == "DRAFT: Ann Bell and Bo Ek, pairing brief"
    assert dict(final.texts)["title"] == "Ann Bell and Bo Ek, pairing brief"
    assert draft.text.count("DRAFT") == 4
    assert b"DRAFT" not in page(one, draft=False)


@pytest.mark.parametrize("draft", [True, False])
def test_it_needs_and_loads_nothing(draft):
    data = page(brief(**POLICY), draft=draft).decode()
    parsed = Page(data.encode())
    assert parsed.named("script") == []
    assert parsed.named("img") == []
    (policy,) = (meta["content"] for meta in parsed.named("meta") if meta.get("http-equiv"))
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policy
    style = data.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy
    assert "url(" not in style


def test_only_mail_and_whole_web_addresses_are_links():
    policy = {
        "contact": 'Ada <a?subject=x&b"c@example.com>',
        "resources": {
            "Python": ["https://a.example/?q=1&r=<", "https://a.example/?q=1&r=2", "javascript:x"]
        },
    }
    links = [a["href"] for a in read(brief(programme=policy)).named("a")]
    assert set(links) == {
        "mailto:ann@example.com",
        "mailto:bo@example.com",
        "mailto:c@example.com",
        "https://a.example/?q=1&r=2",
    }
    one = brief()
    one = replace(one, mentor=replace(one.mentor, email="a?subject=x&b%0a@exämple.com"))
    assert read(one).named("a")[0]["href"] == ("mailto:a%3Fsubject%3Dx%26b%250a@ex%C3%A4mple.com")
    one = replace(one, mentor=replace(one.mentor, email="t.o'hara@example.com"))
    assert read(one).named("a")[0]["href"] == "mailto:t.o%27hara@example.com"


@pytest.mark.parametrize("hostile", [*HOSTILE, '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}"])
def test_what_a_roster_holds_is_text(hostile):
    plain, found = read(filled("x"), draft=True), read(filled(hostile), draft=True)
    names = [tag for tag, _ in plain.tags]
    assert [tag for tag, _ in found.tags if tag != "a"] == [tag for tag in names if tag != "a"]
    for link in found.named("a"):
        assert link["href"].startswith("mailto:") or link["href"] == hostile
    assert not any(mark in found.text for mark in "\u202e\u2066")
    assert " ".join(re.sub("[\u202e\u2066\u2028]", " ", hostile).split()) in found.text


def test_what_the_other_wants_stands_out():
    data = page(brief(), draft=False).decode()
    marked = re.findall(r'<bdi class="matched">(.*?)</bdi>', data)
    assert marked == ["Python", "SQL", "budgeting", "budgeting", "Python", "SQL"]


def sheets(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.browser
@pytest.mark.parametrize("draft", [True, False])
def test_it_prints_on_one_sheet(show, draft):
    opened = show(page(brief(**POLICY), draft=draft))
    assert sheets(opened.pdf(prefer_css_page_size=True)) == 1


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_is_cut_off_on_any_screen(show, width):
    one = brief({"name": "Maximiliane-Charlotte Schwarzenbergerinnen" * 2}, **POLICY)
    opened = show(page(one, draft=True), viewport={"width": width, "height": 800})
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.is_visible("text=Nobody has approved")


@pytest.mark.browser
def test_a_draft_is_marked_on_every_sheet(show):
    one = brief(**POLICY)
    opened = show(page(replace(one, open=one.open * 40), draft=True))
    assert sheets(opened.pdf(prefer_css_page_size=True)) > 1
    opened.emulate_media(media="print")
    # What is fixed is printed on each sheet.
    assert opened.evaluate("getComputedStyle(document.querySelector('.stamp')).position") == "fixed"
    assert opened.is_visible(".stamp")
