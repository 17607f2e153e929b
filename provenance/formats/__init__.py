"""Graphs to files: one module a format, gathered in `FORMATS`."""

from provenance.formats.chain import chain_json
from provenance.formats.files import export
from provenance.formats.formats import FORMATS, Format
from provenance.formats.pages import page_json
from provenance.formats.record import Context, Kept, Record
from provenance.formats.stream import Stream

__all__ = ["FORMATS", "Context", "Format", "Kept", "Record", "Stream", "chain_json", "export", "page_json"]
