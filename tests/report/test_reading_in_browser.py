"""Files of decisions as the page reads them: the same as `rmatch pair --decisions` does."""

import pytest

from rmatch.errors import DecisionsError
from rmatch.roster import read_decisions
from rmatch.roster.consent import NO, YES
from rmatch.roster.decision_words import FORMS
from tests.browser import downloaded

from .deciding import HEADING, give, rows_of, told
from .people import junior, matching_of, page_of, programme, senior

pytestmark = pytest.mark.browser
THREE = "junior_id,senior_id,decision\n"
SIX = ",".join(HEADING) + "\n"
REVIEW = "Decisions of 2026\n\nsome notes, and more\nDecision;Override;Senior id;Junior id\n"
IN_TEXT = SIX + "J1,S1,Lock,Yes,same “room”,Zoë\n"


def rows(*rows: str) -> str:
    return SIX + "".join(row + "\n" for row in rows)


READ = {
    "UTF-8": IN_TEXT.encode(),
    "UTF-8 with a mark": IN_TEXT.encode("utf-8-sig"),
    "UTF-16, small end first": b"\xff\xfe" + IN_TEXT.encode("utf-16-le"),
    "UTF-16, big end first": b"\xfe\xff" + IN_TEXT.encode("utf-16-be"),
    "UTF-16 without a mark": IN_TEXT.encode("utf-16-le"),
    "Windows-1252": IN_TEXT.encode("cp1252"),
    **{
        f"divided by {name}": rows("J1,S1,lock,,,Ann", "J2,S2,veto,,,").replace(",", mark)
        for name, mark in {"semicolons": ";", "tabs": "\t", "bars": "|"}.items()
    },
    "semicolons, with commas in cells": rows("J1;S1;lock;;one, two, three;A, B").replace(
        SIX, SIX.replace(",", ";")
    ),
    "a line that names the separator": "sep=|\n" + rows("J1|S1|lock|||").replace(",", "|"),
    "line ends of old": rows("J1,S1,lock,,,", "", "J2,S2,veto,,,").replace("\n", "\r"),
    "quotes": rows('"J1", "S1" ,"lock",,"a ""word"", and\nmore","An""n"'),
    "titles above the headings": REVIEW + "veto;;S1;J1\n",
    "headings in other words": "Mentor ID;Mentee ID;Entscheidung;Decided by\nJ1;S1;lock;Ann\n",
    "apostrophes": rows("'J1,S1,lock,,,'=Ann").replace("'J1", "J1"),
    "every word": rows(*(f"J{1 + k % 7},S{1 + k // 7},{w},,," for k, w in enumerate(FORMS))),
    "spaces, marks and case": rows(
        "J1,S1, LOCKED. ,,,",
        "J2,S2,“veto”,,,".replace("“", "'").replace("”", "'"),
        "J3,S3,Different_Partner,,,",
        "J4,S4,\u200baccept,,,",
        "J5,S5,\u200b,,,",
    ),
    "veto and declined": rows("J1,S1,veto,,,Ann", "J1,S1,declined,,,", "J2,S2,change,,,"),
    "declined and change": rows("J1,S1,declined,,,", "J1,S1,change,,,Ann"),
    "accept and lock": rows("J1,S1,accept,yes,,Ann", "J1,S1,lock,,,Ben"),
    "lock twice": rows("J1,S1,lock,no,,", "J1,S1,lock,x,,Ben"),
    "an override of a veto": rows("J1,S1,veto,yes,,"),
    "a person of both roles": rows("B1,S1,lock,,,", "J1,B1,veto,,,"),
    "headings alone": SIX,
    "headings and blank rows": SIX + ",,,,,\n\n",
    "nothing decided": rows("J1,S1,,,,", "J2,S2, ,,,"),
    "undecided rows may be about anybody": rows("J1,S1,lock,,,", "X9,S1,,perhaps,,", "S1,J1,,,,"),
}
REFUSED = {
    "perhaps an override": rows("J1,S1,lock,perhaps,,"),
    "perhaps an override of nothing": rows("J1,S1,lock,,,", "J2,S2,,perhaps,,"),
    "another word": rows("J1,S1,maybe,,,"),
    "marks alone": rows("J1,S1,?!,,,"),
    "a word and a reason": rows("J1,S1,veto: same office,,,"),
    "opposites": rows("J1,S1,veto,,,", "J1,S1,accept,,,"),
    "themselves": rows("J2,S2,lock,,,", "B1,B1,lock,,,"),
    "swapped": rows("J2,S2,lock,,,", "S1,J1,veto,,,"),
    "swapped all": rows("S2,J2,lock,,,", "S1,J1,veto,,,"),
    "no id": rows("J1,,veto,,,"),
    "too few cells": rows("J1,S1,veto"),
    "too many cells": rows("J1,S1,veto,,,Ann,and Ben"),
    "an open quote": rows('J1,S1,veto,,"same office,Ann'),
    "text after a quote": rows('J1,S1,veto,,"same" office,Ann'),
    "one heading twice": "junior_id,senior_id,decision,decision\nJ1,S1,lock,veto\n",
    "no decisions": "junior_id,senior_id\nJ1,S1\n",
    "nothing": "",
    "broken UTF-8": rows("J1,S1,lock,,ö ö ö,Zoë").encode().replace(b"\xc3\xab", b"\xc3"),
    "no text": b"PK\3\4" + bytes(range(256)) * 9,
}


