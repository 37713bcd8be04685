import pytest

from tests.browser import chromium, show

from .people import matching_of, page_of, programme

__all__ = ["chromium", "show"]


@pytest.fixture(scope="module")
def matching():
    return matching_of(programme())


@pytest.fixture
def page(matching, show):
    """The page of that matching, in a window of a usual size."""
    return show(page_of(matching), viewport={"width": 1280, "height": 900})
