"""The audit as files that other programs read: ``audit.csv`` and ``audit.json``.

Numbers are rounded to six decimals, so that equal audits are equal bytes wherever they
are made. A figure that is not shown has an empty cell, or null, and its reason beside it.
"""

from __future__ import annotations

from typing import Any

from rmatch.audit.figures import SECTIONS, AuditReport, Figure
from rmatch.audit.page import audit_page
from rmatch.output.encode import csv_bytes, json_bytes

__all__ = ["AUDIT_COLUMNS", "AUDIT_FILES", "audit_contents", "audit_csv", "audit_dict"]

AUDIT_FILES = ("audit.csv", "audit.json", "audit.html")
AUDIT_COLUMNS = (
    "section",
    "attribute",
    "side",
    "group",
    "subject",
    "measure",
    "value",
    "people",
    "not_shown",
    "flag",
)
NUMBERS = frozenset({"value", "people"})


def audit_contents(report: AuditReport, *, raw: bool = False) -> dict[str, bytes]:
    """Every file of an audit, by name; only ``audit.csv`` heeds ``raw``.

    Parameters
    ----------
    report
        What :func:`rmatch.audit.audit` found.
    raw
        Write text that starts like a formula without an apostrophe before it.
    """
    return {
        "audit.csv": audit_csv(report, raw=raw),
        "audit.json": json_bytes(audit_dict(report)),
        "audit.html": audit_page(report),
    }


def audit_csv(report: AuditReport, *, raw: bool = False) -> bytes:
    """One row a figure, in the order of the report."""
    rows = ([_text(cell) for cell in _cells(figure)] for figure in report.figures)
    return csv_bytes(AUDIT_COLUMNS, rows, numbers=NUMBERS, raw=raw)


def audit_dict(report: AuditReport) -> dict[str, Any]:
    """The content of ``audit.json``: the figures of each section, in the order of the report."""
    return {
        "schema_version": 1,
        "attributes": list(report.attributes),
        "minimum": report.minimum,
        "seed": report.seed,
        "notes": list(report.notes),
        "sections": {
            section: {"says": report.sections.get(section, ""), "figures": figures}
            for section in SECTIONS
            if (figures := [_record(f) for f in report.figures if f.section == section])
        },
    }


def _record(figure: Figure) -> dict[str, Any]:
    cells = dict(zip(AUDIT_COLUMNS, _cells(figure), strict=True))
    del cells["section"]
    return cells


def _cells(figure: Figure) -> tuple[str | float | int | None, ...]:
    """One value a column of ``AUDIT_COLUMNS``."""
    number = figure.value
    return (
        figure.section,
        figure.attribute,
        figure.side,
        figure.group,
        figure.subject,
        figure.measure,
        round(number, 6) + 0.0 if isinstance(number, float) else number,
        figure.people,
        figure.hidden,
        figure.flag,
    )


def _text(cell: str | float | int | None) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.6f}".rstrip("0").rstrip(".")
    return str(cell)
