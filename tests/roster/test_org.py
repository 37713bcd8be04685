"""The organisation file, and what happens where its ids are not quite the roster's."""

import pytest

import rmatch

ROSTER = """\
id,role,level,skills,wants,participate
0007,junior,1,python:4,,yes
0008,junior,2,python:3,,yes
0100,senior,5,,python:5,yes
"""


@pytest.fixture
def read(tmp_path):
    def reading(org: str) -> rmatch.Roster:
        (tmp_path / "r.csv").write_text(ROSTER, "utf-8")
        (tmp_path / "org.csv").write_text(org, "utf-8")
        return rmatch.read_roster(tmp_path / "r.csv", org=tmp_path / "org.csv")

    return reading


def told(roster: rmatch.Roster, code: str) -> list[tuple[int | None, tuple[str, ...]]]:
    return [(w.line, w.ids) for w in roster.warnings if w.code == code]


def test_ids_that_a_spreadsheet_bent_still_make_the_chain(read):
    roster = read("id,manager_id\n7,8\n8,100\n100,\n")
    assert roster.managers == {"0007": "0008", "0008": "0100"}
    assert sorted(told(roster, "found-loosely")) == [(2, ("0007",)), (3, ("0008",)), (4, ("0100",))]
    assert rmatch.pair(roster).summary["rules"]["reporting_line"] == 2


def test_an_id_that_the_file_has_as_the_roster_does_is_somebody_elses_without_zeros(read):
    roster = read("id,manager_id\n7,0100\n0007,55\n0008,\n55,\n0100,\n")
    assert roster.managers == {"7": "0100", "0007": "55"}
    assert told(roster, "found-loosely") == []
    assert rmatch.pair(roster).summary["rules"]["reporting_line"] == 0


def test_a_manager_is_found_among_everybody_whom_the_file_lists(read):
    roster = read("id,manager_id,name\nx1,0100,Ona Top\n0007,X1,\n0008,ona top,\n0100,n/a,\n")
    assert roster.managers == {"x1": "0100", "0007": "x1", "0008": "x1"}
    assert told(roster, "found-loosely") == [(3, ("x1",)), (4, ("x1",))]
    assert rmatch.pair(roster).summary["rules"]["reporting_line"] == 2


def test_an_email_address_there_goes_into_no_file(tmp_path):
    (tmp_path / "r.csv").write_text(
        "id,email,role,skills,wants\nA,a@x.org,junior,p:3,\nB,b@x.org,senior,,p:4\n", "utf-8"
    )
    (tmp_path / "org.csv").write_text("id,manager_id\na@x.org,C\nB,\nC,b@x.org\n", "utf-8")
    roster = rmatch.read_roster(tmp_path / "r.csv", org=tmp_path / "org.csv")
    assert roster.managers == {"A": "C", "C": "B"}
    found = [w.what for w in roster.warnings if w.code == "found-loosely"]
    assert found == [
        "this e-mail address is no id on the roster; taken for 'A'",
        "this e-mail address is no id on the roster; taken for 'B'",
    ]


def test_participants_whom_the_file_does_not_name_are_told(read):
    roster = read("id,manager_id\n0007,9\n9,0100\n0100,\n")
    assert told(roster, "not-in-org") == [(None, ("0008",))]
    summary = rmatch.pair(roster).summary
    assert "reporting_line cannot be checked for 1 person: the organisation file does not" in str(
        summary["warnings"]
    )
    assert summary["rules"]["reporting_line"] == 1
