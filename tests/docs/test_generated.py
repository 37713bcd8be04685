"""The references are what the code says now, and leave nothing out."""

import re

import pytest

from rmatch.cli.main import app, main
from rmatch.policy.models import Limit, Policy, tables
from tests.documented import DOCS, text_of

pytestmark = pytest.mark.skipif(not DOCS.is_dir(), reason="docs/ is not here")
REFERENCE = DOCS / "reference"
SECTION = re.compile(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def sections(name: str) -> dict[str, str]:
    """Heading to text of a reference page."""
    return {title.strip("`"): text for title, text in SECTION.findall(text_of(REFERENCE / name))}


@pytest.mark.parametrize("name", ["policy.md", "commands.md", "headings.md"])
def test_made_from_the_code_as_it_is(name):
    from docs.generate import PAGES

    path = REFERENCE / name
    assert text_of(path) == PAGES[path](), "run: python -m docs.generate"


def keys_of(section) -> set[str]:
    return set(section.model_fields)


def rows(text: str) -> dict[str, str]:
    """First cell, without its code signs, to the row's other cells."""
    found = re.findall(r"^\| `([^`]+)`(?:, `[^`]+`)* \| (.+) \|$", text, re.MULTILINE)
    return {name.partition(" ")[0]: rest for name, rest in found}


def test_every_key_of_the_policy_has_a_row():
    found = sections("policy.md")
    top = keys_of(Policy) - set(tables()) - {"limits"}
    asked = {f"[{name}]": keys_of(section) for name, section in tables().items()}
    asked |= {"Top of the file": top, "[[limits]]": keys_of(Limit)}
    assert {title: set(rows(text)) for title, text in found.items()} == asked


def test_every_row_says_something_and_what_the_key_takes():
    for text in sections("policy.md").values():
        for key, rest in rows(text).items():
            about, takes, default = rest.split(" | ")
            assert len(about) > 5, key
            assert takes != "something else", key
            assert default, key


COMMANDS = [info.name for info in app.registered_commands]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_that_help_shows_has_a_row(command, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "250")
    monkeypatch.setenv("TERMINAL_WIDTH", "250")
    assert main([command, "--help"]) == 0
    shown = capsys.readouterr().out
    listed = re.findall(r"^\W*?(?<!-)(--[a-z-]+)", shown, re.MULTILINE)
    assert listed
    text = sections("commands.md")[f"rmatch {command}"]
    assert {name for name in rows(text) if name.startswith("--")} == set(listed) - {"--help"}
    assert all(len(rest) > 5 for rest in rows(text).values())


def test_every_command_has_a_section_and_a_line_above():
    found = sections("commands.md")
    assert list(found) == [*(f"rmatch {name}" for name in COMMANDS), "Exit codes"]
    page = text_of(REFERENCE / "commands.md")
    for name in COMMANDS:
        assert f"[`rmatch {name}`](#rmatch-{name})" in page


def test_every_exit_code_is_explained_as_in_the_readme():
    from rmatch import errors
    from tests.documented import README

    row = re.compile(r"^\| (\d+) \| (.+) \|$", re.MULTILINE)
    explained = dict(row.findall(sections("commands.md")["Exit codes"]))
    codes = {getattr(errors, name).__dict__.get("exit_code") for name in errors.__all__}
    assert {str(code) for code in codes - {None}} <= set(explained)
    assert dict(row.findall(text_of(README))).items() <= explained.items()
