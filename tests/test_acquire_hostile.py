"""Servers that mean harm: nothing hangs, nothing is reached that should not be, memory stays small."""

import inspect
import subprocess
import sys

import pytest

from provenance.acquire import Options, read
from provenance.acquire.files import size_of
from provenance.errors import AcquireError
from provenance.model import Capture
from tests.hostile import ANSWERS, ROBOTS, hostile

# What is an article after all; everything else must be refused in one line.
READ = {
    "cookies", "entities", "gzip-with-a-tail", "length-too-short", "long-title", "lying-charset",
    "many-attributes", "many-links", "many-members", "many-sources", "nested-inline", "nested-tables", "nested-tags",
    "open-comment", "outer-entity", "subresources", "unknown-charset", "utf-7",
}  # fmt: skip
MEASURED = """
import sys
from provenance.cli import main
sys.argv = ["provenance", *sys.argv[1:]]
try:
    main()
finally:
    # Not getrusage, which counts what the parent had before this program took its place.
    status = dict(line.split(":", 1) for line in open("/proc/self/status"))
    print("peak", int(status["VmHWM"].split()[0]) // 1024, file=sys.stderr)
"""


@pytest.fixture(scope="module")
def server():
    with hostile() as one:
        yield one


def options(port: int) -> Options:
    place = frozenset({f"127.0.0.1:{port}"})
    return Options(private=place, delay=0.0, backoff=0.0, timeout=1.5, max_bytes=5_000_000)


def test_there_are_enough_of_them():
    assert len(ANSWERS) >= 80


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_a_hostile_answer_is_read_or_refused_in_one_line(server, name):
    server.reached.clear()
    try:
        got = list(read(f"http://127.0.0.1:{server.port}/{name}", options(server.port)))
    except AcquireError as error:
        assert name not in READ, error
        assert "\n" not in str(error) and len(str(error)) < 700
    else:
        assert name in READ and all(isinstance(one, Capture) for one in got)
    assert "canary" not in server.reached


@pytest.mark.parametrize("rules", sorted(ROBOTS))
def test_a_hostile_robots_file_does_no_harm(rules):
    with hostile(ROBOTS[rules]()) as one, pytest.raises(AcquireError):
        list(read(f"http://127.0.0.1:{one.port}/{'a' * 3000}", options(one.port)))


def test_all_of_them_in_one_run_take_little_memory(server):
    server.reached.clear()
    targets = [f"http://127.0.0.1:{server.port}/{name}" for name in sorted(ANSWERS)]
    limits = ["--allow-private", "--delay", "0", "--timeout", "1.5", "--format", "jsonl"]
    ran = subprocess.run(
        [sys.executable, "-c", MEASURED, "inspect", *limits, *targets], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1 and "Traceback" not in ran.stderr, ran.stderr[-2000:]
    assert "canary" not in server.reached
    peak = int(ran.stderr.rpartition("peak ")[2])
    assert peak < 300, f"{peak} MB"


def test_folders_that_lie_deeper_in_one_another_than_calls_may_are_gone_through(tmp_path):
    deepest = tmp_path.joinpath(*"d" * 300)
    deepest.mkdir(parents=True)
    places = [deepest / "a.txt", tmp_path / "d" / "e.txt"]
    for place in places:
        place.write_text("The harbour opened again on Monday.", "utf-8")
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 250)
    try:
        assert [page.path for page in read(str(tmp_path), Options())] == list(map(str, places))
        assert size_of(str(tmp_path)) == 70
    finally:
        sys.setrecursionlimit(before)
