"""The pages to look around in: start, search, article, comparison, outlets."""

import io
from importlib.resources import files
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from provenance.comparing import compare
from provenance.formats import FORMATS, hops, side_by_side, svg
from provenance.formats.words import JUDGED, UNREAD, ending, told
from provenance.model import Article, Chain
from provenance.store import outlets, search
from provenance.web import keys as _keys  # noqa: F401 - makes the kind of path known
from provenance.web import look, text
from provenance.web.exports import file_of, policy_of
from provenance.web.render import href, rendered
from provenance.web.site import PAGE, Here, Site

pages = APIRouter()
DRAWN = 150  # nodes of a picture
COPIES = 50  # rows of copies on a page
LONGEST = 200_000  # letters of a text that is compared
Before = Annotated[int | None, Query(ge=1, le=2**62)]
Part = Annotated[int, Query(ge=1, le=100_000)]
_STATIC = {"app.css": "text/css", "app.js": "text/javascript"}


@pages.get("/")
def start(request: Request, site: Here, before: Before = None) -> Response:
    """What the store holds, the newest pages first."""
    found = search.newest(site.reader, before, PAGE)
    return rendered(request, "start.html", {"counts": search.counts(site.reader), "found": found, "unread": UNREAD})


@pages.get("/search")
def look_for(
    request: Request,
    site: Here,
    q: Annotated[str, Query(max_length=500)] = "",
    texts: bool = False,
    before: Before = None,
) -> Response:
    """What an address or an id names; else what holds the words."""
    exact = look.named(site, q, before)
    if len(exact) == 1:
        return RedirectResponse(href("/article", exact[0].id), 303)
    found = search.Found(tuple(exact), None)
    if q.strip() and not exact:
        found = search.words(site.reader, q, before, PAGE, texts=texts)
    told_ = {"q": q, "texts": texts, "found": found, "exact": bool(exact), "unread": UNREAD}
    return rendered(request, "search.html", told_)


@pages.get("/article/{node}")
def article(request: Request, site: Here, node: str, copies: Part = 1, part: Part = 1) -> Response:
    """Where an article came from, what was taken from it, and its text with the lines that say so."""
    known, family = look.known(site, node), look.family(site, node)
    if known is None or family is None:
        raise HTTPException(404, "No page and no source of this id is in the store.")
    chain = family.chain
    above, below = hops.upstream(chain), hops.downstream(chain)
    quoted = {quote: row.link.id for row in reversed(above) if row.depth == 0 for quote, _ in row.quotes}
    parts = text.parts(text.passages(known.article, known.signals, quoted)) if known.article else []
    values = {
        "known": known,
        "node": next(one for one in chain.graph.nodes if one.id == node),
        "chain": chain,
        "ending": ending(chain),
        "told": told(family.origins) if family.origins.articles else "",
        "above": above,
        "below": below[(copies - 1) * COPIES : copies * COPIES],
        "copies": copies,
        "copy_pages": _pages(len(below), COPIES),
        "copy_count": len(below),
        "passages": parts[part - 1] if part <= len(parts) else [],
        "part": part,
        "parts_count": len(parts),
        "said": [signal for signal in known.signals if signal.block < 0],
        "picture": picture(chain) if len(chain.graph.nodes) <= DRAWN else "",
        "boxes": [one.id for one in chain.graph.nodes],
        "forms": FORMATS,
        "unread": UNREAD,
        "judged": JUDGED,
    }
    return rendered(request, "article.html", values)


@pages.get("/article/{node}/export/{form}")
def export(site: Here, node: str, form: str, look: bool = False) -> Response:
    """A graph file of an article's family."""
    return file_of(site, form, node, look=look)


@pages.get("/compare")
def beside(site: Here, a: str, b: str) -> Response:
    """Two articles side by side: the page that `provenance compare --format html` writes, with a way back."""
    first, second = _read(site, a), _read(site, b)
    if len(first.text) + len(second.text) > LONGEST:
        raise HTTPException(422, f"The texts are too long to be compared here ({LONGEST} letters): use the command.")
    with site.at_work():
        page = side_by_side.page(compare(first, second))
    policy = f"{policy_of(page)}; frame-ancestors 'none'"
    back = f'<a href="{href("/article", first.id)}">A in the store</a> · <a href="{href("/article", second.id)}">B</a>'
    turn = f'<a href="{href("/compare", a=second.id, b=first.id)}">the other way round</a>'
    page = page.replace("<header>", f'<nav aria-label="Store"><p>{back} · {turn}</p></nav>\n<header>', 1)
    return HTMLResponse(page, headers={"Content-Security-Policy": policy})


@pages.get("/outlets")
def all_outlets(request: Request, site: Here, offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0) -> Response:
    """Outlets, those of most pages first."""
    found = outlets.outlets(site.reader, offset, 2 * PAGE + 1)
    more = offset + 2 * PAGE if len(found) > 2 * PAGE else None
    return rendered(request, "outlets.html", {"outlets": found[: 2 * PAGE], "next": more, "offset": offset})


@pages.get("/outlet/{key:text}")
def outlet(request: Request, site: Here, key: str, before: Before = None) -> Response:
    """What an outlet takes from whom, who takes from it, its pages."""
    press = look.press(site, key)
    if press is None:
        raise HTTPException(404, "No outlet of this name is in the store.")
    found = outlets.outlet_pages(site.reader, key, before, PAGE)
    return rendered(request, "outlet.html", {"press": press, "found": found, "unread": UNREAD, "key": key})


@pages.get("/programs")
def programs(request: Request) -> Response:
    """What the API offers, from its own document."""
    return rendered(request, "programs.html", {"document": request.app.openapi()})


@pages.get("/static/{file}")
def static(request: Request, file: str) -> Response:
    """The style and the script, which lie in the package; nothing else."""
    if file not in _STATIC:
        raise HTTPException(404, "Nothing is here.")
    data = (files("provenance.web") / "static" / file).read_bytes()
    return Response(data, media_type=_STATIC[file], headers={"Cache-Control": "no-cache"})


def picture(chain: Chain) -> str:
    """The chain as SVG to stand in a page."""
    out = io.StringIO()
    svg.write(chain.graph, out, chain.article)
    return out.getvalue()


def _read(site: Site, node: str) -> Article:
    found = site.reader.article(node)
    if found is None:
        raise HTTPException(404, "One of the two is not in the store, or its page was not read.")
    return found


def _pages(count: int, size: int) -> int:
    return max(1, -(-count // size))
