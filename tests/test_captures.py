"""What was received is kept as it came, and says the same when it is read again."""

import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from provenance.acquire import Failure, Options, read
from provenance.acquire.exchange import Exchange
from provenance.captures import Recorder, write_wacz
from provenance.captures.index import surt
from provenance.errors import ExportError, NotAnArticle, StoreError
from provenance.model import Capture, Redirect
from tests.pywb import archive
from tests.sites import serving

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
WORDS = (
    "Le phare de Kervello a été rallumé mardi soir après onze mois de travaux. Les gardiens, qui avaient quitté "
    "l'île en avril, sont revenus avec trois caisses d'outils et une lampe neuve fabriquée à Brest. "
)


def page(title: str, rest: str) -> bytes:
    return f"<!doctype html><html lang=fr><title>{title}</title><h1>{title}</h1><p>{WORDS * 3}</p>{rest}".encode()


class Web(BaseHTTPRequestHandler):
    """A copy that credits an address which redirects to the original, packed with gzip."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        Web.asked.append(self.path)
        here = f"http://{self.headers['Host']}"
        if self.path == "/copie":
            self.answer(page("Le phare", f'<p>Source : <a href="{here}/court">Le Journal du phare</a></p>'))
        elif self.path == "/court":
            self.answer(b"", 301, location="/renvoi")
        elif self.path == "/renvoi":
            self.answer(b'<meta http-equiv="refresh" content="0;url=/2026/03/le-phare-est-rallume">')
        elif self.path == "/2026/03/le-phare-est-rallume":
            self.answer(gzip.compress(page("Le phare est rallumé", "")), content_encoding="gzip", etag='"1"')
        else:
            self.answer(b"no", 404)

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"content_type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def web() -> Iterator[str]:
    Web.asked = []
    with serving(Web) as address:
        yield address


def made(url: str = "https://phare.example/1", body: bytes = b"<p>Le phare</p>", **changes: object) -> Exchange:
    headers = (("Content-Type", "text/html; charset=utf-8"), ("Transfer-Encoding", "chunked"))
    return Exchange(
        **{"url": url, "status": 200, "reason": "OK", "headers": headers, "body": body, "at": NOW, **changes}
    )


def written(folder: Path) -> Path:
    (path,) = folder.glob("*.warc.gz")
    return path


def records(path: Path) -> list[tuple[str, str, bytes]]:
    with path.open("rb") as stream:
        return [
            (one.rec_type, one.rec_headers.get_header("WARC-Target-URI"), one.raw_stream.read())
            for one in ArchiveIterator(stream)
        ]


def test_an_exchange_is_one_request_and_one_response_with_digests(tmp_path):
    keep = Recorder(tmp_path / "captures")
    keep(made(asked=(("User-Agent", "provenance"),)))
    keep(made("https://phare.example/2?a=b", status=404, reason="Not Found"))
    path = written(tmp_path / "captures")
    kinds = [(kind, url) for kind, url, _ in records(path)]
    assert kinds == [
        ("warcinfo", None),
        ("response", "https://phare.example/1"),
        ("request", "https://phare.example/1"),
        ("response", "https://phare.example/2?a=b"),
        ("request", "https://phare.example/2?a=b"),
    ]
    text = gzip.decompress(path.read_bytes()).decode()
    assert text.startswith("WARC/1.1\r\n")
    assert "WARC-Date: 2026-03-04T05:06:07Z" in text
    assert "GET /2?a=b HTTP/1.1" in text and "HTTP/1.1 404 Not Found" in text
    assert "chunked" not in text  # its body is not, any more
    assert text.count("WARC-Payload-Digest: sha1:") >= 2


def test_warcio_finds_every_digest_right(tmp_path, capsys):
    keep = Recorder(tmp_path)
    for number in range(5):
        keep(made(f"https://phare.example/{number}", bytes(range(256)) * number))

    class Command:
        inputs = (str(written(tmp_path)),)
        verbose = True

    assert Checker(Command()).process_all() in (0, None)
    assert "digest failed" not in capsys.readouterr().out


@example(b"", [("A", "\xa1=0;")])
@given(st.binary(max_size=200), st.lists(st.tuples(st.from_regex(r"\A[A-Za-z-]{1,9}\Z"), st.from_regex(r"\A[\x20-\x7e\xa0-\xff]{0,20}\Z")), max_size=4))  # fmt: skip
def test_any_body_and_headers_come_back(tmp_path_factory, body, headers):
    folder = tmp_path_factory.mktemp("any")
    headers = [
        (name, value.strip()) for name, value in headers if name.lower() not in ("transfer-encoding", "connection")
    ]
    Recorder(folder)(made(body=body, headers=tuple(headers)))
    ((_, _, found),) = [one for one in records(written(folder)) if one[0] == "response"]
    assert found == body


def test_a_page_is_read_again_as_it_was(tmp_path):
    text = "<title>Маяк</title><p>Маяк снова горит, сообщает газета порта.</p>"
    headers = (("Content-Type", "text/html; charset=koi8-r"), ("Content-Encoding", "gzip"))
    Recorder(tmp_path)(made(body=gzip.compress(text.encode("koi8-r")), headers=headers))
    (capture,) = read(str(written(tmp_path)))
    assert isinstance(capture, Capture)
    assert (capture.body, capture.charset, capture.fetched) == (text.encode("koi8-r"), "koi8-r", NOW)


def test_the_way_to_a_page_is_told_again(tmp_path):
    keep = Recorder(tmp_path)
    keep(made("https://a.example/", status=301, headers=(("Location", "https://b.example/x"),), body=b""))
    keep(made("https://b.example/x", body=b'<meta http-equiv=refresh content="0; url=/y">'))
    keep(made("https://b.example/y"))
    keep(made("https://b.example/y"))
    first, again = read(str(written(tmp_path)))
    assert isinstance(first, Capture) and isinstance(again, Capture)
    assert (first.url, first.final_url) == ("https://a.example/", "https://b.example/y")
    assert first.redirects == (Redirect("https://a.example/", 301), Redirect("https://b.example/x", 200))
    assert again.redirects == ()


def test_what_was_read_from_an_archive_says_so(tmp_path):
    memento = "https://archive.example/web/20260304050607id_/https://phare.example/1"
    Recorder(tmp_path)(made(memento=memento))
    (capture,) = read(str(written(tmp_path)))
    assert isinstance(capture, Capture)
    assert (capture.url, capture.memento, capture.fetched) == ("https://phare.example/1", memento, NOW)


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be written"):
        Recorder(tmp_path / "file")(made())


def traced(run, target: str, *more: str) -> dict:
    ran = run("trace", target, *more, "--format", "json")
    assert ran.status == 0, ran.err
    return json.loads(ran.out)


def test_a_trace_is_the_same_from_its_own_captures(run, web, tmp_path, monkeypatch):
    live = traced(run, f"{web}/copie", "--allow-private", "--delay", "0")
    assert live["origin"]["status"] == "found" and len(live["links"]) == 1
    assert live["nodes"][1]["url"] == f"{web}/2026/03/le-phare-est-rallume"
    asked = list(Web.asked)
    captures = tmp_path / "store.captures"
    monkeypatch.setenv("PROVENANCE_STORE", str(tmp_path / "second.db"))
    assert run("ingest", captures).err == "2 new, 0 already there, 0 not read\n"
    again = traced(run, f"{web}/copie", "--offline")
    assert (again["nodes"], again["links"], again["origin"]) == (live["nodes"], live["links"], live["origin"])
    assert Web.asked == asked


def test_what_is_stored_is_not_fetched_again_unless_asked(run, web):
    options = ("--allow-private", "--delay", "0")
    page, original = f"{web}/copie", f"{web}/2026/03/le-phare-est-rallume"
    assert run("ingest", page, original, *options).err == "2 new, 0 already there, 0 not read\n"
    Web.asked.clear()
    assert run("ingest", page, original, *options).err == "0 new, 2 already there, 0 not read\n"
    assert Web.asked == []
    assert run("ingest", page, "--refresh", *options).err == "0 new, 1 already there, 0 not read\n"
    assert Web.asked == ["/robots.txt", "/copie"]


def test_all_captures_as_one_wacz(run, web, tmp_path):
    assert run("trace", f"{web}/copie", "--allow-private", "--delay", "0").status == 0
    out = tmp_path / "all.wacz"
    assert run("store", "wacz", out).err == f"3 pages written to {out}\n"
    with zipfile.ZipFile(out) as file:
        assert file.testzip() is None
        told = json.loads(file.read("datapackage.json"))
        assert {one["path"].partition("/")[0] for one in told["resources"]} == {"archive", "indexes", "pages"}
        archive = next(one for one in file.infolist() if one.filename.startswith("archive/"))
        assert archive.compress_type == zipfile.ZIP_STORED
        warc = file.read(archive)
        for line in file.read("indexes/index.cdx").decode().splitlines():
            row = json.loads(line.split(" ", 2)[2])
            (record,) = ArchiveIterator(io.BytesIO(warc[row["offset"] : row["offset"] + row["length"]]))
            assert record.rec_headers.get_header("WARC-Target-URI") == row["url"]
            assert record.rec_headers.get_header("WARC-Payload-Digest") == row["digest"]
    assert run("store", "wacz", out).status == 3  # there already
    pages = [one for one in read(str(out)) if isinstance(one, Capture)]
    assert [one.final_url for one in pages] == [f"{web}/copie", f"{web}/2026/03/le-phare-est-rallume"]


def test_no_captures_no_wacz(tmp_path):
    with pytest.raises(ExportError, match="no captures here"):
        write_wacz(tmp_path / "none", tmp_path / "x.wacz")
    assert not list(tmp_path.iterdir())


def test_a_wacz_that_is_none(tmp_path):
    bad = tmp_path / "bad.wacz"
    bad.write_bytes(b"not a zip")
    with pytest.raises(NotAnArticle, match="not a WACZ file"):
        list(read(str(bad)))
    with zipfile.ZipFile(tmp_path / "empty.wacz", "w") as file:
        file.writestr("pages/pages.jsonl", "")
    with pytest.raises(NotAnArticle, match="without WARC files"):
        list(read(str(tmp_path / "empty.wacz")))
    with zipfile.ZipFile(tmp_path / "torn.wacz", "w") as file:
        file.writestr("archive/a.warc.gz", b"\x1f\x8b nonsense")
    assert all(isinstance(one, Failure) for one in read(str(tmp_path / "torn.wacz"), Options()))


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Phare.example/A/b/?z=1&a=2#x", "example,phare)/a/b?a=2&z=1"),
        ("http://phare.example:8080", "example,phare:8080)/"),
        ("http://127.0.0.1:80/x", "127.0.0.1)/x"),
    ],
)
def test_sort_friendly_addresses(url, key):
    assert surt(url) == key


@pytest.mark.xdist_group("pywb")
def test_pywb_replays_what_stands_in_a_wacz(tmp_path):
    """Another program's word on our files: it unpacks the WACZ, takes its index, and gives the page back."""
    Recorder(tmp_path / "captures")(made(body=b"<p>Le phare, de nouveau</p>"))
    write_wacz(tmp_path / "captures", tmp_path / "all.wacz")
    with archive(tmp_path, [tmp_path / "all.wacz"]) as prefix:
        (capture,) = read("https://phare.example/1", Options(archive=prefix, delay=0.0))
    assert isinstance(capture, Capture)
    assert (capture.body.decode(), capture.fetched) == ("<p>Le phare, de nouveau</p>", NOW)
