"""What was read before and is met again: in a file that changed, and changed back, and in archives of several days."""

import io
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import provenance
from tests.web import BODY, MORE, Page

pytestmark = pytest.mark.both

FIRST, SECOND = (Page("alpha", body) for body in (BODY, MORE))


def news(store, path):
    return [result.new for result in provenance.ingest(str(path), store)]


def body(store):
    (node,) = store.find(FIRST.url)
    return next(page.body for page in (FIRST, SECOND) if page.body[0] in store.article(node.id).text)


def test_a_file_that_changed_and_changed_back_is_kept_as_it_is(store, tmp_path):
    path = tmp_path / "page.html"
    for page in (FIRST, SECOND, FIRST, SECOND):
        path.write_text(page.html(), "utf-8")
        assert (news(store, path), news(store, path)) == ([True], [False])
        assert body(store) == page.body


def test_two_files_of_one_page_are_not_read_in_turns(store, tmp_path):
    for name, page in (("a", FIRST), ("b", SECOND)):
        (tmp_path / f"{name}.html").write_text(page.html(), "utf-8")
    assert news(store, tmp_path) == [True, True]
    for _ in range(2):
        assert news(store, tmp_path) == [False, False]
        assert body(store) == MORE


def test_two_entries_of_one_name_in_a_feed_are_not_read_in_turns(store, tmp_path):
    items = "".join(
        f"<item><title>{page.body[0]}</title><link>{FIRST.url}</link><guid>one</guid>"
        f"<description>{' '.join(page.body)}</description></item>"
        for page in (FIRST, SECOND)
    )
    path = tmp_path / "feed.xml"
    path.write_text(f'<rss version="2.0"><channel><title>T</title>{items}</channel></rss>', "utf-8")
    options = provenance.Options(offline=True)
    told = [[one.new for one in provenance.ingest(str(path), store, options)] for _ in range(3)]
    assert told == [[True, True], [False, False], [False, False]]
    assert body(store) == MORE


def archive(path: Path, *taken: tuple[str, Page]) -> Path:
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=False)
        for date, page in taken:
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                page.url,
                "response",
                payload=io.BytesIO(page.html().encode()),
                http_headers=headers,
                warc_headers_dict={"WARC-Date": date},
            )
            writer.write_record(record)
    return path


def test_an_archive_of_several_days_is_read_once_and_a_later_one_anew(store, tmp_path):
    days = [f"2026-01-{day:02}T08:00:00Z" for day in (1, 2, 3)]
    both = archive(tmp_path / "both.warc", (days[0], FIRST), (days[1], SECOND))
    assert news(store, both) == [True, True]
    assert news(store, both) == [False, False]
    assert body(store) == MORE
    later = archive(tmp_path / "later.warc", (days[2], FIRST))
    assert (news(store, later), news(store, later), news(store, both)) == ([True], [False], [False, False])
    assert body(store) == BODY
