"""Whole pages: any bytes, and markup put together from pieces that mean something to the readers."""

import hashlib
from datetime import UTC, datetime

from fuzz import seeds
from fuzz.target import Target
from provenance.errors import AcquireError
from provenance.model import Article, Capture, Claim, Signal

_WHEN = datetime(2026, 1, 2, tzinfo=UTC)
PIECES = (
    "<div>", "</div>", "<p>", "</p>", "<b>", "<i>", "<a href='https://quai.example/a'>", "<a href='//x'>", "</a>", "<br>",
    "<table><tr><td>", "</table>", "<article>", "</article>", "<footer>", "<aside>", "<blockquote>", "<figcaption>",
    "<h1>", "</h1>", "<time datetime='2024-03-01'>", "<meta property='og:url' content='https://quai.example/b'>",
    "<link rel=canonical href='https://quai.example/c'>", "<link rel='via' href='https://berg.example/'>", "<!--", "-->",
    '<script type="application/ld+json">{"@type":"NewsArticle","isBasedOn":{"url":"https://berg.example/"},"@graph":[{}]}',
    "</script>", "<span itemprop=author>", "<template>", "<svg><title>", "<noscript>", "<base href='https://q.example'>",
    "Source : ", "Source: Le Quai", "Traduction Avic pour Réseau Quai", "Источник: Вестник Гавани", "via ", "©", "AFP", "\n",
    "(Reuters) - ", "PARIS, March 1 (AFP) — ", "出典：", "المصدر: ", "Quelle: ", "Originally published at ", "\u202e", "\u2028",
    "The ferry sailed late this morning, the harbour master said, and nobody knew why. ", "Le bac est parti en retard. ",
    "Cet article est apparu en premier sur ", "&nbsp;", "&#0;", "&#xD800;", "\x00", "]]>", "<", ">", "'", '"', "https://",
    "<a class='u-repost-of' href='https://berg.example/1'>", "<html lang=fr>", "<title>", "</title>", "<img src='https://i.example/a'>",
)  # fmt: skip


def _capture(body: bytes, media: str) -> Capture:
    return Capture(
        "x",
        body,
        hashlib.sha256(body).hexdigest(),
        media,
        _WHEN,
        "https://mirror.example/a",
        "https://mirror.example/a",
    )


def understood(body: bytes, media: str = "text/html") -> Article | None:
    """The article of a page after all that a page alone is asked, None when it holds none."""
    from provenance.extract import extract
    from provenance.infer import claims
    from provenance.signals import find

    try:
        article = extract(_capture(body, media))
    except AcquireError:
        return None
    _article(article)
    signals = find(article)
    for signal in signals:
        _signal(signal, article)
    for claim in claims(article, signals):
        _claim(claim)
    return article


def _article(article: Article) -> None:
    assert any(char.isalpha() for block in article.blocks for char in block.text)
    assert len(article.id) == 17
    assert article.url is None or article.url.startswith(("http://", "https://"))
    for block in article.blocks:
        assert "\x00" not in block.text
        for link in block.links:
            assert 0 <= link.start <= link.end <= len(block.text), (link, block)
    if article.published:
        assert article.published.earliest < article.published.latest


def _signal(signal: Signal, article: Article) -> None:
    assert 0 <= signal.strength <= 1, signal
    assert -1 <= signal.block < len(article.blocks), signal
    if signal.block >= 0:
        text = article.blocks[signal.block].text
        assert 0 <= signal.start <= signal.end <= len(text), (signal, text)


def _claim(claim: Claim) -> None:
    assert claim.hop >= 1
    assert 0 <= claim.confidence <= 1
    assert claim.evidence
    source = claim.source
    assert source.name or source.url or source.domain or source.title or source.author, claim
    assert source.url is None or source.url.startswith(("http://", "https://")), claim


def page(data: bytes) -> None:
    """Any bytes as a page."""
    understood(data)


def text(data: bytes) -> None:
    """Any bytes as plain text."""
    understood(data, "text/plain")


def pieces(data: bytes) -> None:
    """Each byte below the number of pieces is one of them, all others stand for themselves."""
    understood("".join(PIECES[byte] if byte < len(PIECES) else chr(byte) for byte in data).encode("utf-8", "replace"))


def _chosen() -> list[bytes]:
    return [bytes(range(start, len(PIECES), step)) for start in range(6) for step in (1, 3, 7)]


_HTML = tuple(piece.encode() for piece in PIECES if piece.startswith("<"))
TARGETS = (
    Target("page-pieces", pieces, _chosen, (), 120),
    Target("page", page, lambda: [*seeds.examples(), *list(seeds.bodies())[::14]], _HTML, 4_000),
    Target(
        "page-text", text, lambda: [text.encode() for _, text in seeds.lines()[::150]], (b"Source: ", b"\n\n"), 2_000
    ),
)
