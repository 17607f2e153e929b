"""A search service that the user runs or names: SearXNG's JSON API. https://docs.searxng.org/dev/search_api.html"""

import json
from urllib.parse import urlencode

from provenance.acquire.exchange import Allowance
from provenance.acquire.fetch import fetch
from provenance.acquire.pages import Options
from provenance.errors import NotAnArticle, Unreachable

_LARGEST = 5_000_000
_MOST = 30


def results(service: str, words: str, options: Options) -> list[str]:
    """The addresses that a SearXNG instance (its root, `https://search.example/`) finds for these words, at most 30.

    Unreachable when it does not answer, NotAnArticle when it does not answer with JSON (its settings must allow that).
    """
    url = f"{service}search?{urlencode({'q': words, 'format': 'json'})}"
    exchange = fetch(url, options, Allowance(options.timeout), private=True)
    if exchange.status != 200:
        raise Unreachable(f"{service}: HTTP {exchange.status}")
    try:
        found = json.loads(exchange.content(_LARGEST))
    except (ValueError, RecursionError):
        raise NotAnArticle(f"{service}: no JSON (its settings must allow the format)") from None
    rows = found.get("results") if isinstance(found, dict) else None
    if not isinstance(rows, list):
        raise NotAnArticle(f"{service}: JSON without results")
    listed = [row.get("url") for row in rows[:_MOST] if isinstance(row, dict)]
    return [one for one in listed if isinstance(one, str)]
