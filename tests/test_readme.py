"""The README's commands run, and print what it says they print.

``python -m tests.test_readme`` writes the present output into the README.
"""

import contextlib
import doctest
import io
import re
import shlex
import shutil
from pathlib import Path

import pytest

from rmatch.cli.main import main

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"```console\n\$ rmatch ([^\n]*)\n(.*?)```", re.DOTALL)


def output_of(command: str) -> str:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        main(shlex.split(command))
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip().splitlines()) + "\n"


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)


def blocks():
    return BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("command", "shown"), blocks(), ids=[c for c, _ in blocks()])
def test_commands_print_what_the_readme_shows(command, shown, checkout):
    assert output_of(command) == shown


def test_python_of_the_readme(checkout):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(import rmatch\n.*?)```", text, re.DOTALL)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(code, "README.md", "exec"), {})
    assert Path("pairings/pairings.csv").exists()
    assert "Score" in printed.getvalue()
    found = doctest.DocTestParser().get_doctest(text, {}, "README.md", None, None)
    assert doctest.DocTestRunner().run(found) == (0, len(found.examples))


def write_readme() -> None:
    path = ROOT / "README.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        BLOCK.sub(lambda m: f"```console\n$ rmatch {m[1]}\n{output_of(m[1])}```", text),
        encoding="utf-8",
    )


if __name__ == "__main__":
    write_readme()
