"""What long work says of itself: to the library's caller, and on a terminal."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import rmatch
from rmatch.cli import showing
from rmatch.cli.main import main
from rmatch.progress import silent, unfailing
from rmatch.roster.decisions import Decision, Decisions
from rmatch.roster.sample import sample_roster, write_sample

VECTORS = Path(__file__).parent / "vectors" / "roster.csv"
SHARE = '[[limits]]\nname = "own"\nsame = ["department"]\nmin = 0.5\nshare = true\n'
POSIX = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
# The command as it is, but for the half second that short work is spared.
AT_ONCE = (
    "import sys; from rmatch.cli import showing, main; showing.PATIENCE = 0.0; "
    "sys.argv[0] = 'rmatch'; main()"
)


@pytest.fixture(scope="module")
def people():
    return rmatch.read_roster(VECTORS)


# -- the library


def test_pairing_and_writing_say_what_they_do(people, tmp_path):
    said = []
    matching = rmatch.pair(people, prices=True, progress=lambda *news: said.append(news))
    matching.write(tmp_path, progress=lambda *news: said.append(news))
    steps = list(dict.fromkeys(step for step, *_ in said))
    assert steps == [
        "Scoring all pairs",
        "Finding the best pairings",
        "Proving that nothing is better",
        "Comparing with the other objective",
        "Working out what each requirement and rule costs",
        "Working out the reasons",
        "Making the files",
        "Finding the next best partners",
    ]
    assert all(0 <= done < of for _, done, of in said if of)
    priced = [done for step, done, _ in said if step.endswith("rule costs")]
    assert priced == list(range(len(matching.summary["rules"])))


def test_what_decisions_cost_is_followed_decision_by_decision(people):
    def decided(requirements):
        policy = rmatch.Policy(limits=requirements)
        first = rmatch.pair(people, policy=policy)
        said, made = [], [(row.junior_id, row.senior_id) for row in first.pairing_rows]
        decisions = Decisions(
            (Decision(*made[0], "veto"), *(Decision(*pair, "accept") for pair in made[1:]))
        )
        rmatch.pair(
            people,
            policy=policy,
            decisions=decisions,
            progress=lambda *news: said.append(news),
        )
        told = [news[1:] for news in said if news[0] == "Working out what decisions cost"]
        assert told[0] == (0, 0)
        assert all(0 <= done < of == len(made) for done, of in told[1:])
        assert told[1:] == sorted(told[1:])
        return told

    assert decided([])
    again = decided([{"name": "all", "min": 1}])
    assert len(again) > 4


def test_requirements_are_followed_round_by_round(tmp_path):
    path = tmp_path / "sample.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        write_sample(sample_roster(40, 40, 4), file)
    (tmp_path / "p.toml").write_text(SHARE, encoding="utf-8")
    policy = rmatch.read_policy(tmp_path / "p.toml")
    said = []
    roster = rmatch.read_roster(path, policy=policy)
    rmatch.pair(roster, policy=policy, progress=lambda *news: said.append(news))
    rounds = [news[1] for news in said if news[0] == "Keeping the requirements"]
    assert rounds[:2] == [1, 2]


def test_the_fairest_are_followed_senior_by_senior(people):
    said = []
    rmatch.pair(
        people,
        policy=rmatch.Policy(objective="fairest"),
        progress=lambda *news: said.append(news),
    )
    settled = [news[1:] for news in said if news[0] == "Finding the fairest pairings"]
    assert settled[-1] == (12, 12)
    assert settled == sorted(settled)


def test_a_progress_that_fails_stops_nothing(people, tmp_path):
    calls = []

    def fails(*news):
        calls.append(news)
        raise RuntimeError

    matching = rmatch.pair(people, progress=fails)
    assert matching.summary == rmatch.pair(people).summary
    assert len(calls) == 1
    assert matching.write(tmp_path, progress=fails)
    assert len(calls) == 2


def test_a_progress_may_be_interrupted(people):
    def interrupts(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rmatch.pair(people, progress=interrupts)


def test_nobody_has_to_listen():
    assert unfailing(None) is silent
    assert unfailing(silent) is silent
    silent("step", 1, 2)


# -- where nothing may be shown


class Terminal:
    """Stands for standard error; ``isatty`` as told."""

    def __init__(self, answer):
        self.answer = answer

    def isatty(self):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.mark.parametrize(
    ("stream", "term", "quiet", "shows"),
    [
        (Terminal(True), "xterm", False, True),
        (Terminal(True), "xterm", True, False),
        (Terminal(True), "dumb", False, False),
        (Terminal(True), "", False, False),
        (Terminal(False), "xterm", False, False),
        (Terminal(ValueError("closed")), "xterm", False, False),
        (None, "xterm", False, False),
    ],
)
def test_only_a_terminal_that_can_draw_is_drawn_on(monkeypatch, stream, term, quiet, shows):
    drawn = []
    monkeypatch.setattr(showing.Showing, "_watch", lambda self: drawn.append(self))
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", term)
    with showing.Showing(quiet=quiet) as progress:
        progress("Reading", 1, 2)
    assert bool(drawn) is shows


def test_work_that_is_soon_done_shows_nothing(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal(True))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(showing, "PATIENCE", 60.0)
    monkeypatch.setattr(showing.Showing, "_draw", lambda _: pytest.fail("drawn"))
    with showing.Showing() as progress:
        progress("Reading")


def test_a_terminal_that_goes_away_stops_nothing(monkeypatch):
    def gone(_):
        raise OSError

    monkeypatch.setattr(sys, "stderr", Terminal(True))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(showing, "PATIENCE", 0.0)
    monkeypatch.setattr(showing.Showing, "_draw", gone)
    with showing.Showing() as progress:
        time.sleep(0.05)
        progress("Reading")


def test_redirected_messages_have_no_control_characters(tmp_path):
    run = subprocess.run(
        [sys.executable, "-c", AT_ONCE, "pair", str(VECTORS), "--out", str(tmp_path / "o")],
        capture_output=True,
        env=os.environ | {"TERM": "xterm-256color"},
        timeout=120,
        check=True,
    )
    assert b"warning: " in run.stderr
    assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", run.stderr)


def test_short_runs_do_not_load_what_draws(tmp_path):
    code = (
        "import sys\nfrom rmatch.cli.main import main\n"
        f"main(['pair', {str(VECTORS)!r}, '--dry-run', '-q'])\n"
        "print('rich.progress' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True
    )
    assert run.stdout == "False\n"


# -- a real terminal


def on_terminal(command, env=None, interrupt_at=None):
    """Exit code and everything shown; SIGINT once ``interrupt_at`` is on the screen."""
    import pty

    outer, inner = pty.openpty()
    process = subprocess.Popen(
        command,
        stdin=inner,
        stdout=inner,
        stderr=inner,
        env=os.environ | {"TERM": "xterm-256color", "COLUMNS": "100"} | (env or {}),
        start_new_session=True,
    )
    os.close(inner)
    shown = b""
    try:
        while True:
            try:
                some = os.read(outer, 65536)
            except OSError:  # the last one has closed the terminal
                break
            if not some:
                break
            shown += some
            if interrupt_at is not None and interrupt_at in plain(shown):
                process.send_signal(signal.SIGINT)
                interrupt_at = None
        return process.wait(timeout=60), shown
    finally:
        process.kill()
        process.wait()
        os.close(outer)


def plain(shown):
    return re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", shown)


def after_the_line(shown):
    """What was shown once the line was wiped for the last time."""
    assert shown.count(b"\x1b[?25l") == shown.count(b"\x1b[?25h") == 1
    return shown.partition(b"\x1b[?25h")[2].rpartition(b"\x1b[2K")[2]


@POSIX
def test_a_terminal_shows_the_steps_and_is_wiped(tmp_path):
    code, shown = on_terminal(
        [sys.executable, "-c", AT_ONCE, "pair", str(VECTORS), "--out", str(tmp_path / "o")]
    )
    assert code == 0
    line, _, _ = shown.partition(b"\x1b[?25h")
    assert b"\x1b[2K" in line
    assert re.search(rb"Reading|Scoring|Finding|Working|Making", plain(line))
    rest = plain(after_the_line(shown))
    assert rest.startswith(b"13 pairings: ")
    assert not re.search(rb"Reading|Scoring|Finding|Making", rest)


@POSIX
def test_no_color_is_heeded(tmp_path):
    _, shown = on_terminal(
        [sys.executable, "-c", AT_ONCE, "pair", str(VECTORS), "--out", str(tmp_path / "o")],
        env={"NO_COLOR": "1"},
    )
    assert b"\x1b[2K" in shown
    assert not re.search(rb"\x1b\[[0-9;]*[34][0-9]", shown)


@POSIX
@pytest.mark.parametrize("plainly", [{"TERM": "dumb"}, "--quiet"])
def test_a_plain_terminal_and_a_quiet_run_show_no_line(tmp_path, plainly):
    command = [sys.executable, "-c", AT_ONCE, "pair", str(VECTORS), "--out", str(tmp_path / "o")]
    if plainly == "--quiet":
        code, shown = on_terminal([*command, plainly])
    else:
        code, shown = on_terminal(command, env=plainly)
    assert code == 0
    assert b"\x1b" not in shown


@POSIX
@pytest.mark.parametrize("step", [b"Finding the best pairings", b"Making the files"])
def test_ctrl_c_leaves_the_earlier_result_and_the_cursor(tmp_path, monkeypatch, step):
    monkeypatch.chdir(tmp_path)
    assert main(["pair", str(VECTORS), "-q"]) == 0
    before = {path.name: path.read_bytes() for path in Path("pairings").iterdir()}
    with Path("many.csv").open("w", encoding="utf-8", newline="") as file:
        write_sample(sample_roster(1500, 1500, 0), file)
    code, shown = on_terminal(
        [sys.executable, "-c", AT_ONCE, "pair", "many.csv"], interrupt_at=step
    )
    assert code == 130
    said = plain(after_the_line(shown))
    assert said == b"error: interrupted; no file was left half written\r\n"
    assert {path.name: path.read_bytes() for path in Path("pairings").iterdir()} == before
    shutil.rmtree("pairings")
