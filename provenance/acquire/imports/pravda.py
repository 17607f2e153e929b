"""The CSV of the Pravda network's articles, as researchers of the network publish it.

Columns: `URL`, `Source Title`, `Source URL`, `Canonical`, `OG:Title`, `OG:Description`, `Alternates`, `Country`,
`Publication Date`. A row is a page as far as the table tells it: its title and the first lines. The source that the
network's page named stands in its head as `list.source-title` and `list.source-url`, where `signals.listed` reads it;
`Canonical` is the page's canonical link. Alternates (the same text in the network's other languages) are kept as
`list.alternate`. Nothing is fetched.
"""

import re
from html import escape

from provenance.acquire.imports.rows import Row, declared, page
from provenance.acquire.pages import HTML, Options, Source, make_capture
from provenance.errors import NotAnArticle
from provenance.model import Capture

_COLUMNS = frozenset({"url", "source url", "canonical"})
_PARTS = re.compile(r"https?://[^\s,;|'\"\]\[]+")
_MOST = 60


def mine(names: frozenset[str]) -> bool:
    """A table with the network's columns."""
    return names >= _COLUMNS


def row(row: Row, options: Options) -> Capture:
    """The page as the row tells it."""
    url = row.url("url")
    title, summary = row.get("og:title"), row.get("og:description")
    if not (title or summary):
        raise NotAnArticle(f"{row.where}: {url}: neither title nor description")
    metas = {
        "list.source-title": row.get("source title"),
        "list.source-url": row.get("source url"),
        "list.country": row.get("country"),
    }
    metas |= {f"list.alternate.{n}": href for n, href in enumerate(_PARTS.findall(row.get("alternates"))[:_MOST], 1)}
    body = page(title, summary, metas)
    canonical = row.get("canonical")
    if canonical:
        body = body.replace(b"<head>", f'<head><link rel="canonical" href="{escape(canonical)}">'.encode(), 1)
    source = Source(
        url=url,
        charset="utf-8",
        media_type=HTML,
        declared=declared(title=title, published=row.get("publication date")),
    )
    return make_capture(row.where, body, options, source)
