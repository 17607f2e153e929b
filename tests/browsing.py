"""Chromium and `provenance serve` in a network of their own, where that is permitted: neither reaches anything else.

    python -m tests.browsing STORE ADDRESS_FILE CHROMIUM SWITCH...

brings up the loopback of that network, starts the server, writes its address into a file, and becomes the browser.
"""

import base64
import contextlib
import fcntl
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
from pathlib import Path

from tests.loopback import alone

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_SWITCHES = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-pipe",
)  # fmt: skip
_SIOCSIFFLAGS, _UP = 0x8914, 1


class Window:
    """One window of a browser beside a running server; `address` is what the server printed."""

    def __init__(self, store: Path, folder: Path) -> None:
        told = folder / "address"
        theirs_in, self.commands = os.pipe()
        self.answers, theirs_out = os.pipe()
        # The browser reads commands from descriptor 3 and writes answers to 4.
        shell = f'exec "$0" "$@" 3<&{theirs_in} 4>&{theirs_out}'
        inside = [sys.executable, "-m", "tests.browsing", str(store), str(told), CHROMIUM, *_SWITCHES]
        self.process = subprocess.Popen(
            ["bash", "-c", shell, *alone(), *inside, f"--user-data-dir={folder / 'profile'}", "about:blank"],
            pass_fds=(theirs_in, theirs_out),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd=Path(__file__).resolve().parent.parent,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self.buffer, self.session, self.number, self.events = b"", None, 0, []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.send(f"{domain}.enable")
        self.address = told.read_text().strip()
        self.site = self.address.partition("/?")[0]

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

    def wait(self, method: str) -> None:
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self.read())

    def go(self, path: str) -> None:
        self.events = []
        self.send("Page.navigate", url=self.site + path if path.startswith("/") else path)
        self.wait("Page.loadEventFired")

    def act(self, expression: str) -> None:
        """Do something that leads to another page, and wait for that."""
        self.events = []
        self.send("Runtime.evaluate", expression=expression)
        self.wait("Page.loadEventFired")

    def value(self, expression: str) -> object:
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def press(self, key: str) -> str:
        return f"document.body.dispatchEvent(new KeyboardEvent('keydown', {{key: '{key}', bubbles: true}}))"

    def asked(self) -> list[str]:
        """The addresses that the page asked for, but inline data."""
        sent = [event["params"] for event in self.events if event.get("method") == "Network.requestWillBeSent"]
        return [one["request"]["url"] for one in sent if not one["request"]["url"].startswith("data:")]

    def complaints(self) -> list[str]:
        """Exceptions, and what the policy of a page forbade."""
        thrown = [str(event["params"]) for event in self.events if event.get("method") == "Runtime.exceptionThrown"]
        logged = [event["params"]["entry"] for event in self.events if event.get("method") == "Log.entryAdded"]
        return thrown + [entry["text"] for entry in logged if entry["level"] == "error"]

    def picture(self, path: Path, wide: int, high: int, dark: bool = False) -> None:
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.send("Emulation.setEmulatedMedia", features=scheme)
        self.send("Emulation.setDeviceMetricsOverride", width=wide, height=high, deviceScaleFactor=1, mobile=False)
        path.write_bytes(base64.b64decode(self.send("Page.captureScreenshot", captureBeyondViewport=True)["data"]))

    def close(self) -> None:
        for end in (self.commands, self.answers):
            with contextlib.suppress(OSError):
                os.close(end)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)


def _inside(store: str, told: str, *browser: str) -> None:
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sh", b"lo", _UP))
    command = [sys.executable, "-m", "provenance", "--store", store, "serve", "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, close_fds=True)
    Path(told).write_text(server.stdout.readline())
    for end in (3, 4):
        os.set_inheritable(end, True)
    os.execv(browser[0], browser)


if __name__ == "__main__":
    _inside(*sys.argv[1:])
