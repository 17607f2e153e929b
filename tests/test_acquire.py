import gzip
import io
import json
import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from provenance.acquire import Failure, Options, decode, read
from provenance.errors import AcquireError, NotAnArticle, TooLarge
from provenance.model import Capture

PAGE = "<!doctype html><title>Été</title><p>Un très vieux château près de la rivière.</p>"
SMALL = Options(max_bytes=5_000)


def captures(target: str | Path, options: Options | None = None) -> list[Capture]:
    got = list(read(str(target), options or Options()))
    assert all(isinstance(one, Capture) for one in got), got
    return [one for one in got if isinstance(one, Capture)]


def one(target: str | Path, options: Options | None = None) -> Capture:
    (capture,) = captures(target, options)
    return capture


# Files and folders


def test_a_file_is_html_or_text_by_its_content(tmp_path: Path) -> None:
    page, text = tmp_path / "a.txt", tmp_path / "b.html"
    page.write_text(PAGE, encoding="utf-8")
    text.write_text("Only words here.\nAnd more.", encoding="utf-8")
    assert one(page).media_type == "text/html"
    assert one(text).media_type == "text/plain"
    capture = one(page)
    assert (capture.path, capture.url, capture.body) == (str(page), None, page.read_bytes())
    assert len(capture.sha256) == 64 and capture.fetched.tzinfo is not None


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty file"),
        (b" \r\n\t ", "empty file"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "PNG"),
        (b"\xff\xd8\xff\xe0 JFIF", "JPEG"),
        (b"%PDF-1.7\n%abc", "PDF"),
        (b"PK\x03\x04 word/document.xml", "ZIP"),
        (b"\x7fELF\x02\x01", "executable"),
        (b"MZ\x90\x00\x03\x00", "binary"),
        (gzip.compress(b"some text", mtime=0), "gzip"),
        (b"words\0and words", "binary"),
        (random.Random(1).randbytes(3000), "binary"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "feed"),
        (b"<?xml version='1.0'?><graphml xmlns='http://graphml.example/'/>", "a graph"),
        (b"<?xml version='1.0'?><gexf version='1.3'/>", "a graph"),
        (b'[{"url": "https://x.example/", "text": "The ferry left."}]', "JSON"),
        (b'{\n "url": "https://x.example/",\n "text": "The ferry left."\n}\n', "JSON"),
        (b'{"type": "bundle",\n"objects": [\n{"name": "x"}\n]}', "JSON"),
        (b"[]", "JSON"),
    ],
)
def test_what_is_no_page_is_named(tmp_path: Path, body: bytes, said: str) -> None:
    path = tmp_path / "x.html"
    path.write_bytes(body)
    with pytest.raises(NotAnArticle, match=said) as caught:
        list(read(str(path)))
    assert str(caught.value).startswith(f"{path}: ") and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("x.csv", "name,score\nA,1\n", "no table with a column of addresses"),
        ("x.csv", "url,title\n", "a table without rows"),
        ("x.parquet", "garbage", "no Parquet that can be read"),
        ("x.json", '{"pages": []}', "x.json:1: no url"),
    ],
)
def test_what_is_not_what_it_is_called_is_named(run, tmp_path: Path, name: str, body: str, said: str) -> None:
    (tmp_path / name).write_text(body, "utf-8")
    ran = run("ingest", tmp_path / name)
    assert ran.status == 3 and said in ran.err and len(ran.err.splitlines()) == 2


