"""Where did this article come from? The verbs of the project, each imported when it is first used.

provenance.inspect(target)            what pages themselves say of their origin
provenance.open(location)             look into a store, from a notebook too: a context manager
provenance.ingest(source, store)      pages into the store
provenance.link(store)                copies and translations among all that is stored
provenance.trace(target, store)       follow an article upstream to its origin
provenance.show(target, store)        what the store knows of an article
provenance.compare(a, b)              what changed from one article to another
provenance.export(graph, name, path)  a graph file
provenance.watch(sources, store)      what is new in feeds and sitemaps, round after round
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from provenance.version import __version__

if TYPE_CHECKING:
    from provenance.comparison import compare
    from provenance.formats import export
    from provenance.ingestion import ingest
    from provenance.inspection import inspect
    from provenance.linking import link
    from provenance.notebook import opened as open
    from provenance.walk import show, trace
    from provenance.watching import watch

__all__ = ["__version__", "compare", "export", "ingest", "inspect", "link", "open", "show", "trace", "watch"]

_HOMES = {
    "compare": ("provenance.comparison", "compare"),
    "export": ("provenance.formats", "export"),
    "ingest": ("provenance.ingestion", "ingest"),
    "inspect": ("provenance.inspection", "inspect"),
    "link": ("provenance.linking", "link"),
    "open": ("provenance.notebook", "opened"),
    "show": ("provenance.walk", "show"),
    "trace": ("provenance.walk", "trace"),
    "watch": ("provenance.watching", "watch"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the verb is
    if name not in _HOMES:
        raise AttributeError(f"module 'provenance' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    verb = getattr(import_module(module), attribute)
    globals()[name] = verb
    return verb
