"""`rmatch check` where errors stand against the rest, and where something is missed."""

import json
from pathlib import Path

import pytest
import xlsxwriter

from rmatch.cli.main import main

FORM = (
    'Zeitstempel,E-Mail-Adresse,Ich mache mit als,"Was kannst du, und wie gut?",Alter\n'
    "2026,a@x.org,Mentee,,50\n2026,b@x.org,Mentor,Python: 5,20\n"
)


@pytest.fixture
def check(tmp_path, monkeypatch, capsys):
    """Check a roster of the text given: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def run(text, *options):
        if text is not None:
            Path("r.csv").write_text(text, encoding="utf-8")
        code = main(["check", "r.csv", *options])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


def test_errors_do_not_hide_what_was_recognised(check):
    code, out, err = check(FORM)
    assert code == 3
    assert out == (
        "Recognised columns:\n"
        "  heading         read as\n"
        "  E-Mail-Adresse  email\n"
        "  E-Mail-Adresse  id\n"
        "Not used: Zeitstempel, Ich mache mit als, 'Was kannst du, und wie gut?'\n"
        "To have one of these read, say which column it is, for example --map "
        '"Ich mache mit als=role"\n\n'
    )
    assert "this person has no role" in err
    assert "no column is read as 'skills'" in err
    assert "Alter" not in out + err
    assert "Mentee" not in out + err


def test_quiet_says_the_errors_alone(check):
    code, out, err = check(FORM, "-q")
    assert (code, out) == (3, "")
    assert "this person has no role" in err


def test_errors_as_json(check):
    code, out, _ = check(FORM, "--json", "-q")
    assert code == 3
    record = json.loads(out)
    assert record["columns"] == [
        {"heading": "E-Mail-Adresse", "column": "email"},
        {"heading": "E-Mail-Adresse", "column": "id"},
    ]
    assert record["unused"] == [
        "Zeitstempel", "Ich mache mit als", "Was kannst du, und wie gut?",
    ]  # fmt: skip
    assert [(e["code"], e["line"]) for e in record["errors"]] == [("no-role", 2), ("no-role", 3)]
    assert {w["code"] for w in record["warnings"]} == {"no-skills", "no-wants"}
    good = "id,role,skills,wants\nJ,junior,sql:4,\nS,senior,,sql:4\n"
    _, out, _ = check(good, "--json", "-q")
    assert json.loads(out)["errors"] == []


def test_many_headings_stand_one_a_line(check):
    more = [f"A heading that nobody knows {n}" for n in range(5)]
    _, out, _ = check(",".join(["id", *more]) + "\n" + "1" + "," * 5 + "\n")
    assert "Not used:\n  A heading that nobody knows 0\n  A heading" in out


def test_nothing_is_near_what_is_missed(check):
    code, out, _ = check("Payroll ref,Site,role\n1,A,mentor\n")
    assert code == 3
    assert (
        "Not used: Payroll ref, Site\nTo have one of these read, say which column it is: "
        '--map "Their heading=column"\n'
    ) in out


def test_nothing_is_missed(check):
    code, out, _ = check("id,role,skills,wants,participate,Site\nA,mentor,x:9,,yes,\n")
    assert code == 3
    assert out.endswith("Not used: Site\n\n")


def test_headings_of_sensitive_topics_are_written_out_only_if_asked(check):
    Path("p.toml").write_text('[stereotypes]\nsensitive = ["grief", "loss"]\n', encoding="utf-8")
    text = "id,skill:grief,loss,role\nA,9,x,mentor\nB,,,mentee\n"
    code, out, _ = check(text, "--policy", "p.toml")
    assert code == 3
    assert "grief" not in out
    assert "  a sensitive topic  skill\n" in out
    assert "Not used: a sensitive topic\n" in out
    _, out, _ = check(text, "--policy", "p.toml", "--show-sensitive")
    assert "  skill:grief  skill:grief\n" in out
    assert "Not used: loss\n" in out


def test_headings_that_cannot_be_read(check):
    code, out, err = check('id,"role\n')
    assert (code, out) == (3, "")
    assert "never closed" in err


def test_of_a_workbook_without_an_id_the_headings_are_told(check, capsys):
    with xlsxwriter.Workbook("r.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Participants"])
        sheet.write_row(2, 0, ["Wer", "Rolle", "Kenntnisse"])
        sheet.write_row(3, 0, ["Ana", "Mentor", "SQL: 4"])
    assert main(["check", "r.xlsx"]) == 3
    assert capsys.readouterr().out == (
        "Recognised columns:\n"
        "  heading     read as\n"
        "  Rolle       role\n"
        "  Kenntnisse  skills\n"
        "Not used: Wer\n"
        'To have one of these read, say which column it is: --map "Their heading=column"\n\n'
    )


def test_what_a_policy_needs_and_strict_warnings_show_the_columns_too(check):
    good = "id,role,skills,wants,Site\nJ,junior,sql:4,\nS,senior,,sql:4,\n"
    good = good.replace("sql:4,\n", "sql:4,,\n", 1)
    Path("p.toml").write_text("[rules]\nlanguage = true\n", encoding="utf-8")
    for options in (["--policy", "p.toml"], ["--strict"]):
        code, out, err = check(good, *options)
        assert code == 3
        assert "  skills   skills\n" in out
        assert "Not used: Site\n" in out
        assert "error:" in err


def test_a_missing_column_is_told_by_check_and_by_pair_with_its_cure(check, capsys):
    text = "id,role,Knows,wants\nJ,junior,sql:4,\nS,senior,,sql:4\n"
    code, _, err = check(text)
    assert code == 0
    line = "warning: r.csv: no column is read as 'skills', so no junior has anything to teach"
    assert line in err
    assert '--map "Knows=skills"' in err
    assert main(["pair", "r.csv"]) == 0
    err = capsys.readouterr().err
    assert line in err
    assert '--map "Knows=skills"' in err
    (told,) = [
        warning
        for warning in json.loads(Path("pairings/summary.json").read_text("utf-8"))["warnings"]
        if warning["code"] == "no-skills"
    ]
    assert told["message"].endswith("nobody can be paired")


def test_without_topics_there_is_no_empty_table(check):
    code, out, err = check("id,role,skills,wants\nJ,junior,sql:4,\nS,senior,,\n")
    assert code == 0
    assert "No senior has anything to learn yet, so there are no topics.\n" in out
    assert "juniors who can teach" not in out
    assert "no participating senior says what they want to learn" in err


def test_one_of_each_is_told_as_one(check, capsys):
    _, out, err = check("id,role,skills,wants\nJ,junior,sql:4,\nS,senior,,sql:4\n")
    assert "r.csv: 2 rows" in out
    assert "2 people: 1 junior and 1 senior take part, 0 left out." in out
    assert "1 of 1 want (100 %) is for a skill in which the person's own level" in err
    main(["pair", "r.csv", "--dry-run"])
    assert "1 pairing: 1 of 1 junior and 1 of 1 senior are paired." in capsys.readouterr().out
    _, out, _ = check("id,role,skills,wants\nB,both,sql:4,x\n")
    assert "r.csv: 1 row (" in out
    assert "1 person: 1 junior and 1 senior take part" in out