@pytest.fixture(scope="module")
def matching():
    both = {**junior("B1", name="Bo Both"), **senior("B1", name="Bo Both"), "role": "both"}
    return matching_of([*programme(), both])


@pytest.fixture
def opened(matching, show):
    return show(page_of(matching))


def given(page, text: str | bytes) -> None:
    """Gives a file whose name is told whatever becomes of it."""
    page.evaluate("document.getElementById('told').replaceChildren()")
    give(page, text)


def by_page(page) -> set[tuple[object, ...]]:
    if not page.locator("#export").is_enabled():
        return set()
    found = rows_of(downloaded(page, "#export"))
    return {(one, two, word, over, by) for one, two, word, over, _, by in found}


def by_command(path, roster) -> set[tuple[object, ...]]:
    found = read_decisions(path, roster).decisions
    return {
        (d.junior_id, d.senior_id, d.decision, "yes" if d.override else "", d.by) for d in found
    }


@pytest.mark.parametrize("case", READ)
def test_what_the_command_reads(case, opened, matching, tmp_path):
    text = READ[case]
    data = text if isinstance(text, bytes) else text.encode()
    (tmp_path / "d.csv").write_bytes(data)
    expected = by_command(tmp_path / "d.csv", matching.roster)
    given(opened, data)
    assert "Nothing was taken" not in told(opened)
    assert by_page(opened) == expected
    if not expected:
        assert told(opened) == "Nothing is decided in decisions.csv."


@pytest.mark.parametrize("case", REFUSED)
def test_what_the_command_refuses(case, opened, matching, tmp_path):
    text = REFUSED[case]
    data = text if isinstance(text, bytes) else text.encode()
    (tmp_path / "d.csv").write_bytes(data)
    with pytest.raises(DecisionsError):
        read_decisions(tmp_path / "d.csv", matching.roster)
    given(opened, data)
    assert told(opened).startswith("Nothing was taken from decisions.csv. ")
    assert by_page(opened) == set()


def test_words_of_an_override_in_all_languages(opened, matching, tmp_path):
    for words, expected in ((YES, "yes"), (NO, "")):
        for start in range(0, len(words), 49):
            some = sorted(words)[start : start + 49]
            text = rows(*(f'J{1 + k % 7},S{1 + k // 7},lock,"{w}",,' for k, w in enumerate(some)))
            (tmp_path / "d.csv").write_text(text, encoding="utf-8")
            command = by_command(tmp_path / "d.csv", matching.roster)
            assert {row[3] for row in command} == {expected}
            opened.reload()
            given(opened, text)
            assert by_page(opened) == command


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (REFUSED["themselves"], "Row 3: “B1” is paired with themselves."),
        (REFUSED["swapped"], "Row 3: “S1” is a senior only, not a junior. Row 3: “J1” is a"),
        (REFUSED["perhaps an override"], "Row 2: “perhaps” is no override: write yes, or"),
        (REFUSED["too few cells"], "Row 2: it has 3 cells, the headings are 6."),
        (REFUSED["an open quote"], "Row 2: a quote is not closed where its cell ends."),
        (REFUSED["one heading twice"], "More than one column is headed decision."),
        (REFUSED["no text"], "It is damaged or no text: save the sheet as CSV UTF-8"),
        ("\n" + rows("", "J1,S1,maybe,,,"), "Row 4: “maybe” is no decision."),
    ],
)
def test_what_is_wrong_is_said_with_its_row(opened, text, says):
    given(opened, text)
    assert says in told(opened)
    assert opened.locator("#told .error").count() == 1


def test_an_export_of_nothing_is_said_to_decide_nothing_and_reads_so(opened, matching, tmp_path):
    opened.locator(".quick").first.click()
    downloaded(opened, "#export")
    opened.locator(".quick").first.click()
    data = downloaded(opened, "#export")
    assert "Nothing is decided in it." in opened.locator("#next").inner_text()
    (tmp_path / "d.csv").write_bytes(data)
    found = read_decisions(tmp_path / "d.csv", matching.roster)
    assert (found.decisions, [w.code for w in found.warnings]) == ((), ["no-decision"])
    given(opened, data)
    assert told(opened) == "Nothing is decided in decisions.csv."
