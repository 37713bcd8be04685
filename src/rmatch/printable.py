"""Text that cannot steer a terminal, whatever a roster's cells hold."""

from __future__ import annotations

import re

__all__ = ["UNPRINTABLE", "printable"]

# Control characters (also those of 8 bits, of which one starts escape sequences), line ends
# of every kind, and the marks that turn the direction of all that follows.
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    r"""``text`` on one line, with a space for each character that would steer a terminal.

    Examples
    --------
    >>> printable("Ada\x1b[31m\nLovelace")
    'Ada [31m Lovelace'
    """
    return UNPRINTABLE.sub(" ", text)
