"""The site builds without a warning, offline, and asks nobody for anything."""

import functools
import re
import subprocess
import sys
import zlib
from html.parser import HTMLParser
from pathlib import Path

import pytest

import rmatch
from rmatch import errors
from tests.documented import DOCS, ROOT

HOW = {"cwd": ROOT, "capture_output": True, "text": True, "timeout": 300, "check": False}
pytestmark = pytest.mark.skipif(not DOCS.is_dir(), reason="docs/ is not here")


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The built site; the command is the Makefile's."""
    for package in ("sphinx", "furo", "myst_parser"):
        pytest.importorskip(package, reason="Sphinx is not installed: pip install -e '.[docs]'")
    folder = tmp_path_factory.mktemp("site")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (command,) = re.findall(r"^\t\$\(PYTHON\) (-m sphinx .*)$", makefile, re.MULTILINE)
    arguments = command.replace("docs/_build/html", str(folder / "html")).split()
    arguments += ["-d", str(folder / "doctrees")]
    run = subprocess.run([sys.executable, *arguments], **HOW)
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    return folder / "html"


class Loads(HTMLParser):
    """What a page has the browser load by itself."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.found += [given[name] for name in ("src", "srcset", "poster", "data") if name in given]
        if tag == "link" and given.get("rel") not in ("canonical", "author", "license"):
            self.found.append(given.get("href", ""))


def test_no_page_loads_anything_from_elsewhere(site):
    pages = list(site.rglob("*.html"))
    assert len(pages) > 12
    for page in pages:
        for loaded in Loads(page.read_text(encoding="utf-8")).found:
            assert not re.match(r"(?:\w+:)?//", loaded), (page.name, loaded)
            path = loaded.partition("?")[0].partition("#")[0]
            if path and not path.startswith("data:"):
                assert (page.parent / path).exists(), (page.name, loaded)


def test_no_style_loads_anything_from_elsewhere(site):
    styles = list(site.rglob("*.css"))
    assert styles
    for style in styles:
        text = style.read_text(encoding="utf-8")
        assert not re.search(r"(?:@import|url\()\s*[\"']?(?:\w+:)?//", text), style.name


@functools.cache
def inventory(site: Path) -> set[tuple[str, str]]:
    """Kind and name of every object that the site describes."""
    data = (site / "objects.inv").read_bytes().split(b"\n", 4)[4]
    lines = zlib.decompress(data).decode().splitlines()
    return {(line.split()[1], line.split()[0]) for line in lines}


def test_every_public_name_is_described(site):
    names = {name for kind, name in inventory(site) if kind.startswith("py:")}
    assert {f"rmatch.{name}" for name in rmatch.__all__} <= names
    assert {f"rmatch.errors.{name}" for name in errors.__all__} <= names


def test_nothing_is_described_as_public_that_is_not(site):
    kinds = ("py:class", "py:exception", "py:function")
    names = {name for kind, name in inventory(site) if kind in kinds}
    short = {name for name in names if len(name.split(".")) == 2}
    assert short == {f"rmatch.{name}" for name in rmatch.__all__} - {
        "rmatch.errors",
        "rmatch.__version__",
    }
    assert {name for name in names if name.startswith("rmatch.errors.")} == {
        f"rmatch.errors.{name}" for name in errors.__all__
    }


@pytest.mark.browser
def test_in_a_browser_the_site_is_quiet_and_search_finds(chromium, site):
    said: list[str] = []
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("pageerror", lambda error: said.append(f"page error: {error}"))
    page.on("console", lambda m: m.type in ("error", "warning") and said.append(m.text))
    page.on(
        "request",
        lambda request: request.url.startswith(("file:", "data:")) or said.append(request.url),
    )
    for file in sorted(site.rglob("*.html")):
        page.goto(file.as_uri())
    page.goto((site / "index.html").as_uri())
    page.fill("input[name=q]", "min_shared_minutes")
    page.press("input[name=q]", "Enter")
    page.wait_for_selector("ul.search li a")
    found = page.locator("ul.search li a").evaluate_all("links => links.map(a => a.href)")
    assert any("reference/policy.html" in link for link in found)
    context.close()
    assert said == []
