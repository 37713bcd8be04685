"""A different partner asked for by name: listed, said what it means, taken back one by one."""

import pytest

from .deciding import ask, decide, exported, give, pending, state_of, told
from .people import junior, matching_of, page_of, senior

pytestmark = pytest.mark.browser


def listed(page) -> list[str]:
    return page.locator("#outside li > span").all_inner_texts()


def test_what_is_asked_for_is_listed_with_what_it_means(page):
    assert not page.locator("#asked").is_visible()
    ask(page, "Ada Berg", "Nia Lund")
    ask(page, "Ada Berg", "Pia Nord")
    assert "is two decisions in one" in page.locator("#p0 .means").inner_text()
    opener = page.locator("#asked")
    assert opener.inner_text() == "Asked for (2)"
    assert opener.get_attribute("aria-expanded") == "false"
    opener.click()
    assert opener.get_attribute("aria-expanded") == "true"
    assert "the next run has to make these pairs" in page.locator("#outside").inner_text()
    assert listed(page) == [
        "Ada Berg with Nia Lund, instead of Kit Ives",
        "Ada Berg with Pia Nord, instead of Kit Ives",
    ]


def test_each_can_be_taken_back_and_the_last_frees_the_pairing(page):
    ask(page, "Ada Berg", "Nia Lund")
    ask(page, "Ada Berg", "Pia Nord")
    page.locator("#asked").click()
    page.get_by_role("button", name="Remove Ada Berg with Nia Lund").click()
    assert listed(page) == ["Ada Berg with Pia Nord, instead of Kit Ives"]
    assert state_of(page, "Ada Berg") == "change"
    assert "Remove" in page.locator(":focus").inner_text()
    page.keyboard.press("Enter")
    assert listed(page) == []
    assert pending(page) == "Nothing to export. 6 undecided."
    assert page.evaluate("document.activeElement.id") == "undo"
    page.keyboard.press("Enter")
    assert page.locator("#asked").inner_text() == "Asked for (1)"


def test_what_was_decided_before_comes_back(page):
    page.locator(".quick").first.click()
    ask(page, "Ada Berg", "Nia Lund")
    assert state_of(page, "Ada Berg") == "change"
    page.locator("#asked").click()
    page.get_by_role("button", name="Remove Ada Berg with Nia Lund").click()
    assert state_of(page, "Ada Berg") == "accept"


def test_a_no_that_was_told_in_confidence_stays_a_no(page):
    decide(page, "Ada Berg", "Declined")
    ask(page, "Ada Berg", "Nia Lund")
    assert ["J1", "S1", "declined", "", "", ""] in exported(page)


def test_one_person_asked_for_twice_is_told(page):
    ask(page, "Ada Berg", "Nia Lund")
    ask(page, "Ada Berg", "Pia Nord")
    assert page.locator("#too-many").inner_text() == (
        "Ada Berg has room for 1 pairing as senior, but 2 are to stay: with Nia Lund, Pia Nord."
    )


def test_decisions_of_an_earlier_file_about_other_pairs_are_listed_too(page):
    give(page, "junior_id,senior_id,decision\nJ1,S5,veto\nJ4,S1,lock\n")
    page.locator("#asked").click()
    assert page.locator("#asked").inner_text() == "Asked for (1), other pairs (1)"
    assert listed(page) == ["Ada Berg with Nia Lund", "Hugo Frey with Kit Ives: vetoed"]


@pytest.fixture
def namesakes(show):
    rows = [
        senior("S1", "python:4", name="Kim Lee", department="Sales"),
        senior("S2", "sql:4", name="Ada Berg"),
        junior("J1", "python:4; sql:2", name="kim  LEE"),
        junior("J2", "sql:4; python:3", name="Nia Lund"),
    ]
    return show(page_of(matching_of(rows)))


def test_people_of_one_name_have_their_id_beside_it(namesakes):
    row = namesakes.locator(".list > tbody").first
    row.locator(".open").click()
    assert "S1 · Sales" in row.locator("th small").first.inner_text()
    assert row.locator(".next-best .who small").all_inner_texts() == ["J2", "S2"]
    assert "Kim Lee (S1) learns from kim LEE (J1)" in row.locator(".gains h3").first.inner_text()
    assert row.locator(".next-best h3").first.inner_text() == "Next best for Kim Lee (S1)"
    row.locator(".ask").first.click()
    namesakes.locator("#asked").click()
    assert listed(namesakes) == ["Kim Lee (S1) with Nia Lund, instead of kim LEE (J1)"]


def test_accepting_acts_on_what_is_shown_and_says_so(page):
    button = page.locator("#accept-all")
    assert button.inner_text() == "Accept all (6)"
    page.get_by_label("Search").fill("legal")
    assert button.inner_text() == "Accept the 3 shown"
    button.click()
    assert told(page) == "3 pairings accepted."
    assert "3 accepted, 3 undecided" in pending(page)
    assert button.inner_text() == "None shown to accept"
    assert button.is_disabled()
    page.get_by_label("Search").fill("")
    assert button.inner_text() == "Accept all others (3)"
    page.locator("#undo").click()
    assert pending(page) == "Nothing to export. 6 undecided."
    assert button.inner_text() == "Accept all (6)"
