"""The application: pages, API, their errors, and the guard before all of them."""

from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp

from provenance.version import __version__
from provenance.web import answers, pages, reviews, shapes
from provenance.web.api import api
from provenance.web.guard import Guard
from provenance.web.site import Site

ABOUT = """What the store knows, for programs; the same as the pages show to people.

Lists come in pages: the `next` of one is given for the next one. Ids are whole ids. Errors are problem details
(RFC 9457). To write needs the token that the server printed when it began, as `Authorization: Bearer TOKEN`; a server
that more than this machine can reach asks for it in any case.
"""


def application(site: Site) -> ASGIApp:
    """The whole application on a site, as a server runs it."""
    app = FastAPI(
        title="provenance",
        version=__version__,
        summary="Where did this article come from?",
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        exception_handlers=dict(answers.HANDLERS),  # type: ignore[arg-type]
    )
    app.state.site = site
    app.include_router(api)
    for router in (pages.pages, reviews.reviews):
        app.include_router(router, include_in_schema=False)
    drawn = app.openapi

    def openapi() -> dict[str, Any]:
        document = drawn()
        parts = document.setdefault("components", {})
        parts.setdefault("schemas", {})["Problem"] = shapes.Problem.model_json_schema()
        parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        return document

    app.openapi = openapi  # type: ignore[method-assign]
    return Guard(app, site.access)
