"""The JSON API: the same look-ups as the pages, for programs."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query
from starlette.responses import Response

from provenance.formats import FORMATS, chain_json
from provenance.formats.flows import flow_json
from provenance.formats.values import clean, link_json, node_json
from provenance.formats.words import origins_json
from provenance.model import Verdict
from provenance.store import outlets, search
from provenance.store.search import Word
from provenance.version import __version__
from provenance.web import keys as _keys  # noqa: F401 - makes the kind of path known
from provenance.web import look, shapes
from provenance.web.answers import PROBLEM
from provenance.web.exports import file_of
from provenance.web.objects import capture_json, outlet_json, signal_json, word_json
from provenance.web.site import PAGE, Here

_FAILS = {
    400: "The body cannot be read.",
    401: "The token is missing or wrong.",
    403: "Not allowed: the server only reads, or another site asks.",
    404: "Not in the store.",
    413: "The body is too large.",
    414: "The address is too long.",
    422: "A value that cannot be meant.",
    503: "The store is locked, or too much is being worked out: ask again.",
}
Id = Annotated[str, Path(min_length=1, max_length=200, description="The whole id.")]
Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
Before = Annotated[int | None, Query(ge=1, le=2**62, description="The `next` of the page before.")]

After = Annotated[str | None, Query(max_length=300, pattern=look.PLACE, description="The `next` of the page before.")]

api = APIRouter(prefix="/api")


def fails(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The answers of a route that tell of a failure; those that may come of any among them."""
    shape = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": _FAILS[status], "content": shape} for status in (401, 414, 422, 503, *statuses)}


@api.get("/health", responses=fails(), tags=["server"], summary="Whether the server answers, and what it holds")
def health(site: Here) -> shapes.Health:
    """Counts of the store; `read_only` when nothing can be written through this server."""
    held = search.counts(site.reader)
    return shapes.Health(
        status="ok",
        version=__version__,
        read_only=site.writer is None,
        pages=held.read,
        named=held.named,
        links=held.links,
        unjudged=held.unjudged,
    )


@api.get("/articles", responses=fails(), tags=["articles"], summary="Articles, by words or the newest")
def articles(
    site: Here,
    q: Annotated[
        str, Query(max_length=500, description="An address, an id, or words; words in quotation marks stand together.")
    ] = "",
    texts: Annotated[bool, Query(description="Look for the words in the texts too, which is slow.")] = False,
    before: Before = None,
    limit: Limit = PAGE,
) -> shapes.Articles:
    """An address or an id finds what it names; other words are looked for in title, outlet and address."""
    exact = look.named(site, q, before)
    if exact:
        return shapes.Articles.model_validate(
            {"articles": map(node_json, exact[:limit]), "next": None, "complete": True}
        )
    if q.strip():
        found = search.words(site.reader, q, before, limit, texts=texts)
    else:
        found = search.newest(site.reader, before, limit)
    nodes = [node_json(node) for node in found.nodes]
    return shapes.Articles.model_validate({"articles": nodes, "next": found.before, "complete": not found.late})


@api.get("/articles/{node}", responses=fails(404), tags=["articles"], summary="One article")
def article(site: Here, node: Id) -> shapes.Article:
    """What was read of it: its text, its captures, and what it says of its origin."""
    known = look.known(site, node)
    if known is None:
        raise HTTPException(404, f"{node}: not in the store")
    read = known.article
    told = {
        **node_json(known.node),
        "text": clean(read.text) if read else None,
        "sha256": read.sha256 if read else None,
        "captures": [capture_json(capture) for capture in known.captures],
        "signals": [signal_json(signal) for signal in known.signals],
    }
    return shapes.Article.model_validate(told)


@api.get("/articles/{node}/chain", responses=fails(404), tags=["articles"], summary="Where an article came from")
def chain(site: Here, node: Id) -> shapes.Chain:
    """Its sources up to the origin, the copies taken from it, with all evidence."""
    found = look.family(site, node)
    if found is None:
        raise HTTPException(404, f"{node}: not in the store")
    return shapes.Chain.model_validate({**chain_json(found.chain), "origins": origins_json(found.origins)})


