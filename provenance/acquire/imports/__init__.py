"""Tables and files that other programs write, a module each: `mine(names)` tells its header, `row` reads a line.

A row gives the page itself (a Capture) where the file holds it, else a Target, which is then read from the web. To add
one: a module with these two functions, and one line in IMPORTERS, before the general one.
"""

from collections.abc import Callable
from typing import NamedTuple

from provenance.acquire.imports import gdelt, mediacloud, minet, plain, pravda
from provenance.acquire.imports.rows import Row
from provenance.acquire.pages import Options
from provenance.acquire.targets import Target
from provenance.model import Capture

__all__ = ["IMPORTERS", "Importer", "importer_of"]


class Importer(NamedTuple):
    """What tells a table by the names of its columns (in lower case), and what reads a row of it."""

    mine: Callable[[frozenset[str]], bool]
    row: Callable[[Row, Options], Capture | Target]


IMPORTERS: tuple[Importer, ...] = (
    Importer(pravda.mine, pravda.row),
    Importer(minet.mine, minet.row),
    Importer(gdelt.mine, gdelt.row),
    Importer(mediacloud.mine, mediacloud.row),
    Importer(plain.mine, plain.row),
)


def importer_of(names: frozenset[str]) -> Importer | None:
    """The importer of a table with these columns; None when none holds addresses."""
    return next((one for one in IMPORTERS if one.mine(names)), None)
