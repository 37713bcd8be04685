"""The audit in a few lines for the terminal: what is past a line, what could not be shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rmatch.audit import words
from rmatch.audit.figures import AuditReport

__all__ = ["report_lines"]

SHOWN = 10


def report_lines(
    report: AuditReport, written: Sequence[Path] = (), out: Path | None = None
) -> tuple[str, ...]:
    """What the terminal shows of an audit, line by line; the first one is its headline.

    Parameters
    ----------
    report
        What :func:`rmatch.audit.audit` found.
    written, out
        The files, and the folder that they are in.
    """
    lines = [_headline(report), *_flagged(report), "", *_not_shown(report)]
    if written:
        lines += ["", f"Written to {out}/: {', '.join(path.name for path in written)}"]
    return tuple(lines)


def _headline(report: AuditReport) -> str:
    if not report.attributes:
        return words.NOTHING_TO_COMPARE
    return (
        f"Audited by {', '.join(report.attributes)}; every figure rests on at least "
        f"{report.minimum} people."
    )


def _flagged(report: AuditReport) -> list[str]:
    flagged = [figure for figure in report.figures if figure.flag]
    if not flagged:
        return ["No figure that can be shown is past a reporting line.", words.NO_VERDICT]
    one = len(flagged) == 1
    lines = [f"{len(flagged)} figure{' is' if one else 's are'} past a reporting line:"]
    for figure in flagged[:SHOWN]:
        about = words.about(figure) or words.SECTION_TITLES[figure.section]
        lines.append(f"  {about}: {figure.measure} {words.value(figure)} ({figure.flag})")
    if len(flagged) > SHOWN:
        lines.append(f"  … and {len(flagged) - SHOWN} more, all in audit.html")
    return [*lines, words.NO_VERDICT]


def _not_shown(report: AuditReport) -> list[str]:
    lines = [
        f"{number} figure{' is' if number == 1 else 's are'} not shown: {reason}."
        for reason, number in words.hidden_reasons(report.figures)
    ]
    lines += report.notes[:SHOWN]
    if len(report.notes) > SHOWN:
        lines.append(f"… and {len(report.notes) - SHOWN} more notes in audit.html")
    return lines or ["Every figure could be shown."]
