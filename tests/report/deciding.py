"""Decisions on the page as tests make them, read them, export them and give them back."""

import csv
import io

from rmatch.spreadsheet_safe import unguard
from tests.browser import downloaded

HEADING = ["junior_id", "senior_id", "decision", "override", "reason", "by"]


def rows_of(data: bytes) -> list[list[str]]:
    heading, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert heading == HEADING
    return [[unguard(cell) for cell in row] for row in rows]


def exported(page) -> list[list[str]]:
    return rows_of(downloaded(page, "#export"))


def decide(page, senior_name: str, choice: str):
    """Opens a pairing if it is not open, and presses one of its decisions."""
    opener = page.get_by_role("button", name=senior_name, exact=True)
    if opener.get_attribute("aria-expanded") == "false":
        opener.click()
    row = page.locator(".list > tbody", has=opener)
    row.locator(".choices").get_by_role("button", name=choice, exact=True).click()
    return row


def pending(page) -> str:
    return page.locator(".foot p").inner_text()


def told(page) -> str:
    return page.locator("#told").inner_text()


def give(page, text: str | bytes, name: str = "decisions.csv") -> None:
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    file = {"name": name, "mimeType": "text/csv", "buffer": data}
    page.set_input_files("#import", files=[file])
    page.locator("#told", has_text=name).wait_for()


def state_of(page, senior_name: str) -> str:
    """The decision about a senior's pairing; empty where there is none."""
    opener = page.get_by_role("button", name=senior_name, exact=True)
    row = page.locator(".list > tbody", has=opener)
    return row.get_attribute("data-state")


def ask(page, senior_name: str, junior_name: str) -> None:
    """Asks for another junior for a senior, whose pairing is opened if it is not."""
    opener = page.get_by_role("button", name=senior_name, exact=True)
    if opener.get_attribute("aria-expanded") == "false":
        opener.click()
    page.get_by_role("button", name=f"Ask for this {junior_name} with {senior_name}").click()
