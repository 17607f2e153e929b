"""Graphs to files: one module a format, gathered in `FORMATS`. Each name is loaded when it is first used."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from provenance.formats.chain import chain_json
    from provenance.formats.files import export
    from provenance.formats.formats import FORMATS, Format
    from provenance.formats.pages import page_json
    from provenance.formats.record import Context, Kept, Record
    from provenance.formats.stream import Stream

__all__ = ["FORMATS", "Context", "Format", "Kept", "Record", "Stream", "chain_json", "export", "page_json"]

_HOMES = {
    "Context": "record",
    "FORMATS": "formats",
    "Format": "formats",
    "Kept": "record",
    "Record": "record",
    "Stream": "stream",
    "chain_json": "chain",
    "export": "files",
    "page_json": "pages",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
