"""Columns that nothing reads: named, looked at where they may hold people, never kept."""

import json
from pathlib import Path

import pytest

import rmatch
from rmatch.cli.main import main
from rmatch.roster.column_plan import ColumnPlan
from rmatch.roster.files.table import GLANCES
from rmatch.roster.headings import plan_columns

PEOPLE = ("P1001", "P1002", "P1003", "P2001", "P2002", "P2003")


def write(path: Path, heading: str, cells: dict[str, str], *, beside: str = "") -> Path:
    """Three juniors and three seniors, with one more column."""
    lines = [f"id,name,role,level,skills,wants,participate,{heading}{beside}"]
    for place, person in enumerate(PEOPLE):
        role, level, skills, wants = (
            ("junior", 1, "ai:4", "") if place < 3 else ("senior", 5, "", "ai:3")
        )
        cell = cells.get(person, "")
        quoted = f'"{cell}"' if "," in cell else cell
        extra = "," * beside.count(",")
        lines.append(f"{person},Name {person},{role},{level},{skills},{wants},yes,{quoted}{extra}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def unread(path: Path, **options) -> list[str]:
    warnings = rmatch.read_roster(path, **options).warnings
    return [w.heading for w in warnings if w.code == "unread-people"]


@pytest.mark.parametrize(
    "heading",
    [
        "Vermeidet",
        "Konflikt mit",
        "Unverträglich mit",
        "Unvertraeglich mit",
        "Möchte nicht mit",
        "Interessenkonflikt",
        "Conflict with",
        "Conflict of interest",
        "Do not pair with",
        "Don't match with",
        "Keep apart from",
        "À éviter",
        "Conflit d'intérêts",
        "Ne pas associer à",
        "Conflicto de intereses",
        "No emparejar con",
        "Incompatibile con",
        "Da evitare",
        "Conflito com",
        "Não emparelhar com",
        "Conflict met",
        "Liever niet met",
    ],
)
def test_what_people_must_not_meet_is_read_under_its_usual_headings(heading, tmp_path):
    path = write(tmp_path / "r.csv", heading, {"P1001": "P2001;P2002"})
    people = {p.id: p for p in rmatch.read_roster(path).people}
    assert people["P1001"].avoids == {"P2001", "P2002"}
    assert not people["P1001"].prefers


@pytest.mark.parametrize(
    "heading",
    [
        "Möchte mit",
        "Gerne mit",
        "Wunschpartnerinnen",
        "Prefers to be paired with",
        "Preferred match",
        "Partenaires souhaités",
        "Parejas preferidas",
        "Partner preferiti",
        "Parceiros preferidos",
        "Voorkeurspartners",
    ],
)
def test_whom_people_would_like_is_read_under_its_usual_headings(heading, tmp_path):
    path = write(tmp_path / "r.csv", heading, {"P1001": "P2002;P2001"})
    people = {p.id: p for p in rmatch.read_roster(path).people}
    assert people["P1001"].prefers == ("P2002", "P2001")
    assert not people["P1001"].avoids


@pytest.mark.parametrize(
    "cells",
    [
        {"P1001": "P2001", "P2002": "P1003"},
        {"P1001": "p2001", "P1002": "p2003;P2002", "P2001": "keine"},
        {"P1001": "Name P2001", "P1002": "Name P2003", "P1003": "?"},
    ],
    ids=["ids", "other case", "names"],
)
def test_a_list_of_people_that_is_not_used_is_named_with_the_cure(cells, tmp_path):
    path = write(tmp_path / "r.csv", "Reibung", cells)
    (warning,) = (w for w in rmatch.read_roster(path).warnings if w.code == "unread-people")
    assert warning.heading == "Reibung"
    assert "looks like a list of people" in str(warning)
    assert '--map "Reibung=avoids"' in warning.fix
    assert unread(path, maps=("Reibung=avoids",)) == []
    assert any(cell not in str(warning) for cell in cells.values())


@pytest.mark.parametrize(
    "cells",
    [
        {"P1001": "P2001"},
        {person: person for person in PEOPLE},
        {"P1001": "P2001", "P1002": "P2001", "P1003": "x", "P2001": "y", "P2002": "z"},
        {"P1001": "Berlin", "P1002": "Wien", "P1003": "Berlin"},
        {},
    ],
    ids=["one row", "their own ids", "mostly something else", "towns", "blank"],
)
def test_other_columns_are_let_alone(cells, tmp_path):
    assert unread(write(tmp_path / "r.csv", "Bemerkung", cells)) == []


def test_short_numbers_are_no_people(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text(
        "id,role,skills,wants,Floor\n1,junior,ai:4,,2\n2,senior,,ai:3,1\n3,senior,,ai:3,1\n",
        encoding="utf-8",
    )
    assert unread(path) == []


def test_a_second_column_of_one_kind_is_told_where_to_go(tmp_path):
    path = write(tmp_path / "r.csv", "Konflikt mit", {"P1001": "P2001", "P1002": "P2002"})
    text = path.read_text("utf-8").splitlines()
    ends = ["Vermeidet", "", "", "", "", "", ""]
    path.write_text(
        "\n".join(f"{row},{end}" for row, end in zip(text, ends, strict=True)), encoding="utf-8"
    )
    roster = rmatch.read_roster(path, maps=("Vermeidet=avoids",))
    (warning,) = (w for w in roster.warnings if w.code == "unread-people")
    assert "only one column is read as 'avoids', and that is 'Vermeidet'" in warning.fix


def test_a_manager_told_twice_is_no_matter(tmp_path):
    path = write(tmp_path / "r.csv", "Manager", {"P1001": "Name P2001", "P1002": "Name P2001"})
    text = path.read_text("utf-8").splitlines()
    ends = ["manager_id", "P2001", "P2001", "", "", "", ""]
    path.write_text(
        "\n".join(f"{row},{end}" for row, end in zip(text, ends, strict=True)), encoding="utf-8"
    )
    assert unread(path) == []


@pytest.mark.parametrize("heading", ["Religion", "Age", "Salary", "Job title", "Performance"])
def test_what_must_not_be_looked_at_is_not(heading, tmp_path):
    path = write(tmp_path / "r.csv", heading, {"P1001": "P2001", "P1002": "P2002"})
    assert unread(path) == []


def test_one_of_two_files_names_people_of_the_other(tmp_path):
    head = "id,name,skills,wants,Reibung\n"
    (tmp_path / "j.csv").write_text(head + "J01,A,ai:4,,S01\nJ02,B,ai:4,,S02\n", "utf-8")
    (tmp_path / "s.csv").write_text(head + "S01,C,,ai:3,\nS02,D,,ai:3,\n", "utf-8")
    roster = rmatch.read_roster(juniors=tmp_path / "j.csv", seniors=tmp_path / "s.csv")
    found = [(w.file, w.heading) for w in roster.warnings if w.code == "unread-people"]
    assert found == [(str(tmp_path / "j.csv"), "Reibung")]


def test_a_workbook_is_looked_at_as_well(tmp_path):
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "r.xlsx") as book:
        sheet = book.add_worksheet()
        lines = write(tmp_path / "r.csv", "Reibung", {"P1001": "P2001", "P1002": "P2003"})
        for place, line in enumerate(lines.read_text("utf-8").splitlines()):
            sheet.write_row(place, 0, line.split(","))
    assert unread(tmp_path / "r.xlsx") == ["Reibung"]


def test_nothing_of_what_was_looked_at_is_kept_and_little_is_looked_at(tmp_path):
    path = tmp_path / "r.csv"
    rows = [f"J{k:04},junior,ai:4,,TOWN{k}" for k in range(GLANCES)]
    rows += [f"K{k:04},junior,ai:4,,J{k:04}" for k in range(GLANCES + 3)]
    path.write_text(
        "id,role,skills,wants,Reibung\n" + "\n".join([*rows, "S1,senior,,ai:3,TOWN"]) + "\n",
        encoding="utf-8",
    )
    roster = rmatch.read_roster(path)
    parts, _ = roster.source.checked().parts(roster.policy)
    assert all(not part.table.glances for part in parts)
    assert "TOWN" not in repr(parts)
    # The ids stand below the cells that are looked at.
    assert unread(path) == []


def test_an_unread_column_may_hold_anything(tmp_path):
    path = write(
        tmp_path / "r.csv", "Reibung", {"P1001": "\ud800".encode("utf-8", "replace").decode()}
    )
    assert unread(path) == []


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(
        tmp_path / "roster.csv",
        "Reibung",
        {"P1001": "P2001", "P1002": "P2003"},
        beside=",Parkplatz,Burnout,Religion,Age",
    )
    return tmp_path


def test_pair_names_what_it_does_not_use_and_shows_how_to_have_it_read(here, capsys):
    assert main(["pair", "roster.csv"]) == 0
    shown = capsys.readouterr()
    assert "Not used: Reibung, Parkplatz, a sensitive topic\n" in shown.err
    assert "roster.csv: column 'Reibung'" not in shown.out
    assert "column 'Reibung': this column is not used, though it looks like a list" in shown.err
    assert '--map "Reibung=avoids"' in shown.err
    assert shown.err.count("looks like a list of people") == 1
    assert not {"religion", "age", "burnout"} & set(shown.err.casefold().replace(",", " ").split())


def test_pair_is_quiet_where_it_is_asked_to_be(here, capsys):
    assert main(["pair", "roster.csv", "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_strict_refuses_a_list_that_is_not_used(here, capsys):
    assert main(["pair", "roster.csv", "--strict"]) == 3
    assert "looks like a list of people" in capsys.readouterr().err


def test_many_headings_are_one_short_line(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "r.csv", "x0", {}, beside="".join(f",x{k}" for k in range(1, 30)))
    assert main(["pair", "r.csv"]) == 0
    (line,) = (row for row in capsys.readouterr().err.splitlines() if row.startswith("Not used"))
    assert line.endswith("x6, x7 and 22 more (`rmatch check` lists them)")


def test_a_roster_all_of_which_is_used_says_nothing_of_it(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "r.csv", "avoids", {})
    assert main(["pair", "r.csv"]) == 0
    assert "Not used" not in capsys.readouterr().err


def test_columns_for_the_audit_change_no_byte_of_the_result(here):
    assert main(["pair", "roster.csv", "--out", "with", "-q"]) == 0
    text = Path("roster.csv").read_text("utf-8").replace(",Religion,Age", "")
    Path("roster.csv").write_text(text.replace(",,,,\n", ",,\n"), "utf-8")
    rows = [line.split(",") for line in Path("roster.csv").read_text("utf-8").splitlines()]
    wide = len(rows[0])
    Path("roster.csv").write_text("\n".join(",".join(row[:wide]) for row in rows) + "\n", "utf-8")
    assert main(["pair", "roster.csv", "--out", "without", "-q"]) == 0
    for path in Path("with").iterdir():
        if path.name != "run.json":
            assert path.read_bytes() == (Path("without") / path.name).read_bytes()
    summary = json.loads(Path("with/summary.json").read_text("utf-8"))
    assert "unread-people" in [w["code"] for w in summary["warnings"]]
    assert "Reibung" not in Path("with/summary.json").read_text("utf-8")


def test_check_names_the_column_and_no_sensitive_heading(here, capsys):
    assert main(["check", "roster.csv"]) == 0
    shown = capsys.readouterr()
    assert "Not used: Reibung, Parkplatz, a sensitive topic\n" in shown.out
    assert "column 'Reibung': this column is not used" in shown.err
    assert main(["check", "roster.csv", "--show-sensitive", "--json", "-q"]) == 0
    assert json.loads(capsys.readouterr().out)["unused"] == ["Reibung", "Parkplatz", "Burnout"]


def test_nothing_is_looked_at_for_the_audit(tmp_path):
    path = write(tmp_path / "r.csv", "Reibung", {"P1001": "P2001", "P1002": "P2002"})
    roster = rmatch.read_roster(path)
    (part,) = roster.source.quarantined(roster.policy)
    assert not part.table.glances


def test_a_roster_without_an_id_column_is_told_so(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text("Payroll ref,Colleague,Side\n1,Ana,junior\n2,Bo,senior\n", encoding="utf-8")
    with pytest.raises(rmatch.errors.RosterError, match="there is no id column"):
        rmatch.read_roster(path)


def plan(*headings: str) -> ColumnPlan:
    return plan_columns(headings, file="staff.csv")


def test_a_wish_for_and_a_wish_against_are_told_apart():
    both = plan("id", "role", "Möchte mit", "Möchte nicht mit")
    assert (both.fields["prefers"], both.fields["avoids"]) == (2, 3)
    assert not both.unused
