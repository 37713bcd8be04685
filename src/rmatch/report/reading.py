"""What the page's script is told so that it reads a file of decisions as the command does.

Each table stands once, with the command's own reader; the script only looks things up.
"""

from __future__ import annotations

from typing import Any, Final

from rmatch.roster.consent import MARKS, NO, YES
from rmatch.roster.decision_words import EDGE, FORMS
from rmatch.roster.decisions import STRENGTH
from rmatch.roster.questions import alias_key
from rmatch.roster.vocabulary.aliases import ALIASES, COLUMNS, REQUIRED

__all__ = ["reading"]

KIND: Final = "decisions"


def reading() -> dict[str, Any]:
    """Headings, words and their order, as compact as JSON takes them.

    Returns
    -------
    dict
        ``headings``: our column -> the forms of its headings, its own name first;
        ``required``: columns that a file must have; ``spelt``: word -> decision;
        ``yes``, ``no``: words of an override; ``edges``: what may stand around a decision and
        around a yes or no; ``strength``: decisions, that which counts first.
    """
    return {
        "headings": {
            column: list(dict.fromkeys(map(alias_key, (column, *ALIASES[KIND].get(column, ())))))
            for column in COLUMNS[KIND]
        },
        "required": REQUIRED[KIND],
        "spelt": dict(FORMS),
        "yes": sorted(YES),
        "no": sorted(NO),
        "edges": [EDGE, MARKS],
        "strength": STRENGTH,
    }
