"""What the first captures of two pages say of their order; a capture counts only when it holds the very text."""

from collections.abc import Iterator

from provenance.infer.derivations import OLDER
from provenance.model import Article, Evidence
from provenance.walk.library import StoreAndWeb

ARCHIVED_BEFORE = 0.5


def evidence_of_archives(derived: Article, source: Article, library: StoreAndWeb) -> Iterator[Evidence]:
    """A source that an archive held before the copy is dated speaks for it; a copy held before its source, against."""
    if derived.published and (since := library.archived_since(source)) and since < derived.published.earliest:
        detail = f"an archive held its text on {since:%Y-%m-%d}, before the copy is dated ({derived.published.text})"
        yield Evidence("archived-before", ARCHIVED_BEFORE, detail)
    if source.published and (since := library.archived_since(derived)) and since < source.published.earliest:
        detail = f"an archive held the copy on {since:%Y-%m-%d}, before its source is dated ({source.published.text})"
        yield Evidence("older-in-an-archive", OLDER, detail)
