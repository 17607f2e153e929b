"""Addresses that a document lists -> captures, read from the web one by one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from provenance.acquire.crowd import in_order
from provenance.acquire.fetch import place_of
from provenance.acquire.pages import Failure, Options
from provenance.acquire.web import read_web
from provenance.errors import AcquireError, NotAnArticle, Refused, Unchanged
from provenance.model import Capture


@dataclass(frozen=True, slots=True)
class Target:
    """A page that a list names: `where` is its place in the list, for messages.

    `declared` is what the list says of it, in the keys of a capture's. `instead` is what the list itself holds of the
    page: it is given as well when the page cannot be read.
    """

    url: str
    where: str
    line: int
    declared: Mapping[str, str] = field(default_factory=dict)
    instead: Capture | None = None


def fetch_each(targets: Iterable[Capture | Target | Failure], options: Options) -> Iterator[Capture | Failure]:
    """Every target in its order, each address once; one that cannot be read is a Failure that names its line.

    Pages and failures among the targets stay in their place. `options.at_once` hosts are asked at a time.
    """
    jobs = (_job(target, options) for target in _once(targets))
    for got in in_order(jobs, lambda job: job.done(), lambda job: job.host, _size, options.at_once):
        yield from got


def no_address(where: str, line: int, text: str) -> Failure:
    """The failure of a line on which no address stands."""
    return Failure(where, NotAnArticle(f"{where}: no address: {text[:80]!r}"), line)


@dataclass(frozen=True, slots=True)
class _Job:
    """A target with the options to read it with, or one that needs no reading; `host` is whom it asks."""

    target: Capture | Target | Failure
    options: Options
    host: str | None = None

    def done(self) -> list[Capture | Failure]:
        """What the target gives."""
        return list(_fetched(self.target, self.options)) if isinstance(self.target, Target) else [self.target]


def _job(target: Capture | Target | Failure, options: Options) -> _Job:
    """What is known of a page is asked of the store here, for another thread would do so while it is written."""
    if not isinstance(target, Target):
        return _Job(target, options)
    known, asked = options.known and options.known(target.url), options.conditions(target.url)
    told = replace(options, known=lambda _: bool(known), conditions=lambda url: asked if url == target.url else {})
    return _Job(target, told, _host(target.url))


def _host(url: str) -> str | None:
    try:
        return place_of(url)
    except Refused:  # as reading it will say
        return None


def _once(targets: Iterable[Capture | Target | Failure]) -> Iterator[Capture | Target | Failure]:
    seen: set[str] = set()
    for target in targets:
        if isinstance(target, Target):
            if target.url in seen:
                continue
            seen.add(target.url)
        yield target


def _size(got: list[Capture | Failure]) -> int:
    return sum(len(one.body) for one in got if isinstance(one, Capture))


def _fetched(target: Target, options: Options) -> Iterator[Capture | Failure]:
    try:
        for got in read_web(target.url, options) or ():
            yield got if isinstance(got, Failure) else _laid_over(got, target)
    except AcquireError as error:
        if target.instead and not isinstance(error, Unchanged):
            yield target.instead
        yield Failure(target.where, type(error)(f"{target.where}: {error}"), target.line, target.url)


def _laid_over(capture: Capture, target: Target) -> Capture:
    said = {**target.declared, **capture.declared}
    return replace(capture, declared=said) if said else capture
