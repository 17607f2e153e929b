"""The verb `inspect`: what pages themselves say of their origin; reads no store, follows nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from provenance.acquire import Options
from provenance.errors import AcquireError
from provenance.infer import claims
from provenance.model import Article, Claim
from provenance.reading import Unread, pages


@dataclass(frozen=True, slots=True)
class Inspection:
    """The answer for one page: its article and claims, or the error why there is none."""

    target: str
    article: Article | None
    claims: tuple[Claim, ...]
    error: AcquireError | None = None


def inspect(target: str, options: Options | None = None) -> Iterator[Inspection]:
    """One answer a page of the target (a folder, WARC or JSONL file has several), in their order."""
    for page in pages(target, options or Options()):
        if isinstance(page, Unread):
            yield Inspection(page.target, None, (), page.error)
        else:
            where = page.article.path or page.article.url or page.capture.target
            yield Inspection(where, page.article, claims(page.article, page.signals))
