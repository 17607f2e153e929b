"""The walk over a web that stands in an archive: every true chain, and every reason why one could not be followed."""

import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from typing import ClassVar

import pytest

import provenance
from provenance.acquire import Options
from provenance.formats import chain_json
from provenance.walk import Limits
from tests.pywb import Held, archive
from tests.reach_web import DAY, Page, at, home, link, story, web
from tests.sites import serving

pytestmark = pytest.mark.xdist_group("pywb")
WEB = web()
EXTRA = (
    Page(at("falaise", "la-craie"), "craie", link("https://dune.example/never-captured/x"), 5),
    Page(at("golfe", "la-poix"), "poix", home("nulle-part"), 5),
    Page(at("havre", "la-suie"), "suie", home("jetee"), 5),
)


@pytest.fixture(scope="module")
def prefix(tmp_path_factory) -> Iterator[str]:
    held = [*WEB.held(), *(page.held() for page in EXTRA)]
    with archive(tmp_path_factory.mktemp("web"), held) as address:
        yield address


def traced(run, target: str, *options: object) -> dict:
    ran = run("trace", target, "--delay", "0", "--format", "json", *options)
    assert ran.status == 0, ran.err
    return json.loads(ran.out)


def hops(chain: dict) -> set[tuple[str, str]]:
    urls = {node["id"]: node["url"] for node in chain["nodes"] if node["status"] == "read"}
    found = {(urls.get(link["derived"]), urls.get(link["source"])) for link in chain["links"]}
    return {(a, b) for a, b in found if a and b}


def unread(chain: dict) -> dict:
    (node,) = [node for node in chain["nodes"] if node["status"] != "read"]
    return node


def test_the_web_is_large_enough():
    assert len(WEB.pages) >= 30 and len(WEB.hosts) >= 12
    assert max(map(len, WEB.truth.values())) >= 5


@pytest.mark.parametrize("target", sorted(WEB.truth))
def test_every_true_hop_is_found_in_the_archive(run, prefix, target):
    assert WEB.truth[target] <= (found := hops(traced(run, target, "--archive", prefix)))
    assert not {(b, a) for a, b in found} & found or "encre" in target


@pytest.mark.parametrize("target", [at("anse", "le-sel"), at("ilot", "laine"), at("crique", "la-cire")])
def test_what_is_gone_from_the_live_web_is_found_there_too(run, prefix, target):
    chain = traced(run, target, "--if-gone", prefix)
    assert hops(chain) == WEB.truth[target]
    assert all(f"read from {prefix}" in node["detail"] for node in chain["nodes"])


def test_a_chain_through_the_archive_is_the_same_from_its_own_captures(run, prefix, tmp_path, monkeypatch):
    target = at("anse", "le-sel")
    live = traced(run, target, "--archive", prefix)
    monkeypatch.setenv("PROVENANCE_STORE", str(tmp_path / "second.db"))
    assert run("ingest", tmp_path / "store.captures").status == 0
    again = traced(run, target, "--offline")
    assert (again["nodes"], again["links"], again["origin"]) == (live["nodes"], live["links"], live["origin"])


def test_the_winner_among_candidates_has_its_score_and_the_copy_its_date(run, prefix):
    chain = traced(run, at("ilot", "laine"), "--archive", prefix)
    (hop,) = chain["links"]
    assert hop["confidence"] > 0.9
    rules = {one["rule"] for one in hop["evidence"]}
    assert {"text-overlap", "archived-before"} <= rules


def test_the_budget_of_pages_is_kept_and_told(run, prefix):
    chain = traced(run, at("havre", "la-suie"), "--archive", prefix, "--pages", "2")
    assert "stopped after 2 pages" in unread(chain)["detail"]
    chain = traced(run, at("havre", "la-suie"), "--archive", prefix, "--pages", "0")
    assert "stopped after 0 pages" in unread(chain)["detail"]


def test_nothing_found_says_what_was_tried(run, prefix):
    node = unread(traced(run, at("havre", "la-suie"), "--archive", prefix))
    assert node["status"] == "named"
    assert "no stored page of it matches; tried: " in node["detail"]
    assert f"pages of jetee.example captured from 2023-02-04 to 2023-03-08 in {prefix}" in node["detail"]
    assert "0 pages of nulle-part.example" in unread(traced(run, at("golfe", "la-poix"), "--archive", prefix))["detail"]


def test_could_not_look_is_not_nothing_found(run, prefix):
    target = at("falaise", "la-craie")
    node = unread(traced(run, target, "--archive", prefix))
    assert (node["status"], node["url"]) == ("unreachable", "https://dune.example/never-captured/x")
    assert "no capture in" in node["detail"]
    nobody = _free_address()
    node = unread(traced(run, at("havre", "la-suie"), "--archive", prefix, "--if-gone", nobody))
    assert f"{nobody} could not be asked" in node["detail"]


