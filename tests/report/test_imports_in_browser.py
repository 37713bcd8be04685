"""Files of decisions given to a page on which something is decided already."""

import pytest

from tests.browser import downloaded

from .deciding import ask, decide, exported, give, pending, rows_of, state_of, told
from .people import page_of

pytestmark = pytest.mark.browser
HEADING = "junior_id,senior_id,decision,override,reason,by\n"
TAKE, KEEP = "Take the file’s instead", "Keep what stands"


def differing(page) -> str:
    return page.locator("#differing").inner_text()


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_what_is_decided_here_and_not_exported_stays(page):
    page.locator(".quick").first.click()
    decide(page, "Frida Dahl", "Lock")
    give(page, HEADING + "J1,S1,veto,,same office,Ann\nJ3,S3,lock,,,Ann\nJ2,S2,accept,,,Ann\n")
    assert told(page) == (
        "2 decisions taken from decisions.csv. 1 not taken: it says otherwise than what stands "
        "here."
    )
    assert [state_of(page, name) for name in ("Ada Berg", "Frida Dahl", "Élodie Crane")] == [
        "accept",
        "lock",
        "accept",
    ]
    assert "decisions.csv says otherwise about 1 pair" in differing(page)
    assert (
        "Ada Berg with Kit Ives: the file says vetoed (“same office”); accepted stands, "
        "not yet exported." in differing(page)
    )
    # What was decided here of Frida Dahl now stands in the file too.
    assert "1 change not yet exported" in pending(page)
    assert "2 accepted, 1 locked, 3 undecided" in pending(page)


def test_the_files_side_can_be_taken_and_that_undone(page):
    page.locator(".quick").first.click()
    give(page, HEADING + "J1,S1,veto,,same office,Ann\n")
    press(page, TAKE)
    assert state_of(page, "Ada Berg") == "veto"
    assert told(page) == "1 decision taken from decisions.csv instead of what stood here."
    assert pending(page) == "Nothing to export. 1 vetoed, 5 undecided."
    assert differing(page) == ""
    assert page.evaluate("document.activeElement.id") == "undo"
    page.locator("#undo").click()
    assert state_of(page, "Ada Berg") == "accept"
    assert pending(page) == "1 change not yet exported. 1 accepted, 5 undecided."
    assert "1 pair" in differing(page)
    press(page, TAKE)
    assert exported(page) == [["J1", "S1", "veto", "", "same office", "Ann"]]


def test_what_stands_can_be_kept(page):
    page.locator(".quick").first.click()
    give(page, HEADING + "J1,S1,veto,,,\n")
    press(page, KEEP)
    assert differing(page) == ""
    assert pending(page) == "1 change not yet exported. 1 accepted, 5 undecided."
    assert exported(page) == [["J1", "S1", "accept", "", "", ""]]


def test_a_file_that_contradicts_an_earlier_one_changes_nothing_by_itself(page):
    give(page, HEADING + "J1,S1,accept,,,Ann\nJ4,S5,veto,,,Ann\n", "first.csv")
    give(page, HEADING + "J1,S1,declined,,,Ben\nJ4,S5,lock,,,Ben\n", "second.csv")
    assert "0 decisions taken from second.csv. 2 not taken" in told(page)
    assert "second.csv says otherwise about 2 pairs" in differing(page)
    assert "Ada Berg with Kit Ives: the file says declined; accepted stands." in differing(page)
    assert "Hugo Frey with Nia Lund: the file says locked; vetoed stands." in differing(page)
    assert pending(page) == "Nothing to export. 1 accepted, 5 undecided."
    # The same file again says nothing new.
    give(page, HEADING + "J1,S1,declined,,,Ben\nJ4,S5,lock,,,Ben\n", "second.csv")
    assert page.locator(".differing").count() == 1
    press(page, TAKE)
    assert exported(page) == [
        ["J1", "S1", "declined", "", "", "Ben"],
        ["J4", "S5", "lock", "", "", "Ben"],
    ]


def test_a_decision_that_was_taken_back_here_does_not_come_back_by_itself(page):
    text = HEADING + "J1,S1,accept,,,Ann\n"
    give(page, text)
    page.locator(".quick").first.click()
    assert pending(page) == "1 change not yet exported. 6 undecided."
    give(page, text, "again.csv")
    assert "the file says accepted; undecided stands, not yet exported." in differing(page)
    assert state_of(page, "Ada Berg") == ""


def test_two_reasons_for_one_decision_are_a_difference_and_one_is_not(page):
    row = decide(page, "Ada Berg", "Veto")
    row.get_by_label("Reason").fill("mine")
    row.get_by_label("Reason").blur()
    decide(page, "Frida Dahl", "Veto")
    give(page, HEADING + "J1,S1,veto,,theirs,\nJ3,S3,veto,,theirs,\n")
    assert "the file says vetoed (“theirs”); vetoed (“mine”) stands" in differing(page)
    assert "1 change not yet exported" in pending(page)
    press(page, KEEP)
    assert [row[4] for row in exported(page)] == ["mine", "theirs"]


def test_a_pair_that_agrees_at_last_is_no_longer_listed(page):
    page.locator(".quick").first.click()
    give(page, HEADING + "J1,S1,veto,,,\n")
    decide(page, "Ada Berg", "Veto")
    assert differing(page) == ""


def test_an_asked_for_pair_that_the_file_vetoes_stays_asked_for(page):
    ask(page, "Ada Berg", "Nia Lund")
    give(page, HEADING + "J4,S1,veto,,,Ann\n")
    assert "Ada Berg with Nia Lund: the file says vetoed; locked stands" in differing(page)
    assert ["J4", "S1", "lock", "", "", ""] in exported(page)


def test_who_decided_comes_back_where_the_run_held_it(matching, show, tmp_path):
    import rmatch

    path = tmp_path / "d.csv"
    text = HEADING + "J1,S1,accept,,why not,Ann\n"
    path.write_text(text, encoding="utf-8")
    rerun = rmatch.pair(matching.roster, decisions=rmatch.read_decisions(path, matching.roster))
    page = show(page_of(rerun))
    give(page, text)
    assert "1 decision taken" in told(page)
    assert pending(page).startswith("Nothing to export")
    assert rows_of(downloaded(page, "#export")) == [["J1", "S1", "accept", "", "why not", "Ann"]]


def test_a_reason_leaves_an_override_as_it_was(page):
    give(page, HEADING + "J1,S1,lock,yes,,Ann\n")
    page.get_by_role("button", name="Ada Berg", exact=True).click()
    page.get_by_label("Reason").fill("agreed by both")
    page.get_by_label("Reason").blur()
    assert exported(page) == [["J1", "S1", "lock", "yes", "agreed by both", ""]]


def test_red_is_for_errors_alone(page):
    colour = "getComputedStyle(document.querySelector('#told p')).color"
    give(page, HEADING + "J1,S1,accept,,,\n")
    done = page.evaluate(colour)
    give(page, "nothing", "odd.csv")
    assert page.evaluate(colour) != done
    assert page.locator("#told .error").count() == 1
