"""Any table with a column of addresses: `url`, `link`, `address` or `story_url`; other columns are left alone."""

from provenance.acquire.imports.rows import Row
from provenance.acquire.pages import Options
from provenance.acquire.targets import Target

COLUMNS = ("url", "link", "address", "story_url", "article_url", "page_url", "canonical_url")


def mine(names: frozenset[str]) -> bool:
    """A table that has one of the columns."""
    return not names.isdisjoint(COLUMNS)


def row(row: Row, options: Options) -> Target:
    """The address, to be read from the web."""
    return Target(row.url(*COLUMNS), row.where, row.line)
