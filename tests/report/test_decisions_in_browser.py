"""Decisions on the page in a real browser: made, undone, exported, imported, and run again."""

import pytest

import rmatch
from tests.browser import downloaded

from .deciding import decide, exported, give, pending, rows_of, told
from .people import junior, matching_of, page_of, senior

pytestmark = pytest.mark.browser


def test_nothing_is_decided_at_first(page):
    assert pending(page) == "Nothing to export. 6 undecided."
    assert page.locator("#export").is_disabled()
    assert page.locator("#undo").is_disabled()


def test_every_kind_of_decision_is_exported(page):
    page.get_by_label("Decided by").fill("Vera Moss")
    page.locator(".quick").first.click()
    decide(page, "Élodie Crane", "Lock")
    row = decide(page, "Frida Dahl", "Veto")
    row.get_by_label("Reason").fill('they share an office, "for years"')
    decide(page, "Gil Egan", "Declined")
    decide(page, "Hugo Frey", "Other partner")
    assert "5 changes not yet exported" in pending(page)
    assert "1 accepted, 1 locked, 1 vetoed, 1 declined, 1 other partner, 1 undecided" in pending(
        page
    )
    assert exported(page) == [
        ["J1", "S1", "accept", "", "", "Vera Moss"],
        ["J2", "S2", "lock", "", "", "Vera Moss"],
        ["J3", "S3", "veto", "", 'they share an office, "for years"', "Vera Moss"],
        ["J4", "S4", "declined", "", "", "Vera Moss"],
        ["J5", "S5", "change", "", "", "Vera Moss"],
    ]
    assert pending(page) == (
        "Everything is exported. 1 accepted, 1 locked, 1 vetoed, 1 declined, 1 other partner, "
        "1 undecided."
    )
    said = page.locator("#next").inner_text()
    assert "rmatch pair YOUR-ROSTER --decisions decisions.csv" in said
    assert "Write each file with its own folder and name" in said
    assert "Earlier files of decisions count only if they are given too" in said


def test_what_is_taken_from_a_file_after_an_export_is_not_in_that_export(page):
    page.locator(".quick").first.click()
    exported(page)
    give(page, "junior_id,senior_id,decision\nJ2,S2,veto\n")
    assert pending(page) == "Nothing to export. 1 accepted, 1 vetoed, 4 undecided."
    exported(page)
    assert pending(page) == "Everything is exported. 1 accepted, 1 vetoed, 4 undecided."


def test_pressing_accept_again_takes_it_back(page):
    quick = page.locator(".quick").first
    assert quick.inner_text().startswith("Accept")
    quick.click()
    assert quick.inner_text().startswith("Accepted")
    quick.click()
    assert "Accepted" not in quick.inner_text()
    assert pending(page) == "Nothing to export. 6 undecided."


def test_accept_all_others_and_undo(page):
    decide(page, "Gil Egan", "Veto")
    page.locator("#accept-all").click()
    assert "6 changes not yet exported" in pending(page)
    assert "5 accepted, 1 vetoed, 0 undecided" in pending(page)
    page.locator("#undo").click()
    assert "1 vetoed, 5 undecided" in pending(page)
    page.locator("#undo").click()
    assert pending(page) == "Nothing to export. 6 undecided."
    assert page.locator("#undo").is_disabled()


def test_asking_for_another_partner_leaves_room_for_them(page):
    page.get_by_role("button", name="Ada Berg", exact=True).click()
    page.get_by_role("button", name="Ask for this Nia Lund with Ada Berg").click()
    assert page.locator("#asked").inner_text() == "Asked for (1)"
    page.locator("#accept-all").click()
    # Nia Lund's own pairing is not accepted: she has one place, and is asked for elsewhere.
    assert "4 accepted, 1 other partner, 1 undecided" in pending(page)
    assert told(page) == (
        "4 pairings accepted. 1 left undecided: somebody in it is asked for elsewhere."
    )
    found = exported(page)
    assert ["J1", "S1", "change", "", "", ""] in found
    assert ["J4", "S1", "lock", "", "", ""] in found
    assert not any(row[:2] == ["J4", "S4"] for row in found)


def test_asking_for_another_partner_can_be_taken_back(page):
    page.get_by_role("button", name="Ada Berg", exact=True).click()
    ask = page.get_by_role("button", name="Ask for this Nia Lund with Ada Berg")
    ask.click()
    page.get_by_role("button", name="Asked for Nia Lund with Ada Berg").click()
    assert ask.is_visible()
    assert not page.locator("#asked").is_visible()
    assert pending(page) == "Nothing to export. 6 undecided."


def test_too_many_pairings_for_one_person_are_told(page):
    page.get_by_role("button", name="Ada Berg", exact=True).click()
    page.get_by_role("button", name="Ask for this Nia Lund with Ada Berg").click()
    decide(page, "Gil Egan", "Lock")
    too_many = page.locator("#too-many")
    assert too_many.inner_text() == (
        "Nia Lund has room for 1 pairing as junior, but 2 are to stay: with Ada Berg, Gil Egan."
    )
    page.locator("#undo").click()
    assert too_many.inner_text() == ""
    page.locator("#undo").click()


