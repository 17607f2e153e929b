"""GDELT's lists of articles (DOC 2.0 API, mode=artlist), CSV and JSON, and the tables that its clients save.

CSV of the API: `URL`, `MobileURL`, `Date`, `Title`. JSON: `{"articles": [...]}` with `url`, `url_mobile`, `title`,
`seendate` (`20240301T101500Z`), `socialimage`, `domain`, `language` (an English name), `sourcecountry`. All are read
from the web: the list holds no text, and the day on which GDELT saw an article is not the one of its publication.
"""

import json
from collections.abc import Iterator

from provenance.acquire.imports.rows import Row
from provenance.acquire.pages import Failure, Options
from provenance.acquire.targets import Target
from provenance.errors import NotAnArticle

_COLUMNS = (frozenset({"url", "mobileurl", "date", "title"}), frozenset({"url", "seendate"}))


def mine(names: frozenset[str]) -> bool:
    """A table with GDELT's columns."""
    return any(columns <= names for columns in _COLUMNS)


def row(row: Row, options: Options) -> Target:
    """The article's address, that for mobile readers where there is no other."""
    return Target(row.url("url", "url_mobile", "mobileurl"), row.where, row.line)


def is_article_list(head: bytes) -> bool:
    """Whether bytes begin the JSON of an article list."""
    start = head[:4_096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"{") and start[1:].lstrip().startswith(b'"articles"')


def articles(body: bytes, name: str) -> Iterator[Target | Failure]:
    """The articles of a list in JSON; one without address is a Failure. NotAnArticle when it is no JSON."""
    try:
        said = json.loads(body.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise NotAnArticle(f"{name}: no JSON that can be read ({reason})") from None
    listed = said.get("articles") if isinstance(said, dict) else None
    for number, one in enumerate(listed if isinstance(listed, list) else (), 1):
        values = {str(key).lower(): str(value) for key, value in one.items()} if isinstance(one, dict) else {}
        try:
            yield Target(Row(values, name, number).url("url", "url_mobile"), f"{name}:{number}", number)
        except NotAnArticle as error:
            yield Failure(f"{name}:{number}", error, number)
