"""A real browser for tests of pages: the system's Chromium, driven through Playwright.

The browser lives as long as one test module: while Playwright runs, its event loop is the
thread's, and no test of another module is to find it there.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

COMMANDS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    """The browser; tests that need it are skipped where there is none."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed: pip install playwright"
    )
    command = next(filter(None, map(shutil.which, COMMANDS)), None)
    if command is None:
        pytest.skip("no Chromium is installed here, for instance by: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=command, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def show(chromium, tmp_path) -> Iterator[Callable[..., object]]:
    """Opens a page's bytes as a file; the test fails if the page errs or asks anybody for anything.

    Keywords are those of a browser context: ``viewport``, ``color_scheme`` ...
    """
    problems: list[str] = []
    contexts = []

    def opened(data: bytes, **options: object) -> object:
        path = tmp_path / f"page{len(contexts)}.html"
        path.write_bytes(data)
        own = path.as_uri()
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: problems.append(f"page error: {error}"))
        page.on(
            "console",
            lambda said: said.type in ("error", "warning") and problems.append(said.text),
        )

        def asked(request: object) -> None:
            if request.url.split("#")[0] != own and not request.url.startswith(("data:", "blob:")):
                problems.append(f"request: {request.url}")

        page.on("request", asked)
        page.goto(own)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert problems == []


def downloaded(page: object, press: str) -> bytes:
    """What a press of a button has the browser save."""
    with page.expect_download() as started:
        page.click(press)
    return Path(started.value.path()).read_bytes()
