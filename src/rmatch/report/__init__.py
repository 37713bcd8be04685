"""``report.html``: the result as people look at it and decide on it."""

from rmatch.report.page import report_page

__all__ = ["report_page"]
