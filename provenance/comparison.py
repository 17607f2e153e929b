"""The verb `compare`: what changed from one article to another; records nothing."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from provenance.acquire import Options
from provenance.acquire.files import is_local
from provenance.comparing import Comparison
from provenance.comparing import compare as beside
from provenance.errors import AcquireError, NotAnArticle, StoreError
from provenance.model import Article
from provenance.reading import Page, pages
from provenance.urls import clean

if TYPE_CHECKING:
    from provenance.store import Store

Said = Callable[[str], None]


def compare(
    a: str | os.PathLike[str] | Article,
    b: str | os.PathLike[str] | Article,
    store: "Store | None" = None,
    options: Options | None = None,
) -> Comparison:
    """What changed from A to B; each an article, or a URL, a file, `-`, or an id of `store`.

    A file is read; an address is looked for in the store first, then (unless `options` are offline) on the web.
    Of a target that holds several pages the first is taken. Raises AcquireError for one that cannot be read.
    """
    options = options or Options()
    first, second = (x if isinstance(x, Article) else article(os.fspath(x), store, options) for x in (a, b))
    return beside(first, second)


def article(target: str, store: "Store | None", options: Options, say: Said = lambda _: None) -> Article:
    """The article that a target names; `say` is told when it holds several."""
    if not is_local(target):
        if store and (not options.refresh or clean(target) is None) and (known := _stored(target, store)):
            return known
        if clean(target) is None:
            raise NotAnArticle(f"{target}: neither a file, an address, nor the id of a page in the store")
        if options.offline:
            raise NotAnArticle(f"{target}: not in the store, and nothing may be asked of the web")
    return _first(target, options, say)


def _stored(target: str, store: "Store") -> Article | None:
    nodes = store.find(target)
    found = next((known for node in nodes if (known := store.article(node.id))), None)
    if nodes and found is None and clean(target) is None:
        raise StoreError(f"{target}: known to the store by name only, its page was not read")
    return found


def _first(target: str, options: Options, say: Said) -> Article:
    failed: AcquireError | None = None
    first: Article | None = None
    for page in pages(target, options):
        if not isinstance(page, Page):
            failed = failed or page.error
        elif first is None:
            first = page.article
        else:
            say(f"{target}: holds several pages; the first is compared")
            break
    if first is None:
        raise failed or NotAnArticle(f"{target}: holds no page")
    return first
