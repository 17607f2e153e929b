"""What several tests need: the command line in this process, a store of its own, the shipped example."""

import re
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from provenance.cli import main

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


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Call `provenance` with arguments; its store lies in the test's own folder."""
    monkeypatch.setenv("PROVENANCE_STORE", str(tmp_path / "store.db"))
    monkeypatch.delenv("COLUMNS", raising=False)  # as in a pipe, whatever runs the tests

    def call(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["provenance", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return Ran(int(left.value.code or 0), said.out, said.err)

    return call
