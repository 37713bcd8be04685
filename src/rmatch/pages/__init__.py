"""What every HTML page of rmatch shares: its frame, its look, and what it may load."""

from rmatch.pages.render import Page, page_bytes

__all__ = ["Page", "page_bytes"]
