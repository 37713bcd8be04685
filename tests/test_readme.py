"""The README's commands run, one after the other, and print what it says they print.

A line ``...`` stands for the rest of the output, up to the lines after it; a failing command's
messages count as its output; of several commands in a block the last one's output is shown. A
``toml`` block that begins with a file's name is that file, and so is a ``csv`` block under one.
``python -m tests.test_readme`` writes the present output into the README.
"""

import contextlib
import doctest
import io
import re
import shlex
import shutil
import tempfile
from pathlib import Path

import pytest

from rmatch.cli.main import main

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"```console\n((?:\$ rmatch [^\n]*\n)+)(.*?)```", re.DOTALL)
FILE = re.compile(r"```toml\n# (\S+\.toml)\n(.*?)```", re.DOTALL)
CSV_FILE = re.compile(r"<!-- (\S+\.csv) -->\n```csv\n(.*?)```", re.DOTALL)
MORE = "...\n"


def output_of(commands: str, shown: str) -> str:
    """What the last command prints here, cut where the README cuts it."""
    for command in commands.splitlines():
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(shlex.split(command)[2:])
    printed = err if code else out
    lines = [f"{line.rstrip()}\n" for line in printed.getvalue().rstrip().splitlines()]
    before, cut, after = shown.partition(f"\n{MORE}")
    if cut:
        lines[before.count("\n") + 1 : len(lines) - after.count("\n")] = [MORE]
    return "".join(lines)


def check_out(folder: Path) -> str:
    """Everything that the README's reader has; its text."""
    text = README.read_text(encoding="utf-8")
    shutil.copytree(ROOT / "examples", folder / "examples")
    for name, content in (*FILE.findall(text), *CSV_FILE.findall(text)):
        (folder / name).write_text(content, encoding="utf-8")
    return text


@pytest.fixture
def text(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return check_out(tmp_path)


def test_commands_print_what_the_readme_shows(text):
    for commands, shown in BLOCK.findall(text):
        assert output_of(commands, shown) == shown, commands


def test_python_of_the_readme(text):
    (code,) = re.findall(r"```python\n(import rmatch\n.*?)```", text, re.DOTALL)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(code, "README.md", "exec"), {})
    assert {"pairings.csv", "audit.html"} <= {path.name for path in Path("pairings").iterdir()}
    assert "Score" in printed.getvalue()
    found = doctest.DocTestParser().get_doctest(text, {}, "README.md", None, None)
    assert doctest.DocTestRunner().run(found) == (0, len(found.examples))


def test_every_exit_code_is_explained(text):
    from rmatch import errors

    codes = {getattr(errors, name).__dict__.get("exit_code") for name in errors.__all__}
    assert codes - {None} <= {int(code) for code in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)}


def write_readme() -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        text = check_out(Path(folder))
        text = BLOCK.sub(lambda m: f"```console\n{m[1]}{output_of(m[1], m[2])}```", text)
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_readme()
