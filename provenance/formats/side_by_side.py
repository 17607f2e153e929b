"""A comparison as one self-contained page: both texts side by side, without a script, from `assets`."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from provenance import dates
from provenance.comparing import Change, Comparison, Difference, Edit, Field, Items, Piece, Row, Unit
from provenance.formats.html import _asset, _hash
from provenance.formats.markup import language
from provenance.formats.values import address, clean, one_line, web_url
from provenance.model import Article

SIGNS = {Change.KEPT: "=", Change.ALTERED: "≈", Change.CUT: "−", Change.ADDED: "+"}
_TAGS = {Change.CUT: "del", Change.ADDED: "ins"}


def page(found: Comparison) -> str:
    """One page that needs no network: A left, B right, each change marked by sign, word and colour."""
    style = _asset("side_by_side.css")
    policy = f"default-src 'none'; style-src {_hash(style)}; img-src data:; base-uri 'none'; form-action 'none'"
    slots = {
        "policy": policy,
        "title": _text(one_line(f"What changed: {_name(found.a)} → {_name(found.b)}", 160)),
        "style": style,
        "heads": _head("A", found.a) + _head("B", found.b),
        "match": _text(found.match.detail),
        "facts": "".join(_facts(found)),
        "notes": "".join(f"<p class=note>{_text(note)}</p>" for note in found.notes),
        "counts": "".join(_counts(found)),
        "unit": "paragraph" if found.unit is Unit.PARAGRAPH else "sentence",
        "first": _first(found),
        "rows": "".join(_rows(found)),
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda slot: slots[slot[1]], _asset("side_by_side.html"))


def _text(text: str) -> str:
    return escape(clean(text))


def _name(article: Article) -> str:
    return article.title or article.outlet or article.domain or article.path or "untitled"


def _head(name: str, article: Article) -> str:
    facts = [article.outlet or article.domain, article.language, _day(article), ", ".join(article.authors) or None]
    told = " · ".join(f"<bdi>{_text(fact)}</bdi>" for fact in facts if fact)
    where = address(article.url) or article.path or ""
    return (
        f"<section><p class=side>{name}</p><h2{_lang(article)}>{_text(_name(article))}</h2>"
        f"<p>{told}</p><p class=where>{_link(where)}</p></section>"
    )


def _day(article: Article) -> str | None:
    return dates.as_iso(article.published).partition("T")[0] if article.published else None


def _lang(article: Article) -> str:
    tag = language(article.language)
    return f' dir="auto" lang="{tag}"' if tag else ' dir="auto"'


def _link(url: str) -> str:
    safe = web_url(url)
    return f'<a href="{escape(safe)}" rel="noreferrer nofollow">{_text(url)}</a>' if safe else _text(url)


def _facts(found: Comparison) -> Iterator[str]:
    for field in found.fields:
        if field.a is not None or field.b is not None:
            yield _fact(field.name, field.change, _field(field))
    for name, items in (("links", found.links), ("images", found.images)):
        if items.kept or items.cut or items.added:
            changed = Change.ALTERED if items.cut or items.added else Change.KEPT
            yield _fact(name, changed, _items(items))
    for name, apart in (("numbers", found.numbers), ("names", found.names)):
        if apart and (apart.cut or apart.added):
            yield _fact(name, Change.ALTERED, _difference(apart))


def _fact(name: str, change: Change | None, told: str) -> str:
    word = change.value if change else "not compared: other language"
    return f"<div class={change.value if change else 'other'}><dt>{name} <span>{word}</span></dt><dd>{told}</dd></div>"


def _field(field: Field) -> str:
    if field.change is Change.KEPT:
        return f"<bdi>{_text(field.a or '')}</bdi>"
    if field.edits:
        return f"<bdi>{_edits(field.edits)}</bdi>"
    a, b = (f"<bdi>{_text(side)}</bdi>" if side else "none" for side in (field.a, field.b))
    return f"{a} → {b}" + (f" ({_text(field.detail)})" if field.detail else "")


def _items(items: Items) -> str:
    parts = [f"<li>{_link(one)}</li>" for one in items.kept]
    parts += [f"<li><del>{_link(one)}</del></li>" for one in items.cut]
    parts += [f"<li><ins>{_link(one)}</ins></li>" for one in items.added]
    return f"<ul>{''.join(parts)}</ul>"


def _difference(found: Difference) -> str:
    sides = (("in A only", "del", found.cut), ("in B only", "ins", found.added))
    return "<br>".join(
        f"{where}: " + ", ".join(f"<{tag}><bdi>{_text(one)}</bdi></{tag}>" for one in part)
        for where, tag, part in sides
        if part
    )


def _counts(found: Comparison) -> Iterator[str]:
    for change in Change:
        if count := found.count(change):
            yield f"<li class={change.value}><b aria-hidden=true>{SIGNS[change]}</b> {count} {change.value}</li>"
    if found.moved:
        yield f"<li class=moved><b aria-hidden=true>⇅</b> {found.moved} of them moved</li>"


def _first(found: Comparison) -> str:
    changed = [number for number, row in enumerate(found.rows, 1) if _changed(row)]
    return f'<a class=next href="#r{changed[0]}">First change ↓</a>' if changed else ""


def _changed(row: Row) -> bool:
    return row.change is not Change.KEPT or row.moved


def _rows(found: Comparison) -> Iterator[str]:
    changed = [number for number, row in enumerate(found.rows, 1) if _changed(row)]
    around = dict(zip(changed, zip([0, *changed], [*changed[1:], 0], strict=False), strict=False))
    for number, row in enumerate(found.rows, 1):
        steps = ""
        if number in around:
            before, after = around[number]
            steps = _step(before, "↑", "Previous change") + _step(after, "↓", "Next change")
        shade = row.change.value + (" moved" if row.moved else "") + ("" if row.sure else " unsure")
        yield (
            f'<tr id="r{number}" class="{shade}" tabindex=-1><th scope=row>{_heading(row)}'
            f"<span class=steps>{steps}</span></th>"
            f"{_cell(found.a, row, row.a, Change.CUT)}{_cell(found.b, row, row.b, Change.ADDED)}</tr>\n"
        )


def _step(number: int, sign: str, label: str) -> str:
    return f'<a href="#r{number}" aria-label="{label}" title="{label}">{sign}</a>' if number else ""


def _heading(row: Row) -> str:
    words = [f"<b aria-hidden=true>{SIGNS[row.change]}</b> {row.change.value}"]
    if row.moved:
        words.append("moved")
    if not row.sure:
        words.append("<small>paired by place and length only</small>")
    if row.a and row.b and (row.numbers.cut or row.numbers.added):
        words.append(f"<small>numbers {_difference(row.numbers)}</small>")
    return "<br>".join(words)


def _cell(article: Article, row: Row, pieces: tuple[Piece, ...], side: Change) -> str:
    if not pieces:
        return "<td class=none><span class=said>nothing</span></td>"
    numbers = f"{pieces[0].number}" + (f"-{pieces[-1].number}" if len(pieces) > 1 else "")
    place = pieces[0].place.value
    label = f"<span class=number>{numbers}{'' if place == 'inline' else f' {place}'}</span>"
    if row.edits:
        shown = _edits(edit for edit in row.edits if edit.change in (Change.KEPT, side))
    else:
        text = _text("\n".join(piece.text for piece in pieces))
        shown = text if row.a and row.b else f"<{_TAGS[side]}>{text}</{_TAGS[side]}>"
    return f"<td>{label}<div class=words{_lang(article)}>{shown}</div></td>"


def _edits(edits: Iterable[Edit]) -> str:
    return "".join(
        f"<{tag}>{_text(edit.text)}</{tag}>" if (tag := _TAGS.get(edit.change)) else _text(edit.text) for edit in edits
    )
