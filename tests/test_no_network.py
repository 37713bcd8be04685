"""No command makes a network call: rosters are personal data, and stay where they are.

Each command runs in a process of its own. Python's audit events stop it where it looks up a
name, opens a connection or a page; where ``strace`` is at hand, the system itself is asked, so
that compiled libraries are seen too.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from rmatch.cli.main import app

ROOT = Path(__file__).parent.parent
ROSTER = ROOT / "examples" / "roster.csv"
POLICY = ROOT / "examples" / "policy.toml"
PARITY = ROOT / "examples" / "policies"

WATCHED = """
import sys

CALLS = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname",
         "socket.gethostbyaddr", "socket.getnameinfo", "socket.sendto", "socket.sendmsg",
         "urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect")

def watch(event, args):
    if event in CALLS:
        sys.stderr.write(f"NETWORK {event} {args[1:]}\\n")
        sys.stderr.flush()
        import os
        os._exit(99)
    if event == "webbrowser.open" and not args[0].startswith("file:"):
        sys.stderr.write(f"NETWORK {event} {args}\\n")
        os._exit(99)

sys.addaudithook(watch)
"""
RUN = WATCHED + "from rmatch.cli import main\nsys.argv[0] = 'rmatch'\nmain()\n"

# Every command, in the ways in which it loads other libraries; in order: later ones need
# what earlier ones write.
RUNS = (
    ("pair", [str(ROSTER), "--format", "csv,json,html,xlsx,brief", "--audit", "--prices"]),
    ("pair", [str(PARITY / "roster.csv"), "--policy", str(PARITY / "parity.toml"), "--out", "p"]),
    ("pair", [str(ROSTER), "--objective", "fairest", "--solver", "ilp", "--out", "f"]),
    ("check", [str(ROSTER), "--policy", str(POLICY), "--write-policy", "w.toml"]),
    ("explain", [str(ROSTER), "E106", "E008"]),
    ("audit", [str(ROSTER), "pairings/pairings.csv"]),
    ("approve", ["pairings", "--by", "Ada Pereira"]),
    ("review", ["pairings"]),
    ("init", ["new"]),
    ("init", ["--form"]),
    ("sample", ["--juniors", "5", "--seniors", "5"]),
)


def test_every_command_is_among_them():
    registered = typer.main.get_command(app).commands
    assert {name for name, _ in RUNS} == set(registered)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("offline")


def environment():
    import os

    # What `rmatch review` opens pages with: a program that does nothing.
    return {**os.environ, "BROWSER": f"{shutil.which('true')} %s"}


def test_the_watch_sees_a_call():
    code = WATCHED + "import socket\nsocket.getaddrinfo('localhost', 80)\n"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 99
    assert "NETWORK socket.getaddrinfo" in done.stderr


def test_no_command_calls_out(folder):
    for name, arguments in RUNS:
        done = subprocess.run(
            [sys.executable, "-c", RUN, name, *arguments],
            cwd=folder,
            env=environment(),
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert "NETWORK" not in done.stderr, (name, done.stderr)
        assert done.returncode == 0, (name, done.stderr)


def test_nor_does_any_library_by_the_systems_own_account(folder, tmp_path):
    strace = shutil.which("strace")
    if strace is None or subprocess.run([strace, "-o", "/dev/null", "true"]).returncode:
        pytest.skip("strace is not here, or may not trace")
    commands = [*RUNS[:2], ("approve", ["pairings", "--by", "Bo"])]
    for name, arguments in commands:
        log = tmp_path / "calls"
        subprocess.run(
            [
                *(strace, "-f", "-e", "trace=network", "-o", log),
                *(sys.executable, "-m", "rmatch", name, *arguments),
            ],
            cwd=folder,
            check=True,
            capture_output=True,
        )
        # Between processes of one machine (AF_UNIX) is no network.
        called = [line for line in log.read_text().splitlines() if re.search(r"AF_(?!UNIX)", line)]
        assert called == []
