"""``audit.html``: the audit as one page that needs nothing but itself, without a script."""

from __future__ import annotations

from rmatch.audit import words
from rmatch.audit.figures import AuditReport
from rmatch.audit.layout import sections
from rmatch.pages import page_bytes

__all__ = ["audit_page"]


def audit_page(report: AuditReport) -> bytes:
    """The page as UTF-8; equal reports give equal bytes."""
    return page_bytes(
        "rmatch.audit",
        "audit",
        report=report,
        sections=sections(report),
        flagged=[figure for figure in report.figures if figure.flag],
        hidden=words.hidden_reasons(report.figures),
        words=words,
    )
