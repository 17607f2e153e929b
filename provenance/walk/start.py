"""The article that a walk begins with: what lies on the disk is read, an address is first looked for in the store."""

from typing import TYPE_CHECKING

from provenance import urls
from provenance.acquire import Options
from provenance.acquire.files import is_local
from provenance.errors import AcquireError, Stop
from provenance.infer.teaser import is_teaser
from provenance.model import Article
from provenance.reading import Page, pages, with_whole_path

if TYPE_CHECKING:
    from provenance.store import Store


def start(target: str, store: "Store", options: Options) -> tuple[Article, int]:
    """The article asked about, and of how many pages it is the first: of a file or folder of several, all are kept.

    A file is always read: it may have changed since it was kept. Raises Stop when there is no page.
    """
    stored: Article | None = None
    if not is_local(target):
        found = (store.article(node.id) for node in store.find(target))
        stored = next((article for article in found if article), None)
        is_wanted = stored and (options.refresh or is_teaser(stored)) and not options.offline
        if stored and not (is_wanted and urls.clean(target)):
            return stored, 1
        if options.offline and "://" in target and urls.clean(target):
            raise Stop(f"{target}: not in the store, and the walk is offline")
    return _first(target, store, options, stored)


def _first(target: str, store: "Store", options: Options, stored: Article | None) -> tuple[Article, int]:
    count = 0
    first: Article | None = None
    failed: AcquireError | None = None
    for page in pages(target, options):
        if isinstance(page, Page):
            article = with_whole_path(page.article)
            store.put_page(article, page.signals, page.capture)
            first = first or article
            count += 1
        else:
            failed = failed or page.error
    if first is None and stored:  # unchanged, or not to be had any more: what was read is kept
        return stored, 1
    if first is None:
        raise Stop(str(failed) if failed else f"{target}: holds no page")
    return first, count
