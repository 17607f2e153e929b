"""One inspected page as a JSON object: the line that `inspect --format jsonl` prints."""

from provenance.charset import as_utf8
from provenance.formats.values import number
from provenance.model import Article, Claim


def page_json(
    path: str, article: Article | None, claims: tuple[Claim, ...], error: Exception | None
) -> dict[str, object]:
    """`{"path", "url", "article", "claims", "error"}`; article is null for a page that could not be read."""
    return {
        "path": as_utf8(path),
        "url": article.url if article else None,
        "article": _article(article) if article else None,
        "claims": [_claim(claim) for claim in claims],
        "error": as_utf8(" ".join(str(error).split())) if error else None,
    }


def _article(article: Article) -> dict[str, object]:
    from provenance.dates import as_iso

    return {
        "title": article.title,
        "outlet": article.outlet,
        "domain": article.domain,
        "language": article.language,
        "published": as_iso(article.published) if article.published else None,
        "authors": list(article.authors),
    }


def _claim(claim: Claim) -> dict[str, object]:
    """A claim with the place, finder and quote of its heaviest quoted evidence."""
    quoted = [e for e in claim.evidence if e.quote]
    best = max(quoted, key=lambda e: e.weight, default=None)
    return {
        "hop": claim.hop,
        "relation": claim.relation.value,
        "source_name": claim.source.name,
        "source_url": claim.source.url,
        "source_domain": claim.source.domain,
        "source_title": claim.source.title,
        "author": claim.source.author,
        "translator": claim.translator,
        "translated_for": claim.translated_for,
        "original_language": claim.original_language,
        "published": claim.source.published,
        "confidence": number(claim.confidence),
        "place": best.place if best else None,
        "finder": best.finder if best else None,
        "evidence": best.quote if best else None,
        "reviser": claim.reviser,
        "licence": claim.licence,
    }
