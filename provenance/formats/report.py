"""A page to print and to file: the chain with all its proofs, so that another can check each of them."""

import base64
import hashlib
import io
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from typing import TextIO

from provenance.formats import svg
from provenance.formats.record import Kept, Record
from provenance.formats.values import address, clean, label, moment, number, web_url
from provenance.formats.words import sure
from provenance.model import Capture, DateInterval, Derivation, Evidence, Graph, Judgement, Node, OriginStatus

_DRAWN = 200  # nodes; a picture of more cannot be printed
_ORIGINS = {
    OriginStatus.FOUND: "found, its page was read",
    OriginStatus.NAMED: "named, its page was not read",
    OriginStatus.ORIGINAL: "the article asked about is itself the original, as far as is known",
    OriginStatus.UNKNOWN: "not known: the chain was followed as far as this",
}
_CHECK = """<ol>
<li>The digest of a page is the SHA-256 of the bytes as they were received, without transfer encoding. The bytes are
in the WARC files beside the store; <code>provenance store wacz FILE</code> packs them for whoever is to check.
Taken out of the archive, <code>sha256sum</code> must give the digest printed here.</li>
<li>Where the address of an archived copy is printed, the archive gives the same page to everyone.</li>
<li>Each quoted line must stand in the page of the copy, at the place that is named. A page that has changed since
is no contradiction: what counts is the capture with the digest.</li>
<li><code>provenance ingest</code> of the WARC files and <code>provenance trace ADDRESS --offline</code> draw the
same conclusions again without asking anybody.</li>
<li>A confidence is the program's estimate of a probability, from the weights (in log-odds) of the evidence listed.
The word of a person stands beside it and is not part of it.</li>
</ol>
"""


