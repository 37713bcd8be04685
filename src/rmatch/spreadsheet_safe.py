"""Keeps a spreadsheet program from running a text cell of a CSV file as a formula.

The writer puts an apostrophe before such a cell; the reader takes one away. The two
are exact inverses: ``unguard(guard(text)) == text`` for every text.
"""

from __future__ import annotations

__all__ = ["guard", "unguard"]

# What starts a formula in some spreadsheet program, and the apostrophe itself, so
# that a name such as 't Hooft comes back as it went out.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "'")


def guard(text: str) -> str:
    """``text`` with an apostrophe before it if a spreadsheet program could run it.

    Parameters
    ----------
    text
        A text cell; numbers are never passed through here.

    Examples
    --------
    >>> guard("=SUM(A1)"), guard("'t Hooft"), guard("Mina")
    ("'=SUM(A1)", "''t Hooft", 'Mina')
    """
    return "'" + text if text.startswith(_DANGEROUS) else text


def unguard(text: str) -> str:
    """``text`` without the apostrophe that :func:`guard` put before it, if it did.

    Examples
    --------
    >>> unguard("'=SUM(A1)"), unguard("'t Hooft"), unguard("'")
    ('=SUM(A1)', "'t Hooft", "'")
    """
    return text[1:] if text[:1] == "'" and text[1:].startswith(_DANGEROUS) else text