@pytest.mark.parametrize(
    "text", ['[1] "The ferry left at noon", they said.', '{The ferry} [left]: "at noon".', "[The mill]"]
)
def test_prose_between_brackets_is_a_page(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.txt").write_text(text, "utf-8")
    assert one(tmp_path / "x.txt").body == text.encode()


def test_a_page_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_text(PAGE * 100, encoding="utf-8")
    with pytest.raises(TooLarge, match=r"x\.html: larger than the limit of 5,000 bytes"):
        list(read(str(path), SMALL))


@pytest.mark.parametrize("target", ["no/such/page.html", "a\0b", "x" * 5000, ""])
def test_no_such_file(target: str) -> None:
    with pytest.raises(AcquireError):
        list(read(target))


def test_what_is_no_regular_file_is_not_opened() -> None:
    with pytest.raises(NotAnArticle, match="not a regular file"):
        list(read("/dev/zero"))


def test_a_folder_in_the_order_of_its_paths(tmp_path: Path) -> None:
    for name in ("b.html", "a/z.htm", "a/b.md", ".hidden.html", ".git/x.html", "c.png", "d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(PAGE, encoding="utf-8")
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "lines.jsonl").write_text('{"url": "https://x.example/1", "text": "Words."}\n', encoding="utf-8")
    got = list(read(str(tmp_path)))
    names = [Path(one.target).relative_to(tmp_path).as_posix() for one in got]
    assert names == ["a/b.md", "a/z.htm", "b.html", "d.txt", "empty.html", "lines.jsonl:1"]
    assert isinstance(got[4], Failure) and "empty file" in str(got[4].error)


def test_a_file_that_holds_pages_is_read_in_a_folder_as_it_is_alone(tmp_path: Path) -> None:
    line = json.dumps({"url": "https://quay.example/1", "text": "The quay is closed."}).encode()
    (tmp_path / "a.ndjson").write_bytes(line)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(line))
    alone = [one(tmp_path / name).target for name in ("a.ndjson", "b.jsonl.gz")]
    assert [page.target for page in captures(tmp_path)] == alone


def test_pages_of_any_name_in_a_folder_are_told_by_their_content(tmp_path: Path) -> None:
    feed = "<rss version='2.0'><channel><item><title>T</title><description>The ferry left.</description></item></channel></rss>"
    line = json.dumps({"url": "https://x.example/1", "text": "The ferry left."})
    files = {
        "noext": PAGE,
        "index.php?id=3": PAGE,
        "b/c.shtml": f"<!-- saved --><html><body>{PAGE}",
        "b/g.aspx": f"\ufeff\n{PAGE}",
        "feed.xml": feed,
        "lines.json": line,
        ".hidden": PAGE,
        "map.xml": "<urlset><url><loc>https://x.example/1</loc></url></urlset>",
        "style.css": "p > a { color: red }",
        "code.js": "document.write('<html><body><p>a</p><p>b</p><p>c</p></body></html>')",
        "data.json": '{"name": "x"}',
        "picture": "\x89PNG",
        "empty": "",
    }
    for name, body in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(body, "utf-8")
    found = [page.path or page.target for page in captures(tmp_path)]
    wanted = ["b/c.shtml", "b/g.aspx", "feed.xml#1", "index.php?id=3", "lines.json:1", "noext"]
    assert found == [str(tmp_path / name) for name in wanted]


def test_a_folder_without_pages(tmp_path: Path) -> None:
    (tmp_path / "c.png").write_bytes(b"x")
    with pytest.raises(NotAnArticle, match="no page in this folder"):
        list(read(str(tmp_path)))


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (PAGE.encode(), 1),
        (b'{"url": "https://x.example/1", "text": "Words."}\n{"url": "https://x.example/2", "text": "W"}', 2),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, body: bytes, count: int) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(body)))
    assert len(captures("-")) == count


def test_standard_input_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"word " * 2000)))
    with pytest.raises(TooLarge):
        list(read("-", SMALL))


# JSON Lines