def test_a_search_stops_at_the_depth_that_was_asked_for(run, prefix):
    chain = traced(run, at("anse", "le-sel"), "--archive", prefix, "--depth", "2")
    assert len(hops(chain)) == 2
    assert any("stopped after 2 hops" in note for note in chain["notes"])
    beyond = unread(chain)
    assert (beyond["status"], beyond["detail"]) == ("not-looked", "the walk stopped after 2 hops")
    assert beyond["url"] == at("dune", "le-sel")
    assert hops(traced(run, at("anse", "le-sel"), "--archive", prefix)) == WEB.truth[at("anse", "le-sel")]


def test_one_article_under_three_addresses_is_one_node(run, prefix):
    ids = set()
    for host in ("anse", "brise", "dune"):
        chain = traced(run, at(host, "le-lin"), "--archive", prefix)
        ids.add(chain["links"][0]["source"])
    assert len(ids) == 1


def test_a_page_that_cites_itself_is_its_own_origin(run, prefix):
    chain = traced(run, at("kiosque", "la-corde"), "--archive", prefix)
    assert chain["links"] == []


def _free_address() -> str:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{held.getsockname()[1]}/"


def test_an_original_in_another_language_is_found_among_what_the_archive_captured(run, tmp_path, examples):
    """The shipped example, whose last credit names a Russian site without an address."""
    names = {
        "4-carnet-de-quai": ("carnet-de-quai.example/notes/cent-jours-sans-port/", 21),
        "3-passerelle-info": ("passerelle-info.example/monde/le-port-ferme-cent-jours/", 18),
        "2-horizon-sud": ("horizon-sud.example/2023/03/port-ferme-cent-jours/", 18),
        "1-vestnik-gavani": ("vestnik-gavani.example/2023/03/15/port-sto-dnej/", 15),
        "5-vestnik-gavani-bees": ("vestnik-gavani.example/2023/03/14/pchely/", 14),
    }
    held = [
        Held(f"https://{url}", datetime(2023, 3, day, 20, tzinfo=UTC), (examples / f"{name}.html").read_text("utf-8"))
        for name, (url, day) in names.items()
    ]
    urls = [one.url for one in held]
    with archive(tmp_path, held) as prefix:
        chain = traced(run, urls[0], "--archive", prefix)
    assert hops(chain) == set(pairwise(urls[:4]))
    assert chain["origin"]["status"] == "found"
    assert next(node for node in chain["nodes"] if node["id"] == chain["origin"]["node"])["language"] == "ru"


