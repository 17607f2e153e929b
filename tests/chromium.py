"""A real browser for tests: Chromium without a window, without a network, spoken to through a pair of pipes."""

import base64
import contextlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.loopback import alone

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SWITCHES = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--window-size=1300,900",
    "--remote-debugging-pipe",
)  # fmt: skip


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
        self.target = ""
        self.view = (1300, 900, False, "", True)

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
        if self.target:
            self.session = None
            self.send("Target.closeTarget", targetId=self.target)
        self.session, self.events = None, []
        target = self.target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.send(f"{domain}.enable")
        self.sized(*self.view)
        self.send("Page.navigate", url=path.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self.read())

    def value(self, expression: str) -> object:
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def sized(self, width: int, height: int, dark: bool = False, media: str = "", calm: bool = True) -> None:
        """Give the page a window of so many pixels and a reader's preferences; they hold for pages opened later too."""
        self.view = (width, height, dark, media, calm)
        if not self.session:
            return
        small = width < 600
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=small)
        features = {
            "prefers-color-scheme": "dark" if dark else "light",
            "prefers-reduced-motion": "reduce" if calm else "no-preference",
        }
        listed = [{"name": name, "value": value} for name, value in features.items()]
        self.send("Emulation.setEmulatedMedia", media=media, features=listed)

    def key(self, key: str, code: int = 0, text: str = "") -> None:
        """Press a key and let it go, as a keyboard does."""
        more = {"text": text} if text else {}
        for kind in ("keyDown" if text else "rawKeyDown", "keyUp"):
            self.send("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **more)

    def mouse(self, kind: str, x: float, y: float, **more: object) -> None:
        self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)

    def click(self, x: float, y: float) -> None:
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.mouse(kind, x, y, button="none" if kind == "mouseMoved" else "left", clickCount=1)

    def settle(self) -> None:
        """Wait for two frames: what was asked for is then drawn."""
        self.value("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))")

    def picture(self, path: Path) -> None:
        """Keep what is seen as a PNG file."""
        path.write_bytes(base64.b64decode(self.send("Page.captureScreenshot", format="png")["data"]))

    def complaints(self) -> list[str]:
        """What the browser put on its console or into its log: errors and breaches of the policy."""
        logged = [str(e["params"]["entry"]) for e in self.events if e.get("method") == "Log.entryAdded"]
        spoken = [e["params"] for e in self.events if e.get("method") == "Runtime.consoleAPICalled"]
        return logged + [str(each) for each in spoken if each["type"] in ("error", "warning", "assert")]

    def dialogs(self) -> int:
        return sum(event.get("method") == "Page.javascriptDialogOpening" for event in self.events)

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
