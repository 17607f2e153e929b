"""JSON-LD as a flat list of facts; nothing is fetched, no context is expanded.

A fact's key is `jsonld.<type of the root>.<path of properties>`, e.g. `jsonld.NewsArticle.author.name`;
arrays add nothing to the path, `@graph` is walked, and a bare `{"@id": ...}` is replaced by the
object of that id in the same page.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from provenance.extract.flow import plain
from provenance.model import Fact

MAX_CHARS = 2_000_000
MAX_FACTS = 1_500
MAX_VALUE = 2_000
MAX_DEPTH = 12

_WRAPPED = re.compile(r"^\s*(?:/\*.*?\*/|//[^\n]*\n|<!--|<!\[CDATA\[|\s)+|(?:-->|\]\]>|//\s*\]\]>|;|\s)+$", re.S)
_LINE_COMMENT = re.compile(r"^\s*//[^\n]*$", re.M)
_LAST_COMMA = re.compile(r",(\s*[}\]])")
_ARTICLE_TYPES = ("NewsArticle", "BlogPosting", "Article", "Report", "WebPage")
_ROOT_SKIPPED = frozenset({"@context", "@graph", "@type", "@id"})


def documents(root: etree._Element) -> list[Any]:
    """The parsed JSON-LD scripts of a page, broken ones mended or left out."""
    found: list[Any] = []
    room = MAX_CHARS
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            text = "".join(script.itertext())
            room -= len(text)
            if room < 0:
                break
            found.extend(parse(text))
    return found


def parse(text: str) -> list[Any]:
    """The JSON values of one script: several in a row, comments, last commas, entities are borne."""
    text = _WRAPPED.sub("", text)
    for mend in (_as_is, _mended, _unescaped):
        values = _values(mend(text))
        if values:
            return values
    return []


def _as_is(text: str) -> str:
    return text


def _mended(text: str) -> str:
    return _LAST_COMMA.sub(r"\1", _LINE_COMMENT.sub("", text))


def _unescaped(text: str) -> str:
    return _mended(html.unescape(text))


def _values(text: str) -> list[Any]:
    decoder, found, at = json.JSONDecoder(strict=False), list[Any](), 0
    while at < len(text) and len(found) < 50:
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        found.append(value)
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1
    return found


def roots(values: Sequence[Any]) -> Iterator[Mapping[str, Any]]:
    """The top objects of all documents, `@graph` and arrays opened."""
    waiting = list(reversed(values))
    for _ in range(5_000):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(reversed(value[:500]))
        elif isinstance(value, dict):
            if set(value) - _ROOT_SKIPPED or "@graph" not in value:
                yield value
            if "@graph" in value:
                waiting.append(value["@graph"])


def kind(value: Mapping[str, Any]) -> str:
    """The type of an object by its last name; of several, the one that is an article."""
    raw = value.get("@type")
    names = [str(name).rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1] for name in _listed(raw)]
    return next((name for name in _ARTICLE_TYPES if name in names), names[0] if names else "Thing")


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def facts(values: Sequence[Any]) -> Iterator[Fact]:
    """All values as facts, at most `MAX_FACTS`, each at most `MAX_VALUE` characters."""
    tops = list(roots(values))
    known = {str(top["@id"]): top for top in tops if "@id" in top and len(top) > 1}
    room = MAX_FACTS
    for top in sorted(tops, key=lambda top: "rticle" not in kind(top) and "Posting" not in kind(top)):
        for fact in _walk(f"jsonld.{kind(top)}", top, known, room):
            yield fact
            room -= 1
        if room <= 0:
            return


def _walk(key: str, top: object, known: Mapping[str, Any], room: int) -> Iterator[Fact]:
    waiting: list[tuple[str, object, int]] = [(key, top, 0)]
    while waiting and room > 0:
        key, value, depth = waiting.pop()
        if isinstance(value, dict):
            if set(value) == {"@id"} and depth:
                value = known.get(str(value["@id"]), value)
            if depth < MAX_DEPTH:
                waiting.extend((f"{key}.{name}"[:200], value[name], depth + 1) for name in reversed(list(value)))
        elif isinstance(value, list):
            waiting.extend((key, item, depth) for item in reversed(value[:100]) if depth < MAX_DEPTH)
        elif not key.endswith("@context") and value not in (None, ""):
            room -= 1
            yield Fact(key, plain(html.unescape(str(value)[: 4 * MAX_VALUE]))[:MAX_VALUE])


def body(values: Sequence[Any]) -> str:
    """The longest `articleBody` of the page, '' without one."""
    texts = [top.get("articleBody") for top in roots(values)]
    return max((text for text in texts if isinstance(text, str)), key=len, default="")
