"""Where did this article come from? The verbs of the project, each imported when it is first used.

provenance.inspect(target)            what pages themselves say of their origin
provenance.open(location)             a store to look into, or with write=True to put into: a context manager
provenance.ingest(source, store)      pages into the store
provenance.link(store)                copies and translations among all that is stored
provenance.trace(target, store)       follow an article upstream to its origin
provenance.show(target, store)        what the store knows of an article
provenance.compare(a, b)              what changed from one article to another
provenance.export(graph, name, path)  a graph file
provenance.watch(sources, store)      what is new in feeds and sitemaps, round after round

`inspect`, `ingest`, `link` and `watch` answer page by page (family by family, round by round): they work while their
answers are gone through, and do nothing before.

    with provenance.open("quay.db", write=True) as store:
        for page in provenance.ingest("pages/", store):
            print(page.target, page.error or page.node)

How pages are read is said by `provenance.Options`, how far a walk goes by `Limits`, how a watch goes on by `Rounds`.
What verbs take and give else are the values of `provenance.model`; what may go wrong is drawn in `provenance.errors`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from provenance.version import __version__

if TYPE_CHECKING:
    from provenance.acquire import Options
    from provenance.comparison import compare
    from provenance.formats import export
    from provenance.ingestion import ingest
    from provenance.inspection import inspect
    from provenance.linking import link
    from provenance.notebook import opened as open
    from provenance.walk import Limits, show, trace
    from provenance.watching import Rounds, watch

__all__ = [
    "Limits",
    "Options",
    "Rounds",
    "__version__",
    "compare",
    "export",
    "ingest",
    "inspect",
    "link",
    "open",
    "show",
    "trace",
    "watch",
]

_HOMES = {
    "Limits": ("provenance.walk", "Limits"),
    "Options": ("provenance.acquire", "Options"),
    "Rounds": ("provenance.watching", "Rounds"),
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


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    if name not in _HOMES:
        raise AttributeError(f"module 'provenance' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    found = getattr(import_module(module), attribute)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
