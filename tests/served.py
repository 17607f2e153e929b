"""The real server on loopback, in a thread of the test, and requests to it that nothing is hidden from."""

import http.client
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import provenance
from provenance.model import Node, Relation, Status
from provenance.web.access import Access
from provenance.web.server import listening, server_of
from provenance.web.site import Site, stores
from tests.stores import CREDIT, hop, page

TOKEN = "a-token-for-the-tests-only"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Served:
    """A running server: `get`, `post` a form or whatever else, as the browser that has a session or as nobody."""

    port: int
    site: Site

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def session(self) -> dict[str, str]:
        return {"Cookie": f"{self.site.access.cookie}={self.site.access.session}"}

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {TOKEN}"}

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, {"Host": f"127.0.0.1:{self.port}", **(headers or {})})
        answer = connection.getresponse()
        told = Answer(answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read())
        connection.close()
        return told

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers=headers)

    def form(self, path: str, fields: dict[str, str], headers: dict[str, str] | None = None) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.address}
        return self.ask("POST", path, urlencode(fields).encode(), {**kind, **self.session, **(headers or {})})


@contextmanager
def served(store: Path | str, *, read_only: bool = False, private: bool = False) -> Iterator[Served]:
    reader, writer = stores(store, read_only=read_only)
    listener = listening("127.0.0.1", 0)
    port = listener.getsockname()[1]
    access = Access(TOKEN, private, writer is None, cookie=f"provenance_{port}")
    site = Site(reader, writer, access, "ada")
    server = server_of(site, lambda: None)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.01)
    try:
        yield Served(port, site)
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()
        site.close()
        assert not thread.is_alive(), "the server did not stop"


def filled(path: Path) -> Path:
    """A store: berg-2 taken from quay-1, isle-3 from berg-2, both credited; a source that is only named; one unsure link."""
    with provenance.open(path, write=True) as store:
        store.put_article(page("quay-1", title="The ferry sailed", language="en"))
        store.put_article(page("berg-2", title="Паром ушёл", language="ru"), [CREDIT])
        store.put_article(page("isle-3", title="Le bac est parti", language="fr"), [CREDIT])
        store.put_node(Node("nnamed", Status.NAMED, outlet="Harbour Wire", domain="wire.example", detail="not asked"))
        store.put_links(
            [
                hop("first", "berg-2", "quay-1", confidence=0.9, relation=Relation.TRANSLATION),
                hop("second", "isle-3", "berg-2", confidence=0.6),
                hop("third", "quay-1", "named", confidence=0.2, translator=None),
            ]
        )
    return path