def write(graph: Graph, out: TextIO, focus: str | None = None, record: Record | None = None) -> None:
    """One HTML page to print: the chain, every quoted line, captures, digests, archived copies, judgements.

    It runs nothing and loads nothing. Without a `record` the captures and judgements are not in it.
    """
    known = record or Record()
    style = (files("provenance.formats") / "report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    nodes = {node.id: node for node in graph.nodes}
    title = f"Where it came from: {label(nodes[focus])}" if focus in nodes else "Where they came from"
    out.write('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n')
    out.write(f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n')
    out.write('<meta name="referrer" content="no-referrer">\n')
    out.write('<meta name="viewport" content="width=device-width, initial-scale=1">\n')
    out.write(f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n")
    out.write(f"<h1>{escape(title)}</h1>\n")
    out.writelines(_summary(graph, nodes, focus, known))
    out.writelines(_picture(graph, focus))
    out.write("<section>\n<h2>The hops, from copy to source</h2>\n")
    for link in sorted(graph.links, key=lambda link: known.hops.get(link.id, len(graph.links))):
        out.writelines(_hop(link, nodes, known))
    out.write("</section>\n<section>\n<h2>The pages and sources</h2>\n")
    for number_, node in enumerate(graph.nodes, 1):
        out.writelines(_page(number_, node, known.kept.get(node.id)))
    out.write(f"</section>\n<section>\n<h2>How to check this</h2>\n{_CHECK}</section>\n</main>\n</body>\n</html>\n")


def _summary(graph: Graph, nodes: dict[str, Node], focus: str | None, known: Record) -> Iterator[str]:
    origin, asked = known.origin, nodes.get(focus or "")
    end = nodes.get(origin.node) if origin else None
    said = f"{_named(end)}: {_ORIGINS[origin.status]} ({sure(origin.confidence)})" if origin and end else ""
    yield _list(
        ("Asked about", _named(asked) if asked else "a whole store"),
        ("Address", _link(asked.url) if asked else ""),
        ("Origin", said),
        ("Holds", f"{len(graph.nodes)} pages and sources, {len(graph.links)} hops"),
        ("Recorded", f"{_time(moment(known.made))} by {_text(known.program)}" if known.made else ""),
    )
    if known.notes:
        yield f"<h2>Remarks</h2>\n<ul>{''.join(f'<li>{_text(note)}</li>' for note in known.notes)}</ul>\n"


def _picture(graph: Graph, focus: str | None) -> Iterator[str]:
    if 0 < len(graph.nodes) <= _DRAWN:
        drawn = io.StringIO()
        svg.write(graph, drawn, focus)
        yield f"<figure>\n{drawn.getvalue()}</figure>\n"


def _hop(link: Derivation, nodes: dict[str, Node], known: Record) -> Iterator[str]:
    hop = known.hops.get(link.id)
    derived, source = _named(nodes[link.derived]), _named(nodes[link.source])
    yield f"<section>\n<h3>{f'Hop {hop}: ' if hop is not None else ''}{derived} ← {source}</h3>\n"
    rivals = ", ".join(
        f"{_named(nodes[each.source]) if each.source in nodes else _text(each.source)} ({sure(each.confidence)})"
        for each in link.rivals
    )
    yield _list(
        ("Relation", link.relation.value),
        ("Confidence", sure(link.confidence)),
        ("Translator", _text(link.translator)),
        ("Translated for", _text(link.translated_for)),
        ("Revised by", _text(link.reviser)),
        ("Licence", _text(link.licence)),
        ("A person's word", link.judgement.value if link.judgement else ""),
        ("Other sources considered", rivals),
        ("Link", f"<code>{_text(link.id)}</code>"),
    )
    yield _table(("Evidence", "Weight", "Quoted line", "Place", "What it says"), map(_evidence, link.evidence))
    yield _table(("Judgement", "By", "When", "Note"), map(_judgement, known.judgements.get(link.id, ())))
    yield "</section>\n"


def _evidence(item: Evidence) -> tuple[str, ...]:
    weight = number(item.weight)
    quote = f"<blockquote dir='auto'>{_text(item.quote)}</blockquote>" if item.quote else ""
    return _text(item.rule), "" if weight is None else f"{weight:+.2f}", quote, _text(item.place), _text(item.detail)


def _judgement(word: Judgement) -> tuple[str, ...]:
    return word.verdict.value, _text(word.by), _time(moment(word.at)), _text(word.note)


def _page(place: int, node: Node, kept: Kept | None) -> Iterator[str]:
    yield f"<section>\n<h3>{place}. {_named(node)}</h3>\n"
    yield _list(
        ("Title", _text(node.title)),
        ("Outlet", _text(node.outlet)),
        ("Site", _text(node.domain)),
        ("Authors", _text("; ".join(node.authors))),
        ("Language", _text(node.language)),
        ("Published", _date(node.published)),
        ("Address", _link(node.url)),
        ("Status", node.status.value),
        ("What was tried", _text(node.detail)),
        ("SHA-256", f"<code>{_text(kept.sha256)}</code>" if kept else ""),
        ("File", _text(kept.path) if kept else ""),
        ("Id", f"<code>{_text(node.id)}</code>"),
    )
    columns = ("Captured", "Asked for", "Answered", "Status", "Kind", "Archived copy")
    yield _table(columns, map(_capture, kept.captures if kept else ()))
    yield "</section>\n"


def _date(date: DateInterval | None) -> str:
    if date is None:
        return ""
    first, end = (_time(moment(each)) for each in (date.earliest, date.latest))
    return f"from {first} until before {end}, written {_text(date.text)}"


def _capture(capture: Capture) -> tuple[str, ...]:
    way = "".join(f"<br>{each.status} {_link(each.url)}" for each in capture.redirects)
    return (
        _time(moment(capture.fetched)),
        _link(capture.url) + way,
        _link(capture.final_url),
        str(capture.status or ""),
        _text(capture.media_type),
        _link(capture.memento),
    )


def _list(*rows: tuple[str, str]) -> str:
    """Terms and their values, which are HTML; what is empty is left out."""
    return f"<dl>{''.join(f'<dt>{term}</dt><dd>{value}</dd>' for term, value in rows if value)}</dl>\n"


def _table(head: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    """A table whose cells are HTML; none without rows."""
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows)
    top = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    return f"<table><thead><tr>{top}</tr></thead><tbody>\n{body}</tbody></table>\n" if body else ""


def _named(node: Node | None) -> str:
    return _text(label(node)) if node else ""


def _time(when: str) -> str:
    return f'<time datetime="{when}">{when.replace("T", " ").replace("Z", " UTC")}</time>'


def _link(url: str | None) -> str:
    """An address as text, and as a link where it is one of the web."""
    shown = _text(address(url))
    safe = web_url(clean(url)) if url else None
    return f'<a href="{escape(safe)}" rel="noreferrer noopener">{shown}</a>' if safe else shown


def _text(text: str | None) -> str:
    # Set apart, so that letters that turn the direction of writing turn nothing else.
    return f"<bdi>{escape(clean(text))}</bdi>" if text and clean(text) else ""
