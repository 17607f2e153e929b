"""Several programs at one store, and sudden death."""

import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from provenance.store import open_store

WRITER = """
import sys
sys.path.insert(0, sys.argv[1])
from provenance.model import Node, Status
from provenance.store import open_store
from tests.stores import CREDIT, hop, page
path, name, many = sys.argv[2], sys.argv[3], int(sys.argv[4])
with open_store(path) as store:
    for n in range(many):
        node = f"{name}{n}"
        store.put_article(page(node, text=f"{node} " * 2000), [CREDIT] * 5)
        store.put_node(Node(f"n{node}s", Status.NAMED))
        store.put_links([hop(node, node, node + "s")])
        store.index.put([(f"n{node}", range(n, n + 50), {})], 1)
        print(node, flush=True)
"""


READERS = """
import sys
from concurrent.futures import ThreadPoolExecutor
sys.path.insert(0, sys.argv[1])
from provenance.store import open_store
done = []
def read(_):
    with open_store(sys.argv[2], read_only=True) as store:
        while not done:
            for article in store.articles():
                assert len(store.signals(article.id)) == 5, article.id
            for link in store.links():
                assert store.node(link.derived) and store.node(link.source), link.id
with ThreadPoolExecutor(5) as pool:
    reading = [pool.submit(read, n) for n in range(5)]
    sys.stdin.readline()
    done.append(True)
for one in reading:
    one.result()
"""


def five_readers(location: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", READERS, str(Path(__file__).parent.parent), location]
    return subprocess.Popen(command, stdin=subprocess.PIPE, text=True)


def writer(path: str, name: str, many: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(Path(__file__).parent.parent), str(path), name, str(many)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.mark.both
def test_a_killed_writer_leaves_a_sound_store_with_all_it_had_reported(location):
    path, chance, reported = location, random.Random(), []
    for name in ("x", "y"):
        process = writer(path, name, 100_000)
        reported += [process.stdout.readline().strip() for _ in range(chance.randrange(1, 20))]
        threading.Event().wait(chance.random() / 100)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        with open_store(path) as store:
            assert store.check() == []
            for node in reported:
                assert store.article(f"n{node}").text == f"{node} " * 2000
                assert [link.id for link in store.links_from(f"n{node}")] == [f"l{node}"]


@pytest.mark.both
def test_two_writers_and_ten_readers_at_once(location):
    writers = [writer(location, name, 25) for name in ("x", "y")]
    first = [process.stdout.readline() for process in writers]
    readers = [five_readers(location) for _ in range(2)]
    with open_store(location, read_only=True) as own:
        while any(process.poll() is None for process in writers):
            assert all(len(own.signals(article.id)) == 5 for article in own.articles())
        assert [process.communicate() and process.returncode for process in writers] == [0, 0]
        assert first == ["x0\n", "y0\n"]
        for process in readers:
            process.communicate("stop\n", timeout=120)
            assert process.returncode == 0
        assert (own.info()["read"], own.info()["links"], own.check()) == (50, 50, [])
