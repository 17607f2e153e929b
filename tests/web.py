"""Small webs of pages for the tests of descent: plain HTML on hosts of their own."""

import html
import json
from dataclasses import dataclass, field
from pathlib import Path

BODY = (
    "The harbour board of Skarvik voted on Monday evening to close the old fish market after eighty years of trade.",
    "Chairwoman Ingrid Solheim said the roof had become unsafe and that repairs would cost four million crowns in all.",
    "Traders who had rented the same stalls since their grandparents' days stood silently at the back of the chamber.",
    "One of them, Nils Aasen, asked where people were supposed to buy their cod before the great winter holidays now.",
    "The mayor promised a temporary hall behind the ferry terminal, with running water and electric light by November.",
    "An architect from the capital has drawn plans for a glass building that would open within three or four summers.",
    "Opponents have gathered more than two thousand signatures and want the county to list the market as a monument.",
    "The board meets again in a fortnight to decide who will pay for moving the ice machines across the frozen basin.",
)
MORE = (
    "A retired harbour pilot remembered how the whole town had once been woken by the bell of the first boat home.",
    "Children from the school on the hill painted the shutters in the summer when the king came to open the quay.",
    "What will become of the old clock above the gate, which has stood at ten past four for years, nobody would say.",
)


@dataclass(frozen=True)
class Page:
    """A page of a web: its host's first label, its paragraphs, what stands below them."""

    name: str
    body: tuple[str, ...] = BODY
    tail: tuple[str, ...] = ()
    title: str = "Skarvik closes its fish market"
    published: str | None = None
    language: str = "en"
    author: str | None = None
    plain: tuple[str, ...] = field(default=())

    @property
    def url(self) -> str:
        return f"https://www.{self.name}.example/news/{self.name}-story"

    @property
    def outlet(self) -> str:
        return f"{self.name.title()} Post"

    def html(self) -> str:
        date = f'<meta property="article:published_time" content="{self.published}">' if self.published else ""
        by = f'<meta name="author" content="{self.author}">' if self.author else ""
        text = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in self.body)
        below = "".join(f"<p>{line}</p>" for line in self.tail)
        return (
            f'<!doctype html><html lang="{self.language}"><head><meta charset="utf-8"><title>{self.title}</title>'
            f'<link rel="canonical" href="{self.url}"><meta property="og:site_name" content="{self.outlet}">{date}{by}'
            f"</head><body><article><h1>{self.title}</h1>{text}{below}</article></body></html>"
        )


def source(page: Page, *, deep: bool = True) -> str:
    """A line that credits a page."""
    address = page.url if deep else f"https://www.{page.name}.example/"
    return f'Source: <a href="{address}">{page.outlet}</a>'


def write(path: Path, pages) -> Path:
    """The pages as JSON Lines."""
    rows = ({"url": page.url, "html": page.html(), "fetched": "2026-01-12T08:30:00Z"} for page in pages)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def told(text: str, name: str, language: str, published: str | None, tail: tuple[str, ...] = ()) -> Page:
    """A page of a text whose first line is its title."""
    title, _, body = text.partition("\n")
    return Page(name, tuple(line for line in body.split("\n") if line), tail, title, published, language)
