"""How hosts are asked: with leave, one at a time, not too often, again only when that may help."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.acquire import Options, read
from provenance.acquire.exchange import Exchange
from provenance.acquire.manners import Manners, seconds_of
from provenance.errors import Refused, Unchanged, Unreachable
from provenance.model import Capture, Redirect
from tests.sites import serving

PAGE = "<!doctype html><title>Le bac</title><p>Le bac de Portneuf ne passera plus le dimanche.</p>"


class Site(BaseHTTPRequestHandler):
    """A site whose robots.txt and moods a test sets."""

    robots: ClassVar[tuple[int, str]] = (404, "")
    moods: ClassVar[list[tuple[int, dict[str, str]]]] = []
    asked: ClassVar[list[str]] = []
    sent: ClassVar[list[dict[str, str]]] = []

    def do_GET(self) -> None:
        if self.path == "/robots.txt":
            self.answer(*self.robots)
            return
        Site.asked.append(self.path)
        Site.sent.append({name.lower(): value for name, value in self.headers.items()})
        if self.moods:
            status, headers = self.moods.pop(0)
            self.answer(status, "not now", **headers)
        elif self.path == "/etag" and self.headers["If-None-Match"] == '"v1"':
            self.answer(304, "")
        elif self.path.startswith("/refresh"):
            there = self.path.partition("?")[2]
            self.answer(200, f'<html><meta http-equiv="refresh" content="{there}"><title>Wait</title>')
        else:
            self.answer(200, PAGE, etag='"v1"')

    def answer(self, status: int, text: str, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"content_type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    Site.robots, Site.moods, Site.asked, Site.sent = (404, ""), [], [], []
    with serving(Site) as address:
        yield address


class Time:
    """A clock that only moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now, self.slept = 100.0, list[float]()

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


def politely(site: str, time: Time, **changes: Any) -> Options:
    place = frozenset({site.removeprefix("http://")})
    return Options(private=place, manners=Manners(time.clock, time.sleep), timeout=5.0, **changes)


def one(target: str, options: Options) -> Capture:
    (capture,) = read(target, options)
    assert isinstance(capture, Capture)
    return capture


def test_robots_are_asked_once_and_heeded(site, time):
    Site.robots = (200, "User-agent: *\nDisallow: /private\n\nUser-agent: provenance\nDisallow: /not-for-us\n")
    options = politely(site, time)
    assert one(f"{site}/private/1", options).status == 200  # a group of our own is the only one that counts
    with pytest.raises(Refused, match=r"/not-for-us/1: robots\.txt forbids it"):
        one(f"{site}/not-for-us/1", options)
    assert Site.asked == ["/private/1"]


def test_robots_can_be_overridden(site, time):
    Site.robots = (200, "User-agent: *\nDisallow: /\n")
    assert one(f"{site}/1", politely(site, time, robots=False)).status == 200


@pytest.mark.parametrize(
    "robots", [(404, ""), (403, "no"), (200, "\x00\xff not rules at all"), (200, "<html>home</html>")]
)
def test_without_rules_everything_may_be_read(site, time, robots):
    Site.robots = robots
    assert one(f"{site}/1", politely(site, time)).status == 200


def test_a_host_that_cannot_say_is_not_asked(site, time):
    Site.robots = (500, "")
    options = politely(site, time)
    for _ in range(2):
        with pytest.raises(Unreachable, match=r"its robots\.txt could not be read \(HTTP 500\)"):
            one(f"{site}/1", options)
    assert Site.asked == []


def test_between_two_requests_to_a_host_there_is_a_pause(site, time):
    options = politely(site, time, delay=1.5)
    one(f"{site}/1", options)
    assert time.slept == []
    one(f"{site}/2", options)
    assert time.slept == [1.5]


@pytest.mark.parametrize(("asked", "kept"), [("7", 7.0), ("86400", 60.0)])
def test_the_pause_that_robots_ask_for_is_kept(site, time, asked, kept):
    Site.robots = (200, f"User-agent: *\nCrawl-delay: {asked}\n")
    options = politely(site, time)
    one(f"{site}/1", options)
    one(f"{site}/2", options)
    assert time.slept == [kept]


def test_a_busy_host_is_asked_again_after_the_time_it_names(site, time):
    Site.moods = [(503, {"retry-after": "9"}), (429, {})]
    assert one(f"{site}/1", politely(site, time, delay=0.0)).status == 200
    assert time.slept == [9.0, 2.0]  # what it asked for, then the back-off of the second time


