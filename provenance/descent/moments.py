"""When a page was published: what its address, its metadata and the line below its title allow together."""

from provenance import dates
from provenance.model import Article, DateInterval

_DATE = 40  # characters of a line that is a date, with a few words
_PARAGRAPH = 120  # characters of a line that is text


def moment(article: Article) -> tuple[DateInterval | None, bool]:
    """What address, metadata and a visible date above the text allow together; the address is harder to forge.

    None without any; whether they exclude each other, so that one of them is wrong.
    """
    written = [article.published, _shown(article)]
    found = dates.from_url(article.url) if article.url else None
    forged = False
    for date in written:
        if date is None:
            continue
        both = dates.intersect(found, date) if found else date
        if both is None:
            forged = True
        else:
            found = both
    return found, forged


def _shown(article: Article) -> DateInterval | None:
    """The date on a short line above the text."""
    for block in article.blocks[:40]:
        for text in block.text.split("\n"):
            if len(text) > _PARAGRAPH:
                return None
            if len(text) <= _DATE and any(c.isdigit() for c in text):
                date = dates.parse_iso(text.strip()) or dates.parse_words(text, _tongues(article))
                if date is not None and (date.latest - date.earliest).days <= 1:
                    return date
    return None


def _tongues(article: Article) -> tuple[str, ...]:
    return (article.language,) if article.language else ()
