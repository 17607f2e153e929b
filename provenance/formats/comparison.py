"""A comparison as the JSON object that `compare` prints, and the file that it may go to."""

import sys
from collections.abc import Iterable
from typing import BinaryIO

from provenance.comparing import Change, Comparison, Difference, Edit, Field, Items, Piece, Row
from provenance.errors import ExportError
from provenance.formats.files import _to_file, named
from provenance.formats.values import address, clean, cleaned, number, published
from provenance.model import Article


def comparison_json(found: Comparison) -> dict[str, object]:
    """`{"a", "b", "unit", "related", "match", "counts", "fields", "links", "images", "numbers", "names", "rows",
    "notes"}`.

    `rows` are in B's order, what was cut after what preceded it in A; in a row's `edits`, the kept and the cut texts
    make A's pieces (joined by line feeds), the kept and the added ones B's. `names` is null where they cannot be told.
    """
    match = found.match
    return {
        "a": _article(found.a),
        "b": _article(found.b),
        "unit": found.unit.value,
        "related": found.related,
        "match": {
            "measure": match.measure,
            "score": number(match.score),
            "a_in_b": number(match.a_in_b),
            "b_in_a": number(match.b_in_a),
            "detail": clean(match.detail),
        },
        "counts": {**{change.value: found.count(change) for change in Change}, "moved": found.moved},
        "fields": {field.name: _field(field) for field in found.fields},
        "links": _items(found.links),
        "images": _items(found.images),
        "numbers": _difference(found.numbers),
        "names": _difference(found.names) if found.names is not None else None,
        "rows": [_row(row) for row in found.rows],
        "notes": [clean(note) for note in found.notes],
    }


def save(text: str, path: str) -> None:
    """Write `text` to a file, whole or not at all, or to standard output (`-`); ExportError says what is wrong."""
    if path == "-":
        sys.stdout.write(text)
        return

    def write(out: BinaryIO) -> None:
        out.write(text.encode("utf-8", "replace"))

    try:
        _to_file(named(path), write)
    except (OSError, ValueError, RuntimeError) as error:  # as in `files.export`
        reason = getattr(error, "strerror", None) or error
        raise ExportError(f"cannot write {path!r}: {reason}") from error


def _article(article: Article) -> dict[str, object]:
    return {
        "id": clean(article.id),
        "url": address(article.url),
        "path": cleaned(article.path),
        "domain": cleaned(article.domain),
        "outlet": cleaned(article.outlet),
        "title": cleaned(article.title),
        "language": cleaned(article.language),
        "published": published(article.published),
        "authors": _texts(article.authors),
    }


def _field(field: Field) -> dict[str, object]:
    return {
        "a": cleaned(field.a),
        "b": cleaned(field.b),
        "change": field.change.value if field.change else None,
        "detail": cleaned(field.detail),
        "edits": _edits(field.edits),
    }


def _row(row: Row) -> dict[str, object]:
    return {
        "change": row.change.value,
        "moved": row.moved,
        "score": number(row.score),
        "sure": row.sure,
        "a": [_piece(piece) for piece in row.a],
        "b": [_piece(piece) for piece in row.b],
        "edits": _edits(row.edits),
        "numbers": _difference(row.numbers),
    }


def _piece(piece: Piece) -> dict[str, object]:
    return {
        "number": piece.number,
        "paragraph": piece.paragraph,
        "place": piece.place.value,
        "text": clean(piece.text),
    }


def _edits(edits: Iterable[Edit]) -> list[dict[str, str]]:
    return [{"change": edit.change.value, "text": clean(edit.text)} for edit in edits]


def _items(items: Items) -> dict[str, list[str]]:
    return {"kept": _texts(items.kept), "cut": _texts(items.cut), "added": _texts(items.added)}


def _difference(found: Difference) -> dict[str, list[str]]:
    return {"cut": _texts(found.cut), "added": _texts(found.added)}


def _texts(texts: Iterable[str]) -> list[str]:
    return [text for text in map(clean, texts) if text]
