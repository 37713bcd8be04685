"""The audit: what pairings look like group by group, for those who answer for them.

The only room that is handed audit attributes, beside the groups of ``enforce``.
"""

from rmatch.audit.figures import AuditReport, Figure
from rmatch.audit.report import audit

__all__ = ["AuditReport", "Figure", "audit"]
