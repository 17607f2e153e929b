"""Little pages with markup that declares a source, and what is read of them."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from provenance.inspection import inspect
from provenance.model import Article, Signal
from provenance.signals import find

TEXT = (
    "The night ferry to the islands stopped running on Monday, and nobody on the quay could say why. "
    "The company spoke of a broken shaft, the crew of unpaid wages, and the mayor of a misunderstanding. "
)
URL = "https://mirror.example/2024/ferry"


def page(
    head: str = "",
    body: str = "",
    url: str | None = URL,
    outlet: str = "The Mirror Gazette",
    title: str = "The ferry stops",
) -> str:
    """A page of mirror.example: an article of four paragraphs with `head` in its head and `body` at its end."""
    saved = f"<!-- saved from url=(0035){url} -->" if url else ""
    site = f"<meta property='og:site_name' content='{outlet}'>" if outlet else ""
    prose = "".join(f"<p>{n} {TEXT}</p>" for n in ("First.", "Then.", "Later.", "Last."))
    return (
        f"<!doctype html>{saved}<html lang=en><head><title>{title}</title>{site}{head}</head>"
        f"<body><main><article><h1>{title}</h1>{prose}{body}</article></main></body></html>"
    )


def ld(*values: object) -> str:
    return "".join(f"<script type='application/ld+json'>{json.dumps(value)}</script>" for value in values)


def news(**properties: object) -> dict[str, object]:
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "The ferry stops", **properties}


def inspected(html: str):
    """The page's article and claims, as `provenance inspect` finds them."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "page.html")
        path.write_text(html, encoding="utf-8")
        (found,) = inspect(str(path))
    assert found.article is not None
    return found


def read(html: str) -> list[tuple[int, str, str | None, str | None]]:
    """Hop, relation, domain (else name) and address of each claim that is more likely than not."""
    return [
        (c.hop, c.relation.value, c.source.domain or c.source.name, c.source.url)
        for c in inspected(html).claims
        if c.confidence >= 0.5
    ]


def article(html: str) -> Article:
    return inspected(html).article


def signals(html: str) -> tuple[Signal, ...]:
    """Every signal, those that no claim is made of among them."""
    return find(article(html))
