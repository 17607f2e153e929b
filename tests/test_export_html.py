"""The HTML page: what is in the file, and what a real browser makes of it."""

import base64
import contextlib
import hashlib
import io
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from provenance.formats import FORMATS, export
from provenance.model import (
    DateInterval,
    Derivation,
    Evidence,
    Graph,
    Node,
    Relation,
    Rival,
    Status,
    Verdict,
)
from tests.loopback import alone

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SWITCHES = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--window-size=1300,900",
    "--remote-debugging-pipe",
)  # fmt: skip
HIT = "window.__hit=1;document.title='hit'"
PAYLOADS = (
    f"<script>{HIT}</script>", f"</script><script>{HIT}</script>", f"<img src=x onerror=\"{HIT}\">",
    "<img src=http://evil.example/a.png>", f"<svg onload=\"{HIT}\">", f"<svg><script>{HIT}</script></svg>",
    f"\"><script>{HIT}</script>", f"' onmouseover='{HIT}' x='", f"\" autofocus onfocus=\"{HIT}\" x=\"",
    f"<iframe srcdoc='<script>parent.{HIT}</script>'></iframe>", "<iframe src=http://evil.example/b></iframe>",
    f"javascript:{HIT}", f"JaVaScRiPt:{HIT}", f"java\tscript:{HIT}", f"\x01javascript:{HIT}",
    f"data:text/html,<script>{HIT}</script>", f"vbscript:{HIT}", "file:///etc/passwd",
    "<link rel=stylesheet href=http://evil.example/c.css>", "<style>@import 'http://evil.example/d.css';</style>",
    "<meta http-equiv=refresh content='0;url=http://evil.example/e'>", "<base href=http://evil.example/>",
    f"<!--<script>{HIT}", f"--><script>{HIT}</script>", f"\u2028{HIT}\u2029", f"${{{HIT}}}", f"{{{{{HIT}}}}}",
    f"'];{HIT};//", f"\\u003cscript\\u003e{HIT}", f"<details open ontoggle=\"{HIT}\">",
    "</title></style></textarea><object data=http://evil.example/f>",
    f"<math><mtext></p><img src onerror={HIT}>",
)  # fmt: skip


def date(day: int) -> DateInterval:
    return DateInterval(datetime(2024, 3, day, tzinfo=UTC), datetime(2024, 3, day + 1, tzinfo=UTC), f"2024-03-{day:02}")


def article(name: str, day: int, language: str = "fr", status: Status = Status.READ) -> Node:
    return Node(
        id=name,
        status=status,
        url=f"https://{name}.example/a?b=1&c=2",
        domain=f"{name}.example",
        outlet=name.capitalize(),
        title=f"Les ponts, selon {name}",
        language=language,
        published=date(day),
    )


def hop(derived: str, source: str, relation: Relation, **more: object) -> Derivation:
    evidence = (Evidence("stated", 2.5, "a line names it", f"Source : {source}", "tail", "attribution"),)
    return Derivation(f"{derived}-{source}", derived, source, relation, 0.8, evidence, **more)  # type: ignore[arg-type]


CHAIN = Graph(
    (
        article("origine", 1, "ru", Status.UNIDENTIFIED),
        article("relais", 2),
        article("copie", 3),
        article("autre", 4, "en"),
    ),
    (
        hop("relais", "origine", Relation.TRANSLATION, translator="Avic"),
        hop("copie", "relais", Relation.REPUBLICATION, rivals=(Rival("autre", 0.1),)),
        hop("autre", "relais", Relation.EXCERPT, judgement=Verdict.REJECT),
    ),
)


def hostile() -> Graph:
    nodes, links = [Node("root", Status.READ, outlet="Root", title="Root")], []
    for index, bad in enumerate(PAYLOADS):
        name = f"{bad}{index}"
        nodes.append(
            Node(
                name,
                Status.READ,
                bad,
                bad,
                bad,
                bad,
                bad,
                DateInterval(*[date(1).earliest] * 2, bad),
                (bad,),
                bad,
            )
        )
        evidence = (Evidence(bad, 1.0, bad, bad, bad, bad),)
        links.append(
            Derivation(
                f"l{name}",
                name,
                "root",
                list(Relation)[index % 7],
                0.5,
                evidence,
                bad,
                bad,
                (Rival(bad, 0.1),),
            )
        )
        if index:
            links.append(Derivation(f"m{name}", name, nodes[index].id, Relation.VIA, 0.4, evidence))
    return Graph(tuple(nodes), tuple(links))


def page(graph: Graph, focus: str | None = None) -> str:
    out = io.StringIO()
    next(each for each in FORMATS if each.name == "html").write(graph, out, focus)
    return out.getvalue()


