"""A web of made-up outlets, all of it in an archive: who took what from whom is known."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from tests.pywb import Held

_SYLLABLES = "bra ché dou fli gour hau jon kel lam mou nor pié ques ran ser tol vau yve zan cro".split()
_ENDS = "ac an eau elle ier in oir on otte ude".split()
_FORMS = (
    "À {}, {} raconte comment {} a perdu {} écus.",
    "Le maire de {} a remis à {} la clef de {} devant {} voisins.",
    "Personne, de {} jusqu'à {}, ne croit que {} rendra les {} barques.",
    "Quand {} chante, {} ferme ses volets et {} compte {} moutons.",
    "La route qui mène de {} vers {} passe sous {} depuis {} ans.",
)


def story(seed: str) -> list[str]:
    """Fifteen sentences, always the same for a seed; hardly three words in a row of them stand in another story."""
    dice = random.Random(seed)

    def name() -> str:
        return "".join(dice.choices(_SYLLABLES, k=2)).capitalize() + dice.choice(_ENDS)

    return [form.format(name(), name(), name(), dice.randint(13, 989)) for form in _FORMS * 3]


@dataclass(frozen=True)
class Page:
    """A page of the web: its story, its credit lines as HTML, when it was published and captured."""

    url: str
    story: str
    credit: str = ""
    day: int = 1

    @property
    def outlet(self) -> str:
        return self.url.split("/")[2].removesuffix(".example").replace("-", " ").title()

    def html(self) -> str:
        published = DAY + timedelta(days=self.day)
        paragraphs = "".join(f"<p>{line}</p>" for line in story(self.story))
        return (
            f"<!doctype html><html lang=fr><head><title>Une histoire de {self.story} | {self.outlet}</title>"
            f'<meta property="og:site_name" content="{self.outlet}">'
            f'<meta property="article:published_time" content="{published.isoformat()}"></head>'
            f"<body><article><h1>Une histoire de {self.story}</h1>{paragraphs}{self.credit}</article></body></html>"
        )

    def held(self) -> Held:
        return Held(self.url, DAY + timedelta(days=self.day, hours=6), self.html())


DAY = datetime(2023, 3, 1, tzinfo=UTC)


def link(url: str, name: str = "") -> str:
    """A credit that gives the very address."""
    return f'<p>Source : <a href="{url}">{name or url.split("/")[2]}</a></p>'


def home(host: str) -> str:
    """A credit that gives the site alone."""
    return f"<p>Source : https://{host}.example</p>"


@dataclass
class Web:
    """The pages, further captures (redirects), and for each target the hops (copy, source) that are true."""

    pages: list[Page] = field(default_factory=list)
    others: list[Held] = field(default_factory=list)
    truth: dict[str, set[tuple[str, str]]] = field(default_factory=dict)

    def held(self) -> list[Held]:
        return [page.held() for page in self.pages] + self.others

    @property
    def hosts(self) -> set[str]:
        return {one.url.split("/")[2].removeprefix("www.") for one in self.held()}


def at(host: str, path: str) -> str:
    return f"https://{host}.example/2023/03/{path}"


def web() -> Web:
    """Everything; each part is a function of its own."""
    made = Web()
    for part in (_long, _homes, _moved, _layers, _twofold, _circles, _aliases, _noise):
        part(made)
    return made


def _chain(made: Web, story: str, urls: list[str]) -> None:
    """Pages of one story, copy first, each with a credit that links to the next."""
    for number, url in enumerate(urls):
        credit = link(urls[number + 1]) if number + 1 < len(urls) else ""
        made.pages.append(Page(url, story, credit, len(urls) - number))
    made.truth[urls[0]] = set(pairwise(urls))


def _long(made: Web) -> None:
    _chain(made, "sel", [at(host, "le-sel") for host in ("anse", "brise", "crique", "dune", "estran", "falaise")])
    _chain(made, "cuivre", [at(host, "le-cuivre") for host in ("golfe", "havre", "anse")])


def _homes(made: Web) -> None:
    """Credits that name a site only: its page is to be found among what the archive captured then."""
    for story, copy, source in (("laine", "ilot", "jetee"), ("verre", "kiosque", "lagune"), ("tuile", "brise", "dune")):
        made.pages.append(Page(at(copy, story), story, home(source), 9))
        made.pages.append(Page(at(source, f"histoire-de-{story}-1"), story, "", 7))
        made.truth[at(copy, story)] = {(at(copy, story), at(source, f"histoire-de-{story}-1"))}


def _moved(made: Web) -> None:
    """A credit whose address redirects, twice, to the page."""
    copy, page = at("crique", "la-cire"), at("estran", "la-cire-1")
    made.pages += [Page(copy, "cire", link("http://estran.example/?p=7"), 5), Page(page, "cire", "", 4)]
    made.others += [
        Held("http://estran.example/?p=7", DAY + timedelta(days=4), "", 301, "https://estran.example/cire"),
        Held("https://estran.example/cire", DAY + timedelta(days=4), "", 302, "/2023/03/la-cire-1"),
    ]
    made.truth[copy] = {(copy, page)}


def _layers(made: Web) -> None:
    """Two lines of credit: the last is what the page took from, the one above it came along with that text."""
    copy, near, far = at("falaise", "le-grain"), at("golfe", "le-grain-1"), at("havre", "le-grain-2")
    credit = f'<p>Source : <a href="{far}">Havre</a></p><p>Source : <a href="{near}">Golfe</a></p>'
    made.pages += [Page(copy, "grain", credit, 5), Page(near, "grain", "", 4), Page(far, "grain", "", 3)]
    made.truth[copy] = {(copy, near), (near, far)}


def _twofold(made: Web) -> None:
    """Two sources of one page, told in one line."""
    copy, first, second = at("anse", "le-houx"), at("kiosque", "le-houx-1"), at("lagune", "le-houx-2")
    credit = f'<p>Sources : <a href="{first}">Kiosque</a>, <a href="{second}">Lagune</a></p>'
    made.pages += [Page(copy, "houx", credit, 5), Page(first, "houx", "", 4), Page(second, "houx", "", 3)]
    made.truth[copy] = {(copy, first), (copy, second)}


def _circles(made: Web) -> None:
    one, two = at("ilot", "l-encre"), at("jetee", "l-encre")
    made.pages += [Page(one, "encre", link(two), 5), Page(two, "encre", link(one), 5)]
    made.truth[one] = {(one, two), (two, one)}
    own = at("kiosque", "la-corde")
    made.pages.append(Page(own, "corde", link("https://kiosque.example/2023/03/la-corde/print"), 5))
    made.others.append(Held("https://kiosque.example/2023/03/la-corde/print", DAY + timedelta(days=5), "", 301, own))
    made.truth[own] = set()


def _aliases(made: Web) -> None:
    """One source under three addresses."""
    page = at("lagune", "le-lin")
    spelled = (f"http://www.{page[8:]}?utm_source=lettre", f"{page}/amp", page)
    for host, address in zip(("anse", "brise", "dune"), spelled, strict=True):
        copy = at(host, "le-lin")
        made.pages.append(Page(copy, "lin", link(address), 5))
        made.truth[copy] = {(copy, page)}
    made.pages.append(Page(page, "lin", "", 4))
    made.others.append(Held(f"{page}/amp", DAY + timedelta(days=4), "", 302, page))


def _noise(made: Web) -> None:
    """Other pages of the sites that are only named, captured at the same time."""
    for host in ("jetee", "lagune", "dune"):
        made.pages += [Page(at(host, f"autre-chose-{n}"), f"{host} {n}", "", 6) for n in range(5)]
