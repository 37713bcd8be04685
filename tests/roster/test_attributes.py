"""Audit columns are read again, for the audit alone."""

import io

import numpy as np
import pandas as pd
import pytest

from rmatch import Policy, Roster, read_roster
from rmatch.errors import RosterError
from rmatch.roster.attributes import group_codes, read_attributes

HEAD = "id,role,skills,wants,Gender,Age\n"
ROWS = """\
J1,junior,python:4,,Woman,29
J2,junior,python:4,,woman,30
J3,junior,python:4,,WOMAN,44
J4,junior,python:4,,woman,45
J5,junior,python:4,, ,
S1,senior,,python:5,Man,61
"""


def roster_of(folder, text=HEAD + ROWS, policy=None, name="r.csv"):
    path = folder / name
    path.write_text(text, "utf-8")
    return read_roster(path, policy=policy)


def refused(roster, headings=None):
    with pytest.raises(RosterError) as caught:
        read_attributes(roster, headings)
    (problem,) = caught.value.problems
    return problem


def test_texts_compare_folded_in_the_most_frequent_spelling(tmp_path):
    attributes = read_attributes(roster_of(tmp_path))
    assert attributes.headings == ("Gender", "Age")
    assert dict(attributes["Gender"]) == dict.fromkeys(["J1", "J2", "J3", "J4"], "woman") | {
        "S1": "Man"
    }
    assert attributes.column("Gender").trait == "gender"
    with pytest.raises(KeyError):
        attributes["Shoe size"]


def test_bands_of_the_policy(tmp_path):
    policy = Policy(audit={"bands": {"age": [30, 45]}})
    column = read_attributes(roster_of(tmp_path, policy=policy)).column("Age")
    assert dict(column.groups) == {
        "J1": "below 30",
        "J2": "30 to 44",
        "J3": "30 to 44",
        "J4": "45 and over",
        "S1": "45 and over",
    }
    assert column.numbers["J3"] == 44
    assert column.seniority == 1
    assert column.note == ""


def test_bands_find_the_heading_that_contains_their_name(tmp_path):
    policy = Policy(audit={"bands": {"age": [30], "shoe size": [40]}})
    text = (HEAD + ROWS).replace("Age", "Age in years")
    attributes = read_attributes(roster_of(tmp_path, text, policy))
    assert attributes["Age in years"]["J1"] == "below 30"
    assert attributes.notes == (
        "[audit.bands] 'shoe size' fits no column that is kept for the audit.",
    )


def test_many_numbers_without_bands_are_grouped_by_tens_and_a_note_says_so(tmp_path):
    text = HEAD + ROWS + "J6,junior,python:4,,,67\nJ7,junior,python:4,,,not told\n"
    attributes = read_attributes(roster_of(tmp_path, text))
    assert attributes["Age"]["J1"] == "20 to 29"
    assert attributes["Age"]["J6"] == "60 to 69"
    assert attributes["Age"]["J7"] == "not told"
    assert attributes.notes == (
        'Age: numbers are grouped by tens; [audit.bands] "Age" = [...] in the policy sets '
        "other bands.",
    )


def test_few_numbers_stay_as_they_are(tmp_path):
    attributes = read_attributes(roster_of(tmp_path))
    assert attributes["Age"]["J2"] == "30"
    assert attributes.notes == ()


def test_only_people_who_take_part(tmp_path):
    text = "id,role,skills,wants,gender,participate\n"
    text += "J1,junior,python:4,,woman,yes\nJ2,junior,python:4,,man,no\nS1,senior,,ai:3,man,yes\n"
    assert set(read_attributes(roster_of(tmp_path, text))["gender"]) == {"J1", "S1"}


def test_frames_standard_input_and_two_files(tmp_path, monkeypatch):
    frame = pd.read_csv(io.StringIO(HEAD + ROWS))
    expected = dict(read_attributes(roster_of(tmp_path))["Gender"])
    assert dict(read_attributes(Roster.from_frame(frame))["Gender"]) == expected

    class Piped:
        buffer = io.BytesIO((HEAD + ROWS).encode("utf-16"))

    monkeypatch.setattr("sys.stdin", Piped)
    roster = read_roster("-")
    assert dict(read_attributes(roster)["Gender"]) == expected
    assert dict(read_attributes(roster)["Gender"]) == expected

    lines = ROWS.splitlines(keepends=True)
    (tmp_path / "j.csv").write_text(HEAD + "".join(lines[:5]), "utf-8")
    (tmp_path / "s.csv").write_bytes((HEAD + lines[5]).encode("cp1252"))
    both = read_roster(juniors=tmp_path / "j.csv", seniors=tmp_path / "s.csv")
    assert dict(read_attributes(both)["Gender"]) == expected


def test_a_file_that_changed_since_is_refused(tmp_path):
    roster = roster_of(tmp_path)
    roster_of(tmp_path, HEAD + ROWS.replace("29", "28"))
    problem = refused(roster)
    assert problem.code == "file-changed"
    assert "the file has changed since it was read. Fix: read the roster again." in str(problem)


