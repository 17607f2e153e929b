"""The article that a walk begins with: what lies on the disk is read, an address is first looked for in the store."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance import urls
from provenance.acquire import Options
from provenance.acquire.files import is_local
from provenance.errors import AcquireError, Stop, Unchanged
from provenance.infer.teaser import is_teaser
from provenance.model import Article
from provenance.reading import Page, pages, with_whole_path

if TYPE_CHECKING:
    from provenance.store import Store


@dataclass(frozen=True, slots=True)
class Start:
    """The article asked about, of how many pages it is the first; why what is stored is all there is, if it was asked
    for again.
    """

    article: Article
    pages: int = 1
    failed: AcquireError | None = None


def start(target: str, store: "Store", options: Options) -> Start:
    """The article asked about: of a file or folder of several pages the first, all are kept.

    A file is always read: it may have changed since it was kept. Raises Stop when there is no page.
    """
    stored: Article | None = None
    if not is_local(target):
        found = (store.article(node.id) for node in store.find(target))
        stored = next((article for article in found if article), None)
        is_wanted = stored and (options.refresh or is_teaser(stored)) and not options.offline
        if stored and not (is_wanted and urls.clean(target)):
            return Start(stored)
        if options.offline and "://" in target and urls.clean(target):
            raise Stop(f"{target}: not in the store, and the walk is offline")
    return _first(target, store, options, stored)


def _first(target: str, store: "Store", options: Options, stored: Article | None) -> Start:
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
        return Start(stored, failed=None if isinstance(failed, Unchanged) else failed)
    if first is None:
        raise Stop(str(failed) if failed else f"{target}: holds no page")
    return Start(first, count)
