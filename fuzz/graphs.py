"""Graphs of any words into every format, read again as what they are for reads them."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import cycle
from xml.etree import ElementTree

import lxml.html

from fuzz.target import Target, parts, text_of
from provenance.formats import FORMATS
from provenance.formats.values import clean
from provenance.model import DateInterval, Derivation, Evidence, Graph, Node, Relation, Status, Verdict

_DATE = DateInterval(datetime(2024, 3, 1, tzinfo=UTC), datetime(2024, 3, 2, tzinfo=UTC), "")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Of a mermaid file: what may stand outside of quotes, a line each.
_MERMAID = re.compile(
    r'flowchart RL|  n\d+[(\[{]{1,2}"[^"]*"[)\]}]{1,2}:::\w+|  click n\d+ href "[^"]*" _blank|  n\d+ \S{3,4}\|"[^"]*"\| n\d+|  classDef [\w :.;,-]+'
)
HOSTILE = (
    '"><script>alert(1)</script>',
    "]]></x>&a;",
    "=HYPERLINK(1)",
    "javascript:alert(1)",
    "https://quai.example/\u202e",
    "\x1b[2J",
    "</script><!--",
    'a"\\N|"]',
    "\ud800",
    "{{constructor}}",
    "\u2028",
    "-1+1",
    "%%{init}%%",
    "#quot;",
)


def _graph(data: bytes) -> Graph:
    words = [text_of(part) for part in parts(data)]
    say = cycle(words or [""])
    status, relation = cycle(Status), cycle(Relation)
    nodes = tuple(
        Node(
            f"n{n}{clean(next(say))}",
            next(status),
            next(say),
            next(say),
            next(say),
            next(say),
            next(say),
            _DATE,
            (next(say),),
            next(say),
        )
        for n in range(3)
    )
    ends = ((0, 1), (1, 2), (2, 0))
    links = tuple(
        Derivation(
            f"l{n}",
            nodes[a].id,
            nodes[b].id,
            next(relation),
            0.5,
            (Evidence("stated", 1.0, next(say), next(say), "tail"),),
            next(say),
            next(say),
            (),
            Verdict.REJECT if n == 1 else None,
            next(say),
            next(say),
        )
        for n, (a, b) in enumerate(ends)
    )
    return Graph(nodes, links)


def exported(data: bytes) -> None:
    """Every format is well formed and holds nothing that its reader would run."""
    graph = _graph(data)
    for form in FORMATS:
        out = io.BytesIO()
        form.to(graph, out, graph.nodes[0].id)
        _READ[form.name](out.getvalue())


def _xml(written: bytes) -> None:
    root = ElementTree.fromstring(written)  # noqa: S314 - our own
    for element in root.iter():
        assert not element.tag.endswith("script"), element.tag
        for key, value in element.attrib.items():
            assert not key.lower().startswith("on"), key
            assert not key.endswith("href") or value.startswith(("http://", "https://", "#")), value


def _json(written: bytes) -> None:
    json.loads(written.decode())


def _lines(written: bytes) -> None:
    assert len([json.loads(line) for line in written.decode().split("\n") if line]) == 6


def _tables(written: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(written)) as file:
        for name in file.namelist():
            rows = list(csv.reader(io.StringIO(file.read(name).decode(), newline=""), strict=True))
            assert len(rows) == 4, rows
            assert {len(row) for row in rows} == {len(rows[0])}
            for cell in (cell for row in rows for cell in row):
                assert not cell.startswith(_FORMULA) or re.fullmatch(r"-?\d+(\.\d+)?", cell), cell


def _neo4j(written: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(written)) as file:
        for name in file.namelist():
            assert len(list(csv.reader(io.StringIO(file.read(name).decode(), newline=""), strict=True))) == 4


def _dot(written: bytes) -> None:
    rest = _QUOTED.sub("", written.decode())
    assert '"' not in rest
    assert len(rest.splitlines()) == 11, rest
    assert rest.count("[") == rest.count("]") == 8


def _mermaid(written: bytes) -> None:
    for line in written.decode().split("\n"):
        assert not line or _MERMAID.fullmatch(line), line


def _turtle(written: bytes) -> None:
    text = written.decode()
    assert "\x00" not in text


def _html(written: bytes) -> None:
    scripts = 0
    for element in lxml.html.document_fromstring(written.decode()).iter():
        if not isinstance(element.tag, str):
            continue
        scripts += element.tag == "script"
        assert element.tag not in ("iframe", "object", "embed", "base", "form"), element.tag
        for key, value in element.attrib.items():
            assert not key.lower().startswith("on"), key
            if key in ("href", "src", "action", "xlink:href"):
                # `data:,` is the icon that keeps a browser from asking for one; browsers read schemes in any case.
                safe = value.lower().startswith(("http://", "https://", "#", "data:image/"))
                assert value == "data:," or safe, value
    assert scripts <= 3, scripts


_READ: dict[str, Callable[[bytes], None]] = {
    "graphml": _xml,
    "gexf": _xml,
    "svg": _xml,
    "json": _json,
    "jsonl": _lines,
    "csv": _tables,
    "neo4j": _neo4j,
    "dot": _dot,
    "prov-json": _json,
    "prov-ttl": _turtle,
    "jsonld": _json,
    "stix": _json,
    "mermaid": _mermaid,
    "report": _html,
    "html": _html,
}


def _seeds() -> Iterator[bytes]:
    words = [word.encode("utf-8", "surrogateescape") if word != "\ud800" else b"\xed\xa0\x80" for word in HOSTILE]
    yield b"\xff".join(words)
    yield b"\xff".join(reversed(words))
    yield from words


TARGETS = (
    Target(
        "export", exported, _seeds, (b"\xff", b"<script>", b"https://", b"=", b'"', b"\\", b"]]>", b"\n", b"%%"), 400
    ),
)