def test_json_lines(tmp_path: Path) -> None:
    good = {
        "url": "https://x.example/1?utm_source=a",
        "html": PAGE,
        "title": "T",
        "author": ["A", "B"],
        "language": "fr",
    }
    lines = [
        json.dumps(good, ensure_ascii=False).encode(),
        b"",
        b'{"url": "https://x.example/2", "text": "<p>kept", "fetched": "2024-01-13T10:15:00Z", "x": 1}',
        b"{not json",
        b'["a list"]',
        b'{"text": "no address"}',
        b'{"url": "javascript:x", "text": "words"}',
        b'{"url": "https://x.example/3"}',
        b'{"url": "https://x.example/4", "text": 5}',
        b'{"url": "https://x.example/5", "text": "\xff"}',
        b"[" * 100_000,
        b'{"url": "https://x.example/6", "text": "lone \\ud800 half"}',
    ]
    path = tmp_path / "pages.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + b"\n".join(lines))
    got = list(read(str(path)))
    pages = [page for page in got if isinstance(page, Capture)]
    assert [page.url for page in pages] == [f"https://x.example/{n}" for n in (1, 2, 6)]
    assert dict(pages[0].declared) == {"title": "T", "author": "A, B", "language": "fr"}
    assert (pages[0].media_type, decode(pages[0])) == ("text/html", PAGE)
    assert (pages[1].media_type, pages[1].fetched.isoformat()) == ("text/plain", "2024-01-13T10:15:00+00:00")
    failures = [page for page in got if isinstance(page, Failure)]
    assert [page.line for page in failures] == [4, 5, 6, 7, 8, 9, 10, 11]
    assert all(str(page.error).startswith(f"{path}:{page.line}: ") for page in failures)


@pytest.mark.parametrize("name", ["lines.json", "lines.txt", "lines"])
@pytest.mark.parametrize("before", ["", '{"url": broken}\n'])
def test_json_lines_are_told_by_their_content(tmp_path: Path, name: str, before: str) -> None:
    path = tmp_path / name
    lines = (json.dumps({"url": f"https://x.example/{number}", "text": "The ferry left."}) for number in range(3))
    path.write_text(before + "\n".join(lines), "utf-8")
    assert [page.url for page in read(str(path)) if isinstance(page, Capture)] == [
        f"https://x.example/{number}" for number in range(3)
    ]


def test_zero_bytes_in_a_line_are_dropped(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text(json.dumps({"url": "https://x.example/1", "text": "The ferry\0 left."}), "utf-8")
    assert one(path).body == b"The ferry left."


def test_a_line_over_the_limit_does_not_stop_the_next(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl.gz"
    long = b'{"url": "https://x.example/1", "text": "' + b"a" * 2_000_000 + b'"}\n'
    page = b'{"url": "https://x.example/2", "text": "' + b"a" * 6000 + b'"}\n'
    path.write_bytes(gzip.compress(long + page + b'{"url": "https://x.example/3", "text": "b"}'))
    first, second, third = read(str(path), SMALL)
    assert isinstance(first, Failure) and isinstance(first.error, TooLarge) and first.line == 1
    assert isinstance(second, Failure) and isinstance(second.error, TooLarge) and second.line == 2
    assert isinstance(third, Capture) and third.url == "https://x.example/3"


@given(
    st.lists(st.binary(max_size=40) | st.text(max_size=30).map(lambda t: json.dumps({"url": t, "text": t}).encode()))
)
def test_any_lines_are_borne(lines: list[bytes]) -> None:
    from provenance.acquire.jsonl import read_lines

    for got in read_lines(io.BytesIO(b"\n".join(lines)), "x", SMALL):
        assert isinstance(got, Capture) or got.line


# WARC


def write_warc(path: Path, pages: list[tuple[str, str, str, bytes]], *, packed: bool = True) -> list[int]:
    """Write records of (type, url, media type, body); their offsets."""
    offsets = []
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=packed)
        writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "x"}))
        for kind, url, media, body in pages:
            offsets.append(out.tell())
            status = "404 Not Found" if "gone" in url else "200 OK"
            headers = (
                StatusAndHeaders(status, [("Content-Type", media)], protocol="HTTP/1.1") if kind == "response" else None
            )
            date = {"WARC-Date": "2024-01-13T10:15:00Z"}
            record = writer.create_warc_record(
                url,
                kind,
                payload=io.BytesIO(body),
                http_headers=headers,
                warc_headers_dict=date,
                warc_content_type=media,
            )
            writer.write_record(record)
    return offsets


