"""A noun as a row of its table, and back; a row is what pyarrow gives and takes: plain dicts, lists, times."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from provenance.errors import NotAnArticle
from provenance.model import Article, Capture, Derivation, Judgement, Node, Signal, Status

Row = dict[str, Any]
T = TypeVar("T")

_ARTICLE, _NODE, _LINK = TypeAdapter(Article), TypeAdapter(Node), TypeAdapter(Derivation)
_SIGNALS, _JUDGEMENT, _CAPTURE = TypeAdapter(tuple[Signal, ...]), TypeAdapter(Judgement), TypeAdapter(Capture)
_PUBLISHED = ("earliest", "latest", "text")
_LISTS = {"blocks", "facts", "authors", "evidence", "rivals", "headers", "redirects", "links"}


def article_row(number: int, page: Article | Node, signals: Sequence[Signal] = ()) -> Row:
    """A page that was read, or a source that is only named; `number` is the order in which it came."""
    row: Row = _ARTICLE.dump_python(page) if isinstance(page, Article) else _NODE.dump_python(page)
    published = row.pop("published") or {}
    row |= {f"published_{name}": published.get(name) for name in _PUBLISHED}
    if isinstance(page, Article):
        row |= {"status": Status.READ.value, "capture_sha256": row.pop("sha256")}
        row["signals"] = _SIGNALS.dump_python(tuple(signals))
    return {"number": number, **row}


def link_row(link: Derivation) -> Row:
    """A hop with the word on it that stands."""
    return _LINK.dump_python(link)  # type: ignore[no-any-return]


def judgement_row(word: Judgement) -> Row:
    """A person's word; a later one on the same link retires it."""
    return _JUDGEMENT.dump_python(word)  # type: ignore[no-any-return]


def capture_row(capture: Capture) -> Row:
    """A capture without its bytes."""
    row: Row = _CAPTURE.dump_python(capture, exclude={"body"})
    pairs = {"headers": capture.headers, "declared": capture.declared.items()}
    return row | {key: [{"name": name, "value": value} for name, value in pairs[key]] for key in pairs}


def read_article(row: Mapping[str, Any], where: str) -> tuple[Article | Node, tuple[Signal, ...]]:
    """The page or source of a row, with the page's signals. NotAnArticle, with `where`, for what cannot be one."""
    told = _without_gaps(row)
    earliest, latest = told.get("published_earliest"), told.get("published_latest")
    dated = earliest is not None and latest is not None
    text = told.get("published_text") or ""
    told["published"] = {"earliest": earliest, "latest": latest, "text": text} if dated else None
    signals = _valid(_SIGNALS, told.get("signals") or (), where)
    if told.get("status") != Status.READ:
        return _valid(_NODE, told, where), signals
    missing = ("url", "domain", "title", "outlet", "language")
    filled = {**dict.fromkeys(missing), "authors": (), "blocks": (), "facts": (), **told}
    return _valid(_ARTICLE, {**filled, "sha256": told.get("capture_sha256") or ""}, where), signals


def read_link(row: Mapping[str, Any], where: str) -> Derivation:
    """The hop of a row. NotAnArticle, with `where`, for what cannot be one."""
    return _valid(_LINK, {"evidence": (), **_without_gaps(row)}, where)


def read_judgement(row: Mapping[str, Any], where: str) -> Judgement:
    """The word of a row. NotAnArticle, with `where`, for what cannot be one."""
    return _valid(_JUDGEMENT, row, where)


def read_capture(row: Mapping[str, Any], where: str) -> Capture:
    """The capture of a row, its body empty. NotAnArticle, with `where`, for what cannot be one."""
    told = {"body": b"", **_without_gaps(row)}
    told["headers"] = [(pair["name"], pair["value"]) for pair in told.get("headers", ())]
    told["declared"] = {pair["name"]: pair["value"] for pair in told.get("declared", ())}
    return _valid(_CAPTURE, told, where)


def _without_gaps(row: Mapping[str, Any]) -> Row:
    """A row whose lists are none rather than missing."""
    return {key: value for key, value in row.items() if value is not None or key not in _LISTS}


def _valid(adapter: TypeAdapter[T], value: object, where: str) -> T:
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        at = ".".join(map(str, first["loc"]))
        raise NotAnArticle(f"{where}: {at}: {first['msg'].lower()}") from None
