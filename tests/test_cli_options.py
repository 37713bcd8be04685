"""Options that many commands share: colour, and values that an option does not take."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rmatch.cli.main import main

VECTORS = str(Path(__file__).parent / "vectors" / "roster.csv")


def on_a_terminal(arguments, **environment):
    """What a command shows on a terminal."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    clean = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    command = [sys.executable, "-m", "rmatch", *arguments]
    env = clean | {"TERM": "xterm"} | environment
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env=env) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # how Linux says that the other end is closed
                break
            if not piece:
                break
            shown += piece
        process.wait()
    os.close(ours)
    return shown


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("arguments", [["check", VECTORS], ["check", "missing.csv"]])
@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_colour(arguments, environment, coloured):
    assert (b"\x1b[" in on_a_terminal(arguments, **environment)) is coloured


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--objective", "best", '--objective: must be one of "most-matched"'),
        ("--solver", "magic", "--solver: must be one of"),
        ("--gap", "-1", "--gap: must be a number from 0 to below 1"),
    ],
)
def test_a_value_that_an_option_does_not_take_is_a_usage_error(capsys, option, value, said):
    assert main(["pair", VECTORS, option, value, "--dry-run"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"error: {said}")
    assert "Fix: " in shown.err
