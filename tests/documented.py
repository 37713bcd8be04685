"""What pages of documentation show is what happens: their blocks run, in the page's order.

In a page, each of these blocks counts; everything runs in one folder that holds ``examples/``:

- ``console``: commands behind ``$``, then what the last of them prints. A failing command's
  messages count as its output too; a line ``...`` stands for what is left out, up to the lines
  after it. Commands are ``rmatch`` (also with ``> FILE``), ``cat FILE`` and ``head -n N FILE``;
  a ``\\`` at a line's end continues it.
- ``toml`` that begins with ``# name.toml``, and any block right under ``<!-- name.csv -->``: a
  file of that name.
- ``python``: is run; with ``>>>`` it is a doctest. A page's blocks share their names.

``python -m tests.test_readme`` writes the present output into README.md and the pages of docs/.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from rmatch.cli.main import main

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
DOCS = ROOT / "docs"
BLOCK = re.compile(
    r"(?:^<!-- (?P<file>\S+) -->\n)?^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.M | re.S
)
COMMANDS = re.compile(r"(?:\$ (?:[^\n]*\\\n)*[^\n]*\n)+")
TOML_NAME = re.compile(r"# (\S+\.toml)\n")
MORE = "...\n"
# `rmatch review` asks for the browser, and is told that the page is open.
NO_BROWSER = SimpleNamespace(name="", open=lambda uri: True)


def pages() -> list[Path]:
    """README.md and, in a checkout, the pages of docs/."""
    written = sorted(DOCS.rglob("*.md"))
    return [README, *(path for path in written if "_build" not in path.parts)]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@contextlib.contextmanager
def readers_folder() -> Iterator[Path]:
    """A folder with everything that a page's reader has; the current one while it lasts."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        shutil.copytree(ROOT / "examples", Path("examples"))
        yield Path(folder)


def as_run(text: str) -> str:
    """Run a page's blocks in the current folder; the page with what they print here."""
    names: dict[str, object] = {}

    def again(block: re.Match[str]) -> str:
        kind, body = block["kind"], block["body"]
        named = TOML_NAME.match(body) if kind == "toml" else None
        if block["file"] or named:
            # The name is the reader's, not a line of the file.
            Path(block["file"] or named[1]).write_text(
                body[named.end() :] if named else body, encoding="utf-8"
            )
        elif kind == "console":
            commands = COMMANDS.match(body)
            assert commands, f"a console block begins with a command:\n{body}"
            shown = body[commands.end() :]
            assert not re.search(r"^\$ ", shown, re.MULTILINE), (
                f"the last command's output only:\n{body}"
            )
            return block[0].removesuffix(f"{shown}```") + output_of(commands[0], shown) + "```"
        elif kind == "python":
            run_python(body, names)
        return block[0]

    return BLOCK.sub(again, text)


def output_of(commands: str, shown: str) -> str:
    """What the last command prints here, cut where the page cuts it."""
    for command in commands.replace("\\\n", " ").splitlines():
        said = printed(shlex.split(command)[1:])
    lines = [f"{line.rstrip()}\n" for line in said.splitlines()]
    before, cut, after = f"\n{shown}".partition(f"\n{MORE}")
    if cut:
        lines[before.count("\n") : len(lines) - after.count("\n")] = [MORE]
    return "".join(lines)


def printed(words: list[str]) -> str:
    """What one command prints, without the space at its end."""
    match words:
        case ["cat", path]:
            return Path(path).read_text(encoding="utf-8-sig").rstrip()
        case ["head", "-n", count, path]:
            text = Path(path).read_text(encoding="utf-8-sig")
            return "".join(text.splitlines(keepends=True)[: int(count)]).rstrip()
        case ["rmatch", *arguments, ">", path]:
            Path(path).write_text(run_rmatch(arguments), encoding="utf-8")
            return ""
        case ["rmatch", *arguments]:
            return run_rmatch(arguments).rstrip()
    raise AssertionError(f"no command of these pages: {words}")


def run_rmatch(arguments: list[str]) -> str:
    """What the command says: its output, and where it fails its messages after it."""
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch("webbrowser.get", return_value=NO_BROWSER),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = main(arguments)
    return out.getvalue() + (err.getvalue() if code else "")


def run_python(code: str, names: dict[str, object]) -> None:
    if ">>>" in code:
        found = doctest.DocTestParser().get_doctest(code, names, "page", None, None)
        failed, _ = doctest.DocTestRunner().run(found, clear_globs=False)
        assert not failed, code
        names.update(found.globs)
        return
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(code, "page", "exec"), names)


def refresh() -> None:
    """Write the present output into every page."""
    for page in pages():
        with readers_folder():
            text = as_run(text_of(page))
        page.write_text(text, encoding="utf-8")