def test_a_host_that_stays_busy_is_given_up(site, time):
    Site.moods = [(503, {})] * 9
    with pytest.raises(Unreachable, match="HTTP 503"):
        one(f"{site}/1", politely(site, time, delay=0.0))
    assert Site.asked == ["/1"] * 3


def test_a_host_that_asks_for_a_long_wait_is_left_alone(site, time):
    Site.moods = [(429, {"retry-after": "3600"})]
    options = politely(site, time, delay=0.0)
    with pytest.raises(Unreachable, match="HTTP 429, asks to wait 3,600 seconds"):
        one(f"{site}/1", options)
    with pytest.raises(Unreachable, match="left alone for 3600 more seconds"):
        one(f"{site}/2", options)
    time.now += 3600
    assert one(f"{site}/2", options).status == 200
    assert Site.asked == ["/1", "/2"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 500])
def test_other_answers_are_final(site, time, status):
    Site.moods = [(status, {})]
    with pytest.raises(Unreachable, match=f"HTTP {status}"):
        one(f"{site}/1", politely(site, time))
    assert Site.asked == ["/1"]


def test_one_host_is_never_asked_twice_at_a_time(site):
    busy, most = 0, 0
    manners = Manners()

    def visit() -> None:
        nonlocal busy, most
        with manners.turn("x.example:80", 0.0):
            busy += 1
            most = max(most, busy)
            threading.Event().wait(0.005)
            busy -= 1

    threads = [threading.Thread(target=visit) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_a_page_that_was_read_before_is_asked_for_with_its_tag(site, time):
    options = politely(site, time, conditions=lambda url: {"If-None-Match": '"v1"'})
    with pytest.raises(Unchanged, match="has not changed"):
        one(f"{site}/etag", options)
    assert one(f"{site}/etag", politely(site, time)).status == 200


def test_every_answer_is_handed_on(site, time):
    kept: list[Exchange] = []
    Site.moods = [(503, {})]
    one(f"{site}/1", politely(site, time, keep=kept.append))
    assert [(e.url.removeprefix(site), e.status) for e in kept] == [("/robots.txt", 404), ("/1", 503), ("/1", 200)]
    assert kept[-1].header("ETag") == '"v1"' and kept[-1].body == PAGE.encode()
    assert ("User-Agent", Options().user_agent) in kept[-1].asked


@pytest.mark.parametrize("there", ["0; url=/page", "3;URL='/page'"])
def test_a_page_that_sends_its_reader_on_is_followed(site, time, there):
    capture = one(f"{site}/refresh?{there.replace(' ', '')}", politely(site, time))
    assert capture.final_url == f"{site}/page"
    (step,) = capture.redirects
    assert step.status == 200 and step.url.startswith(f"{site}/refresh?")


@pytest.mark.parametrize("there", ["300;url=/page", "0", "nonsense", "60"])
def test_a_page_that_only_renews_itself_is_read(site, time, there):
    assert one(f"{site}/refresh?{there}", politely(site, time)).redirects == ()


def test_a_refresh_passes_the_same_gates(site, time):
    with pytest.raises(Refused, match="no http or https address"):
        one(f"{site}/refresh?0;url=javascript:alert(1)", politely(site, time))


def test_what_the_user_named_is_no_leave_for_other_places(site, time):
    with serving(Site) as other:
        Site.moods = [(302, {"location": f"{other}/inside"})]
        with pytest.raises(Refused, match="private or local"):
            one(f"{site}/1", politely(site, time))
    assert Site.asked == ["/1"]


def test_redirects_are_told(site, time):
    Site.moods = [(301, {"location": "/b"}), (307, {"location": f"{site}/c#part"})]
    capture = one(f"{site}/a", politely(site, time))
    assert capture.redirects == (Redirect(f"{site}/a", 301), Redirect(f"{site}/b", 307))
    assert (capture.url, capture.final_url) == (f"{site}/a", f"{site}/c")


@given(st.integers(0, 10**8))
def test_retry_after_in_seconds_or_as_a_date(seconds):
    now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert seconds_of(f" {seconds} ") == seconds
    assert seconds_of(format_datetime(now + timedelta(seconds=seconds)), now) == seconds


@given(st.text())
def test_any_retry_after_is_read_or_passed_over(text):
    found = seconds_of(text)
    assert found is None or found >= 0
