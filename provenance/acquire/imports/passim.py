"""passim's JSON Lines: what it reads and what it writes (github.com/dasmiq/passim).

Input: `id`, `text`, and often `series`, `date`, `title`, `url`. Output: a line a passage, with `cluster` (its
number), `uid`, `size`, `id` of its document, `begin` and `end` (offsets in it), `text`, `series`, `date`, `url` and
whatever else the documents had. Each line is a page: its own address is `url`, `page_access_url` or an `id` that is
an address; its outlet is the series. A passage is a part of its document: `list.passage` says which, `list.cluster`
which others it was found alike with. passim says which passages are alike, not which was first: that is no signal.
"""

import json
from collections.abc import Mapping

from provenance import urls
from provenance.acquire.imports.rows import declared, page
from provenance.acquire.pages import HTML, Options, Source, make_capture
from provenance.errors import NotAnArticle
from provenance.model import Capture

_KEPT = ("cluster", "uid", "size", "series")


def is_record(record: Mapping[str, object]) -> bool:
    """Whether a JSON object is a document or a passage of passim, and not a line with `url` and `text` of anyone's."""
    if not isinstance(record.get("text"), str) or "id" not in record or "html" in record:
        return False
    return "url" not in record or "series" in record or "cluster" in record


def is_lines(head: bytes) -> bool:
    """Whether bytes begin JSON Lines of passim, whatever the file is called."""
    line = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")[0]
    if not (line.startswith(b"{") and b'"id"' in line and b'"text"' in line):
        return False
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        # The first line may be longer than the head.
        return len(line) >= len(head) - 3 and (b'"cluster"' in line or b'"series"' in line)
    return isinstance(record, dict) and is_record(record)


def capture(record: Mapping[str, object], where: str, options: Options) -> Capture:
    """The page of a line. NotAnArticle when its text is empty."""
    text = _text(record, "text")
    if not text.strip():
        raise NotAnArticle(f"{where}: an empty text")
    url = next((url for key in ("url", "page_access_url", "id") if (url := _address(_text(record, key)))), None)
    title = _text(record, "title", "heading")
    metas = {f"list.{key}": _text(record, key) for key in (*_KEPT, "id")}
    if "cluster" in record and "begin" in record:
        metas["list.passage"] = f"{_text(record, 'begin')}-{_text(record, 'end')}"
    said = declared(
        title=title,
        published=_text(record, "date"),
        outlet=_text(record, "source", "series"),
        language=_text(record, "lang", "language"),
    )
    source = Source(url=url, charset="utf-8", media_type=HTML, declared=said)
    return make_capture(where, page(title, text, metas), options, source)


def _text(record: Mapping[str, object], *keys: str) -> str:
    for key in keys:
        value = record.get(key)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return str(value)
    return ""


def _address(value: str) -> str | None:
    return urls.clean(value) if value.startswith(("http://", "https://")) else None
