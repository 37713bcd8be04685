"""The pictures of the README and the site, from real runs: ``python -m docs.pictures``.

The pages that rmatch writes for the examples are opened in the system's Chromium and pictured.
``pictures/pictures.json`` keeps the hash of the page behind each picture; a test makes the pages
again, so that a page that has changed does not keep its old picture.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rmatch.cli.main import main

__all__ = ["MANIFEST", "PICTURES", "hashes"]

ROOT = Path(__file__).parents[1]
HOME = Path(__file__).parent / "pictures"
MANIFEST = HOME / "pictures.json"
WIDTH = 1200
# Two dots a pixel: sharp on good screens, and when a page shows it smaller.
SHARPNESS = 2

RUNS = (
    "pair examples/roster.csv --out report",
    "pair examples/policies/roster.csv --policy examples/policies/parity.toml --audit --out audit",
    "pair examples/roster.csv --policy examples/policy.toml --format brief --out brief",
    "approve brief --by Ada",
)


@dataclass(frozen=True)
class Picture:
    """What is pictured: a page, or a part of it.

    Attributes
    ----------
    page
        Where the runs write it.
    height
        Of the window, where the picture is the page's first screen.
    part
        CSS selector of the part that is pictured, if not the first screen.
    around
        How much of the page around that part is in the picture.
    width
        How much of the page's width is.
    before
        What is done with the page before.
    """

    page: str
    height: int = 900
    part: str = ""
    around: int = 24
    width: int = WIDTH
    before: Callable[[Any], object] | None = None


SHOWN = "button.open:has-text('João Magalhães')"


def _open(page: Any) -> None:
    page.click(SHOWN)


PICTURES: Mapping[str, Picture] = {
    "report": Picture("report/report.html"),
    "list": Picture("report/report.html", part="#pairings"),
    "pairing": Picture("report/report.html", part=f"tbody:has({SHOWN})", around=0, before=_open),
    "heat": Picture("report/report.html", part="#departments", width=760),
    "audit": Picture("audit/audit.html", height=1000),
    "brief": Picture("brief/briefs/E106-E008.html", height=1180),
}

# Its bytes, as the browser sees them: PNG filters are slow to undo in Python.
PIXELS = """async png => {
  const data = await (await fetch(`data:image/png;base64,${png}`)).blob();
  const image = await createImageBitmap(data);
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const bytes = context.getImageData(0, 0, image.width, image.height).data;
  let text = "";
  for (let k = 0; k < bytes.length; k += 32768)
    text += String.fromCharCode(...bytes.subarray(k, k + 32768));
  return [image.width, image.height, btoa(text)];
}"""


def make_pages(folder: Path) -> dict[str, Path]:
    """Run rmatch on the examples in ``folder``; the page behind each picture."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    with contextlib.chdir(folder):
        for command in RUNS:
            if code := main([*command.split(), "--quiet"]):
                raise SystemExit(f"exit {code}: rmatch {command}")
    return {name: folder / picture.page for name, picture in PICTURES.items()}


def hashes(pages: Mapping[str, Path]) -> dict[str, str]:
    """Picture to the SHA-256 of its page."""
    return {name: hashlib.sha256(page.read_bytes()).hexdigest() for name, page in pages.items()}


def take_all() -> None:
    """Make the pages, the pictures of them, and the record of the pages."""
    from playwright.sync_api import sync_playwright

    from tests.browser import ARGUMENTS, COMMANDS

    command = next(filter(None, map(shutil.which, COMMANDS)), None)
    if command is None:
        raise SystemExit("no Chromium is installed here, for instance by: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        pages = make_pages(Path(folder))
        browser = driver.chromium.launch(executable_path=command, args=list(ARGUMENTS))
        for name, picture in PICTURES.items():
            data = take(browser, picture, pages[name])
            (HOME / f"{name}.png").write_bytes(data)
            sys.stdout.write(f"{name}.png: {len(data) // 1000} kB\n")
        browser.close()
        record = hashes(pages)
    MANIFEST.write_text(json.dumps(record, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def take(browser: Any, picture: Picture, path: Path) -> bytes:
    """One picture, as PNG."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": picture.height},
        device_scale_factor=SHARPNESS,
        color_scheme="light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(path.as_uri())
    if picture.before:
        picture.before(page)
    if picture.part:
        # The whole page at once: nothing is scrolled, and no bar lies over the part.
        page.set_viewport_size({"width": WIDTH, "height": 6000})
        box = page.locator(picture.part).bounding_box()
        top, height = box["y"] - picture.around, box["height"] + 2 * picture.around
        clip = {"x": 0, "y": top, "width": picture.width, "height": height}
        taken = page.screenshot(clip=clip)
    else:
        taken = page.screenshot()
    context.close()
    return smaller(browser, taken)


def smaller(browser: Any, taken: bytes) -> bytes:
    """A screenshot with a palette: a third of its size, and the same to the eye."""
    import numpy as np

    from docs.png import png_bytes

    page = browser.new_page()
    width, height, text = page.evaluate(PIXELS, base64.b64encode(taken).decode())
    page.close()
    pixels = np.frombuffer(base64.b64decode(text), dtype=np.uint8).reshape(height, width, 4)
    return png_bytes(pixels[:, :, :3])


if __name__ == "__main__":
    take_all()
