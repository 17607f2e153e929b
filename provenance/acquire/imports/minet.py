"""minet's CSV: what `minet fetch` and `minet resolve` report, of old and new versions.

Columns of the report, beside those of the table that minet was given: `resolved_url` (once `resolved`), `http_status`
(`status`), `datetime_utc`, `fetch_error` (`error`), `path` (`filename`) of the downloaded file, `mimetype`,
`encoding`, and `body` (`raw_contents`) with the page itself when minet was asked for contents in the report.
Files are looked for below the report's folder, in its `downloaded` and `content` folders (minet's defaults) too; a
page that is not there is read from the web. A row whose fetching failed is named and passed over.
"""

from collections.abc import Iterator
from pathlib import Path

from provenance import dates, urls
from provenance.acquire.imports.rows import Row
from provenance.acquire.inflate import Broken, TooMuch, inflate
from provenance.acquire.pages import Options, Source, make_capture, too_large
from provenance.acquire.targets import Target
from provenance.errors import NotAnArticle, Unreachable
from provenance.model import Capture

_URL = ("url", "link", "original_url")
_RESOLVED = ("resolved_url", "resolved")
_REPORTED = frozenset({"resolved_url", "resolved", "raw_contents", "raw_content", "fetch_error", "resolution_error"})
_FOLDERS = ("", "downloaded", "content")


def mine(names: frozenset[str]) -> bool:
    """A table with a column of minet's report beside one of addresses."""
    return not names.isdisjoint(_REPORTED) and not names.isdisjoint((*_URL, *_RESOLVED))


def row(row: Row, options: Options) -> Capture | Target:
    """The page where the report or a file beside it holds it, else its address."""
    failed = row.get("fetch_error", "resolution_error", "error")
    if failed:
        raise Unreachable(f"{row.where}: {row.get(*_URL)[:200]}: not fetched by minet: {failed[:80]}")
    url = row.url(*_RESOLVED, *_URL)
    body = row.get("body", "raw_contents", "raw_content")
    if body:
        return _capture(row, url, body.encode("utf-8", "replace"), "utf-8", None, options)
    path = _path(row)
    if path is None:
        return Target(url, row.where, row.line)
    return _capture(row, url, _read(path, options), row.get("encoding") or None, str(path), options)


def _capture(row: Row, url: str, body: bytes, charset: str | None, path: str | None, options: Options) -> Capture:
    when = dates.parse_iso(row.get("datetime_utc"))
    status = row.get("http_status", "status")
    source = Source(
        url=urls.clean(row.get(*_URL)) or url,
        final_url=url,
        status=int(status) if status.isascii() and status.isdigit() and len(status) == 3 else None,
        charset=charset,
        path=path,
        fetched=when.earliest if when else None,
    )
    return make_capture(row.where, body, options, source)


def _path(row: Row) -> Path | None:
    """The downloaded file, when it is there and lies below the report's own folder."""
    named = row.get("path", "filename")
    if not named or row.name == "-" or "\0" in named:
        return None
    home = Path(row.name).parent.resolve()
    return next((path for path in _places(home, named) if path.is_relative_to(home) and path.is_file()), None)


def _places(home: Path, named: str) -> Iterator[Path]:
    for folder in _FOLDERS:
        yield (home / folder / named).resolve()


def _read(path: Path, options: Options) -> bytes:
    with path.open("rb") as stream:
        body = stream.read(options.max_bytes + 1)
    if len(body) > options.max_bytes:
        raise too_large(str(path), options)
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return inflate(body, options.max_bytes)
    except TooMuch:
        raise too_large(str(path), options) from None
    except Broken as error:
        raise NotAnArticle(f"{path}: broken gzip ({error})") from None
