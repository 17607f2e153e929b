"""Answers that are not what was asked for: one shape for programs (RFC 9457), one page for people."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from provenance.errors import StoreError
from provenance.web.render import rendered
from provenance.web.site import Overloaded

PROBLEM = "application/problem+json"
LOCKED = {"Retry-After": "5"}
_BARE = {"Not Found": "Nothing is at this address.", "Method Not Allowed": "This is not to be asked for in this way."}


def problem(request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """An answer of this status: problem details below `/api`, a page elsewhere; `detail` is one plain sentence."""
    title = HTTPStatus(status).phrase
    sent = dict(headers or {})
    if for_programs(request):
        body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        return JSONResponse(body, status, sent, PROBLEM)
    return rendered(request, "problem.html", {"status": status, "name": title, "detail": detail}, status, sent)


def for_programs(request: Request) -> bool:
    """Whether a program asks, not a person."""
    return str(request.scope["path"]).startswith(("/api/", "/openapi.json"))


def on_http(request: Request, error: HTTPException) -> Response:
    """What a route refused."""
    said = _BARE.get(str(error.detail), str(error.detail))
    return problem(request, error.status_code, said, error.headers)


def on_invalid(request: Request, error: RequestValidationError) -> Response:
    """What a request says that cannot be meant."""
    return problem(request, 422, "; ".join(map(_said, error.errors()[:5])) or "the request cannot be read")


def _said(one: Mapping[str, Any]) -> str:
    where = ".".join(str(part) for part in one.get("loc", ()))
    return f"{where}: {one.get('msg', 'not valid')}"[:300]


def on_store(request: Request, error: StoreError) -> Response:
    """A store that cannot be read or written at this moment, without the place where it lies."""
    label = request.app.state.site.reader.location.label
    said = str(error).removeprefix(f"{label}: ")
    if label in said:
        said = "it cannot be read or written"
    return problem(request, 503, f"The store: {said}.", LOCKED if said.startswith("locked") else None)


def on_overloaded(request: Request, error: Overloaded) -> Response:
    """Too much at once."""
    return problem(request, 503, f"Busy: {error}. Ask again in a moment.", LOCKED)


def on_defect(request: Request, _error: Exception) -> Response:
    """A defect of the program: the page says no more, the console of the server all."""
    return problem(request, 500, "A defect of the program; where it was started, it told what went wrong.")


HANDLERS: tuple[tuple[type[Exception], Callable[[Request, Any], Response]], ...] = (
    (HTTPException, on_http),
    (RequestValidationError, on_invalid),
    (StoreError, on_store),
    (Overloaded, on_overloaded),
    (Exception, on_defect),
)
