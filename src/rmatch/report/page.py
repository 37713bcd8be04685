"""``report.html``: one file that needs nothing but itself, made to be mailed.

It names no hash, version, time or file, and no e-mail address; confidential rules stand
together as "not to be paired", and sensitive topics are not named unless asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from rmatch.pages import page_bytes
from rmatch.progress import Progress, silent
from rmatch.report import words
from rmatch.report.details import details_json
from rmatch.report.heat import heat_map
from rmatch.report.histogram import histogram
from rmatch.report.left_over import left_over, reasons
from rmatch.report.view import (
    glance,
    held_lines,
    lead,
    legend,
    proof,
    requirement_lines,
    rows,
    rule_lines,
)

if TYPE_CHECKING:
    from rmatch.explain.unmatched import Unmatched
    from rmatch.output.tables import Pairing
    from rmatch.prices import Prices
    from rmatch.solved import Solved

__all__ = ["report_page"]

# In this order they make the page's script.
SCRIPTS: Final = tuple(
    f"script/{name}"
    for name in (
        "elements",
        "pairs",
        "find",
        "decisions",
        "details",
        "shown",
        "whom",
        "csv",
        "words",
        "table",
        "reading",
        "files",
        "start",
    )
)


def report_page(
    solved: Solved,
    *,
    summary: Mapping[str, Any],
    pairings: Sequence[Pairing],
    unmatched: Sequence[Unmatched],
    prices: Prices | None,
    show_sensitive: bool = False,
    progress: Progress = silent,
) -> bytes:
    """The page as UTF-8; equal results give equal bytes.

    Parameters
    ----------
    solved
        The cohort with its pairings.
    summary
        The content of ``summary.json``.
    pairings, unmatched
        The rows of ``pairings.csv`` and ``unmatched.csv``, in their order; the pairings'
        topics and reasons as sensitive topics are to be shown.
    prices
        What each requirement and rule costs, where that was asked for.
    show_sensitive
        Whether to name sensitive topics in the details too.
    progress
        Told how far the next best partners are.
    """
    from markupsafe import Markup

    scores = [row.score for row in pairings]
    return page_bytes(
        "rmatch.report",
        "report",
        scripts=SCRIPTS if pairings else (),
        glance=glance(summary),
        lead=lead(pairings),
        rows=rows(solved, summary, pairings),
        left_over=left_over(unmatched, solved.cohort.roster.people),
        reasons=reasons(unmatched),
        departments=legend(solved),
        heat=heat_map(solved),
        histogram=histogram(scores, summary["score"]),
        requirements=requirement_lines(summary),
        held=held_lines(solved, summary),
        rules=rule_lines(summary, prices),
        proof=proof(summary),
        summary=summary,
        # Already escaped for the place where it stands.
        details=Markup(
            details_json(
                solved, pairings, summary, show_sensitive=show_sensitive, progress=progress
            )
        ),
        words=words,
    )
