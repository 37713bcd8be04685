"""``rmatch review``: the report in a browser, or words where there is none."""

import os
import shlex
import stat
import sys
import time
import webbrowser
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

from rmatch.approval import approve
from rmatch.cli import review
from rmatch.cli.main import main

POSIX = pytest.mark.skipif(os.name == "nt", reason="the browser of this test is a shell script")


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """What webbrowser once found is forgotten."""
    monkeypatch.setattr(webbrowser, "_tryorder", None)
    monkeypatch.setattr(webbrowser, "_browsers", {})


def script(folder, lines):
    place = folder / "browser"
    place.write_text(f"#!{sys.executable}\n{lines}\n", encoding="utf-8")
    place.chmod(place.stat().st_mode | stat.S_IXUSR)
    return place


@pytest.fixture
def shown(tmp_path, monkeypatch):
    """A browser that writes down what it was asked to show."""
    told = tmp_path / "told"
    place = script(tmp_path, f"import sys\nopen({str(told)!r}, 'w').write(sys.argv[1])")
    monkeypatch.setenv("BROWSER", str(place))
    return told


def result(folder):
    folder.mkdir(parents=True)
    (folder / "report.html").write_text("<title>Report</title>", encoding="utf-8")
    return folder


@POSIX
@pytest.mark.parametrize("name", ["pairings", "Frühling 2026 & mehr #1 50%?"])
def test_the_page_opens_in_the_browser(tmp_path, shown, capsys, name):
    folder = result(tmp_path / name)
    assert main(["review", str(folder)]) == 0
    found = urlsplit(shown.read_text(encoding="utf-8"))
    assert (found.scheme, found.query, found.fragment) == ("file", "", "")
    assert Path(url2pathname(found.path)) == (folder / "report.html").resolve()
    told = capsys.readouterr().out
    assert f"Opened {folder / 'report.html'} in the browser." in told
    assert "--decisions decisions.csv" in told
    command = next(line for line in told.splitlines() if "rmatch approve" in line)
    assert shlex.split(command.partition(": ")[2]) == [
        "rmatch",
        "approve",
        str(folder),
        "--by",
        "Your name",
    ]


@POSIX
def test_the_folder_is_the_one_that_pair_writes_to(tmp_path, shown, monkeypatch, capsys):
    result(tmp_path / "pairings")
    monkeypatch.chdir(tmp_path)
    assert main(["review", "-q"]) == 0
    assert shown.read_text(encoding="utf-8").endswith("/pairings/report.html")
    assert capsys.readouterr() == ("", "")


@POSIX
def test_an_approved_draft_is_said_to_be(tmp_path, shown, capsys):
    from rmatch import pair, read_roster

    folder = tmp_path / "out"
    pair(read_roster(Path(__file__).parent / "vectors" / "roster.csv")).write(folder)
    approve(folder, "Ada")
    assert main(["review", str(folder)]) == 0
    assert "This draft was approved by Ada on 20" in capsys.readouterr().out


@pytest.mark.parametrize("made", [True, False])
def test_no_page_there(tmp_path, capsys, made):
    folder = tmp_path / "my pairings"
    if made:
        folder.mkdir()
    assert main(["review", str(folder)]) == 2
    told = capsys.readouterr().err
    assert f"there is no report.html in '{folder}'" in told
    assert f'rmatch pair ROSTER --format html,csv --out "{folder}"' in told


def without_browsers(monkeypatch, tmp_path):
    monkeypatch.delenv("BROWSER", raising=False)
    monkeypatch.setattr(webbrowser, "_tryorder", [])
    monkeypatch.setattr(webbrowser, "_browsers", {})
    return result(tmp_path / "out")


def assert_told_how(folder, capsys):
    assert main(["review", str(folder)]) == 2
    told = capsys.readouterr().err
    assert f"no browser could be opened from here. Fix: open '{folder / 'report.html'}'" in told
    assert "set BROWSER to the command of yours" in told


def test_without_a_browser_the_path_is_said(tmp_path, monkeypatch, capsys):
    assert_told_how(without_browsers(monkeypatch, tmp_path), capsys)


@pytest.mark.parametrize("name", ["lynx", "/usr/bin/w3m"])
def test_a_browser_of_text_does_not_take_over_the_terminal(tmp_path, monkeypatch, capsys, name):
    folder = without_browsers(monkeypatch, tmp_path)
    webbrowser.register(name, None, webbrowser.GenericBrowser(name))
    assert_told_how(folder, capsys)


@POSIX
def test_a_browser_that_fails_or_is_missing(tmp_path, monkeypatch, capsys):
    folder = result(tmp_path / "out")
    monkeypatch.setenv("BROWSER", str(script(tmp_path, "raise SystemExit(3)")))
    assert_told_how(folder, capsys)
    webbrowser._tryorder = None
    monkeypatch.setenv("BROWSER", str(tmp_path / "none"))
    assert_told_how(folder, capsys)


def test_a_browser_that_stays_open_is_not_waited_for(tmp_path, monkeypatch, capsys):
    class Open(webbrowser.BaseBrowser):
        def open(self, url, new=0, autoraise=True):
            time.sleep(60)
            return False

    folder = without_browsers(monkeypatch, tmp_path)
    webbrowser.register("open", None, Open("open"))
    monkeypatch.setattr(review, "PATIENCE", 0.05)
    assert main(["review", str(folder)]) == 0
    assert "in the browser." in capsys.readouterr().out
