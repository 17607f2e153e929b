"""Attacks of docs/security.md that no other test tries: what is read stays sound, and nothing else happens."""

import gzip
import io
import zipfile
import zlib

import pytest

from fuzz.pages import understood
from provenance.acquire import Failure, Options, read
from provenance.acquire.warc import read_records
from provenance.errors import StoreError
from provenance.store import pack

PAGE = "<!doctype html><html lang=fr><title>Le bac</title><p>Le bac est parti en retard ce matin.</p>"
LD = '<script type="application/ld+json">%s</script>'
NEWS = '{"@type":"NewsArticle",%s}'


@pytest.mark.parametrize(
    "piece",
    [
        LD % ("[" * 100_000 + "]" * 100_000),
        LD % (NEWS % '"isBasedOn":' + "{" * 5_000),
        LD % NEWS % f'"datePublished":{"9" * 5_000}',
        LD % NEWS % '"datePublished":"99999-01-01","isBasedOn":{"url":[1,{"@id":null}]},"author":[[["x"]]]',
        '<time datetime="0000-00-00"><meta property="article:published_time" content="-1-1-1T99:99">',
        "<p>&#xD800;&#0;\x00 Source : x\u2028y\u2029 \u202e\u2066</p>",
        "<p>" + "a" * 2_000_000,
        "<p>a" + " " * 2_000_000 + "b",
        "<a href='https://quai.example/" + "a/../" * 100_000 + "'>Quai</a>",
    ],
    ids=["brackets", "braces", "figures", "shapes", "dates", "signs", "one word", "blanks", "address"],
)
def test_a_page_of_what_no_page_holds_is_read(piece):
    article = understood((PAGE + piece).encode())
    assert article.title == "Le bac"
    assert any("parti en retard" in block.text for block in article.blocks)


@pytest.mark.parametrize(
    "cue", ["Source : ", "via ", "traduction par ", "(((", "«", "出典：", "de de ", "http://a.b/", "A.B."]
)
def test_a_cue_again_and_again_is_read_to_the_end(cue):
    repeated = (cue * 2_000)[:20_000]
    blocks = "".join(f"<p>{(cue * 80)[:560]}</p>" for _ in range(10))
    assert understood(f"{PAGE}<p>{repeated}</p>{blocks}".encode()).title == "Le bac"


@pytest.mark.parametrize(("encoding", "packed"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_a_packed_body_in_a_record_stops_at_the_bound(encoding, packed):
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {encoding}\r\n\r\n".encode()
    http += packed(b"<p>word</p>" * 1_000_000)
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://quai.example/\r\nContent-Type: application/http\r\n"
    record = head + b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(http), http)
    [failure] = read_records(io.BytesIO(record), "x", Options(max_bytes=100_000))
    assert str(failure.error) == "x:1 (https://quai.example/): larger than the limit of 100,000 bytes"


def test_a_member_that_leads_out_of_a_wacz_is_not_unpacked(tmp_path):
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>The ferry sailed.</p>"
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://quai.example/\r\nContent-Type: application/http\r\n"
    record = head + b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(page), page)
    home = tmp_path / "home"
    home.mkdir()
    with zipfile.ZipFile(home / "x.wacz", "w") as file:
        for name in ("../evil.warc", "archive/../../evil.warc", "/evil.warc", "archive/good.warc"):
            file.writestr(name, record)
    found = list(read(str(home / "x.wacz"), Options()))
    assert [page.target for page in found] == [
        f"{home}/x.wacz:archive/{name}:1" for name in ("../../evil.warc", "good.warc")
    ]
    assert [path.name for path in tmp_path.rglob("*")] == ["home", "x.wacz"]


def test_packed_blocks_have_a_bound(monkeypatch):
    monkeypatch.setattr(pack, "_MOST_BYTES", 1_000_000)
    assert pack.unsqueeze(pack.squeeze("a" * 1_000_000), "x")
    with pytest.raises(StoreError, match="x cannot be unpacked"):
        pack.unsqueeze(pack.squeeze("a" * 1_000_001), "x")


@pytest.mark.parametrize("named", ["../secret.html", "/etc/passwd", "a/../../secret.html", "link.html"])
def test_a_report_names_no_file_outside_of_its_folder(tmp_path, named):
    (tmp_path / "secret.html").write_text("<p>The key is below the third stone.</p>")
    home = tmp_path / "home"
    home.mkdir()
    (home / "link.html").symlink_to("../secret.html")
    report = home / "report.csv"
    report.write_text(f"url,resolved_url,http_status,path\nhttps://quai.example/a,,200,{named}\n")
    [failure] = read(str(report), Options(offline=True))
    assert isinstance(failure, Failure)
    assert "not fetched, offline" in str(failure.error)
