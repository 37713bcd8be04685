"""Whom a file of decisions means on the page: the same people as `rmatch pair` finds."""

import pytest

from rmatch.roster.whom import directory_of

from .deciding import exported, give, pending, told
from .people import junior, matching_of, senior

pytestmark = pytest.mark.browser
HEADING = "junior_id,senior_id,decision,override,reason,by\n"


@pytest.fixture(scope="module")
def matching():
    return matching_of(
        [
            junior("001041", "python:4", name="Åsa Weiß"),
            junior("j20", "sql:4", name="Kim Lee"),
            junior("J30", "chess:4", name="Kim Lee"),
            junior("ab", "go:4", name="Bo Ek"),
            junior("AB", "rust:4", name="Cy Fox"),
            junior("left", "", name="Dee Stone"),  # has no pairing
            senior("00200", "python:4", name="Gil Egan"),
            senior("S2", "sql:4", name="Hugo Frey"),
            senior("s3", "chess:4; go:4", name="Ines Gold"),
        ]
    )


def test_ids_that_a_tool_has_bent_are_found_and_said(page):
    give(page, HEADING + "1041,200,accept,,,\n")
    assert told(page).split("\n\n") == [
        "1 decision taken from decisions.csv.",
        "“1041” is taken for 001041, found without its leading zeros; “200” is taken for 00200, "
        "found without its leading zeros.",
    ]
    assert not page.locator("#asked").is_visible()
    assert "1 accepted" in pending(page)
    assert exported(page) == [["001041", "00200", "accept", "", "", ""]]


def test_an_export_after_it_does_not_contradict_itself(page):
    give(page, HEADING + "J20,s2,veto,,,\n")
    page.locator("#accept-all").click()
    rows = exported(page)
    assert len({tuple(row[:2]) for row in rows}) == len(rows)
    assert ["j20", "S2", "veto", "", "", ""] in rows


REFERENCES = (
    "001041", "1041", "0001041", "J20", "0J20", "j30", "Ab", "ab", "AB", "0ab", "KIM LEE",
    "åsa  weiss", "Asa Weiß", "asa weiss", "Weiß, Åsa", "Stone,Dee", "LEFT", "bo  ek", "nobody",
    "ÅSA WEISS", "1041 x", "fox, cy",
)  # fmt: skip


def test_everybody_is_found_as_the_command_finds_them(page, matching):
    directory = directory_of(matching.roster)
    found = {reference: directory.find(reference) for reference in REFERENCES}
    one = {reference: who for reference, who in found.items() if who.how != "ambiguous"}
    assert {who.how for who in found.values()} >= {"exact", "zeros", "case", "name", "ambiguous"}
    # Each with a senior of its own, whom nobody knows.
    rows = [f'"{reference}",T{k:02},veto,,,' for k, reference in enumerate(one)]
    give(page, HEADING + "\n".join(rows))
    told_ids = {row[1]: row[0] for row in exported(page)}
    assert told_ids == {
        f"T{k:02}": who.id or reference for k, (reference, who) in enumerate(one.items())
    }


@pytest.mark.parametrize("reference", ["Ab", "0aB", "KIM LEE"])
def test_who_may_be_two_people_is_an_error(page, matching, reference):
    assert directory_of(matching.roster).find(reference).how == "ambiguous"
    give(page, f"{HEADING}{reference},S2,veto,,,\n")
    assert f"Row 2: “{reference}” fits more than one person." in told(page)
    assert "Nothing was taken" in told(page)


def test_two_rows_that_mean_one_pair_are_one_decision(page):
    give(page, HEADING + "1041,200,veto,,first,\n001041,Gil Egan,veto,,second,\n")
    assert "1 decision taken" in told(page)
    assert exported(page) == [["001041", "00200", "veto", "", "first; second", ""]]


def test_two_rows_that_mean_one_pair_can_contradict_each_other(page):
    give(page, HEADING + "1041,200,veto,,,\n001041,00200,accept,,,\n")
    assert "Row 3: the pair has two different decisions." in told(page)
    assert pending(page).endswith("undecided.")


def test_who_has_no_pairing_is_known_by_name(page):
    give(page, HEADING + "left,S2,veto,,,\n")
    page.locator("#asked").click()
    assert page.locator("#outside li > span").inner_text() == "Hugo Frey with Dee Stone: vetoed"


def test_only_the_first_of_many_are_told(page):
    rows = "".join(f"X{k},S2,veto,,,\n" for k in range(9))
    give(page, HEADING + rows)
    assert told(page).endswith(
        "Not found on this page, so kept as written: “X0”, “X1”, “X2”, “X3”, “X4”, and 4 more."
    )
