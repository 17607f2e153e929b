"""The version of this program, and the name under which it writes files."""

__version__ = "0.1.0"
SOFTWARE = f"article-provenance {__version__}"
