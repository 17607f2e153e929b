"""WACZ 1.1.1: the WARC files of a folder with an index, a list of pages and digests, in one zip.

https://specs.webrecorder.net/wacz/1.1.1/
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from provenance.captures.index import Row, rows_of
from provenance.drafts import draft, remove
from provenance.errors import ExportError
from provenance.version import SOFTWARE

_STEP = 1 << 20
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})


@dataclass(slots=True)
class _Package:
    """The zip in work, and what its datapackage will say of each file."""

    zip: zipfile.ZipFile
    resources: list[dict[str, Any]] = field(default_factory=list)

    def add(self, path: str, chunks: Iterator[bytes], compressed: bool) -> None:
        """Write a file into the zip, streamed."""
        kind = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
        info = zipfile.ZipInfo(path, datetime.now(UTC).timetuple()[:6])
        info.compress_type, info.external_attr = kind, 0o644 << 16
        digest, size = hashlib.sha256(), 0
        with self.zip.open(info, "w", force_zip64=True) as out:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
        name = path.rpartition("/")[2]
        self.resources.append({"name": name, "path": path, "hash": f"sha256:{digest.hexdigest()}", "bytes": size})


def write_wacz(folder: Path, path: Path) -> int:
    """Write the captures of a folder as a WACZ, whole or not at all: how many pages it holds. Raises ExportError."""
    warcs = sorted(folder.glob("*.warc.gz")) if folder.is_dir() else []
    if not warcs:
        raise ExportError(f"{folder}: no captures here")
    if path.exists():
        raise ExportError(f"{path}: is there already")
    part = draft(path)
    try:
        with zipfile.ZipFile(part, "x") as file:
            count = _fill(_Package(file), warcs)
        part.replace(path)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written ({error.strerror or error})") from error
    finally:
        remove(part)
    return count


def _fill(package: _Package, warcs: list[Path]) -> int:
    rows: list[Row] = []
    for warc in warcs:
        with warc.open("rb") as stream:
            package.add(f"archive/{warc.name}", _chunks(stream), compressed=False)
            stream.seek(0)
            rows.extend(rows_of(stream, warc.name))
    rows.sort(key=lambda row: (row.key, row.stamp))
    package.add("indexes/index.cdx", (row.line().encode() for row in rows), compressed=True)
    pages = [row for row in sorted(rows, key=lambda row: row.stamp) if row.status == "200" and row.media in _PAGES]
    package.add("pages/pages.jsonl", _page_lines(pages), compressed=True)
    _seal(package)
    return len(pages)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(_STEP):
        yield chunk


def _page_lines(pages: list[Row]) -> Iterator[bytes]:
    head = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
    entries = ({"url": row.url, "ts": row.date, "title": row.url} for row in pages)
    for entry in (head, *entries):
        yield (json.dumps(entry, ensure_ascii=False) + "\n").encode()


def _seal(package: _Package) -> None:
    """The datapackage, and the digest of it."""
    told = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "software": SOFTWARE,
        "created": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "title": "Captures of article-provenance",
        "resources": list(package.resources),
    }
    written = json.dumps(told, indent=2, ensure_ascii=False).encode()
    digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(written).hexdigest()}"}
    package.zip.writestr("datapackage.json", written)
    package.zip.writestr("datapackage-digest.json", json.dumps(digest, indent=2))
