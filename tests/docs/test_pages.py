"""The pages of docs/ show what really happens."""

import re

import pytest
import typer

from rmatch.cli.main import app
from tests.documented import README, as_run, name_of, pages, readers_folder, text_of

PAGES = [page for page in pages() if page != README]


@pytest.mark.parametrize("page", PAGES, ids=list(map(name_of, PAGES)))
def test_what_a_page_shows_is_what_happens(page):
    text = text_of(page)
    with readers_folder():
        assert as_run(text) == text


COMMANDS = typer.main.get_command(app).commands
OPTIONS = {
    name: {spelling for one in command.params for spelling in one.opts} | {"--help"}
    for name, command in COMMANDS.items()
}
EVERY = frozenset().union(*OPTIONS.values()) | {"--version"}
SHELL = re.compile(r"^```(?:sh|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"^(?:\$ |if ! )?(?:\S*/)?(rmatch .*)", re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def misnamed(text: str) -> list[str]:
    """Commands and options in a page's code that there are not."""
    wrong = []
    blocks = "".join(SHELL.findall(text)).replace("\\\n", " ")
    for code in (*SPAN.findall(SHELL.sub("", text)), *CALL.findall(blocks)):
        program, _, rest = code.partition(" ")
        command = rest.partition(" ")[0]
        known = EVERY
        if program == "rmatch" and re.fullmatch("[a-z]+", command):
            known = OPTIONS.get(command, frozenset())
            wrong += [code] if command not in OPTIONS else []
        if program == "rmatch" or program.startswith("--"):
            wrong += [name for name in OPTION.findall(code) if name not in known]
    return wrong


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_commands_and_options_in_words_are_those_that_there_are(page):
    """Also what is named in a sentence, or is for the reader's own files and does not run here."""
    assert misnamed(text_of(page)) == []


def test_a_wrong_name_is_seen():
    text = "`rmatch par x`, `--owt DIR`, `rmatch pair --form`\n"
    text += "```sh\nrmatch check x \\\n    --dry-run\n```\n"
    assert misnamed(text) == ["rmatch par x", "--owt", "--form", "--dry-run"]
