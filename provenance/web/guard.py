"""What stands before every page: the checks of access, the limits of a request, the headers of an answer."""

import asyncio
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from provenance.web.access import Access
from provenance.web.answers import for_programs, problem

LONGEST_ADDRESS = 4096
LARGEST_HEAD = 32 * 1024
LARGEST_BODY = 64 * 1024
SECONDS = 10.0  # for a body to arrive
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OPEN = frozenset({"/login", "/static/app.css", "/static/app.js"})
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    # Not `no-referrer`: with it, browsers call the origin of our own forms `null`.
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)


class Guard:
    """Around the application. A request that passes has `trusted` in its scope: whether it showed the token."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self.app, self.access = app, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or pass it on; either answer has the headers."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        if scope["type"] != "http":
            return
        request = Request(scope)
        scope["app"] = self.app  # the guard stands before it, and its pages ask which site this is
        scope["trusted"] = self._shows_token(request)
        answer = self._led_on(request) or self._refused(request)
        body = b""
        if answer is None:
            read = await _body(request.headers, receive)
            body, answer = (read, None) if isinstance(read, bytes) else (b"", problem(request, *read))
        await (answer or self.app)(scope, _again(body, receive), _with_headers(send))

    def _shows_token(self, request: Request) -> bool:
        kind, _, said = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return self.access.is_token(said.strip())
        # No cookie is enough for a program's write: a browser would send it with whatever page asks for it.
        if for_programs(request) and request.method not in _SAFE:
            return False
        return self.access.has_session("; ".join(request.headers.getlist("cookie")))

    def _led_on(self, request: Request) -> Response | None:
        """An address with the right token is exchanged for a session at once."""
        query = _query(request)
        said = dict(query).get("token")
        if said is None or not self.access.is_token(said) or not self.access.knows(request.headers.get("host", "")):
            return None
        rest = urlencode([(key, value) for key, value in query if key != "token"])
        # One slash only: `//host` would lead to another site.
        answer = RedirectResponse("/" + request.scope["path"].lstrip("/") + (f"?{rest}" if rest else ""), 303)
        give_session(answer, self.access)
        return answer

    def _refused(self, request: Request) -> Response | None:
        for status, detail, headers in self._reasons(request):
            return problem(request, status, detail, headers)
        return None

    def _reasons(self, request: Request) -> Iterable[tuple[int, str, dict[str, str]]]:
        scope, access = request.scope, self.access
        address = scope.get("raw_path") or b""
        unsafe = request.method not in _SAFE
        bearer = {"WWW-Authenticate": "Bearer"}
        if not access.knows(request.headers.get("host", "")):
            yield 421, "This server is not called so; open the address that it printed.", {}
        if len(address) + len(scope.get("query_string", b"")) > LONGEST_ADDRESS:
            yield 414, f"The address is longer than {LONGEST_ADDRESS} characters.", {}
        if sum(len(key) + len(value) for key, value in request.headers.raw) > LARGEST_HEAD:
            yield 431, f"The head of the request is larger than {LARGEST_HEAD} bytes.", {}
        if unsafe and not _own(request):
            yield 403, "What is to be written must come from a page of this server.", {}
        if "token" in dict(_query(request)):
            yield 401, "This is not the token of this server; open the address that it printed last.", bearer
        opened = scope["trusted"] or request.scope["path"] in _OPEN
        shown = request.headers.get("authorization", "").lower().startswith("bearer")
        if not opened and (access.private or shown):
            yield 401, "This server asks for its token; open the address that it printed.", bearer
        if not opened and unsafe:
            yield 401, "Only who has the token may write; open the address that the server printed.", bearer
        if unsafe and access.read_only and request.scope["path"] != "/login":
            yield 403, "This server only reads: nothing can be written.", {}


def _query(request: Request) -> list[tuple[str, str]]:
    """The query of a page that a person opens; programs show the token in a header."""
    if for_programs(request) or request.method not in _SAFE:
        return []
    return parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)


def give_session(answer: Response, access: Access) -> None:
    """Let the browser keep the session; no script sees it, no other site sends it."""
    answer.set_cookie(access.cookie, access.session, httponly=True, samesite="strict", path="/")


def _own(request: Request) -> bool:
    """Whether a request that writes comes from our own page, or from no page at all."""
    origin = request.headers.get("origin")
    # Without the scheme: a proxy with TLS may stand before this server.
    if origin is not None and origin.lower().partition("://")[2] != request.headers.get("host", "").lower():
        return False
    return request.headers.get("sec-fetch-site", "none") in ("same-origin", "none")


async def _body(headers: Headers, receive: Receive) -> bytes | tuple[int, str]:
    """The whole body, or why it is refused; no page waits for a slow one."""
    if "content-length" not in headers and "transfer-encoding" not in headers:
        return b""
    too_large = 413, f"The request is larger than {LARGEST_BODY} bytes."
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length[:12]) > LARGEST_BODY:
        return too_large
    body = b""
    try:
        async with asyncio.timeout(SECONDS):
            while True:
                message = await receive()
                body += bytes(message.get("body", b""))
                if len(body) > LARGEST_BODY:
                    return too_large
                if message["type"] == "http.disconnect" or not message.get("more_body"):
                    return body
    except TimeoutError:
        return 408, f"The request did not arrive within {SECONDS:g} seconds."


def _again(body: bytes, receive: Receive) -> Receive:
    """The body that was read already, then whatever comes."""
    left = [body]

    async def give() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return await receive()

    return give


def _with_headers(send: Send) -> Send:
    async def give(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for key, value in _HEADERS:
                headers.setdefault(key, value)
        await send(message)

    return give
