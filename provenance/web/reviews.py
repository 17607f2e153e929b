"""The pages on which people judge: the queue, one link, what was said; and the way in."""

import itertools
from collections.abc import Mapping
from typing import Annotated
from urllib.parse import parse_qsl, quote, unquote

from fastapi import APIRouter, Depends, HTTPException, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from provenance.formats.words import JUDGED, UNREAD, quotes, roles
from provenance.model import Article, Derivation, Verdict
from provenance.store import search
from provenance.web import look, text
from provenance.web.access import same
from provenance.web.guard import give_session
from provenance.web.pages import Before
from provenance.web.render import href, rendered
from provenance.web.site import PAGE, Here, Site

reviews = APIRouter()
_BY = "provenance_by"
_FIELDS = 20
_LONGEST_NAME, _LONGEST_NOTE = 200, 4000


async def _form(request: Request) -> Mapping[str, str]:
    """The fields of a form that was sent."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise HTTPException(415, "A form is sent as application/x-www-form-urlencoded.")
    try:
        body = (await request.body()).decode()
        return dict(parse_qsl(body, keep_blank_values=True, max_num_fields=_FIELDS))
    except ValueError:
        raise HTTPException(422, "The form cannot be read.") from None


Form = Annotated[Mapping[str, str], Depends(_form)]


@reviews.get("/review")
def review(
    request: Request, site: Here, after: Annotated[str | None, Query(max_length=300, pattern=look.PLACE)] = None
) -> Response:
    """The link of which we are least sure, and those that come behind it."""
    found, _ = look.queue(site, after, 10)
    told = {"counts": search.counts(site.reader), "after": after or "", "judged": JUDGED, "unread": UNREAD}
    if not found:
        return rendered(request, "review.html", {**told, "link": None})
    coming = [{"link": link, "after": look.after_link(before)} for before, link in itertools.pairwise(found)]
    values = {**_link(request, site, found[0]), "coming": coming, "ends": look.ends(site, found)}
    return rendered(request, "review.html", {**told, **values, "next": look.after_link(found[0])})


@reviews.get("/link/{link}")
def one_link(request: Request, site: Here, link: str) -> Response:
    """A link with its evidence and all that people said of it."""
    found = search.link(site.reader, link)
    if found is None:
        raise HTTPException(404, "No link of this id is in the store.")
    words = search.judged(site.reader, None, 100, link=found.id)
    values = {**_link(request, site, found), "words": words, "ends": look.ends(site, [found]), "after": ""}
    return rendered(request, "link.html", {**values, "judged": JUDGED, "unread": UNREAD})


@reviews.post("/link/{link}/judge")
def judge(site: Here, link: str, form: Form) -> Response:
    """Keep a word; then the next link of the queue, or the same one again."""
    if not same(form.get("key", ""), site.access.form_key):
        raise HTTPException(403, "The form is not of this server, or of an earlier run: open its page again.")
    if site.writer is None:
        raise HTTPException(403, "This server only reads: nothing can be written.")
    by, note = form.get("by", "").strip() or site.by, form.get("note", "").strip() or None
    if len(by) > _LONGEST_NAME or len(note or "") > _LONGEST_NOTE:
        raise HTTPException(422, f"A name has at most {_LONGEST_NAME} letters, a note {_LONGEST_NOTE}.")
    try:
        verdict = Verdict(form.get("verdict", ""))
    except ValueError:
        raise HTTPException(422, "A verdict is confirm, reject or unsure.") from None
    if search.link(site.writer, link) is None:
        raise HTTPException(404, "No link of this id is in the store.")
    site.writer.judge(link, verdict, by, note)
    behind = href("/review", after=form.get("after")) if "queue" in form else href("/link", link)
    answer = RedirectResponse(behind, 303)
    answer.set_cookie(_BY, quote(by, safe=""), httponly=True, samesite="strict", path="/")
    return answer


@reviews.get("/judgements")
def judgements(
    request: Request, site: Here, before: Before = None, verdict: Annotated[Verdict | None, Query()] = None
) -> Response:
    """What people said, last said first."""
    words = search.judged(site.reader, before, PAGE + 1, verdict)
    links = {word.judgement.link: search.link(site.reader, word.judgement.link) for word in words[:PAGE]}
    known = [link for link in links.values() if link]
    more = words[PAGE - 1].number if len(words) > PAGE else None
    values = {"words": words[:PAGE], "links": links, "ends": look.ends(site, known), "next": more, "verdict": verdict}
    return rendered(request, "judgements.html", {**values, "verdicts": list(Verdict)})


@reviews.get("/login")
def enter(request: Request) -> Response:
    """Where the token is given by hand."""
    return rendered(request, "login.html", {})


@reviews.post("/login")
def entered(site: Here, form: Form) -> Response:
    """A session for whoever has the token."""
    if not site.access.is_token(form.get("token", "").strip()):
        raise HTTPException(401, "This is not the token of this server.")
    answer = RedirectResponse("/", 303)
    give_session(answer, site.access)
    return answer


def _link(request: Request, site: Site, link: Derivation) -> dict[str, object]:
    """What the form of a link shows: the lines of both pages side by side, all evidence."""
    quoted = quotes(link)
    copy, source = site.reader.article(link.derived), site.reader.article(link.source)
    return {
        "link": link,
        "roles": roles(link),
        "copy_lines": _lines(site, copy, dict.fromkeys(quoted, link.id)),
        "source_lines": _lines(site, source, {}),
        "beside": look.beside(site, source, copy),
        "rivals": search.nodes(site.reader, (rival.source for rival in link.rivals)),
        "by": unquote(request.cookies.get(_BY, ""))[:_LONGEST_NAME] or site.by,
    }


def _lines(site: Site, article: Article | None, quoted: Mapping[str, str]) -> list[text.Passage | None]:
    if article is None:
        return []
    found = text.passages(article, site.reader.signals(article.id), quoted)
    return text.around([one for one in found if one.place != "title"])
