"""The pictures are of the pages as they are."""

import json
import re

import pytest

from tests.documented import DOCS, ROOT, pages, text_of

pytestmark = pytest.mark.skipif(not DOCS.is_dir(), reason="docs/ is not here")
HOME = DOCS / "pictures"


def test_pictures_are_of_pages_as_they_are_now(tmp_path):
    from docs.pictures import MANIFEST, hashes, make_pages

    record = json.loads(MANIFEST.read_text(encoding="utf-8"))
    assert hashes(make_pages(tmp_path)) == record, "run: python -m docs.pictures"


def test_each_picture_is_there_and_small():
    from docs.pictures import PICTURES

    found = {path.stem: path.stat().st_size for path in HOME.glob("*.png")}
    assert set(found) == set(PICTURES)
    assert max(found.values()) < 250_000


def test_each_picture_is_shown_somewhere_with_words_for_those_who_do_not_see_it():
    shown = [
        (alt, (page.parent / target).resolve())
        for page in pages()
        for alt, target in re.findall(r"!\[([^\]]*)\]\(([^)\s]+\.png)\)", text_of(page))
    ]
    assert {path for _, path in shown} == set(HOME.glob("*.png"))
    assert [alt for alt, _ in shown if len(alt) < 7] == []
    assert all(ROOT in path.parents for _, path in shown)