def test_what_is_exported_comes_back(page, matching, show):
    page.get_by_label("Decided by").fill("Vera Moss")
    page.locator("#accept-all").click()
    row = decide(page, "Frida Dahl", "Veto")
    row.get_by_label("Reason").fill("=1+1, 'quoted'")
    data = downloaded(page, "#export")
    again = show(page_of(matching))
    give(again, data)
    assert told(again) == "6 decisions taken from decisions.csv."
    assert pending(again).startswith("Nothing to export")
    again.locator("#undo").click()
    assert pending(again) == "Nothing to export. 6 undecided."
    give(again, data)
    assert rows_of(downloaded(again, "#export")) == rows_of(data)
    # What was exported is in that file, also where it is undone on the page.
    again.locator("#undo").click()
    assert pending(again) == "6 changes not yet exported. 6 undecided."


def test_decisions_about_other_pairs_are_kept(page):
    give(page, "junior_id,senior_id,decision,override,reason,by\nJ1,S5,veto,,earlier,Ann\n")
    page.locator(".quick").first.click()
    assert exported(page) == [
        ["J1", "S1", "accept", "", "", ""],
        ["J1", "S5", "veto", "", "earlier", "Ann"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        b"\xef\xbb\xbfSenior ID;Junior-ID;DECISION\r\nS1;J1;Accept\r\n;;\r\nS2;J2;\r\n",
        b"senior_id\tjunior_id\tdecision\tby\rS1\tJ1\taccept\tM\xfcller\r",
        b'by,"senior_id",junior_id,decision\n"A, B\nC",S1,J1,accept',
    ],
    ids=["semicolons", "tabs, Windows-1252", "line break in quotes"],
)
def test_files_as_spreadsheets_save_them(page, text):
    give(page, text)
    assert "1 decision taken" in told(page)
    assert "1 accepted, 5 undecided" in pending(page)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id,decision\nJ1,accept\n", "It has no column junior_id, senior_id."),
        ("", "It has no column junior_id, senior_id, decision."),
        ("junior_id,senior_id,decision\nJ1,S1,maybe\n", "Row 2: “maybe” is no decision."),
        ("junior_id,senior_id,decision\nJ1,,veto\n", "Row 2: an id is missing."),
        (
            "junior_id,senior_id,decision\nJ1,S1,veto\nJ1,S1,accept\n",
            "Row 3: the pair has two different decisions.",
        ),
        ("junior_id,senior_id,decision\n" + "J1,S1,x\n" * 9, "And 4 more."),
    ],
)
def test_files_that_cannot_be_read_change_nothing(page, text, says):
    give(page, text, "odd.csv")
    assert "Nothing was taken from odd.csv." in told(page)
    assert says in told(page)
    assert page.locator("#told .error").is_visible()
    assert "6 undecided" in pending(page)


def test_leaving_with_decisions_not_exported_is_asked_about(page):
    asked = []

    def answer(dialog):
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.reload()
    assert asked == []
    page.locator(".quick").first.click()
    page.reload()
    assert asked == ["beforeunload"]
    page.locator(".quick").first.click()
    downloaded(page, "#export")
    page.reload()
    assert asked == ["beforeunload"]


def test_the_keyboard_goes_on_where_a_filter_takes_a_pairing_away(page):
    page.get_by_label("Decision", exact=True).select_option(label="Undecided")
    page.locator(".quick").first.focus()
    for _ in range(2):
        page.keyboard.press("Enter")
    assert page.locator("#found").inner_text() == "4 of 6 pairings"
    assert page.evaluate("document.activeElement.closest('tbody').id") == "p2"
    # One that is open stays while it is decided on.
    decide(page, "Frida Dahl", "Veto")
    assert page.get_by_label("Reason").is_visible()


def test_ids_that_a_spreadsheet_would_run_come_back_as_they_are(show):
    odd = ["=1+1", "-7", "'t", 'a,"b"', "@x", "<b>"]
    rows = []
    for k, name in enumerate(odd):
        rows.append(junior(name, f"topic {k}:4"))
        rows.append(senior(f"+{name}", f"topic {k}:4"))
    page = show(page_of(matching_of(rows)))
    page.locator("#accept-all").click()
    data = downloaded(page, "#export")
    assert sorted(row[0] for row in rows_of(data)) == sorted(odd)
    for line in data.decode("utf-8-sig").splitlines()[1:]:
        assert line.lstrip('"')[0] not in "=+-@"


def test_a_run_takes_the_export_and_changes_only_the_vetoed_pair(page, matching, tmp_path, show):
    decide(page, "Élodie Crane", "Veto")
    page.locator("#accept-all").click()
    path = tmp_path / "decisions.csv"
    path.write_bytes(downloaded(page, "#export"))
    decisions = rmatch.read_decisions(path, matching.roster)
    assert len(decisions.decisions) == 6
    rerun = rmatch.pair(matching.roster, decisions=decisions)
    before = {(row.junior_id, row.senior_id) for row in matching.pairing_rows}
    after = {(row.junior_id, row.senior_id) for row in rerun.pairing_rows}
    assert before - after == {("J2", "S2")}
    assert {person for pair in after - before for person in pair} <= {"J2", "S2", "J7", "S7"}
    again = show(page_of(rerun))
    assert pending(again) == "Nothing to export. 5 accepted, 0 undecided."
    assert len(exported(again)) == 5
