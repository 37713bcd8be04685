"""audit.csv and audit.json."""

import csv
import io
import json

from rmatch.audit import AuditReport
from rmatch.audit.tables import AUDIT_COLUMNS, AUDIT_FILES, audit_contents, audit_csv

from .reports import FEW, figure, report


def one(*figures, **more) -> AuditReport:
    about = {"notes": (), "attributes": ("gender",), "minimum": 5, "seed": 0, **more}
    return AuditReport(figures=figures, **about)


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def test_one_row_a_figure_in_the_order_of_the_report():
    whole = report()
    table = rows(audit_csv(whole))
    assert list(table[0]) == list(AUDIT_COLUMNS)
    assert [(r["section"], r["group"], r["measure"]) for r in table] == [
        (f.section, f.group, f.measure) for f in whole.figures
    ]


def test_a_hidden_figure_has_an_empty_cell_and_words():
    (row,) = rows(audit_csv(one(figure("pairings", "rate", None, hidden=FEW, group="woman"))))
    assert (row["value"], row["people"], row["not_shown"]) == ("", "", FEW)


def test_numbers_are_the_same_wherever_they_were_computed():
    numbers = [0.1 + 0.2, 2 / 3, -0.0, -1e-9, 12, 48.0, 1234567.5]
    table = rows(audit_csv(one(*(figure("pairings", "mean score", n, 9) for n in numbers))))
    assert [r["value"] for r in table] == ["0.3", "0.666667", "0", "0", "12", "48", "1234567.5"]


def test_names_are_no_formulas():
    data = one(figure("pairings", "rate", -0.5, 9, group="=cmd()", subject="-x", attribute="+A"))
    (row,) = rows(audit_csv(data))
    assert (row["group"], row["subject"], row["attribute"]) == ("'=cmd()", "'-x", "'+A")
    assert row["value"] == "-0.5"
    (row,) = rows(audit_csv(data, raw=True))
    assert row["group"] == "=cmd()"


def test_json_is_nested_by_section_with_sorted_keys():
    whole = report()
    data = audit_contents(whole)["audit.json"]
    content = json.loads(data)
    assert (
        data.decode("utf-8")
        == json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    )
    assert list(content) == [
        "attributes", "minimum", "notes", "schema_version", "sections", "seed"
    ]  # fmt: skip
    assert sum(len(s["figures"]) for s in content["sections"].values()) == len(whole.figures)
    assert content["sections"]["groups"]["says"] == "How many people each group has, on each side."
    assert content["sections"]["groups"]["figures"][0] == {
        "attribute": "Age band",
        "side": "junior",
        "group": "below 30",
        "subject": "",
        "measure": "people",
        "value": 12,
        "people": 12,
        "not_shown": "",
        "flag": "",
    }
    hidden = [f for f in content["sections"]["pairings"]["figures"] if f["not_shown"]]
    assert {(f["value"], f["people"]) for f in hidden} == {(None, None)}


def test_equal_reports_are_equal_bytes():
    assert tuple(audit_contents(report())) == AUDIT_FILES
    assert audit_contents(report()) == audit_contents(report())


def test_only_the_table_heeds_raw():
    named = report(names=("=a", "@b", "c"))
    plain, raw = audit_contents(named), audit_contents(named, raw=True)
    assert [name for name in plain if plain[name] != raw[name]] == ["audit.csv"]
