"""Inputs to begin with: the pages of the example and of the judged corpus, and what feeds and archives look like."""

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "tests" / "corpus"


@cache
def examples() -> tuple[bytes, ...]:
    """The pages of the example, as bytes."""
    return tuple(path.read_bytes() for path in sorted((ROOT / "examples" / "web").glob("*.html")))


@cache
def judged() -> tuple[dict[str, str], ...]:
    """One page in a language and class of the judged corpus: `url`, `title`, `byline`, `body`, `language`."""
    found = []
    for path in sorted(CORPUS.glob("??.toml")):
        kinds = set()
        for page in tomllib.loads(path.read_text(encoding="utf-8")).get("page", ()):
            if page.get("class") not in kinds and isinstance(page.get("body"), str):
                kinds.add(page.get("class"))
                found.append(
                    {key: value for key, value in page.items() if isinstance(value, str)} | {"language": path.stem}
                )
    return tuple(found)


@cache
def lines() -> tuple[tuple[str, str], ...]:
    """The examples of every line of the language files: code and text."""
    from provenance.grammar import codes, language

    return tuple(
        (code, example["text"]) for code in codes() for line in language(code).lines for example in line.examples
    )


def bodies() -> Iterator[bytes]:
    """Pages with a body of the judged corpus, short ones first."""
    for page in sorted(judged(), key=lambda page: len(page["body"])):
        if len(page["body"]) < 2_500:
            title = page.get("title", "")
            yield f"<html lang={page['language']}><title>{title}</title><h1>{title}</h1>{page['body']}".encode()


def records() -> Iterator[bytes]:
    """Lines of JSON, each a page."""
    for page in judged()[:6]:
        record = {"url": page["url"], "html": page["body"], "title": page.get("title"), "language": page["language"]}
        yield json.dumps(record, ensure_ascii=False).encode() + b"\n"
