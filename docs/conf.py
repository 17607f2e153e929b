"""How the documentation is built: `make docs`. Nothing is fetched, and no page asks for anything from elsewhere."""

import sys
from pathlib import Path

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from docs.scripts import filled
from provenance import __version__

project = "provenance"
author = "the contributors of provenance"
copyright = "the contributors of provenance"
release = version = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc"]
smartquotes = False  # two hyphens begin an option
exclude_patterns = ["_build", "scripts"]
root_doc = "index"
default_role = "code"  # docstrings write code in single backticks
nitpicky = True
# Only what this package has can be referred to: no inventory of another project is fetched. `Parts` is another name.
nitpick_ignore_regex = [("py:.*", r"(?!provenance\.).*"), ("py:class", r"provenance\.formats\.stream\.Parts")]

myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]

# Kinds of blocks that tests read, and readers as plain text.
DRAWN = ("layers", "errors")

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True

html_theme = "furo"
html_title = f"provenance {__version__}"
html_copy_source = False
html_show_sphinx = False
html_theme_options = {"navigation_with_keys": True}


def fill(_: Sphinx, name: str, source: list[str]) -> None:
    """Fill what a page leaves to the code: the commands, the tables of what is registered."""
    source[0] = filled.fill(source[0], name)


def leave_out(_: Sphinx, what: str, name: str, thing: object, options: object, lines: list[str]) -> None:
    """The pages say in their own words, or draw, what modules say of themselves."""
    if what == "module":
        lines.clear()


def setup(app: Sphinx) -> None:
    """What Sphinx calls."""
    app.connect("source-read", fill)
    app.connect("autodoc-process-docstring", leave_out)
    for kind in DRAWN:
        app.add_lexer(kind, TextLexer)
