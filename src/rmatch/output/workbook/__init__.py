"""``pairings.xlsx``: a sheet to decide in, one to write letters from, and the tables.

Every text cell is a string cell formatted as text, so that no spreadsheet program reads a
name as a formula, a number, a date or a link, not even when somebody edits it.
"""

from rmatch.output.workbook.book import workbook_bytes

__all__ = ["workbook_bytes"]
