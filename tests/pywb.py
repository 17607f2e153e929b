"""A real web archive on loopback: pywb, started on WARC files that a test writes, stopped when it is done."""

import os
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from provenance.acquire.exchange import Exchange
from provenance.captures import Recorder

BIN = Path(__file__).resolve().parent.parent / ".venv-pywb" / "bin"
CONFIG = "framed_replay: false\nredirect_to_exact: true\nenable_memento: true\n"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Held:
    """One capture that an archive is to hold."""

    url: str
    at: datetime
    body: str = ""
    status: int = 200
    location: str | None = None
    media: str = HTML

    def exchange(self) -> Exchange:
        headers = [("Content-Type", self.media), *([("Location", self.location)] if self.location else [])]
        return Exchange(self.url, self.status, "Told", tuple(headers), self.body.encode(), self.at)


@contextmanager
def archive(folder: Path, held: Iterable[Held | Path]) -> Iterator[str]:
    """Serve these captures, or those of WACZ files: the prefix of the archive. Skips the test where pywb is not installed, unless CI=true."""
    if not (BIN / "wayback").exists():
        reason = "no pywb here: make pywb"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    keep = Recorder(folder / "made")
    packed = []
    for one in held:
        packed.append(one) if isinstance(one, Path) else keep(one.exchange())
    (folder / "config.yaml").write_text(CONFIG)
    _manage(folder, "init", "web")
    for file in (*packed, *(folder / "made").glob("*.warc.gz")):
        unpacked = ("--unpack-wacz",) if file.suffix == ".wacz" else ()
        _manage(folder, "add", *unpacked, "web", str(file))
    port = _free_port()
    with (folder / "log").open("wb") as log:
        command = [BIN / "wayback", "-p", str(port), "-b", "127.0.0.1", "-d", folder]
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
    try:
        _wait(f"http://127.0.0.1:{port}/web/cdx?url=none.example", server, folder)
        yield f"http://127.0.0.1:{port}/web/"
    finally:
        server.terminate()
        server.wait(20)


def _manage(folder: Path, *arguments: str) -> None:
    subprocess.run([BIN / "wb-manager", *arguments], cwd=folder, check=True, capture_output=True)


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def _wait(url: str, server: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(600):
        assert server.poll() is None, (folder / "log").read_text()
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"pywb did not start: {(folder / 'log').read_text()}")
