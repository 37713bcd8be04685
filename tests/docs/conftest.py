"""The browser, for the tests of the built site."""

from tests.browser import chromium

__all__ = ["chromium"]
