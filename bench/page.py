"""How smoothly the HTML page moves: times between frames in Chromium without a window, by hand-like input.

    python -m bench.page            2,000 pages
    python -m bench.page 5000       another number

`paint` is what the page's own script takes in a frame; the frame also holds what the browser does with it.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import cast

from provenance.formats import export
from tests.chromium import Browser
from tests.webs import web

NUMBER = 2000
WATCH = """
window.frames_ = []; window.paints = [];
const painted = paint; paint = () => { const t = performance.now(); painted(); paints.push(performance.now() - t); };
(function step(t) { frames_.push(t); requestAnimationFrame(step); })(performance.now());
"""
TAKE = """
(() => {
  const gaps = frames_.slice(2).map((t, i) => t - frames_[i + 1]);
  const sorted = (list) => [...list].sort((a, b) => a - b);
  const at = (list, share) => sorted(list)[Math.floor((list.length - 1) * share)] || 0;
  const said = [gaps.length, at(gaps, .5), at(gaps, .95), at(gaps, 1), at(paints, .5), at(paints, .95)];
  frames_.length = 0; paints.length = 0;
  return said;
})()
"""


def main(number: int) -> None:
    """Print a row for each kind of movement."""
    with tempfile.TemporaryDirectory() as folder:
        graph, focus = web(number)
        path = Path(folder) / "page.html"
        export(graph, "html", path, focus)
        browser = Browser(Path(folder) / "profile")
        try:
            browser.sized(1400, 900, calm=False)
            browser.open(path)
            browser.settle()
            print(f"{len(graph.nodes)} pages, {len(graph.links)} hops, {path.stat().st_size / 1e6:.1f} MB")
            print(f"laid out and drawn in {browser.value(_timed('redraw(); paint()')):.0f} ms, filtered in ", end="")
            print(f"{browser.value(_timed('apply(); paint()')):.0f} ms")
            browser.value(WATCH)
            print("movement            frames   median     95 %    worst  paint median  paint 95 %   (ms)")
            _row(browser, "drag, whole", lambda: _drag(browser))
            _row(browser, "wheel, in", lambda: _wheel(browser, -60))
            browser.value(f"goTo({focus!r}, false)")
            _row(browser, "drag, cards", lambda: _drag(browser))
            _row(browser, "wheel, out", lambda: _wheel(browser, 60))
            browser.value("move(d3.zoomIdentity.translate(-900, -300).scale(.3), false)")
            _row(browser, "drag, names", lambda: _drag(browser))
        finally:
            browser.close()


def _timed(what: str) -> str:
    return f"(() => {{ const t = performance.now(); {what}; return performance.now() - t; }})()"


def _row(browser: Browser, name: str, do: Callable[[], None]) -> None:
    browser.value(TAKE)
    do()
    frames, *times = cast("list[float]", browser.value(TAKE))
    print(f"{name:20}{frames:6}" + "".join(f"{time:9.1f}" for time in times[:3]) + f"{times[3]:14.1f}{times[4]:12.1f}")


def _drag(browser: Browser) -> None:
    browser.mouse("mousePressed", 700, 600, button="left", clickCount=1)
    for step in range(80):
        browser.mouse("mouseMoved", 700 + step * 5, 600 + step % 30, button="left", buttons=1)
    browser.mouse("mouseReleased", 1095, 619, button="left", clickCount=1)


def _wheel(browser: Browser, by: int) -> None:
    for _ in range(50):
        browser.mouse("mouseWheel", 800, 600, deltaX=0, deltaY=by)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else NUMBER)
