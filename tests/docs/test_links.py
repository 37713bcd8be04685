"""Every link from one of our pages to another leads somewhere."""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.documented import DOCS, ROOT, name_of, text_of

HERE = DOCS.is_dir()
PAGES = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "examples/**/*.md", "benchmarks/**/*.md")
    for path in ROOT.glob(pattern)
    if "_build" not in path.parts
)
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def links(text: str) -> list[str]:
    """Where a page's links lead, but for those to other sites."""
    found = LINK.findall(CODE.sub(lambda code: code[0][:3].strip("`"), text))
    return [target for target in found if not re.match(r"[a-z]+:", target)]


@cache
def anchors(page: Path) -> frozenset[str]:
    """The anchors of a page's headings, as GitHub and the site make them."""
    text = re.sub(r"^```.*?^```", "", text_of(page), flags=re.MULTILINE | re.DOTALL)
    seen: list[str] = []
    for heading in HEADING.findall(text):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip()
        slug = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
        seen.append(f"{slug}-{seen.count(slug)}" if slug in seen else slug)
    return frozenset(seen)


@pytest.mark.skipif(not HERE, reason="only a checkout has all pages")
@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page):
    dead = []
    for target in links(text_of(page)):
        path, _, anchor = target.partition("#")
        to = (page.parent / path).resolve() if path else page
        if not to.exists() or (anchor and anchor not in anchors(to)):
            dead.append(target)
    assert dead == []


def test_dead_links_and_anchors_are_seen(tmp_path):
    text = "# One: *two* `three_four`\n## Same\n## Same\n[a](b.md#c) [`d`](#same-1) `[e](f)`\n"
    page = tmp_path / "page.md"
    page.write_text(text)
    assert links(text) == ["b.md#c", "#same-1"]
    assert anchors(page) == {"one-two-three_four", "same", "same-1"}
