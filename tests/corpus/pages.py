"""The pages of the corpus: read from `xx.toml` (or `xx-part.toml`), rendered in their themes."""

import csv
import html
import re
import tomllib
from dataclasses import MISSING, dataclass, fields
from functools import cache
from pathlib import Path
from string import Template
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

from provenance.model import Relation

HERE = Path(__file__).parent
SETS = {
    "first": HERE,
    **{part: HERE / part for part in ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")},
}
THEMES = ("wordpress", "drupal", "divs", "tables", "bare", "text")
UPSTREAM = frozenset({
    "label", "sentence", "translation", "two-hops", "head", "byline", "wire", "adaptation", "excerpt", "via",
    "press-release", "licence", "importer", "metadata", "no-trigger", "foreign-label",
})  # fmt: skip
LOOKALIKES = frozenset({
    "own-name", "photo", "informants", "bibliography", "bio", "comments", "quotes", "reuse", "dates", "words",
})  # fmt: skip
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
RENAMED = {"class": "kind", "for": "translated_for"}
Made = TypeVar("Made", "Page", "Wanted")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One claim of the judgement. `aliases` are other right names, `also` and `hops` other relations and hops that a careful
    reader may give.

    An `optional` claim may be made and need not be. `language` is that of the original.
    """

    relation: Relation
    hop: int = 1
    name: str | None = None
    url: str | None = None
    domain: str | None = None
    translator: str | None = None
    translated_for: str | None = None
    language: str | None = None
    author: str | None = None
    title: str | None = None
    aliases: tuple[str, ...] = ()
    also: tuple[Relation, ...] = ()
    hops: tuple[int, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A judged page; `kind` is its class, `site` the name by which the site calls itself, `byline`, `head` and `body` HTML."""

    id: str
    kind: str
    language: str
    theme: str
    title: str
    body: str
    claims: tuple[Wanted, ...]
    url: str | None = None
    site: str | None = None
    byline: str = ""
    head: str = ""


def load(*languages: str, part: str = "first") -> tuple[Page, ...]:
    """All pages of a set, or those of some languages; raises ValueError naming the page that is not well formed."""
    paths = sorted((*SETS[part].glob("[a-z][a-z].toml"), *SETS[part].glob("[a-z][a-z]-*.toml")))
    return tuple(page for path in paths if not languages or path.stem[:2] in languages for page in _file(path))


def _file(path: Path) -> tuple[Page, ...]:
    with path.open("rb") as file:
        table = tomllib.load(file)
    if set(table) != {"page"}:
        raise ValueError(f"{path.name}: a file holds [[page]] entries and nothing else")
    return tuple(_page(entry, path) for entry in table["page"])


def _page(entry: dict[str, Any], path: Path) -> Page:
    where = f"{path.relative_to(HERE)}, page {entry.get('id', '?')}"
    made = dict(entry, language=path.stem[:2], claims=tuple(_wanted(c, where) for c in entry["claims"]))
    page = _make(Page, made, where)
    if page.kind not in UPSTREAM | LOOKALIKES:
        raise ValueError(f"{where}: unknown class {page.kind!r}")
    if page.theme not in THEMES:
        raise ValueError(f"{where}: unknown theme {page.theme!r}")
    if not page.url and page.theme != "text":
        raise ValueError(f"{where}: only a text file may lack a url")
    return page


def _wanted(claim: dict[str, Any], where: str) -> Wanted:
    made = dict(claim, relation=Relation(claim["relation"]))
    made["also"] = tuple(map(Relation, claim.get("also", ())))
    made["aliases"], made["hops"] = tuple(claim.get("aliases", ())), tuple(claim.get("hops", ()))
    return _make(Wanted, made, where)


def _make(kind: type[Made], entry: dict[str, Any], where: str) -> Made:
    values = {RENAMED.get(key, key): value for key, value in entry.items()}
    known = {f.name: f for f in fields(kind)}
    if unknown := set(values) - set(known):
        raise ValueError(f"{where}: unknown fields {sorted(unknown)}")
    if missing := {n for n, f in known.items() if f.default is MISSING} - set(values):
        raise ValueError(f"{where}: missing fields {sorted(missing)}")
    return kind(**values)


def render(page: Page) -> bytes:
    """The page as its server would send it, in UTF-8."""
    if page.theme == "text":
        return _text(page).encode()
    host = urlsplit(page.url or "").netloc
    title = html.escape(page.title, quote=False)
    site = html.escape(page.site or host, quote=False)
    values = {
        "lang": page.language,
        "dir": "rtl" if page.language in RIGHT_TO_LEFT else "ltr",
        "title": title,
        "head_title": f"{title} – {site}" if page.site else title,
        "head_site": f'<meta property="og:site_name" content="{html.escape(page.site)}">' if page.site else "",
        "site": site,
        "home": f"https://{host}",
        "share_url": quote(page.url or "", safe=""),
        "byline": page.byline,
        "head": page.head.strip(),
        "body": page.body.strip(),
    }
    return _theme(page.theme).substitute(values, **_words(page.language)).encode()


def _text(page: Page) -> str:
    """The visible lines of a page that was kept as a plain text file."""
    broken = re.sub(r"<br ?/?>|</(?:p|div|li|h\d|tr|ul|blockquote)>", "\n", page.body.strip(), flags=re.I)
    body = html.unescape(re.sub(r"<[^>]*>", "", broken))
    byline = html.unescape(re.sub(r"<[^>]*>", "", page.byline))
    lines = [page.site or "", page.title, byline, *(re.sub(r"[ \t]+", " ", line).strip() for line in body.split("\n"))]
    return "\n\n".join(line for line in lines if line) + "\n"


@cache
def _theme(name: str) -> Template:
    return Template((HERE / "themes" / f"{name}.html").read_text("utf-8"))


@cache
def _words(language: str) -> dict[str, str]:
    """The words of a theme's navigation, in the language of the page."""
    with (HERE / "themes" / "words.tsv").open(encoding="utf-8", newline="") as file:
        rows = {row["language"]: row for row in csv.DictReader(file, delimiter="\t")}
    return {f"w_{key}": html.escape(value, quote=False) for key, value in rows[language].items()}
