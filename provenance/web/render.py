"""Pages from templates: all that is put into one is text, whatever a store holds."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from provenance import dates
from provenance.flows import Flow
from provenance.formats.flows import languages
from provenance.formats.markup import language
from provenance.formats.values import address, clean, moment, web_url
from provenance.formats.words import sure
from provenance.model import DateInterval, Node
from provenance.store.outlets import key_of
from provenance.web.access import Access


def rendered(
    request: Request,
    template: str,
    values: Mapping[str, object],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A page of a template; what every page tells (who may write, where one is) is added."""
    site = request.app.state.site
    access: Access = site.access
    trusted = bool(request.scope.get("trusted"))
    common = {
        "trusted": trusted,
        "writes": site.writer is not None,
        "may_write": trusted and site.writer is not None,
        "form_key": access.form_key if trusted else "",
        "path": request.scope["path"],
        "q": "",
    }
    text = _templates().get_template(template).render({**common, **values})
    return HTMLResponse(clean(text), status, dict(headers or {}))


@lru_cache(maxsize=1)
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("provenance.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "sure": sure,
        "when": when,
        "day": day,
        "moment": minute,
        "web": web_url,
        "shown": address,
        "language": language,
        "href": href,
        "outlet_key": key_of,
        "name": name,
        "languages": languages,
        "lag": lag,
    }
    return made


def when(date: DateInterval) -> str:
    """Both ends of an imprecise date, the second one excluded."""
    return f"from {minute(date.earliest)} until before {minute(date.latest)}"


def day(date: DateInterval | None) -> str:
    """The day, month or year of a date, as far as it is known."""
    return dates.as_iso(date).partition("T")[0] if date else ""


def minute(time: datetime) -> str:
    """A moment in UTC, to the second."""
    return moment(time.replace(microsecond=0)).replace("T", " ").replace("Z", " UTC")


def href(path: str, *parts: str, **query: object) -> str:
    """An address of ours: parts of the path and values of the query are quoted, values of None are left out."""
    said = {key: str(value) for key, value in query.items() if value is not None and value != ""}
    whole = "/".join((path.rstrip("/"), *(quote(part, safe="", errors="replace") for part in parts)))
    return (whole or "/") + (f"?{urlencode(said)}" if said else "")


def name(node: Node) -> str:
    """What to call a node where a link to its page stands."""
    if node.title:
        return node.title
    outlet = node.outlet or node.domain
    return f"a page of {outlet}" if outlet else address(node.url) or "untitled"


def lag(flow: Flow) -> str:
    """The median time from source to copy, in hours or days."""
    if flow.lag is None:
        return ""
    hours = flow.lag.total_seconds() / 3600
    return f"{hours:.0f} h" if abs(hours) < 48 else f"{hours / 24:.0f} days"
