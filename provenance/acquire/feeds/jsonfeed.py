"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1) -> Feed."""

import json
from collections.abc import Iterator
from html import escape

from provenance.acquire.feeds.entries import Entry, Feed
from provenance.errors import NotAnArticle

_MARK = b"jsonfeed.org/version/"
_HEAD = 65_536
_KEYS = (b'"home_page_url"', b'"feed_url"', b'"content_html"', b'"content_text"')
MAX_ENTRIES = 100_000


def is_json_feed(body: bytes) -> bool:
    """Whether bytes begin a JSON object that names a version of JSON Feed.

    Where keys are sorted the version stands last, behind all items: their names are as good a sign.
    """
    start = body[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"{"):
        return False
    return _MARK in _plain(start) or (b'"items"' in start and any(key in start for key in _KEYS))


def parse(body: bytes, name: str) -> Feed:
    """The feed in these bytes; an item that is no object is left out. NotAnArticle when it is no JSON."""
    try:
        said = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise NotAnArticle(f"{name}: a JSON Feed that is no JSON ({_short(error)})") from None
    items = said.get("items") if isinstance(said, dict) else None
    if not isinstance(items, list):
        raise NotAnArticle(f"{name}: a JSON Feed without items")
    return Feed(
        entries=tuple(_entry(item, said) for item in items[:MAX_ENTRIES] if isinstance(item, dict)),
        title=_text(said.get("title")),
        site=_text(said.get("home_page_url")),
        address=_text(said.get("feed_url")),
        language=_text(said.get("language")),
    )


def _plain(part: bytes) -> bytes:
    return part.replace(b"\\/", b"/")


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


def _text(value: object) -> str | None:
    """Text in one line; ids may be numbers (JSON Feed 1, 'id')."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(str(value).split())[:4_000] or None


def _entry(item: dict[str, object], feed: dict[str, object]) -> Entry:
    content = _content(item)
    external = _text(item.get("external_url"))
    url, guid = _text(item.get("url")), _text(item.get("id"))
    return Entry(
        link=url or external or (guid if guid and guid.startswith("http") else None),
        guid=guid,
        title=_text(item.get("title")),
        html=content or escape(_text(item.get("summary")) or ""),
        is_full=bool(content),
        published=_text(item.get("date_published")),
        updated=_text(item.get("date_modified")),
        language=_text(item.get("language")),
        authors=tuple(dict.fromkeys(_names(item) or _names(feed)))[:20],
        related=(external,) if external and url and external != url else (),
        media=next(_attached(item), ""),
    )


def _content(item: dict[str, object]) -> str:
    html, plain = item.get("content_html"), item.get("content_text")
    if isinstance(html, str) and html.strip():
        return html
    return escape(plain) if isinstance(plain, str) and plain.strip() else ""


def _names(said: dict[str, object]) -> list[str]:
    """Version 1.1 has `authors`, version 1 `author`."""
    listed = said.get("authors")
    people = listed if isinstance(listed, list) else [said.get("author")]
    return [name for one in people if isinstance(one, dict) and (name := _text(one.get("name")))]


def _attached(item: dict[str, object]) -> Iterator[str]:
    listed = item.get("attachments")
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict):
            yield _text(one.get("mime_type")) or ""
