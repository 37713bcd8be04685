"""``audit.html``: the audit as one page that needs nothing but itself.

No script, no network: the content security policy lets in the page's own style, known by
its hash, and nothing else. Everything that came from a roster is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import Any

from rmatch.audit import words
from rmatch.audit.figures import AuditReport
from rmatch.audit.layout import sections
from rmatch.printable import printable

__all__ = ["audit_page"]


def audit_page(report: AuditReport) -> bytes:
    """The page as UTF-8; equal reports give equal bytes."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    # Read as text, not as a template: its bytes are what the policy's hash is of.
    style = files("rmatch.audit").joinpath("templates", "audit.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(
        loader=PackageLoader("rmatch.audit"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_readable,
    )
    text = environment.get_template("audit.html").render(
        report=report,
        sections=sections(report),
        flagged=[figure for figure in report.figures if figure.flag],
        hidden=words.hidden_reasons(report.figures),
        words=words,
        style=Markup(style),
        style_hash=digest,
    )
    return text.encode("utf-8", "replace")


def _readable(shown: Any) -> Any:
    """A roster's text without characters that turn or steer what follows them."""
    return printable(shown) if type(shown) is str else shown
