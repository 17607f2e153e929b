"""A few bytes that stand for many: records, feeds and archives cost no more than their bound."""

import gzip
import io
from importlib import import_module

import pytest

from provenance.acquire import Options, feeds
from provenance.acquire.warc import read_records
from provenance.acquire.warcheads import LONGEST
from provenance.errors import NotAnArticle
from provenance.model import Capture

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>The ferry sailed late this morning.</p>"
RECORD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://quai.example/a\r\n"
    b"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
)
GOOD = RECORD % (len(PAGE), PAGE)


@pytest.mark.parametrize(
    "head",
    [
        b"WARC/1.0\r\nX: " + b"a" * 3 * LONGEST,
        b"WARC/1.0\r\n" + b"X: y\r\n" * LONGEST,
        RECORD % (3 * LONGEST + 20, b"HTTP/1.1 200 OK\r\nX: " + b"a" * 3 * LONGEST),
    ],
    ids=["a line", "many lines", "of HTTP"],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_head_without_end_is_given_up_and_the_next_record_is_read(head, pack):
    broken, good = read_records(io.BytesIO(pack(head + b"\r\n\r\n") + pack(GOOD)), "x", Options())
    assert str(broken.error) == f"x:1: broken record at offset 0 (a head of more than {LONGEST:,} bytes)"
    assert isinstance(good, Capture)
    assert good.url == "https://quai.example/a"


def test_many_records_are_no_long_head():
    found = list(read_records(io.BytesIO(GOOD * 5_000), "x", Options()))
    assert len(GOOD) * 5_000 > LONGEST
    assert all(isinstance(one, Capture) for one in found)
    assert len(found) == 5_000


def test_a_feed_of_elements_within_elements_is_refused_and_a_long_one_cut(monkeypatch):
    deep = b"<rss version='2.0'><channel>" + b"<a>" * 300_000 + b"<item><title>x</title></item></channel></rss>"
    with pytest.raises(NotAnArticle, match=r"^x: a feed of more than 200,000 elements within each other$"):
        feeds.parse(deep, "x")
    monkeypatch.setattr(import_module("provenance.acquire.feeds.parse"), "MAX_ENTRIES", 3)
    items = b"".join(b"<item><title>T%d</title></item>" % number for number in range(5))
    feed = feeds.parse(b"<rss version='2.0'><channel>" + items + b"</channel></rss>", "x")
    assert [entry.title for entry in feed.entries] == ["T0", "T1", "T2"]


def test_line_breaks_in_a_feed_are_no_depth():
    item = (
        b"<item><title>x</title><description><![CDATA["
        + b"a<br><img src=x><hr/>" * 100_000
        + b"]]></description></item>"
    )
    feed = feeds.parse(b"<rss version='2.0'><channel>" + item + b"</channel></rss>", "x")
    assert len(feed.entries) == 1
    assert feed.damage is None


def test_a_text_that_stands_once_in_a_parquet_file_and_in_every_row_is_read_row_by_row(tmp_path, monkeypatch):
    arrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    text = arrow.DictionaryArray.from_arrays(arrow.array([0] * 60, arrow.int32()), arrow.array(["The ferry. " * 9_000]))
    table = arrow.table({"url": [f"https://quai.example/{n}" for n in range(60)], "text": text})
    parquet.write_table(table, tmp_path / "x.parquet", compression="zstd", row_group_size=40)
    module = import_module("provenance.acquire.parquet")
    taken = []
    rows = module._rows
    monkeypatch.setattr(module, "_rows", lambda group: taken.append(rows(group)) or taken[-1])
    for most, at_once in ((200_000_000, 50), (300_000, 3), (1, 1)):
        monkeypatch.setattr(module, "_AT_ONCE", most)
        found = list(module.read_parquet(str(tmp_path / "x.parquet"), Options()))
        assert [page.url for page in found] == table["url"].to_pylist()
        assert taken[-2:] == [at_once, at_once]


def test_a_link_that_leads_out_of_a_folder_is_named_and_not_read(run, tmp_path):
    (tmp_path / "secret.txt").write_text("The key to the harbour is below the third stone.")
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.html").write_text("<p>The ferry sailed late.</p>")
    (folder / "b.html").symlink_to("a.html")
    (folder / "c.txt").symlink_to("../secret.txt")
    (folder / "d.txt").symlink_to("/dev/zero")
    ran = run("inspect", folder, "--format", "jsonl")
    assert ran.status == 1
    assert ran.out.count("\n") == 4
    assert "third stone" not in ran.out
    assert ran.err.count("a link that leads out of the folder") == 2
