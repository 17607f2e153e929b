"""What the shell completes beside commands and options: formats, and the links of a store.

A key that is pressed is to be answered at once and without a word of complaint: nothing heavy is loaded, a store on a
server is not asked, and where there is nothing to propose, nothing is.
"""

import typer

PRINTED = ("text", "json", "csv")  # what `outlets` prints itself


def formats(incomplete: str) -> list[str]:
    """The formats of `export`."""
    from provenance.formats.formats import FORMATS

    return [name for name in (*(each.name for each in FORMATS), "parquet") if name.startswith(incomplete)]


def flow_formats(incomplete: str) -> list[str]:
    """The formats of `outlets`: what it prints, and those of graphs."""
    from provenance.formats.formats import FORMATS

    named = dict.fromkeys((*PRINTED, *(each.name for each in FORMATS)))
    return [name for name in named if name.startswith(incomplete)]


def links(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The ids of links that begin so, at most 50, each with what it is; of a store in a file."""
    from provenance.errors import ProvenanceError
    from provenance.store.find import links_from
    from provenance.store.glance import glance
    from provenance.store.places import default_path, expanded

    location = context.parent.params.get("store") if context.parent else None
    if location and "://" in location:
        return []
    try:
        store = glance(expanded(location or default_path()), wait=0.5)
        if store is None:
            return []
        with store, store.reading() as ask:
            return links_from(ask, incomplete)
    except ProvenanceError:
        return []