@api.get("/links", responses=fails(), tags=["links"], summary="Links that wait for a judgement, the least sure first")
def links(
    site: Here,
    after: After = None,
    limit: Limit = PAGE,
) -> shapes.Links:
    """The queue of the review page."""
    found, following = look.queue(site, after, limit)
    nodes = [node_json(node) for node in look.ends(site, found).values()]
    return shapes.Links.model_validate({"links": map(link_json, found), "nodes": nodes, "next": following})


@api.get("/links/{link}", responses=fails(404), tags=["links"], summary="One link")
def one_link(site: Here, link: Id) -> shapes.Link:
    """A hop with its evidence, its rivals, and the judgement that counts."""
    found = search.link(site.reader, link)
    if found is None:
        raise HTTPException(404, f"{link}: not in the store")
    return shapes.Link.model_validate(link_json(found))


@api.get("/judgements", responses=fails(), tags=["judgements"], summary="What people said of links, last said first")
def judgements(
    site: Here,
    link: Annotated[str | None, Query(max_length=200, description="Of this link only, by its whole id.")] = None,
    verdict: Annotated[Verdict | None, Query(description="Of this verdict only.")] = None,
    before: Before = None,
    limit: Limit = PAGE,
) -> shapes.Judgements:
    """Also what later words retired."""
    found = search.judged(site.reader, before, limit + 1, verdict, link)
    following = found[limit - 1].number if len(found) > limit else None
    return shapes.Judgements.model_validate({"judgements": map(word_json, found[:limit]), "next": following})


@api.post(
    "/judgements",
    status_code=201,
    responses=fails(400, 403, 404, 413),
    tags=["judgements"],
    summary="Put a person's word on a link",
    openapi_extra={"security": [{"token": []}]},
)
def judge(site: Here, said: shapes.NewJudgement) -> shapes.Judgement:
    """It outranks the score from then on, and retires the word before. Needs the token as `Authorization: Bearer`."""
    if site.writer is None:
        raise HTTPException(403, "This server only reads: nothing can be written.")
    if search.link(site.writer, said.link) is None:
        raise HTTPException(404, f"{said.link}: no link of this id is in the store")
    word = site.writer.judge(said.link, said.verdict, said.by or site.by, said.note)
    return shapes.Judgement.model_validate(word_json(Word(0, word, True)))


@api.get("/outlets", responses=fails(), tags=["outlets"], summary="Outlets, those of most pages first")
def all_outlets(
    site: Here,
    offset: Annotated[int, Query(ge=0, le=10_000_000, description="The `next` of the page before.")] = 0,
    limit: Limit = PAGE,
) -> shapes.Outlets:
    """Each with how many pages of it were read."""
    found = outlets.outlets(site.reader, offset, limit + 1)
    listed = [outlet_json(one) for one in found[:limit]]
    return shapes.Outlets.model_validate({"outlets": listed, "next": offset + limit if len(found) > limit else None})


@api.get(
    "/outlets/{key:text}", responses=fails(404), tags=["outlets"], summary="Who takes from an outlet, and it from whom"
)
def one_outlet(site: Here, key: Id) -> shapes.OutletFlows:
    """Hops that a person rejected and hops within the outlet are not counted."""
    found = look.press(site, key)
    if found is None:
        raise HTTPException(404, f"{key}: no outlet of this key is in the store")
    takes, gives = ([flow_json(side.flow) for side in sides] for sides in (found.takes, found.gives))
    return shapes.OutletFlows.model_validate({**outlet_json(found.outlet), "takes": takes, "gives": gives})


@api.get("/exports", responses=fails(), tags=["exports"], summary="The kinds of files to be had")
def forms() -> list[shapes.Form]:
    """Their names are those of `provenance export --format`."""
    return [
        shapes.Form(name=form.name, suffix=form.suffix, about=form.doc, whole=bool(form.stream or form.pack))
        for form in FORMATS
    ]


@api.get(
    "/exports/{form}",
    responses={
        **fails(404),
        200: {"description": "The file.", "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}},
    },
    response_class=Response,
    tags=["exports"],
    summary="A graph file",
)
def export(
    site: Here,
    form: Annotated[str, Path(max_length=40, description="One of `/api/exports`.")],
    article: Annotated[
        str | None, Query(max_length=200, description="The id of an article: its family; without it the whole store.")
    ] = None,
) -> Response:
    """The whole store is to be had in the formats that say so."""
    return file_of(site, form, article)
