"""What `bench.linking` and `bench.rival` share: the pages of a folder, which pairs are true, and the most memory."""

import json
import resource
from collections.abc import Iterable, Iterator
from pathlib import Path

NEW = 16
"""Pages that are looked up one by one."""


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Address and text of each page."""
    with (folder / "pages.jsonl").open(encoding="utf-8") as file:
        for line in file:
            page = json.loads(line)
            yield page["url"], page["text"]


def truth(folder: Path) -> dict[str, str | None]:
    """The source of each page, None for an original."""
    with (folder / "truth.jsonl").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return {row["url"]: row["parent"] for row in rows}


def judged(pairs: Iterable[tuple[str, str]], sources: dict[str, str | None]) -> tuple[float, float]:
    """Recall: copies that the pairs join with their source, also through others; precision: pairs of true families."""
    found = _families(pairs)
    true = _families((url, source) for url, source in sources.items() if source)
    copies = [(url, source) for url, source in sources.items() if source]
    joined = sum(found.get(url, url) == found.get(source, source) for url, source in copies)
    right = sum(true.get(a, a) == true.get(b, b) for a, b in pairs)
    return joined / (len(copies) or 1), right / (len(list(pairs)) or 1)


def _families(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The family, named by one of them, of each page that stands in a pair."""
    parent: dict[str, str] = {}

    def top(page: str) -> str:
        while parent.setdefault(page, page) != page:
            parent[page] = page = parent[parent[page]]
        return page

    for a, b in pairs:
        parent[top(a)] = top(b)
    return {page: top(page) for page in list(parent)}


def peak() -> float:
    """The most memory of this process so far, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # after a fork and exec, `ru_maxrss` still counts what the parent had
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
