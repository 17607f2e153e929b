"""What several tests need: the command line in this process, a store of its own, the shipped example."""

import re
import signal
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

import provenance
from provenance.cli import main
from provenance.store import open_store
from tests import postgres
from tests.web import write

if TYPE_CHECKING:
    from provenance.store import Store

KINDS = ("sqlite", "postgresql")

# How fast a machine is says nothing of whether the program is right.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "web"


# What a resolver reads as an address rather than a name, in any of its spellings.
_NUMERIC = re.compile(r"(?:[0-9.]+|0x[0-9a-f.x]+|[0-9a-f:.]*:[0-9a-f:.]*(?:%\w+)?)\Z", re.IGNORECASE)


@pytest.fixture(autouse=True)
def no_names(monkeypatch):
    """Nobody is asked for the address of a host: but for this machine itself, there is none."""
    system = socket.getaddrinfo

    def lookup(host, *rest, **more):
        name = host.decode() if isinstance(host, bytes) else str(host or "")
        if name.rstrip(".").lower() not in ("", "localhost", socket.gethostname()) and not _NUMERIC.match(name):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return system(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)


@dataclass(frozen=True)
class Ran:
    """One run of the command line: exit status, standard output, standard error."""

    status: int
    out: str
    err: str


@pytest.fixture
def examples() -> Path:
    return EXAMPLES


def pytest_configure(config):
    config.addinivalue_line("markers", "both: run over a store in a file and over one on a server")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a shell's way with what runs in its background
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if not hasattr(config, "workerinput"):
        postgres.begin()


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        postgres.end()


def pytest_generate_tests(metafunc):
    if "location" in metafunc.fixturenames and metafunc.definition.get_closest_marker("both"):
        metafunc.parametrize("location", KINDS, indirect=True)


@pytest.fixture
def location(request, tmp_path, monkeypatch) -> Iterator[str]:
    """Where the test's own store is to lie: a path, or with the mark `both` also the URL of a database."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield str(tmp_path / "store.db")
        return
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))  # what is kept beside a server's store
    with postgres.database() as url:
        yield url


@pytest.fixture
def store(location) -> "Iterator[Store]":
    """The test's own store, open."""
    with open_store(location) as opened:
        yield opened


@pytest.fixture
def take(tmp_path, store):
    """Put pages into the store."""

    def call(*web):
        path = write(tmp_path / "web.jsonl", web)
        assert all(result.error is None for result in provenance.ingest(str(path), store))

    return call


@pytest.fixture
def run(location, monkeypatch, capsys):
    """Call `provenance` with arguments; its store is the test's own."""
    monkeypatch.setenv("PROVENANCE_STORE", location)
    monkeypatch.delenv("COLUMNS", raising=False)  # as in a pipe, whatever runs the tests

    def call(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["provenance", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return Ran(int(left.value.code or 0), said.out, said.err)

    return call
