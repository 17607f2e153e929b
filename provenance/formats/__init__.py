"""Graphs to files: one module a format, gathered in `FORMATS`."""

from provenance.formats.chain import chain_json
from provenance.formats.files import export
from provenance.formats.formats import FORMATS, Format
from provenance.formats.pages import page_json

__all__ = ["FORMATS", "Format", "chain_json", "export", "page_json"]
