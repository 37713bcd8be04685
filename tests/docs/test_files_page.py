"""The page on files names every file, column and key that there is."""

import json
import re

import pytest

import rmatch
from rmatch.approval import APPROVAL_FILE, approve
from rmatch.audit.figures import SECTIONS
from rmatch.audit.tables import AUDIT_COLUMNS, AUDIT_FILES
from rmatch.brief.folder import CALENDAR_FILE
from rmatch.output.tables import PAIRING_COLUMNS, UNMATCHED_COLUMNS
from rmatch.roster.decisions import DECISIONS
from rmatch.roster.vocabulary.aliases import COLUMNS
from rmatch.writing import ALWAYS, FILES_OF
from tests.documented import DOCS, ROOT, text_of

pytestmark = pytest.mark.skipif(not DOCS.is_dir(), reason="docs/ is not here")


@pytest.fixture(scope="module")
def page() -> dict[str, str]:
    """Heading to the text under it."""
    text = text_of(DOCS / "reference" / "files.md")
    return dict(re.findall(r"^###? ([^\n]+)\n(.*?)(?=^###? |\Z)", text, re.MULTILINE | re.DOTALL))


def named(text: str) -> list[str]:
    """What the first cells of a section's tables name, in order."""
    cells = re.findall(r"^\| ([^|]*`[^|]*) \|", text, re.MULTILINE)
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


def test_files(page):
    made = {name for names in FILES_OF.values() for name in names}
    asked = {*made, *ALWAYS, *AUDIT_FILES, APPROVAL_FILE, CALENDAR_FILE}
    assert set(named(page["What is written"])) == asked


@pytest.mark.parametrize(
    ("section", "columns"),
    [
        ("The roster", COLUMNS["roster"]),
        ("decisions.csv", COLUMNS["decisions"]),
        ("pairings.csv", PAIRING_COLUMNS),
        ("unmatched.csv", UNMATCHED_COLUMNS),
        ("audit.csv", AUDIT_COLUMNS),
    ],
)
def test_columns_in_their_order(page, section, columns):
    assert named(page[section]) == list(columns)


def test_columns_of_files_beside_the_roster(page):
    row = re.compile(r"^\| `--(\w+)` \| ([^|]+) \|", re.MULTILINE)
    found = {
        name: re.findall(r"`(\w+)`", cell) for name, cell in row.findall(page["Beside the roster"])
    }
    assert {name: set(columns) for name, columns in found.items()} == {
        kind: set(COLUMNS[kind]) for kind in ("skills", "wants", "org", "decisions")
    }


def test_words(page):
    assert set(DECISIONS) <= set(re.findall(r"`(\w+)`", page["decisions.csv"]))
    assert set(SECTIONS) <= set(re.findall(r"`(\w+)`", page["audit.csv"]))


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    """A folder with everything that can be in it."""
    folder = tmp_path_factory.mktemp("result")
    decisions = folder / "decided.csv"
    decisions.write_text("junior_id,senior_id,decision\nE106,E008,accept\n")
    policy = rmatch.read_policy("[programme]\nstart = 2026-01-05\n")
    roster = rmatch.read_roster(ROOT / "examples" / "roster.csv", policy=policy)
    decided = rmatch.read_decisions(decisions, roster)
    matching = rmatch.pair(roster, policy=policy, decisions=decided, prices=True)
    matching.write(folder, formats=tuple(FILES_OF), audit=matching.audit())
    approve(folder, "Ada")
    return folder


@pytest.mark.parametrize("name", ["summary.json", "run.json", "approval.json"])
def test_keys(page, result, name):
    keys = set(json.loads((result / name).read_text(encoding="utf-8")))
    assert set(named(page[name])) == keys


@pytest.mark.parametrize(
    ("file", "key"),
    [("summary.json", "objective"), ("summary.json", "counts"), ("run.json", "inputs")],
)
def test_keys_further_in(page, result, file, key):
    value = json.loads((result / file).read_text(encoding="utf-8"))[key]
    inner = set(value[0] if isinstance(value, list) else value)
    (row,) = re.findall(rf"^\| `{key}` \| (.*) \|$", page[file], re.MULTILINE)
    assert inner <= set(re.findall(r"`(\w+)`", row))


def test_sheets_of_the_workbook(page, result):
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(result / "pairings.xlsx"))
    assert named(page["pairings.xlsx"]) == book.sheet_names


def test_endings_of_briefs(page, result):
    made = {path.name[path.name.index(".") :] for path in (result / "briefs").iterdir()}
    told = set(named(page["briefs"]))
    assert made == told - {"-cancelled-1.ics"}
