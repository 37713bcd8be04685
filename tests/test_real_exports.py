"""Exports as HR systems and form tools write them, read unaided; all people are invented."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import xlsxwriter

from rmatch import pair, read_roster
from rmatch.cli.main import main
from rmatch.roster import Roster
from rmatch.starter import form_text


def write_csv(path: Path, rows: list[list[str]], encoding: str = "utf-8", sep: str = ",") -> Path:
    with path.open("w", newline="", encoding=encoding) as out:
        csv.writer(out, delimiter=sep).writerows(rows)
    return path


def codes(roster: Roster) -> set[str]:
    return {warning.code for warning in roster.warnings}


def paired(roster: Roster) -> set[tuple[str, str]]:
    return {(row.junior_id, row.senior_id) for row in pair(roster).pairing_rows}


# --- an HR system's workbook: title rows, ids whose zeros a spreadsheet ate, zones in words

WORKER_HEADINGS = [
    *("Worker", "Employee ID", "First Name", "Last Name", "Management Level", "Cost Centre"),
    *("Manager ID", "Gender", "Date of Birth", "Time Zone", "Skills", "Would Like to Learn"),
    *("Mentor or Mentee", "Opted in"),
]
WORKERS = [
    ("Ana", "Castro", "1 - Executive", "", "Europe/Madrid", "", "Python; SQL", "Mentee", "Yes"),
    (
        *("Bela", "Nagy", "2 - Director", "1", "GMT+01:00 Central European Time (Amsterdam)"),
        *("", "Short video", "Mentee", "Yes"),
    ),
    (
        *("Chidi", "Obi", "5 - Associate", "2", "(UTC+01:00) Amsterdam, Berlin, Bern"),
        *("Python: Expert; SQL: 4", "", "Mentor", "YES"),
    ),
    (
        *("Dana", "Roth", "4 - Professional", "3", "(UTC+05:30) Chennai, Kolkata, Mumbai"),
        *("Short video: 5", "", "Mentor", "yes"),
    ),
    ("Ed", "Ives", "5 - Associate", "3", "Atlantis", "SQL: 4", "", "Mentor", ""),
]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "workers.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "Reverse Mentoring - All Active Workers")
    sheet.write_row(3, 0, WORKER_HEADINGS)
    for k, (first, last, level, boss, zone, skills, wants, role, agreed) in enumerate(WORKERS):
        row = 4 + k
        sheet.write_row(row, 0, [f"{first} {last}", f"{k + 1:05d}", first, last, level])
        sheet.write_row(row, 5, [f"40{k} Centre", int(boss) if boss else "", "F", 30000 + k])
        sheet.write_row(row, 9, [zone, skills, wants, role, agreed])
    book.close()
    return path


def test_a_worker_export_is_read_whole(workbook: Path) -> None:
    roster = read_roster(workbook)
    assert [p.level for p in roster.people] == [1, 2, 5, 4, 5]
    assert [p.zone and p.zone.name for p in roster.people[:4]] == [
        *("Europe/Madrid", "CET", "Europe/Amsterdam", "Asia/Kolkata")
    ]
    assert dict(roster.managers) == {
        "00002": "00001",
        "00003": "00002",
        "00004": "00003",
        "00005": "00003",
    }
    assert roster.audit_headings == ("Gender", "Date of Birth")
    assert "levels-upside-down" in codes(roster)


def test_what_is_alike_is_said_on_one_line(
    workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(workbook)]) == 0
    said = [line for line in capsys.readouterr().err.splitlines() if "'Manager ID'" in line]
    assert len(said) == 1
    assert "lines 6-9, column 'Manager ID'" in said[0]
    assert "'1' is taken for '00001', found without its leading zeros" in said[0]


def test_the_policy_it_writes_turns_the_levels_round(
    workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policy = tmp_path / "policy.toml"
    assert main(["check", str(workbook), "--write-policy", str(policy)]) == 0
    assert '\ndirection = "down"' in policy.read_text(encoding="utf-8")
    capsys.readouterr()
    out = str(tmp_path / "out")
    assert main(["pair", str(workbook), "--policy", str(policy), "--out", out]) == 0
    shown = capsys.readouterr().out
    # Above one another at any distance: nobody of this small company may be paired.
    assert shown.startswith("0 pairings")
    assert shown.index("Dana Roth") < shown.index("Ed Ives (00005), junior: did not agree")


def test_pair_names_the_cures_for_levels_that_count_down(
    workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pair", str(workbook), "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().err
    assert "most mentors are above most mentees in level ([levels] direction" in said
    assert said.endswith("`rmatch check` shows each place, and how to mend it.\n")


# --- an HR system in German: semicolons, Windows-1252, words for levels, no manager at the top

GERMAN = [
    [
        *("Benutzer-ID", "Vorname", "Nachname", "Gehaltsband", "Abteilung", "Vorgesetzter"),
        *("Geschlecht", "Zeitzone", "Sprachkenntnisse", "Kenntnisse", "Lernwünsche"),
        *("Rolle im Programm", "Verfügbarkeit", "Teilnahme", "Maximale Anzahl Paarungen"),
    ],
    [
        *("11", "Käthe", "Großmann", "Band 9", "Vorstand", "NO_MANAGER", "w"),
        *("MEZ", "Deutsch (Muttersprache)", "", "Python", "Mentee", "vormittags", "ja", "1"),
    ],
    [
        *("12", "Jörg", "Weiß", "Band 8", "Vertrieb", "11", "m"),
        *("Berlin", "Deutsch", "keine", "Social Media", "Mentee", "Di 9-12", "Ja", "2"),
    ],
    [
        *("21", "Zoë", "Maß", "Band 2", "IT", "99", "w", "Mitteleuropäische Zeit", "Deutsch"),
        *("Python: Experte, Social Media: Fortgeschritten", "", "Mentorin", "", "Ja", "2"),
    ],
]


def test_a_german_export_is_read_unaided(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "export.csv", GERMAN, encoding="cp1252", sep=";")
    roster = read_roster(path)
    assert roster.facts[0].encoding == "windows-1252"
    top, head, mentor = roster.people
    assert (top.manager_id, head.skills, head.capacity) == (None, {}, 2)
    assert {s.name: s.level for s in mentor.skills.values()} == {"Python": 5, "Social Media": 4}
    assert "unrated-skill" not in codes(roster)
    assert "unknown-zone" not in codes(roster)
    in_part = [w.ids for w in roster.warnings if w.code == "reporting-line-in-part"]
    assert in_part == [("21",)]
    assert paired(roster) == {("21", "11"), ("21", "12")}


# --- forms: the questions of `rmatch init --form`, and answers as people write them

QUESTIONS = [
    line.split("**")[1]
    for line in form_text().split("## Instead")[0].splitlines()
    if line.partition(".")[0].isdigit()
]
EDITED = [
    *("Your employee ID (as on your pay slip)", "Your full name", "Your work e-mail address"),
    *("I would like to take part as a", "Which department do you work in? (Sales/EMEA)"),
    *("Who is your line manager (name or ID)?", "What is your job level?"),
    *("Which skills do you have, and at what level (1-5)?",),
    *("Which of your skills would you be happy to teach?", "Which skills would you like to learn?"),
    *("What do you hope to get out of it?", "In which languages can you hold meetings?"),
    *("Which timezone do you work in?", "When in the week could you usually meet?"),
    *("With how many people could you be paired?",),
    *("Who would you like to be paired with? (optional)",),
    *("Who should you not be paired with? (confidential)",),
    *("I agree to take part and that my answers are used to find me a partner.",),
]
ANSWERS = [
    [
        *("0042", "Priya Raman", "priya@example.org", "Mentor", "Sales", "Hugo Lind", "Grade 4"),
        *("Python: 4\nSQL - 3\nsocial media (expert)", "All of them", "", "networking"),
        *("English, தமிழ்", "London", "any time", "one", "none", "n/a", "I do agree"),
    ],
    [
        *("0043", "Léo Martin", "leo@example.org", "Mentor", "IT", "nobody knows", "grade 3"),
        *("TikTok: expert, editing: 4", "TikTok", "", "-", "Français, english", "Paris"),
        *("weekdays 9 to 5", "2 people", "Ingrid Solberg", "", "Yes"),
    ],
    [
        *("0099", "Ingrid Solberg", "ingrid@example.org", "Learner", "HR", "Anna Berg", "Grade 8"),
        *("none", "", "TikTok; Python", "", "English; Norsk", "(UTC+01:00) Amsterdam, Berlin"),
        *("Mon-Wed 9am-12pm", "", "leo martin", "Priya", "yes please"),
    ],
    [
        *("0100", "Sam Osei", "sam@example.org", "Learner", "IT", "n/a", "7"),
        *("", "", "Python", "", "english", "GMT", "", "", "-", "", "No"),
    ],
]
ORG = [
    ["id", "manager_id", "name"],
    *(["1", "", "Anna Berg"], ["2", "1", "Hugo Lind"], ["0099", "1", "Ingrid Solberg"]),
    ["0043", "0099", "Leo Martin"],
]


@pytest.fixture
def form(tmp_path: Path) -> Path:
    rows = [["11/02/2025 10:30:11", *answers] for answers in ANSWERS]
    return write_csv(tmp_path / "form.csv", [["Timestamp", *QUESTIONS], *rows])


def test_a_form_export_is_read_unaided(form: Path) -> None:
    roster = read_roster(form)
    priya, leo, ingrid, sam = roster.people
    assert [p.level for p in roster.people] == [4, 3, 8, 7]
    assert [p.participates for p in roster.people] == [True, True, True, False]
    assert (priya.capacity, leo.capacity) == (1, 2)
    assert priya.offers == frozenset(priya.skills)
    assert (priya.prefers, priya.avoids, sam.manager_id) == ((), frozenset(), None)
    assert leo.available == priya.available  # "weekdays 9 to 5", "any time"
    assert (leo.goals, ingrid.skills) == ({}, {})
    assert (leo.prefers, ingrid.prefers) == (("0099",), ("0043",))
    assert [p.zone and p.zone.name for p in (priya, leo, ingrid)] == [
        *("Europe/London", "Europe/Paris", "Europe/Amsterdam")
    ]


def test_names_that_hold_a_level_are_pointed_out(form: Path) -> None:
    named = {w.what.split("'")[1] for w in read_roster(form).warnings if w.code == "level-in-name"}
    assert named == {"SQL - 3", "social media (expert)"}


def test_a_part_of_a_name_is_a_hint_and_finds_nobody(form: Path) -> None:
    roster = read_roster(form)
    assert roster.people[2].avoids == frozenset({"Priya"})
    said = [str(w) for w in roster.warnings if w.code == "unknown-avoids"]
    assert len(said) == 1
    assert "'Priya' is not on the roster (perhaps '0042', Priya Raman)" in said[0]


def test_managers_by_name_are_found_in_the_organisation(form: Path, tmp_path: Path) -> None:
    org = write_csv(tmp_path / "org.csv", ORG)
    roster = read_roster(form, org=org)
    assert roster.managers["0042"] == "2"
    # Nobody knows the manager whom the form names: what the organisation says counts.
    assert roster.managers["0043"] == "0099"
    assert ("0043", "0099") not in paired(roster)
    said = [w.what for w in roster.warnings if w.code == "unknown-manager"]
    assert said == [
        "'nobody knows' is not on the roster, so what the organisation file says counts"
    ]


def test_edited_questions_in_a_workbook_read_the_same(form: Path, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Id", "Start time", "Completion time", "Email", "Name", *EDITED])
    for k, answers in enumerate(ANSWERS, start=1):
        sheet.write_row(k, 0, [k, 45963.4, 45963.5, "anonymous", ""])
        for j, answer in enumerate(answers, start=5):
            sheet.write_string(k, j, answer)
    book.close()
    assert read_roster(path).people == read_roster(form).people


# --- no role column: the level tells it, and names go both ways round

NO_ROLES = [
    ["Employee #", "Display name", "Department", "Reporting to", "Job Level", "Skills", "Wants"],
    ["101", "Stone, Dee", "Board", "", "L9", "", "AI: 4"],
    ["102", "Turk, Eli", "Sales", "Stone, Dee", "L8", "", "AI"],
    *([f"2{k}", f"Prim, Ana {k}", "IT", "Eli Turk", "L3", "AI: 5", ""] for k in range(6)),
]


def test_many_people_without_a_role_are_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_csv(tmp_path / "people.csv", NO_ROLES)
    assert main(["check", str(path)]) == 3
    lines = capsys.readouterr().err.splitlines()
    errors = [line for line in lines if line.startswith("error:")]
    assert len(errors) == 1
    assert "lines 2-9, column 'Job Level': this person has no role" in errors[0]
    # What is odd but no error is not called one.
    assert [line for line in lines if line.startswith("warning:") and "'Eli Turk'" in line]


def test_strict_calls_warnings_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_csv(tmp_path / "export.csv", GERMAN)
    assert main(["check", str(path), "--strict"]) == 3
    said = capsys.readouterr().err.splitlines()
    assert said
    assert all(line.startswith("error:") for line in said)


def test_roles_by_level_and_managers_by_turned_names(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "people.csv", NO_ROLES)
    policy = write_csv(tmp_path / "p.toml", [["[roles]"], ['junior_max = "L5"'], []], sep="\t")
    policy.write_text('[roles]\njunior_max = "L5"\nsenior_min = "L7"\n', encoding="utf-8")
    from rmatch.policy.file import read_policy

    roster = read_roster(path, policy=read_policy(policy))
    assert {p.manager_id for p in roster.juniors} == {"102"}
    assert pair(roster).summary["counts"]["pairings"] == 0


# --- long tables: what is wrong is told where it is


def test_a_wrong_level_of_a_long_table_is_told_at_its_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = write_csv(
        tmp_path / "people.csv",
        [["id", "role", "wants"], ["J", "junior", ""], ["S", "senior", "x"]],
    )
    skills = write_csv(tmp_path / "s.csv", [["id", "skill", "level"], ["J", "SQL", "superb"]])
    assert main(["check", str(people), "--skills", str(skills)]) == 3
    assert "line 2, column 'level': this is no level (found: 'superb')" in capsys.readouterr().err


# --- names that would steer a terminal


def test_a_name_that_turns_the_line_round_is_shown_without_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_csv(
        tmp_path / "people.csv",
        [
            ["id", "name", "role", "skills", "wants"],
            *(["J1", "A", "junior", "x:4", ""], ["J2", "B", "junior", "x:3", ""]),
            ["S1", "Zoë \u202eright", "senior", "", "x"],
        ],
    )
    assert main(["pair", str(path), "--out", str(tmp_path / "out")]) == 0
    shown = capsys.readouterr().out
    assert "\u202e" not in shown
    assert shown.count("Zoë  right") == 2
