"""Pages read out of a web archive: a real one on loopback, and the answers of others as bytes."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

import provenance
from provenance.acquire import Options, read
from provenance.acquire.archives import around, prefix_of, snapshots
from provenance.acquire.snapshots import Snapshot, parse_cdx, parse_http_date, parse_stamp, parse_timemap
from provenance.errors import Refused, Unreachable
from provenance.model import Capture, Redirect
from tests.pywb import Held, archive
from tests.sites import serving

pytestmark = pytest.mark.xdist_group("pywb")


def day(month: int, number: int) -> datetime:
    return datetime(2023, month, number, 10, tzinfo=UTC)


PAGE = "<!doctype html><title>Le moulin</title><p>Le moulin de Trévignon tourne de nouveau depuis samedi.</p>"
HELD = (
    Held("http://moulin.example/2023/le-moulin", day(3, 14), PAGE),
    Held("https://www.moulin.example/2023/le-moulin", day(4, 14), PAGE.replace("samedi", "longtemps")),
    Held("https://www.moulin.example/2023/le-moulin", day(5, 14), "no", 404),
    Held("http://moulin.example/p/7", day(3, 15), "", 301, "/2023/le-moulin"),
    Held("http://moulin.example/circle", day(3, 15), "", 302, "http://moulin.example/circle2"),
    Held("http://moulin.example/circle2", day(3, 15), "", 302, "http://moulin.example/circle"),
    Held("http://moulin.example/only-gone", day(3, 15), "no", 404),
    Held("http://moulin.example/photo", day(3, 15), "\x89PNG", 200, None, "image/png"),
    Held("http://moulin.example/été?a=b&c=d", day(6, 1), PAGE),
    Held("http://inside.example/", day(6, 1), "", 302, "http://127.0.0.1:1/secret"),
)


@pytest.fixture(scope="module")
def pywb(tmp_path_factory) -> Iterator[str]:
    with archive(tmp_path_factory.mktemp("pywb"), HELD) as prefix:
        yield prefix


def from_archive(prefix: str, **changes: Any) -> Options:
    return Options(archive=prefix, delay=0.0, backoff=0.0, **changes)


def one(target: str, options: Options) -> Capture:
    (capture,) = read(target, options)
    assert isinstance(capture, Capture)
    return capture


def test_a_page_is_read_as_it_was_first_captured(pywb):
    capture = one("https://moulin.example/2023/le-moulin?utm_source=x", from_archive(pywb))
    assert capture.body == PAGE.encode()
    assert (capture.url, capture.fetched) == ("https://moulin.example/2023/le-moulin", day(3, 14))
    assert capture.final_url == "http://moulin.example/2023/le-moulin"
    assert capture.memento == f"{pywb}20230314100000id_/http://moulin.example/2023/le-moulin"


def test_captured_redirects_are_followed_within_the_archive(pywb):
    capture = one("http://moulin.example/p/7", from_archive(pywb))
    assert capture.redirects == (Redirect("http://moulin.example/p/7", 301),)
    assert capture.final_url == "http://moulin.example/2023/le-moulin"


def test_an_address_with_letters_and_a_query(pywb):
    assert one("http://moulin.example/été?a=b&c=d", from_archive(pywb)).fetched == day(6, 1)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("http://moulin.example/never-there", "no capture in"),
        ("http://moulin.example/only-gone", "holds 1 captures, none of a page"),
        ("http://moulin.example/photo", "holds 1 captures, none of a page"),
        ("http://moulin.example/circle", "redirects in a circle"),
        ("http://inside.example/", "no capture in"),
    ],
)
def test_what_an_archive_does_not_hold(pywb, page, said):
    with pytest.raises(Unreachable, match=said) as caught:
        one(page, from_archive(pywb))
    assert pywb in str(caught.value)


def test_the_index_of_an_archive(pywb):
    found = snapshots(pywb, "https://moulin.example/2023/le-moulin", from_archive(pywb))
    assert [(one.at, one.status) for one in found] == [(day(3, 14), 200), (day(4, 14), 200), (day(5, 14), 404)]
    assert [one.url for one in around(pywb, "moulin.example", day(3, 1), day(4, 1), from_archive(pywb))] == [
        "http://moulin.example/2023/le-moulin"
    ]


class Gone(BaseHTTPRequestHandler):
    """The live web after the fire: nothing but a front page, and other archives."""

    rest: ClassVar[dict[str, tuple[int, str, str]]] = {}
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        Gone.asked.append(self.path)
        status, media, text = self.rest.get(self.path.partition("?")[0], (404, "text/html", "no"))
        self.send_response(status)
        self.send_header("Location" if status in (301, 302) else "X", text)
        self.send_header("Content-Type", media)
        if self.path.startswith("/web/2023"):
            self.send_header("Memento-Datetime", "Tue, 14 Mar 2023 10:00:00 GMT")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def gone() -> Iterator[str]:
    Gone.rest, Gone.asked = {}, []
    with serving(Gone) as address:
        yield address


def test_the_archives_are_asked_for_what_is_gone(tmp_path, gone):
    page = f"{gone}/2023/le-moulin"
    with archive(tmp_path, [Held(page, day(3, 14), PAGE), Held(f"{gone}/2023/foire", day(3, 14), PAGE)]) as prefix:
        place = frozenset({gone.removeprefix("http://")})
        options = Options(private=place, if_gone=(f"{gone}/none/", prefix), delay=0.0)
        assert one(page, options).memento == f"{prefix}20230314100000id_/{page}"
        Gone.rest["/2023/foire"] = (302, "text/html", "/")
        Gone.rest["/"] = (200, "text/html", PAGE)
        assert one(f"{gone}/2023/foire", options).memento == f"{prefix}20230314100000id_/{gone}/2023/foire"
        with pytest.raises(Unreachable, match=rf"HTTP 404; .* no capture in {gone}/none/; .* no capture in {prefix}"):
            one(f"{gone}/2023/never", options)


def test_without_archives_a_page_that_leads_home_is_gone(gone):
    Gone.rest = {"/2023/x": (301, "text/html", "/"), "/": (200, "text/html", PAGE)}
    with pytest.raises(Unreachable, match="gone; it redirects to a front page"):
        one(f"{gone}/2023/x", Options(private=frozenset({gone.removeprefix("http://")}), delay=0.0))


WAYBACK = json.dumps(
    [
        ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"],
        ["example,moulin)/x", "20230314100000", "http://moulin.example/x", "text/html", "200", "ABC", "9"],
    ]
)


def test_an_archive_that_has_nothing_but_a_timegate(gone):
    page = "/web/20230314100000/http://moulin.example/x"
    Gone.rest = {
        "/web/http://moulin.example/x": (302, "text/html", f"{gone}{page}"),
        page: (200, "text/html", "<p>with a banner</p>"),
        page.replace("0000/", "0000id_/"): (200, "text/html", PAGE),
    }
    capture = one("http://moulin.example/x", from_archive(f"{gone}/web/"))
    assert (capture.body, capture.fetched) == (PAGE.encode(), day(3, 14))


@pytest.mark.parametrize(
    ("place", "media", "text"),
    [
        ("/cdx/search/cdx", "application/json", WAYBACK),
        ("/web/timemap/link/http://moulin.example/x", "application/link-format",
         '<http://moulin.example/x>; rel="original", <http://h/web/20230314100000/http://moulin.example/x>; '
         'rel="first memento"; datetime="Tue, 14 Mar 2023 10:00:00 GMT"'),
    ],
)  # fmt: skip
def test_archives_of_other_kinds(gone, place, media, text):
    replay = "/web/20230314100000id_/http://moulin.example/x"
    Gone.rest = {place: (200, media, text), replay: (200, "text/html", PAGE)}
    capture = one("http://moulin.example/x", from_archive(f"{gone}/web/"))
    assert (capture.body, capture.fetched, capture.memento) == (PAGE.encode(), day(3, 14), f"{gone}{replay}")


def test_an_archive_that_is_down_is_not_an_archive_without_the_page(gone):
    Gone.rest = {"/web/cdx": (500, "text/html", "no")}
    with pytest.raises(Unreachable, match="HTTP 500"):
        one("http://moulin.example/x", from_archive(f"{gone}/web/"))


def test_an_archive_leads_nowhere_else_inside(gone):
    with serving(Gone) as other:
        Gone.rest = {"/web/cdx": (302, "text/html", f"{other}/secret")}
        with pytest.raises(Refused, match="private or local"):
            one("http://moulin.example/x", from_archive(f"{gone}/web/"))
    assert Gone.asked == ["/web/cdx?url=http://moulin.example/x&limit=2000&output=json"]


@pytest.mark.parametrize("text", ["", "ftp://a.example/", "web.archive.org", "http://", "http://a.example/?url="])
def test_what_is_no_prefix(text):
    with pytest.raises(Refused, match="not the address of a service"):
        prefix_of(text)


def test_every_dialect_of_the_index_says_the_same():
    pywb = '{"urlkey": "k", "timestamp": "20230314100000", "url": "http://moulin.example/x", "mime": "text/html", "status": "200", "digest": "ABC"}'
    cdxj = f"example,moulin)/x 20230314100000 {pywb}"
    spaced = "example,moulin)/x 20230314100000 http://moulin.example/x text/html 200 ABC 9"
    expected = [Snapshot("http://moulin.example/x", day(3, 14), 200, "text/html", "ABC")]
    for text in (pywb, f"{pywb}\nnot a row\n{{", cdxj, spaced, WAYBACK):
        assert parse_cdx(text.encode())[:1] == expected
    assert parse_cdx(b"") == [] == parse_cdx(b"[]") == parse_cdx(WAYBACK.partition("], [")[0].encode() + b"]]")
    assert parse_cdx(b"<!doctype html><title>Not here</title>") is None
    assert parse_cdx(b'["a"]') is None


@pytest.mark.parametrize("written", ["Fri, 31 Dec 9999 23:59:59 -0100", "soon", "", "Fri, 99 Dec 2023 10:00:00 GMT"])
def test_a_moment_that_an_archive_cannot_mean_is_none(written):
    assert parse_http_date(written) is None


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_answer_is_read_or_passed_over(data):
    for parse in (parse_cdx, parse_timemap):
        assert all(isinstance(one, Snapshot) for one in parse(data) or ())


@given(st.datetimes(datetime(1996, 1, 1), datetime(2099, 12, 31)).map(lambda at: at.replace(microsecond=0, tzinfo=UTC)))
def test_moments_come_back(at):
    assert parse_stamp(Snapshot("http://a.example/", at).stamp) == at
    assert parse_stamp(at.strftime("%Y")) == datetime(at.year, 1, 1, tzinfo=UTC)
    assert parse_stamp(at.strftime("%Y%m")) == datetime(at.year, at.month, 1, tzinfo=UTC)


def test_an_ingest_keeps_the_longer_text_that_an_archive_has_of_a_paid_page(gone, store):
    page, stamp = f"{gone}/2023/foire", "/web/20230314100000"
    mark = '<script type="application/ld+json">{"@type": "Article", "isAccessibleForFree": false}</script>'
    longer = (
        PAGE
        + "<p>La foire aux filets ouvre samedi, et le vieux phare reste allumé toute la nuit, dit le maire de Trévignon.</p>"
    )
    Gone.rest = {
        "/2023/foire": (200, "text/html", mark + PAGE),
        f"/web/{page}": (302, "text/html", f"{gone}{stamp}/{page}"),
        f"{stamp}/{page}": (200, "text/html", "<p>with a banner</p>"),
        f"{stamp}id_/{page}": (200, "text/html", longer),
    }
    options = Options(private=frozenset({gone.removeprefix("http://")}), if_gone=(f"{gone}/web/",), delay=0.0)
    (got,) = provenance.ingest(page, store, options, 2)
    assert "filets" in store.article(got.node).text
    asked = len(Gone.asked)
    (again,) = provenance.ingest(page, store, options, 2)
    assert (again.node, again.new, len(Gone.asked)) == (got.node, False, asked)
