"""What the tool answers to a page of the corpus."""

from provenance.acquire.pages import HTML, TEXT, Options, Source, make_capture
from provenance.extract import extract
from provenance.infer import claims
from provenance.model import Claim
from provenance.signals import find
from tests.corpus.pages import Page, render


def ask(page: Page) -> tuple[Claim, ...]:
    """The claims of the tool, which is given the bytes of the page and its address and nothing else."""
    source = Source(url=page.url, final_url=page.url, media_type=TEXT if page.theme == "text" else HTML)
    article = extract(make_capture(page.url or f"{page.id}.txt", render(page), Options(), source))
    return claims(article, find(article))