PAGES = [
    ("response", f"https://x.example/{number}", "text/html; charset=utf-8", f"{PAGE}<p>{number}".encode() * 9)
    for number in range(4)
]


@pytest.mark.parametrize("packed", [True, False])
def test_warc_records(tmp_path: Path, packed: bool) -> None:
    others = [
        ("response", "https://x.example/image", "image/png", b"\x89PNG"),
        ("response", "https://x.example/gone", "text/html", b"<p>gone"),
        ("resource", "https://x.example/note", "text/plain", b"Some words."),
        ("metadata", "https://x.example/0", "text/plain", b"x: y"),
    ]
    path = tmp_path / "pages.bin"
    write_warc(path, PAGES + others, packed=packed)
    got = captures(path)
    assert [page.url for page in got] == [page[1] for page in PAGES] + ["https://x.example/note"]
    assert got[0].fetched.isoformat() == "2024-01-13T10:15:00+00:00"
    assert (got[0].status, got[0].charset, got[0].media_type) == (200, "utf-8", "text/html")
    assert got[0].body == PAGES[0][3]
    assert got[4].media_type == "text/plain"


def damaged_by_a_flip(data: bytes, offsets: list[int]) -> bytes:
    at = offsets[1] + 150
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def damaged_by_garbage(data: bytes, offsets: list[int]) -> bytes:
    return data[: offsets[1]] + b"garbage\r\n\r\n" * 20 + data[offsets[2] :]


@pytest.mark.parametrize("damage", [damaged_by_a_flip, damaged_by_garbage])
def test_a_broken_record_does_not_stop_the_next(
    tmp_path: Path, damage: Callable[[bytes, list[int]], bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pages.warc.gz"
    offsets = write_warc(path, PAGES)
    path.write_bytes(damage(path.read_bytes(), offsets))
    got = list(read(str(path)))
    assert [page.url for page in got if isinstance(page, Capture)] == [PAGES[n][1] for n in (0, 2, 3)]
    (failure,) = [page for page in got if isinstance(page, Failure)]
    assert failure.line == 3 and f"offset {offsets[1]}" in str(failure.error)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("missing", [20, 60, 200])
def test_a_cut_warc_says_so(tmp_path: Path, packed: bool, missing: int) -> None:
    path = tmp_path / "pages.warc"
    write_warc(path, PAGES, packed=packed)
    path.write_bytes(path.read_bytes()[:-missing])
    got = list(read(str(path)))
    assert [page.url for page in got if isinstance(page, Capture)] == [page[1] for page in PAGES[:3]]
    assert isinstance(got[-1], Failure) and got[-1].line == 5


def test_a_warc_compressed_as_one_piece(tmp_path: Path) -> None:
    path = tmp_path / "pages.warc.gz"
    write_warc(path, PAGES, packed=False)
    path.write_bytes(gzip.compress(path.read_bytes()))
    assert [page.url for page in captures(path)] == [page[1] for page in PAGES]


def test_a_large_record_does_not_stop_the_next(tmp_path: Path) -> None:
    path = tmp_path / "pages.warc.gz"
    write_warc(path, [("response", "https://x.example/big", "text/html", PAGE.encode() * 1000), *PAGES])
    got = list(read(str(path), SMALL))
    assert isinstance(got[0], Failure) and isinstance(got[0].error, TooLarge)
    assert len(got) == 5


@pytest.mark.parametrize("body", [b"", b"not a warc", gzip.compress(b"not a warc", mtime=0)])
def test_no_warc(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "pages.warc.gz"
    path.write_bytes(body)
    with pytest.raises(NotAnArticle):
        list(read(str(path)))


@given(st.binary(max_size=300))
def test_any_end_of_a_warc_is_borne(data: bytes) -> None:
    from provenance.acquire.warc import read_records

    for got in read_records(io.BytesIO(b"WARC/1.0\r\nWARC-Type: resource\r\n" + data), "x", SMALL):
        assert isinstance(got, Capture | Failure)