class Live(BaseHTTPRequestHandler):
    """A site on the live web: a copy, its source behind robots.txt, a stub where an article was; a search service."""

    pages: ClassVar[dict[str, tuple[str, str]]] = {}
    robots: ClassVar[str] = ""
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        Live.asked.append(self.path)
        media, text = self.pages.get(self.path.partition("?")[0], ("", ""))
        if self.path == "/robots.txt":
            media, text = "text/plain", self.robots
        self.send_response(200 if text else 404)
        self.send_header("Content-Type", media)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def live(monkeypatch) -> Iterator[str]:
    """The port at which every `.example` host is served."""
    system = socket.getaddrinfo

    def lookup(host, *rest, **more):
        return system("127.0.0.1" if str(host).endswith(".example") else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    Live.pages, Live.robots, Live.asked = {}, "", []
    with serving(Live) as address:
        yield address.rpartition(":")[2]


def pair(port: str, story: str, credit: str | None = None) -> tuple[Page, Page]:
    """A copy and its source on two hosts of the live web; the copy's page is already there."""
    source = Page(f"http://source.example:{port}/2023/03/{story}", story)
    copy = Page(f"http://copie.example:{port}/2023/03/copie", story, credit or link(source.url, "Gazette du Ponant"), 3)
    Live.pages["/2023/03/copie"] = ("text/html", copy.html())
    return copy, source


@pytest.fixture
def walk(tmp_path, live):
    """Trace on the live web of the test, as the command line would if it could allow both hosts."""

    def call(target: str, limits: int = 20, **options: object) -> dict:
        places = frozenset(f"{host}.example:{live}" for host in ("copie", "source"))
        with provenance.open(tmp_path / "store.db", write=True) as store:
            reading = Options(private=places, delay=0.0, **options)
            return chain_json(provenance.trace(target, store, reading, Limits(pages=limits)))

    return call


def test_what_robots_forbid_was_not_looked_at_and_is_looked_at_next_time(walk, live):
    copy, source = pair(live, "zinc")
    Live.pages["/2023/03/zinc"] = ("text/html", source.html())
    Live.robots = "User-agent: *\nDisallow: /2023/03/zinc\n"
    node = unread(walk(copy.url))
    assert node["status"] == "not-looked" and "robots.txt forbids it" in node["detail"]
    Live.robots = ""
    assert hops(walk(copy.url)) == {(copy.url, source.url)}
    assert hops(walk(copy.url, offline=True)) == {(copy.url, source.url)}


def test_a_source_inside_is_named_and_not_asked(run, live):
    copy, source = pair(live, "bronze")
    Live.pages["/2023/03/bronze"] = ("text/html", source.html())
    node = unread(traced(run, copy.url, "--allow-private"))
    assert (node["status"], node["url"]) == ("not-looked", source.url)
    assert "a private or local address" in node["detail"]
    assert "/2023/03/bronze" not in Live.asked


def test_a_stub_where_the_article_was_is_replaced_by_its_first_capture(walk, live, tmp_path):
    copy, source = pair(live, "etain")
    stub = "<title>L'étain</title><p>Cet article est réservé à nos abonnés, qui nous font vivre depuis toujours.</p>"
    Live.pages["/2023/03/etain"] = ("text/html", stub)
    with archive(tmp_path, [source.held()]) as prefix:
        chain = walk(copy.url, if_gone=(prefix,))
        again = walk(copy.url, offline=True)
    (hop,) = chain["links"]
    assert hop["confidence"] > 0.9
    found = next(node for node in chain["nodes"] if node["id"] == hop["source"])
    assert f"read from {prefix}" in found["detail"]
    assert again["links"] == chain["links"]


def test_the_free_beginning_of_a_paid_article_is_replaced_by_a_longer_capture(walk, live, tmp_path):
    _, source = pair(live, "argent")
    mark = '<script type="application/ld+json">{"@type": "Article", "isAccessibleForFree": false}</script>'
    stub = f"<title>L'argent</title>{mark}<p>{story('argent')[0]}</p>"
    Live.pages["/2023/03/argent"] = ("text/html", stub)
    assert walk(source.url)["nodes"][0]["detail"] is None
    with archive(tmp_path, [source.held()]) as prefix:
        chain = walk(source.url, if_gone=(prefix,), refresh=True)
    assert f"read from {prefix}" in chain["nodes"][0]["detail"]
    with provenance.open(tmp_path / "store.db", write=True) as store:
        assert story("argent")[-1] in store.article(chain["article"]).text


def test_a_first_capture_with_another_text_is_no_date(walk, live, tmp_path):
    copy, source = pair(live, "plomb")
    Live.pages["/2023/03/plomb"] = ("text/html", source.html())
    other = Held(source.url, DAY, Page(source.url, "tout autre chose").html())
    with archive(tmp_path, [other]) as prefix:
        (hop,) = walk(copy.url, if_gone=(prefix,))["links"]
    assert "archived-before" not in {one["rule"] for one in hop["evidence"]}


def test_a_search_service_is_asked_only_when_it_is_named(walk, live):
    copy, source = pair(live, "fer", "<p>Source : Forge Ancienne</p>")
    answer = json.dumps({"results": [{"url": source.url}, {"url": f"{source.url}/no"}, {"title": "no address"}, 7]})
    Live.pages |= {"/2023/03/fer": ("text/html", source.html()), "/search": ("application/json", answer)}
    assert hops(walk(copy.url)) == set()
    assert not any(path.startswith("/search") for path in Live.asked)
    assert hops(walk(copy.url, search=f"http://127.0.0.1:{live}/")) == {(copy.url, source.url)}


def test_a_search_service_that_fails_is_told(walk, live):
    copy, _ = pair(live, "fer", "<p>Source : Forge Ancienne</p>")
    Live.pages["/search"] = ("text/html", "<p>403</p>")
    node = unread(walk(copy.url, search=f"http://127.0.0.1:{live}/"))
    assert "no JSON (its settings must allow the format)" in node["detail"]


@pytest.mark.parametrize("dated", ["0001-01-01", "9999-12-31T23:59:59Z", "2999-01-01"])
def test_a_date_that_is_none_does_no_harm(run, prefix, tmp_path, dated):
    page = Page(at("havre", "la-poudre"), "poudre", home("jetee"), 5)
    file = tmp_path / "page.html"
    file.write_text(page.html().replace("2023-03-06T00:00:00+00:00", dated), "utf-8")
    node = unread(traced(run, file, "--archive", prefix))
    assert "pages of jetee.example captured from 20" in node["detail"]


def test_a_title_without_end_is_searched_for_by_its_beginning(walk, live):
    copy, _ = pair(live, "fer", "<p>Source : Forge Ancienne</p>")
    long = f"<title>{'fer et feu ' * 20_000}</title>"
    Live.pages["/2023/03/copie"] = ("text/html", copy.html().replace("<title>Une histoire de fer | Copie", long))
    Live.pages["/search"] = ("application/json", '{"results": []}')
    node = unread(walk(copy.url, search=f"http://127.0.0.1:{live}/"))
    assert "0 results of" in node["detail"] and len(node["detail"]) < 1000
