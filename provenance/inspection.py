"""The verb `inspect`: what pages themselves say of their origin; reads no store, follows nothing."""

import os
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


def inspect(target: str | os.PathLike[str], options: Options | None = None) -> Iterator[Inspection]:
    """What the pages of a target say of their origin: one answer a page (a folder or WARC has many), in their order.

    A target is an address, a file, a folder or `-`. Pages are read while the answers are gone through. A page that
    cannot be read is an answer with its `error`, and so is a target that cannot be; nothing is raised for either.
    """
    for page in pages(os.fspath(target), options or Options()):
        if isinstance(page, Unread):
            yield Inspection(page.target, None, (), page.error)
        else:
            where = page.article.path or page.article.url or page.capture.target
            yield Inspection(where, page.article, claims(page.article, page.signals))
