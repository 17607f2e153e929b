"""A row of a table as its importer sees it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from provenance import urls
from provenance.errors import NotAnArticle


@dataclass(frozen=True, slots=True)
class Row:
    """The values by the names of their columns (in lower case), of line `line` of the file called `name`."""

    values: Mapping[str, str]
    name: str
    line: int

    @property
    def where(self) -> str:
        """File and line, as messages call them."""
        return f"{self.name}:{self.line}"

    def get(self, *columns: str) -> str:
        """The first of these columns that holds something, without white space around it; else empty."""
        return next((text for column in columns if (text := (self.values.get(column) or "").strip())), "")

    def url(self, *columns: str) -> str:
        """The address in the first of these columns that holds one. NotAnArticle when there is none."""
        found = next((url for column in columns if (url := urls.clean(self.get(column)))), None)
        if found is None:
            raise NotAnArticle(f"{self.where}: no address in column {columns[0]!r}: {self.get(*columns)[:80]!r}")
        return found


_BLANK = re.compile(r"\n[ \t\r]*\n\s*")


def declared(**values: str) -> dict[str, str]:
    """What a row says of its page, without what it leaves empty."""
    return {key: value for key, value in values.items() if value}


def page(title: str, paragraphs: str, metas: Mapping[str, str]) -> bytes:
    """A page made of what a row tells of one, as the extraction reads it; what is declared stands in its head."""
    head = "".join(f'<meta name="{escape(name)}" content="{escape(value)}">' for name, value in metas.items() if value)
    parts = [part.strip() for part in _BLANK.split(paragraphs) if part.strip()]
    body = "".join(f"<p>{'<br>'.join(escape(part).splitlines())}</p>" for part in parts)
    heading = f"<h1>{escape(title)}</h1>" if title else ""
    html = f"<!doctype html><html><head><title>{escape(title)}</title>{head}</head><body><article>{heading}{body}"
    return f"{html}</article></body></html>".encode("utf-8", "replace")
