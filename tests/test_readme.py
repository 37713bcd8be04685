"""The README's commands run, one after the other, and print what it says they print.

How, and what its blocks may hold, is in :mod:`tests.documented`. ``python -m tests.test_readme``
writes the present output into the README and into the pages of docs/.
"""

import contextlib
import io
import re
from pathlib import Path

import pytest

from tests.documented import README, as_run, readers_folder, refresh, text_of


@pytest.fixture
def text():
    with readers_folder():
        yield text_of(README)


def test_commands_print_what_the_readme_shows(text):
    assert as_run(text) == text


def test_python_of_the_readme(text):
    (code,) = re.findall(r"```python\n(import rmatch\n.*?)```", text, re.DOTALL)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(code, "README.md", "exec"), {})
    assert {"pairings.csv", "audit.html"} <= {path.name for path in Path("pairings").iterdir()}
    assert "Score" in printed.getvalue()


def test_every_exit_code_is_explained(text):
    from rmatch import errors

    codes = {getattr(errors, name).__dict__.get("exit_code") for name in errors.__all__}
    assert codes - {None} <= {int(code) for code in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)}


if __name__ == "__main__":
    refresh()
