"""Addresses that a document lists -> captures, read from the web one by one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from provenance.acquire.pages import Failure, Options
from provenance.acquire.web import read_web
from provenance.errors import AcquireError, NotAnArticle
from provenance.model import Capture


@dataclass(frozen=True, slots=True)
class Target:
    """A page that a list names: `where` is its place in the list, for messages.

    `declared` is what the list says of it, in the keys of a capture's.
    """

    url: str
    where: str
    line: int
    declared: Mapping[str, str] = field(default_factory=dict)


def fetch_each(targets: Iterable[Capture | Target | Failure], options: Options) -> Iterator[Capture | Failure]:
    """Every target in its order, each address once; one that cannot be read is a Failure that names its line.

    Pages and failures among the targets stay in their place.
    """
    seen: set[str] = set()
    for target in targets:
        if not isinstance(target, Target):
            yield target
        elif target.url not in seen:
            seen.add(target.url)
            yield from _fetched(target, options)


def no_address(where: str, line: int, text: str) -> Failure:
    """The failure of a line on which no address stands."""
    return Failure(where, NotAnArticle(f"{where}: no address: {text[:80]!r}"), line)


def _fetched(target: Target, options: Options) -> Iterator[Capture | Failure]:
    try:
        for got in read_web(target.url, options) or ():
            yield got if isinstance(got, Failure) else _laid_over(got, target)
    except AcquireError as error:
        yield Failure(target.where, type(error)(f"{target.where}: {error}"), target.line, target.url)


def _laid_over(capture: Capture, target: Target) -> Capture:
    said = {**target.declared, **capture.declared}
    return replace(capture, declared=said) if said else capture
