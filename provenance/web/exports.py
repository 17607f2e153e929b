"""Graph files through the server."""

import re
import tempfile
from collections.abc import Iterator
from html import unescape
from typing import IO

from fastapi import HTTPException
from starlette.responses import Response, StreamingResponse

from provenance.errors import ExportError
from provenance.formats import Format, Stream
from provenance.formats.formats import find
from provenance.model import Chain, Graph
from provenance.walk.answer import with_family
from provenance.walk.record import record
from provenance.web.site import Site

_KINDS = {
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".jsonld": "application/ld+json",
    ".zip": "application/zip",
    ".svg": "image/svg+xml",
    ".html": "text/html; charset=utf-8",
    ".ttl": "text/turtle; charset=utf-8",
    ".graphml": "application/graphml+xml",
    ".gexf": "application/gexf+xml",
}
_IN_MEMORY = 1 << 20
_PIECE = 1 << 16
_POLICY = re.compile('http-equiv="Content-Security-Policy" content="([^"]+)"')


def file_of(site: Site, name: str, article: str | None, *, look: bool = False) -> Response:
    """A file of an article's family, or of the whole store; `look` shows a page rather than hands it out.

    Such a page has an origin of its own: it can ask nothing of this server, whatever a store holds.
    """
    try:
        form = find(name)
    except ExportError as error:
        raise HTTPException(404, str(error)) from None
    chain = _chain(site, article) if article is not None else None
    if chain is None and not (form.stream or form.pack):
        raise HTTPException(422, f"{form.name} holds the whole graph at once: name an article")
    with site.at_work():
        out = _written(site, form, chain)
    look = look and form.suffix == ".html"
    headers = {"Content-Disposition": f'{"inline" if look else "attachment"}; filename="{_called(form, chain)}"'}
    policy = _policy(out) if look else "default-src 'none'; sandbox"
    return StreamingResponse(
        _pieces(out), headers={**headers, "Content-Security-Policy": policy}, media_type=_kind(form)
    )


def policy_of(page: str) -> str:
    """The content security policy that a page of ours asks for itself."""
    found = _POLICY.search(page)
    return unescape(found[1]) if found else "default-src 'none'"


def _chain(site: Site, article: str) -> Chain:
    if site.reader.node(article) is None:
        raise HTTPException(404, f"{article}: not in the store")
    return with_family(article, site.reader)


def _written(site: Site, form: Format, chain: Chain | None) -> IO[bytes]:
    out = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed when its last piece was sent
    try:
        if chain is None:
            form.to(Stream(site.reader.whole_graph()), out, None)  # type: ignore[arg-type]
        else:
            graph: Graph = chain.graph
            form.to(graph, out, chain.article, record(graph, site.reader, chain) if form.tell else None)  # type: ignore[arg-type]
    except ExportError as error:
        out.close()
        raise HTTPException(422, str(error)) from None
    except BaseException:
        out.close()
        raise
    out.seek(0)
    return out


def _pieces(out: IO[bytes]) -> Iterator[bytes]:
    with out:
        while piece := out.read(_PIECE):
            yield piece


def _policy(out: IO[bytes]) -> str:
    """The policy that a page asks for itself, in a sandbox that only runs the scripts which that policy names."""
    own = policy_of(out.read(_PIECE).decode(errors="replace"))
    out.seek(0)
    return f"{own}; frame-ancestors 'none'; sandbox allow-scripts allow-popups"


def _kind(form: Format) -> str:
    return _KINDS.get(form.suffix, "text/plain; charset=utf-8")


def _called(form: Format, chain: Chain | None) -> str:
    stem = re.sub(r"[^0-9A-Za-z-]", "", chain.article)[:40] if chain else "store"
    return f"{stem or 'article'}-{form.name}{form.suffix}"