class Parts(HTMLParser):
    """The elements that matter for safety: scripts, styles, and the attributes of all."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs), ""))

    def handle_data(self, data):
        if self.found:
            tag, attributes, text = self.found[-1]
            self.found[-1] = (tag, attributes, text + data)

    def handle_endtag(self, tag):
        self.found.append(("/" + tag, {}, ""))

    def of(self, tag):
        return [(attributes, text) for name, attributes, text in self.found if name == tag]


@pytest.mark.parametrize("graph", [Graph((), ()), CHAIN, hostile()], ids=["empty", "chain", "hostile"])
def test_only_the_shipped_scripts_and_styles_are_allowed_and_they_match_their_hashes(graph):
    parts = Parts(page(graph))
    policy = next(a["content"] for a, _ in parts.of("meta") if a.get("http-equiv"))
    scripts = [text for attributes, text in parts.of("script") if "type" not in attributes]
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts]
    style = base64.b64encode(hashlib.sha256(parts.of("style")[0][1].encode()).digest()).decode()
    assert len(scripts) == 2
    assert policy == (
        f"default-src 'none'; script-src 'sha256-{digests[0]}' 'sha256-{digests[1]}'; style-src"
        f" 'sha256-{style}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert not [tag for tag, a, _ in parts.found if a.get("src") or (a.get("href") or "#")[0] not in "#d"]


def test_the_data_are_whole_and_cannot_end_their_element():
    [data] = [text for a, text in Parts(page(hostile(), "root")).of("script") if a.get("type")]
    assert not set("<>&\u2028\u2029") & set(data)
    read = json.loads(data)
    assert read["focus"] == "root"
    assert [node["title"] for node in read["nodes"]] == [
        "Root",
        *(bad.replace("\x01", "") for bad in PAYLOADS),
    ]
    assert len(read["links"]) == 2 * len(PAYLOADS) - 1


def test_the_page_stays_small():
    assert len(page(Graph((), ())).encode()) < 400_000


class Browser:
    """Chromium spoken to through a pair of pipes, one page at a time."""

    def __init__(self, profile: Path) -> None:
        self.commands, self.answers, self.events, self.number = -1, -1, [], 0
        theirs_in, self.commands = os.pipe()
        self.answers, theirs_out = os.pipe()
        # The browser reads commands from descriptor 3 and writes answers to 4.
        shell = f'exec "$0" "$@" 3<&{theirs_in} 4>&{theirs_out}'
        self.process = subprocess.Popen(
            ["bash", "-c", shell, *alone(), CHROMIUM, *SWITCHES, f"--user-data-dir={profile}", "about:blank"],
            pass_fds=(theirs_in, theirs_out),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self.buffer, self.session = b"", None

    def send(self, method: str, **params: object) -> dict:
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.commands, json.dumps(message).encode() + b"\0")
        while (answer := self.read()).get("id") != self.number:
            self.events.append(answer)
        assert "error" not in answer, answer
        return answer["result"]

    def read(self) -> dict:
        while b"\0" not in self.buffer:
            chunk = os.read(self.answers, 1 << 16)
            assert chunk, "the browser went away"
            self.buffer += chunk
        one, _, self.buffer = self.buffer.partition(b"\0")
        return json.loads(one)

    def open(self, path: Path) -> None:
        self.session, self.events = None, []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime"):
            self.send(f"{domain}.enable")
        self.send("Page.navigate", url=path.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self.read())

    def value(self, expression: str) -> object:
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def requests(self) -> list[str]:
        """What was asked of a network: every request but of the file itself and of inline data."""
        sent = [e for e in self.events if e.get("method") == "Network.requestWillBeSent"]
        urls = [event["params"]["request"]["url"] for event in sent]
        return [url for url in urls if not url.startswith(("file:///tmp/", "data:", "about:"))]

    def thrown(self) -> list[str]:
        return [str(event["params"]) for event in self.events if event.get("method") == "Runtime.exceptionThrown"]

    def close(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self.commands)
        self.process.terminate()
        self.process.wait(10)
        os.close(self.answers)


@pytest.fixture(scope="module")
def browser(tmp_path_factory) -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium must be installed where CI=true")
        pytest.skip("Chromium is not installed: the page is not opened in a browser")
    one = Browser(tmp_path_factory.mktemp("profile"))
    yield one
    one.close()


def opened(browser: Browser, folder: Path, graph: Graph, focus: str | None) -> Browser:
    export(graph, "html", folder / "page.html", focus)
    browser.open(folder / "page.html")
    return browser


def test_the_chain_is_drawn_from_left_to_right_with_its_words(browser, tmp_path):
    page = opened(browser, tmp_path, CHAIN, "copie")
    cards = page.value("[...document.querySelectorAll('.card')].map(c => [c.innerText, c.getBoundingClientRect().x])")
    names = [next(n for n in ("Origine", "Relais", "Copie", "Autre") if n in text) for text, _ in cards]
    assert sorted(names) == ["Autre", "Copie", "Origine", "Relais"]
    where = dict(zip(names, (x for _, x in cards), strict=True))
    assert where["Origine"] < where["Relais"] < min(where["Copie"], where["Autre"])
    assert page.value("document.querySelector('.card.focus').innerText").startswith("ASKED ABOUT")
    assert "goes back to Origine" in page.value("document.getElementById('lead').innerText")
    assert page.value("document.getElementById('trail').innerText").split("\n")[0] == "Origine"
    assert page.value("document.querySelectorAll('#hop-table tbody tr').length") == 3
    assert page.value("document.querySelectorAll('.lines .ink[stroke-dasharray]').length") == 2
    assert page.thrown() == []
    assert page.requests() == []


def test_choosing_a_card_or_a_hop_shows_its_evidence_and_escape_closes_it(browser, tmp_path):
    page = opened(browser, tmp_path, CHAIN, "copie")
    assert page.value("document.getElementById('panel').hidden") is True
    page.value("document.querySelector('.card.focus').click()")
    detail = page.value("document.getElementById('detail').innerText")
    for part in ("Source : relais", "stated", "+2.50", "tail", "attribution", "Autre", "10 %", "80 %"):
        assert part in detail
    page.value("document.querySelector('.hop.r-translation').click()")
    assert "Avic" in page.value("document.getElementById('detail').innerText")
    assert page.value("document.activeElement.tagName") == "H3"
    page.value("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}))")
    assert page.value("document.getElementById('panel').hidden") is True
    assert page.value("document.activeElement.className").startswith("hop r-translation")


def test_search_and_filters_dim_the_picture_and_shorten_the_tables(browser, tmp_path):
    page = opened(browser, tmp_path, CHAIN, None)
    page.value("var s = document.getElementById('search'); s.value = 'AUTRE'; s.dispatchEvent(new Event('input'))")
    lit = "[...document.querySelectorAll('.card:not(.dim) .outlet')].map(c => c.innerText)"
    assert page.value(lit) == ["Autre"]
    assert page.value("document.getElementById('count').innerText") == "1 of 4 articles, 1 of 3 hops"
    page.value("s.value = ''; s.dispatchEvent(new Event('input'))")
    page.value("document.querySelector('.chip.r-excerpt').click()")
    assert page.value("document.querySelectorAll('#hop-table tbody tr').length") == 2
    assert "Autre" not in page.value(lit)
    page.value("var l = document.getElementById('language'); l.value = 'ru'; l.dispatchEvent(new Event('change'))")
    assert page.value(lit) == ["Origine"]


def test_arrow_keys_walk_to_the_source(browser, tmp_path):
    page = opened(browser, tmp_path, CHAIN, "copie")
    page.value("document.querySelector('.card.focus').focus()")
    event = "new KeyboardEvent('keydown', {key: 'ArrowLeft', bubbles: true})"
    press = f"document.activeElement.dispatchEvent({event})"
    page.value(f"{press}; {press}")
    assert "Origine" in page.value("document.activeElement.innerText")


def test_hostile_text_is_shown_and_never_run(browser, tmp_path):
    page = opened(browser, tmp_path, hostile(), "root")
    title = page.value("document.title")
    page.value(
        "for (const b of document.querySelectorAll('.card, .hop, .unfold, .trail button')) b.click();"
        "for (const b of document.querySelectorAll('.card, .hop')) b.click();"
        "window.dispatchEvent(new Event('beforeprint'));"
        "new Promise(done => setTimeout(done, 300))"
    )
    assert page.value("document.querySelectorAll('#hop-table blockquote').length") == 2 * len(PAYLOADS) - 1
    assert page.value("window.__hit === undefined") is True
    assert page.value("document.title") == title
    text = page.value("document.body.innerText")
    assert PAYLOADS[0] in text
    assert page.value("document.querySelectorAll('iframe, object, img, base, style, body link').length") == 1
    hrefs = page.value("[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))")
    assert {href[:8] for href in hrefs} <= {"#hops", "https://", "http://e"}
    assert page.requests() == []
    assert page.thrown() == []


def test_the_browser_would_have_seen_it(browser, tmp_path):
    (tmp_path / "page.html").write_text(f"<p>{PAYLOADS[3]}<script>{HIT}</script>")
    browser.open(tmp_path / "page.html")
    assert browser.value("window.__hit") == 1
    assert browser.requests() == ["http://evil.example/a.png"]


def test_many_articles_loops_and_no_articles_are_drawn_without_error(browser, tmp_path):
    nodes = [article(f"n{i}", 1 + i % 28) for i in range(300)]
    links = [hop(f"n{i}", f"n{(i * 7919) % max(1, i // 3)}", Relation.REPUBLICATION) for i in range(1, 300)]
    links += [hop("n0", "n299", Relation.VIA), hop("n5", "n5", Relation.REVISION)]
    page = opened(browser, tmp_path, Graph(tuple(nodes), tuple(links)), "n299")
    assert page.thrown() == []
    page.value("for (let b; (b = document.querySelector('.unfold'));) b.click()")
    assert page.value("document.querySelectorAll('.card').length") == 300
    assert page.value("document.querySelectorAll('#article-table tbody tr').length") == 100
    page.value("document.getElementById('article-more').click()")
    assert page.value("document.querySelectorAll('#article-table tbody tr').length") == 300
    page = opened(browser, tmp_path, Graph((), ()), None)
    assert page.thrown() == []
    assert page.value("document.getElementById('count').innerText") == "0 articles, 0 hops"
