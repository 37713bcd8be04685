"""The pages of docs/ show what really happens."""

import pytest

from tests.documented import README, as_run, name_of, pages, readers_folder, text_of

PAGES = [page for page in pages() if page != README]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_what_a_page_shows_is_what_happens(page):
    text = text_of(page)
    with readers_folder():
        assert as_run(text) == text