def test_cells_that_disagree_are_refused_without_saying_what_they_hold(tmp_path):
    (tmp_path / "j.csv").write_text(HEAD + "B1,both,python:4,ai:3,woman,29\n", "utf-8")
    (tmp_path / "s.csv").write_text(HEAD + "B1,both,python:4,ai:3,man,29\n", "utf-8")
    problem = refused(read_roster(juniors=tmp_path / "j.csv", seniors=tmp_path / "s.csv"))
    assert problem.code == "attributes-disagree"
    assert "two cells about 'B1' say different things" in str(problem)
    assert "line 2, column 'Gender'" in str(problem)
    assert "man" not in str(problem)


def test_damage_in_a_quarantined_cell_is_told_without_its_text():
    frame = pd.read_csv(io.StringIO(HEAD + ROWS)).replace("Woman", "Wo\0man")
    problem = refused(Roster.from_frame(frame))
    assert problem.code == "nul"
    assert problem.heading == "Gender"
    assert problem.value is None


def test_an_attribute_that_the_roster_lacks(tmp_path):
    policy = Policy(stereotypes={"attribute": "Gendre"})
    problem = refused(roster_of(tmp_path, policy=policy), ["Gendre"])
    assert problem.code == "no-attribute"
    assert problem.key == "stereotypes.attribute"
    assert str(problem).endswith(
        "the roster has no column 'Gendre' for the groups. "
        "Fix: write the heading of a column of the roster, such as 'Gender'."
    )
    policy = Policy(stereotypes={"attribute": "Ethnicity"})
    problem = refused(roster_of(tmp_path, policy=policy), ["Ethnicity"])
    assert str(problem).endswith("Fix: write the heading of a column of the roster.")


def test_an_attribute_that_fits_two_headings(tmp_path):
    text = (HEAD + ROWS).replace("Gender,Age", "Age band,Age in years")
    problem = refused(roster_of(tmp_path, text), ["age"])
    assert problem.code == "ambiguous-attribute"
    assert "'age' fits more than one column: 'Age band', 'Age in years'" in str(problem)
    assert "write the whole heading in the policy" in str(problem)


def test_a_heading_asked_for_is_read_alone(tmp_path):
    assert read_attributes(roster_of(tmp_path), ["gender", "GENDER"]).headings == ("Gender",)


def test_codes_of_groups_know_no_names(tmp_path):
    roster = roster_of(tmp_path)
    renamed = roster_of(
        tmp_path, HEAD + ROWS.lower().replace("woman", "zzz").upper(), name="other.csv"
    )
    order = [roster.juniors[place] for place in (4, 2, 0, 1, 3)]
    codes = group_codes(read_attributes(roster), "gender", order)
    assert codes.tolist() == [-1, 0, 0, 0, 0]
    by_age = group_codes(read_attributes(roster), "Age", order)
    assert by_age.tolist() == [-1, 0, 1, 2, 3]
    other = group_codes(read_attributes(renamed), "GENDER", order)
    np.testing.assert_array_equal(codes, other)
    with pytest.raises(RosterError, match="has no column 'shoe size'"):
        group_codes(read_attributes(roster), "shoe size", order)


@pytest.mark.parametrize("cell", ["=1+1", "<script>x</script>", "a\u202eb", "x" * 5000, "-", "N/A"])
def test_hostile_cells_stay_text(cell):
    frame = pd.DataFrame(
        {
            "id": ["J1", "S1"],
            "role": ["junior", "senior"],
            "skills": ["python:4", ""],
            "wants": ["", "python:5"],
            "gender": [cell, ""],
        }
    )
    assert dict(read_attributes(Roster.from_frame(frame))["gender"]) == {"J1": cell}


# --- groups to balance ---

ENFORCE = {"topics": ["python"], "mode": "enforce", "attribute": "Gender"}


def told(folder, text, bands=None, **stereotypes):
    audit = {"bands": bands} if bands else {}
    policy = Policy(stereotypes={**ENFORCE, **stereotypes}, audit=audit)
    warnings = roster_of(folder, text, policy).warnings
    return [(w.what, w.fix) for w in warnings if w.code == "no-groups"]


def test_enforcing_over_fewer_than_two_groups_is_warned_of_and_names_none(tmp_path):
    whole = '[stereotypes] mode = "enforce" has no two groups to balance: '
    (one,) = told(tmp_path, HEAD + ROWS)  # the man is a senior
    assert one == (
        whole + "the participating juniors whose group is known are all of one group",
        "look at the column's cells and at [audit.bands]",
    )
    (none,) = told(tmp_path, HEAD + "J1,junior,python:4,,,29\n" + ROWS.splitlines()[-1])
    assert none == (
        whole + "no participating junior has a value in the column that 'attribute' names",
        "fill the column in, or name another one",
    )
    assert told(tmp_path, HEAD + ROWS, {"age": [30]}, attribute="age") == []
    assert len(told(tmp_path, HEAD + ROWS, {"age": [300]}, attribute="age")) == 1
    assert told(tmp_path, HEAD + ROWS, mode="audit") == []


def test_a_column_to_enforce_over_must_be_there_when_the_roster_is_read(tmp_path):
    with pytest.raises(RosterError, match="no column 'caste' for the groups"):
        roster_of(tmp_path, policy=Policy(stereotypes={**ENFORCE, "attribute": "caste"}))
