"""How Sphinx builds the site: ``make docs``. Nothing on its pages comes from elsewhere."""

from __future__ import annotations

from importlib.metadata import version as version_of
from typing import Any

from docutils.nodes import Element
from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

project = "rmatch"
author = "the rmatch maintainers"
release = version = version_of("rmatch")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
language = "en"  # British, but the en_GB of Sphinx 9 breaks its own search page
smartquotes_action = "D"  # dashes alone: what stands in quotes is to be copied as it is

# Links within pages go to headings, by the anchors that GitHub gives them too.
myst_heading_anchors = 4
myst_enable_extensions = ["attrs_inline", "colon_fence"]

nitpicky = True
# Types of other libraries, whose pages are not here; then types of ours that are no public names.
nitpick_ignore_regex = [
    ("py:.*", r"(collections|fractions|numpy|os|pandas|pathlib|pd|typing)\..*|Fraction|Path"),
    ("py:.*", r"(\w+\.)*(Cost|Decision|DecisionCosts|Figure|FileFacts|Pairing|Part)"),
    ("py:.*", r"(\w+\.)*(Prices|Progress|Rival|SmallestChange|Solved|Unmatched|Unpaired)"),
    ("py:.*", r"(\w+\.)*(Recognised|Source|Skill|Want|Zone|ScoreError|CapacityError)"),
]

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
maximum_signature_line_length = 72
add_module_names = False
napoleon_google_docstring = False
napoleon_use_rtype = False

html_theme = "furo"
html_title = "rmatch"
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_show_search_summary = False  # a page that is opened as a file may not read another
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_theme_options = {"sidebar_hide_name": False}


def _error_by_its_name(app: Sphinx, env: Any, node: Element, shown: Element) -> Element | None:
    """Docstrings call an error by its name alone; its page calls it ``rmatch.errors.Name``."""
    if node.get("reftype") not in ("exc", "class") or "." in node.get("reftarget", "."):
        return None
    python, page = env.domains["py"], node["refdoc"]
    target = f"rmatch.errors.{node['reftarget']}"
    return python.resolve_xref(env, page, app.builder, "exc", target, node, shown)


def setup(app: Sphinx) -> None:
    """What Sphinx calls."""
    app.add_lexer("csv", TextLexer)
    app.connect("missing-reference", _error_by_its_name)
