"""One HTML file that needs nothing but itself.

No network: the content security policy lets in the page's own style and script, each known
by its hash, and nothing else. Everything that came from a roster is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from rmatch.printable import printable

__all__ = ["Page", "page_bytes"]


def page_bytes(room: str, name: str, *, scripts: Sequence[str] = (), **content: Any) -> bytes:
    """A page as UTF-8; equal content gives equal bytes.

    Parameters
    ----------
    room, name, scripts
        As :class:`Page` takes them.
    content
        What the template is given.
    """
    return Page(room, name, scripts=scripts).filled(**content)


class Page:
    """A kind of page, read once for as many as are made of it.

    Parameters
    ----------
    room
        The package whose folder ``templates`` holds ``<name>.html``, which extends
        ``base.html``, and ``<name>.css``, which follows ``base.css``.
    name
        The page's name.
    scripts
        Names of files ``<name>.js`` in the same folder, in the order in which they are joined
        into one module: what one declares, all know, and nobody else.
    own_style
        Leave ``base.css`` out.
    """

    def __init__(
        self, room: str, name: str, *, scripts: Sequence[str] = (), own_style: bool = False
    ) -> None:
        from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
        from markupsafe import Markup

        # Read as text, not as templates: their bytes are what the policy's hashes are of.
        shared = "" if own_style else _text("rmatch.pages", "base.css")
        style = shared + _text(room, f"{name}.css")
        code = "\n".join(_text(room, f"{part}.js") for part in scripts)
        environment = Environment(
            loader=ChoiceLoader([PackageLoader(room), PackageLoader("rmatch.pages")]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            finalize=_readable,
        )
        frame = {
            "style": Markup(style),
            "style_hash": _digest(style),
            "script": Markup(code),
            "script_hash": _digest(code),
        }
        self._template = environment.get_template(f"{name}.html", globals=frame)

    def filled(self, **content: Any) -> bytes:
        """A page as UTF-8; equal content gives equal bytes."""
        return self._template.render(**content).encode("utf-8", "replace")


def _text(room: str, name: str) -> str:
    return files(room).joinpath("templates", name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _readable(shown: Any) -> Any:
    """A roster's text without characters that turn or steer what follows them."""
    return printable(shown) if type(shown) is str else shown
